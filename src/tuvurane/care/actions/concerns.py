"""Raising a concern: by a questionnaire, a phone, the office, or a voice from outside."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from tuvurane.care import policies, problems
from tuvurane.care.actions.contacts import append, stand
from tuvurane.care.actions.log import note
from tuvurane.care.actions.words import sealed
from tuvurane.care.codes import Deed, Source, Step, Worry
from tuvurane.care.models import Arrival, Concern
from tuvurane.care.queries import clocks, on_call_at, standing_of
from tuvurane.care.rules.way import after, begin
from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place


@dataclass(frozen=True, slots=True)
class Raising:
    """
    What somebody says of a concern.

    ``item``: a screening item or a ``Worry``. ``urgent``: help is needed now. ``words``: what was seen, to be sealed.
    ``about``: the interview in which they said so. ``by``: who heard it, when not the actor.
    """

    source: Source
    item: str
    said_on: date
    urgent: bool = False
    words: str = ""
    about: UUID | None = None
    by: UUID | None = None


@transaction.atomic
def note_arrival(*, record_id: UUID, organisation_id: UUID, by: UUID | None, now: datetime) -> bool:
    """
    Note that a phone's sealed record came, whatever it held; answers whether for the first time.

    Whoever calls has locked its group.
    """
    if Arrival.objects.filter(pk=record_id).exists():
        return False
    Arrival.objects.create(id=record_id, organisation_id=organisation_id, by_id=by, at=now)
    return True


@transaction.atomic
def raise_concern(
    *, actor: Actor, concern_id: UUID, participant_id: UUID | None, group: Group, raising: Raising, now: datetime
) -> Concern:
    """
    Raise a concern about a participant of a group, or (None) somebody of it; answers the one that stands for it.

    A yes to the same item in the same interview is the same one, whether it waits or is closed: a phone sends it at
    once, and again with the whole questionnaire. One that waits takes in what is said again of the same person and
    item. No phone's day is asked: its clock may have been set back. Whoever calls vouches that it came from the
    group's own organisation. Locks the group; writes this room's log alone.
    """
    group_actions.lock(group.pk)
    made = _made(actor, concern_id, group.organisation_id, group.place, raising, now)
    made.participant_id, made.group = participant_id, group
    return _raised(actor, made, raising, now)


@transaction.atomic
def raise_at_place(
    *, actor: Actor, concern_id: UUID, organisation_id: UUID, place: Place, raising: Raising, now: datetime
) -> Concern:
    """Raise a concern about somebody of a place whom nobody has named. Whoever calls vouches for the organisation."""
    return _raised(actor, _made(actor, concern_id, organisation_id, place, raising, now), raising, now)


@transaction.atomic
def raise_from_office(
    *,
    actor: Actor,
    concern_id: UUID,
    place: Place,
    raising: Raising,
    now: datetime,
    group: Group | None = None,
    participant_id: UUID | None = None,
) -> Concern:
    """
    Raise what somebody saw: about a participant of one of the actor's groups, or somebody at a place of theirs.

    Raises WorryUnknown, NotAllowed.
    """
    if raising.item not in set(Worry):
        raise problems.WorryUnknown(known=", ".join(Worry))
    if group is not None:
        policies.check_can_raise_in(actor, group)
        return raise_concern(
            actor=actor, concern_id=concern_id, participant_id=participant_id, group=group, raising=raising, now=now
        )
    house = policies.check_can_raise_at(actor, place)
    return raise_at_place(
        actor=actor, concern_id=concern_id, organisation_id=house, place=place, raising=raising, now=now
    )


def _made(actor: Actor, concern_id: UUID, house: UUID, place: Place, raising: Raising, now: datetime) -> Concern:
    near = on_call_at(house, place.path, people.today_in(house, now))
    concern = Concern(
        id=concern_id,
        organisation_id=house,
        place=place,
        source=raising.source,
        item=raising.item,
        about=raising.about,
        said_on=raising.said_on,
        raised_at=now,
        raised_by_id=raising.by or actor.account_id,
        must_act_id=near[0].account_id if near else None,
    )
    stand(concern, begin(now, urgent=raising.urgent, clocks=clocks()))
    return concern


def _raised(actor: Actor, made: Concern, raising: Raising, now: datetime) -> Concern:
    """The concern, saved; or the one that stands for it, told that it came again."""
    by = raising.by or actor.account_id
    concern = _known(made) or _saved(made, raising.words)
    if concern.pk == made.pk:
        note(by, concern.organisation_id, Deed.RAISE, now, concern=concern)
        return concern
    other = raising.about if raising.about != concern.about else None
    note(by, concern.organisation_id, Deed.AGAIN, now, concern=concern, about=other)
    if raising.words.strip() or raising.urgent:
        _told_again(concern, raising, by, now)
    return concern


def _known(made: Concern) -> Concern | None:
    """The concern that holds this already; else the one about the same person and item that waits."""
    if made.participant_id is None:
        return None
    same = Concern.objects.filter(participant=made.participant_id, item=made.item)
    told = same.filter(Q(about=made.about) | Q(entries__about=made.about)).first() if made.about else None
    return told or same.filter(closed_at__isnull=True).first()


def _saved(made: Concern, words: str) -> Concern:
    """The concern, saved. Where another group of the same person was quicker, that one's."""
    made.words_sealed = sealed(made, words, made.pk)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        same = Concern.objects.filter(participant=made.participant, item=made.item)
        return same.get(closed_at__isnull=True)
    return made


def _told_again(concern: Concern, raising: Raising, by: UUID | None, now: datetime) -> None:
    """What came again is kept, and hastens the concern where help is needed now; a closed one stays closed."""
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    append(locked, Step.AGAIN, ids.new_id(now), by=by, at=now, now=now, words=raising.words)
    if locked.closed_at is None:
        stand(locked, after(standing_of(locked), Step.AGAIN, now, clocks=clocks(), urgent=raising.urgent))
    locked.save()
