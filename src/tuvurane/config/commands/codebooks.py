"""`tuvurane codebooks`: what stories are read for; ours, and those that a deployment may use."""

from pathlib import Path

import click

from tuvurane.config import console, tables
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.stories.actions import coding as actions
from tuvurane.stories.queries import coding as queries
from tuvurane.stories.rules.codebooks import OWN, Codebook, read_pack, shipped, text_in

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LANGUAGE = click.option("--language", type=click.Choice(["rn", "fr", "sw", "en"]), default="en", show_default=True)


@click.group()
def command() -> None:
    """Codebooks: codes with their meaning, when to use them, when not, an example. Versions stand side by side."""


@command.command("list")
@LANGUAGE
def list_(language: str) -> None:
    """List every codebook with each of its versions."""
    every = queries.codebooks() if tables.is_up() else list(shipped().values())
    for book in every:
        click.echo(_line(book, language))


@command.command()
@click.argument("name", default=OWN[0])
@click.argument("version", default=OWN[1])
@LANGUAGE
@console.refusing
def show(name: str, version: str, language: str) -> None:
    """Show every code of one codebook (without a name: ours)."""
    book = shipped().get((name, version)) or queries.codebook(name, version)
    click.echo(f"{_line(book, language)}\n{book.source}")
    for code in book.codes:
        click.echo(f"\n{code.code}: {text_in(code.title, language)}. {text_in(code.definition, language)}")
        for label, part in (("when", code.use), ("when not", code.leave), ("example", code.example)):
            click.echo(f"  {label}: {text_in(part, language)}")


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def check(file: Path) -> None:
    """
    Read FILE.json (format: docs/reference/codebook-packs.md) and explain every fault; write nothing.

    Exit code 1 when it has faults.
    """
    click.echo(f"No faults. {_line(read_pack(console.parsed(file)), 'en')}")


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def add(file: Path) -> None:
    """Add the codebook of FILE.json to this instance. The same file twice changes nothing."""
    tables.bring_up()
    pack = actions.load_codebook(actor=Actor.system(), data=console.parsed(file), now=clock.now())
    click.echo(f"Codebook: {pack.name} {pack.version}, licence: {pack.licence}.")


def _line(book: Codebook, language: str) -> str:
    under = f", permission: {book.permission}" if book.permission else ""
    states = ", ".join(f"{known} {state}" for known, state in book.words_status.items())
    said = f"{book.name} {book.version}: {text_in(book.title, language)}"
    return f"{said}. Licence: {book.licence}{under}. Codes: {len(book.codes)}. Languages: {states}."
