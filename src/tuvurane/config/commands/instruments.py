"""`tuvurane instruments`: questionnaires, ours and a partner's, and the wording that a deployment may use."""

import json
from pathlib import Path
from typing import Any

import click

from tuvurane.config import console, tables
from tuvurane.foundation import clock
from tuvurane.measures import actions, queries, scoring
from tuvurane.people.scope import Actor

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)
VERSION = click.option("--version", help="An older version; without it the newest.")
LANGUAGE = click.option("--language", type=click.Choice(["rn", "fr", "sw", "en"]), default="en", show_default=True)


@click.group()
def command() -> None:
    """Questionnaires are data: items with our own short labels, scoring, limits and rules of change with sources."""


def instrument_named(name: str, version: str | None) -> scoring.Instrument:
    """An instrument by name; the database is asked only for one that is not shipped, and only where it is there."""
    if name in scoring.load_instruments() or not tables.is_up():
        return scoring.instrument_named(name, version)
    return queries.instrument(name, version)


@command.command("list")
@LANGUAGE
@OUTPUT
def list_(language: str, output: str) -> None:
    """List every instrument with each of its versions."""
    every = queries.every_instrument() if tables.is_up() else scoring.shipped()
    known = scoring.list_instruments(language, [every[named] for named in sorted(every)])
    if output == "json":
        click.echo(json.dumps(known, ensure_ascii=False, indent=2))
        return
    for entry in known:
        span = "no total" if entry["minimum"] is None else f"{entry['minimum']:g}-{entry['maximum']:g}"
        checked = "" if entry["validated"] else "  not validated"
        click.echo(f"{entry['name']} {entry['version']}  {entry['title']}  {entry['items']} items  {span}{checked}")


@command.command()
@click.argument("name")
@VERSION
@LANGUAGE
@OUTPUT
@console.refusing
def show(name: str, version: str | None, language: str, output: str) -> None:
    """Show one definition: items with their keys, scales, scoring, limits, rules of change, licence and sources."""
    shown = scoring.render_instrument(instrument_named(name, version), language)
    if output == "json":
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for field, value in shown.items():
        for line in _lines(field, value, ""):
            click.echo(line)


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def check(file: Path) -> None:
    """
    Read FILE.json (format: docs/reference/instrument-packs.md) and explain every fault; write nothing.

    Exit code 1 when it has faults.
    """
    instrument = scoring.read_pack(scoring.parsed(file), file=file.name)
    click.echo(f"No faults. {_said(instrument)}")


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def add(file: Path) -> None:
    """Add the instrument of FILE.json to this instance. The same file twice changes nothing."""
    data = scoring.parsed(file)
    instrument = scoring.read_pack(data, file=file.name)
    tables.bring_up()
    actions.load_instrument(actor=Actor.system(), data=data, now=clock.now())
    click.echo(f"Instrument: {_said(instrument)}")


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def load(file: Path) -> None:
    """
    Load WORDING.csv (instrument,version,language,item,text,licence): the wording you may use.

    All or nothing; faults are named by row and column.
    """
    tables.bring_up()
    rows = scoring.read_wording(file, queries.every_instrument())
    loaded = actions.load_wording(actor=Actor.system(), rows=rows, now=clock.now())
    click.echo(f"Wordings loaded: {loaded}.")


def _said(instrument: scoring.Instrument) -> str:
    ends = instrument.range_without()
    span = "no total" if ends is None else f"total {ends[0]:g} to {ends[1]:g}"
    checked = "" if instrument.validated else " Not validated."
    licence = instrument.licence
    under = f", permission: {licence.permission}" if licence.permission else ""
    return (
        f"{instrument.name} {instrument.version}: {instrument.title['en']}. Items: {len(instrument.items)}, {span}. "
        f"Licence: {licence.name}{under}.{checked}"
    )


def _lines(field: str, value: Any, indent: str) -> list[str]:
    """A field of a definition as indented lines; what is empty is left out."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, dict) and "en" in value and "rn" in value:
        return [f"{indent}{field}: {value['en']}"]
    if isinstance(value, dict):
        inner = [line for name, entry in value.items() for line in _lines(name, entry, f"{indent}  ")]
        return [f"{indent}{field}:", *inner]
    if isinstance(value, list | tuple) and all(isinstance(entry, str) for entry in value):
        return [f"{indent}{field}: {', '.join(value)}"]
    if isinstance(value, list | tuple):
        return [f"{indent}{field}:", *(f"{indent}  - {_row(entry)}" for entry in value)]
    return [f"{indent}{field}: {value}"]


def _row(entry: dict[str, Any]) -> str:
    parts = [line.strip() for name, value in entry.items() for line in _lines(name, value, "")]
    return "; ".join(parts)
