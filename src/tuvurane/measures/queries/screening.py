"""Where screening items may be asked: the gate of care, for groups."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q

from tuvurane.care import queries as care
from tuvurane.care.rules.gate import Gate, gate
from tuvurane.care.thresholds import threshold
from tuvurane.groups.codes import OPEN
from tuvurane.groups.models import Group, Membership


def screening_of(groups: Sequence[Group], on: date) -> dict[UUID, Gate]:
    """
    For each group whether its screening items are asked on a day, and why not; three queries whatever their number.

    To be asked are the people of all open groups for whom the same person is nearest on call.
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
            asked=_asked(spot[0], covers[spot], people),
            share=share,
        )
        for group_id, spot in spots.items()
    }


def _people(covers: Mapping[care.Spot, care.Cover]) -> dict[care.Spot, int]:
    """How many people sit in open groups, by organisation and place, in the areas of these covers; one query."""
    areas = {(house, cover.area) for (house, _), cover in covers.items() if cover.on_call}
    if not areas:
        return {}
    inside = reduce(or_, (Q(group__organisation=house, group__place__path__startswith=area) for house, area in areas))
    rows = Membership.objects.filter(inside, left_on__isnull=True, group__status__in=OPEN).order_by()
    counts = rows.values_list("group__organisation_id", "group__place__path").annotate(people=Count("pk"))
    return {(house, path): people for house, path, people in counts}


def _asked(house: UUID, cover: care.Cover, people: Mapping[care.Spot, int]) -> int:
    """The people of the cover's area, without those for whom somebody else is nearer."""
    return sum(
        number
        for (other, path), number in people.items()
        if cover.on_call and other == house and path.startswith(cover.area) and not path.startswith(cover.nearer)
    )
