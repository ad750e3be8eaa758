"""A browser in which somebody has signed in, without walking through the door."""

from django.test import Client

from tuvurane.people.models import Account
from tuvurane.web.middleware import SECOND_FACTOR


def browser_of(account: Account) -> Client:
    """Signed in as this account, both steps."""
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def look_into(client: Client, address: str, why: str = "own_task") -> str:
    """What a page of care shows to whoever said why they look."""
    client.post(address, {"why": why})
    return client.get(address).content.decode()
