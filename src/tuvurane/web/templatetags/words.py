"""Words, days and numbers as the reader writes them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from tuvurane.foundation import words as table
from tuvurane.groups.codes import PARTICIPANTS
from tuvurane.groups.thresholds import threshold
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.scoring import load_instruments
from tuvurane.web import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuvurane.groups.queries import Member, Need

register = template.Library()

_TITLES = "titles of questionnaires"


@register.simple_tag
def w(key: str, **details: object) -> str:
    """The word for ``key`` in the reader's language, its placeholders filled from ``details``."""
    return wording.say(key, **details)


@register.filter
def code(value: object, family: str) -> str:
    """The word of a code: ``{{ session.phase|code:"phase" }}``; the code itself where there is no word."""
    key = f"{family}.{value}"
    return wording.say(key) if table.knows(key) else str(value)


@register.filter
def person(member: "Member") -> str:
    """How somebody on a seat is shown to whoever reads."""
    return wording.person(member)


@register.filter
def local(texts: "Mapping[str, str]") -> str:
    """A text that stands in four languages in a data file, in the reader's."""
    return texts[wording.language()]


@register.simple_tag(takes_context=True)
def questionnaire(context: template.RequestContext, name: str) -> str:
    """What an instrument is called; its bare name where it is none of ours. At most one question a page."""
    shipped = load_instruments().get(name)
    if shipped is not None:
        return shipped.title[wording.language()]
    kept = context.render_context
    if _TITLES not in kept:
        kept[_TITLES] = measure_queries.titles(wording.language())
    return str(kept[_TITLES].get(name, name))


OWN_NAMES = {"rn": "Ikirundi", "fr": "Français", "sw": "Kiswahili", "en": "English"}


@register.filter
def own_name(language: str) -> str:
    """A language as its speakers call it."""
    return OWN_NAMES[language]


@register.filter
def need(why: "Need") -> str:
    """Why a group needs someone, in words."""
    return wording.say(f"need.{why.code}", **why.details)


@register.filter
def need_why(why: "Need") -> str:
    """The rule behind a need, with the numbers that are in force; nothing where no number rules it."""
    key = f"office.need.{why.code}"
    return wording.say(key, **_rules()) if table.knows(key) else ""


def _rules() -> dict[str, int]:
    return {
        "days": round(threshold("late_days").value),
        "share": round(threshold("thin_share").value * 100),
        "sessions": round(threshold("thin_sessions").value),
        "least": PARTICIPANTS.start,
        "most": PARTICIPANTS.stop - 1,
    }


@register.filter
def split(names: str) -> list[str]:
    """The names that stand in one text, parted by blanks: a short list written in the page."""
    return names.split()


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as ``22/11/2026``, a moment as the day on which it was there; empty for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value:%d/%m/%Y}"


@register.filter
def short_day(value: date | None) -> str:
    """A day as ``22/11``, where the year is clear."""
    return f"{value:%d/%m}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as ``22/11/2026 14:05``, in the programme's time."""
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def percent(share: float | None) -> str:
    """A share (0 to 1) as ``83 %``; empty for none."""
    return "" if share is None else f"{round(share * 100)} %"


@register.filter
def thousands(number: int | None) -> str:
    """A count as ``3 044``, with a space that does not break."""
    return "" if number is None else f"{number:,}".replace(",", "\u202f")
