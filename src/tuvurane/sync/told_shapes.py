"""The declared shape of what a phone is told: every field that may stand there, for the app of today and those before."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field


def _empty(value: str) -> bool:
    return not value


class MeOut(Schema):
    name: str
    language: str


class HolderOut(MeOut):
    """``only_asks``: asks questionnaires and leads no group."""

    only_asks: bool = False


class FacilitatorOut(Schema):
    n: int
    name: str


class PersonOut(Schema):
    seat: int
    name: str


class SessionOut(Schema):
    n: int
    on: date
    phase: str


class MissedOut(Schema):
    on: date
    reason: str


class DueOut(Schema):
    seat: int
    wave: str
    instrument: str


class ReportOut(Schema):
    """One of several reports of a session: who made it, and whether it is the reading in use."""

    id: UUID
    by: str
    counted: bool


class DifferOut(Schema):
    """One field in which reports differ, with the value of each; null: that report says nothing."""

    key: str
    values: list[Any]


class BesideOut(Schema):
    n: int
    reports: list[ReportOut]
    differ: list[DifferOut]


class MissedReportOut(ReportOut):
    reason: str


class BesideMissedOut(Schema):
    on: date
    reports: list[MissedReportOut]


class AsksOut(Schema):
    """One questionnaire of a wave, and the seats of those who have answered or declined it."""

    instrument: str
    done: list[int]


class WindowOut(Schema):
    """When a group is asked one wave, first and last day included; without days it is open."""

    arm: str
    wave: str
    opens: date | None
    due: date | None
    closes: date | None
    asks: list[AsksOut]


class HeardOut(Schema):
    """What the stones said in one session: the share of good ones; null is not shown."""

    n: int
    heard: float | None
    safe: float | None
    respected: float | None
    helped: float | None


class CommonGroupOut(Schema):
    """What a phone holds of a group: no scores, no answers, no stories, no concerns."""

    id: UUID
    name: str
    place: str
    language: str
    status: str
    seed: int
    weekday: int | None
    starts_on: date | None
    facilitators: list[FacilitatorOut]
    people: list[PersonOut]
    sessions: list[SessionOut]
    missed: list[MissedOut]
    beside: list[BesideOut]
    beside_missed: list[BesideMissedOut]


class FormerGroupOut(CommonGroupOut):
    """For an app that is told what is due today."""

    due: list[DueOut]


class GroupOut(CommonGroupOut):
    """
    ``due`` is for an app of before; the others are for one that knows windows.

    ``only_ask``: the holder asks here and leads nobody; then it says how people are called, and nothing of sessions.
    ``call``: who is on call there, and how they are called. ``paused``: whose word is waited for before the group
    meets again; left out where it meets.
    """

    due: list[DueOut] = Field(default=[])
    waves: list[WindowOut] = Field(default=[])
    agreed: list[int] = Field(default=[])
    only_ask: bool = False
    call: str = ""
    voice: list[HeardOut] = Field(default=[])
    paused: str = Field(default="", exclude_if=_empty)


class OptionOut(Schema):
    value: int
    label: dict[str, str]


class FormerItemOut(Schema):
    key: str
    label: dict[str, str]
    text: dict[str, str]


class ItemOut(FormerItemOut):
    """``safeguarding``: a screening item. ``options``: its own, where they differ from the questionnaire's."""

    safeguarding: bool = False
    options: list[OptionOut] = Field(default=[])


class FormerInstrumentOut(Schema):
    name: str
    version: str
    title: str
    items: list[FormerItemOut]
    options: list[OptionOut]


class InstrumentOut(Schema):
    name: str
    version: str
    title: str
    items: list[ItemOut]
    options: list[OptionOut]


class DefinitionsOut(Schema):
    """``unfinished_days``: a questionnaire that was begun so long ago is sent as it is."""

    me: HolderOut
    expires_days: int
    unfinished_days: int = 0
    instruments: list[InstrumentOut]
