"""
When a wave is asked, worked by hand.

A group that held its first session on Monday 2 March 2026 and its fifteenth on 8 June 2026, by the proposed rules:
before -42 to 21 days from the start (due 7), at the end -7 to 42 days from the end (due 14), later 213 to 303 days
from the end (due 243).
"""

from datetime import date, timedelta

import pytest

from tuvurane.measures.codes import Anchor, Arm, Wave
from tuvurane.measures.rules.schedule import Anchors, Asked, Rule, State, Timing, proposed, state, windows, with_own

START, END = date(2026, 3, 2), date(2026, 6, 8)
RAN = Anchors(start=START, end=END)

# wave | opens | due | closes
WINDOWS = [
    (Wave.BASELINE, date(2026, 1, 19), date(2026, 3, 9), date(2026, 3, 23)),
    (Wave.END, date(2026, 6, 1), date(2026, 6, 22), date(2026, 7, 20)),
    (Wave.LATER, date(2027, 1, 7), date(2027, 2, 6), date(2027, 4, 7)),
]


@pytest.mark.parametrize(("wave", "opens", "due", "closes"), WINDOWS)
def test_a_window_is_counted_in_days_from_the_start_or_the_end(wave, opens, due, closes):
    found = {window.wave: window for window in windows(proposed(), RAN)}

    assert (found[wave].opens, found[wave].due, found[wave].closes) == (opens, due, closes)


# day | how the window of the end stands
DAYS = [
    (date(2026, 5, 31), Timing.NOT_YET),
    (date(2026, 6, 1), Timing.DUE),
    (date(2026, 6, 22), Timing.DUE),
    (date(2026, 6, 23), Timing.OVERDUE),
    (date(2026, 7, 20), Timing.OVERDUE),
    (date(2026, 7, 21), Timing.CLOSED),
]


@pytest.mark.parametrize(("on", "timing"), DAYS)
def test_first_and_last_day_belong_to_the_window(on, timing):
    end = next(window for window in windows(proposed(), RAN) if window.wave == Wave.END)

    assert end.timing(on) == timing
    assert end.holds(on) == (timing in {Timing.DUE, Timing.OVERDUE})


# what is known of the group | the waves that have a window
KNOWN = [
    (Anchors(), []),
    (Anchors(forming=True), [(Arm.GROUP, Wave.BASELINE)]),
    (Anchors(start=START), [(Arm.GROUP, Wave.BASELINE)]),
    (RAN, [(Arm.GROUP, Wave.BASELINE), (Arm.GROUP, Wave.END), (Arm.GROUP, Wave.LATER)]),
    # People who wait have their own three, counted from the day since which they wait, and no baseline of a start.
    (
        Anchors(forming=True, waits_since=START),
        [(Arm.WAITING, Wave.BASELINE), (Arm.WAITING, Wave.END), (Arm.WAITING, Wave.LATER)],
    ),
    # Begun on day 100: the wave at the end of waiting (98 days) was open for nine days, the later one never.
    (
        Anchors(start=START + timedelta(days=100), waits_since=START, started=START + timedelta(days=100)),
        [(Arm.GROUP, Wave.BASELINE), (Arm.WAITING, Wave.BASELINE), (Arm.WAITING, Wave.END)],
    ),
]


@pytest.mark.parametrize(("anchors", "found"), KNOWN)
def test_a_wave_has_a_window_as_soon_as_its_day_is_known(anchors, found):
    assert [(window.arm, window.wave) for window in windows(proposed(), anchors)] == found


def test_waiting_ends_on_the_eve_of_the_first_session():
    began = START + timedelta(days=100)

    found = windows(proposed(), Anchors(start=began, waits_since=START, started=began))

    end = next(window for window in found if (window.arm, window.wave) == (Arm.WAITING, Wave.END))
    assert (end.opens, end.due, end.closes) == (START + timedelta(days=91), *[began - timedelta(days=1)] * 2)


# timing | asked, answered, declined | agreed | left | where the person stands
STATES = [
    (Timing.DUE, (2, 0, 0), True, False, State.DUE),
    (Timing.DUE, (2, 1, 0), True, False, State.DUE),
    (Timing.OVERDUE, (2, 1, 0), True, False, State.OVERDUE),
    (Timing.CLOSED, (2, 1, 0), True, False, State.MISSED),
    (Timing.NOT_YET, (2, 0, 0), True, False, State.NOT_YET),
    # Answers count whatever came before and after: they win over a refusal, a leaving, a consent taken back.
    (Timing.CLOSED, (2, 2, 0), True, False, State.ANSWERED),
    (Timing.NOT_YET, (2, 2, 0), False, True, State.ANSWERED),
    (Timing.DUE, (2, 1, 1), True, False, State.DECLINED),
    (Timing.OVERDUE, (2, 0, 2), False, True, State.DECLINED),
    (Timing.DUE, (2, 0, 1), True, False, State.DUE),
    # Everyone enrolled has a state: who left, or never agreed, is not left out.
    (Timing.DUE, (2, 0, 0), True, True, State.LEFT),
    (Timing.CLOSED, (2, 0, 0), False, True, State.LEFT),
    (Timing.DUE, (2, 0, 0), False, False, State.NO_CONSENT),
]


@pytest.mark.parametrize(("timing", "counts", "agreed", "left", "found"), STATES)
def test_where_a_person_stands(timing, counts, agreed, left, found):
    asked, answered, declined = counts

    assert state(timing, Asked(asked, answered, declined, agreed=agreed, left=left)) == found


def test_an_organisations_own_rule_takes_the_place_of_the_proposed_one_and_adds_further_waves():
    shorter = Rule(Wave.END, Anchor.END, 0, 7, 14, ("who5",), "our donor asks early", own=True)
    further = Rule(Wave.LATER_2, Anchor.END, 700, 730, 790, ("srq20",), "two years", own=True)

    rules = with_own([further, shorter])

    assert [rule.wave for rule in rules] == [Wave.BASELINE, Wave.END, Wave.LATER, Wave.LATER_2]
    assert rules[1] == shorter


def test_a_wave_without_questionnaires_is_not_asked():
    silent = Rule(Wave.LATER, Anchor.END, 213, 243, 303, (), "no money for it", own=True)

    assert Wave.LATER not in {window.wave for window in windows(with_own([silent]), RAN)}


def test_every_proposed_window_says_where_it_comes_from():
    assert all(len(rule.why) > 40 for rule in proposed())
