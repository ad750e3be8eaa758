"""The commands of workbooks: a preview, then all of it or nothing; and the empty workbook to fill in."""

from pathlib import Path
from typing import Any

import click

from tuvurane.config import console, tables
from tuvurane.foundation import clock
from tuvurane.foundation.words import LANGUAGES
from tuvurane.people.scope import Actor

ORGANISATION = click.option("--organisation", required=True, help="The organisation's short name.")
LANGUAGE = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
HELP = """
Import FILE.xlsx (format: {page}): preview, then all or nothing.

Every fault is named by sheet, row and column with its repair. The same file twice changes
nothing. Exit code 1 when the file has faults; nothing is written then.
"""


def add_commands(group: click.Group, room: Any, *, page: str, holds: str) -> None:
    """
    Give a group of commands ``import`` and ``template`` for the workbooks of one room of exchange.

    ``room`` reads, applies and draws them; ``page`` describes the format, ``holds`` what the empty one lists.
    """

    @group.command("import", help=HELP.format(page=page))
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @ORGANISATION
    @LANGUAGE
    @click.option("--yes", is_flag=True, help="Do not ask before writing.")
    @console.refusing
    def import_(file: Path, organisation: str, language: str, yes: bool) -> None:
        tables.bring_up()
        actor = Actor.system(console.organisation_named(organisation).pk)
        preview = room.read(file.read_bytes(), actor=actor, language=language, now=clock.now())
        console.tell_faults(preview.faults, preview.notices)
        if preview.nothing_new:
            click.echo("Everything in this file stands already. Nothing changed.")
            return
        click.echo(f"New: {_counts(preview.new)}.")
        if not yes:
            click.confirm("Write this?", abort=True)
        loaded = room.apply(preview, actor=actor, now=clock.now())
        click.echo(f"Written: {_counts(loaded.counts)}.")

    @group.command("template", help=f"Write the template workbook, with this organisation's {holds}, to FILE.xlsx.")
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @ORGANISATION
    @LANGUAGE
    @console.refusing
    def template(file: Path, organisation: str, language: str) -> None:
        console.require_migrated()
        actor = Actor.system(console.organisation_named(organisation).pk)
        if file.exists():
            raise click.ClickException(f"There is a file {file.name} already. Give another name.")
        file.write_bytes(room.template(actor=actor, language=language, today=clock.today()))
        click.echo(f"The template is in {file}.")


def _counts(counts: Any) -> str:
    return ", ".join(f"{what} {number}" for what, number in counts._asdict().items())
