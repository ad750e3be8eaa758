"""The questionnaires: what a phone is told of them, and where a wording is loaded."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tuvurane.measures import problems, scoring
from tuvurane.measures.models import InstrumentPack, Wording
from tuvurane.measures.queries.rules import rules_of


def instruments() -> dict[str, scoring.Instrument]:
    """Every instrument of this deployment by name, each in its newest version; one query."""
    return scoring.newest(every_instrument().values())


def every_instrument() -> scoring.Versions:
    """The shipped instruments and the packs that were loaded, older versions too, by name and version; one query."""
    packs = InstrumentPack.objects.values_list("definition", flat=True)
    return {**scoring.shipped(), **scoring.by_version(map(scoring.read_pack, packs))}


def instrument(name: str, version: str | None = None) -> scoring.Instrument:
    """
    One instrument; without ``version`` the newest. A shipped one costs no question of the database.

    Raises InstrumentUnknown, VersionUnknown.
    """
    if name in scoring.load_instruments():
        return scoring.instrument_named(name, version)
    packs = InstrumentPack.objects.filter(name=name).values_list("definition", flat=True)
    loaded = scoring.by_version(map(scoring.read_pack, packs))
    if not loaded:
        raise problems.InstrumentUnknown(name=name, known=", ".join(instruments()))
    return scoring.pick(loaded, name, version)


def titles(language: str) -> dict[str, str]:
    """What each instrument of this deployment is called, by name; one query."""
    return {name: found.title[language] for name, found in instruments().items()}


def instruments_asked(organisation_id: UUID) -> list[scoring.Instrument]:
    """The instruments that an organisation asks in any of its waves; two queries at most."""
    names = dict.fromkeys(name for rule in rules_of(organisation_id) for name in rule.instruments)
    # Nearly always they are shipped ones: then nothing more is asked of the database.
    known = scoring.load_instruments() if names.keys() <= scoring.load_instruments().keys() else instruments()
    return [known[name] for name in names]


def instruments_for_phone(organisation_id: UUID, language: str) -> list[dict[str, Any]]:
    """
    The instruments that an organisation asks, as the phone's API declares them; three queries at most.

    ``{"name", "version", "title", "items": [{"key", "label": {language: text}, "text": {language:
    text}, "safeguarding", "options"}], "options": [{"value", "label"}]}``; ``text`` only where a wording is loaded,
    ``safeguarding`` only of a screening item, ``options`` of an item only where it has a scale of its own. ``title``
    is in ``language``. Neither scoring nor cut-offs reach a phone.
    """
    asked = instruments_asked(organisation_id)
    texts = _wordings(asked)
    return [
        {
            "name": instrument.name,
            "version": instrument.version,
            "title": instrument.title[language],
            "items": [_item_for_phone(instrument, item, texts) for item in instrument.items],
            "options": _options_for_phone(instrument.options),
        }
        for instrument in asked
    ]


def _item_for_phone(
    instrument: scoring.Instrument, item: scoring.Item, texts: Mapping[tuple[str, str], dict[str, str]]
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "key": item.key,
        "label": dict(item.label),
        "text": texts.get((instrument.name, item.key), {}),
    }
    shown |= {"safeguarding": True} if item.safeguarding else {}
    return shown if item.options == instrument.options else shown | {"options": _options_for_phone(item.options)}


def _options_for_phone(options: Sequence[scoring.Option]) -> list[dict[str, Any]]:
    return [{"value": option.value, "label": dict(option.label)} for option in options]


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
