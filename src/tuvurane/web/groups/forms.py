"""The forms of a group: itself, its moves, who leads it, and a session that did not take place."""

from typing import Any
from uuid import UUID

from django import forms

from tuvurane.foundation import clock, ids
from tuvurane.groups.codes import MOVES, MissedReason, Status
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.wording import choices_of, say, word

NAME_SIGNS = 60
SITE_SIGNS = 80
REASON_SIGNS = 200


def new_id() -> UUID:
    """An id for what a form makes: sent twice, it is made once."""
    return ids.new_id(clock.now())


def weekday_choices() -> list[tuple[str, str]]:
    """Monday to Sunday, after "not yet known"."""
    return [("", say("office.group.weekday_open"))] + [(str(n), say(f"weekday.{n}")) for n in range(1, 8)]


class GroupFilter(OfficeForm):
    """Narrow the list of groups."""

    q = forms.CharField(label=word("office.group.name"), required=False, max_length=NAME_SIGNS)
    status = forms.ChoiceField(
        label=word("office.group.status"),
        required=False,
        choices=choices_of(Status, "status", empty="office.filter.all"),
    )
    place = PlaceField(label=word("office.place.label"), required=False)


class GroupChangeForm(OfficeForm):
    """What a group is called, where and when it meets."""

    name = forms.CharField(
        label=word("office.group.name"), help_text=word("office.group.name_help"), max_length=NAME_SIGNS
    )
    site = forms.CharField(
        label=word("office.group.site"), help_text=word("office.group.site_help"), max_length=SITE_SIGNS, required=False
    )
    language = forms.ChoiceField(label=word("office.group.language"), choices=language_choices, initial="rn")
    weekday = forms.TypedChoiceField(
        label=word("office.group.weekday"), choices=weekday_choices, coerce=int, empty_value=None, required=False
    )


class NewGroupForm(GroupChangeForm):
    """A new group and the place where it meets."""

    group_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    place = PlaceField(label=word("office.group.place"), help_text=word("office.place.help"))

    field_order = ("group_id", "name", "place", "site", "language", "weekday")


class MoveForm(OfficeForm):
    """One move along the life cycle; only the moves that the group's status allows are offered."""

    to = forms.ChoiceField(label=word("office.move.to"), widget=forms.RadioSelect)
    on = DayField(label=word("office.move.on"), initial=today)
    starts_on = DayField(
        label=word("office.move.starts_on"), help_text=word("office.move.starts_on_help"), required=False
    )
    reason = forms.CharField(label=word("office.move.reason"), max_length=REASON_SIGNS, required=False)

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = MOVES[Status(status)]
        self.offer("to", [(to.value, say(f"office.move.to_{to}")) for to in Status if to in allowed])
        if Status.RUNNING not in allowed:
            del self.fields["starts_on"]

    def clean_to(self) -> Status:
        return Status(self.cleaned_data["to"])


class AssignForm(OfficeForm):
    """Someone begins to lead the group, by themselves or with another."""

    account = forms.ChoiceField(label=word("office.lead.who"))
    second = forms.ChoiceField(label=word("office.lead.also"), required=False)
    since = DayField(label=word("office.lead.since"), initial=today)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = people.facilitators_visible_to(actor, on=clock.today())
        self.accounts = {str(account.pk): account for account in known}
        listed = [(pk, account.name) for pk, account in self.accounts.items()]
        self.offer("account", [("", say("office.choose")), *listed])
        self.offer("second", [("", say("office.lead.nobody_else")), *listed])

    def clean_account(self) -> Any:
        return self.accounts[self.cleaned_data["account"]]

    def clean_second(self) -> Any:
        """The other account, or None. Nobody leads with themselves."""
        second = self.accounts.get(self.cleaned_data["second"])
        if second is not None and second == self.cleaned_data.get("account"):
            raise forms.ValidationError(say("office.lead.also_same"), code="same")
        return second


class EndAssignmentForm(OfficeForm):
    """Someone stops leading the group."""

    account = forms.UUIDField(widget=forms.HiddenInput)
    until = DayField(label=word("office.lead.until"), initial=today)


class MissedForm(OfficeForm):
    """A session that did not take place."""

    missed_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = DayField(label=word("office.missed.on"), initial=today)
    reason = forms.ChoiceField(
        label=word("office.missed.reason"), widget=forms.RadioSelect, choices=choices_of(MissedReason, "missed")
    )

    def clean_reason(self) -> MissedReason:
        return MissedReason(self.cleaned_data["reason"])
