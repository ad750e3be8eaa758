"""Groups that already run: bring a register, look at what it adds and what to repair, then take it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.exchange import registers
from tuvurane.exchange.registers import Preview, UploadGone
from tuvurane.exchange.sheets import uploads
from tuvurane.exchange.sheets.workbook import MEGABYTE, MOST_BYTES
from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.registers.forms import RegisterForm
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language

SALT = "registers.take"
TAKEN = "register_taken"
SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door("GET", "POST", verb=Verb.GROUPS_IMPORT)
def bring(request: ActorRequest) -> HttpResponse:
    """Bring a register and see what it would add; or, with the word of that page, take it."""
    if "token" in request.POST:
        return _take(request, request.POST["token"])
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    if _is_turned_away(request):
        form.say_too_big(MOST_BYTES // MEGABYTE)
    if form.is_valid():
        data = form.cleaned_data["register"].read(MOST_BYTES + 1)
        return _look(request, _read(request, data), data, clock.now())
    return render(request, "web/registers/import.html", {"form": form})


def _is_turned_away(request: ActorRequest) -> bool:
    """Whether so much came that the server took no file at all: none is ever put on the disk as it came."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _read(request: ActorRequest, data: bytes) -> Preview:
    return registers.read(data, actor=request.actor, language=language(), now=clock.now())


def _look(
    request: ActorRequest, preview: Preview, data: bytes, now: datetime, *, changed: bool = False
) -> HttpResponse:
    """What is to be repaired; or what would be added, with the word that takes it."""
    shown = {"preview": preview, "shown": SHOWN, "notices": preview.notices[:SHOWN]}
    if preview.faults:
        return render(
            request, "web/registers/faults.html", shown | {"form": RegisterForm(), "faults": preview.faults[:SHOWN]}
        )
    token = ""
    if not preview.nothing_new:
        upload_id = uploads.keep(data, actor=request.actor, now=now)
        token = signing.dumps({"upload": str(upload_id), "digest": preview.digest}, salt=SALT)
    context = shown | {"groups": preview.groups[:SHOWN], "token": token, "changed": changed}
    return render(request, "web/registers/preview.html", context)


def _take(request: ActorRequest, token: str) -> HttpResponse:
    """Take what was looked at. Should it bring something else by now, it is shown again and not taken."""
    now = clock.now()
    try:
        word = _word(token)
        upload_id = UUID(word["upload"])
        data = uploads.opened(upload_id, actor=request.actor, now=now)
    except UploadGone as gone:
        context = {"form": RegisterForm(), "refused": gone.sentence(language())}
        return render(request, "web/registers/import.html", context)
    preview = _read(request, data)
    if preview.faults or preview.digest != word["digest"]:
        uploads.forget(upload_id)
        return _look(request, preview, data, now, changed=True)
    loaded = registers.apply(preview, actor=request.actor, now=now)
    uploads.forget(upload_id)
    request.session[TAKEN] = {"counts": loaded.counts._asdict(), "groups": [str(pk) for pk in loaded.group_ids[:SHOWN]]}
    return redirect("registers:done")


def _word(token: str) -> dict[str, str]:
    try:
        word: dict[str, str] = signing.loads(token, salt=SALT, max_age=uploads.KEPT_FOR)
    except signing.BadSignature as error:
        raise UploadGone from error
    return word


@door("GET", verb=Verb.GROUPS_IMPORT)
def done(request: ActorRequest) -> HttpResponse:
    """What was taken last, with the groups to look at."""
    taken = request.session.get(TAKEN)
    if taken is None:
        return redirect("registers:import")
    groups = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE).filter(pk__in=taken["groups"])
    return render(request, "web/registers/done.html", {"counts": taken["counts"], "groups": groups})


@door("GET", verb=Verb.GROUPS_IMPORT)
def template(request: ActorRequest) -> HttpResponse:
    """The empty register to fill in."""
    file = registers.template(actor=request.actor, language=language(), today=clock.today())
    headers = {"Content-Disposition": 'attachment; filename="tuvurane-register.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(file, content_type=XLSX, headers=headers)
