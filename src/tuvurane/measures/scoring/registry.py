"""The instruments shipped with the program, several versions of one name side by side."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tuvurane.measures import problems
from tuvurane.measures.scoring.building import read_pack
from tuvurane.measures.scoring.definitions import Instrument

Versions = Mapping[tuple[str, str], Instrument]
"""Instruments by name and version."""


@cache
def shipped() -> Versions:
    """
    Every instrument shipped with the program, older versions too, by name and version.

    Raises InstrumentFileBroken naming the file, each place and its repair.
    """
    folder = resources.files("tuvurane.measures").joinpath("instruments")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return by_version(read_instrument(file) for file in files)


@cache
def load_instruments() -> dict[str, Instrument]:
    """The newest version of each instrument shipped with the program, by name."""
    return newest(shipped().values())


def instrument_named(name: str, version: str | None = None) -> Instrument:
    """A shipped instrument, the newest where no version is named. Raises InstrumentUnknown, VersionUnknown."""
    return pick(shipped(), name, version)


def by_version(instruments: Iterable[Instrument]) -> Versions:
    """Instruments by name and version."""
    return {(instrument.name, instrument.version): instrument for instrument in instruments}


def newest(instruments: Iterable[Instrument]) -> dict[str, Instrument]:
    """The newest version of each name, sorted by name."""
    ordered = sorted(instruments, key=lambda instrument: (instrument.name, version_order(instrument.version)))
    return {instrument.name: instrument for instrument in ordered}


def pick(known: Versions, name: str, version: str | None) -> Instrument:
    """One of these instruments. Raises InstrumentUnknown and VersionUnknown, naming those that exist."""
    latest = newest(known.values())
    if name not in latest:
        raise problems.InstrumentUnknown(name=name, known=", ".join(latest))
    if version is None:
        return latest[name]
    if (name, version) not in known:
        versions = sorted((there for called, there in known if called == name), key=version_order)
        raise problems.VersionUnknown(instrument=name, version=version, known=", ".join(versions))
    return known[name, version]


def version_order(version: str) -> tuple[int, ...]:
    """What versions are sorted by: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


def read_instrument(file: Traversable) -> Instrument:
    """
    Read one instrument file (JSON, UTF-8), named by its instrument (``who5.json``) or also by version (``who5-2.json``).

    Raises InstrumentFileBroken.
    """
    instrument = read_pack(parsed(file), file=file.name)
    fitting = (instrument.name, f"{instrument.name}-{instrument.version}")
    stem = file.name.removesuffix(".json")
    if stem not in fitting:
        fault = problems.Fault(None, "name", instrument.name, "expected", {"expected": stem})
        raise problems.InstrumentFileBroken([fault], file=file.name)
    return instrument


def parsed(file: Traversable) -> object:
    """The JSON of a file. Raises InstrumentFileBroken where it is none."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # also what is no UTF-8, and numbers of thousands of digits
        fault = problems.Fault(None, file.name, "", "not_json", {"reason": str(error)})
        raise problems.InstrumentFileBroken([fault], file=file.name) from error
