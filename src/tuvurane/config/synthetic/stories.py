"""One group after the other, told from its outline: plain data that the loaders take."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic.answers import Asking, House
from tuvurane.config.synthetic.calendar import Calendar, calendar_of
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.circle import Circle, Gathering, Mover
from tuvurane.config.synthetic.rounds import WEEK, Fate, Outline
from tuvurane.config.synthetic.sessions import reports_of
from tuvurane.config.synthetic.told import Telling
from tuvurane.groups.actions import GroupPlan, MissedPlan
from tuvurane.groups.codes import Status
from tuvurane.measures.actions import DeclinedPlan, ResponsePlan

SITES = {
    "": 0.45,
    "Salle communale": 0.08,
    "Sous le manguier": 0.12,
    "École": 0.17,
    "Centre de santé": 0.06,
    "Paroisse": 0.12,
}

WAITS = 0.6


@dataclass(frozen=True, slots=True)
class Story:
    """A group with all its answers."""

    plan: GroupPlan
    responses: list[ResponsePlan]
    declined: list[DeclinedPlan]


def stories(chance: Chance, outlines: Sequence[Outline], *, code: Callable[[], str], house: House) -> Iterator[Story]:
    """
    Every group of an organisation in the order of its outlines, one at a time.

    ``code`` gives the next person's spoken code. People move only to the next group of the same
    commune and round, so that it can still be told.
    """
    movers: list[Mover] = []
    for outline, following in zip(outlines, [*outlines[1:], None], strict=True):
        calendar = calendar_of(chance, outline, house.now)
        circle = Gathering(chance, outline, calendar, code, today=house.now.date()).fill(
            movers, _onward(outline, following)
        )
        movers = circle.leaving_for
        yield _story(chance, outline, calendar, circle, house)


def _onward(outline: Outline, following: Outline | None) -> date | None:
    """From when on the next group can take someone of this one."""
    if following is None or following.fate != Fate.ORDINARY or following.round != outline.round:
        return None
    near = following.pair.area.commune == outline.pair.area.commune
    return following.starts_on + WEEK if near else None


def _story(chance: Chance, outline: Outline, calendar: Calendar, circle: Circle, house: House) -> Story:
    language, today = _language(chance, outline), house.now.date()
    made_on = outline.full_by - timedelta(days=chance.randrange(25, 50))
    made_at = datetime.combine(made_on, time(7 + chance.randrange(8), chance.randrange(60)), UTC)
    group_id = chance.id_at(made_at)
    moves = _moves(chance, outline, calendar, today)
    waits_since = _waits_since(outline, group_id, moves)
    telling = Telling(outline, calendar, group_id=group_id, language=language, now=house.now)
    ended_on = next((on for status, on in moves if status == Status.GRADUATED), None)
    plan = GroupPlan(
        id=group_id,
        place_id=outline.spot.place_id,
        name=outline.name,
        site=chance.pick(SITES),
        language=language,
        weekday=outline.starts_on.isoweekday() if outline.fate != Fate.PLANNED else None,
        starts_on=outline.starts_on if outline.fate != Fate.PLANNED else None,
        moves=moves,
        facilitators=_leading(outline, moves, since=made_on, today=today),
        people=[member.plan for member in circle.members],
        sessions=reports_of(chance, outline, calendar, circle.members, language, now=house.now),
        missed=[
            MissedPlan(chance.id_at(report.at), report.on, reason, outline.pair.first, report.at)
            for report, reason in calendar.missed
        ],
        made_at=made_at,
        waits_since=waits_since,
        told_shifts=telling.shifts(),
        roles=telling.roles(circle.members, ended_on=ended_on),
    )
    asking = Asking(
        chance, outline, calendar, group_id=group_id, language=language, house=house, waits_since=waits_since
    )
    responses = asking.ask(circle.members)
    return Story(plan, responses, asking.declined)


def _waits_since(outline: Outline, group_id: UUID, moves: Sequence[tuple[Status, date]]) -> date | None:
    """Some of the groups that recruit wait for the round after this one, and are measured meanwhile."""
    waits = outline.fate == Fate.RECRUITING and Chance(f"waiting {group_id}").happens(WAITS)
    return moves[0][1] if waits and moves else None


def _language(chance: Chance, outline: Outline) -> str:
    if outline.pair.area.is_site:
        return chance.pick({"sw": 0.75, "rn": 0.25})
    return chance.pick({"rn": 0.86, "fr": 0.06, "sw": 0.08} if outline.pair.area.is_town else {"rn": 0.98, "sw": 0.02})


def _moves(chance: Chance, outline: Outline, calendar: Calendar, today: date) -> list[tuple[Status, date]]:
    if outline.fate == Fate.PLANNED:
        return []
    recruits_on = outline.full_by - timedelta(days=chance.randrange(19, 24))
    if outline.fate == Fate.RECRUITING:
        return [(Status.RECRUITING, recruits_on)]
    moves = [(Status.RECRUITING, recruits_on), (Status.RUNNING, outline.starts_on)]
    if outline.fate == Fate.STOPPED:
        moves.append((Status.STOPPED, (calendar.held[-1].on if calendar.held else outline.starts_on) + 3 * WEEK))
    elif calendar.complete:
        moves.append((Status.GRADUATED, calendar.held[-1].on + timedelta(days=chance.randrange(5, 22))))
    return [(status, on) for status, on in moves if on <= today]


def _leading(
    outline: Outline, moves: Sequence[tuple[Status, date]], *, since: date, today: date
) -> list[tuple[UUID, date, date | None]]:
    """Both from the beginning; some weeks after the end nobody, one of them earlier where that is the fate."""
    until = None
    if moves and moves[-1][0] in {Status.GRADUATED, Status.STOPPED}:
        until = moves[-1][1] + 6 * WEEK
    until = until if until is not None and until <= today else None
    alone_from = outline.alone_from
    return [(outline.pair.first, since, until), (outline.pair.second, since, alone_from or until)]
