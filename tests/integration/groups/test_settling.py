"""Two phones, one session: what agrees merges, what differs is settled by people, nobody's value vanishes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import content, make_missed, make_participant, make_session, new_id, settle
from tuvurane.foundation import words
from tuvurane.groups import actions, problems
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted, Tally
from tuvurane.groups.codes import Challenge, Mark, MissedReason, Phase, PlaceKind, Shift, Voice
from tuvurane.groups.models import MissedSession, Session
from tuvurane.people import problems as people_problems
from tuvurane.people.actions import Origin

P, E, A = Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT
# What two reports may differ in: the change, the key under which it is compared, both values.
DIFFERENT = [
    ({"held_on": date(2026, 9, 9)}, "on", ["2026-09-08", "2026-09-09"]),
    ({"minutes": 90}, "min", [180, 90]),
    ({"place_kind": PlaceKind.TREE}, "place", ["church", "tree"]),
    ({"phase": Phase.CARE}, "phase", ["safety", "care"]),
    ({"facilitators": ()}, "by", [[1], []]),
    ({"challenges": [Challenge.ALCOHOL]}, "hard", [[], ["alcohol"]]),
    ({"voice": {Voice.SAFE: Tally(5, 1, 0)}}, "voice.safe", [None, [5, 1, 0]]),
    ({"marks": {1: P, 2: A}}, "mark.2", [None, "absent"]),
]
# What never needs settling: order, notes and small shifts.
THE_SAME = [
    {},
    {"note": "Rain at the end."},
    {"shifts": [Shifted(Shift.FAMILY, "talks again")]},
    {"facilitators": (1, 1)},
]


def standings(group):
    return list(Session.objects.filter(group=group).order_by("seq").values_list("standing", flat=True))


def beside(group):
    return groups.beside_of_groups([group.pk]).get(group.pk, [])


def needs(group):
    return [need.code for need in groups.needs_of(group, on=TODAY) if need.code == "beside"]


@pytest.mark.parametrize("changed", THE_SAME, ids=str)
def test_a_second_report_that_says_the_same_merges_and_asks_nobody(aminas_group, changed):
    make_session(aminas_group)

    make_session(aminas_group, **changed)

    assert standings(aminas_group) == ["counted", "merged"]
    assert beside(aminas_group) == needs(aminas_group) == []


@pytest.mark.parametrize(("changed", "key", "values"), DIFFERENT, ids=[key for _, key, _ in DIFFERENT])
def test_a_second_report_that_differs_stands_beside_with_both_values(aminas_group, changed, key, values):
    first = make_session(aminas_group).report

    second = make_session(aminas_group, **changed).report

    [doubled] = beside(aminas_group)
    assert (doubled.n, [report.id for report in doubled.reports]) == (1, [first.pk, second.pk])
    assert [report.counted for report in doubled.reports] == [True, False]
    assert doubled.differ == [(key, values)]
    assert needs(aminas_group) == ["beside"]


def test_who_said_what_is_told_by_name(cast, aminas_group):
    make_session(aminas_group, actor=cast.actor("amina"))
    make_session(aminas_group, minutes=90)

    [doubled] = beside(aminas_group)

    assert [report.by for report in doubled.reports] == ["Amina", ""]


def test_three_phones_of_which_two_agree_are_all_three_shown(aminas_group):
    reports = [make_session(aminas_group, minutes=minutes).report for minutes in (180, 90, 180)]

    [doubled] = beside(aminas_group)

    assert standings(aminas_group) == ["counted", "beside", "merged"]
    assert [report.id for report in doubled.reports] == [report.pk for report in reports]
    assert doubled.differ == [("min", [180, 90, 180])]


def test_settling_supersedes_all_and_takes_the_chosen_values(aminas_group):
    first = make_session(aminas_group, minutes=90, phase=Phase.CARE).report
    second = make_session(aminas_group, minutes=120, phase=Phase.TRUST).report
    third = make_session(aminas_group, minutes=90, phase=Phase.CARE).report

    made = settle(aminas_group, first, second, third, by={"min": first, "phase": second}).report

    assert standings(aminas_group) == ["superseded", "superseded", "superseded", "counted"]
    assert set(made.supersedes.all()) == {first, second, third}
    assert (made.minutes, made.phase) == (90, "trust")
    assert beside(aminas_group) == needs(aminas_group) == []


def test_settling_joins_notes_and_small_shifts(aminas_group):
    anger, family = Shifted(Shift.ANGER, "less shouting"), Shifted(Shift.FAMILY, "talks again")
    first = make_session(aminas_group, minutes=90, note="We sang.", shifts=[anger]).report
    second = make_session(aminas_group, note="Rain.", shifts=[anger, family]).report

    made = settle(aminas_group, first, second, by={"min": second}).report

    assert groups.note_of(made) == "We sang.\n\nRain."
    assert [(one.number, one.shift) for one in groups.shifts_of(aminas_group)] == [(1, anger), (1, family)]
    again = settle(aminas_group, made, first, by={"min": first}).report
    assert groups.note_of(again) == "We sang.\n\nRain."


def test_what_a_merged_report_noted_is_read_with_the_counted_one(aminas_group):
    anger, family = Shifted(Shift.ANGER, "less shouting"), Shifted(Shift.FAMILY, "talks again")
    make_session(aminas_group, shifts=[anger])

    make_session(aminas_group, shifts=[family, anger])

    assert [(one.number, one.shift) for one in groups.shifts_of(aminas_group)] == [(1, anger), (1, family)]


def test_a_value_that_only_one_report_gives_is_chosen_too(aminas_group):
    first = make_session(aminas_group, marks={1: P}).report
    second = make_session(aminas_group, marks={1: P, 2: A}, voice={Voice.SAFE: Tally(5, 0, 0)}).report

    made = settle(aminas_group, first, second, by={"mark.2": first, "voice.safe": second}).report

    said = groups.contents_of([made.pk])[made.pk]
    assert (said.marks, said.voice) == ({1: P}, {Voice.SAFE: Tally(5, 0, 0)})


@pytest.mark.parametrize("missing", ["min", "mark.2", "voice.safe"])
def test_a_difference_without_a_choice_is_refused_by_name(aminas_group, missing):
    first = make_session(aminas_group).report
    second = make_session(aminas_group, minutes=90, marks={1: P, 2: A}, voice={Voice.SAFE: Tally(5, 0, 0)}).report
    chosen = {"min": first, "mark.2": first, "voice.safe": second}
    del chosen[missing]

    with pytest.raises(problems.SettleIncomplete) as refused:
        settle(aminas_group, first, second, by=chosen)

    assert refused.value.details == {"what": missing}
    assert all("{" not in refused.value.sentence(language) for language in words.LANGUAGES)
    assert standings(aminas_group) == ["counted", "beside"]


def test_choices_that_leave_nobody_present_are_refused(aminas_group):
    first = make_session(aminas_group, marks={1: P, 2: A}).report
    second = make_session(aminas_group, marks={1: A, 2: P}).report

    with pytest.raises(problems.NobodyThere):
        settle(aminas_group, first, second, by={"mark.1": second, "mark.2": first})


def test_settling_sent_twice_is_one_report_and_never_another(aminas_group):
    first, second = (make_session(aminas_group, minutes=minutes).report for minutes in (90, 120))
    session_id = new_id()

    taken = [settle(aminas_group, first, second, by={"min": second}, session_id=session_id) for _ in range(2)]

    assert [one.new for one in taken] == [True, False]
    with pytest.raises(problems.IdAlreadyUsed):
        settle(aminas_group, first, second, by={"min": first}, session_id=session_id)


@pytest.mark.parametrize(("other", "standing"), [("min first", "merged"), ("min second", "beside")])
def test_when_two_settle_at_once_nobody_is_refused(aminas_group, other, standing):
    first, second = (make_session(aminas_group, minutes=minutes).report for minutes in (90, 120))
    settle(aminas_group, first, second, by={"min": first})

    settle(aminas_group, first, second, by={"min": first if other == "min first" else second})

    assert standings(aminas_group) == ["superseded", "superseded", "counted", standing]


def test_a_report_that_comes_while_one_settles_is_compared_with_what_was_settled(aminas_group):
    first, second = (make_session(aminas_group, minutes=minutes).report for minutes in (90, 120))
    late = make_session(aminas_group, minutes=150).report

    made = settle(aminas_group, first, second, by={"min": second}).report

    [doubled] = beside(aminas_group)
    assert [(report.id, report.counted) for report in doubled.reports] == [(made.pk, True), (late.pk, False)]
    assert doubled.differ == [("min", [120, 150])]


@pytest.mark.parametrize(("minutes", "standing"), [(90, "merged"), (120, "beside")])
def test_correcting_what_another_corrected_first_is_kept_beside(aminas_group, minutes, standing):
    first = make_session(aminas_group, minutes=60).report
    make_session(aminas_group, minutes=90, supersedes=first.pk)

    make_session(aminas_group, minutes=minutes, supersedes=first.pk)

    assert standings(aminas_group) == ["superseded", "counted", standing]


def test_a_correction_to_what_the_other_said_settles_it_by_itself(aminas_group):
    first = make_session(aminas_group, minutes=60).report
    make_session(aminas_group, minutes=90)

    make_session(aminas_group, minutes=90, supersedes=first.pk)

    assert standings(aminas_group) == ["superseded", "merged", "counted"]


def test_a_report_given_another_number_leaves_its_place_to_the_one_beside(aminas_group):
    wrong = make_session(aminas_group, minutes=60).report
    make_session(aminas_group, minutes=90)

    make_session(aminas_group, number=2, supersedes=wrong.pk)

    assert [(session.number, session.minutes) for session in groups.sessions_of(aminas_group)] == [(1, 90), (2, 180)]


def not_here(aminas_group, boscos_group):
    return {
        "nobody's": [new_id()],
        "another group's": [make_session(boscos_group).report.pk],
        "another session's": [make_session(aminas_group, number=2).report.pk],
        "none": [],
    }


@pytest.mark.parametrize("which", ["nobody's", "another group's", "another session's", "none"])
def test_only_reports_of_one_session_of_this_group_are_settled(aminas_group, boscos_group, which):
    first = make_session(aminas_group).report
    of = not_here(aminas_group, boscos_group)[which]

    with pytest.raises(problems.NothingToSupersede):
        actions.settle_session(
            actor=SYSTEM, group=aminas_group, session_id=new_id(), of=[first.pk, *of] if of else [], take={}, now=NOW
        )


@pytest.mark.parametrize("by", ["bosco", "trainer", "director", "stranger"])
def test_who_may_not_report_may_not_settle(cast, aminas_group, by):
    first, second = (make_session(aminas_group, minutes=minutes).report for minutes in (90, 120))

    with pytest.raises(people_problems.NotAllowed):
        settle(aminas_group, first, second, by={"min": first}, actor=cast.actor(by))


def test_who_came_back_on_another_seat_is_one_person_in_the_comparison(aminas_group):
    first = make_session(aminas_group, marks={1: P, 2: A}).report
    person = aminas_group.memberships.get(seat=2).participant
    actions.leave_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, why="work", now=NOW)
    actions.rejoin_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, now=NOW)
    seat = aminas_group.memberships.get(participant=person, left_on=None).seat

    second = make_session(aminas_group, marks={1: P, seat: P}).report

    assert beside(aminas_group)[0].differ == [(f"mark.{seat}", ["absent", "present"])]
    made = settle(aminas_group, first, second, by={"mark.2": first}).report  # as a phone names it that pulled before
    assert made.attendance.get(participant=person).mark == "absent"


def test_values_of_a_phones_wrong_clock_are_settled_in_the_office_too(cast, aminas_group):
    reports = [
        make_session(aminas_group, actor=cast.on_phone("amina"), held_on=TODAY + timedelta(days=365), minutes=minutes)
        for minutes in (90, 120)
    ]

    made = settle(aminas_group, *[one.report for one in reports], by={"min": reports[1].report},
                  actor=cast.actor("carine")).report  # fmt: skip

    assert (made.held_on, made.minutes) == (TODAY + timedelta(days=365), 120)


def test_every_value_of_every_report_stays_readable(aminas_group):
    told = [content(minutes=minutes, note=f"n{minutes}", marks={1: P, 2: mark}) for minutes, mark in
            ((90, P), (120, A), (150, E))]  # fmt: skip
    ids = [new_id() for _ in told]
    for session_id, said in zip(ids, told, strict=True):
        actions.record_session(actor=SYSTEM, group=aminas_group, session_id=session_id, content=said, now=NOW)
    reports = [Session.objects.get(pk=session_id) for session_id in ids]

    settle(aminas_group, *reports, by={"min": reports[2], "mark.2": reports[1]})

    read = groups.contents_of(ids, sealed=True)
    assert [groups.said(read[pk]) for pk in ids] == [groups.said(said) for said in told]
    assert [read[pk].note for pk in ids] == ["n90", "n120", "n150"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_after_settling_each_chosen_value_is_the_one_taken_and_what_agreed_stays(aminas_group, data):
    number = data.draw(st.integers(1, 15))
    told = data.draw(st.lists(strategies.session_contents(seats=4), min_size=2, max_size=3))
    reports = [_record(aminas_group, replace(said, number=number)) for said in told]
    said = [groups.said(groups.contents_of([report.pk])[report.pk]) for report in reports]
    choice = {one.key: data.draw(st.integers(0, len(told) - 1)) for one in groups.differences(said)}
    by = {key: reports[at] for key, at in choice.items()} | {"mark.1": reports[0]}
    expected = said[0] | {key: said[choice.get(key, 0)].get(key) for key in choice}
    expected["mark.1"] = said[0]["mark.1"]  # somebody was there

    made = settle(aminas_group, *reports, by=by).report

    read = groups.said(groups.contents_of([made.pk])[made.pk])
    assert read == {key: value for key, value in expected.items() if value is not None}
    assert {report.standing for report in Session.objects.filter(pk__in=[one.pk for one in reports])} == {"superseded"}


def _record(group, said):
    said = replace(said, marks=dict(said.marks) | {1: P})
    return actions.record_session(actor=SYSTEM, group=group, session_id=new_id(), content=said, now=NOW).report


def test_where_a_report_comes_from_is_kept_apart_from_who_hands_it_in(cast, aminas_group):
    claimed = NOW + timedelta(days=365)
    origin = Origin(cast["amina"].pk, None, claimed, -365 * 86_400)

    taken = actions.record_session(
        actor=cast.actor("coordinator"),
        group=aminas_group,
        session_id=new_id(),
        content=content(),
        origin=origin,
        now=NOW,
    ).report

    assert (taken.recorded_by, taken.claimed_at, taken.recorded_at) == (cast["amina"], claimed, NOW)
    assert groups.clock_days(taken) == -365


@pytest.mark.parametrize(
    ("gap", "days"), [(None, 0), (0, 0), (86_400, 0), (-86_400, 0), (86_401, 1), (-200_000, -2), (31_536_000, 365)]
)
def test_a_clock_that_is_off_by_more_than_a_day_is_told(gap, days):
    assert groups.clock_days(Session(clock_gap=gap)) == days


# --------------------------------------------------------------------------------------- days without a session


def days(group):
    return list(MissedSession.objects.filter(group=group).order_by("seq").values_list("standing", flat=True))


def test_a_missed_day_comes_once_and_a_second_report_merges_or_stands_beside(aminas_group):
    missed_id = new_id()

    taken = [
        make_missed(aminas_group, missed_id=missed_id),
        make_missed(aminas_group, missed_id=missed_id),
        make_missed(aminas_group),
        make_missed(aminas_group, reason=MissedReason.OTHER),
    ]

    assert [one.new for one in taken] == [True, False, True, True]
    assert days(aminas_group) == ["counted", "merged", "beside"]
    assert groups.missed_of(aminas_group).get().reason == "rain"
    assert needs(aminas_group) == ["beside"]


def test_the_same_id_of_a_missed_day_with_another_reason_is_refused(aminas_group):
    missed_id = make_missed(aminas_group).report.pk

    with pytest.raises(problems.IdAlreadyUsed):
        make_missed(aminas_group, missed_id=missed_id, reason=MissedReason.OTHER)


def test_a_missed_day_is_settled_by_a_new_report_of_it(cast, aminas_group):
    first = make_missed(aminas_group, actor=cast.actor("amina")).report
    second = make_missed(aminas_group, reason=MissedReason.MOURNING).report
    [doubled] = groups.beside_missed_of_groups([aminas_group.pk])[aminas_group.pk]

    make_missed(aminas_group, reason=MissedReason.MOURNING, settles=[report.id for report in doubled.reports])

    assert [(report.id, report.by, report.counted, report.reason) for report in doubled.reports] == [
        (first.pk, "Amina", True, "rain"),
        (second.pk, "", False, "mourning"),
    ]
    assert days(aminas_group) == ["superseded", "superseded", "counted"]
    assert groups.missed_of(aminas_group).get().reason == "mourning"
    assert groups.beside_missed_of_groups([aminas_group.pk]) == {}


def test_a_missed_day_settled_twice_keeps_the_second_choice(aminas_group):
    of = [make_missed(aminas_group, reason=reason).report.pk for reason in (MissedReason.RAIN, MissedReason.OTHER)]
    make_missed(aminas_group, reason=MissedReason.RAIN, settles=of)

    make_missed(aminas_group, reason=MissedReason.OTHER, settles=of)

    assert days(aminas_group) == ["superseded", "superseded", "counted", "beside"]


def test_a_missed_day_settles_only_what_is_here(aminas_group, boscos_group):
    other = make_missed(boscos_group).report.pk

    with pytest.raises(problems.NothingToSupersede):
        make_missed(aminas_group, settles=[other])


@pytest.mark.parametrize("many", [1, 4])
def test_however_much_waits_it_is_read_with_a_few_questions(
    cast, aminas_group, boscos_group, many, django_assert_num_queries
):
    for group in (aminas_group, boscos_group):
        for number in range(1, many + 1):
            for minutes in (90, 120, 150):
                make_session(group, number=number, minutes=minutes)
            for reason in (MissedReason.RAIN, MissedReason.OTHER):
                make_missed(group, on=TODAY - timedelta(days=number), reason=reason)

    with django_assert_num_queries(8):
        told = groups.beside_of_groups([aminas_group.pk, boscos_group.pk])
        missed = groups.beside_missed_of_groups([aminas_group.pk, boscos_group.pk])

    assert [len(told[group.pk]) for group in (aminas_group, boscos_group)] == [many, many]
    assert [len(missed[group.pk]) for group in (aminas_group, boscos_group)] == [many, many]


def test_where_nothing_waits_one_question_is_enough(aminas_group, django_assert_num_queries):
    make_session(aminas_group)
    make_participant(aminas_group)

    with django_assert_num_queries(1):
        told = groups.beside_of_groups([aminas_group.pk])

    assert told == {}
