"""What is to be asked, of whom, by when; for phones, and person by person for the office."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, Purpose
from tuvurane.groups.models import Group
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import Declined
from tuvurane.measures.queries.responses import counted
from tuvurane.measures.queries.rules import rules_of_all
from tuvurane.measures.rules.schedule import Anchors, Rule, Window, is_later, windows


class Key(NamedTuple):
    """One questionnaire to be asked of one person once."""

    participant_id: UUID
    arm: str
    wave: str
    instrument: str


@dataclass(frozen=True, slots=True)
class Due:
    """A questionnaire to ask now: on which seat, in which wave, with which instrument."""

    seat: int
    arm: Arm
    wave: Wave
    instrument: str


@dataclass(frozen=True, slots=True)
class GroupSchedule:
    """
    What a group is asked: its windows that are not over, who agreed to be asked, and what is done already.

    ``agreed`` are the seats of members who are there and agreed. ``done`` holds, window by window, the seats that are
    not asked each questionnaire any more: they answered or declined it, or, in a wave after the group's end, did not
    agree to be contacted then. ``due`` is what follows from them on the day.
    """

    windows: tuple[Window, ...]
    agreed: frozenset[int]
    done: Mapping[tuple[Arm, Wave, str], frozenset[int]]
    due: tuple[Due, ...]


def windows_of(groups: Sequence[Group], *, on: date, rules: Sequence[Rule] | None = None) -> dict[UUID, list[Window]]:
    """
    All windows of several groups that are known, past ones too; three queries whatever their number.

    ``rules``: those of the one organisation of all of them, where the caller has read them.
    """
    houses = {group.organisation_id for group in groups}
    known = rules_of_all(houses) if rules is None else dict.fromkeys(houses, rules)
    days = group_queries.days_of(groups)
    return {group.pk: windows(known[group.organisation_id], _anchors(days[group.pk], on)) for group in groups}


def _anchors(days: group_queries.Days, on: date) -> Anchors:
    if days.waits_since is None:
        return Anchors(days.began, days.ended, days.forming)
    # Those who wait begin with the session that they hold, not with the day that was planned.
    started = days.met if days.met is not None and days.met <= on else None
    return Anchors(started, days.ended, days.forming, days.waits_since, started)


def due_for(group: Group, *, on: date) -> list[Due]:
    """What to ask in a group on a day, by seat; see ``due_for_groups``."""
    return list(due_for_groups([group], on=on)[group.pk].due)


def due_for_groups(groups: Sequence[Group], *, on: date) -> dict[UUID, GroupSchedule]:
    """
    What several groups are asked; eight queries whatever their number.

    Due is each questionnaire of a window that is open on the day, for each member who is there, has agreed to be
    measured (and, after the group's end, to be contacted), and has neither answered nor declined it.
    """
    ahead = {
        group_id: [window for window in known if window.closes is None or window.closes >= on]
        for group_id, known in windows_of(groups, on=on).items()
    }
    stays = group_queries.members_of_groups(groups, identified=False)
    here = {group.pk: [stay for stay in stays[group.pk] if stay.left_on is None] for group in groups}
    people = [stay.participant_id for members in here.values() for stay in members]
    agreed, done = agreed_among(people), answered_among(people) | declined_among(people)
    reached = reached_among(people)
    return {
        group.pk: _schedule(
            ahead[group.pk],
            {stay.seat: stay.participant_id for stay in here[group.pk]},
            agreed=agreed,
            reached=reached,
            done=done,
            on=on,
        )
        for group in groups
    }


def _schedule(
    ahead: Sequence[Window],
    seats: Mapping[int, UUID],
    *,
    agreed: set[UUID],
    reached: set[UUID],
    done: set[Key],
    on: date,
) -> GroupSchedule:
    asked = {seat: person for seat, person in seats.items() if person in agreed}
    finished = {
        (window.arm, window.wave, name): frozenset(
            seat
            for seat, person in asked.items()
            if Key(person, window.arm, window.wave, name) in done or (is_later(window.wave) and person not in reached)
        )
        for window in ahead
        for name in window.instruments
    }
    due = tuple(
        Due(seat, window.arm, window.wave, name)
        for seat in asked
        for window in ahead
        if window.holds(on)
        for name in window.instruments
        if seat not in finished[window.arm, window.wave, name]
    )
    return GroupSchedule(tuple(ahead), frozenset(asked), finished, due)


def agreed_among(participant_ids: Iterable[UUID]) -> set[UUID]:
    """Whose latest word on being measured is a yes; one query."""
    return group_queries.consents_standing(participant_ids, Purpose.BE_MEASURED)


def reached_among(participant_ids: Iterable[UUID]) -> set[UUID]:
    """Whose latest word on being contacted after the group's end is a yes; one query."""
    return group_queries.consents_standing(participant_ids, Purpose.BE_CONTACTED)


def answered_among(participant_ids: Iterable[UUID]) -> set[Key]:
    """What these people have answered; one query."""
    rows = counted().filter(participant__in=list(participant_ids)).order_by()
    return {Key(*row) for row in rows.values_list("participant_id", "arm", "wave", "instrument")}


def declined_of(participant_id: UUID, *, arm: Arm, wave: Wave) -> list[str]:
    """Which questionnaires of one wave somebody has declined, by their latest word; one query."""
    said = declined_among([participant_id])
    return sorted(key.instrument for key in said if (key.arm, key.wave) == (arm, wave))


def declined_among(participant_ids: Iterable[UUID]) -> set[Key]:
    """What these people have declined, by their latest word; one query."""
    rows = Declined.objects.filter(participant__in=list(participant_ids)).order_by("seq", "pk")
    columns = ("participant_id", "arm", "wave", "instrument", "stands")
    latest = {Key(person, arm, wave, name): stands for person, arm, wave, name, stands in rows.values_list(*columns)}
    return {key for key, stands in latest.items() if stands}


def waves_turned(groups: Iterable[Group], *, last: Mapping[UUID, int]) -> set[UUID]:
    """
    The groups whose windows one of the ``last`` sessions held of each may have moved; one query.

    The first session fixes the start, the fourteenth and the fifteenth the end.
    """
    ids = [group.pk for group in groups]
    held: dict[UUID, int] = Counter()
    near_end: dict[UUID, bool] = defaultdict(bool)
    for group_id, number in group_queries.sessions_of_groups(ids).order_by().values_list("group_id", "number"):
        held[group_id] += 1
        near_end[group_id] |= number >= SESSIONS - 1
    return {group_id for group_id in ids if 0 < held[group_id] <= last[group_id] or near_end[group_id]}
