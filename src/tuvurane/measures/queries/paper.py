"""Questionnaires on paper: which wait for a second entry, what is keyed, where two entries differ, and how often."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from tuvurane.foundation import sealing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.groups.rules.voice import wilson
from tuvurane.measures import policies, problems
from tuvurane.measures.models import PaperEntry, PaperSheet
from tuvurane.measures.queries.instruments import instrument
from tuvurane.measures.queries.screening import screening_of
from tuvurane.measures.scoring import Item
from tuvurane.people import queries as people
from tuvurane.people.models import RoleHeld
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places

# People of an office who may ask anywhere in their places; facilitators ask in the groups that they lead.
_ASKING = [role for role, rule in ROLES.items() if Verb.RESPONSES_RECORD in rule.verbs and not rule.own_groups_only]


class SheetState(StrEnum):
    """How far a sheet has come."""

    BEGUN = "begun"
    WAITS = "waits"
    DIFFERS = "differs"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet that is not recorded yet, and who keyed it first. ``mine``: the reader did."""

    sheet: PaperSheet
    code: str
    state: SheetState
    first_by: str
    first_at: datetime | None
    mine: bool


class Difference(NamedTuple):
    """One item under which the two entries differ; None: no answer."""

    item: Item
    first: int | None
    second: int | None


@dataclass(frozen=True, slots=True)
class DoubleShare:
    """How many items differed of all that were keyed twice, of one questionnaire in one place."""

    place: str
    instrument: str
    sheets: int
    items: int
    differing: int

    @property
    def share(self) -> float:
        """The share itself, 0 to 1. Raises ZeroDivisionError where nothing was keyed twice."""
        return self.differing / self.items

    @property
    def interval(self) -> tuple[float, float]:
        """Its Wilson interval at 95 %."""
        return wilson(self.differing, self.items)


def state_of(sheet: PaperSheet, entries: int) -> SheetState:
    """How far a sheet with so many entries has come."""
    if sheet.response_id is not None:
        return SheetState.RECORDED
    if sheet.differing is not None:
        return SheetState.DIFFERS
    return SheetState.WAITS if entries else SheetState.BEGUN


def sheet_for(actor: Actor, sheet_id: UUID) -> PaperSheet:
    """One sheet of a group on which the actor may ask. Raises SheetUnknown."""
    found = _sheets_visible_to(actor).filter(pk=sheet_id).first()
    if found is None:
        raise problems.SheetUnknown
    return found


def open_sheet_of(group: Group, participant_id: UUID, *, arm: str, wave: str, instrument: str) -> PaperSheet | None:
    """The sheet of this person and wave that is not recorded yet, if there is one."""
    same = {"participant": participant_id, "arm": arm, "wave": wave, "instrument": instrument}
    return PaperSheet.objects.filter(group=group, response__isnull=True, **same).first()


def open_sheets(actor: Actor) -> QuerySet[PaperSheet]:
    """The sheets in the actor's scope that are not recorded yet, those that wait longest first."""
    waiting = _sheets_visible_to(actor).filter(response__isnull=True)
    return waiting.prefetch_related("entries__entered_by").order_by("made_at", "pk")


def rows_of_sheets(actor: Actor, sheets: Sequence[PaperSheet]) -> list[SheetRow]:
    """How far each of these sheets has come; one query besides their own."""
    codes = group_queries.codes_of(sheet.participant_id for sheet in sheets)
    return [_row(actor, sheet, codes[sheet.participant_id]) for sheet in sheets]


def _row(actor: Actor, sheet: PaperSheet, code: str) -> SheetRow:
    entries = sorted(sheet.entries.all(), key=lambda entry: entry.number)
    first = entries[0] if entries else None
    return SheetRow(
        sheet=sheet,
        code=code,
        state=state_of(sheet, len(entries)),
        first_by=first.entered_by.name if first and first.entered_by else "",
        first_at=first.entered_at if first else None,
        mine=first is not None and first.entered_by_id == actor.account_id,
    )


def items_to_key(sheet: PaperSheet) -> list[Item]:
    """
    What stands on the form of a sheet, in order.

    Screening items only where the gate was open on the day of asking. The second entry has the items of the first,
    whatever has changed since.
    """
    found = instrument(sheet.instrument, sheet.version)
    first = sheet.entries.filter(number=1).first()
    if first is not None:
        keyed = answers_of_entry(first)
        return [item for item in found.items if item.key in keyed]
    is_open = screening_of([sheet.group], sheet.administered_on)[sheet.group_id].is_open if found.flagged else True
    return [item for item in found.items if is_open or item.key not in found.flagged]


def differences_of(actor: Actor, sheet: PaperSheet) -> list[Difference]:
    """The items under which the two entries differ, for those who may record. Raises NotAllowed, NotCompared."""
    policies.check_can_record(actor, sheet.group)
    entries = [answers_of_entry(entry) for entry in sheet.entries.order_by("number")]
    if len(entries) < 2:
        raise problems.NotCompared
    named = instrument(sheet.instrument, sheet.version).item_named
    first, second = entries
    return [Difference(named[key], value, second[key]) for key, value in first.items() if second[key] != value]


def answers_of_entry(entry: PaperEntry) -> dict[str, int | None]:
    """What was keyed. Whoever calls has checked that it may be compared; it never leaves memory."""
    key = people.organisation_key(entry.sheet.group.organisation_id)
    answers: dict[str, int | None] = json.loads(
        sealing.unseal(key, bytes(entry.answers_sealed), aad=entry.pk.bytes).decode()
    )
    return answers


def askers_of(group: Group) -> dict[UUID, str]:
    """Who may have asked in a group: those who lead or led it, then those who ask anywhere in its place; two queries."""
    leading = group_queries.facilitators_of_groups([group.pk], ended=True)[group.pk]
    found = {one.account_id: one.name for one in leading}
    held = RoleHeld.objects.filter(role__in=_ASKING, account__organisation=group.organisation_id)
    columns = ("account_id", "account__name", "place__path")
    for account_id, name, path in held.order_by("account__name", "pk").values_list(*columns):
        if group.place.path.startswith(path):
            found.setdefault(account_id, name)
    return found


def double_shares(actor: Actor) -> list[DoubleShare]:
    """How often two entries differed, by commune and questionnaire, never by who keyed; two queries."""
    compared = _compared(actor).values("group__place__path", "group__place__name", "instrument")
    rows = compared.annotate(n_items=Sum("items"), n_differing=Sum("differing"), n=Count("pk"))
    communes = places.lying_in((row["group__place__path"] for row in rows), level=places.COMMUNE)
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        commune = communes.get(row["group__place__path"])
        kind = (commune.name if commune else row["group__place__name"], row["instrument"])
        for place, number in enumerate((row["n"], row["n_items"], row["n_differing"])):
            sums[kind][place] += number
    return [DoubleShare(*kind, *counts) for kind, counts in sorted(sums.items())]


def own_share(actor: Actor) -> DoubleShare | None:
    """The same of the sheets of which the reader keyed one entry: for nobody's eyes but theirs; one query."""
    mine = _compared(actor).filter(entries__entered_by=actor.account_id)
    found: Mapping[str, int | None] = mine.aggregate(n=Count("pk"), n_items=Sum("items"), n_differing=Sum("differing"))
    if not found["n"] or not found["n_items"]:
        return None
    return DoubleShare("", "", found["n"], found["n_items"], found["n_differing"] or 0)


def _compared(actor: Actor) -> QuerySet[PaperSheet]:
    return _sheets_visible_to(actor).filter(items__isnull=False).order_by()


def _sheets_visible_to(actor: Actor) -> QuerySet[PaperSheet]:
    groups = group_queries.groups_visible_to(actor, verb=Verb.RESPONSES_RECORD).order_by()
    sheets = PaperSheet.objects.filter(group__in=groups.values("pk"))
    return sheets.select_related("group__place__parent", "asked_by", "response")
