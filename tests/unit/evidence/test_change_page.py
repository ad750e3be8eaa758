"""The change page's query: everyone enrolled counts, and only released figures come out."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.unit.evidence.rows import make_rows
from tuvurane.evidence import problems, queries
from tuvurane.evidence.disclosure import Reason, Released, Withheld
from tuvurane.evidence.effects import Warned
from tuvurane.people.problems import NotAllowed
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor, Grant

ON = date(2026, 11, 22)
EVA = Actor("account", uuid4(), uuid4(), (Grant(Role.EVALUATOR, "/1/"),))


def page_of(actor: Actor = EVA, **asked) -> queries.ChangePage:
    return queries.change_page(actor, **({"instrument": "srq20", "on": ON} | asked))


def test_leavers_stay_in_the_denominator_as_not_known(world):
    world(make_rows(lost=9), enrolled=75)

    counts = page_of().figures.counts

    exact = {name: counts[name].low for name in ("enrolled", "measured.end", "unknown.end", "both", "only_first")}
    assert exact == {"enrolled": 75, "measured.end": 51, "unknown.end": 24, "both": 51, "only_first": 9}
    assert counts["unknown.later"].low == 75


def test_the_mean_change_is_of_the_people_measured_both_times(world):
    world(make_rows(lost=12))

    figures = page_of().figures

    assert figures.means["change"].value == pytest.approx(-4.25, abs=0.5)
    assert figures.means["wave.end"].value - figures.means["wave.baseline"].value == pytest.approx(-4.25, abs=1)


def test_an_answer_without_a_total_counts_as_not_known(world):
    rows = make_rows()
    untold = [replace(row, total=None) for row in rows[-24:]]
    world([*rows[:-24], *untold], enrolled=60)

    counts = page_of().figures.counts

    assert counts["measured.baseline"].high <= 48
    assert counts["unknown.baseline"].low >= 12


def test_too_few_people_are_answered_with_what_is_needed(world):
    world(make_rows(groups=2))

    figures = page_of().figures

    assert isinstance(figures, Withheld)
    assert figures.reason is Reason.TOO_FEW


def test_nobody_measured_at_all_is_too_few(world):
    world([])

    assert isinstance(page_of().figures, Withheld)


def test_a_place_with_a_small_neighbour_is_withheld_though_the_whole_is_shown(world):
    world(make_rows(groups=5, path="/1/2/") + make_rows(groups=1, path="/1/3/"))

    whole, part = page_of(), page_of(place_path="/1/2/")

    assert isinstance(whole.figures, Released)
    assert part.figures.reason is Reason.NEIGHBOUR


def test_women_and_men_are_shown_apart_for_the_whole(world):
    world(make_rows(groups=6))

    assert set(page_of().figures.parts) == {"F", "M"}
    assert not page_of(place_path="/1/2/").figures.parts


def test_more_measured_than_enrolled_is_said_and_nobody_is_lost(world):
    world(make_rows(), enrolled=50)

    page = page_of()

    assert page.more_than_enrolled
    assert page.figures.counts["enrolled"].low == 60


def test_few_groups_are_warned_of(world):
    world(make_rows())

    assert Warned.FEW_CLUSTERS in page_of().warnings


def test_an_instrument_without_a_rule_has_no_verdicts(world):
    world(make_rows())

    counts = page_of(instrument="phq9").figures.counts

    assert "both" in counts
    assert not {"better", "unchanged", "worse", "unclassified"} & set(counts)


def test_a_place_outside_ones_reach_does_not_exist(world):
    world(make_rows())

    with pytest.raises(problems.PlaceOutsideReach):
        page_of(place_path="/7/")


def test_who_may_not_see_evidence_is_refused(world):
    world(make_rows())
    amina = Actor("account", uuid4(), uuid4(), (Grant(Role.FACILITATOR, "/1/"),))

    with pytest.raises(NotAllowed):
        page_of(amina)


@pytest.mark.parametrize("waves", [("end", "baseline"), ("end", "end"), ("before", "after")])
def test_waves_out_of_order_are_refused(world, waves):
    world(make_rows())

    with pytest.raises(problems.WavesOutOfOrder):
        page_of(waves=waves)


def test_an_unknown_instrument_is_refused(world):
    world(make_rows())

    with pytest.raises(problems.InstrumentUnknown):
        page_of(instrument="gad7")
