"""Setting a record aside, and deciding about it: accept, correct, discard. Nothing here expires."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tuvurane.foundation import sealing
from tuvurane.foundation.problems import Problem
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin
from tuvurane.people.scope import Actor
from tuvurane.sync import catalogue, policies, problems, queries
from tuvurane.sync.catalogue import Envelope
from tuvurane.sync.codes import What
from tuvurane.sync.kinds import Arrival
from tuvurane.sync.models import Decision, SetAside

# Nobody records so much. Beyond it a stolen phone could fill the office's page.
MOST_WAITING = 2_000
MOST_AT_ONCE = 200
REASON_SIGNS = 500
DETAIL_SIGNS = 80
RESCUE_FORMAT = "tuvurane-rescue"


@dataclass(frozen=True, slots=True)
class Sender:
    """The phone that a record comes from, and its holder."""

    account_id: UUID
    device_id: UUID
    organisation_id: UUID


class HandedIn(NamedTuple):
    """What a rescue file held: records set aside now, records that we had already, envelopes that do not open."""

    aside: int
    known: int
    unreadable: int


class RescueEnvelope(BaseModel):
    """One record closed to the organisation's box."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    box: str = Field(max_length=120_000)


class RescueFile(BaseModel):
    """What a phone saves when it can no longer send, or no longer read."""

    model_config = ConfigDict(extra="forbid")
    format: str = Field(pattern=f"^{RESCUE_FORMAT}$")
    version: int = Field(ge=1, le=1)
    device: UUID
    records: list[RescueEnvelope] = Field(max_length=5_000)


def set_aside(
    *, actor: Actor, sender: Sender, record: Envelope, why: Problem, now: datetime, clock_gap: int | None = None
) -> SetAside:
    """
    Keep a record whole and sealed until a coordinator decides.

    The caller has looked whether it is set aside already (``queries.known``); was another request
    with the same record quicker, then this answers that one's. What comes after ``MOST_WAITING`` of
    one phone is refused (AsideFull). A questionnaire's yes to a screening item is heard at once, before
    anybody decides. Runs inside a transaction whose groups are locked: it writes the journal.
    """
    catalogue.hear(actor, sender.organisation_id, record, sender.account_id, now)
    if queries.waiting_of_device(sender.device_id) >= MOST_WAITING:
        raise problems.AsideFull
    key = people.organisation_key(sender.organisation_id)
    try:
        with transaction.atomic():
            return SetAside.objects.create(
                id=record.id,
                organisation_id=sender.organisation_id,
                place_id=_place_of(sender, record),
                account_id=sender.account_id,
                device_id=sender.device_id,
                kind=record.kind,
                version=record.v,
                why=why.code,
                details={name: _plain(value) for name, value in why.details.items()},
                claimed_at=record.at,
                clock_gap=clock_gap,
                received_at=now,
                body_sealed=sealing.seal(key, json.dumps(record.body).encode(), aad=record.id.bytes),
                fingerprint=queries.fingerprint(record.kind, record.v, record.body),
                seq=_write(actor, "set_aside.keep", (record.id, sender.organisation_id), now, {"why": why.code}),
            )
    except IntegrityError:
        return SetAside.objects.get(pk=record.id)


def _plain(value: object) -> str:
    """A detail that every database keeps: the record may name a field with signs that none of them takes."""
    return "".join(sign for sign in str(value) if sign.isprintable())[:DETAIL_SIGNS]


def _place_of(sender: Sender, record: Envelope) -> int:
    """In whose scope it lies: the group's place where we know the group, else the holder's."""
    group_id = catalogue.group_named(record.body)
    group = None if group_id is None else group_queries.group_by_id(group_id)
    if group is not None and group.organisation_id == sender.organisation_id:
        return group.place_id
    return people.home_of(sender.account_id).pk


@transaction.atomic
def accept(*, actor: Actor, aside: SetAside, now: datetime) -> None:
    """
    Take a record as it came: in the coordinator's scope, in the name of who recorded it.

    Raises AlreadyDecided, NotAllowed, and whatever its room refuses: then it stays.
    """
    _lock(actor, aside)
    _take(actor, aside, queries.opened(aside).body, now)
    _decide(actor, aside, What.ACCEPTED, "", now)


@transaction.atomic
def correct(*, actor: Actor, aside: SetAside, body: Mapping[str, Any], now: datetime) -> None:
    """
    Take a record with another body of the same kind (``catalogue.body_of``). What came stays readable.

    Raises as ``accept`` does, and ShapeWrong.
    """
    _lock(actor, aside)
    _take(actor, aside, dict(body), now)
    _decide(actor, aside, What.CORRECTED, "", now)


@transaction.atomic
def discard(*, actor: Actor, aside: SetAside, reason: str, now: datetime) -> What:
    """
    Decide that a record is not taken, and say why. It stays readable. Raises ReasonMissing, AlreadyDecided.

    A sealed record that can be taken is taken instead: nobody throws away unread what may ask for a talk.
    Answers what became of it.
    """
    _lock(actor, aside)
    if not reason.strip():
        raise problems.ReasonMissing
    what = What.ACCEPTED if catalogue.is_sealed(aside.kind) and _taken(actor, aside, now) else What.DISCARDED
    _decide(actor, aside, what, reason.strip()[:REASON_SIGNS], now)
    return what


def _taken(actor: Actor, aside: SetAside, now: datetime) -> bool:
    try:
        with transaction.atomic():
            _take(actor, aside, queries.opened(aside).body, now)
    except (Problem, sealing.Unreadable):
        return False
    return True


def accept_all(*, actor: Actor, device_id: UUID, now: datetime) -> int:
    """
    Accept what can be taken as it came from one phone, the oldest first; answers how many. The rest stays.

    Looks at ``MOST_AT_ONCE``: nobody waits for a page longer than that takes.
    """
    taken = 0
    for aside in queries.waiting(actor).filter(device_id=device_id).order_by("seq")[:MOST_AT_ONCE]:
        try:
            accept(actor=actor, aside=aside, now=now)
        except Problem:
            continue
        taken += 1
    return taken


@transaction.atomic
def hand_in(*, actor: Actor, text: str, now: datetime) -> HandedIn:
    """
    Take a rescue file, which a phone saved when it could no longer send or no longer read.

    Its records are set aside, however often the file is handed in. Raises RescueFileBroken,
    RescuePhoneUnknown for a phone outside the actor's scope, NotAllowed.
    """
    try:
        file = RescueFile.model_validate_json(text)
    except ValidationError as error:
        raise problems.RescueFileBroken(where=catalogue.place_of(error)) from error
    device = people.devices_visible_to(actor).filter(pk=file.device).first()
    if device is None:
        raise problems.RescuePhoneUnknown
    policies.check_can_decide_for(actor, device.account.organisation_id, people.home_of(device.account_id).path)
    sender = Sender(device.account_id, device.pk, device.account.organisation_id)
    lost = {one.id: catalogue.rescued(sender.organisation_id, one.id, one.box) for one in file.records}
    # Before anything is written: what asks for a talk is heard at once, in its group.
    group_actions.lock(*catalogue.groups_named(sender.organisation_id, [one for one in lost.values() if one]))
    outcomes = [
        rescue(actor=actor, sender=sender, record_id=one.id, record=lost[one.id], now=now) for one in file.records
    ]
    return HandedIn(*(outcomes.count(outcome) for outcome in ("aside", "known", "unreadable")))


def rescue(*, actor: Actor, sender: Sender, record_id: UUID, record: Envelope | None, now: datetime) -> str:
    """
    Set aside one rescued record; answers ``aside``, ``known`` or ``unreadable``.

    ``record``: what it holds (``catalogue.rescued``). What we hold already from that person is not kept twice, and what
    may ask for a talk is heard at once: it is known then, whatever it says. Runs inside a transaction that has locked
    its group.
    """
    if record_id in catalogue.held(sender.account_id, [record_id]) or record_id in queries.known([record_id]):
        return "known"
    if record is None:
        return "unreadable"
    if catalogue.is_sealed(record.kind) and _heard(actor, sender, record, now):
        return "known"
    set_aside(actor=actor, sender=sender, record=record, why=problems.Rescued(), now=now)
    return "aside"


def _heard(actor: Actor, sender: Sender, record: Envelope, now: datetime) -> bool:
    """Whether a sealed record could be taken as it came."""
    arrival = Arrival(record.id, Origin(sender.account_id, sender.device_id, record.at, None), now)
    try:
        with transaction.atomic():
            catalogue.take(actor, kind=record.kind, version=record.v, body=record.body, arrival=arrival)
    except Problem:
        return False
    return True


def _lock(actor: Actor, aside: SetAside) -> None:
    """One decision each: two coordinators at once take their turns. Raises NotAllowed, AlreadyDecided."""
    policies.check_can_decide(actor, aside)
    SetAside.objects.select_for_update().get(pk=aside.pk)
    if Decision.objects.filter(set_aside=aside).exists():
        raise problems.AlreadyDecided


def _take(actor: Actor, aside: SetAside, body: dict[str, Any], now: datetime) -> None:
    origin = Origin(aside.account_id, aside.device_id, aside.claimed_at, aside.clock_gap)
    arrival = Arrival(aside.pk, origin, now)
    catalogue.take(actor, kind=aside.kind, version=aside.version, body=body, arrival=arrival)


def _decide(actor: Actor, aside: SetAside, what: What, reason: str, now: datetime) -> None:
    key = people.organisation_key(aside.organisation_id)
    seq = _write(actor, "set_aside.decide", (aside.pk, aside.organisation_id), now, {"what": what})
    Decision.objects.create(
        set_aside=aside,
        what=what,
        reason_sealed=sealing.seal(key, reason.encode(), aad=aside.pk.bytes) if reason else None,
        decided_by_id=actor.account_id,
        decided_at=now,
        seq=seq,
    )


def _write(actor: Actor, verb: str, aside: tuple[UUID, UUID], now: datetime, detail: Mapping[str, object]) -> int:
    """``aside``: the record's id and its organisation's."""
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="record",
        subject_id=aside[0],
        at=now,
        organisation_id=aside[1],
        detail=detail,
    )
