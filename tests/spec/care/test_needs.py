"""Need beside capacity as tables: where it is short, and what helps."""

from uuid import UUID

import pytest

from tuvurane.care.rules.needs import need, teams
from tuvurane.care.thresholds import threshold

# asked, people a week of those on call, of each service (None: nobody asked), anybody on call -> what helps, in 4 weeks
TABLE = [
    (400, 5, (5,), True, ()),  # 20 expected, 20 and 20 can be received
    (401, 5, (5,), True, ("more_on_call", "more_services")),
    (400, 4, (5,), True, ("more_on_call",)),
    (400, 5, (2, 3), True, ()),
    (400, 5, (4,), True, ("more_services",)),
    (400, 5, (4, None), True, ("ask_capacity",)),  # perhaps there is room: ask before anything else
    (400, 5, (None,), True, ("ask_capacity",)),
    (400, 5, (), True, ("add_service",)),
    (400, 0, (5,), False, ("put_on_call",)),
    (400, 0, (), False, ("put_on_call", "add_service")),
    (0, 5, (), True, ()),
]


@pytest.mark.parametrize(("asked", "on_call", "capacities", "anybody", "what"), TABLE)
def test_where_it_is_short_and_what_helps(asked, on_call, capacities, anybody, what):
    read = need(asked=asked, share=0.05, weeks=4, on_call=on_call, capacities=capacities, anybody=anybody)

    assert read.what == what
    assert (read.asked, read.on_call, read.unasked) == (asked, on_call * 4, capacities.count(None))


def test_the_expected_are_no_hair_more_than_they_are():
    assert need(asked=140, share=0.05, weeks=1, on_call=7, capacities=(7,)).what == ()


ANNE, BEN, CARA = (UUID(int=n) for n in range(3))


@pytest.mark.parametrize(
    ("on_call", "together"),
    [
        ({}, []),
        ({"/1/": [ANNE]}, [({ANNE}, {"/1/"})]),
        ({"/1/": [ANNE], "/2/": [ANNE]}, [({ANNE}, {"/1/", "/2/"})]),  # one person in two communes is one person
        ({"/1/": [ANNE], "/2/": [BEN]}, [({ANNE}, {"/1/"}), ({BEN}, {"/2/"})]),
        ({"/1/": [ANNE, BEN], "/2/": [BEN, CARA]}, [({ANNE, BEN, CARA}, {"/1/", "/2/"})]),
        ({"/1/": [ANNE], "/2/": [CARA], "/3/": [ANNE, CARA]}, [({ANNE, CARA}, {"/1/", "/2/", "/3/"})]),
    ],
)
def test_whoever_shares_an_area_is_counted_together(on_call, together):
    assert [(team.accounts, team.areas) for team in teams(on_call)] == together


def test_the_weeks_say_where_they_come_from():
    assert threshold("need_weeks").source.startswith("Proposed default")
