"""`tuvurane rubrics`: what competence is rated by; ours, and those that a deployment may use."""

from pathlib import Path

import click

from tuvurane.config import console, tables
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.training import actions, queries
from tuvurane.training.rules.rubrics import OWN, Rubric, read_pack, text_in

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LANGUAGE = click.option("--language", type=click.Choice(["rn", "fr", "sw", "en"]), default="en", show_default=True)


@click.group()
def command() -> None:
    """Rubrics: competences with behaviours to tick. Others than ours come as packs with their permission."""


@command.command("list")
@LANGUAGE
def list_(language: str) -> None:
    """List the rubrics of this instance with their licences."""
    console.require_migrated()
    for rubric in queries.rubrics():
        click.echo(_line(rubric, language))


@command.command()
@click.argument("name", default=OWN[0])
@click.argument("version", default=OWN[1])
@LANGUAGE
@console.refusing
def show(name: str, version: str, language: str) -> None:
    """Show every competence and behaviour of one rubric (without a name: ours)."""
    console.require_migrated()
    rubric = queries.rubric(name, version)
    click.echo(f"{_line(rubric, language)}\n{rubric.source}")
    for competence in rubric.competences:
        click.echo(f"\n{competence.code}: {text_in(competence.title, language)}. {text_in(competence.about, language)}")
        for behaviour in competence.behaviours:
            click.echo(f"  {behaviour.code} ({behaviour.kind}) {text_in(behaviour.text, language)}")


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def check(file: Path) -> None:
    """
    Read FILE.json (format: docs/reference/rubric-packs.md) and explain every fault; write nothing.

    Exit code 1 when it has faults.
    """
    rubric = read_pack(console.parsed(file))
    click.echo(f"No faults. {_line(rubric, 'en')}")


@command.command()
@click.argument("file", type=FILE)
@console.refusing
def add(file: Path) -> None:
    """Add the rubric of FILE.json to this instance. The same file twice changes nothing."""
    tables.bring_up()
    pack = actions.load_rubric(actor=Actor.system(), data=console.parsed(file), now=clock.now())
    click.echo(f"Rubric: {pack.name} {pack.version}, licence: {pack.licence}.")


def _line(rubric: Rubric, language: str) -> str:
    under = f", permission: {rubric.permission_ref}" if rubric.permission_ref else ""
    states = ", ".join(f"{known} {state}" for known, state in rubric.status.items())
    said = f"{rubric.name} {rubric.version}: {text_in(rubric.title, language)}"
    return f"{said}. Licence: {rubric.licence}{under}. Competences: {len(rubric.competences)}. Languages: {states}."
