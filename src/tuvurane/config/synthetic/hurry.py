"""
One interviewer of the programme was in a hurry lately, so that the page of quality has something to show.

Of what this one asked in the last weeks some sheets repeat the one before, some have one answer for everything
where the scale has a middle, and those were written down too quickly. A yes to the screening item is left as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tuvurane.config.synthetic.chance import Chance
from tuvurane.measures.actions import ResponsePlan

LATELY = timedelta(days=80)
REPEATS, SAME_THROUGHOUT = 0.3, 0.3
MIDDLE = {"who5": 3}
SECONDS_AN_ITEM = 1.2


def hurried(chance: Chance, told: Sequence[ResponsePlan], *, today: date) -> list[ResponsePlan]:
    """What one interviewer asked in a group, in the order of asking, as somebody in a hurry hands it in."""
    handed_in: list[ResponsePlan] = []
    before: dict[tuple[str, str], ResponsePlan] = {}
    for plan in told:
        kind = (plan.wave, plan.instrument)
        recent = today - plan.administered_on < LATELY
        written = _in_a_hurry(chance, plan, before.get(kind)) if recent and not plan.concerns else plan
        if not written.concerns:
            before[kind] = written
        handed_in.append(written)
    return handed_in


def _in_a_hurry(chance: Chance, plan: ResponsePlan, before: ResponsePlan | None) -> ResponsePlan:
    quick = round(SECONDS_AN_ITEM * len(plan.answers))
    if before is not None and chance.happens(REPEATS):
        return replace(plan, answers=dict(before.answers), seconds=quick)
    if plan.instrument in MIDDLE and chance.happens(SAME_THROUGHOUT):
        return replace(plan, answers=dict.fromkeys(plan.answers, MIDDLE[plan.instrument]), seconds=quick)
    return plan
