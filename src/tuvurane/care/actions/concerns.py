"""Raising a concern, looking at it, and saying what was done."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from tuvurane.care import policies, problems
from tuvurane.care.actions.log import note
from tuvurane.care.codes import SETTLED, Deed, Did, Source
from tuvurane.care.models import Arrival, Concern
from tuvurane.care.queries import on_call_at
from tuvurane.care.rules.deadlines import act_by
from tuvurane.care.thresholds import threshold
from tuvurane.groups import actions as group_actions
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor


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
    *,
    actor: Actor,
    concern_id: UUID,
    participant_id: UUID,
    group: Group,
    source: Source,
    item: str,
    said_on: date,
    now: datetime,
    about: UUID | None = None,
    raised_by: UUID | None = None,
) -> Concern:
    """
    Raise a concern about a participant of a group; answers the one that stands for this yes.

    ``about``: the interview in which they said so. A yes to the same item in the same interview is the same one,
    whether it waits or is done: a phone sends it at once, and again with the whole questionnaire. One that waits takes
    in a yes of another interview too. No phone's day is asked: its clock may have been set back. ``raised_by``: who
    heard it, when not the actor. Whoever calls vouches that it came from the group's own organisation. Locks the
    group; writes this room's log alone.
    """
    group_actions.lock(group.pk)
    by = raised_by or actor.account_id
    concern, deed = _known(participant_id, item, about), Deed.AGAIN
    if concern is None:
        concern, deed = _raised(_made(concern_id, participant_id, group, source, item, said_on, about, by, now))
    other = about if about != concern.about else None
    note(by, group.organisation_id, deed, now, concern=concern, about=other)
    return concern


def _known(participant_id: UUID, item: str, about: UUID | None) -> Concern | None:
    """The concern that holds this yes already; else the one that waits."""
    same = Concern.objects.filter(participant=participant_id, item=item)
    told = same.filter(Q(about=about) | Q(entries__about=about)).first() if about else None
    return told or same.filter(done_at__isnull=True).first()


def _made(
    concern_id: UUID,
    participant_id: UUID,
    group: Group,
    source: Source,
    item: str,
    said_on: date,
    about: UUID | None,
    by: UUID | None,
    now: datetime,
) -> Concern:
    today = people.today_in(group.organisation_id, now)
    nearest = on_call_at(group.organisation_id, group.place.path, today)
    return Concern(
        id=concern_id,
        organisation_id=group.organisation_id,
        place_id=group.place_id,
        participant_id=participant_id,
        group=group,
        source=source,
        item=item,
        about=about,
        said_on=said_on,
        raised_at=now,
        raised_by_id=by,
        must_act_id=nearest[0].account_id if nearest else None,
        act_by=act_by(now, hours=threshold("talk_hours").value),
    )


def _raised(concern: Concern) -> tuple[Concern, Deed]:
    """The concern, saved. Where another group of the same person was quicker, that one's."""
    try:
        with transaction.atomic():
            concern.save(force_insert=True)
    except IntegrityError:
        same = Concern.objects.filter(participant_id=concern.participant_id, item=concern.item)
        return same.get(done_at__isnull=True), Deed.AGAIN
    return concern, Deed.RAISE


def look(*, actor: Actor, concern: Concern, now: datetime) -> None:
    """Note that somebody looked at a concern."""
    note(actor.account_id, concern.organisation_id, Deed.LOOK, now, concern=concern)


@transaction.atomic
def act(*, actor: Actor, concern: Concern, what: str, now: datetime) -> Concern:
    """
    Say what was done about a concern: contacted, referred or not_reached.

    The first two close it; ``not_reached`` leaves it open. Raises DidUnknown, ConcernDone, NotAllowed.
    """
    policies.check_can_act(actor, concern)
    if what not in set(Did):
        raise problems.DidUnknown(known=", ".join(Did))
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    if locked.done_at is not None:
        raise problems.ConcernDone
    concern.did = what
    if what in SETTLED:
        concern.done_at, concern.done_by_id = now, actor.account_id
    concern.save(update_fields=["did", "done_at", "done_by"])
    note(actor.account_id, concern.organisation_id, Deed.ACT, now, concern=concern, did=what)
    return concern
