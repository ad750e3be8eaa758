"""`tuvurane instruments`: definitions, and the wording that a deployment is licensed to use."""

import json
from pathlib import Path

import click

from tuvurane.config import console
from tuvurane.foundation import clock
from tuvurane.measures import actions, scoring
from tuvurane.people.scope import Actor

OUTPUT = click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group()
def command() -> None:
    """Questionnaires are data: items with our own short labels, scale, scoring, cut-offs with their sources."""


@command.command("list")
@OUTPUT
def list_(output: str) -> None:
    """List the instruments."""
    known = scoring.list_instruments()
    if output == "json":
        click.echo(json.dumps(known, ensure_ascii=False, indent=2))
        return
    for entry in known:
        click.echo("  ".join(str(value) for value in entry.values()))


@command.command()
@click.argument("name")
@OUTPUT
@console.refusing
def show(name: str, output: str) -> None:
    """Show one definition: items with their keys, scale, scoring, cut-offs and sources."""
    shown = scoring.render_instrument(scoring.instrument_named(name))
    if output == "json":
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for field, value in shown.items():
        if not isinstance(value, list):
            click.echo(f"{field}: {value}")
            continue
        click.echo(f"{field}:")
        for entry in value:
            click.echo(
                f"  - {'; '.join(f'{part}: {said}' for part, said in entry.items() if said not in (None, ''))}"
                if isinstance(entry, dict)
                else f"  - {entry}"
            )


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@console.refusing
def load(file: Path) -> None:
    """
    Load WORDING.csv (instrument,version,language,item,text,licence): the wording you may use.

    All or nothing; faults are named by row and column.
    """
    console.migrate()
    rows = scoring.read_wording(file)
    loaded = actions.load_wording(actor=Actor.system(), rows=rows, now=clock.now())
    click.echo(f"Wordings loaded: {loaded}.")
