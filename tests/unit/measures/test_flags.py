"""A yes to a flagged item: seen by the safeguarding role alone, answered by a person."""

import pytest

from tests.unit.measures.conftest import ANSWERS, NOW, SYSTEM
from tuvurane.journal.models import Entry
from tuvurane.measures import actions, policies, problems, queries
from tuvurane.measures.models import Flag
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role


@pytest.fixture
def flag(world, with_yes):
    return world.record(answers=with_yes(17)).response.flags.get()


def test_a_yes_raises_a_flag_whatever_the_total(world, with_yes):
    world.record(person=0, answers=with_yes(17))
    world.record(person=1, answers=with_yes(17, blank=(1, 2, 3)))
    world.record(person=2, answers=with_yes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))

    flagged = {(flag.response.participant_id, flag.item) for flag in Flag.objects.all()}

    assert flagged == {(person.pk, "srq_17") for person in world.people["hill one"][:2]}


def test_any_answer_above_no_day_to_the_last_phq_item_is_flagged(world):
    world.record(instrument="phq9", answers=ANSWERS["phq9"] | {"phq_9": 1})

    assert Flag.objects.get().item == "phq_9"


def test_the_journal_says_that_a_flag_was_raised_and_nothing_else(world, flag):
    line = Entry.objects.get(verb="flags.raise")

    assert (line.subject_kind, line.subject_id) == ("flag", str(flag.pk))
    assert line.detail == {}


def test_a_flag_that_waits_is_not_raised_twice(world, with_yes, flag):
    world.record(answers=with_yes(1, 17))
    world.record(wave="end", answers=with_yes(17))

    assert Flag.objects.get() == flag


def test_a_new_yes_after_an_answer_raises_a_new_flag(world, with_yes, flag):
    actions.answer_flag(actor=world.actors["didier"], flag=flag, answer="contacted", now=NOW)

    world.record(wave="end", answers=with_yes(17))

    assert Flag.objects.filter(answered_at__isnull=True).get().response.wave == "end"


def test_a_correction_never_takes_a_flag_away(world, with_yes, flag):
    world.record(answers=with_yes(), supersedes=flag.response_id)

    assert list(queries.flags_visible_to(world.actors["didier"])) == [flag]


@pytest.mark.parametrize("name", ["amina", "bosco", "carine", "eva"])
def test_nobody_but_safeguarding_sees_a_flag(world, flag, name):
    seen = queries.flags_visible_to(world.actors[name])

    assert not seen.exists()
    with pytest.raises(problems.FlagUnknown):
        queries.flag_for(world.actors[name], flag.pk)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SAFEGUARDING])
def test_no_other_role_sees_or_answers_a_flag(world, flag, role):
    stranger = world.hire("stranger", role, "Burunga")

    seen = queries.flags_visible_to(stranger)

    assert not seen.exists()
    assert not policies.can_answer_flag(stranger, flag)


def test_safeguarding_sees_the_flags_of_its_own_places_only(world, with_yes, flag):
    world.hire("dorine", Role.SAFEGUARDING, "hill two")
    other = world.record("bosco", "hill two", answers=with_yes(17)).response.flags.get()

    assert set(queries.flags_visible_to(world.actors["didier"])) == {flag, other}
    assert list(queries.flags_visible_to(world.actors["dorine"])) == [other]
    assert queries.flag_for(world.actors["dorine"], other.pk) == other


def test_an_answered_flag_carries_who_when_and_what_and_moves_down_the_list(world, with_yes, flag):
    waiting = world.record(person=1, answers=with_yes(17)).response.flags.get()

    actions.answer_flag(actor=world.actors["didier"], flag=flag, answer="referred", now=NOW)

    answered = Flag.objects.get(pk=flag.pk)
    assert (answered.answer, answered.answered_at) == ("referred", NOW)
    assert answered.answered_by_id == world.actors["didier"].account_id
    assert list(queries.flags_visible_to(world.actors["didier"])) == [waiting, flag]
    assert Entry.objects.get(verb="flags.answer").detail == {"answer": "referred"}


def test_not_reached_is_asked_again_until_someone_talked(world, flag):
    didier = world.actors["didier"]

    actions.answer_flag(actor=didier, flag=flag, answer="not_reached", now=NOW)
    actions.answer_flag(actor=didier, flag=flag, answer="contacted", now=NOW)

    assert Flag.objects.get().answer == "contacted"
    with pytest.raises(problems.FlagAlreadyAnswered):
        actions.answer_flag(actor=didier, flag=flag, answer="referred", now=NOW)


def test_an_unknown_answer_is_refused(world, flag):
    with pytest.raises(problems.FlagAnswerUnknown) as refused:
        actions.answer_flag(actor=world.actors["didier"], flag=flag, answer="forgotten", now=NOW)

    assert "contacted, referred, not_reached" in refused.value.sentence()


@pytest.mark.parametrize("actor", ["amina", "carine", "eva", "system"])
def test_only_a_safeguarding_person_answers(world, flag, actor):
    acting = SYSTEM if actor == "system" else world.actors[actor]

    with pytest.raises(people_problems.NotAllowed):
        actions.answer_flag(actor=acting, flag=flag, answer="contacted", now=NOW)

    assert Flag.objects.get().answer == ""
