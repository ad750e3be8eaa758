"""
Workbooks that partners bring: look at what one adds and what to repair, then take it, all or nothing.

Registers of groups and lists of past trainings are brought in the same way; each says what is its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.exchange.sheets import uploads
from tuvurane.exchange.sheets.problems import UploadGone
from tuvurane.exchange.sheets.workbook import MEGABYTE, MOST_BYTES
from tuvurane.foundation import clock
from tuvurane.web.forms import OfficeForm
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, word

SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Room(Protocol):
    """Where a kind of workbook is read, taken, and drawn empty."""

    @property
    def read(self) -> Callable[..., Any]: ...
    @property
    def apply(self) -> Callable[..., Any]: ...
    @property
    def template(self) -> Callable[..., bytes]: ...


class WorkbookForm(OfficeForm):
    """The workbook. What is wrong inside it, its size too, is said by the import and not by the form."""

    workbook = forms.FileField(allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, *args: object, words: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.fields["workbook"].label = word(f"{words}.page.file")
        self._say_without_file(word(f"{words}.page.choose_file"))

    def say_too_big(self, most: int) -> None:
        """Say that no file was taken because it is too big; ``most`` is in megabytes."""
        self._say_without_file(word(f"{self.words}.fault.too_big", most=most))

    def _say_without_file(self, text: str) -> None:
        self.fields["workbook"].error_messages |= {"required": text, "missing": text}


@dataclass(frozen=True, slots=True)
class Workbooks:
    """
    One kind of workbook, and its pages.

    ``family`` names its addresses and its folder of templates, ``words`` its words, ``file`` its empty
    workbook. ``lines`` gives what of a preview is listed, ``taken`` the ids of what was taken.
    """

    room: Room
    family: str
    words: str
    file: str
    lines: Callable[[Any], Mapping[str, Sequence[Any]]]
    taken: Callable[[Any], Sequence[UUID]]

    def bring(self, request: ActorRequest) -> HttpResponse:
        """Bring a workbook and see what it would add; or, with the word of that page, take it."""
        if "token" in request.POST:
            return self._take(request, request.POST["token"])
        form = self._form(request.POST, request.FILES) if request.method == "POST" else self._form()
        if _is_turned_away(request):
            form.say_too_big(MOST_BYTES // MEGABYTE)
        if form.is_valid():
            data = form.cleaned_data["workbook"].read(MOST_BYTES + 1)
            now = clock.now()
            return self._look(request, self._read(request, data, now), data, now)
        return self._page(request, "import", {"form": form})

    def done(self, request: ActorRequest, found: Callable[[list[str]], Any]) -> HttpResponse:
        """What was taken last; ``found`` gives the rows of these ids that the reader sees."""
        kept = request.session.get(self._key)
        if kept is None:
            return redirect(f"{self.family}:import")
        return self._page(request, "done", {"counts": kept["counts"], "taken": found(kept["taken"])})

    def empty(self, request: ActorRequest) -> HttpResponse:
        """The empty workbook to fill in."""
        today: date = clock.today()
        drawn = self.room.template(actor=request.actor, language=language(), today=today)
        headers = {"Content-Disposition": f'attachment; filename="{self.file}"', "Cache-Control": "no-store"}
        return HttpResponse(drawn, content_type=XLSX, headers=headers)

    @property
    def _key(self) -> str:
        return f"{self.family}.taken"

    @property
    def _salt(self) -> str:
        return f"{self.family}.take"

    def _form(self, *given: Any) -> WorkbookForm:
        return WorkbookForm(*given, words=self.words)

    def _page(self, request: ActorRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
        return render(request, f"web/{self.family}/{name}.html", {**context, "family": self.family})

    def _read(self, request: ActorRequest, data: bytes, now: datetime) -> Any:
        return self.room.read(data, actor=request.actor, language=language(), now=now)

    def _look(
        self, request: ActorRequest, preview: Any, data: bytes, now: datetime, *, changed: bool = False
    ) -> HttpResponse:
        """What is to be repaired; or what would be added, with the word that takes it."""
        shown = {"preview": preview, "shown": SHOWN, "notices": preview.notices[:SHOWN]}
        if preview.faults:
            return self._page(request, "faults", shown | {"form": self._form(), "faults": preview.faults[:SHOWN]})
        token = ""
        if not preview.nothing_new:
            upload_id = uploads.keep(data, actor=request.actor, now=now)
            token = signing.dumps({"upload": str(upload_id), "digest": preview.digest}, salt=self._salt)
        lines = {name: rows[:SHOWN] for name, rows in self.lines(preview).items()}
        return self._page(request, "preview", shown | lines | {"token": token, "changed": changed})

    def _take(self, request: ActorRequest, token: str) -> HttpResponse:
        """Take what was looked at. Should it bring something else by now, it is shown again and not taken."""
        now = clock.now()
        try:
            said = _opened(token, self._salt)
            upload_id = UUID(said["upload"])
            data = uploads.opened(upload_id, actor=request.actor, now=now)
        except UploadGone as gone:
            return self._page(request, "import", {"form": self._form(), "refused": gone.sentence(language())})
        preview = self._read(request, data, now)
        if preview.faults or preview.digest != said["digest"]:
            uploads.forget(upload_id)
            return self._look(request, preview, data, now, changed=True)
        loaded = self.room.apply(preview, actor=request.actor, now=now)
        uploads.forget(upload_id)
        taken = [str(pk) for pk in self.taken(loaded)[:SHOWN]]
        request.session[self._key] = {"counts": loaded.counts._asdict(), "taken": taken}
        return redirect(f"{self.family}:done")


def _is_turned_away(request: ActorRequest) -> bool:
    """Whether so much came that the server took no file at all: none is ever put on the disk as it came."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _opened(token: str, salt: str) -> dict[str, str]:
    try:
        said: dict[str, str] = signing.loads(token, salt=salt, max_age=uploads.KEPT_FOR)
    except signing.BadSignature as error:
        raise UploadGone from error
    return said
