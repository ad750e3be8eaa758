"""Ratings: what a rater saw somebody do. Never edited; their rater may supersede one by another."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.foundation.records import Standing, same
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin, from_phone, sign
from tuvurane.people.models import Account
from tuvurane.people.problems import NotAllowed
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies, problems, queries
from tuvurane.training.actions.gate import hold, renew_gates
from tuvurane.training.codes import Enrolment, Occasion
from tuvurane.training.models import Facilitator, Rating, Trainee
from tuvurane.training.rules.levels import HARM, levels_of

NOTE_SIGNS = 2_000
DAY_SECONDS = 86_400
SESSIONS = range(1, 16)
OF_A_COURSE = frozenset({Occasion.COURSE_START, Occasion.COURSE_END})
TOOK_PART = (Enrolment.ENROLLED, Enrolment.COMPLETED, Enrolment.NOT_COMPLETED)


@dataclass(frozen=True, slots=True)
class RatingContent:
    """
    What a rating says: the behaviours seen, by competence, and on what occasion.

    A rating at the start or end of a course names the course, one in a group the session's number.
    ``rater_id`` is only for the system, which is nobody: elsewhere the rater is who reports.
    """

    facilitator_id: UUID
    on: date
    occasion: Occasion
    rubric: str
    rubric_version: str
    ticks: Mapping[str, Sequence[str]]
    course_id: UUID | None = None
    session_number: int | None = None
    note: str = ""
    rater_id: UUID | None = None


class RatingTaken(NamedTuple):
    """A rating as it stands, and whether this call made it (False: it had come before)."""

    rating: Rating
    new: bool


@transaction.atomic
def record_rating(
    *,
    actor: Actor,
    rating_id: UUID,
    content: RatingContent,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> RatingTaken:
    """
    Take what one rater saw of one person on one occasion; it moves the gate if the rater was certified then.

    Sent again with the same id and content it changes nothing and answers the first. ``supersedes``
    names a rating of the same person by the same rater that this one corrects; a correction of one
    that counts counts too, whatever became of the rater's certificate. Locks the person. Raises
    FacilitatorUnknown, RatesOneself, RaterUnknown, RubricUnknown, CompetenceUnknown, BehaviourUnknown,
    NothingSeen, DateInTheFuture, OccasionUnclear, NotInTheCourse, NoteTooLong, RatedAlready,
    NothingToSupersede, IdAlreadyUsed, NotAllowed.
    """
    facilitator = hold(Facilitator.objects.filter(pk=content.facilitator_id)).first()
    if facilitator is None:
        raise problems.FacilitatorUnknown
    origin = origin or Origin.at_the_door(actor)
    rater_id = _rater(actor, origin, content)
    fingerprint = fingerprint_of(content, rater_id, supersedes)
    known = Rating.objects.filter(pk=rating_id).first()
    if known is not None:
        if not same(known.fingerprint, fingerprint):
            raise problems.IdAlreadyUsed
        return RatingTaken(known, new=False)
    _check(actor, facilitator, rater_id, content, now, by_phone=from_phone(actor, origin))
    rating = rating_row(rating_id=rating_id, content=content, rater_id=rater_id, house=facilitator.organisation_id)
    rating.fingerprint = fingerprint
    corrected = _corrected(rating, supersedes)
    sign(rating, origin, now)
    received = people.today_in(facilitator.organisation_id, now)
    rating.on = min(rating.on, received)  # no day lies ahead, whatever a phone's clock says
    rating.counts = (corrected is not None and corrected.counts) or _counts(rating, received)
    _check_rated_once(rating, corrected)
    rating.seq = _journal(actor, facilitator, rating, corrected, now)
    _save(rating, corrected)
    renew_gates([facilitator.pk])
    return RatingTaken(rating, new=True)


def fingerprint_of(content: RatingContent, rater_id: UUID, supersedes: UUID | None) -> str:
    """What a rating says, as a SHA-256 in hex: two sendings of one rating have the same."""
    plain = [
        content.facilitator_id, rater_id, content.on, content.occasion, content.course_id, content.session_number,
        content.rubric, content.rubric_version, sorted(_ticked(content.ticks).items()), content.note, supersedes,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(plain, default=str).encode()).hexdigest()


def rating_row(*, rating_id: UUID, content: RatingContent, rater_id: UUID, house: UUID) -> Rating:
    """
    The unsaved row of a rating, its levels drawn from its ticks; who sent it, and whether it counts, is not filled.

    ``house`` is the organisation under whose key the note is sealed. Raises RubricUnknown,
    CompetenceUnknown, BehaviourUnknown, NothingSeen.
    """
    ticks = _ticked(content.ticks)
    levels = levels_of(ticks, queries.rubric(content.rubric, content.rubric_version))
    if not levels:
        raise problems.NothingSeen
    note = content.note.strip()
    return Rating(
        id=rating_id,
        facilitator_id=content.facilitator_id,
        rater_id=rater_id,
        on=content.on,
        occasion=content.occasion,
        course_id=content.course_id,
        session_number=content.session_number,
        rubric=content.rubric,
        rubric_version=content.rubric_version,
        ticks=ticks,
        levels=levels,
        harm=HARM in levels.values(),
        note_sealed=sealing.seal(people.organisation_key(house), note.encode(), aad=rating_id.bytes) if note else None,
    )


def _ticked(ticks: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The same ticks always written the same way: in order, each once, without what was not seen."""
    return {competence: sorted(set(ticked)) for competence, ticked in sorted(ticks.items()) if ticked}


def _rater(actor: Actor, origin: Origin, content: RatingContent) -> UUID:
    """Who saw it: the account that reports, or for the system the one it names. Raises RaterUnknown."""
    rater_id = origin.account_id or (content.rater_id if actor.kind == "system" else None)
    if rater_id is None:
        raise problems.RaterUnknown
    return rater_id


def _check(
    actor: Actor, facilitator: Facilitator, rater_id: UUID, content: RatingContent, now: datetime, *, by_phone: bool
) -> None:
    """Everything about a rating that is judged without its ticks."""
    if rater_id == facilitator.pk:
        raise problems.RatesOneself
    _check_may(actor, facilitator, rater_id)
    if not Account.objects.filter(pk=rater_id, organisation=facilitator.organisation_id).exists():
        raise problems.RaterUnknown
    # A phone's clock may be a year off: what it claims is kept and shown, never refused.
    if not by_phone and content.on > people.today_in(facilitator.organisation_id, now):
        raise problems.DateInTheFuture(on=content.on)
    if len(content.note) > NOTE_SIGNS:
        raise problems.NoteTooLong(most=NOTE_SIGNS)
    _check_occasion(facilitator, content)


def _check_may(actor: Actor, facilitator: Facilitator, rater_id: UUID) -> None:
    """
    Raise NotAllowed unless the actor may bring a rating of this person.

    Those who rate bring their own. The office brings what the phone of somebody else recorded, and only
    of somebody who rates, or once did, where the person is.
    """
    if actor.kind == "system":
        return
    if rater_id == actor.account_id:
        policies.check(actor, Verb.COMPETENCE_RATE, facilitator)
        return
    if not people.once_could(rater_id, Verb.COMPETENCE_RATE, facilitator.place.path):
        raise NotAllowed(verb=Verb.COMPETENCE_RATE)
    policies.check(actor, Verb.SUPERVISION_MANAGE, facilitator)


def _check_occasion(facilitator: Facilitator, content: RatingContent) -> None:
    """A course or a session is named where the occasion is one, and nowhere else."""
    if content.occasion not in list(Occasion):
        raise problems.OccasionUnclear
    of_a_course, in_a_group = content.occasion in OF_A_COURSE, content.occasion == Occasion.IN_GROUP
    if of_a_course != (content.course_id is not None) or in_a_group != (content.session_number is not None):
        raise problems.OccasionUnclear
    if content.session_number is not None and content.session_number not in SESSIONS:
        raise problems.OccasionUnclear
    if of_a_course:
        there = Trainee.objects.filter(course=content.course_id, facilitator=facilitator, status__in=TOOK_PART)
        if not there.filter(course__cancelled_on__isnull=True).exists():
            raise problems.NotInTheCourse(name=facilitator.account.name)


def _corrected(rating: Rating, supersedes: UUID | None) -> Rating | None:
    """
    The rating that this one takes the place of.

    Was the one that it names corrected already, then by the same rater: the last of those gives way,
    so that one observation never counts twice. Raises NothingToSupersede.
    """
    if supersedes is None:
        return None
    named = Rating.objects.filter(pk=supersedes, facilitator=rating.facilitator_id, rater=rating.rater_id).first()
    while named is not None and named.superseded_by_id is not None:
        named = Rating.objects.get(pk=named.superseded_by_id)
    same = ("rubric", "rubric_version")
    if named is None or any(getattr(named, name) != getattr(rating, name) for name in same):
        raise problems.NothingToSupersede
    return named


def _counts(rating: Rating, received: date) -> bool:
    """
    Whether the rater was certified when they saw it; for harm also, when it came.

    A phone whose clock is more than a day off says no day that can be believed: then the day on which
    it came is taken. Harm so counts even where a date is wrong.
    """
    days = {rating.on if abs(rating.clock_gap or 0) <= DAY_SECONDS else received}
    if rating.harm:
        days.add(received)
    return any(queries.is_certified(rating.rater_id, on, rating.rubric, rating.rubric_version) for on in days)


def _check_rated_once(rating: Rating, corrected: Rating | None) -> None:
    """One rater rates somebody once at the start and once at the end of a course. Raises RatedAlready."""
    if rating.course_id is None:
        return
    others = Rating.objects.filter(
        facilitator=rating.facilitator_id,
        rater=rating.rater_id,
        course=rating.course_id,
        occasion=rating.occasion,
        standing=Standing.COUNTED,
    )
    if corrected is not None:
        others = others.exclude(pk=corrected.pk)
    if others.exists():
        raise problems.RatedAlready


def _journal(actor: Actor, facilitator: Facilitator, rating: Rating, corrected: Rating | None, now: datetime) -> int:
    detail: dict[str, object] = {"rating": str(rating.pk), "occasion": rating.occasion, "counts": rating.counts}
    return journal.write(
        actor=actor,
        verb="ratings.record",
        subject_kind="facilitator",
        subject_id=facilitator.pk,
        at=now,
        organisation_id=facilitator.organisation_id,
        detail=detail | ({"supersedes": str(corrected.pk)} if corrected else {}),
    )


def _save(rating: Rating, corrected: Rating | None) -> None:
    """Write the rating; the one that it corrects gives way first, so that never two of them count."""
    if corrected is not None:
        corrected.restand(Standing.SUPERSEDED, superseded_by_id=rating.pk)
    rating.save()
