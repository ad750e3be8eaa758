from tuvurane.stories.models.audio import Audio
from tuvurane.stories.models.coding import Assignment, CodebookPack, CodingRound, Reading, Resolution
from tuvurane.stories.models.consent import Mark, RungWord
from tuvurane.stories.models.panel import Panel, PanelMember, PanelStory, Verification
from tuvurane.stories.models.printing import PrintedStory, Printing
from tuvurane.stories.models.story import Story
from tuvurane.stories.models.text import Answer, Telling, Translation, Version, VersionWords

__all__ = [
    "Answer",
    "Assignment",
    "Audio",
    "CodebookPack",
    "CodingRound",
    "Mark",
    "Panel",
    "PanelMember",
    "PanelStory",
    "PrintedStory",
    "Printing",
    "Reading",
    "Resolution",
    "RungWord",
    "Story",
    "Telling",
    "Translation",
    "Verification",
    "Version",
    "VersionWords",
]
