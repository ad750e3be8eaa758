"""`tuvurane places`: import and find administrative places."""

from pathlib import Path

import click

from tuvurane.config import console, tables
from tuvurane.exchange import burundi, places_csv
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.places import actions, queries

SOURCE_SIGNS = 300


@click.group()
def command() -> None:
    """Administrative places: a dated tree with succession and several code systems."""


@command.command("import")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--burundi", "of_burundi", is_flag=True, help="Burundi's 2025 units with the former 18 and 119.")
@click.option("--source", default="", help="Where the file comes from (300 signs at most); kept in the journal.")
@console.refusing
def import_(file: Path | None, of_burundi: bool, source: str) -> None:
    """
    Import places from FILE.csv (format: docs/reference/places-file.md) or --burundi.

    All or nothing: a faulty file changes nothing, and every fault is named by row and column with
    its repair. The same file twice changes nothing.
    """
    if (file is None) == (not of_burundi):
        raise click.UsageError("Give a FILE.csv or --burundi, one of the two.")
    if len(source) > SOURCE_SIGNS:
        raise click.UsageError(f"--source is too long: {SOURCE_SIGNS} signs at most.")
    tables.bring_up()
    rows = burundi.rows() if file is None else places_csv.read(file)
    named = source or (str(file.name) if file else burundi.SOURCE)
    summary = actions.import_places(actor=Actor.system(), rows=rows, source=named, now=clock.now())
    click.echo(f"Places: {summary.created} new, {summary.changed} changed, {summary.unchanged} unchanged.")


@command.command()
@click.argument("term")
def find(term: str) -> None:
    """Find places by name, former names too: `tuvurane places find Giharo`."""
    console.require_migrated()
    results = queries.find(term, on=clock.today())
    for found in results:
        via = f"  (formerly {found.via})" if found.via else ""
        click.echo(f"{found.trail}  [{found.place.level}]{via}")
    if not results:
        click.echo(f'No place is called "{term}". Try fewer letters, or import places first.')
