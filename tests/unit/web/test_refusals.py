"""Refusals: on the form where it can be put right, on a page of its own where it cannot."""

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from tuvurane.foundation.problems import Kind, Problem
from tuvurane.groups.problems import GroupNameTaken, GroupUnknown
from tuvurane.people.problems import NotAllowed
from tuvurane.people.roles import Verb
from tuvurane.web.refusals import csrf_failure, refusal_page, refusals_on, server_error


@pytest.fixture
def form() -> forms.Form:
    filled = forms.Form({})
    filled.is_valid()
    return filled


def test_a_refusal_becomes_the_forms_own_error_in_the_readers_language(form):
    taken = GroupNameTaken(name="Twiyubake")

    with translation.override("fr"), refusals_on(form):
        raise taken

    assert form.non_field_errors() == [taken.sentence("fr")]
    assert taken.sentence("fr") != taken.sentence("en")


@pytest.mark.parametrize("problem", [NotAllowed(verb=Verb.GROUPS_MANAGE), GroupUnknown()])
def test_what_no_form_can_put_right_goes_on_to_the_door(form, problem):
    with pytest.raises(type(problem)), refusals_on(form):
        raise problem

    assert not form.errors


def test_a_fault_of_ours_is_not_shown_as_a_refusal(form):
    with pytest.raises(ZeroDivisionError), refusals_on(form):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("problem", "status"),
    [(GroupUnknown(), 404), (NotAllowed(verb=Verb.GROUPS_SEE), 403), (GroupNameTaken(name="Twiyubake"), 409)],
)
def test_each_kind_of_refusal_has_its_page(db, problem: Problem, status: int):
    page = refusal_page(RequestFactory().get("/"), problem)

    assert page.status_code == status
    assert (problem.sentence("en") in page.content.decode()) == (problem.kind != Kind.NOT_FOUND)


def test_a_form_that_was_open_too_long_says_that_nothing_was_saved(db):
    page = csrf_failure(RequestFactory().post("/"))

    assert page.status_code == 403
    assert "Nothing was saved" in page.content.decode()


def test_the_page_of_a_breakdown_asks_no_database():
    page = server_error(RequestFactory().get("/"))

    assert page.status_code == 500
    assert "Something broke on our side" in page.content.decode()
