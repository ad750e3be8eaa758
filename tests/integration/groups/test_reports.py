"""Reports of sessions: never lost, never counted twice, never edited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from tests import strategies
from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import content, make_session, new_id
from tuvurane.groups import actions, problems
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted, Tally
from tuvurane.groups.codes import Challenge, Mark, Phase, PlaceKind, Shift, Voice
from tuvurane.groups.models import Attendance, Session
from tuvurane.people import problems as people_problems

P, E, A = Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT
# What may differ between two reports, one at a time.
OTHERS = {
    "number": 2, "held_on": date(2026, 9, 9), "minutes": 181, "place_kind": PlaceKind.TREE, "phase": Phase.MEMORIES,
    "facilitators": (), "marks": {1: P, 2: A}, "voice": {Voice.SAFE: Tally(5, 0, 0)},
    "shifts": [Shifted(Shift.FAMILY, "talks again")], "challenges": [Challenge.ALCOHOL], "note": "Rain at the end.",
    "voice_by_two": False,
}  # fmt: skip
TOMORROW = TODAY + timedelta(days=1)


def standings(group):
    return list(Session.objects.filter(group=group).order_by("seq").values_list("number", "standing"))


def test_a_report_that_comes_twice_is_one_report(aminas_group):
    session_id = new_id()

    taken = [make_session(aminas_group, session_id=session_id, marks={1: P, 2: E}) for _ in range(2)]

    assert [one.new for one in taken] == [True, False]
    assert taken[0].report == taken[1].report
    assert (Session.objects.count(), Attendance.objects.count()) == (1, 2)


@pytest.mark.parametrize("part", OTHERS)
def test_the_same_id_with_other_content_is_refused(aminas_group, part):
    session_id = make_session(aminas_group).report.pk

    with pytest.raises(problems.IdAlreadyUsed):
        make_session(aminas_group, session_id=session_id, **{part: OTHERS[part]})


def test_an_id_is_no_key_to_another_groups_report(aminas_group, boscos_group):
    session_id = make_session(aminas_group).report.pk

    with pytest.raises(problems.IdAlreadyUsed):
        make_session(boscos_group, session_id=session_id)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(said=strategies.session_contents(seats=4))
def test_any_report_is_read_as_it_was_written_and_known_again(aminas_group, said):
    session_id = new_id()

    taken = [
        actions.record_session(actor=SYSTEM, group=aminas_group, session_id=session_id, content=said, now=NOW)
        for _ in range(2)
    ]

    read = Session.objects.get(pk=session_id)
    marks = dict(read.attendance.values_list("mark").order_by("mark").values_list("participant_id", "mark"))
    assert [one.new for one in taken] == [True, False]
    assert (read.number, read.held_on, read.phase, groups.note_of(read)) == (
        said.number, said.held_on, said.phase, said.note
    )  # fmt: skip
    assert (read.marked, read.present) == (len(marks), list(marks.values()).count("present"))
    assert sorted(marks.values()) == sorted(said.marks.values())


def test_corrections_form_a_chain_of_which_the_last_one_counts(aminas_group):
    first = make_session(aminas_group, minutes=60).report
    second = make_session(aminas_group, minutes=90, supersedes=first.pk).report
    third = make_session(aminas_group, minutes=120, supersedes=second.pk).report

    assert standings(aminas_group) == [(1, "superseded"), (1, "superseded"), (1, "counted")]
    assert groups.sessions_of(aminas_group).get() == third
    assert Session.objects.get(pk=first.pk).minutes == 60


@pytest.mark.parametrize("whose", ["nobody's", "another group's"])
def test_a_correction_of_what_is_not_here_waits_for_it(aminas_group, boscos_group, whose):
    corrected = new_id() if whose == "nobody's" else make_session(boscos_group).report.pk

    with pytest.raises(problems.NothingToSupersede):
        make_session(aminas_group, supersedes=corrected)

    assert standings(aminas_group) == []


def test_a_correction_may_give_another_number(aminas_group):
    wrong = make_session(aminas_group, number=3).report

    make_session(aminas_group, number=2, supersedes=wrong.pk)

    assert [session.number for session in groups.sessions_of(aminas_group)] == [2]


def test_phases_are_what_was_judged_and_may_go_back(aminas_group):
    judged = [Phase.TRUST, Phase.CARE, Phase.SAFETY, Phase.CARE, Phase.MEMORIES]

    for number, phase in enumerate(judged, start=1):
        make_session(aminas_group, number=number, phase=phase)

    assert [session.phase for session in groups.sessions_of(aminas_group)] == judged


def test_the_phase_is_never_computed_from_the_number(aminas_group):
    for number in range(15, 0, -1):
        make_session(aminas_group, number=number, phase=Phase.RESPECT)

    assert {session.phase for session in groups.sessions_of(aminas_group)} == {"respect"}


WRONG = {
    "a seat that nobody has": ({"marks": {1: P, 9: P}}, problems.SeatUnknown),
    "a facilitator that nobody is": ({"facilitators": (2,)}, problems.SeatUnknown),
    "nobody present": ({"marks": {1: A, 2: E}}, problems.NobodyThere),
    "no marks": ({"marks": {}}, problems.NobodyThere),
    "session sixteen": ({"number": 16}, problems.OutOfRange),
    "session nought": ({"number": 0}, problems.OutOfRange),
    "nine minutes": ({"minutes": 9}, problems.OutOfRange),
    "eleven hours": ({"minutes": 601}, problems.OutOfRange),
    "more stones than a circle has": ({"voice": {Voice.SAFE: Tally(41, 0, 0)}}, problems.OutOfRange),
    "stones below nought": ({"voice": {Voice.SAFE: Tally(5, 0, -1)}}, problems.OutOfRange),
    "a shift without a line": ({"shifts": [Shifted(Shift.ANGER, "  ")]}, problems.ShiftNeedsALine),
    "a shift of two lines": ({"shifts": [Shifted(Shift.ANGER, "x" * 141)]}, problems.TooLong),
    "a note like a book": ({"note": "x" * 2001}, problems.TooLong),
    "tomorrow": ({"held_on": TOMORROW}, problems.DateInTheFuture),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_report_that_cannot_be_is_refused_and_leaves_nothing(aminas_group, name):
    changed, problem = WRONG[name]

    with pytest.raises(problem) as refused:
        make_session(aminas_group, **changed)

    assert "{" not in "".join(refused.value.sentence(language) for language in ("en", "fr", "rn", "sw"))
    assert standings(aminas_group) == []


@pytest.mark.parametrize("on", [TOMORROW, date(1970, 1, 1), date(2027, 11, 22), date.max])
def test_what_a_phones_clock_claims_is_kept_and_stops_no_page(cast, aminas_group, on):
    make_session(aminas_group, actor=cast.on_phone("amina"), held_on=on)

    row = groups.board(cast.actor("carine"), on=TODAY)[0]

    assert (row.last_held_on, row.stones[0].on) == (on, on)


def test_one_person_on_two_seats_is_marked_once(aminas_group):
    person = aminas_group.memberships.get(seat=1).participant
    actions.leave_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, why="work", now=NOW)
    actions.rejoin_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, now=NOW)

    with pytest.raises(problems.MarkedTwice):
        make_session(aminas_group, marks={1: P, 5: P})
    assert make_session(aminas_group, marks={5: P}).new


@pytest.mark.parametrize("by", ["bosco", "didier", "eva", "director", "trainer", "administrator", "stranger"])
def test_who_does_not_lead_or_supervise_the_group_reports_nothing(cast, aminas_group, by):
    with pytest.raises(people_problems.NotAllowed):
        make_session(aminas_group, actor=cast.actor(by))


@pytest.mark.parametrize("by", ["amina", "carine", "coordinator"])
def test_who_leads_or_supervises_may_report(cast, aminas_group, by):
    assert make_session(aminas_group, actor=cast.actor(by)).report.recorded_by == cast[by]


def test_a_vote_that_could_betray_is_kept_and_not_shown(aminas_group):
    make_session(aminas_group, marks=dict.fromkeys(range(1, 5), P), voice={Voice.SAFE: Tally(0, 0, 4)})

    reading = groups.voice_of(aminas_group)[0]

    assert (reading.hidden, reading.good, reading.middle, reading.not_good) == ("few", None, None, None)
    assert Session.objects.get().voice.get().not_good == 4


def test_a_mark_that_is_missing_is_unknown_and_not_absent(aminas_group):
    seats = groups.seats_of(aminas_group)
    make_session(aminas_group, marks={1: P, 2: A})

    grid = groups.attendance_grid(aminas_group)

    assert grid.marks == {seats[1]: {1: "present"}, seats[2]: {1: "absent"}}


def test_every_part_of_a_report_is_in_the_comparison():
    assert set(OTHERS) == set(replace(content()).__dataclass_fields__)
