"""Codes and agreement laid out for a page."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuvurane.foundation import words
from tuvurane.stories.queries.coding import Agreed, Codes, Differing, limits
from tuvurane.stories.rules.agreement import Agreement
from tuvurane.stories.rules.codebooks import Codebook, text_in
from tuvurane.stories.rules.coding import Judged, outcome
from tuvurane.web.reading.readings import Spread, spread_of


class Entry(NamedTuple):
    """One code of a codebook in the reader's language."""

    code: str
    title: str
    definition: str
    use: str
    leave: str
    example: str


class Coefficient(NamedTuple):
    """A coefficient and its interval, as they are written."""

    value: str
    interval: str


class CodeSaid(NamedTuple):
    """How far coders agree on one code, and what that allows."""

    title: str
    used: int
    alpha: Coefficient | None
    kappa: Coefficient | None
    allows: str


class AgreementSaid(NamedTuple):
    """
    How far the coders of a round agree: over all codes, one by one, and what it allows.

    ``unused``: the codes that nobody found in a story that two read.
    """

    alpha: Coefficient | None
    kappa: Coefficient | None
    twice: int
    allows: str
    codes: list[CodeSaid]
    unused: str


class DifferingRow(NamedTuple):
    """A story that two read differently: who found what, and what they came to."""

    spread: Spread
    readings: list[tuple[str, str]]
    settled: str
    reason: str


def entries_of(book: Codebook, language: str) -> list[Entry]:
    """The codes of a codebook."""
    return [
        Entry(
            code.code,
            *(text_in(getattr(code, part), language) for part in ("title", "definition", "use", "leave", "example")),
        )
        for code in book.codes
    ]


def said_of(agreed: Agreed, book: Codebook, language: str) -> AgreementSaid:
    """The agreement of a round in the reader's language."""
    titles = {code.code: text_in(code.title, language) for code in book.codes}
    codes = [
        CodeSaid(
            titles[one.code], one.used, _coefficient(one.alpha), _coefficient(one.kappa), _allows_of(one, language)
        )
        for one in agreed.codes
        if one.used
    ]
    unused = ", ".join(titles[one.code] for one in agreed.codes if not one.used)
    allowed = outcome(agreed.alpha, agreed.codes, limits())
    return AgreementSaid(
        _coefficient(agreed.alpha),
        _coefficient(agreed.kappa),
        agreed.twice,
        words.say(f"coding_outcome.{allowed}", language),
        codes,
        unused,
    )


def differing_rows(differing: Iterable[Differing], book: Codebook, language: str) -> list[DifferingRow]:
    """The stories that two read differently."""
    titles = {code.code: text_in(code.title, language) for code in book.codes}
    return [
        DifferingRow(
            spread_of(one.readable),
            [(coder.name, _titled(codes, titles, language)) for coder, codes in one.readings],
            "" if one.settled is None else _titled(one.settled, titles, language),
            one.reason,
        )
        for one in differing
    ]


def _titled(codes: Codes, titles: dict[str, str], language: str) -> str:
    found: Sequence[str] = [title for code, title in titles.items() if code in codes]
    return ", ".join(found) or words.say("coding.nothing_fits", language)


def _allows_of(one: Judged, language: str) -> str:
    if one.alpha is None or one.used < limits().fewest:
        return words.say("coding.too_rare", language)
    return words.say(f"coding_code.{outcome(one.alpha, [], limits())}", language)


def _coefficient(found: Agreement | None) -> Coefficient | None:
    if found is None:
        return None
    value, low, high = (f"{edge:.2f}".replace("-", "\N{MINUS SIGN}") for edge in (found.value, found.low, found.high))
    return Coefficient(value, f"{low}\N{EN DASH}{high}" if "\N{MINUS SIGN}" not in low + high else f"{low} … {high}")
