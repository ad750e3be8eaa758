"""Who rates, and how well: reference role-plays with their scores, and the certificates that follow from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.ticks import Levels, Ticking
from tuvurane.training.actions import CalibrationPlan, RolePlayPlan, ScorePlan
from tuvurane.training.rules.agreement import icc_2_1, kappas_of, totals_of
from tuvurane.training.rules.rubrics import OWN
from tuvurane.training.thresholds import threshold

# Reference role-plays, from a circle that goes well to one that goes badly.
ROLE_PLAYS = (
    ("Le premier cercle", 3.1),
    ("Une querelle de limites", 2.2),
    ("Celle qui ne dit rien", 2.8),
    ("Le chef écoute à la porte", 1.7),
    ("Deux qui animent l’un contre l’autre", 1.9),
    ("Une nouvelle qui fait pleurer", 3.5),
)
ERROR = 0.12  # the share of levels that a rater sees otherwise
EXPIRED, NOT_THERE_YET = 0.08, 0.06  # of all raters
HOLDS = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Certified:
    """From when until when somebody's ratings count."""

    windows: tuple[tuple[date, date], ...]

    def on(self, day: date) -> bool:
        return any(since <= day < until for since, until in self.windows)


@dataclass(slots=True)
class Raters:
    """The raters of a house with their certificates, ready to be loaded."""

    role_plays: list[RolePlayPlan]
    calibrations: list[CalibrationPlan]
    certified: dict[UUID, Certified]


def certify(
    chance: Chance, ticking: Ticking, raters: Sequence[UUID], *, sure: Sequence[UUID], since: date, today: date
) -> Raters:
    """
    Six role-plays, scored by every rater, and a certificate for each half year since ``since``.

    ``sure`` are certified: the house leans on them. One or more of the others are not yet, and the
    certificate of one or more has just ended.
    """
    others = [rater_id for rater_id in raters if rater_id not in sure]
    chance.shuffle(others)
    expired = set(others[: _share(others, EXPIRED)])
    learning = set(others[-_share(others, NOT_THERE_YET) :]) - expired
    references = [_reference(chance, mean) for _, mean in ROLE_PLAYS]
    scores: list[list[ScorePlan]] = [[] for _ in ROLE_PLAYS]
    calibrations: list[CalibrationPlan] = []
    certified: dict[UUID, Certified] = {}
    for rater_id in raters:
        last = today - timedelta(days=chance.randrange(20, 100))
        last -= HOLDS if rater_id in expired else timedelta(0)
        see = _guessed if rater_id in learning else _seen
        seen = [see(chance, reference) for reference in references]
        for found, levels in zip(scores, seen, strict=True):
            found.append(ScorePlan(chance.id_at(_noon(last)), rater_id, ticking.of(levels), last))
        windows = _windows(since, last)
        calibrations += _calibrations(rater_id, list(zip(seen, references, strict=True)), windows)
        certified[rater_id] = Certified(tuple(windows) if calibrations[-1].certified else ())
    plays = [
        RolePlayPlan(
            id=chance.id_at(_noon(since)),
            title=title,
            where="Dossier partagé, enregistrements de référence",
            rubric=OWN[0],
            rubric_version=OWN[1],
            ticks=ticking.of(reference),
            made_at=_noon(since),
            scores=found,
        )
        for (title, _), reference, found in zip(ROLE_PLAYS, references, scores, strict=True)
    ]
    return Raters(plays, calibrations, certified)


def _reference(chance: Chance, mean: float) -> Levels:
    return {code: min(4, max(1, round(chance.gauss(mean, 0.5)))) for code in Ticking.codes()}


def _share(raters: Sequence[UUID], share: float) -> int:
    """So many of them, one at least."""
    return min(len(raters), max(1, round(share * len(raters))))


def _seen(chance: Chance, reference: Levels) -> Levels:
    """The levels that a rater saw: those of the reference, a few missed by one."""
    return {
        code: min(4, max(1, level + (chance.choice((-1, 1)) if chance.happens(ERROR) else 0)))
        for code, level in reference.items()
    }


def _guessed(chance: Chance, reference: Levels) -> Levels:
    """What somebody saw who does not see it yet."""
    return {code: chance.randrange(1, 5) for code in reference}


def _windows(since: date, last: date) -> list[tuple[date, date]]:
    """Half years without a gap, the last of them from the day on which the role-plays were scored."""
    windows = [(last, last + HOLDS)]
    while windows[0][0] > since:
        begins = windows[0][0] - HOLDS
        windows.insert(0, (begins, windows[0][0]))
    return windows


def _calibrations(
    rater_id: UUID, pairs: Sequence[tuple[Levels, Levels]], windows: Sequence[tuple[date, date]]
) -> list[CalibrationPlan]:
    icc = icc_2_1([totals_of(seen, reference) for seen, reference in pairs])
    kappas: Mapping[str, float | None] = kappas_of(pairs)
    return [
        CalibrationPlan(
            rater_id=rater_id,
            rubric=OWN[0],
            rubric_version=OWN[1],
            role_plays=len(pairs),
            icc=icc.value if icc else None,
            icc_low=icc.low if icc else None,
            icc_high=icc.high if icc else None,
            kappas=kappas,
            certified=icc is not None and icc.value >= threshold("certify_icc").value,
            since=since,
            until=until,
            recorded_at=_noon(since),
        )
        for since, until in windows
    ]


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)
