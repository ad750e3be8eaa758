"""The questionnaires: what a phone is told of them, and where a wording is loaded."""

from collections.abc import Sequence
from typing import Any

from tuvurane.foundation import words
from tuvurane.measures import scoring
from tuvurane.measures.codes import wave_plan
from tuvurane.measures.models import Wording


def instruments_for_phone(language: str) -> list[dict[str, Any]]:
    """
    The instruments that the programme asks, as the phone's API declares them; one query.

    ``{"name", "version", "title", "items": [{"key", "label": {language: text}, "text": {language:
    text}}], "options": [{"value", "label"}]}``; ``text`` only where a wording is loaded. ``title``
    is in ``language``. Neither scoring nor cut-offs reach a phone.
    """
    asked = [scoring.instrument_named(name) for name in wave_plan().instruments]
    texts = _wordings(asked)
    return [
        {
            "name": instrument.name,
            "version": instrument.version,
            "title": words.say(instrument.title, language),
            "items": [
                {"key": item.key, "label": dict(item.label), "text": texts.get((instrument.name, item.key), {})}
                for item in instrument.items
            ],
            "options": [{"value": option.value, "label": dict(option.label)} for option in instrument.options],
        }
        for instrument in asked
    ]


def _wordings(asked: Sequence[scoring.Instrument]) -> dict[tuple[str, str], dict[str, str]]:
    texts: dict[tuple[str, str], dict[str, str]] = {}
    current = {(instrument.name, instrument.version) for instrument in asked}
    rows = Wording.objects.order_by("pk").values_list("instrument", "version", "item", "language", "text")
    for instrument, version, item, language, text in rows:
        if (instrument, version) in current:
            texts.setdefault((instrument, item), {})[language] = text
    return texts


def wordings_loaded() -> list[tuple[str, str, str]]:
    """Which instrument, version and language have a wording here."""
    rows = Wording.objects.values_list("instrument", "version", "language")
    return list(rows.distinct().order_by("instrument", "version", "language"))
