"""
How a synthetic house was trained: courses, cohorts, days, and who climbed which rung when.

Three generations: those taught by who brought the method, those whom they taught, and so on. Nobody
leads a group before a basic training.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic import names
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.ladder import Candidate, Ladder, Learner
from tuvurane.config.synthetic.people import Person, Trainer
from tuvurane.config.synthetic.rounds import WEEK
from tuvurane.training.actions import CoursePlan, FacilitatorPlan
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Enrolment, Practised, Rung

COHORT = 24  # seats of a course
GENERATIONS = {1: 0.15, 2: 0.35}  # of those who led from the first round on; the rest is of the third
FEWEST = 6  # a refresher for fewer is not held
GUESTS = 8  # of a basic training: no group for them yet
BEFORE_THE_PROGRAMME = {1: timedelta(days=900), 2: timedelta(days=480)}
MARKS = {DayMark.PRESENT: 0.93, DayMark.PART: 0.04, DayMark.ABSENT: 0.03}
DAYS = {CourseLevel.BASIC: 5, CourseLevel.INTERMEDIATE: 5, CourseLevel.ADVANCED: 4, CourseLevel.REFRESHER: 2}
PRACTISED: Mapping[CourseLevel, Sequence[Sequence[Practised]]] = {
    CourseLevel.BASIC: (
        (Practised.PRINCIPLES, Practised.LISTENING),
        (Practised.PHASES, Practised.GAMES),
        (Practised.ROLE_PLAY, Practised.CO_FACILITATION),
        (Practised.CONFIDENTIALITY, Practised.REFERRAL, Practised.ROLE_PLAY),
        (Practised.INVITING_PEOPLE, Practised.RECORDING, Practised.SELF_CARE),
    ),
    CourseLevel.INTERMEDIATE: (
        (Practised.OWN_GROUPS, Practised.LISTENING),
        (Practised.CONFLICT, Practised.ROLE_PLAY),
        (Practised.CO_FACILITATION, Practised.ROLE_PLAY),
        (Practised.REFERRAL, Practised.PHASES),
        (Practised.SELF_CARE, Practised.RECORDING),
    ),
    CourseLevel.ADVANCED: (
        (Practised.OWN_GROUPS, Practised.CONFLICT),
        (Practised.ROLE_PLAY, Practised.CO_FACILITATION),
        (Practised.REFERRAL, Practised.CONFIDENTIALITY),
        (Practised.SELF_CARE, Practised.OWN_GROUPS),
    ),
    CourseLevel.REFRESHER: ((Practised.OWN_GROUPS, Practised.LISTENING), (Practised.ROLE_PLAY, Practised.SELF_CARE)),
}
POINTS = {
    CourseLevel.BASIC: CyclePoint.BEFORE_GROUPS,
    CourseLevel.INTERMEDIATE: CyclePoint.DURING_GROUPS,
    CourseLevel.ADVANCED: CyclePoint.BETWEEN_ROUNDS,
    CourseLevel.REFRESHER: CyclePoint.BETWEEN_ROUNDS,
}
SHARE = {
    CourseLevel.INTERMEDIATE: 0.3,
    CourseLevel.REFRESHER: 0.55,
    CourseLevel.ADVANCED: 0.12,
}  # who comes, of who may
REFRESHED_AFTER = timedelta(days=300)
ROUND = timedelta(weeks=17.3)
CANDIDATES = range(14, 61)


@dataclass(slots=True)
class Told:
    """The ladder of a house."""

    learners: list[Learner]
    courses: list[CoursePlan]
    facilitators: list[FacilitatorPlan]
    candidates: list[Candidate]


def tell(chance: Chance, people: Sequence[Person], trainers: Sequence[Trainer], *, since: date, now: datetime) -> Told:
    """The trainings of a house since before its first round, which began on ``since``."""
    school = _School(chance, trainers, since, now)
    guests = school.guests_near(people)
    learners = school.basics(people)
    school.rounds(learners)
    candidates = [*guests, *school.coming(people)]
    ladder = Ladder(chance, since)
    facilitators = [
        *(ladder.trainer(trainer) for trainer in trainers),
        *(ladder.facilitator(learner) for learner in learners),
        *(ladder.candidate(candidate) for candidate in candidates),
    ]
    return Told(learners, school.courses, facilitators, candidates)


class _School:
    """Draws the courses of a house."""

    def __init__(self, chance: Chance, trainers: Sequence[Trainer], since: date, now: datetime) -> None:
        self.chance, self.trainers, self.since, self.now, self.today = chance, trainers, since, now, now.date()
        self.courses: list[CoursePlan] = []
        self.named: dict[str, int] = {}
        self.guests: list[Candidate] = []
        self.strangers = tuple(
            f"{chance.choice(many)} {names.family_name(chance)}" for many in names.FIRST_NAMES.values()
        )

    def guests_near(self, people: Sequence[Person]) -> list[Candidate]:
        """More at the training of the demo's facilitator: most wait for a group, one left, one did not complete it."""
        completed = Enrolment.COMPLETED
        fates = [(completed, True), (Enrolment.NOT_COMPLETED, False), *[(completed, False)] * GUESTS]
        self.guests = [
            self._candidate(self.chance.choice(people[:12]), self.today, outcome=outcome, left=left)
            for outcome, left in fates
        ]
        return self.guests

    def basics(self, people: Sequence[Person]) -> list[Learner]:
        """Everybody's basic training, before the first group that they led."""
        learners = [Learner(person, 3) for person in people]
        early = [one for one in learners if self._from_the_start(one.person)]
        self.chance.shuffle(early)
        begin = 0
        for generation, share in GENERATIONS.items():
            end = begin + round(share * len(early))
            for learner in early[begin:end]:
                learner.generation = generation
            begin = end
        for cohort in self._cohorts(learners, self._period_of_the_basic):
            self._basic(cohort)
        return learners

    def _from_the_start(self, person: Person) -> bool:
        return bool(person.groups) and person.groups[0].starts_on < self.since + 10 * WEEK and not person.shown

    def _period_of_the_basic(self, learner: Learner) -> int:
        """Who went to a basic training together: by generation, and of the last one by the round that followed."""
        if learner.generation in BEFORE_THE_PROGRAMME or not learner.person.groups:
            return learner.generation
        return 4 + (learner.person.groups[0].starts_on - self.since) // ROUND

    def _cohorts(self, learners: Iterable[Learner], period: Callable[[Learner], int]) -> Iterator[list[Learner]]:
        """Those who go together, neighbours beside one another, as many as have a seat."""
        found: dict[int, list[Learner]] = {}
        for learner in learners:
            found.setdefault(period(learner), []).append(learner)
        for many in found.values():
            many.sort(key=lambda one: (one.person.area.province_id, one.person.area.commune_id))
            courses = -(-len(many) // COHORT)
            for number in range(courses):
                yield many[number * len(many) // courses : (number + 1) * len(many) // courses]

    def _basic(self, cohort: Sequence[Learner]) -> None:
        generation = cohort[0].generation
        if generation in BEFORE_THE_PROGRAMME:
            ends = self.since - BEFORE_THE_PROGRAMME[generation] + timedelta(days=self.chance.randrange(60))
        else:
            first = min((one.person.groups[0].starts_on for one in cohort if one.person.groups), default=self.today)
            ends = first - timedelta(days=self.chance.randrange(8, 22))
        guests = self.guests if any(one.person.shown for one in cohort) else []
        course = self._course(CourseLevel.BASIC, cohort, ends, generation, guests)
        for guest in guests:
            guest.since, guest.trained_on = course.starts_on - timedelta(days=self.chance.randrange(20, 60)), ends
        for learner in cohort:
            entered = course.starts_on - timedelta(days=self.chance.randrange(20, 60))
            learner.steps = [(Rung.CANDIDATE, entered), (Rung.BASIC, course.ends_on)]
            self._learnt(learner, course)
        if generation == 1:
            self._climb_before(cohort, course.ends_on)

    def _climb_before(self, cohort: Sequence[Learner], since: date) -> None:
        """Those taught first had gone further when the programme began."""
        for learner in cohort:
            if self.chance.happens(0.6):
                learner.steps.append((Rung.INTERMEDIATE, since + timedelta(days=self.chance.randrange(200, 300))))
                if self.chance.happens(0.4):
                    learner.steps.append((Rung.ADVANCED, since + timedelta(days=self.chance.randrange(420, 560))))
                    if self.chance.happens(0.5):
                        learner.steps.append(
                            (Rung.TEAM_LEADER, since + timedelta(days=self.chance.randrange(640, 780)))
                        )

    def rounds(self, learners: Sequence[Learner]) -> None:
        """Round by round: a refresher before it, an intermediate training while its groups run."""
        began = self.since + 4 * WEEK
        while began < self.today:
            self._refresh(learners, began)
            self._go_on(learners, began)
            began += ROUND

    def _refresh(self, learners: Sequence[Learner], began: date) -> None:
        due = [
            one for one in learners if one.learnt_on + REFRESHED_AFTER < began and self._comes(CourseLevel.REFRESHER)
        ]
        further = [one for one in due if self._may_advance(one)]
        for level, many in (
            (CourseLevel.ADVANCED, further),
            (CourseLevel.REFRESHER, [x for x in due if x not in further]),
        ):
            for cohort in self._cohorts(many if len(many) >= FEWEST else [], lambda _: 0):
                course = self._course(level, cohort, began - timedelta(days=self.chance.randrange(6, 20)), None)
                for learner in cohort:
                    self._learnt(learner, course)
                    if level == CourseLevel.ADVANCED:
                        learner.steps.append((Rung.ADVANCED, course.ends_on + 2 * WEEK))

    def _may_advance(self, learner: Learner) -> bool:
        return learner.steps[-1][0] == Rung.INTERMEDIATE and self._comes(CourseLevel.ADVANCED)

    def _go_on(self, learners: Sequence[Learner], began: date) -> None:
        """Those whose group of this round is at its fifth or sixth session learn more, with the group at heart."""
        ends = began + timedelta(days=38 + self.chance.randrange(8))
        if ends >= self.today:
            return
        able = [one for one in learners if one.steps[-1][0] == Rung.BASIC and _leads_in(one, began, ends)]
        chosen = [one for one in able if one.person.shown or self._comes(CourseLevel.INTERMEDIATE)]
        for cohort in self._cohorts(chosen, lambda _: 0):
            course = self._course(CourseLevel.INTERMEDIATE, cohort, ends, None)
            for learner in cohort:
                self._learnt(learner, course)
                after = course.ends_on + timedelta(days=self.chance.randrange(10, 40))
                if len(learner.person.groups) > 1 and after < self.today and not learner.person.shown:
                    learner.steps.append((Rung.INTERMEDIATE, after))

    def _comes(self, level: CourseLevel) -> bool:
        return self.chance.happens(SHARE[level])

    def _learnt(self, learner: Learner, course: CoursePlan) -> None:
        learner.learnt_on = course.ends_on

    def _course(
        self,
        level: CourseLevel,
        cohort: Sequence[Learner],
        ends: date,
        generation: int | None,
        guests: Sequence[Candidate] = (),
    ) -> CoursePlan:
        """A course that everybody completed but a guest, with its days and marks."""
        statuses = dict.fromkeys((learner.person.id for learner in cohort), Enrolment.COMPLETED)
        statuses |= {guest.id: guest.outcome for guest in guests if guest.outcome}
        ids = list(statuses)
        days = _working_days_before(ends, DAYS[level])
        area = cohort[0].person.area
        place = next((one.person.area for one in cohort if one.person.area.is_town), area)
        plan = CoursePlan(
            id=self.chance.id_at(_morning(days[0] - 4 * WEEK)),
            name=self._name(place.commune, days[0]),
            level=level,
            place_id=place.commune_id,
            site=self.chance.choice(("Paroisse", "Salle communale", "Centre de formation", "École")),
            starts_on=days[0],
            ends_on=days[-1],
            capacity=max(COHORT, len(ids)),
            point=POINTS[level],
            made_at=_morning(days[0] - 4 * WEEK),
            trainers=self._teaching(generation),
            outside=self.strangers if generation == 1 else (),
            generation=generation,
            trainees=statuses,
            days=[(on, PRACTISED[level][n], self._marks(statuses, n)) for n, on in enumerate(days)],
        )
        self.courses.append(plan)
        return plan

    def _teaching(self, generation: int | None) -> tuple[UUID, ...]:
        """Two trainers, of the generation before the one that they teach."""
        if generation == 1:
            return ()
        able = [one.id for one in self.trainers if generation is None or one.generation == generation - 1]
        return tuple(self.chance.sample(able, min(2, len(able))))

    def _marks(self, statuses: Mapping[UUID, Enrolment], day: int) -> dict[UUID, DayMark]:
        """Who was there on a day, from 0; who did not complete came no more after the second."""
        drawn = self.chance.choices(tuple(MARKS), tuple(MARKS.values()), k=len(statuses))
        stayed = [status == Enrolment.COMPLETED or day < 2 for status in statuses.values()]
        marks = [mark if there else DayMark.ABSENT for mark, there in zip(drawn, stayed, strict=True)]
        return dict(zip(statuses, marks, strict=True))

    def _name(self, commune: str, on: date) -> str:
        """The commune and the year, with a number where one name would stand twice."""
        name = f"{commune} {on.year}"
        count = self.named[name] = self.named.get(name, 0) + 1
        return name if count == 1 else f"{name} ({count})"

    def coming(self, people: Sequence[Person]) -> list[Candidate]:
        """A basic training in three weeks: every seat taken, and some who wait for one."""
        wanted = min(max(len(people) // 12, CANDIDATES.start), CANDIDATES.stop - 1)
        candidates = [
            self._candidate(self.chance.choice(people), self.today - timedelta(days=self.chance.randrange(15, 80)))
            for _ in range(wanted)
        ]
        seats = wanted * 3 // 4
        statuses = [Enrolment.ENROLLED] * seats + [Enrolment.WAITING] * (wanted - seats)
        starts = self.today + 3 * WEEK
        starts -= timedelta(days=starts.isoweekday() - 1)
        area = people[0].area
        plan = CoursePlan(
            id=self.chance.id_at(_morning(self.today - 2 * WEEK)),
            name=self._name(area.commune, starts),
            level=CourseLevel.BASIC,
            place_id=area.commune_id,
            site="Centre de formation",
            starts_on=starts,
            ends_on=starts + timedelta(days=4),
            capacity=seats,
            point=CyclePoint.BEFORE_GROUPS,
            made_at=_morning(self.today - 2 * WEEK),
            trainers=self._teaching(3),
            trainees=dict(zip((one.id for one in candidates), statuses, strict=True)),
        )
        self.courses.append(plan)
        return candidates

    def _candidate(
        self, near: Person, since: date, *, outcome: Enrolment | None = None, left: bool = False
    ) -> Candidate:
        called = self.chance.choice(names.FIRST_NAMES[self.chance.choice(tuple(names.FIRST_NAMES))])
        name = f"{called} {names.family_name(self.chance)}"
        return Candidate(self.chance.id_at(_morning(since)), name, near.area.place_id, since, outcome, left)


def _leads_in(learner: Learner, began: date, ends: date) -> bool:
    """Whether a group of theirs that began about this day met as often as it takes to have questions."""
    near = (group for group in learner.person.groups if abs(group.starts_on - began) <= 4 * WEEK)
    return any(sum(on <= ends for on in group.held.values()) >= 4 for group in near)


def _working_days_before(ends: date, count: int) -> list[date]:
    """So many days, Monday to Saturday, the last of them at the latest on ``ends``."""
    days: list[date] = []
    on = ends
    while len(days) < count:
        if on.isoweekday() != 7:
            days.append(on)
        on -= timedelta(days=1)
    return days[::-1]


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(8), UTC)
