"""The gate of screening items, case by case: open only where somebody is there for whoever says yes."""

import pytest

from tuvurane.care.rules.areas import answered_for, nearest
from tuvurane.care.rules.gate import gate
from tuvurane.care.thresholds import threshold

# on call, services, capacity a week, people to be asked, share expected to say yes -> why it is closed
TABLE = [
    (True, True, 5, 100, 0.05, None),  # five expected, five can be received
    (True, True, 5, 101, 0.05, "over_capacity"),
    (True, True, 1, 20, 0.05, None),
    (True, True, 7, 140, 0.05, None),  # where binary fractions would say a hair more than seven
    (True, True, 1, 21, 0.05, "over_capacity"),
    (True, True, 1, 0, 0.05, None),  # nobody to be asked yet
    (True, True, 4, 100, 0.02, None),
    (False, True, 0, 0, 0.05, "no_on_call"),
    (False, False, 0, 500, 0.05, "no_on_call"),  # the first reason is told
    (True, False, 50, 10, 0.05, "no_services"),
    (True, False, 1, 500, 0.05, "no_services"),
]


@pytest.mark.parametrize(("on_call", "services", "capacity", "asked", "share", "why"), TABLE)
def test_the_gate(on_call, services, capacity, asked, share, why):
    read = gate(on_call=on_call, services=services, capacity=capacity, asked=asked, share=share)

    assert (read.why, read.is_open) == (why, why is None)
    assert (read.asked, read.capacity) == (asked, capacity)


@pytest.mark.parametrize("name", ["talk_hours", "service_verified_days", "positive_share"])
def test_every_number_of_the_gate_says_where_it_comes_from(name):
    known = threshold(name)

    assert known.value > 0
    assert known.unit
    assert known.source.startswith("Proposed default")


def test_the_share_is_more_cautious_than_what_was_seen():
    assert threshold("positive_share").value >= 0.02  # SHARP, Malawi: more than 2% in six months


@pytest.mark.parametrize(
    ("path", "areas", "area"),
    [
        ("/1/2/3/", ["/1/", "/1/2/"], "/1/2/"),  # a commune before its province
        ("/1/4/", ["/1/", "/1/2/"], "/1/"),
        ("/1/2/", ["/1/2/"], "/1/2/"),
        ("/1/20/", ["/1/2/"], None),  # 20 is not below 2
        ("/1/", ["/1/2/"], None),  # on call for a commune is not on call for its province
        ("/1/2/", [], None),
    ],
)
def test_the_nearest_area_answers(path, areas, area):
    assert nearest(path, areas) == area


PEOPLE = {"/1/2/5/": 40, "/1/3/": 30, "/1/4/": 20, "/9/": 10}


@pytest.mark.parametrize(
    ("areas", "every", "people"),
    [
        ({"/1/2/"}, {"/1/2/"}, 40),
        ({"/1/2/", "/1/3/"}, {"/1/2/", "/1/3/"}, 70),  # one person in two communes answers for both
        ({"/1/", "/1/2/"}, {"/1/", "/1/2/"}, 90),  # in a commune and its province: each person once
        ({"/1/"}, {"/1/", "/1/3/"}, 60),  # where somebody else is nearer, they answer
        ({"/1/", "/1/2/"}, {"/1/", "/1/2/", "/1/2/5/"}, 50),
        (set(), {"/1/"}, 0),
    ],
)
def test_whoever_is_on_call_answers_for_all_their_areas_together(areas, every, people):
    assert answered_for(areas, every, PEOPLE) == people
