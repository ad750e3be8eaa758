"""`tuvurane backup`: one encrypted, consistent file while people work."""

from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from tuvurane.config import console, environment
from tuvurane.exchange import backup, erasures_file
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.rights import actions as rights
from tuvurane.rights import queries as rights_queries

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
@click.option("--prune", is_flag=True, help="Remove those of our backups beside FILE that are older than 30 days.")
@console.refusing
def command(file: Path, passphrase: str, prune: bool) -> None:
    """
    Write FILE: every row and the secrets, from one moment, encrypted with a passphrase.

    Keep the passphrase apart from the file: without it nobody can restore, with it anybody can read. Keep the newest
    erasures.jsonl (beside secrets.json) with it: a restore asks for it, and erases again whoever was erased since.
    """
    console.require_migrated()
    if len(passphrase) < LEAST_SIGNS:
        raise click.ClickException(f"The passphrase is too short: use at least {LEAST_SIGNS} signs.")
    with environment.holding(settings.TUVURANE_HOME), console.progress("Saving") as step:
        now, secrets = clock.now(), settings.TUVURANE_SECRETS.fresh()
        saved = backup.write(file, passphrase=passphrase, secrets=secrets, now=now, progress=step)
    rights.note_backup(name_digest=backup.digest_of(file), now=now)
    erasures_file.note()
    click.echo(f"Saved {saved.rows} rows of {saved.tables} tables to {file} ({file.stat().st_size} bytes).")
    if prune:
        click.echo(f"Removed older backups: {_prune(file.absolute().parent, now)}.")


def _prune(folder: Path, now: datetime) -> int:
    today = timezone.localtime(now).date()
    old = rights_queries.expired_backups(today)
    return rights.note_removed(actor=Actor.system(), digests=backup.remove(folder, old), today=today, now=now)
