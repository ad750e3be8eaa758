from tuvurane.supervision.models.care import Charge, Help, HelpAnswer, WellbeingNote
from tuvurane.supervision.models.visit import Checklist, FollowUp, Observation, Visit, VisitSeen

__all__ = [
    "Charge",
    "Checklist",
    "FollowUp",
    "Help",
    "HelpAnswer",
    "Observation",
    "Visit",
    "VisitSeen",
    "WellbeingNote",
]
