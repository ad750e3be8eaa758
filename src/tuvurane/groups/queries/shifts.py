"""Reading small shifts and roles taken up: of one report, of one group, of one person."""

from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.foundation import sealing
from tuvurane.foundation.records import Standing
from tuvurane.groups import problems
from tuvurane.groups.codes import NoticedBy, Shift
from tuvurane.groups.models import Group, Participant, RoleTaken, Session, SmallShift, ToldShift
from tuvurane.groups.queries.circle import facilitators_of, identity_of
from tuvurane.groups.queries.contents import Shifted
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor

# What one of two reports that say the same noticed besides is not lost.
READ = (Standing.COUNTED, Standing.MERGED)
Kept = TypeVar("Kept", ToldShift, RoleTaken)


class Noticed(NamedTuple):
    """
    A small shift as its group reads it.

    ``number`` is the session's; None for one that was told outside, which ``told_id`` names.
    """

    number: int | None
    on: date
    shift: Shifted
    told_id: UUID | None


def shifts_of(group: Group) -> list[Noticed]:
    """The small shifts of a group, by day, those told outside its sessions among them."""
    key = people.organisation_key(group.organisation_id)
    inside = SmallShift.objects.filter(session__group=group, session__standing__in=READ).select_related("session")
    found = [
        Noticed(row.session.number, row.session.held_on, _shifted(key, row, row.session_id), None)
        for row in inside.order_by("session__seq", "pk")
    ]
    told = ToldShift.objects.filter(group=group, standing=Standing.COUNTED).order_by("seq")
    found += [Noticed(None, row.on, _shifted(key, row, row.pk), row.pk) for row in told]
    return sorted(dict.fromkeys(found), key=lambda one: (one.on, one.number or 0))


def shifts_in(session: Session) -> list[Shifted]:
    """The small shifts of one report of a session, however it stands."""
    key = people.organisation_key(session.group.organisation_id)
    return [_shifted(key, row, session.pk) for row in session.shifts.order_by("pk")]


def _shifted(key: sealing.Key, row: SmallShift | ToldShift, report_id: UUID) -> Shifted:
    line = sealing.unseal(key, row.line_sealed, aad=report_id.bytes).decode()
    return Shifted(Shift(row.domain), line, NoticedBy(row.noticed_by))


def told_shift_for(actor: Actor, told_id: UUID) -> ToldShift:
    """One small shift told outside a session, of a group inside the actor's scope. Raises GroupUnknown."""
    return _report_for(ToldShift, actor, told_id)


def role_for(actor: Actor, role_id: UUID) -> RoleTaken:
    """One report of a role taken up, of a group inside the actor's scope. Raises GroupUnknown."""
    return _report_for(RoleTaken, actor, role_id)


def _report_for(model: type[Kept], actor: Actor, report_id: UUID) -> Kept:
    rows = model.objects.select_related("group__place__parent")
    row = rows.filter(pk=report_id, group__in=groups_visible_to(actor)).first()
    if row is None:
        raise problems.GroupUnknown
    return row


def shift_told_in(told: ToldShift) -> Shifted:
    """What a small shift told outside a session says."""
    return _shifted(people.organisation_key(told.group.organisation_id), told, told.pk)


def roles_of(participant: Participant, groups: QuerySet[Group]) -> list[RoleTaken]:
    """The roles that somebody took up, told in these groups, the earliest first."""
    counted = RoleTaken.objects.filter(participant=participant, group__in=groups.order_by(), standing=Standing.COUNTED)
    return list(counted.select_related("group").order_by("since", "pk"))


def names_in_circle(group: Group, *, identified: bool) -> list[str]:
    """
    How a group's people are called, to find their names in a line.

    Facilitators always; with ``identified`` everyone who sits, or sat, there: their whole name and their nickname.
    """
    names = [leader.name for leader in facilitators_of(group, ended=True)]
    if identified:
        members = Participant.objects.filter(memberships__group=group).distinct()
        names += [name for member in members for name in identity_of(member)[:2] if name]
    return names
