"""Taking one person's answers: scored, sealed, and what they ask of us raised."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.foundation.records import Standing
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions.groups import touch
from tuvurane.groups.models import Group
from tuvurane.measures import policies, problems, queries, scoring
from tuvurane.measures.actions.concerns import raise_concerns
from tuvurane.measures.codes import Arm, Entered
from tuvurane.measures.models import Response
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin
from tuvurane.people.scope import Actor


class Taken(NamedTuple):
    """A response as it stands, and whether this call made it (False: it had come before)."""

    response: Response
    new: bool


@transaction.atomic
def record_response(
    *,
    actor: Actor,
    response_id: UUID,
    participant_id: UUID,
    group_id: UUID,
    wave: str,
    instrument: str,
    version: str,
    language: str,
    answers: Mapping[str, int | None],
    administered_on: date,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
    arm: str = Arm.GROUP,
    entered: Entered = Entered.PHONE,
    seconds: int | None = None,
    not_asked: Collection[str] = (),
) -> Taken:
    """
    Take one person's answers, score them and seal them.

    Sent again with the same ``response_id`` and content it changes nothing and answers the first.
    A second report of the same person, wave and instrument stands beside the counted one, unless
    it ``supersedes`` it. ``version`` is the one that was asked, an older one too. ``origin``: where it comes
    from, when not from the actor now. ``not_asked``: screening items that were left out because nobody could
    have answered a yes. ``seconds``: how long the asking took. A screening item answered above 0 raises a
    concern, whatever the total. Locks the group. Raises IdAlreadyUsed, NoConsent, NotAMember, NotWaiting,
    NothingToSupersede, DateInFuture, AnswerOutOfRange and its kin, groups.GroupUnknown, NotAllowed.
    """
    origin = origin or Origin.at_the_door(actor)
    sent = Response(
        id=response_id,
        participant_id=participant_id,
        group_id=group_id,
        arm=arm,
        wave=wave,
        instrument=instrument,
        version=version,
        language=language,
        administered_on=administered_on,
        asked_by_id=origin.account_id,
        entered=entered,
        seconds=seconds,
        device_id=origin.device_id,
        supersedes_id=supersedes,
        claimed_at=origin.claimed_at,
        recorded_at=now,
    )
    _lock(group_id)
    known = Response.objects.filter(pk=response_id).first()
    if known is not None:
        return _again(known, sent, answers)
    sent.group = group_queries.group_for(actor, group_id)
    check_new(actor, sent, now)
    sent.by_leader = _by_leader(sent)
    score = fill(sent, answers, people.organisation_key(sent.group.organisation_id), not_asked)
    sent.seq = touch(actor, "responses.record", sent.group, now, _detail(sent))
    sent.standing = _make_room(sent)
    sent.save()
    raise_concerns(actor, sent, score.safeguarding, now)
    return Taken(sent, new=True)


def _lock(group_id: UUID) -> None:
    """Two reports of one wave, or one report twice at once, are taken one after the other."""
    Group.objects.select_for_update().filter(pk=group_id).first()


def _detail(response: Response) -> dict[str, object]:
    detail: dict[str, object] = {
        "response": str(response.pk),
        "participant": str(response.participant_id),
        "wave": response.wave,
        "instrument": response.instrument,
    }
    detail |= {"arm": response.arm} if response.arm != Arm.GROUP else {}
    return detail | ({"supersedes": str(response.supersedes_id)} if response.supersedes_id else {})


def _again(known: Response, sent: Response, answers: Mapping[str, int | None]) -> Taken:
    same = (
        "participant_id", "group_id", "arm", "wave", "instrument", "version", "language", "administered_on", "supersedes_id",
    )  # fmt: skip
    if any(getattr(known, name) != getattr(sent, name) for name in same) or _opened(known) != _whole(answers):
        raise problems.IdAlreadyUsed
    return Taken(known, new=False)


def _whole(answers: Mapping[str, int | None]) -> dict[str, int]:
    return {item: value for item, value in answers.items() if value is not None}


def _opened(response: Response) -> dict[str, int]:
    key = people.organisation_key(response.group.organisation_id)
    answers: dict[str, int | None] = json.loads(
        sealing.unseal(key, bytes(response.answers_sealed), aad=response.pk.bytes)
    )
    return _whole(answers)


def check_new(actor: Actor, response: Response, now: datetime) -> None:
    """
    Whether this person may be asked so, by this actor; for an unsaved response without answers.

    Raises NoConsent, NotAMember, NotWaiting, WaveUnknown, LanguageUnknown, DateInFuture, NotAllowed.
    """
    policies.check_can_record(actor, response.group)
    policies.check_wave_of(response.group, arm=response.arm, wave=response.wave)
    if response.language not in LANGUAGES:
        raise problems.LanguageUnknown(known=", ".join(LANGUAGES))
    # A phone's clock may be a year off: what it claims is kept and shown, never refused.
    if actor.kind != "device" and response.administered_on > now.date():
        raise problems.DateInFuture
    if response.participant_id not in group_queries.seats_of(response.group).values():
        raise problems.NotAMember
    policies.check_can_be_measured(response.participant_id)


def _by_leader(response: Response) -> bool | None:
    """Whether whoever asked leads the group; None where it is not known who asked."""
    if response.asked_by_id is None:
        return None
    leading = group_queries.facilitators_of_groups([response.group_id], ended=True)[response.group_id]
    return response.asked_by_id in {one.account_id for one in leading}


def fill(
    response: Response, answers: Mapping[str, int | None], key: sealing.Key, not_asked: Collection[str] = ()
) -> scoring.Score:
    """
    Score the answers by the version that was asked, and seal them into the row.

    Raises InstrumentUnknown, VersionUnknown, ItemUnknown, AnswerOutOfRange.
    """
    instrument = queries.instrument(response.instrument, response.version)
    score = scoring.score(instrument, answers, None, not_asked=not_asked)
    response.total, response.subscales, response.missing = score.total, dict(score.subscales), score.missing
    response.form = score.form
    plain = json.dumps({item: answers.get(item) for item in instrument.item_keys}, separators=(",", ":"))
    response.answers_sealed = sealing.seal(key, plain.encode(), aad=response.pk.bytes)
    return score


def _make_room(response: Response) -> Standing:
    """How the new response stands; the one that it corrects is set aside first."""
    if response.supersedes_id is not None:
        corrected = Response.objects.filter(pk=response.supersedes_id, group=response.group).first()
        if corrected is None or corrected.standing == Standing.SUPERSEDED:
            raise problems.NothingToSupersede
        corrected.restand(Standing.SUPERSEDED)
    counted = Response.objects.filter(
        participant_id=response.participant_id,
        arm=response.arm,
        wave=response.wave,
        instrument=response.instrument,
        standing=Standing.COUNTED,
    )
    return Standing.BESIDE if counted.exists() else Standing.COUNTED
