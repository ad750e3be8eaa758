"""
Adverse events of a half-year, released: never so that one event can be read from it.

It takes plain numbers and knows nothing of care, which no evidence reads.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tuvurane.evidence.suppression import Count, Sum, blur, rules
from tuvurane.foundation.intervals import exact_interval

Cell = tuple[str, str]
HALF = 6  # months


@dataclass(frozen=True, slots=True)
class Share:
    """The share of groups that were hurt, rounded to whole per cents, with its exact 95% interval."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AdverseReleased:
    """
    What may be shown of a half-year.

    ``cells`` by (kind, relatedness) and ``totals`` by name; None: so few, or of so few groups, that it is not shown, and
    none at all reads the same. ``met``: groups that met, rounded; ``share`` of them that had a serious event which is
    possibly or likely related, or None: then it is below ``below`` per cent, whatever the number is.
    """

    cells: Mapping[Cell, Count | None]
    totals: Mapping[str, Count | None]
    met: Count
    share: Share | None
    below: int


def half_year(month: date) -> tuple[date, date]:
    """The first and the last day of the half-year of a day."""
    first = date(month.year, 1 if month.month <= HALF else HALF + 1, 1)
    after = date(first.year + (first.month > HALF), HALF + 1 if first.month == 1 else 1, 1)
    return first, after - timedelta(days=1)


def fewest() -> int:
    """Below how many groups that met nothing is said: the project's minimum, and never a number that is itself hidden."""
    return max(rules().groups, rules().small_cell + 1)


def adverse_released(
    events: Mapping[Cell, int],
    groups: Mapping[Cell, Collection[UUID]],
    *,
    totals: Mapping[str, Collection[Cell]],
    hurt: int,
    met: int,
) -> AdverseReleased | None:
    """
    Release the counts of a half-year that is over; None where so few groups met that nothing is said.

    ``events`` and ``groups`` by cell, every cell among them; ``totals``: the cells that each adds up. All counts are
    rounded; one of at most ``small_cell`` events, or of fewer than ``groups`` groups, is not shown, nor is zero.
    """
    if met < fewest():
        return None
    names = {f"{kind}.{how}": (kind, how) for kind, how in events}
    counts = {name: events[cell] for name, cell in names.items()}
    counts |= {total: sum(events[cell] for cell in cells) for total, cells in totals.items()}
    sums = [Sum(total, tuple(f"{kind}.{how}" for kind, how in cells)) for total, cells in totals.items()]
    shown = blur(counts, sums)
    units = {name: len(set(groups[cell])) for name, cell in names.items()}
    units |= {total: len({one for cell in cells for one in groups[cell]}) for total, cells in totals.items()}
    veiled = {
        name: shown[name] if name in shown and counts[name] > rules().small_cell and enough else None
        for name, enough in ((name, units[name] >= rules().groups) for name in counts)
    }
    enough_hurt = hurt > rules().small_cell
    return AdverseReleased(
        {cell: veiled[name] for name, cell in names.items()},
        {total: veiled[total] for total in totals},
        blur({"met": met}, [])["met"],
        _share(hurt, met) if enough_hurt else None,
        _up(exact_interval(min(rules().small_cell, met), met)[1]),
    )


def _share(hurt: int, met: int) -> Share:
    low, high = exact_interval(hurt, met)
    return Share(round(100 * hurt / met), int(100 * low), _up(high))


def _up(share: float) -> int:
    return min(100, int(100 * share) + 1)
