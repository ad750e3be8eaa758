"""What evidence may know of small shifts and roles taken up: counts by group, never a line, never a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from tuvurane.foundation.records import Standing
from tuvurane.groups.codes import Status
from tuvurane.groups.models import Group, Membership, RoleTaken, SmallShift, ToldShift
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.groups.queries.shifts import READ
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

ENDED = frozenset({Status.GRADUATED, Status.STOPPED})


@dataclass(slots=True)
class GroupShifts:
    """
    One group that reported a session.

    ``held`` is the highest number of its sessions that were reported; ``first`` the session in which the first small
    shift was written, None where none is. ``people`` were ever enrolled, each counted in the group in which they sat
    last; ``with_role`` is how many of them tell of a role, ``roles`` of which, by code.
    """

    place_path: str
    ended: bool
    held: int
    people: int = 0
    first: int | None = None
    by_domain: Counter[str] = field(default_factory=Counter)
    by_who: Counter[str] = field(default_factory=Counter)
    with_role: int = 0
    roles: Counter[str] = field(default_factory=Counter)


def shifts_for_evidence(actor: Actor) -> list[GroupShifts]:
    """One entry for each group whose evidence the actor may see and that reported a session; six queries."""
    visible = groups_visible_to(actor, verb=Verb.EVIDENCE_SEE).order_by()
    held = visible.filter(sessions__standing=Standing.COUNTED).annotate(held=Max("sessions__number"))
    found = {
        group_id: GroupShifts(path, status in ENDED, number)
        for group_id, path, status, number in held.values_list("pk", "place__path", "status", "held")
    }
    _add_shifts(found, visible)
    _add_people(found, visible)
    return list(found.values())


def _add_shifts(found: Mapping[UUID, GroupShifts], visible: QuerySet[Group]) -> None:
    groups = visible.values("pk")
    inside = SmallShift.objects.filter(session__group__in=groups, session__standing__in=READ).order_by()
    told = ToldShift.objects.filter(group__in=groups, standing=Standing.COUNTED).order_by()
    first = inside.values_list("session__group").annotate(Min("session__number"))
    for group_id, number in first:
        if group_id in found:
            found[group_id].first = number
    for rows, group in ((inside, "session__group"), (told, "group")):
        for group_id, domain, who, lines in rows.values_list(group, "domain", "noticed_by").annotate(Count("pk")):
            if group_id in found:
                found[group_id].by_domain[domain] += lines
                found[group_id].by_who[who] += lines


def _add_people(found: Mapping[UUID, GroupShifts], visible: QuerySet[Group]) -> None:
    groups = visible.values("pk")
    stays = Membership.objects.filter(group__in=groups).order_by("joined_on", "pk")
    sits = dict(stays.values_list("participant_id", "group_id"))
    for group_id, people in Counter(sits.values()).items():
        if group_id in found:
            found[group_id].people = people
    told = RoleTaken.objects.filter(group__in=groups, standing=Standing.COUNTED).order_by()
    seen: set[UUID] = set()
    for person, role in told.values_list("participant_id", "role"):
        group = found.get(sits[person])
        if group is not None:
            group.roles[role] += 1
            group.with_role += person not in seen
            seen.add(person)
