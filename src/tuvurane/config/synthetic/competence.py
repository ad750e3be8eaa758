"""
How the facilitators of a synthetic house hold a group, as their raters saw it: it grows.

At the start of a first training many are at level 1 or 2, as was found where the same behaviours were
rated before and after trainings (EQUIP: doi 10.1017/gmh.2021.20 and the studies that it lists); at its end few.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.ladder import Learner
from tuvurane.config.synthetic.people import Led, Supervisor
from tuvurane.config.synthetic.raters import Certified
from tuvurane.config.synthetic.ticks import HARM, Levels, Ticking
from tuvurane.training.actions import CoursePlan, OverridePlan, RatingContent, RatingPlan
from tuvurane.training.codes import CourseLevel, Occasion
from tuvurane.training.rules.rubrics import OWN

# How hard a competence is, in levels: conflict and restraint come late, time and listening early.
HARDER = {
    "conflict": -0.35,
    "self_restraint": -0.3,
    "here_and_now": -0.15,
    "referral": -0.1,
    "time": 0.3,
    "listening": 0.1,
}
SPREAD, SKILL = 0.5, 0.3  # standard deviations, in levels: of one look, of people
LEVEL_AT = {
    (CourseLevel.BASIC, Occasion.COURSE_START): 1.75,
    (CourseLevel.BASIC, Occasion.COURSE_END): 2.75,
    (CourseLevel.INTERMEDIATE, Occasion.COURSE_START): 2.75,
    (CourseLevel.INTERMEDIATE, Occasion.COURSE_END): 3.25,
}
IN_GROUP, PER_GROUP, MOST_BY_GROUPS = 2.75, 0.12, 0.5
RATED_SESSIONS = (3, 8, 13)
FOLLOWED = {True: 0.5, False: 0.14}  # of groups that run, of groups that are over: somebody came and rated
SEEN_IN_GROUP = 9  # competences that one session shows
SECOND_RATER = 0.3  # of courses: two raters saw the same people at their end
CLOSED_IN = 45  # one in so many facilitators waits for another look
FEWEST_CLOSED = 3
FEW_WEEKS = timedelta(weeks=4)
REASONS = (
    "La deuxième animatrice observe chaque séance ; nous avons parlé de ce qui s’est passé.",
    "Le groupe en est à sa treizième séance ; une autre superviseure vient mardi.",
)


@dataclass(frozen=True, slots=True)
class Sat:
    """A supervisor sat in a session and rated who led it."""

    supervisor_id: UUID
    group: Led
    number: int
    on: date
    ratings: tuple[UUID, ...]
    seen: tuple[UUID, ...]


@dataclass(slots=True)
class Rated:
    """All that was seen, with the sessions in which somebody sat."""

    ratings: list[RatingPlan] = field(default_factory=list)
    overrides: list[OverridePlan] = field(default_factory=list)
    sat: list[Sat] = field(default_factory=list)


class Seeing:
    """Draws ratings. Every gate stays open but those of the stories at the end (``close_some``)."""

    def __init__(self, chance: Chance, certified: Mapping[UUID, Certified], since: date, now: datetime) -> None:
        self.chance, self.certified, self.since, self.now = chance, certified, since, now
        self.ticking = Ticking(chance)
        self.rated = Rated()
        self.skill: dict[UUID, float] = {}
        self.closed: dict[UUID, date] = {}

    def courses(self, courses: Sequence[CoursePlan], learners: Sequence[Learner]) -> None:
        """What trainers saw at the start and end of the courses held since the rubric came."""
        shown = {one.person.id for one in learners if one.person.shown}
        for course in courses:
            level = CourseLevel(course.level)
            of_this_time = course.has_ended and course.starts_on >= self.since - timedelta(days=60)
            if of_this_time and len(course.trainers) == 2 and (level, Occasion.COURSE_END) in LEVEL_AT:
                self._course(course, level, shown)

    def _course(self, course: CoursePlan, level: CourseLevel, shown: set[UUID]) -> None:
        first, second = course.trainers
        both = self.chance.happens(SECOND_RATER)
        for account_id in course.trainees:
            mean = LEVEL_AT[level, Occasion.COURSE_START] + self._skill(account_id)
            floor = HARM if level == CourseLevel.BASIC else 2
            self._rate(
                account_id, first, course.starts_on, self._levels(mean, floor), Occasion.COURSE_START, course=course.id
            )
            mean = LEVEL_AT[level, Occasion.COURSE_END] + self._skill(account_id) + 0.2 * (account_id in shown)
            for rater_id in (second, first) if both else (second,):
                levels = self._levels(mean, 2)
                self._rate(account_id, rater_id, course.ends_on, levels, Occasion.COURSE_END, course=course.id)

    def sessions(self, supervisors: Sequence[Supervisor], learners: Sequence[Learner]) -> None:
        """What supervisors saw in sessions 3, 8 and 13 of some groups."""
        looks_after = {pk: supervisor.id for supervisor in supervisors for pk in supervisor.charges}
        groups = {group.group_id: group for learner in learners for group in learner.person.groups}
        led = {learner.person.id: learner.person.groups for learner in learners}
        shown = {learner.person.id for learner in learners if learner.person.shown}
        for group in groups.values():
            supervisor_id = looks_after[next(iter(group.leaders))]
            if shown & set(group.leaders) or self.chance.happens(FOLLOWED[group.runs]):
                for number in RATED_SESSIONS:
                    if number in group.held and self.chance.happens(0.85):
                        self._sit(group, number, supervisor_id, led)

    def _sit(self, group: Led, number: int, supervisor_id: UUID, led: Mapping[UUID, Sequence[Led]]) -> None:
        on = group.held[number]
        there = [pk for pk, until in group.leaders.items() if until is None or until > on]
        ids = []
        seen = [pk for pk in there if pk not in self.closed or on < self.closed[pk]]
        for account_id in seen:
            before = sum(other.starts_on < group.starts_on for other in led[account_id])
            mean = IN_GROUP + self._skill(account_id) + min(MOST_BY_GROUPS, PER_GROUP * before) + 0.02 * number
            levels = self._levels(mean, 2, self.chance.sample(Ticking.codes(), SEEN_IN_GROUP))
            ids.append(self._rate(account_id, supervisor_id, on, levels, Occasion.IN_GROUP, session=number))
        self.rated.sat.append(Sat(supervisor_id, group, number, on, tuple(ids), tuple(seen)))

    def close_some(self, supervisors: Sequence[Supervisor], learners: Sequence[Learner]) -> None:
        """
        Some gates closed lately: most by one level 1, one person paused by two in a row, one led on by a word.

        One more level 1 comes from a rater without a certificate: it moves no gate. Told before
        ``sessions``: nobody looks again afterwards.
        """
        looks_after = {pk: supervisor.id for supervisor in supervisors for pk in supervisor.charges}
        near = {pk for supervisor in supervisors[:1] for pk in supervisor.charges}
        able = [one for one in learners if self._may_close(one, looks_after)]
        able.sort(key=lambda one: one.person.id not in near)
        wanted = max(FEWEST_CLOSED, len(learners) // CLOSED_IN)
        chosen = [*able[:2], *self.chance.sample(able[2:], min(len(able[2:]), wanted - 2))]
        for number, learner in enumerate(chosen):
            supervisor_id = looks_after[learner.person.id]
            times = 2 if number == 1 else 1
            sessions = self._lately(learner)[-times:]
            self.closed[learner.person.id] = sessions[0][1]
            for session in sessions:
                self._harm(learner, supervisor_id, session)
            if number == 0:
                self._override(learner, supervisor_id)
        self._unsure(learners, [one.person.id for one in chosen])

    def _may_close(self, learner: Learner, looks_after: Mapping[UUID, UUID]) -> bool:
        person = learner.person
        rater = self.certified.get(looks_after[person.id])
        sure = rater is not None and rater.on(self.now.date() - timedelta(days=1))
        untaught = learner.learnt_on < self.now.date() - FEW_WEEKS
        return sure and untaught and not person.shown and person.leads_now and len(self._lately(learner)) >= 2

    def _lately(self, learner: Learner) -> list[tuple[int, date]]:
        """The sessions of the last weeks of the group that somebody leads now, as number and day."""
        group = _leads(learner)
        first = self.now.date() - FEW_WEEKS
        return sorted((number, on) for number, on in group.held.items() if on >= first)

    def _harm(self, learner: Learner, rater_id: UUID, session: tuple[int, date]) -> None:
        number, on = session
        levels = dict(self._levels(2.3, 2, self.chance.sample(Ticking.codes(), SEEN_IN_GROUP)))
        levels[self.chance.choice(("self_restraint", "listening", "confidentiality"))] = HARM
        account_id = learner.person.id
        rating_id = self._rate(account_id, rater_id, on, levels, Occasion.IN_GROUP, session=number)
        group = _leads(learner)
        self.rated.sat.append(Sat(rater_id, group, number, on, (rating_id,), (account_id,)))

    def _override(self, learner: Learner, supervisor_id: UUID) -> None:
        today = self.now.date()
        given = max(self._lately(learner)[-1][1] + timedelta(days=1), today - timedelta(days=3))
        self.rated.overrides.append(
            OverridePlan(
                facilitator_id=learner.person.id,
                supervisor_id=supervisor_id,
                reason=self.chance.choice(REASONS),
                given_at=min(_evening(given), self.now - timedelta(minutes=30)),
                last_day=given + timedelta(days=12),
            )
        )

    def _unsure(self, learners: Sequence[Learner], chosen: Sequence[UUID]) -> None:
        unsure = [pk for pk, certified in self.certified.items() if not certified.on(self.now.date())]
        able = [
            one for one in learners
            if one.person.leads_now and not one.person.shown and one.person.id not in chosen and self._lately(one)
        ]  # fmt: skip
        if unsure and able:
            learner = self.chance.choice(able)
            self._harm(learner, unsure[0], self._lately(learner)[-1])

    def _skill(self, account_id: UUID) -> float:
        if account_id not in self.skill:
            self.skill[account_id] = self.chance.gauss(0, SKILL)
        return self.skill[account_id]

    def _levels(self, mean: float, floor: int, codes: Sequence[str] = ()) -> Levels:
        gauss = self.chance.gauss
        return {
            code: min(4, max(floor, round(gauss(mean + HARDER.get(code, 0.0), SPREAD))))
            for code in (codes or Ticking.codes())
        }

    def _rate(
        self,
        account_id: UUID,
        rater_id: UUID,
        on: date,
        levels: Levels,
        occasion: Occasion,
        *,
        course: UUID | None = None,
        session: int | None = None,
    ) -> UUID:
        at = min(_evening(on), self.now)
        certified = self.certified.get(rater_id)
        content = RatingContent(
            facilitator_id=account_id,
            on=on,
            occasion=occasion,
            rubric=OWN[0],
            rubric_version=OWN[1],
            ticks=self.ticking.of(levels),
            course_id=course,
            session_number=session,
            rater_id=rater_id,
        )
        counts = certified is not None and certified.on(on)
        plan = RatingPlan(self.chance.id_at(at), content, counts, at)
        self.rated.ratings.append(plan)
        return plan.id


def _leads(learner: Learner) -> Led:
    """The group that somebody leads now, of several the youngest."""
    return next(one for one in reversed(learner.person.groups) if one.runs and one.leaders[learner.person.id] is None)


def in_order(ratings: Sequence[RatingPlan]) -> Iterator[RatingPlan]:
    """As they were made: of one day, the earlier first."""
    return iter(sorted(ratings, key=lambda plan: (plan.content.on, plan.recorded_at)))


def _evening(on: date) -> datetime:
    return datetime.combine(on, time(16), UTC)
