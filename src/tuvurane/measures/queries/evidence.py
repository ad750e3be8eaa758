"""Rows without names for evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Consent
from tuvurane.measures.codes import Arm, Form
from tuvurane.measures.queries.responses import counted
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One counted total without a name. ``person`` and ``group`` tell rows apart and say nothing else."""

    person: str
    group: str
    wave: str
    total: float | None
    sex: str
    place_path: str


def rows_for_evidence(
    actor: Actor,
    instrument: str,
    place_path: str | None = None,
    *,
    arm: Arm = Arm.GROUP,
    form: Form = Form.WHOLE,
) -> Iterator[EvidenceRow]:
    """
    The counted totals of one instrument in the actor's scope (``evidence.see``), without names.

    Of those who meet, or of those who wait: the two are never mixed. Totals of a questionnaire asked without its
    screening item compare only with their like, so they are read apart (``form``). With ``place_path`` only groups at or below that place. People who took back their consent to be
    measured are left out. Two queries; read in chunks.
    """
    groups = group_queries.groups_visible_to(actor, verb=Verb.EVIDENCE_SEE).order_by()
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    withdrawn = _withdrawn()
    rows = (
        counted().filter(instrument=instrument, arm=arm, form=form, group__in=groups.values("pk")).order_by("seq", "pk")
    )
    columns = (
        _as_stored("participant"),
        _as_stored("group"),
        "wave",
        "total",
        "participant__sex",
        "group__place__path",
    )
    written = _Written()
    for person, group, *rest in rows.values_list(*columns).iterator(chunk_size=CHUNK):
        if person not in withdrawn:
            yield EvidenceRow(written[person], written[group], *rest)


class _Written(dict[str, str]):
    """Ids as we write them, by how the database stores them. Each is converted once, not once a row."""

    def __missing__(self, stored: str) -> str:
        self[stored] = str(UUID(stored))
        return self[stored]


def _as_stored(column: str) -> Cast:
    """The id in the column as the database's own text: no UUID is made of it."""
    return Cast(column, CharField())


def _withdrawn() -> set[str]:
    later_yes = Consent.objects.filter(
        participant=OuterRef("participant"), purpose=Purpose.BE_MEASURED, given=True, seq__gt=OuterRef("seq")
    )
    taken_back = Consent.objects.filter(~Exists(later_yes), purpose=Purpose.BE_MEASURED, given=False)
    return set(taken_back.values_list(_as_stored("participant"), flat=True))


def asked_without_screening(actor: Actor) -> set[str]:
    """The instruments that were asked without their screening item in the actor's scope; one query."""
    groups = group_queries.groups_visible_to(actor, verb=Verb.EVIDENCE_SEE).order_by()
    rows = counted().filter(form=Form.WITHOUT_SCREENING, group__in=groups.values("pk"))
    return set(rows.order_by().values_list("instrument", flat=True).distinct())
