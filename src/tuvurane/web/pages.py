"""Long lists in pages."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 40


def page_of(
    request: HttpRequest, rows: Sequence[Any] | QuerySet[Any], *, size: int = ROWS, name: str = "page"
) -> Page[Any]:
    """The page that the address asks for (``?page=2``); the nearest one when there is no such page."""
    return Paginator(rows, size).get_page(request.GET.get(name))


def rest_of_query(request: HttpRequest, *, name: str = "page") -> str:
    """The address's question without its page, to carry filters from page to page."""
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()
