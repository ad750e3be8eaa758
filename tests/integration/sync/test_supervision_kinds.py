"""What supervisors and facilitators send of their own work: once, in any order, from whom it may come, and no further."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from tests.cast import NOW, SYSTEM, Cast
from tests.factories.groups import make_group, new_id
from tests.factories.people import HIRED_ON, make_account
from tests.factories.phones import Phone, Record, record
from tests.factories.ratings import RUBRIC, VERSION, certify, ticks
from tests.factories.supervision import make_charge
from tests.factories.training import make_facilitator
from tuvurane.groups import problems as group_problems
from tuvurane.groups.models import Group
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role
from tuvurane.supervision.models import Checklist, FollowUp, Help, Observation, Visit
from tuvurane.sync import actions, queries
from tuvurane.sync.models import SetAside
from tuvurane.training import queries as training
from tuvurane.training.codes import Gate
from tuvurane.training.models import Rating

NOTE = "They found their voice"


@dataclass(frozen=True)
class Scene:
    """Carine looks after amina and bosco, who each lead a group; every one of them has a phone."""

    cast: Cast
    group: Group
    others: Group
    phones: dict[str, Phone]


@pytest.fixture
def scene(cast: Cast, aminas_group: Group, boscos_group: Group) -> Scene:
    for name, place in (("amina", "Muriza"), ("bosco", "Butare")):
        make_charge(cast["carine"], make_facilitator(cast[name], cast.places[place]))
    certify(cast["carine"])
    phones = {name: Phone(cast[name]) for name in ("amina", "bosco", "carine")}
    return Scene(cast, aminas_group, boscos_group, phones)


def visit(scene: Scene, **changed: Any) -> Record:
    """Carine sat in the third session of amina's group."""
    agreed = {"id": str(new_id()), "what": "Practise silence", "due": "2026-12-01", "who": who(scene, "amina")}
    body = {
        "format": "session", "on": "2026-11-20", "min": 170, "group": str(scene.group.pk), "n": 3,
        "seen": [who(scene, "amina")], "topics": ["listening"], "note": NOTE, "next": [agreed],
    }  # fmt: skip
    return record("visit", body | changed)


def rating(scene: Scene, **changed: Any) -> Record:
    """What carine saw amina do in that session."""
    body = {
        "who": who(scene, "amina"), "on": "2026-11-20", "occasion": "in_group", "group": str(scene.group.pk), "n": 3,
        "rubric": RUBRIC, "rv": VERSION, "ticks": ticks(listening=3, safety=2), "note": NOTE,
    }  # fmt: skip
    return record("rating", body | changed)


def role_play(scene: Scene, **changed: Any) -> Record:
    """The same, in a role-play."""
    sent = rating(scene, occasion="role_play", **changed)
    sent["body"] = {key: value for key, value in sent["body"].items() if key not in {"group", "n"}}
    return sent


def checklist(scene: Scene, **changed: Any) -> Record:
    """What was done in that session."""
    body = {
        "group": str(scene.group.pk), "n": 3, "on": "2026-11-20", "v": "2026-11",
        "done": {"circle": "done", "welcome": "partly"}, "adapted": {"welcome": {"why": "time", "how": "A short one"}},
    }  # fmt: skip
    return record("checklist", body | changed)


def call(scene: Scene, **changed: Any) -> Record:
    """Amina asks for help."""
    return record("help", {"topic": "pair", "on": "2026-11-20", "line": "We do not speak"} | changed)


def who(scene: Scene, name: str) -> str:
    return str(scene.cast[name].pk)


# who sends it, what, and where it ends
KINDS: dict[str, tuple[str, Any, Any]] = {
    "visit": ("carine", visit, Visit),
    "rating in a group": ("carine", rating, Rating),
    "rating in a role-play": ("carine", role_play, Rating),
    "checklist of an observer": ("carine", checklist, Checklist),
    "checklist of a facilitator": ("amina", checklist, Checklist),
    "call for help": ("amina", call, Help),
}


def sent_by(scene: Scene, name: str, *records: Record) -> list[tuple[str, str | None]]:
    return [(one["outcome"], one.get("code")) for one in scene.phones[name].sync(*records)["results"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_that_comes_twice_is_one_record_in_the_name_of_who_recorded_it(scene, kind):
    sender, make, model = KINDS[kind]
    sent = make(scene)

    answers = sent_by(scene, sender, sent, sent) + sent_by(scene, sender, sent)

    row = model.objects.get()
    assert answers == [("accepted", None), ("already", None), ("already", None)]
    assert (row.pk, row.recorded_by, row.device) == (
        UUID(sent["id"]),
        scene.cast[sender],
        scene.phones[sender].enrolled.device,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_id_with_other_words_is_refused_and_changes_nothing(scene, kind):
    sender, make, model = KINDS[kind]
    sent = make(scene)
    other = sent | {"body": sent["body"] | {"on": "2026-11-19"}}

    (_, (outcome, code)) = sent_by(scene, sender, sent, other)

    assert outcome == "refused"
    assert code is not None
    assert code.endswith("id_already_used")
    assert str(model.objects.get().on) == "2026-11-20"


@pytest.mark.parametrize("kind", KINDS)
def test_from_a_revoked_phone_it_is_set_aside_and_accepted_it_stands_in_the_name_of_who_recorded_it(scene, kind):
    sender, make, model = KINDS[kind]
    sent, desk = make(scene), scene.cast.actor("coordinator")
    people_actions.revoke_device(actor=SYSTEM, device=scene.phones[sender].enrolled.device, now=NOW)

    answers = sent_by(scene, sender, sent, sent)
    assert not model.objects.exists()
    actions.accept(actor=desk, aside=queries.aside_for(desk, UUID(sent["id"])), now=NOW)

    assert answers == [("set_aside", "people.device_revoked")] * 2
    assert (model.objects.get().recorded_by, model.objects.count()) == (scene.cast[sender], 1)


@pytest.mark.parametrize("kind", ["visit", "rating in a group", "rating in a role-play"])
def test_a_facilitators_phone_visits_and_rates_nobody_and_the_office_cannot_let_it(scene, kind):
    _, make, model = KINDS[kind]
    sent, desk = make(scene), scene.cast.actor("coordinator")

    ((outcome, _),) = sent_by(scene, "bosco", sent)

    assert (outcome, model.objects.count()) == ("set_aside", 0)
    with pytest.raises((people_problems.NotAllowed, group_problems.GroupUnknown)):
        actions.accept(actor=desk, aside=queries.aside_for(desk, UUID(sent["id"])), now=NOW)
    assert not model.objects.exists()
    assert training.gates_of([scene.cast["amina"].pk], now=NOW)[scene.cast["amina"].pk].state == Gate.CLEAR


def test_nobody_rates_themselves_even_as_a_supervisor(scene):
    make_facilitator(scene.cast["carine"], scene.cast.places["Musongati"])

    answers = sent_by(scene, "carine", role_play(scene, who=who(scene, "carine")))

    assert answers == [("set_aside", "training.rates_oneself")]
    assert not Rating.objects.exists()


def test_a_checklist_of_strangers_is_set_aside(scene):
    ((outcome, code),) = sent_by(scene, "bosco", checklist(scene))

    assert (outcome, code) == ("set_aside", "groups.unknown")
    assert not Checklist.objects.exists()


def test_a_supervisor_of_other_places_and_another_organisation_reach_nobody_here(scene):
    elsewhere = make_account(scene.cast.organisation, "elsewhere")
    foreign = make_account(scene.cast.other, "foreign")
    for account, place in ((elsewhere, "Makamba"), (foreign, "Musongati")):
        people_actions.give_role(
            actor=SYSTEM, account=account, role=Role.SUPERVISOR, place=scene.cast.places[place], since=HIRED_ON, now=NOW
        )

    for account in (elsewhere, foreign):
        results = Phone(account).sync(visit(scene), rating(scene), role_play(scene), checklist(scene))["results"]
        assert [one["outcome"] for one in results] == ["set_aside"] * 4

    assert not any(model.objects.exists() for model in (Visit, Rating, Checklist))


@pytest.mark.parametrize("kind", ["visit", "rating in a role-play", "checklist of an observer"])
def test_a_correction_that_overtakes_what_it_corrects_waits_for_the_office_and_nothing_counts_twice(scene, kind):
    sender, make, model = KINDS[kind]
    first, desk = make(scene), scene.cast.actor("coordinator")
    correction = make(scene, replaces=first["id"], on="2026-11-19")
    if kind == "visit":
        correction["body"]["next"] = first["body"]["next"]

    answers = sent_by(scene, sender, correction) + sent_by(scene, sender, first)
    actions.accept(actor=desk, aside=queries.aside_for(desk, UUID(correction["id"])), now=NOW)

    assert [outcome for outcome, _ in answers] == ["set_aside", "accepted"]
    assert [str(row.on) for row in model.objects.filter(standing="counted")] == ["2026-11-19"]


def test_ratings_that_arrive_in_the_wrong_order_open_no_gate(scene):
    other = make_account(scene.cast.organisation, "denise")
    people_actions.give_role(
        actor=SYSTEM, account=other, role=Role.SUPERVISOR, place=scene.cast.places["Musongati"], since=HIRED_ON, now=NOW
    )
    certify(other)
    harm = role_play(scene, on="2026-11-10", ticks=ticks(safety=1))
    seen_again = role_play(scene, on="2026-11-18", ticks=ticks(safety=3))
    amina = scene.cast["amina"].pk

    Phone(other).sync(seen_again)
    sent_by(scene, "carine", harm)

    assert training.gates_of([amina], now=NOW)[amina].state == Gate.BLOCKED
    Phone(other).sync(role_play(scene, on="2026-11-20", ticks=ticks(safety=2)))
    assert training.gates_of([amina], now=NOW)[amina].state == Gate.CLEAR


def test_a_rating_in_a_group_says_in_which_and_what_was_agreed_stands_with_its_visit(scene):
    sent = rating(scene)

    sent_by(scene, "carine", sent, visit(scene))

    assert Observation.objects.get(rating=sent["id"]).group == scene.group
    assert FollowUp.objects.get().visit == Visit.objects.get()


def test_who_leads_says_it_of_themselves_and_who_does_not_observes(scene):
    sent_by(scene, "amina", checklist(scene))
    sent_by(scene, "carine", checklist(scene))

    by = dict(Checklist.objects.values_list("recorded_by__username", "observer"))
    assert by == {"amina": False, "carine": True}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"seen": [], "group": None, "n": None, "format": "call"}, "supervision.visit_to_nobody"),
        ({"n": None}, "supervision.session_not_named"),
        ({"min": 0}, "groups.out_of_range"),
    ],
    ids=["nobody seen", "no session", "no minutes"],
)
def test_what_a_person_can_mend_on_the_phone_goes_back_to_it(scene, wrong, code):
    assert sent_by(scene, "carine", visit(scene, **wrong)) == [("refused", code)]
    assert not SetAside.objects.exists()


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (rating, {"ticks": {"listening": ["never_heard_of"]}}),
        (rating, {"ticks": {"mastery": ["b1"]}}),
        (rating, {"rv": "9.9"}),
        (rating, {"levels": {"listening": 4}}),
        (rating, {"occasion": "course_end"}),
        (rating, {"group": None}),
        (checklist, {"v": "1999-01"}),
        (checklist, {"done": {"never_heard_of": "done"}}),
        (visit, {"seen": ["amina"]}),
    ],
    ids=["behaviour", "competence", "rubric", "own levels", "a course", "no group", "version", "element", "a name"],
)
def test_what_the_office_does_not_know_is_set_aside_whole(scene, make, wrong):
    sent = make(scene, **wrong)

    ((outcome, _),) = sent_by(scene, "carine", sent)

    assert outcome == "set_aside"
    assert queries.opened(SetAside.objects.get(pk=sent["id"])).body == sent["body"]


def test_a_record_without_a_group_lies_in_the_scope_of_its_sender(scene):
    far = make_group(scene.cast.organisation, scene.cast.places["Makamba"], name="Kure")

    sent_by(scene, "carine", role_play(scene, rv="9.9"), visit(scene, group=str(far.pk)))

    places = SetAside.objects.order_by("seq").values_list("place__name", flat=True)
    assert list(places) == ["Musongati", "Makamba"]


def test_what_was_taken_is_known_again_after_its_sender_lost_their_place(scene):
    sent = [visit(scene), rating(scene), role_play(scene), checklist(scene)]
    sent_by(scene, "carine", *sent)
    people_actions.revoke_device(actor=SYSTEM, device=scene.phones["carine"].enrolled.device, now=NOW)

    assert sent_by(scene, "carine", *sent) == [("already", None)] * 4
