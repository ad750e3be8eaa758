"""Who is on call where, and where groups meet with nobody on call."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tuvurane.care import policies, problems
from tuvurane.care.models import OnCall
from tuvurane.care.queries.cover import cover_of, on_calls_in_force
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import OPEN
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.places import queries as places
from tuvurane.places.models import Place

COMMUNE = "commune"


class Gap(NamedTuple):
    """A commune (or the smallest place known above the groups) with open groups and nobody on call."""

    place: Place
    groups: int


def on_calls_visible_to(actor: Actor, *, on: date) -> QuerySet[OnCall]:
    """
    Who is on call in the actor's places, or will be, by place (``care.arrange``).

    ``counts``: whether a row is in force that day. One does not whose person lost the role there or has no open account.
    """
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.CARE_ARRANGE)
    rows = OnCall.objects.filter(reach, Q(until__isnull=True) | Q(until__gt=on))
    rows = rows.annotate(counts=Exists(on_calls_in_force(on).filter(pk=OuterRef("pk"))))
    return rows.select_related("account", "place__parent").order_by("place__path", "since", "pk")


def on_call_for(actor: Actor, on_call_id: UUID) -> OnCall:
    """One of them, ended ones too. Raises OnCallUnknown."""
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.CARE_ARRANGE)
    found = OnCall.objects.filter(reach, pk=on_call_id).select_related("account", "place__parent").first()
    if found is None:
        raise problems.OnCallUnknown
    return found


def could_be_on_call(actor: Actor, *, on: date) -> QuerySet[Account]:
    """Who holds the role on a day among those whom the actor finds."""
    return people.accounts_visible_to(actor).filter(pk__in=policies.who_act(on).values("account"))


def gaps(actor: Actor, *, on: date) -> list[Gap]:
    """The communes of the actor with open groups and nobody on call, those with most groups first; four queries."""
    open_groups = group_queries.groups_visible_to(actor, verb=Verb.CARE_ARRANGE).filter(status__in=OPEN).order_by()
    spots = list(open_groups.values_list("organisation_id", "place__path"))
    covers = cover_of(spots, on)
    alone = [path for house, path in spots if not covers[house, path].on_call]
    counts: dict[int, int] = defaultdict(int)
    communes = communes_of(alone)
    for path in alone:
        counts[communes[path]] += 1
    found = places.places().select_related("parent").in_bulk(list(counts))
    return sorted((Gap(found[pk], n) for pk, n in counts.items()), key=lambda gap: (-gap.groups, gap.place.name))


def communes_of(paths: Iterable[str]) -> dict[str, int]:
    """The commune in which each place lies; where it lies in none, the place itself."""
    chains = {path: [int(pk) for pk in path.split("/") if pk] for path in paths}
    above = {pk for chain in chains.values() for pk in chain}
    communes = set(places.places().filter(pk__in=above, level=COMMUNE).values_list("pk", flat=True))
    return {path: next((pk for pk in chain if pk in communes), chain[-1]) for path, chain in chains.items()}
