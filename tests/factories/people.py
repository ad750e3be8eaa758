"""Organisations, accounts and phones, made as the office makes them."""

from datetime import UTC, date, datetime

from tuvurane.people import actions as people_actions
from tuvurane.people.actions.devices import Enrolled
from tuvurane.people.models import Account, Organisation
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SYSTEM = Actor.system()
# Long before any session of the tests, and before the clock of any machine that runs them.
HIRED_ON = date(2024, 1, 1)


def make_organisation(name: str = "Amahoro", short: str = "AMA") -> Organisation:
    """An organisation with its own key and box."""
    return people_actions.found_organisation(actor=SYSTEM, name=name, short=short, synthetic=True, now=NOW)


def make_account(
    organisation: Organisation,
    username: str,
    *,
    role: Role | None = None,
    place: Place | None = None,
    password: str | None = None,
    language: str = "en",
) -> Account:
    """An account, with a role at a place when both are given."""
    account = people_actions.open_account(
        actor=SYSTEM,
        organisation_id=organisation.pk,
        username=username,
        name=username.title(),
        language=language,
        password=password,
        now=NOW,
    )
    if role is not None and place is not None:
        people_actions.give_role(actor=SYSTEM, account=account, role=role, place=place, since=HIRED_ON, now=NOW)
    return account


def make_device(account: Account, *, now: datetime = NOW, label: str = "Chrome on Android") -> Enrolled:
    """A phone that was enrolled with a code of the office."""
    code = people_actions.issue_enrolment_code(actor=SYSTEM, account=account, now=now)
    return people_actions.enrol_device(code=code, label=label, now=now)
