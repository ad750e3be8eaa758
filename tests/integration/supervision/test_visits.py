"""Visits and calls: taken once, corrected by another, sealed, with what was agreed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.groups import NOW, TODAY, make_session, new_id
from tests.factories.supervision import make_visit
from tuvurane.foundation.records import Standing
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups.codes import Status
from tuvurane.journal.models import Entry
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin
from tuvurane.people.roles import Role
from tuvurane.supervision import problems, queries
from tuvurane.supervision.actions import FollowUpContent
from tuvurane.supervision.codes import Topic, VisitFormat
from tuvurane.supervision.models import FollowUp, Visit
from tuvurane.training import problems as training_problems


def agreed(what="Practise silence", **changed):
    return replace(FollowUpContent(new_id(), what, TODAY + timedelta(days=7)), **changed)


def test_a_visit_to_a_session_stands_with_its_group_its_people_and_its_note(muriza, amina, carine):
    taken = make_visit(
        carine,
        format=VisitFormat.SESSION,
        group_id=muriza.pk,
        session_number=1,
        seen=[amina.pk],
        topics=[Topic.LISTENING, Topic.LISTENING],
        note="She waited for the shy ones.",
    )

    visit = queries.visit_for(carine, taken.visit.pk)
    assert taken.new
    assert (visit.session_number, visit.topics) == (1, [Topic.LISTENING])
    assert queries.note_of(visit) == "She waited for the shy ones."
    assert [one.facilitator_id for one in visit.seen.all()] == [amina.pk]
    assert queries.visits_of(muriza) == [visit]
    assert queries.visits_to(amina) == [visit]


def test_a_note_is_sealed_and_opens_only_in_its_own_row(amina, carine):
    one = make_visit(carine, seen=[amina.pk], note="She is worn.").visit
    other = make_visit(carine, seen=[amina.pk]).visit

    assert b"worn" not in bytes(one.note_sealed)
    other.note_sealed = one.note_sealed
    with pytest.raises(ValueError, match="wrong key"):
        queries.note_of(other)


def test_a_visit_sent_twice_is_one_visit(amina, carine):
    visit_id = new_id()
    first = make_visit(carine, visit_id=visit_id, seen=[amina.pk], follow_ups=[(one := agreed())])
    again = make_visit(carine, visit_id=visit_id, seen=[amina.pk], follow_ups=[one])

    assert (first.new, again.new) == (True, False)
    assert Visit.objects.count() == FollowUp.objects.count() == 1
    assert Entry.objects.filter(verb="visits.record").count() == 1


def test_the_same_id_with_other_words_is_refused(amina, carine):
    visit_id = new_id()
    make_visit(carine, visit_id=visit_id, seen=[amina.pk])

    with pytest.raises(group_problems.IdAlreadyUsed):
        make_visit(carine, visit_id=visit_id, seen=[amina.pk], minutes=21)


def test_a_correction_takes_the_place_of_a_visit_with_what_was_agreed(amina, carine):
    kept, dropped = agreed("Practise silence"), agreed("Ask for chairs")
    first = make_visit(carine, seen=[amina.pk], follow_ups=[kept, dropped]).visit
    again = replace(kept, what="Practise listening")

    second = make_visit(carine, seen=[amina.pk], minutes=40, follow_ups=[again], supersedes=first.pk).visit

    first.refresh_from_db()
    assert (first.standing, first.superseded_by_id) == (Standing.SUPERSEDED, second.pk)
    assert list(queries.visits_visible_to(carine)) == [second]
    assert sorted(queries.what_of(row) for row in queries.agreed_at(second)) == ["Ask for chairs", "Practise listening"]


def test_a_second_correction_of_one_visit_takes_the_place_of_the_first(amina, carine):
    first = make_visit(carine, seen=[amina.pk]).visit
    make_visit(carine, seen=[amina.pk], minutes=30, supersedes=first.pk)

    last = make_visit(carine, seen=[amina.pk], minutes=40, supersedes=first.pk).visit

    assert list(queries.visits_visible_to(carine)) == [last]


def test_a_correction_of_what_is_not_here_or_is_anothers_is_refused(cast, amina, carine):

    people_actions.give_role(
        actor=cast.actor("system"),
        account=cast["didier"],
        role=Role.SUPERVISOR,
        place=cast.places["Burunga"],
        since=date(2026, 1, 1),
        now=NOW,
    )
    visit = make_visit(carine, seen=[amina.pk]).visit

    for actor, named in ((carine, new_id()), (people.actor_of(cast["didier"], on=TODAY), visit.pk)):
        with pytest.raises(group_problems.NothingToSupersede):
            make_visit(actor, seen=[amina.pk], minutes=30, supersedes=named)


WRONG = {
    "nobody": ({}, problems.VisitToNobody),
    "a session without a group": (
        {"format": VisitFormat.SESSION, "session_number": 1, "seen": True},
        problems.SessionNotNamed,
    ),
    "a session without its number": ({"format": VisitFormat.SESSION, "group_id": True}, problems.SessionNotNamed),
    "a call with a session": ({"group_id": True, "session_number": 2}, problems.SessionNotNamed),
    "session 16": (
        {"format": VisitFormat.SESSION, "group_id": True, "session_number": 16},
        group_problems.OutOfRange,
    ),
    "no minutes": ({"seen": True, "minutes": 0}, group_problems.OutOfRange),
    "eleven hours": ({"seen": True, "minutes": 660}, group_problems.OutOfRange),
    "tomorrow": ({"seen": True, "on": TODAY + timedelta(days=1)}, group_problems.DateInTheFuture),
    "a long note": ({"seen": True, "note": "a" * 2001}, group_problems.TooLong),
    "an empty agreement": ({"seen": True, "follow_ups": ("  ", {})}, problems.TextMissing),
    "practice in a month": (
        {"seen": True, "follow_ups": ("Listen", {"competence": "listening", "due_on": TODAY + timedelta(days=22)})},
        problems.DueTooLate,
    ),
    "somebody unknown": ({"seen": "stranger"}, training_problems.FacilitatorUnknown),
    "a group elsewhere": ({"group_id": "elsewhere"}, group_problems.GroupUnknown),
}


@pytest.mark.parametrize(("said", "refused"), WRONG.values(), ids=list(WRONG))
def test_a_visit_that_cannot_be_is_refused_whole(said, refused, muriza, amina, carine):
    said = dict(said)
    if said.get("seen"):
        said["seen"] = [amina.pk] if said["seen"] is True else [new_id()]
    if said.get("group_id"):
        said["group_id"] = muriza.pk if said["group_id"] is True else new_id()
    if "follow_ups" in said:
        what, changed = said["follow_ups"]
        said["follow_ups"] = [agreed(what, **changed)]

    with pytest.raises(refused):
        make_visit(carine, **said)

    assert not Visit.objects.exists()
    assert not FollowUp.objects.exists()


def test_what_a_phone_recorded_is_kept_whatever_its_clock_says(cast, amina):
    on = TODAY + timedelta(days=400)

    taken = make_visit(
        cast.on_phone("carine"),
        seen=[amina.pk],
        on=on,
        follow_ups=[agreed(competence="listening", due_on=TODAY + timedelta(days=900))],
    )

    assert taken.visit.on == on


def test_the_office_takes_in_what_a_lost_phone_recorded_in_the_name_of_its_holder(cast, amina):
    origin = Origin(cast["carine"].pk, None, NOW, 0)

    taken = make_visit(cast.actor("coordinator"), seen=[amina.pk], origin=origin)

    assert taken.visit.supervisor_id == cast["carine"].pk
    with pytest.raises(people_problems.NotAllowed):
        make_visit(cast.actor("coordinator"), seen=[amina.pk])


def test_agreements_belong_to_who_does_them(amina, carine, cast):
    by_amina, by_carine = agreed("Listen", facilitator_id=amina.pk), agreed("Bring chairs")

    make_visit(carine, seen=[amina.pk], follow_ups=[by_amina, by_carine])

    owners = {queries.what_of(row): row.owner_id for row in FollowUp.objects.all()}
    assert owners == {"Listen": amina.pk, "Bring chairs": cast["carine"].pk}


def test_an_agreement_at_a_visit_to_several_without_a_group_says_whom_it_is_about(amina, bosco, carine):
    with pytest.raises(problems.FollowUpAboutNobody):
        make_visit(carine, seen=[amina.pk, bosco.pk], follow_ups=[agreed()])

    assert not Visit.objects.exists()


def test_an_agreement_with_the_id_of_another_is_refused(amina, carine):
    one = agreed()
    make_visit(carine, seen=[amina.pk], follow_ups=[one])

    with pytest.raises(group_problems.IdAlreadyUsed):
        make_visit(carine, seen=[amina.pk], follow_ups=[replace(one, what="Another")])

    assert [queries.what_of(row) for row in FollowUp.objects.all()] == [one.what]


def test_the_journal_knows_who_was_visited_and_nothing_that_was_said(amina, muriza, carine):
    make_visit(carine, seen=[amina.pk], group_id=muriza.pk, note="She is worn.", follow_ups=[agreed("Rest")])

    [line] = Entry.objects.filter(verb="visits.record")
    assert line.detail == {"format": "call", "seen": [str(amina.pk)], "group": str(muriza.pk)}


def test_what_a_phone_asks_about_it_hears_only_of_its_own(amina, muriza, carine, cast):
    visit = make_visit(carine, seen=[amina.pk]).visit
    make_session(muriza)

    assert queries.held_records(cast["carine"].pk, [visit.pk, new_id()]) == {visit.pk}
    assert queries.held_records(cast["bosco"].pk, [visit.pk]) == set()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("carine", True), ("coordinator", True), ("trainer", True), ("system", True), ("director", False),
        ("amina", False), ("eva", False), ("didier", False), ("administrator", False), ("stranger", False),
    ],
)  # fmt: skip
def test_visits_are_seen_by_those_who_see_supervision_at_the_place(name, sees, cast, amina, carine):
    visit = make_visit(carine, seen=[amina.pk]).visit

    assert list(queries.visits_visible_to(cast.actor(name))) == ([visit] if sees else [])


def test_what_is_held_already_is_answered_even_to_a_phone_that_lost_its_role(cast, amina):
    phone, visit_id = cast.on_phone("carine"), new_id()
    make_visit(phone, visit_id=visit_id, seen=[amina.pk])

    again = make_visit(replace(phone, grants=()), visit_id=visit_id, seen=[amina.pk])

    assert not again.new
    with pytest.raises(people_problems.NotAllowed):
        make_visit(replace(phone, grants=()), seen=[amina.pk])


def test_a_visit_that_comes_months_later_still_lands(cast, muriza, amina):
    group_actions.move_group(
        actor=cast.actor("system"), group=muriza, to=Status.GRADUATED, on=TODAY, reason="", now=NOW
    )

    taken = make_visit(cast.on_phone("carine"), group_id=muriza.pk, on=date(2026, 3, 1))

    assert (taken.new, taken.visit.group_id) == (True, muriza.pk)
