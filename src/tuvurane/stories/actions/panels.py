"""Panels: who sits, which stories are before them, what they choose and why, and telling it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import ids, sealing
from tuvurane.groups.models import Group, Participant
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.stories import problems
from tuvurane.stories.codes import ASKED_FREELY, Asked, Confirmed, Level, Method, Rung, Spread, ToldHow
from tuvurane.stories.models import Panel, PanelMember, PanelStory, Story, Verification
from tuvurane.stories.queries.panels import before, conflicts, leading, offered_to
from tuvurane.stories.queries.standing import texts_of, with_rung
from tuvurane.stories.queries.texts import story_key

REASON_SIGNS = 2_000
MOST_POINTS = 1_000


@dataclass(frozen=True, slots=True)
class PanelContent:
    """A panel as it is opened. ``group``: of a panel of one circle, whose place it has."""

    level: Level
    method: Method
    met_on: date
    place: Place
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a panel says of one story. ``against``: what was said against it; ``points``: votes or scores, if counted."""

    chosen: bool
    reason: str
    against: str = ""
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about a story, from whom. ``teller_agreed``: the teller said yes to this person being asked."""

    asked: Asked
    teller_agreed: bool
    confirmed: Confirmed
    spread: Spread
    on: date
    words: str = ""


@transaction.atomic
def open_panel(*, actor: Actor, panel_id: UUID, organisation_id: UUID, content: PanelContent, now: datetime) -> Panel:
    """
    Call a panel together. The same id again answers the first.

    Raises LevelUnfit where a circle is named on another level or none on its own, DayAhead, NotAllowed.
    """
    place = content.group.place if content.group is not None else content.place
    scope.check_reaches(actor, Verb.STORIES_SELECT, organisation_id=organisation_id, place_path=place.path)
    if (content.level == Level.GROUP) != (content.group is not None):
        raise problems.LevelUnfit
    if content.group is not None and content.group.organisation_id != organisation_id:
        raise problems.LevelUnfit
    _check_day(organisation_id, content.met_on, now)
    panel, created = Panel.objects.get_or_create(
        id=panel_id,
        defaults={
            "organisation_id": organisation_id,
            "place": place,
            "group": content.group,
            "level": content.level,
            "method": content.method,
            "met_on": content.met_on,
            "opened_by_id": actor.account_id,
            "opened_at": now,
        },
    )
    if created:
        _write(actor, "panels.open", panel, now, level=content.level.value, method=content.method.value)
    return panel


@transaction.atomic
def seat_participant(*, actor: Actor, panel: Panel, participant: Participant, now: datetime) -> PanelMember:
    """Let a participant sit in a panel. Raises LeadsTheTeller, MemberElsewhere, MemberTwice, PanelClosed, NotAllowed."""
    panel = _held_open(actor, panel)
    if participant.organisation_id != panel.organisation_id:
        raise problems.MemberElsewhere
    if panel.members.filter(participant=participant).exists():
        raise problems.MemberTwice
    member = PanelMember.objects.create(panel=panel, is_participant=True, participant=participant)
    _check_leads_nobody(panel)
    _write(actor, "panels.seat", panel, now, participant=str(participant.pk))
    return member


@transaction.atomic
def seat_account(*, actor: Actor, panel: Panel, account_id: UUID, now: datetime) -> PanelMember:
    """
    Let somebody of the programme sit in a panel; never one who leads, or led, the teller of a story before it.

    Raises LeadsTheTeller, MemberElsewhere, MemberTwice, PanelClosed, NotAllowed.
    """
    panel = _held_open(actor, panel)
    if not Account.objects.filter(pk=account_id, organisation=panel.organisation_id, is_active=True).exists():
        raise problems.MemberElsewhere
    if panel.members.filter(account=account_id).exists():
        raise problems.MemberTwice
    member = PanelMember.objects.create(panel=panel, is_participant=False, account_id=account_id)
    _check_leads_nobody(panel)
    _write(actor, "panels.seat", panel, now, account=str(account_id))
    return member


@transaction.atomic
def seat_all(
    *,
    actor: Actor,
    panel: Panel,
    participants: Iterable[Participant],
    account_ids: Iterable[UUID],
    now: datetime,
) -> None:
    """Let several people sit in a panel: all, or none where one is refused. Raises as for one."""
    for participant in participants:
        seat_participant(actor=actor, panel=panel, participant=participant, now=now)
    for account_id in account_ids:
        seat_account(actor=actor, panel=panel, account_id=account_id, now=now)


@transaction.atomic
def unseat(*, actor: Actor, panel: Panel, member_id: int, now: datetime) -> None:
    """Somebody who did not sit there after all is taken off the list. Raises PanelClosed, NotAllowed."""
    panel = _held_open(actor, panel)
    gone, _ = panel.members.filter(pk=member_id).delete()
    if gone:
        _write(actor, "panels.unseat", panel, now, seat=member_id)


@transaction.atomic
def put_before(*, actor: Actor, panel: Panel, placed_id: UUID, story_id: UUID, now: datetime) -> PanelStory:
    """
    Put a story before a panel, in its last version.

    Raises NotOffered (no yes in force, recognisable, handed on, or not this panel's turn), LeadsTheTeller naming who of
    the panel leads or led the teller, PanelClosed, NotAllowed.
    """
    panel = _held_open(actor, panel)
    if story_id not in {one.story_id for one in offered_to(panel, on=people.today_in(panel.organisation_id, now))}:
        raise problems.NotOffered
    number = texts_of([story_id])[story_id].version
    placed = PanelStory.objects.create(id=placed_id, panel=panel, story_id=story_id, version=number)
    _check_leads_nobody(panel)
    _write(actor, "panels.put_before", panel, now, story=str(story_id))
    return placed


@transaction.atomic
def put_all_before(*, actor: Actor, panel: Panel, story_ids: Iterable[UUID], now: datetime) -> None:
    """Put several stories before a panel: all, or none where one is refused. Raises as for one."""
    for story_id in story_ids:
        put_before(actor=actor, panel=panel, placed_id=ids.new_id(now), story_id=story_id, now=now)


@transaction.atomic
def take_from(*, actor: Actor, placed: PanelStory, now: datetime) -> None:
    """A story that was not read there after all is taken from a panel. Raises PanelClosed, NotAllowed."""
    panel = _held_open(actor, placed.panel)
    _write(actor, "panels.take_from", panel, now, story=str(placed.story_id))
    PanelStory.objects.filter(pk=placed.pk).delete()


@transaction.atomic
def choose(*, actor: Actor, panel: Panel, choices: Mapping[UUID, Choice], now: datetime) -> Panel:
    """
    Write down what a panel chose, and why; it is closed by that.

    ``choices``: of every story that may still be read. Each needs its reason, chosen or not. Locks the panel. Raises
    NoParticipant while no participant sits there, NothingBefore, Undecided, WhyMissing, ReasonTooLong, LeadsTheTeller,
    PanelClosed, NotAllowed.
    """
    panel = _held_open(actor, panel)
    placed = before(panel, on=people.today_in(panel.organisation_id, now)).placed
    _check_choices(panel, {one.row.pk for one in placed}, choices)
    for one in placed:
        choice = choices[one.row.pk]
        key, aad = story_key(one.row.story), one.row.pk.bytes
        one.row.chosen, one.row.points = choice.chosen, choice.points
        one.row.reason_sealed = sealing.seal(key, choice.reason.strip().encode(), aad=aad)
        against = choice.against.strip()
        one.row.against_sealed = sealing.seal(key, against.encode(), aad=aad) if against else None
        one.row.save(update_fields=["chosen", "points", "reason_sealed", "against_sealed"])
    panel.closed_at, panel.closed_by_id = now, actor.account_id
    panel.save(update_fields=["closed_at", "closed_by"])
    chosen = sum(choices[one.row.pk].chosen for one in placed)
    _write(actor, "panels.choose", panel, now, stories=len(placed), chosen=chosen)
    return panel


@transaction.atomic
def tell_back(*, actor: Actor, placed: PanelStory, on: date, how: ToldHow, now: datetime) -> PanelStory:
    """
    Note that a teller heard what became of their story, chosen or not.

    Raises PanelOpen, ToldAlready, DayAhead, BeforeThePanel, NotAllowed.
    """
    _check(actor, placed.panel)
    row = PanelStory.objects.select_for_update().get(pk=placed.pk)
    if row.chosen is None:
        raise problems.PanelOpen
    if row.told_on is not None:
        raise problems.ToldAlready(on=row.told_on)
    if on < placed.panel.met_on:
        raise problems.BeforeThePanel(on=placed.panel.met_on)
    _check_day(placed.panel.organisation_id, on, now)
    row.told_on, row.told_how, row.told_by_id = on, how, actor.account_id
    row.save(update_fields=["told_on", "told_how", "told_by"])
    _write(actor, "panels.tell_back", placed.panel, now, story=str(row.story_id))
    return row


@transaction.atomic
def verify(*, actor: Actor, verification_id: UUID, story: Story, found: Found, now: datetime) -> Verification:
    """
    Note what was found when somebody made sure of a story. The same id again answers the first.

    Raises TellerNotAsked where somebody else was asked without the teller's yes, StoryUnknown without a yes to learning
    inside, ReasonTooLong, DayAhead, BeforeTheTelling, NotAllowed.
    """
    _check(actor, story)
    known = Verification.objects.filter(pk=verification_id, story=story).first()
    if known is not None:
        return known
    if found.asked not in ASKED_FREELY and not found.teller_agreed:
        raise problems.TellerNotAsked
    mine = Story.objects.filter(pk=story.pk)
    if not with_rung(mine, Rung.LEARN_INSIDE, on=people.today_in(story.organisation_id, now)):
        raise problems.StoryUnknown
    if found.on < story.collected_on:
        raise problems.BeforeTheTelling(on=story.collected_on)
    _check_day(story.organisation_id, found.on, now)
    words = found.words.strip()
    _check_length(words)
    journal.write(
        actor=actor,
        verb="stories.verify",
        subject_kind="story",
        subject_id=story.pk,
        at=now,
        organisation_id=story.organisation_id,
    )
    return Verification.objects.create(
        id=verification_id,
        story=story,
        asked=found.asked,
        teller_agreed=found.teller_agreed,
        confirmed=found.confirmed,
        spread=found.spread,
        on=found.on,
        words_sealed=sealing.seal(story_key(story), words.encode(), aad=verification_id.bytes) if words else None,
        verified_by_id=actor.account_id,
        recorded_at=now,
    )


def _check_choices(panel: Panel, placed: set[UUID], choices: Mapping[UUID, Choice]) -> None:
    if not panel.members.filter(is_participant=True).exists():
        raise problems.NoParticipant
    if not placed:
        raise problems.NothingBefore
    if placed - choices.keys():
        raise problems.Undecided(n=len(placed - choices.keys()))
    for placed_id in placed:
        if not choices[placed_id].reason.strip():
            raise problems.WhyMissing
        _check_length(choices[placed_id].reason)
        _check_length(choices[placed_id].against)
    _check_leads_nobody(panel)


def _check_leads_nobody(panel: Panel) -> None:
    """Nobody of a panel leads, or led, the teller of a story before it; asked anew whenever something changes."""
    found = conflicts(leading(panel), panel.stories.values_list("story_id", flat=True))
    if found:
        raise problems.LeadsTheTeller(names=", ".join(found))


def _check_length(text: str) -> None:
    if len(text) > REASON_SIGNS:
        raise problems.ReasonTooLong(limit=REASON_SIGNS)


def _check_day(organisation_id: UUID, on: date, now: datetime) -> None:
    if on > people.today_in(organisation_id, now):
        raise problems.DayAhead(on=on)


def _check(actor: Actor, at: Panel | Story) -> None:
    if at.place is None:
        raise problems.StoryUnknown
    scope.check_reaches(actor, Verb.STORIES_SELECT, organisation_id=at.organisation_id, place_path=at.place.path)


def _held_open(actor: Actor, panel: Panel) -> Panel:
    """The panel under a lock, still open. Raises PanelClosed, NotAllowed."""
    _check(actor, panel)
    held = Panel.objects.select_for_update().select_related("place").get(pk=panel.pk)
    if held.closed_at is not None:
        raise problems.PanelClosed
    return held


def _write(actor: Actor, verb: str, panel: Panel, now: datetime, **detail: object) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="panel",
        subject_id=panel.pk,
        at=now,
        organisation_id=panel.organisation_id,
        detail=detail,
    )
