"""What a supervisor's phone holds: whom to visit and how to see, and no participant."""

import json
from datetime import date, timedelta

import pytest

from tests.factories.groups import NOW, TODAY, make_session
from tests.factories.supervision import make_follow_up, make_help
from tuvurane.people import actions as people_actions
from tuvurane.people.models import RoleHeld
from tuvurane.supervision import queries


def round_of(cast, name="carine", language="en"):
    return queries.for_phone(cast[name].pk, now=NOW, language=language)


def test_the_round_names_people_groups_reasons_and_agreements(cast, muriza, amina, carine):
    make_session(muriza)
    make_help(cast.on_phone("amina"))
    mine = make_follow_up(cast["carine"], amina, what="Bring chairs", due_on=date(2026, 11, 30))
    theirs = make_follow_up(cast["amina"], amina, what="Speak less", due_on=date(2026, 11, 29))

    told = round_of(cast)

    assert told["charges"] == [{"id": str(amina.pk), "name": "Amina", "gate": True}]
    assert told["groups"] == [
        {
            "id": str(muriza.pk), "name": "Twiyubake", "place": "Muriza", "next_n": 2,
            "facilitators": [str(amina.pk)],
        }
    ]  # fmt: skip
    [row] = told["plan"]
    assert (row["group"], row["who"]) == (str(muriza.pk), [str(amina.pk)])
    assert "Amina asked for help on 22/11/2026: Conflict in the group" in row["reasons"]
    assert told["follow_ups"] == [
        {"id": str(theirs.pk), "what": "Speak less", "due": "2026-11-29", "who": str(amina.pk)},
        {"id": str(mine.pk), "what": "Bring chairs", "due": "2026-11-30", "who": str(cast["carine"].pk)},
    ]
    assert [one["code"] for one in told["checklist"]["elements"]][:2] == ["circle", "welcome"]
    assert len(told["rubric"]["competences"]) == 12


def test_after_the_last_session_there_is_none_to_come(cast, muriza, amina):
    for number in range(1, 16):
        make_session(muriza, number=number)

    assert [group["next_n"] for group in round_of(cast)["groups"]] == [None]


def test_no_participant_is_on_a_supervisors_phone(cast, muriza, amina):
    make_session(muriza)

    text = json.dumps(round_of(cast))

    assert "Nadia" not in text
    for member in muriza.memberships.select_related("participant"):
        assert member.participant.code not in text
        assert str(member.participant_id) not in text


@pytest.mark.parametrize(("language", "word"), [("fr", "Tous étaient assis"), ("rn", "Bose bicaye"), ("sw", "Wote")])
def test_texts_come_in_the_holders_language(language, word, cast, amina):
    told = round_of(cast, language=language)

    assert told["checklist"]["elements"][0]["text"].startswith(word)


@pytest.mark.parametrize("name", ["amina", "coordinator", "trainer", "director"])
def test_only_who_supervises_by_phone_has_a_round(name, cast, amina):
    assert round_of(cast, name) is None


def test_a_round_ends_with_the_role(cast, amina):
    held = RoleHeld.objects.get(account=cast["carine"])
    people_actions.end_role(actor=cast.actor("system"), held=held, until=TODAY - timedelta(days=1), now=NOW)

    assert round_of(cast) is None


def test_a_supervisor_without_anybody_in_charge_has_an_empty_round(cast):
    told = round_of(cast)

    assert (told["charges"], told["groups"], told["plan"], told["follow_ups"]) == ([], [], [], [])
