"""
What this room forgets of a participant: it holds nobody, but words in which somebody may be named.

Struck are notes of visits, what was done in another way, what was agreed, calls for help and their answers, notes of
well-being, and the notes of ratings in their groups. Called by the room of rights only, before the names are gone.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from tuvurane.foundation import records
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import FacilitatorAssignment
from tuvurane.supervision.models import Checklist, FollowUp, Help, HelpAnswer, Visit, WellbeingNote
from tuvurane.supervision.queries.sealed import closed, opened, wellbeing_row
from tuvurane.training.models import Rating


class _Words(NamedTuple):
    """Rows with sealed words: in which column, and the bytes that they are bound to."""

    rows: QuerySet[Any]
    column: str
    bound_to: Callable[[Any], bytes]


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:  # noqa: ARG001 - as every room offers it
    """Strike a person's names out of this room's words; answers in how many texts they stood."""
    names = group_queries.names_of(participant_id)
    texts = sum(_strike(names, words) for words in _words_about(names))
    return {"supervision_notes": texts} if texts else {}


def _words_about(names: group_queries.Names) -> Iterator[_Words]:
    """Words of the groups where the person sat, and of those who lead or led them."""
    groups = Q(group__in=names.groups)
    led = FacilitatorAssignment.objects.filter(group__in=names.groups).order_by().values("account_id")
    leader = Q(facilitator__in=led)
    visits = Visit.objects.filter(groups | Q(seen__facilitator__in=led)).order_by().values("pk")
    yield _Words(Visit.objects.filter(pk__in=visits), "note_sealed", _own_id)
    yield _Words(Checklist.objects.filter(groups), "adapted_sealed", _own_id)
    yield _Words(FollowUp.objects.filter(groups | leader | Q(visit__in=visits)), "what_sealed", _own_id)
    yield _Words(Help.objects.filter(leader), "line_sealed", _own_id)
    yield _Words(HelpAnswer.objects.filter(help__facilitator__in=led), "note_sealed", lambda row: row.help_id.bytes)
    yield _Words(
        WellbeingNote.objects.filter(leader),
        "note_sealed",
        lambda row: wellbeing_row(row.facilitator_id, row.supervisor_id, row.month),
    )
    yield _Words(Rating.objects.filter(Q(observation__group__in=names.groups) | leader), "note_sealed", _own_id)


def _own_id(row: Model) -> bytes:
    key: UUID = row.pk
    return key.bytes


def _strike(names: group_queries.Names, words: _Words) -> int:
    many = 0
    for row in words.rows.exclude(**{words.column: None}).order_by("pk"):
        bound = words.bound_to(row)
        text = opened(names.organisation_id, getattr(row, words.column), row=bound)
        struck = _struck_json(names, text) if words.column == "adapted_sealed" else names.strike(text)
        if struck == text:
            continue
        also = {"fingerprint": records.STRUCK} if hasattr(row, "fingerprint") else {}
        sealed = closed(names.organisation_id, struck, row=bound)
        many += records.strike_out(words.rows.model._base_manager.filter(pk=row.pk), **{words.column: sealed}, **also)
    return many


def _struck_json(names: group_queries.Names, text: str) -> str:
    """The words of a checklist stand by their codes, which are no words of anybody."""
    told = {code: names.strike(how) for code, how in json.loads(text or "{}").items()}
    return json.dumps(told, ensure_ascii=False) if text else text
