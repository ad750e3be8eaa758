"""The checks of the sheet ``trainees``."""

from datetime import date
from typing import TYPE_CHECKING

from tuvurane.exchange.sheets.labels import label
from tuvurane.exchange.sheets.lines import shown
from tuvurane.exchange.trainings.check_courses import meant_place
from tuvurane.exchange.trainings.drafts import CourseDraft, Desk, PersonDraft, TraineeDraft
from tuvurane.exchange.trainings.known import Someone, person_id
from tuvurane.exchange.trainings.rows import TraineeRow
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import queries as training
from tuvurane.training.codes import Away, DayMark, Enrolment

if TYPE_CHECKING:
    from tuvurane.places.models import Place

OPENING = (Verb.ACCOUNTS_MANAGE, Verb.FACILITATORS_MANAGE)  # what it takes to bring somebody new


def check_trainees(desk: Desk) -> None:
    """Give every draft its people: nobody twice on one list, nobody whom two might be."""
    for row in desk.listed.trainees:
        draft = desk.drafts.get(row.key)
        if draft is not None:
            _list(desk, draft, row)
        elif row.key not in desk.listed.broken:
            row.line.fault("course", "course_unknown", nearest=desk.names_like(row.course))
    for draft in desk.drafts.values():
        _check_size(desk, draft)
    _check_who_left(desk)


def _list(desk: Desk, draft: CourseDraft, row: TraineeRow) -> None:
    place = meant_place(desk, row.line, row.place, Verb.FACILITATORS_SEE)
    if place is None:
        return
    someone = _standing(desk, row, place[0])
    if not row.line.whole:
        return
    if someone is not None:
        desk.standing.add(someone.account.pk)
    if draft.known is not None:
        _note_standing(desk, draft, row, someone)
        return
    person = _person(desk, draft, row, place, someone)
    marks = _marks(draft, row)
    if person.id in draft.listed:
        row.line.fault("name", "trainee_repeated")
    draft.listed.add(person.id)
    if row.line.whole:
        draft.trainees[person.id] = TraineeDraft(row, person, marks)


def _standing(desk: Desk, row: TraineeRow, place: "Place") -> Someone | None:
    """Who is meant, among those whom the actor sees: by user name, else by name and place."""
    if row.username:
        someone = desk.people.by_username.get(row.username.casefold())
        if someone is None:
            near = desk.people.usernames_alike(row.username)
            row.line.fault("user_name", "username_unknown", nearest=near)
        return someone
    here, elsewhere = desk.people.at(row.name, place.path)
    if len(here) > 1:
        row.line.fault("name", "name_ambiguous", people="; ".join(sorted(someone.called for someone in here)))
    if here:
        return here[0]
    made = desk.people.by_id.get(person_id(desk.organisation_id, row.name, place.pk))
    if made is None and elsewhere:
        people = "; ".join(sorted(someone.called for someone in elsewhere)[:3])
        desk.faults.note(row.line.spot("name"), "same_name_elsewhere", people=people)
    return made


def _note_standing(desk: Desk, draft: CourseDraft, row: TraineeRow, someone: Someone | None) -> None:
    """Of a course that stands nothing is changed: another outcome, or somebody more, is something to know."""
    known = draft.known
    status = known.status_of(someone.account.pk) if known and someone else None
    if status is None:
        desk.faults.note(row.line.spot("name"), "not_on_its_list")
        return
    if someone is not None:
        draft.listed.add(someone.account.pk)
    if status != row.outcome:
        there = label("enrolment", status, desk.faults.language)
        desk.faults.note(row.line.spot("outcome"), "differs", there=there)


def _person(
    desk: Desk, draft: CourseDraft, row: TraineeRow, place: "tuple[Place, str]", someone: Someone | None
) -> PersonDraft:
    """Who that is in this file; the same person in every row. What an earlier row left open a later one fills."""
    found, trail = place
    account_id = someone.account.pk if someone else person_id(desk.organisation_id, row.name, found.pk)
    person = desk.persons.get(account_id)
    if person is None:
        username = someone.account.username if someone else desk.usernames.propose(row.name)
        person = PersonDraft(account_id, row.name, username, found, trail, someone, draft.row.starts_on)
        desk.persons[account_id] = person
        _check_may_bring(desk, row, person)
    if person.sex and row.sex and person.sex != row.sex:
        row.line.fault("sex", "sex_differs")
    person.sex, person.route = person.sex or row.sex, person.route or row.route
    person.languages = person.languages or row.languages
    person.since = min(person.since, draft.row.starts_on)
    return person


def _check_may_bring(desk: Desk, row: TraineeRow, person: PersonDraft) -> None:
    if person.someone is not None and person.someone.facilitator is not None:
        return
    needed = OPENING if person.is_new else (Verb.FACILITATORS_MANAGE,)
    house, path = desk.organisation_id, person.place.path
    if not all(scope.reaches(desk.actor, verb, organisation_id=house, place_path=path) for verb in needed):
        row.line.fault("place", "place_outside")


def _marks(draft: CourseDraft, row: TraineeRow) -> dict[date, DayMark]:
    """
    The marks of the days: one by one, or as many as were present.

    Where only their number is known they count from the first day: which days it were nobody wrote down.
    """
    line, days = row.line, draft.days
    if row.outcome == Enrolment.WITHDRAWN and (row.marks or row.days_present):
        line.fault("outcome", "withdrew_but_came")
    if row.marks and row.days_present is not None:
        line.fault("days_present", "days_twice")
        return {}
    beyond = next((number for number in sorted(row.marks) if number > len(days)), None)
    if beyond is not None:
        line.fault(str(beyond), "no_such_day", count=len(days), last=shown(days[-1]))
        return {}
    if row.marks:
        return {days[number - 1]: mark for number, mark in row.marks.items()}
    if row.days_present is None:
        return {}
    if row.days_present > len(days):
        line.fault("days_present", "more_days_than_held", count=len(days))
        return {}
    return {on: DayMark.PRESENT if n < row.days_present else DayMark.ABSENT for n, on in enumerate(days)}


def _check_size(desk: Desk, draft: CourseDraft) -> None:
    """Somebody was there, and not more than had a seat."""
    if draft.known is not None:
        return
    seated = sum(trainee.row.outcome != Enrolment.WITHDRAWN for trainee in draft.trainees.values())
    if not draft.listed and draft.row.line.whole and not desk.faults.found:
        draft.row.line.fault("course", "nobody_listed")
    if draft.row.capacity is not None and seated > draft.row.capacity:
        draft.row.line.fault("capacity", "more_than_seats", count=seated)


def _check_who_left(desk: Desk) -> None:
    """Nobody who has left is put on a list; what they learnt before stays on their page."""
    away = training.away_on(list(desk.persons), desk.today)
    gone = {pk for pk, absence in away.items() if absence.kind == Away.LEFT}
    for draft in desk.drafts.values():
        for account_id in gone & set(draft.trainees):
            draft.trainees[account_id].row.line.fault("name", "has_left")
