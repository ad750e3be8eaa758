"""What a benchmark hands back: figures with their budgets, and the table that shows them."""

import argparse
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for: an instance to reuse, another server to measure beside ours."""

    home: Path | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One measure. Without a ``budget`` it informs: a ratio to a peer, or a part of a sum.

    A budget is the most that is allowed; of a rate (``more_is_better``) it is the least.
    """

    what: str
    measured: float
    unit: str
    budget: float | None = None
    more_is_better: bool = False

    @property
    def within(self) -> bool:
        """Whether the budget holds; always so where there is none."""
        if self.budget is None:
            return True
        return self.measured >= self.budget if self.more_is_better else self.measured <= self.budget

    @property
    def allowed(self) -> str:
        """The budget in words; empty where there is none."""
        if self.budget is None:
            return ""
        return f"{'at least ' if self.more_is_better else ''}{_number(self.budget)} {self.unit}"


def options(argv: Sequence[str] | None = None) -> tuple[list[str], Options]:
    """Read the command line: the names of the benchmarks to run (none: all), and the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="this benchmark; may be repeated")
    parser.add_argument("--home", type=Path, help="an instance that `tuvurane demo --scale rwanda` has filled")
    parser.add_argument("--beside", metavar="URL", help="a page of another server, timed in the same run")
    asked = parser.parse_args(argv)
    return asked.only, Options(asked.home.resolve() if asked.home else None, asked.beside)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def table(figures: Iterable[Figure]) -> str:
    """The figures as one table of plain text."""
    rows = [("what", "measured", "budget", "within?")]
    for figure in figures:
        verdict = "" if figure.budget is None else "yes" if figure.within else "NO"
        rows.append((figure.what, f"{_number(figure.measured)} {figure.unit}", figure.allowed, verdict))
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    left, *middle = widths
    return "\n".join(
        f"{what:<{left}}  {measured:>{middle[0]}}  {budget:>{middle[1]}}  {within:<{middle[2]}}".rstrip()
        for what, measured, budget, within in rows
    )


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
