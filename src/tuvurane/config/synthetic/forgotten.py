"""Who asked to be forgotten: one who is, and one about whom a second person has still to decide."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions import GroupPlan
from tuvurane.groups.models import Participant
from tuvurane.people.scope import Actor
from tuvurane.rights import actions as rights_actions
from tuvurane.rights.codes import WhyErased
from tuvurane.sync import erasing as sync_erasing

DONE_AGO, OPEN_AGO = timedelta(days=9), timedelta(days=1)
BETWEEN = timedelta(hours=3)
# Of the groups of a batch and their seats: such that neither is what the demo shows first.
DONE_AT, OPEN_AT = (-1, 5), (-2, 7)
ABOVE = (sync_erasing.erase_participant,)


class Forgetting:
    """Writes both, as the coordinator and a second person would have."""

    def __init__(self, chance: Chance, first: Actor, second: Actor, now: datetime) -> None:
        self._chance, self._first, self._second, self._now = chance, first, second, now

    def write(self, plans: Sequence[GroupPlan]) -> None:
        """One done, one open, in groups that run; none where there are too few groups."""
        if len(plans) <= -min(DONE_AT[0], OPEN_AT[0]):
            return
        self._erase(plans[DONE_AT[0]], DONE_AT[1], self._now - DONE_AGO, done=True)
        self._erase(plans[OPEN_AT[0]], OPEN_AT[1], self._now - OPEN_AGO, done=False)

    def _erase(self, plan: GroupPlan, nth: int, at: datetime, *, done: bool) -> None:
        person = Participant.objects.get(pk=plan.people[nth % len(plan.people)].id)
        row = rights_actions.propose_erasure(
            actor=self._first,
            erasure_id=self._chance.id_at(at),
            participant=person,
            why=WhyErased.OWN_WISH,
            now=at,
        )
        if done:
            code = group_queries.codes_of([person.pk])[person.pk]
            rights_actions.confirm_erasure(actor=self._second, erasure=row, code=code, above=ABOVE, now=at + BETWEEN)
