"""The forms of the register: a request as it comes, who asked, the answer, and the day of a step."""

from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.rights.codes import Channel, Outcome, RequestKind
from tuvurane.rights.queries import Words
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, word

if TYPE_CHECKING:
    from tuvurane.groups.models import Participant

WORDS_SIGNS = 2000
CODE_SIGNS = 20


class RequestForm(OfficeForm):
    """What somebody asks of us. For somebody whom we know, their code and place are known too."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(
        label=word("rights.kind"), widget=forms.RadioSelect, choices=choices_of(RequestKind, "request")
    )
    received_on = DayField(label=word("rights.received_on"), help_text=word("rights.received_help"), initial=today)
    channel = forms.ChoiceField(label=word("rights.channel"), choices=choices_of(Channel, "channel"))
    language = forms.ChoiceField(label=word("rights.language"), choices=language_choices)
    asked = forms.CharField(
        label=word("rights.asked"),
        help_text=word("rights.asked_help"),
        max_length=WORDS_SIGNS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    who = forms.CharField(
        label=word("rights.who"),
        help_text=word("rights.who_help"),
        max_length=WORDS_SIGNS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = PlaceField(label=word("rights.place"), help_text=word("rights.place_help"))

    def __init__(self, *args: Any, person: "Participant | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None:
            del self.fields["who"], self.fields["place"]

    def clean_kind(self) -> RequestKind:
        return RequestKind(self.cleaned_data["kind"])

    def clean_channel(self) -> Channel:
        return Channel(self.cleaned_data["channel"])

    def words(self) -> Words:
        """What was said, as the room seals it."""
        return Words(self.cleaned_data["asked"], self.cleaned_data.get("who", ""))


class DayForm(OfficeForm):
    """The day of one step."""

    on = DayField(label=word("rights.on"), initial=today)


class WhoForm(OfficeForm):
    """Which participant it is, by the spoken code."""

    code = forms.CharField(label=word("rights.code"), help_text=word("rights.code_help"), max_length=CODE_SIGNS)


class AnswerForm(OfficeForm):
    """What we answer, in words that the person understands."""

    outcome = forms.ChoiceField(
        label=word("rights.outcome"), widget=forms.RadioSelect, choices=choices_of(Outcome, "outcome")
    )
    answer = forms.CharField(
        label=word("rights.answer"),
        help_text=word("rights.answer_help"),
        max_length=WORDS_SIGNS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reason = forms.CharField(
        label=word("rights.reason"),
        help_text=word("rights.reason_help"),
        max_length=WORDS_SIGNS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = DayField(label=word("rights.on"), initial=today)

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
