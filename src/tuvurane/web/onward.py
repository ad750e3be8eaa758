"""Where a page leads next: the address that it was asked to come back to, when it is one of ours."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tuvurane.people.roles import ROLES, Role

PLAIN_FRAME = "web/plain/frame.html"


def safe(request: HttpRequest, wanted: str | None, otherwise: str) -> str:
    """The page asked for when it is one of ours, else ``otherwise``."""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return otherwise


def asked(request: HttpRequest, otherwise: str) -> str:
    """The page that the address names (``?next=…``), else ``otherwise``."""
    return safe(request, request.GET.get("next"), otherwise)


def frame_of(request: HttpRequest, otherwise: str = "web/base.html") -> str:
    """The frame of a form: the light one, without script, for whoever came from the plain page."""
    plain: str = reverse("plain:groups")
    return PLAIN_FRAME if asked(request, "") == plain else otherwise


def first_page(roles: frozenset[Role]) -> str:
    """Where someone without a wish begins: facilitators who do no office work on the plain page, else on the board."""
    field_only = Role.FACILITATOR in roles and not any(ROLES[role].office for role in roles)
    return reverse("plain:groups" if field_only else "home:today")
