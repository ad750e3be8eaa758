"""Rules of the circle that need no table."""

from uuid import UUID

import pytest

from tests.factories.groups import NOW, content, new_id
from tuvurane.foundation.records import Standing
from tuvurane.groups import problems
from tuvurane.groups.actions.participants import spoken_code
from tuvurane.groups.actions.plans import SessionPlan, ledger_of
from tuvurane.groups.queries import Identity


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


# reports in their order as (number, index of the corrected one, minutes) -> how each stands in the end
C, S, B, M = Standing.COUNTED, Standing.SUPERSEDED, Standing.BESIDE, Standing.MERGED
STANDINGS = [
    ([(1, None, 60)], [C]),
    ([(1, None, 60), (2, None, 60)], [C, C]),
    ([(1, None, 60), (1, None, 60)], [C, M]),
    ([(1, None, 60), (1, None, 90)], [C, B]),
    ([(1, None, 60), (1, None, 90), (1, None, 60)], [C, B, M]),
    ([(1, None, 60), (1, 0, 90)], [S, C]),
    ([(1, None, 60), (1, 0, 70), (1, 1, 80)], [S, S, C]),
    ([(1, None, 60), (1, None, 70), (1, 1, 80)], [C, S, B]),
    ([(1, None, 60), (1, None, 70), (1, 1, 60)], [C, S, M]),
    ([(1, None, 60), (1, None, 70), (1, 0, 80)], [S, B, C]),
    # Who corrects to what the other said agrees with them; who corrects what both said no longer does.
    ([(1, None, 60), (1, None, 70), (1, 0, 70)], [S, M, C]),
    ([(1, None, 60), (1, None, 60), (1, 0, 70)], [S, B, C]),
    # Two correct the same report: the second is not lost.
    ([(1, None, 60), (1, 0, 70), (1, 0, 80)], [S, C, B]),
    ([(1, None, 60), (1, 0, 70), (1, 0, 70)], [S, C, M]),
    ([(1, None, 60), (2, 0, 60)], [S, C]),
    ([(1, None, 60), (2, None, 70), (2, 0, 60)], [S, C, B]),
    ([(1, None, 60), (2, 0, 60), (1, None, 70)], [S, C, C]),
    # A report that moves to another number leaves its place to the one beside it.
    ([(1, None, 60), (1, None, 70), (2, 0, 60)], [S, C, C]),
    ([(1, None, 60), (1, None, 70), (2, 1, 70)], [C, S, C]),
    ([(1, None, 60), (2, 0, 60), (1, 0, 70)], [S, C, C]),
]


def plans(reports):
    made: list[SessionPlan] = []
    for number, corrected, minutes in reports:
        supersedes = None if corrected is None else made[corrected].id
        made.append(SessionPlan(new_id(), content(number=number, minutes=minutes), None, NOW, supersedes))
    return made


@pytest.mark.parametrize(("reports", "expected"), STANDINGS)
def test_of_reports_of_one_session_one_counts_and_the_others_agree_or_stand_beside(reports, expected):
    loaded = plans(reports)

    ledger = ledger_of(loaded)

    assert [ledger.standing[plan.id] for plan in loaded] == expected
    assert {plan.id for plan in loaded if plan.id in ledger.superseded_by} == {
        plan.id for plan, standing in zip(loaded, expected, strict=True) if standing == S
    }


def test_a_loaded_report_corrects_only_what_came_before():
    first, second = plans([(1, None, 60), (1, 0, 70)])

    with pytest.raises(problems.NothingToSupersede):
        ledger_of([second, first])
