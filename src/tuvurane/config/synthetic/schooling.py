"""Loading who was trained, rated and supervised in a synthetic house, once its groups are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.competence import Rated, Seeing, in_order
from tuvurane.config.synthetic.ladder import Candidate
from tuvurane.config.synthetic.people import (
    Hiring,
    Led,
    Person,
    Staff,
    Supervisor,
    Trainer,
    charges_of_the_demo,
    give_groups,
)
from tuvurane.config.synthetic.raters import certify
from tuvurane.config.synthetic.rounds import Pair
from tuvurane.config.synthetic.supervision import Looking
from tuvurane.config.synthetic.ticks import Ticking
from tuvurane.config.synthetic.training import Told, tell
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.supervision import actions as supervision_actions
from tuvurane.training import actions as training_actions
from tuvurane.training.actions import TrainingPlans

RUBRIC_CAME = timedelta(days=100)  # before the first round


@dataclass(frozen=True, slots=True)
class Schooling:
    """
    What the trainings of a house start from.

    ``office`` are the accounts of the demo that stand already, by role. ``since``: the day on which the
    first round began.
    """

    chance: Chance
    letter: str
    organisation_id: UUID
    actor: Actor
    people: Sequence[Person]
    pairs: Sequence[Pair]
    office: Mapping[Role, tuple[UUID, str]]
    since: date
    now: datetime

    def load(self, groups: Sequence[Led]) -> dict[str, int]:
        """Write it all; answers how much was written."""
        give_groups(self.people, groups)
        staff = self._hire()
        told = tell(self.chance, self.people, staff.trainers, since=self.since, now=self.now)
        self._open(told.candidates)
        rated, plans = self._rate(told, staff)
        training_actions.load_training(
            actor=self.actor, organisation_id=self.organisation_id, plans=plans, now=self.now
        )
        looking = Looking(self.chance, self.people, staff.supervisors, self.since, self.now)
        supervision_actions.load_supervision(
            actor=self.actor, organisation_id=self.organisation_id, plans=looking.plans(rated.sat), now=self.now
        )
        return {"courses": len(plans.courses), "ratings": len(plans.ratings), "visits": looking.visited}

    def _hire(self) -> Staff:
        hiring = Hiring(self.chance, self.letter, self.since)
        hiring.trainers(self.people, self._shown_trainer())
        hiring.supervisors(self.people, self._shown_supervisor())
        people_actions.open_accounts(
            actor=self.actor, organisation_id=self.organisation_id, plans=hiring.staff.accounts, now=self.now
        )
        return hiring.staff

    def _shown_trainer(self) -> Trainer | None:
        if Role.TRAINER not in self.office:
            return None
        account_id, name = self.office[Role.TRAINER]
        return Trainer(account_id, name, 2, self.pairs[0].area.province_id)

    def _shown_supervisor(self) -> Supervisor | None:
        if Role.SUPERVISOR not in self.office:
            return None
        charges = [pk for pair in charges_of_the_demo(self.pairs) for pk in (pair.first, pair.second)]
        return Supervisor(self.office[Role.SUPERVISOR][0], tuple(charges))

    def _open(self, candidates: Sequence[Candidate]) -> None:
        """Accounts without a role and without a password: a candidate does nothing here yet."""
        for number, candidate in enumerate(candidates, start=1):
            people_actions.open_account(
                actor=self.actor,
                account_id=candidate.id,
                organisation_id=self.organisation_id,
                username=f"candidate-{self.letter.lower()}-{number:03d}",
                name=candidate.name,
                language="rn",
                now=datetime.combine(candidate.since, time(9), UTC),
            )

    def _rate(self, told: Told, staff: Staff) -> tuple[Rated, TrainingPlans]:
        first = self.since - RUBRIC_CAME
        trainers = [trainer.id for trainer in staff.trainers]
        raters = [*trainers, *(supervisor.id for supervisor in staff.supervisors)]
        found = certify(
            self.chance,
            Ticking(self.chance),
            raters,
            sure=[*trainers, staff.supervisors[0].id],
            since=first,
            today=self.now.date(),
        )
        seeing = Seeing(self.chance, found.certified, self.since, self.now)
        seeing.courses(told.courses, told.learners)
        seeing.close_some(staff.supervisors, told.learners)
        seeing.sessions(staff.supervisors, told.learners)
        plans = TrainingPlans(
            facilitators=told.facilitators,
            courses=told.courses,
            ratings=list(in_order(seeing.rated.ratings)),
            overrides=seeing.rated.overrides,
            role_plays=found.role_plays,
            calibrations=found.calibrations,
        )
        return seeing.rated, plans
