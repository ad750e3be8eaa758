"""
Writing down that more people were called.

Who is called is computed from the hour at every door, so nothing waits for this; it keeps what was so.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tuvurane.care.actions.log import note
from tuvurane.care.codes import Deed, Rung
from tuvurane.care.models import Concern, Escalation
from tuvurane.care.queries import hours_a_rung, overdue, rung_of
from tuvurane.care.rules.escalation import reached_at


def write_escalations(concerns: Iterable[Concern], now: datetime) -> int:
    """Write each rung that the call about these concerns has reached, each once; answers how many were new."""
    wanted = [
        (concern, rung)
        for concern in concerns
        for rung in list(Rung)[1 : rung_of(concern, now) + 1]
        if concern.next_by is not None
    ]
    return _written(wanted, now) if wanted else 0


@transaction.atomic
def _written(wanted: Sequence[tuple[Concern, Rung]], now: datetime) -> int:
    known = set(
        Escalation.objects.filter(concern__in={concern.pk for concern, _ in wanted}).values_list(
            "concern", "over", "rung"
        )
    )
    new = 0
    for concern, rung in wanted:
        if concern.next_by is None or (concern.pk, concern.next_by, rung) in known:
            continue
        at = reached_at(concern.next_by, rung, every=hours_a_rung(concern))
        made, is_new = Escalation.objects.get_or_create(
            concern=concern, over=concern.next_by, rung=rung, defaults={"at": at, "noted_at": now}
        )
        if is_new:
            note(None, concern.organisation_id, Deed.ESCALATE, now, concern=concern, did=f"rung_{made.rung}")
            new += 1
    return new


def write_all_escalations(now: datetime) -> int:
    """The same for every concern that is over its time: once a day, wherever nobody looks."""
    return write_escalations(list(overdue(Concern.objects.filter(closed_at__isnull=True), now)), now)
