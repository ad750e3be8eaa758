"""The shape of a pack: every field named, typed and in range (docs/reference/instrument-packs.md)."""

from collections.abc import Iterator
from typing import Any

from tuvurane.foundation.shapes import (
    Shape,
    by_name,
    chosen_by,
    flag,
    list_of,
    matching,
    number,
    one_of,
    or_null,
    record,
    text,
    whole,
)
from tuvurane.foundation.words import LANGUAGES
from tuvurane.measures.problems import Fault, fault

PROPOSED = "proposed default"
"""Stands in ``source`` where no source was found and the rule is ours."""

MOST_TOTAL = 1000


def faults_of(raw: Any) -> Iterator[Fault]:
    """All faults in the shape of a parsed pack."""
    for place, value, code, details in _PACK(raw, ""):
        yield fault(place, value, code, **details)


def _local(longest: int) -> Shape:
    return record(dict.fromkeys(LANGUAGES, text(longest)))


_KEY = matching(r"[a-z][a-z0-9_]{0,29}", "a-z 0-9 _ ≤ 30")
_VERSION = matching(r"(?=.{1,10}\Z)(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*", "1, 1.1, … ≤ 10")
_LABEL, _REMARK = _local(120), _local(600)
_SOURCE = matching(rf"https?://[^\s\x00\ud800-\udfff]{{1,300}}|{PROPOSED}", f"https://…, {PROPOSED}")
_VALUE = whole(0, MOST_TOTAL)
_SCORE = number(0, MOST_TOTAL)
_BETTER = one_of("lower", "higher")
_FOR_WHOM: dict[str, Shape] = {
    "population": _local(200),
    "language": or_null(matching(r"[a-z]{2,3}", "rw, en, …, null")),
    "sex": or_null(one_of("F", "M")),
    "source": _SOURCE,
}
_OPTIONS = list_of(record({"value": _VALUE, "label": _LABEL}), least=2, most=100)
_ITEM = record({"key": _KEY, "label": _LABEL}, {"reverse": flag, "safeguarding": flag, "options": _OPTIONS})
_WITH_TOTAL: dict[str, Shape] = {
    "method": one_of("sum", "mean"),
    "better": _BETTER,
    "multiplier": whole(1, 100),
    "minimum": _SCORE,
    "maximum": _SCORE,
}
_SCORING = chosen_by(
    "method",
    {
        "sum": record(_WITH_TOTAL),
        "mean": record(_WITH_TOTAL),
        "none": record({"method": one_of("none"), "better": _BETTER, "why": _REMARK}),
    },
)
_SUBSCALE = record(
    {"title": _LABEL, "items": list_of(_KEY, least=1)},
    {"method": one_of("sum", "mean"), "better": _BETTER, "most": whole(1, 200)},
)
_MISSING: dict[str, Shape] = {"rule": one_of("no_total", "prorate"), "why": _REMARK, "source": _SOURCE}
_MISSING_ITEMS = chosen_by(
    "rule", {"no_total": record(_MISSING), "prorate": record({**_MISSING, "most": whole(1, 200)})}
)
_CUTOFF = record(
    {**_FOR_WHOM, "value": _SCORE, "direction": one_of("at_least", "below"), "note": _REMARK}, {"to": _SCORE}
)
_CRITERIA = record(
    {
        **_FOR_WHOM,
        "at_least": _VALUE,
        "clusters": list_of(
            record({"title": _LABEL, "items": list_of(_KEY, least=1), "needed": whole(1, 200)}), least=1
        ),
        "note": _REMARK,
    }
)
_BANDS = record(
    {
        **_FOR_WHOM,
        "of": one_of("total", "sum", "mean"),
        "bands": list_of(record({"level": _KEY, "label": _LABEL, "from": _SCORE, "to": _SCORE}), least=2),
        "note": _REMARK,
    }
)
_CHANGE = record(
    {
        "points": list_of(
            record(
                {
                    "value": number(0.01, MOST_TOTAL),
                    "kind": one_of("important", "response"),
                    "meaning": _REMARK,
                    "source": _SOURCE,
                }
            )
        ),
        "reliability": list_of(record({**_FOR_WHOM, "kind": one_of("alpha", "retest"), "value": number(0, 1)})),
        "spread": list_of(record({**_FOR_WHOM, "value": number(0.01, MOST_TOTAL)})),
    }
)
_PACK = record(
    {
        "name": _KEY,
        "version": _VERSION,
        "title": _LABEL,
        "validated": flag,
        "words_status": record(dict.fromkeys(LANGUAGES, one_of("source", "draft", "reviewed"))),
        "items": list_of(_ITEM, least=1),
        "options": _OPTIONS,
        "scoring": _SCORING,
        "subscales": by_name(_KEY, _SUBSCALE),
        "missing_items": _MISSING_ITEMS,
        "cutoffs": list_of(_CUTOFF),
        "criteria": list_of(_CRITERIA),
        "bands": list_of(_BANDS),
        "change": _CHANGE,
        "licence": record(
            {
                "name": text(120),
                "owner": text(200),
                "labels": one_of("own", "owner"),
                "note": _REMARK,
                "source": _SOURCE,
            },
            {"permission": text(300)},
        ),
        "sources": list_of(_SOURCE, least=1),
    },
    {"about": _REMARK},
)
