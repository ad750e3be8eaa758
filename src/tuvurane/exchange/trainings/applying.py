"""Taking a list of past trainings: all of it in one transaction, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from tuvurane.exchange.trainings.drafts import CourseDraft, PersonDraft
from tuvurane.exchange.trainings.preview import Counts, Preview
from tuvurane.exchange.trainings.problems import TrainingsRefused
from tuvurane.people.scope import Actor
from tuvurane.training import actions as training_actions
from tuvurane.training.actions import CourseSaid
from tuvurane.training.codes import DayMark, Enrolment, Route

if TYPE_CHECKING:
    from tuvurane.training.models import Course, Facilitator

SPOKEN = "rn"  # how somebody new is addressed when the list names none of their languages


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was added, and the courses to look at."""

    counts: Counts
    course_ids: tuple[UUID, ...]


@transaction.atomic
def apply(preview: Preview, *, actor: Actor, now: datetime) -> Loaded:
    """
    Add what a list brings, by the same acts that people use on the pages.

    First the people, then the courses in the order in which they were held, so that each course finds
    the generation of its trainers and each person the rung on which they stood. All of it or nothing.
    What stands already is left as it is, so the same file twice changes nothing. Raises
    TrainingsRefused when the preview has faults, and whatever the acts of the training room raise
    when something changed since it was read.
    """
    if preview.faults:
        raise TrainingsRefused(count=len(preview.faults))
    people = {person.id: _person(person, preview, actor, now) for person in preview.persons}
    for draft in preview.drafts:
        _Held(draft, people, actor, now).enter(preview.organisation_id)
    return Loaded(preview.new, tuple(draft.id for draft in preview.drafts))


def _person(person: PersonDraft, preview: Preview, actor: Actor, now: datetime) -> "Facilitator":
    if person.someone is None:
        return training_actions.welcome_candidate(
            actor=actor,
            organisation_id=preview.organisation_id,
            account_id=person.id,
            name=person.name,
            username=person.username,
            language=person.languages[0] if person.languages else SPOKEN,
            place=person.place,
            on=person.since,
            sex=person.sex or "",
            languages=person.languages,
            route=person.route or Route.OTHER,
            now=now,
        )
    if person.someone.facilitator is not None:
        return person.someone.facilitator
    return training_actions.enter_facilitator(
        actor=actor,
        account=person.someone.account,
        place=person.place,
        on=person.since,
        sex=person.sex or "",
        languages=person.languages,
        route=person.route or Route.OTHER,
        now=now,
    )


class _Held:
    """One course that was held: planned, its list, its days, how it ended."""

    def __init__(self, draft: CourseDraft, people: Mapping[UUID, "Facilitator"], actor: Actor, now: datetime) -> None:
        self.draft, self.people, self.actor, self.now = draft, people, actor, now

    def enter(self, organisation_id: UUID) -> None:
        """Write it down as it was."""
        course = self._plan(organisation_id)
        for account_id in self.draft.trainees:
            training_actions.list_trainee(
                actor=self.actor, course=course, facilitator=self.people[account_id], now=self.now
            )
        for account_id in self._with(Enrolment.WITHDRAWN):
            training_actions.withdraw_trainee(
                actor=self.actor, course=course, facilitator=self.people[account_id], now=self.now
            )
        for on in self.draft.marked_days:
            training_actions.mark_day(
                actor=self.actor, course=course, on=on, practised=(), marks=self._marks_of(on), now=self.now
            )
        completed = self._with(Enrolment.COMPLETED)
        training_actions.finish_course(actor=self.actor, course=course, completed=completed, now=self.now)

    def _plan(self, organisation_id: UUID) -> "Course":
        """The course, with a seat for everyone on the list: who withdrew had one too."""
        row = self.draft.row
        said = CourseSaid(
            name=row.name,
            level=row.level,
            place=self.draft.place,
            site=row.site,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            capacity=max(row.capacity or 1, len(self.draft.trainees)),
            point=row.point,
            trainers=self.draft.trainers,
            outside=self.draft.outside,
            generation=row.generation,
        )
        return training_actions.plan_course(
            actor=self.actor, course_id=self.draft.id, organisation_id=organisation_id, said=said, now=self.now
        )

    def _with(self, outcome: Enrolment) -> list[UUID]:
        return [pk for pk, trainee in self.draft.trainees.items() if trainee.row.outcome == outcome]

    def _marks_of(self, on: date) -> dict[UUID, DayMark]:
        return {pk: trainee.marks[on] for pk, trainee in self.draft.trainees.items() if on in trainee.marks}
