"""The day from which the window of the end is counted stays where it is once the fifteenth session was held."""

from datetime import date

import pytest

from tests.cast import SYSTEM, TODAY, Cast, cast
from tests.factories.groups import NOW, make_group, make_session
from tuvurane.groups import actions, queries
from tuvurane.groups.codes import SESSIONS, Mark, Status

__all__ = ["cast"]
LAST = date(2026, 11, 3)


@pytest.fixture
def finished(cast: Cast):
    """A group whose fifteenth session was held on the third of November."""
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2)
    make_session(group, number=SESSIONS, held_on=LAST, marks={1: Mark.PRESENT})
    return group


def test_graduation_that_is_said_weeks_later_moves_no_window(finished):
    before = queries.days_of([finished])[finished.pk].ended

    graduated = actions.move_group(actor=SYSTEM, group=finished, to=Status.GRADUATED, on=TODAY, reason="", now=NOW)

    assert before == LAST
    assert queries.days_of([graduated])[graduated.pk].ended == LAST


def test_a_group_whose_last_session_nobody_reported_ended_when_it_graduated(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2)
    graduated = actions.move_group(actor=SYSTEM, group=group, to=Status.GRADUATED, on=TODAY, reason="", now=NOW)

    assert queries.days_of([graduated])[graduated.pk].ended == TODAY
