"""`tuvurane score`: score a file of raw answers."""

import json
from pathlib import Path

import click

from tuvurane.config import console
from tuvurane.measures import scoring


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@console.refusing
def command(name: str, file: Path, output: str) -> None:
    """
    Score FILE.csv with the instrument NAME (srq20, who5, phq9).

    One row a person, item keys as columns (`tuvurane instruments show NAME`), optional column
    `sex` (F or M); an empty cell is a missing answer. An answer out of range is refused by row and
    column, and nothing is scored. Exit code 1 when the file is refused.
    """
    instrument = scoring.instrument_named(name)
    header, rows = scoring.read_table(file)
    if output == "json":
        click.echo(json.dumps(scoring.score_table(instrument, header, rows), ensure_ascii=False, indent=2))
    else:
        click.echo(scoring.score_text(instrument, header, rows))
