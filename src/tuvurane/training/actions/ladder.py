"""Steps on the ladder, up and down. Each is kept; the one of the latest day stands."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from tuvurane.foundation import rows
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies, problems
from tuvurane.training.actions import checks
from tuvurane.training.actions.facilitators import lock, write
from tuvurane.training.codes import Rung
from tuvurane.training.models import Course, Facilitator, LadderStep
from tuvurane.training.queries import readiness_of, readiness_of_all, steps_of


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
    groups_completed: int = 0,
) -> LadderStep:
    """
    Take somebody to another rung from a day on; ``course`` is the one that led there.

    Who is ready for the next rung goes up without a reason. Every other step, further up or down,
    needs one in writing. ``groups_completed``: how many groups they led to the end; ``groups.actions``
    knows, and steps with it. A day before the latest step completes the history: the latest day stands.
    Raises ReasonNeeded, AlreadyOnRung (on that day), DateBeforeEntry, DateInTheFuture, CourseUnknown,
    TooLong, NotAllowed.
    """
    policies.check(actor, Verb.FACILITATORS_MANAGE, facilitator)
    facilitator = lock(facilitator.pk)
    checks.check_day(facilitator.organisation_id, on, now)
    reason = checks.check_text("reason", reason)
    if on < facilitator.entered_on:
        raise problems.DateBeforeEntry(on=on, entered_on=facilitator.entered_on)
    if course is not None and course.organisation_id != facilitator.organisation_id:
        raise problems.CourseUnknown
    _check(facilitator, rung, on, reason, groups_completed)
    detail: dict[str, object] = {"rung": rung, "on": on.isoformat(), "reason": bool(reason)}
    write(actor, "ladder.step", facilitator, now, detail | ({} if course is None else {"course": str(course.pk)}))
    taken = LadderStep(
        facilitator=facilitator,
        rung=rung,
        on=on,
        course=course,
        reason=reason,
        recorded_by_id=actor.account_id,
        recorded_at=now,
    )
    taken.save()
    stand(facilitator)
    return taken


def _check(facilitator: Facilitator, rung: Rung, on: date, reason: str, groups_completed: int) -> None:
    if rung == _rung_on(facilitator, on):
        raise problems.AlreadyOnRung(name=facilitator.account.name)
    if reason:
        return
    known = readiness_of(facilitator, on=on, groups_completed=groups_completed)
    # A day before the latest step is history: what is known today is no witness of it.
    if not known.ready or known.next_rung != rung or on < facilitator.rung_since:
        raise problems.ReasonNeeded(name=facilitator.account.name)


def _rung_on(facilitator: Facilitator, on: date) -> Rung | None:
    until_then = [taken for taken in steps_of(facilitator) if taken.on <= on]
    return Rung(until_then[-1].rung) if until_then else None


def stand(facilitator: Facilitator) -> None:
    """Put on a locked facilitator the step that stands now."""
    standing = steps_of(facilitator)[-1]
    facilitator.rung, facilitator.rung_since = standing.rung, standing.on
    facilitator.save(update_fields=["rung", "rung_since"])


def rising(taught: Iterable[Facilitator], *, on: date) -> list[Facilitator]:
    """Those candidates among the people of a basic course who are ready to go up."""
    candidates = [person for person in taught if person.rung == Rung.CANDIDATE]
    known = readiness_of_all(candidates, on=on)
    return [person for person in candidates if known[person.pk].ready]


def step_up(actor: Actor, courses: Mapping[Facilitator, Course], now: datetime) -> None:
    """Take locked candidates to the first rung, each from the end of their basic course on."""
    days: dict[date, list[Facilitator]] = {}
    steps = []
    for person, course in courses.items():
        # Never before the step that stands, so that this one does from now on.
        person.rung, person.rung_since = Rung.BASIC, max(course.ends_on, person.rung_since)
        days.setdefault(person.rung_since, []).append(person)
        steps.append(
            LadderStep(
                facilitator=person,
                rung=person.rung,
                on=person.rung_since,
                course=course,
                recorded_by_id=actor.account_id,
                recorded_at=now,
            )
        )
    rows.insert_all(steps)
    for on, people in days.items():
        for start in range(0, len(people), checks.ASKED_AT_ONCE):
            part = [person.pk for person in people[start : start + checks.ASKED_AT_ONCE]]
            Facilitator.objects.filter(pk__in=part).update(rung=Rung.BASIC, rung_since=on)
