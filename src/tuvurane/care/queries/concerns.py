"""Who needs a talk: for the safeguarding role alone."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet

from tuvurane.care import problems
from tuvurane.care.models import Arrival, CareEntry, Concern
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


def concerns_visible_to(actor: Actor) -> QuerySet[Concern]:
    """
    The concerns in the actor's scope (``care.see``): those that wait, whose time ran out first; then the closed.

    Closed ones come latest first.
    """
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_SEE)
    rows = Concern.objects.filter(reach).select_related(
        "participant", "group", "place__parent", "must_act", "closed_by", "raised_by"
    )
    return rows.order_by(F("closed_at").desc(nulls_first=True), "next_by", "pk")


def waiting_visible_to(actor: Actor) -> QuerySet[Concern]:
    """Those of them that wait for something."""
    return concerns_visible_to(actor).filter(closed_at__isnull=True)


def closed_visible_to(actor: Actor) -> QuerySet[Concern]:
    """Those of them that somebody has closed, the latest first."""
    return concerns_visible_to(actor).filter(closed_at__isnull=False)


def concern_for(actor: Actor, concern_id: UUID) -> Concern:
    """One concern inside the actor's scope. Raises ConcernUnknown."""
    concern = concerns_visible_to(actor).filter(pk=concern_id).first()
    if concern is None:
        raise problems.ConcernUnknown
    return concern


def concern_about(row: UUID, *, participant_id: UUID | None, item: str) -> Concern | None:
    """The concern that came of what another room keeps; where one of the same person and item was open, it is that one."""
    came = Concern.objects.select_related("place").order_by("-raised_at")
    own = came.filter(about=row).first()
    if own is not None or participant_id is None:
        return own
    return came.filter(participant=participant_id, item=item).first()


def entries_of(concern: Concern) -> QuerySet[CareEntry]:
    """What the log tells about a concern, latest first."""
    return concern.entries.select_related("by").order_by("-at", "-pk")


def held_records(account_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Under which of these ids a phone of this person sent a sealed record that we hold, a yes or a no."""
    return set(Arrival.objects.filter(pk__in=list(ids), by=account_id).values_list("pk", flat=True))
