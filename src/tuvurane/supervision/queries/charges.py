"""Who looks after whom, and how many one supervisor has."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Role, Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.supervision.models import Charge
from tuvurane.supervision.rules.ratio import Alert, alert_of
from tuvurane.supervision.thresholds import threshold
from tuvurane.training import queries as training
from tuvurane.training.models import Facilitator


class RatioRow(NamedTuple):
    """
    How many facilitators one supervisor looks after, of ``most``.

    ``line_manager``: they also coordinate a place above one of these people, who then speaks of what
    is hard to whoever decides about their work.
    """

    supervisor: Account
    facilitators: int
    most: int
    alert: Alert
    line_manager: bool


def standing(on: date) -> QuerySet[Charge]:
    """The charges that stand on a day."""
    return Charge.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


def charges_of(supervisor_id: UUID, on: date) -> list[Charge]:
    """Whom somebody looks after on a day, by name; with facilitator, account and place. One query."""
    rows = standing(on).filter(supervisor=supervisor_id).select_related("facilitator__account", "facilitator__place")
    return list(rows.order_by("facilitator__account__name", "facilitator"))


def charges_of_facilitators(account_ids: Iterable[UUID], on: date) -> dict[UUID, Charge]:
    """Who looks after each of these people on a day; one query."""
    rows = standing(on).filter(facilitator__in=list(account_ids)).select_related("supervisor")
    return {charge.facilitator_id: charge for charge in rows.order_by("since", "pk")}


def supervisor_of(facilitator: Facilitator, on: date) -> Account | None:
    """Who looks after somebody on a day; None where nobody does."""
    charge = charges_of_facilitators([facilitator.pk], on).get(facilitator.pk)
    return None if charge is None else charge.supervisor


def without_supervisor(actor: Actor, *, on: date) -> QuerySet[Facilitator]:
    """The people of the ladder in scope whom nobody looks after on a day, by name."""
    seen = training.facilitators_visible_to(actor, verb=Verb.SUPERVISION_SEE)
    return seen.exclude(pk__in=standing(on).values("facilitator"))


def supervisors_at(facilitator: Facilitator, *, on: date) -> list[Account]:
    """Who may look after somebody: the supervisors of their place and above, by name."""
    path = facilitator.place.path
    above = [path[: at + 1] for at, sign in enumerate(path) if sign == "/"]
    held = people.roles_in_force(on).filter(role=Role.SUPERVISOR, place__path__in=above)
    accounts = Account.objects.filter(pk__in=held.values("account"), organisation=facilitator.organisation_id)
    return list(accounts.filter(is_active=True).exclude(pk=facilitator.pk).order_by("name", "pk"))


def ratios(actor: Actor, *, on: date) -> list[RatioRow]:
    """
    Every supervisor in scope with how many they look after, the most first; four queries.

    Those who look after nobody stand there too.
    """
    reach = in_scope(
        actor, organisation="facilitator__organisation_id", path="facilitator__place__path", verb=Verb.SUPERVISION_SEE
    )
    charges = standing(on).filter(reach).order_by()
    counts = dict(charges.values_list("supervisor_id").annotate(n=Count("pk")))
    placed = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.SUPERVISION_SEE)
    roles = people.roles_in_force(on).filter(placed, role=Role.SUPERVISOR).values("account")
    accounts = Account.objects.filter(Q(pk__in=roles) | Q(pk__in=list(counts))).order_by("name", "pk")
    manage = _line_managers(charges, counts, on)
    rows = [_row(account, counts.get(account.pk, 0), line_manager=account.pk in manage) for account in accounts]
    return sorted(rows, key=lambda row: -row.facilitators)


def _line_managers(charges: QuerySet[Charge], supervisors: Iterable[UUID], on: date) -> set[UUID]:
    """Those who also coordinate at a place above somebody they look after."""
    held = people.roles_in_force(on).filter(role=Role.COORDINATOR, account__in=list(supervisors))
    above: dict[UUID, list[str]] = {}
    for account_id, path in held.values_list("account_id", "place__path"):
        above.setdefault(account_id, []).append(path)
    looked_after = charges.filter(supervisor__in=list(above)).values_list("supervisor_id", "facilitator__place__path")
    return {pk for pk, path in looked_after if any(path.startswith(one) for one in above[pk])}


def _row(account: Account, facilitators: int, *, line_manager: bool) -> RatioRow:
    most = int(threshold("facilitators_most").value)
    return RatioRow(account, facilitators, most, alert_of(facilitators), line_manager)
