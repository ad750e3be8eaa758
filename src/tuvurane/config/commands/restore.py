"""`tuvurane restore`: rebuild an empty instance."""

from pathlib import Path

import click
from django.conf import settings
from django.db import transaction

from tuvurane.config import console, environment, erasing, tables
from tuvurane.config.commands.backup import PASSPHRASE
from tuvurane.exchange import backup, erasures_file, problems
from tuvurane.foundation import clock

LOUD = "WHOEVER WAS ERASED AFTER {day} IS HERE AGAIN. Ask everybody who erased people since then, and erase them again today."


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PASSPHRASE
@click.option(
    "--erasures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The newest erasures.jsonl of the instance that was saved; without it, the one beside our secrets.",
)
@click.option("--without-erasures", is_flag=True, help="There is no such list any more. Whoever was erased comes back.")
@console.refusing
def command(file: Path, passphrase: str, erasures: Path | None, without_erasures: bool) -> None:
    """
    Rebuild an empty instance from FILE: rows and secrets. `tuvurane check` then proves it whole.

    Whoever was erased after it was saved is erased again, before anybody can look. An instance that holds anything is
    left as it is.
    """
    opened = backup.read(file, passphrase=passphrase)
    listed = _listed(opened, erasures or erasures_file.path(), without=without_erasures)
    tables.bring_up()
    backup.check_empty()
    # Rows without their secrets would be lost for good: the secrets are in place before the rows are committed.
    with console.progress("Restoring") as step, transaction.atomic():
        restored = backup.restore(opened, progress=step)
        environment.replace_secrets(settings.TUVURANE_HOME / "secrets.json", opened.secrets)
        settings.TUVURANE_SECRETS = settings.TUVURANE_SECRETS.fresh()  # what names are opened with, to strike them out
        again = 0 if without_erasures else erasing.replay(erasures_file.to_replay(listed), now=clock.now())
    erasing.sweep(clock.now())
    erasures_file.keep(listed)
    if without_erasures:
        click.echo(LOUD.format(day=opened.made_on), err=True)
    click.echo(f"Erased again: {again}.")
    click.echo(f"Restored {restored.rows} rows of {restored.tables} tables. Now run: tuvurane check")


def _listed(opened: backup.Opened, file: Path, *, without: bool) -> list[erasures_file.Noted]:
    """The erasures of the instance that was saved. Raises ErasuresMissing, ErasuresForeign."""
    if without:
        return []
    if not file.exists():
        raise problems.ErasuresMissing(day=opened.made_on)
    return erasures_file.read(file, secrets=opened.secrets)
