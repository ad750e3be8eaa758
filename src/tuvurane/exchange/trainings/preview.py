"""Reading a list of past trainings: what it would bring, what stands already, and everything to repair first."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, NamedTuple
from uuid import UUID

from tuvurane.exchange.sheets.faults import Fault, Faults, Spot
from tuvurane.exchange.sheets.meant_places import MeantPlaces
from tuvurane.exchange.sheets.workbook import MOST_BYTES, tables_in
from tuvurane.exchange.trainings.check_courses import check_courses, check_trainers
from tuvurane.exchange.trainings.check_people import check_trainees
from tuvurane.exchange.trainings.columns import TRAININGS
from tuvurane.exchange.trainings.drafts import CourseDraft, Desk, PersonDraft
from tuvurane.exchange.trainings.known import courses_named, people_seen_by
from tuvurane.exchange.trainings.rows import rows_of
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training.codes import CourseLevel

NEEDED = (Verb.COURSES_MANAGE, Verb.ACCOUNTS_MANAGE)


class Counts(NamedTuple):
    """How much: courses, people, their lines on the lists of courses, marks of days."""

    courses: int = 0
    people: int = 0
    listed: int = 0
    marks: int = 0


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One course of the file. ``course_id`` is its address, once it stands."""

    course_id: UUID
    name: str
    level: CourseLevel
    trail: str
    starts_on: date
    stands: bool
    listed: int
    marks: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """
    One person of the courses that are new: with an account to be opened (``is_new``), or one that stands.

    ``enters``: steps onto the ladder with this file.
    """

    account_id: UUID
    name: str
    username: str
    trail: str
    is_new: bool
    enters: bool
    courses: int


@dataclass(frozen=True, slots=True)
class Preview:
    """
    A list that has been read and checked against what stands; nothing has been written.

    With ``faults`` nothing can be taken. ``notices`` stop nothing. ``drafts`` are the courses to be
    entered, in the order in which they were held, ``persons`` the people on their lists.
    """

    organisation_id: UUID
    faults: Sequence[Fault]
    notices: Sequence[Fault]
    courses: Sequence[CourseLine]
    people: Sequence[PersonLine]
    drafts: Sequence[CourseDraft]
    persons: Sequence[PersonDraft]
    people_standing: int

    @property
    def new(self) -> Counts:
        """What the file would add, in all."""
        added = [line for line in self.courses if not line.stands]
        people = sum(line.is_new for line in self.people)
        return Counts(len(added), people, sum(line.listed for line in added), sum(line.marks for line in added))

    @property
    def standing(self) -> Counts:
        """What of the file stands already, in all. What stands keeps its own marks: none are counted."""
        kept = [line for line in self.courses if line.stands]
        return Counts(len(kept), self.people_standing, sum(line.listed for line in kept))

    @property
    def nothing_new(self) -> bool:
        """Whether everything in the file stands already."""
        return not any(self.new)

    @property
    def digest(self) -> str:
        """What was shown, in short: another digest later means that something has changed meanwhile."""
        courses = [f"{line.course_id} {line.stands} {line.listed} {line.marks}" for line in self.courses]
        people = [f"{line.account_id} {line.is_new} {line.enters} {line.username}" for line in self.people]
        return hashlib.sha256("\n".join([*courses, *people]).encode()).hexdigest()


def read(file: BinaryIO | bytes, *, actor: Actor, language: str, now: datetime) -> Preview:
    """
    Read a list of past trainings of the actor's organisation and check it whole. Writes nothing.

    ``file`` is the workbook, ``language`` that of the faults' words. No content of a file makes this
    fail. Raises NotAllowed without the verbs ``courses.manage`` and ``accounts.manage``, ValueError
    for an actor without an organisation.
    """
    for verb in NEEDED:
        scope.check_has(actor, verb)
    if actor.organisation_id is None:
        raise ValueError("a list belongs to an organisation: give the system's actor one")
    today = now.date()
    data = file if isinstance(file, bytes) else file.read(MOST_BYTES + 1)
    faults = Faults(language, TRAININGS.words)
    listed = rows_of(tables_in(data, TRAININGS, faults), faults, today)
    desk = Desk(
        actor=actor,
        organisation_id=actor.organisation_id,
        today=today,
        faults=faults,
        listed=listed,
        known=courses_named(actor.organisation_id, [row.name for row in listed.courses]),
        people=people_seen_by(actor, actor.organisation_id, today),
        places=MeantPlaces(today),
    )
    check_courses(desk)
    check_trainees(desk)
    check_trainers(desk)
    if not listed.courses and not faults.found:
        faults.add(Spot(sheet="courses"), "nothing_in_it")
    return Preview(
        organisation_id=actor.organisation_id,
        faults=_in_order(faults.found),
        notices=_in_order(faults.notices),
        courses=[_course_line(draft) for draft in desk.drafts.values()],
        people=_people_lines(desk),
        drafts=desk.new_courses,
        persons=list(desk.persons.values()),
        people_standing=len(desk.standing),
    )


def _in_order(faults: Sequence[Fault]) -> Sequence[Fault]:
    """As one repairs them: sheet by sheet from the top."""
    sheets = {"": 0, "courses": 1}
    return tuple(sorted(faults, key=lambda fault: (sheets.get(fault.sheet, 2), fault.row)))


def _course_line(draft: CourseDraft) -> CourseLine:
    return CourseLine(
        course_id=draft.id,
        name=draft.row.name,
        level=draft.row.level,
        trail=draft.trail,
        starts_on=draft.row.starts_on,
        stands=draft.known is not None,
        listed=len(draft.listed),
        marks=sum(len(trainee.marks) for trainee in draft.trainees.values()),
    )


def _people_lines(desk: Desk) -> list[PersonLine]:
    listed: dict[UUID, int] = {}
    for draft in desk.drafts.values():
        for account_id in draft.trainees:
            listed[account_id] = listed.get(account_id, 0) + 1
    return [
        PersonLine(one.id, one.name, one.username, one.trail, one.is_new, one.enters, listed.get(one.id, 0))
        for one in desk.persons.values()
    ]
