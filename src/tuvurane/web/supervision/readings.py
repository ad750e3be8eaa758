"""Shapes for the pages of supervision: what the rooms answer, laid out as a table or a list reads it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from tuvurane.foundation.problems import Problem
from tuvurane.foundation.words import SOURCE_LANGUAGE
from tuvurane.groups.thresholds import threshold as of_groups
from tuvurane.supervision import queries as supervision
from tuvurane.supervision.actions.follow_ups import check_may
from tuvurane.supervision.codes import Done
from tuvurane.supervision.rules import fidelity
from tuvurane.supervision.rules.ratio import Alert
from tuvurane.supervision.thresholds import threshold
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.people.models import Account
    from tuvurane.people.scope import Actor
    from tuvurane.supervision.models import Checklist, FollowUp
    from tuvurane.supervision.queries import Adaptation, Element, ElementBeside, Generation, Link, RatioRow


class Agreed(NamedTuple):
    """Something agreed: its words, whom it is about, and how many days it is late (0: it is not)."""

    agreed: "FollowUp"
    what: str
    about: str
    late: int


class Ratio(NamedTuple):
    """A supervisor with how many they look after, and what is said about that number (empty: nothing)."""

    supervisor: "Account"
    facilitators: int
    said: str
    loud: bool
    line_manager: bool


class Side(NamedTuple):
    """One side's word on an element; empty where it says nothing. ``ways``: why and how in another way."""

    label: str
    done: str
    ways: list[tuple[str, str]]


class Line(NamedTuple):
    """One element with both sides; ``apart`` when both spoke and differ."""

    text: str
    sides: list[Side]
    apart: bool


class SessionShare(NamedTuple):
    """How much of one session was done, by an observer and by the facilitators, and the gap."""

    number: int
    observed: str
    own: str
    gap: str


class LinkLine(NamedTuple):
    """One link of the chain: how many came to it, and in words who did not and how long it took."""

    code: str
    people: int
    said: list[str]


class GenerationLine(NamedTuple):
    """One generation of the cascade: its chain, and how competent its people are."""

    name: str
    links: list[LinkLine]
    rated: int
    level: str
    at_three: float | None
    no_harm: float | None


def is_id(text: str) -> bool:
    """Whether a text of an address is an id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else the source's."""
    return texts.get(language()) or texts[SOURCE_LANGUAGE]


def plan_rules() -> list[str]:
    """How the plan is made, with the limits that are in force."""
    voice = {
        "low": _percent("voice_good_share"),
        "sessions": _whole("voice_low_sessions"),
        "fall": _percent("voice_fall"),
        "hours": _whole("voice_call_hours"),
    }
    silence = {
        "days": _whole("contact_days"),
        "first_days": _whole("contact_days_first_groups"),
        "groups": _whole("first_groups"),
    }
    return [
        say("supervise.rule.first"),
        say("supervise.rule.voice", **voice),
        say("supervise.rule.thin", share=round(of_groups("thin_share").value * 100)),
        say("supervise.rule.silence", **silence),
        say("supervise.rule.rest", rounds=_whole("rest_after_rounds")),
        say("supervise.rule.source"),
    ]


def _whole(name: str) -> int:
    return round(threshold(name).value)


def _percent(name: str) -> int:
    return round(threshold(name).value * 100)


def agreed_lines(rows: Iterable["FollowUp"], *, on: date) -> list[Agreed]:
    """Each agreement with its words opened."""
    return [Agreed(row, supervision.what_of(row), _about(row), _days_late(row, on)) for row in rows]


def _about(row: "FollowUp") -> str:
    person = row.facilitator.account.name if row.facilitator else ""
    group = row.group.name if row.group else ""
    return ", ".join(name for name in (person, group) if name)


def _days_late(row: "FollowUp", on: date) -> int:
    return 0 if row.done_on else max(0, (on - row.due_on).days)


def may_decide(actor: "Actor", agreed: "FollowUp") -> bool:
    """Whether the reader may finish or move an agreement."""
    try:
        check_may(actor, agreed)
    except Problem:
        return False
    return True


def ratio_lines(rows: Iterable["RatioRow"]) -> list[Ratio]:
    """Each supervisor with what is said about how many they look after."""
    limits = {"most": _whole("facilitators_most"), "loud": _whole("facilitators_alarm")}
    said = {
        Alert.NONE: "",
        Alert.ABOVE: say("supervise.charge.above", most=limits["most"]),
        Alert.LOUD: say("supervise.charge.alarm", loud=limits["loud"]),
    }
    return [
        Ratio(row.supervisor, row.facilitators, said[row.alert], row.alert == Alert.LOUD, row.line_manager)
        for row in rows
    ]


def element_texts(elements: Iterable["Element"]) -> list[tuple[str, str]]:
    """The elements of a checklist in the reader's language, by their codes."""
    return [(element.code, in_language(element.text)) for element in elements]


def beside_lines(beside: Sequence["ElementBeside"], adapted: Sequence["Adaptation"], version: str) -> list[Line]:
    """A session element by element, both sides with what each did in another way."""
    texts = dict(element_texts(supervision.checklist(version).elements))
    labels = (say("supervise.checklist.observer"), say("supervise.checklist.self"))
    lines = []
    for row in beside:
        said = (row.observer, row.self_)
        ways = [_ways(adapted, row.code, observer=observer) for observer in (True, False)]
        sides = [Side(label, done or "", way) for label, done, way in zip(labels, said, ways, strict=True)]
        lines.append(Line(texts.get(row.code, row.code), sides, None not in said and said[0] != said[1]))
    return lines


def _ways(adapted: Iterable["Adaptation"], code: str, *, observer: bool) -> list[tuple[str, str]]:
    return [(one.why, one.how) for one in adapted if one.code == code and one.observer == observer]


def caption_of(told: Sequence["Checklist"]) -> str:
    """Who spoke about a session, and when."""
    sides = {True: "", False: ""}
    for row in told:
        name = row.recorded_by.name if row.recorded_by else ""
        said = f"{name}, {row.on:%d/%m/%Y}" if name else f"{row.on:%d/%m/%Y}"
        sides[row.observer] = f"{sides[row.observer]}; {said}" if sides[row.observer] else said
    nobody = say("supervise.checklist.nobody")
    return say("supervise.checklist.told", observer=sides[True] or nobody, own=sides[False] or nobody)


def session_shares(told: Sequence["Checklist"]) -> list[SessionShare]:
    """The shares of each session that somebody spoke of; ``told`` by session, the latest of each last."""
    shares = []
    for number, rows in groupby(told, key=lambda row: row.session_number):
        read = fidelity.of([_told(number, list(rows))])
        shares.append(SessionShare(number, share(read.observed.value), share(read.self_.value), points(read.gap)))
    return shares


def _told(number: int, rows: Sequence["Checklist"]) -> fidelity.Told:
    due = {element.code for row in rows for element in supervision.checklist(row.version).due(number)}
    sides: dict[bool, dict[str, Done]] = {True: {}, False: {}}
    for row in rows:
        sides[row.observer] = {code: Done(done) for code, done in row.elements.items()}
    return fidelity.Told(frozenset(due), sides[True], sides[False])


def share(value: float | None) -> str:
    """A share as ``83 %``; a dash where nothing is known."""
    return "–" if value is None else f"{round(value * 100)} %"


def points(gap: float | None) -> str:
    """A difference of two shares with its sign, in points; a dash where nothing is known."""
    return "–" if gap is None else f"{round(gap * 100):+d}".replace("-", "\u2212")


def generations_of(rows: Iterable["Generation"]) -> list[GenerationLine]:
    """The cascade as a page reads it, a line a generation."""
    return [
        GenerationLine(
            say("cascade.generation_unknown")
            if row.generation is None
            else say("cascade.generation_n", n=row.generation),
            [LinkLine(link.code, link.people, _said(link)) for link in row.links],
            row.competence.rated,
            "–" if row.competence.mean is None else f"{row.competence.mean:.1f}",
            row.competence.at_three,
            row.competence.no_harm,
        )
        for row in rows
    ]


def _said(link: "Link") -> list[str]:
    """Who left is always said; the rest where there is something to say."""
    lines = [say("cascade.left", n=link.lost)]
    lines += [say("cascade.on_the_way", n=link.on_the_way)] if link.on_the_way else []
    lines += [say("cascade.apart", n=link.apart)] if link.apart else []
    return lines + ([] if link.median_days is None else [say("cascade.days", days=round(link.median_days))])


def lost_most(rows: Sequence["Generation"]) -> list[str]:
    """The answer in a line each: before which link most left, and before which most are still on the way."""
    answers = []
    for key, name in (("cascade.most_left", "lost"), ("cascade.most_wait", "on_the_way")):
        missing: Counter[str] = Counter()
        for row in rows:
            missing.update({str(link.code): getattr(link, name) for link in row.links[1:]})
        code, people = max(missing.items(), key=itemgetter(1), default=("", 0))
        if people:
            answers.append(say(key, link=say(f"cascade_link.{code}"), n=people))
    return answers
