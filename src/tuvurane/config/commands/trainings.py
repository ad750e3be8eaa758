"""`tuvurane trainings`: import lists of trainings that were held."""

import click

from tuvurane.config import workbooks
from tuvurane.exchange import trainings


@click.group()
def command() -> None:
    """Trainings that were held, from the lists that partners keep in spreadsheets."""


workbooks.add_commands(command, trainings, page="docs/reference/trainings-file.md", holds="people")
