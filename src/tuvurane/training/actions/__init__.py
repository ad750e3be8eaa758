from tuvurane.training.actions.absences import come_back, go_away
from tuvurane.training.actions.cohorts import finish_course, list_trainee, mark_day, withdraw_trainee
from tuvurane.training.actions.courses import CourseSaid, cancel_course, change_course, plan_course
from tuvurane.training.actions.facilitators import change_facilitator, enter_facilitator, welcome_candidate
from tuvurane.training.actions.gate import check_gate, end_override, hold_gates, override_gate, renew_gates
from tuvurane.training.actions.ladder import step
from tuvurane.training.actions.loading import LoadedTraining, load_training
from tuvurane.training.actions.plans import (
    AbsencePlan,
    CalibrationPlan,
    CoursePlan,
    FacilitatorPlan,
    OverridePlan,
    RatingPlan,
    RolePlayPlan,
    ScorePlan,
    TrainingPlans,
)
from tuvurane.training.actions.raters import (
    add_role_play,
    calibrate,
    retire_role_play,
    score_role_play,
)
from tuvurane.training.actions.ratings import RatingContent, RatingTaken, fingerprint_of, rating_row, record_rating
from tuvurane.training.actions.rubrics import load_rubric

__all__ = [
    "AbsencePlan",
    "CalibrationPlan",
    "CoursePlan",
    "CourseSaid",
    "FacilitatorPlan",
    "LoadedTraining",
    "OverridePlan",
    "RatingContent",
    "RatingPlan",
    "RatingTaken",
    "RolePlayPlan",
    "ScorePlan",
    "TrainingPlans",
    "add_role_play",
    "calibrate",
    "cancel_course",
    "change_course",
    "change_facilitator",
    "check_gate",
    "come_back",
    "end_override",
    "enter_facilitator",
    "fingerprint_of",
    "finish_course",
    "go_away",
    "hold_gates",
    "list_trainee",
    "load_rubric",
    "load_training",
    "mark_day",
    "override_gate",
    "plan_course",
    "rating_row",
    "record_rating",
    "renew_gates",
    "retire_role_play",
    "score_role_play",
    "step",
    "welcome_candidate",
    "withdraw_trainee",
]
