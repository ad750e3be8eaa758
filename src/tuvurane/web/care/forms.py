from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.care.actions import ServiceContent
from tuvurane.care.actions.on_call import CAPACITY
from tuvurane.care.codes import Did, ServiceKind
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.care.models import Service
    from tuvurane.people.models import Account


class ActForm(OfficeForm):
    """What was done about a concern. No word about the person is asked here."""

    what = forms.ChoiceField(
        label=word("care.did"),
        help_text=word("care.did_help"),
        widget=forms.RadioSelect,
        choices=choices_of(Did, "care_did"),
    )


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


class ServiceForm(OfficeForm):
    """What is known about a service."""

    name = forms.CharField(label=word("care.service.name"), max_length=120)
    kind = forms.ChoiceField(
        label=word("care.service.kind"), choices=choices_of(ServiceKind, "service_kind", empty="office.choose")
    )
    reach = forms.CharField(label=word("care.service.reach"), max_length=200)
    languages = forms.MultipleChoiceField(
        label=word("care.service.languages"),
        widget=forms.CheckboxSelectMultiple,
        choices=language_choices,
        required=False,
    )
    cost = forms.CharField(label=word("care.service.cost"), max_length=120, required=False)
    hours = forms.CharField(label=word("care.service.hours"), max_length=120, required=False)

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
        )

    @staticmethod
    def as_it_is(service: "Service") -> dict[str, Any]:
        """What is known already."""
        return {name: getattr(service, name) for name in ("name", "kind", "reach", "languages", "cost", "hours")}


class NewServiceForm(ServiceForm):
    """A service that nobody has listed yet, and the day on which somebody made sure of it."""

    place = PlaceField(label=word("care.service.place"))
    verified_on = DayField(label=word("care.service.made_sure"), initial=today)

    field_order = ("name", "kind", "place", "reach", "languages", "cost", "hours", "verified_on")
