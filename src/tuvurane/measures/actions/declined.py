"""Somebody does not want to be asked, this time; or may be asked after all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import rows
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.models import Group
from tuvurane.journal import actions as journal
from tuvurane.measures import policies, problems, queries
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import Declined
from tuvurane.people.actions import Origin
from tuvurane.people.scope import Actor

SAME = ("participant_id", "group_id", "arm", "wave", "instrument", "stands", "on")


class TakenDeclined(NamedTuple):
    """A word as it stands, and whether this call made it (False: it had come before)."""

    declined: Declined
    new: bool


@dataclass(frozen=True, slots=True)
class DeclinedPlan:
    """One refusal of the synthetic programme."""

    declined_id: UUID
    participant_id: UUID
    group_id: UUID
    wave: Wave
    instrument: str
    on: date
    recorded_by_id: UUID | None
    recorded_at: datetime
    arm: Arm = Arm.GROUP


@transaction.atomic
def load_declined(*, actor: Actor, organisation_id: UUID, plans: Iterable[DeclinedPlan], now: datetime) -> int:
    """
    Load the refusals of one organisation at once: the synthetic programme, and nothing else.

    One line of the journal a group; answers how many. Raises NotAllowed.
    """
    policies.check_can_load(actor)
    by_group: dict[UUID, list[DeclinedPlan]] = defaultdict(list)
    for plan in plans:
        by_group[plan.group_id].append(plan)
    lines = [
        journal.Line("responses.decline", "group", group_id, organisation_id, {"declined": len(chosen)})
        for group_id, chosen in by_group.items()
    ]
    if not lines:
        return 0
    first = journal.write_many(actor=actor, at=now, lines=lines) - len(lines) + 1
    said = [
        Declined(
            id=plan.declined_id,
            participant_id=plan.participant_id,
            group_id=plan.group_id,
            arm=plan.arm,
            wave=plan.wave,
            instrument=plan.instrument,
            on=plan.on,
            recorded_by_id=plan.recorded_by_id,
            recorded_at=plan.recorded_at,
            seq=seq,
        )
        for seq, chosen in enumerate(by_group.values(), start=first)
        for plan in chosen
    ]
    rows.insert_all(said)
    return len(said)


@transaction.atomic
def record_declined(
    *,
    actor: Actor,
    declined_id: UUID,
    participant_id: UUID,
    group: Group,
    arm: Arm,
    wave: Wave,
    instrument: str,
    on: date,
    now: datetime,
    origin: Origin | None = None,
    stands: bool = True,
) -> TakenDeclined:
    """
    Note that somebody declined a questionnaire in one wave; with ``stands`` False, that they may be asked after all.

    Declining asks for no consent and changes nothing else for the person. Sent again with the same id it changes
    nothing. The latest word stands, and answers win over it. Locks the group. Raises IdAlreadyUsed, NotAMember,
    WaveUnknown, NotWaiting, InstrumentUnknown, DateInFuture, NotAllowed.
    """
    origin = origin or Origin.at_the_door(actor)
    said = Declined(
        id=declined_id,
        participant_id=participant_id,
        group=group,
        arm=arm,
        wave=wave,
        instrument=instrument,
        stands=stands,
        on=on,
        recorded_by_id=origin.account_id,
        device_id=origin.device_id,
        claimed_at=origin.claimed_at,
        recorded_at=now,
    )
    lock(group.pk)
    known = Declined.objects.filter(pk=declined_id).first()
    if known is not None:
        if any(getattr(known, name) != getattr(said, name) for name in SAME):
            raise problems.IdAlreadyUsed
        return TakenDeclined(known, new=False)
    policies.check_can_record(actor, group)
    policies.check_wave_of(group, arm=arm, wave=wave)
    queries.instrument(instrument)
    if participant_id not in group_queries.seats_of(group).values():
        raise problems.NotAMember
    group_policies.check_not_erased(participant_id)
    if actor.kind != "device" and on > now.date():
        raise problems.DateInFuture
    detail: dict[str, object] = {"declined": str(declined_id), "participant": str(participant_id), "wave": wave}
    said.seq = touch(actor, "responses.decline" if stands else "responses.ask_again", group, now, detail)
    said.save()
    return TakenDeclined(said, new=True)
