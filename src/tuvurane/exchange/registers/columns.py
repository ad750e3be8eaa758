"""The format of a register: its sheets and columns. Described for people in ``docs/reference/register-file.md``."""

from collections.abc import Mapping
from enum import IntEnum

from tuvurane.exchange.sheets.columns import Column, Format, Sheet, What
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups.codes import MINUTES, SESSIONS, AgeBand, Leaving, Mark, Phase, PlaceKind, Sex, Status

NUMBERS = 40  # the highest number in a group: every seat is given once, leavers keep theirs


class Weekday(IntEnum):
    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


CODES: Mapping[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "language": LANGUAGES,
    "weekday": tuple(str(day.value) for day in Weekday),
    "sex": tuple(Sex),
    "age_band": tuple(AgeBand),
    "leaving": tuple(why for why in Leaving if why != Leaving.OTHER_GROUP),
    "place_kind": tuple(PlaceKind),
    "phase": tuple(Phase),
    "mark": tuple(Mark),
}
# P, E and A stand for the same words in English and French.
SHORT: Mapping[str, Mapping[str, str]] = {
    "mark": {"p": "present", "e": "excused", "a": "absent"},
    "sex": {"h": "M", "k": "F"},  # homme; mwanamke, written K or Ke
}

GROUP = Column("group", required=True, most=60)
NUMBER = Column("number", What.NUMBER, required=True, least=1, most=NUMBERS)
SESSION_COLUMNS = tuple(Column(str(n), What.CODE, family="mark") for n in range(1, SESSIONS + 1))

GROUPS = Sheet(
    "groups",
    4_000,
    (
        GROUP,
        Column("place", required=True, most=200),
        Column("site", most=80),
        Column("language", What.CODE, required=True, family="language"),
        Column("weekday", What.CODE, family="weekday"),
        Column("status", What.CODE, required=True, family="status"),
        Column("starts_on", What.DAY),
        Column("ended_on", What.DAY),
    ),
)
FACILITATORS = Sheet(
    "facilitators",
    12_000,
    (
        GROUP,
        Column("facilitator", required=True, most=120),
        Column("since", What.DAY),
        Column("until", What.DAY),
    ),
)
MEMBERS = Sheet(
    "members",
    50_000,
    (
        GROUP,
        NUMBER,
        Column("name", required=True, most=120),
        Column("nickname", most=60),
        Column("contact", most=120),
        Column("sex", What.CODE, required=True, family="sex"),
        Column("age_band", What.CODE, required=True, family="age_band"),
        Column("joined_on", What.DAY),
        Column("left_on", What.DAY),
        Column("why_left", What.CODE, family="leaving"),
        Column("agreed_take_part", What.DAY),
        Column("agreed_be_measured", What.DAY),
        Column("agreed_be_contacted", What.DAY),
        Column("code", most=20),
    ),
)
SESSIONS_HELD = Sheet(
    "sessions",
    60_000,
    (
        GROUP,
        Column("session", What.NUMBER, required=True, least=1, most=SESSIONS),
        Column("held_on", What.DAY, required=True),
        Column("minutes", What.NUMBER, required=True, least=MINUTES.start, most=MINUTES.stop - 1),
        Column("place_kind", What.CODE, required=True, family="place_kind"),
        Column("phase", What.CODE, required=True, family="phase"),
        Column("led_by", most=250),
    ),
)
ATTENDANCE = Sheet("attendance", 50_000, (GROUP, NUMBER, Column("name", most=120), *SESSION_COLUMNS))

SHEETS = (GROUPS, FACILITATORS, MEMBERS, SESSIONS_HELD, ATTENDANCE)
REGISTER = Format("exchange", SHEETS, CODES, SHORT, SESSION_COLUMNS)
