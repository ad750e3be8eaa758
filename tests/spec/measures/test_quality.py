"""The checks of quality: each planted fault is found where it was planted, and honest answers are left in peace."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from tests.spec.measures.interviews import honest
from tuvurane.measures import scoring
from tuvurane.measures.rules import quality
from tuvurane.measures.rules.interviewers import interviewer_effect, nested
from tuvurane.measures.rules.quality import Check, Interview
from tuvurane.measures.thresholds import threshold

SEEDS = 60
PLANTED = "interviewer 7"
CHECKS: dict[str, Callable[..., Check]] = {
    "straight": quality.straight_lines,
    "heaps": quality.heaps,
    "identical": quality.identical_rows,
}


def plant(told: Sequence[Interview], change: Callable[[Interview, int], Interview]) -> list[Interview]:
    """Change what one interviewer heard: each interview with its place among theirs."""
    own = iter(range(len(told)))
    return [change(one, next(own)) if one.asker == PLANTED else one for one in told]


def by_group(told: Sequence[Interview]) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Totals by commune, interviewer and group."""
    return nested([(one.area, one.asker, one.group, one.total) for one in told if one.total is not None])


def all_the_same(one: Interview, place: int) -> Interview:
    return one._replace(answers=(3,) * len(one.answers)) if place % 3 == 0 else one


def copied(one: Interview, place: int) -> Interview:
    return one._replace(answers=(1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0)) if place % 4 == 0 else one


def on_the_cutoff(one: Interview, place: int) -> Interview:
    return one._replace(total=8.0) if one.total in {7.0, 9.0} or place % 5 == 0 else one


def in_a_minute(one: Interview, place: int) -> Interview:
    return one._replace(seconds=25) if place % 5 == 0 else one


@dataclass(frozen=True)
class Case:
    """A fault, the check that must find it, and the questionnaire."""

    check: str
    instrument: str
    fault: Callable[[Interview, int], Interview]


@pytest.mark.parametrize(
    "case",
    [
        Case("straight", "who5", all_the_same),
        Case("identical", "srq20", copied),
        Case("heaps", "srq20", on_the_cutoff),
    ],
    ids=lambda case: case.check,
)
def test_a_planted_fault_is_found_where_it_was_planted_and_nowhere_else(case):
    told = plant(honest(1, case.instrument, people=30), case.fault)

    found = CHECKS[case.check](told, scoring.instrument_named(case.instrument)).findings

    assert {one.asker for one in found} - {None} == {PLANTED}
    assert found[0].seen > 2 * found[0].expected


def test_interviews_quicker_than_reading_aloud_are_counted_beside_the_rest():
    told = plant(honest(1, "srq20"), in_a_minute)

    (found,) = quality.too_quick(told).findings

    assert (found.asker, found.seen, found.of, found.expected) == (PLANTED, 5, 24, 0)


def test_two_slips_of_a_finger_are_no_finding_and_untimed_sheets_are_not_judged():
    told = honest(1, "srq20")
    slips = plant(told, lambda one, place: one._replace(seconds=3) if place < 2 else one)

    assert quality.too_quick(slips).findings == ()
    assert quality.too_quick([one._replace(seconds=None) for one in told]).judged == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["srq20", "who5", "phq9"])
def test_honest_answers_are_left_in_peace_in_nineteen_readings_of_twenty(name):
    instrument = scoring.instrument_named(name)

    disturbed = 0
    for seed in range(SEEDS):
        told = honest(seed, name)
        effect = interviewer_effect(by_group(told))
        disturbed += any(check(told, instrument).findings for check in CHECKS.values()) or effect.stands_out

    assert disturbed <= SEEDS * threshold("false_alarm").value


def test_of_few_interviews_nothing_is_said():
    few = honest(1, "srq20", askers=3, groups=1, people=int(threshold("interviewer_fewest").value) - 1)
    alike = [one._replace(answers=(1,) * 20, seconds=1) for one in few]

    assert quality.identical_rows(alike, scoring.instrument_named("srq20")) == Check(0)
    assert quality.too_quick(alike) == Check(0)


@pytest.mark.parametrize(
    ("check", "name"),
    [
        pytest.param(quality.straight_lines, "srq20", id="one answer for everything, of yes and no alone"),
        pytest.param(quality.identical_rows, "who5", id="the same five answers"),
        pytest.param(quality.heaps, "sascat", id="totals where there are none"),
    ],
)
def test_what_a_questionnaire_cannot_show_is_not_counted(check, name):
    told = [one._replace(answers=(1,) * len(one.answers)) for one in honest(1, name)]

    assert check(told, scoring.instrument_named(name)) == Check(0)


def test_people_with_nothing_to_tell_are_no_copies():
    nothing = plant(honest(1, "srq20"), lambda one, _: one._replace(answers=(0,) * 20, total=0.0))

    assert quality.identical_rows(nothing, scoring.instrument_named("srq20")).findings == ()


def test_the_same_answers_in_two_waves_are_no_copies():
    row = (1, 0, 1) * 6 + (1, 1)
    told = [
        one._replace(
            answers=row if one.asker == PLANTED and place % 24 == 0 else one.answers, wave=f"{place % 24 and 1}"
        )
        for place, one in enumerate(honest(1, "srq20", people=24, groups=1))
    ]

    assert quality.identical_rows(told, scoring.instrument_named("srq20")).findings == ()


# Published: Fisher's lady tasting tea, all four cups of eight right (The Design of Experiments, 1935), and three of four.
@pytest.mark.parametrize(("seen", "chance"), [(4, 1 / 70), (3, 17 / 70), (0, 1.0)])
def test_the_chance_of_as_many_among_those_drawn_is_fishers(seen, chance):
    assert quality.at_least(seen, 4, 4, 8) == pytest.approx(chance)


def test_the_chance_of_as_often_is_the_binomial_one():
    assert quality.as_often(9, 10, 0.5) == pytest.approx(11 / 1024)


def test_repeats_by_lot_are_never_thought_rarer_than_when_they_are_drawn():
    # Thirty patterns that three people share, ten that eight share, and 130 rows of nobody else: 40 are drawn by lot.
    rows = [one % 30 for one in range(90)] + [100 + one % 10 for one in range(80)] + list(range(200, 330))
    draw, times = random.Random(4), 20_000
    hands = [draw.sample(rows, 40) for _ in range(times)]

    chances = quality._repeats({"baseline": 40}, {"baseline": Counter((row,) for row in rows)})

    for number in range(6, 14):  # where it matters: more than half of the hands have fewer
        drawn = sum(len(hand) - len(set(hand)) >= number for hand in hands) / times
        assert drawn - 0.01 <= sum(chances[number:]) <= drawn + 0.05, number


def test_interviewers_who_sway_people_stand_out_from_their_groups():
    swayed = [
        one._replace(total=(one.total or 0) + (6 if int(one.asker.split()[1]) % 3 == 0 else 0))
        for one in honest(1, "srq20")
    ]

    effect = interviewer_effect(by_group(swayed))

    assert effect.stands_out
    assert effect.apart == 24
    assert effect.correlation.low > 0.1


def test_an_interviewer_with_one_group_cannot_be_told_from_it():
    told = honest(1, "srq20", groups=1)

    effect = interviewer_effect(by_group(told))

    assert effect.chance is None
    assert not effect.stands_out


def test_of_interviewers_alone_in_their_communes_no_effect_is_reckoned():
    alone = [one._replace(area=one.asker) for one in honest(1, "srq20")]

    assert interviewer_effect(by_group(alone)) is None
