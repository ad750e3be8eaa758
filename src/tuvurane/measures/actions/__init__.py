from tuvurane.measures.actions.declined import TakenDeclined, record_declined
from tuvurane.measures.actions.loading import ResponsePlan, load_responses
from tuvurane.measures.actions.responses import Taken, record_response
from tuvurane.measures.actions.schedule import WaveSaid, set_wave
from tuvurane.measures.actions.wordings import load_wording

__all__ = [
    "ResponsePlan",
    "Taken",
    "TakenDeclined",
    "WaveSaid",
    "load_responses",
    "load_wording",
    "record_declined",
    "record_response",
    "set_wave",
]
