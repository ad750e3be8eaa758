"""What is said of a phone that may still hold whom we have forgotten; on the page and in print."""

from datetime import date

from tuvurane.rights.queries import PhoneStanding
from tuvurane.web.wording import say


def phone_says(phone: PhoneStanding) -> str:
    """What a phone still holds, in words."""
    return say(f"phone_state.{phone.state}", heard=_day(phone.heard_on), locks=_day(phone.locks_on))


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"
