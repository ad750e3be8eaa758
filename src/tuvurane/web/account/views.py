"""The door: signing in, the second step, signing out, and one's own account."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people
from tuvurane.people.actions.second_factor import address
from tuvurane.web import onward
from tuvurane.web.account import forms
from tuvurane.web.doors import door
from tuvurane.web.middleware import LANGUAGE_COOKIE, SECOND_FACTOR, first_step_door, open_door
from tuvurane.web.qr import qr_svg
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.people.models import Account

AFTER = "after_sign_in"
TRIES = "second_step_tries"
MOST_TRIES = 5
LANGUAGE_LASTS = 365 * 24 * 3600


def _safe(request: HttpRequest, wanted: str | None) -> str:
    """The page asked for when it is one of ours, else the board."""
    return onward.safe(request, wanted, resolve_url(settings.LOGIN_REDIRECT_URL))


def _first_page(request: ActorRequest, account: "Account") -> str:
    """The page asked for; whoever only asked for the front page is led to where their work is."""
    front = resolve_url(settings.LOGIN_REDIRECT_URL)
    wanted = onward.asked(request, front)
    return onward.first_page(people.actor_of(account, on=clock.today()).roles) if wanted == front else wanted


@open_door
@never_cache
@sensitive_post_parameters("password")
@door("GET", "POST")
def sign_in(request: ActorRequest) -> HttpResponse:
    """Name and password. Whether a name is known is not told."""
    if SESSION_KEY in request.session:
        return redirect(_safe(request, request.GET.get("next")))
    form = forms.SignInForm(request.POST or None)
    if form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            login(request, account)
            request.session[AFTER] = _first_page(request, account)
            return redirect(request.session[AFTER])
        form.add_error(None, say("office.sign_in.wrong"))
    frame = onward.frame_of(request, otherwise="web/alone.html")
    return render(request, "web/account/sign_in.html", {"form": form, "frame": frame})


def locked_out(request: HttpRequest, _response: HttpResponse | None, _credentials: object) -> HttpResponse:
    """Too many wrong passwords: the door stays closed for a while, and the page says for how long."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "web/account/locked_out.html", {"minutes": minutes}, status=429)


@first_step_door
@never_cache
@door("GET", "POST")
def second_step(request: ActorRequest) -> HttpResponse:
    """The six digits. Five wrong ones end the session: the password is asked again."""
    if request.user.totp_confirmed_at is None:
        return redirect("account:second_factor")
    form = forms.TokenForm(request.POST or None)
    if form.is_valid():
        try:
            people_actions.check_second_factor(account=request.user, now=clock.now(), **form.cleaned_data)
        except Problem as problem:
            return _wrong_token(request, form, problem)
        return _through(request)
    return render(request, "web/account/second_step.html", {"form": form})


def _wrong_token(request: ActorRequest, form: forms.TokenForm, problem: Problem) -> HttpResponse:
    tries = request.session.get(TRIES, 0) + 1
    if tries >= MOST_TRIES:
        logout(request)
        messages.error(request, say("office.second.too_many"))
        return redirect("account:sign_in")
    request.session[TRIES] = tries
    form.add_error("token", problem.sentence(language()))
    return render(request, "web/account/second_step.html", {"form": form})


def _through(request: ActorRequest) -> HttpResponse:
    request.session.cycle_key()
    request.session[SECOND_FACTOR] = True
    request.session.pop(TRIES, None)
    return redirect(_safe(request, request.session.pop(AFTER, None)))


@first_step_door
@never_cache
@door("GET", "POST")
def set_up_second_factor(request: ActorRequest) -> HttpResponse:
    """Scan a code once with an authenticator, and prove it with a first token."""
    if request.user.totp_confirmed_at is not None:
        return redirect("account:second_step")
    if request.POST.get("deed") == "start":
        people_actions.start_second_factor(actor=request.actor, account=request.user, now=clock.now())
        return redirect("account:second_factor")
    form = forms.TokenForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            people_actions.confirm_second_factor(
                actor=request.actor, account=request.user, now=clock.now(), **form.cleaned_data
            )
            return _through(request)
    return render(request, "web/account/second_factor.html", {"form": form, **_secret(request)})


def _secret(request: ActorRequest) -> dict[str, str]:
    """What to scan or to type, once a secret is set."""
    if request.user.totp_sealed is None:
        return {}
    to_scan = address(request.user)
    typed = parse_qs(urlsplit(to_scan).query)["secret"][0]
    spaced = " ".join(typed[at : at + 4] for at in range(0, len(typed), 4))
    return {"qr": qr_svg(to_scan, say("office.second.qr")), "typed": spaced}


@first_step_door
@door("POST")
def sign_out(request: ActorRequest) -> HttpResponse:
    """Leave; on a shared computer nothing stays behind."""
    logout(request)
    messages.success(request, say("office.sign_out.done"))
    return redirect("account:sign_in")


@open_door
@door("POST")
def choose_language(request: ActorRequest) -> HttpResponse:
    """Speak another language from now on: on this browser, and for one's account."""
    form = forms.LanguageForm(request.POST)
    response = redirect(_safe(request, request.POST.get("next")))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        if request.actor is not None:
            people_actions.choose_language(actor=request.actor, account=request.user, language=chosen, now=clock.now())
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=LANGUAGE_LASTS, httponly=True, samesite="Lax", secure=secure
        )
    return response


@never_cache
@sensitive_post_parameters("current", "password", "again")
@door("GET", "POST")
def mine(request: ActorRequest) -> HttpResponse:
    """My account: my roles, my password, my second factor."""
    form = forms.MyPasswordForm(request.POST or None, account=request.user)
    if form.is_valid():
        with refusals_on(form):
            people_actions.set_password(
                actor=request.actor, account=request.user, password=form.cleaned_data["password"], now=clock.now()
            )
            update_session_auth_hash(request, request.user)
            messages.success(request, say("office.account.my_password_set"))
            return redirect("account:mine")
    roles = [held for held in people.roles_of([request.user])[request.user.pk] if held.until is None]
    return render(request, "web/account/mine.html", {"form": form, "held": roles})
