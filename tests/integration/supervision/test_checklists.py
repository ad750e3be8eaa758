"""Checklists: an observer beside the facilitators, a person's latest word, adaptations sealed."""

import pytest

from tests.factories.groups import NOW, TODAY, make_session, new_id
from tests.factories.supervision import checklist_content, make_checklist, make_visit
from tuvurane.foundation.records import Standing
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people.actions import Origin
from tuvurane.supervision import problems, queries
from tuvurane.supervision.actions import Adapted
from tuvurane.supervision.codes import Done, VisitFormat, WhyAdapted
from tuvurane.supervision.models import Checklist

TWO = {"circle": Done.DONE, "game_or_song": Done.NOT}


@pytest.fixture
def own_phone(cast):
    return cast.on_phone("amina")


def test_who_leads_the_group_speaks_for_themselves_and_who_does_not_observes(muriza, amina, carine, own_phone):
    make_checklist(own_phone, muriza, elements=TWO | {"game_or_song": Done.DONE})
    make_checklist(carine, muriza, elements=TWO)

    said = {one.code: one[1:] for one in queries.beside(muriza, 1)}
    assert said["circle"] == (Done.DONE, Done.DONE)
    assert said["game_or_song"] == (Done.NOT, Done.DONE)
    assert said["rules_agreed"] == (None, None)
    read = queries.fidelity_of(muriza)
    assert (read.observed.value, read.self_.value, read.gap, read.paired) == (0.5, 1.0, -0.5, 2)


def test_whoever_once_led_the_group_is_never_its_observer(cast, muriza, amina, own_phone):
    group_actions.end_assignment(actor=cast.actor("system"), group=muriza, account=cast["amina"], until=TODAY, now=NOW)
    taken = make_checklist(cast.actor("coordinator"), muriza, origin=Origin(cast["amina"].pk, None, NOW, 0))

    assert not taken.checklist.observer


def test_a_checklist_sent_twice_is_one(muriza, amina, carine):
    checklist_id = new_id()

    first, again = (make_checklist(carine, muriza, checklist_id=checklist_id) for _ in range(2))

    assert (first.new, again.new, Checklist.objects.count()) == (True, False, 1)
    assert Entry.objects.filter(verb="checklists.record").count() == 1


def test_the_same_id_with_other_words_is_refused(muriza, amina, carine):
    checklist_id = new_id()
    make_checklist(carine, muriza, checklist_id=checklist_id)

    with pytest.raises(group_problems.IdAlreadyUsed):
        make_checklist(carine, muriza, checklist_id=checklist_id, elements=TWO)


def test_a_persons_later_word_about_a_session_takes_the_place_of_the_former(muriza, amina, carine):
    first = make_checklist(carine, muriza).checklist
    second = make_checklist(carine, muriza, elements=TWO).checklist
    other = make_checklist(carine, muriza, session_number=2).checklist

    first.refresh_from_db()
    assert (first.standing, first.superseded_by_id) == (Standing.SUPERSEDED, second.pk)
    assert queries.checklists_of(muriza) == [second, other]


def test_a_correction_moves_a_checklist_to_another_session(muriza, amina, carine):
    first = make_checklist(carine, muriza).checklist

    second = make_checklist(carine, muriza, session_number=2, supersedes=first.pk).checklist

    assert queries.checklists_of(muriza) == [second]


def test_a_correction_of_what_is_not_ones_own_is_refused(muriza, amina, carine, own_phone):
    theirs = make_checklist(own_phone, muriza).checklist

    with pytest.raises(group_problems.NothingToSupersede):
        make_checklist(carine, muriza, supersedes=theirs.pk)


def test_what_was_done_in_another_way_is_kept_with_its_reason_and_its_words_sealed(muriza, amina, carine):
    adapted = {"game_or_song": Adapted(WhyAdapted.CULTURE, "They were in mourning.")}

    row = make_checklist(carine, muriza, elements=TWO, adapted=adapted).checklist

    assert b"mourning" not in bytes(row.adapted_sealed)
    assert queries.adaptations_of(muriza, 1) == [("game_or_song", "culture", "They were in mourning.", True)]


WRONG = {
    "session 16": ({"session_number": 16, "elements": TWO}, group_problems.OutOfRange),
    "a version nobody knows": ({"version": "1999-01"}, problems.ChecklistUnknown),
    "an element of another list": ({"elements": {"sermon": Done.DONE}}, problems.ElementUnknown),
    "nothing": ({"elements": {}}, problems.NothingChecked),
    "adapted, and not said whether done": (
        {"elements": TWO, "adapted": {"closing": Adapted(WhyAdapted.TIME)}},
        problems.NotInSession,
    ),
    "a long story": (
        {"elements": TWO, "adapted": {"circle": Adapted(WhyAdapted.TIME, "a" * 141)}},
        group_problems.TooLong,
    ),
}


@pytest.mark.parametrize(("said", "refused"), WRONG.values(), ids=list(WRONG))
def test_a_checklist_that_cannot_be_is_refused(said, refused, muriza, amina, carine):
    with pytest.raises(refused):
        make_checklist(carine, muriza, **said)

    assert not Checklist.objects.exists()


WHO = [
    # who, may check Amina's group
    ("carine", True), ("amina", True), ("bosco", False), ("coordinator", False), ("trainer", False),
    ("didier", False), ("eva", False), ("director", False), ("administrator", False), ("stranger", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "may"), WHO)
def test_who_may_check_a_session(name, may, cast, muriza, amina, bosco):
    try:
        taken = make_checklist(cast.actor(name), muriza)
    except (people_problems.NotAllowed, group_problems.GroupUnknown):
        taken = None

    assert (taken is not None) == may


def test_the_share_of_sessions_that_somebody_observed(cast, muriza, amina, carine, own_phone):
    assert queries.coverage(carine).share is None
    for number in (1, 2, 3, 4):
        make_session(muriza, number=number)
    make_checklist(own_phone, muriza)
    make_checklist(carine, muriza, session_number=2, elements=TWO)
    make_visit(carine, group_id=muriza.pk, format=VisitFormat.SESSION, session_number=3)
    make_visit(carine, group_id=muriza.pk, format=VisitFormat.SESSION, session_number=9)
    make_visit(carine, group_id=muriza.pk)

    read = queries.coverage(carine)

    assert (read.held, read.observed, read.share, read.least) == (4, 2, 0.5, 0.1)
    assert read.new == []


def test_a_new_facilitator_whom_nobody_observed_twice_is_named(muriza, amina, carine):
    make_checklist(carine, muriza, session_number=2, elements=TWO)

    [new] = queries.coverage(carine).new

    assert (new.facilitator, new.observed, new.needed) == (amina, 1, 2)


def test_nothing_is_covered_for_whom_the_group_does_not_exist(cast, muriza, amina):
    assert queries.coverage(cast.actor("stranger")).new == []


def test_what_is_due_follows_the_version_in_use(muriza):
    content = checklist_content(muriza, session_number=15)

    assert "looking_back" in content.elements
    assert "rules_agreed" not in content.elements
