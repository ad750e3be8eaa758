"""The register at the desk: written down in a minute, late ones said first, words for whoever answers alone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tests.factories.groups import new_id
from tests.factories.rights import ASKED, make_request
from tuvurane.groups import queries as groups
from tuvurane.rights.codes import RequestKind
from tuvurane.rights.models import Request


@pytest.fixture
def person(aminas_group):
    return aminas_group.memberships.get(seat=1).participant


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent(**changed):
    plain = {
        "request_id": new_id(), "kind": "access", "received_on": "2026-11-20", "channel": "in_person", "language": "rn",
        "asked": ASKED,
    }  # fmt: skip
    return plain | changed


def test_what_a_person_asks_is_written_down_from_their_page(at_the_desk, aminas_group, person):
    client = at_the_desk("coordinator")
    new = f"{reverse('rights:new')}?participant={person.pk}"
    assert new in client.get(reverse("groups:participant", args=[person.pk])).content.decode()

    answer = client.post(new, sent())

    request = Request.objects.get()
    assert answer.url == reverse("rights:request", args=[request.pk])
    assert (request.participant, request.place) == (person, aminas_group.place)
    page = text(client.get(answer.url))
    assert ASKED in page
    assert "Tell the person that we have it: by 23/11/2026." in page


def test_somebody_without_a_code_is_written_down_with_a_place_and_settled_by_the_code(at_the_desk, cast, person):
    client = at_the_desk("coordinator")
    said = sent(who="Rose of the bridge", place=cast.places["Muriza"].pk)

    made = client.post(reverse("rights:new"), said).url
    unknown = client.post(f"{made}who/", {"code": "XAXAXA-99"})
    known = client.post(f"{made}who/", {"code": person.code.lower()})

    assert "Nobody in your area has this code." in text(unknown)
    assert known.url == made
    assert Request.objects.get().participant == person


def test_a_request_goes_its_way_at_the_desk(at_the_desk, aminas_group):
    request, client = make_request(aminas_group), at_the_desk("coordinator")
    at = reverse("rights:request", args=[request.pk])

    assert "Does the person know that we have it?" in text(client.get(at))
    assert "Write the answer first" in text(client.post(f"{at}tell/", {"on": "2026-11-22"}, follow=True))
    client.post(f"{at}acknowledge/", {"on": "2026-11-22"})
    assert "Does the person know that we have it?" not in text(client.get(at))
    lacking = client.post(f"{at}answer/", {"outcome": "refused", "answer": "No.", "reason": "", "on": "2026-11-22"})
    assert "The person has a right to know." in text(lacking)
    assert "Has the person heard the answer?" not in text(client.get(at))
    client.post(f"{at}answer/", {"outcome": "granted", "answer": "All of it.", "reason": "", "on": "2026-11-22"})
    assert "Has the person heard the answer?" in text(client.get(at))
    page = text(client.post(f"{at}tell/", {"on": "2026-11-22"}, follow=True))

    assert "Done as asked, told in time, 22/11/2026" in page
    assert "All of it." in page
    assert f"{at}answer/" not in page


def test_late_ones_are_said_first_on_the_list_and_on_today(at_the_desk, aminas_group):
    make_request(aminas_group, kind=RequestKind.ERASURE)
    make_request(aminas_group, received_on=TODAY - timedelta(days=50))
    client = at_the_desk("coordinator")

    page, today = text(client.get(reverse("rights:list"))), text(client.get("/"))

    assert page.index("47 days late") < page.index("To be erased")
    assert "wait for an answer: 2." in today
    assert "Of them late: 1." in today


def test_safeguarding_sees_that_somebody_asked_and_no_word(at_the_desk, aminas_group):
    request, client = make_request(aminas_group), at_the_desk("didier")
    at = reverse("rights:request", args=[request.pk])

    page = text(client.get(at))
    noted = text(client.post(f"{at}care/", {"on": "2026-11-22"}, follow=True))

    assert ASKED not in page
    assert "Speak with the person yourself" in page
    assert "I have spoken with the person" not in noted


def test_a_director_sees_how_many_and_nobody(at_the_desk, aminas_group, person):
    request = make_request(aminas_group)
    client = at_the_desk("director")

    page = text(client.get(reverse("rights:list")))

    assert "How many, and how many in time" in page
    assert groups.codes_of([person.pk])[person.pk] not in page
    assert client.get(reverse("rights:request", args=[request.pk])).status_code == 403


def test_the_sheet_is_read_on_the_page_in_the_language_of_the_answer_and_printed(at_the_desk, aminas_group):
    request, client = make_request(aminas_group), at_the_desk("coordinator")
    at = reverse("rights:request", args=[request.pk])
    assert f"{at}sheet/" in client.get(at).content.decode()

    page, paper = text(client.get(f"{at}sheet/")), client.get(f"{at}sheet/print/")

    assert "Uwo uri we" in page
    assert request.participant.code in page
    assert paper["Content-Type"] == "application/pdf"
