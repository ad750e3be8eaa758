"""Sheets of paper at the office's doors: two people key one after the other, and neither sees the other's entry."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.factories.paper import make_sheet
from tests.unit.web.test_office_pages import MOST_QUERIES, text
from tuvurane.care.models import Concern
from tuvurane.groups.queries import seats_of
from tuvurane.measures.models import PaperEntry, PaperSheet, Response

THREES = {f"who_{number}": "3" for number in range(1, 6)}


def entry_of(client, url: str) -> dict[str, str]:
    """The id that the form gave out."""
    found = re.search(r'name="entry_id" value="([^"]+)"', client.get(url).content.decode())
    return {"entry_id": found.group(1)}


def head(group, **said) -> dict[str, str]:
    plain = {
        "sheet_id": "0198cc98-c220-7953-9ba9-0e62d1260da5",
        "person": str(seats_of(group)[1]),
        "wave": "group baseline",
        "instrument": "who5 1",
        "language": "rn",
        "on": "2026-11-20",
        "asked_by": "",
    }
    return plain | said


def test_a_sheet_is_named_by_its_head_and_keyed_twice(at_the_desk, aminas_group):
    carine, coordinator = at_the_desk("carine"), at_the_desk("coordinator")
    new = reverse("paper:new", args=[aminas_group.pk])
    opened = carine.post(new, head(aminas_group))
    keyed = carine.post(opened.url, entry_of(carine, opened.url) | THREES)

    again = coordinator.post(new, head(aminas_group, sheet_id="0198cc98-c220-7953-9ba9-0e62d1260da6"))
    finished = coordinator.post(again.url, entry_of(coordinator, again.url) | THREES)

    assert keyed.url.startswith(new)
    assert "instrument=who5+1" in keyed.url
    assert again.url == opened.url
    assert finished.url.startswith(new)
    assert Response.objects.get().total == 60


def test_the_next_sheet_of_a_pile_keeps_its_head_but_never_its_person(at_the_desk, aminas_group):
    new = reverse("paper:new", args=[aminas_group.pk])

    page = at_the_desk("carine").get(new, {"wave": "group baseline", "instrument": "who5 1", "language": "sw"})

    chosen = re.findall(r'<option value="([^"]*)" selected>', page.content.decode())
    assert chosen == ["", "group baseline", "who5 1", "sw", ""]


def test_the_second_form_shows_nothing_of_the_first_entry(at_the_desk, aminas_group):
    sheet = make_sheet(aminas_group)
    key = reverse("paper:key", args=[sheet.pk])
    carine, coordinator = at_the_desk("carine"), at_the_desk("coordinator")
    empty = carine.get(key).content.decode()
    carine.post(key, entry_of(carine, key) | THREES | {"who_4": "5"})

    second = coordinator.get(key).content.decode()

    assert re.findall(r'name="who_\d"[^>]*', second) == re.findall(r'name="who_\d"[^>]*', empty)
    assert "value=" not in "".join(re.findall(r'name="who_\d"[^>]*', second))


def test_a_blank_and_a_key_off_the_scale_come_back_to_be_looked_at(at_the_desk, aminas_group):
    sheet = make_sheet(aminas_group)
    key = reverse("paper:key", args=[sheet.pk])
    carine = at_the_desk("carine")

    page = carine.post(key, entry_of(carine, key) | THREES | {"who_2": "", "who_3": "7", "who_4": "-"})

    words = text(page)
    assert words.count("where it has no answer") == 1
    assert words.count("no answer of the scale") == 1
    assert not sheet.entries.exists()


def test_whoever_keyed_it_is_told_that_another_person_must(at_the_desk, aminas_group):
    sheet = make_sheet(aminas_group)
    key = reverse("paper:key", args=[sheet.pk])
    carine = at_the_desk("carine")
    carine.post(key, entry_of(carine, key) | THREES)

    again = carine.get(key, follow=True)
    forced = carine.post(key, {"entry_id": "0198cc98-c220-7953-9ba9-0e62d1260da7"} | THREES)

    assert "A colleague keys it the second time" in text(again)
    assert "ask a colleague" in text(forced)


def test_what_differs_is_settled_item_by_item(at_the_desk, aminas_group):
    sheet = make_sheet(aminas_group)
    key, settle = (reverse(f"paper:{page}", args=[sheet.pk]) for page in ("key", "settle"))
    carine, coordinator = at_the_desk("carine"), at_the_desk("coordinator")
    carine.post(key, entry_of(carine, key) | THREES)
    differs = coordinator.post(key, entry_of(coordinator, key) | THREES | {"who_2": "-"})

    page = coordinator.get(settle)
    half = coordinator.post(settle, entry_of(coordinator, settle))
    coordinator.post(settle, entry_of(coordinator, settle) | {"who_2": "1"})

    assert differs.url == settle
    assert re.findall(r'name="(who_\d)"', page.content.decode()) == ["who_2"]
    assert half.status_code == 200
    assert Response.objects.get().total == 52


def test_a_sheet_of_the_wrong_person_is_corrected_and_one_of_nobody_dropped(at_the_desk, aminas_group):
    sheet = make_sheet(aminas_group)
    carine = at_the_desk("carine")

    carine.post(reverse("paper:correct", args=[sheet.pk]), head(aminas_group, person=str(seats_of(aminas_group)[2])))
    corrected = PaperSheet.objects.get().participant_id
    asked = carine.get(reverse("paper:cancel", args=[sheet.pk]))
    still = PaperSheet.objects.count()
    carine.post(reverse("paper:cancel", args=[sheet.pk]))

    assert corrected == seats_of(aminas_group)[2]
    assert "Drop this sheet?" in text(asked)
    assert (still, PaperSheet.objects.count()) == (1, 0)


def test_an_empty_list_says_what_to_do_and_a_full_one_costs_no_more(
    at_the_desk, aminas_group, django_assert_max_num_queries
):
    carine = at_the_desk("carine")
    assert "No sheet waits" in text(carine.get(reverse("paper:list")))
    for seat in range(1, 7):
        key = reverse("paper:key", args=[make_sheet(aminas_group, seat).pk])
        carine.post(key, entry_of(carine, key) | THREES)
    coordinator = at_the_desk("coordinator")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = coordinator.get(reverse("paper:list"))

    assert text(page).count("Key it the second time") == 6


@pytest.mark.parametrize("name", ["new", "key"])
def test_the_form_costs_no_more_than_a_page_may(at_the_desk, aminas_group, django_assert_max_num_queries, name):
    about = aminas_group.pk if name == "new" else make_sheet(aminas_group, instrument="srq20").pk
    browser = at_the_desk("coordinator")
    browser.get(reverse("paper:list"))  # the first page of a browser also saves its session

    with django_assert_max_num_queries(MOST_QUERIES):
        assert browser.get(reverse(f"paper:{name}", args=[about])).status_code == 200


def test_a_yes_on_paper_is_heard_where_the_form_leaves_its_item_out(at_the_desk, aminas_group):
    sheet = make_sheet(aminas_group, instrument="srq20")
    key = reverse("paper:key", args=[sheet.pk])
    carine, coordinator = at_the_desk("carine"), at_the_desk("coordinator")
    zeros = {f"srq_{number:02}": "0" for number in range(1, 21) if number != 17}

    passed_over = carine.post(key, entry_of(carine, key) | zeros)
    carine.post(key, entry_of(carine, key) | zeros | {"left_out": "yes"})
    coordinator.post(key, entry_of(coordinator, key) | zeros | {"left_out": "yes"})

    heard = Concern.objects.get()
    recorded = Response.objects.get()
    assert "Does the paper hold a yes to the question on ending one's life?" in unescape(text(passed_over))
    assert passed_over.status_code == 200
    assert (heard.participant_id, heard.item, heard.said_on) == (sheet.participant_id, "srq_17", sheet.administered_on)
    assert (recorded.form, recorded.total) == ("without_screening", 0)


def test_without_a_yes_on_paper_nobody_is_troubled(at_the_desk, aminas_group):
    carine = at_the_desk("carine")
    zeros = {f"srq_{number:02}": "0" for number in range(1, 21) if number != 17}
    for seat, said in ((1, "no"), (2, "absent")):
        key = reverse("paper:key", args=[make_sheet(aminas_group, seat, instrument="srq20").pk])
        carine.post(key, entry_of(carine, key) | zeros | {"left_out": said})

    assert PaperEntry.objects.count() == 2
    assert not Concern.objects.exists()
