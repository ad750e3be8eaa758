"""Raters who are certified, what they rate, and the words of the pages that show it."""

import re
from typing import Any

from tests.cast import NOW, TODAY, Cast
from tests.factories.groups import new_id
from tuvurane.training import actions as training_actions
from tuvurane.training.actions import RatingContent
from tuvurane.training.codes import Occasion
from tuvurane.training.models import Facilitator
from tuvurane.training.rules.rubrics import Kind, own


def text(response: Any) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def behaviours(kind: Kind, competence: str = "listening") -> list[str]:
    """The codes of one kind of behaviour."""
    return [one.code for one in own().competence(competence).behaviours if one.kind == kind]


def certify(cast: Cast, name: str) -> None:
    """Let somebody of the cast score five role-plays as the experts did, which certifies them."""
    ticks = [
        {code.code: [one.code for one in code.behaviours if one.kind == kind] for code in own().competences[:4]}
        for kind in (Kind.HARMFUL, Kind.BASIC, Kind.ADVANCED, Kind.BASIC, Kind.HARMFUL)
    ]
    for n, ticked in enumerate(ticks):
        role_play = training_actions.add_role_play(
            actor=cast.actor("trainer"),
            role_play_id=new_id(),
            organisation_id=cast.organisation.pk,
            title=f"Role-play {name} {n}",
            where="",
            rubric=own().name,
            rubric_version=own().version,
            ticks=ticked,
            now=NOW,
        )
        training_actions.score_role_play(
            actor=cast.actor(name), score_id=new_id(), role_play=role_play, ticks=ticked, on=TODAY, now=NOW
        )
    by = "coordinator" if name == "trainer" else "trainer"
    training_actions.calibrate(actor=cast.actor(by), rater=cast[name], on=TODAY, now=NOW)


def rate(cast: Cast, by: str, of: Facilitator, kind: Kind, **said: Any) -> Any:
    """A rating of one competence by one kind of behaviour."""
    said = {"on": TODAY, "occasion": Occasion.ROLE_PLAY, "ticks": {"listening": behaviours(kind)}} | said
    content = RatingContent(facilitator_id=of.pk, rubric=own().name, rubric_version=own().version, **said)
    actor = cast.actor(by)
    return training_actions.record_rating(actor=actor, rating_id=new_id(), content=content, now=NOW).rating
