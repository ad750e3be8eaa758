"""What the commands share: refusals that read like sentences, and who acts by command line."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from tuvurane.config import tables
from tuvurane.foundation.problems import Problem
from tuvurane.people import queries as people
from tuvurane.people.models import Organisation

if TYPE_CHECKING:
    from tuvurane.exchange.sheets.faults import Fault

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def refusing(command: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Turn a Problem into its sentence, and the faults of a file one a line, on standard error; exit code 1."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            return command(*args, **kwargs)
        except Problem as problem:
            faults = [fault.sentence() for fault in getattr(problem, "faults", ())]
            raise click.ClickException("\n  ".join([problem.sentence("en"), *faults])) from problem

    return run


def tell_faults(faults: "Sequence[Fault]", notices: "Sequence[Fault]") -> None:
    """Print what is worth knowing of a workbook and what to repair; stops when there is something to repair."""
    for notice in notices:
        click.echo(f"Note: {notice.sentence()}", err=True)
    for fault in faults:
        click.echo(fault.sentence(), err=True)
    if faults:
        raise click.ClickException(f"Faults: {len(faults)}. Nothing was written; repair them and try again.")


def parsed(file: Path) -> object:
    """The JSON of a file; stops with a sentence when it is none."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise click.ClickException(f"{file.name} is not JSON in UTF-8: {error}.") from error


def require_migrated() -> None:
    """Stop with a sentence when the database is not ready."""
    if not tables.is_up():
        raise click.ClickException(
            "The database is not ready yet. Run `tuvurane serve --migrate` or `tuvurane demo` first."
        )


def organisation_named(short: str) -> Organisation:
    """The organisation of this short name; stops with a sentence that lists the known ones."""
    known = list(people.organisations())
    for organisation in known:
        if short in (organisation.short, organisation.name):
            return organisation
    names = ", ".join(organisation.short for organisation in known) or "none yet: use `tuvurane accounts found`"
    raise click.ClickException(f'There is no organisation "{short}". Known: {names}.')


@contextmanager
def progress(label: str) -> Iterator[Callable[[int], None]]:
    """A running count on standard error; silent when nobody watches."""
    stream = sys.stderr
    done = [0]

    def step(more: int) -> None:
        done[0] += more
        if stream.isatty():
            click.echo(f"\r{label}: {done[0]} ", nl=False, file=stream)

    yield step
    if stream.isatty():
        click.echo("", file=stream)


def given() -> set[str]:
    """The names of our settings that the environment gives."""
    return {name for name, value in os.environ.items() if name.startswith("TUVURANE_") and value.strip()}
