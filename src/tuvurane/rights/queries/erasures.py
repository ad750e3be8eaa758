"""Reading erasures: which an actor finds, and how far each has come in the world outside the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.groups import queries as group_queries
from tuvurane.groups.thresholds import threshold as group_threshold
from tuvurane.people import queries as people
from tuvurane.people.models import Device
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.rights import problems
from tuvurane.rights.codes import ErasedKind, Kept, PhoneState
from tuvurane.rights.models import BackupMade, Erasure, ErasurePhone
from tuvurane.rights.queries.retention import retention_rule
from tuvurane.rights.rules import forgetting


@dataclass(frozen=True, slots=True)
class PhoneStanding:
    """One phone that may have held the name, when it was last heard, and when it locks itself for good."""

    device: Device
    state: PhoneState
    heard_on: date
    locks_on: date


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    How far an erasure has come.

    ``backups_until``: the last day on which a backup of before is left; None where none is left now.
    ``copies_until``: the same for copies that we do not see, kept by our rule. ``swept``: whether the database's files
    were written anew since.
    """

    erasure: Erasure
    phones: tuple[PhoneStanding, ...]
    backups_until: date | None
    copies_until: date
    swept: bool
    on: date

    @property
    def waiting(self) -> tuple[PhoneStanding, ...]:
        """The phones that still hold the name."""
        return tuple(phone for phone in self.phones if phone.state == PhoneState.WAITS)

    @property
    def copies_gone(self) -> bool:
        """Whether every backup of before is removed, and every copy elsewhere has had its time."""
        return self.backups_until is None and self.copies_until < self.on

    @property
    def through(self) -> bool:
        """Whether nothing of the person is left anywhere that we know of."""
        return not self.waiting and self.copies_gone and self.swept


def erasures_visible_to(actor: Actor) -> QuerySet[Erasure]:
    """The erasures in the actor's scope, open and done, the latest first."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.RIGHTS_ERASE)
    rows = Erasure.objects.filter(reach).select_related("place__parent", "proposed_by", "confirmed_by", "stopped_by")
    return rows.order_by("-proposed_at", "pk")


def erasure_for(actor: Actor, erasure_id: UUID) -> Erasure:
    """One of them. Raises ErasureUnknown."""
    row = erasures_visible_to(actor).filter(pk=erasure_id).first()
    if row is None:
        raise problems.ErasureUnknown
    return row


def erasure_of(subject: UUID) -> Erasure | None:
    """The erasure of somebody, proposed or done; a stopped one is none."""
    return Erasure.objects.filter(subject=subject, stopped_at__isnull=True).first()


def code_of(erasure: Erasure) -> str:
    """What the second person types: the spoken code of the person; of a story the end of its id."""
    if erasure.kind == ErasedKind.STORY:
        return erasure.subject.hex[-6:].upper()
    return group_queries.codes_of([erasure.subject])[erasure.subject]


def done_erasures() -> QuerySet[Erasure]:
    """All that were done, the earliest first."""
    return Erasure.objects.filter(confirmed_at__isnull=False).order_by("confirmed_at", "pk")


def unswept() -> QuerySet[Erasure]:
    """Those after which the database's files were not written anew yet."""
    return done_erasures().filter(swept_at__isnull=True)


def certificate(erasure: Erasure, *, on: date) -> Certificate:
    """How far an erasure that was confirmed has come on a day; four queries."""
    kept = round(retention_rule(Kept.BACKUPS).value)
    at = erasure.replayed_at or erasure.confirmed_at
    if at is None or erasure.seq is None:
        raise problems.ErasureUnknown
    left = BackupMade.objects.filter(removed_at__isnull=True).values_list("made_at", flat=True)
    rows = ErasurePhone.objects.filter(erasure=erasure).select_related("device__account", "device__seen")
    phones = [_standing(row.device, erasure.seq, on) for row in rows.order_by("device__account__name", "pk")]
    return Certificate(
        erasure=erasure,
        phones=tuple(phones),
        backups_until=forgetting.backups_until(at, left, kept),
        copies_until=forgetting.copies_until(at, kept),
        swept=erasure.swept_at is not None,
        on=on,
    )


def phones_that_may_hold(participant_id: UUID, *, on: date) -> Sequence[Device]:
    """
    The phones on which a participant's name may lie.

    Of everyone who leads or led one of their groups, and of those who ask questions at its place. One that has locked
    itself for good is left out.
    """
    groups = group_queries.names_of(participant_id).groups
    phones = people.phones_of(
        accounts=group_queries.leaders_ever(groups),
        verb=Verb.RESPONSES_RECORD,
        paths=group_queries.paths_of(groups),
        on=on,
    )
    return [phone for phone in phones if _locks_on(phone) >= on]


def _standing(device: Device, seq: int, on: date) -> PhoneStanding:
    seen = getattr(device, "seen", None)
    state = forgetting.phone_state(
        read_to=None if seen is None else seen.read_to,
        seq=seq,
        heard_on=_heard(device).date(),
        locks_after=_locks_after(),
        on=on,
    )
    return PhoneStanding(device, state, _heard(device).date(), _locks_on(device))


def _heard(device: Device) -> datetime:
    seen = getattr(device, "seen", None)
    return device.enrolled_at if seen is None else seen.at


def _locks_after() -> int:
    return round(group_threshold("phone_expires_days").value)


def _locks_on(device: Device) -> date:
    return _heard(device).date() + timedelta(days=_locks_after())
