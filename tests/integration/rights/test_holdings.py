"""The answer to whoever asks what we keep: everything of every room but care, in their language, and nothing of care."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.care import make_concern
from tests.factories.groups import make_consent, make_session, new_id
from tests.factories.rights import make_request
from tests.factories.shifts import take_up
from tuvurane.exchange.printing import access_sections, access_sheet
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Mark, Purpose
from tuvurane.groups.problems import ParticipantErased
from tuvurane.groups.queries import Identity
from tuvurane.journal.models import Entry
from tuvurane.measures import actions as measure_actions
from tuvurane.people import problems as people_problems
from tuvurane.rights import actions, problems
from tuvurane.rights import queries as rights
from tuvurane.rights.codes import RequestKind


@pytest.fixture
def person(aminas_group):
    """Somebody who came, agreed, answered, and was chosen for a committee."""
    found = aminas_group.memberships.get(seat=1).participant
    group_actions.change_identity(
        actor=SYSTEM, group=aminas_group, participant=found, now=NOW,
        identity=Identity("Nadia Iradukunda", "Nana", "+257 00 00 00 09"),
    )  # fmt: skip
    make_session(aminas_group, marks={1: Mark.PRESENT, 2: Mark.ABSENT})
    make_consent(aminas_group, found, Purpose.STORY, given=False)
    measure_actions.record_response(
        actor=SYSTEM, response_id=new_id(), participant_id=found.pk, group_id=aminas_group.pk, wave="baseline",
        instrument="who5", version="1", language="rn", answers={f"who_{n}": 3 for n in range(1, 6)},
        administered_on=TODAY, now=NOW,
    )  # fmt: skip
    take_up(aminas_group, found.pk)
    return found


def said(person, language="en"):
    """All that the sheet says, part by part."""
    sections = access_sections(rights.holdings_of(person, on=TODAY), language)
    return {section.heading: section.lines for section in sections}


def test_the_sheet_says_everything_that_the_rooms_hold(aminas_group, person):
    make_request(aminas_group, kind=RequestKind.CORRECTION)

    told = said(person)

    assert {"Full name: Nadia Iradukunda", "Called in the circle: Nana", "Contact: +257 00 00 00 09"} <= set(
        told["Who you are"]
    )
    assert any(person.code in line for line in told["Who you are"])
    assert told["Your group"] == ["Twiyubake, Muriza: seat 1, since 01/09/2026."]
    assert told["On which days you came"] == ["08/09/2026, Twiyubake: Present"]
    assert "01/09/2026, Be asked for a story: No (By voice, Kirundi)" in told["What you agreed to"]
    assert told["What you were asked"] == ["22/11/2026: Well-being index (WHO-5) (Before). Total: 60."]
    assert len(told["What you took up in the community"]) == 1
    assert told["What you asked of us before"] == ["22/11/2026, To put something right"]


def test_what_is_not_held_is_said_too(person):
    assert said(person)["Stories that you told"] == ["Nothing."]


def test_nothing_of_another_person_stands_there(aminas_group, person):
    other = aminas_group.memberships.get(seat=2).participant

    told = said(person)

    assert other.code not in str(told)
    assert "Absent" not in str(told)


def test_the_sheet_is_the_same_whether_or_not_care_holds_something(aminas_group, person):
    before = {language: said(person, language) for language in LANGUAGES}

    make_concern(aminas_group)

    assert {language: said(person, language) for language in LANGUAGES} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_printed_in_each_language(person, language):
    made = access_sheet(rights.holdings_of(person, on=TODAY), language, on=TODAY)

    assert made.startswith(b"%PDF-")


def test_every_opening_is_in_the_journal_without_a_word_of_it(cast, aminas_group, person):
    asked = make_request(aminas_group)

    for _ in range(2):
        actions.open_holdings(actor=cast.actor("coordinator"), request=asked, on=TODAY, now=NOW)

    lines = Entry.objects.filter(verb="rights.open_holdings", subject_id=str(asked.pk))
    assert [(line.actor_id, line.detail) for line in lines] == [(str(cast["coordinator"].pk), {})] * 2


@pytest.mark.parametrize("name", ["amina", "carine", "didier", "eva", "director", "administrator", "stranger"])
def test_nobody_else_opens_it(cast, aminas_group, name):
    asked = make_request(aminas_group)

    with pytest.raises(people_problems.NotAllowed):
        actions.open_holdings(actor=cast.actor(name), request=asked, on=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [({"known": False}, problems.WhoMissing), ({"kind": RequestKind.ERASURE}, problems.OnlyForAccess)],
)
def test_it_opens_only_for_somebody_known_who_asked_to_know(cast, aminas_group, changed, refusal):
    asked = make_request(aminas_group, received_on=TODAY - timedelta(days=1), **changed)

    with pytest.raises(refusal):
        actions.open_holdings(actor=cast.actor("coordinator"), request=asked, on=TODAY, now=NOW)


def test_nothing_opens_of_somebody_who_was_erased(cast, aminas_group):
    asked = make_request(aminas_group)
    type(asked.participant).objects.filter(pk=str(asked.participant_id)).update(
        erased_at=NOW, identity_sealed=b"", key_wrapped=b""
    )

    with pytest.raises(ParticipantErased):
        actions.open_holdings(actor=cast.actor("coordinator"), request=asked, on=TODAY, now=NOW)
