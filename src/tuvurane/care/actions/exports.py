"""Taking something out of the room of care: one person asks, another approves, and it is sealed by a passphrase."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pyrage
from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.openings import check_reason, note_look
from tuvurane.care.codes import ExportDeed, ExportKind, ExportState, LookReason
from tuvurane.care.models import CareEntry, CareExport, Concern, ExportEntry
from tuvurane.care.queries.concerns import concern_for, entries_of
from tuvurane.care.queries.openings import export_for, reason_of, state_of
from tuvurane.care.queries.words import opened
from tuvurane.foundation import sealing
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

PASSPHRASE_LEAST = 15


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to leave: a concern; or, without one, the log of a place from a day until a day."""

    concern: Concern | None = None
    place: Place | None = None
    since: date | None = None
    until: date | None = None


@transaction.atomic
def ask_export(
    *, actor: Actor, export_id: UUID, wanted: Wanted, reason: str, urgent: bool, now: datetime
) -> CareExport:
    """
    Ask that something leave. Sent again with the same id it answers the first one.

    Raises ReasonTooShort, ReasonOverlong, ExportOfNothing, ConcernUnknown, NotAllowed.
    """
    place = wanted.concern.place if wanted.concern else wanted.place
    if actor.account_id is None or actor.organisation_id is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_ACT)
    known = CareExport.objects.filter(pk=export_id, asked_by=actor.account_id).first()
    if known is not None:
        return known
    check_reason(reason)
    if place is None or (wanted.concern is None and not _days(wanted)):
        raise problems.ExportOfNothing
    if wanted.concern is not None:
        concern_for(actor, wanted.concern.pk)
    policies.check_can_export(actor, place)
    made = CareExport.objects.create(
        id=export_id,
        organisation_id=actor.organisation_id,
        kind=ExportKind.CASE if wanted.concern else ExportKind.AUDIT,
        concern=wanted.concern,
        place=place,
        since=None if wanted.concern else wanted.since,
        until=None if wanted.concern else wanted.until,
        urgent=urgent,
        reason_sealed=sealing.seal(
            policies.care_key(actor.organisation_id), reason.strip().encode(), aad=export_id.bytes
        ),
        asked_at=now,
        asked_by_id=actor.account_id,
    )
    _note(made, actor.account_id, ExportDeed.ASK, now)
    return made


def _days(wanted: Wanted) -> bool:
    return wanted.since is not None and wanted.until is not None and wanted.since <= wanted.until


@transaction.atomic
def approve_export(*, actor: Actor, export: CareExport, now: datetime) -> CareExport:
    """Approve what another person asked. Raises SecondPersonNeeded, ExportNotOpen, ExportUnknown, NotAllowed."""
    locked, account_id = _second(actor, export, now)
    locked.approved_at, locked.approved_by_id = now, account_id
    locked.save(update_fields=["approved_at", "approved_by"])
    _note(locked, account_id, ExportDeed.APPROVE, now)
    return locked


@transaction.atomic
def refuse_export(*, actor: Actor, export: CareExport, now: datetime) -> CareExport:
    """Refuse what another person asked. Raises as ``approve_export``."""
    locked, account_id = _second(actor, export, now)
    locked.refused_at = now
    locked.save(update_fields=["refused_at"])
    _note(locked, account_id, ExportDeed.REFUSE, now)
    return locked


def _second(actor: Actor, export: CareExport, now: datetime) -> tuple[CareExport, UUID]:
    locked, account_id = _locked(actor, export)
    if account_id == locked.asked_by_id:
        raise problems.SecondPersonNeeded
    if state_of(locked, now) != ExportState.ASKED:
        raise problems.ExportNotOpen
    return locked, account_id


def _locked(actor: Actor, export: CareExport) -> tuple[CareExport, UUID]:
    found = export_for(actor, export.pk)
    policies.check_can_export(actor, found.place)
    if actor.account_id is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_ACT)
    return CareExport.objects.select_for_update().get(pk=found.pk), actor.account_id


@transaction.atomic
def take_export(*, actor: Actor, export: CareExport, passphrase: str, now: datetime) -> bytes:
    """
    The file, in the age format, that this passphrase opens and nothing else: it is kept nowhere.

    Each taking is noted; a case is looked at by it. Raises PassphraseTooShort, ExportNotOpen before it may be taken or
    after, ExportUnknown, NotAllowed.
    """
    if len(passphrase) < PASSPHRASE_LEAST:
        raise problems.PassphraseTooShort(least=PASSPHRASE_LEAST)
    locked, account_id = _locked(actor, export)
    if state_of(locked, now) != ExportState.READY:
        raise problems.ExportNotOpen
    if locked.concern is not None:
        note_look(account_id, locked.concern, LookReason.EXPORT, now)
    _note(locked, account_id, ExportDeed.TAKE, now)
    text = "\n".join(_lines(locked, now)) + "\n"
    sealed: bytes = pyrage.passphrase.encrypt(text.encode(), passphrase)
    return sealed


def _lines(export: CareExport, now: datetime) -> Iterator[str]:
    yield f"care {export.kind}, asked by {export.asked_by.name}, approved by {export.approved_by.name}"  # type: ignore[union-attr]  # it is ready
    yield f"reason: {reason_of(export)}"
    yield f"made {now:%Y-%m-%dT%H:%MZ}; destroy it when it has served"
    yield ""
    yield from _case(export.concern) if export.concern else _log(export)


def _case(concern: Concern) -> Iterator[str]:
    """What is known of a case. Who it is about is said by a code: the name is told apart from it."""
    code = concern.participant.code if concern.participant else "not said"
    yield f"case {concern.pk}; person {code}; {concern.source}, {concern.item}; {concern.state} {concern.level}"
    yield f"raised {concern.raised_at:%Y-%m-%dT%H:%MZ}; {opened(concern, concern.words_sealed, concern.pk)}"
    yield ""
    for step in concern.contacts.select_related("by").order_by("at", "noted_at", "pk"):
        who = step.by.name if step.by else "system"
        told = opened(concern, step.words_sealed, step.pk)
        yield f"{step.at:%Y-%m-%dT%H:%MZ}; {who}; {step.what} {step.level}{step.closed_as}; {told}"
    yield ""
    for entry in reversed(entries_of(concern)):
        yield _line(entry)


def _log(export: CareExport) -> Iterator[str]:
    """The log of a place: who did what about which case, and no word of a case itself."""
    zone = people.time_zone_of(export.organisation_id)
    rows = CareEntry.objects.filter(
        organisation=export.organisation_id, concern__place__path__startswith=export.place.path
    )
    for entry in rows.select_related("by").order_by("at", "pk"):
        day = entry.at.astimezone(zone).date()
        if export.since and export.until and export.since <= day <= export.until:
            yield _line(entry)


def _line(entry: CareEntry) -> str:
    who = entry.by.name if entry.by else "system"
    return f"{entry.at:%Y-%m-%dT%H:%MZ}; {who}; {entry.what} {entry.did}{entry.why}; case {entry.concern_id}"


def _note(export: CareExport, account_id: UUID, what: ExportDeed, now: datetime) -> None:
    ExportEntry.objects.create(export=export, at=now, by_id=account_id, what=what)
