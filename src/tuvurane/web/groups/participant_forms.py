"""The forms of a participant: who they are, where they sit."""

from typing import Any

from django import forms

from tuvurane.groups.codes import AgeBand, Leaving, Sex
from tuvurane.groups.queries import Identity
from tuvurane.web.forms import DayField, OfficeForm, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, say, word

NAME_SIGNS = 120


class IdentityForm(OfficeForm):
    """Name, nickname and contact: sealed as soon as they are saved."""

    name = forms.CharField(label=word("office.person.name"), max_length=NAME_SIGNS, required=False)
    nickname = forms.CharField(
        label=word("office.person.nickname"),
        help_text=word("office.person.nickname_help"),
        max_length=NAME_SIGNS,
        required=False,
    )
    contact = forms.CharField(
        label=word("office.person.contact"),
        help_text=word("office.person.contact_help"),
        max_length=NAME_SIGNS,
        required=False,
    )

    def identity(self) -> Identity:
        """What was written, as the room of groups seals it."""
        return Identity(**{name: self.cleaned_data[name].strip() for name in Identity._fields})


class EnrolForm(IdentityForm):
    """A person takes a seat in the circle."""

    participant_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    sex = forms.ChoiceField(label=word("office.person.sex"), widget=forms.RadioSelect, choices=choices_of(Sex, "sex"))
    age_band = forms.ChoiceField(
        label=word("office.person.age_band"), widget=forms.RadioSelect, choices=choices_of(AgeBand, "age_band")
    )
    joined_on = DayField(label=word("office.person.joined_on"), initial=today)

    def clean_sex(self) -> Sex:
        return Sex(self.cleaned_data["sex"])

    def clean_age_band(self) -> AgeBand:
        return AgeBand(self.cleaned_data["age_band"])


class LeaveForm(OfficeForm):
    """A person leaves the group. Moving to another group is its own form."""

    on = DayField(label=word("office.leave.on"), initial=today)
    why = forms.ChoiceField(
        label=word("office.leave.why"),
        widget=forms.RadioSelect,
        choices=choices_of([why for why in Leaving if why != Leaving.OTHER_GROUP], "leaving"),
    )

    def clean_why(self) -> Leaving:
        return Leaving(self.cleaned_data["why"])


class SeatForm(OfficeForm):
    """A person takes a seat in one of the open groups: by moving there, or by coming back."""

    group = forms.ChoiceField(label=word("office.seat.group"))
    on = DayField(label=word("office.seat.on"), initial=today)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        listed = [(pk, f"{group.name}, {group.place.name}") for pk, group in self.groups.items()]
        self.offer("group", [("", say("office.choose")), *listed])

    def clean_group(self) -> Any:
        return self.groups[self.cleaned_data["group"]]
