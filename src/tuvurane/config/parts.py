"""At the screen with the two people who keep the master key: one at a time, and nobody sees both parts."""

import click

from tuvurane.exchange import escrow
from tuvurane.exchange.printing.parts import Sheet
from tuvurane.foundation.problems import Problem

ORDER = {1: "first", 2: "second"}


def show(number: int, sheet: Sheet) -> None:
    """Show a part to its person alone, and wipe the screen once they have read a line back rightly."""
    click.echo(f"Part {number} is for the {ORDER[number]} person. Only they look at the screen now.")
    click.pause("Press a key when the other one has turned away.")
    click.echo(f"\n{sheet.plain()}\n")
    wanted = escrow.LINES // 2
    while _line(wanted, "Write all six lines down, then type line {} from your sheet") != escrow.read_line(
        wanted, sheet.lines[wanted - 1]
    ):
        click.echo("That is a line of another sheet. Compare what you wrote with the screen.", err=True)
    wipe()


def ask(order: int) -> escrow.Part:
    """The part that a person types in, line by line; a mistake is told at once and the line asked for again."""
    click.echo(f"The {ORDER[order]} person types the six lines of their sheet. The other one looks away.")
    content = [_typed(number) for number in range(1, escrow.LINES + 1)]
    wipe()
    return escrow.read(content)


def _typed(number: int) -> str:
    while True:
        line: str = click.prompt(f"  line {number}")
        try:
            escrow.read_line(number, line)
        except Problem as problem:
            click.echo(problem.sentence("en"), err=True)
        else:
            return line


def _line(number: int, asked: str) -> bytes:
    while True:
        try:
            return escrow.read_line(number, click.prompt(asked.format(number)))
        except Problem as problem:
            click.echo(problem.sentence("en"), err=True)


def wipe() -> None:
    """Clear the screen, and what was scrolled away."""
    click.clear()
    click.echo("\033[3J", nl=False)
