"""The forms of erasing: why somebody proposes it, and the code that the second person types."""

from django import forms

from tuvurane.rights.codes import WhyErased
from tuvurane.web.forms import OfficeForm
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, word

CODE_SIGNS = 20


class ProposeForm(OfficeForm):
    """Why; never more than a code, for the reason stays when the person is gone."""

    erasure_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    why = forms.ChoiceField(
        label=word("erasure.propose.why"), widget=forms.RadioSelect, choices=choices_of(WhyErased, "why_erased")
    )

    def clean_why(self) -> WhyErased:
        return WhyErased(self.cleaned_data["why"])


class ConfirmForm(OfficeForm):
    """The person's spoken code, which no page shows to whoever confirms."""

    code = forms.CharField(
        label=word("erasure.confirm.code"),
        help_text=word("erasure.confirm.code_help"),
        max_length=CODE_SIGNS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
