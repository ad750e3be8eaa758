"""The forms at the door: name and password, the second step, one's own password, the language."""

from typing import TYPE_CHECKING, Any

from django import forms

from tuvurane.web.forms import OfficeForm, language_choices
from tuvurane.web.people.forms import USERNAME_SIGNS, PasswordForm
from tuvurane.web.wording import say, word

if TYPE_CHECKING:
    from tuvurane.people.models import Account


class SignInForm(OfficeForm):
    """Who one says one is."""

    username = forms.CharField(
        label=word("office.account.username"),
        max_length=USERNAME_SIGNS,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=word("office.account.password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TokenForm(OfficeForm):
    """The six digits that the other device shows."""

    token = forms.CharField(
        label=word("office.second.token"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}),
    )

    def clean_token(self) -> str:
        return "".join(self.cleaned_data["token"].split())


class MyPasswordForm(PasswordForm):
    """A new password for oneself; the old one is asked first."""

    current = forms.CharField(
        label=word("office.account.current_password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    field_order = ("current", "password", "again")

    def __init__(self, *args: Any, account: "Account", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.account.check_password(current):
            raise forms.ValidationError(say("office.account.password_wrong"), code="wrong")
        return current


class LanguageForm(OfficeForm):
    """The language in which the pages speak, and the page to go back to."""

    language = forms.ChoiceField(choices=language_choices)
    next = forms.CharField(required=False, max_length=500)
