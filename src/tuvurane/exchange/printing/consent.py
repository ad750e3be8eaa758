"""What people agree to, on paper: the texts to be read aloud, each with places for a yes, a no and a mark."""

from functools import lru_cache

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose

LABELS = ("code", "reader", "mark", "day")


@lru_cache(maxsize=len(words.LANGUAGES))
def consent_sheet(language: str) -> bytes:
    """The current texts of all purposes in one language. It bears a code and no name."""
    texts = [(purpose, group_queries.current_text(purpose)) for purpose in Purpose]
    unread = any(text.spoken[language].status == "draft" for _, text in texts)
    told = {
        "language": language,
        "title": words.say("consents.paper.title", language),
        "lead": words.say("consents.paper.lead", language),
        "labels": {name: words.say(f"consents.paper.{name}", language) for name in LABELS},
        "yes": words.say("office.consent.yes", language),
        "no": words.say("office.consent.no", language),
        "foot": words.say("consents.paper.foot", language),
        "draft": words.say("consents.paper.draft", language) if unread else "",
        "texts": [
            {
                "heading": words.say(f"consent.{purpose}", language),
                "version": words.say("consents.version", language, version=text.version),
                "sentences": list(text.spoken[language].sentences),
            }
            for purpose, text in texts
        ],
    }
    return typeset("consent.typ", told)
