"""`tuvurane keys`: which keys there are, and changing them while people work."""

from collections.abc import Iterator
from itertools import product
from threading import Event

import click

from tuvurane.config import console
from tuvurane.foundation import clock, quiet
from tuvurane.people import actions, queries
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration
from tuvurane.people.scope import Actor

# Between two batches, so that on SQLite whoever waits to write gets the turn.
PAUSE = 0.03
# While work from before a rotation goes on.
PATIENCE = 0.2
# Requests that read the old bytes before they were sealed anew have ended by then.
LINGER = 10


@click.group()
def command() -> None:
    """The keys that seal names, answers, concerns and stories."""
    console.require_migrated()


@command.command("list")
def list_() -> None:
    """List every key with its generations, and how many rows still name each."""
    for house, purpose in product(queries.organisations(), KeyPurpose):
        for row in queries.generations_of(house.pk, purpose).order_by("number"):
            click.echo(f"{house.short:20}  {purpose:8}  {row.number:>3}  {_told(row)}")


def _told(row: KeyGeneration) -> str:
    made = f"made {row.made_at:%d/%m/%Y} ({(clock.now() - row.made_at).days} days ago)"
    if row.retired_at is not None:
        return f"{made}, destroyed {row.retired_at:%d/%m/%Y}"
    return f"{made}, names {queries.rows_under(row)} rows"


@command.command()
@click.option("--organisation", help="Its short name; all of them when not given.")
@click.option(
    "--purpose", type=click.Choice([purpose.value for purpose in KeyPurpose]), help="One key; all when not given."
)
@click.option(
    "--linger",
    default=LINGER,
    show_default=True,
    type=click.FloatRange(0, 3600),
    help="Seconds before the old keys go.",
)
@console.refusing
def rotate(organisation: str | None, purpose: str | None, linger: float) -> None:
    """
    Make new keys, seal everything anew under them while people work, and destroy the old ones.

    Stopped anywhere it is safe to run again: it goes on where it stopped. Backups from before still
    hold the old keys, until they expire.
    """
    houses = [console.organisation_named(organisation)] if organisation else list(queries.organisations())
    purposes = [KeyPurpose(purpose)] if purpose else list(KeyPurpose)
    begun = [
        actions.begin_rotation(actor=Actor.system(), organisation_id=house.pk, purpose=one, now=clock.now())
        for house, one in product(houses, purposes)
    ]
    click.echo(f"Sealed anew: {_seal_anew(begun)} rows.")
    _wait(linger)
    destroyed = sum(len(actions.finish_rotation(actor=Actor.system(), rotation=one, now=clock.now())) for one in begun)
    _leave_no_trace()
    click.echo(f"Destroyed: {destroyed} old keys. Make new backups; those from before hold the old keys.")


def _seal_anew(begun: list[actions.Rotation]) -> int:
    done = 0
    with console.progress("Sealing anew") as step:
        for rows in _batches(begun):
            step(rows)
            done += rows
    return done


def _batches(begun: list[actions.Rotation]) -> Iterator[int]:
    for one in begun:
        for rows in actions.seal_anew(one):
            yield rows
            _wait(PAUSE if rows else PATIENCE)


def _leave_no_trace() -> None:
    """Where somebody reads all the time the traces stay until the database overwrites them; said, not waited for."""
    for _ in range(100):
        if quiet.leave_no_trace([KeyGeneration]):
            return
        _wait(PATIENCE)
    click.echo("The old keys are gone; traces may stay in the database's files until it is next idle.", err=True)


def _wait(seconds: float) -> None:
    Event().wait(seconds)
