"""The checks of the sheet ``courses``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from tuvurane.exchange.sheets.labels import label
from tuvurane.exchange.sheets.lines import Line, shown
from tuvurane.exchange.sheets.plain import plain
from tuvurane.exchange.trainings.columns import DAYS
from tuvurane.exchange.trainings.drafts import CourseDraft, Desk, PersonDraft, days_of
from tuvurane.exchange.trainings.known import KnownCourse
from tuvurane.exchange.trainings.rows import CourseRow
from tuvurane.people import scope
from tuvurane.people.roles import Verb

if TYPE_CHECKING:
    from tuvurane.places.models import Place


def check_courses(desk: Desk) -> None:
    """Make a draft of every course that can be understood."""
    first: dict[str, int] = {}
    for row in desk.listed.courses:
        if row.key in first:
            row.line.fault("course", "course_repeated", first=first[row.key])
            continue
        first[row.key] = row.line.number
        _check_days(desk, row)
        place = meant_place(desk, row.line, row.place, Verb.COURSES_MANAGE)
        known = desk.known.get(row.key)
        if known is not None and not _may_manage(desk, known.course.place.path):
            row.line.fault("course", "course_elsewhere")
        elif place is not None and row.line.whole:
            found, trail = place
            desk.drafts[row.key] = CourseDraft(row, desk.draft_id(row.name), found, trail, known, days_of(row))
            if known is not None:
                _note_differences(desk, row, found, known)
        if not row.line.whole:
            desk.listed.broken.add(row.key)


def meant_place(desk: Desk, line: Line, text: str, verb: Verb) -> "tuple[Place, str] | None":
    """The place of a cell and its trail, where the actor may do this; None with its fault noted."""
    meant = desk.places.by(text)
    if meant.place is None:
        details = {"candidates": "; ".join(meant.candidates)} if meant.trouble != "place_unknown" else {}
        near = meant.candidates if meant.trouble == "place_unknown" else ()
        line.fault("place", meant.trouble, nearest=near, **details)
        return None
    if not scope.reaches(desk.actor, verb, organisation_id=desk.organisation_id, place_path=meant.place.path):
        line.fault("place", "place_outside")
        return None
    return meant.place, meant.trail


def _may_manage(desk: Desk, path: str) -> bool:
    return scope.reaches(desk.actor, Verb.COURSES_MANAGE, organisation_id=desk.organisation_id, place_path=path)


def _check_days(desk: Desk, row: CourseRow) -> None:
    """A past course, whose days lie between its first and its last."""
    if row.ends_on < row.starts_on:
        row.line.fault("ends_on", "too_early", other="starts_on", day=shown(row.starts_on))
    elif row.ends_on > desk.today:
        row.line.fault("ends_on", "course_to_come", today=shown(desk.today))
    outside = [on for on in row.days if not row.starts_on <= on <= row.ends_on]
    if outside:
        row.line.fault("days", "day_outside", day=shown(outside[0]))
    elif len(days_of(row)) > DAYS:
        row.line.fault("days" if row.days else "ends_on", "too_many_days", most=DAYS)


def _note_differences(desk: Desk, row: CourseRow, place: "Place", known: KnownCourse) -> None:
    course, language = known.course, desk.faults.language
    compare = [
        ("level", row.level, course.level, label("course_level", course.level, language)),
        ("place", place.pk, course.place_id, course.place.name),
        ("starts_on", row.starts_on, course.starts_on, shown(course.starts_on)),
        ("ends_on", row.ends_on, course.ends_on, shown(course.ends_on)),
        ("point", row.point, course.point, label("cycle_point", course.point, language)),
        ("generation", row.generation or course.generation, course.generation, str(course.generation or "–")),
    ]
    for column, here, stands, there in compare:
        if here != stands:
            desk.faults.note(row.line.spot(column), "differs", there=there)


def check_trainers(desk: Desk) -> None:
    """Who taught each new course: accounts of the house, people whom the file brings, or names from elsewhere."""
    brought: dict[str, list[PersonDraft]] = {}
    for person in desk.persons.values():
        if person.is_new:
            brought.setdefault(plain(person.name), []).append(person)
    for draft in desk.drafts.values():
        if draft.known is None:
            _Teaching(desk, draft, brought).find()


class _Teaching:
    """The trainers of one course; ``brought`` are the new people of the file, by name."""

    def __init__(self, desk: Desk, draft: CourseDraft, brought: Mapping[str, Sequence[PersonDraft]]) -> None:
        self.desk, self.draft, self.line, self.brought = desk, draft, draft.row.line, brought

    def find(self) -> None:
        """Put the trainers into the draft, and note who cannot be told or cannot be."""
        ours: list[UUID] = []
        outside: list[str] = []
        for name in self.draft.row.trainers:
            found = self._called(name)
            if len(found) > 1:
                self.line.fault("trainers", "trainer_ambiguous", name=name, usernames="; ".join(sorted(found.values())))
            elif found:
                ours += list(found)
            else:
                outside.append(name)
                near = self.desk.people.names_alike(name)
                self.desk.faults.note(self.line.spot("trainers"), "trainer_outside", nearest=near, name=name)
        if not self.draft.row.trainers:
            self.line.fault("trainers", "missing")
        for account_id in set(ours) & set(self.draft.trainees):
            self.line.fault("trainers", "trains_oneself", name=self.draft.trainees[account_id].person.name)
        self.draft.trainers, self.draft.outside = tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(outside))

    def _called(self, name: str) -> dict[UUID, str]:
        """The user names of those who have this name, by account: who stands, and whom the file brings."""
        standing = {someone.account.pk: someone.account.username for someone in self.desk.people.named(name)}
        return standing | {person.id: person.username for person in self.brought.get(plain(name), ())}
