"""`tuvurane keys`: which keys there are, and changing them while people work."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from threading import Event

import click
from django.conf import settings

from tuvurane.config import console, environment, parts
from tuvurane.exchange import erasures_file, escrow, problems
from tuvurane.exchange.printing import parts as parts_sheets
from tuvurane.exchange.sheets import uploads
from tuvurane.foundation import clock, quiet, sealing, words
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
@click.option("--master", is_flag=True, help="The master key in the secrets file, which wraps the others.")
@console.refusing
def rotate(organisation: str | None, purpose: str | None, linger: float, master: bool) -> None:
    """
    Make new keys, seal everything anew under them while people work, and destroy the old ones.

    Stopped anywhere it is safe to run again: it goes on where it stopped. Backups from before still
    hold the old keys, until they expire. With --master the key in the secrets file changes and nothing
    else; the two parts that two people keep must be made again.
    """
    if master and (organisation or purpose):
        raise click.UsageError("--master goes alone: one master key wraps the keys of all organisations.")
    if master:
        with environment.holding(settings.TUVURANE_HOME):
            _rotate_master(linger)
        return
    houses = [console.organisation_named(organisation)] if organisation else list(queries.organisations())
    purposes = [KeyPurpose(purpose)] if purpose else list(KeyPurpose)
    begun = [
        actions.begin_rotation(actor=Actor.system(), organisation_id=house.pk, purpose=one, now=clock.now())
        for house, one in product(houses, purposes)
    ]
    click.echo(f"Sealed anew: {_seal_anew(begun)} rows.")
    for one in begun:
        if one.purpose is KeyPurpose.DATA:
            uploads.seal_anew(one.organisation_id)
    _wait(linger)
    destroyed = sum(len(actions.finish_rotation(actor=Actor.system(), rotation=one, now=clock.now())) for one in begun)
    _leave_no_trace()
    click.echo(f"Destroyed: {destroyed} old keys. Make new backups; those from before hold the old keys.")


def _rotate_master(linger: float) -> None:
    """The file holds both keys until nothing names the old one: a start at any moment opens everything."""
    secrets = settings.TUVURANE_SECRETS.fresh()
    if not secrets.changing:
        environment.replace_secrets(secrets.path, secrets.with_new_master())
    since = quiet.mark()
    with console.progress("Wrapping anew") as step:
        for rows in actions.wrap_anew(since):
            step(rows)
            _wait(PAUSE if rows else PATIENCE)
    _wait(linger)
    actions.finish_master_rotation(actor=Actor.system(), since=since, now=clock.now())
    environment.replace_secrets(secrets.path, secrets.fresh().without_old_master())
    click.echo(
        "The master key is new. Make a backup and two new parts (`tuvurane keys escrow`): the old ones open nothing."
    )


@command.command("escrow")
@click.option(
    "--sheets", type=click.Path(file_okay=False, path_type=Path), help="Write two PDFs there instead of the screen."
)
@click.option("--language", default="en", show_default=True, type=click.Choice(words.LANGUAGES))
@console.refusing
def escrow_(sheets: Path | None, language: str) -> None:
    """
    Make two parts of the master key for two people, who look at the screen one after the other.

    Both parts together open this instance should its secrets file be lost; each alone says nothing.
    With --sheets each person prints their own PDF and deletes it.
    """
    secrets = settings.TUVURANE_SECRETS.fresh()
    if secrets.changing:
        raise click.ClickException(
            "A change of the master key is not finished: run `tuvurane keys rotate --master` first."
        )
    made = [
        parts_sheets.sheet(part, instance=settings.TUVURANE_ORIGIN, made_on=clock.today(), language=language)
        for part in escrow.split(bytes.fromhex(secrets["master_key"]), secrets.master_generation)
    ]
    for number, sheet in enumerate(made, start=1):
        if sheets is None:
            parts.show(number, sheet)
        else:
            _print(sheets, number, parts_sheets.printed(sheet, language=language))
    actions.note_master(actor=Actor.system(), what="escrow", generation=secrets.master_generation, now=clock.now())
    click.echo(
        "Two parts are made. Rehearse: `tuvurane keys rejoin` on a copy restored from a backup without its secrets."
    )


def _print(folder: Path, number: int, content: bytes) -> None:
    """A file for its owner alone; one that is there already is not written over."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"part-{number}.pdf"
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise click.ClickException(f"There is a {path} already. Give another folder.") from error
    path.write_bytes(content)
    click.echo(f"{path}: for one person alone to print, and to delete.")


@command.command()
@console.refusing
def rejoin() -> None:
    """
    Put the two parts together into the secrets file of a machine that has lost it.

    Nothing is changed unless they open every key here. Servers that run find the key by themselves.
    """
    with environment.holding(settings.TUVURANE_HOME):
        kept, opened = queries.keys_opened_by(sealing.master())
        if kept == opened:
            raise problems.KeyIsHere
        key, generation = escrow.join(parts.ask(1), parts.ask(2))
        kept, opened = queries.keys_opened_by(sealing.Ring(lambda: {generation: key}, lambda: generation))
        if opened < kept:
            raise problems.PartsOfAnotherKey(opened=opened, of=kept)
        secrets = settings.TUVURANE_SECRETS.fresh()
        environment.replace_secrets(secrets.path, secrets.with_master(key, generation))
        erasures_file.follow(secrets)
    actions.note_master(actor=Actor.system(), what="rejoin", generation=generation, now=clock.now())
    click.echo(f"Rejoined: all {kept} keys open. Now run: tuvurane check. Second factors set meanwhile must be reset.")


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
