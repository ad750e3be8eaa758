from tuvurane.supervision.actions.care import HelpTaken, answer_help, ask_help, note_wellbeing
from tuvurane.supervision.actions.charges import end_charge, take_charge
from tuvurane.supervision.actions.checklists import Adapted, ChecklistContent, ChecklistTaken, record_checklist
from tuvurane.supervision.actions.erasing import erase_participant
from tuvurane.supervision.actions.follow_ups import (
    FollowUpContent,
    agree_follow_up,
    finish_follow_up,
    move_follow_up,
)
from tuvurane.supervision.actions.loading import LoadedSupervision, load_supervision
from tuvurane.supervision.actions.plans import (
    ChargePlan,
    ChecklistPlan,
    FollowUpPlan,
    HelpPlan,
    ObservationPlan,
    SupervisionPlans,
    VisitPlan,
)
from tuvurane.supervision.actions.ratings import record_observed_rating
from tuvurane.supervision.actions.visits import VisitContent, VisitTaken, record_visit

__all__ = [
    "Adapted",
    "ChargePlan",
    "ChecklistContent",
    "ChecklistPlan",
    "ChecklistTaken",
    "FollowUpContent",
    "FollowUpPlan",
    "HelpPlan",
    "HelpTaken",
    "LoadedSupervision",
    "ObservationPlan",
    "SupervisionPlans",
    "VisitContent",
    "VisitPlan",
    "VisitTaken",
    "agree_follow_up",
    "answer_help",
    "ask_help",
    "end_charge",
    "erase_participant",
    "finish_follow_up",
    "load_supervision",
    "move_follow_up",
    "note_wellbeing",
    "record_checklist",
    "record_observed_rating",
    "record_visit",
    "take_charge",
]
