from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.care.actions import ContactContent
from tuvurane.care.actions.on_call import CAPACITY
from tuvurane.care.codes import CHOSEN, Closing, How, Level, Step
from tuvurane.foundation import clock
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.people.models import Account


class MomentField(forms.DateTimeField):
    """A moment, as browsers send it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"], **kwargs)


def this_minute() -> datetime:
    """Now, as the first value of a form's moment."""
    return clock.now().replace(second=0, microsecond=0)


class WhyForm(OfficeForm):
    """Why somebody opens a concern."""

    why = forms.ChoiceField(
        label=word("care.look.why"),
        widget=forms.RadioSelect,
        choices=choices_of(CHOSEN, "look_reason"),
    )


class ContactForm(OfficeForm):
    """One step of a concern's way. ``levelled``: whether somebody has talked, so that a level alone may be set."""

    what = forms.ChoiceField(label=word("care.did"), help_text=word("care.did_help"), widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=word("care.how"),
        widget=forms.RadioSelect,
        choices=choices_of(How, "care_how"),
        required=False,
    )
    level = forms.ChoiceField(
        label=word("care.level"), help_text=word("care.level_help"), widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(
        label=word("care.words"),
        help_text=word("care.words_help"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4_000,
        required=False,
    )
    at = MomentField(label=word("care.at"), initial=this_minute)
    next_by = MomentField(label=word("care.next_by"), help_text=word("care.next_by_help"), required=False)

    def __init__(self, *args: Any, talked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [Step.TALKED, Step.NOT_REACHED, Step.BESIDE, Step.CLINICIAN, *([Step.LEVELLED] if talked else [])]
        self.offer("what", [(step.value, say(f"care_step.{step}")) for step in steps])
        self.offer(
            "level", [("", say("care.level_not_now")), *((one.value, say(f"care_level.{one}")) for one in Level)]
        )

    def content(self) -> ContactContent:
        """What the form says, as the room of care takes it."""
        said = self.cleaned_data
        return ContactContent(
            what=Step(said["what"]),
            at=said["at"],
            how=How(said["how"]) if said["how"] else None,
            level=Level(said["level"]) if said["level"] else None,
            next_by=said["next_by"],
            words=said["words"],
        )


class CloseForm(OfficeForm):
    """Why a concern is closed."""

    closed_as = forms.ChoiceField(
        label=word("care.close.why"),
        widget=forms.RadioSelect,
        choices=choices_of((one for one in Closing if one is not Closing.ERASED), "care_closing"),
    )
    words = forms.CharField(
        label=word("care.words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000, required=False
    )


class ReopenForm(OfficeForm):
    """Why a closed concern is opened again."""

    words = forms.CharField(label=word("care.reopen.why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000)


class OnCallForm(OfficeForm):
    """Who is on call, where, from when, and for how many people a week."""

    account = forms.ChoiceField(label=word("care.call.account"))
    place = PlaceField(label=word("care.call.place"))
    since = DayField(label=word("care.call.since"), initial=today)
    capacity = forms.IntegerField(
        label=word("care.call.capacity"), min_value=CAPACITY.start, max_value=CAPACITY.stop - 1
    )
    reach = forms.CharField(label=word("care.call.reach"), help_text=word("care.call.reach_help"), max_length=120)

    def __init__(self, *args: Any, accounts: Iterable["Account"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(account.pk), account.name) for account in accounts]
        self.offer("account", [("", say("office.choose")), *offered])
