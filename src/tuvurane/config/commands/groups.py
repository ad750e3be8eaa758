"""`tuvurane groups`: import registers of groups that already run."""

from pathlib import Path

import click

from tuvurane.config import console
from tuvurane.exchange import registers
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor


@click.group()
def command() -> None:
    """Groups that already run, from the registers that partners keep in spreadsheets."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, help="The organisation's short name.")
@click.option("--language", type=click.Choice(["rn", "fr", "sw", "en"]), default="en", show_default=True)
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@console.refusing
def import_(file: Path, organisation: str, language: str, yes: bool) -> None:
    """
    Import FILE.xlsx (format: docs/reference/register-file.md): preview, then all or nothing.

    Every fault is named by sheet, row and column with its repair. The same file twice changes
    nothing. Exit code 1 when the file has faults; nothing is written then.
    """
    console.migrate()
    actor = Actor.system(console.organisation_named(organisation).pk)
    preview = registers.read(file.read_bytes(), actor=actor, language=language, now=clock.now())
    console.tell_faults(preview.faults, preview.notices)
    if preview.nothing_new:
        click.echo("Everything in this file stands already. Nothing changed.")
        return
    click.echo(f"New: {_counts(preview.new)}.")
    if not yes:
        click.confirm("Write this?", abort=True)
    loaded = registers.apply(preview, actor=actor, now=clock.now())
    click.echo(f"Written: {_counts(loaded.counts)}.")


def _counts(counts: registers.Counts) -> str:
    return ", ".join(f"{what} {number}" for what, number in counts._asdict().items())


@command.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, help="The organisation's short name.")
@click.option("--language", type=click.Choice(["rn", "fr", "sw", "en"]), default="en", show_default=True)
@console.refusing
def template(file: Path, organisation: str, language: str) -> None:
    """Write the template workbook, with this organisation's facilitators, to FILE.xlsx."""
    console.require_migrated()
    actor = Actor.system(console.organisation_named(organisation).pk)
    if file.exists():
        raise click.ClickException(f"There is a file {file.name} already. Give another name.")
    file.write_bytes(registers.template(actor=actor, language=language, today=clock.today()))
    click.echo(f"The template is in {file}.")
