"""Reading small shifts and roles taken up over many groups: counts with their base, never a line. All released."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuvurane.evidence import disclosure, queries
from tuvurane.evidence.disclosure import WHOLE, Draft, Estimate, GroupSize, Released, Size, Withheld
from tuvurane.evidence.shares import TooFewGroupsError, share_over_groups
from tuvurane.evidence.suppression import Sum
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, CommunityRole, NoticedBy, Shift
from tuvurane.groups.queries import GroupShifts
from tuvurane.groups.rules.voice import wilson
from tuvurane.people.scope import Actor

PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class ShiftsPage:
    """
    What groups wrote of small shifts and of roles taken up, in a scope.

    ``shifts`` holds the counts ``people`` (enrolled in groups that reported a session), ``groups``, ``with_shift`` and
    ``without`` (in how many of these one is written, or none), ``shifts``, ``domain.<domain>``, ``by.<who>``, and the
    means ``first.<n>``: of the groups that came as far as session n, in per cent, those in which a small shift was
    written by then. ``roles`` is of groups that ended: the counts ``people``, ``with_role``, ``not_told`` and
    ``role.<role>``, and the mean ``roles``: people with a role in a hundred. ``ended``: whether any group did.
    """

    place_path: str | None
    on: date
    shifts: Released | Withheld
    roles: Released | Withheld
    reported: bool
    ended: bool


def shifts_page(actor: Actor, *, on: date, place_path: str | None = None) -> ShiftsPage:
    """The page for a place and below, or all that the actor reaches. Raises NotAllowed, PlaceOutsideReach."""
    queries.check_scope(actor, place_path)
    found = group_queries.shifts_for_evidence(actor)
    ended = [group for group in found if group.ended]
    path = place_path or WHOLE
    return ShiftsPage(
        place_path,
        on,
        disclosure.release(_shifts(found, path)),
        disclosure.release(_roles(ended, path)),
        reported=any(group.place_path.startswith(path) for group in found),
        ended=any(group.place_path.startswith(path) for group in ended),
    )


def _draft(
    groups: Sequence[GroupShifts],
    path: str,
    counts: dict[str, int],
    sums: Sequence[Sum],
    means: dict[str, Estimate],
) -> Draft:
    landscape = [GroupSize(group.place_path, group.people) for group in groups]
    return Draft(_size(_inside(groups, path)), path, landscape, counts, sums, means, PER_CENT)


def _inside(groups: Sequence[GroupShifts], path: str) -> list[GroupShifts]:
    return [group for group in groups if group.place_path.startswith(path)]


def _size(groups: Sequence[GroupShifts]) -> Size:
    return Size(sum(group.people for group in groups), len(groups))


def _shifts(found: Sequence[GroupShifts], path: str) -> Draft:
    inside = _inside(found, path)
    by_domain: Counter[str] = sum((group.by_domain for group in inside), Counter())
    by_who: Counter[str] = sum((group.by_who for group in inside), Counter())
    wrote = sum(1 for group in inside if group.by_domain)
    counts = {
        "people": _size(inside).people,
        "groups": len(inside),
        "with_shift": wrote,
        "without": len(inside) - wrote,
        "shifts": by_domain.total(),
    }
    domains = {f"domain.{domain}": by_domain[domain] for domain in Shift}
    who = {f"by.{one}": by_who[one] for one in NoticedBy}
    sums = [Sum("groups", ("with_shift", "without")), Sum("shifts", tuple(domains)), Sum("shifts", tuple(who))]
    return _draft(found, path, counts | domains | who, sums, _first(inside))


def _first(inside: Sequence[GroupShifts]) -> dict[str, Estimate]:
    """
    How soon the first small shift came, session by session.

    Groups that have not come so far are not in the base: whether they will is not known. The interval is Wilson's, a
    group counting as one.
    """
    means = {}
    for number in range(1, SESSIONS + 1):
        so_far = [group for group in inside if group.held >= number]
        if so_far:
            wrote = sum(group.first is not None and group.first <= number for group in so_far)
            low, high = wilson(wrote, len(so_far), level=queries.LEVEL)
            share, low, high = (PER_CENT * edge for edge in (wrote / len(so_far), low, high))
            means[f"first.{number}"] = Estimate(share, low, high, _size(so_far))
    return means


def _roles(ended: Sequence[GroupShifts], path: str) -> Draft:
    """Of those who were in a group that ended: how many tell of a role. Who tells of none is not known to have none."""
    inside = _inside(ended, path)
    taken: Counter[str] = sum((group.roles for group in inside), Counter())
    people, with_role = _size(inside).people, sum(group.with_role for group in inside)
    counts = {"people": people, "with_role": with_role, "not_told": people - with_role}
    counts |= {f"role.{role}": taken[role] for role in CommunityRole}
    means = {}
    try:
        found = share_over_groups([(group.with_role, group.people) for group in inside], level=queries.LEVEL)
    except TooFewGroupsError:
        pass  # nothing is released of so few groups
    else:
        value, low, high = (PER_CENT * edge for edge in (found.value, found.low, found.high))
        means["roles"] = Estimate(value, low, high, Size(found.stones, found.groups))
    return _draft(ended, path, counts, [Sum("people", ("with_role", "not_told"))], means)
