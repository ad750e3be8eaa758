"""The synthetic programme's responses, loaded at once, are as if each had been recorded."""

import pytest
from django.db import IntegrityError, transaction

from tests.unit.measures.conftest import ANSWERS, NOW, SYSTEM, TODAY
from tuvurane.care.models import Concern
from tuvurane.journal import queries as journal_queries
from tuvurane.journal.models import Entry
from tuvurane.measures import actions, problems
from tuvurane.measures.codes import Wave
from tuvurane.measures.models import Response
from tuvurane.people import problems as people_problems


def plans(world, wave=Wave.BASELINE, answers=ANSWERS["srq20"], instrument="srq20"):
    return [
        actions.ResponsePlan(
            response_id=world.new_id(), participant_id=person.pk, group_id=world.groups[name].pk, wave=wave,
            instrument=instrument, language="rn", answers=answers, administered_on=TODAY,
        )
        for name in ("hill one", "hill two")
        for person in world.people[name]
    ]  # fmt: skip


def load(world, rows, actor=SYSTEM):
    return actions.load_responses(actor=actor, organisation_id=world.organisation.pk, plans=rows, now=NOW)


def test_a_loaded_response_stands_as_a_recorded_one(world, with_yes):
    answers = with_yes(1, 2, 17, blank=(20,))
    load(world, plans(world, answers=answers)[:1])
    loaded = Response.objects.get()

    again = actions.record_response(
        actor=world.actors["amina"], **world.response(response_id=loaded.pk, answers=answers)
    )

    assert not again.new
    assert (loaded.total, loaded.missing, loaded.standing) == (None, 1, "counted")
    assert Concern.objects.get().item == "srq_17"


def test_the_journal_has_one_line_for_each_group_and_wave(world):
    loaded = load(
        world, plans(world) + plans(world, Wave.END) + plans(world, instrument="who5", answers=ANSWERS["who5"])
    )

    lines = Entry.objects.filter(verb="responses.load").order_by("seq")
    assert loaded == Response.objects.count() == 18
    assert sorted(line.detail["responses"] for line in lines) == [3, 3, 6, 6]
    for line in lines:
        named = Response.objects.filter(seq=line.seq)
        assert {(str(row.group_id), row.wave) for row in named} == {(line.subject_id, line.detail["wave"])}
    assert journal_queries.verify().whole


def test_nothing_is_loaded_from_nothing(world):
    lines = Entry.objects.count()

    assert load(world, []) == 0
    assert Entry.objects.count() == lines


def test_what_is_counted_already_is_not_loaded_again(world):
    load(world, plans(world))

    with pytest.raises(IntegrityError), transaction.atomic():
        load(world, plans(world))

    assert Response.objects.count() == 6


def test_one_answer_off_the_scale_loads_nothing(world):
    rows = plans(world) + plans(world, Wave.END, answers={"srq_01": 9})

    with pytest.raises(problems.AnswerOutOfRange):
        load(world, rows)

    assert Response.objects.count() == 0


def test_people_record_one_by_one(world):
    with pytest.raises(people_problems.NotAllowed):
        load(world, plans(world), actor=world.actors["carine"])

    assert Response.objects.count() == 0
