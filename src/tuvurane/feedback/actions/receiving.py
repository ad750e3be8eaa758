"""Taking down what we were told. What is about harm goes to care at once and is not kept here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tuvurane.care import actions as care_actions
from tuvurane.care.actions import IntakeContent
from tuvurane.care.codes import IntakeKind
from tuvurane.care.queries import SENTENCE_SIGNS
from tuvurane.feedback import problems
from tuvurane.feedback.codes import Category, Channel
from tuvurane.feedback.models import HandedOver, Item, ItemAbout
from tuvurane.foundation import sealing
from tuvurane.groups.models import Group
from tuvurane.journal import actions as journal
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

WORDS_SIGNS = 1000
REACH_SIGNS = 120


@dataclass(frozen=True, slots=True)
class ItemContent:
    """
    What we were told.

    ``reach``: how whoever told it hears an answer; empty for somebody who stays unknown. ``about``: the accounts of
    those whom it is about. ``harm``: None where nobody is harmed. ``danger_now``: whether somebody is in danger.
    """

    channel: Channel
    category: Category
    language: str
    place: Place
    told_on: date
    words: str
    reach: str = ""
    group: Group | None = None
    about: Collection[UUID] = ()
    harm: IntakeKind | None = None
    danger_now: bool = False

    @property
    def harmful(self) -> IntakeKind | None:
        """The harm that it tells of: conduct of staff is one, whatever else is said."""
        if self.harm is None and self.category == Category.STAFF_CONDUCT:
            return IntakeKind.STAFF_CONDUCT
        return self.harm


class Received(NamedTuple):
    """What was kept here; None where it went to care."""

    item: Item | None


@transaction.atomic
def receive(*, actor: Actor, item_id: UUID, content: ItemContent, now: datetime) -> Received:
    """
    Take down what we were told, or hand it to care. Sent again with the same id it changes nothing.

    Conduct of staff and all that is marked as harm goes to care as an intake; here only one more is counted in its
    month, and neither a word nor a line of the journal is written. Raises NothingSaid, WordsTooLong, HarmIsOneLine,
    DayToCome, NotAllowed for whoever belongs to no organisation, and what ``receive_intake`` raises.
    """
    house = actor.organisation_id
    if house is None or actor.kind == "device":
        raise people_problems.NotAllowed(verb=Verb.FEEDBACK_ANSWER)
    _check(content, people.today_in(house, now))
    if content.harmful is not None:
        _hand_over(actor, item_id, house, content, content.harmful, now)
        return Received(None)
    known = Item.objects.filter(pk=item_id, organisation=house).first()
    if known is None:
        known = _kept(actor, item_id, house, content, now)
    return Received(known)


def _check(content: ItemContent, today: date) -> None:
    words = content.words.strip()
    if not words:
        raise problems.NothingSaid
    if content.harmful is not None and len(words) > SENTENCE_SIGNS:
        raise problems.HarmIsOneLine(most=SENTENCE_SIGNS)
    for text, most in ((words, WORDS_SIGNS), (content.reach, REACH_SIGNS)):
        if len(text) > most:
            raise problems.WordsTooLong(most=most)
    if content.told_on > today:
        raise problems.DayToCome


def _hand_over(actor: Actor, item_id: UUID, house: UUID, content: ItemContent, harm: IntakeKind, now: datetime) -> None:
    intake = care_actions.receive_intake(
        actor=actor,
        intake_id=item_id,
        content=IntakeContent(
            kind=harm,
            place=content.place,
            told_on=content.told_on,
            danger_now=content.danger_now,
            sentence=content.words,
            reach=content.reach,
            named=content.about,
        ),
        now=now,
    )
    if intake.received_at == now:
        counted, _ = HandedOver.objects.get_or_create(organisation_id=house, month=content.told_on.replace(day=1))
        HandedOver.objects.filter(pk=counted.pk).update(number=F("number") + 1)


def _kept(actor: Actor, item_id: UUID, house: UUID, content: ItemContent, now: datetime) -> Item:
    key, aad = people.organisation_key(house), item_id.bytes
    reach = content.reach.strip()
    made = Item.objects.create(
        id=item_id,
        organisation_id=house,
        place=content.place,
        group=content.group,
        channel=content.channel,
        category=content.category,
        language=content.language,
        told_on=content.told_on,
        words_sealed=sealing.seal(key, content.words.strip().encode(), aad=aad),
        reach_sealed=sealing.seal(key, reach.encode(), aad=aad) if reach else None,
        keyed_at=now,
        keyed_by_id=actor.account_id,
    )
    for account_id in sorted(set(content.about)):
        ItemAbout.objects.create(item=made, account_id=account_id)
    journal.write(
        actor=actor, verb="feedback.receive", subject_kind="feedback", subject_id=made.pk, at=now, organisation_id=house
    )
    return made
