"""What is printed for the vote with stones: pictures and labels for the box, and how it is held on one page."""

from functools import lru_cache
from typing import NamedTuple

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words
from tuvurane.groups.codes import Voice
from tuvurane.groups.thresholds import threshold

CONTAINERS = ("good", "middle", "not_good")
STEPS = ("place", "explain", "lay", "count", "write", "few", "after", "alone")


class Step(NamedTuple):
    """One step of the guide: what it is called, and what is done."""

    title: str
    text: str


def guide_steps(language: str) -> list[Step]:
    """How the vote is held, step by step; the last one is what is never a stone."""
    few = round(threshold("voice_fewest").value)
    return [
        Step(words.say(f"vote.step.{step}", language), words.say(f"vote.step.{step}_text", language, few=few))
        for step in STEPS
    ]


@lru_cache(maxsize=len(words.LANGUAGES))
def picture_sheet(language: str) -> bytes:
    """The picture sheet: a page of four cards to hang, and a page of twelve labels for the containers."""
    return typeset("sheet.typ", _pictured(language) | {"cut": words.say("vote.sheet.cut", language)})


@lru_cache(maxsize=len(words.LANGUAGES))
def guide(language: str) -> bytes:
    """How to hold the vote, on one page."""
    told = {
        "lead": words.say("vote.how.lead", language),
        "signal": words.say("vote.signal", language),
        "steps": [step._asdict() for step in guide_steps(language)],
    }
    return typeset("guide.typ", _pictured(language) | told)


def _pictured(language: str) -> dict[str, object]:
    keys = [f"voice.{code}" for code in (*Voice, *CONTAINERS)] + [f"vote.step.{step}" for step in STEPS]
    unread = any(words.status(key, language) in {words.Status.DRAFT, words.Status.MISSING} for key in keys)
    return {
        "language": language,
        "title": words.say("vote.how.heading", language),
        "questions": [
            {
                "picture": question.value,
                "says": words.say(f"voice.{question}", language),
                "alt": words.say(f"vote.alt.{question}", language),
            }
            for question in Voice
        ],
        "containers": [{"picture": code, "says": words.say(f"voice.{code}", language)} for code in CONTAINERS],
        "foot": words.say("vote.sheet.foot", language),
        "draft": words.say("vote.sheet.draft", language) if unread else "",
    }
