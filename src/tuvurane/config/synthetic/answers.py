"""
Answers to SRQ-20 and WHO-5 in three waves, drawn from one hidden burden a person.

Aimed at: SRQ-20 at baseline about 8.4 with a standard deviation of about 5, 2.3 lower at the end
(Scholte and others 2011, doi 10.1371/journal.pone.0021819), a third of the gain lost later (that it
fades: Ubels and others 2025; the third is our assumption). Differences between groups carry about
five parts in a hundred of the variance (assumption).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.care.actions import ConcernPlan, StepPlan
from tuvurane.care.codes import Closing, How, Level, Step
from tuvurane.config.synthetic.calendar import Calendar
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.circle import Member
from tuvurane.config.synthetic.hurry import hurried
from tuvurane.config.synthetic.rounds import Fate, Outline
from tuvurane.groups.codes import Joining, Leaving, Purpose
from tuvurane.measures.actions import DeclinedPlan, ResponsePlan
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.rules.schedule import is_later

# How readily each item is said yes to (log odds at no burden); the seventeenth is rare.
SRQ_ITEMS = (
    0.4, -0.5, 0.1, -0.5, -0.6, -0.1, -0.7, -0.4, 0.3, -0.6, -0.5, -0.4, -0.9, -1.1, -0.5, -1.3, -2.9, 0.2, -0.3, 0.2,
)  # fmt: skip
SRQ_SLOPE = 1.34
WHO_ITEMS = (0.1, -0.1, 0.0, -0.2, 0.2)
SHIFT = {Wave.BASELINE: 0.0, Wave.END: -0.53, Wave.LATER: -0.35}
LIKE_BEFORE = 0.74  # how much of the burden at baseline is in that of a later wave
REFUSED = 0.015

STILL_THERE = {Wave.END: 0.88, Wave.LATER: 0.92}  # later: of those who agreed to be contacted, seven in ten
LEFT = {Wave.END: 0.12, Wave.LATER: 0.11}
LATER_AFTER = range(225, 275)  # days after the last session: about eight months
WAITED = timedelta(days=98)  # as long as fifteen weekly sessions
DECLINES = 0.012
LATELY = timedelta(days=10)  # no programme leaves a concern longer and is shown as one that works
BY_INTERVIEWER = 0.2  # share of the groups whose people are asked by somebody who leads none
SECONDS = {"srq20": (240, 70), "who5": (75, 22)}  # how long a sheet takes, and how much that varies


FLAGGED = "srq_17"
LEVELS = {Level.NONE: 0.55, Level.THOUGHTS_NO_PLAN: 0.38, Level.PLAN_OR_INTENT: 0.07}
CLOSINGS = {Closing.RESOLVED: 0.7, Closing.REFERRED: 0.28, Closing.MOVED_AWAY: 0.02}


@dataclass(frozen=True, slots=True)
class House:
    """
    What all groups of one organisation share: who talks with people at risk, who asks and leads none, now.

    ``hurries``: whether that interviewer was in a hurry lately.
    """

    safeguarding: UUID
    now: datetime
    interviewer: UUID | None = None
    hurries: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """One interview."""

    wave: Wave
    on: date
    burden: float
    arm: Arm = Arm.GROUP


class Asking:
    """Asks the people of one group."""

    def __init__(
        self,
        chance: Chance,
        outline: Outline,
        calendar: Calendar,
        *,
        group_id: UUID,
        language: str,
        house: House,
        waits_since: date | None = None,
    ) -> None:
        self.chance, self.outline, self.calendar = chance, outline, calendar
        self.group_id, self.language, self.house = group_id, language, house
        self.waits_since = waits_since
        self.drift = chance.gauss(0, 0.16)
        self.declined: list[DeclinedPlan] = []
        # Drawn apart, so that the answers are the same with it and without.
        self.manner = Chance(f"asking {group_id}")
        self.asks = self._who_asks()

    def ask(self, members: Sequence[Member]) -> list[ResponsePlan]:
        """All answers of a group, in the order of the seats."""
        came_back = {member.plan.id for member in members if member.plan.how == Joining.REJOINED}
        told = [
            response
            for member in members
            for asked in self._interviews(member, again=member.plan.id in came_back)
            for response in self._responses(member, asked)
        ]
        if self.house.hurries and self.asks[0] == self.house.interviewer:
            return hurried(self.manner, told, today=self.house.now.date())
        return told

    def _who_asks(self) -> tuple[UUID, bool]:
        """Whoever asks in this group, and whether they lead it."""
        if self.house.interviewer is not None and self.manner.happens(BY_INTERVIEWER):
            return self.house.interviewer, False
        return self.outline.pair.first, True

    def _interviews(self, member: Member, *, again: bool) -> Iterator[_Asked]:
        """When this one was asked: at the beginning on the first stay, afterwards on the last."""
        if self.waits_since is not None:
            yield from self._while_waiting(member)
            return
        first = member.plan.how == Joining.JOINED
        last = member.plan.how == Joining.REJOINED or (not again and member.plan.why_left != Leaving.OTHER_GROUP)
        drift = self.drift + self.chance.gauss(0, 1) * math.sqrt(1 - LIKE_BEFORE**2)
        if first and self._is_asked_first():
            on = member.plan.joined_on + timedelta(days=self.chance.randrange(8))
            yield from self._if_agreed(member, _Asked(Wave.BASELINE, on, member.burden))
        if not last or not self.calendar.complete:
            return
        ended = self.calendar.day(15)
        for wave, on in (
            (Wave.END, ended + timedelta(days=self.chance.randrange(9))),
            (Wave.LATER, ended + timedelta(days=self.chance.choice(LATER_AFTER))),
        ):
            share = STILL_THERE[wave] if member.plan.left_on is None else LEFT[wave]
            if self.chance.happens(share):
                burden = LIKE_BEFORE * member.burden + drift + SHIFT[wave]
                if wave == Wave.LATER:
                    burden += self.chance.gauss(0, 0.25)
                yield from self._if_agreed(member, _Asked(wave, on, burden))

    def _while_waiting(self, member: Member) -> Iterator[_Asked]:
        """Those who wait are asked on the same days; without the group nothing much moves."""
        began = max(self.waits_since or member.plan.joined_on, member.plan.joined_on)
        for wave, on, share in (
            (Wave.BASELINE, began + timedelta(days=self.chance.randrange(8)), 0.96),
            (Wave.END, began + WAITED + timedelta(days=self.chance.randrange(9)), 0.88),
        ):
            if self.chance.happens(share):
                burden = member.burden if wave == Wave.BASELINE else LIKE_BEFORE * member.burden - 0.1
                yield from self._if_agreed(member, _Asked(wave, on, burden, Arm.WAITING))

    def _is_asked_first(self) -> bool:
        if self.outline.fate in {Fate.YOUNG, Fate.RECRUITING}:
            return self.chance.happens(0.4)
        return self.chance.happens(0.96)

    def _if_agreed(self, member: Member, asked: _Asked) -> Iterator[_Asked]:
        purposes = (Purpose.BE_MEASURED, *((Purpose.BE_CONTACTED,) if is_later(asked.wave) else ()))
        if asked.on < self.house.now.date() and all(_stands(member, purpose, asked.on) for purpose in purposes):
            yield asked

    def _responses(self, member: Member, asked: _Asked) -> Iterator[ResponsePlan]:
        for instrument, answers in (("srq20", self._srq(asked.burden)), ("who5", self._who(asked.burden))):
            if instrument == "who5" and not self.chance.happens(0.97):
                continue
            if self.manner.happens(DECLINES):
                self.declined.append(self._declines(member, asked, instrument))
            else:
                yield self._response(member, asked, instrument, answers)

    def _declines(self, member: Member, asked: _Asked, instrument: str) -> DeclinedPlan:
        moment = datetime.combine(asked.on, time(9 + self.manner.randrange(8), self.manner.randrange(60)), UTC)
        return DeclinedPlan(
            declined_id=self.manner.id_at(moment),
            participant_id=member.plan.id,
            group_id=self.group_id,
            wave=asked.wave,
            instrument=instrument,
            on=asked.on,
            recorded_by_id=self.asks[0],
            recorded_at=moment,
            arm=asked.arm,
        )

    def _response(self, member: Member, asked: _Asked, instrument: str, answers: dict[str, int | None]) -> ResponsePlan:
        """The plan of one sheet; it is in the office on the evening of the day."""
        if self.chance.random() < REFUSED:
            answers[self.chance.choice(tuple(answers))] = None
        moment = datetime.combine(
            asked.on, time(9 + self.chance.randrange(8), self.chance.randrange(60), self.chance.randrange(60)), UTC
        )
        return ResponsePlan(
            response_id=self.chance.id_at(moment),
            participant_id=member.plan.id,
            group_id=self.group_id,
            wave=asked.wave,
            instrument=instrument,
            language=self.language,
            answers=answers,
            administered_on=asked.on,
            asked_by_id=self.asks[0],
            by_leader=self.asks[1],
            seconds=max(20, round(self.manner.gauss(*SECONDS[instrument]))),
            arm=asked.arm,
            recorded_at=moment,
            concerns={FLAGGED: self._concern(member, asked, moment)} if answers.get(FLAGGED) else {},
        )

    def _concern(self, member: Member, asked: _Asked, raised_at: datetime) -> ConcernPlan:
        """Somebody talked with this person within a day or two, and went on; a few of lately wait."""
        concern_id = self.chance.id_at(raised_at)
        waits = self.chance.happens(0.15) and self.house.now - raised_at < LATELY
        return ConcernPlan(
            id=concern_id,
            participant_id=member.plan.id,
            group_id=self.group_id,
            item=FLAGGED,
            said_on=asked.on,
            raised_at=raised_at,
            raised_by_id=self.asks[0],
            steps=() if waits else self._way(raised_at),
        )

    def _way(self, raised_at: datetime) -> tuple[StepPlan, ...]:
        """A talk with its level, a clinician where danger is near, follow-ups, and the end; as far as today."""
        level, at = self.chance.pick(LEVELS), raised_at + timedelta(hours=self.chance.randrange(2, 30))
        steps = [self._step(Step.TALKED, at, level)]
        if level is Level.PLAN_OR_INTENT:
            steps.append(self._step(Step.BESIDE, at))
            at += timedelta(hours=self.chance.randrange(2, 22))
            steps.append(self._step(Step.CLINICIAN, at))
        for hours in (60, 80, 540)[: self.chance.randrange(1, 4)]:
            at += timedelta(hours=hours + self.chance.randrange(20))
            steps.append(self._step(Step.TALKED, at))
        steps.append(replace(self._step(Step.CLOSED, at), how=None, closed_as=self.chance.pick(CLOSINGS)))
        return tuple(step for step in steps if step.at <= self.house.now)

    def _step(self, what: Step, at: datetime, level: Level | None = None) -> StepPlan:
        return StepPlan(self.chance.id_at(at), what, at, self.house.safeguarding, How.IN_PERSON, level)

    def _srq(self, burden: float) -> dict[str, int | None]:
        draw, lift = self.chance.random, SRQ_SLOPE * burden
        return {
            key: int(draw() < 1 / (1 + math.exp(-readiness - lift)))
            for key, readiness in zip(SRQ_KEYS, SRQ_ITEMS, strict=True)
        }

    def _who(self, burden: float) -> dict[str, int | None]:
        wellbeing = 2.2 - 0.8 * burden + self.chance.gauss(0, 0.7)
        return {
            key: min(5, max(0, round(wellbeing + ease + self.chance.gauss(0, 0.8))))
            for key, ease in zip(WHO_KEYS, WHO_ITEMS, strict=True)
        }


def _stands(member: Member, purpose: Purpose, on: date) -> bool:
    withdrawn = member.plan.withdrawn.get(purpose)
    return purpose in member.plan.consents and (withdrawn is None or on < withdrawn)


SRQ_KEYS = tuple(f"srq_{number:02d}" for number in range(1, 21))
WHO_KEYS = tuple(f"who_{number}" for number in range(1, 6))
