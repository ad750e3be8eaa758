"""Reading the vote with stones: behind its guard, as far and as soon as a reader may, and pooled."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from tuvurane.foundation.records import Standing
from tuvurane.groups.codes import SESSIONS, Voice, VoiceSight
from tuvurane.groups.models import Group, Session, VoiceTally
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.groups.rules.voice import Pool, Share, guard, is_reliable, pooled
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

LATER = "later"
TOTALS = ("good", "middle", "not_good")
CHUNK = 5_000


class VoiceReading(NamedTuple):
    """
    The totals of one question in one session, or why they are not shown.

    ``hidden`` is empty, or what ``rules.voice.guard`` answers: then the totals are None and the group
    needs a visit. ``later``: whoever leads the group reads them once its next session was held.
    """

    number: int
    question: Voice
    good: int | None
    middle: int | None
    not_good: int | None
    hidden: str

    @property
    def share(self) -> Share | None:
        """The share of the good container; None where the totals are not shown."""
        if self.good is None or self.middle is None or self.not_good is None:
            return None
        return Share(self.good, self.good + self.middle + self.not_good)


class Vote(NamedTuple):
    """The vote of one question in one session of one group, for a figure over many groups."""

    group: str
    place_path: str
    number: int
    question: Voice
    good: int
    stones: int


class Votes(NamedTuple):
    """What a figure over many groups rests on; ``left_out`` were counted by one person or do not add up."""

    counted: list[Vote]
    left_out: int


def read_vote(
    number: int, question: Voice, tally: tuple[int, int, int], *, present: int, by_two: bool | None
) -> VoiceReading:
    """One question behind the disclosure guard."""
    hidden = guard(*tally, present=present, by_two=by_two)
    good, middle, not_good = (None, None, None) if hidden else tally
    return VoiceReading(number, question, good, middle, not_good, hidden)


def voice_of(group: Group, sight: VoiceSight = VoiceSight.AT_ONCE) -> list[VoiceReading]:
    """
    The vote of a group's sessions, behind the disclosure guard and as soon as ``sight`` allows.

    Totals are hidden where each could betray a person or rests on a mistake (``rules.voice.guard``).
    POOLED reads no single session: see ``voice_pools``.
    """
    rows = VoiceTally.objects.filter(session__group=group, session__standing=Standing.COUNTED)
    return _read(rows, sight)


def voice_in(session: Session, sight: VoiceSight = VoiceSight.AT_ONCE) -> list[VoiceReading]:
    """The vote of one report, however it stands, behind the same guard."""
    return _read(VoiceTally.objects.filter(session=session), sight)


def voice_pools(group: Group) -> dict[Voice, list[Pool]]:
    """The vote of a group for readers outside its circle: several sessions together, of those that may be shown."""
    shown = [(reading, reading.share) for reading in voice_of(group)]
    return {
        question: pooled((one.number, share) for one, share in shown if share and one.question == question)
        for question in Voice
    }


def voice_for_leader(group_ids: Iterable[UUID]) -> dict[UUID, list[tuple[int, dict[Voice, float | None]]]]:
    """
    What the facilitators of these groups may read of the vote, by session: the good share of each question.

    Only sessions that another one was held after, so that nobody is asked who laid which stone; None
    where the guard hides the totals. One query, however many groups.
    """
    rows = VoiceTally.objects.filter(session__group__in=list(group_ids), session__standing=Standing.COUNTED)
    found: dict[UUID, dict[int, dict[Voice, float | None]]] = {}
    for row in _in_order(rows.filter(_followed())):
        reading = _guarded(row)
        sessions = found.setdefault(row.session.group_id, {})
        sessions.setdefault(reading.number, {})[reading.question] = reading.share.value if reading.share else None
    return {group_id: list(sessions.items()) for group_id, sessions in found.items()}


def votes_for_evidence(actor: Actor, *, question: Voice | None = None, last: int = SESSIONS) -> Votes:
    """
    The votes of all groups in which the actor may see evidence, as counted; for figures over many groups alone.

    Of one ``question`` and up to the session ``last``, where they are asked for.

    They pass no single group's guard, since a figure over many tells of none: whoever shows one hands it
    to evidence's disclosure. One query.
    """
    groups = groups_visible_to(actor, verb=Verb.EVIDENCE_SEE).order_by()
    rows = VoiceTally.objects.filter(session__standing=Standing.COUNTED, session__group__in=groups.values("pk"))
    rows = rows.filter(session__number__lte=last)
    rows = rows if question is None else rows.filter(question=question)
    told = ("session__group__place__path", "session__number", "question", "session__present", "session__voice_by_two")
    asked, written = {question.value: question for question in Voice}, _Written()
    counted, left_out = [], 0
    found = rows.values_list(Cast("session__group_id", CharField()), *told, *TOTALS)
    for group, path, number, about, present, by_two, *totals in found.iterator(chunk_size=CHUNK):
        if is_reliable(*totals, present=present, by_two=by_two):
            counted.append(Vote(written[group], path, number, asked[about], totals[0], sum(totals)))
        else:
            left_out += 1
    return Votes(counted, left_out)


class _Written(dict[str, str]):
    """Ids as they are written everywhere, by how the database stores them; each converted once, not once a row."""

    def __missing__(self, stored: str) -> str:
        self[stored] = str(UUID(stored))
        return self[stored]


def _read(rows: QuerySet[VoiceTally], sight: VoiceSight) -> list[VoiceReading]:
    if sight == VoiceSight.POOLED:
        return []
    early = set(rows.exclude(_followed()).values_list("pk", flat=True)) if sight == VoiceSight.AFTER_NEXT else set()
    return [_later(row) if row.pk in early else _guarded(row) for row in _in_order(rows)]


def _later(row: VoiceTally) -> VoiceReading:
    return VoiceReading(row.session.number, Voice(row.question), None, None, None, LATER)


def _in_order(rows: QuerySet[VoiceTally]) -> QuerySet[VoiceTally]:
    return rows.select_related("session").order_by("session__number", "pk")


def _followed() -> Exists:
    """Whether a session of a later number was held."""
    later = Session.objects.filter(
        group=OuterRef("session__group"), standing=Standing.COUNTED, number__gt=OuterRef("session__number")
    )
    return Exists(later)


def _guarded(row: VoiceTally) -> VoiceReading:
    session, tally = row.session, (row.good, row.middle, row.not_good)
    return read_vote(session.number, Voice(row.question), tally, present=session.present, by_two=session.voice_by_two)
