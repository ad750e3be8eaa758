"""Reading visits and calls, and which records a phone has handed over."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from tuvurane.foundation.records import Standing
from tuvurane.groups.models import Group
from tuvurane.people.roles import Verb
from tuvurane.people.scope import NOTHING, Actor, in_scope
from tuvurane.supervision import problems
from tuvurane.supervision.models import Checklist, FollowUp, Help, Visit, VisitSeen
from tuvurane.supervision.queries.sealed import opened
from tuvurane.training.models import Facilitator


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """
    The counted visits in the actor's scope, the latest first.

    One lies where its group or one of the people seen lies; one's own are always among them.
    """
    of_group = in_scope(actor, organisation="organisation_id", path="group__place__path", verb=Verb.SUPERVISION_SEE)
    of_people = in_scope(
        actor, organisation="visit__organisation_id", path="facilitator__place__path", verb=Verb.SUPERVISION_SEE
    )
    seen = VisitSeen.objects.filter(of_people).values("visit")
    own = NOTHING if actor.account_id is None else Q(supervisor=actor.account_id, organisation=actor.organisation_id)
    # The system's scope is no condition at all: joined with another by "or" it would vanish.
    reach = of_group if actor.kind == "system" else of_group | Q(pk__in=seen) | own
    rows = Visit.objects.filter(reach, standing=Standing.COUNTED)
    return rows.select_related("supervisor", "group__place").order_by("-on", "-seq", "pk")


def visits_of(group: Group) -> list[Visit]:
    """The counted visits and calls about a group, the latest first; with supervisor and people seen."""
    rows = Visit.objects.filter(group=group, standing=Standing.COUNTED)
    rows = rows.select_related("supervisor").prefetch_related("seen__facilitator__account")
    return list(rows.order_by("-on", "-seq", "pk"))


def visits_to(facilitator: Facilitator) -> list[Visit]:
    """The counted visits and calls that were for somebody, the latest first."""
    rows = Visit.objects.filter(seen__facilitator=facilitator, standing=Standing.COUNTED)
    return list(rows.select_related("supervisor", "group").order_by("-on", "-seq", "pk"))


def visit_for(actor: Actor, visit_id: UUID) -> Visit:
    """One visit in the actor's scope, with people seen. Raises VisitUnknown."""
    visit = visits_visible_to(actor).prefetch_related("seen__facilitator__account").filter(pk=visit_id).first()
    if visit is None:
        raise problems.VisitUnknown
    return visit


def note_of(visit: Visit) -> str:
    """The note of a visit, opened; empty where there is none."""
    return opened(visit.organisation_id, visit.note_sealed, row=visit.pk.bytes)


def last_contacts(group_ids: Iterable[UUID], account_ids: Iterable[UUID]) -> tuple[dict[UUID, date], dict[UUID, date]]:
    """The day of the latest visit or call, by group and by person; two queries."""
    visits = Visit.objects.filter(group__in=list(group_ids), standing=Standing.COUNTED).order_by()
    groups = dict(visits.values_list("group_id").annotate(Max("on")))
    seen = VisitSeen.objects.filter(facilitator__in=list(account_ids), visit__standing=Standing.COUNTED).order_by()
    return groups, dict(seen.values_list("facilitator_id").annotate(Max("visit__on")))


def held_records(account_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these records (visits, checklists, calls for help) we hold already from this person."""
    mine = {"pk__in": list(ids), "recorded_by": account_id}
    return {
        pk
        for model in (Visit, Checklist, Help)
        for pk in model._base_manager.filter(**mine).values_list("pk", flat=True)
    }


def agreed_at(visit: Visit) -> list[FollowUp]:
    """What was agreed at a visit, by the day it is due."""
    return list(visit.follow_ups.select_related("owner", "facilitator__account").order_by("due_on", "pk"))
