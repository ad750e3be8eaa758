"""How erasures are laid out: one line each, and the certificate as it is printed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from tuvurane.groups import queries as group_queries
from tuvurane.rights import actions, queries
from tuvurane.rights.codes import ErasedKind
from tuvurane.web.forgotten import phone_says
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.rights.models import Erasure

GOES = ("names", "answers", "stories", "words", "roles")
GOES_OF_A_STORY = ("story_words", "story_sound", "story_rungs")


class Line(NamedTuple):
    """One erasure in the list. ``what``: the seat and the group, never who sat there. ``through``: forgotten everywhere."""

    erasure: "Erasure"
    what: str
    state: str
    through: bool
    question: str = ""


def goes_and_stays(kind: ErasedKind) -> dict[str, Sequence[str]]:
    """What an erasure would destroy, and what it would leave, by code; one query."""
    goes = GOES_OF_A_STORY if kind == ErasedKind.STORY else GOES
    return {"goes": goes, "stays": actions.stays_of(kind)}


def lines_of(erasures: Sequence["Erasure"], *, on: date) -> list[Line]:
    """A line for each; one query for all seats, four for each certificate."""
    seats = group_queries.seats_named(row.subject for row in erasures)
    return [_line(row, seats.get(row.subject), on) for row in erasures]


def _line(row: "Erasure", seat: tuple[str, int] | None, on: date) -> Line:
    if row.kind == ErasedKind.STORY or seat is None:
        what, asked = say("erasure.line.story"), say("erasure.one.open_story")
    else:
        what = say("erasure.line.seat", group=seat[0], seat=seat[1])
        asked = say("erasure.one.open_heading", group=seat[0], seat=seat[1])
    if row.stopped_at is not None:
        return Line(row, what, "stopped", through=False)
    if row.confirmed_at is None:
        return Line(row, what, "open", through=False, question=asked)
    return Line(row, what, "done", through=queries.certificate(row, on=on).through)


def printed(told: queries.Certificate) -> dict[str, object]:
    """The certificate in words, for the printer."""
    row = told.erasure
    return {
        "title": say("erasure.print.title"),
        "on": say("erasure.print.on", day=_day(told.on)),
        "answer": say("erasure.one.yes" if told.through else "erasure.one.no"),
        "through": told.through,
        "facts": [
            (say("erasure.fact.proposed"), _by(row.proposed_by, row.proposed_at)),
            (say("erasure.fact.confirmed"), _by(row.confirmed_by, row.confirmed_at)),
            (say("erasure.propose.why"), say(f"why_erased.{row.why}")),
        ],
        "destroyed_heading": say("erasure.destroyed"),
        "destroyed": [(say(f"erased.{kind}"), many) for kind, many in row.destroyed.items()],
        "stays_heading": say("erasure.stays"),
        "stays": [say(f"erasure.stays.{what}") for what in row.stays],
        "outside": [
            (say("erasure.phones"), _phones(told)),
            (say("erasure.backups"), [_backups(told), say("erasure.copies", day=_day(told.copies_until))]),
            (say("erasure.files"), [_files(told), say("erasure.files.honest")]),
        ],
        "signs": say("erasure.print.signs"),
        "foot": say("erasure.print.foot"),
    }


def _phones(told: queries.Certificate) -> list[str]:
    if not told.phones:
        return [say("erasure.phones.none")]
    return [f"{phone.device.account.name}, {phone.device.label}: {phone_says(phone)}" for phone in told.phones]


def _backups(told: queries.Certificate) -> str:
    if told.backups_until is None:
        return say("erasure.backups.none")
    return say("erasure.backups.until", day=_day(told.backups_until))


def _files(told: queries.Certificate) -> str:
    at = told.erasure.swept_at
    return say("erasure.files.waits") if at is None else say("erasure.files.swept", day=_day(at))


def _by(account: object, at: datetime | None) -> str:
    name = getattr(account, "name", "") or say("erasure.line.system")
    return name if at is None else f"{name}, {timezone.localtime(at):%d/%m/%Y %H:%M}"


def _day(value: date | datetime) -> str:
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"
