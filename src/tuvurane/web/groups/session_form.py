"""The report of a session, keyed in the office from paper: the same content that a phone sends."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from tuvurane.groups.actions import SessionContent, Shifted, Tally
from tuvurane.groups.codes import MINUTES, SESSIONS, Challenge, Mark, NoticedBy, Phase, PlaceKind, Shift, Voice
from tuvurane.web.forms import DayField, OfficeForm, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.name_question import AsksAboutNames, Known
from tuvurane.web.wording import choices_of, person, say, word

if TYPE_CHECKING:
    from tuvurane.groups.queries import Facilitator, Member

MINUTES_USUAL = 180
SHIFT_LINES = 3
TALLY = ("good", "middle", "not_good")
# Whether two members counted the stones, as the form says it; a paper may not tell.
BY_TWO = {"two": True, "one": False, "": None}
BY_TWO_SAID = {said: choice for choice, said in BY_TWO.items()}
RETIRABLE: Mapping[str, Iterable[StrEnum]] = {"place_kind": PlaceKind, "phase": Phase, "challenges": Challenge}


def _who_counted() -> list[tuple[str, str]]:
    return [(choice, say(f"vote.by_two.{choice or 'unsaid'}")) for choice in BY_TWO]


class SessionForm(AsksAboutNames, OfficeForm):
    """One session: when and where, the phase as judged, who was there, the vote, what was noticed."""

    session_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    number = forms.IntegerField(label=word("office.session.number"), min_value=1, max_value=SESSIONS)
    held_on = DayField(label=word("office.session.held_on"), initial=today)
    minutes = forms.IntegerField(
        label=word("office.session.minutes"),
        min_value=MINUTES.start,
        max_value=MINUTES.stop - 1,
        initial=MINUTES_USUAL,
    )
    place_kind = forms.ChoiceField(
        label=word("office.session.place_kind"), choices=choices_of(PlaceKind, "place_kind", empty="office.choose")
    )
    phase = forms.ChoiceField(
        label=word("office.session.phase"),
        help_text=word("office.session.phase_help"),
        widget=forms.RadioSelect,
        choices=choices_of(Phase, "phase"),
    )
    facilitators = forms.TypedMultipleChoiceField(
        label=word("office.session.facilitators"), widget=forms.CheckboxSelectMultiple, coerce=int
    )
    challenges = forms.MultipleChoiceField(
        label=word("office.session.challenges"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Challenge, "challenge"),
        required=False,
    )
    by_two = forms.ChoiceField(
        label=word("vote.by_two"),
        help_text=word("vote.by_two_help"),
        widget=forms.RadioSelect,
        choices=_who_counted,
        required=False,
    )
    note = forms.CharField(
        label=word("office.session.note"),
        help_text=word("office.session.no_names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        members: Sequence["Member"],
        leading: Sequence["Facilitator"],
        lines: int = SHIFT_LINES,
        known: Known | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known or self.known
        self.members, self.lines = list(members), range(1, max(lines, SHIFT_LINES) + 1)
        self.offer("facilitators", [(leader.n, leader.name) for leader in leading])
        marks = choices_of(Mark, "mark", empty="office.mark.unknown")
        for member in self.members:
            label = f"{member.seat}. {person(member)}"
            self.fields[f"mark_{member.seat}"] = forms.ChoiceField(label=label, choices=marks, required=False)
        for question in Voice:
            for container in TALLY:
                self.fields[f"voice_{question}_{container}"] = forms.IntegerField(
                    label=say(f"voice.{container}"), min_value=0, max_value=40, required=False
                )
        for at in self.lines:
            self.fields[f"shift_{at}"] = forms.ChoiceField(
                label=say("office.session.shift"),
                choices=choices_of(Shift, "shift", empty="office.none"),
                required=False,
            )
            self.fields[f"noticed_{at}"] = forms.ChoiceField(
                label=say("office.session.noticed_by"),
                choices=choices_of(NoticedBy, "noticed_by"),
                initial=NoticedBy.FACILITATOR,
                required=False,
            )
            self.fields[f"line_{at}"] = forms.CharField(
                label=say("office.session.line"), max_length=140, required=False
            )
        for name, codes in RETIRABLE.items():
            self.keep_retired(name, codes, name.removesuffix("s"))
        for at in self.lines:
            self.keep_retired(f"shift_{at}", Shift, "shift")
        self.word_errors(*self.fields)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("number", "held_on", "minutes", "place_kind", "phase", "facilitators")]

    @property
    def marks(self) -> list[forms.BoundField]:
        return [self[f"mark_{member.seat}"] for member in self.members]

    @property
    def votes(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each question of the vote with the fields of its three containers."""
        return [(question, [self[f"voice_{question}_{container}"] for container in TALLY]) for question in Voice]

    @property
    def shifts(self) -> list[list[forms.BoundField]]:
        return [[self[f"shift_{at}"], self[f"noticed_{at}"], self[f"line_{at}"]] for at in self.lines]

    def clean(self) -> dict[str, Any]:
        """A line needs its domain, and a domain its line; nobody is named in it."""
        cleaned = super().clean() or {}
        for at in self.lines:
            if bool(cleaned.get(f"shift_{at}")) != bool(cleaned.get(f"line_{at}", "").strip()):
                self.add_error(f"line_{at}", ValidationError(say("office.session.shift_and_line"), code="half"))
        self.ask_about_names(cleaned, *(f"line_{at}" for at in self.lines))
        return cleaned

    def content(self) -> SessionContent:
        """What the report says, as every door hands it to the room of groups."""
        cleaned = self.cleaned_data
        return SessionContent(
            number=cleaned["number"],
            held_on=cleaned["held_on"],
            minutes=cleaned["minutes"],
            place_kind=PlaceKind(cleaned["place_kind"]),
            phase=Phase(cleaned["phase"]),
            facilitators=sorted(cleaned["facilitators"]),
            marks=self._marks(cleaned),
            voice=self._voice(cleaned),
            voice_by_two=BY_TWO[cleaned["by_two"]],
            shifts=self._shifts(cleaned),
            challenges=[Challenge(code) for code in cleaned["challenges"]],
            note=cleaned["note"].strip(),
        )

    def _marks(self, cleaned: Mapping[str, Any]) -> dict[int, Mark]:
        given = {member.seat: cleaned[f"mark_{member.seat}"] for member in self.members}
        return {seat: Mark(mark) for seat, mark in given.items() if mark}

    def _voice(self, cleaned: Mapping[str, Any]) -> dict[Voice, Tally]:
        """A question whose three fields are all empty was not voted on."""
        voted = {}
        for question in Voice:
            totals = [cleaned[f"voice_{question}_{container}"] for container in TALLY]
            if any(total is not None for total in totals):
                voted[question] = Tally(*(total or 0 for total in totals))
        return voted

    def _shifts(self, cleaned: Mapping[str, Any]) -> list[Shifted]:
        return [
            Shifted(
                Shift(cleaned[f"shift_{at}"]),
                cleaned[f"line_{at}"].strip(),
                NoticedBy(cleaned[f"noticed_{at}"] or NoticedBy.FACILITATOR),
            )
            for at in self.lines
            if cleaned[f"shift_{at}"]
        ]
