"""Rules of the circle that need no table."""

from uuid import UUID

import pytest

from tests.factories.groups import NOW, content, new_id
from tuvurane.foundation.records import Standing
from tuvurane.groups import problems
from tuvurane.groups.actions.participants import spoken_code
from tuvurane.groups.actions.plans import SessionPlan, standings_of
from tuvurane.groups.queries import Identity
from tuvurane.groups.queries.reports import guard

# GV-2: stones good, middle, not good; people present -> why they are hidden ("" shown)
GUARD = [
    ((0, 0, 0), 0, "few"),
    ((4, 0, 0), 4, "few"),
    ((3, 1, 0), 12, "few"),
    ((0, 0, 4), 4, "few"),
    ((5, 0, 0), 5, ""),
    ((2, 2, 1), 5, ""),
    ((0, 4, 1), 5, ""),
    ((0, 0, 5), 5, "all_not_good"),
    ((0, 0, 12), 11, "all_not_good"),
    ((5, 0, 0), 6, "mismatch"),
    ((12, 1, 0), 12, "mismatch"),
    ((1, 0, 11), 12, ""),
]


@pytest.mark.parametrize(("stones", "present", "hidden"), GUARD)
def test_the_vote_is_hidden_where_it_could_betray_someone(stones, present, hidden):
    assert guard(*stones, present=present) == hidden


@pytest.mark.parametrize(
    ("identity", "called"),
    [
        (Identity("Nadia Iradukunda"), "Nadia"),
        (Identity("Nadia Iradukunda", "Nana"), "Nana"),
        (Identity("Nadia Iradukunda", "   "), "Nadia"),
        (Identity("  Jean   Bosco "), "Jean"),
        (Identity("", "Mama Ange"), "Mama Ange"),
        (Identity("   "), ""),
    ],
)
def test_a_person_is_called_by_nickname_or_first_name(identity, called):
    assert identity.called == called


def test_spoken_codes_never_repeat_and_can_be_said():
    codes = [spoken_code(UUID(int=77), number) for number in range(30_000)]

    assert len(set(codes)) == len(codes)
    assert all(len(code) == 9 and code[6] == "-" and code[:6].isalpha() and code[7:].isdigit() for code in codes)


def test_two_organisations_do_not_count_alike():
    assert spoken_code(UUID(int=77), 1) != spoken_code(UUID(int=78), 1)


# reports in their order as (number, index of the corrected one) -> how each stands in the end
C, S, B = Standing.COUNTED, Standing.SUPERSEDED, Standing.BESIDE
STANDINGS = [
    ([(1, None)], [C]),
    ([(1, None), (2, None)], [C, C]),
    ([(1, None), (1, None)], [C, B]),
    ([(1, None), (1, 0)], [S, C]),
    ([(1, None), (1, 0), (1, 1)], [S, S, C]),
    ([(1, None), (1, None), (1, 1)], [C, S, B]),
    ([(1, None), (1, None), (1, 0)], [S, B, C]),
    ([(1, None), (2, 0)], [S, C]),
    ([(1, None), (2, None), (2, 0)], [S, C, B]),
    ([(1, None), (2, 0), (1, None)], [S, C, C]),
]


def plans(reports):
    made: list[SessionPlan] = []
    for number, corrected in reports:
        supersedes = None if corrected is None else made[corrected].id
        made.append(SessionPlan(new_id(), content(number=number), None, NOW, supersedes))
    return made


@pytest.mark.parametrize(("reports", "expected"), STANDINGS)
def test_loaded_reports_stand_as_if_they_had_come_one_by_one(reports, expected):
    loaded = plans(reports)

    assert [standings_of(loaded)[plan.id] for plan in loaded] == expected


def test_a_loaded_report_corrects_only_what_came_before_and_still_counts():
    first, second, third = plans([(1, None), (1, 0), (1, 0)])

    with pytest.raises(problems.NothingToSupersede):
        standings_of([second, first])
    with pytest.raises(problems.AlreadySuperseded):
        standings_of([first, second, third])
