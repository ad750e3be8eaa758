"""Permissions fail closed: every role at every address, at its own place and elsewhere."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import NOW, SYSTEM, make_places
from tests.factories.adverse import make_adverse, make_stop
from tests.factories.browsers import browser_of
from tests.factories.care import make_concern, make_on_call, make_referral, make_service
from tests.factories.erasures import make_done_erasure, make_erasure
from tests.factories.feedback import make_intake, make_item, make_sheet_line
from tests.factories.groups import make_group, make_missed, make_session, new_id
from tests.factories.opening import make_export, make_opening
from tests.factories.paper import make_sheet
from tests.factories.people import make_account, make_device, make_organisation
from tests.factories.phones import session_record
from tests.factories.reading import make_read
from tests.factories.rights import make_request
from tests.factories.shifts import take_up, tell
from tests.factories.stories import make_sound, make_story, make_version, say_yes
from tests.factories.supervision import make_charge, make_follow_up, make_help, make_visit
from tests.factories.training import make_course, make_facilitator
from tests.integration.permissions.table import ADDRESSES, ALLOWED, ANYONE, DEVICE, ROLES, SIGNED_IN, Address, may_enter
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import MissedReason
from tuvurane.groups.models import Group
from tuvurane.groups.problems import SeatUnknown
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.models import Account, Device
from tuvurane.people.roles import Role, Verb
from tuvurane.places.models import Place
from tuvurane.stories import actions as story_actions
from tuvurane.stories.codes import Danger, Rung
from tuvurane.sync import actions as sync_actions
from tuvurane.sync.catalogue import Envelope
from tuvurane.training.actions import RatingContent, add_role_play, list_trainee, record_rating
from tuvurane.training.codes import Occasion
from tuvurane.training.models import Facilitator, GateOverride
from tuvurane.training.rules.rubrics import own

TODAY = NOW.date()
FAR_AHEAD = date(2099, 12, 31)
RISKY = "She was nine years old when it happened at the brook"
SEEN = {"listening": [own().competence("listening").behaviours[-1].code]}
# These belong to a whole organisation, or to everybody.
EVERYWHERE = ("", "place", "codebook", "instrument", "role-play", "rubric", "wave", "sheet line")


@dataclass
class Corner:
    """Everything that an address can be about, at one place."""

    kwargs: dict[str, dict[str, Any]]
    group: Group


@dataclass
class House:
    """One account per role, all at Musongati, and two corners: theirs and one elsewhere."""

    accounts: dict[str, Account]
    own: Corner
    other: Corner


@pytest.fixture
def house(db: None, built: House) -> House:
    """The house as it was built: what a test does to it is undone."""
    return deepcopy(built)


@pytest.fixture(scope="module")
def built(standing_db: None) -> House:
    places = make_places()
    organisation = make_organisation()
    own = {
        role: make_account(organisation, role, role=Role(role), place=places["Musongati"], password="a long enough one")
        for role in ROLES
    }
    elsewhere, far = (
        make_account(organisation, name, role=role, place=places["Makamba"])
        for name, role in (("elsewhere", Role.FACILITATOR), ("far", Role.SUPERVISOR))
    )
    return House(
        own,
        make_corner(places["Muriza"], own["facilitator"], own["supervisor"], "Twiyubake"),
        make_corner(places["Kibago"], elsewhere, far, "Kure"),
    )


def make_corner(place: Place, leader: Account, supervisor: Account, name: str) -> Corner:
    on_ladder = make_facilitator(leader, place)
    make_charge(supervisor, on_ladder)
    seen = make_visit(people.actor_of(supervisor, on=TODAY), seen=[leader.pk]).visit
    asked = make_help(people.actor_of(leader, on=TODAY)).help
    group = make_group(leader.organisation, place, name=name, leaders=[leader], members=5)
    session = make_session(group).report
    make_session(group, minutes=90)
    for reason in MissedReason.RAIN, MissedReason.MOURNING:
        make_missed(group, on=TODAY, reason=reason)
    participant_id = groups.seats_of(group)[1]
    focal = make_account(leader.organisation, f"care at {name}", role=Role.SAFEGUARDING, place=place)
    concern, service = make_concern(group), make_service(leader.organisation, place)
    referral = make_referral(concern, service)
    reader = make_account(leader.organisation, f"reads at {name}", role=Role.EVALUATOR, place=place)
    held = leader.roles_held.get()
    device = make_device(leader).device
    return Corner(
        {
            "": {},
            "group": {"group_id": group.pk},
            "session": {"session_id": session.pk},
            "doubled": {"group_id": group.pk, "number": session.number},
            "doubled day": {"group_id": group.pk, "on": TODAY},
            "participant": {"participant_id": participant_id},
            "purpose": {"participant_id": participant_id, "purpose": "take_part"},
            "told shift": {"told_id": tell(group).report.pk},
            "role taken": {"role_id": take_up(group, participant_id).report.pk},
            "account": {"account_id": leader.pk},
            "held": {"account_id": leader.pk, "held_id": held.pk},
            "device": {"device_id": device.pk},
            "aside": {"record_id": make_aside(group, device)},
            "concern": {"concern_id": concern.pk},
            "referral": {"referral_id": referral.pk},
            "referral step": {"referral_id": referral.pk, "what": "sent"},
            "story": {"story_id": make_story(group).pk},
            "erasure": {"erasure_id": make_erasure(groups.seats_of(group)[4]).pk},
            "done erasure": {"erasure_id": make_done_erasure(groups.seats_of(group)[5]).pk},
            "on call": {"on_call_id": make_on_call(focal, place).pk},
            "request": {"request_id": make_request(group).pk},
            "service": {"service_id": service.pk},
            "opening": {"opening_id": make_opening(concern).pk},
            "export": {"export_id": make_export(focal, concern).pk},
            "other export": {"export_id": make_export(focal, concern).pk},
            "adverse": {"event_id": make_adverse(focal, group).pk},
            "stop": {"stop_id": make_stop(focal, group).pk},
            "intake": {"intake_id": make_intake(leader, place).pk},
            "item": {"item_id": make_item(leader, place).pk},
            "sheet line": {"line_id": make_sheet_line(leader.organisation).pk},
            "place": {"place_id": place.pk},
            "instrument": {"name": "srq20"},
            "wave": {"wave": "later"},
            "sheet": {"sheet_id": make_sheet(group, 1).pk},
            "spare sheet": {"sheet_id": make_sheet(group, 2).pk},
            "visit": {"visit_id": seen.pk},
            "agreed": {"follow_up_id": make_follow_up(supervisor, on_ladder).pk},
            "help": {"help_id": asked.pk},
            "in charge": {"account_id": supervisor.pk},
            **training_of(on_ladder, supervisor),
            **make_read(group, [supervisor, reader]).kwargs(),
            **stories_of(group),
        },
        group,
    )


def training_of(facilitator: Facilitator, supervisor: Account) -> dict[str, dict[str, Any]]:
    """What the pages of training are about: a course, a rating, an override, a role-play."""
    who = {"account_id": facilitator.pk}
    course = make_course(facilitator.organisation, facilitator.place, name=f"At {facilitator.place.name}")
    list_trainee(actor=SYSTEM, course=course, facilitator=facilitator, now=NOW)
    content = RatingContent(
        facilitator_id=facilitator.pk,
        on=TODAY,
        occasion=Occasion.ROLE_PLAY,
        rubric=own().name,
        rubric_version=own().version,
        ticks=SEEN,
    )
    actor = people.actor_of(supervisor, on=TODAY)
    rating = record_rating(actor=actor, rating_id=new_id(), content=content, now=NOW).rating
    override = GateOverride.objects.create(
        facilitator=facilitator, supervisor=supervisor, reason="Beside them", given_at=NOW, last_day=FAR_AHEAD
    )
    role_play = add_role_play(
        actor=SYSTEM,
        role_play_id=new_id(),
        organisation_id=facilitator.organisation_id,
        title=f"A quarrel at {facilitator.place.name}",
        where="",
        rubric=own().name,
        rubric_version=own().version,
        ticks=SEEN,
        now=NOW,
    )
    return {
        "course": {"course_id": course.pk},
        "trainee": {"course_id": course.pk, **who},
        "course day": {"course_id": course.pk, "on": course.starts_on},
        "rating": {"rating_id": rating.pk, **who},
        "override": {"override_id": override.pk, **who},
        "rater": {"account_id": supervisor.pk},
        "role-play": {"role_play_id": role_play.pk},
        "rubric": {"name": own().name, "version": own().version},
    }


def stories_of(group: Group) -> dict[str, dict[str, Any]]:
    """A story that the interviewer took down, with a recording and a version to be judged; one that was handed on."""
    story = make_story(group, collected_by=Account.objects.get(username="interviewer"))
    say_yes(story, Rung.LEARN_INSIDE, Rung.PUBLISH_VOICE, with_voice=True)
    make_version(story, known=None)
    story_actions.keep_audio(actor=SYSTEM, story=story, audio_id=new_id(), sound=make_sound("ogg"), now=NOW)
    risky = make_story(group, 2, text=RISKY)
    story_actions.mark(actor=SYSTEM, story=risky, dangers=[Danger.CHILD], now=NOW)
    return {"story": {"story_id": story.pk}, "handed-on story": {"story_id": risky.pk}}


def make_aside(group: Group, device: Device) -> UUID:
    """A session of the group that could not be taken, and waits for a decision."""
    sent = session_record(group, marks={"p": [97]})
    return sync_actions.set_aside(
        actor=SYSTEM,
        sender=sync_actions.Sender(device.account_id, device.pk, group.organisation_id),
        record=Envelope.model_validate(sent),
        why=SeatUnknown(seat=97),
        now=NOW,
    ).pk


def enter(house: House, role: str) -> Client:
    """A browser signed in with both steps."""
    return browser_of(house.accounts[role])


def knock(client: Client, address: Address, corner: Corner) -> list[int]:
    """The statuses that the address answers, one a method."""
    url = reverse(address.name, kwargs=corner.kwargs[address.about])
    return [getattr(client, method.lower())(url).status_code for method in address.methods.split()]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_holds_the_verbs_of_the_table_at_its_place_and_none_elsewhere(role: str, house: House) -> None:
    actor = people.actor_of(house.accounts[role], on=TODAY)
    reach = {"organisation_id": actor.organisation_id, "leads": True}

    at_home = {v.value: scope.reaches(actor, v, place_path=house.own.group.place.path, **reach) for v in Verb}
    elsewhere = [v for v in Verb if scope.reaches(actor, v, place_path=house.other.group.place.path, **reach)]

    assert at_home == {verb: allowed for (holder, verb), allowed in ALLOWED.items() if holder == role}
    assert elsewhere == []


def named_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_table() -> None:
    known = {address.name for address in ADDRESSES}

    assert set(named_patterns(get_resolver())) == known


PAGES = [address for address in ADDRESSES if address.enters not in (ANYONE, SIGNED_IN, DEVICE)]


@pytest.mark.parametrize("role", ROLES)
def test_with_the_verb_a_role_enters_and_without_it_is_refused(role: str, house: House) -> None:
    client = enter(house, role)

    for address in PAGES:
        statuses = knock(client, address, house.own)

        if may_enter(role, address.enters):
            assert not {403, 404, 405} & set(statuses), f"{role} at {address.name}: {statuses}"
            assert max(statuses) < 500, f"{role} at {address.name}: {statuses}"
        else:
            assert set(statuses) == {403}, f"{role} at {address.name}: {statuses}"


@pytest.mark.parametrize("role", ROLES)
def test_outside_its_places_a_thing_does_not_exist(role: str, house: House) -> None:
    client = enter(house, role)

    for address in PAGES:
        if address.about in EVERYWHERE or not may_enter(role, address.enters):
            continue
        statuses = knock(client, address, house.other)

        assert set(statuses) == {404}, f"{role} at {address.name}: {statuses}"


def test_whoever_has_not_signed_in_is_led_to_the_door(house: House) -> None:
    for address in ADDRESSES:
        if address.enters in (ANYONE, DEVICE):
            continue
        url = reverse(address.name, kwargs=house.own.kwargs[address.about])
        response = getattr(Client(), address.methods.split()[0].lower())(url)

        assert response.status_code == 302, address.name
        assert response.headers["Location"].startswith(reverse("account:sign_in")), address.name


def test_an_office_role_without_its_second_step_enters_no_page(house: House) -> None:
    client = Client()
    client.force_login(house.accounts["coordinator"], backend="django.contrib.auth.backends.ModelBackend")

    for address in PAGES:
        response = client.get(reverse(address.name, kwargs=house.own.kwargs[address.about]))

        assert response.headers.get("Location") == reverse("account:second_step"), address.name


def test_a_page_session_opens_nothing_of_the_phones_door(house: House) -> None:
    client = enter(house, "administrator")

    statuses = {knock(client, address, house.own)[0] for address in ADDRESSES if address.enters == DEVICE}

    assert statuses == {401}


def test_a_phone_opens_no_page(house: House) -> None:
    token = make_device(house.accounts["facilitator"]).token
    client = Client(headers={"Authorization": f"Bearer {token}"})

    for address in PAGES:
        response = client.get(reverse(address.name, kwargs=house.own.kwargs[address.about]))

        assert response.status_code == 302, address.name
