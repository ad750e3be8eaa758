"""Harm that somebody told of: received with the minimum, taken, handed to a qualified service, closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.looks import check_chosen
from tuvurane.care.codes import IntakeDeed, IntakeEnd, IntakeKind
from tuvurane.care.models import Intake, IntakeEntry, IntakeNamed, Service
from tuvurane.care.queries.intakes import SENTENCE_SIGNS, intake_for
from tuvurane.foundation import sealing
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place

REACH_SIGNS = 120


@dataclass(frozen=True, slots=True)
class IntakeContent:
    """
    What somebody told.

    ``sentence``: one short line, may be empty. ``reach``: one safe way to reach whoever told it, may be empty.
    ``named``: the accounts of whoever is named.
    """

    kind: IntakeKind
    place: Place
    told_on: date
    danger_now: bool
    sentence: str = ""
    reach: str = ""
    named: Collection[UUID] = ()


@transaction.atomic
def receive_intake(*, actor: Actor, intake_id: UUID, content: IntakeContent, now: datetime) -> Intake:
    """
    Receive an intake of harm for the actor's own organisation. Sent again with the same id it changes nothing.

    A place smaller than a commune is kept as its commune. It is never routed to nobody: raises IntakeNobodyLeft where
    everybody who could take it is named, and stores nothing. Raises IntakeTooLong, IntakeDayToCome, NotAllowed for
    whoever belongs to no organisation. Writes this room's log alone.
    """
    house = actor.organisation_id
    if house is None or actor.kind == "device":
        raise people_problems.NotAllowed(verb="intake.receive")
    known = Intake.objects.filter(pk=intake_id).first()
    if known is not None:
        return known
    _check(content, people.today_in(house, now))
    area = places.commune_or_larger(content.place)
    made = Intake(
        id=intake_id,
        organisation_id=house,
        place=area,
        kind=content.kind,
        danger_now=content.danger_now,
        told_on=content.told_on,
        received_at=now,
        received_by_id=actor.account_id,
    )
    seal_words(made, content.sentence, content.reach)
    made.save(force_insert=True)
    for account_id in sorted(set(content.named)):
        IntakeNamed.objects.create(intake=made, account_id=account_id)
    if not policies.who_takes(made, people.today_in(house, now)).exists():
        raise problems.IntakeNobodyLeft
    _note(made, actor, IntakeDeed.RECEIVE, now)
    return made


def _check(content: IntakeContent, today: date) -> None:
    for text, most in ((content.sentence, SENTENCE_SIGNS), (content.reach, REACH_SIGNS)):
        if len(text) > most:
            raise problems.IntakeTooLong(most=most)
    if content.told_on > today:
        raise problems.IntakeDayToCome


def seal_words(made: Intake, sentence: str, reach: str) -> None:
    """Seal what was said under a new key of the intake's own; it is not saved yet."""
    key, aad = sealing.new_key(), made.pk.bytes
    made.key_wrapped = sealing.seal(policies.care_key(made.organisation_id), key, aad=aad)
    for column, text in (("sentence_sealed", sentence), ("reach_sealed", reach)):
        if text.strip():
            setattr(made, column, sealing.seal(key, text.strip().encode(), aad=aad))


def look_at_intake(*, actor: Actor, intake: Intake, why: str, now: datetime) -> None:
    """Note that somebody looked at an intake, and why. Raises ReasonMissing."""
    check_chosen(why)
    _note(intake, actor, IntakeDeed.LOOK, now, why)


@transaction.atomic
def take_intake(*, actor: Actor, intake: Intake, now: datetime) -> Intake:
    """Take an intake: the actor sees to it that a qualified service gets it. Raises IntakeUnknown, IntakeDone."""
    locked = _locked(actor, intake, now)
    if locked.taken_at is None:
        _change(locked, actor, IntakeDeed.TAKE, now, taken_at=now, taken_by_id=actor.account_id)
    return locked


@transaction.atomic
def hand_intake(*, actor: Actor, intake: Intake, service: Service | None, now: datetime) -> Intake:
    """
    Note that a qualified service has it; None where it is none of the listed ones.

    Raises IntakeNotTaken before anybody took it, IntakeUnknown, IntakeDone.
    """
    locked = _locked(actor, intake, now)
    if locked.taken_at is None:
        raise problems.IntakeNotTaken
    _change(locked, actor, IntakeDeed.HAND, now, handed_at=now, handed_to_id=service.pk if service else None)
    return locked


@transaction.atomic
def close_intake(*, actor: Actor, intake: Intake, why: IntakeEnd, now: datetime) -> Intake:
    """Close an intake for a reason. Raises IntakeNotTaken before anybody took it, IntakeUnknown, IntakeDone."""
    locked = _locked(actor, intake, now)
    if locked.taken_at is None:
        raise problems.IntakeNotTaken
    _change(locked, actor, IntakeDeed.CLOSE, now, closed_at=now, closed_why=why)
    return locked


@transaction.atomic
def name_in_intake(*, actor: Actor, intake: Intake, named: Collection[UUID], now: datetime) -> Intake:
    """
    Add who is named: from now on the intake does not exist for them.

    Raises IntakeNobodyLeft where nobody would remain who may take it, IntakeUnknown, IntakeDone.
    """
    locked = _locked(actor, intake, now)
    known = set(locked.named.values_list("account_id", flat=True))
    for account_id in sorted(set(named) - known):
        IntakeNamed.objects.create(intake=locked, account_id=account_id)
    if not policies.who_takes(locked, people.today_in(locked.organisation_id, now)).exists():
        raise problems.IntakeNobodyLeft
    _note(locked, actor, IntakeDeed.NAME, now)
    return locked


def _locked(actor: Actor, intake: Intake, now: datetime) -> Intake:
    """The intake, locked, for somebody who may act on it. Raises IntakeUnknown, IntakeDone."""
    if actor.account_id is None:
        raise people_problems.NotAllowed(verb="intake.take")
    intake_for(actor, intake.pk, on=people.today_in(intake.organisation_id, now))
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if locked.closed_at is not None:
        raise problems.IntakeDone
    return locked


def _change(intake: Intake, actor: Actor, deed: IntakeDeed, now: datetime, **columns: object) -> None:
    for column, value in columns.items():
        setattr(intake, column, value)
    intake.save(update_fields=list(columns))
    _note(intake, actor, deed, now)


def _note(intake: Intake, actor: Actor, what: IntakeDeed, now: datetime, why: str = "") -> None:
    IntakeEntry.objects.create(intake=intake, at=now, by_id=actor.account_id, what=what, why=why)
