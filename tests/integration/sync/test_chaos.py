"""Two phones, lost replies, repetition and disorder end in one state: each record counted exactly once."""

from collections import Counter

import hypothesis.strategies as st
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.cast import NOW
from tests.factories.groups import make_group
from tests.factories.people import make_account
from tests.factories.phones import Record, missed_record, response_record, session_record
from tuvurane.foundation.records import Standing
from tuvurane.groups.models import MissedSession, Session
from tuvurane.journal import queries as journal
from tuvurane.measures.models import Response
from tuvurane.people.roles import Role
from tuvurane.sync.catalogue import Envelope
from tuvurane.sync.push import push

ROWS = {"session": Session, "missed": MissedSession, "response": Response}
phones = st.sampled_from(["first", "second"])


class TwoPhones(RuleBasedStateMachine):
    """What the phones wrote down, what still waits on each, and what the server must make of it."""

    def __init__(self, cast):
        super().__init__()
        self.cast = cast
        self.written: dict[str, Record] = {}
        self.corrected: set[str] = set()
        self.waiting: dict[str, list[Record]] = {"first": [], "second": []}

    @initialize()
    def meet(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        house, hill = self.cast.organisation, self.cast.places["Muriza"]
        self.cast.accounts["second"] = make_account(house, "second", role=Role.FACILITATOR, place=hill)
        self.actors = {"first": self.cast.on_phone("amina"), "second": self.cast.on_phone("second")}
        leaders = [self.cast["amina"], self.cast["second"]]
        self.group = make_group(house, hill, leaders=leaders, members=3)

    def teardown(self):
        try:
            self.come_home()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def write(self, phone, record):
        self.written[record["id"]] = record
        self.waiting[phone].append(record)

    @rule(phone=phones, n=st.integers(1, 4), minutes=st.integers(60, 240))
    def write_a_session(self, phone, n, minutes):
        self.write(phone, session_record(self.group, n, min=minutes))

    @rule(phone=phones, day=st.integers(1, 3))
    def write_that_nobody_came(self, phone, day):
        self.write(phone, missed_record(self.group, on=f"2026-10-0{day}"))

    @rule(phone=phones, seat=st.integers(1, 3))
    def ask_someone(self, phone, seat):
        self.write(phone, response_record(self.group, seat))

    @precondition(lambda self: any(record["kind"] == "session" for record in self.written.values()))
    @rule(phone=phones, data=st.data())
    def correct(self, phone, data):
        open_ones = [
            key for key, record in self.written.items() if record["kind"] == "session" and key not in self.corrected
        ]
        if open_ones:
            wrong = data.draw(st.sampled_from(open_ones))
            self.corrected.add(wrong)
            n = self.written[wrong]["body"]["n"]
            self.write(phone, session_record(self.group, n, min=33, replaces=wrong))

    @rule(phone=phones, lost=st.booleans(), order=st.randoms(use_true_random=False), many=st.integers(1, 6))
    def send(self, phone, lost, order, many):
        batch = order.sample(self.waiting[phone], min(many, len(self.waiting[phone])))
        done = self.hand_over(phone, batch)
        if not lost:
            self.waiting[phone] = [record for record in self.waiting[phone] if record["id"] not in done]

    @precondition(lambda self: self.written)
    @rule(phone=phones, data=st.data())
    def send_something_again(self, phone, data):
        self.hand_over(phone, [data.draw(st.sampled_from(list(self.written.values())))])

    def hand_over(self, phone, batch):
        records = [Envelope.model_validate(record) for record in batch]
        results = push(self.actors[phone], records, now=NOW, language="en")
        refused = {result.code for result in results if result.outcome == "refused"}
        assert refused <= {"groups.nothing_to_supersede"}
        return {str(result.id) for result in results if result.outcome != "refused"}

    def come_home(self):
        """The network holds at last: everything that waits is sent until nothing does."""
        for _ in range(len(self.written) + 1):
            for phone in self.waiting:
                done = self.hand_over(phone, self.waiting[phone])
                self.waiting[phone] = [record for record in self.waiting[phone] if record["id"] not in done]
        assert self.waiting == {"first": [], "second": []}
        for kind, model in ROWS.items():
            sent = {key for key, record in self.written.items() if record["kind"] == kind}
            assert {str(key) for key in model.objects.values_list("pk", flat=True)} == sent
        self.check_standings()
        assert journal.verify().whole

    def check_standings(self):
        superseded = Session.objects.filter(standing=Standing.SUPERSEDED).values_list("pk", flat=True)
        assert {str(key) for key in superseded} == self.corrected
        counted = Counter(Session.objects.filter(standing=Standing.COUNTED).values_list("number", flat=True))
        numbers = {record["body"]["n"] for record in self.written.values() if record["kind"] == "session"}
        assert counted == Counter(numbers)
        days = {record["body"]["on"] for record in self.written.values() if record["kind"] == "missed"}
        assert MissedSession.objects.filter(standing=Standing.COUNTED).count() == len(days)
        seats = {record["body"]["seat"] for record in self.written.values() if record["kind"] == "response"}
        assert Response.objects.filter(standing=Standing.COUNTED).count() == len(seats)


def test_two_phones_in_any_disorder_end_in_one_state(cast):
    few = settings(max_examples=max(1, settings.default.max_examples // 6), stateful_step_count=20)

    run_state_machine_as_test(lambda: TwoPhones(cast), settings=few)
