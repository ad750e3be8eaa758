"""The door: name and password, a second step for office roles, and no way around it."""

import base64
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuvurane.foundation import clock
from tuvurane.people import actions as people_actions
from tuvurane.people.actions.second_factor import address
from tuvurane.web.middleware import SECOND_FACTOR

PASSWORD = "ibuye n'umugezi"
SIGN_IN = "/account/sign-in/"


@pytest.fixture
def carine(cast: Cast):
    """Carine, with a password and no second factor yet."""
    account = cast["carine"]
    people_actions.set_password(actor=cast.actor("system"), account=account, password=PASSWORD, now=NOW)
    return account


@pytest.fixture
def confirmed(cast: Cast, carine):
    """Carine, whose second factor was confirmed a day ago."""
    yesterday = NOW - timedelta(days=1)
    people_actions.start_second_factor(actor=cast.actor("carine"), account=carine, now=yesterday)
    token = token_of(carine, yesterday)
    people_actions.confirm_second_factor(actor=cast.actor("carine"), account=carine, token=token, now=yesterday)
    return carine


def token_of(account, at=NOW) -> str:
    """What the authenticator of this account shows at a moment."""
    secret = parse_qs(urlsplit(address(account)).query)["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    totp = TOTP(key, 6, SHA1(), 30)  # noqa: S303 - what every authenticator app uses (RFC 6238)
    return totp.generate(int(at.timestamp())).decode()


def sign_in(client: Client, password: str = PASSWORD, then: str = ""):
    query = f"?next={then}" if then else ""
    return client.post(SIGN_IN + query, {"username": "carine", "password": password})


def test_a_closed_page_asks_who_is_there_and_remembers_where_one_wanted_to_go(db, client):
    answer = client.get("/groups/")

    assert answer.url == f"{SIGN_IN}?next=%2Fgroups%2F"


@pytest.mark.parametrize("username", ["carine", "nobody"])
def test_a_wrong_password_does_not_tell_whether_the_name_is_known(carine, client, username):
    page = client.post(SIGN_IN, {"username": username, "password": "wrong"})

    assert "User name and password do not belong together" in page.content.decode()


def test_five_wrong_passwords_close_the_door_even_for_the_right_one(carine, client):
    for _ in range(5):
        sign_in(client, "wrong")

    page = sign_in(client)

    assert page.status_code == 429
    assert "Too many wrong passwords" in page.content.decode()


def test_the_password_alone_opens_no_office_page(confirmed, client):
    sign_in(client)

    assert client.get("/groups/").url == reverse("account:second_step")


def test_the_six_digits_lead_to_the_page_that_was_wanted(confirmed, client):
    sign_in(client, then="/groups/")

    answer = client.post(reverse("account:second_step"), {"token": token_of(confirmed)})

    assert answer.url == "/groups/"
    assert client.get("/groups/").status_code == 200


def test_five_wrong_tokens_ask_for_the_password_again(confirmed, client):
    sign_in(client)

    answers = [client.post(reverse("account:second_step"), {"token": "000000"}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 302]
    assert answers[-1].url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_set_up_by_scanning_and_proving(carine, client):
    sign_in(client)
    address_of_setup = reverse("account:second_factor")

    before = client.get(reverse("account:second_step"))
    client.post(address_of_setup, {"deed": "start"})
    page = client.get(address_of_setup).content.decode()
    carine.refresh_from_db()
    answer = client.post(address_of_setup, {"token": token_of(carine)})

    assert before.url == address_of_setup
    assert 'class="qr"' in page
    assert answer.url == "/"
    assert client.session[SECOND_FACTOR] is True


def test_a_wrong_first_token_does_not_put_the_second_factor_in_force(carine, client):
    sign_in(client)
    client.post(reverse("account:second_factor"), {"deed": "start"})

    page = client.post(reverse("account:second_factor"), {"token": "000000"})
    carine.refresh_from_db()

    assert "That code is not right" in page.content.decode()
    assert carine.totp_confirmed_at is None


def test_a_second_factor_in_force_cannot_be_replaced_without_it(confirmed, client):
    sign_in(client)

    answer = client.post(reverse("account:second_factor"), {"deed": "start"})

    assert answer.url == reverse("account:second_step")


def test_nobody_is_sent_to_another_site_after_signing_in(carine, client):
    answer = sign_in(client, then="https://elsewhere.example/")

    assert answer.url == "/"


def test_a_session_ends_an_hour_after_the_last_page(at_the_desk, monkeypatch):
    client = at_the_desk("carine")
    client.get("/groups/")

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1, minutes=1))

    assert client.get("/groups/").url.startswith(SIGN_IN)


def test_signing_out_leaves_nothing_behind(at_the_desk):
    client = at_the_desk("carine")

    client.post(reverse("account:sign_out"))

    assert client.get("/groups/").url.startswith(SIGN_IN)


def test_one_changes_ones_password_only_with_the_old_one(at_the_desk, carine):
    client, new = at_the_desk("carine"), "amahoro n'ituze"

    wrong = client.post(reverse("account:mine"), {"current": "wrong", "password": new, "again": new})
    right = client.post(reverse("account:mine"), {"current": PASSWORD, "password": new, "again": new})
    carine.refresh_from_db()

    assert "That is not your password" in wrong.content.decode()
    assert right.url == reverse("account:mine")
    assert carine.check_password(new)
    assert client.get("/groups/").status_code == 200


def test_two_different_passwords_are_not_taken(at_the_desk, carine):
    sent = {"current": PASSWORD, "password": "amahoro n'ituze", "again": "amahoro n'itoto"}

    page = at_the_desk("carine").post(reverse("account:mine"), sent)

    assert "The two passwords differ" in page.content.decode()


def test_a_language_that_is_not_ours_changes_nothing(db, client):
    client.post(reverse("account:language"), {"language": "xx", "next": "/"})

    assert '<html lang="en"' in client.get(SIGN_IN).content.decode()


def test_the_sign_in_page_speaks_the_browsers_language(db, client):
    page = client.get(SIGN_IN, headers={"Accept-Language": "sw,en;q=0.5"})

    assert '<html lang="sw"' in page.content.decode()
