"""Who is at the door, in which language, and whether the door opens. Doors are closed unless marked open."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from tuvurane.foundation import clock, words
from tuvurane.people import policies
from tuvurane.people import queries as people

View = Callable[..., HttpResponse]
GetResponse = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "language"
SECOND_FACTOR = "second_factor"
SEEN = "seen"
SEEN_EVERY_SECONDS = 300


def open_door(view: View) -> View:
    """Mark a view that anyone may enter, signed in or not."""
    view.door = "open"  # type: ignore[attr-defined]  # a mark that the middleware below reads
    return view


def first_step_door(view: View) -> View:
    """Mark a view that opens after the password, before the second factor."""
    view.door = "first_step"  # type: ignore[attr-defined]  # a mark that the middleware below reads
    return view


class ActorMiddleware:
    """Sets ``request.actor``: the signed-in account with its roles of today, or None."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]  # declared by ActorRequest
        if not request.path.startswith("/api/") and request.user.is_authenticated:
            self._end_idle_session(request)
        if not request.path.startswith("/api/") and request.user.is_authenticated:
            request.actor = people.actor_of(request.user, on=clock.today())  # type: ignore[attr-defined]
        return self.get_response(request)

    def _end_idle_session(self, request: HttpRequest) -> None:
        """A session ends an hour after the last page; the time is written every few minutes only."""
        now = int(clock.now().timestamp())
        seen = request.session.get(SEEN, now)
        if now - seen > settings.TUVURANE_SESSION_IDLE_SECONDS:
            logout(request)
        elif SEEN not in request.session or now - seen > SEEN_EVERY_SECONDS:
            request.session[SEEN] = now


class LanguageMiddleware:
    """Speaks the account's language; before sign-in the one chosen on this browser, else the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response

    def _language(self, request: HttpRequest) -> str:
        actor = getattr(request, "actor", None)
        if actor is not None:
            return str(actor.language)
        return language_of(request)


def language_of(request: HttpRequest) -> str:
    """The language chosen on this browser, else the first of its own that we speak, else English."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    accepted = [
        part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(",")
    ]
    return next((language for language in [chosen, *accepted] if language in words.LANGUAGES), "en")


class ClosedDoorMiddleware:
    """
    Every page is closed: it asks for a signed-in account and, of office roles, a second factor.

    The API keeps its own door: a device's token.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer a redirect when the door stays closed."""
        door = getattr(view, "door", "closed")
        if door == "open" or request.path.startswith("/api/"):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return redirect(f"{reverse('account:sign_in')}?{urlencode({'next': request.get_full_path()})}")
        if door == "first_step" or not self._owes_second_factor(request):
            return None
        return redirect("account:second_step")

    def _owes_second_factor(self, request: HttpRequest) -> bool:
        if settings.TUVURANE_SECOND_FACTOR == "off" or request.session.get(SECOND_FACTOR):
            return False
        return policies.needs_second_factor(request.actor.roles)  # type: ignore[attr-defined]
