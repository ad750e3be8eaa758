"""The pages on which stories are read, chosen, coded and printed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.groups import new_id
from tests.factories.reading import make_read
from tests.factories.stories import heard, make_story, release
from tuvurane.foundation import clock
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Participant
from tuvurane.stories import actions as stories
from tuvurane.stories.actions import panels as panel_acts
from tuvurane.stories.actions.panels import PanelContent
from tuvurane.stories.codes import Level, Method, Rung
from tuvurane.stories.models import Panel, PanelStory, PrintedStory, Reading, Resolution, Verification

MOST = 15
MORE = {"round": 22}  # who may read what is asked anew for every part


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def desk(at_the_desk):
    """The coordinator."""
    return at_the_desk("coordinator")


@pytest.fixture
def story(aminas_group):
    """A story that may be read inside the programme."""
    return release(make_story(aminas_group), [Rung.LEARN_INSIDE])


@pytest.fixture
def panel(cast, aminas_group, story):
    """A panel of amina's circle with a participant, and the story before it."""
    actor = cast.actor("coordinator")
    content = PanelContent(Level.GROUP, Method.VOTE, TODAY, aminas_group.place, aminas_group)
    opened = panel_acts.open_panel(
        actor=actor, panel_id=new_id(), organisation_id=cast.organisation.pk, content=content, now=NOW
    )
    sits = Participant.objects.get(pk=groups.seats_of(aminas_group)[2])
    panel_acts.seat_participant(actor=actor, panel=opened, participant=sits, now=NOW)
    panel_acts.put_before(actor=actor, panel=opened, placed_id=new_id(), story_id=story.pk, now=NOW)
    return opened


def test_a_story_is_read_without_a_name_a_group_or_a_hill(desk, story):
    page = text(desk.get(reverse("reading:story", args=[story.pk])))

    assert "carry water together" in page
    assert "Why it matters to me" in page
    for hidden in ("Nadia", "Muriza", "Twiyubake"):
        assert hidden not in page


def test_once_taken_back_a_story_is_nowhere(cast, desk, story):
    stories.withdraw(
        actor=cast.actor("coordinator"), story=story, rungs=[Rung.LEARN_INSIDE], heard=heard(TODAY), now=NOW
    )

    assert desk.get(reverse("reading:story", args=[story.pk])).status_code == 404
    assert "No story may be read yet." in text(desk.get(reverse("reading:list")))


def test_a_yes_that_ran_out_shows_nothing(monkeypatch, desk, story):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=800))

    assert desk.get(reverse("reading:list")).content.count(b"carry water") == 0


def test_a_booklet_holds_what_was_said_yes_to_and_is_noted(desk, story):
    form = {"rung": "learn_inside", "language": "en", "tell": "The office"}

    made = desk.post(reverse("reading:booklet"), form)

    assert (made.headers["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    assert [one.story_id for one in PrintedStory.objects.all()] == [story.pk]


def test_no_booklet_is_printed_for_whom_nobody_said_yes(desk, story):
    form = {"rung": "publish_anonymised", "language": "en", "tell": "The office"}

    refused = desk.post(reverse("reading:booklet"), form)

    assert "No story may be printed for this today." in text(refused)
    assert not PrintedStory.objects.exists()


def test_a_panel_of_a_circle_is_opened_from_its_name(desk, aminas_group):
    form = {"level": "group", "group": str(aminas_group.pk), "met_on": TODAY.isoformat(), "method": "consensus"}

    desk.post(reverse("reading:new_panel"), form)

    opened = Panel.objects.get()
    assert (opened.group_id, opened.place_id, opened.level) == (aminas_group.pk, aminas_group.place_id, "group")


def test_a_panel_without_circle_or_place_asks_for_it(desk):
    for level, missing in (("group", "group"), ("commune", "place")):
        form = {"level": level, "met_on": TODAY.isoformat(), "method": "vote"}
        response = desk.post(reverse("reading:new_panel"), form)

        assert missing in response.context["form"].errors


def test_an_unknown_code_is_named_and_nobody_sits_down(desk, panel, aminas_group):
    code = Participant.objects.get(pk=groups.seats_of(aminas_group)[3]).code

    refused = desk.post(reverse("reading:seat", args=[panel.pk]), {"codes": f"{code}, NOBODY-1"})

    assert "NOBODY-1" in text(refused)
    assert panel.members.count() == 1


def test_the_tellers_facilitator_is_refused_by_name(cast, desk, panel):
    refused = desk.post(reverse("reading:seat", args=[panel.pk]), {"accounts": [str(cast["amina"].pk)]})

    assert "Amina leads, or led, the circle" in text(refused)
    assert panel.members.count() == 1


def test_a_choice_without_its_reason_keeps_the_panel_open(desk, panel):
    prefix = PanelStory.objects.get().pk.hex
    address = reverse("reading:choose", args=[panel.pk])

    refused = desk.post(address, {f"{prefix}-chosen": "yes", f"{prefix}-reason": ""})
    assert refused.status_code == 200
    assert PanelStory.objects.get().chosen is None

    desk.post(address, {f"{prefix}-chosen": "no", f"{prefix}-reason": "Told before", f"{prefix}-points": "3"})
    row = PanelStory.objects.get()
    assert (row.chosen, row.points) == (False, 3)


def test_what_was_found_is_noted_and_shown_to_those_who_select(at_the_desk, desk, story):
    form = {"asked": "official", "confirmed": "yes", "spread": "many", "on": TODAY.isoformat(), "words": ""}

    refused = desk.post(reverse("reading:verify", args=[story.pk]), form)
    assert "Ask the teller first" in text(refused)

    desk.post(reverse("reading:verify", args=[story.pk]), form | {"asked": "teller"})
    assert Verification.objects.get().asked == "teller"
    address = reverse("reading:story", args=[story.pk])
    assert "It is so." in text(desk.get(address))
    assert "It is so." not in text(at_the_desk("director").get(address))


def test_a_story_is_coded_once_and_the_next_one_comes(cast, at_the_desk, aminas_group):
    for seat in (1, 3):
        release(make_story(aminas_group, seat), [Rung.LEARN_INSIDE])
    desk = at_the_desk("eva")
    form = {
        "place": str(cast.places["Musongati"].pk),
        "book": "change 1.0",
        "coders": [str(cast[name].pk) for name in ("eva", "carine")],
    }
    opened = desk.post(reverse("reading:new_round"), form)
    read = f"{opened.headers['Location']}read/"

    first = desk.get(read).context["assignment"]
    desk.post(read, {"assignment": str(first.pk), "codes": ["belonging", "-"]})
    assert not Reading.objects.exists()
    desk.post(read, {"assignment": str(first.pk), "codes": ["belonging"]})
    second = desk.get(read).context["assignment"]
    desk.post(read, {"assignment": str(first.pk), "codes": ["being_heard"]})  # an old window
    desk.post(read, {"assignment": str(second.pk), "codes": ["-"]})

    assert sorted(reading.codes for reading in Reading.objects.all()) == [[], ["belonging"]]
    page = text(desk.get(opened.headers["Location"]))
    assert "Still to come: 2." in page
    assert "Krippendorff" not in page


def test_what_differs_is_settled_on_its_page(cast, at_the_desk, aminas_group):
    read = make_read(aminas_group, [cast["carine"], cast["eva"]])
    desk = at_the_desk("eva")
    page = text(desk.get(reverse("reading:round", args=[read.round.pk])))
    assert "Carine Belonging" in page
    assert "Eva Being heard" in page

    address = reverse("reading:settle", args=[read.round.pk, read.story.pk])
    desk.post(address, {"codes": ["belonging"], "reason": "They count on her."})

    assert Resolution.objects.get().codes == ["belonging"]
    assert "They count on her." in text(desk.get(reverse("reading:round", args=[read.round.pk])))
    assert desk.post(reverse("reading:close", args=[read.round.pk])).status_code == 302


@pytest.mark.parametrize("name", ["list", "panels", "rounds", "booklet", "story", "panel", "round"])
def test_a_page_asks_few_questions_of_the_database(cast, desk, aminas_group, name):
    read = make_read(aminas_group, [cast["carine"], cast["eva"]])
    for seat in (3, 4, 5):
        release(make_story(aminas_group, seat), [Rung.LEARN_INSIDE])
    about = {"story": [read.story.pk], "panel": [read.panel.pk], "round": [read.round.pk]}.get(name, [])
    desk.get(reverse(f"reading:{name}", args=about))

    with CaptureQueriesContext(connection) as asked:
        desk.get(reverse(f"reading:{name}", args=about))

    assert len(asked) <= MORE.get(name, MOST), len(asked)
