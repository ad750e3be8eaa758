"""Deciding about a record: a reason, another group, and the office's own forms prefilled with what came."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from tuvurane.groups.actions import SessionContent, Tally
from tuvurane.groups.codes import Voice
from tuvurane.measures.codes import Wave
from tuvurane.sync.actions import REASON_SIGNS
from tuvurane.web.forms import OfficeForm
from tuvurane.web.groups.forms import MissedForm
from tuvurane.web.groups.session_form import BY_TWO_SAID, TALLY, SessionForm
from tuvurane.web.set_aside.readings import guarded
from tuvurane.web.set_aside.said import MissedSaid, ResponseSaid, SessionSaid
from tuvurane.web.wording import choices_of, person, say, word

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.groups.queries import Facilitator, Member


class DiscardForm(OfficeForm):
    """A record that is not taken, and why."""

    reason = forms.CharField(
        label=word("set_aside.reason"),
        help_text=word("office.session.no_names"),
        max_length=REASON_SIGNS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class GroupForm(OfficeForm):
    """Which group a record is about: those of the person who sent it first."""

    group = forms.ChoiceField(label=word("set_aside.group"))

    def __init__(self, *args: Any, own: Iterable["Group"], other: Iterable["Group"], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (say("set_aside.led_by", name=name), _choices(own)),
            (say("set_aside.other_groups"), _choices(other)),
        ]
        self.offer("group", [("", say("office.choose")), *((label, listed) for label, listed in offered if listed)])


def _choices(groups: Iterable["Group"]) -> list[tuple[str, str]]:
    return [(str(group.pk), f"{group.name}, {group.place.name}") for group in groups]


class AsideSessionForm(SessionForm):
    """
    The office's form of a session, prefilled with a record. Its id is the record's own.

    Totals that must not be shown are not: their fields are empty, and stay as they came unless filled in.
    """

    def __init__(
        self,
        *args: Any,
        read: SessionSaid,
        members: Sequence["Member"],
        leading: Sequence["Facilitator"],
        **kwargs: Any,
    ) -> None:
        sitting = [
            member for member in members if (member.left_on is None and not member.erased) or member.seat in read.marks
        ]
        self.kept: dict[Voice, Tally] = {row.question: read.voice[row.question] for row in guarded(read) if row.hidden}
        seats = {member.seat for member in sitting}
        self.left_out = sorted(set(read.marks) - seats)
        kwargs.setdefault("initial", _initial(read, self.kept))
        super().__init__(*args, members=sitting, leading=leading, lines=len(read.shifts), **kwargs)
        del self.fields["session_id"]

    def content(self) -> SessionContent:
        """What the corrected report says, with the totals that stayed as they came."""
        content = super().content()
        return replace(content, voice=self.kept | dict(content.voice))


def _initial(read: SessionSaid, kept: Iterable[Voice]) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "number": read.number,
        "held_on": read.held_on,
        "minutes": read.minutes,
        "place_kind": read.place_kind,
        "phase": read.phase,
        "facilitators": list(read.facilitators),
        "challenges": list(read.challenges),
        "note": read.note,
        "by_two": BY_TWO_SAID[read.by_two],
    }
    initial |= {f"mark_{seat}": mark for seat, mark in read.marks.items()}
    for question, tally in read.voice.items():
        if question not in kept:
            initial |= {f"voice_{question}_{container}": getattr(tally, container) for container in TALLY}
    for at, shift in enumerate(read.shifts, start=1):
        initial |= {f"shift_{at}": shift.domain, f"line_{at}": shift.line, f"noticed_{at}": shift.noticed_by}
    return initial


class AsideMissedForm(MissedForm):
    """A day without a session, prefilled with a record. Its id is the record's own."""

    def __init__(self, *args: Any, read: MissedSaid, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": read.on, "reason": read.reason})
        super().__init__(*args, **kwargs)
        del self.fields["missed_id"]


class AsideResponseForm(OfficeForm):
    """Who was asked, and when. What they answered stays sealed."""

    seat = forms.TypedChoiceField(label=word("set_aside.person"), coerce=int)
    wave = forms.ChoiceField(label=word("set_aside.wave"), widget=forms.RadioSelect, choices=choices_of(Wave, "wave"))

    def __init__(self, *args: Any, read: ResponseSaid, members: Sequence["Member"], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seat": read.seat, "wave": read.wave})
        super().__init__(*args, **kwargs)
        listed = [(member.seat, f"{member.seat}. {person(member)}") for member in members]
        self.offer("seat", [("", say("office.choose")), *listed])


class RescueForm(OfficeForm):
    """The sealed file that a phone saved."""

    file = forms.FileField(label=word("set_aside.file"), widget=forms.FileInput(attrs={"accept": ".json"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_without_file(word("set_aside.choose_file"))

    def say_without_file(self, text: str) -> None:
        """What to say where no file, or an empty one, came."""
        self.fields["file"].error_messages |= {"required": text, "missing": text, "empty": text}


def id_asked(value: str | None) -> UUID | None:
    """What an address names by its id (``?group=…``); None where that is no id."""
    try:
        return UUID(value or "")
    except ValueError:
        return None
