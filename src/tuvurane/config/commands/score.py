"""`tuvurane score`: score a file of raw answers."""

import json
from pathlib import Path

import click

from tuvurane.config import console
from tuvurane.config.commands.instruments import LANGUAGE, OUTPUT, VERSION, instrument_named
from tuvurane.measures import scoring


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@VERSION
@click.option(
    "--without-screening", is_flag=True, help="The screening items were not asked; their columns may be absent."
)
@LANGUAGE
@OUTPUT
@console.refusing
def command(name: str, file: Path, version: str | None, without_screening: bool, language: str, output: str) -> None:
    """
    Score FILE.csv with the instrument NAME (`tuvurane instruments list`).

    One row a person, item keys as columns (`tuvurane instruments show NAME`), optional column
    `sex` (F or M); an empty cell is a missing answer. An answer out of range is refused by row and
    column, and nothing is scored. Exit code 1 when the file is refused.
    """
    instrument = instrument_named(name, version)
    header, rows = scoring.read_table(file)
    not_asked = instrument.flagged if without_screening else ()
    scored = scoring.score_rows(instrument, header, rows, not_asked=not_asked)
    if output == "json":
        click.echo(json.dumps(scoring.score_table(instrument, scored, language=language), ensure_ascii=False, indent=2))
    else:
        click.echo(scoring.score_text(instrument, scored, language=language))
