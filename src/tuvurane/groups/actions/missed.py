"""Reports that a session did not take place. Never edited, as those of sessions."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.groups import policies
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.actions.reports import Taken, again, listed, naming, restand
from tuvurane.groups.actions.session_checks import check_day
from tuvurane.groups.actions.session_rows import fingerprint_of_missed
from tuvurane.groups.actions.standing import Ledger
from tuvurane.groups.codes import MissedReason
from tuvurane.groups.models import Group, MissedSession
from tuvurane.people.actions import Origin, from_phone, sign
from tuvurane.people.scope import Actor


@transaction.atomic
def record_missed_session(
    *,
    actor: Actor,
    group: Group,
    missed_id: UUID,
    on: date,
    reason: MissedReason,
    now: datetime,
    origin: Origin | None = None,
    settles: Sequence[UUID] = (),
) -> Taken:
    """
    Take the report that a session did not take place. Idempotent by id, as ``record_session``.

    ``settles`` names reports that this one supersedes (NothingToSupersede where one is not here); their
    day was taken once and is not judged again.
    """
    lock(group.pk)
    fingerprint = fingerprint_of_missed(group.pk, on, reason, settles)
    known = MissedSession.objects.filter(pk=missed_id).first()
    if known is not None:
        return again(known, group, fingerprint)
    policies.check_can_report(actor, group)
    if not MissedSession.objects.filter(group=group, pk__in=settles, on=on).exists():
        check_day(actor, on, now, from_phone=from_phone(actor, origin))
    detail = {"missed": str(missed_id), "reason": reason} | naming(settles)
    seq = touch(actor, "sessions.record_missed", group, now, detail)
    missed = MissedSession(id=missed_id, group=group, on=on, reason=reason, seq=seq, fingerprint=fingerprint)
    reasons = dict(MissedSession.objects.filter(group=group).values_list("pk", "reason")) | {missed_id: reason}
    before = listed(MissedSession, [group.pk], "on", settles)[group.pk]
    ledger = Ledger(before, same=lambda one, other: reasons[one] == reasons[other])
    missed.standing = ledger.take(missed_id, on, settles)
    restand(MissedSession, ledger)
    sign(missed, origin or Origin.at_the_door(actor), now)
    missed.save()
    return Taken(missed, new=True)
