"""What the pages of the vote show: curves with their tables, as far as the reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, Voice, VoiceSight
from tuvurane.supervision.thresholds import threshold
from tuvurane.web.stones import State, Stone
from tuvurane.web.voice.curve import Point, curve_svg
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from uuid import UUID

    from tuvurane.groups.models import Group
    from tuvurane.groups.queries import Pool, Share, VoiceReading


@dataclass(frozen=True, slots=True)
class Curve:
    """One question: its curve, the sentence that says where it stands, and how many sessions are not shown."""

    question: Voice
    picture: SafeString
    stands: str


@dataclass(frozen=True, slots=True)
class Row:
    """One session, or several read together, as the table behind the curves says it."""

    label: str
    link: "UUID | None"
    phase: str
    cells: Sequence[tuple[Voice, str]]


@dataclass(frozen=True, slots=True)
class VoicePage:
    """A group's vote as one reader sees it."""

    curves: Sequence[Curve]
    rows: Sequence[Row]
    voted: bool


def percent(share: float) -> int:
    """A share in whole per cent."""
    return round(100 * share)


def share_in_words(share: "Share") -> str:
    """A share with its stones and its interval."""
    low, high = (percent(edge) for edge in share.interval)
    details = {"good": share.good, "stones": share.stones, "share": percent(share.value), "low": low, "high": high}
    return say("vote.share", **details)


def page_of(group: "Group", sight: VoiceSight) -> VoicePage:
    """The vote of a group for a reader of this sight; four queries at most."""
    sessions = {session.number: session for session in group_queries.sessions_of(group)}
    stones = [
        Stone(number, State.HELD, sessions[number].phase) if number in sessions else Stone(number, State.COMING)
        for number in range(1, SESSIONS + 1)
    ]
    if sight == VoiceSight.POOLED:
        pools = group_queries.voice_pools(group)
        return VoicePage(
            [_curve(question, [_block(pool) for pool in pools[question]], stones, group.seed) for question in Voice],
            _rows_of_pools(pools),
            voted=any(pools.values()),
        )
    readings = group_queries.voice_of(group, sight)
    by_question = {question: [one for one in readings if one.question == question] for question in Voice}
    curves = [_curve(question, list(_points(by_question[question], sight)), stones, group.seed) for question in Voice]
    rows = [
        Row(str(number), sessions[number].pk, sessions[number].phase, _cells(readings, number, sight))
        for number in sorted({one.number for one in readings}, reverse=True)
    ]
    return VoicePage(curves, rows, voted=bool(readings))


def _points(readings: Iterable["VoiceReading"], sight: VoiceSight) -> Iterable[Point]:
    """A gap where a reader may know no more; for those who care for the group, that it needs a visit."""
    for reading in readings:
        if reading.share is not None:
            low, high = reading.share.interval
            yield Point(reading.number, reading.number, reading.share.value, low, high)
        elif sight == VoiceSight.AT_ONCE:
            yield Point(reading.number, reading.number, None)


def _block(pool: "Pool") -> Point:
    low, high = pool.share.interval
    return Point(pool.first, pool.last, pool.share.value, low, high)


def _curve(question: Voice, points: Sequence[Point], stones: Sequence[Stone], seed: int) -> Curve:
    name = say(f"voice.{question}")
    told = " ".join(_told(point) for point in points) or say("vote.nothing_yet")
    limit = threshold("voice_good_share").value
    picture = curve_svg(points, name=name, told=told, limit=limit, stones=stones, seed=seed)
    return Curve(question, picture, _told(points[-1]) if points else say("vote.nothing_yet"))


def _told(point: Point) -> str:
    numbers = say("office.session.numbered", n=point.first)
    if point.first != point.last:
        numbers = say("vote.sessions", first=point.first, last=point.last)
    if point.share is None:
        return say("vote.told_visit", session=numbers)
    shares = {"share": percent(point.share), "low": percent(point.low), "high": percent(point.high)}
    return say("vote.told", session=numbers, **shares)


def _cells(readings: Iterable["VoiceReading"], number: int, sight: VoiceSight) -> list[tuple[Voice, str]]:
    asked = {one.question: one for one in readings if one.number == number}
    return [(question, _cell(asked.get(question), sight)) for question in Voice]


def _cell(reading: "VoiceReading | None", sight: VoiceSight) -> str:
    if reading is None:
        return say("office.voice.not_asked")
    if reading.share is not None:
        totals = f"{reading.good} / {reading.middle} / {reading.not_good}"
        low, high = (percent(edge) for edge in reading.share.interval)
        return say("vote.cell", totals=totals, share=percent(reading.share.value), low=low, high=high)
    if reading.hidden == "later":
        return say("vote.later")
    return say("guard.hidden" if sight == VoiceSight.AT_ONCE else "vote.not_shown")


def _rows_of_pools(pools: Mapping[Voice, Sequence["Pool"]]) -> list[Row]:
    """One row a question: pools of different questions need not hold the same sessions."""
    return [
        Row(say("vote.sessions", first=pool.first, last=pool.last), None, "", [(question, share_in_words(pool.share))])
        for question in Voice
        for pool in pools[question]
    ]
