"""Refusals on pages: a Problem becomes the form's own error, or a page that says what can be done next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tuvurane.foundation.problems import Kind, Problem
from tuvurane.web.wording import language, say


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """
    Turn a refusal inside the block into an error of the form.

    What is not found or not allowed is no matter of the form: it goes on to the door, which answers
    with the 404 or 403 page.
    """
    try:
        yield
    except Problem as problem:
        if problem.kind in {Kind.NOT_FOUND, Kind.NOT_ALLOWED}:
            raise
        form.add_error(None, problem.sentence(language()))


def refusal_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page for a refusal that no form can show; its status is that of the problem's kind."""
    if problem.kind == Kind.NOT_FOUND:
        return not_found(request)
    return _page(request, "refused", problem.status, problem.sentence(language()))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The 404 page: outside one's places a thing does not exist."""
    return _page(request, "not_found", 404, say("office.not_found.why"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The 403 page of a door that stays closed."""
    return _page(request, "refused", 403, say("office.refused.why"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The 400 page of a request that no browser of ours makes."""
    return _page(request, "bad_request", 400, say("office.bad_request.why"))


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The 500 page: it asks no database, which may be what is broken."""
    return render(None, "web/errors/server_error.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The page for a form that was open too long: what to do, and that nothing was saved."""
    return _page(request, "csrf", 403, say("office.csrf.why"))


def _page(request: HttpRequest, name: str, status: int, why: str) -> HttpResponse:
    return render(request, f"web/errors/{name}.html", {"why": why}, status=status)
