"""Where a group stands: everybody who was ever in it, wave by wave, and what has come in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from tuvurane.foundation.records import Standing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import Response
from tuvurane.measures.queries.schedule import Key, agreed_among, declined_among, reached_among, windows_of
from tuvurane.measures.rules.schedule import Asked, State, Window, is_later, state


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Where one person of a group stands, in the order of its windows. ``called``: empty where names stay closed."""

    seat: int
    code: str
    called: str
    participant_id: UUID
    left_on: date | None
    states: tuple[State, ...]
    erased: bool = False


@dataclass(frozen=True, slots=True)
class WaveCount:
    """How far a wave has come in a group, without any score. ``beside`` reports wait to be settled."""

    arm: Arm
    wave: Wave
    instrument: str
    answered: int
    incomplete: int
    beside: int


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """The windows of a group, past ones too; its people by seat; what came in, wave by wave."""

    windows: tuple[Window, ...]
    people: tuple[PersonStanding, ...]
    waves: tuple[WaveCount, ...]


class _Row(NamedTuple):
    """One response that nothing superseded."""

    participant_id: UUID
    arm: str
    wave: str
    instrument: str
    standing: str
    missing: int
    group_id: UUID

    @property
    def key(self) -> Key:
        return Key(self.participant_id, self.arm, self.wave, self.instrument)


def standing_of(group: Group, *, on: date, identified: bool = False) -> GroupStanding:
    """
    Where a group stands on a day; eight queries. ``identified`` opens the names, for whoever may know them.

    Who rejoined stands on the latest seat. Members who left are listed too: everyone enrolled counts.
    """
    windows = windows_of([group], on=on)[group.pk]
    stays = {stay.participant_id: stay for stay in group_queries.members_of(group, identified=identified)}
    rows = _rows(group, list(stays))
    agreed, declined = agreed_among(stays), declined_among(stays)
    later = agreed & reached_among(stays)
    answered = {row.key for row in rows if row.standing == Standing.COUNTED}

    def standing(person: UUID, window: Window, *, left: bool) -> State:
        keys = [Key(person, window.arm, window.wave, name) for name in window.instruments]
        answers = sum(key in answered for key in keys)
        refusals = sum(key in declined and key not in answered for key in keys)
        agrees = person in (later if is_later(window.wave) else agreed)
        return state(window.timing(on), Asked(len(keys), answers, refusals, agreed=agrees, left=left))

    people = tuple(
        PersonStanding(
            stay.seat,
            stay.code,
            stay.called,
            person,
            stay.left_on,
            tuple(standing(person, window, left=stay.left_on is not None) for window in windows),
            stay.erased,
        )
        for person, stay in stays.items()
    )
    return GroupStanding(tuple(windows), people, _waves([row for row in rows if row.group_id == group.pk]))


def _rows(group: Group, people: Sequence[UUID]) -> list[_Row]:
    rows = Response.objects.filter(Q(group=group) | Q(participant__in=people)).exclude(standing=Standing.SUPERSEDED)
    return [_Row(*row) for row in rows.order_by().values_list(*_Row._fields)]


def _waves(rows: Sequence[_Row]) -> tuple[WaveCount, ...]:
    counted = [row for row in rows if row.standing == Standing.COUNTED]
    answered = Counter((row.arm, row.wave, row.instrument) for row in counted)
    incomplete = Counter((row.arm, row.wave, row.instrument) for row in counted if row.missing)
    beside = Counter((row.arm, row.wave, row.instrument) for row in rows if row.standing == Standing.BESIDE)
    order = list(Wave)
    kinds = sorted(answered | beside, key=lambda kind: (kind[0], order.index(Wave(kind[1])), kind[2]))
    return tuple(
        WaveCount(Arm(kind[0]), Wave(kind[1]), kind[2], answered[kind], incomplete[kind], beside[kind])
        for kind in kinds
    )
