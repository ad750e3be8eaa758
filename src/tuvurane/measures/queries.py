"""Reading measures: what is due, what was asked, who needs attention, rows without names for evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from tuvurane.foundation import words
from tuvurane.foundation.records import Standing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Consent, Group
from tuvurane.measures import policies, problems, scoring
from tuvurane.measures.codes import SETTLED, Wave, wave_plan
from tuvurane.measures.models import Flag, Response, Wording
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Due:
    """A questionnaire to ask now: on which seat, in which wave, with which instrument."""

    seat: int
    wave: Wave
    instrument: str


@dataclass(frozen=True, slots=True)
class WaveCount:
    """How far a wave has come in a group, without any score. ``beside`` reports wait to be settled."""

    wave: Wave
    instrument: str
    answered: int
    incomplete: int
    beside: int


@dataclass(frozen=True, slots=True)
class Total:
    """One counted total; None where an item is missing."""

    participant_id: UUID
    wave: Wave
    instrument: str
    administered_on: date
    total: float | None
    missing: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One counted total without a name. ``person`` and ``group`` tell rows apart and say nothing else."""

    person: str
    group: str
    wave: str
    total: float | None
    sex: str
    place_path: str


def responses_of(account_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these responses we hold from this person."""
    return set(Response.objects.filter(pk__in=list(ids), asked_by_id=account_id).values_list("pk", flat=True))


def instruments_for_phone(language: str) -> list[dict[str, Any]]:
    """
    The instruments that the programme asks, as the phone's API declares them; one query.

    ``{"name", "version", "title", "items": [{"key", "label": {language: text}, "text": {language:
    text}}], "options": [{"value", "label"}]}``; ``text`` only where a wording is loaded. ``title``
    is in ``language``. Neither scoring nor cut-offs reach a phone.
    """
    asked = [scoring.instrument_named(name) for name in wave_plan().instruments]
    texts = _wordings(asked)
    return [
        {
            "name": instrument.name,
            "version": instrument.version,
            "title": words.say(instrument.title, language),
            "items": [
                {"key": item.key, "label": dict(item.label), "text": texts.get((instrument.name, item.key), {})}
                for item in instrument.items
            ],
            "options": [{"value": option.value, "label": dict(option.label)} for option in instrument.options],
        }
        for instrument in asked
    ]


def _wordings(asked: Sequence[scoring.Instrument]) -> dict[tuple[str, str], dict[str, str]]:
    texts: dict[tuple[str, str], dict[str, str]] = {}
    current = {(instrument.name, instrument.version) for instrument in asked}
    rows = Wording.objects.order_by("pk").values_list("instrument", "version", "item", "language", "text")
    for instrument, version, item, language, text in rows:
        if (instrument, version) in current:
            texts.setdefault((instrument, item), {})[language] = text
    return texts


def wordings_loaded() -> list[tuple[str, str, str]]:
    """Which instrument, version and language have a wording here."""
    rows = Wording.objects.values_list("instrument", "version", "language")
    return list(rows.distinct().order_by("instrument", "version", "language"))


def due_for(group: Group) -> list[Due]:
    """What to ask in a group now, by seat; see ``due_for_groups``."""
    return due_for_groups([group])[group.pk]


def due_for_groups(groups: Sequence[Group]) -> dict[UUID, list[Due]]:
    """
    What to ask now in several groups, by seat; four queries whatever their number.

    Due is each instrument of the plan (``waves.json``), in each wave whose window is open for the
    group, for each member who is there, has agreed to be measured and has no counted answers yet.
    """
    held = _sessions_held([group.pk for group in groups])
    stays = group_queries.members_of_groups(groups, identified=False)
    here = {group.pk: [stay for stay in stays[group.pk] if stay.left_on is None] for group in groups}
    people = [stay.participant_id for members in here.values() for stay in members]
    agreed = _agreed(people)
    done = set(_counted().filter(participant__in=people).values_list("participant_id", "wave", "instrument"))
    plan = wave_plan()
    return {
        group.pk: [
            Due(stay.seat, wave, instrument)
            for stay in here[group.pk]
            if stay.participant_id in agreed
            for wave in plan.due_waves(group.status, held[group.pk])
            for instrument in plan.instruments
            if (stay.participant_id, wave, instrument) not in done
        ]
        for group in groups
    }


def waves_turned(groups: Iterable[Group], *, last: Mapping[UUID, int]) -> set[UUID]:
    """The groups in which a wave opened or closed with one of the ``last`` sessions held of each; one query."""
    groups = list(groups)
    held, plan = _sessions_held([group.pk for group in groups]), wave_plan()
    lately = {group.pk: range(max(0, held[group.pk] - last[group.pk]), held[group.pk] + 1) for group in groups}
    due = {group.pk: {tuple(plan.due_waves(group.status, n)) for n in lately[group.pk]} for group in groups}
    return {group_id for group_id, waves in due.items() if len(waves) > 1}


def _sessions_held(group_ids: Sequence[UUID]) -> Counter[UUID]:
    sessions = group_queries.sessions_of_groups(group_ids).order_by()
    return Counter(dict(sessions.values("group_id").annotate(n=Count("pk")).values_list("group_id", "n")))


def _agreed(participant_ids: Iterable[UUID]) -> set[UUID]:
    words_given = Consent.objects.filter(participant__in=list(participant_ids), purpose=Purpose.BE_MEASURED)
    latest = dict(words_given.order_by("seq", "pk").values_list("participant_id", "given"))
    return {participant_id for participant_id, given in latest.items() if given}


def _counted() -> QuerySet[Response]:
    return Response.objects.filter(standing=Standing.COUNTED)


def waves_of(group: Group) -> list[WaveCount]:
    """How far each wave has come in a group, in the order of waves and of the plan; one query."""
    rows = (
        Response.objects.filter(group=group)
        .exclude(standing=Standing.SUPERSEDED)
        .values("wave", "instrument")
        .annotate(
            answered=Count("pk", filter=Q(standing=Standing.COUNTED)),
            incomplete=Count("pk", filter=Q(standing=Standing.COUNTED, missing__gt=0)),
            beside=Count("pk", filter=Q(standing=Standing.BESIDE)),
        )
        .order_by("wave", "instrument")
    )
    found = [
        WaveCount(Wave(row["wave"]), row["instrument"], row["answered"], row["incomplete"], row["beside"])
        for row in rows
    ]
    order = list(Wave)
    return sorted(found, key=lambda count: (order.index(count.wave), count.instrument))


def totals_of(actor: Actor, group: Group) -> list[Total]:
    """The counted totals of a group's people, for those who may read them. Raises NotAllowed."""
    policies.check_can_see_totals(actor, group)
    columns = ("participant_id", "wave", "instrument", "administered_on", "total", "missing")
    rows = _counted().filter(group=group).order_by("participant_id", "administered_on", "instrument", "pk")
    return [Total(participant_id, Wave(wave), *rest) for participant_id, wave, *rest in rows.values_list(*columns)]


def responses_beside(group: Group) -> QuerySet[Response]:
    """Second reports of a wave that stand beside the counted one until someone settles it."""
    return Response.objects.filter(group=group, standing=Standing.BESIDE).order_by("seq")


def flags_visible_to(actor: Actor) -> QuerySet[Flag]:
    """
    The flags that the actor may see (``attention.see``): those to be settled first, then the oldest.

    Each carries ``settled``: whether someone talked with the person or referred them.
    """
    reach = in_scope(
        actor,
        organisation="response__group__organisation_id",
        path="response__group__place__path",
        verb=Verb.ATTENTION_SEE,
    )
    return (
        Flag.objects.filter(reach)
        .select_related("response__participant", "response__group__place__parent", "answered_by")
        .annotate(settled=Q(answer__in=list(SETTLED)))
        .order_by("settled", "raised_at", "pk")
    )


def flag_for(actor: Actor, flag_id: UUID) -> Flag:
    """One flag inside the actor's scope. Raises FlagUnknown."""
    flag = flags_visible_to(actor).filter(pk=flag_id).first()
    if flag is None:
        raise problems.FlagUnknown
    return flag


def rows_for_evidence(actor: Actor, instrument: str, place_path: str | None = None) -> Iterator[EvidenceRow]:
    """
    The counted totals of one instrument in the actor's scope (``evidence.see``), without names.

    With ``place_path`` only groups at or below that place. People who took back their consent to be
    measured are left out. Two queries; read in chunks.
    """
    groups = group_queries.groups_visible_to(actor, verb=Verb.EVIDENCE_SEE).order_by()
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    withdrawn = _withdrawn()
    rows = _counted().filter(instrument=instrument, group__in=groups.values("pk")).order_by("seq", "pk")
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
