"""The sheet of a month: its lines, and how many things of each sort we were told."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from tuvurane.feedback import problems
from tuvurane.feedback.codes import KEPT
from tuvurane.feedback.models import Item, SheetLine
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


class MonthCounts(NamedTuple):
    """
    Of a month, in the actor's places: how many by category, how many were answered, how many of these in time.

    What went to care is in none of them. For ``evidence`` alone, which hides what is small.
    """

    by_category: dict[str, int]
    answered: int

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.by_category.values())


def counts_of(actor: Actor, month: date) -> MonthCounts:
    """The counts of a month (its first day) over the places in which the actor may count (``feedback.count``)."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.FEEDBACK_COUNT)
    rows = Item.objects.filter(reach, told_on__gte=month, told_on__lt=month_after(month)).order_by()
    found = dict(rows.values_list("category").annotate(n=Count("pk")))
    answered = rows.filter(answered_at__isnull=False).count()
    return MonthCounts({category.value: found.get(category.value, 0) for category in KEPT}, answered)


def month_after(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def lines_of(organisation_id: UUID, month: date) -> QuerySet[SheetLine]:
    """The lines of a month's sheet, in the order of writing."""
    return SheetLine.objects.filter(organisation=organisation_id, month=month, taken_off_at__isnull=True).order_by(
        "written_at", "pk"
    )


def line_for(actor: Actor, line_id: UUID) -> SheetLine:
    """One line of the actor's own organisation. Raises LineUnknown."""
    found = SheetLine.objects.filter(pk=line_id, organisation=actor.organisation_id, taken_off_at__isnull=True).first()
    if found is None:
        raise problems.LineUnknown
    return found
