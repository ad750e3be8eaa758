"""What must agree within a pack whose shape is right: keys, ends of scales, limits inside the range, permission."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tuvurane.measures.problems import Fault, fault
from tuvurane.measures.scoring.definitions import EXACT
from tuvurane.measures.scoring.pack_shape import MOST_TOTAL

Raw = dict[str, Any]

# Licences under which anybody may use and translate a text; all others need somebody's permission.
OPEN_LICENCE = re.compile(
    r"(cc0|pddl|public domain|odc[ -]by|cc[ -]by([ -]sa)?)([ -]v?\d(\.\d)?( international)?)?", re.IGNORECASE
)


def faults_of(raw: Raw) -> Iterator[Fault]:
    """All faults that a pack of the right shape still has."""
    yield from _scale_faults(raw["options"], "options")
    yield from _item_faults(raw)
    yield from _subscale_faults(raw)
    yield from _licence_faults(raw["licence"])
    if not raw["validated"]:
        yield from _unvalidated_faults(raw)
    yield from _criteria_faults(raw)
    if raw["scoring"]["method"] == "none":
        yield from _without_total_faults(raw)
    else:
        yield from _range_faults(raw)


def _scale_faults(options: Sequence[Raw], place: str) -> Iterator[Fault]:
    values = [option["value"] for option in options]
    yield from _repeated(values, place, "value")
    if values != sorted(values):
        yield fault(place, "", "expected", expected=", ".join(map(str, sorted(values))))


def _item_faults(raw: Raw) -> Iterator[Fault]:
    yield from _repeated([item["key"] for item in raw["items"]], "items", "key")
    for at, item in enumerate(raw["items"]):
        if "options" in item:
            yield from _scale_faults(item["options"], f"items[{at}].options")
        if item["key"] == "sex":
            yield fault(f"items[{at}].key", "sex", "reserved")
        # A yes is an answer above 0: on another scale, or turned round, the flag would mean nothing.
        if item.get("safeguarding") and (_ends(raw, item)[0] != 0 or item.get("reverse")):
            yield fault(f"items[{at}].safeguarding", "", "screening_scale")


def _subscale_faults(raw: Raw) -> Iterator[Fault]:
    prorates = raw["missing_items"]["rule"] == "prorate"
    for name, subscale in raw["subscales"].items():
        place, members = f"subscales.{name}", subscale["items"]
        yield from _known_items(raw, members, f"{place}.items")
        if "most" in subscale and not prorates:
            yield fault(f"{place}.most", subscale["most"], "prorate_only")
        elif subscale.get("most", 0) >= len(members):
            yield fault(f"{place}.most", subscale["most"], "expected", expected=f"1 … {len(members) - 1}")
    if raw["missing_items"].get("most", 0) >= len(raw["items"]):
        yield fault(
            "missing_items.most", raw["missing_items"]["most"], "expected", expected=f"1 … {len(raw['items']) - 1}"
        )


def _known_items(raw: Raw, members: Sequence[str], place: str) -> Iterator[Fault]:
    keys = [item["key"] for item in raw["items"]]
    for at, key in enumerate(members):
        if key not in keys:
            yield fault(f"{place}[{at}]", key, "expected", expected=", ".join(keys))
    yield from _repeated(members, place, "")


def _licence_faults(licence: Raw) -> Iterator[Fault]:
    if licence["labels"] == "owner" and not (
        licence.get("permission") or OPEN_LICENCE.fullmatch(licence["name"].strip())
    ):
        yield fault("licence.permission", "", "permission")


def _unvalidated_faults(raw: Raw) -> Iterator[Fault]:
    for field in ("cutoffs", "criteria", "bands"):
        if raw[field]:
            yield fault(field, "", "not_validated")


def _without_total_faults(raw: Raw) -> Iterator[Fault]:
    if not raw["subscales"]:
        yield fault("subscales", "", "no_total_needs_subscales")
    limits = {name: raw[name] for name in ("cutoffs", "bands")}
    limits |= {f"change.{name}": rows for name, rows in raw["change"].items()}
    for place, rows in limits.items():
        if rows:
            yield fault(place, "", "no_total_no_limits")


def _criteria_faults(raw: Raw) -> Iterator[Fault]:
    for at, criteria in enumerate(raw["criteria"]):
        for number, cluster in enumerate(criteria["clusters"]):
            place = f"criteria[{at}].clusters[{number}]"
            yield from _known_items(raw, cluster["items"], f"{place}.items")
            if cluster["needed"] > len(cluster["items"]):
                yield fault(f"{place}.needed", cluster["needed"], "expected", expected=f"1 … {len(cluster['items'])}")


def _range_faults(raw: Raw) -> Iterator[Fault]:
    scoring, count = raw["scoring"], len(raw["items"])
    ends = [_ends(raw, item) for item in raw["items"]]
    sums = sum(low for low, _ in ends), sum(high for _, high in ends)
    factor = scoring["multiplier"] / (count if scoring["method"] == "mean" else 1)
    least, most = (_exact(end * factor) for end in sums)
    for bound, expected in (("minimum", least), ("maximum", most)):
        if _exact(scoring[bound]) != expected:
            yield fault(f"scoring.{bound}", scoring[bound], "expected", expected=expected)
    if most > MOST_TOTAL:
        yield fault("scoring.maximum", most, "expected", expected=f"≤ {MOST_TOTAL}")
    yield from _cutoff_faults(raw, least, most)
    scales = {"total": (least, most), "sum": sums, "mean": (sums[0] / count, sums[1] / count)}
    for at, bands in enumerate(raw["bands"]):
        yield from _band_faults(bands, f"bands[{at}]", scales[bands["of"]])
    yield from _change_faults(raw["change"], most - least)


def _cutoff_faults(raw: Raw, least: float, most: float) -> Iterator[Fault]:
    for at, cutoff in enumerate(raw["cutoffs"]):
        if not least < cutoff["value"] <= most:
            yield fault(f"cutoffs[{at}].value", cutoff["value"], "expected", expected=f"> {least} … {most}")
        if "to" in cutoff and not cutoff["value"] < cutoff["to"] <= most:
            yield fault(f"cutoffs[{at}].to", cutoff["to"], "expected", expected=f"> {cutoff['value']} … {most}")


def _band_faults(bands: Raw, place: str, scale: tuple[float, float]) -> Iterator[Fault]:
    rows, (least, most) = bands["bands"], scale
    yield from _repeated([band["level"] for band in rows], f"{place}.bands", "level")
    if rows[0]["from"] < least:
        yield fault(f"{place}.bands[0].from", rows[0]["from"], "expected", expected=f"≥ {least}")
    for at, (before, band) in enumerate(pairwise(rows), start=1):
        if band["from"] <= before["to"]:
            yield fault(f"{place}.bands[{at}].from", band["from"], "expected", expected=f"> {before['to']}")
    for at, band in enumerate(rows):
        if not band["from"] <= band["to"] <= most:
            yield fault(f"{place}.bands[{at}].to", band["to"], "expected", expected=f"{band['from']} … {most}")


def _change_faults(change: Raw, span: float) -> Iterator[Fault]:
    for field in ("points", "spread"):
        for at, row in enumerate(change[field]):
            if row["value"] > span:
                yield fault(f"change.{field}[{at}].value", row["value"], "expected", expected=f"≤ {span}")
    important = [at for at, row in enumerate(change["points"]) if row["kind"] == "important"]
    for at in important[1:]:
        yield fault(f"change.points[{at}].kind", "important", "repeated")


def _ends(raw: Raw, item: Raw) -> tuple[int, int]:
    scale = item["options"] if "options" in item else raw["options"]
    values = [option["value"] for option in scale]
    return min(values), max(values)


def _exact(number: float) -> float:
    """Whole where it is whole, so that a fault says 20 and not 20.0."""
    rounded = round(float(number), EXACT)
    return int(rounded) if rounded.is_integer() else rounded


def _repeated(entries: Sequence[Any], place: str, field: str) -> Iterator[Fault]:
    for at, entry in enumerate(entries):
        if entry in entries[:at]:
            yield fault(f"{place}[{at}]{'.' if field else ''}{field}", entry, "repeated")
