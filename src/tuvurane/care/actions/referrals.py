"""Sending somebody to a service, with what they agreed to tell there, and writing down what came of it."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.log import note
from tuvurane.care.codes import UNDER_18, WHY, Basis, Deed, Mode, Priority, Released, Stage, Why
from tuvurane.care.models import Concern, Referral, ReferralStep, Service
from tuvurane.care.queries import referrals as reading
from tuvurane.care.queries.referrals import ReferralWords
from tuvurane.care.rules import referral_way
from tuvurane.foundation import sealing
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.scope import Actor

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    By what right something is told to a service, and exactly what.

    By consent: ``by``, ``on`` and ``language`` say how it was given. In an emergency these are empty, and the reason
    stands among the words.
    """

    basis: Basis
    scope: frozenset[Released]
    by: ConsentGivenBy | None = None
    on: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class StepContent:
    """One entry: what happened on which day; ``why`` and ``appointment`` where the stage has one."""

    what: Stage
    on: date
    why: Why | None = None
    appointment: datetime | None = None
    words: str = ""


def case_code(referral_id: UUID) -> str:
    """What a service knows the person by: six signs from the random end of the id, without those that look alike."""
    rest, signs = referral_id.int, ""
    for _ in range(reading.CODE_SIGNS):
        rest, sign = divmod(rest, len(SIGNS))
        signs += SIGNS[sign]
    return f"R-{signs}"


@transaction.atomic
def make_referral(
    *,
    actor: Actor,
    referral_id: UUID,
    concern: Concern,
    service: Service,
    priority: Priority,
    mode: Mode,
    agreement: Agreement,
    words: ReferralWords,
    now: datetime,
    corrects: Referral | None = None,
) -> Referral:
    """
    Write a referral of the person of a concern to a service.

    A name that is not released is not kept. ``corrects``: a referral of the same concern that was written wrongly; this
    one stands in its place. Raises
    ConsentIncomplete, EmergencyNeedsReason, CaregiverUnsaid, ServiceUnknown, ServiceEnded, StepNotPossible for a
    correction of a referral that is closed or withdrawn, DateInTheFuture, NotAllowed.
    """
    policies.check_can_act(actor, concern)
    _check_service(service, concern)
    _check_agreement(agreement, words, people.today_in(concern.organisation_id, now))
    if words.age in UNDER_18 and not words.informed:
        raise problems.CaregiverUnsaid
    if corrects is not None:
        _check_correctable(corrects, concern)
    if Released.NAME not in agreement.scope:
        words = replace(words, name="")
    key = sealing.new_key()
    ring = people.organisation_key(concern.organisation_id, KeyPurpose.CARE)
    made = Referral.objects.create(
        id=referral_id,
        organisation_id=concern.organisation_id,
        concern=concern,
        service=service,
        code=case_code(referral_id),
        made_at=now,
        made_by_id=actor.account_id,
        priority=priority,
        mode=mode,
        basis=agreement.basis,
        consent_by=agreement.by or "",
        consent_on=agreement.on,
        consent_language=agreement.language,
        scope=[item.value for item in Released if item in agreement.scope],
        words_sealed=seal_words(key, words, referral_id),
        key_wrapped=sealing.seal(ring, key, aad=referral_id.bytes),
        corrects=corrects,
    )
    note(actor.account_id, concern.organisation_id, Deed.REFER, now, concern=concern)
    return made


def _check_service(service: Service, concern: Concern) -> None:
    if service.organisation_id != concern.organisation_id:
        raise problems.ServiceUnknown
    if service.ended_on is not None:
        raise problems.ServiceEnded


def _check_agreement(agreement: Agreement, words: ReferralWords, today: date) -> None:
    said = (agreement.by, agreement.on, agreement.language)
    if agreement.basis is Basis.EMERGENCY:
        if not words.emergency.strip():
            raise problems.EmergencyNeedsReason
        if any(said):
            raise problems.ConsentIncomplete
        return
    if agreement.by is None or agreement.on is None or not agreement.language:
        raise problems.ConsentIncomplete
    if agreement.on > today:
        raise problems.DateInTheFuture


def _check_correctable(corrected: Referral, concern: Concern) -> None:
    locked = Referral.objects.select_for_update().get(pk=corrected.pk)
    done = {Stage.CLOSED, Stage.WITHDRAWN}
    if locked.concern_id != concern.pk or hasattr(locked, "corrected_by") or _state(locked) in done:
        raise problems.StepNotPossible


def _state(referral: Referral) -> Stage:
    return referral_way.state_of(reading.entries_of_way(referral, reading.steps_of(referral))).what


@transaction.atomic
def note_step(*, actor: Actor, referral: Referral, step_id: UUID, content: StepContent, now: datetime) -> ReferralStep:
    """
    Write down what happened to a referral.

    ``Stage.TAKEN_BACK`` takes the entry before back, as a mistake. Raises StepNotPossible, WhyUnknown,
    AppointmentUnsaid, NotFedBack, PersonNotTold, DateInTheFuture, NotAllowed.
    """
    policies.check_can_act(actor, referral.concern)
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    steps = reading.steps_of(locked)
    entries = reading.entries_of_way(locked, steps)
    _check_step(locked, entries, content, people.today_in(locked.organisation_id, now))
    back = referral_way.last_to_take_back(entries) if content.what is Stage.TAKEN_BACK else None
    made = ReferralStep.objects.create(
        id=step_id,
        referral=locked,
        number=len(entries),
        what=content.what,
        at=now,
        on=content.on,
        by_id=actor.account_id,
        why=content.why or "",
        appointment=content.appointment if content.what is Stage.APPOINTMENT else None,
        words_sealed=seal_step(locked, content.words, step_id),
        corrects=None if back is None else steps[back - 1],
    )
    note(actor.account_id, locked.organisation_id, Deed.REFER, now, concern=referral.concern)
    return made


def _check_step(referral: Referral, entries: list[referral_way.Entry], content: StepContent, today: date) -> None:
    may = referral_way.may_follow(entries, Basis(referral.basis))
    if content.what not in may or hasattr(referral, "corrected_by"):
        raise problems.StepNotPossible
    if content.on > today:
        raise problems.DateInTheFuture
    reasons = WHY.get(content.what, ())
    if content.why not in (reasons or (None,)):
        raise problems.WhyUnknown
    if content.what is Stage.APPOINTMENT and content.appointment is None:
        raise problems.AppointmentUnsaid
    if content.what is Stage.CLOSED:
        _check_closing(referral, entries, content.why)


def _check_closing(referral: Referral, entries: list[referral_way.Entry], why: Why | None) -> None:
    """Received is closed only when the person was told what came of it; an emergency only when they know, or never can."""
    if why is Why.RECEIVED and referral_way.state_of(entries).what is not Stage.FED_BACK:
        raise problems.NotFedBack
    unreachable = {Why.NOT_REACHED, Why.MOVED_AWAY, Why.MISTAKE}
    if Basis(referral.basis) is Basis.EMERGENCY and not referral_way.person_told(entries) and why not in unreachable:
        raise problems.PersonNotTold


def seal_words(key: bytes, words: ReferralWords, referral_id: UUID) -> bytes:
    """What is known of the person, sealed under the referral's own key."""
    return sealing.seal(key, json.dumps(asdict(words)).encode(), aad=referral_id.bytes)


def seal_step(referral: Referral, words: str, step_id: UUID) -> bytes | None:
    """The words of an entry, sealed under the referral's own key; None where nothing was said. Raises ReferralErased."""
    if not words.strip():
        return None
    key = reading.key_of(referral)
    if key is None:
        raise problems.ReferralErased
    return sealing.seal(key, words.strip().encode(), aad=step_id.bytes)


def note_printed(*, actor: Actor, referral: Referral, now: datetime) -> None:
    """
    Note that the form of a referral was printed: a copy that leaves the house.

    Raises ConsentWithdrawn, StepNotPossible for one that is closed or was corrected, ReferralErased, NotAllowed.
    """
    policies.check_can_act(actor, referral.concern)
    state = _state(referral)
    if state is Stage.WITHDRAWN:
        raise problems.ConsentWithdrawn
    if state is Stage.CLOSED or hasattr(referral, "corrected_by"):
        raise problems.StepNotPossible
    if not referral.key_wrapped:
        raise problems.ReferralErased
    note(actor.account_id, referral.organisation_id, Deed.REFER, now, concern=referral.concern, did="printed")
