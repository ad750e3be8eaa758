"""Who is on the ladder, whom an actor finds there, where they stood and when they were away."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Role, Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.training import problems
from tuvurane.training.models import Absence, Facilitator, LadderStep


def facilitators_visible_to(actor: Actor, *, verb: Verb = Verb.FACILITATORS_SEE) -> QuerySet[Facilitator]:
    """The people of the ladder on whom the actor may do ``verb``, by name."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=verb)
    return Facilitator.objects.filter(reach).select_related("account", "place__parent").order_by("account__name", "pk")


def facilitator_for(actor: Actor, account_id: UUID, *, verb: Verb = Verb.FACILITATORS_SEE) -> Facilitator:
    """One of ``facilitators_visible_to``. Raises FacilitatorUnknown."""
    facilitator = facilitators_visible_to(actor, verb=verb).filter(pk=account_id).first()
    if facilitator is None:
        raise problems.FacilitatorUnknown
    return facilitator


def facilitator_of(account_id: UUID) -> Facilitator | None:
    """Somebody of the ladder whatever the scope: for rooms that check the scope themselves."""
    return Facilitator.objects.select_related("account", "place__parent").filter(pk=account_id).first()


def steps_of(facilitator: Facilitator) -> list[LadderStep]:
    """Every step, the one that stands last; of one day in the order in which they were recorded."""
    return list(facilitator.steps.select_related("course", "recorded_by").order_by("on", "recorded_at", "pk"))


def absences_of(facilitator: Facilitator) -> list[Absence]:
    """Every absence, the latest first."""
    return list(facilitator.absences.select_related("recorded_by").order_by("-since", "-pk"))


def away_on(account_ids: Iterable[UUID], on: date) -> dict[UUID, Absence]:
    """Who of these people is away on a day, with the absence that covers it; one query."""
    covering = Q(until__isnull=True) | Q(until__gt=on)
    rows = Absence.objects.filter(covering, facilitator__in=list(account_ids), since__lte=on).order_by("since", "pk")
    return {absence.facilitator_id: absence for absence in rows}


def not_on_ladder(actor: Actor, *, on: date) -> QuerySet[Account]:
    """Accounts in scope that hold the facilitator's role on a day and are not on the ladder, by name."""
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.FACILITATORS_SEE)
    holding = people.roles_in_force(on).filter(reach, role=Role.FACILITATOR).values("account")
    accounts = Account.objects.filter(pk__in=holding, is_active=True, facilitator__isnull=True)
    return accounts.order_by("name", "pk")
