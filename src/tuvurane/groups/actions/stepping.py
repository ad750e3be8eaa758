"""A step on the ladder, judged with the groups that somebody led: training by itself knows none."""

from datetime import date, datetime

from django.db import transaction

from tuvurane.groups import queries
from tuvurane.people.scope import Actor
from tuvurane.training import actions as training_actions
from tuvurane.training.codes import Rung
from tuvurane.training.models import Course, Facilitator, LadderStep


@transaction.atomic
def step(
    *,
    actor: Actor,
    facilitator: Facilitator,
    rung: Rung,
    on: date,
    reason: str,
    now: datetime,
    course: Course | None = None,
) -> LadderStep:
    """Take somebody to another rung; raises what ``training.actions.step`` raises."""
    load = queries.loads_of([facilitator.pk], on)[facilitator.pk]
    return training_actions.step(
        actor=actor,
        facilitator=facilitator,
        rung=rung,
        on=on,
        reason=reason,
        course=course,
        groups_completed=load.completed,
        now=now,
    )
