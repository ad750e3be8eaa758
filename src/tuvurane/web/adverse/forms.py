"""The forms of adverse events: what happened, whether it came from the group, that it was in error, and a word to go on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tuvurane.care.actions import AdverseContent
from tuvurane.care.codes import AdverseKind, Relatedness, StruckWhy
from tuvurane.care.queries import EVENT_SIGNS, WORD_MOST
from tuvurane.groups import queries as groups
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, say, word

NAME_SIGNS = 60
YES_NO = ("no", "yes")


def yes_or_no() -> list[tuple[str, str]]:
    """No first: nothing is chosen before."""
    return [(one, say(f"adverse.serious.{one}")) for one in YES_NO]


class EventForm(OfficeForm):
    """What happened: five questions and one line. Nobody is named."""

    event_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(
        label=word("adverse.kind"), widget=forms.RadioSelect, choices=choices_of(AdverseKind, "adverse_kind")
    )
    serious = forms.ChoiceField(
        label=word("adverse.serious"),
        help_text=word("adverse.serious_help"),
        widget=forms.RadioSelect,
        choices=yes_or_no,
    )
    happened_on = DayField(label=word("adverse.happened_on"), initial=today)
    group = forms.CharField(
        label=word("adverse.group"), help_text=word("adverse.group_help"), max_length=NAME_SIGNS, required=False
    )
    place = PlaceField(label=word("adverse.place"), help_text=word("adverse.place_help"), required=False)
    sentence = forms.CharField(
        label=word("adverse.sentence"), help_text=word("adverse.sentence_help"), max_length=EVENT_SIGNS
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """The group is found by its name; where there is none, a place is needed."""
        cleaned = super().clean() or {}
        called = (cleaned.get("group") or "").strip()
        cleaned["group"] = None
        if called:
            rows = groups.groups_visible_to(self.actor, verb=Verb.ADVERSE_RECORD)
            cleaned["group"] = rows.filter(name__iexact=called).first()
            if cleaned["group"] is None:
                self.add_error("group", ValidationError(say("adverse.group_unknown", name=called), code="unknown"))
        elif cleaned.get("place") is None and "place" not in self.errors:
            self.add_error("place", ValidationError(say("adverse.where_missing"), code="required"))
        return cleaned

    def content(self) -> AdverseContent:
        """What happened, as the room of care takes it."""
        said = self.cleaned_data
        return AdverseContent(
            kind=AdverseKind(said["kind"]),
            serious=said["serious"] == "yes",
            happened_on=said["happened_on"],
            sentence=said["sentence"],
            place=said["group"].place if said["group"] else said["place"],
            group=said["group"],
        )


class JudgeForm(OfficeForm):
    """Whether it came from the group. Nothing is chosen before."""

    relatedness = forms.ChoiceField(
        label=word("adverse.relatedness"),
        help_text=word("adverse.relatedness_help"),
        widget=forms.RadioSelect,
        choices=choices_of(Relatedness, "relatedness"),
    )


class StrikeForm(OfficeForm):
    """Why it was recorded in error."""

    why = forms.ChoiceField(
        label=word("adverse.strike_why"), widget=forms.RadioSelect, choices=choices_of(StruckWhy, "struck_why")
    )


class LiftForm(OfficeForm):
    """The word with which a group, or the programme, goes on."""

    word = forms.CharField(
        label=word("adverse.word"),
        help_text=word("adverse.word_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORD_MOST,
    )
