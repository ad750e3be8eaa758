"""The way of a request, from the day somebody asks until they have heard the answer; and the end of its words."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import new_id
from tests.factories.rights import ASKED, make_request
from tuvurane.foundation import sealing
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Verb
from tuvurane.rights import actions, problems
from tuvurane.rights import queries as rights
from tuvurane.rights.codes import Channel, Outcome, RequestKind, Stage
from tuvurane.rights.models import Request
from tuvurane.rights.queries import Words

SAID = "We keep your name, your group and eleven meetings."
WHY = "The safeguarding person speaks of the rest."


@pytest.fixture
def coordinator(cast):
    return cast.actor("coordinator")


@pytest.fixture
def asked(coordinator, aminas_group):
    """A request of ten days ago."""
    return make_request(aminas_group, actor=coordinator, received_on=TODAY - timedelta(days=10))


def answer(actor, request, *, outcome=Outcome.GRANTED, reason="", on=TODAY):
    return actions.answer_request(
        actor=actor, request=request, outcome=outcome, answer=SAID, reason=reason, on=on, now=NOW
    )


def stage_of(request):
    return rights.clock_of(Request.objects.get(pk=request.pk), on=TODAY).stage


def test_a_request_goes_its_way_and_is_closed_when_the_person_has_heard(coordinator, asked):
    seen = [stage_of(asked)]
    actions.acknowledge(actor=coordinator, request=asked, on=TODAY - timedelta(days=8), now=NOW)
    seen.append(stage_of(asked))
    answer(coordinator, asked, outcome=Outcome.PARTLY, reason=WHY)
    seen.append(stage_of(asked))
    closed = actions.tell(actor=coordinator, request=asked, on=TODAY, now=NOW)
    seen.append(stage_of(asked))

    assert seen == [Stage.RECEIVED, Stage.ACKNOWLEDGED, Stage.ANSWERED, Stage.CLOSED]
    assert rights.words_of(closed) == Words(ASKED, "", SAID, WHY)
    assert (closed.outcome, closed.told_by_id) == ("partly", coordinator.account_id)


def test_every_step_is_in_the_journal_and_no_word_is(coordinator, asked):
    actions.acknowledge(actor=coordinator, request=asked, on=TODAY, now=NOW)
    answer(coordinator, asked, outcome=Outcome.REFUSED, reason=WHY)
    actions.tell(actor=coordinator, request=asked, on=TODAY, now=NOW)

    lines = Entry.objects.filter(subject_kind="request", subject_id=str(asked.pk)).order_by("seq")

    assert [line.verb for line in lines] == ["rights.receive", "rights.acknowledge", "rights.answer", "rights.tell"]
    assert not any(word in str(line.detail) for line in lines for word in (ASKED, SAID, WHY))


def test_words_lie_sealed_under_a_key_of_their_own(coordinator, asked, aminas_group):
    other = make_request(aminas_group, actor=coordinator)
    row = Request.objects.get(pk=asked.pk)

    assert ASKED.encode() not in bytes(row.asked_sealed)
    row.key_wrapped = other.key_wrapped
    with pytest.raises(sealing.Unreadable):
        rights.words_of(row)


def test_somebody_we_do_not_know_may_ask_and_is_settled_later(coordinator, aminas_group):
    asked = make_request(aminas_group, actor=coordinator, known=False)
    person = aminas_group.memberships.get(seat=2).participant

    assert "beans" in rights.words_of(asked).who
    settled = actions.settle_who(actor=coordinator, request=asked, participant=person, now=NOW)

    assert settled.participant == person
    with pytest.raises(problems.AlreadyKnown):
        actions.settle_who(actor=coordinator, request=settled, participant=person, now=NOW)


def test_nobody_of_another_organisation_is_meant(cast, coordinator, aminas_group):
    asked = make_request(aminas_group, actor=coordinator, known=False)
    person = aminas_group.memberships.get(seat=1).participant
    person.organisation_id = cast.other.pk

    with pytest.raises(problems.WhoMissing):
        actions.settle_who(actor=coordinator, request=asked, participant=person, now=NOW)


def test_written_down_twice_it_is_one_request(coordinator, aminas_group):
    sent = {
        "actor": coordinator, "request_id": new_id(), "organisation_id": aminas_group.organisation_id,
        "place": aminas_group.place, "participant": None, "channel": Channel.CALL, "language": "rn",
        "received_on": TODAY, "words": Words(ASKED, "Rose"), "now": NOW,
    }  # fmt: skip

    first, again = (actions.receive_request(kind=RequestKind.ACCESS, **sent) for _ in range(2))

    assert first.pk == again.pk
    assert Request.objects.count() == 1
    with pytest.raises(problems.IdAlreadyUsed):
        actions.receive_request(kind=RequestKind.ERASURE, **sent)


REFUSED = [
    (lambda actor, asked: answer(actor, asked, outcome=Outcome.PARTLY), problems.ReasonMissing),
    (lambda actor, asked: answer(actor, asked, outcome=Outcome.REFUSED, reason="  "), problems.ReasonMissing),
    (lambda actor, asked: actions.tell(actor=actor, request=asked, on=TODAY, now=NOW), problems.NotAnswered),
    (lambda actor, asked: answer(actor, asked, on=TODAY + timedelta(days=1)), problems.DayOutOfOrder),
    (lambda actor, asked: answer(actor, asked, on=TODAY - timedelta(days=11)), problems.DayOutOfOrder),
]


@pytest.mark.parametrize(("step", "refusal"), REFUSED)
def test_a_step_that_does_not_fit_is_refused_and_changes_nothing(coordinator, asked, step, refusal):
    with pytest.raises(refusal):
        step(coordinator, asked)

    assert stage_of(asked) == Stage.RECEIVED


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": Words("  ")}, problems.WordsMissing),
        ({"words": Words(ASKED, " "), "known": False}, problems.WhoMissing),
        ({"received_on": TODAY + timedelta(days=1)}, problems.DayAhead),
    ],
)
def test_a_request_without_what_it_needs_is_refused(coordinator, aminas_group, changed, refusal):
    with pytest.raises(refusal):
        make_request(aminas_group, actor=coordinator, **changed)


def test_an_answer_may_be_written_anew_until_it_is_told_and_never_after(coordinator, asked):
    answer(coordinator, asked, outcome=Outcome.REFUSED, reason=WHY)
    answer(coordinator, asked)
    actions.tell(actor=coordinator, request=asked, on=TODAY, now=NOW)

    with pytest.raises(problems.AlreadyClosed):
        answer(coordinator, asked)
    with pytest.raises(problems.AlreadyClosed):
        actions.tell(actor=coordinator, request=asked, on=TODAY, now=NOW)
    assert rights.words_of(Request.objects.get(pk=asked.pk)).reason == ""


@pytest.mark.parametrize("name", ["amina", "carine", "didier", "eva", "director", "administrator", "stranger"])
def test_only_the_coordinator_of_the_place_answers(cast, asked, aminas_group, name):
    actor = cast.actor(name)

    with pytest.raises(people_problems.NotAllowed):
        answer(actor, asked)
    with pytest.raises(people_problems.NotAllowed):
        make_request(aminas_group, actor=actor)


@pytest.mark.parametrize(
    ("name", "finds"),
    [("coordinator", True), ("didier", True), ("director", False), ("carine", False), ("stranger", False)],
)
def test_who_finds_that_somebody_asked(cast, asked, name, finds):
    assert (asked in rights.requests_visible_to(cast.actor(name))) is finds


def test_the_safeguarding_person_leaves_the_same_mark_whatever_their_room_holds(cast, asked):
    for _ in range(2):
        told = actions.tell_of_care(actor=cast.actor("didier"), request=asked, on=TODAY, now=NOW)

    assert (told.care_told_on, told.care_told_by_id) == (TODAY, cast["didier"].pk)
    assert Entry.objects.filter(verb="rights.tell_of_care").count() == 1


def test_only_an_access_request_asks_for_that_mark_and_only_safeguarding_leaves_it(cast, coordinator, aminas_group):
    erasure = make_request(aminas_group, actor=coordinator, kind=RequestKind.ERASURE)
    access = make_request(aminas_group, actor=coordinator)

    with pytest.raises(problems.OnlyForAccess):
        actions.tell_of_care(actor=cast.actor("didier"), request=erasure, on=TODAY, now=NOW)
    with pytest.raises(people_problems.NotAllowed):
        actions.tell_of_care(actor=coordinator, request=access, on=TODAY, now=NOW)


def test_the_latest_comes_first_and_today_counts_it(cast, coordinator, aminas_group, asked):
    fresh = make_request(aminas_group, actor=coordinator)

    found = rights.lines(rights.open_visible_to(coordinator), on=TODAY)

    assert [line.request for line in found] == [asked, fresh]
    assert rights.late_count(coordinator, on=TODAY) == (2, 1)
    assert rights.late_count(cast.actor("director"), on=TODAY) == (0, 0)


def test_a_director_sees_how_many_and_no_more(cast, coordinator, asked, aminas_group):
    answer(coordinator, asked)
    actions.tell(actor=coordinator, request=asked, on=TODAY, now=NOW)
    make_request(aminas_group, actor=coordinator, kind=RequestKind.ERASURE, received_on=TODAY - timedelta(days=60))

    counts = {
        count.kind: (count.open, count.late, count.closed_in_time, count.closed_late)
        for count in rights.counts(cast.actor("director"), on=TODAY)
    }

    assert counts == {
        RequestKind.ACCESS: (0, 0, 1, 0), RequestKind.CORRECTION: (0, 0, 0, 0),
        RequestKind.ERASURE: (1, 1, 0, 0), RequestKind.OBJECTION: (0, 0, 0, 0),
    }  # fmt: skip
    assert not rights.requests_visible_to(cast.actor("director"), verb=Verb.RIGHTS_SEE).exists()


def test_after_their_time_the_words_are_gone_and_the_proof_stays(cast, coordinator, asked):
    answer(coordinator, asked)
    actions.tell(actor=coordinator, request=asked, on=TODAY, now=NOW)
    later = NOW + timedelta(days=366)

    assert not rights.closed_before(rights.words_kept_since(TODAY)).exists()
    over = rights.closed_before(rights.words_kept_since(later.date()))
    gone = actions.forget_words(actor=cast.actor("system"), requests=over, now=later)

    row = Request.objects.get(pk=asked.pk)
    assert gone == 1
    assert rights.words_of(row) is None
    assert (bytes(row.key_wrapped), bytes(row.asked_sealed), bytes(row.answer_sealed)) == (b"", b"", b"")
    assert (row.kind, row.outcome, row.told_on) == ("access", "granted", TODAY)
    assert not rights.closed_before(rights.words_kept_since(later.date())).exists()
