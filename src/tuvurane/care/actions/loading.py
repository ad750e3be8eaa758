"""Loading concerns, people on call and services in bulk: the synthetic programme, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies
from tuvurane.care.actions.directory import ServiceContent
from tuvurane.care.codes import SETTLED, Deed, Did, Source
from tuvurane.care.models import CareEntry, Concern, OnCall, Service
from tuvurane.care.rules.areas import nearest
from tuvurane.care.rules.deadlines import act_by
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import rows
from tuvurane.groups.models import Group
from tuvurane.people.scope import Actor


@dataclass(frozen=True, slots=True)
class ConcernPlan:
    """A concern that was raised, and what was done last about it, by whom and when (then all three)."""

    id: UUID
    participant_id: UUID
    group_id: UUID
    item: str
    said_on: date
    raised_at: datetime
    raised_by_id: UUID | None = None
    did: Did | None = None
    done_by_id: UUID | None = None
    done_at: datetime | None = None


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
            name=plan.content.name,
            kind=plan.content.kind,
            reach=plan.content.reach,
            languages=list(plan.content.languages),
            cost=plan.content.cost,
            hours=plan.content.hours,
            verified_on=plan.verified_on,
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
    Load concerns as ``raise_concern`` and ``act`` would have left them; answers how many.

    Of several about the same person and item that wait, the first stands. Raises NotAllowed.
    """
    policies.check_can_load(actor)
    wanted = sorted(plans, key=lambda plan: (plan.raised_at, plan.id))
    if not wanted:
        return 0
    where = _places({plan.group_id for plan in wanted})
    calls = _calls(organisation_id)
    waiting = _waiting({plan.participant_id for plan in wanted})
    concerns: list[Concern] = []
    for plan in wanted:
        key = (plan.participant_id, plan.item)
        closed = plan.did in SETTLED
        if not closed and key in waiting:
            continue
        if not closed:
            waiting.add(key)
        concerns.append(_planned(organisation_id, plan, where[plan.group_id], calls))
    rows.insert_all(concerns)
    rows.insert_all(_lines(concerns, {plan.id: plan for plan in wanted}))
    return len(concerns)


def _places(group_ids: Iterable[UUID]) -> dict[UUID, tuple[int, str]]:
    found = Group.objects.filter(pk__in=list(group_ids)).order_by().values_list("pk", "place_id", "place__path")
    return {group_id: (place_id, path) for group_id, place_id, path in found}


def _calls(organisation_id: UUID) -> dict[str, UUID]:
    """Who is on call, by area: in a programme that is loaded they always were."""
    found = OnCall.objects.filter(account__organisation=organisation_id).order_by("-since", "-pk")
    return dict(found.values_list("place__path", "account_id"))


def _waiting(participant_ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    found = Concern.objects.filter(done_at__isnull=True, participant__in=list(participant_ids))
    return set(found.values_list("participant_id", "item"))


def _planned(house: UUID, plan: ConcernPlan, where: tuple[int, str], calls: dict[str, UUID]) -> Concern:
    place_id, path = where
    area = nearest(path, calls)
    closed = plan.did in SETTLED
    return Concern(
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
        act_by=act_by(plan.raised_at, hours=threshold("talk_hours").value),
        done_at=plan.done_at if closed else None,
        done_by_id=plan.done_by_id if closed else None,
        did=plan.did or "",
    )


def _lines(concerns: Sequence[Concern], plans: dict[UUID, ConcernPlan]) -> list[CareEntry]:
    lines = []
    for concern in concerns:
        plan, line = plans[concern.pk], {"organisation_id": concern.organisation_id, "concern": concern}
        lines.append(CareEntry(**line, at=plan.raised_at, by_id=plan.raised_by_id, what=Deed.RAISE))
        if plan.did is not None and plan.done_at is not None:
            lines.append(CareEntry(**line, at=plan.done_at, by_id=plan.done_by_id, what=Deed.ACT, did=plan.did))
    return lines
