"""Whoever wants to go is really gone: two people, every room, one transaction."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.adverse import make_adverse
from tests.factories.feedback import make_intake, make_item, make_sheet_line
from tests.factories.groups import make_participant, make_session, new_id
from tests.factories.stories import make_story
from tuvurane.care import queries as care
from tuvurane.care.models import AdverseEvent, Intake
from tuvurane.feedback import queries as feedback
from tuvurane.feedback.models import Item, SheetLine
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import ConsentGivenBy, Purpose
from tuvurane.groups.queries import Identity
from tuvurane.journal import queries as journal
from tuvurane.people import problems as people_problems
from tuvurane.rights import actions, policies, problems, queries
from tuvurane.rights.codes import WhyErased
from tuvurane.rights.thresholds import threshold
from tuvurane.sync import erasing as sync_erasing

ABOVE = (sync_erasing.erase_participant,)


@pytest.fixture
def person(aminas_group):
    """Somebody with a rare name who sits in amina's group."""
    return make_participant(
        aminas_group, "Rindagatifu Espérance", nickname="Mukecuru", contact="+257 79 881 204 kwa Bahizi"
    )


def propose(cast, person, by="coordinator"):
    return actions.propose_erasure(
        actor=cast.actor(by), erasure_id=new_id(), participant=person, why=WhyErased.OWN_WISH, now=NOW
    )


def erase(cast, person, by="didier"):
    erasure = propose(cast, person)
    return actions.confirm_erasure(
        actor=cast.actor(by), erasure=erasure, code=person.code, above=ABOVE, now=NOW + timedelta(hours=1)
    )


def test_nobody_erases_alone(cast, person):
    erasure = propose(cast, person)

    with pytest.raises(problems.SecondPersonNeeded):
        actions.confirm_erasure(
            actor=cast.actor("coordinator"), erasure=erasure, code=person.code, above=ABOVE, now=NOW
        )

    person.refresh_from_db()
    assert group_queries.identity_of(person).name == "Rindagatifu Espérance"


def test_the_second_person_says_the_code_or_nothing_happens(cast, person):
    erasure = propose(cast, person)

    with pytest.raises(problems.CodeDiffers):
        actions.confirm_erasure(actor=cast.actor("didier"), erasure=erasure, code="BABABA-11", above=ABOVE, now=NOW)

    spoken = person.code.lower().replace("-", " ")
    done = actions.confirm_erasure(actor=cast.actor("didier"), erasure=erasure, code=spoken, above=ABOVE, now=NOW)
    assert done.confirmed_by_id == cast["didier"].pk


def test_an_erasure_can_be_stopped_until_it_is_confirmed(cast, person):
    erasure = propose(cast, person)

    actions.stop_erasure(actor=cast.actor("director"), erasure=erasure, now=NOW)

    with pytest.raises(problems.ErasureDecided):
        actions.confirm_erasure(actor=cast.actor("didier"), erasure=erasure, code=person.code, above=ABOVE, now=NOW)
    assert propose(cast, person).pk != erasure.pk


def test_somebody_is_proposed_once(cast, person):
    propose(cast, person)

    with pytest.raises(problems.ErasureProposed):
        propose(cast, person, by="didier")


@pytest.mark.parametrize("name", ["amina", "carine", "eva", "trainer", "administrator"])
def test_roles_that_do_not_decide_about_erasures_are_refused(cast, person, name):
    with pytest.raises(people_problems.NotAllowed):
        propose(cast, person, by=name)


def test_name_code_sex_and_age_are_gone_and_the_seat_stays(cast, aminas_group, person):
    seat = next(
        m.seat for m in group_queries.members_of(aminas_group, identified=False) if m.participant_id == person.pk
    )
    code = person.code

    erasure = erase(cast, person)

    [member] = [m for m in group_queries.members_of(aminas_group, identified=True) if m.participant_id == person.pk]
    assert (member.seat, member.called, member.sex, member.age_band, member.erased) == (seat, "", "", "", True)
    assert member.code != code
    assert member.left_on == TODAY
    assert erasure.destroyed["names"] == 1
    assert journal.verify().whole


def test_names_are_struck_out_of_what_others_wrote(cast, aminas_group, person):
    note = "Mukecuru yaserutse arira. Nabibwiye Bahizi, +25779881204. Esperance azogaruka; Nadia nawe."
    taken = make_session(aminas_group, note=note)

    erase(cast, person)

    session = group_queries.session_for(SYSTEM, taken.report.pk)
    assert group_queries.note_of(session) == "… yaserutse arira. Nabibwiye Bahizi, …. … azogaruka; Nadia nawe."


def test_names_are_struck_out_of_what_people_told_and_of_the_sheet(cast, aminas_group, person):
    teller, hill = cast["coordinator"], aminas_group.place
    in_the_group = make_item(teller, hill, group=aminas_group, words="Mukecuru never gets a chair", reach="kwa Bahizi")
    around_it = make_item(teller, hill.parent, words="Ask Rindagatifu Esperance about the key")
    elsewhere = make_item(teller, cast.places["Kibago"], words="Mukecuru of Kibago waits for the key")
    line = make_sheet_line(cast.organisation, said="Mukecuru had no chair")
    harm = make_intake(teller, hill, sentence="Espérance saw it at the well")
    event = make_adverse(cast["didier"], aminas_group, sentence="Mukecuru was threatened after the session")

    done = erase(cast, person)

    read = [feedback.opened(Item.objects.get(pk=one.pk)).words for one in (in_the_group, around_it, elsewhere)]
    assert read == ["… never gets a chair", "Ask … about the key", "Mukecuru of Kibago waits for the key"]
    assert SheetLine.objects.get(pk=line.pk).said == "… had no chair"
    assert care.said_in(Intake.objects.get(pk=harm.pk))[0] == "… saw it at the well"
    assert care.sentence_of(AdverseEvent.objects.get(pk=event.pk)) == "… was threatened after the session"
    assert done.destroyed["feedback_words"] == 3


def test_a_report_sent_again_after_words_were_struck_out_is_the_same_report(cast, aminas_group, person):
    taken = make_session(aminas_group, note="Mukecuru yaserutse")
    erase(cast, person)

    again = make_session(aminas_group, note="Mukecuru yaserutse", session_id=taken.report.pk)

    assert again.new is False


def test_an_erased_person_is_asked_nothing_and_agrees_to_nothing(cast, aminas_group, person):
    for purpose in (Purpose.BE_MEASURED, Purpose.BE_CONTACTED):
        group_actions.record_consent(
            actor=SYSTEM, group=aminas_group, participant=person, purpose=purpose, given=True, on=TODAY,
            language="rn", given_by=ConsentGivenBy.VOICE, now=NOW,
        )  # fmt: skip

    erase(cast, person)

    assert not group_queries.consent_stands(person.pk, Purpose.BE_MEASURED)
    assert [row.given for row in group_queries.consents_of(person)] == [False, False, True, True]


def test_nothing_more_is_recorded_about_an_erased_person(cast, aminas_group, person):
    erase(cast, person)
    person.refresh_from_db()

    with pytest.raises(group_problems.ParticipantErased):
        group_actions.change_identity(
            actor=SYSTEM, group=aminas_group, participant=person, identity=Identity("Again"), now=NOW
        )
    with pytest.raises(group_problems.ParticipantErased):
        group_actions.rejoin_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, now=NOW)


def test_a_failure_in_one_room_leaves_everything_as_it_was(cast, aminas_group, person):
    def broken(*, participant_id, now):
        raise RuntimeError("the disk is full")

    erasure = propose(cast, person)
    with pytest.raises(RuntimeError):
        actions.confirm_erasure(actor=cast.actor("didier"), erasure=erasure, code=person.code, above=(broken,), now=NOW)

    person.refresh_from_db()
    assert person.erased_at is None
    assert queries.erasure_for(cast.actor("didier"), erasure.pk).confirmed_at is None


def test_the_certificate_waits_for_the_phones_that_hold_the_group(cast, aminas_group, person):
    phone = cast.on_phone("amina")
    erasure = erase(cast, person)

    [waiting] = queries.certificate(erasure, on=TODAY).waiting

    assert waiting.device.pk == phone.device_id
    assert queries.certificate(erasure, on=TODAY + timedelta(days=46)).waiting == ()


def test_waiting_days_give_others_time(cast, person, monkeypatch):
    monkeypatch.setattr(policies, "threshold", lambda name: threshold(name)._replace(value=3))
    erasure = propose(cast, person)

    with pytest.raises(problems.ErasureWaits):
        actions.confirm_erasure(
            actor=cast.actor("didier"), erasure=erasure, code=person.code, above=ABOVE, now=NOW + timedelta(days=2)
        )


def test_a_story_goes_alone_and_whoever_told_it_stays(cast, aminas_group):
    story = make_story(aminas_group, 1)
    erasure = actions.propose_erasure_of_story(
        actor=cast.actor("coordinator"), erasure_id=new_id(), story=story, why=WhyErased.OWN_WISH, now=NOW
    )

    with pytest.raises(problems.CodeDiffers):
        actions.confirm_erasure(actor=cast.actor("didier"), erasure=erasure, code="000000", above=ABOVE, now=NOW)
    done = actions.confirm_erasure(
        actor=cast.actor("didier"), erasure=erasure, code=queries.code_of(erasure), above=ABOVE, now=NOW
    )

    story.refresh_from_db()
    assert (bytes(story.key_wrapped), story.teller) == (b"", None)
    assert done.destroyed["stories"] == 1
    assert all(member.called for member in group_queries.members_of(aminas_group, identified=True))
    assert queries.certificate(done, on=TODAY).phones == ()
