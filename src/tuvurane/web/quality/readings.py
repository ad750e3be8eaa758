"""The page of quality in words: section by section what was seen, beside what, what may explain it, what helps."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from tuvurane.foundation.thresholds import Threshold
from tuvurane.measures.queries import Quality
from tuvurane.measures.rules.quality import Check, Finding
from tuvurane.measures.thresholds import threshold
from tuvurane.web.templatetags.quality import percent_fine, roughly
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.measures.queries import Late


class Line(NamedTuple):
    """One thing that was seen: about whom, the sentences, and the group that it leads to."""

    who: str
    said: str
    group_id: UUID | None = None


class Section(NamedTuple):
    """
    One check. ``none`` is what stands there where there are no ``lines``; ``thresholds`` rule it.

    ``found``: whether something stands out, so that what may explain it and what helps is said.
    """

    key: str
    none: str
    lines: list[Line]
    thresholds: list[Threshold]
    found: bool

    @property
    def title(self) -> str:
        return say(f"quality.{self.key}")

    @property
    def about(self) -> str:
        return say(f"quality.{self.key}.about")

    @property
    def explains(self) -> str:
        return say(f"quality.{self.key}.explains")

    @property
    def helps(self) -> str:
        return say(f"quality.{self.key}.helps")


# By check: the sentence of a finding, and the thresholds that rule it.
RULED_BY = {
    "straight": ("straight_steps", "false_alarm"),
    "heaps": ("heap_times", "heap_fewest", "false_alarm"),
    "identical": ("identical_items", "false_alarm"),
    "quick": ("speed_seconds", "speed_fewest"),
    "effect": ("effect_interviewers", "false_alarm"),
    "windows": ("window_share",),
}


def sections_of(read: Quality) -> list[Section]:
    """All checks in order."""
    instrument = read.instrument
    two_steps = min(len(item.options) for item in instrument.items) < threshold("straight_steps").value
    short = len(instrument.items) < threshold("identical_items").value
    return [
        _section("straight", read.straight, read.names, "two_steps" if two_steps else ""),
        _section("heaps", read.heaps, read.names, "no_total" if instrument.range_without() is None else ""),
        _section("identical", read.identical, read.names, "short" if short else ""),
        _section("quick", read.quick, read.names, "" if read.timed else "not_timed"),
        _effect(read),
        _windows(read),
    ]


def _section(key: str, check: Check, names: Mapping[str, str], not_counted: str) -> Section:
    lines = [Line(_who(one, names), SAID[key](one)) for one in check.findings]
    if not_counted:
        none = say(f"quality.{not_counted}")
    else:
        none = say("quality.nothing") if check.judged else say("quality.too_few")
    return Section(key, none, lines, _ruled(key), bool(lines))


def _who(one: Finding, names: Mapping[str, str]) -> str:
    return say("quality.over_all") if one.asker is None else names[one.asker]


def _said(key: str) -> Callable[[Finding], str]:
    return lambda one: say(f"quality.{key}.seen", seen=one.seen, of=one.of, expected=roughly(one.expected))


SAID: dict[str, Callable[[Finding], str]] = {
    "straight": _said("straight"),
    "identical": _said("identical"),
    "quick": _said("quick"),
    "heaps": lambda one: say(
        "quality.heaps.seen", seen=one.seen, total=f"{one.total:g}", expected=roughly(one.expected)
    ),
}


def _effect(read: Quality) -> Section:
    effect = read.effect
    if effect is None:
        return Section("effect", say("quality.too_few"), [], _ruled("effect"), found=False)
    found = effect.correlation
    seen = say(
        "quality.effect.seen",
        share=percent_fine(max(0.0, found.value)),
        low=percent_fine(max(0.0, found.low)),
        high=percent_fine(max(0.0, found.high)),
        interviewers=found.classes,
        people=found.people,
    )
    if effect.chance is None:
        judged = say("quality.effect.cannot_tell")
    else:
        judged = say("quality.effect.more" if effect.stands_out else "quality.effect.no_more", n=effect.apart)
    line = Line("", f"{seen} {judged}")
    return Section("effect", "", [line], _ruled("effect"), effect.stands_out)


def _windows(read: Quality) -> Section:
    seen = read.windows
    if not seen.judged:
        return Section("windows", say("quality.windows.unknown"), [], _ruled("windows"), found=False)
    if not seen.groups:
        return Section("windows", say("quality.windows.all_inside", n=seen.judged), [], _ruled("windows"), found=False)
    said = say("quality.windows.seen", early=seen.early, late=seen.late, of=seen.judged, groups=seen.groups_in_all)
    found = seen.early + seen.late >= threshold("window_share").value * seen.judged
    named = [_late(one) for one in seen.groups] if found else []
    return Section("windows", "", [Line("", said), *named], _ruled("windows"), found)


def _late(one: "Late") -> Line:
    said = say("quality.windows.group", early=one.early, late=one.late, of=one.of, days=one.most_days)
    return Line(f"{one.group.name}, {one.group.place.name}", said, one.group.pk)


def _ruled(key: str) -> list[Threshold]:
    return [threshold(name) for name in RULED_BY[key]]
