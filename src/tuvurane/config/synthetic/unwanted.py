"""What went wrong in one organisation of the synthetic programme. Few, and all made up: one stop lifted, one group paused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tuvurane.care import actions as care_actions
from tuvurane.care.actions import AdverseContent
from tuvurane.care.codes import AdverseKind, Relatedness, StruckWhy
from tuvurane.care.models import AdverseEvent
from tuvurane.care.queries import open_stops_of
from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups.models import Group
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places

WORD = "Les facilitateurs ont parlé avec chacun, et le cercle a redit ses règles. Le groupe peut reprendre."


@dataclass(frozen=True, slots=True)
class Went:
    """Something that went wrong ``days`` ago; ``judged`` and ``decided``: by the focal point, and from outside."""

    days: int
    kind: AdverseKind
    sentence: str
    judged: Relatedness | None = None
    decided: Relatedness | None = None
    serious: bool = False


UNRELATED, POSSIBLE, LIKELY = Relatedness
HURT = Went(
    45,
    AdverseKind.VIOLENCE,
    "Quelqu'un a été frappé chez lui après avoir parlé dans le cercle.",
    LIKELY,
    LIKELY,
    serious=True,
)
REPEATED = (
    Went(20, AdverseKind.BREACH_OF_CONFIDENTIALITY, "Ce qui a été dit a été répété au marché.", POSSIBLE, POSSIBLE),
    Went(1, AdverseKind.THREATS_AFTER_DISCLOSURE, "Des menaces sur le chemin, après la séance."),
)
ELSEWHERE = (
    Went(70, AdverseKind.DEATH, "Une personne est morte de maladie.", UNRELATED, UNRELATED, serious=True),
    Went(12, AdverseKind.RETRAUMATISATION, "Un récit a rouvert d'anciennes blessures.", POSSIBLE, POSSIBLE),
)
STRUCK = Went(9, AdverseKind.OTHER, "Consigné deux fois.")


class Unwanted:
    """Writes it through the actions of the pages: the focal point records and judges, the reviewer decides and lifts."""

    def __init__(self, chance: Chance, focal: Actor, reviewer: Actor, now: datetime) -> None:
        self.chance, self.focal, self.reviewer, self.now = chance, focal, reviewer, now

    def write(self, groups: Sequence[Group], *, commune_id: int) -> None:
        """One stop of the last group is in force, that of the one before was lifted; the others go on."""
        paused, lifted, *others = reversed(groups)
        for went, group in zip(ELSEWHERE, others, strict=False):
            self._write(went, group)
        self._write(HURT, lifted)
        for stop in open_stops_of(self.reviewer):
            care_actions.lift_stop(
                actor=self.reviewer, stop=stop, word=WORD, now=self.now - timedelta(days=HURT.days - 6)
            )
        for went in REPEATED:
            self._write(went, paused)
        struck = self._write(STRUCK, None, commune_id=commune_id)
        care_actions.strike_adverse(
            actor=self.focal, event=struck, why=StruckWhy.TWICE, now=self.now - timedelta(days=STRUCK.days - 1)
        )

    def _write(self, went: Went, group: Group | None, *, commune_id: int = 0) -> AdverseEvent:
        moment = self.now - timedelta(days=went.days, hours=3)
        place = group.place if group is not None else places.places().get(pk=commune_id)
        content = AdverseContent(went.kind, went.serious, moment.date(), went.sentence, place, group)
        made = care_actions.record_adverse(
            actor=self.focal, event_id=self.chance.id_at(moment), content=content, now=moment
        )
        for actor, said in ((self.focal, went.judged), (self.reviewer, went.decided)):
            if said is not None:
                later = moment + timedelta(hours=5)
                care_actions.judge_adverse(actor=actor, event=made, relatedness=said, now=later)
        return made
