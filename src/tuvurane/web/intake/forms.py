"""The forms of an intake of harm: the minimum, and what happened with it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.care.actions import IntakeContent
from tuvurane.care.actions.intakes import REACH_SIGNS
from tuvurane.care.codes import IntakeEnd, IntakeKind
from tuvurane.care.queries import SENTENCE_SIGNS
from tuvurane.people.scope import Actor
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.intake.named import NamesPeople
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.care.models import Service

YES_NO = ("no", "yes")


def yes_or_no() -> list[tuple[str, str]]:
    """No first: nothing is chosen before."""
    return [(one, say(f"intake.danger.{one}")) for one in YES_NO]


class IntakeForm(NamesPeople, OfficeForm):
    """What somebody told: nothing of it is asked twice, and nothing is asked that the focal point does not need."""

    intake_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(
        label=word("intake.kind"), widget=forms.RadioSelect, choices=choices_of(IntakeKind, "intake_kind")
    )
    danger_now = forms.ChoiceField(label=word("intake.danger"), widget=forms.RadioSelect, choices=yes_or_no)
    place = PlaceField(label=word("intake.place"), help_text=word("intake.place_help"))
    told_on = DayField(label=word("intake.told_on"), initial=today)
    sentence = forms.CharField(
        label=word("intake.sentence"),
        help_text=word("intake.sentence_help"),
        max_length=SENTENCE_SIGNS,
        required=False,
    )
    reach = forms.CharField(
        label=word("intake.reach"), help_text=word("intake.reach_help"), max_length=REACH_SIGNS, required=False
    )

    field_order = (
        *("intake_id", "kind", "danger_now", "place", "told_on"),
        *("sentence", "reach", "named", "not_ours"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """Who is named is found."""
        cleaned = super().clean() or {}
        self.find_named(cleaned)
        return cleaned

    def content(self) -> IntakeContent:
        """What was told, as the room of care takes it."""
        said = self.cleaned_data
        return IntakeContent(
            kind=IntakeKind(said["kind"]),
            place=said["place"],
            told_on=said["told_on"],
            danger_now=said["danger_now"] == "yes",
            sentence=said["sentence"],
            reach=said["reach"],
            named=said["named"],
        )


class HandForm(OfficeForm):
    """Which qualified service has it now."""

    service = forms.ChoiceField(label=word("intake.service"), help_text=word("intake.service_help"), required=False)

    def __init__(self, *args: Any, services: Iterable["Service"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.pk), f"{one.name}, {one.reach}") for one in services]
        self.offer("service", [("", say("intake.other_service")), *offered])


class NameForm(NamesPeople, OfficeForm):
    """Who else is named."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["named"].required = True

    def clean(self) -> dict[str, Any]:
        """Who is named is found."""
        cleaned = super().clean() or {}
        self.find_named(cleaned)
        return cleaned


class CloseForm(OfficeForm):
    """Why it is closed."""

    why = forms.ChoiceField(
        label=word("intake.why"), widget=forms.RadioSelect, choices=choices_of(IntakeEnd, "intake_end")
    )
