"""The form that a person carries to a service, or that is handed over for them, with the slip that comes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words

LONG = 700
"""From so many letters on they are set smaller: a person carries one sheet."""

ANSWERS = ("accepted", "declined", "attended", "outcome", "next")


@dataclass(frozen=True, slots=True)
class ReferralSheet:
    """
    What stands on the form, in words of ``language``; nothing about the person but ``told``.

    ``frame``: label and text of what every referral says: to whom, how urgent, from whom. ``told``: the same for what
    the person let be told. ``right``: by what right. ``back_to``: where the slip goes.
    """

    language: str
    code: str
    priority: str
    frame: Sequence[tuple[str, str]]
    told: Sequence[tuple[str, str]]
    right: str
    back_to: str
    draft: bool


def referral_form(sheet: ReferralSheet) -> bytes:
    """The PDF of one page: the form above, the slip below, which names the person by the code alone."""

    def printed(key: str, **details: object) -> str:
        return words.say(f"referral.sheet.{key}", sheet.language, **details)

    return typeset(
        "referral.typ",
        {
            "language": sheet.language,
            "title": printed("title", code=sheet.code),
            "code": sheet.code,
            "priority": sheet.priority,
            "frame": [list(pair) for pair in sheet.frame],
            "told_heading": printed("told"),
            "told": [list(pair) for pair in sheet.told],
            "small": sum(len(text) for _, text in (*sheet.frame, *sheet.told)) > LONG,
            "nothing_told": printed("nothing_told"),
            "right": sheet.right,
            "keep": printed("keep"),
            "slip_heading": printed("slip", code=sheet.code),
            "slip_lead": printed("slip_lead"),
            "answers": [printed(f"slip_{answer}") for answer in ANSWERS],
            "signed": printed("signed"),
            "back_to": printed("back_to", where=sheet.back_to),
            "cut": printed("cut"),
            "foot": "",
            "draft": words.say("vote.sheet.draft", sheet.language) if sheet.draft else "",
        },
    )
