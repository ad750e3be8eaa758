"""Ratings by behaviours, raters with a certificate, and overrides of the gate."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.factories.training import NOW, SYSTEM
from tuvurane.foundation import ids
from tuvurane.people.actions import Origin
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor
from tuvurane.training import actions
from tuvurane.training.actions import RatingContent, RatingTaken
from tuvurane.training.codes import Occasion
from tuvurane.training.models import Calibration, Facilitator, GateOverride
from tuvurane.training.rules.rubrics import OWN

RUBRIC, VERSION = OWN
CERTIFIED_ON = date(2025, 1, 6)
# What is ticked of a competence of our rubric for each level.
TICKED = {1: ["h1"], 2: ["b1"], 3: ["b1", "b2", "b3"], 4: ["a1", "b1", "b2", "b3"]}


def ticks(**levels: int) -> dict[str, list[str]]:
    """What is ticked where the competences come to these levels."""
    return {competence: TICKED[level] for competence, level in levels.items()}


def certify(rater: Account, *, since: date = CERTIFIED_ON, days: int = 3_650, certified: bool = True) -> Calibration:
    """A calibration of our rubric that stands for long."""
    return Calibration.objects.create(
        rater=rater,
        rubric=RUBRIC,
        rubric_version=VERSION,
        role_plays=5,
        icc=0.9,
        icc_low=0.8,
        icc_high=0.95,
        certified=certified,
        since=since,
        until=since + timedelta(days=days),
        recorded_at=NOW,
    )


def rating_content(facilitator_id: UUID, on: date, /, **changed: Any) -> RatingContent:
    """A role-play in which listening was basic, but for what is ``changed``."""
    plain = RatingContent(facilitator_id, on, Occasion.ROLE_PLAY, RUBRIC, VERSION, ticks(listening=3))
    return replace(plain, **changed)


def rate(
    facilitator: Facilitator,
    rater: Account,
    *,
    on: date,
    actor: Actor = SYSTEM,
    rating_id: UUID | None = None,
    now: datetime = NOW,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
    said: Sequence[tuple[str, Any]] = (),
    **levels: int,
) -> RatingTaken:
    """A rating by this rater that comes to these levels; ``said``: what else it says."""
    content = rating_content(
        facilitator.pk, on, **(dict(said) | {"ticks": ticks(**levels or {"listening": 3}), "rater_id": rater.pk})
    )
    return actions.record_rating(
        actor=actor, rating_id=rating_id or ids.new_id(now), content=content, now=now, origin=origin,
        supersedes=supersedes,
    )  # fmt: skip


def override(
    facilitator: Facilitator, actor: Actor, *, last_day: date, reason: str = "Two of us are there.", now: datetime = NOW
) -> GateOverride:
    """A supervisor's word that they may lead until that day."""
    return actions.override_gate(actor=actor, facilitator=facilitator, reason=reason, last_day=last_day, now=now)
