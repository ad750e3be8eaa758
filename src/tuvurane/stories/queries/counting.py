"""What is counted of stories: one row a story collected, without a word of it and without its teller."""

from dataclasses import dataclass
from datetime import date

from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.stories.codes import Rung
from tuvurane.stories.queries.found import collected_of
from tuvurane.stories.queries.panels import seen_by_panels
from tuvurane.stories.queries.standing import with_rung


@dataclass(frozen=True, slots=True)
class StoryRow:
    """
    One story that was collected. ``circle``: its group, or the area of one told outside a circle.

    ``sex`` and ``age_band`` are empty where no participant told it. ``chosen``: by any panel; None where none has read
    it, or where its yes was taken back.
    """

    circle: str
    place_path: str
    area: str
    domain: str
    sex: str
    age_band: str
    chosen: bool | None


def rows_for_evidence(actor: Actor, *, on: date) -> list[StoryRow]:
    """Every story collected where the actor reads evidence, erased ones left out."""
    found = collected_of(actor, verb=Verb.EVIDENCE_SEE).select_related("place", "area", "teller")
    readable = {story.pk for story in with_rung(found, Rung.LEARN_INSIDE, on=on)}
    seen = seen_by_panels(readable)
    rows = []
    for story in found:
        said = [one.chosen for one in seen[story.pk] if one.chosen is not None] if story.pk in readable else []
        rows.append(
            StoryRow(
                circle=f"group {story.group_id}" if story.group_id else f"area {story.area_id}",
                place_path=story.place.path if story.place else "",
                area=story.area.name if story.area else "",
                domain=story.domain,
                sex=story.teller.sex if story.teller else "",
                age_band=story.teller.age_band if story.teller else "",
                chosen=any(said) if said else None,
            )
        )
    return rows
