"""How much of what happens in the circles somebody from outside has seen."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from tuvurane.foundation.records import Standing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Status
from tuvurane.groups.models import FacilitatorAssignment, Session
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision.codes import VisitFormat
from tuvurane.supervision.models import Checklist, Observation, Visit
from tuvurane.supervision.thresholds import threshold
from tuvurane.training import queries as training
from tuvurane.training.models import Facilitator


class NewFacilitator(NamedTuple):
    """Somebody who leads one of their first groups: how many sessions of theirs were observed, of ``needed``."""

    facilitator: Facilitator
    observed: int
    needed: int


class Coverage(NamedTuple):
    """
    Of the sessions that running groups held, how many somebody observed.

    ``share`` is None before the first session; ``least`` is the threshold. ``new``: those in their first
    groups with fewer observed sessions than needed, by name.
    """

    held: int
    observed: int
    share: float | None
    least: float
    new: list[NewFacilitator]


def coverage(actor: Actor, *, place_path: str | None = None) -> Coverage:
    """
    How many sessions of the running groups in scope were observed: sat in, checked or rated from outside.

    A constant number of queries.
    """
    groups = group_queries.groups_visible_to(actor, verb=Verb.SUPERVISION_SEE).filter(status=Status.RUNNING)
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    ids = groups.order_by().values_list("pk", flat=True)  # stays a question inside the others
    counted = Session.objects.filter(group__in=ids, standing=Standing.COUNTED)
    seen = observed_sessions(ids)  # of a session whose report has not come yet too
    reported = counted.filter(group__in={group_id for group_id, _ in seen}).order_by()
    held, observed = counted.count(), len(seen.intersection(reported.values_list("group_id", "number")))
    share = observed / held if held else None
    return Coverage(held, observed, share, threshold("observed_share").value, _new(actor, ids, seen))


def observed_sessions(groups: Iterable[UUID]) -> set[tuple[UUID, int]]:
    """The sessions (group, number) at which somebody from outside was."""
    visits = Visit.objects.filter(group__in=groups, format=VisitFormat.SESSION, standing=Standing.COUNTED)
    checked = Checklist.objects.filter(group__in=groups, observer=True, standing=Standing.COUNTED)
    rated = Observation.objects.filter(group__in=groups, rating__standing=Standing.COUNTED)
    told = [
        visits.values_list("group_id", "session_number"),
        checked.values_list("group_id", "session_number"),
        rated.values_list("group_id", "rating__session_number"),
    ]
    return {(group_id, number) for pairs in told for group_id, number in pairs if number is not None}


def _new(actor: Actor, groups: Iterable[UUID], observed: set[tuple[UUID, int]]) -> list[NewFacilitator]:
    leading = FacilitatorAssignment.objects.filter(group__in=groups, until__isnull=True).order_by()
    led: dict[UUID, list[UUID]] = {}
    for account_id, group_id in leading.values_list("account_id", "group_id"):
        led.setdefault(account_id, []).append(group_id)
    ever = FacilitatorAssignment.objects.filter(account__in=leading.values("account"), group__starts_on__isnull=False)
    counts = dict(ever.order_by().values_list("account_id").annotate(Count("group", distinct=True)))
    by_group: dict[UUID, int] = {}
    for group_id, _ in observed:
        by_group[group_id] = by_group.get(group_id, 0) + 1
    needed, first = int(threshold("observed_of_new").value), threshold("first_groups").value
    seen = {one: sum(by_group.get(group_id, 0) for group_id in of) for one, of in led.items()}
    lacking = {one for one, times in seen.items() if times < needed and counts.get(one, 0) <= first}
    people = [one for one in training.facilitators_visible_to(actor, verb=Verb.SUPERVISION_SEE) if one.pk in lacking]
    return [NewFacilitator(one, seen[one.pk], needed) for one in people]
