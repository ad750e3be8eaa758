"""The way of a request: received, acknowledged, answered, told to the person; and the end of its words."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.groups import policies as group_policies
from tuvurane.groups.models import Participant
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.rights import policies, problems
from tuvurane.rights.codes import NEEDS_REASON, Channel, Outcome, RequestKind
from tuvurane.rights.models import Request
from tuvurane.rights.queries.held import Holdings, holdings_of
from tuvurane.rights.queries.requests import Words, key_of


@transaction.atomic
def receive_request(
    *,
    actor: Actor,
    request_id: UUID,
    organisation_id: UUID,
    place: Place,
    participant: Participant | None,
    kind: RequestKind,
    channel: Channel,
    language: str,
    received_on: date,
    words: Words,
    now: datetime,
) -> Request:
    """
    Write down what somebody asks of us; its clock runs from ``received_on``.

    Without ``participant`` the words say who they are. Sent again with the same id it answers the first. Raises
    IdAlreadyUsed, WordsMissing, WhoMissing, DayAhead, NotAllowed.
    """
    scope.check_reaches(actor, Verb.RIGHTS_ANSWER, organisation_id=organisation_id, place_path=place.path)
    if participant is not None and participant.organisation_id != organisation_id:
        raise problems.WhoMissing
    if not words.asked.strip():
        raise problems.WordsMissing
    if participant is None and not words.who.strip():
        raise problems.WhoMissing
    if received_on > people.today_in(organisation_id, now):
        raise problems.DayAhead
    known = Request.objects.filter(pk=request_id).first()
    if known is not None:
        return _again(known, organisation_id, participant, kind)
    key = sealing.new_key()
    request = Request(
        id=request_id,
        organisation_id=organisation_id,
        place=place,
        participant=participant,
        kind=kind,
        channel=channel,
        language=language,
        received_on=received_on,
        recorded_by_id=actor.account_id,
        recorded_at=now,
        key_wrapped=sealing.seal(people.organisation_key(organisation_id), key, aad=request_id.bytes),
        asked_sealed=_sealed(key, request_id, words.asked, words.who if participant is None else ""),
    )
    request.save(force_insert=True)
    _note(actor, request, "rights.receive", now, kind=kind, channel=channel)
    return request


def _again(known: Request, organisation_id: UUID, participant: Participant | None, kind: RequestKind) -> Request:
    person_id = participant.pk if participant else None
    if (known.organisation_id, known.participant_id, known.kind) != (organisation_id, person_id, kind):
        raise problems.IdAlreadyUsed
    return known


@transaction.atomic
def settle_who(*, actor: Actor, request: Request, participant: Participant, now: datetime) -> Request:
    """Say which participant somebody is whom we did not know when they asked. Raises AlreadyKnown, NotAllowed."""
    locked = _locked(actor, request)
    if locked.participant_id is not None:
        raise problems.AlreadyKnown
    if participant.organisation_id != locked.organisation_id:
        raise problems.WhoMissing
    locked.participant = participant
    locked.save(update_fields=["participant"])
    _note(actor, locked, "rights.settle_who", now)
    return locked


@transaction.atomic
def acknowledge(*, actor: Actor, request: Request, on: date, now: datetime) -> Request:
    """Note that the person was told that we have their request. Raises AlreadyAcknowledged, DayOutOfOrder, NotAllowed."""
    locked = _locked(actor, request)
    if locked.acknowledged_on is not None or locked.told_on is not None:
        raise problems.AlreadyAcknowledged
    policies.check_day(locked, on, today=_today(locked, now))
    locked.acknowledged_on, locked.acknowledged_by_id = on, actor.account_id
    locked.save(update_fields=["acknowledged_on", "acknowledged_by"])
    _note(actor, locked, "rights.acknowledge", now)
    return locked


@transaction.atomic
def answer_request(
    *, actor: Actor, request: Request, outcome: Outcome, answer: str, on: date, now: datetime, reason: str = ""
) -> Request:
    """
    Write the answer down; until it is told the clock runs on. Partly or not at all says why (``reason``).

    Before it is told it may be written anew. Raises WordsMissing, ReasonMissing, AlreadyClosed, DayOutOfOrder, NotAllowed.
    """
    locked = _locked(actor, request)
    if locked.told_on is not None:
        raise problems.AlreadyClosed
    if not answer.strip():
        raise problems.WordsMissing
    if outcome in NEEDS_REASON and not reason.strip():
        raise problems.ReasonMissing
    policies.check_day(locked, on, today=_today(locked, now))
    locked.outcome, locked.answered_on, locked.answered_by_id = outcome, on, actor.account_id
    locked.answer_sealed = _sealed(key_of(locked), locked.pk, answer, reason)
    locked.save(update_fields=["outcome", "answered_on", "answered_by", "answer_sealed"])
    _note(actor, locked, "rights.answer", now, outcome=outcome)
    return locked


@transaction.atomic
def tell(*, actor: Actor, request: Request, on: date, now: datetime) -> Request:
    """Note that the person has heard the answer: the request is closed. Raises NotAnswered, AlreadyClosed, DayOutOfOrder."""
    locked = _locked(actor, request)
    if locked.told_on is not None:
        raise problems.AlreadyClosed
    if locked.answered_on is None:
        raise problems.NotAnswered
    policies.check_day(locked, on, today=_today(locked, now), since=locked.answered_on)
    locked.told_on, locked.told_by_id = on, actor.account_id
    locked.save(update_fields=["told_on", "told_by"])
    _note(actor, locked, "rights.tell", now)
    return locked


@transaction.atomic
def tell_of_care(*, actor: Actor, request: Request, on: date, now: datetime) -> Request:
    """
    Note that the safeguarding person has spoken with whoever asked for access about their own room.

    The same mark whether or not that room holds something: nobody can read it from here. Noted again it changes
    nothing. Raises OnlyForAccess, DayOutOfOrder, NotAllowed.
    """
    policies.check(actor, Verb.CARE_ACT, request)
    locked = Request.objects.select_for_update().select_related("place").get(pk=request.pk)
    if locked.kind != RequestKind.ACCESS:
        raise problems.OnlyForAccess
    policies.check_day(locked, on, today=_today(locked, now))
    if locked.care_told_on is None:
        locked.care_told_on, locked.care_told_by_id = on, actor.account_id
        locked.save(update_fields=["care_told_on", "care_told_by"])
        _note(actor, locked, "rights.tell_of_care", now)
    return locked


@transaction.atomic
def open_holdings(*, actor: Actor, request: Request, on: date, now: datetime) -> Holdings:
    """
    Open everything that we hold of whoever asked to know, for whoever answers; every opening is in the journal.

    Raises OnlyForAccess, WhoMissing while it is not settled who asked, groups.ParticipantErased, NotAllowed.
    """
    policies.check(actor, Verb.RIGHTS_ANSWER, request)
    if request.kind != RequestKind.ACCESS:
        raise problems.OnlyForAccess
    if request.participant is None:
        raise problems.WhoMissing
    group_policies.check_not_erased(request.participant.pk)
    held = holdings_of(request.participant, on=on)
    _note(actor, request, "rights.open_holdings", now)
    return held


@transaction.atomic
def forget_words(*, actor: Actor, requests: Iterable[Request], now: datetime) -> int:
    """
    Destroy the key and the words of requests whose time is over; the rows stay as proof. Answers how many.

    For the end of the time they are kept, and for somebody who is erased; whoever calls has checked that.
    """
    gone = 0
    for request in requests:
        if request.words_gone_at is not None:
            continue
        request.key_wrapped, request.asked_sealed, request.answer_sealed = b"", b"", b""
        request.words_gone_at = now
        request.save(update_fields=["key_wrapped", "asked_sealed", "answer_sealed", "words_gone_at"])
        _note(actor, request, "rights.forget_words", now)
        gone += 1
    return gone


def _locked(actor: Actor, request: Request) -> Request:
    policies.check(actor, Verb.RIGHTS_ANSWER, request)
    return Request.objects.select_for_update().select_related("place").get(pk=request.pk)


def _today(request: Request, now: datetime) -> date:
    return people.today_in(request.organisation_id, now)


def _sealed(key: bytes, request_id: UUID, first: str, second: str) -> bytes:
    return sealing.seal(key, json.dumps([first.strip(), second.strip()]).encode(), aad=request_id.bytes)


def _note(actor: Actor, request: Request, verb: str, now: datetime, **detail: object) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="request",
        subject_id=request.pk,
        at=now,
        organisation_id=request.organisation_id,
        detail=detail,
    )
