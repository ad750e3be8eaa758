"""
The office's side of the chaos: who there is, what the office does meanwhile, and what stands in the tables at the end.

Works on the database that Django is set up for: the tests' own, or in a process of its own that of a served product.
"""

import base64
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from django.db.models import QuerySet

from tests.cast import SYSTEM, Cast, make_cast
from tests.chaos.phones import HELD, ModelPhone
from tests.factories.groups import make_group, make_participant, make_session
from tests.factories.people import HIRED_ON, make_device
from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.foundation.records import Standing
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Leaving
from tuvurane.groups.models import Group, MissedSession, Session
from tuvurane.journal import queries as journal
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people
from tuvurane.people.models import Account, Device, RoleHeld
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.sync import actions as sync
from tuvurane.sync import queries as asides
from tuvurane.sync.models import SetAside

Json = dict[str, Any]
PEOPLE = ("amina", "bosco")
REPORTS = (Session, MissedSession, Response)


@dataclass
class Office:
    """Two facilitators on one hill: one group they lead together, and one that goes from hand to hand."""

    cast: Cast
    groups: dict[str, Group] = field(default_factory=dict)

    @classmethod
    def open(cls) -> "Office":
        """Make everyone and everything, in an empty database."""
        office = cls(make_cast())
        house, hill = office.cast.organisation, office.cast.places["Muriza"]
        office._give_role()
        amina, bosco = (office.cast[name] for name in PEOPLE)
        # The next session of two groups opens or closes a wave of questions.
        for name, leaders, held in (("shared", [amina, bosco], 3), ("wandering", [amina], 13), ("his", [bosco], 0)):
            office.groups[name] = make_group(house, hill, name=name, leaders=leaders, members=3)
            for number in range(1, held + 1):
                make_session(office.groups[name], number=number)
        return office

    @property
    def coordinator(self) -> Actor:
        return self.cast.actor("coordinator")

    def enrol(self, person: str) -> Json:
        """A new phone for somebody: what it knows from then on."""
        if person == "bosco" and not self._roles():
            self._give_role()
        enrolled = make_device(self.cast[person], now=clock.now())
        box = base64.b64encode(bytes(self.cast.organisation.box_public)).decode()
        return {"person": person, "token": enrolled.token, "device": str(enrolled.device.pk), "box": box}

    # ------------------------------------------------------------------------------------ acts

    def hand_over(self, chance: Random) -> str:
        """The wandering group goes to the other facilitator."""
        group = Group.objects.get(pk=self.groups["wandering"].pk)
        leads = group.assignments.get(until__isnull=True).account
        other, today = self.cast["bosco" if leads.username == "amina" else "amina"], clock.today()
        if other.username == "bosco" and not self._roles():
            return "bosco has no role here"
        group_actions.assign_facilitator(actor=SYSTEM, group=group, account=other, since=today, now=clock.now())
        group_actions.end_assignment(actor=SYSTEM, group=group, account=leads, until=today, now=clock.now())
        return f"the wandering group goes to {other.username}"

    def lose_or_win_a_role(self, chance: Random) -> str:
        """Bosco's role ends, or begins again: his groups leave his phone and come back, and nothing touches them."""
        held = [*self._roles()]
        for role in held:
            people_actions.end_role(actor=SYSTEM, held=role, until=clock.today(), now=clock.now())
        if not held:
            self._give_role()
        return "bosco loses his role" if held else "bosco has his role again"

    def _roles(self) -> QuerySet[RoleHeld]:
        return people.roles_in_force(clock.today()).filter(account=self.cast["bosco"])

    def _give_role(self) -> None:
        people_actions.give_role(
            actor=SYSTEM,
            account=self.cast["bosco"],
            role=Role.FACILITATOR,
            place=self.cast.places["Muriza"],
            since=HIRED_ON,
            now=clock.now(),
        )

    def come_or_go(self, chance: Random) -> str:
        """Somebody joins a circle, or leaves one of more than two."""
        group = Group.objects.get(pk=chance.choice(sorted(self.groups.items()))[1].pk)
        stays = [*group.memberships.filter(left_on__isnull=True).order_by("seat")]
        if len(stays) > 2 and chance.random() < 0.5:
            who = chance.choice(stays).participant
            group_actions.leave_group(
                actor=SYSTEM, group=group, participant=who, on=clock.today(), why=Leaving.WORK, now=clock.now()
            )
            return f"somebody leaves {group.name}"
        if len(stays) < 5:
            make_participant(group, f"Nadia {chance.randrange(1000)}", joined_on=date(2026, 11, 1))
        return f"somebody joins {group.name}"

    def decide(self, chance: Random) -> str:
        """The coordinator looks at a record set aside."""
        waiting = asides.waiting(self.coordinator).first()
        if waiting is None:
            return "nothing to decide"
        try:
            if chance.random() < 0.7:
                sync.accept(actor=self.coordinator, aside=waiting, now=clock.now())
                return "accepts"
            sync.discard(actor=self.coordinator, aside=waiting, reason="Not ours.", now=clock.now())
        except Problem as problem:
            return f"cannot accept: {problem.code}"
        return "discards"

    def act(self, name: str, chance: Random) -> str:
        """One act by its name."""
        acts: dict[str, Callable[[Random], str]] = {
            "hand_over": self.hand_over,
            "come_or_go": self.come_or_go,
            "decide": self.decide,
            "lose_or_win_a_role": self.lose_or_win_a_role,
        }
        return acts[name](chance)

    def revoke(self, device: str) -> None:
        """A phone is withdrawn."""
        found = Device.objects.select_related("account").get(pk=device)
        people_actions.revoke_device(actor=self.coordinator, device=found, now=clock.now())

    def hand_in(self, text: str) -> None:
        """The coordinator takes a sealed file."""
        sync.hand_in(actor=self.coordinator, text=text, now=clock.now())


def everything() -> Json:
    """What stands in the tables."""
    decisions = SetAside.objects.values_list("pk", "decision__what")
    counted = Session.objects.filter(standing=Standing.COUNTED).values_list("group", "number")
    days = MissedSession.objects.filter(standing=Standing.COUNTED).values_list("group", "on")
    chain = journal.verify()
    return {
        "reports": [str(key) for model in REPORTS for key in _from_phones(model)],
        "asides": {str(key): what for key, what in decisions},
        "counted": sorted([str(group), str(at)] for group, at in (*counted, *days)),
        "at": sorted({(str(group), str(at)) for group, at in _places()}),
        "names": {account.name: account.username for account in Account.objects.all()},
        "chain": [chain.entries, chain.broken_at],
    }


def _from_phones(model: type[Session] | type[MissedSession] | type[Response]) -> Iterable[object]:
    return model._base_manager.filter(device__isnull=False).values_list("pk", flat=True)


def _places() -> Iterable[tuple[object, object]]:
    standing = Session._base_manager.exclude(standing=Standing.SUPERSEDED).values_list("group", "number")
    return [*standing, *MissedSession._base_manager.exclude(standing=Standing.SUPERSEDED).values_list("group", "on")]


def faults(found: Json, phones: Sequence[ModelPhone]) -> list[str]:
    """What is wrong with what stands in the tables, given what the phones recorded and were told."""
    reports: Counter[str] = Counter(found["reports"])
    asides_ = found["asides"]
    wrong = [f"{key} stands there {times} times" for key, times in reports.items() if times > 1]
    wrong += [f"the journal breaks at {found['chain'][1]}"] if found["chain"][1] is not None else []
    wrong += [] if [list(at) for at in found["at"]] == found["counted"] else ["not one report counts at each place"]
    made = {key: phone for phone in phones for key in phone.made}
    # What a person dropped may still come, in a request that was long on its way.
    dropped = {key for phone in phones for key in phone.dropped}
    wrong += [f"{key} was recorded by nobody" for key in {*reports, *asides_} - made.keys() - dropped]
    for key, phone in made.items():
        taken, decided = reports[key], asides_.get(key, "never aside")
        expected = {"never aside": 1, None: 0, "discarded": 0, "accepted": 1, "corrected": 1}[decided]
        if taken != expected:
            told = phone.told.get(key)
            wrong.append(f"{phone.name} {phone.made[key]['kind']} {key}: told {told}, {taken} reports, {decided}")
        if key in phone.outbox and set(phone.told.get(key, ())) & set(HELD):
            wrong.append(f"{key} waits on {phone.name} although it was acknowledged")
    return wrong
