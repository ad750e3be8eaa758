"""
Erasing somebody: one person proposes, another confirms, and every room forgets in one transaction.

What is left is a certificate without anything of the person. Rooms above this one that hold something are handed in by
the door (``above``).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import transaction

from tuvurane.care import actions as care
from tuvurane.feedback import actions as feedback
from tuvurane.foundation import quiet
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Participant
from tuvurane.journal import actions as journal
from tuvurane.measures import actions as measures
from tuvurane.people.models import Device
from tuvurane.people.scope import Actor
from tuvurane.rights import policies, problems, queries
from tuvurane.rights.actions.requests import forget_words
from tuvurane.rights.codes import ErasedKind, WhyErased
from tuvurane.rights.models import Erasure, ErasurePhone
from tuvurane.stories import actions as stories
from tuvurane.stories import problems as story_problems
from tuvurane.stories.models import Story
from tuvurane.supervision import actions as supervision


class Eraser(Protocol):
    """What every room offers that holds something about a participant; answers how many of what it destroyed."""

    def __call__(self, *, participant_id: UUID, now: datetime) -> dict[str, int]:
        """Destroy what the room holds of this participant, inside the caller's transaction."""
        ...


# Groups comes last: the others strike out the names, which are gone after it.
ROOMS: tuple[Eraser, ...] = (
    stories.erase_participant,
    measures.erase_participant,
    supervision.erase_participant,
    feedback.erase_participant,
    group_actions.erase_participant,
)
STAYS = ("seat", "consent", "requests", "others_words", "journal", "figures", "paper", "care", "certificate")
"""What is left of a person; each has its reason in the table of words (``erasure.stays.seat``)."""
STAYS_OF_A_STORY = ("story_row", "prints", "journal", "paper", "certificate")
STAYS_IN_A_LOG = "log"
"""What is left besides where the database keeps a log of changes that we may not empty."""


def stays_of(kind: ErasedKind) -> tuple[str, ...]:
    """What would be left after an erasure here and now; one query."""
    stays = STAYS_OF_A_STORY if kind == ErasedKind.STORY else STAYS
    return stays if quiet.log_is_ours() else (*stays, STAYS_IN_A_LOG)


@transaction.atomic
def propose_erasure(
    *, actor: Actor, erasure_id: UUID, participant: Participant, why: WhyErased, now: datetime
) -> Erasure:
    """
    Propose to erase a participant. Nothing changes yet: another person confirms, or somebody stops it.

    Sent again with the same id it answers the first one. Raises ErasureProposed, ParticipantErased, NotAllowed.
    """
    stay = group_queries.stay_of(participant)
    if stay is None:
        raise group_problems.ParticipantUnknown
    about = {"kind": ErasedKind.PARTICIPANT, "subject": participant.pk, "place": stay.group.place}
    row = Erasure(id=erasure_id, organisation_id=participant.organisation_id, why=why, **about)
    known = _known(actor, row)
    if known is not None:
        return known
    group_policies.check_same_house(actor, participant)
    return _proposed(actor, row, now)


@transaction.atomic
def propose_erasure_of_story(*, actor: Actor, erasure_id: UUID, story: Story, why: WhyErased, now: datetime) -> Erasure:
    """
    Propose to erase one story; whoever told it stays. As ``propose_erasure``.

    Raises ErasureProposed, StoryUnknown for one that is erased, NotAllowed.
    """
    if story.place is None:
        raise story_problems.StoryUnknown
    about = {"kind": ErasedKind.STORY, "subject": story.pk, "place": story.place}
    row = Erasure(id=erasure_id, organisation_id=story.organisation_id, why=why, **about)
    return _known(actor, row) or _proposed(actor, row, now)


def _known(actor: Actor, row: Erasure) -> Erasure | None:
    """The same proposal, where it had come before. Raises NotAllowed."""
    policies.check_can_erase(actor, row, row.place)
    return Erasure.objects.filter(pk=row.pk, subject=row.subject).first()


def _proposed(actor: Actor, row: Erasure, now: datetime) -> Erasure:
    if queries.erasure_of(row.subject) is not None:
        raise problems.ErasureProposed
    row.proposed_by_id, row.proposed_at = actor.account_id, now
    row.save(force_insert=True)
    _write(actor, "erasures.propose", row, now, {"why": row.why})
    return row


@transaction.atomic
def stop_erasure(*, actor: Actor, erasure: Erasure, now: datetime) -> None:
    """Stop an erasure that nobody has confirmed: whoever proposed it, or anyone else who may. Raises ErasureDecided, NotAllowed."""
    row = _held(erasure)
    policies.check_can_erase(actor, row, row.place)
    policies.check_is_open(row)
    row.stopped_by_id, row.stopped_at = actor.account_id, now
    row.save(update_fields=["stopped_by", "stopped_at"])
    _write(actor, "erasures.stop", row, now)


@transaction.atomic
def confirm_erasure(*, actor: Actor, erasure: Erasure, code: str, above: Sequence[Eraser], now: datetime) -> Erasure:
    """
    Erase, as the second person. It cannot be undone.

    ``code``: the participant's spoken code, or the story's sign (``queries.code_of``), which whoever proposed has told
    them. Raises SecondPersonNeeded, ErasureWaits, CodeDiffers, ErasureDecided, NotAllowed.
    """
    row = _held(erasure)
    policies.check_can_erase(actor, row, row.place)
    policies.check_is_open(row)
    policies.check_is_second(actor, row)
    policies.check_has_waited(row, now)
    if not _same_code(code, queries.code_of(row)):
        raise problems.CodeDiffers
    row.confirmed_by_id, row.confirmed_at = actor.account_id, now
    return _erase(actor, row, above, now)


class Told(NamedTuple):
    """An erasure as it was noted beside the database."""

    id: UUID
    kind: ErasedKind
    subject: UUID
    organisation_id: UUID
    place_id: int
    why: WhyErased
    at: datetime


@transaction.atomic
def replay_erasure(*, noted: Told, above: Sequence[Eraser], now: datetime) -> bool:
    """
    Do an erasure again in an instance that was rebuilt from a backup of before; answers whether there was anybody.

    Its proposal may have been saved with the backup, or not.
    """
    subjects = Participant.objects if noted.kind == ErasedKind.PARTICIPANT else Story.objects
    if not subjects.filter(pk=noted.subject, erased_at__isnull=True).exists():
        return False
    open_ = Erasure.objects.filter(kind=noted.kind, subject=noted.subject, stopped_at__isnull=True)
    open_.exclude(pk=noted.id).update(stopped_at=now)
    row = open_.first() or Erasure(
        id=noted.id,
        organisation_id=noted.organisation_id,
        place_id=noted.place_id,
        kind=noted.kind,
        subject=noted.subject,
        why=noted.why,
        proposed_at=noted.at,
    )
    row.confirmed_at, row.replayed_at = noted.at, now
    _erase(Actor.system(row.organisation_id), row, above, now)
    return True


def _erase(actor: Actor, row: Erasure, above: Sequence[Eraser], now: datetime) -> Erasure:
    if row.kind == ErasedKind.STORY:
        destroyed = Counter(stories.erase_story(story_id=row.subject, now=now))
        return _certify(actor, row, destroyed, now)
    phones = queries.phones_that_may_hold(row.subject, on=now.date())
    group_actions.lock(*group_queries.names_of(row.subject).groups)
    destroyed = Counter()
    care.erase_participant(participant_id=row.subject, now=now)  # what it held is counted nowhere
    for erase in (*above, *ROOMS):
        destroyed.update(erase(participant_id=row.subject, now=now))
    destroyed["requests"] += forget_words(actor=actor, requests=queries.requests_of(row.subject), now=now)
    group_actions.tell_groups(actor=actor, participant_id=row.subject, verb="participants.erase", now=now)
    _certify(actor, row, destroyed, now)
    _list_phones(row, phones)
    return row


def _certify(actor: Actor, row: Erasure, destroyed: Counter[str], now: datetime) -> Erasure:
    row.seq = _write(actor, "erasures.confirm", row, now)
    row.destroyed = {kind: many for kind, many in destroyed.items() if many}
    row.stays = list(stays_of(ErasedKind(row.kind)))
    row.save()
    return row


def _list_phones(row: Erasure, phones: Sequence[Device]) -> None:
    known = set(ErasurePhone.objects.filter(erasure=row).values_list("device_id", flat=True))
    ErasurePhone.objects.bulk_create(
        ErasurePhone(erasure=row, device=device) for device in phones if device.pk not in known
    )


def _held(erasure: Erasure) -> Erasure:
    """The same erasure, locked until commit: two people who decide at once take their turns."""
    return Erasure.objects.select_for_update(of=("self",)).select_related("place").get(pk=erasure.pk)


def _same_code(typed: str, code: str) -> bool:
    def letters(text: str) -> str:
        return "".join(sign for sign in text.upper() if sign.isalnum())

    return letters(typed) == letters(code)


def _write(actor: Actor, verb: str, row: Erasure, now: datetime, detail: dict[str, object] | None = None) -> int:
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="erasure",
        subject_id=row.pk,
        at=now,
        organisation_id=row.organisation_id,
        detail=detail,
    )
