"""What is to be asked now, of whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Consent, Group
from tuvurane.measures.codes import Wave, wave_plan
from tuvurane.measures.queries.responses import counted


@dataclass(frozen=True, slots=True)
class Due:
    """A questionnaire to ask now: on which seat, in which wave, with which instrument."""

    seat: int
    wave: Wave
    instrument: str


def due_for(group: Group) -> list[Due]:
    """What to ask in a group now, by seat; see ``due_for_groups``."""
    return due_for_groups([group])[group.pk]


def due_for_groups(groups: Sequence[Group]) -> dict[UUID, list[Due]]:
    """
    What to ask now in several groups, by seat; four queries whatever their number.

    Due is each instrument of the plan (``waves.json``), in each wave whose window is open for the
    group, for each member who is there, has agreed to be measured and has no counted answers yet.
    """
    held = _sessions_held([group.pk for group in groups])
    stays = group_queries.members_of_groups(groups, identified=False)
    here = {group.pk: [stay for stay in stays[group.pk] if stay.left_on is None] for group in groups}
    people = [stay.participant_id for members in here.values() for stay in members]
    agreed = _agreed(people)
    done = set(counted().filter(participant__in=people).values_list("participant_id", "wave", "instrument"))
    plan = wave_plan()
    return {
        group.pk: [
            Due(stay.seat, wave, instrument)
            for stay in here[group.pk]
            if stay.participant_id in agreed
            for wave in plan.due_waves(group.status, held[group.pk])
            for instrument in plan.instruments
            if (stay.participant_id, wave, instrument) not in done
        ]
        for group in groups
    }


def waves_turned(groups: Iterable[Group], *, last: Mapping[UUID, int]) -> set[UUID]:
    """The groups in which a wave opened or closed with one of the ``last`` sessions held of each; one query."""
    groups = list(groups)
    held, plan = _sessions_held([group.pk for group in groups]), wave_plan()
    lately = {group.pk: range(max(0, held[group.pk] - last[group.pk]), held[group.pk] + 1) for group in groups}
    due = {group.pk: {tuple(plan.due_waves(group.status, n)) for n in lately[group.pk]} for group in groups}
    return {group_id for group_id, waves in due.items() if len(waves) > 1}


def _sessions_held(group_ids: Sequence[UUID]) -> Counter[UUID]:
    sessions = group_queries.sessions_of_groups(group_ids).order_by()
    return Counter(dict(sessions.values("group_id").annotate(n=Count("pk")).values_list("group_id", "n")))


def _agreed(participant_ids: Iterable[UUID]) -> set[UUID]:
    words_given = Consent.objects.filter(participant__in=list(participant_ids), purpose=Purpose.BE_MEASURED)
    latest = dict(words_given.order_by("seq", "pk").values_list("participant_id", "given"))
    return {participant_id for participant_id, given in latest.items() if given}
