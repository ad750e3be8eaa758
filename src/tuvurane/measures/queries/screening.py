"""Where screening items may be asked, and whom to call: the gate of care, for groups."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from tuvurane.care import queries as care
from tuvurane.care.rules.areas import answered_for
from tuvurane.care.rules.gate import Gate, gate
from tuvurane.care.thresholds import threshold
from tuvurane.groups.codes import OPEN
from tuvurane.groups.models import Group, Membership
from tuvurane.measures.queries.instruments import instruments
from tuvurane.measures.queries.schedule import windows_of
from tuvurane.measures.rules.schedule import Window


def screening_of(groups: Sequence[Group], on: date) -> dict[UUID, Gate]:
    """
    For each group whether its screening items are asked on a day, and why not; three queries whatever their number.

    To be asked are the people of all open groups, wherever they meet, for whom somebody of those nearest on call answers.
    """
    spots = {group.pk: (group.organisation_id, group.place.path) for group in groups}
    covers = care.cover_of(spots.values(), on)
    people = _people(covers)
    share = threshold("positive_share").value
    return {
        group_id: gate(
            on_call=covers[spot].on_call,
            services=covers[spot].services,
            capacity=covers[spot].capacity,
            asked=answered_for(covers[spot].areas, covers[spot].every, people.get(spot[0], {})),
            share=share,
        )
        for group_id, spot in spots.items()
    }


def call_of(groups: Sequence[Group], on: date) -> dict[UUID, str]:
    """Whom to call about somebody of each group on a day, "Name, telephone"; "" for nobody. One query."""
    spots = {group.pk: (group.organisation_id, group.place.path) for group in groups}
    found = care.first_on_call(spots.values(), on)
    return {group_id: _told(found[spot]) if spot in found else "" for group_id, spot in spots.items()}


def asked_soon(groups: Sequence[Group], *, on: date, days: int) -> dict[str, int]:
    """
    How many people are to be asked a screening item from a day on, by the path of their place; five queries at most.

    Those who sit in a group of which a window with such an item is open at any time in these ``days``: as if all of
    them agreed and nobody had answered yet, as the gate does.
    """
    last = on + timedelta(days=days)
    screening = {name for name, one in instruments().items() if one.flagged}
    soon = [
        group_id
        for group_id, known in windows_of(groups, on=on).items()
        if any(_in_time(window, on, last) and screening.intersection(window.instruments) for window in known)
    ]
    rows = Membership.objects.filter(group__in=soon, left_on__isnull=True).order_by()
    counts = rows.values_list("group__place__path").annotate(people=Count("participant", distinct=True))
    return dict(counts)


def _in_time(window: Window, on: date, last: date) -> bool:
    return (window.opens is None or window.opens <= last) and (window.closes is None or window.closes >= on)


def _told(one: Any) -> str:
    return ", ".join(filter(None, (one.account.name, one.reach)))


def _people(covers: Mapping[care.Spot, care.Cover]) -> dict[UUID, dict[str, int]]:
    """How many people sit in open groups, by organisation and place, in the areas of these covers; one query."""
    areas = {(house, area) for (house, _), cover in covers.items() for area in cover.areas}
    if not areas:
        return {}
    inside = reduce(or_, (Q(group__organisation=house, group__place__path__startswith=area) for house, area in areas))
    rows = Membership.objects.filter(inside, left_on__isnull=True, group__status__in=OPEN).order_by()
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    counts = rows.values_list("group__organisation_id", "group__place__path").annotate(people=Count("pk"))
    for house, path, people in counts:
        found[house][path] = people
    return found
