"""Who is named in what somebody tells: found among the accounts, so that it never exists for them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.web.wording import say, word

if TYPE_CHECKING:
    from uuid import UUID

NAMES_SIGNS = 300


class NamesPeople(forms.Form):
    """
    A form in which somebody may be named, one a line.

    Every account of that name is meant, where several have it: rather one too many who cannot see it. Whoever has no
    account is not kept; that somebody is not found is asked about once.
    """

    actor: Actor

    named = forms.CharField(
        label=word("intake.named"),
        help_text=word("intake.named_help"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=NAMES_SIGNS,
        required=False,
    )
    not_ours = forms.BooleanField(label=word("intake.not_ours"), required=False)

    def find_named(self, cleaned: dict[str, Any]) -> None:
        """Put the accounts of those who are named in place of their names."""
        found: set[UUID] = set()
        lines = [line.strip() for line in (cleaned.get("named") or "").splitlines() if line.strip()]
        house = self.actor.organisation_id
        for line in lines:
            accounts = people.accounts_called(house, line) if house else []
            found |= {account.pk for account in accounts}
            if not accounts and not cleaned.get("not_ours"):
                self.add_error("named", ValidationError(say("intake.not_found", name=line), code="unknown"))
        cleaned["named"] = found
