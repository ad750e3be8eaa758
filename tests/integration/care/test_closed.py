"""
Closed by construction, as a property: whatever the others do, in whatever order, nothing of care reaches them.

Steps are drawn from the permission table: any role but safeguarding at any address, asked and sent, about their own place
and others'; phones that sync; harm that is handed over; between them safeguarding people who look and write. Every room of
care holds words that stand nowhere else: concerns, referrals, intakes, what broke the glass, what is asked to leave, and
stories that were handed on. Every look is in a log, and nobody outside has changed anything.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.browsers import browser_of
from tests.factories.care import WORDS, make_concern, make_referral, move_on
from tests.factories.feedback import item_content
from tests.factories.groups import new_id
from tests.factories.opening import REASON
from tests.factories.phones import Phone, raised_record
from tests.integration.care.test_nowhere_else import read
from tests.integration.permissions.table import ADDRESSES, DEVICE, ROLES, Address
from tests.integration.permissions.test_permissions import RISKY, House, built, house
from tuvurane.care import queries as care
from tuvurane.care.codes import Stage
from tuvurane.care.models import BreakGlass, CareEntry, CareExport, Concern, IntakeEntry, Service
from tuvurane.feedback import actions as feedback
from tuvurane.feedback.codes import Category
from tuvurane.foundation import clock
from tuvurane.journal.models import Entry
from tuvurane.people import queries as people

if TYPE_CHECKING:
    from tuvurane.people.models import Account

__all__ = ["built", "house"]
RAISED, NOTED, HEARD = "hoarfrost on the roof", "lanternfish in the well", "marzipan at the door"
SENTENCE, REACH = "Somebody was touched at the well", "the nurse on Monday"
LEAVES = "The hospital takes the case over from us"
HARMED, MOVED = "gooseberries on the stairs", "tamarisks by the gate"
# What the rooms of the house already hold in both corners, each in its own: a referral, an intake, an opening, an export.
HOUSED = (WORDS.reason, WORDS.contact, WORDS.need, SENTENCE, REACH, REASON, LEAVES, RISKY)
SECRET = (RAISED, NOTED, HEARD, HARMED, MOVED, *HOUSED)
# Where what is sent could move something of care, and what somebody may send there who guesses what the forms take.
CARE = ("care:", "raising:", "intake:", "opening:", "stories:handed_on", "stories:lift", "stories:withdraw_handed_on")
OTHERS = [role for role in ROLES if role != "safeguarding"]
GUESS = {
    "why": "on_call", "what": "talked", "closed_as": "in_error", "words": "let me see", "at": "2026-11-22T08:00",
    "item": "other", "when": "soon", "seat": "1", "kind": "child_abuse", "sentence": "let me see", "service": "1",
    "reason": "let me see what it says about them all", "passphrase": "let me see what it says", "on": "2026-11-22",
}  # fmt: skip


@dataclass(frozen=True)
class Knock:
    """Somebody outside safeguarding at an address."""

    role: str
    address: Address
    send: bool
    elsewhere: bool


@dataclass(frozen=True)
class Look:
    """A safeguarding person opens the concern, may write, and may read the referral and the intake too."""

    write: bool
    further: bool = False


@dataclass(frozen=True)
class HandOver:
    """The facilitator hands over, as feedback, that somebody was harmed; whoever answers for the programme is named."""


@dataclass(frozen=True)
class Sync:
    """The facilitator's phone tells that somebody needs help, and hears the news."""

    seat: int | None


STEPS = st.lists(
    st.one_of(
        st.builds(
            Knock,
            st.sampled_from(OTHERS),
            st.sampled_from([address for address in ADDRESSES if address.enters != DEVICE]),
            st.booleans(),
            st.booleans(),
        ),
        st.builds(
            Knock,
            st.sampled_from(OTHERS),
            st.sampled_from([address for address in ADDRESSES if address.name.startswith(CARE)]),
            st.booleans(),
            st.booleans(),
        ),
        st.builds(Look, st.booleans(), st.booleans()),
        st.builds(HandOver),
        st.builds(Sync, st.one_of(st.none(), st.integers(1, 9))),
    ),
    min_size=10,
    max_size=30,
)


class World:
    """The house, a concern with words and a referral on its way, and browsers that stay signed in."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.concern = make_concern(house.own.group, 2, item="self_harm", words=RAISED, now=clock.now())
        self.referral = make_referral(self.concern, Service.objects.filter(place=self.concern.place)[0])
        move_on(self.referral, Stage.SENT, words=MOVED)
        self.browsers: dict[str, Client] = {}
        self.looks = CareEntry.objects.filter(what="look").count()
        self.looks_at_intakes = IntakeEntry.objects.filter(what="look").count()

    def browser(self, role: str) -> Client:
        """The browser of a role, signed in with both steps."""
        account: Account = self.house.accounts[role]
        return self.browsers.setdefault(role, browser_of(account))

    def knock(self, step: Knock) -> str:
        """What somebody outside hears."""
        corner = self.house.other if step.elsewhere else self.house.own
        known: dict[str, Any] = dict(corner.kwargs[step.address.about])
        if step.address.about == "concern":
            known["concern_id"] = self.concern.pk
        address, client = reverse(step.address.name, kwargs=known), self.browser(step.role)
        send = step.send and step.address.name.startswith(CARE)
        answer = client.post(address, GUESS, follow=True) if send else client.get(address)
        return read(b"".join(answer) if answer.streaming else answer.content)

    def look(self, step: Look) -> str:
        """What a safeguarding person reads. Each time they read it is a look."""
        client, address = self.browser("safeguarding"), reverse("care:concern", args=[self.concern.pk])
        client.post(address, {"why": "on_call"})
        page = client.get(address).content.decode()
        self.looks += 2
        if step.further:
            self.look_further(client)
        if step.write:
            now = f"{clock.now():%Y-%m-%dT%H:%M}"
            sent = {"what": "talked", "how": "phone", "at": now, "words": NOTED}
            client.post(reverse("care:act", args=[self.concern.pk]), sent)
        return page

    def look_further(self, client: Client) -> None:
        """The referral, a story that was handed on, and an intake; each is read, and each is a look."""
        known = self.house.own.kwargs
        referral = client.get(reverse("care:referral", args=[self.referral.pk])).content.decode()
        story = client.get(reverse("stories:handed_on", kwargs=known["handed-on story"])).content.decode()
        intake = client.get(reverse("intake:intake", kwargs=known["intake"])).content.decode()
        assert (WORDS.reason in referral, RISKY in story, SENTENCE in intake) == (True, True, True)
        self.looks += 2
        self.looks_at_intakes += 1

    def hand_over(self) -> str:
        """Nobody hears anything of it."""
        told = item_content(
            self.house.own.group.place,
            category=Category.STAFF_CONDUCT,
            words=HARMED,
            about=[self.house.accounts["coordinator"].pk],
        )
        actor = people.actor_of(self.house.accounts["facilitator"], on=clock.today())
        return str(feedback.receive(actor=actor, item_id=new_id(), content=told, now=clock.now()))

    def heard(self, step: Knock | Sync | HandOver) -> str:
        """What whoever takes this step is told."""
        if isinstance(step, Knock):
            return self.knock(step)
        return self.sync(step) if isinstance(step, Sync) else self.hand_over()

    def sync(self, step: Sync) -> str:
        """What the phone hears back."""
        cache.clear()
        phone = Phone(self.house.accounts["facilitator"])
        return json.dumps(phone.sync(raised_record(self.house.own.group, step.seat, line=HEARD)))


@pytest.mark.slow
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_no_sequence_of_others_reaches_a_word_and_every_look_is_logged(
    house: House, caplog: pytest.LogCaptureFixture, steps: list[Any]
) -> None:
    world = World(house)
    caplog.set_level("DEBUG")

    for step in steps:
        if isinstance(step, Look):
            assert RAISED in world.look(step)
            continue
        heard = world.heard(step)
        assert not [word for word in SECRET if word in heard], step

    lines = [json.dumps([one.verb, one.subject_kind, one.subject_id, one.detail]) for one in Entry.objects.all()]
    assert not [line for line in [*lines, caplog.text] if any(word in line for word in SECRET)]
    assert not [line for line in lines if str(world.concern.pk) in line]
    every_look_is_logged(world)
    nobody_outside_moved_anything()


def every_look_is_logged(world: World) -> None:
    looks = CareEntry.objects.filter(what="look")
    assert (looks.count(), IntakeEntry.objects.filter(what="look").count()) == (world.looks, world.looks_at_intakes)
    broken = looks.filter(why="break_glass")  # the house stands with the glass broken once in each corner, and told
    assert set(broken.values_list("by", flat=True)) <= set(BreakGlass.objects.values_list("by", flat=True))
    assert set(looks.exclude(why="break_glass").values_list("by__username", flat=True)) <= {"safeguarding"}
    assert not looks.filter(why="").exists()


def nobody_outside_moved_anything() -> None:
    """Whoever is not of safeguarding raised and handed over, and did nothing else; the system's own lines have nobody."""
    moves = CareEntry.objects.filter(what__in=("act", "refer", "arrange", "erase"), by__isnull=False)
    taken = IntakeEntry.objects.exclude(what="receive").filter(by__isnull=False)
    for lines in moves, taken:
        assert set(lines.values_list("by__roles_held__role", flat=True)) <= {"safeguarding"}
    assert not CareExport.objects.filter(approved_at__isnull=False).exists()


def test_no_table_holds_a_word_that_can_be_read(house: House) -> None:
    world = World(house)
    world.look(Look(write=True, further=True))
    world.sync(Sync(2))
    world.hand_over()

    heard = {care.opened(one, one.words_sealed, one.pk) for one in Concern.objects.all()}
    told = {told.words for one in Concern.objects.all() for told in care.contacts_of(one)}

    assert (RAISED in heard, HEARD in heard | told, NOTED in told) == (True, True, True)
    for model in apps.get_models():
        rows = [
            str([bytes(v) if isinstance(v, memoryview) else v for v in row.values()])
            for row in model._base_manager.values()
        ]
        assert not [row for row in rows if any(word in row for word in SECRET)], model._meta.label
