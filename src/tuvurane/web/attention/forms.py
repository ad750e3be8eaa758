from django import forms

from tuvurane.measures.codes import FlagAnswer
from tuvurane.web.forms import OfficeForm
from tuvurane.web.wording import choices_of, word


class AnswerForm(OfficeForm):
    """What was done about a flag. No word about the person is asked here."""

    answer = forms.ChoiceField(
        label=word("office.attention.answer"),
        widget=forms.RadioSelect,
        choices=choices_of(FlagAnswer, "flag_answer"),
    )
