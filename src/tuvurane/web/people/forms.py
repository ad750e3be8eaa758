"""The forms of accounts and the roles they hold."""

from typing import Any
from zoneinfo import available_timezones

from django import forms

from tuvurane.people import policies
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.wording import choices_of, say, word

NAME_SIGNS = 120
USERNAME_SIGNS = 60


class PeopleFilter(OfficeForm):
    """Narrow the list of people."""

    q = forms.CharField(label=word("office.account.name"), required=False, max_length=NAME_SIGNS)
    role = forms.ChoiceField(
        label=word("office.role.role"), required=False, choices=choices_of(Role, "role", empty="office.filter.all")
    )


class NewAccountForm(OfficeForm):
    """A new account. Without a password nobody signs in with it: enough for a phone."""

    name = forms.CharField(label=word("office.account.name"), max_length=NAME_SIGNS)
    username = forms.SlugField(
        label=word("office.account.username"), help_text=word("office.account.username_help"), max_length=USERNAME_SIGNS
    )
    language = forms.ChoiceField(label=word("office.account.language"), choices=language_choices)
    password = forms.CharField(
        label=word("office.account.password"),
        help_text=word("office.account.password_help"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        required=False,
        empty_value=None,
    )


class PasswordForm(OfficeForm):
    """A new password, twice."""

    password = forms.CharField(
        label=word("office.account.new_password"),
        help_text=word("office.account.password_rule"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=word("office.account.password_again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(say("office.account.passwords_differ"), code="differ")
        return again


class RoleForm(OfficeForm):
    """A role at a place; only roles that the giver may give are offered."""

    role = forms.ChoiceField(label=word("office.role.role"), widget=forms.RadioSelect)
    place = PlaceField(label=word("office.role.place"), help_text=word("office.role.place_help"))
    since = DayField(label=word("office.role.since"), initial=today)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [role for role in Role if policies.can_give_role(actor, role)]
        self.offer("role", choices_of(allowed, "role")())

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndRoleForm(OfficeForm):
    """The day from which a role opens nothing more."""

    until = DayField(label=word("office.role.until"), initial=today)


def time_zones() -> list[tuple[str, str]]:
    """The time zones of the continent, by name."""
    return [(name, name) for name in sorted(available_timezones()) if name.startswith("Africa/")]


class OrganisationForm(OfficeForm):
    """What holds for the whole organisation."""

    time_zone = forms.ChoiceField(
        label=word("office.organisation.time_zone"),
        help_text=word("office.organisation.time_zone_help"),
        choices=time_zones,
    )
    mixed_pairs = forms.BooleanField(
        label=word("office.organisation.mixed_pairs"),
        help_text=word("office.organisation.mixed_pairs_help"),
        required=False,
    )
