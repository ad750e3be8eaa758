"""Whom to visit next: facts on the left, reasons on the right. The limits are proposed defaults."""

from datetime import date, timedelta

import pytest

from tuvurane.groups.codes import Voice
from tuvurane.supervision.codes import HelpTopic
from tuvurane.supervision.rules.priority import (
    GroupFacts,
    PersonFacts,
    Vote,
    group_reasons,
    person_reasons,
    rating_due_at,
)
from tuvurane.training.codes import Gate

TODAY = date(2026, 11, 22)


def ago(days):
    return TODAY - timedelta(days=days)


PEOPLE = {
    # name of the case: (facts, codes of the reasons)
    "nothing is wrong": ({}, []),
    "the gate is blocked": ({"gate": Gate.BLOCKED}, ["gate_blocked"]),
    "the gate is paused": ({"gate": Gate.PAUSED}, ["gate_paused"]),
    "blocked, and an override holds": ({"gate": Gate.BLOCKED, "override_until": TODAY}, ["gate_override"]),
    "paused: an override lifts nothing": ({"gate": Gate.PAUSED, "override_until": TODAY}, ["gate_paused"]),
    "an override without a closed gate": ({"override_until": TODAY}, []),
    "harm seen without a certificate": ({"harm_on": ago(3)}, ["harm_unconfirmed"]),
    "harm seen, and the gate speaks already": ({"harm_on": ago(3), "gate": Gate.BLOCKED}, ["gate_blocked"]),
    "help asked twice": (
        {"helps": [(HelpTopic.PAIR, ago(2)), (HelpTopic.PHONE, ago(1))]},
        ["help_asked", "help_asked"],
    ),
    "due today": ({"overdue": [TODAY]}, []),
    "due yesterday, and before": ({"overdue": [ago(1), ago(9)]}, ["follow_up_overdue"]),
    "as many groups as agreed": ({"running": 2, "most": 2}, []),
    "one group more": ({"running": 3, "most": 2}, ["load_above"]),
    "two rounds without rest": ({"rounds": 2}, []),
    "three rounds without rest": ({"rounds": 3}, ["rest_due"]),
    "all at once, the weightiest first": (
        {
            "gate": Gate.BLOCKED, "helps": [(HelpTopic.PAIR, ago(2))], "overdue": [ago(1)],
            "running": 3, "most": 1, "rounds": 4,
        },
        ["gate_blocked", "help_asked", "follow_up_overdue", "load_above", "rest_due"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "reasons"), PEOPLE.values(), ids=list(PEOPLE))
def test_reasons_of_a_person(facts, reasons):
    found = person_reasons(PersonFacts("Amina", **facts), TODAY)

    assert [reason.code for reason in found] == reasons


def vote(number, good, middle=0, not_good=0, *, question=Voice.HEARD, hidden=False):
    totals = (None, None, None) if hidden else (good, middle, not_good)
    return Vote(number, ago(70 - 7 * number), question, *totals, hidden)


SEEN_LATELY = {"silent_since": ago(70), "contacted_on": ago(2)}
GROUPS = {
    "seen lately, two lead": ({}, []),
    "one of two may lead": ({"able": 1}, ["stand_in"]),
    "nobody may lead": ({"able": 0}, ["stand_in"]),
    "three lead": ({"able": 3}, []),
    "six of ten come": ({"presence": 0.6}, []),
    "fewer than six of ten come": ({"presence": 0.59}, ["thin_attendance"]),
    "no session yet": ({"presence": None}, []),
    "a rating is due": ({"ratings_due": [("Amina", 3)]}, ["rating_due"]),
    "14 days of silence": ({"contacted_on": ago(14)}, []),
    "15 days of silence": ({"contacted_on": ago(15)}, ["long_silence"]),
    "never seen, just begun": ({"contacted_on": None, "silent_since": ago(14)}, []),
    "never seen": ({"contacted_on": None, "silent_since": ago(15)}, ["long_silence"]),
    "seen before the group began": ({"contacted_on": ago(90), "silent_since": ago(10)}, []),
    "first groups, 7 days": ({"contacted_on": ago(7), "first_groups": True}, []),
    "first groups, 8 days": ({"contacted_on": ago(8), "first_groups": True}, ["long_silence", "first_groups"]),
}


@pytest.mark.parametrize(("facts", "reasons"), GROUPS.values(), ids=list(GROUPS))
def test_reasons_of_a_group(facts, reasons):
    found = group_reasons(GroupFacts(**(SEEN_LATELY | facts)), TODAY)

    assert [reason.code for reason in found] == reasons


VOTES = {
    # votes, (last contact, last visit to a session), reasons
    "nobody voted": ([], (None, None), []),
    "all is well": ([vote(1, 10), vote(2, 9, 1)], (None, None), []),
    "low once": ([vote(1, 9, 1), vote(2, 6, 4)], (None, None), ["voice_fall"]),
    "low twice": ([vote(1, 6, 4), vote(2, 6, 4)], (None, None), ["voice_low"]),
    "exactly 70 of 100 twice": ([vote(1, 7, 3), vote(2, 7, 3)], (None, None), []),
    "low, better": ([vote(1, 6, 4), vote(2, 7, 3)], (None, None), []),
    "low in one question, then in another": (
        [vote(1, 6, 4), vote(2, 6, 4, question=Voice.HELPED)],
        (None, None),
        [],
    ),
    "a fall of 25 points": ([vote(1, 20), vote(2, 15, 5)], (None, None), ["voice_fall"]),
    "a fall of 20 points": ([vote(1, 20), vote(2, 16, 4)], (None, None), []),
    "a fall long ago": ([vote(1, 20), vote(2, 15, 5), vote(3, 15, 5)], (None, None), []),
    "not safe": ([vote(1, 9, 0, 1, question=Voice.SAFE)], (None, None), ["voice_not_safe"]),
    "not heard is not unsafe": ([vote(1, 9, 0, 1)], (None, None), []),
    "half safe": ([vote(1, 9, 1, 0, question=Voice.SAFE)], (None, None), []),
    "not safe, and called since": ([vote(1, 9, 0, 1, question=Voice.SAFE)], (ago(60), None), []),
    "not safe, and called before": ([vote(1, 9, 0, 1, question=Voice.SAFE)], (ago(64), None), ["voice_not_safe"]),
    "low twice, and called since": ([vote(1, 6, 4), vote(2, 6, 4)], (ago(1), None), ["voice_low"]),
    "low twice, and visited since": ([vote(1, 6, 4), vote(2, 6, 4)], (ago(1), ago(1)), []),
    "behind the guard": ([vote(1, 0, hidden=True)], (None, None), ["needs_visit"]),
    "behind the guard, then shown": ([vote(1, 0, hidden=True), vote(2, 10)], (None, None), []),
    "behind the guard, and visited": ([vote(1, 0, hidden=True)], (ago(1), ago(1)), []),
    "low, then behind the guard": ([vote(1, 6, 4), vote(2, 0, hidden=True)], (None, None), ["needs_visit"]),
    "well, behind the guard, low": ([vote(1, 10), vote(2, 0, hidden=True), vote(3, 1, 9)], (None, None), []),
    "safe behind the guard": (
        [vote(1, 0, question=Voice.SAFE, hidden=True)],
        (None, None),
        ["voice_safe_unseen", "needs_visit"],
    ),
    "safe behind the guard, and called since": (
        [vote(1, 0, question=Voice.SAFE, hidden=True)],
        (ago(1), None),
        ["needs_visit"],
    ),
    "safe behind the guard, then shown": (
        [vote(1, 0, question=Voice.SAFE, hidden=True), vote(2, 10, question=Voice.SAFE)],
        (None, None),
        ["voice_safe_unseen"],
    ),
    "one not safe, another behind the guard": (
        [vote(1, 9, 0, 1, question=Voice.SAFE), vote(2, 0, question=Voice.SAFE, hidden=True)],
        (None, None),
        ["voice_not_safe", "needs_visit"],
    ),
    "exactly 70 of 100, then below": ([vote(1, 7, 3), vote(2, 13, 7)], (None, None), []),
    "low, nobody voted between, low": ([vote(1, 6, 4), vote(3, 6, 4)], (None, None), ["voice_low"]),
    "not safe long ago, nobody called": (
        [vote(1, 9, 0, 1, question=Voice.SAFE), vote(8, 10, question=Voice.SAFE)],
        (None, None),
        ["voice_not_safe"],
    ),
}


@pytest.mark.parametrize(("votes", "there", "reasons"), VOTES.values(), ids=list(VOTES))
def test_reasons_from_the_vote(votes, there, reasons):
    contacted, visited = there
    facts = GroupFacts(silent_since=ago(1), contacted_on=contacted, visited_on=visited, votes=votes)

    assert [reason.code for reason in group_reasons(facts, TODAY)] == reasons


def test_no_reason_from_the_vote_holds_one_of_its_numbers():
    votes = [vote(8, 31, 0, 0), vote(9, 17, 13, 11), vote(9, 23, 0, 19, question=Voice.SAFE)]

    reasons = group_reasons(GroupFacts(silent_since=ago(1), votes=votes), TODAY)

    assert {reason.code for reason in reasons} == {"voice_fall", "voice_not_safe"}
    assert [dict(reason.details) for reason in reasons] == [{"n": 9, "hours": 72}, {}]


def test_whatever_lies_behind_the_guard_is_said_in_the_same_way():
    shown = vote(1, 10)
    for guarded in (vote(2, 0, 0, 9, hidden=True), vote(2, 1, 1, 1, hidden=True)):
        [reason] = group_reasons(GroupFacts(silent_since=ago(1), votes=[shown, guarded]), TODAY)

        assert (reason.code, dict(reason.details)) == ("needs_visit", {})


def test_the_longer_the_silence_the_weightier_and_no_more_than_twice():
    def weight(days):
        return group_reasons(GroupFacts(silent_since=ago(days)), TODAY)[0].weight

    assert weight(15) < weight(20) < weight(44)
    assert weight(44) == weight(400) == 60


RATED = [
    # next session, sessions at which they were rated in this group, due
    (1, [], None), (2, [], None), (3, [], 3), (4, [], 3), (7, [], 3), (8, [], 8), (13, [], 13), (15, [], 13),
    (16, [], None), (3, [2], None), (3, [3], None), (4, [3], None), (8, [3], 8), (8, [7], None), (8, [6], 8),
    (9, [3, 8], None), (13, [3, 8], 13), (14, [13], None), (14, [15], None),
]  # fmt: skip


@pytest.mark.parametrize(("upcoming", "rated", "due"), RATED)
def test_ratings_are_due_at_sessions_3_8_and_13(upcoming, rated, due):
    assert rating_due_at(upcoming, rated) == due
