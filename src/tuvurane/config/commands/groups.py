"""`tuvurane groups`: import registers of groups that already run."""

import click

from tuvurane.config import workbooks
from tuvurane.exchange import registers


@click.group()
def command() -> None:
    """Groups that already run, from the registers that partners keep in spreadsheets."""


workbooks.add_commands(command, registers, page="docs/reference/register-file.md", holds="facilitators")
