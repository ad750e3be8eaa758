"""A code that is retired is no longer offered. What says it still lands, and is shown with its words."""

import re
from pathlib import Path

import pytest

from tests.factories.phones import missed_record, session_record
from tuvurane.foundation import words
from tuvurane.groups import codes
from tuvurane.groups import queries as groups
from tuvurane.groups.models import MissedSession, Session
from tuvurane.web.groups.forms import MissedForm
from tuvurane.web.groups.session_form import SessionForm

PHONE = Path(__file__).parents[3] / "phone" / "src" / "records" / "codes.ts"
LISTS = {
    "PHASES": codes.Phase,
    "PLACE_KINDS": codes.PlaceKind,
    "MARKS": codes.Mark,
    "MISSED_REASONS": codes.MissedReason,
    "CHALLENGES": codes.Challenge,
    "SHIFTS": codes.Shift,
    "VOICE_QUESTIONS": codes.Voice,
}


@pytest.fixture
def retired(monkeypatch):
    """Some codes of today are retired tomorrow."""
    gone = {
        codes.PlaceKind: frozenset({"tree"}),
        codes.Phase: frozenset({"memories"}),
        codes.Challenge: frozenset({"alcohol"}),
        codes.Shift: frozenset({"anger"}),
        codes.MissedReason: frozenset({"rain"}),
    }
    monkeypatch.setattr(codes, "RETIRED", gone)
    return gone


SAYING = {"place": "tree", "phase": "memories", "hard": ["alcohol"], "shifts": [{"d": "anger", "line": "Less."}]}


def offers(form, name):
    return {value for value, _ in form.fields[name].choices}


def form(group, **initial):
    return SessionForm(members=[], leading=groups.facilitators_of_groups([group.pk])[group.pk], initial=initial)


def test_a_report_that_says_retired_codes_lands(phone, aminas_group, retired):
    results = phone.sync(session_record(aminas_group, **SAYING), missed_record(aminas_group))["results"]

    assert [result["outcome"] for result in results] == ["accepted", "accepted"]
    assert (Session.objects.get().place_kind, MissedSession.objects.get().reason) == ("tree", "rain")


def test_its_group_is_shown_with_them(phone, aminas_group, retired):
    phone.sync(session_record(aminas_group, **SAYING), missed_record(aminas_group))

    (group,) = phone.sync()["groups"]

    assert (group["sessions"][0]["phase"], group["missed"][0]["reason"]) == ("memories", "rain")


def test_a_retired_code_is_not_offered(cast, aminas_group, retired):
    blank = form(aminas_group)
    shown = {name: offers(blank, name) for name in ("place_kind", "phase", "challenges", "shift_1")}

    assert not {"tree", "memories", "alcohol", "anger"} & set().union(*shown.values())
    assert {"church", "safety", "conflict", "family"} <= set().union(*shown.values())
    assert "rain" not in offers(MissedForm(), "reason")


def test_an_old_report_is_corrected_with_the_codes_it_says(cast, aminas_group, retired):
    old = form(aminas_group, place_kind="tree", phase="memories", challenges=["alcohol"], shift_1="anger")

    kept = {name: offers(old, name) for name in ("place_kind", "phase", "challenges", "shift_1", "shift_2")}

    assert [code in kept[name] for name, code in zip(kept, ("tree", "memories", "alcohol", "anger"), strict=False)] == [
        True
    ] * 4
    assert "anger" not in kept["shift_2"]


def test_every_retired_code_is_still_a_code_and_has_its_words():
    for kind, gone in codes.RETIRED.items():
        assert gone <= {code.value for code in kind}
        assert all(any(words.knows(f"{family}.{code}") for family in FAMILIES[kind]) for code in gone)


FAMILIES = {
    codes.PlaceKind: ("place_kind",),
    codes.Phase: ("phase",),
    codes.MissedReason: ("missed",),
    codes.Challenge: ("challenge",),
    codes.Shift: ("shift",),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_phone_offers_what_the_office_offers(name):
    listed = re.search(rf"export const {name} = \[([^\]]*)\] as const", PHONE.read_text("utf-8"))

    assert listed is not None
    assert re.findall(r"'(\w+)'", listed[1]) == [code.value for code in codes.offered(LISTS[name])]
