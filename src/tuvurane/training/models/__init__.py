from tuvurane.training.models.course import Course, CourseDay, CourseTrainer, Trainee, TraineeDay
from tuvurane.training.models.facilitator import Absence, Facilitator, LadderStep
from tuvurane.training.models.rating import (
    Calibration,
    GateOverride,
    Rating,
    RolePlay,
    RolePlayScore,
    RubricPack,
)

__all__ = [
    "Absence",
    "Calibration",
    "Course",
    "CourseDay",
    "CourseTrainer",
    "Facilitator",
    "GateOverride",
    "LadderStep",
    "Rating",
    "RolePlay",
    "RolePlayScore",
    "RubricPack",
    "Trainee",
    "TraineeDay",
]
