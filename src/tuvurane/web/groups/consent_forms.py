"""What somebody answers to a text that was read aloud, and the language in which it is read."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.web.forms import DayField, OfficeForm, today
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.groups.queries import Facilitator

MYSELF = "me"


class AnswerForm(OfficeForm):
    """The choices beneath a text. The version and language that were read go with the answer."""

    version = forms.CharField(widget=forms.HiddenInput)
    language = forms.CharField(widget=forms.HiddenInput)
    given = forms.TypedChoiceField(
        label=word("consents.answer"), widget=forms.RadioSelect, coerce=lambda value: value == "yes"
    )
    given_by = forms.ChoiceField(
        label=word("consents.given_by"),
        widget=forms.RadioSelect,
        choices=choices_of(ConsentGivenBy, "consent_by"),
        initial=ConsentGivenBy.VOICE,
    )
    reader = forms.ChoiceField(label=word("consents.reader"), initial=MYSELF)
    on = DayField(label=word("consents.on"), initial=today)

    def __init__(self, *args: Any, leading: "list[Facilitator]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("given", [("yes", say("consents.yes")), ("no", say("consents.no"))])
        leaders = [(str(one.account_id), one.name) for one in leading]
        self.offer("reader", [(MYSELF, say("consents.reader_me")), *leaders, ("", say("consents.reader_unknown"))])
        self.fields["reader"].required = False

    def clean_given_by(self) -> ConsentGivenBy:
        return ConsentGivenBy(self.cleaned_data["given_by"])

    def read_by(self, me: UUID | None) -> UUID | None:
        """Whose account read the text aloud; None where that is not known."""
        reader = self.cleaned_data["reader"]
        return me if reader == MYSELF else UUID(reader) if reader else None
