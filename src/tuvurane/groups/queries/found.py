"""Which groups an actor finds. Outside the scope a group does not exist."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tuvurane.groups import problems
from tuvurane.groups.codes import OPEN, Status
from tuvurane.groups.models import FacilitatorAssignment, Group, GroupMove, MissedSession, RoleTaken, Session, ToldShift
from tuvurane.groups.queries.reports import counted
from tuvurane.groups.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


def groups_visible_to(actor: Actor, *, verb: Verb | None = None) -> QuerySet[Group]:
    """The groups in the actor's scope; with ``verb`` those on which the actor may do it."""
    reach = in_scope(
        actor,
        organisation="organisation_id",
        path="place__path",
        led=Q(pk__in=_led_by(actor.account_id)),
        verb=verb,
    )
    return Group.objects.filter(reach).select_related("place__parent").order_by("name", "pk")


def groups_led_by(account_id: UUID) -> QuerySet[Group]:
    """The groups that someone leads now."""
    return Group.objects.filter(pk__in=_led_by(account_id)).select_related("place__parent").order_by("name", "pk")


def groups_on_phone(actor: Actor, *, on: date) -> QuerySet[Group]:
    """
    The groups that a facilitator's phone holds: open ones, and graduated ones for a while.

    A phone holds as little as possible; what is not here leaves it at the next pull.
    """
    kept_since = on - timedelta(days=int(threshold("phone_keeps_days").value))
    lately = GroupMove.objects.filter(went_to=Status.GRADUATED, on__gte=kept_since).values("group")
    kept = Q(status__in=OPEN) | Q(status=Status.GRADUATED, pk__in=lately)
    return groups_visible_to(actor, verb=Verb.SESSIONS_RECORD).filter(kept)


def group_for(actor: Actor, group_id: UUID) -> Group:
    """One group inside the actor's scope. Raises GroupUnknown."""
    group = groups_visible_to(actor).filter(pk=group_id).first()
    if group is None:
        raise problems.GroupUnknown
    return group


def group_by_id(group_id: UUID) -> Group | None:
    """One group whatever the scope: for rooms that check the scope themselves."""
    return Group.objects.select_related("place__parent").filter(pk=group_id).first()


def reports_of(account_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these reports, of sessions held or missed, of shifts and roles, we hold from this person."""
    mine = {"pk__in": list(ids), "recorded_by_id": account_id}
    tables = (Session, MissedSession, ToldShift, RoleTaken)
    return {report for table in tables for report in table.objects.filter(**mine).values_list("pk", flat=True)}


def session_for(actor: Actor, session_id: UUID) -> Session:
    """One report of a session, of a group inside the actor's scope. Raises GroupUnknown."""
    session = (
        Session.objects.filter(pk=session_id, group__in=groups_visible_to(actor))
        .select_related("group__place__parent", "recorded_by")
        .first()
    )
    if session is None:
        raise problems.GroupUnknown
    return session


def _led_by(account_id: UUID | None) -> QuerySet[FacilitatorAssignment, Any]:
    leading = FacilitatorAssignment.objects.filter(until__isnull=True)
    led = leading.none() if account_id is None else leading.filter(account_id=account_id)
    return led.values("group")


def groups_that_met(actor: Actor, first: date, last: date, *, verb: Verb) -> set[UUID]:
    """The groups in the actor's places that held a session from a day to a day, both included."""
    reach = in_scope(actor, organisation="group__organisation_id", path="group__place__path", verb=verb)
    rows = counted(Session).filter(reach, held_on__range=(first, last))
    return set(rows.order_by().values_list("group_id", flat=True).distinct())


def groups_that_met_in_weeks(organisation_id: UUID, *, weeks: int, on: date) -> set[UUID]:
    """The groups of an organisation that held a session in the weeks up to a day."""
    since = on - timedelta(weeks=weeks)
    rows = counted(Session).filter(group__organisation=organisation_id, held_on__gt=since, held_on__lte=on)
    return set(rows.order_by().values_list("group_id", flat=True).distinct())
