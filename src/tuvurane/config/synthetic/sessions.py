"""What was reported of each session: who came, the phase as judged, the vote, shifts, challenges, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from tuvurane.config.synthetic.calendar import Calendar, Reported
from tuvurane.config.synthetic.chance import Chance, is_harvest, is_rainy
from tuvurane.config.synthetic.circle import Member
from tuvurane.config.synthetic.lines import line_about, note
from tuvurane.config.synthetic.rounds import Fate, Outline
from tuvurane.groups.actions import SessionContent, SessionPlan, Shifted, Tally
from tuvurane.groups.codes import Challenge, Mark, NoticedBy, Phase, PlaceKind, Shift, Voice

PHASES = tuple(Phase)
PLACES = {
    PlaceKind.CHURCH: 0.28,
    PlaceKind.SCHOOL: 0.2,
    PlaceKind.TREE: 0.2,
    PlaceKind.HOME: 0.1,
    PlaceKind.OFFICE: 0.08,
    PlaceKind.FIELD: 0.07,
    PlaceKind.HEALTH_CENTRE: 0.05,
    PlaceKind.OTHER: 0.02,
}
SHIFTS = {
    Shift.LISTENING: 0.22,
    Shift.CONFIDENCE: 0.2,
    Shift.FAMILY: 0.2,
    Shift.ANGER: 0.15,
    Shift.NEIGHBOURS: 0.12,
    Shift.WORKING_TOGETHER: 0.09,
    Shift.OTHER: 0.02,
}
HOW_MANY_SHIFTS = {0: 0.52, 1: 0.33, 2: 0.12, 3: 0.03}
WHO_NOTICED = {
    NoticedBy.FACILITATOR: 0.52,
    NoticedBy.PARTICIPANT: 0.27,
    NoticedBy.FAMILY: 0.1,
    NoticedBy.HOST_NEIGHBOUR: 0.05,
    NoticedBy.REFUGEE_NEIGHBOUR: 0.03,
    NoticedBy.LOCAL_LEADER: 0.03,
}
CHALLENGES = {
    Challenge.LATE_START: 0.24,
    Challenge.SEVERE_DISTRESS: 0.14,
    Challenge.CONFLICT: 0.13,
    Challenge.DISTRUST: 0.11,
    Challenge.FACILITATOR_TIRED: 0.09,
    Challenge.METHOD_UNCLEAR: 0.08,
    Challenge.OUTSIDE_PRESSURE: 0.07,
    Challenge.ALCOHOL: 0.06,
    Challenge.CONFIDENTIALITY: 0.05,
    Challenge.OTHER: 0.03,
}
COMES = 0.905  # the share that comes when nothing hinders
CORRECTED = 0.012
NOT_ASKED_TO_VOTE = 0.07
MISCOUNTED = 0.06
COUNTED_BY_ONE = 0.03
WEEKS_OF_THINNING = 5


@dataclass(frozen=True, slots=True)
class Temper:
    """What is this group's own: how it moves on, who comes, where it meets, how the vote goes."""

    pace: float
    comes: float
    place: PlaceKind
    minutes: float
    warmth: float


def reports_of(
    chance: Chance, outline: Outline, calendar: Calendar, members: Sequence[Member], language: str, *, now: datetime
) -> list[SessionPlan]:
    """All reports of a group's sessions that have come by now."""
    return _Telling(chance, outline, members, language=language, now=now).tell(calendar)


class _Telling:
    def __init__(
        self, chance: Chance, outline: Outline, members: Sequence[Member], *, language: str, now: datetime
    ) -> None:
        self.chance, self.outline, self.members, self.language, self.now = chance, outline, members, language, now
        self.phase = 0
        self.noticing = Chance(f"noticing {outline.name}")  # apart, so that all else is drawn as without it
        self.temper = Temper(
            pace=chance.uniform(0.36, 0.54),
            comes=chance.gauss(0, 0.018),
            place=chance.pick(PLACES),
            minutes=chance.gauss(172, 10),
            warmth=chance.gauss(0, 0.05),
        )

    def tell(self, calendar: Calendar) -> list[SessionPlan]:
        """Session by session; a few are corrected, and one of a group reported twice stands beside."""
        reports: list[SessionPlan] = []
        last = len(calendar.held)
        for number, reported in enumerate(calendar.held, start=1):
            thin = self.outline.fate == Fate.THIN and last - number < WEEKS_OF_THINNING
            first = self._report(number, reported, thin=thin)
            reports.append(first)
            if self.outline.fate == Fate.TWICE and number == max(1, last - 1):
                reports.append(self._again(first, supersedes=None))
            elif self.chance.happens(CORRECTED):
                reports.append(self._again(first, supersedes=first.id))
            self._move_on()
        return [report for report in reports if report.recorded_at <= self.now]

    def _report(self, number: int, reported: Reported, *, thin: bool) -> SessionPlan:
        marks = self._marks(number, reported, thin=thin)
        present = sum(mark == Mark.PRESENT for mark in marks.values())
        content = SessionContent(
            number=number,
            held_on=reported.on,
            minutes=min(240, max(90, 5 * round(self.chance.gauss(self.temper.minutes, 13) / 5))),
            place_kind=self.temper.place if self.chance.happens(0.92) else self.chance.pick(PLACES),
            phase=PHASES[self.phase],
            facilitators=self._leading(reported.on),
            marks=marks,
            voice=(voted := self._vote(number, present)),
            voice_by_two=not self.chance.happens(COUNTED_BY_ONE) if voted else None,
            shifts=self._shifts(number),
            challenges=self._challenges(present / len(marks)),
            note=note(self.chance, self.language) if self.chance.happens(0.1) else "",
        )
        return SessionPlan(self.chance.id_at(reported.at), content, self._reporter(content), reported.at)

    def _leading(self, on: date) -> tuple[int, ...]:
        if self.outline.alone_from is not None and on >= self.outline.alone_from:
            return (1,)
        return (1, 2) if self.chance.happens(0.9) else (self.chance.choice((1, 2)),)

    def _reporter(self, content: SessionContent) -> UUID:
        pair = self.outline.pair
        return pair.first if 1 in content.facilitators else pair.second

    def _marks(self, number: int, reported: Reported, *, thin: bool) -> dict[int, Mark]:
        share = COMES + self.temper.comes - 0.035 * (number in {3, 4, 5}) - 0.4 * thin
        share -= 0.025 * is_rainy(reported.on) + 0.03 * is_harvest(reported.on)
        sitting = [member for member in self.members if member.sits(reported.on)]
        marks = {member.plan.seat: self._mark(member, reported, share) for member in sitting}
        if Mark.PRESENT not in marks.values():
            marks[sitting[0].plan.seat] = Mark.PRESENT
        return marks

    def _mark(self, member: Member, reported: Reported, share: float) -> Mark:
        share += member.comes
        left_on = member.plan.left_on
        if left_on is not None and left_on - reported.on < timedelta(days=20):
            share -= 0.25  # who is about to leave comes less
        if self.chance.random() < share:
            return Mark.PRESENT
        return Mark.EXCUSED if self.chance.random() < 0.55 else Mark.ABSENT

    def _vote(self, number: int, present: int) -> dict[Voice, Tally]:
        """Totals of stones: they grow kinder with the weeks, and sometimes do not sum to who was there."""
        if self.chance.random() < NOT_ASKED_TO_VOTE:
            return {}
        vote = {}
        for question in Voice:
            good = 0.62 + 0.015 * number + self.temper.warmth - 0.03 * (question == Voice.HELPED)
            stones = present + (self.chance.choice((-2, -1, -1, 1)) if self.chance.random() < MISCOUNTED / 4 else 0)
            vote[question] = self._tally(max(0, stones), good, 0.11 - 0.005 * number)
        return vote

    def _tally(self, stones: int, good: float, not_good: float) -> Tally:
        draws = [self.chance.random() for _ in range(stones)]
        warm = sum(draw < good for draw in draws)
        cold = sum(draw > max(good, 1 - not_good) for draw in draws)
        return Tally(warm, stones - warm - cold, cold)

    def _shifts(self, number: int) -> tuple[Shifted, ...]:
        count = self.chance.pick(HOW_MANY_SHIFTS) if number > 1 else 0
        domains = [self.chance.pick(SHIFTS) for _ in range(count)]
        return tuple(
            Shifted(domain, line_about(self.chance, domain, self.language), self.noticing.pick(WHO_NOTICED))
            for domain in domains
        )

    def _challenges(self, share: float) -> tuple[Challenge, ...]:
        chosen = [Challenge.LOW_ATTENDANCE] if share < 0.7 else []
        if self.chance.happens(0.24):
            chosen.append(self.chance.pick(CHALLENGES))
        return tuple(chosen)

    def _again(self, first: SessionPlan, *, supersedes: UUID | None) -> SessionPlan:
        """The same session told once more, a little differently, soon after."""
        at = first.recorded_at + timedelta(minutes=self.chance.randrange(5, 120))
        content = replace(
            first.content, minutes=first.content.minutes + self.chance.choice((-30, -15, 15, 30)), note=""
        )
        return SessionPlan(self.chance.id_at(at), content, first.recorded_by, at, supersedes)

    def _move_on(self) -> None:
        """The facilitators' judgement of the next session: on, again, or back. Never the number's."""
        drawn = self.chance.random()
        if drawn < self.temper.pace:
            self.phase = min(self.phase + 1, len(PHASES) - 1)
        elif drawn > 0.94:
            self.phase = max(self.phase - 1, 0)
