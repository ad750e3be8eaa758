"""What people told the programme in a month, counted and released: small counts are hidden with what would reveal them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tuvurane.evidence.suppression import Count, Sum, protect
from tuvurane.feedback import queries as feedback
from tuvurane.feedback.codes import KEPT
from tuvurane.people.scope import Actor


@dataclass(frozen=True, slots=True)
class FeedbackMonth:
    """
    A month: ``over``: whether it is past; before, nothing is counted, so that nobody sees one more come.

    ``counts``: ``total``, ``answered``, ``unanswered`` and each category, as far as they may be shown. What went to care
    is in none of them and has no count of its own.
    """

    month: date
    over: bool
    counts: Mapping[str, Count]


def feedback_month(actor: Actor, month: date, *, on: date) -> FeedbackMonth:
    """The released counts of a month (any day of it) in the actor's places, read on a day."""
    first = month.replace(day=1)
    over = feedback.month_after(first) <= on
    if not over:
        return FeedbackMonth(first, over, {})
    found = feedback.counts_of(actor, first)
    counts = {
        **found.by_category,
        "total": found.total,
        "answered": found.answered,
        "unanswered": found.total - found.answered,
    }
    sums = [Sum("total", tuple(category.value for category in KEPT)), Sum("total", ("answered", "unanswered"))]
    return FeedbackMonth(first, over, protect(counts, sums))
