"""`tuvurane demo`: a synthetic programme, served."""

from datetime import timedelta
from pathlib import Path

import click
import segno
from django.conf import settings

from tuvurane.config import console, serving, synthetic, tables
from tuvurane.foundation import clock
from tuvurane.people import actions, queries
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor

PASSWORD = "let us heal each other"  # noqa: S105 - the password of people who do not exist, printed on every start
FACILITATOR = "facilitator"
SUMMARY = "demo.txt"


@click.command()
@click.option("--scale", type=click.Choice(sorted(synthetic.SCALES)), default="partner", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed and day write the same programme.")
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve it when it is written.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535))
@console.refusing
def command(scale: str, seed: int, serve: bool, host: str, port: int) -> None:
    """
    Fill an empty instance with a synthetic programme (nobody in it exists), and serve it.

    A second start finds the programme and serves it at once. An instance that holds a real
    programme is left alone.
    """
    if settings.TUVURANE_PROFILE == "production":
        raise click.ClickException(
            "The demo does not run in production. Unset TUVURANE_PROFILE, or use another folder."
        )
    if serve:
        serving.check_free(host, port)
    tables.bring_up()
    summary = settings.TUVURANE_HOME / SUMMARY
    if not queries.organisations().exists():
        _write(scale, seed, summary)
    elif not queries.synthetic():
        raise click.ClickException("This instance holds a real programme. Set TUVURANE_HOME to an empty folder.")
    if serve:
        serving.collect_static()
    _tell(summary, f"http://{host}:{port}")
    if serve:
        serving.run(host, port, workers=2)


def _write(scale: str, seed: int, summary: Path) -> None:
    click.echo(f"Writing the synthetic programme ({scale}) …")
    with console.progress("Groups written") as step:
        written = 0

        def report(done: int, _of: int) -> None:
            nonlocal written
            step(done - written)
            written = done

        programme = synthetic.write_programme(
            scale=scale, seed=seed, today=clock.today(), now=clock.now(), password=PASSWORD, progress=report
        )
    summary.write_text(synthetic.describe(programme), encoding="utf-8")


def _tell(summary: Path, address: str) -> None:
    """Print the address, the accounts and a code that enrols one phone."""
    click.echo(summary.read_text(encoding="utf-8") if summary.exists() else "")
    account = _facilitator()
    code = actions.issue_enrolment_code(
        actor=Actor.system(), account=account, now=clock.now(), lasts=timedelta(hours=24)
    )
    origin = settings.TUVURANE_ORIGIN if "TUVURANE_ORIGIN" in console.given() else address
    enrol = f"{origin}/phone/#enrol={code}"
    segno.make(enrol, error="m").terminal(compact=True)
    click.echo(f"Phone:  {enrol}")
    click.echo(f"        (the same as a page: {address}/people/{account.pk}/devices/new/ , signed in as coordinator)")
    click.echo(f"Office: {address}")


def _facilitator() -> Account:
    account = queries.account_named(FACILITATOR)
    if account is None:
        raise click.ClickException("The demo's facilitator is missing. Empty TUVURANE_HOME and start again.")
    return account
