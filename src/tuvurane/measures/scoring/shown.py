"""An instrument's definition as plain data, for people and programs to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tuvurane.measures.scoring.definitions import Instrument, Local
from tuvurane.measures.scoring.registry import load_instruments


def list_instruments(language: str = "en", instruments: Iterable[Instrument] | None = None) -> list[dict[str, Any]]:
    """
    One entry an instrument: name, version, title, how many items, range of the total, whether validated.

    Without ``instruments`` the newest shipped ones. ``minimum`` and ``maximum`` are None where there is no total.
    """
    return [
        {
            "name": instrument.name,
            "version": instrument.version,
            "title": instrument.title[language],
            "items": len(instrument.items),
            "minimum": instrument.scoring.minimum,
            "maximum": instrument.scoring.maximum,
            "validated": instrument.validated,
        }
        for instrument in (load_instruments().values() if instruments is None else instruments)
    ]


def render_instrument(instrument: Instrument, language: str = "en") -> dict[str, Any]:
    """
    The whole definition, as ``tuvurane instruments show NAME --output json`` prints it.

    Keys: name, version, title, about, validated, words_status, items, scale, scoring, subscales,
    missing_items, cutoffs, criteria, bands, bands_conflict, change, licence, sources. Labels of items
    and answers come in all four languages, all else in ``language``.
    """
    return {
        "name": instrument.name,
        "version": instrument.version,
        "title": instrument.title[language],
        "about": instrument.about[language] if instrument.about else None,
        "validated": instrument.validated,
        "words_status": dict(instrument.words_status),
        "items": [_item(instrument, number) for number in range(len(instrument.items))],
        "scale": [asdict(option) for option in instrument.options],
        "scoring": _in(language, asdict(instrument.scoring)),
        "subscales": _all_in(language, instrument.subscales),
        "missing_items": _in(language, asdict(instrument.missing_items)),
        "cutoffs": _all_in(language, instrument.cutoffs),
        "criteria": _all_in(language, instrument.criteria),
        "bands": _all_in(language, instrument.bands),
        "bands_conflict": bool(instrument.conflicting),
        "change": {
            "points": _all_in(language, instrument.points),
            "reliability": _all_in(language, instrument.reliability),
            "spread": _all_in(language, instrument.spread),
        },
        "licence": _in(language, asdict(instrument.licence)),
        "sources": list(instrument.sources),
    }


def _item(instrument: Instrument, number: int) -> dict[str, Any]:
    """An item; its own scale stands with it only where it has one."""
    item = instrument.items[number]
    shown = asdict(item)
    if item.options == instrument.options:
        del shown["options"]
    return shown


def _all_in(language: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_in(language, asdict(row)) for row in rows]


def _in(language: str, record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _said(language, value) for name, value in record.items()}


def _said(language: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_said(language, entry) for entry in value]
    if isinstance(value, dict):
        return value[language] if _is_local(value) else _in(language, value)
    return value


def _is_local(value: Local | Mapping[str, Any]) -> bool:
    return "en" in value and "rn" in value
