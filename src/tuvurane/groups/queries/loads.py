"""How much each person leads, led and is about to lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from tuvurane.groups.codes import Status
from tuvurane.groups.models import FacilitatorAssignment, GroupMove
from tuvurane.training import queries as training
from tuvurane.training.models import Facilitator
from tuvurane.training.rules.readiness import Readiness

ENDED = frozenset({Status.GRADUATED, Status.STOPPED})


@dataclass(slots=True)
class Load:
    """
    What somebody carries on a day.

    ``running``: groups that meet; ``planned``: those about to begin, people being gathered or not
    yet; ``completed``: those that graduated while they led them. ``last_ended_on``: when a group of
    theirs last graduated or stopped; None where none did.
    """

    running: int = 0
    planned: int = 0
    completed: int = 0
    last_ended_on: date | None = None

    @property
    def open(self) -> int:
        """Groups that take their weeks, now or soon."""
        return self.running + self.planned


def loads_of(account_ids: Iterable[UUID], on: date) -> dict[UUID, Load]:
    """The load of several people on a day, by the groups as they stand now; one query."""
    loads = {account_id: Load() for account_id in account_ids}
    ended_on = GroupMove.objects.filter(group=OuterRef("group"), went_to__in=ENDED).order_by("-pk").values("on")[:1]
    rows = FacilitatorAssignment.objects.filter(account__in=list(loads)).annotate(ended_on=Subquery(ended_on))
    for account_id, status, until, ended in rows.values_list("account_id", "group__status", "until", "ended_on"):
        _add(loads[account_id], Status(status), until, ended, on)
    return loads


def _add(load: Load, status: Status, until: date | None, ended: date | None, on: date) -> None:
    if status not in ENDED:
        if until is None or until > on:
            load.running += status == Status.RUNNING
            load.planned += status != Status.RUNNING
        return
    if ended is None or ended > on or (until is not None and until < ended):
        return
    load.completed += status == Status.GRADUATED
    load.last_ended_on = max(filter(None, (load.last_ended_on, ended)))


def readiness_of(facilitator: Facilitator, *, on: date) -> Readiness:
    """Whether somebody is ready for the next rung on a day, with the groups that they led to the end."""
    load = loads_of([facilitator.pk], on)[facilitator.pk]
    return training.readiness_of(facilitator, on=on, groups_completed=load.completed)
