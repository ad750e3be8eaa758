"""What was agreed, and what of it is due."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from tuvurane.people.roles import Verb
from tuvurane.people.scope import NOTHING, Actor, in_scope
from tuvurane.supervision import problems
from tuvurane.supervision.models import FollowUp
from tuvurane.supervision.queries.sealed import opened
from tuvurane.training.models import Facilitator


class Due(NamedTuple):
    """Something agreed that is not done yet: its words opened. ``overdue``: its day has passed."""

    follow_up: FollowUp
    what: str
    overdue: bool


def follow_ups_visible_to(actor: Actor) -> QuerySet[FollowUp]:
    """What was agreed in the actor's scope, or is for the actor to do, by the day it is due."""
    of_people, of_groups = (
        in_scope(actor, organisation="organisation_id", path=f"{about}__place__path", verb=Verb.SUPERVISION_SEE)
        for about in ("facilitator", "group")
    )
    # The system's scope is no condition at all: joined with another by "or" it would vanish.
    own = NOTHING if actor.account_id is None else Q(owner=actor.account_id, organisation=actor.organisation_id)
    condition = of_people if actor.kind == "system" else of_people | of_groups | own
    rows = FollowUp.objects.filter(condition)
    return rows.select_related("owner", "facilitator__account", "facilitator__place", "group__place").order_by(
        "due_on", "pk"
    )


def follow_ups_due(actor: Actor, *, on: date) -> list[Due]:
    """All that was agreed in scope and is not done yet, what is overdue on that day first."""
    return [due(row, on) for row in follow_ups_visible_to(actor).filter(done_at__isnull=True)]


def follow_ups_about(facilitator: Facilitator) -> QuerySet[FollowUp]:
    """What was agreed about somebody or is theirs to do, the latest due first."""
    rows = FollowUp.objects.filter(Q(facilitator=facilitator) | Q(owner=facilitator.pk))
    return rows.select_related("owner", "group").order_by("-due_on", "pk")


def follow_up_for(actor: Actor, follow_up_id: UUID) -> FollowUp:
    """One that the actor sees. Raises FollowUpUnknown."""
    row = follow_ups_visible_to(actor).filter(pk=follow_up_id).first()
    if row is None:
        raise problems.FollowUpUnknown
    return row


def due(row: FollowUp, on: date) -> Due:
    """One with its words opened, as it stands on a day."""
    return Due(row, what_of(row), overdue=row.done_at is None and row.due_on < on)


def what_of(row: FollowUp) -> str:
    """What was agreed, in its words."""
    return opened(row.organisation_id, row.what_sealed, row=row.pk.bytes)
