"""The second factor: set by oneself, spent once, thirty seconds of patience on both sides."""

import base64
import hmac
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection

from tests.cast import NOW
from tuvurane.people import actions, problems
from tuvurane.people.models import Account

STEP = timedelta(seconds=30)


def token(address, at):
    """What an authenticator shows: RFC 6238, worked out without our own code."""
    secret = parse_qs(urlsplit(address).query)["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, (int(at.timestamp()) // 30).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def start(cast, name="eva"):
    return actions.start_second_factor(actor=cast.actor(name), account=cast[name], now=NOW)


@pytest.fixture
def address(cast):
    """Eva's second factor, in force since five minutes."""
    made = start(cast)
    actions.confirm_second_factor(
        actor=cast.actor("eva"), account=cast["eva"], token=token(made, NOW - 10 * STEP), now=NOW - 10 * STEP
    )
    return made


def check(cast, shown, now=NOW):
    actions.check_second_factor(account=Account.objects.get(username="eva"), token=shown, now=now)


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_thirty_seconds_off(cast, address, steps, taken):
    shown = token(address, NOW + steps * STEP)

    if taken:
        check(cast, shown)
    else:
        with pytest.raises(problems.SecondFactorWrong):
            check(cast, shown)


def test_a_token_is_spent_once(cast, address):
    check(cast, token(address, NOW))

    with pytest.raises(problems.SecondFactorWrong):
        check(cast, token(address, NOW), NOW + timedelta(seconds=1))


def test_after_a_later_token_an_earlier_one_is_worthless(cast, address):
    check(cast, token(address, NOW + STEP))

    with pytest.raises(problems.SecondFactorWrong):
        check(cast, token(address, NOW))


@pytest.mark.parametrize("shown", ["", "000", "abcdef", "1234567", "٣٣٣٣٣٣", "🙂"])
def test_what_is_no_token_is_refused(cast, address, shown):
    with pytest.raises(problems.SecondFactorWrong):
        check(cast, shown)


def test_blanks_around_a_token_do_not_matter(cast, address):
    check(cast, f" {token(address, NOW)} ")


def test_it_is_in_force_only_after_a_first_right_token(cast):
    made = start(cast)

    with pytest.raises(problems.SecondFactorNotStarted):
        check(cast, token(made, NOW))
    with pytest.raises(problems.SecondFactorWrong):
        actions.confirm_second_factor(actor=cast.actor("eva"), account=cast["eva"], token="000000", now=NOW)
    assert Account.objects.get(username="eva").totp_confirmed_at is None


def test_nobody_sets_it_for_another_or_over_one_that_is_in_force(cast, address):
    with pytest.raises(problems.SecondFactorNotStarted):
        actions.start_second_factor(actor=cast.actor("administrator"), account=cast["amina"], now=NOW)
    with pytest.raises(problems.SecondFactorNotStarted):
        actions.start_second_factor(actor=cast.actor("eva"), account=cast["eva"], now=NOW)


def test_a_lost_one_is_reset_by_the_administrator_and_set_anew(cast, address):
    actions.reset_second_factor(actor=cast.actor("administrator"), account=cast["eva"], now=NOW)

    anew = start(cast)

    assert anew != address
    with pytest.raises(problems.SecondFactorWrong):
        actions.confirm_second_factor(actor=cast.actor("eva"), account=cast["eva"], token=token(address, NOW), now=NOW)


def test_the_secret_stands_nowhere_in_the_open(cast, address):
    secret = parse_qs(urlsplit(address).query)["secret"][0]

    held = str(list(Account.objects.values())) + repr(bytes(cast["eva"].totp_sealed))

    assert secret not in held


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
def test_of_two_tries_with_one_token_at_once_one_wins(committed_cast, together):
    made = start(committed_cast)
    actions.confirm_second_factor(
        actor=committed_cast.actor("eva"), account=committed_cast["eva"], token=token(made, NOW - 10 * STEP), now=NOW - 10 * STEP
    )  # fmt: skip

    tried = together(*[lambda: check(committed_cast, token(made, NOW))] * 4)

    assert [type(outcome) for outcome in tried].count(problems.SecondFactorWrong) == 3
    assert tried.count(None) == 1
