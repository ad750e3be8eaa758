"""What is known about a service, as a form."""

from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.care.actions import ServiceContent
from tuvurane.care.actions.on_call import CAPACITY
from tuvurane.care.codes import Help, Receives, ServiceKind
from tuvurane.care.rules.opening import DAYS, spans, written
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuvurane.care.models import Service

PARTS = {
    "who": ("name", "kind", "place", "reach", "verified_on"),
    "whom": ("helps", "receives", "languages", "cost", "capacity"),
    "when": (*(f"day_{day}" for day in DAYS), "hours"),
}
"""The parts of the form, each with its fields."""


class HoursField(forms.CharField):
    """The hours of one day; nothing written is closed."""

    def __init__(self, day: str) -> None:
        super().__init__(label=word(f"weekday.{day}"), required=False, max_length=60)
        self.widget.attrs["class"] = "short"

    def clean(self, value: Any) -> str:
        """The hours as written. Those that nobody could read are refused at their day."""
        said = str(super().clean(value))
        try:
            spans(said)
        except ValueError as error:
            raise forms.ValidationError(say("problem.care.opening_unreadable", written=said), code="hours") from error
        return said


def _many(key: str, choices: Any) -> forms.MultipleChoiceField:
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=word(key), widget=box, choices=choices, required=False)


class ServiceForm(OfficeForm):
    """What is known about a service."""

    name = forms.CharField(label=word("care.service.name"), max_length=120)
    kind = forms.ChoiceField(
        label=word("care.service.kind"), choices=choices_of(ServiceKind, "service_kind", empty="office.choose")
    )
    reach = forms.CharField(label=word("care.service.reach"), max_length=200)
    helps = _many("service.helps", choices_of(Help, "referral_help"))
    receives = forms.MultipleChoiceField(
        label=word("service.receives"),
        help_text=word("service.receives_help"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Receives, "service_receives"),
        required=False,
    )
    languages = _many("care.service.languages", language_choices)
    cost = forms.CharField(label=word("care.service.cost"), max_length=120, required=False)
    capacity = forms.IntegerField(
        label=word("service.capacity"),
        help_text=word("service.capacity_help"),
        min_value=CAPACITY.start,
        max_value=CAPACITY.stop - 1,
        required=False,
    )
    day_1, day_2, day_3, day_4, day_5, day_6, day_7 = (HoursField(day) for day in DAYS)
    hours = forms.CharField(
        label=word("service.hours"), help_text=word("service.hours_help"), max_length=120, required=False
    )

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by part, each part with the key of its heading."""
        return [
            (f"service.part.{part}", [self[name] for name in names if name in self.fields])
            for part, names in PARTS.items()
        ]

    def content(self) -> ServiceContent:
        """What the form says, as the room of care takes it."""
        said = self.cleaned_data
        return ServiceContent(
            name=said["name"],
            kind=ServiceKind(said["kind"]),
            reach=said["reach"],
            languages=said["languages"],
            cost=said["cost"],
            hours=said["hours"],
            opening={day: said[f"day_{day}"] for day in DAYS},
            helps=said["helps"],
            receives=said["receives"],
            capacity=said["capacity"],
        )

    @staticmethod
    def as_it_is(service: "Service") -> dict[str, Any]:
        """What is known already."""
        columns = ("name", "kind", "reach", "languages", "cost", "hours", "helps", "receives", "capacity")
        opening: Mapping[str, Any] = service.opening
        return {name: getattr(service, name) for name in columns} | {
            f"day_{day}": written(opening[day]) for day in DAYS if day in opening
        }


class NewServiceForm(ServiceForm):
    """A service that nobody has listed yet, and the day on which somebody made sure of it."""

    place = PlaceField(label=word("care.service.place"))
    verified_on = DayField(label=word("care.service.made_sure"), initial=today)
