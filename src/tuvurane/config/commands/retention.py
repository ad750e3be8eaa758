"""`tuvurane retention`: what is older than its time goes, with proof."""

import click
from django.utils import timezone

from tuvurane.config import console, daily
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.rights import actions as rights
from tuvurane.rights import queries as rights_queries
from tuvurane.rights.codes import Kept


@click.group()
def command() -> None:
    """
    How long what is kept, and letting the rest go. `tuvurane serve` runs it once a day by itself.

    The times stand in retention.json with their source.
    """


@command.command()
@click.option("--show", is_flag=True, help="Say what would go, and change nothing.")
@console.refusing
def run(show: bool) -> None:
    """Let go of what is older than its time, and write the proof; then write the database's files anew where needed."""
    console.require_migrated()
    now = clock.now()
    if show:
        _show()
        return
    for proof in daily.run(Actor.system(), now):
        click.echo(f"{proof.rule}: {proof.many} from before {proof.before:%d/%m/%Y} gone.")
    left = rights_queries.unswept().count()
    click.echo(
        "Files: nothing erased is left in them." if not left else f"Files: {left} erasures wait for the next run."
    )


def _show() -> None:
    now = clock.now()
    today = timezone.localtime(now).date()
    for due in rights.due(today):
        click.echo(f"{due.rule}: {due.many} from before {due.before:%d/%m/%Y} would go.")
    before = rights_queries.before_of(Kept.SIGN_INS, today)
    click.echo(f"{Kept.SIGN_INS}: {daily.sign_ins_due(now)} from before {before:%d/%m/%Y} would go.")
    click.echo(f"{Kept.BACKUPS}: {len(rights_queries.expired_backups(today))} would go with `tuvurane backup --prune`.")
