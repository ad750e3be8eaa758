"""The office reads what was set aside of supervision, and takes it or leaves it, on the same page as all else."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM
from tests.factories.browsers import browser_of
from tests.factories.phones import Phone, Record, record
from tests.factories.ratings import RUBRIC, VERSION, ticks
from tests.factories.training import make_facilitator
from tuvurane.people import actions as people_actions
from tuvurane.supervision.models import Checklist, Help, Visit
from tuvurane.sync.models import SetAside
from tuvurane.training.models import Rating
from tuvurane.training.rules.rubrics import own

ON = "2026-11-20"
# kind -> who sends it, where it ends, and what a reader must find of it
KINDS: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "visit": ("carine", Visit, ("Amina", "Call", "They sat apart", "Practise silence", "20/11/2026")),
    "rating": ("carine", Rating, ("Amina", "In a role-play", "20/11/2026", "3", "Calm all the time")),
    "checklist": ("carine", Checklist, ("Twiyubake", "Done", "20/11/2026")),
    "help": ("amina", Help, ("My fellow facilitator", "We do not speak", "20/11/2026")),
}


@pytest.fixture
def people(cast, aminas_group):
    make_facilitator(cast["amina"], cast.places["Muriza"])
    return cast


def sent_of(kind: str, cast, group) -> Record:
    amina = str(cast["amina"].pk)
    agreed = {"id": "0192f0a0-0000-7000-8000-00000000000a", "what": "Practise silence", "due": "2026-12-01"}
    bodies: dict[str, dict[str, object]] = {
        "visit": {"format": "call", "on": ON, "min": 20, "seen": [amina], "note": "They sat apart", "next": [agreed]},
        "rating": {
            "who": amina, "on": ON, "occasion": "role_play", "rubric": RUBRIC, "rv": VERSION,
            "ticks": ticks(listening=3), "note": "Calm all the time",
        },
        "checklist": {"group": str(group.pk), "n": 3, "on": ON, "v": "2026-11", "done": {"circle": "done"}},
        "help": {"topic": "pair", "on": ON, "line": "We do not speak"},
    }  # fmt: skip
    return record(kind, bodies[kind])


def set_aside(kind: str, cast, group) -> Record:
    """One that came from a phone after it was withdrawn."""
    sent = sent_of(kind, cast, group)
    phone = Phone(cast[KINDS[kind][0]])
    people_actions.revoke_device(actor=SYSTEM, device=phone.enrolled.device, now=NOW)
    phone.sync(sent)
    return sent


def words(answer) -> str:
    """What a reader sees of a page."""
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", main[0] if main else answer.content.decode()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_supervision_is_read_in_words_and_accepted(people, aminas_group, kind):
    _, model, told = KINDS[kind]
    sent, desk = set_aside(kind, people, aminas_group), browser_of(people["coordinator"])
    address = reverse("set_aside:record", args=[sent["id"]])

    page = words(desk.get(address))
    desk.post(address, {"deed": "accept"})

    assert [word for word in told if word not in page] == []
    assert model.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_supervision_is_discarded_with_a_reason(people, aminas_group, kind):
    sent, desk = set_aside(kind, people, aminas_group), browser_of(people["coordinator"])

    desk.post(reverse("set_aside:record", args=[sent["id"]]), {"deed": "discard", "reason": "Recorded on paper too"})

    assert SetAside.objects.get().decision.what == "discarded"
    assert not KINDS[kind][1].objects.exists()


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("visit", {"seen": ["not an account", 7], "topics": "listening", "format": {"of": "tomorrow"}, "next": [3]}),
        ("rating", {"who": None, "rubric": "another", "ticks": {"listening": "b1", "x": [None]}}),
        ("rating", {"ticks": {"listening": ["of_tomorrow"], "mastery": ["b1"]}}),
        ("checklist", {"done": ["circle"], "n": "three", "group": 5}),
        ("help", {"topic": 4, "on": "soon", "line": ["x"]}),
    ],
    ids=["visit", "rating of another rubric", "rating of tomorrow", "checklist", "help"],
)
def test_a_record_of_another_form_is_shown_as_far_as_it_can_be_read(people, aminas_group, kind, wrong):
    sent = sent_of(kind, people, aminas_group)
    sent["body"] |= wrong
    Phone(people[KINDS[kind][0]]).sync(sent)

    answer = browser_of(people["coordinator"]).get(reverse("set_aside:record", args=[sent["id"]]))

    assert answer.status_code == 200
    assert people["carine" if kind != "help" else "amina"].name in words(answer)


def test_a_ticked_behaviour_is_not_spelt_out_to_whoever_decides(people, aminas_group):
    sent = set_aside("rating", people, aminas_group)

    page = words(browser_of(people["coordinator"]).get(reverse("set_aside:record", args=[sent["id"]])))

    [listening] = [one for one in own().competences if one.code == "listening"]
    assert [text for one in listening.behaviours if (text := one.text["en"]) in page or one.code in page.split()] == []
