"""Who looked after whom in a synthetic house: charges, visits and calls, checklists, what was agreed, help asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.competence import Sat
from tuvurane.config.synthetic.people import Led, Person, Supervisor
from tuvurane.supervision.actions import (
    Adapted,
    ChargePlan,
    ChecklistContent,
    ChecklistPlan,
    FollowUpContent,
    FollowUpPlan,
    HelpPlan,
    ObservationPlan,
    SupervisionPlans,
    VisitContent,
    VisitPlan,
)
from tuvurane.supervision.codes import Done, HelpTopic, Topic, VisitFormat, WhyAdapted
from tuvurane.supervision.rules.checklists import newest, plans

CALL_EVERY = timedelta(days=21)
CALLED = 0.55  # of the calls that were due
OWN_WORD = 0.6  # of the sessions that were observed: a facilitator said how it went, too
DONE = {Done.DONE: 0.78, Done.PARTLY: 0.14, Done.NOT: 0.05, Done.NOT_NEEDED: 0.03}
DONE_BY_OWN_WORD = {Done.DONE: 0.9, Done.PARTLY: 0.07, Done.NOT: 0.01, Done.NOT_NEEDED: 0.02}
TOPICS = {
    Topic.LISTENING: 0.2,
    Topic.PAIR_WORK: 0.15,
    Topic.ATTENDANCE: 0.2,
    Topic.PHASES: 0.15,
    Topic.CONFLICT: 0.1,
    Topic.PRACTICAL: 0.1,
    Topic.OWN_WELLBEING: 0.1,
}
WHY = {WhyAdapted.TIME: 0.5, WhyAdapted.GROUP_ASKED: 0.2, WhyAdapted.PLACE: 0.15, WhyAdapted.PEOPLE: 0.15}
HOW = ("Sous l’arbre, parce que la salle était prise.", "Plus court, la pluie venait.", "Le groupe l’a demandé.")
AGREED = (
    ("Inviter d’abord ceux qui n’ont pas encore parlé.", "participation"),
    ("Laisser un silence avant de répondre.", "listening"),
    ("Nommer la règle du secret au début de chaque séance.", "confidentiality"),
    ("Partager la séance à deux : qui anime, qui regarde.", "pair_work"),
    ("Revenir à ce qui se passe ici, dans le cercle.", "here_and_now"),
    ("Rendre visite à ceux qui ne viennent plus.", ""),
)
FOLLOWED_BY = 0.35  # of visits: something was agreed
LATE, NOT_YET = 0.12, 14  # of what was agreed: still open; days for which a late one has been due at most
HELP = (
    (HelpTopic.CONFLICT, "Deux membres ne se parlent plus depuis la dernière séance."),
    (HelpTopic.PLACE, "La salle n’est plus libre le jeudi."),
    (HelpTopic.PAIR, "Nous ne voyons pas la même chose après la séance."),
)


class Looking:
    """Draws what the supervisors of a house did."""

    def __init__(
        self,
        chance: Chance,
        facilitators: Sequence[Person],
        supervisors: Sequence[Supervisor],
        since: date,
        now: datetime,
    ) -> None:
        self.chance, self.supervisors, self.since, self.now = chance, supervisors, since, now
        self.people = {person.id: person for person in facilitators}
        self.visits: list[VisitPlan] = []
        self.checklists: list[ChecklistPlan] = []
        self.observations: list[ObservationPlan] = []
        self.follow_ups: list[FollowUpPlan] = []

    @property
    def visited(self) -> int:
        """How many visits and calls there were."""
        return len(self.visits)

    def plans(self, sat: Sequence[Sat]) -> SupervisionPlans:
        """Everything that is to be loaded. ``sat``: the sessions in which a supervisor sat and rated."""
        self._sit(sat)
        for supervisor in self.supervisors:
            self._call(supervisor)
        self._leave_one_open()
        charges = [
            ChargePlan(facilitator_id=account_id, supervisor_id=supervisor.id, since=self.since)
            for supervisor in self.supervisors
            for account_id in supervisor.charges
        ]
        return SupervisionPlans(
            charges, self.visits, self.checklists, self.observations, self.follow_ups, self._helps()
        )

    def _sit(self, sat: Sequence[Sat]) -> None:
        """One visit and one checklist a session, whatever was rated there."""
        together: dict[tuple[UUID, UUID, int], list[Sat]] = {}
        told: set[tuple[UUID, UUID, int]] = set()
        for one in sat:
            together.setdefault((one.supervisor_id, one.group.group_id, one.number), []).append(one)
            self.observations += [ObservationPlan(rating_id, one.group.group_id) for rating_id in one.ratings]
        for (supervisor_id, group_id, number), many in together.items():
            seen = dict.fromkeys(pk for one in many for pk in one.seen)
            if seen:
                self._visit(
                    supervisor_id, VisitFormat.SESSION, many[0].on, 180, list(seen), group=many[0].group, number=number
                )
            self._check(supervisor_id, many[0].group, number, many[0].on, DONE)
            if self.chance.happens(OWN_WORD):
                leader = self.chance.choice(list(many[0].group.leaders))
                # Two supervisors may have sat in on one session: its leader tells of it once.
                if (leader, group_id, number) not in told:
                    told.add((leader, group_id, number))
                    self._check(leader, many[0].group, number, many[0].on, DONE_BY_OWN_WORD)

    def _call(self, supervisor: Supervisor) -> None:
        """A call every few weeks to those who lead now, and some calls are missing."""
        today = self.now.date()
        for account_id in supervisor.charges:
            person = self.people[account_id]
            if not person.leads_now:
                continue
            began = max(group.starts_on for group in person.groups if group.runs)
            on = began + timedelta(days=self.chance.randrange(3, 14))
            while on < today:
                if self.chance.happens(CALLED):
                    self._visit(supervisor.id, VisitFormat.CALL, on, 10 + self.chance.randrange(30), [account_id])
                on += CALL_EVERY

    def _visit(
        self,
        supervisor_id: UUID,
        kind: VisitFormat,
        on: date,
        minutes: int,
        seen: Sequence[UUID],
        *,
        group: Led | None = None,
        number: int | None = None,
    ) -> None:
        at = min(_evening(on), self.now)
        visit_id = self.chance.id_at(at)
        topics = {self.chance.pick(TOPICS) for _ in range(1 + self.chance.happens(0.4))}
        content = VisitContent(
            format=kind,
            on=on,
            minutes=minutes,
            group_id=group.group_id if group else None,
            session_number=number,
            seen=tuple(seen),
            topics=sorted(topics),
        )
        self.visits.append(VisitPlan(visit_id, content, supervisor_id, at))
        if self.chance.happens(FOLLOWED_BY):
            self._agree(visit_id, supervisor_id, on, seen[0], group)

    def _agree(self, visit_id: UUID, owner: UUID, on: date, account_id: UUID, group: Led | None) -> None:
        """Something to practise or to do within three weeks; most of it was done, some is late."""
        what, competence = self.chance.choice(AGREED)
        due, today = on + timedelta(days=self.chance.randrange(7, 22)), self.now.date()
        done = None
        open_still = today - due < timedelta(days=NOT_YET) and self.chance.happens(LATE) if due < today else True
        if not open_still:
            done = min(due - timedelta(days=self.chance.randrange(5)), today)
        self.follow_ups.append(
            FollowUpPlan(
                content=FollowUpContent(self.chance.id_at(_evening(on)), what, due, account_id, competence),
                visit_id=visit_id,
                group_id=group.group_id if group else None,
                owner_id=owner,
                made_at=min(_evening(on), self.now),
                done_on=done,
            )
        )

    def _leave_one_open(self) -> None:
        """The first supervisor has something that should be done by now: the last that was due."""
        first, today = self.supervisors[0].id, self.now.date()
        due = [
            number
            for number, plan in enumerate(self.follow_ups)
            if plan.owner_id == first and plan.content.due_on < today
        ]
        if due:
            number = max(due, key=lambda one: self.follow_ups[one].content.due_on)
            self.follow_ups[number] = replace(self.follow_ups[number], done_on=None)

    def _check(self, account_id: UUID, group: Led, number: int, on: date, weights: Mapping[Done, float]) -> None:
        due = plans()[newest()].due(number)
        drawn = self.chance.choices(tuple(weights), tuple(weights.values()), k=len(due))
        elements = dict(zip(due, drawn, strict=True))
        other = [code for code, done in elements.items() if done == Done.PARTLY]
        adapted = {code: Adapted(self.chance.pick(WHY), self.chance.choice(HOW)) for code in other[:1]}
        at = min(_evening(on), self.now)
        content = ChecklistContent(group.group_id, number, on, newest(), elements, adapted)
        self.checklists.append(ChecklistPlan(self.chance.id_at(at), content, account_id, at))

    def _helps(self) -> list[HelpPlan]:
        """A few facilitators wait for an answer, one of them in the charge of the first supervisor; one has had it."""
        able = [person for person in self.people.values() if person.leads_now and not person.shown]
        near = [person for person in able if person.id in self.supervisors[0].charges]
        chosen = [*near[:1], *self.chance.sample(able, min(len(able), len(HELP)))]
        looks_after = {pk: supervisor.id for supervisor in self.supervisors for pk in supervisor.charges}
        helps = []
        for account_id, (topic, line) in zip(dict.fromkeys(one.id for one in chosen), HELP, strict=False):
            on = self.now.date() - timedelta(days=self.chance.randrange(2, 6))
            helps.append(HelpPlan(self.chance.id_at(_evening(on)), account_id, topic, on, _evening(on), line))
        answered = replace(helps[-1], answered_by=looks_after[helps[-1].facilitator_id], answered_on=self.now.date())
        return [*helps[:-1], answered]


def _evening(on: date) -> datetime:
    return datetime.combine(on, time(17), UTC)
