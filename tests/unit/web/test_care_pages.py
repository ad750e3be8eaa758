"""The pages of care: who needs a talk, what to do now, who is on call, where somebody can be sent."""

import re
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.care import make_concern, make_on_call, make_service
from tests.factories.groups import make_group
from tests.factories.people import make_account
from tests.factories.phones import Phone, concern_record
from tuvurane.care import actions
from tuvurane.care.models import CareEntry, Concern, OnCall, Service
from tuvurane.groups import queries as groups
from tuvurane.people.roles import Role

MOST = 15


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_nobody_waits_and_the_page_says_what_to_do_next(at_the_desk):
    page = text(at_the_desk("didier").get(reverse("care:list")))

    assert "Nobody waits" in page
    assert "Who is on call, and where?" in page


def test_what_is_over_its_time_is_loud_and_first(at_the_desk, cast, aminas_group):
    make_concern(aminas_group, 1)
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_concern(aminas_group, 2, now=NOW - timedelta(hours=30))
    codes = groups.codes_of(groups.seats_of(aminas_group).values())
    first, second = (codes[groups.seats_of(aminas_group)[seat]] for seat in (1, 2))

    response = at_the_desk("didier").get(reverse("care:list"))
    page = text(response)

    assert page.index("Over time: act now") < page.index(second) < page.index("Waiting for a talk") < page.index(first)
    assert "6 hours over" in page
    assert "Didier must act" in page
    assert "whoever has this role must act" in page
    assert '<h2 class="alarm">' in response.content.decode()


def test_a_concern_is_opened_answered_and_settled_and_each_look_is_noted(at_the_desk, cast, aminas_group):
    concern, client = make_concern(aminas_group), at_the_desk("didier")
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_service(cast.organisation, cast.places["Burunga"], name="Hospital of Rutana")

    page = text(client.get(reverse("care:concern", args=[concern.pk])))
    refused = client.post(reverse("care:act", args=[concern.pk]), {"what": "forgotten"})
    client.post(reverse("care:act", args=[concern.pk]), {"what": "not_reached"})
    waits = text(client.get(reverse("care:list")))
    client.post(reverse("care:act", args=[concern.pk]), {"what": "contacted"})
    after = text(client.get(reverse("care:list")))

    for said in (
        "in private, by 23/11/2026",
        "stay with the person",
        "+257 00 00 00 01",
        "Hospital of Rutana",
        "Looked at it",
    ):
        assert said in page
    assert "Choose one of the answers shown" in text(refused)
    assert "Not reached yet" in waits
    assert "Waiting for a talk" in waits
    assert "Waiting for a talk" not in after
    assert "Talked with the person" in after
    assert Concern.objects.get().done_by == cast["didier"]
    assert CareEntry.objects.filter(what="look", by=cast["didier"], concern=concern).count() == 1


def test_an_overdue_line_says_whom_to_call_also_where_who_must_act_left(at_the_desk, cast, aminas_group):
    near = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_on_call(near, cast.places["Musongati"])
    concern = make_concern(aminas_group, now=NOW - timedelta(hours=30))
    client = at_the_desk("didier")

    before = text(client.get(reverse("care:list")))
    near.is_active = False
    near.save()
    listed, opened, calls = (
        text(client.get(address))
        for address in (reverse("care:list"), reverse("care:concern", args=[concern.pk]), reverse("care:on_call"))
    )

    assert "Dorine must act" in before
    assert "Telephone: +257 00 00 00 01" in before
    assert "On call there now: Didier, +257 00 00 00 01" in listed
    for page in (listed, opened):
        assert "The account of Dorine is closed: whoever has this role must act" in page
    assert calls.count("This does not count") == 1


def test_the_done_are_few_and_the_others_one_link_away(at_the_desk, cast, aminas_group):
    client = at_the_desk("didier")
    for number in range(21):
        concern = make_concern(aminas_group, item=f"item_{number}")
        actions.act(actor=cast.actor("didier"), concern=concern, what="contacted", now=NOW)

    listed, every = client.get(reverse("care:list")), client.get(reverse("care:list"), {"show": "done"})

    assert listed.content.decode().count("/concerns/") == 20
    assert "Show all that are done" in text(listed)
    assert every.content.decode().count("/concerns/") == 21


def test_sealed_records_that_wait_with_the_coordinator_are_counted_and_say_no_more(at_the_desk, cast, aminas_group):
    before = text(at_the_desk("didier").get(reverse("care:list")))
    Phone(cast["amina"]).sync(concern_record(aminas_group, 97), concern_record(aminas_group, 98, item=None))

    page = text(at_the_desk("didier").get(reverse("care:list")))

    assert "wait with the coordinator" not in before
    assert "wait with the coordinator: 2. Ask them today." in page
    assert "Nobody waits" in page


def test_a_settled_concern_is_not_answered_again(at_the_desk, aminas_group):
    concern, client = make_concern(aminas_group), at_the_desk("didier")
    client.post(reverse("care:act", args=[concern.pk]), {"what": "contacted"})

    page = text(client.post(reverse("care:act", args=[concern.pk]), {"what": "referred"}))

    assert "Somebody has settled this already" in page


def test_somebody_is_put_on_call_where_the_gap_was_and_let_off(at_the_desk, cast, aminas_group):
    client = at_the_desk("didier")
    gap = text(client.get(reverse("care:on_call")))
    sent = {
        "account": cast["didier"].pk, "place": cast.places["Musongati"].pk, "since": "2026-11-22", "capacity": "5",
        "reach": "+257 00 00 00 03",
    }  # fmt: skip

    client.post(reverse("care:put_on_call"), sent)
    again = text(client.post(reverse("care:put_on_call"), sent))
    listed = text(client.get(reverse("care:on_call")))
    client.post(reverse("care:take_off_call", args=[OnCall.objects.get().pk]))

    assert "Groups are open here, and nobody is on call Musongati" in gap
    assert "is on call for Musongati already" in again
    assert "nobody is on call Musongati" not in listed
    assert "up to 5 people a week" in listed
    assert OnCall.objects.get().until == TODAY


def test_a_service_is_added_verified_changed_and_ended(at_the_desk, cast):
    client = at_the_desk("didier")
    sent = {
        "name": "Health centre of Muriza", "kind": "health_centre", "place": cast.places["Muriza"].pk,
        "reach": "+257 00 00 00 04", "languages": ["rn", "fr"], "verified_on": "2026-01-22",
    }  # fmt: skip

    empty = text(client.get(reverse("care:services")))
    client.post(reverse("care:new_service"), sent)
    service = Service.objects.get()
    overdue = text(client.get(reverse("care:services")))
    client.post(reverse("care:verify_service", args=[service.pk]))
    verified = text(client.get(reverse("care:services")))
    client.post(reverse("care:change_service", args=[service.pk]), sent | {"cost": "free of charge"})
    changed = text(client.get(reverse("care:services")))
    client.post(reverse("care:end_service", args=[service.pk]))

    assert "Add the health centre" in empty
    assert "they no longer count Health centre of Muriza" in overdue
    assert "they no longer count" not in verified
    assert "verified 22/11/2026" in verified
    assert "free of charge" in changed
    assert Service.objects.get().ended_on == TODAY


def test_a_coordinator_reads_whether_the_question_is_asked_and_why_not(at_the_desk, cast, aminas_group):
    client, address = at_the_desk("coordinator"), reverse("groups:questionnaires", args=[aminas_group.pk])

    closed = text(client.get(address))
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_service(cast.organisation, cast.places["Musongati"])
    opened = text(client.get(address))

    assert "It is not asked in this group, and the score says so. Nobody is on call for this place." in closed
    assert "It is asked in this group" in opened
    assert "can be received in a week: 10" in opened


@pytest.mark.parametrize("name", ["care:list", "care:concern", "care:on_call", "care:services"])
def test_a_page_asks_the_database_a_handful_of_questions(name, at_the_desk, cast, aminas_group, django_db_blocker):
    from django.db import connection  # noqa: PLC0415

    concerns = [make_concern(aminas_group, seat) for seat in range(1, 7)]
    for place in ("Burunga", "Musongati", "Makamba"):
        make_on_call(cast["didier"], cast.places[place])
        make_service(cast.organisation, cast.places[place], name=place)
        make_group(cast.organisation, cast.places["Kibago"], name=f"At {place}", members=2)
    client = at_the_desk("didier")
    address = reverse(name, args=[concerns[0].pk] if name == "care:concern" else [])
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert len(asked) <= MOST, len(asked)
