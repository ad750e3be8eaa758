"""A referral tells a service what the person let be told, and nothing expires on its way back to them."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from tests.cast import NOW, SYSTEM
from tests.factories.browsers import browser_of
from tests.factories.care import WORDS, focal_of, make_concern, make_referral, make_service, move_on
from tests.factories.groups import new_id
from tests.pdf import text_of
from tuvurane.care import actions, problems, queries
from tuvurane.care.codes import Basis, Released, Stage, Why
from tuvurane.care.models import CareEntry, Referral, ReferralStep
from tuvurane.care.queries import ReferralWords
from tuvurane.foundation import words
from tuvurane.foundation.records import FactsAreNotEdited
from tuvurane.groups import queries as groups
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems

HOUR = timedelta(hours=1)
SECRETS = {  # what each part of the scope would let out
    Released.NAME: (WORDS.name,),
    Released.AGE_SEX: (WORDS.age, "Woman"),
    Released.NEED: (WORDS.need,),
    Released.CONTACT: (WORDS.contact, WORDS.times),
    Released.REASON: (WORDS.reason,),
    Released.ASKED: ("Mental health care",),
    Released.GIVEN: ("Counselling",),
}


@pytest.fixture
def service(cast):
    return make_service(cast.organisation, cast.places["Musongati"])


@pytest.fixture
def concern(aminas_group):
    return make_concern(aminas_group)


def standing(referral):
    return queries.line_of(Referral.objects.get(pk=referral.pk)).standing


def desk_of(cast, concern):
    """Didier's browser, who has said why he looks."""
    browser = browser_of(cast["didier"])
    browser.post(reverse("care:concern", args=[concern.pk]), {"why": "own_task"})
    return browser


def printed(cast, referral, spoken="en"):
    answer = desk_of(cast, referral.concern).get(reverse("care:referral_form", args=[referral.pk]), {"in": spoken})
    assert answer.status_code == 200
    return text_of(answer.content)


def test_the_whole_way_from_a_form_to_the_persons_own_ear(concern, service):
    referral = make_referral(concern, service)

    for hours, what, also in (
        (1, Stage.SENT, {}),
        (2, Stage.ACCEPTED, {}),
        (3, Stage.APPOINTMENT, {"appointment": NOW + 26 * HOUR}),
        (27, Stage.ATTENDED, {"words": "spoke with the nurse"}),
        (28, Stage.OUTCOME, {"why": Why.CONTINUES}),
        (29, Stage.FED_BACK, {}),
        (30, Stage.CLOSED, {"why": Why.RECEIVED}),
    ):
        move_on(referral, what, now=NOW + hours * HOUR, **also)

    assert standing(referral).next is None
    assert queries.open_referrals(SYSTEM) == []
    assert [one.referral for one in queries.referrals_of(concern)] == [referral]
    assert [told.words for told in queries.told_of(referral) if told.words] == ["spoke with the nurse"]


@pytest.mark.parametrize("released", Released)
def test_the_form_says_exactly_what_was_released(cast, concern, service, released):
    referral = make_referral(concern, service, scope={released})

    told = printed(cast, referral)

    assert referral.code in told
    assert service.name in told
    assert not [secret for secret in SECRETS.get(released, ()) if secret not in told]
    others = {one: SECRETS[one] for one in SECRETS if one is not released}
    assert not {one: told for one, secrets in others.items() for secret in secrets if secret in told}
    assert concern.participant.code not in told
    assert concern.group.name not in told


def test_a_scope_of_nothing_prints_the_code_alone_in_every_language(cast, concern, service):
    referral = make_referral(concern, service, scope=())

    for spoken in words.LANGUAGES:
        told = printed(cast, referral, spoken)

        assert words.say("referral.sheet.nothing_told", spoken) in told
        assert words.say("referral.sheet.slip", spoken, code=referral.code) in told
        assert not [secret for secrets in SECRETS.values() for secret in secrets[:1] if secret in told]


def test_the_longest_words_stay_on_one_page(cast, concern, service):
    long = ReferralWords(
        name="n " * 60, sex="F", age="16-17", need="d " * 100, contact="c " * 100, times="t " * 100,
        caregiver="g " * 100, informed="not_yet", reason="reason " * 85, asked=WORDS.asked, given=WORDS.given,
        reply_to="+257 " * 20,
    )  # fmt: skip

    assert printed(cast, make_referral(concern, service, scope=set(Released), words=long), "fr")


def test_every_part_of_the_scope_lets_out_words_that_exist():
    known = {field.name for field in fields(ReferralWords)}

    let_out = {name for part in Released for name in queries.referrals.FIELDS[part]}

    assert let_out == known - {"reply_to", "emergency"}


def test_a_name_that_is_not_released_is_not_even_kept(concern, service):
    assert queries.words_of(make_referral(concern, service)).name == ""
    assert queries.words_of(make_referral(concern, service, scope={Released.NAME})).name == WORDS.name


def test_nothing_of_the_person_lies_open_in_a_row(concern, service):
    referral = make_referral(concern, service, scope=set(Released))
    move_on(referral, Stage.SENT, words="the nurse at the gate")

    rows = str([*Referral.objects.values(), *ReferralStep.objects.values()])

    assert not [word for word in (WORDS.name, WORDS.reason, WORDS.contact, "the nurse at the gate") if word in rows]


@pytest.fixture
def didier(cast):
    return cast.actor("didier")


def test_a_withdrawn_yes_stops_everything(cast, didier, concern, service):
    referral = make_referral(concern, service)
    move_on(referral, Stage.SENT)

    move_on(referral, Stage.WITHDRAWN)

    with pytest.raises(problems.ConsentWithdrawn):
        actions.note_printed(actor=didier, referral=referral, now=NOW)
    for stage in set(Stage) - {Stage.MADE, Stage.CLOSED}:
        with pytest.raises(problems.StepNotPossible):
            move_on(referral, stage, appointment=NOW)
    assert standing(referral).next == "stop"
    assert desk_of(cast, concern).get(reverse("care:referral_form", args=[referral.pk])).status_code == 409


def test_consent_says_how_when_and_in_which_language_and_an_emergency_why(didier, concern, service):
    for missing in ({"by": None}, {"on": None}, {"language": ""}):
        said = {"by": "mark", "on": NOW.date(), "language": "rn"} | missing
        with pytest.raises(problems.ConsentIncomplete):
            written(didier, concern, service, actions.Agreement(Basis.CONSENT, frozenset(), **said))
    with pytest.raises(problems.DateInTheFuture):
        written(
            didier,
            concern,
            service,
            actions.Agreement(Basis.CONSENT, frozenset(), "mark", NOW.date() + 24 * HOUR, "rn"),
        )
    for why in ("", "  "):
        with pytest.raises(problems.EmergencyNeedsReason):
            written(didier, concern, service, actions.Agreement(Basis.EMERGENCY, frozenset()), emergency=why)
    assert not Referral.objects.exists()


def written(actor, concern, service, agreement, **said):
    return actions.make_referral(
        actor=actor, referral_id=new_id(), concern=concern, service=service, priority="24h", mode="phone",
        agreement=agreement, words=ReferralWords(**said), now=NOW,
    )  # fmt: skip


def test_the_database_too_knows_consent_from_an_emergency(concern, service):
    referral = make_referral(concern, service)

    for columns in ({"basis": "emergency"}, {"consent_by": ""}, {"consent_on": None}, {"priority": "1y"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**columns)


def test_in_an_emergency_the_person_is_told_before_it_is_closed(cast, concern, service):
    referral = make_referral(concern, service, emergency="she was found at the river")
    assert "river" not in printed(cast, referral)

    with pytest.raises(problems.PersonNotTold):
        move_on(referral, Stage.CLOSED, why=Why.NOT_WANTED)
    move_on(referral, Stage.PERSON_TOLD)
    move_on(referral, Stage.CLOSED, why=Why.NOT_WANTED)

    assert queries.open_referrals(SYSTEM) == []


def test_received_is_closed_only_after_the_person_was_told(concern, service):
    referral = make_referral(concern, service)

    with pytest.raises(problems.NotFedBack):
        move_on(referral, Stage.CLOSED, why=Why.RECEIVED)


@pytest.mark.parametrize(
    ("what", "said", "problem"),
    [
        (Stage.ACCEPTED, {}, problems.StepNotPossible),
        (Stage.PERSON_TOLD, {}, problems.StepNotPossible),  # they agreed: they know
        (Stage.TAKEN_BACK, {}, problems.StepNotPossible),  # nothing was written yet
        (Stage.SENT, {"why": Why.COST}, problems.WhyUnknown),
        (Stage.CLOSED, {}, problems.WhyUnknown),
        (Stage.CLOSED, {"why": Why.FULL}, problems.WhyUnknown),
    ],
)
def test_what_does_not_follow_is_refused(concern, service, what, said, problem):
    referral = make_referral(concern, service)

    with pytest.raises(problem):
        move_on(referral, what, **said)
    assert not ReferralStep.objects.exists()


def test_an_appointment_has_a_moment_and_nothing_happened_tomorrow(didier, concern, service):
    referral = make_referral(concern, service)
    tomorrow = actions.StepContent(Stage.SENT, NOW.date() + 24 * HOUR)

    with pytest.raises(problems.DateInTheFuture):
        actions.note_step(actor=didier, referral=referral, step_id=new_id(), content=tomorrow, now=NOW)
    move_on(referral, Stage.SENT)
    move_on(referral, Stage.ACCEPTED)
    with pytest.raises(problems.AppointmentUnsaid):
        move_on(referral, Stage.APPOINTMENT)


def test_a_mistake_is_taken_back_by_a_new_entry_and_stays_to_be_read(concern, service):
    referral = make_referral(concern, service)
    move_on(referral, Stage.SENT)
    declined = move_on(referral, Stage.DECLINED, why=Why.FULL)

    move_on(referral, Stage.TAKEN_BACK)
    move_on(referral, Stage.ACCEPTED)

    told = queries.told_of(Referral.objects.get(pk=referral.pk))
    assert standing(referral).state == Stage.ACCEPTED
    assert [one.step for one in told if one.taken_back] == [declined]
    for row in (referral, declined):
        with pytest.raises(FactsAreNotEdited):
            row.save()


def test_a_referral_written_wrongly_is_replaced_and_the_old_one_stands_still(cast, didier, concern, service):
    wrong = make_referral(concern, service)

    right = make_referral(concern, service, corrects=wrong, scope={Released.REASON})

    assert [line.referral for line in queries.open_referrals(SYSTEM)] == [right]
    with pytest.raises(problems.StepNotPossible):
        move_on(wrong, Stage.SENT)
    with pytest.raises(problems.StepNotPossible):
        actions.note_printed(actor=didier, referral=wrong, now=NOW)
    with pytest.raises(problems.StepNotPossible):
        make_referral(concern, service, corrects=wrong)
    desk = browser_of(cast["didier"])
    desk.post(reverse("care:concern", args=[wrong.concern_id]), {"why": "own_task"})
    assert right.code in desk.get(reverse("care:referral", args=[wrong.pk])).content.decode()


def test_for_a_child_it_is_said_whether_whoever_cares_for_them_knows(concern, service):
    with pytest.raises(problems.CaregiverUnsaid):
        make_referral(concern, service, words=ReferralWords(age="12-15"))

    written = make_referral(concern, service, words=ReferralWords(age="12-15", informed="not_safe"))

    assert queries.words_of(written).informed == "not_safe"


def test_no_service_of_others_and_none_that_ended(cast, concern, service):
    with pytest.raises(problems.ServiceUnknown):
        make_referral(concern, make_service(cast.other, cast.places["Musongati"]))
    actions.end_service(actor=SYSTEM, service=service, on=NOW.date(), now=NOW)
    service.refresh_from_db()
    with pytest.raises(problems.ServiceEnded):
        make_referral(concern, service)


def test_whose_time_runs_out_first_stands_first(cast, aminas_group, service):
    slow, soon = (
        make_referral(make_concern(aminas_group, seat), service, priority=priority)
        for seat, priority in ((1, "2w"), (2, "24h"))
    )

    assert [line.referral for line in queries.open_referrals(SYSTEM)] == [soon, slow]


def test_the_list_costs_the_same_however_long_it_is(cast, aminas_group, service, django_assert_num_queries):
    for seat in (1, 2, 3):
        move_on(make_referral(make_concern(aminas_group, seat), service), Stage.SENT)

    with django_assert_num_queries(3):
        assert len(queries.open_referrals(SYSTEM)) == 3


def test_nobody_without_the_role_reads_or_writes_one(cast, concern, service):
    referral = make_referral(concern, service)

    for name in ("amina", "carine", "coordinator", "director", "administrator", "eva", "stranger"):
        actor = cast.actor(name)
        assert queries.open_referrals(actor) == []
        assert queries.by_code(actor, referral.code) is None
        with pytest.raises(problems.ReferralUnknown):
            queries.referral_for(actor, referral.pk)
        with pytest.raises(people_problems.NotAllowed):
            make_referral(concern, service, actor=actor)
        with pytest.raises(people_problems.NotAllowed):
            move_on(referral, Stage.SENT, actor=actor)
        with pytest.raises(people_problems.NotAllowed):
            actions.note_printed(actor=actor, referral=referral, now=NOW)


def test_a_slip_finds_its_referral_however_the_code_is_written(cast, concern, service):
    referral = make_referral(concern, service)
    plain = referral.code.removeprefix("R-")

    for written_so in (referral.code, referral.code.lower(), plain, f"r {plain[:3]} {plain[3:]}"):
        assert queries.by_code(cast.actor("didier"), written_so) == referral
    assert queries.by_code(cast.actor("didier"), "R-000000") is None


def test_each_deed_is_in_the_rooms_own_log_and_never_in_the_journal(didier, concern, service):
    before = Entry.objects.count()

    referral = make_referral(concern, service)
    move_on(referral, Stage.SENT)
    actions.note_printed(actor=didier, referral=referral, now=NOW)

    lines = CareEntry.objects.filter(concern=concern, what="refer").order_by("pk")
    assert list(lines.values_list("did", flat=True)) == ["", "", "printed"]
    assert Entry.objects.count() == before


def test_the_page_writes_a_referral_and_moves_it_on(cast, concern, service):
    browser = desk_of(cast, concern)
    said = {
        "service": service.pk, "priority": "24h", "mode": "accompanied", "reason": WORDS.reason,
        "asked": ["mental_health"], "scope": ["reason"], "basis": "consent", "consent_by": "voice",
        "consent_on": "2026-11-20", "consent_language": "rn",
    }  # fmt: skip

    answer = browser.post(reverse("care:refer", args=[concern.pk]), said, follow=True)
    referral = Referral.objects.get()
    moved = browser.post(reverse("care:referral_step", args=[referral.pk, "sent"]), {"on": "2026-11-21"}, follow=True)

    assert referral.code in answer.content.decode()
    assert "Sent to the service" in moved.content.decode()
    assert ReferralStep.objects.get().what == "sent"
    assert browser.get(reverse("care:referral_step", args=[referral.pk, "made"])).status_code == 404
    assert (
        browser.get(reverse("care:referrals"), {"code": referral.code}).headers["Location"].endswith(f"{referral.pk}/")
    )


def test_a_refusal_comes_back_onto_the_form(cast, concern, service):
    said = {"service": service.pk, "priority": "24h", "mode": "phone", "reason": "x", "asked": ["medical"]}

    answer = browser_of(cast["didier"]).post(
        reverse("care:refer", args=[concern.pk]), {**said, "basis": "emergency", "consent_on": ""}
    )

    assert escape(words.say("problem.care.emergency_needs_reason", "en")) in answer.content.decode()


def test_an_appointment_is_kept_in_the_organisations_own_time(cast, concern, service):
    referral = make_referral(concern, service)
    move_on(referral, Stage.SENT)
    move_on(referral, Stage.ACCEPTED)

    browser_of(cast["didier"]).post(
        reverse("care:referral_step", args=[referral.pk, "appointment"]),
        {"on": "2026-11-22", "day": "2026-11-24", "time": "10:00"},
    )

    assert standing(referral).due == datetime(2026, 11, 24, 8, 0, tzinfo=UTC) + 24 * HOUR


def test_erasing_somebody_destroys_the_words_of_their_referrals_and_closes_them(cast, concern, service):
    referral = make_referral(concern, service, scope=set(Released))
    move_on(referral, Stage.SENT, words="the nurse at the gate")

    told = actions.erase_participant(participant_id=concern.participant_id, now=NOW)

    erased = Referral.objects.get(pk=referral.pk)
    assert told["referrals"] == 1
    assert (bytes(erased.key_wrapped), bytes(erased.words_sealed)) == (b"", b"")
    assert queries.words_of(erased) == ReferralWords()
    assert [(one.step.what, one.words) for one in queries.told_of(erased)] == [("closed", ""), ("sent", "")]
    assert queries.open_referrals(SYSTEM) == []
    with pytest.raises(problems.StepNotPossible):
        actions.note_printed(actor=focal_of(erased.concern), referral=erased, now=NOW)


def test_where_a_referral_of_another_names_whoever_is_erased_the_name_is_struck_out(service, aminas_group):
    erased = groups.seats_of(aminas_group)[1]
    name = groups.names_of(erased).identity.called
    about = make_concern(aminas_group, 2)
    told = replace(WORDS, name=name, contact=f"Through {name}, next door", caregiver=name, reason="Hit at home")
    referral = make_referral(about, service, words=told, scope=Released)
    before = queries.words_of(referral)
    move_on(referral, Stage.SENT, words=f"{name} carried the paper")

    actions.erase_participant(participant_id=erased, now=NOW)

    kept = Referral.objects.get()
    assert queries.words_of(kept) == replace(before, contact="Through …, next door", caregiver="…")
    assert before.name == name
    assert [one.words for one in queries.told_of(kept)] == ["… carried the paper"]
    assert [step.what for step in kept.steps.all()] == [Stage.SENT]


def test_to_whoever_has_not_said_why_they_look_nothing_is_shown(cast, concern, service):
    referral, browser = make_referral(concern, service), browser_of(cast["didier"])
    asked = reverse("care:concern", args=[concern.pk])

    for name, key in (("referral", referral.pk), ("refer", concern.pk)):
        assert browser.get(reverse(f"care:{name}", args=[key])).headers["Location"] == asked
    assert browser.get(reverse("care:referral_form", args=[referral.pk])).status_code == 302
    browser.post(asked, {"why": "own_task"})

    assert browser.get(reverse("care:referral_form", args=[referral.pk])).headers["Content-Type"] == "application/pdf"
