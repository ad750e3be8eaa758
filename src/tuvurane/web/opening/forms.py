"""The forms of breaking the glass, and of taking something out of the room of care."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.care.actions import Wanted
from tuvurane.care.actions.exports import PASSPHRASE_LEAST
from tuvurane.care.actions.openings import REASON_MOST
from tuvurane.web.forms import DayField, OfficeForm, PlaceField
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import say, word

if TYPE_CHECKING:
    from tuvurane.care.models import Concern


def reason_field(key: str) -> forms.CharField:
    """A sentence that says why."""
    return forms.CharField(
        label=word(key),
        help_text=word("opening.reason_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON_MOST,
    )


class BreakForm(OfficeForm):
    """Which concern, and why: who was called in vain."""

    opening_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    code = forms.CharField(label=word("opening.code"), help_text=word("opening.code_help"), max_length=30)
    reason = reason_field("opening.reason")


class AskForm(OfficeForm):
    """What is to leave: one case; or the log of a place between two days."""

    export_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    concern = forms.ChoiceField(label=word("leaving.case"), help_text=word("leaving.case_help"), required=False)
    place = PlaceField(label=word("leaving.place"), help_text=word("leaving.place_help"), required=False)
    since = DayField(label=word("leaving.since"), required=False)
    until = DayField(label=word("leaving.until"), required=False)
    reason = reason_field("leaving.reason")
    urgent = forms.BooleanField(label=word("leaving.urgent"), required=False)

    def __init__(self, *args: Any, concerns: Iterable["Concern"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concerns = {str(one.pk): one for one in concerns}
        offered = [(pk, _named(one)) for pk, one in self.concerns.items()]
        self.offer("concern", [("", say("leaving.no_case")), *offered])

    def wanted(self) -> Wanted:
        """What is to leave, as the room of care takes it."""
        said = self.cleaned_data
        return Wanted(self.concerns.get(said["concern"]), said["place"], said["since"], said["until"])


def _named(concern: "Concern") -> str:
    code = concern.participant.code if concern.participant else say("leaving.nobody_said")
    return f"{code}, {concern.place.name}, {concern.raised_at:%d/%m/%Y}"


class TakeForm(OfficeForm):
    """The words that open the file, typed twice: nobody can find them again."""

    passphrase = forms.CharField(
        label=word("leaving.passphrase"),
        help_text=word("leaving.passphrase_help", least=PASSPHRASE_LEAST),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=word("leaving.again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("passphrase") != cleaned.get("again"):
            self.add_error("again", forms.ValidationError(say("leaving.differ"), code="differ"))
        return cleaned
