from tuvurane.stories.models.audio import Audio
from tuvurane.stories.models.consent import Mark, RungWord
from tuvurane.stories.models.printing import PrintedStory, Printing
from tuvurane.stories.models.story import Story
from tuvurane.stories.models.text import Answer, Telling, Translation, Version, VersionWords

__all__ = [
    "Answer",
    "Audio",
    "Mark",
    "PrintedStory",
    "Printing",
    "RungWord",
    "Story",
    "Telling",
    "Translation",
    "Version",
    "VersionWords",
]
