"""`tuvurane restore`: rebuild an empty instance."""

from pathlib import Path

import click
from django.conf import settings
from django.db import transaction

from tuvurane.config import console, environment
from tuvurane.config.commands.backup import PASSPHRASE
from tuvurane.exchange import backup


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PASSPHRASE
@console.refusing
def command(file: Path, passphrase: str) -> None:
    """
    Rebuild an empty instance from FILE: rows and secrets. `tuvurane check` then proves it whole.

    An instance that holds anything is left as it is.
    """
    opened = backup.read(file, passphrase=passphrase)
    console.migrate()
    backup.check_empty()
    # Rows without their secrets would be lost for good: the secrets are in place before the rows are committed.
    with console.progress("Restoring") as step, transaction.atomic():
        restored = backup.restore(opened, progress=step)
        environment.replace_secrets(settings.TUVURANE_HOME / "secrets.json", opened.secrets)
    click.echo(f"Restored {restored.rows} rows of {restored.tables} tables. Now run: tuvurane check")
