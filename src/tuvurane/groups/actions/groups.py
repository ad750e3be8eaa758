"""Groups and who leads them."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.groups import policies, problems
from tuvurane.groups.codes import Status
from tuvurane.groups.models import FacilitatorAssignment, Group, GroupMove
from tuvurane.groups.queries import pauses
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Role, Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import actions as training


@transaction.atomic
def make_group(
    *,
    actor: Actor,
    group_id: UUID,
    organisation_id: UUID,
    place: Place,
    name: str,
    site: str,
    language: str,
    weekday: int | None,
    now: datetime,
) -> Group:
    """
    Plan a group at a place. ``weekday`` is 1 (Monday) to 7, or None when not yet known.

    Made again with the same id it answers the first one. Raises GroupNameTaken, NotAllowed.
    """
    policies.check_can_make_group(actor, organisation_id, place.path)
    made = Group.objects.filter(pk=group_id).first()
    if made is not None:
        return made
    if Group.objects.filter(organisation_id=organisation_id, name=name).exists():
        raise problems.GroupNameTaken(name=name)
    seq = _write(actor, "groups.make", group_id, organisation_id, now, {"place": place.pk})
    return Group.objects.create(
        id=group_id,
        organisation_id=organisation_id,
        place=place,
        name=name,
        site=site,
        language=language,
        status=Status.PLANNED,
        weekday=weekday,
        seed=group_id.int & 0x7FFFFFFF,
        seq=seq,
        made_at=now,
    )


@transaction.atomic
def change_group(
    *, actor: Actor, group: Group, name: str, site: str, language: str, weekday: int | None, now: datetime
) -> Group:
    """Change what a group is called, where and when it meets. Raises GroupNameTaken, NotAllowed."""
    policies.check(actor, Verb.GROUPS_MANAGE, group)
    if Group.objects.filter(organisation_id=group.organisation_id, name=name).exclude(pk=group.pk).exists():
        raise problems.GroupNameTaken(name=name)
    group.name, group.site, group.language, group.weekday = name, site, language, weekday
    touch(actor, "groups.change", group, now)
    group.save(update_fields=["name", "site", "language", "weekday"])
    return group


@transaction.atomic
def move_group(
    *, actor: Actor, group: Group, to: Status, on: date, reason: str, now: datetime, starts_on: date | None = None
) -> Group:
    """
    Move a group along its life cycle (``codes.MOVES``).

    A group that starts running needs ``starts_on`` (default: the day of the move), and everybody who
    leads it must be let by the gate. Raises MoveNotAllowed, DateInTheFuture, NotAllowed,
    StartingPaused, training.GateClosed, training.LeaderAway.
    """
    policies.check(actor, Verb.GROUPS_MANAGE, group)
    group = Group.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=group.pk)
    policies.check_move(group, to)
    if on > now.date():
        raise problems.DateInTheFuture(on=on)
    if to == Status.RUNNING:
        _check_may_start(group, on=now.date())
        training.check_gate(_leading(group), now=now)
    GroupMove.objects.create(group=group, came_from=group.status, went_to=to, on=on, reason=reason, recorded_at=now)
    group.status = to
    if to == Status.RUNNING:
        group.starts_on = starts_on or on
    touch(actor, "groups.move", group, now, {"to": to})
    group.save(update_fields=["status", "starts_on"])
    return group


def _check_may_start(group: Group, *, on: date) -> None:
    """While new groups are paused none starts. Raises StartingPaused."""
    if pauses.starting_paused_since(group.organisation_id) is not None:
        raise problems.StartingPaused(who=pauses.who_knows_of_pauses(group.organisation_id, group.place.path, on=on))


@transaction.atomic
def let_wait(*, actor: Actor, group: Group, since: date | None, now: datetime) -> Group:
    """
    Say since when the people of a group wait for its first session; None takes it back.

    Those who wait are measured on the same days as those who meet, so that the two can be compared. Only before the
    group has begun. Raises GroupHasBegun, DateInTheFuture, NotAllowed.
    """
    policies.check(actor, Verb.GROUPS_MANAGE, group)
    group = Group.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=group.pk)
    if group.status not in {Status.PLANNED, Status.RECRUITING}:
        raise problems.GroupHasBegun(name=group.name)
    if since is not None and since > now.date():
        raise problems.DateInTheFuture(on=since)
    group.waits_since = since
    touch(actor, "groups.wait" if since else "groups.wait_no_longer", group, now)
    group.save(update_fields=["waits_since"])
    return group


@transaction.atomic
def assign_facilitator(*, actor: Actor, group: Group, account: Account, since: date, now: datetime) -> None:
    """
    Let someone lead a group from a day on.

    Locks the group, then that person's gate. Raises NotAFacilitator (no such role at that place, or
    another organisation), AlreadyLeads, GroupHasEnded, NotAllowed, training.GateClosed,
    training.LeaderAway.
    """
    policies.check(actor, Verb.GROUPS_MANAGE, group)
    lock(group.pk)
    policies.check_is_open(group)
    held = people.roles_in_force(max(since, now.date())).filter(account=account, role=Role.FACILITATOR)
    reaches = any(group.place.path.startswith(row.place.path) for row in held.select_related("place"))
    if account.organisation_id != group.organisation_id or not reaches:
        raise problems.NotAFacilitator(name=account.name)
    if FacilitatorAssignment.objects.filter(group=group, account=account, until__isnull=True).exists():
        raise problems.AlreadyLeads(name=account.name)
    training.check_gate([account.pk], now=now)
    FacilitatorAssignment.objects.create(group=group, account=account, since=since)
    touch(actor, "groups.assign", group, now, {"account": str(account.pk)})


@transaction.atomic
def end_assignment(*, actor: Actor, group: Group, account: Account, until: date, now: datetime) -> None:
    """End someone's leading of a group. Raises DoesNotLead, NotAllowed."""
    policies.check(actor, Verb.GROUPS_MANAGE, group)
    held = FacilitatorAssignment.objects.filter(group=group, account=account, until__isnull=True).first()
    if held is None:
        raise problems.DoesNotLead(name=account.name)
    held.until = max(until, held.since)
    held.save(update_fields=["until"])
    touch(actor, "groups.end_assignment", group, now, {"account": str(account.pk)})


def lock(*group_ids: UUID) -> None:
    """
    Lock groups until commit: acts on one group follow one another.

    Always before the journal is written, and several in one order, so that no two acts wait for each other.
    What is locked comes in one order everywhere: groups, then the gates of people on the ladder
    (``training.actions.check_gate``), then the head of the journal.
    """
    rows = Group.objects.select_for_update(no_key=True).filter(pk__in=group_ids).order_by("pk")
    list(rows.values_list("pk"))


def _leading(group: Group) -> list[UUID]:
    """Who leads a group now. Whoever asks holds its lock."""
    rows = FacilitatorAssignment.objects.filter(group=group, until__isnull=True)
    return list(rows.values_list("account_id", flat=True))


def touch(actor: Actor, verb: str, group: Group, now: datetime, detail: Mapping[str, object] | None = None) -> int:
    """Journal an act on a group and note its number on the group, so that phones pull it again. Locks it."""
    lock(group.pk)
    seq = _write(actor, verb, group.pk, group.organisation_id, now, detail)
    mark(group, seq)
    return seq


def mark(group: Group, seq: int) -> None:
    """Note on a group the number of the last act on it."""
    group.seq = seq
    Group.objects.filter(pk=group.pk).update(seq=seq)


def _write(
    actor: Actor,
    verb: str,
    group_id: UUID,
    organisation_id: UUID,
    now: datetime,
    detail: Mapping[str, object] | None = None,
) -> int:
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="group",
        subject_id=group_id,
        at=now,
        organisation_id=organisation_id,
        detail=detail,
    )
