"""Loading concerns, people on call and services in bulk: the synthetic programme, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies
from tuvurane.care.actions.contacts import stand
from tuvurane.care.actions.directory import ServiceContent, columns_of
from tuvurane.care.codes import Closing, Deed, How, Level, Source, Step
from tuvurane.care.models import CareEntry, Concern, Contact, OnCall, Service
from tuvurane.care.queries import clocks
from tuvurane.care.rules.areas import nearest
from tuvurane.care.rules.way import Clocks, after, begin
from tuvurane.foundation import rows
from tuvurane.groups.models import Group
from tuvurane.people.scope import Actor


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step of a concern's way."""

    id: UUID
    what: Step
    at: datetime
    by_id: UUID
    how: How | None = None
    level: Level | None = None
    closed_as: Closing | None = None


@dataclass(frozen=True, slots=True)
class ConcernPlan:
    """A concern that was raised, and its way since, the first step first."""

    id: UUID
    participant_id: UUID
    group_id: UUID
    item: str
    said_on: date
    raised_at: datetime
    raised_by_id: UUID | None = None
    steps: Sequence[StepPlan] = ()

    @property
    def closed(self) -> bool:
        """Whether its way has ended."""
        return bool(self.steps) and self.steps[-1].what is Step.CLOSED


@dataclass(frozen=True, slots=True)
class OnCallPlan:
    """Somebody on call for a place since a day."""

    id: UUID
    account_id: UUID
    place_id: int
    since: date
    capacity: int
    reach: str


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A service of a place."""

    id: UUID
    place_id: int
    content: ServiceContent
    verified_on: date


@transaction.atomic
def load_arrangements(
    *,
    actor: Actor,
    organisation_id: UUID,
    on_call: Sequence[OnCallPlan],
    services: Sequence[ServicePlan],
    now: datetime,
) -> None:
    """Load who is on call and which services are there; one line of the log each. Raises NotAllowed."""
    policies.check_can_load(actor)
    calls = [
        OnCall(
            id=plan.id,
            account_id=plan.account_id,
            place_id=plan.place_id,
            since=plan.since,
            capacity=plan.capacity,
            reach=plan.reach,
        )
        for plan in on_call
    ]
    known = [
        Service(
            id=plan.id,
            organisation_id=organisation_id,
            place_id=plan.place_id,
            verified_on=plan.verified_on,
            **columns_of(plan.content),
        )
        for plan in services
    ]
    rows.insert_all(calls)
    rows.insert_all(known)
    line = {"organisation_id": organisation_id, "at": now, "what": Deed.ARRANGE}
    rows.insert_all(
        [CareEntry(**line, did="on_call", on_call=one) for one in calls]
        + [CareEntry(**line, did="service", service=one) for one in known]
    )


@transaction.atomic
def load_concerns(*, actor: Actor, organisation_id: UUID, plans: Iterable[ConcernPlan]) -> int:
    """
    Load concerns as ``raise_concern`` and ``note_contact`` would have left them; answers how many.

    Of several about the same person and item that wait, the first stands. Raises NotAllowed.
    """
    policies.check_can_load(actor)
    wanted = _kept(sorted(plans, key=lambda plan: (plan.raised_at, plan.id)))
    if not wanted:
        return 0
    where = _places({plan.group_id for plan in wanted})
    calls, hours = _calls(organisation_id), clocks()
    concerns = [_planned(organisation_id, plan, where[plan.group_id], calls, hours) for plan in wanted]
    contacts = [_contact(plan, step) for plan in wanted for step in plan.steps]
    rows.insert_all(concerns)
    rows.insert_all(contacts)
    rows.insert_all(_lines(organisation_id, wanted))
    return len(concerns)


def _kept(plans: Sequence[ConcernPlan]) -> list[ConcernPlan]:
    waiting = _waiting({plan.participant_id for plan in plans})
    kept = []
    for plan in plans:
        key = (plan.participant_id, plan.item)
        if not plan.closed and key in waiting:
            continue
        if not plan.closed:
            waiting.add(key)
        kept.append(plan)
    return kept


def _places(group_ids: Iterable[UUID]) -> dict[UUID, tuple[int, str]]:
    found = Group.objects.filter(pk__in=list(group_ids)).order_by().values_list("pk", "place_id", "place__path")
    return {group_id: (place_id, path) for group_id, place_id, path in found}


def _calls(organisation_id: UUID) -> dict[str, UUID]:
    """Who is on call, by area: in a programme that is loaded they always were."""
    found = OnCall.objects.filter(account__organisation=organisation_id).order_by("-since", "-pk")
    return dict(found.values_list("place__path", "account_id"))


def _waiting(participant_ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    found = Concern.objects.filter(closed_at__isnull=True, participant__in=list(participant_ids))
    return {(pk, item) for pk, item in found.values_list("participant_id", "item") if pk is not None}


def _planned(house: UUID, plan: ConcernPlan, where: tuple[int, str], calls: dict[str, UUID], hours: Clocks) -> Concern:
    place_id, path = where
    area = nearest(path, calls)
    standing = begin(plan.raised_at, urgent=False, clocks=hours)
    for step in plan.steps:
        standing = after(standing, step.what, step.at, clocks=hours, level=step.level)
    concern = Concern(
        id=plan.id,
        organisation_id=house,
        place_id=place_id,
        participant_id=plan.participant_id,
        group_id=plan.group_id,
        source=Source.SCREENING,
        item=plan.item,
        said_on=plan.said_on,
        raised_at=plan.raised_at,
        raised_by_id=plan.raised_by_id,
        must_act_id=None if area is None else calls[area],
    )
    stand(concern, standing)
    if plan.closed:
        last = plan.steps[-1]
        concern.closed_at, concern.closed_by_id, concern.closed_as = last.at, last.by_id, last.closed_as or ""
    return concern


def _contact(plan: ConcernPlan, step: StepPlan) -> Contact:
    return Contact(
        id=step.id,
        concern_id=plan.id,
        what=step.what,
        at=step.at,
        how=step.how or "",
        level=step.level or "",
        closed_as=step.closed_as or "",
        noted_at=step.at,
        by_id=step.by_id,
    )


def _lines(house: UUID, plans: Iterable[ConcernPlan]) -> list[CareEntry]:
    lines = []
    for plan in plans:
        line = {"organisation_id": house, "concern_id": plan.id}
        lines.append(CareEntry(**line, at=plan.raised_at, by_id=plan.raised_by_id, what=Deed.RAISE))
        lines += [CareEntry(**line, at=step.at, by_id=step.by_id, what=Deed.ACT, did=step.what) for step in plan.steps]
    return lines
