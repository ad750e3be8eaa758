"""Honest interviews for the checks of quality: people of groups, each with a burden, who answer as they feel."""

import math
import random
from collections.abc import Callable, Sequence

from tuvurane.measures import scoring
from tuvurane.measures.rules.quality import Interview
from tuvurane.measures.scoring import Instrument

Answering = Callable[[random.Random, float, Instrument], tuple[int, ...]]
BETWEEN_GROUPS = 0.25  # of a standard deviation: an intraclass correlation of about 0.06


def yes_or_no(draw: random.Random, burden: float, instrument: Instrument) -> tuple[int, ...]:
    """The more burdened, the readier to say yes; some items readier than others."""
    count = len(instrument.items)
    return tuple(
        int(draw.random() < 1 / (1 + math.exp(1.5 * place / count - 0.3 - 1.3 * burden))) for place in range(count)
    )


def in_steps(draw: random.Random, burden: float, instrument: Instrument) -> tuple[int, ...]:
    """Around a level of one's own, cut to the scale."""
    level = 0.45 * instrument.items[0].highest + 0.8 * burden + draw.gauss(0, 0.5)
    return tuple(min(item.highest, max(item.lowest, round(level + draw.gauss(0, 0.8)))) for item in instrument.items)


def honest(
    seed: int, name: str, *, askers: int = 24, groups: int = 2, people: int = 12, waves: Sequence[str] = ("baseline",)
) -> list[Interview]:
    """What ``askers``, each with so many groups, would hear from people who say what is so."""
    draw, instrument = random.Random(seed), scoring.instrument_named(name)
    answering: Answering = yes_or_no if len(instrument.options) == 2 else in_steps
    told = []
    for asker in range(askers):
        for group in range(groups):
            drift = draw.gauss(0, BETWEEN_GROUPS)
            for _ in range(people):
                burden = draw.gauss(0, 1) + drift
                for wave in waves:
                    answers = answering(draw, burden, instrument)
                    told.append(
                        Interview(
                            asker=f"interviewer {asker}",
                            group=f"group {asker}.{group}",
                            area=f"commune {asker % 4}",
                            wave=wave,
                            answers=answers,
                            total=scoring.score(
                                instrument, dict(zip(instrument.item_keys, answers, strict=True)), None
                            ).total,
                            seconds=max(90, round(draw.gauss(240, 60))),
                        )
                    )
    return told
