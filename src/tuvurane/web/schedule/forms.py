from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.measures.actions import WaveSaid
from tuvurane.measures.actions.schedule import DAYS, WHY_SIGNS
from tuvurane.measures.codes import Anchor, Wave
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.groups.models import Group


class NarrowForm(OfficeForm):
    """Which part of the schedule is shown."""

    place = PlaceField(label=word("office.group.place"), required=False)
    wave = forms.ChoiceField(label=word("office.due.wave"), required=False)
    all = forms.BooleanField(label=word("schedule.all"), required=False)

    def __init__(self, *args: Any, waves: list[Wave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("wave", [("", say("schedule.every_wave")), *((wave, say(f"wave.{wave}")) for wave in waves)])

    def clean_wave(self) -> Wave | None:
        return Wave(self.cleaned_data["wave"]) if self.cleaned_data["wave"] else None


class WaveForm(OfficeForm):
    """How one wave is asked: its window in days, its questionnaires, and why."""

    rule_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    anchor = forms.ChoiceField(
        label=word("schedule.anchor"), widget=forms.RadioSelect, choices=choices_of(Anchor, "anchor")
    )
    opens = forms.IntegerField(
        label=word("schedule.opens"),
        help_text=word("schedule.opens_help"),
        min_value=DAYS.start,
        max_value=DAYS.stop - 1,
    )
    due = forms.IntegerField(label=word("schedule.due"), min_value=DAYS.start, max_value=DAYS.stop - 1)
    closes = forms.IntegerField(label=word("schedule.closes"), min_value=DAYS.start, max_value=DAYS.stop - 1)
    instruments = forms.MultipleChoiceField(
        label=word("schedule.asks"),
        help_text=word("schedule.asks_help"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    why = forms.CharField(label=word("schedule.why"), help_text=word("schedule.why_help"), max_length=WHY_SIGNS)

    def __init__(self, *args: Any, instruments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("instruments", instruments)

    def said(self, wave: Wave) -> WaveSaid:
        """What the form says, as the room of measures takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"rule_id", "anchor"}}
        return WaveSaid(wave=wave, anchor=Anchor(self.cleaned_data["anchor"]), **given)


class WaitingForm(OfficeForm):
    """Since when the people of a group wait, measured beside those who meet."""

    waits = forms.ChoiceField(
        label=word("schedule.waiting"),
        widget=forms.RadioSelect,
        choices=[("yes", word("schedule.waiting_yes")), ("no", word("schedule.waiting_no"))],
    )
    since = DayField(label=word("schedule.waiting_since"), initial=today, required=False)

    @staticmethod
    def of(group: "Group") -> dict[str, Any]:
        """The first values for a group."""
        return {"waits": "yes" if group.waits_since else "no", "since": group.waits_since or today()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("waits") == "yes" and not given.get("since") and "since" not in self.errors:
            self.add_error("since", say("schedule.waiting_since_missing"))
        return given
