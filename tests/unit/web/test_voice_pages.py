"""The pages of the vote: what each reader sees of a group's stones, and what is printed for the box."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from tests.factories.groups import make_session
from tuvurane.groups.actions import Tally
from tuvurane.groups.codes import Mark, Phase, Voice
from tuvurane.web.stones import State, Stone
from tuvurane.web.voice.curve import Point, curve_svg

SIX = dict.fromkeys(range(1, 7), Mark.PRESENT)
WELL, BADLY = Tally(5, 1, 0), Tally(0, 0, 6)


def text(page):
    return page.content.decode()


def page_for(at_the_desk, name, group):
    return text(at_the_desk(name).get(reverse("groups:voice", args=[group.pk])))


@pytest.fixture
def three_sessions(aminas_group):
    """Well, then nothing but not good, then well."""
    for number, tally in ((1, WELL), (2, BADLY), (3, WELL)):
        make_session(aminas_group, number=number, marks=SIX, voice={Voice.SAFE: tally}, phase=Phase.TRUST)
    return aminas_group


def test_a_supervisor_reads_each_session_and_of_a_hidden_one_only_that_it_needs_a_visit(at_the_desk, three_sessions):
    page = page_for(at_the_desk, "carine", three_sessions)

    assert "A signal, not a score." in page
    assert "5 / 1 / 0 · 83 % good (44–97)" in page
    assert "Needs a visit" in page
    assert page.count('class="visit"') == 1
    assert "0 / 0 / 6" not in page


def test_why_a_vote_is_hidden_is_never_told_since_it_would_tell_what_was_laid(at_the_desk, aminas_group):
    pages = []
    for number, (tally, by_two) in enumerate(((BADLY, True), (Tally(7, 0, 0), True), (WELL, False)), start=1):
        make_session(aminas_group, number=number, marks=SIX, voice={Voice.SAFE: tally}, voice_by_two=by_two)
        shown = page_for(at_the_desk, "carine", aminas_group)
        row = re.search(rf'<th scope="row"><a href="[^"]+">{number}</a></th>(.*?)</tr>', shown, re.DOTALL)
        assert row is not None
        pages.append(row[1])

    assert pages[0] == pages[1] == pages[2]


def test_a_facilitator_reads_a_session_once_the_next_one_was_held_and_no_hidden_one(at_the_desk, three_sessions):
    page = page_for(at_the_desk, "amina", three_sessions)

    assert page.count("5 / 1 / 0") == 1
    assert "Shown after the next session" in page
    assert "Needs a visit" not in page
    assert 'class="visit"' not in page


def test_the_latest_session_opens_to_its_facilitator_on_no_other_page_either(at_the_desk, three_sessions):
    latest = make_session(three_sessions, number=4, marks=SIX, voice={Voice.SAFE: Tally(4, 1, 1)}).report
    address = reverse("groups:session", args=[latest.pk])

    leads, supervises = (text(at_the_desk(name).get(address)) for name in ("amina", "carine"))

    assert "Shown after the next session" in leads
    assert '<td class="number" data-label="Good">4</td>' not in leads
    assert '<td class="number" data-label="Good">4</td>' in supervises


def test_a_director_reads_no_single_session(at_the_desk, three_sessions):
    early = page_for(at_the_desk, "director", three_sessions)
    make_session(three_sessions, number=4, marks=SIX, voice={Voice.SAFE: WELL})

    later = page_for(at_the_desk, "director", three_sessions)

    assert "Nothing can be shown yet" in early
    assert "15 of 18 stones good: 83 %" in later
    assert "Sessions 1 to 4" in later
    assert "5 / 1 / 0" not in later


def test_a_group_that_has_not_voted_is_shown_how(at_the_desk, aminas_group):
    page = page_for(at_the_desk, "carine", aminas_group)

    assert "No vote yet" in page
    assert reverse("voice:how") in page


@pytest.mark.parametrize("name", ["voice:sheet", "voice:guide"])
def test_what_is_printed_is_a_pdf_for_screen_readers_in_the_language_asked_for(at_the_desk, name):
    reader = at_the_desk("amina")

    made = {spoken: reader.get(reverse(name), {"in": spoken}) for spoken in ("rn", "fr", "sw", "en")}

    assert {page["Content-Type"] for page in made.values()} == {"application/pdf"}
    assert all(page.content.startswith(b"%PDF") and b"pdfuaid" in page.content for page in made.values())
    assert len({page.content for page in made.values()}) == 4


def test_a_language_that_nobody_speaks_is_the_readers_own(at_the_desk):
    page = at_the_desk("amina").get(reverse("voice:guide"), {"in": "../etc"})

    assert page.status_code == 200
    assert "etc" not in page["Content-Disposition"]


# --------------------------------------------------------------------------------------------- the drawing


def drawn(points, **more):
    return curve_svg(points, name="I was <safe>", told="Session 1", **more)


def test_a_curve_is_one_picture_with_a_name_and_no_style():
    svg = drawn([Point(1, 1, 0.8, 0.5, 0.95)], stones=[Stone(1, State.HELD, "safety")], limit=0.7)

    ET.fromstring(svg)  # noqa: S314 - our own picture
    assert 'role="img"' in svg
    assert "<title>I was &lt;safe&gt;</title>" in svg
    assert "style=" not in svg
    assert "#sign-safety" in svg


def test_a_line_never_passes_over_a_session_that_is_not_shown():
    whole = drawn([Point(n, n, 0.8, 0.5, 0.9) for n in (1, 2, 3)])
    broken = drawn([Point(1, 1, 0.8, 0.5, 0.9), Point(2, 2, None), Point(3, 3, 0.8, 0.5, 0.9)])
    gap = drawn([Point(1, 1, 0.8, 0.5, 0.9), Point(3, 3, 0.8, 0.5, 0.9)])

    assert [svg.count('class="through"') for svg in (whole, broken, gap)] == [2, 0, 0]
    assert [svg.count('class="unseen"') for svg in (whole, broken, gap)] == [0, 1, 0]


def test_what_is_not_shown_looks_the_same_whatever_it_hides():
    assert drawn([Point(2, 2, None)]) == drawn([Point(2, 2, None, 0.1, 0.2)])
