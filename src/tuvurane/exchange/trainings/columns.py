"""The format of a list of past trainings. Described for people in ``docs/reference/trainings-file.md``."""

from collections.abc import Mapping

from tuvurane.exchange.sheets.columns import Column, Format, Sheet, What
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups.codes import Sex as SexInRegisters
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Enrolment, Route

DAYS = 20  # the most days of one course that a list marks one by one
MOST_SEATS = 200
OUTCOMES = (Enrolment.COMPLETED, Enrolment.NOT_COMPLETED, Enrolment.WITHDRAWN)

CODES: Mapping[str, tuple[str, ...]] = {
    "course_level": tuple(CourseLevel),
    "cycle_point": tuple(CyclePoint),
    "language": LANGUAGES,
    "sex": (SexInRegisters.F, SexInRegisters.M),
    "route": tuple(Route),
    "enrolment": OUTCOMES,
    "day_mark": tuple(DayMark),
}
SHORT: Mapping[str, Mapping[str, str]] = {
    "sex": {"h": "M", "k": "F"},  # homme; mwanamke, written K or Ke
    "enrolment": {"not": "not_completed"},
    "day_mark": {"p": "present", "1": "present", "1 2": "part", "a": "absent", "0": "absent"},
}

COURSE = Column("course", required=True, most=80)
PLACE = Column("place", required=True, most=200)
DAY_COLUMNS = tuple(Column(str(n), What.CODE, family="day_mark") for n in range(1, DAYS + 1))

COURSES = Sheet(
    "courses",
    2_000,
    (
        COURSE,
        Column("level", What.CODE, required=True, family="course_level"),
        PLACE,
        Column("site", most=80),
        Column("starts_on", What.DAY, required=True),
        Column("ends_on", What.DAY, required=True),
        Column("days", most=400),
        Column("capacity", What.NUMBER, least=1, most=MOST_SEATS),
        Column("point", What.CODE, required=True, family="cycle_point"),
        Column("trainers", required=True, most=400),
        Column("generation", What.NUMBER, least=1, most=20),
    ),
)
TRAINEES = Sheet(
    "trainees",
    40_000,
    (
        COURSE,
        Column("name", required=True, most=120),
        Column("user_name", most=60),
        PLACE,
        Column("sex", What.CODE, family="sex"),
        Column("languages", most=60),
        Column("came_from", What.CODE, family="route"),
        Column("outcome", What.CODE, required=True, family="enrolment"),
        Column("days_present", What.NUMBER, least=0, most=DAYS),
        *DAY_COLUMNS,
    ),
)

SHEETS = (COURSES, TRAINEES)
TRAININGS = Format("trainings_file", SHEETS, CODES, SHORT, DAY_COLUMNS)
