"""
Two reports of one thing: what they agree on, where they differ, and what settling makes of them.

The first half is pure: it compares contents and touches no table. A value is compared under its
``key``: ``on``, ``min``, ``place``, ``phase``, ``by``, ``hard``, ``voice.<question>`` and ``mark.<seat>``.
Notes and small shifts, and who counted the stones, have no key: they are joined, never chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tuvurane.foundation.records import Standing
from tuvurane.groups import problems
from tuvurane.groups.codes import Challenge, Mark, Phase, PlaceKind, Voice
from tuvurane.groups.models import Group, MissedSession, Session
from tuvurane.groups.queries.contents import SessionContent, Shifted, Tally, contents_of

Value = str | int | list[int] | list[str] | None
Said = Mapping[str, Value]
Reported = TypeVar("Reported", Session, MissedSession)


class Difference(NamedTuple):
    """One key under which reports differ: the value of each in their order, None where one says nothing."""

    key: str
    values: list[Value]


class Told(NamedTuple):
    """
    One of several reports of a session.

    ``by`` recorded it (empty: nobody known); ``counted``: it is the one in use; ``came`` is when it
    reached us; ``present`` is how many it marks present.
    """

    id: UUID
    by: str
    counted: bool
    came: datetime
    present: int


class Doubled(NamedTuple):
    """A session of which several reports stand: the counted one first, then in the order in which they came."""

    n: int
    reports: list[Told]
    differ: list[Difference]


class ToldMissed(NamedTuple):
    """One of several reports of a day on which a group did not meet."""

    id: UUID
    by: str
    counted: bool
    reason: str
    came: datetime


class DoubledDay(NamedTuple):
    """A day without a session for which several reports give different reasons: the counted one first."""

    on: date
    reports: list[ToldMissed]


# --------------------------------------------------------------------------------------- comparing


def said(content: SessionContent) -> dict[str, Value]:
    """A report's values by key, ready for JSON. People's numbers must be the latest (``Seating.renumbered``)."""
    plain: dict[str, Value] = {
        "on": content.held_on.isoformat(),
        "min": content.minutes,
        "place": str(content.place_kind),
        "phase": str(content.phase),
        "by": sorted(set(content.facilitators)),
        "hard": sorted({str(code) for code in content.challenges}),
    }
    votes = {f"voice.{question}": list(content.voice[question]) for question in Voice if question in content.voice}
    marks = {f"mark.{seat}": str(mark) for seat, mark in sorted(content.marks.items())}
    return plain | votes | marks


def differences(told: Sequence[Said]) -> list[Difference]:
    """Where reports differ, in the order in which a report is read; empty when all say the same."""
    keys = sorted({key for one in told for key in one}, key=_place)
    found = [Difference(key, [one.get(key) for one in told]) for key in keys]
    return [one for one in found if any(value != one.values[0] for value in one.values)]


def _place(key: str) -> tuple[int, int]:
    part, _, which = key.partition(".")
    order = ("on", "min", "place", "phase", "by", "mark", "voice", "hard")
    inside = int(which) if part == "mark" else [*Voice].index(Voice(which)) if part == "voice" else 0
    return order.index(part), inside


def settled(contents: Sequence[SessionContent], taken: Mapping[str, int]) -> SessionContent:
    """
    The report that settles several of one session: what they agree on, and for each key the chosen one's value.

    ``taken`` names for each differing key the place in ``contents``. Notes and small shifts of all are
    joined. Raises SettleIncomplete for a differing key without a choice.
    """
    told = [said(content) for content in contents]
    values = dict(told[0])
    for key, given in differences(told):
        if key not in taken:
            raise problems.SettleIncomplete(what=key)
        values[key] = given[taken[key]]
    return _content(contents, {key: value for key, value in values.items() if value is not None})


def _content(contents: Sequence[SessionContent], values: Mapping[str, Any]) -> SessionContent:
    marks = {key.removeprefix("mark."): mark for key, mark in values.items() if key.startswith("mark.")}
    votes = {key.removeprefix("voice."): totals for key, totals in values.items() if key.startswith("voice.")}
    return SessionContent(
        number=contents[0].number,
        held_on=date.fromisoformat(values["on"]),
        minutes=values["min"],
        place_kind=PlaceKind(values["place"]),
        phase=Phase(values["phase"]),
        facilitators=values["by"],
        marks={int(seat): Mark(mark) for seat, mark in marks.items()},
        voice={Voice(question): Tally(*totals) for question, totals in votes.items()},
        shifts=_joined_shifts(contents),
        challenges=[Challenge(code) for code in values["hard"]],
        note=joined_notes([content.note for content in contents]),
        voice_by_two=_by_two(content.voice_by_two for content in contents),
    )


def _by_two(said: Iterable[bool | None]) -> bool | None:
    """Whether two members counted: one report that says they did not weighs more than one that says they did."""
    known = {one for one in said if one is not None}
    return min(known, default=None)


def joined_notes(notes: Iterable[str]) -> str:
    """All notes, a blank line between; what stands there already is not repeated."""
    joined = ""
    for note in notes:
        if note and f"\n\n{note}\n\n" not in f"\n\n{joined}\n\n":
            joined = f"{joined}\n\n{note}" if joined else note
    return joined


def _joined_shifts(contents: Sequence[SessionContent]) -> list[Shifted]:
    return list(dict.fromkeys(shift for content in contents for shift in content.shifts))


# --------------------------------------------------------------------------------------- reading


def beside_of_groups(group_ids: Iterable[UUID]) -> dict[UUID, list[Doubled]]:
    """
    The sessions of these groups with a report that waits to be settled, by number.

    Groups where nothing waits are left out. One query then, else seven, however many there are.
    """
    found: dict[UUID, list[Doubled]] = {}
    sessions = list(_waiting(Session, "number").filter(group__in=list(group_ids)))
    told = {pk: said(content) for pk, content in contents_of(session.pk for session in sessions).items()}
    for reports in _gathered(sessions, "number"):
        found.setdefault(reports[0].group_id, []).append(_doubled(reports, told))
    return found


def doubled_session(group: Group, number: int, *, of: Sequence[UUID] = ()) -> Doubled | None:
    """
    One session of a group as it waits to be settled; None when nothing waits there.

    ``of`` compares these reports instead (two at least), in their order, whatever became of them since.
    """
    if of:
        known = Session.objects.filter(group=group, number=number).select_related("recorded_by").in_bulk(of)
        reports = [known[report] for report in of if report in known]
    else:
        gathered = _gathered(_waiting(Session, "number").filter(group=group, number=number), "number")
        reports = gathered[0] if gathered else []
    told = {pk: said(content) for pk, content in contents_of(report.pk for report in reports).items()}
    return _doubled(reports, told) if len(reports) > 1 else None


def _doubled(reports: Sequence[Session], told: Mapping[UUID, Said]) -> Doubled:
    listed = [
        Told(report.pk, _name_of(report), report.standing == Standing.COUNTED, report.recorded_at, report.present)
        for report in reports
    ]
    return Doubled(reports[0].number, listed, differences([told[report.pk] for report in reports]))


def beside_missed_of_groups(group_ids: Iterable[UUID]) -> dict[UUID, list[DoubledDay]]:
    """The days without a session for which reports of these groups differ, by day; one query."""
    found: dict[UUID, list[DoubledDay]] = {}
    for reports in _gathered(_waiting(MissedSession, "on").filter(group__in=list(group_ids)), "on"):
        found.setdefault(reports[0].group_id, []).append(_doubled_day(reports))
    return found


def doubled_day(group: Group, on: date, *, of: Sequence[UUID] = ()) -> DoubledDay | None:
    """One day of a group as it waits to be settled, or these reports of it; as ``doubled_session``."""
    if of:
        known = MissedSession.objects.filter(group=group, on=on).select_related("recorded_by").in_bulk(of)
        reports = [known[report] for report in of if report in known]
    else:
        gathered = _gathered(_waiting(MissedSession, "on").filter(group=group, on=on), "on")
        reports = gathered[0] if gathered else []
    return _doubled_day(reports) if len(reports) > 1 else None


def _doubled_day(reports: Sequence[MissedSession]) -> DoubledDay:
    listed = [
        ToldMissed(report.pk, _name_of(report), report.standing == Standing.COUNTED, report.reason, report.recorded_at)
        for report in reports
    ]
    return DoubledDay(reports[0].on, listed)


def _waiting(model: type[Reported], spot: str) -> QuerySet[Reported]:
    """All reports still standing where at least one stands beside."""
    beside = model._base_manager.filter(**{"group": OuterRef("group"), spot: OuterRef(spot)}, standing=Standing.BESIDE)
    standing = model._base_manager.exclude(standing=Standing.SUPERSEDED).filter(Exists(beside))
    return standing.select_related("recorded_by").order_by("group", spot, "seq")


def _gathered(reports: Iterable[Reported], spot: str) -> list[list[Reported]]:
    """The reports of one thing together, the counted one first."""
    gathered = groupby(reports, key=lambda report: (report.group_id, getattr(report, spot)))
    return [sorted(same, key=lambda report: report.standing != Standing.COUNTED) for _, same in gathered]


def _name_of(report: Reported) -> str:
    return report.recorded_by.name if report.recorded_by else ""
