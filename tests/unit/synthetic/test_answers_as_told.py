"""Answers of three waves: who is asked, what they say, what fades."""

from collections import defaultdict
from statistics import fmean, stdev, variance
from uuid import UUID

import pytest

from tests.unit.synthetic.conftest import TODAY
from tuvurane.config.synthetic.stories import Story
from tuvurane.groups.codes import Purpose
from tuvurane.measures import scoring
from tuvurane.measures.codes import Arm, Wave

Totals = dict[str, dict[UUID, int]]


def totals(told: list[Story], instrument: str) -> Totals:
    """Wave -> person -> total."""
    definition = scoring.instrument_named(instrument)
    found: Totals = defaultdict(dict)
    for story in told:
        for response in story.responses:
            if response.instrument == instrument:
                total = scoring.score(definition, response.answers, None).total
                if total is not None:
                    found[response.wave][response.participant_id] = total
    return found


@pytest.fixture
def srq20(years: list[Story]) -> Totals:
    """The SRQ-20 totals of four partners' years."""
    return totals(years, "srq20")


def test_distress_at_baseline_is_that_of_byumba(srq20):
    baseline = srq20[Wave.BASELINE].values()

    assert 7.9 <= fmean(baseline) <= 8.9
    assert 4.5 <= stdev(baseline) <= 5.5


def test_distress_falls_and_a_part_of_the_gain_is_lost(srq20):
    baseline, end, later = (srq20[wave] for wave in (Wave.BASELINE, Wave.END, Wave.LATER))
    asked_thrice = baseline.keys() & end.keys() & later.keys()

    gain = fmean(baseline[person] - end[person] for person in asked_thrice)
    kept = fmean(baseline[person] - later[person] for person in asked_thrice)

    assert 1.8 <= gain <= 2.8
    assert 0.5 <= kept / gain <= 0.85


def test_some_get_worse(srq20):
    baseline, end = srq20[Wave.BASELINE], srq20[Wave.END]

    worse = fmean(end[person] > baseline[person] for person in baseline.keys() & end.keys())

    assert 0.15 <= worse <= 0.4


def test_fewer_are_found_at_each_wave(srq20):
    end, later = (len(srq20[wave]) for wave in (Wave.END, Wave.LATER))
    thrice = srq20[Wave.END].keys() & srq20[Wave.LATER].keys()

    assert later < end < len(srq20[Wave.BASELINE])
    assert thrice


def test_people_of_one_group_are_a_little_alike(years, srq20):
    baseline = srq20[Wave.BASELINE]
    circles = [
        circle
        for story in years
        if len(circle := [baseline[one.id] for one in story.plan.people if one.id in baseline]) >= 8
    ]

    size, within = fmean(map(len, circles)), fmean(map(variance, circles))
    between = size * variance(map(fmean, circles))
    icc = (between - within) / (between + (size - 1) * within)

    assert 0.01 <= icc <= 0.09


def test_well_being_rises(told):
    who5 = totals(told, "who5")

    rise = fmean(who5[Wave.END].values()) - fmean(who5[Wave.BASELINE].values())

    assert 4 <= rise <= 13


def test_only_who_agreed_is_asked_and_nobody_in_the_future(told):
    agreed = {
        person.id: person.withdrawn.get(Purpose.BE_MEASURED, TODAY)
        for story in told
        for person in story.plan.people
        if Purpose.BE_MEASURED in person.consents
    }

    asked = [response for story in told for response in story.responses]

    assert all(response.administered_on < agreed[response.participant_id] for response in asked)


def test_nobody_is_asked_twice_in_a_wave(told):
    asked = [
        (response.participant_id, response.wave, response.instrument) for story in told for response in story.responses
    ]

    assert len(set(asked)) == len(asked)


def test_a_few_decline_a_few_are_asked_by_somebody_who_leads_nobody_and_some_wait(told):
    answers = [response for story in told for response in story.responses]
    declined = [refusal for story in told for refusal in story.declined]

    assert 0.005 <= len(declined) / (len(declined) + len(answers)) <= 0.025
    assert 0.05 <= fmean(not response.by_leader for response in answers) <= 0.4
    assert all(response.seconds and response.seconds >= 20 for response in answers)
    assert {response.arm for response in answers} <= set(Arm)


def test_some_say_yes_to_the_seventeenth_and_somebody_talks_with_nearly_all_of_them(told):
    asked = [response for story in told for response in story.responses if response.instrument == "srq20"]
    flagged = [response for response in asked if response.answers["srq_17"]]

    answered = [concern for response in flagged for concern in response.concerns.values() if concern.steps]

    assert 0.04 <= len(flagged) / len(asked) <= 0.14
    assert len(answered) / len(flagged) >= 0.85
