"""The page itself: what a reader gets, and that no script or inline style is in it."""

import re
from uuid import uuid4

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.utils import translation

from tests.unit.evidence.rows import make_rows
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor, Grant
from tuvurane.web.evidence import views

EVA = Actor("account", uuid4(), uuid4(), (Grant(Role.EVALUATOR, "/"),), name="Eva")

pytestmark = pytest.mark.django_db


def visit(actor: Actor = EVA, *, language: str = "en", **asked: str) -> tuple[int, str]:
    request = RequestFactory().get("/evidence/change/", asked)
    request.actor, request.htmx, request.session = actor, False, {}
    request._messages = FallbackStorage(request)
    with translation.override(language):
        answer = views.change(request)
    return answer.status_code, answer.content.decode()


def test_the_page_asks_a_question_and_answers_it_with_the_banner_first(world):
    world(make_rows())

    status, page = visit()

    assert status == 200
    assert "<h1>Did things get better?</h1>" in page
    assert page.index("Change is not yet proof") < page.index("On average, people were better than before.")


def test_every_picture_has_its_table_behind_it(world):
    world(make_rows())

    _, page = visit()

    assert page.count('role="img"') == page.count("The numbers behind the picture") > 1


def test_no_inline_style_or_script_is_in_the_page(world):
    world(make_rows())

    _, page = visit()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_too_few_people_get_no_figure_but_what_is_needed_next(world):
    world(make_rows(groups=2))

    status, page = visit()

    assert status == 200
    assert "Nothing is shown below 3 groups and 30 people" in page
    assert "What helps" in page
    assert 'role="img"' not in page


@pytest.mark.parametrize("language", ["en", "fr", "rn", "sw"])
def test_the_page_is_read_in_every_language(world, language):
    world(make_rows())

    status, page = visit(language=language)

    assert status == 200
    assert f'lang="{language}"' in page


def test_what_the_address_leaves_out_is_the_first_choice(world):
    world(make_rows())

    _, page = visit(instrument="who5")

    assert "Well-being index (WHO-5) · Before → At the end" in page
    assert '<option value="who5" selected>' in page
    assert '<option value="baseline-end" selected>' in page


def test_a_choice_that_does_not_exist_is_named_and_nothing_is_shown(world):
    world(make_rows())

    status, page = visit(instrument="gad7")

    assert status == 200
    assert 'role="img"' not in page


def test_who_may_not_see_evidence_is_refused(world):
    world(make_rows())
    amina = Actor("account", uuid4(), uuid4(), (Grant(Role.FACILITATOR, "/"),), name="Amina")

    status, _ = visit(amina)

    assert status == 403
