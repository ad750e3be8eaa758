"""Coding: loading a codebook, opening a round, reading blind, talking over what differs, closing, reading again."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.stories import problems
from tuvurane.stories.codes import Outcome
from tuvurane.stories.models import Assignment, CodebookPack, CodingRound, Reading, Resolution, Story
from tuvurane.stories.queries.coding import (
    agreed_in,
    codable,
    codebook,
    coders_at,
    limits,
    readings_of,
    round_page,
)
from tuvurane.stories.queries.standing import texts_of
from tuvurane.stories.queries.texts import story_key
from tuvurane.stories.rules.agreement import double_coded
from tuvurane.stories.rules.codebooks import read_pack, shipped
from tuvurane.stories.rules.coding import assign, outcome
from tuvurane.stories.thresholds import threshold

FEWEST_CODERS = 2
REASON_SIGNS = 2_000


@transaction.atomic
def load_codebook(*, actor: Actor, data: Any, now: datetime) -> CodebookPack:
    """
    Keep a codebook with its licence and permission. The same pack again answers the first.

    Readings lean on a pack for ever, so one that stands is never replaced: other words are another version. A partner
    may bring a new version of ours. Raises CodebookFaulty, CodebookTaken, NotAllowed.
    """
    scope.check_has(actor, Verb.INSTRUMENTS_MANAGE)
    book = read_pack(data)
    known = CodebookPack.objects.filter(name=book.name, version=book.version).first()
    if known is not None and known.definition == data:
        return known
    if known is not None or (book.name, book.version) in shipped():
        raise problems.CodebookTaken(name=book.name, version=book.version)
    journal.write(
        actor=actor,
        verb="codebooks.load",
        subject_kind="codebook",
        subject_id=f"{book.name} {book.version}",
        at=now,
        detail={"licence": book.licence, "permission": book.permission},
    )
    return CodebookPack.objects.create(
        name=book.name,
        version=book.version,
        licence=book.licence,
        permission_ref=book.permission,
        definition=data,
        loaded_at=now,
    )


@transaction.atomic
def open_round(
    *,
    actor: Actor,
    round_id: UUID,
    organisation_id: UUID,
    place: Place,
    book: tuple[str, str],
    coder_ids: Sequence[UUID],
    seed: int,
    now: datetime,
    again: CodingRound | None = None,
) -> CodingRound:
    """
    Begin to read the stories of a place for one version of a codebook. The same id again answers the first.

    A share of the stories, and never fewer than a number, is drawn for two coders (``thresholds.json``); ``seed`` draws.
    ``again``: the round that came out too low, read anew by another version. Raises CodersTooFew, CoderUnknown,
    NothingToCode, CodebookUnknown, NotToRecode, SameCodebook, NotAllowed.
    """
    scope.check_reaches(actor, Verb.STORIES_CODE, organisation_id=organisation_id, place_path=place.path)
    known = CodingRound.objects.filter(pk=round_id, organisation=organisation_id).first()
    if known is not None:
        return known
    found = codebook(*book)
    _check_again(again, book)
    today = people.today_in(organisation_id, now)
    coders = sorted(set(coder_ids))
    if len(coders) < FEWEST_CODERS:
        raise problems.CodersTooFew(least=FEWEST_CODERS)
    if not set(coders) <= {account.pk for account in coders_at(organisation_id, place, on=today)}:
        raise problems.CoderUnknown
    stories = codable(organisation_id, place, on=today)
    if not stories:
        raise problems.NothingToCode
    opened = CodingRound.objects.create(
        id=round_id,
        organisation_id=organisation_id,
        place=place,
        codebook=found.name,
        codebook_version=found.version,
        again=again,
        seed=seed,
        opened_by_id=actor.account_id,
        opened_at=now,
    )
    _assign(opened, stories, coders)
    _write(actor, "coding.open", opened, now, stories=len(stories), codebook=f"{found.name} {found.version}")
    return opened


@transaction.atomic
def read(*, actor: Actor, assignment: Assignment, codes: Iterable[str], now: datetime) -> Reading:
    """
    Note which codes somebody found in their story; none says that none fits. It is never changed afterwards.

    The same codes again answer the first. Raises RoundClosed, CodeUnknown, ReadAlready, NotAllowed, and RoundUnknown
    where it is somebody else's to read.
    """
    round_ = _held(actor, assignment.round)
    if assignment.coder_id != actor.account_id:
        raise problems.RoundUnknown
    found = _known(round_, codes)
    known = Reading.objects.filter(assignment=assignment).first()
    if known is not None:
        if known.codes != found:
            raise problems.ReadAlready
        return known
    _check_open(round_)
    _write(actor, "coding.read", round_, now, assignment=str(assignment.pk))
    reading = Reading(assignment=assignment, codes=found, read_at=now)
    reading.save()
    return reading


@transaction.atomic
def resolve(
    *,
    actor: Actor,
    resolution_id: UUID,
    round_: CodingRound,
    story: Story,
    codes: Iterable[str],
    reason: str,
    now: datetime,
) -> Resolution:
    """
    Note what two readers came to by talking, and why. Their readings stay as they were.

    Only once everything that two read was read, so that nobody learns of another's reading before their own. Raises
    StillBlind, NotDiffering, WhyMissing, ReasonTooLong, CodeUnknown, NotAllowed.
    """
    round_ = _held(actor, round_)
    today = people.today_in(round_.organisation_id, now)
    _check_seen(round_, round_page(round_, on=today).blind)
    said = readings_of(round_, on=today).get(story.pk, {})
    settled = round_.resolutions.filter(story=story).exists()
    if settled or len(set(said.values())) < FEWEST_CODERS:
        raise problems.NotDiffering
    reason = reason.strip()
    if not reason:
        raise problems.WhyMissing
    if len(reason) > REASON_SIGNS:
        raise problems.ReasonTooLong(limit=REASON_SIGNS)
    resolution = Resolution(
        id=resolution_id,
        round=round_,
        story=story,
        codes=_known(round_, codes),
        reason_sealed=sealing.seal(story_key(story), reason.encode(), aad=resolution_id.bytes),
        resolved_by_id=actor.account_id,
        resolved_at=now,
    )
    _write(actor, "coding.resolve", round_, now, story=str(story.pk))
    resolution.save()
    return resolution


@transaction.atomic
def close_round(*, actor: Actor, round_: CodingRound, now: datetime) -> CodingRound:
    """
    Close a round and say what its agreement allows: firm or tentative conclusions, or another reading.

    Raises RoundClosed, StillBlind while somebody has not read what two are to read, NotAllowed.
    """
    round_ = _held(actor, round_)
    _check_open(round_)
    today = people.today_in(round_.organisation_id, now)
    _check_seen(round_, round_page(round_, on=today).blind)
    agreed = agreed_in(round_, on=today)
    round_.outcome = outcome(agreed.alpha, agreed.codes, limits())
    round_.closed_at, round_.closed_by_id = now, actor.account_id
    round_.save(update_fields=["outcome", "closed_at", "closed_by"])
    _write(actor, "coding.close", round_, now, outcome=round_.outcome)
    return round_


def _assign(opened: CodingRound, stories: Sequence[Story], coders: Sequence[UUID]) -> None:
    drawn = random.Random(opened.seed)  # noqa: S311 - who reads what must come out the same again, not be secret
    twice = double_coded(
        len(stories), share=threshold("double_share").value / 100, least=round(threshold("double_least").value)
    )
    numbers = texts_of([story.pk for story in stories])
    Assignment.objects.bulk_create(
        Assignment(
            id=uuid5(opened.pk, f"{one.story} {one.coder}"),  # drawn again, it is the same
            round=opened,
            story_id=one.story,
            version=numbers[one.story].version,
            coder_id=one.coder,
            place_in_round=one.place,
        )
        for one in assign([story.pk for story in stories], coders, twice=twice, drawn=drawn)
    )


def _check_again(again: CodingRound | None, book: tuple[str, str]) -> None:
    if again is None:
        return
    if again.outcome != Outcome.RECODE or CodingRound.objects.filter(again=again).exists():
        raise problems.NotToRecode
    if (again.codebook, again.codebook_version) == book:
        raise problems.SameCodebook(version=again.codebook_version)


def _known(round_: CodingRound, codes: Iterable[str]) -> list[str]:
    """Codes of the round's codebook, each once, in order. Raises CodeUnknown."""
    found = sorted(set(codes))
    if not set(found) <= codebook(round_.codebook, round_.codebook_version).known:
        raise problems.CodeUnknown
    return found


def _check_open(round_: CodingRound) -> None:
    if round_.closed_at is not None:
        raise problems.RoundClosed


def _check_seen(round_: CodingRound, blind: int) -> None:
    if blind and round_.closed_at is None:
        raise problems.StillBlind(n=blind)


def _held(actor: Actor, round_: CodingRound) -> CodingRound:
    """The round under a lock. Raises NotAllowed."""
    place_path = round_.place.path
    scope.check_reaches(actor, Verb.STORIES_CODE, organisation_id=round_.organisation_id, place_path=place_path)
    return CodingRound.objects.select_for_update().get(pk=round_.pk)


def _write(actor: Actor, verb: str, round_: CodingRound, now: datetime, **detail: object) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="coding_round",
        subject_id=round_.pk,
        at=now,
        organisation_id=round_.organisation_id,
        detail=detail,
    )
