"""The office's forms: what is keyed in reaches the rooms once, and a refusal says what can be done next."""

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tests.factories.groups import make_group, make_session, new_id
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Mark, Status
from tuvurane.groups.models import Group
from tuvurane.people import queries as people

EVERYONE_CAME = dict.fromkeys(range(1, 7), Mark.PRESENT)


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def a_group(cast, **changed: Any) -> dict[str, Any]:
    """What the form of a new group sends."""
    plain = {"group_id": new_id(), "name": "Turikumwe", "place": cast.places["Muriza"].pk, "language": "rn"}
    return plain | {"site": "", "weekday": "2"} | changed


def a_session(**changed: Any) -> dict[str, Any]:
    """What the form of a session sends: six came, three votes were counted."""
    plain = {"session_id": new_id(), "number": "1", "held_on": "2026-09-08", "minutes": "175", "place_kind": "tree"}
    plain |= {"phase": "trust", "facilitators": ["1"], "challenges": ["late_start"], "note": ""}
    plain |= {f"mark_{seat}": "present" for seat in range(1, 7)}
    plain |= {"voice_safe_good": "5", "voice_safe_middle": "1"}
    return plain | {"shift_1": "family", "line_1": "Two neighbours greet each other"} | changed


def test_a_group_is_planned_once_though_the_form_is_sent_twice(at_the_desk, cast):
    client, sent = at_the_desk("coordinator"), a_group(cast)

    first = client.post(reverse("groups:new"), sent)
    second = client.post(reverse("groups:new"), sent)

    assert first.url == second.url == reverse("groups:group", args=[sent["group_id"]])
    assert groups.groups_visible_to(cast.actor("coordinator")).count() == 1


def test_a_taken_name_comes_back_to_the_form_with_its_reason(at_the_desk, cast, aminas_group):
    page = at_the_desk("coordinator").post(reverse("groups:new"), a_group(cast, name=aminas_group.name))

    assert page.status_code == 200
    assert f"A group is called {aminas_group.name} already" in text(page)


def test_a_place_that_was_only_searched_for_must_be_chosen(at_the_desk, cast):
    page = at_the_desk("coordinator").post(reverse("groups:new"), a_group(cast, place="", place_search="muri"))

    assert "Choose one of these places." in text(page)
    assert f'value="{cast.places["Muriza"].pk}"' in page.content.decode()


@pytest.mark.parametrize("chosen", ["Rutana", "nowhere"])
def test_a_place_of_the_past_or_none_at_all_is_not_taken(at_the_desk, cast, chosen):
    place = cast.places[chosen].pk if chosen in cast.places else "999999"

    page = at_the_desk("coordinator").post(reverse("groups:new"), a_group(cast, place=place))

    assert page.status_code == 200
    assert "Please fill this in." in text(page)


def test_a_new_group_speaks_kirundi_unless_said_otherwise(at_the_desk, cast):
    cast.organisation.accounts.filter(username="coordinator").update(language="fr")

    page = at_the_desk("coordinator").get(reverse("groups:new")).content.decode()

    assert re.findall(r'<option value="(\w+)" selected', page) == ["rn"]


@pytest.mark.parametrize(
    ("plain", "line"),
    [
        ({"site": "", "weekday": None}, "Running. Since 01/09/2026."),
        ({"site": "By the church", "weekday": None}, "Running. Since 01/09/2026. By the church."),
        ({"site": "", "weekday": 2}, "Running. Since 01/09/2026. Tuesday."),
        ({"site": "By the church", "weekday": 2}, "Running. Since 01/09/2026. Tuesday, By the church."),
    ],
)
def test_what_is_known_of_a_group_is_said_in_whole_sentences(at_the_desk, aminas_group, plain, line):
    Group.objects.filter(pk=aminas_group.pk).update(**plain)

    page = at_the_desk("coordinator").get(reverse("groups:group", args=[aminas_group.pk])).content.decode()

    assert re.findall(r'<p class="lead">(.*?)</p>', page)[0] == line


def test_only_the_moves_that_the_life_cycle_allows_are_offered(at_the_desk, cast):
    planned = make_group(cast.organisation, cast.places["Muriza"], status=Status.PLANNED)
    client, address = at_the_desk("coordinator"), reverse("groups:move", args=[planned.pk])

    offered = client.get(address).content.decode()
    client.post(address, {"to": "recruiting", "on": TODAY.isoformat()})

    assert 'value="recruiting"' in offered
    assert 'value="running"' not in offered
    assert groups.group_by_id(planned.pk).status == Status.RECRUITING


def test_someone_begins_to_lead_and_stops(at_the_desk, cast, aminas_group):
    client, address = at_the_desk("coordinator"), reverse("groups:facilitators", args=[aminas_group.pk])

    not_there = client.post(address, {"account": cast["bosco"].pk, "since": "2026-09-01"})
    client.post(
        reverse("groups:end_assignment", args=[aminas_group.pk]), {"account": cast["amina"].pk, "until": "2026-11-20"}
    )

    assert "Bosco is not a facilitator at this group" in text(not_there)
    assert groups.facilitators_of(aminas_group) == []


def test_a_session_keyed_from_paper_counts_as_one_from_a_phone(at_the_desk, aminas_group):
    sent = a_session()

    answer = at_the_desk("carine").post(reverse("groups:new_session", args=[aminas_group.pk]), sent)
    [session] = groups.sessions_of(aminas_group)

    assert answer.url == reverse("groups:session", args=[sent["session_id"]])
    assert (session.number, session.phase, session.minutes, session.present) == (1, "trust", 175, 6)
    assert [one.shift for one in groups.shifts_of(aminas_group)] == [
        ("family", "Two neighbours greet each other", "facilitator")
    ]
    assert [(row.question, row.good, row.middle, row.not_good) for row in groups.voice_of(aminas_group)] == [
        ("safe", 5, 1, 0)
    ]


def test_whoever_has_no_mark_stays_unknown(at_the_desk, aminas_group):
    at_the_desk("carine").post(reverse("groups:new_session", args=[aminas_group.pk]), a_session(mark_6=""))
    [session] = groups.sessions_of(aminas_group)

    assert (session.present, session.marked) == (5, 5)


def test_a_small_shift_without_its_line_comes_back(at_the_desk, aminas_group):
    page = at_the_desk("carine").post(reverse("groups:new_session", args=[aminas_group.pk]), a_session(line_1=""))

    assert "A small shift needs both" in text(page)
    assert not groups.sessions_of(aminas_group)


def test_a_session_of_tomorrow_is_refused_with_its_reason(at_the_desk, aminas_group):
    page = at_the_desk("carine").post(
        reverse("groups:new_session", args=[aminas_group.pk]), a_session(held_on="23/11/2026")
    )

    assert "is in the future" in text(page)


@pytest.mark.parametrize(
    ("language", "sentences"),
    {
        "rn": ("Gitangurira kuri: 1.", "Igitigiri ntarengwa: 40.", "Indome ntarengwa: 140."),
        "fr": ("Au moins : 1.", "Au plus : 40.", "Signes au plus : 140."),
        "sw": ("Angalau: 1.", "Isizidi: 40.", "Herufi zisizozidi: 140."),
        "en": ("At least: 1.", "At most: 40.", "Signs at most: 140."),
    }.items(),
)
def test_what_is_beyond_a_limit_is_said_in_the_readers_language(at_the_desk, cast, aminas_group, language, sentences):
    cast.organisation.accounts.filter(username="carine").update(language=language)
    beyond = a_session(number="0", voice_safe_good="41", line_1="a" * 141)

    page = text(at_the_desk("carine").post(reverse("groups:new_session", args=[aminas_group.pk]), beyond))

    assert [sentence for sentence in sentences if sentence not in page] == []
    assert "Ensure" not in page


def test_a_correction_takes_the_place_of_the_first_report(at_the_desk, aminas_group):
    first = make_session(aminas_group, marks=EVERYONE_CAME, note="Sang twice").report
    client, address = at_the_desk("carine"), reverse("groups:correct_session", args=[first.pk])

    form = client.get(address)
    client.post(address, a_session(phase="safety"))
    [counted] = groups.sessions_of(aminas_group)

    assert "Sang twice" in form.content.decode()
    assert counted.supersedes.get() == first
    assert "corrected by a later one" in text(client.get(reverse("groups:session", args=[first.pk])))


def test_a_session_that_did_not_take_place_is_no_stone(at_the_desk, aminas_group):
    sent = {"missed_id": new_id(), "on": "2026-09-15", "reason": "rain"}

    at_the_desk("carine").post(reverse("groups:new_missed", args=[aminas_group.pk]), sent)

    assert [day.reason for day in groups.missed_of(aminas_group)] == ["rain"]
    assert not groups.sessions_of(aminas_group)


def test_a_person_is_enrolled_and_then_asked_for_consent(at_the_desk, aminas_group):
    sent = {"participant_id": new_id(), "name": "Rose Ndayizeye", "nickname": "", "contact": "", "sex": "F"}
    sent |= {"age_band": "25-34", "joined_on": "2026-09-01"}

    answer = at_the_desk("coordinator").post(reverse("groups:enrol", args=[aminas_group.pk]), sent)

    assert answer.url == reverse("groups:consents", args=[sent["participant_id"]])
    assert groups.members_of(aminas_group, identified=True)[-1].called == "Rose"


def test_a_person_without_any_name_is_not_enrolled(at_the_desk, aminas_group):
    sent = {"participant_id": new_id(), "name": " ", "sex": "F", "age_band": "25-34", "joined_on": "2026-09-01"}

    page = at_the_desk("coordinator").post(reverse("groups:enrol", args=[aminas_group.pk]), sent)

    assert "Give a name or a nickname." in text(page)
    assert len(groups.members_of(aminas_group, identified=False)) == 6


def test_a_yes_that_is_taken_back_is_shown_with_its_day(at_the_desk, aminas_group):
    person = groups.seats_of(aminas_group)[1]
    sent = {"version": "1", "given": "no", "on": "2026-11-20", "language": "rn", "given_by": "voice", "reader": "me"}
    client = at_the_desk("coordinator")

    client.post(reverse("groups:consent", args=[person, "be_measured"]), sent)
    page = text(client.get(reverse("groups:participant", args=[person])))

    assert "No, 20/11/2026" in page
    assert "Not asked yet" in page


def test_a_person_leaves_moves_and_comes_back(at_the_desk, cast, aminas_group):
    other = make_group(cast.organisation, cast.places["Butare"], name="Dusangire")
    person, client = groups.seats_of(aminas_group)[1], at_the_desk("coordinator")
    here = {"group": aminas_group.pk, "on": "2026-11-20"}

    client.post(reverse("groups:move_participant", args=[person]), {"group": other.pk, "on": "2026-11-10"})
    client.post(reverse("groups:leave", args=[person]), {"on": "2026-11-15", "why": "work"})
    client.post(reverse("groups:rejoin", args=[person]), here)

    stays = [*groups.members_of(aminas_group, identified=False), *groups.members_of(other, identified=False)]
    mine = sorted(
        (stay.joined_on.isoformat(), stay.how, stay.why_left) for stay in stays if stay.participant_id == person
    )
    assert [stay[1:] for stay in mine] == [("joined", "other_group"), ("moved", "work"), ("rejoined", "")]


def test_a_misspelt_name_is_put_right(at_the_desk, aminas_group):
    person, client = groups.seats_of(aminas_group)[1], at_the_desk("coordinator")

    client.post(
        reverse("groups:change_identity", args=[person]), {"name": "Nadège Iradukunda", "nickname": "", "contact": ""}
    )

    assert "Nadège Iradukunda" in text(client.get(reverse("groups:participant", args=[person])))


def test_an_account_is_opened_given_a_role_and_ended(at_the_desk, cast):
    client, actor = at_the_desk("coordinator"), cast.actor("coordinator")
    client.post(reverse("people:new"), {"name": "Rose", "username": "rose", "language": "rn", "password": ""})
    rose = people.account_named("rose")

    role = {"role": "facilitator", "place": cast.places["Muriza"].pk, "since": "2026-11-01"}
    client.post(reverse("people:give_role", args=[rose.pk]), role)
    [held] = people.roles_of([rose])[rose.pk]
    client.post(reverse("people:end_role", args=[rose.pk, held.pk]), {"until": "2026-11-21"})

    assert people.accounts_visible_to(actor).filter(pk=rose.pk).exists()
    assert people.roles_of([rose])[rose.pk][0].until.isoformat() == "2026-11-21"


def test_only_roles_that_one_may_give_are_offered(at_the_desk, cast):
    page = at_the_desk("coordinator").get(reverse("people:give_role", args=[cast["amina"].pk])).content.decode()

    assert 'value="facilitator"' in page
    assert 'value="administrator"' not in page


def test_an_enrolment_code_is_shown_once_and_kept_by_no_browser(at_the_desk, cast):
    client, address = at_the_desk("coordinator"), reverse("people:new_device", args=[cast["amina"].pk])

    shown = client.post(address)
    code = re.search(r"data-code>([A-Z2-9]{4}-[A-Z2-9]{4})<", shown.content.decode())

    assert code
    assert 'class="qr"' in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert code[1] not in client.get(address).content.decode()
