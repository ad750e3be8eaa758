from tuvurane.stories.actions.collecting import TEXT_SIGNS, Told, collect
from tuvurane.stories.actions.erasing import erase_participant, erase_story
from tuvurane.stories.actions.handing_on import lift, look, mark
from tuvurane.stories.actions.ladder import Heard, final_text, read_back, say_rungs, withdraw
from tuvurane.stories.actions.printing import record_printing
from tuvurane.stories.actions.sound import drop_audio, drop_stale_audio, keep_audio
from tuvurane.stories.actions.texts import answer, make_version, translate
from tuvurane.stories.queries import Wording

__all__ = [
    "TEXT_SIGNS",
    "Heard",
    "Told",
    "Wording",
    "answer",
    "collect",
    "drop_audio",
    "drop_stale_audio",
    "erase_participant",
    "erase_story",
    "final_text",
    "keep_audio",
    "lift",
    "look",
    "make_version",
    "mark",
    "read_back",
    "record_printing",
    "say_rungs",
    "translate",
    "withdraw",
]
