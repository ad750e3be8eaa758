"""Long lists of people narrowed in the database: who is away, and for whom a refresher is due."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from tuvurane.training.codes import Away, Enrolment
from tuvurane.training.models import Absence, Facilitator, Trainee
from tuvurane.training.rules.refreshers import Refresher, refresher_due_on
from tuvurane.training.thresholds import threshold


def only_away(rows: QuerySet[Facilitator], on: date) -> QuerySet[Facilitator]:
    """Those of the list who are away on a day, as ``away_on`` says it."""
    return rows.filter(_away(on))


def only_here(rows: QuerySet[Facilitator], on: date) -> QuerySet[Facilitator]:
    """Those of the list who are not away on a day."""
    return rows.exclude(_away(on))


def only_refresher(rows: QuerySet[Facilitator], state: Refresher, on: date) -> QuerySet[Facilitator]:
    """
    Those of the list whose refresher is ``SOON`` or ``OVERDUE`` on a day, as ``refreshers_of`` says it.

    The later the last course ended, the later a refresher is due: two days part the three states.
    """
    soon = on + timedelta(days=int(threshold("refresher_soon_days").value))
    overdue_until = _last_ended_with(lambda due: due < on, on)
    soon_until = _last_ended_with(lambda due: due <= soon, on)
    after, until = (date.min, overdue_until) if state == Refresher.OVERDUE else (overdue_until, soon_until)
    ended = Trainee.objects.filter(
        facilitator=OuterRef("pk"), status=Enrolment.COMPLETED, course__ends_on__lte=on, course__ends_on__gt=after
    )
    left = _away(on, Q(kind=Away.LEFT))
    return rows.filter(Exists(ended)).exclude(Exists(ended.filter(course__ends_on__gt=until))).exclude(left)


def _away(on: date, which: Q = Q()) -> Exists:  # noqa: B008 - a condition that nobody changes
    covering = Q(until__isnull=True) | Q(until__gt=on)
    return Exists(Absence.objects.filter(which, covering, facilitator=OuterRef("pk"), since__lte=on))


def _last_ended_with(holds: Callable[[date], bool], on: date) -> date:
    """The latest day up to ``on`` from which a refresher comes due as ``holds`` says."""
    months = int(threshold("refresher_months").value)
    ended = on
    while (due := refresher_due_on(ended, months=months)) is not None and not holds(due):
        ended -= timedelta(days=1)
    return ended
