"""A phone holds as little as possible: the exact shape of what is given to it, and when it changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_consent, make_group, make_participant, make_session, new_id
from tests.factories.people import HIRED_ON
from tests.factories.phones import Phone, response_record
from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Leaving, Mark, MissedReason, Purpose, Status
from tuvurane.groups.models import Group
from tuvurane.groups.queries import Identity
from tuvurane.journal import queries as journal
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role

# Every key that may stand on a phone. A new one is added here on purpose, by somebody who has read rule four.
WORDS = {"en": "", "fr": "", "rn": "", "sw": ""}
SHAPE = {
    "cursor": 0,
    "me": {"name": "", "language": ""},
    "mine": [""],
    "groups": [
        {
            "id": "", "name": "", "place": "", "language": "", "status": "", "seed": 0, "weekday": 0, "starts_on": "",
            "facilitators": [{"n": 0, "name": ""}],
            "people": [{"seat": 0, "name": ""}],
            "sessions": [{"n": 0, "on": "", "phase": ""}],
            "missed": [{"on": "", "reason": ""}],
            "due": [{"seat": 0, "wave": "", "instrument": ""}],
        }
    ],
    "instruments_digest": "",
    "instruments": [
        {
            "name": "", "version": "", "title": "",
            "items": [{"key": "", "label": WORDS, "text": {}}],
            "options": [{"value": 0, "label": WORDS}],
        }
    ],
}  # fmt: skip


def shape_of(found):
    """The keys, all the way down; lists by what their members have in common."""
    if isinstance(found, dict):
        return {key: shape_of(value) for key, value in found.items()}
    if isinstance(found, list):
        shapes = [shape_of(value) for value in found]
        assert all(shape == shapes[0] for shape in shapes)
        return shapes[:1]
    return 0 if isinstance(found, int) else ""


@pytest.fixture
def full(aminas_group):
    """Amina's group with everything that a phone may show, and much that it may not."""
    make_session(aminas_group, note="She wept.", marks={1: Mark.PRESENT})
    group_actions.record_missed_session(
        actor=SYSTEM, group=aminas_group, missed_id=new_id(), on=TODAY, reason=MissedReason.RAIN, now=NOW
    )
    make_participant(aminas_group, "Iradukunda Nadia", nickname="Mama Ange", contact="+257 79 123 456")
    return aminas_group


def test_a_phone_is_given_exactly_these_keys(phone, full):
    assert shape_of(phone.pull()) == SHAPE


def test_a_phone_is_given_nicknames_and_no_more_of_a_person(phone, full):
    pulled = phone.pull()

    assert pulled["groups"][0]["people"][-1] == {"seat": 5, "name": "Mama Ange"}
    assert not [secret for secret in ("Iradukunda", "257", "wept", "mango") if secret in str(pulled)]


def test_after_the_answers_nothing_of_them_comes_back_but_that_they_are_no_longer_due(phone, aminas_group):
    before = phone.pull()["groups"][0]

    phone.push(response_record(aminas_group, answers={f"srq_{n:02d}": 1 for n in range(1, 21)}))

    asked = {"seat": 1, "wave": "baseline", "instrument": "srq20"}
    assert phone.pull()["groups"][0] == before | {"due": [due for due in before["due"] if due != asked]}
    assert asked in before["due"]


def test_a_phone_is_given_its_own_groups_alone(cast, aminas_group, boscos_group):
    pulled = {name: Phone(cast[name]).pull()["mine"] for name in ("amina", "bosco")}

    assert pulled == {"amina": [str(aminas_group.pk)], "bosco": [str(boscos_group.pk)]}


def test_who_left_the_circle_leaves_the_phone(phone, aminas_group):
    person = aminas_group.memberships.get(seat=2).participant
    group_actions.leave_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, why=Leaving.WORK, now=NOW)

    assert [member["seat"] for member in phone.pull()["groups"][0]["people"]] == [1, 3, 4]


def test_a_group_that_goes_to_another_facilitator_leaves_the_phone(cast, phone, aminas_group):
    cursor = phone.pull()["cursor"]
    people_actions.give_role(
        actor=SYSTEM, account=cast["bosco"], role=Role.FACILITATOR, place=aminas_group.place, since=HIRED_ON, now=NOW
    )
    group_actions.assign_facilitator(actor=SYSTEM, group=aminas_group, account=cast["bosco"], since=TODAY, now=NOW)
    group_actions.end_assignment(actor=SYSTEM, group=aminas_group, account=cast["amina"], until=TODAY, now=NOW)

    left, came = phone.pull(since=cursor), Phone(cast["bosco"]).pull(since=cursor)

    assert (left["mine"], left["groups"]) == ([], [])
    assert [group["id"] for group in came["groups"]] == [str(aminas_group.pk)]


CHANGES: dict[str, Callable[[Group], object]] = {
    "a session": make_session,
    "a new member": make_participant,
    "a consent": lambda group: make_consent(group, group.memberships.get(seat=1).participant, Purpose.TAKE_PART),
    "another name": lambda group: group_actions.change_group(
        actor=SYSTEM, group=group, name="New", site="", language="rn", weekday=1, now=NOW
    ),
    "a corrected name": lambda group: group_actions.change_identity(
        actor=SYSTEM, group=group, participant=group.memberships.get(seat=1).participant, now=NOW,
        identity=Identity("Jeanne"),
    ),
    "a move": lambda group: group_actions.move_group(
        actor=SYSTEM, group=group, to=Status.GRADUATED, on=TODAY, reason="", now=NOW
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_comes_once_and_only_that(cast, phone, aminas_group, name):
    make_group(cast.organisation, cast.places["Muriza"], name="Quiet", leaders=[cast["amina"]])
    cursor = phone.pull()["cursor"]
    CHANGES[name](aminas_group)

    changed = phone.pull(since=cursor)

    assert [group["id"] for group in changed["groups"]] == [str(aminas_group.pk)]
    assert (len(changed["mine"]), changed["cursor"]) == (2, journal.cursor())
    assert phone.pull(since=changed["cursor"])["groups"] == []


def test_definitions_travel_only_when_they_differ(phone):
    first = phone.pull()

    again = phone.pull(instruments=first["instruments_digest"])

    assert [instrument["name"] for instrument in first["instruments"]] == ["srq20", "who5"]
    assert (again["instruments"], again["instruments_digest"]) == (None, first["instruments_digest"])


def test_no_scoring_and_no_cut_off_travels(phone):
    told = str(phone.pull()["instruments"])

    assert not [word for word in ("cutoff", "score", "reverse", "safeguarding", "flag") if word in told.lower()]


def graduated(cast, on):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]])
    return group_actions.move_group(actor=SYSTEM, group=group, to=Status.GRADUATED, on=on, reason="", now=clock.now())


def test_a_graduated_group_stays_for_the_last_questions_and_then_leaves(cast, phone):
    today = clock.today()
    for days, stays in ((0, True), (60, True), (61, False)):
        group = graduated(cast, today - timedelta(days=days))
        assert (str(group.pk) in phone.pull()["mine"]) is stays
        group_actions.change_group(
            actor=SYSTEM, group=group, name=f"{days}", site="", language="rn", weekday=None, now=NOW
        )


def test_a_stopped_group_leaves_at_once(phone, aminas_group):
    group_actions.move_group(actor=SYSTEM, group=aminas_group, to=Status.STOPPED, on=TODAY, reason="", now=NOW)

    assert phone.pull()["mine"] == []


def test_pulling_asks_as_many_questions_of_the_database_for_many_groups_as_for_one(
    cast, phone, aminas_group, django_assert_max_num_queries
):
    for number in range(4):
        make_group(cast.organisation, cast.places["Muriza"], name=f"G{number}", leaders=[cast["amina"]], members=2)

    with django_assert_max_num_queries(20):
        assert len(phone.pull()["groups"]) == 5
