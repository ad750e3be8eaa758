"""How many rounds somebody led without a rest between them."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import floor
from typing import NamedTuple

from tuvurane.supervision.thresholds import threshold


class Span(NamedTuple):
    """From a day until a day; ``until`` None: it goes on."""

    since: date
    until: date | None


def rounds_without_rest(stints: Iterable[Span], rests: Sequence[Span], on: date) -> int:
    """
    How many rounds somebody has led up to a day since their last rest; 0 for one who rests or never led.

    ``stints``: each group that they led. Groups that overlap are led together: a time of leading without a
    pause counts as one round for every ``round_days`` of it (a half and more is one), and at least as one. A rest is a gap of
    ``rest_days``, or one that holds a round of rest (``rests``) in it.
    """
    times = _together([stint for stint in stints if stint.since <= on], on)
    if not times or _rested(times[-1][1], on, rests):
        return 0
    rounds = _rounds(times[-1])
    for earlier, later in zip(reversed(times[:-1]), reversed(times[1:]), strict=True):
        if _rested(earlier[1], later[0], rests):
            break
        rounds += _rounds(earlier)
    return rounds


def _together(stints: Sequence[Span], on: date) -> list[tuple[date, date]]:
    """Times of leading without a pause, oldest first; one that goes on ends with the day asked for."""
    times: list[tuple[date, date]] = []
    for since, until in sorted((stint.since, min(stint.until or on, on)) for stint in stints):
        if times and since <= times[-1][1]:
            times[-1] = (times[-1][0], max(times[-1][1], until))
        else:
            times.append((since, until))
    return times


def _rounds(time: tuple[date, date]) -> int:
    rounds = (time[1] - time[0]).days / threshold("round_days").value
    return max(1, floor(rounds + 0.5))


def _rested(ended: date, began: date, rests: Sequence[Span]) -> bool:
    if (began - ended).days >= threshold("rest_days").value:
        return True
    return any(rest.since < began and (rest.until is None or rest.until > ended) for rest in rests if began > ended)
