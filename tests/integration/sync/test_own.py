"""What a phone hears of its holder's own work: only when asked, only their own, and on a supervisor's phone no participant."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, SYSTEM, Cast
from tests.factories.groups import make_group
from tests.factories.people import HIRED_ON, make_account
from tests.factories.phones import Phone
from tests.factories.ratings import certify, rate
from tests.factories.supervision import make_charge, make_follow_up
from tests.factories.training import hold_course, make_course, make_facilitator
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role
from tuvurane.training import actions as training_actions

# Every key that may stand on a phone; a new one is added here on purpose.
CHECKLIST = {"version": "", "elements": [{"code": "", "text": "", "first": 0, "last": 0}]}
FACILITATORS = {
    "trainings": [{"level": "", "name": "", "from": "", "to": "", "status": ""}],
    "refresher": {"due": "", "state": ""},
    "growth": [{"title": "", "then": "", "now": "", "practise": ""}],
    "checklist": CHECKLIST,
    "round": None,
}
ROUND = {
    "rubric": {
        "name": "",
        "version": "",
        "competences": [
            {"code": "", "title": "", "about": "", "behaviours": [{"code": "", "kind": "", "text": ""}]}
        ],
    },
    "checklist": CHECKLIST,
    "charges": [{"id": "", "name": "", "gate": 0}],
    "groups": [{"id": "", "name": "", "place": "", "next_n": 0, "facilitators": [""]}],
    "plan": [{"group": "", "who": [""], "reasons": [""]}],
    "follow_ups": [{"id": "", "what": "", "due": "", "who": ""}],
}  # fmt: skip
OWN_KEYS = {"own", "own_digest"}


def shape_of(found):
    """The keys, all the way down; a list by its first member."""
    if isinstance(found, dict):
        return {key: shape_of(value) for key, value in found.items()}
    if isinstance(found, list):
        return [shape_of(value) for value in found[:1]]
    return None if found is None else 0 if isinstance(found, int) else ""


def asked_by(phone: Phone, **asked) -> tuple[dict[str, Any], list[str]]:
    """One round trip without records, and what it asked of the database."""
    with CaptureQueriesContext(
        connection,
    ) as told:
        answer = phone.sync(**asked)
    return answer, [query["sql"] for query in told]


@pytest.fixture
def aminas_way(cast: Cast, aminas_group: Group):
    """Amina had a basic course and was rated twice; carine looks after her and bosco."""
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    hold_course(make_course(cast.organisation, cast.places["Burunga"], trainees=[amina]), [amina])
    certify(cast["carine"])
    rate(amina, cast["carine"], on=date(2026, 4, 1), listening=2)
    rate(amina, cast["carine"], on=date(2026, 9, 1), listening=2, safety=4)
    make_charge(cast["carine"], amina)
    return amina


@pytest.fixture
def carines_round(cast: Cast, aminas_way, boscos_group: Group):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    make_charge(cast["carine"], bosco)
    make_follow_up(cast["carine"], aminas_way, due_on=date(2026, 11, 1))
    return [aminas_way, bosco]


def test_an_app_that_does_not_ask_hears_nothing_new_and_costs_nothing_new(cast, aminas_way):
    answer, queries = asked_by(Phone(cast["amina"]))

    assert not OWN_KEYS & answer.keys()
    assert not [sql for sql in queries if '"training_' in sql or '"supervision_' in sql]


def test_a_facilitator_hears_of_their_own_work_and_no_more_than_this(cast, aminas_way):
    own = Phone(cast["amina"]).sync(own="")["own"]

    assert shape_of(own | {"growth": [own["growth"][0] | {"practise": ""}]}) == FACILITATORS
    assert own["trainings"][0]["status"] == "completed"
    assert own["refresher"]["state"] == "fresh"


def test_a_facilitator_reads_no_number_of_themselves_and_no_name_of_whoever_rated_them(cast, aminas_way):
    growth = json.dumps(Phone(cast["amina"]).sync(own="")["own"]["growth"])

    assert not any(sign.isdigit() for sign in growth)
    assert "Carine" not in growth
    assert "level" not in growth


def test_somebody_elses_rating_changes_nothing_of_ones_own(cast, aminas_way, carines_round):
    phone = Phone(cast["amina"])
    before = phone.sync(own="")["own_digest"]

    rate(carines_round[1], cast["carine"], on=date(2026, 9, 2), listening=1)

    assert phone.sync(own=before)["own"] is None


def test_what_the_phone_holds_comes_again_only_when_it_changed(cast, aminas_way):
    phone = Phone(cast["amina"])
    first = phone.sync(own="")

    again = phone.sync(own=first["own_digest"])
    rate(aminas_way, cast["carine"], on=date(2026, 10, 1), listening=4)
    changed = phone.sync(own=first["own_digest"])

    assert (again["own"], again["own_digest"]) == (None, first["own_digest"])
    assert changed["own_digest"] != first["own_digest"]
    assert changed["own"]["growth"] != first["own"]["growth"]


def test_the_texts_come_in_the_language_of_the_holder(cast, carines_round):
    said = {language: Phone(cast["carine"], language=language).sync(own="")["own"] for language in ("en", "fr", "rn")}

    titles = {own["round"]["rubric"]["competences"][0]["title"] for own in said.values()}
    assert len(titles) == len(said)
    assert len({str(own["round"]["plan"][0]["reasons"]) for own in said.values()}) == len(said)


def test_on_a_supervisors_phone_there_is_no_participant_and_no_score(cast, carines_round, aminas_group):
    answer = Phone(cast["carine"]).sync(own="")

    text = json.dumps(answer)
    assert (answer["groups"], answer["gone"]) == ([], [])
    assert shape_of(answer["own"]["round"]) == ROUND
    assert not [word for word in ("seat", "srq", "levels", "answers", "score") if f'"{word}' in text]
    called = [member.called for member in group_queries.members_of(aminas_group, identified=True)]
    assert len(called) == 4
    assert not [name for name in called if name in text]


def test_a_round_holds_ones_own_charges_and_nobody_else(cast, carines_round):
    denise = make_account(cast.organisation, "denise")
    people_actions.give_role(
        actor=SYSTEM, account=denise, role=Role.SUPERVISOR, place=cast.places["Musongati"], since=HIRED_ON, now=NOW
    )

    carines, denises = (Phone(account).sync(own="")["own"]["round"] for account in (cast["carine"], denise))

    assert {one["name"] for one in carines["charges"]} == {"Amina", "Bosco"}
    assert (denises["charges"], denises["groups"], denises["plan"], denises["follow_ups"]) == ([], [], [], [])


def test_a_facilitators_phone_is_given_no_round(cast, carines_round):
    assert Phone(cast["amina"]).sync(own="")["own"]["round"] is None


def test_who_leads_and_supervises_has_both_and_one_checklist(cast, carines_round):
    make_facilitator(cast["carine"], cast.places["Musongati"])
    people_actions.give_role(
        actor=SYSTEM,
        account=cast["carine"],
        role=Role.FACILITATOR,
        place=cast.places["Muriza"],
        since=HIRED_ON,
        now=NOW,
    )
    make_group(cast.organisation, cast.places["Muriza"], name="Twese", leaders=[cast["carine"]], members=3)

    answer = Phone(cast["carine"]).sync(own="")

    assert [group["name"] for group in answer["groups"]] == ["Twese"]
    assert answer["own"]["checklist"] is None
    assert answer["own"]["round"]["checklist"]["elements"]


@pytest.mark.parametrize("left", [1, 50])
def test_while_records_are_still_to_come_nothing_is_told(cast, aminas_way, left):
    answer = Phone(cast["amina"]).sync(own="held", left=left)

    assert (answer["own"], answer["own_digest"]) == (None, "held")


def test_a_revoked_phone_is_told_nothing_of_its_holders_work(cast, carines_round):
    phone = Phone(cast["carine"])
    people_actions.revoke_device(actor=SYSTEM, device=phone.enrolled.device, now=NOW)

    answer = phone.sync(own="")

    assert (answer["revoked"], answer["own"]) == (True, None)
    assert "Bosco" not in json.dumps(answer)


def test_a_digest_that_is_too_long_is_refused(cast):
    answer = Phone(cast["amina"]).ask({"own": "x" * 65})

    assert answer.status_code == 422


def test_a_facilitators_own_work_costs_six_queries_at_most(cast, aminas_way):
    phone = Phone(cast["amina"])
    phone.sync(own="")

    _, without = asked_by(phone)
    _, queries = asked_by(phone, own="")

    assert len(queries) - len(without) <= 6


def test_a_round_of_many_costs_as_many_queries_as_one_of_few(cast, carines_round):
    phone = Phone(cast["carine"])
    phone.sync(own="")
    _, few = asked_by(phone, own="")
    for n in range(6):
        account = make_account(cast.organisation, f"facilitator{n}")
        people_actions.give_role(
            actor=SYSTEM, account=account, role=Role.FACILITATOR, place=cast.places["Muriza"], since=HIRED_ON, now=NOW
        )
        one = make_facilitator(account, cast.places["Muriza"])
        make_charge(cast["carine"], one)
        make_group(cast.organisation, cast.places["Muriza"], name=f"Group {n}", leaders=[account], members=2)
        rate(one, cast["carine"], on=date(2026, 9, 3), listening=2)

    _, many = asked_by(phone, own="")

    assert len(many) == len(few)


def test_a_course_that_was_cancelled_is_not_ones_training(cast, aminas_way):
    course = make_course(cast.organisation, cast.places["Burunga"], name="Not held")
    training_actions.list_trainee(actor=SYSTEM, course=course, facilitator=aminas_way, now=NOW)
    training_actions.cancel_course(actor=SYSTEM, course=course, on=date(2026, 11, 1), now=NOW)

    own = Phone(cast["amina"]).sync(own="")["own"]

    assert "Not held" not in json.dumps(own)
