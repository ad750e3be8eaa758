"""The one door of every page: which methods, which verb, and how a refusal is answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from tuvurane.foundation.problems import Problem
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.web import refusals
from tuvurane.web.requests import ActorRequest

Row = TypeVar("Row")
Rest = ParamSpec("Rest")
View = Callable[Concatenate[ActorRequest, Rest], HttpResponse]


def door(*methods: str, verb: Verb | None = None) -> Callable[[View[Rest]], Callable[..., HttpResponse]]:
    """
    Open a view to these methods, and to those who hold ``verb`` somewhere.

    The action behind it checks the place. A Problem that no form took becomes the page of its kind.
    """

    def opened(view: View[Rest]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def through(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if verb is not None:
                    scope.check_has(request.actor, verb)
                return view(request, *args, **kwargs)
            except Problem as problem:
                return refusals.refusal_page(request, problem)

        through.verb = verb  # type: ignore[attr-defined]  # read by the permission table's test
        return require_http_methods(list(methods))(through)

    return opened


def found(row: Row | None) -> Row:
    """The row, or the 404 page: outside one's places a thing does not exist."""
    if row is None:
        raise Http404
    return row
