"""Taking answers: sealed, once, corrected by a new report, refused for a reason."""

from dataclasses import replace
from uuid import UUID

import pytest

from tuvurane.foundation import sealing
from tuvurane.foundation.records import FactsAreNotEdited, Standing
from tuvurane.groups import problems as group_problems
from tuvurane.groups.models import Group
from tuvurane.journal import queries as journal_queries
from tuvurane.journal.models import Entry
from tuvurane.measures import actions, problems
from tuvurane.measures.models import Response
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people_queries
from tuvurane.people.roles import Role


def test_a_facilitator_records_answers_and_the_server_scores_them(world, with_yes):
    taken = world.record(answers=with_yes(1, 2, 3))

    response = Response.objects.get()
    assert taken.new
    assert (response.total, response.missing, response.standing) == (3, 0, Standing.COUNTED)
    assert response.asked_by_id == world.actors["amina"].account_id


def test_a_missing_item_leaves_no_total(world, with_yes):
    world.record(answers=with_yes(1, 2, blank=(20,)))

    response = Response.objects.get()
    assert (response.total, response.missing) == (None, 1)


def test_answers_lie_sealed_under_the_organisations_key_for_this_row_only(world):
    response = world.record().response
    key = people_queries.organisation_key(world.organisation.pk)

    stored = bytes(Response.objects.get().answers_sealed)

    assert b"srq_01" not in stored
    assert b"srq_01" in sealing.unseal(key, stored, aad=response.pk.bytes)
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(key, stored, aad=world.new_id().bytes)


def test_the_journal_tells_who_asked_whom_and_never_an_answer_or_a_total(world, with_yes):
    world.record(answers=with_yes(1, 2, 3, 17))

    line = Entry.objects.filter(verb="responses.record").get()
    assert set(line.detail) == {"response", "participant", "wave", "instrument"}
    assert line.actor_id == str(world.actors["amina"].account_id)
    assert journal_queries.verify().whole


def test_phones_pull_the_group_again_after_a_response(world):
    before = world.groups["hill one"].seq

    response = world.record().response

    assert Group.objects.get(name="hill one").seq == response.seq
    assert response.seq > before


def test_answers_sent_twice_are_one_response_and_one_line(world, with_yes):
    sent = world.response(answers=with_yes(4, blank=(5,)))
    first = actions.record_response(actor=world.actors["amina"], **sent)
    lines = Entry.objects.count()

    silent = {key: value for key, value in sent["answers"].items() if value is not None}
    again = actions.record_response(actor=world.actors["amina"], **(sent | {"answers": silent}))

    assert (again.new, again.response.pk) == (False, first.response.pk)
    assert Response.objects.count() == 1
    assert Entry.objects.count() == lines


def test_answers_sent_again_after_consent_was_taken_back_are_answered_as_before(world):
    sent = world.response()
    actions.record_response(actor=world.actors["amina"], **sent)
    world.says(world.groups["hill one"], world.people["hill one"][0], given=False)

    again = actions.record_response(actor=world.actors["amina"], **sent)

    assert not again.new


@pytest.mark.parametrize("changed", [{"wave": "end"}, {"language": "fr"}, {"person": 1}, {"yes": 3}])
def test_one_id_with_other_content_is_refused(world, with_yes, changed):
    sent = world.response()
    actions.record_response(actor=world.actors["amina"], **sent)
    if "person" in changed:
        changed = {"participant_id": world.people["hill one"][1].pk}
    if "yes" in changed:
        changed = {"answers": with_yes(3)}

    with pytest.raises(problems.IdAlreadyUsed):
        actions.record_response(actor=world.actors["amina"], **(sent | changed))

    assert Response.objects.count() == 1


def test_a_second_report_of_a_wave_stands_beside_the_first(world, with_yes):
    world.record()

    second = world.record(answers=with_yes(1)).response

    assert second.standing == Standing.BESIDE
    assert Response.objects.get(standing=Standing.COUNTED).total == 0


def test_a_correction_takes_the_place_of_what_it_corrects(world, with_yes):
    first = world.record().response

    second = world.record(answers=with_yes(1), supersedes=first.pk).response

    assert second.standing == Standing.COUNTED
    assert Response.objects.get(pk=first.pk).standing == Standing.SUPERSEDED
    assert Entry.objects.filter(verb="responses.record").latest("seq").detail["supersedes"] == str(first.pk)


def test_answers_of_the_wrong_person_are_corrected_to_the_right_one(world):
    wrong = world.record(person=0).response

    world.record(person=1, supersedes=wrong.pk)

    counted = Response.objects.get(standing=Standing.COUNTED)
    assert counted.participant_id == world.people["hill one"][1].pk


def test_what_was_corrected_already_is_not_corrected_twice(world):
    first = world.record().response
    world.record(supersedes=first.pk)

    with pytest.raises(problems.NothingToSupersede):
        world.record(supersedes=first.pk)

    assert Response.objects.count() == 2


def test_answers_of_another_group_are_not_there_to_be_corrected(world):
    other = world.record("bosco", "hill two").response

    with pytest.raises(problems.NothingToSupersede):
        world.record(supersedes=other.pk)

    assert Response.objects.get().standing == Standing.COUNTED


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"wave": "middle"}, problems.WaveUnknown),
        ({"language": "rw"}, problems.LanguageUnknown),
        ({"version": "2"}, problems.VersionUnknown),
        ({"instrument": "gad7"}, problems.InstrumentUnknown),
        ({"answers": {"srq_01": 2}}, problems.AnswerOutOfRange),
        ({"answers": {"srq_21": 1}}, problems.ItemUnknown),
        ({"participant_id": UUID(int=7)}, problems.NotAMember),
        ({"group_id": UUID(int=7)}, group_problems.GroupUnknown),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_trace(world, changed, problem):
    lines = Entry.objects.count()

    with pytest.raises(problem) as refused:
        world.record(**changed)

    assert refused.value.sentence("rn")
    assert Response.objects.count() == 0
    assert Entry.objects.count() == lines


def test_nobody_is_measured_who_has_not_agreed(world):
    silent = world.enrol(world.groups["hill one"], "Silent", agrees=False)

    with pytest.raises(problems.NoConsent):
        world.record(participant_id=silent.pk)

    assert Response.objects.count() == 0


def test_consent_taken_back_closes_the_next_wave(world):
    world.record()
    world.says(world.groups["hill one"], world.people["hill one"][0], given=False)

    with pytest.raises(problems.NoConsent):
        world.record(wave="end")

    assert Response.objects.count() == 1


def test_a_day_ahead_is_refused_in_the_office_and_kept_from_a_phone(world, tomorrow):
    phone = replace(world.actors["amina"], kind="device")
    sent = world.response(administered_on=tomorrow)

    with pytest.raises(problems.DateInFuture):
        actions.record_response(actor=world.actors["amina"], **sent)
    kept = actions.record_response(actor=phone, **sent)

    assert kept.response.administered_on == tomorrow


def test_the_facilitator_of_another_hill_finds_no_such_group(world):
    with pytest.raises(group_problems.GroupUnknown):
        world.record("bosco")

    assert Response.objects.count() == 0


def test_a_supervisor_may_record_and_a_trainer_may_not(world):
    world.hire("thea", Role.TRAINER, "Burunga")

    world.record("carine")

    with pytest.raises(people_problems.NotAllowed):
        world.record("thea", person=1)
    assert Response.objects.count() == 1


def test_a_failing_journal_takes_the_response_back(world, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("no room left")

    monkeypatch.setattr("tuvurane.journal.actions.write_many", broken)

    with pytest.raises(OSError, match="no room left"):
        world.record()

    assert Response.objects.count() == 0


def test_a_response_is_never_edited_or_deleted(world):
    response = world.record().response
    response.total = 20

    with pytest.raises(FactsAreNotEdited):
        response.save()
    with pytest.raises(FactsAreNotEdited):
        response.delete()

    assert Response.objects.get().total == 0
