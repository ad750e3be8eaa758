from tuvurane.measures.actions.declined import TakenDeclined, record_declined
from tuvurane.measures.actions.flags import answer_flag
from tuvurane.measures.actions.loading import FlagPlan, ResponsePlan, load_responses
from tuvurane.measures.actions.responses import Taken, record_response
from tuvurane.measures.actions.schedule import WaveSaid, set_wave
from tuvurane.measures.actions.wordings import load_wording

__all__ = [
    "FlagPlan",
    "ResponsePlan",
    "Taken",
    "TakenDeclined",
    "WaveSaid",
    "answer_flag",
    "load_responses",
    "load_wording",
    "record_declined",
    "record_response",
    "set_wave",
]
