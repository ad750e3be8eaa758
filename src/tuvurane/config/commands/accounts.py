"""`tuvurane accounts`: organisations, accounts, roles, passwords, second factors."""

import click

from tuvurane.config import console, tables
from tuvurane.foundation import clock
from tuvurane.people import actions, queries
from tuvurane.people.models import Account
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place

LANGUAGES = click.Choice(["rn", "fr", "sw", "en"])


@click.group()
def command() -> None:
    """Organisations, accounts, the roles they hold at a place, and how they sign in."""
    tables.bring_up()


@command.command()
@click.argument("name")
@click.option("--short", required=True, help="A short name, used by the other commands.")
@console.refusing
def found(name: str, short: str) -> None:
    """Open an organisation with keys of its own."""
    actions.found_organisation(actor=Actor.system(), name=name, short=short, synthetic=False, now=clock.now())
    click.echo(f"{name} is open. Next: tuvurane accounts open USERNAME --organisation {short} --role administrator …")


@command.command("open")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--organisation", required=True, help="The organisation's short name.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--place", required=True, help='Where the role is held: a name such as "Musongati" or system:code.')
@click.option("--language", default="fr", type=LANGUAGES, show_default=True)
@click.password_option(help="At least 12 signs; asked for when not given.")
@console.refusing
def open_(username: str, name: str, organisation: str, role: str, place: str, language: str, password: str) -> None:
    """Open an account and give it a role at a place."""
    now = clock.now()
    house = console.organisation_named(organisation)
    at = _place(place)
    account = actions.open_account(
        actor=Actor.system(),
        organisation_id=house.pk,
        username=username,
        name=name,
        language=language,
        password=password,
        now=now,
    )
    actions.give_role(actor=Actor.system(), account=account, role=Role(role), place=at, since=now.date(), now=now)
    click.echo(f"{username} is {role} at {at.name}.")


def _place(term: str) -> Place:
    system, _, code = term.partition(":")
    by_code = places.by_code(system, code) if code else None
    if by_code is not None:
        return by_code
    found = places.find(term, on=clock.today(), limit=5)
    exact = [result for result in found if result.place.name.casefold() == term.casefold()]
    candidates = exact or found
    if len(candidates) == 1:
        return candidates[0].place
    if not candidates:
        raise click.ClickException(f'There is no place "{term}". Import places first, or check the name.')
    named = "; ".join(f"{result.trail} ({result.place.level})" for result in candidates)
    raise click.ClickException(f'"{term}" may be several places: {named}. Give its code as system:code.')


@command.command("list")
def list_() -> None:
    """List the accounts and the roles they hold."""
    accounts = list(queries.accounts_visible_to(Actor.system()).select_related("organisation"))
    held = queries.roles_of(accounts)
    for account in accounts:
        roles = ", ".join(f"{row.role} at {row.place.name}" for row in held[account.pk] if row.until is None)
        click.echo(f"{account.username}  ({account.organisation.short})  {roles or 'no role'}")
    if not accounts:
        click.echo("There are no accounts yet. Start with `tuvurane accounts found`.")


@command.command()
@click.argument("username")
@click.password_option(help="At least 12 signs; asked for when not given.")
@console.refusing
def password(username: str, password: str) -> None:
    """Set a new password."""
    actions.set_password(actor=Actor.system(), account=_account(username), password=password, now=clock.now())
    click.echo("The new password is set.")


@command.command("reset-second-factor")
@click.argument("username")
@console.refusing
def reset_second_factor(username: str) -> None:
    """Forget a lost second factor; a new one is set at the next sign-in."""
    actions.reset_second_factor(actor=Actor.system(), account=_account(username), now=clock.now())
    click.echo("The second factor is reset.")


def _account(username: str) -> Account:
    account = queries.account_named(username)
    if account is None:
        raise click.ClickException(f'There is no account "{username}". See `tuvurane accounts list`.')
    return account
