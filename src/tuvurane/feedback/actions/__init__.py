from tuvurane.feedback.actions.answering import acknowledge, answer, note_satisfied
from tuvurane.feedback.actions.erasing import erase_participant
from tuvurane.feedback.actions.receiving import WORDS_SIGNS, ItemContent, Received, receive
from tuvurane.feedback.actions.sheet import LINE_SIGNS, take_off_line, write_line

__all__ = [
    "LINE_SIGNS",
    "WORDS_SIGNS",
    "ItemContent",
    "Received",
    "acknowledge",
    "answer",
    "erase_participant",
    "note_satisfied",
    "receive",
    "take_off_line",
    "write_line",
]
