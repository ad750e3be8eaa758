"""What a list comes to, course by course, once every row has found what it speaks of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING
from uuid import UUID

from tuvurane.exchange.sheets.faults import Faults
from tuvurane.exchange.sheets.meant_places import MeantPlaces
from tuvurane.exchange.sheets.plain import same_name
from tuvurane.exchange.trainings.known import KnownCourse, People, Someone, Usernames, course_id
from tuvurane.exchange.trainings.rows import CourseRow, Listed, TraineeRow
from tuvurane.people.scope import Actor
from tuvurane.training.codes import DayMark, Route, Sex

if TYPE_CHECKING:
    from tuvurane.places.models import Place

SUNDAY = 7


@dataclass(slots=True)
class PersonDraft:
    """
    Somebody of the file. ``someone``: the account that stands already; else ``username`` is proposed.

    ``since`` is the first day of their first course in the file: from then on they are on the ladder.
    """

    id: UUID
    name: str
    username: str
    place: "Place"
    trail: str
    someone: Someone | None
    since: date
    sex: Sex | None = None
    languages: tuple[str, ...] = ()
    route: Route | None = None

    @property
    def is_new(self) -> bool:
        return self.someone is None

    @property
    def enters(self) -> bool:
        """Whether they have an account and step onto the ladder with this file."""
        return self.someone is not None and self.someone.facilitator is None


@dataclass(frozen=True, slots=True)
class TraineeDraft:
    """One line of a course's list, with marks by day."""

    row: TraineeRow
    person: PersonDraft
    marks: Mapping[date, DayMark]


@dataclass(slots=True)
class CourseDraft:
    """One course of the file. ``known`` is the course that stands already, if any."""

    row: CourseRow
    id: UUID
    place: "Place"
    trail: str
    known: KnownCourse | None
    days: tuple[date, ...]
    trainers: tuple[UUID, ...] = ()
    outside: tuple[str, ...] = ()
    trainees: dict[UUID, TraineeDraft] = field(default_factory=dict)
    listed: set[UUID] = field(default_factory=set)

    @property
    def marked_days(self) -> tuple[date, ...]:
        """The days of which the file says something."""
        marked = {on for trainee in self.trainees.values() for on in trainee.marks}
        return tuple(on for on in self.days if on in marked)


def days_of(row: CourseRow) -> tuple[date, ...]:
    """The days of a course: those that are named, else every day of it but Sundays (unless it has no other)."""
    if row.days:
        return row.days
    every = [row.starts_on + timedelta(days=n) for n in range((row.ends_on - row.starts_on).days + 1)]
    return tuple(on for on in every if on.isoweekday() != SUNDAY) or tuple(every)


@dataclass(slots=True)
class Desk:
    """Everything that the checks lean on, and the drafts that they make."""

    actor: Actor
    organisation_id: UUID
    today: date
    faults: Faults
    listed: Listed
    known: Mapping[str, KnownCourse]
    people: People
    places: MeantPlaces
    usernames: Usernames = field(default_factory=Usernames)
    drafts: dict[str, CourseDraft] = field(default_factory=dict)
    persons: dict[UUID, PersonDraft] = field(default_factory=dict)
    standing: set[UUID] = field(default_factory=set)  # accounts of the file that stand already

    def draft_id(self, name: str) -> UUID:
        """The id of the course of this name: its own when it stands, else the one that the name gives."""
        known = self.known.get(same_name(name))
        return known.course.pk if known else course_id(self.organisation_id, name)

    def names_like(self, course: str) -> list[str]:
        """The courses of the file whose names look like this one, at most two."""
        names = {row.key: row.name for row in self.listed.courses}
        return [names[near] for near in get_close_matches(same_name(course), names, n=2)]

    @property
    def new_courses(self) -> Sequence[CourseDraft]:
        """The courses to be entered, as they were held."""
        new = [draft for draft in self.drafts.values() if draft.known is None]
        return sorted(new, key=lambda draft: (draft.row.starts_on, draft.row.ends_on, draft.row.key))
