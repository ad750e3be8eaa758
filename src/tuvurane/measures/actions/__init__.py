from tuvurane.measures.actions.concerns import hear_answers
from tuvurane.measures.actions.declined import DeclinedPlan, TakenDeclined, load_declined, record_declined
from tuvurane.measures.actions.erasing import drop_answers, erase_participant
from tuvurane.measures.actions.loading import ResponsePlan, load_responses
from tuvurane.measures.actions.packs import load_instrument
from tuvurane.measures.actions.paper import (
    Keyed,
    SheetHead,
    cancel_sheet,
    correct_sheet,
    key_sheet,
    open_sheet,
    settle_sheet,
)
from tuvurane.measures.actions.responses import Taken, record_response
from tuvurane.measures.actions.schedule import WaveSaid, set_wave
from tuvurane.measures.actions.wordings import load_wording

__all__ = [
    "DeclinedPlan",
    "Keyed",
    "ResponsePlan",
    "SheetHead",
    "Taken",
    "TakenDeclined",
    "WaveSaid",
    "cancel_sheet",
    "correct_sheet",
    "drop_answers",
    "erase_participant",
    "hear_answers",
    "key_sheet",
    "load_declined",
    "load_instrument",
    "load_responses",
    "load_wording",
    "open_sheet",
    "record_declined",
    "record_response",
    "set_wave",
    "settle_sheet",
]
