"""Participants: who they are (sealed), where they sit, where they go."""

import json
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tuvurane.foundation import sealing
from tuvurane.groups import policies, problems
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.codes import AgeBand, Joining, Leaving, Sex
from tuvurane.groups.models import Group, Membership, Participant
from tuvurane.groups.queries import Identity
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


@transaction.atomic
def enrol_participant(
    *,
    actor: Actor,
    group: Group,
    participant_id: UUID,
    identity: Identity,
    sex: Sex,
    age_band: AgeBand,
    joined_on: date,
    now: datetime,
    code: str | None = None,
) -> Participant:
    """
    Enrol a person in a group and give them a seat in the circle.

    Without ``code`` a spoken one is given (group's letters and a number). Enrolled again with the
    same id it answers the first one. Raises NameMissing, GroupHasEnded, NotAllowed.
    """
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, group)
    policies.check_is_open(group)
    if not identity.called:
        raise problems.NameMissing
    enrolled = Participant.objects.filter(pk=participant_id).first()
    if enrolled is not None:
        policies.check_same_house(actor, enrolled)
        return enrolled
    seq = touch(actor, "participants.enrol", group, now, {"participant": str(participant_id)})
    key = sealing.new_key()
    participant = Participant.objects.create(
        id=participant_id,
        organisation_id=group.organisation_id,
        code=code or spoken_code(group.organisation_id, seq),
        sex=sex,
        age_band=age_band,
        identity_sealed=seal_identity(identity, key, participant_id),
        key_wrapped=wrap_key(people.organisation_key(group.organisation_id), key, participant_id),
        enrolled_at=now,
    )
    _sit(group, participant, joined_on, Joining.JOINED)
    return participant


# Six consonants' worth of easy syllables: a code that can be said over a bad line.
SYLLABLES = tuple(consonant + vowel for consonant in "BDGKMNRSTZ" for vowel in "AEIOU")


def spoken_code(organisation_id: UUID, number: int) -> str:
    """
    A code that can be said aloud: three syllables and two digits, different for every number.

    ``number`` is the journal's, so no code is given twice; the organisation shifts the start.
    """
    number = (number * 7_919 + organisation_id.int % 12_500_000) % 12_500_000
    number, digits = divmod(number, 100)
    syllables = []
    for _ in range(3):
        number, index = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[index])
    return f"{''.join(syllables)}-{digits:02d}"


def seal_identity(identity: Identity, key: bytes, participant_id: UUID) -> bytes:
    """Seal name, nickname and contact under the person's own key."""
    return sealing.seal(key, json.dumps(identity._asdict()).encode(), aad=participant_id.bytes)


def wrap_key(house: sealing.Key, key: bytes, participant_id: UUID) -> bytes:
    """Wrap a person's key by ``house``, the organisation's key."""
    return sealing.seal(house, key, aad=participant_id.bytes)


@transaction.atomic
def change_identity(*, actor: Actor, group: Group, participant: Participant, identity: Identity, now: datetime) -> None:
    """Put a misspelt name, nickname or contact right. Raises NameMissing, NotAllowed."""
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, group)
    policies.check_same_house(actor, participant)
    if not identity.called:
        raise problems.NameMissing
    key = sealing.unseal(
        people.organisation_key(participant.organisation_id), participant.key_wrapped, aad=participant.pk.bytes
    )
    participant.identity_sealed = seal_identity(identity, key, participant.pk)
    participant.save(update_fields=["identity_sealed"])
    touch(actor, "participants.change_identity", group, now, {"participant": str(participant.pk)})


@transaction.atomic
def leave_group(*, actor: Actor, group: Group, participant: Participant, on: date, why: Leaving, now: datetime) -> None:
    """Note that a person left. What they took part in stays. Raises NotInTheGroup, DateBeforeJoining."""
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, group)
    _stand_up(group, participant, on, why, now)
    touch(actor, "participants.leave", group, now, {"participant": str(participant.pk), "why": why})


@transaction.atomic
def move_participant(
    *, actor: Actor, participant: Participant, came_from: Group, to: Group, on: date, now: datetime
) -> None:
    """Move a person to another group of the same organisation, in one step. Raises NotInTheGroup, GroupHasEnded."""
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, came_from)
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, to)
    policies.check_is_open(to)
    if came_from.pk == to.pk:
        raise problems.AlreadyInAGroup
    lock(came_from.pk, to.pk)
    _stand_up(came_from, participant, on, Leaving.OTHER_GROUP, now)
    _sit(to, participant, on, Joining.MOVED)
    detail: dict[str, object] = {"participant": str(participant.pk)}
    touch(actor, "participants.move_away", came_from, now, detail)
    touch(actor, "participants.move_in", to, now, detail)


@transaction.atomic
def rejoin_group(*, actor: Actor, group: Group, participant: Participant, on: date, now: datetime) -> None:
    """Let a person who left come back, to a new seat. Raises AlreadyInAGroup, GroupHasEnded."""
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, group)
    policies.check_same_house(actor, participant)
    policies.check_is_open(group)
    _sit(group, participant, on, Joining.REJOINED)
    touch(actor, "participants.rejoin", group, now, {"participant": str(participant.pk)})


def _sit(group: Group, participant: Participant, on: date, how: Joining) -> None:
    """Give the next free seat. The group's row is locked first: two enrolments get two seats."""
    lock(group.pk)
    if Membership.objects.filter(participant=participant, left_on__isnull=True).exists():
        raise problems.AlreadyInAGroup
    last = Membership.objects.filter(group=group).aggregate(last=Max("seat"))["last"] or 0
    Membership.objects.create(group=group, participant=participant, seat=last + 1, joined_on=on, how=how)


def _stand_up(group: Group, participant: Participant, on: date, why: Leaving, now: datetime) -> None:
    if on > now.date():
        raise problems.DateInTheFuture(on=on)
    stay = Membership.objects.filter(group=group, participant=participant, left_on__isnull=True).first()
    if stay is None:
        raise problems.NotInTheGroup
    if on < stay.joined_on:
        raise problems.DateBeforeJoining(joined_on=stay.joined_on)
    stay.left_on, stay.why_left = on, why
    stay.save(update_fields=["left_on", "why_left"])
