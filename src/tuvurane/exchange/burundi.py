"""
Burundi as a list of places: today's units, the former ones with their succession, camps and sites.

Today's names come from the package ``tburundigeo``, all else from ``data/``, whose README gives the
sources. The map changed with the elections of 5 June 2025.
"""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import resources

from tburundigeo.data import communes, provinces, quartiers, zones

from tuvurane.places.actions import Code, Figure, PlaceRow, Share

SOURCE = "Organic law 1/05 of 16 March 2023 (names: tburundigeo 1.0.2); succession inferred from the names of collines"
CHANGED_ON = date(2025, 6, 5)
TODAY, OCHA, ISO, SITES = "tburundigeo-2025", "ocha-pcode-2017", "iso-3166-2", "tuvurane-site"

# Typing slips of tburundigeo 1.0.2. A later release may correct them: then the pair no longer matches and nothing is done.
SLIPS = {
    ("BI-CO-05-04", "Karus"): "Karusi",  # its own chief town is given as Karusi
    ("BI-ZO-02-04-04", "Martyazo"): "Matyazo",  # a zone of Isare, known as Matyazo
    ("BI-ZO-02-10-02", "Butterere"): "Buterere",  # a zone of the city, known as Buterere
}
QUARTER = "Quartier "


def rows() -> list[PlaceRow]:
    """All places of Burundi that we know, offline: 3,542 units of today, 137 former ones, 10 sites."""
    return [*_units_of_today(), *_former_units(), *_sites()]


def _units_of_today() -> Iterator[PlaceRow]:
    figures = {
        row["code"]: _figure(row["population"], row["year"], row["kind"], row["source"])
        for row in _table("burundi_populations_2024.csv")
    }
    levels = [
        ("province", provinces.data, ""),
        ("commune", communes.data, "province_code"),
        ("zone", zones.data, "commune_code"),
        ("colline", quartiers.data, "zone_code"),
    ]
    for level, units, parent in levels:
        for unit in units:
            name = _name(unit)
            yield PlaceRow(
                code=Code(TODAY, unit["code"]),
                level=level,
                name=name,
                # People ask for Kinindo, not for "Quartier Kinindo".
                other_names=(name.removeprefix(QUARTER),) if name.startswith(QUARTER) else (),
                parent=Code(TODAY, unit[parent]) if parent else None,
                valid_from=CHANGED_ON,
                population=figures.get(unit["code"]),
            )


def _name(unit: dict[str, str]) -> str:
    name = unit["name"].title() if unit["name"].isupper() else unit["name"]  # the provinces are in capitals
    return SLIPS.get((unit["code"], name), name)


def _former_units() -> Iterator[PlaceRow]:
    for row in _table("burundi_former_units.csv"):
        yield PlaceRow(
            code=Code(OCHA, row["pcode"]),
            level=row["level"],
            name=row["name"],
            other_names=_parts(row["other_names"]),
            parent=Code(OCHA, row["parent_pcode"]) if row["parent_pcode"] else None,
            valid_to=CHANGED_ON,
            successors=tuple(_share(part) for part in _parts(row["successors"])),
            population=_figure(row["population_2008"], "2008", row["population_kind"], row["population_source"]),
            more_codes=(Code(ISO, row["iso_3166_2"]),) if row["iso_3166_2"] else (),
        )


def _sites() -> Iterator[PlaceRow]:
    for row in _table("burundi_sites.csv"):
        yield PlaceRow(
            code=Code(SITES, row["code"]),
            level="site",
            name=row["name"],
            other_names=_parts(row["other_names"]),
            parent=Code(TODAY, row["parent_code"]),
        )


def _share(text: str) -> Share:
    code, share = text.split("=")
    return Share(Code(TODAY, code), Decimal(share))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _figure(count: str, year: str, kind: str, source: str) -> Figure:
    return Figure(int(count), int(year), kind, source)


def _table(name: str) -> Iterator[dict[str, str]]:
    file = resources.files("tuvurane.exchange").joinpath("data", name)
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
