"""A referral as its printed form says it: the frame, and of the person exactly what was released."""

from typing import TYPE_CHECKING

from tuvurane.care.codes import Basis
from tuvurane.care.queries import ReferralWords
from tuvurane.exchange.printing import ReferralSheet
from tuvurane.foundation import words
from tuvurane.people import queries as people

if TYPE_CHECKING:
    from tuvurane.care.models import Referral

LINES = ("name", "age", "sex", "need", "contact", "times", "caregiver", "informed", "reason", "asked", "given")
CODED = {"age": "referral_age", "sex": "sex", "informed": "referral_informed"}


def of(referral: "Referral", released: ReferralWords, language: str) -> ReferralSheet:
    """The form of a referral in a language. ``released``: what may be told, and nothing else."""

    def say(key: str, **details: object) -> str:
        return words.say(key, language, **details)

    house = people.organisation(referral.organisation_id).name
    sender = referral.made_by.name if referral.made_by is not None else ""
    sent_from = ", ".join(part for part in (house, sender, released.reply_to) if part)
    frame = [
        (say("referral.sheet.code"), referral.code),
        (say("referral.sheet.to"), f"{referral.service.name}, {referral.service.reach}"),
        (say("referral.sheet.from"), sent_from),
        (say("referral.sheet.written"), f"{people.today_in(referral.organisation_id, referral.made_at):%d/%m/%Y}"),
        (say("referral.mode"), say(f"referral_mode.{referral.mode}")),
    ]
    return ReferralSheet(
        language=language,
        code=referral.code,
        priority=say(f"referral_priority.{referral.priority}"),
        frame=frame,
        told=[(say(f"referral.{name}"), told) for name in LINES if (told := _told(released, name, language))],
        right=_right(referral, language),
        back_to=", ".join(part for part in (house, released.reply_to) if part),
        draft=words.status("referral.sheet.told", language) is words.Status.DRAFT,
    )


def _told(released: ReferralWords, name: str, language: str) -> str:
    """One line of what was released, a code by its word."""
    value = getattr(released, name)
    if name in {"asked", "given"}:
        return ", ".join(words.say(f"referral_help.{code}", language) for code in value)
    return words.say(f"{CODED[name]}.{value}", language) if name in CODED and value else str(value)


def _right(referral: "Referral", language: str) -> str:
    if referral.basis == Basis.EMERGENCY or referral.consent_on is None:
        return words.say("referral.sheet.emergency", language)
    how = words.say(f"consent_by.{referral.consent_by}", language)
    return words.say("referral.sheet.consent", language, day=f"{referral.consent_on:%d/%m/%Y}", how=how)
