"""How an organisation asks its waves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.measures import policies, problems, queries
from tuvurane.measures.codes import Anchor, Wave
from tuvurane.measures.models import WaveRule
from tuvurane.people.scope import Actor

DAYS = range(-366, 3_654)
WHY_SIGNS = 200


@dataclass(frozen=True, slots=True)
class WaveSaid:
    """What is said of a wave: its window in days from the anchor, its questionnaires, and why."""

    wave: Wave
    anchor: Anchor
    opens: int
    due: int
    closes: int
    instruments: Sequence[str]
    why: str


@transaction.atomic
def set_wave(*, actor: Actor, rule_id: UUID, organisation_id: UUID, said: WaveSaid, now: datetime) -> WaveRule:
    """
    Set how an organisation asks one wave from now on; what was answered keeps its wave.

    Without questionnaires it is not asked. Set again with the same id it answers the first. Raises DaysOutOfOrder,
    DaysOutOfRange, WhyMissing, InstrumentUnknown, BaselineFromTheEnd, NotAllowed.
    """
    policies.check_can_manage_schedule(actor, organisation_id)
    set_before = WaveRule.objects.filter(pk=rule_id).first()
    if set_before is not None:
        return set_before
    _check(said)
    known = queries.instruments()
    for name in said.instruments:
        if name not in known:
            raise problems.InstrumentUnknown(name=name, known=", ".join(known))
    seq = journal.write(
        actor=actor,
        verb="waves.set",
        subject_kind="wave",
        subject_id=said.wave,
        at=now,
        organisation_id=organisation_id,
        detail={"anchor": said.anchor, "days": [said.opens, said.due, said.closes], "asks": list(said.instruments)},
    )
    return WaveRule.objects.create(
        id=rule_id,
        organisation_id=organisation_id,
        wave=said.wave,
        anchor=said.anchor,
        opens=said.opens,
        due=said.due,
        closes=said.closes,
        instruments=list(said.instruments),
        why=said.why.strip(),
        recorded_by_id=actor.account_id,
        recorded_at=now,
        seq=seq,
    )


def _check(said: WaveSaid) -> None:
    if not said.opens <= said.due <= said.closes:
        raise problems.DaysOutOfOrder
    for days in (said.opens, said.closes):
        if days not in DAYS:
            raise problems.DaysOutOfRange(least=DAYS.start, most=DAYS.stop - 1)
    if said.wave == Wave.BASELINE and said.anchor != Anchor.START:
        raise problems.BaselineFromTheEnd
    if not 0 < len(said.why.strip()) <= WHY_SIGNS:
        raise problems.WhyMissing(most=WHY_SIGNS)
