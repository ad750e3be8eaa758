"""Trainings that were held: bring the lists, look at what they add and what to repair, then take them."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.exchange import trainings
from tuvurane.exchange.sheets import uploads
from tuvurane.exchange.sheets.workbook import MEGABYTE, MOST_BYTES
from tuvurane.exchange.trainings import Preview, UploadGone
from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import queries as training_queries
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.trainings_import.forms import ListForm
from tuvurane.web.wording import language

SALT = "trainings.take"
TAKEN = "trainings_taken"
SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def bring(request: ActorRequest) -> HttpResponse:
    """Bring lists and see what they would add; or, with the word of that page, take them."""
    _check_opens_accounts(request)
    if "token" in request.POST:
        return _take(request, request.POST["token"])
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if _is_turned_away(request):
        form.say_too_big(MOST_BYTES // MEGABYTE)
    if form.is_valid():
        data = form.cleaned_data["trainings"].read(MOST_BYTES + 1)
        return _look(request, _read(request, data), data, clock.now())
    return render(request, "web/trainings_import/import.html", {"form": form})


def _check_opens_accounts(request: ActorRequest) -> None:
    """A list brings people whom nobody knows here, and each of them is given an account."""
    scope.check_has(request.actor, Verb.ACCOUNTS_MANAGE)


def _is_turned_away(request: ActorRequest) -> bool:
    """Whether so much came that the server took no file at all: none is ever put on the disk as it came."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _read(request: ActorRequest, data: bytes) -> Preview:
    return trainings.read(data, actor=request.actor, language=language(), today=clock.today())


def _look(
    request: ActorRequest, preview: Preview, data: bytes, now: datetime, *, changed: bool = False
) -> HttpResponse:
    """What is to be repaired; or what would be added, with the word that takes it."""
    shown = {"preview": preview, "shown": SHOWN, "notices": preview.notices[:SHOWN]}
    if preview.faults:
        faults = {"form": ListForm(), "faults": preview.faults[:SHOWN]}
        return render(request, "web/trainings_import/faults.html", shown | faults)
    token = ""
    if not preview.nothing_new:
        upload_id = uploads.keep(data, actor=request.actor, now=now)
        token = signing.dumps({"upload": str(upload_id), "digest": preview.digest}, salt=SALT)
    lines = {"courses": preview.courses[:SHOWN], "people": preview.people[:SHOWN]}
    return render(request, "web/trainings_import/preview.html", shown | lines | {"token": token, "changed": changed})


def _take(request: ActorRequest, token: str) -> HttpResponse:
    """Take what was looked at. Should it bring something else by now, it is shown again and not taken."""
    now = clock.now()
    try:
        word = _word(token)
        upload_id = UUID(word["upload"])
        data = uploads.opened(upload_id, actor=request.actor, now=now)
    except UploadGone as gone:
        context = {"form": ListForm(), "refused": gone.sentence(language())}
        return render(request, "web/trainings_import/import.html", context)
    preview = _read(request, data)
    if preview.faults or preview.digest != word["digest"]:
        uploads.forget(upload_id)
        return _look(request, preview, data, now, changed=True)
    loaded = trainings.apply(preview, actor=request.actor, now=now)
    uploads.forget(upload_id)
    courses = [str(pk) for pk in loaded.course_ids[:SHOWN]]
    request.session[TAKEN] = {"counts": loaded.counts._asdict(), "courses": courses}
    return redirect("trainings_import:done")


def _word(token: str) -> dict[str, str]:
    try:
        word: dict[str, str] = signing.loads(token, salt=SALT, max_age=uploads.KEPT_FOR)
    except signing.BadSignature as error:
        raise UploadGone from error
    return word


@door("GET", verb=Verb.COURSES_MANAGE)
def done(request: ActorRequest) -> HttpResponse:
    """What was taken last, with the courses to look at."""
    _check_opens_accounts(request)
    taken = request.session.get(TAKEN)
    if taken is None:
        return redirect("trainings_import:import")
    courses = training_queries.courses_visible_to(request.actor).filter(pk__in=taken["courses"])
    return render(request, "web/trainings_import/done.html", {"counts": taken["counts"], "courses": courses})


@door("GET", verb=Verb.COURSES_MANAGE)
def template(request: ActorRequest) -> HttpResponse:
    """The empty list to fill in."""
    _check_opens_accounts(request)
    file = trainings.template(actor=request.actor, language=language(), today=clock.today())
    headers = {"Content-Disposition": 'attachment; filename="tuvurane-trainings.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(file, content_type=XLSX, headers=headers)
