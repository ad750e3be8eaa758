"""From the plain data of a checked pack to an instrument."""

from typing import Any

from tuvurane.measures import problems
from tuvurane.measures.scoring import pack_agreement, pack_shape
from tuvurane.measures.scoring.definitions import (
    Band,
    BandSet,
    Cluster,
    Criteria,
    Cutoff,
    Instrument,
    Item,
    Licence,
    MissingItems,
    Option,
    Points,
    Reliability,
    Scoring,
    Spread,
    Subscale,
)


def read_pack(raw: Any, *, file: str = "pack") -> Instrument:
    """
    The instrument of a pack's parsed JSON, strictly: no field too few, none too many, all in range.

    Raises InstrumentFileBroken naming ``file`` and every fault by place, with its repair.
    """
    faults = faults_of(raw)
    if faults:
        raise problems.InstrumentFileBroken(faults, file=file)
    return _instrument(raw)


def faults_of(raw: Any) -> list[problems.Fault]:
    """All faults of a pack's parsed JSON: its shape first, then what must agree."""
    return list(pack_shape.faults_of(raw)) or list(pack_agreement.faults_of(raw))


def _instrument(raw: dict[str, Any]) -> Instrument:
    plain = {name: raw[name] for name in ("name", "version", "title", "validated", "words_status")}
    options = _options(raw["options"])
    scoring, change = Scoring(**raw["scoring"]), raw["change"]
    return Instrument(
        **plain,
        about=raw.get("about"),
        items=tuple(_item(item, options) for item in raw["items"]),
        options=options,
        scoring=scoring,
        subscales=tuple(_subscale(name, row, scoring) for name, row in raw["subscales"].items()),
        missing_items=MissingItems(**raw["missing_items"]),
        cutoffs=tuple(Cutoff(**row) for row in raw["cutoffs"]),
        criteria=tuple(_criteria(row) for row in raw["criteria"]),
        bands=tuple(_bands(row) for row in raw["bands"]),
        points=tuple(Points(**row) for row in change["points"]),
        reliability=tuple(Reliability(**row) for row in change["reliability"]),
        spread=tuple(Spread(**row) for row in change["spread"]),
        licence=Licence(**raw["licence"]),
        sources=tuple(raw["sources"]),
    )


def _options(rows: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(**row) for row in rows)


def _item(row: dict[str, Any], scale: tuple[Option, ...]) -> Item:
    own = _options(row["options"]) if "options" in row else scale
    return Item(row["key"], row["label"], row.get("reverse", False), row.get("safeguarding", False), own)


def _subscale(name: str, row: dict[str, Any], scoring: Scoring) -> Subscale:
    method = row.get("method") or ("mean" if scoring.method == "mean" else "sum")
    return Subscale(
        name, row["title"], tuple(row["items"]), method, row.get("better", scoring.better), row.get("most", 0)
    )


def _criteria(row: dict[str, Any]) -> Criteria:
    clusters = tuple(
        Cluster(cluster["title"], tuple(cluster["items"]), cluster["needed"]) for cluster in row["clusters"]
    )
    return Criteria(**row | {"clusters": clusters})


def _bands(row: dict[str, Any]) -> BandSet:
    bands = tuple(Band(band["level"], band["label"], band["from"], band["to"]) for band in row["bands"])
    return BandSet(**row | {"bands": bands})
