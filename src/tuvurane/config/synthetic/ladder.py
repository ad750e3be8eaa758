"""Who stands where on the ladder of a synthetic house since when, what they speak, and when they were away."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.people import Person, Trainer, sex_of
from tuvurane.config.synthetic.rounds import WEEK
from tuvurane.training.actions import AbsencePlan, FacilitatorPlan
from tuvurane.training.codes import Away, Enrolment, Route, Rung, WhyAway

ROUTES = {Route.CHOSEN_BY_COMMUNITY: 0.55, Route.GRADUATE: 0.25, Route.APPLIED: 0.15, Route.OTHER: 0.05}
LEAVE_FOR = {WhyAway.MOVED: 0.3, WhyAway.RETURNED_HOME: 0.3, WhyAway.WORK: 0.2, WhyAway.FAMILY: 0.2}


@dataclass(slots=True)
class Learner:
    """Somebody on the ladder, as it is told."""

    person: Person
    generation: int
    steps: list[tuple[Rung, date]] = field(default_factory=list)
    learnt_on: date = date.min  # the end of the last course


@dataclass(slots=True)
class Candidate:
    """
    Somebody without a group and without a role: their account is to be opened.

    ``outcome``: how the basic training that ended on ``trained_on`` went for them, if they were at one;
    ``left``: they are not there any more.
    """

    id: UUID
    name: str
    place_id: int
    since: date
    outcome: Enrolment | None = None
    left: bool = False
    trained_on: date | None = None


class Ladder:
    """Draws what is not drawn yet of people's lives, and makes their plans."""

    def __init__(self, chance: Chance, since: date) -> None:
        self.chance, self.since = chance, since

    def trainer(self, trainer: Trainer) -> FacilitatorPlan:
        """A trainer of the house: long on the ladder when the programme began."""
        entered = self.since - timedelta(days=1_500 if trainer.generation == 1 else 900)
        climbed = (Rung.BASIC, Rung.INTERMEDIATE, Rung.ADVANCED, Rung.TRAINER)
        steps = [
            (Rung.CANDIDATE, entered),
            *((rung, entered + n * 26 * WEEK) for n, rung in enumerate(climbed, start=1)),
        ]
        return FacilitatorPlan(
            account_id=trainer.id,
            place_id=trainer.place_id,
            entered_on=entered,
            steps=[(rung, on) for rung, on in steps if on < self.since] if trainer.generation == 2 else steps,
            languages=("rn", "fr"),
            most_groups=0,
            route=Route.APPLIED,
            generation=trainer.generation,
        )

    def candidate(self, candidate: Candidate) -> FacilitatorPlan:
        """A candidate; or, where they completed a training, somebody who waits for a group or left before a first one."""
        steps = [(Rung.CANDIDATE, candidate.since)]
        absences: list[AbsencePlan] = []
        if candidate.trained_on is not None and candidate.outcome == Enrolment.COMPLETED:
            steps.append((Rung.BASIC, candidate.trained_on))
            if candidate.left:
                since = candidate.trained_on + timedelta(days=5)
                absences.append(AbsencePlan(Away.LEFT, WhyAway.RETURNED_HOME, since))
        return FacilitatorPlan(
            account_id=candidate.id,
            place_id=candidate.place_id,
            entered_on=candidate.since,
            steps=steps,
            sex=sex_of(candidate.name),
            languages=("rn",),
            route=self.chance.pick(ROUTES),
            absences=absences,
        )

    def facilitator(self, learner: Learner) -> FacilitatorPlan:
        """Somebody who leads, with the ladder behind them."""
        person = learner.person
        return FacilitatorPlan(
            account_id=person.id,
            place_id=person.area.place_id,
            entered_on=learner.steps[0][1],
            steps=learner.steps,
            sex=person.sex,
            languages=self._languages(person),
            weekdays=sorted(self.chance.sample(range(1, 7), self.chance.randrange(2, 5))),
            most_groups=3 if person.shown else None,
            route=self.chance.pick(ROUTES),
            absences=self._absences(person),
        )

    def _languages(self, person: Person) -> tuple[str, ...]:
        """Their own, that of every group that they lead, and for some one more."""
        spoken = [person.language, *(group.language for group in person.groups)]
        further = self.chance.pick({"rn": 0.3, "sw": 0.25, "fr": 0.2, "": 0.25})
        return tuple(dict.fromkeys([*spoken, *([further] if further else [])]))

    def _absences(self, person: Person) -> list[AbsencePlan]:
        """Somebody who left their group, and rests between two groups that lie far apart."""
        absences = []
        for earlier, later in pairwise(person.groups):
            ended = max(earlier.held.values(), default=earlier.starts_on) + 7 * WEEK
            if later.starts_on - ended > 8 * WEEK and self.chance.happens(0.3):
                absences.append(AbsencePlan(Away.REST, WhyAway.TIRED, ended, later.starts_on - 6 * WEEK))
                break
        if person.left_on is not None:
            absences.append(AbsencePlan(Away.LEFT, self.chance.pick(LEAVE_FOR), person.left_on))
        return absences
