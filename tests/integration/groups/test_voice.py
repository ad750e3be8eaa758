"""The vote with stones: who reads what and when, and that what is stored can tell nobody's stone."""

from dataclasses import replace
from itertools import permutations
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.groups import content, make_group, make_session
from tuvurane.groups import policies
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Tally
from tuvurane.groups.actions.session_rows import fingerprint_of
from tuvurane.groups.codes import Mark, Voice, VoiceSight
from tuvurane.groups.models import Session, VoiceTally

SIX = dict.fromkeys(range(1, 7), Mark.PRESENT)


@pytest.fixture
def six(cast):
    """A running group of six on Muriza, led by amina."""
    return make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=6)


def voted(group, number, good=5, middle=1, not_good=0, *, question=Voice.SAFE, **more):
    return make_session(group, number=number, marks=SIX, voice={question: Tally(good, middle, not_good)}, **more)


SIGHTS = [
    ("carine", VoiceSight.AT_ONCE), ("trainer", VoiceSight.AT_ONCE), ("coordinator", VoiceSight.AT_ONCE),
    ("system", VoiceSight.AT_ONCE), ("amina", VoiceSight.AFTER_NEXT), ("director", VoiceSight.POOLED),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sight"), SIGHTS)
def test_who_cares_for_a_group_reads_at_once_who_leads_it_later_others_only_several_sessions(cast, six, name, sight):
    assert policies.voice_sight(cast.actor(name), six) == sight


def test_a_leader_reads_a_session_once_another_was_held_after_it_voted_or_not(six):
    voted(six, 1)

    assert [one.hidden for one in groups.voice_of(six, VoiceSight.AFTER_NEXT)] == ["later"]

    make_session(six, number=2, marks=SIX)
    voted(six, 3)

    assert [(one.number, one.hidden) for one in groups.voice_of(six, VoiceSight.AFTER_NEXT)] == [(1, ""), (3, "later")]


def test_a_report_that_does_not_count_opens_nothing_to_a_leader(six):
    voted(six, 1)
    wrong = make_session(six, number=2, marks=SIX).report
    make_session(six, number=1, marks=SIX, supersedes=wrong.pk, voice={Voice.SAFE: Tally(5, 1, 0)})

    assert groups.voice_for_leader([six.pk]) == {}


def test_the_leaders_of_many_groups_read_shares_in_one_question_of_the_database(cast, six, django_assert_num_queries):
    other = make_group(cast.organisation, cast.places["Butare"], name="Tubane", leaders=[cast["bosco"]], members=6)
    voted(six, 1)
    voted(six, 2, 0, 0, 6)
    voted(six, 3)
    voted(other, 1)

    with django_assert_num_queries(1):
        told = groups.voice_for_leader([six.pk, other.pk])

    assert told == {six.pk: [(1, {Voice.SAFE: 5 / 6}), (2, {Voice.SAFE: None})]}


def test_a_vote_that_one_person_counted_is_kept_and_not_shown(six):
    voted(six, 1, voice_by_two=False)

    [reading] = groups.voice_of(six)

    assert (reading.hidden, reading.good, reading.share) == ("one_counter", None, None)
    assert VoiceTally.objects.get().good == 5


def test_a_report_of_an_app_that_does_not_say_who_counted_is_known_as_it_always_was():
    told = content(voice={Voice.SAFE: Tally(5, 1, 0)})

    known = fingerprint_of(UUID(int=1), told, None)

    assert known == "540f43292f4026b3cd59fd7a025d5353f042ee8743e831d9018692a75b117c83"
    assert fingerprint_of(UUID(int=1), replace(told, voice_by_two=True), None) != known


def test_settled_between_two_words_on_who_counted_the_careful_one_stands(six):
    first = voted(six, 1, minutes=60, voice_by_two=True).report
    second = voted(six, 1, minutes=90, voice_by_two=False).report
    contents = groups.contents_of([first.pk, second.pk])

    settled = groups.settled([contents[first.pk], contents[second.pk]], {"min": 0})

    assert settled.voice_by_two is False


def test_outside_the_circle_no_single_session_is_read(six):
    for number in (1, 2):
        voted(six, number)

    assert groups.voice_of(six, VoiceSight.POOLED) == []
    assert groups.voice_pools(six)[Voice.SAFE] == []

    voted(six, 3, 0, 0, 6)
    voted(six, 4)

    [pool] = groups.voice_pools(six)[Voice.SAFE]
    assert (pool.first, pool.last, pool.sessions, pool.share) == (1, 4, 3, (15, 18))


def test_over_many_groups_what_the_guard_hides_counts_and_what_cannot_be_believed_does_not(cast, six):
    voted(six, 1)
    voted(six, 2, 0, 0, 6)
    voted(six, 3, 5, 0, 0)
    voted(six, 4, voice_by_two=False)

    found = groups.votes_for_evidence(cast.actor("eva"))

    assert sorted((vote.number, vote.good, vote.stones) for vote in found.counted) == [(1, 5, 6), (2, 0, 6)]
    assert found.left_out == 2
    assert {vote.group for vote in found.counted} == {str(six.pk)}, "as measures names the group of an answer"
    assert groups.votes_for_evidence(cast.actor("stranger")).counted == []
    early = groups.votes_for_evidence(cast.actor("eva"), question=Voice.SAFE, last=1)
    assert [vote.number for vote in early.counted] == [1]
    assert groups.votes_for_evidence(cast.actor("eva"), question=Voice.HEARD) == ([], 0)


# -------------------------------------------------------- what is stored can never tell who laid which stone


def stored(report):
    """Every byte that a report left in the tables of the vote, and in its own row, but for ids."""
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, "groups_voicetally")
        ]
    own = {field.name: getattr(report, field.name) for field in Session._meta.concrete_fields}
    own = {name: value for name, value in own.items() if name not in {"id", "seq", "standing", "superseded_by"}}
    rows = (
        VoiceTally.objects.filter(session=report).order_by("pk").values_list("question", "good", "middle", "not_good")
    )
    return columns, own, list(rows)


def test_a_total_has_no_column_for_an_order_a_time_a_device_or_a_person(six):
    columns, _, rows = stored(voted(six, 1).report)

    assert set(columns) == {"id", "session_id", "question", "good", "middle", "not_good"}
    assert rows == [("safe", 5, 1, 0)]


BALLOT = st.sampled_from(["good", "middle", "not_good"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(ballots=st.lists(BALLOT, min_size=6, max_size=6), data=st.data())
def test_whoever_laid_which_stone_in_whatever_order_the_same_is_stored(six, ballots, data):
    shuffled = data.draw(st.permutations(ballots))
    number = data.draw(st.integers(1, 15))

    told = []
    for laid in (ballots, shuffled):
        tally = Tally(*(laid.count(container) for container in Tally._fields))
        told.append(stored(make_session(six, number=number, marks=SIX, voice={Voice.SAFE: tally}).report))

    assert told[0] == told[1]


def test_questions_are_stored_in_their_own_order_not_in_that_of_counting(six):
    totals = {Voice.HEARD: Tally(6, 0, 0), Voice.SAFE: Tally(5, 1, 0), Voice.HELPED: Tally(4, 1, 1)}

    told = [
        stored(make_session(six, number=1, marks=SIX, voice={question: totals[question] for question in order}).report)
        for order in permutations(totals)
    ]

    assert all(one == told[0] for one in told)
