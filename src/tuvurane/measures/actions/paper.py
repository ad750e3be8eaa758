"""Questionnaires answered on paper: keyed twice by two people, compared, settled with the paper in hand."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.measures import policies, problems, queries, scoring
from tuvurane.measures.actions.concerns import raise_concerns
from tuvurane.measures.actions.responses import check_new, record_response
from tuvurane.measures.codes import Arm, Entered, Wave
from tuvurane.measures.models import PaperEntry, PaperSheet, Response
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin
from tuvurane.people.scope import Actor

# What there may be only one sheet of at a time.
KEY = ("participant_id", "arm", "wave", "instrument")


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands at the head of a sheet: whose it is, which questionnaire, when, and who asked (None: not known)."""

    participant_id: UUID
    arm: Arm
    wave: Wave
    instrument: str
    version: str
    language: str
    administered_on: date
    asked_by_id: UUID | None = None


class Keyed(NamedTuple):
    """A sheet after an entry: which entry it was, the items that differ, and the response where none does."""

    sheet: PaperSheet
    number: int
    differing: tuple[str, ...]
    response: Response | None


@transaction.atomic
def open_sheet(*, actor: Actor, sheet_id: UUID, group_id: UUID, head: SheetHead, now: datetime) -> PaperSheet:
    """
    Take a sheet of paper to be keyed. Opened again with the same id it answers the first.

    Asks for what a response asks for, consent too, so that nothing is keyed in vain. Locks the group. Raises
    IdAlreadyUsed, SheetAlreadyOpen, AskerUnknown, NoConsent, NotAMember, NotWaiting, WaveUnknown, LanguageUnknown,
    DateInFuture, InstrumentUnknown, VersionUnknown, groups.GroupUnknown, NotAllowed.
    """
    group = group_queries.group_for(actor, group_id)
    lock(group.pk)
    known = PaperSheet.objects.filter(pk=sheet_id).first()
    if known is not None:
        if any(getattr(known, name) != value for name, value in asdict(head).items()):
            raise problems.IdAlreadyUsed
        return known
    sheet = PaperSheet(id=sheet_id, group=group, made_at=now, **asdict(head))
    _check_head(actor, sheet, now)
    queries.instrument(head.instrument, head.version)
    touch(actor, "paper.open", group, now, _detail(sheet))
    sheet.save(force_insert=True)
    return sheet


@transaction.atomic
def correct_sheet(*, actor: Actor, sheet_id: UUID, head: SheetHead, now: datetime) -> PaperSheet:
    """
    Correct the head of a sheet that is not recorded yet. What was keyed stays, and so does the questionnaire.

    Raises SheetRecorded, and what ``open_sheet`` raises of a head.
    """
    sheet = _unrecorded(actor, sheet_id)
    for name, value in asdict(head).items():
        if name not in {"instrument", "version"}:
            setattr(sheet, name, value)
    _check_head(actor, sheet, now)
    touch(actor, "paper.correct", sheet.group, now, _detail(sheet))
    sheet.save()
    return sheet


@transaction.atomic
def cancel_sheet(*, actor: Actor, sheet_id: UUID, now: datetime) -> None:
    """
    Drop a sheet that is not recorded yet, with what was keyed of it: until then it is nobody's answer.

    Raises SheetUnknown, SheetRecorded, NotAllowed.
    """
    sheet = _unrecorded(actor, sheet_id)
    touch(actor, "paper.cancel", sheet.group, now, _detail(sheet))
    sheet.entries.all().delete()
    sheet.delete()


@transaction.atomic
def key_sheet(
    *,
    actor: Actor,
    sheet_id: UUID,
    entry_id: UUID,
    answers: Mapping[str, int | None],
    now: datetime,
    yes_left_out: bool = False,
) -> Keyed:
    """
    Key a sheet: the first time, or the second time by somebody else. Where both say the same it is recorded at once.

    ``answers`` holds every item that stands on the form (``queries.items_to_key``); None where the paper has no
    answer. Keyed again with the same id it changes nothing. A yes to a screening item raises a concern with the first
    entry already: nobody at risk waits for a second pair of eyes. So does ``yes_left_out``: the paper holds a yes to one
    that is not on the form; it is heard and not scored. Raises IdAlreadyUsed, ItemsMissing, AnswerOutOfRange and
    its kin, SecondPersonNeeded, SheetKeyedTwice, SheetRecorded, SheetUnknown, what ``record_response`` raises,
    NotAllowed.
    """
    sheet = _locked(actor, sheet_id)
    entries = list(sheet.entries.order_by("number"))
    known = next((entry for entry in entries if entry.pk == entry_id), None)
    if known is not None:
        return _again(sheet, known, actor, answers)
    _check_open(sheet)
    _check_turn(entries, actor)
    _check_items(sheet, answers)
    _seal_entry(sheet, PaperEntry(id=entry_id, number=len(entries) + 1, entered_at=now), actor, answers)
    _hear(actor, sheet, answers, now, left_out=yes_left_out)
    differing = _differing(queries.answers_of_entry(entries[0]), answers) if entries else ()
    detail = _detail(sheet) | {"entry": len(entries) + 1}
    if not entries:
        touch(actor, "paper.key", sheet.group, now, detail)
        return Keyed(sheet, 1, (), None)
    touch(actor, "paper.key", sheet.group, now, detail | {"items": len(answers), "differing": len(differing)})
    sheet.items, sheet.differing = len(answers), len(differing)
    sheet.save(update_fields=["items", "differing"])
    return Keyed(sheet, 2, differing, None if differing else _record(actor, sheet, answers, now))


@transaction.atomic
def settle_sheet(*, actor: Actor, sheet_id: UUID, taken: Mapping[str, int | None], now: datetime) -> Response:
    """
    Say for each item that differs what stands on the paper: either value, or a third. Then the sheet is recorded.

    Settled again it answers the response. Raises NotCompared, ItemsMissing, AnswerOutOfRange, SheetUnknown, what
    ``record_response`` raises, NotAllowed.
    """
    sheet = _locked(actor, sheet_id)
    if sheet.response is not None:
        return sheet.response
    if not sheet.differing:
        raise problems.NotCompared
    first, second = (queries.answers_of_entry(entry) for entry in sheet.entries.order_by("number"))
    differing = _differing(first, second)
    if set(taken) != set(differing):
        raise problems.ItemsMissing(count=len(set(differing) - set(taken)))
    return _record(actor, sheet, first | dict(taken), now)


def _record(actor: Actor, sheet: PaperSheet, answers: Mapping[str, int | None], now: datetime) -> Response:
    """The response takes the sheet's id: however often it is asked for, it is made once."""
    flagged = queries.instrument(sheet.instrument, sheet.version).flagged
    taken = record_response(
        actor=actor,
        response_id=sheet.pk,
        participant_id=sheet.participant_id,
        group_id=sheet.group_id,
        wave=sheet.wave,
        instrument=sheet.instrument,
        version=sheet.version,
        language=sheet.language,
        answers=answers,
        administered_on=sheet.administered_on,
        now=now,
        origin=Origin(sheet.asked_by_id, None, None, None),
        arm=sheet.arm,
        entered=Entered.PAPER,
        not_asked=[item for item in flagged if item not in answers],
    )
    sheet.response = taken.response
    sheet.save(update_fields=["response"])
    return taken.response


def _again(sheet: PaperSheet, known: PaperEntry, actor: Actor, answers: Mapping[str, int | None]) -> Keyed:
    if known.entered_by_id != actor.account_id or queries.answers_of_entry(known) != dict(answers):
        raise problems.IdAlreadyUsed
    if known.number == 1:
        return Keyed(sheet, 1, (), sheet.response)
    first = queries.answers_of_entry(sheet.entries.get(number=1))
    return Keyed(sheet, 2, _differing(first, answers), sheet.response)


def _seal_entry(sheet: PaperSheet, entry: PaperEntry, actor: Actor, answers: Mapping[str, int | None]) -> None:
    key = people.organisation_key(sheet.group.organisation_id)
    entry.sheet, entry.entered_by_id = sheet, actor.account_id
    plain = json.dumps(dict(answers), separators=(",", ":"))
    entry.answers_sealed = sealing.seal(key, plain.encode(), aad=entry.pk.bytes)
    entry.save()


def _hear(actor: Actor, sheet: PaperSheet, answers: Mapping[str, int | None], now: datetime, *, left_out: bool) -> None:
    """``left_out``: whether the paper holds a yes to a screening item that is not on the form."""
    flagged = queries.instrument(sheet.instrument, sheet.version).flagged
    said = [item for item in flagged if answers.get(item) or (left_out and item not in answers)]
    raise_concerns(actor, _as_response(sheet), said, now)


def _as_response(sheet: PaperSheet) -> Response:
    """What the sheet will be once it is recorded, without its answers; unsaved."""
    same = {name: getattr(sheet, name) for name in (*KEY, "version", "language", "administered_on", "asked_by_id")}
    return Response(id=sheet.pk, group=sheet.group, **same)


def _differing(first: Mapping[str, int | None], second: Mapping[str, int | None]) -> tuple[str, ...]:
    return tuple(item for item, value in first.items() if second[item] != value)


def _check_items(sheet: PaperSheet, answers: Mapping[str, int | None]) -> None:
    asked = {item.key for item in queries.items_to_key(sheet)}
    missing = asked - set(answers)
    if missing:
        raise problems.ItemsMissing(count=len(missing))
    unasked = next((item for item in answers if item not in asked), None)
    if unasked is not None:
        raise problems.ItemUnknown(item=unasked, instrument=sheet.instrument)
    scoring.check_answers(queries.instrument(sheet.instrument, sheet.version), answers)


def _check_turn(entries: list[PaperEntry], actor: Actor) -> None:
    if len(entries) > 1:
        raise problems.SheetKeyedTwice
    if entries and entries[0].entered_by_id == actor.account_id:
        raise problems.SecondPersonNeeded


def _check_open(sheet: PaperSheet) -> None:
    if sheet.response_id is not None:
        raise problems.SheetRecorded


def _check_head(actor: Actor, sheet: PaperSheet, now: datetime) -> None:
    """Whether a response with this head would be taken, and no other sheet of the same waits."""
    check_new(actor, _as_response(sheet), now)
    if sheet.asked_by_id is not None and sheet.asked_by_id not in queries.askers_of(sheet.group):
        raise problems.AskerUnknown
    same = {name: getattr(sheet, name) for name in KEY}
    if PaperSheet.objects.filter(**same, response__isnull=True).exclude(pk=sheet.pk).exists():
        raise problems.SheetAlreadyOpen


def _unrecorded(actor: Actor, sheet_id: UUID) -> PaperSheet:
    sheet = _locked(actor, sheet_id)
    _check_open(sheet)
    return sheet


def _locked(actor: Actor, sheet_id: UUID) -> PaperSheet:
    """The sheet as it stands while its group is locked: two people may key at once."""
    group = queries.sheet_for(actor, sheet_id).group
    lock(group.pk)
    policies.check_can_record(actor, group)
    return queries.sheet_for(actor, sheet_id)


def _detail(sheet: PaperSheet) -> dict[str, object]:
    return {
        "sheet": str(sheet.pk),
        "participant": str(sheet.participant_id),
        "wave": sheet.wave,
        "instrument": sheet.instrument,
    }
