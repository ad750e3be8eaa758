"""
Harm was seen, and no door lets that gate be passed: not the pages, a phone, a file, the command line or the act itself.

Amina was seen to do harm by carine, who is certified. There are two kinds of doors: those that give somebody a
group to lead, and those through which somebody might open the gate. Each is tried by a real client; then the
office tries once more on the page. The same doors let her through when the gate is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, SYSTEM, TODAY, Cast
from tests.factories.browsers import browser_of
from tests.factories.groups import make_group, new_id
from tests.factories.people import make_account
from tests.factories.phones import Phone, rescued_record
from tests.factories.phones import record as phone_record
from tests.factories.ratings import RUBRIC, VERSION, certify, override, rate, ticks
from tests.factories.training import make_facilitator
from tests.integration.exchange.register_files import workbook
from tuvurane.config.cli import main
from tuvurane.foundation import clock, words
from tuvurane.foundation.problems import Problem
from tuvurane.groups import actions as group_actions
from tuvurane.groups.actions import GroupPlan
from tuvurane.groups.codes import Status
from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.people import actions as people_actions
from tuvurane.people.models import Account
from tuvurane.people.roles import Role
from tuvurane.training import actions, queries
from tuvurane.training.codes import Away, Gate, WhyAway
from tuvurane.training.models import Facilitator, Rating

HARM_ON = TODAY - timedelta(days=3)
BEFORE = HARM_ON - timedelta(days=30)
CLOSED = words.say("problem.training.gate_closed", "en", name="Amina")
IN_A_ROW = words.say("exchange.fault.gate_closed", "en", value="amina")


@dataclass
class World:
    """Amina, her gate, and two groups: one that nobody leads yet, and one of hers that has not begun."""

    cast: Cast
    amina: Facilitator
    planned: Group
    hers: Group
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def account(self) -> Account:
        return self.cast["amina"]

    @property
    def office(self) -> Client:
        return browser_of(self.cast["coordinator"])

    def at(self, moment: datetime) -> None:
        """Set the clock of all doors."""
        self.monkeypatch.setattr(clock, "now", lambda: moment)

    def do_harm(self) -> None:
        rate(self.amina, self.cast["carine"], on=HARM_ON, safety=1)

    def leads(self) -> list[tuple[str, str]]:
        """The groups that amina leads now, with their status."""
        rows = FacilitatorAssignment.objects.filter(account=self.account, until__isnull=True)
        return list(rows.order_by("group__name").values_list("group__name", "group__status"))

    def gate(self) -> queries.GateReading:
        return queries.gates_of([self.amina.pk], now=clock.now())[self.amina.pk]


@pytest.fixture
def world(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Before the harm: everybody's gate is open."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    certify(cast["carine"])
    place = cast.places["Muriza"]
    planned = make_group(cast.organisation, place, name="Twiyubake", status=Status.PLANNED)
    hers = make_group(
        cast.organisation, place, name="Dusangire", leaders=[cast["amina"]], members=1, status=Status.RECRUITING
    )
    return World(cast, make_facilitator(cast["amina"], place), planned, hers, tmp_path, monkeypatch)


def refused_by(act: Callable[[], Any]) -> str:
    """What an act says when it refuses; empty when it does not."""
    try:
        act()
    except Problem as problem:
        return problem.sentence("en")
    return ""


def text(response: Any) -> str:
    return str(response.content.decode().replace("&#x27;", "'"))


# ------------------------------------------------------------------ doors that give somebody a group


def by_the_action(world: World) -> str:
    return refused_by(
        lambda: group_actions.assign_facilitator(
            actor=world.cast.actor("coordinator"), group=world.planned, account=world.account, since=TODAY, now=NOW
        )
    )


def by_the_system(world: World) -> str:
    return refused_by(
        lambda: group_actions.assign_facilitator(
            actor=SYSTEM, group=world.planned, account=world.account, since=TODAY, now=NOW
        )
    )


def by_an_assignment_set_back(world: World) -> str:
    """As if she had begun before the harm."""
    return refused_by(
        lambda: group_actions.assign_facilitator(
            actor=world.cast.actor("coordinator"), group=world.planned, account=world.account, since=BEFORE, now=NOW
        )
    )


def on_the_page(world: World) -> str:
    form = {"account": str(world.account.pk), "since": TODAY.isoformat()}
    return text(world.office.post(f"/groups/{world.planned.pk}/facilitators/", form))


def by_moving_her_group_on(world: World) -> str:
    return refused_by(
        lambda: group_actions.move_group(
            actor=SYSTEM, group=world.hers, to=Status.RUNNING, on=TODAY, reason="", now=NOW
        )
    )


def by_moving_her_group_on_the_page(world: World) -> str:
    form = {"to": "running", "on": TODAY.isoformat(), "starts_on": TODAY.isoformat(), "reason": ""}
    return text(world.office.post(f"/groups/{world.hers.pk}/move/", form))


def by_a_load(world: World) -> str:
    plan = GroupPlan(
        id=new_id(),
        place_id=world.planned.place_id,
        name="Terimbere",
        site="",
        language="rn",
        weekday=None,
        starts_on=TODAY,
        moves=[(Status.RECRUITING, TODAY), (Status.RUNNING, TODAY)],
        facilitators=[(world.account.pk, TODAY, None)],
        people=[],
        sessions=[],
        missed=[],
        made_at=NOW,
    )
    house = world.cast.organisation.pk
    return refused_by(lambda: group_actions.load_programme(actor=SYSTEM, organisation_id=house, plans=[plan], now=NOW))


def register(name: str, status: str) -> bytes:
    """A register of one group that amina leads."""
    start = HARM_ON if status == "running" else None
    group = [name, "Muriza", None, "rn", None, status, start, None]
    return workbook({"groups": [group], "facilitators": [[name, "amina", HARM_ON, None]]})


def send(client: Client, data: bytes) -> Any:
    return client.post("/groups/import/", {"workbook": SimpleUploadedFile("register.xlsx", data)})


def on_the_page_for_registers(world: World, data: bytes) -> str:
    """Send it, and where nothing is to be repaired take it."""
    client = world.office
    looked = send(client, data)
    token = looked.context.get("token")
    return text(client.post("/groups/import/", {"token": token}) if token else looked)


def by_a_register_of_a_new_group(world: World) -> str:
    return on_the_page_for_registers(world, register("Terimbere", "running"))


def by_a_register_that_adds_to_a_group(world: World) -> str:
    return on_the_page_for_registers(world, register("Twiyubake", "planned"))


def by_command_line(world: World, data: bytes) -> str:
    file = world.folder / "register.xlsx"
    file.write_bytes(data)
    short = world.cast.organisation.short
    return CliRunner().invoke(main, ["groups", "import", str(file), "--organisation", short, "--yes"]).output


def by_command_line_for_a_new_group(world: World) -> str:
    return by_command_line(world, register("Terimbere", "running"))


def by_command_line_to_add_to_a_group(world: World) -> str:
    return by_command_line(world, register("Twiyubake", "planned"))


GIVING = {
    "the action": by_the_action,
    "the system": by_the_system,
    "an assignment set back in time": by_an_assignment_set_back,
    "the page of who leads": on_the_page,
    "the move of her group to running": by_moving_her_group_on,
    "the page of that move": by_moving_her_group_on_the_page,
    "a bulk load": by_a_load,
    "a register of a new group, on the page": by_a_register_of_a_new_group,
    "a register that adds to a group, on the page": by_a_register_that_adds_to_a_group,
    "a register of a new group, by command line": by_command_line_for_a_new_group,
    "a register that adds to a group, by command line": by_command_line_to_add_to_a_group,
}


# ------------------------------------------------------------------ doors through which the gate might open


def good_of_amina(world: World, **changed: Any) -> dict[str, Any]:
    """What a phone sends of a role-play in which she kept the circle safe."""
    body = {
        "who": str(world.amina.pk), "on": TODAY.isoformat(), "occasion": "role_play", "rubric": RUBRIC, "rv": VERSION,
        "ticks": ticks(safety=4),
    }  # fmt: skip
    return phone_record("rating", body | changed)


def outcome_of(phone: Phone, sent: dict[str, Any]) -> str:
    """What became of one record."""
    return str(phone.sync(sent)["results"][0]["outcome"])


def accept_all(world: World, phone: Phone) -> None:
    """The coordinator accepts on the page whatever of that phone was set aside."""
    world.office.post(f"/set-aside/phones/{phone.enrolled.device.pk}/accept/")


def by_her_own_phone(world: World) -> None:
    certify(world.account)
    phone = Phone(world.account)
    assert outcome_of(phone, good_of_amina(world)) == "set_aside"
    accept_all(world, phone)


def by_another_facilitators_phone(world: World) -> None:
    certify(world.cast["bosco"])
    phone = Phone(world.cast["bosco"])
    assert outcome_of(phone, good_of_amina(world)) == "set_aside"
    accept_all(world, phone)


def second_supervisor(world: World) -> Account:
    return make_account(world.cast.organisation, "simon", role=Role.SUPERVISOR, place=world.cast.places["Musongati"])


def by_an_uncertified_raters_phone(world: World) -> None:
    assert outcome_of(Phone(second_supervisor(world)), good_of_amina(world)) == "accepted"  # kept, and it moves nothing


def by_the_same_raters_phone(world: World) -> None:
    assert outcome_of(Phone(world.cast["carine"]), good_of_amina(world)) == "accepted"


def by_a_good_rating_of_something_else(world: World) -> None:
    simon = second_supervisor(world)
    certify(simon)
    assert outcome_of(Phone(simon), good_of_amina(world, ticks=ticks(listening=4, time=4))) == "accepted"


def by_a_rater_whose_certificate_has_ended(world: World) -> None:
    simon = second_supervisor(world)
    certify(simon, since=BEFORE, days=10)
    assert outcome_of(Phone(simon), good_of_amina(world)) == "accepted"


def by_an_old_good_rating_that_comes_late(world: World) -> None:
    simon = second_supervisor(world)
    certify(simon)
    assert outcome_of(Phone(simon), good_of_amina(world, on=BEFORE.isoformat())) == "accepted"


def by_a_good_rating_sent_again(world: World) -> None:
    """It came before the harm; now the phone was restored and sends it once more, and once under another id."""
    simon = second_supervisor(world)
    certify(simon)
    old = good_of_amina(world, on=BEFORE.isoformat())
    phone = Phone(simon)
    sent = [old, old, old | {"id": str(new_id())}]
    assert [outcome_of(phone, one) for one in sent] == ["accepted", "already", "accepted"]


def by_a_record_saved_from_a_broken_phone(world: World) -> None:
    phone = Phone(world.account)
    assert outcome_of(phone, rescued_record(world.hers, good_of_amina(world))) == "set_aside"
    accept_all(world, phone)


def by_correcting_what_another_saw(world: World) -> None:
    simon = second_supervisor(world)
    certify(simon)
    harm = Rating.objects.get(harm=True)
    phone = Phone(simon)
    assert outcome_of(phone, good_of_amina(world, replaces=str(harm.pk))) == "set_aside"
    accept_all(world, phone)


def by_the_same_raters_form(world: World) -> None:
    form = {
        "rating_id": str(new_id()), "on": TODAY.isoformat(), "occasion": "role_play", "note": "",
        "ticks_safety": ["b1", "b2", "b3", "a1"],
    }  # fmt: skip
    said = browser_of(world.cast["carine"]).post(f"/facilitators/{world.amina.pk}/rate/", form)
    assert said.status_code == 302


def by_ones_own_form(world: World) -> None:
    """She supervises too, and is certified."""
    simon = world.account
    certify(simon)
    make_supervisor(world, simon)
    form = {
        "rating_id": str(new_id()), "on": TODAY.isoformat(), "occasion": "role_play", "note": "",
        "ticks_safety": ["b1", "b2", "b3", "a1"],
    }  # fmt: skip
    browser_of(simon).post(f"/facilitators/{world.amina.pk}/rate/", form)


def make_supervisor(world: World, account: Account) -> None:
    people_actions.give_role(
        actor=SYSTEM, account=account, role=Role.SUPERVISOR, place=world.cast.places["Musongati"], since=BEFORE, now=NOW
    )


def by_ones_own_override(world: World) -> None:
    make_supervisor(world, world.account)
    form = {"reason": "I know myself.", "last_day": TODAY.isoformat()}
    browser_of(world.account).post(f"/facilitators/{world.amina.pk}/override/", form)


def by_an_override_without_a_reason(world: World) -> None:
    form = {"reason": "  ", "last_day": TODAY.isoformat()}
    browser_of(world.cast["carine"]).post(f"/facilitators/{world.amina.pk}/override/", form)


def by_an_override_that_lasts_too_long(world: World) -> None:
    form = {"reason": "For good.", "last_day": (TODAY + timedelta(days=15)).isoformat()}
    browser_of(world.cast["carine"]).post(f"/facilitators/{world.amina.pk}/override/", form)


def by_an_override_that_has_ended(world: World) -> None:
    """It holds until midnight in Bujumbura, which is 22:00 in UTC; the door opens a moment later."""
    override(world.amina, world.cast.actor("carine"), last_day=TODAY)
    world.at(datetime(2026, 11, 22, 21, 59, 59, tzinfo=UTC))
    assert world.gate().may_lead
    world.at(datetime(2026, 11, 22, 22, 0, tzinfo=UTC))


def by_an_override_that_was_taken_back(world: World) -> None:
    given = override(world.amina, world.cast.actor("carine"), last_day=TODAY + timedelta(days=5))
    actions.end_override(actor=world.cast.actor("coordinator"), override=given, now=NOW)


def by_an_override_given_before_a_second_harm(world: World) -> None:
    """Two in a row pause, and nothing lifts a pause."""
    override(world.amina, world.cast.actor("carine"), last_day=TODAY + timedelta(days=5))
    rate(world.amina, world.cast["carine"], on=TODAY, listening=1)
    assert world.gate().state == Gate.PAUSED


def by_a_column_that_says_clear(world: World) -> None:
    """As a row that was restored from elsewhere may say."""
    Facilitator.objects.update(gate=Gate.CLEAR)


def by_a_rating_that_cannot_be_read(world: World) -> None:
    Rating.objects.update(levels={"safety": "very good"})


OPENING = {
    "her own phone, and the office accepts it": by_her_own_phone,
    "another facilitator's phone, and the office accepts it": by_another_facilitators_phone,
    "the phone of a rater who is not certified": by_an_uncertified_raters_phone,
    "the phone of the same rater": by_the_same_raters_phone,
    "a good rating of something else": by_a_good_rating_of_something_else,
    "a rater whose certificate has ended": by_a_rater_whose_certificate_has_ended,
    "an old good rating that comes late": by_an_old_good_rating_that_comes_late,
    "a good rating sent again and again": by_a_good_rating_sent_again,
    "a record saved from a broken phone": by_a_record_saved_from_a_broken_phone,
    "a correction by another rater": by_correcting_what_another_saw,
    "the form of the same rater": by_the_same_raters_form,
    "her own form": by_ones_own_form,
    "her own override": by_ones_own_override,
    "an override without a reason": by_an_override_without_a_reason,
    "an override that lasts too long": by_an_override_that_lasts_too_long,
    "an override that has ended": by_an_override_that_has_ended,
    "an override that was taken back": by_an_override_that_was_taken_back,
    "an override given before a second harm": by_an_override_given_before_a_second_harm,
    "a restored row that says clear": by_a_column_that_says_clear,
    "a rating that cannot be read": by_a_rating_that_cannot_be_read,
}


@pytest.mark.parametrize("door", [*GIVING, *OPENING])
def test_no_door_lets_a_closed_gate_through(world, door):
    world.do_harm()
    before = world.leads()

    if door in GIVING:
        said = GIVING[door](world)
        assert CLOSED in said or IN_A_ROW in said
    else:
        OPENING[door](world)
    assert not world.gate().may_lead
    assert CLOSED in on_the_page(world)
    assert world.leads() == before == [("Dusangire", "recruiting")]
    assert not Group.objects.filter(name="Terimbere").exists()


@pytest.mark.parametrize("door", GIVING)
def test_every_one_of_these_doors_lets_her_through_while_nothing_harmful_was_seen(world, door):
    said = GIVING[door](world)

    assert CLOSED not in said
    assert IN_A_ROW not in said
    assert world.leads() != [("Dusangire", "recruiting")]


def test_another_certified_rater_opens_the_gate_from_a_phone_and_then_she_leads(world):
    world.do_harm()
    simon = second_supervisor(world)
    certify(simon)

    Phone(simon).sync(good_of_amina(world, ticks=ticks(safety=2)))

    assert world.gate().may_lead
    on_the_page(world)
    assert world.leads() == [("Dusangire", "recruiting"), ("Twiyubake", "planned")]


@pytest.mark.parametrize("door", GIVING)
def test_while_an_override_holds_the_doors_are_open(world, door):
    world.do_harm()
    override(world.amina, world.cast.actor("carine"), last_day=TODAY)

    said = GIVING[door](world)

    assert CLOSED not in said
    assert world.leads() != [("Dusangire", "recruiting")]


@pytest.mark.parametrize("door", GIVING)
def test_nobody_who_is_away_is_given_a_group(world, door):
    actions.go_away(
        actor=SYSTEM, facilitator=world.amina, kind=Away.REST, why=WhyAway.TIRED, since=TODAY, until=None, now=NOW
    )

    said = GIVING[door](world)

    away = words.say("problem.training.leader_away", "en", name="Amina")
    assert away in said or words.say("exchange.fault.facilitator_away", "en", value="amina") in said
    assert world.leads() == [("Dusangire", "recruiting")]


def test_a_register_that_was_looked_at_before_the_harm_is_not_taken_after_it(world):
    client = world.office
    token = send(client, register("Terimbere", "running")).context["token"]
    world.do_harm()

    said = text(client.post("/groups/import/", {"token": token}))

    assert IN_A_ROW in said
    assert not Group.objects.filter(name="Terimbere").exists()


def test_who_is_not_on_the_ladder_is_let_through_because_nothing_is_known(world):
    actions.check_gate([world.cast["bosco"].pk], now=NOW)

    assert queries.gates_of([world.cast["bosco"].pk], now=NOW) == {world.cast["bosco"].pk: queries.GateReading()}


def test_of_a_group_that_has_ended_a_load_only_tells_who_led_it(world):
    world.do_harm()
    plan = GroupPlan(
        id=new_id(),
        place_id=world.planned.place_id,
        name="Terimbere",
        site="",
        language="rn",
        weekday=None,
        starts_on=BEFORE,
        moves=[(Status.RECRUITING, BEFORE), (Status.RUNNING, BEFORE), (Status.GRADUATED, HARM_ON)],
        facilitators=[(world.account.pk, BEFORE, None)],
        people=[],
        sessions=[],
        missed=[],
        made_at=NOW,
    )

    loaded = group_actions.load_programme(
        actor=SYSTEM, organisation_id=world.cast.organisation.pk, plans=[plan], now=NOW
    )

    assert loaded.groups == 1
