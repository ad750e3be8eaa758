"""Whom to visit next, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tuvurane.foundation import words
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, check_has
from tuvurane.supervision.codes import HelpTopic
from tuvurane.supervision.models import Charge
from tuvurane.supervision.queries.charges import charges_of
from tuvurane.supervision.queries.facts import Known, gather
from tuvurane.supervision.rules.priority import Reason, group_reasons, person_reasons, sorted_reasons
from tuvurane.training import queries as training
from tuvurane.training.models import Facilitator

# What a reason holds as a code, said by its word.
FAMILIES: Mapping[type[StrEnum], str] = {HelpTopic: "help_topic"}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """
    One visit that somebody should make: to a group, or (``group`` None) to people who lead none now.

    ``facilitators``: the people in charge who lead it. ``last_seen``: the latest visit or call.
    """

    group: Group | None
    facilitators: list[Facilitator]
    reasons: list[Reason] = field(default_factory=list)
    last_seen: date | None = None

    @property
    def weight(self) -> int:
        """How much somebody is needed there: what the plan is sorted by."""
        return sum(reason.weight for reason in self.reasons)


def plan(actor: Actor, *, supervisor_id: UUID, now: datetime) -> list[PlanRow]:
    """
    Whom a supervisor should visit next, with the reasons, the most needed first; those without a reason are left out.

    Of the people in their charge whom the actor sees. What concerns a person stands once, at the first
    of their groups by name. A constant number of queries. Raises NotAllowed.
    """
    check_has(actor, Verb.SUPERVISION_SEE)
    known = known_of(actor, supervisor_id, now=now)
    return [] if known is None else rows_of(known, on=today_of(known, now))


def known_of(actor: Actor, supervisor_id: UUID, *, now: datetime) -> Known | None:
    """What the plan of a supervisor is made of; None for one who does not exist for this actor."""
    supervisor = Account.objects.filter(pk=supervisor_id).first()
    if supervisor is None or actor.organisation_id not in {None, supervisor.organisation_id}:
        return None
    on = people.today_in(supervisor.organisation_id, now)
    charges = charges_of(supervisor_id, on)
    seen = training.facilitators_visible_to(actor, verb=Verb.SUPERVISION_SEE).order_by()
    visible = set(seen.filter(pk__in=[charge.facilitator_id for charge in charges]).values_list("pk", flat=True))
    return gather(actor, [charge for charge in charges if charge.facilitator_id in visible], now=now, on=on)


def today_of(known: Known, now: datetime) -> date:
    """The day that it is for these people."""
    return people.today_in(known.charges[0].facilitator.organisation_id, now) if known.charges else now.date()


def rows_of(known: Known, *, on: date) -> list[PlanRow]:
    """The plan from what is known."""
    reasons_of = {one: person_reasons(facts, on) for one, facts in known.persons.items()}
    rows = []
    for group in known.groups:
        mine = known.mine_in(group.pk)
        own = group_reasons(known.circles[group.pk], on)
        spoken = [reason for charge in mine for reason in reasons_of.pop(charge.facilitator_id, [])]
        rows.append(_row(known, group, mine, [*own, *spoken]))
    rest = [charge for charge in known.charges if charge.facilitator_id in reasons_of]
    rows += [_row(known, None, [charge], reasons_of[charge.facilitator_id]) for charge in rest]
    return sorted((row for row in rows if row.reasons), key=_order)


def _row(known: Known, group: Group | None, mine: Sequence[Charge], reasons: Sequence[Reason]) -> PlanRow:
    facilitators = [charge.facilitator for charge in mine]
    last_seen = known.last_seen(group.pk if group else None, [one.pk for one in facilitators])
    return PlanRow(group, facilitators, sorted_reasons(reasons), last_seen)


def _order(row: PlanRow) -> tuple[int, date, str]:
    """The most needed first; of equal need whom nobody has seen for longest."""
    name = row.group.name if row.group else row.facilitators[0].account.name
    return -row.weight, row.last_seen or date.min, name


def sentence(reason: Reason, language: str) -> str:
    """A reason in the reader's language."""
    details = {name: _said(value, language) for name, value in reason.details.items()}
    return words.say(f"visit_reason.{reason.code}", language, **details)


def _said(value: object, language: str) -> object:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    family = FAMILIES.get(type(value)) if isinstance(value, StrEnum) else None
    return words.say(f"{family}.{value}", language) if family else value
