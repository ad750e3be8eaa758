"""Shapes for the pages of what was set aside: one line of the list, and one record opened."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from tuvurane.foundation import sealing, words
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Voice
from tuvurane.groups.queries import VoiceReading, read_vote
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.sync import catalogue
from tuvurane.sync import queries as sync_queries
from tuvurane.web.set_aside import said, said_asking, said_shifts, said_supervision
from tuvurane.web.wording import language, person, say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.sync.models import Decision, SetAside

READERS = {
    "session": said.session_said,
    "missed": said.missed_said,
    "settle": said.settle_said,
    "response": said.response_said,
}
IN_ROWS = {
    "visit": said_supervision.visit_said,
    "rating": said_supervision.rating_said,
    "checklist": said_supervision.checklist_said,
    "help": said_supervision.help_said,
    "shift": said_shifts.shift_said,
    "role": said_shifts.role_said,
    "declined": said_asking.declined_said,
}
PARTS = {
    "on": "office.session.held_on",
    "n": "office.session.number",
    "min": "office.session.minutes",
    "place": "office.session.place_kind",
    "phase": "office.session.phase_short",
    "by": "office.session.facilitators",
    "marks": "office.session.who",
    "voice": "office.session.vote",
    "shifts": "office.session.shifts",
    "hard": "office.session.challenges",
    "note": "office.session.note",
    "reason": "office.missed.reason",
    "group": "set_aside.group",
    "seat": "set_aside.person",
    "wave": "set_aside.wave",
    "instrument": "set_aside.questionnaire",
    "lang": "set_aside.language",
}
SEALED = "sealed"  # in place of the kind of a record that nobody here may read: not its group, its day, its seat
Body = Mapping[str, Any]


class Line(NamedTuple):
    """One record in a list. ``group`` is None where it has none in the reader's places."""

    aside: "SetAside"
    what: str
    group: "Group | None"
    names_group: bool
    why: str
    decision: "Decision | None"
    reason: str


class Marked(NamedTuple):
    """One person marked in a report: as the reader may call them, and whether that number exists in the group."""

    called: str
    known: bool
    mark: str


def body_of(aside: "SetAside") -> Body | None:
    """What a record says, as it came; None when the organisation's key is gone."""
    try:
        return sync_queries.opened(aside).body
    except sealing.Unreadable:
        return None


def kind_of(aside: "SetAside") -> str:
    """The kind when this server knows it in that version, ``sealed`` where it may not be told, else ``unknown``."""
    if catalogue.is_sealed(aside.kind):
        return SEALED
    shown = aside.kind in READERS or aside.kind in IN_ROWS
    known = (aside.kind, aside.version) in catalogue.CATALOGUE and shown
    return aside.kind if known else "unknown"


def what_of(aside: "SetAside", body: Body | None) -> str:
    """What a record is, in a few words."""
    kind = kind_of(aside)
    number = said.number((body or {}).get("n"))
    if kind in {"session", "settle", "checklist"} and number is not None:
        return say(f"set_aside.what.{kind}_n", n=number)
    return say(f"set_aside.what.{kind}")


def why_of(aside: "SetAside") -> str:
    """Why it was set aside, as the office reads it; where there are no words for the office, as the phone does."""
    if kind_of(aside) == SEALED:
        return say("set_aside.sealed_why")
    key = f"set_aside.why.{aside.why}"
    try:
        if words.knows(key):
            where = _where_in_words(str(aside.details.get("where", "")))
            return say(key, **{**aside.details, "person": aside.account.name, "where": where})
        return sync_queries.why(aside, language())
    except KeyError:  # kept for years, it may outlive its sentence
        return str(aside.why)


def _where_in_words(where: str) -> str:
    """The part of a record that could not be read, as the forms call it; its own name where they have none."""
    part = where.partition(".")[0]
    return say(PARTS[part]) if part in PARTS else said.text(part)


def refusal_of(aside: "SetAside", sentence: str) -> str:
    """Why it could not be accepted, as far as that may be told."""
    return say("set_aside.sealed_refused") if kind_of(aside) == SEALED else sentence


def next_of(aside: "SetAside") -> str:
    """What to do now."""
    kind = kind_of(aside)
    if kind == "unknown":
        return say("set_aside.unknown_help")
    own = [f"set_aside.next.{kind}", f"set_aside.next.{aside.why}"]
    return say(next((key for key in own if words.knows(key)), "set_aside.next"))


def lines_of(actor: Actor, asides: Iterable["SetAside"]) -> list[Line]:
    """The lines of a list; one query for their groups."""
    opened = [(aside, body_of(aside)) for aside in asides]
    named = {aside.pk: None if kind_of(aside) == SEALED else said.group_said(body or {}) for aside, body in opened}
    groups = groups_among(actor, named.values())
    return [_line(aside, body, named[aside.pk], groups) for aside, body in opened]


def _line(aside: "SetAside", body: Body | None, group_id: UUID | None, groups: Mapping[UUID | None, "Group"]) -> Line:
    decision = getattr(aside, "decision", None)
    return Line(
        aside=aside,
        what=what_of(aside, body),
        group=groups.get(group_id),
        names_group=group_id is not None,
        why=why_of(aside),
        decision=decision,
        reason="" if decision is None else reason_of(decision),
    )


def reason_of(decision: "Decision") -> str:
    """Why somebody decided so; empty where it cannot be opened."""
    try:
        return sync_queries.reason_of(decision)
    except sealing.Unreadable:
        return ""


def groups_among(actor: Actor, group_ids: Iterable[UUID | None]) -> dict[UUID | None, "Group"]:
    """Those of these groups that the actor finds and may record for."""
    wanted = [group_id for group_id in group_ids if group_id is not None]
    visible = group_queries.groups_visible_to(actor, verb=Verb.SESSIONS_RECORD)
    return {group.pk: group for group in visible.filter(pk__in=wanted)}


def content_of(aside: "SetAside", body: Body, group: "Group | None", actor: Actor) -> dict[str, Any]:
    """What the opened page shows besides where the record comes from: ``read`` and what its kind adds."""
    kind = kind_of(aside)
    if kind == "unknown":
        return {"size": _bytes_in(aside)}
    whole = catalogue.shaped(aside.kind, aside.version, dict(body))
    if kind not in READERS:
        return {"rows": IN_ROWS[kind](body, actor).rows if kind != SEALED else [], "whole": whole}
    read = READERS[kind](body)
    context: dict[str, Any] = {"read": read, "whole": whole}
    if isinstance(read, said.SessionSaid):
        names = _Names(actor, group)
        marked = [names.marked(seat, mark) for seat, mark in sorted(read.marks.items())]
        return context | {"leading": names.leading(read.facilitators), "marks": marked, "voice": guarded(read)}
    if isinstance(read, said.ResponseSaid):
        return context | {"who": "" if read.seat is None else _Names(actor, group).called(read.seat)}
    if isinstance(read, said.SettleSaid):
        return context | {"chosen": [(_key_in_words(key), at) for key, at in read.take.items()]}
    return context


def _bytes_in(aside: "SetAside") -> int:
    return len(bytes(aside.body_sealed))


def _key_in_words(key: str) -> str:
    part, _, which = key.partition(".")
    for known, details in ((key, {}), (f"said.{part}", {"seat": which})):
        if words.knows(known):
            return say(known, **details)
    return key


def guarded(read: said.SessionSaid) -> list[VoiceReading]:
    """The totals of the vote behind the same guard as those of a session that was taken."""
    return [
        read_vote(read.number or 0, question, read.voice[question], present=read.present, by_two=read.by_two)
        for question in Voice
        if question in read.voice
    ]


class _Names:
    """How the people behind the numbers of one group are called, for one reader."""

    def __init__(self, actor: Actor, group: "Group | None") -> None:
        self.seats: dict[int, str] = {}
        self.leaders: dict[int, str] = {}
        if group is None:
            return
        if group_policies.can(actor, Verb.PARTICIPANTS_SEE, group):
            identified = group_policies.can(actor, Verb.PARTICIPANTS_IDENTIFY, group)
            members = group_queries.members_of(group, identified=identified)
            self.seats = {member.seat: f"{member.seat}. {person(member)}" for member in members}
        self.leaders = {leader.n: leader.name for leader in group_queries.facilitators_of(group, ended=True)}

    def called(self, seat: int) -> str:
        if seat in self.seats:
            return self.seats[seat]
        return say("set_aside.seat_free" if self.seats else "set_aside.seat", seat=seat)

    def marked(self, seat: int, mark: str) -> Marked:
        return Marked(self.called(seat), seat in self.seats or not self.seats, mark)

    def leading(self, numbers: Sequence[int]) -> list[str]:
        return [self.leaders.get(number) or say("set_aside.seat", seat=number) for number in numbers]
