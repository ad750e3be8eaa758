"""Small shifts and roles of the synthetic programme: seen by many, on days that came, and no line names anybody."""

from collections import Counter
from itertools import chain

from tests.unit.synthetic.conftest import TODAY
from tuvurane.config.synthetic.lines import _lines
from tuvurane.groups.codes import NoticedBy, Shift, Status
from tuvurane.groups.rules.names import name_like


def test_no_line_names_anybody_in_any_language():
    lines = [
        line
        for family in ("shifts", "told")
        for by_language in _lines()[family].values()
        for line in chain.from_iterable(by_language.values())
    ]

    assert len(lines) > 150
    assert {line: name_like(line) for line in lines if name_like(line)} == {}


def test_every_domain_is_told_in_every_language_inside_sessions_and_outside():
    for family in ("shifts", "told"):
        assert set(_lines()[family]) == set(Shift)
        assert all(set(by_language) == {"rn", "fr", "sw", "en"} for by_language in _lines()[family].values())


def test_shifts_are_noticed_by_everybody_and_most_in_the_circle(told):
    inside = Counter(
        shift.noticed_by for story in told for report in story.plan.sessions for shift in report.content.shifts
    )
    outside = Counter(one.shift.noticed_by for story in told for one in story.plan.told_shifts)

    assert set(inside) == set(outside) == set(NoticedBy)
    assert 0.45 <= inside[NoticedBy.FACILITATOR] / inside.total() <= 0.6
    assert outside[NoticedBy.FAMILY] > outside[NoticedBy.FACILITATOR]


def test_what_is_told_outside_came_after_the_beginning_and_no_later_than_today(told):
    for story in told:
        for one in story.plan.told_shifts:
            assert story.plan.starts_on < one.on <= TODAY


def test_a_few_of_those_who_stayed_take_up_a_role_after_their_group_ended(told):
    graduated = [story.plan for story in told if story.plan.status == Status.GRADUATED]
    stayed = sum(person.left_on is None for plan in graduated for person in plan.people)
    roles = [role for plan in graduated for role in plan.roles]

    assert 0.05 <= len({role.participant_id for role in roles}) / stayed <= 0.12
    assert all(not story.plan.roles for story in told if story.plan.status != Status.GRADUATED)
    assert all(role.since <= TODAY for role in roles)
