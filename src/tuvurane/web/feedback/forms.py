"""The forms of feedback: taking it down, answering it, and a line of the sheet."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.feedback.actions import LINE_SIGNS, WORDS_SIGNS, ItemContent
from tuvurane.feedback.actions.receiving import REACH_SIGNS
from tuvurane.feedback.codes import Category, Channel, Satisfied
from tuvurane.people.scope import Actor
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.intake.harm import harm_choices, harm_of
from tuvurane.web.intake.named import NamesPeople
from tuvurane.web.name_question import AsksAboutNames
from tuvurane.web.wording import choices_of, language, say, word

if TYPE_CHECKING:
    from tuvurane.groups.models import Group

WIDE = {"rows": 4}


class ItemForm(NamesPeople, OfficeForm):
    """What somebody told. What is marked as harm goes to whoever answers for it, and is not kept."""

    item_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    channel = forms.ChoiceField(
        label=word("feedback.channel"), widget=forms.RadioSelect, choices=choices_of(Channel, "feedback_channel")
    )
    category = forms.ChoiceField(
        label=word("feedback.category"), widget=forms.RadioSelect, choices=choices_of(Category, "feedback_category")
    )
    harm = forms.ChoiceField(
        label=word("feedback.harm"),
        help_text=word("feedback.harm_help"),
        widget=forms.RadioSelect,
        choices=harm_choices,
        initial="",
        required=False,
    )
    danger_now = forms.BooleanField(label=word("feedback.danger"), required=False)
    words = forms.CharField(
        label=word("feedback.words"),
        help_text=word("feedback.words_help"),
        widget=forms.Textarea(attrs=WIDE),
        max_length=WORDS_SIGNS,
    )
    language = forms.ChoiceField(label=word("feedback.language"), choices=language_choices, initial=language)
    place = PlaceField(label=word("feedback.place"))
    told_on = DayField(label=word("feedback.told_on"), initial=today)
    reach = forms.CharField(
        label=word("feedback.reach"), help_text=word("feedback.reach_help"), max_length=REACH_SIGNS, required=False
    )

    field_order = (
        *("item_id", "channel", "category", "harm", "danger_now", "words", "language", "place", "told_on"),
        *("reach", "named", "not_ours"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """Who is named is found. Whoever is in danger is harmed or will be: then it is asked how."""
        cleaned = super().clean() or {}
        self.find_named(cleaned)
        conduct = cleaned.get("category") == Category.STAFF_CONDUCT
        if cleaned.get("danger_now") and not cleaned.get("harm") and not conduct:
            self.add_error("harm", forms.ValidationError(say("feedback.harm_which"), code="which"))
        return cleaned

    def content(self, group: "Group | None") -> ItemContent:
        """What was told, as the room of feedback takes it."""
        said = self.cleaned_data
        return ItemContent(
            channel=Channel(said["channel"]),
            category=Category(said["category"]),
            language=said["language"],
            place=said["place"],
            told_on=said["told_on"],
            words=said["words"],
            reach=said["reach"],
            group=group,
            about=said["named"],
            harm=harm_of(said["harm"]),
            danger_now=said["danger_now"],
        )


class AnswerForm(OfficeForm):
    """The answer that was given, and what was changed."""

    words = forms.CharField(
        label=word("feedback.answer"),
        help_text=word("feedback.answer_help"),
        widget=forms.Textarea(attrs=WIDE),
        max_length=WORDS_SIGNS,
    )
    change = forms.CharField(
        label=word("feedback.change"),
        help_text=word("feedback.change_help"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=WORDS_SIGNS,
        required=False,
    )


class SatisfiedForm(OfficeForm):
    """What whoever told it says of the answer."""

    how = forms.ChoiceField(
        label=word("feedback.satisfied"), widget=forms.RadioSelect, choices=choices_of(Satisfied, "feedback_satisfied")
    )


class MonthForm(OfficeForm):
    """Which month; any day of it."""

    month = DayField(label=word("feedback.sheet.month"))


class LineForm(AsksAboutNames, OfficeForm):
    """One line of the sheet, in words that everybody may read."""

    line_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    month = forms.DateField(widget=forms.HiddenInput)
    said = forms.CharField(
        label=word("feedback.sheet.said"), help_text=word("feedback.sheet.said_help"), max_length=LINE_SIGNS
    )
    did = forms.CharField(
        label=word("feedback.sheet.did"), help_text=word("feedback.sheet.did_help"), max_length=LINE_SIGNS
    )

    def clean(self) -> dict[str, Any]:
        """Nobody is named on the sheet."""
        cleaned = super().clean() or {}
        self.ask_about_names(cleaned, "said", "did")
        return cleaned


def month_asked(given: str, otherwise: date) -> date:
    """The first day of the month that the address names (``2026-10-01``), else ``otherwise``."""
    try:
        return date.fromisoformat(given).replace(day=1)
    except ValueError:
        return otherwise
