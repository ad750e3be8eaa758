"""`tuvurane backup`: one encrypted, consistent file while people work."""

from pathlib import Path

import click
from django.conf import settings

from tuvurane.config import console
from tuvurane.exchange import backup
from tuvurane.foundation import clock

PASSPHRASE = click.option(
    "--passphrase",
    envvar="TUVURANE_BACKUP_PASSPHRASE",
    prompt="Passphrase",
    hide_input=True,
    help="At least 12 signs; from TUVURANE_BACKUP_PASSPHRASE, or asked for.",
)
LEAST_SIGNS = 12


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@PASSPHRASE
@console.refusing
def command(file: Path, passphrase: str) -> None:
    """
    Write FILE: every row and the secrets, from one moment, encrypted with a passphrase.

    Keep the passphrase apart from the file: without it nobody can restore, with it anybody can read.
    """
    console.require_migrated()
    if len(passphrase) < LEAST_SIGNS:
        raise click.ClickException(f"The passphrase is too short: use at least {LEAST_SIGNS} signs.")
    with console.progress("Saving") as step:
        saved = backup.write(
            file, passphrase=passphrase, secrets=settings.TUVURANE_SECRETS, now=clock.now(), progress=step
        )
    click.echo(f"Saved {saved.rows} rows of {saved.tables} tables to {file} ({file.stat().st_size} bytes).")
