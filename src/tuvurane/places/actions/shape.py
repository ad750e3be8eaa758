"""What can be wrong with one row alone, whatever the others say."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from tuvurane.places.actions.rows import SHARE_STEP, Code, Figure, PlaceRow, Share
from tuvurane.places.models import fold
from tuvurane.places.models.name import NAME_LENGTH
from tuvurane.places.models.population import PopulationKind
from tuvurane.places.problems import Fault

CODE_SIGNS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
LEVEL_SIGNS = re.compile(r"[a-z][a-z_]{0,19}")
YEARS = range(1850, 2201)
MOST_PEOPLE = 10_000_000_000
SOURCE_LENGTH = 300


def is_well_formed(code: Code) -> bool:
    """Whether both parts are 1 to 40 letters, digits and . _ / - that begin with a letter or digit."""
    return bool(CODE_SIGNS.fullmatch(code.system) and CODE_SIGNS.fullmatch(code.code))


def faults_of(row: PlaceRow) -> Iterator[Fault]:
    """Everything wrong with the row itself."""
    yield from _codes(row)
    if not LEVEL_SIGNS.fullmatch(row.level):
        yield Fault(row.line, "level", row.level, "bad_level")
    yield from _names(row)
    if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
        details: dict[str, object] = {"valid_from": row.valid_from.isoformat()}
        yield Fault(row.line, "valid_to", row.valid_to.isoformat(), "ends_before_it_begins", details)
    yield from _shares(row)
    if row.population is not None:
        yield from _population(row, row.population)


def _codes(row: PlaceRow) -> Iterator[Fault]:
    if not CODE_SIGNS.fullmatch(row.code.system):
        yield Fault(row.line, "code_system", row.code.system, "bad_code")
    if not CODE_SIGNS.fullmatch(row.code.code):
        yield Fault(row.line, "code", row.code.code, "bad_code")
    if row.parent is not None and not is_well_formed(row.parent):
        yield Fault(row.line, "parent_code", str(row.parent), "bad_code")
    for code in row.more_codes:
        if not is_well_formed(code):
            yield Fault(row.line, "more_codes", str(code), "bad_code")
    for successor, _ in row.successors:
        if not is_well_formed(successor):
            yield Fault(row.line, "successors", str(successor), "bad_code")


def _names(row: PlaceRow) -> Iterator[Fault]:
    yield from _name(row.line, "name", row.name)
    seen = {row.name}
    for name in row.other_names:
        yield from _name(row.line, "other_names", name)
        if name in seen:
            yield Fault(row.line, "other_names", name, "repeated_name")
        seen.add(name)


def _name(line: int, column: str, name: str) -> Iterator[Fault]:
    if not fold(name):
        yield Fault(line, column, name, "name_missing")
    elif len(name) > NAME_LENGTH:
        yield Fault(line, column, name, "name_too_long", {"most": NAME_LENGTH})
    elif ";" in name or any(unicodedata.category(sign) == "Cc" for sign in name):
        yield Fault(line, column, name, "name_sign")


def _shares(row: PlaceRow) -> Iterator[Fault]:
    seen: set[Code] = set()
    for successor, share in row.successors:
        value = f"{successor}={share}"
        if not 0 < share <= 1 or share != share.quantize(SHARE_STEP):
            yield Fault(row.line, "successors", value, "bad_share")
        if successor in seen:
            yield Fault(row.line, "successors", value, "repeated_successor")
        seen.add(successor)
    yield from _sum(row.line, row.successors)


def _sum(line: int, shares: tuple[Share, ...]) -> Iterator[Fault]:
    total = sum((share for _, share in shares), Decimal(0))
    if shares and abs(total - 1) > SHARE_STEP * 10:
        value = ";".join(f"{successor}={share}" for successor, share in shares)
        yield Fault(line, "successors", value, "shares_do_not_sum", {"total": total})


def _population(row: PlaceRow, figure: Figure) -> Iterator[Fault]:
    if not 0 <= figure.count <= MOST_PEOPLE:
        yield Fault(row.line, "population", str(figure.count), "bad_number")
    if figure.year not in YEARS:
        details: dict[str, object] = {"first": YEARS[0], "last": YEARS[-1]}
        yield Fault(row.line, "population_year", str(figure.year), "bad_year", details)
    if figure.kind not in list(PopulationKind):
        yield Fault(row.line, "population_kind", figure.kind, "bad_kind", {"kinds": ", ".join(PopulationKind)})
    if not figure.source:
        yield Fault(row.line, "population_source", "", "population_incomplete")
    elif len(figure.source) > SOURCE_LENGTH:
        yield Fault(row.line, "population_source", figure.source, "source_too_long", {"most": SOURCE_LENGTH})
