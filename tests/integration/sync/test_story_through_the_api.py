"""
The story's data side: a phone is enrolled, asks the first questions, reports three sessions, and the office sees it.

Everything passes through the doors: the coordinator's actions, then the phone's API alone.
"""

import json
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.groups import make_group
from tests.factories.phones import Phone, interview_record, session_record
from tuvurane.evidence import queries as evidence
from tuvurane.foundation import clock
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Attendance, Session
from tuvurane.journal import queries as journal
from tuvurane.measures import queries as measures
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions

SEATS = (1, 2, 3)
ANSWERS = {1: 11, 2: 8, 3: 5}  # how many of the twenty items each of them answers with yes


@pytest.fixture
def group(cast):
    """A group that starts with three people who agreed to be measured."""
    return make_group(
        cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=3, starts_on=clock.today()
    )


@pytest.fixture
def phone(cast):
    """Enrolled by the code that the coordinator gave, typed in small letters."""
    code = people_actions.issue_enrolment_code(actor=cast.actor("coordinator"), account=cast["amina"], now=clock.now())
    body = json.dumps({"code": code.lower(), "label": "Chrome on Android"})
    enrolled = Client().post("/api/v1/enrol", body, content_type="application/json").json()
    return Phone.with_token(enrolled["token"], language="rn")


def baseline(group):
    return [
        interview_record(group, seat, parts=[{f"srq_{n:02d}": int(n <= yes and n != 17) for n in range(1, 21)}])
        for seat, yes in ANSWERS.items()
    ]


def three_sessions(group):
    marks = {"p": [1, 2], "e": [3], "a": []}
    return [session_record(group, n, on=str(clock.today() - timedelta(days=3 - n)), marks=marks, phase=phase)
            for n, phase in ((1, "safety"), (2, "trust"), (3, "safety"))]  # fmt: skip


def due(told):
    """What the phone asks now: open windows, who agreed, who is not done."""
    (group,) = told["groups"]
    today = str(clock.today())
    return {
        (seat, asks["instrument"])
        for window in group["waves"]
        if window["opens"] <= today <= window["closes"]
        for asks in window["asks"]
        for seat in group["agreed"]
        if seat not in asks["done"]
    }


def test_from_the_code_to_the_evidence(cast, group, phone):
    # Act one: the phone is given its group and what to ask.
    first = phone.sync()
    assert [one["id"] for one in first["groups"]] == [str(group.pk)]
    assert due(first) == {(seat, instrument) for seat in SEATS for instrument in ("srq20", "who5")}

    # Act two: three baselines and three sessions; the reply is lost, so all of it is sent again.
    written = baseline(group) + three_sessions(group)
    assert {result["outcome"] for result in phone.sync(*written)["results"]} == {"accepted"}
    assert {result["outcome"] for result in phone.sync(*reversed(written))["results"]} == {"already"}
    assert (Response.objects.count(), Session.objects.count(), Attendance.objects.count()) == (3, 3, 9)

    # Act three: the phone learns that the first questionnaire is no longer due, and sees its stones.
    then = phone.sync(since=first["cursor"], holds=[str(group.pk)])
    assert due(then) == {(seat, "who5") for seat in SEATS}
    assert [session["phase"] for session in then["groups"][0]["sessions"]] == ["safety", "trust", "safety"]

    # Act four: the office sees the stones, evidence has its rows without names, and the journal is whole.
    board = groups.board(cast.actor("coordinator"), on=clock.today())
    assert [stone.state for stone in board[0].stones[:3]] == ["held"] * 3
    rows = list(measures.rows_for_evidence(cast.actor("eva"), "srq20"))
    assert sorted((row.wave, row.total) for row in rows) == [("baseline", 5.0), ("baseline", 8.0), ("baseline", 11.0)]
    assert not list(measures.rows_for_evidence(cast.actor("stranger"), "srq20"))
    page = evidence.change_page(cast.actor("eva"), instrument="srq20", on=clock.today())
    assert isinstance(page.figures, evidence.Withheld)
    assert journal.verify().whole
