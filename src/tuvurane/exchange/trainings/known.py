"""What stands already: the courses that a file names, and the people whom the actor sees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from tuvurane.exchange.sheets.plain import plain, same_name
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.training import queries as training

if TYPE_CHECKING:
    from tuvurane.people.models import Account
    from tuvurane.training.models import Course, Facilitator
    from tuvurane.training.queries import Cohort

USERNAME_SIGNS = 60


def course_id(organisation_id: UUID, name: str) -> UUID:
    """The id of a course that a list brings: the same name is the same course, in every file."""
    return uuid5(organisation_id, f"training list course {same_name(name)}")


def person_id(organisation_id: UUID, name: str, place_id: int) -> UUID:
    """The id of the account of somebody new: the same name at the same place is the same person, in every file."""
    return uuid5(organisation_id, f"training list person {plain(name)} {place_id}")


@dataclass(frozen=True, slots=True)
class KnownCourse:
    """A course that stands, with everyone on its list by account."""

    course: "Course"
    cohort: "Cohort"

    def status_of(self, account_id: UUID) -> str | None:
        """How somebody stands on its list; None for who is not on it."""
        rows = (row for row in self.cohort.trainees if row.facilitator.pk == account_id)
        return next((row.status for row in rows), None)


def courses_named(organisation_id: UUID, names: Iterable[str]) -> dict[str, KnownCourse]:
    """The courses of the house that these names mean, by the name as it is compared."""
    by_id = {course_id(organisation_id, name): same_name(name) for name in names}
    wanted = set(by_id.values())
    found: dict[str, Course] = {}
    for course in training.courses_visible_to(Actor.system(organisation_id)):
        key = by_id.get(course.pk) or same_name(course.name)
        if key in wanted and (course.pk in by_id or key not in found):
            found[key] = course
    return {key: KnownCourse(course, training.cohort_of(course)) for key, course in found.items()}


@dataclass(frozen=True, slots=True)
class Someone:
    """An account that the actor sees. ``paths``: where they belong, as far as the house knows."""

    account: "Account"
    facilitator: "Facilitator | None"
    paths: Sequence[str]

    def is_at(self, path: str) -> bool:
        """Whether they may be the one who is meant at a place: one of theirs, or one above or below it."""
        return not self.paths or any(path.startswith(held) or held.startswith(path) for held in self.paths)

    @property
    def called(self) -> str:
        return f"{self.account.name} ({self.account.username})"


@dataclass(frozen=True, slots=True)
class People:
    """Everyone of the house whom the actor sees, closed accounts too: lists tell of those who left."""

    by_id: Mapping[UUID, Someone]
    by_username: Mapping[str, Someone] = field(init=False)
    by_name: Mapping[str, Sequence[Someone]] = field(init=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Someone]] = {}
        for someone in self.by_id.values():
            by_name.setdefault(plain(someone.account.name), []).append(someone)
        object.__setattr__(self, "by_username", {one.account.username.casefold(): one for one in self.by_id.values()})
        object.__setattr__(self, "by_name", by_name)

    def named(self, text: str) -> Sequence[Someone]:
        """Who may be meant by a user name or a name: one, none, or several of one name."""
        someone = self.by_username.get(text.casefold())
        return [someone] if someone else self.by_name.get(plain(text), ())

    def at(self, name: str, path: str) -> tuple[Sequence[Someone], Sequence[Someone]]:
        """Who has this name at this place, and who has it elsewhere."""
        found = self.by_name.get(plain(name), ())
        here = [someone for someone in found if someone.is_at(path)]
        return here, [someone for someone in found if someone not in here]

    def usernames_alike(self, text: str) -> list[str]:
        """The user names that look like this one, at most three."""
        near = get_close_matches(text.casefold(), self.by_username, n=3)
        return [self.by_username[username].account.username for username in near]

    def names_alike(self, text: str) -> list[str]:
        """The people whose names look like this one, at most three."""
        near = get_close_matches(plain(text), self.by_name, n=3, cutoff=0.8)
        return [someone.called for name in near for someone in self.by_name[name]][:3]


def people_seen_by(actor: Actor, organisation_id: UUID, today: date) -> People:
    """The accounts of the house inside the actor's scope, with where they stand on the ladder."""
    accounts = people.accounts_visible_to(actor).filter(organisation_id=organisation_id)
    ladder = {
        one.pk: one for one in training.facilitators_visible_to(Actor.system(organisation_id)).select_related("place")
    }
    seen = set(training.facilitators_visible_to(actor).values_list("pk", flat=True))
    held: dict[UUID, list[str]] = {}
    roles = people.roles_in_force(today).filter(account__organisation_id=organisation_id)
    for account_id, path in roles.values_list("account_id", "place__path"):
        held.setdefault(account_id, []).append(path)
    found = {}
    for account in accounts:
        facilitator = ladder.get(account.pk)
        if facilitator is not None and facilitator.pk not in seen:
            continue  # on the ladder at a place that the actor does not see
        paths = [facilitator.place.path] if facilitator else held.get(account.pk, [])
        found[account.pk] = Someone(account, facilitator, paths)
    return People(found)


class Usernames:
    """User names for people who have none yet: first and last name, with a number when that is taken."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def propose(self, name: str) -> str:
        """The next free one. The same names in the same order give the same user names."""
        ascii_only = [part for part in plain(name).split() if part.isascii()] or ["person"]
        stem = "-".join(dict.fromkeys((ascii_only[0], ascii_only[-1])))[: USERNAME_SIGNS - 5]
        number, username = 1, stem
        while username in self._given or people.account_named(username) is not None:
            number += 1
            username = f"{stem}-{number}"
        self._given.add(username)
        return username
