"""What was agreed to be done by a day, and whether it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuvurane.groups import problems as group_problems
from tuvurane.groups.models import Group
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import problems
from tuvurane.supervision.actions import reports
from tuvurane.supervision.models import FollowUp, Visit
from tuvurane.supervision.queries.sealed import closed
from tuvurane.supervision.thresholds import threshold
from tuvurane.training.models import Facilitator

CODE_SIGNS = 40


@dataclass(frozen=True, slots=True)
class FollowUpContent:
    """
    What was agreed at a visit: what, by when, who does it (the supervisor where nobody is named).

    With ``competence`` it is practice for that competence.
    """

    id: UUID
    what: str
    due_on: date
    facilitator_id: UUID | None = None
    competence: str = ""


def check_follow_up(content: FollowUpContent) -> None:
    """Raise TextMissing, TooLong."""
    if not content.what.strip():
        raise problems.TextMissing
    reports.check_length("what", content.what, reports.WHAT_SIGNS)
    reports.check_length("competence", content.competence, CODE_SIGNS)


def check_practice(content: FollowUpContent, agreed_on: date) -> None:
    """Practice for a competence is due soon. Raises DueTooLate beyond the threshold."""
    days = int(threshold("practice_days").value)
    if content.competence and content.due_on - agreed_on > timedelta(days=days):
        raise problems.DueTooLate(days=days)


def write_follow_ups(
    contents: Sequence[FollowUpContent],
    *,
    visit: Visit,
    seen: Sequence[Facilitator],
    replaced: Visit | None,
    now: datetime,
) -> None:
    """
    Write what was agreed at a visit. Journalled with it.

    One whose id stands at the visit that this one corrects is written anew in its place; any other
    known id is refused (IdAlreadyUsed). Raises FollowUpAboutNobody.
    """
    earlier = {row.pk: row for row in FollowUp.objects.filter(pk__in=[content.id for content in contents])}
    for content in contents:
        row = earlier.get(content.id)
        if row is None:
            row = FollowUp(id=content.id, made_at=now)
        elif replaced is None or row.visit_id != replaced.pk:
            raise group_problems.IdAlreadyUsed
        fill(row, content, visit, [one.pk for one in seen])
        row.save()
    if replaced is not None:
        FollowUp.objects.filter(visit=replaced).update(visit=visit)


def fill(row: FollowUp, content: FollowUpContent, visit: Visit, seen: Sequence[UUID]) -> None:
    """Write on a row what was agreed at a visit for these people. Raises FollowUpAboutNobody."""
    alone = seen[0] if len(seen) == 1 else None
    row.organisation_id, row.visit_id, row.group_id = visit.organisation_id, visit.pk, visit.group_id
    row.facilitator_id = content.facilitator_id or alone
    if row.facilitator_id is None and row.group_id is None:
        raise problems.FollowUpAboutNobody
    row.owner_id = content.facilitator_id or visit.supervisor_id
    row.competence, row.due_on = content.competence, content.due_on
    row.what_sealed = closed(visit.organisation_id, content.what, row=content.id.bytes) or b""


@transaction.atomic
def agree_follow_up(
    *,
    actor: Actor,
    follow_up_id: UUID,
    what: str,
    due_on: date,
    owner: Account,
    facilitator: Facilitator | None = None,
    group: Group | None = None,
    competence: str = "",
    visit: Visit | None = None,
    now: datetime,
) -> FollowUp:
    """
    Agree that somebody does something by a day. Idempotent by id.

    About a facilitator or a group, or both. Practice for a competence is due within the threshold
    ``practice_days``. Raises FollowUpAboutNobody, TextMissing, TooLong, DueTooLate, OwnerUnknown, NotAllowed.
    """
    made = FollowUp.objects.filter(pk=follow_up_id).first()
    if made is not None:
        check_may(actor, made)
        return made
    if facilitator is None and group is None:
        raise problems.FollowUpAboutNobody
    _check_about(actor, facilitator, group)
    house = group.organisation_id if group is not None else facilitator.organisation_id  # type: ignore[union-attr]
    if owner.organisation_id != house:
        raise problems.OwnerUnknown
    content = FollowUpContent(follow_up_id, what, due_on, competence=competence)
    check_follow_up(content)
    check_practice(content, people.today_in(house, now))
    row = FollowUp(
        id=follow_up_id,
        organisation_id=house,
        visit=visit,
        facilitator=facilitator,
        group=group,
        competence=competence,
        what_sealed=closed(house, what, row=follow_up_id.bytes) or b"",
        owner=owner,
        due_on=due_on,
        made_at=now,
    )
    reports.write_line(actor, "follow_ups.agree", ("follow_up", follow_up_id), house, now, {"owner": str(owner.pk)})
    row.save(force_insert=True)
    return row


@transaction.atomic
def finish_follow_up(*, actor: Actor, follow_up: FollowUp, on: date, now: datetime) -> FollowUp:
    """Note that it was done, on a day. Raises FollowUpDone, DateInTheFuture, NotAllowed."""
    row = _open(actor, follow_up)
    reports.check_day(actor, None, row.organisation_id, on, now)
    row.done_on, row.done_at = on, now
    reports.write_line(actor, "follow_ups.finish", ("follow_up", row.pk), row.organisation_id, now, {"on": str(on)})
    row.save(update_fields=["done_on", "done_at"])
    return row


@transaction.atomic
def move_follow_up(*, actor: Actor, follow_up: FollowUp, due_on: date, now: datetime) -> FollowUp:
    """Agree on another day. Raises FollowUpDone, NotAllowed."""
    row = _open(actor, follow_up)
    detail = {"due_on": str(due_on), "was": str(row.due_on)}
    row.due_on = due_on
    reports.write_line(actor, "follow_ups.move", ("follow_up", row.pk), row.organisation_id, now, detail)
    row.save(update_fields=["due_on"])
    return row


def check_may(actor: Actor, follow_up: FollowUp) -> None:
    """Its owner, and those who record or manage supervision where it belongs. Raises NotAllowed."""
    if actor.kind != "system" and actor.organisation_id != follow_up.organisation_id:
        raise problems.FollowUpUnknown
    if actor.account_id is not None and actor.account_id == follow_up.owner_id:
        return
    _check_about(actor, follow_up.facilitator, follow_up.group)


def _check_about(actor: Actor, facilitator: Facilitator | None, group: Group | None) -> None:
    """Each of both must lie where the actor records or manages supervision. Raises NotAllowed."""
    verbs = (Verb.SUPERVISION_RECORD, Verb.SUPERVISION_MANAGE)
    for about in (facilitator, group):
        if about is None:
            continue
        house, path = about.organisation_id, about.place.path
        if not any(scope.reaches(actor, verb, organisation_id=house, place_path=path) for verb in verbs):
            raise people_problems.NotAllowed(verb=Verb.SUPERVISION_RECORD)


def _open(actor: Actor, follow_up: FollowUp) -> FollowUp:
    """The row, locked, while it is due. Raises NotAllowed, FollowUpDone."""
    rows = FollowUp.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("facilitator__place", "group__place").get(pk=follow_up.pk)
    check_may(actor, row)
    if row.done_at is not None:
        raise problems.FollowUpDone
    return row
