"""The way of a concern, step by step: each contact is appended, and says what is awaited next and by when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.escalating import write_escalations
from tuvurane.care.actions.log import note
from tuvurane.care.actions.words import sealed
from tuvurane.care.codes import Closing, Deed, How, Level, State, Step
from tuvurane.care.models import Concern, Contact
from tuvurane.care.queries import clocks, on_call_at, standing_of, tries_of
from tuvurane.care.rules.way import MEETINGS, Lack, Standing, after, closing_lacks, may_step
from tuvurane.care.thresholds import threshold
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor

NOTED = frozenset(Step) - {Step.AGAIN}
"""What a person notes; that something came again notes itself."""


@dataclass(frozen=True, slots=True)
class ContactContent:
    """
    What a contact tells.

    ``level``: set in a meeting, or by a step of its own. ``next_by``: the next contact agreed, where that is before the
    clock. ``closed_as``: why it is closed. ``words``: notes of the talk and what was agreed, to be sealed.
    """

    what: Step
    at: datetime
    how: How | None = None
    level: Level | None = None
    next_by: datetime | None = None
    closed_as: Closing | None = None
    words: str = ""


@transaction.atomic
def note_contact(
    *, actor: Actor, contact_id: UUID, concern: Concern, content: ContactContent, now: datetime
) -> Concern:
    """
    Append a step to the way of a concern; answers the concern as it stands after it.

    Locks the concern. Raises StepUnknown, ConcernDone, ConcernNotClosed, TalkFirst, LevelFirst, ClinicianFirst,
    TriesTooFew, LevelMissing, LevelWithoutMeeting, ClosingMissing, MomentInTheFuture, NextInThePast,
    ConcernOpenElsewhere, NotAllowed.
    """
    policies.check_can_act(actor, concern)
    locked = Concern.objects.select_for_update(of=("self",)).select_related("place").get(pk=concern.pk)
    standing = standing_of(locked)
    _check_shape(content, now)
    _check_way(standing, content)
    if content.what is Step.CLOSED and content.closed_as is not None:
        _check_closing(locked, standing, content.closed_as)
    write_escalations([locked], now)
    append(
        locked,
        content.what,
        contact_id,
        by=actor.account_id,
        at=content.at,
        now=now,
        how=content.how or "",
        level=content.level or "",
        next_by=content.next_by,
        closed_as=content.closed_as or "",
        words=content.words,
    )
    moved = after(standing, content.what, content.at, clocks=clocks(), level=content.level, sooner=content.next_by)
    stand(locked, moved)
    _closed_or_open(locked, content, actor, now)
    _saved(locked)
    note(actor.account_id, locked.organisation_id, Deed.ACT, now, concern=locked, did=content.what)
    return locked


def append(
    concern: Concern,
    what: Step,
    contact_id: UUID,
    *,
    by: UUID | None,
    at: datetime,
    now: datetime,
    words: str = "",
    how: str = "",
    level: str = "",
    next_by: datetime | None = None,
    closed_as: str = "",
) -> Contact:
    """Append a step, its words sealed. The concern's key may be new: whoever calls saves the concern."""
    words_sealed = sealed(concern, words, contact_id)
    return Contact.objects.create(
        id=contact_id,
        concern=concern,
        what=what,
        at=at,
        how=how,
        level=level,
        next_by=next_by,
        closed_as=closed_as,
        words_sealed=words_sealed,
        noted_at=now,
        by_id=by,
    )


def stand(concern: Concern, standing: Standing) -> None:
    """Let a concern stand so, unsaved."""
    concern.state, concern.level = standing.state, standing.level or ""
    concern.next_what, concern.next_by = standing.next or "", standing.by
    concern.follow_ups, concern.urgent = standing.follow_ups, standing.urgent


def _closed_or_open(concern: Concern, content: ContactContent, actor: Actor, now: datetime) -> None:
    if content.what is Step.CLOSED:
        concern.closed_at, concern.closed_by_id = now, actor.account_id
        concern.closed_as = content.closed_as or ""
    elif content.what is Step.REOPENED:
        concern.closed_at, concern.closed_by_id, concern.closed_as = None, None, ""
        house = concern.organisation_id
        near = on_call_at(house, concern.place.path, people.today_in(house, now))
        concern.must_act_id = near[0].account_id if near else None


def _saved(concern: Concern) -> None:
    try:
        with transaction.atomic():
            concern.save()
    except IntegrityError as error:
        raise problems.ConcernOpenElsewhere from error


def _check_shape(content: ContactContent, now: datetime) -> None:
    if content.what not in NOTED:
        raise problems.StepUnknown(known=", ".join(sorted(NOTED)))
    if content.at > now:
        raise problems.MomentInTheFuture
    if content.next_by is not None and content.next_by <= content.at:
        raise problems.NextInThePast
    if content.what is Step.LEVELLED and content.level is None:
        raise problems.LevelMissing
    if content.level is not None and content.what not in MEETINGS | {Step.LEVELLED}:
        raise problems.LevelWithoutMeeting
    if content.what is Step.CLOSED and content.closed_as in {None, Closing.ERASED}:
        raise problems.ClosingMissing


def _check_way(standing: Standing, content: ContactContent) -> None:
    if may_step(standing, content.what):
        return
    if standing.state is State.CLOSED:
        raise problems.ConcernDone
    if content.what is Step.REOPENED:
        raise problems.ConcernNotClosed
    raise problems.TalkFirst


def _check_closing(concern: Concern, standing: Standing, closing: Closing) -> None:
    tries, least = tries_of(concern), round(threshold("tries").value)
    lack = closing_lacks(standing, closing, tries=tries, least=least)
    if lack is Lack.TALK:
        raise problems.TalkFirst
    if lack is Lack.LEVEL:
        raise problems.LevelFirst
    if lack is Lack.CLINICIAN:
        raise problems.ClinicianFirst
    if lack is Lack.TRIES:
        raise problems.TriesTooFew(n=tries, least=least)
