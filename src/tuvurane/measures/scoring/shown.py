"""An instrument's definition as plain data, for people and programs to read."""

from dataclasses import asdict
from typing import Any

from tuvurane.foundation import words
from tuvurane.measures.scoring.definitions import Instrument, load_instruments


def list_instruments(language: str = "en") -> list[dict[str, Any]]:
    """One entry an instrument: name, version, title, how many items, range of the total."""
    return [
        {
            "name": instrument.name,
            "version": instrument.version,
            "title": words.say(instrument.title, language),
            "items": len(instrument.items),
            "minimum": instrument.scoring.minimum,
            "maximum": instrument.scoring.maximum,
        }
        for instrument in load_instruments().values()
    ]


def render_instrument(instrument: Instrument, language: str = "en") -> dict[str, Any]:
    """
    The whole definition, as ``tuvurane instruments show NAME --output json`` prints it.

    Keys: name, version, title, words_status, items, scale, scoring, cutoffs, reliability, licence,
    sources. Labels come in all four languages, remarks in ``language``.
    """
    return {
        "name": instrument.name,
        "version": instrument.version,
        "title": words.say(instrument.title, language),
        "words_status": dict(instrument.words_status),
        "items": [asdict(item) for item in instrument.items],
        "scale": [asdict(option) for option in instrument.options],
        "scoring": _scoring(instrument, language),
        "cutoffs": [_in(language, asdict(cutoff)) for cutoff in instrument.cutoffs],
        "reliability": [_in(language, asdict(row)) for row in instrument.reliability],
        "licence": _in(language, asdict(instrument.licence)),
        "sources": list(instrument.sources),
    }


def _scoring(instrument: Instrument, language: str) -> dict[str, Any]:
    change = instrument.important_change
    return {
        "method": "sum",
        **asdict(instrument.scoring),
        "subscales": {name: list(keys) for name, keys in instrument.subscales.items()},
        "missing_items": _in(language, asdict(instrument.missing_items)),
        "important_change": asdict(change) if change else None,
    }


def _in(language: str, record: dict[str, Any]) -> dict[str, Any]:
    return {name: value[language] if isinstance(value, dict) else value for name, value in record.items()}
