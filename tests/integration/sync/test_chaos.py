"""
Three phones, an office that goes on working, and a line that fails in every way: all end in one state.

One process and one database here; ``tests/chaos`` does the same with real ones.
"""

import base64
from collections import Counter
from random import Random
from typing import ClassVar

import hypothesis.strategies as st
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.chaos import office as house
from tests.chaos.phones import Cut, ModelPhone, fresh, sorted_through
from tuvurane.sync import pull, wire

STEPS = 20
OWNERS = {"first": "amina", "second": "amina", "third": "bosco"}
SILENT = {"revoked": True, "more": False, "gone": [], "groups": [], "definitions": None}
FAULTS = ("none", "none", "lost", "cut", "twice", "never")
names = st.sampled_from(sorted(OWNERS))
# A seed and not Hypothesis's own randoms: ids and sealed bytes differ from run to run, the draws must not.
chances = st.integers(0, 2**32).map(Random)
RECORDS = (
    *("record_session",) * 4,
    "correct", "settle", "record_missed", "ask_somebody", "record_wrongly", "record_of_tomorrow",
)  # fmt: skip
ACTS = ("hand_over", "hand_over", "come_or_go", "decide", "lose_or_win_a_role")


class FaultyLine:
    """The API, called in this process; ``faults`` befall the next requests, one each, and then none."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.chance = Random(0)
        self.asked: Counter[str] = Counter()
        self.client = Client(raise_request_exception=True)

    def ask(self, token, body):
        fault = self.faults.pop(0) if self.faults else "none"
        self.asked[fault] += 1
        if fault == "never":
            raise Cut
        if fault == "cut":
            assert self.post(token, body[: int(self.chance.random() * len(body))]).status_code in {400, 422}
            raise Cut
        answers = [self.post(token, body) for _ in range(2 if fault == "twice" else 1)]
        if fault == "lost":
            raise Cut
        return answers[-1].status_code, answers[-1].json()

    def post(self, token, body):
        cache.clear()  # how often one phone may ask is another test's promise
        return self.client.post(
            "/api/v1/sync", body, content_type=wire.DEFLATED, headers={"Authorization": f"Bearer {token}"}
        )


class Chaos(RuleBasedStateMachine):
    """What the phones do, what befalls them, and what the office does meanwhile."""

    asked: ClassVar[Counter[str]] = Counter()
    said: ClassVar[Counter[str]] = Counter()

    def __init__(self, office):
        super().__init__()
        self.office, self.line = office, FaultyLine()
        self.phones: dict[str, ModelPhone] = {}
        self.former: list[ModelPhone] = []
        self.days = 0

    @initialize()
    def meet(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.phones = {name: self.enrolled(name) for name in OWNERS}
        for phone in self.phones.values():
            assert phone.exchange() == "done"

    def enrolled(self, name):
        told = self.office.enrol(OWNERS[name])
        return ModelPhone(name, told["token"], told["device"], base64.b64decode(told["box"]), self.line)

    def teardown(self):
        try:
            if self.phones:
                self.heal()
        finally:
            Chaos.asked += self.line.asked
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule(name=names, chance=chances, times=st.integers(1, 4))
    def record(self, name, chance, times):
        for kind in chance.choices(RECORDS, k=times):
            getattr(self.phones[name], kind)(chance)

    @rule(name=names)
    def repair(self, name):
        self.phones[name].repair()

    @rule(name=names, chance=chances)
    def let_the_clock_jump(self, name, chance):
        self.phones[name].jump(chance)

    @rule(name=names, most=st.integers(1, 4), chance=chances)
    def exchange(self, name, most, chance):
        self.line.chance, self.line.faults = chance, chance.choices(FAULTS, k=chance.randrange(5))
        ending = self.phones[name].exchange(most=most)
        self.line.faults = []
        if ending == "done":
            self.compare(self.phones[name])

    @rule(name=names, chance=chances)
    def let_old_requests_come_late(self, name, chance):
        phone = self.phones[name]
        for old in chance.sample(phone.sent, min(3, len(phone.sent))):
            self.line.post(phone.token, wire.deflate(old))

    @rule(chance=chances)
    def let_the_office_act(self, chance):
        self.office.act(chance.choice(ACTS), chance)

    @precondition(lambda self: len(self.former) < 2)
    @rule(name=names)
    def revoke(self, name):
        phone = self.phones[name]
        self.office.revoke(phone.device)
        phone.heard.clear()
        self.former.append(phone)
        self.phones[name] = self.enrolled(name)
        self.phones[name].exchange()

    @rule(chance=chances)
    def let_a_day_pass(self, chance):
        """All of these, in any order: Hypothesis likes to leave rules out."""
        self.days += 1
        chance = Random(f"{chance.random()} {self.days}")
        for name in chance.choices(sorted(OWNERS), k=2):
            self.record(name, chance, chance.randrange(1, 4))
            self.let_the_office_act(chance)
            self.exchange(name, chance.randrange(1, 5), chance)
            self.let_old_requests_come_late(name, chance)
        if len(self.former) < 2 and chance.random() < 0.3:
            self.revoke(chance.choice(sorted(OWNERS)))
        for phone in chance.sample([*self.phones.values()], 2):
            phone.exchange()
            self.compare(phone)

    # ------------------------------------------------------------------------------------ healing

    def heal(self):
        """The network holds at last, and everybody asks until nothing waits."""
        for phone in self.former:
            self.hand_in(phone)
        for _ in range(2):
            for phone in self.phones.values():
                assert phone.exchange() == "done"
                phone.repair()
        assert [phone.exchange() for phone in self.phones.values()] == ["done"] * len(OWNERS)
        everyone = [*self.former, *self.phones.values()]
        assert house.faults(house.everything(), everyone) == []
        assert [key for phone in everyone for key in phone.outbox] == []
        for phone in self.phones.values():
            self.compare(phone)
        Chaos.said.update(outcome for phone in everyone for told in phone.told.values() for outcome in told)

    def hand_in(self, phone):
        """A withdrawn phone sends what it has; what the server no longer takes goes to the office as a file."""
        phone.exchange()
        if phone.outbox:
            self.office.hand_in(phone.rescue_file())
            phone.outbox.clear()
        assert [{key: answer[key] for key in SILENT} for answer in phone.heard] == [SILENT] * len(phone.heard)
        assert phone.groups == {}

    def compare(self, phone):
        """A phone shows what a fresh one of the same person would be given."""
        anew = fresh(phone, self.line)
        assert sorted_through(phone.groups) == sorted_through(anew.groups)
        assert (phone.cursor, phone.digest, phone.definitions) == (anew.cursor, anew.digest, anew.definitions)


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setattr(pull, "PAGE", 1)  # few groups, and still many pages
    return house.Office.open()


def test_three_phones_in_any_disorder_end_in_one_state(office):
    few = settings(
        max_examples=max(3, settings.default.max_examples // 10),
        stateful_step_count=STEPS,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # a step costs a hundredth of a second: a failure is reported as it was found
    )
    Chaos.asked, Chaos.said = Counter(), Counter()

    run_state_machine_as_test(lambda: Chaos(office), settings=few)

    assert set(Chaos.asked) == set(FAULTS)
    assert set(Chaos.said) == {"accepted", "already", "set_aside"}
