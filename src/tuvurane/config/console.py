"""What the commands share: refusals that read like sentences, and who acts by command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tuvurane.foundation.problems import Problem
from tuvurane.people import queries as people
from tuvurane.people.models import Organisation

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


def migrate() -> None:
    """Bring the database to this version's shape."""
    call_command("migrate", verbosity=0, interactive=False)


def is_migrated() -> bool:
    """Whether the database has this version's shape."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def require_migrated() -> None:
    """Stop with a sentence when the database is not ready."""
    if not is_migrated():
        raise click.ClickException("The database is not ready yet. Run `tuvurane serve --migrate` or `tuvurane demo` first.")


def organisation_named(short: str) -> Organisation:
    """The organisation of this short name; stops with a sentence that lists the known ones."""
    known = list(people.organisations())
    for organisation in known:
        if short in (organisation.short, organisation.name):
            return organisation
    names = ", ".join(organisation.short for organisation in known) or "none yet: use `tuvurane accounts found`"
    raise click.ClickException(f'There is no organisation "{short}". Known: {names}.')


@contextmanager
def progress(label: str, length: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error; silent when nobody watches."""
    stream = click.get_text_stream("stderr")
    with click.progressbar(length=length or 1, label=label, file=stream) as bar:
        yield bar.update
