"""What stands already: the groups that a file names, their people and reports, the accounts and codes of the house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import UUID, uuid5

from django.db.models import prefetch_related_objects

from tuvurane.exchange.sheets.plain import plain, same_name
from tuvurane.foundation.sealing import Unreadable
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor

if TYPE_CHECKING:
    from tuvurane.groups.models import Group, Membership, Session
    from tuvurane.groups.queries import Facilitator
    from tuvurane.people.models import Account

Row = TypeVar("Row")
MOST_AT_ONCE = 500  # how many rows one question to the database names


def group_id(organisation_id: UUID, name: str) -> UUID:
    """The id of a group that a register brings: the same name is the same group, in every file."""
    return uuid5(organisation_id, f"register group {same_name(name)}")


def member_id(group: UUID, number: int) -> UUID:
    """The id of the person with this number in a group."""
    return uuid5(group, f"register member {number}")


def session_id(group: UUID, number: int) -> UUID:
    """The id of a register's report of this session."""
    return uuid5(group, f"register session {number}")


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group that stands, by seat and by number. ``marks`` are those of the counted sessions, by person."""

    group: "Group"
    stays: "Mapping[int, Membership]"
    sessions: "Mapping[int, Session]"
    marks: Mapping[int, Mapping[UUID, str]]
    leaders: "Sequence[Facilitator]"

    @property
    def next_number(self) -> int:
        return max(self.stays, default=0) + 1


class Leader(NamedTuple):
    """An account that may lead groups, and the paths of the places where it holds the role today."""

    account: "Account"
    paths: Sequence[str]

    def reaches(self, path: str) -> bool:
        return any(path.startswith(held) for held in self.paths)


@dataclass(frozen=True, slots=True)
class Leaders:
    """The accounts of the house that the actor sees, found by user name or by name."""

    leaders: Sequence[Leader]
    by_username: Mapping[str, Leader]
    by_name: Mapping[str, Sequence[Leader]]

    def named(self, text: str) -> Sequence[Leader]:
        """Who may be meant: one, none, or several of one name."""
        leader = self.by_username.get(text.casefold())
        return [leader] if leader else self.by_name.get(plain(text), ())

    def alike(self, text: str) -> list[str]:
        """The nearest names with their user names, at most three."""
        names = get_close_matches(plain(text), self.by_name, n=3)
        usernames = get_close_matches(text.casefold(), self.by_username, n=3)
        found = [leader for name in names for leader in self.by_name[name]]
        found = found or [self.by_username[username] for username in usernames]
        return [f"{leader.account.name} ({leader.account.username})" for leader in found[:3]]


def leaders_seen_by(actor: Actor, organisation_id: UUID, today: date) -> Leaders:
    """The active accounts of the house inside the actor's scope."""
    accounts = people.accounts_visible_to(actor).filter(organisation_id=organisation_id, is_active=True)
    held = people.roles_in_force(today).filter(role=Role.FACILITATOR, account__organisation_id=organisation_id)
    paths: dict[UUID, list[str]] = {}
    for account_id, path in held.values_list("account_id", "place__path"):
        paths.setdefault(account_id, []).append(path)
    leaders = [Leader(account, paths.get(account.pk, [])) for account in accounts]
    by_name: dict[str, list[Leader]] = {}
    for leader in leaders:
        by_name.setdefault(plain(leader.account.name), []).append(leader)
    return Leaders(leaders, {leader.account.username.casefold(): leader for leader in leaders}, by_name)


def groups_named(organisation_id: UUID, names: Iterable[str]) -> dict[str, KnownGroup]:
    """The groups of the house that these names mean, by the name as it is compared."""
    wanted = {same_name(name): group_id(organisation_id, name) for name in names}
    standing = group_queries.groups_visible_to(Actor.system(organisation_id))
    by_id: dict[UUID, str] = {made: key for key, made in wanted.items()}
    chosen: dict[str, UUID] = {}
    for pk, name in standing.values_list("pk", "name"):
        key = by_id.get(pk) or same_name(name)
        if key in wanted and (pk == wanted[key] or key not in chosen):
            chosen[key] = pk
    keys = {pk: key for key, pk in chosen.items()}
    known: dict[str, KnownGroup] = {}
    for some in _batches(list(keys)):
        groups = list(standing.filter(pk__in=some).prefetch_related("memberships"))
        stays = [stay for group in groups for stay in group.memberships.all()]
        for seated in _batches(stays):  # SQLite takes no condition on a thousand people at once
            prefetch_related_objects(seated, "participant")
        known |= {keys[group.group.pk]: group for group in _with_reports(groups)}
    return known


def _with_reports(groups: "Sequence[Group]") -> Iterable[KnownGroup]:
    ids = [group.pk for group in groups]
    leaders = group_queries.facilitators_of_groups(ids, ended=True)
    sessions: dict[UUID, dict[int, Session]] = {pk: {} for pk in ids}
    for session in group_queries.sessions_of_groups(ids).prefetch_related("attendance"):
        sessions[session.group_id][session.number] = session
    for group in groups:
        held = sessions[group.pk]
        yield KnownGroup(
            group=group,
            stays={stay.seat: stay for stay in group.memberships.all()},
            sessions=held,
            marks={
                n: {row.participant_id: row.mark for row in session.attendance.all()} for n, session in held.items()
            },
            leaders=leaders[group.pk],
        )


def name_of(stay: "Membership") -> str | None:
    """The full name of whoever sits there; None when it was erased."""
    try:
        return group_queries.identity_of(stay.participant).name
    except Unreadable:
        return None


def codes_taken(organisation_id: UUID) -> dict[str, UUID]:
    """The spoken codes of the house and whose they are."""
    groups = group_queries.groups_visible_to(Actor.system(organisation_id)).order_by()
    rows = groups.values_list("memberships__participant__code", "memberships__participant_id")
    return {code.upper(): person for code, person in rows if code}


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[start : start + MOST_AT_ONCE] for start in range(0, len(rows), MOST_AT_ONCE))
