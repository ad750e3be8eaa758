"""The forms about one facilitator: found in a list, entered, changed, stepping, away, under an override."""

from typing import Any
from uuid import UUID

from django import forms

from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.training.codes import RUNGS, Away, Gate, Route, Rung, Sex, WhyAway
from tuvurane.training.rules.refreshers import Refresher
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, say, word

NAME_SIGNS = 120
USERNAME_SIGNS = 60
REASON_SIGNS = 200
OVERRIDE_SIGNS = 300
CODE_SIGNS = 20
MOST_GROUPS = 9
DUE = (Refresher.SOON, Refresher.OVERDUE)


def away_choices() -> list[tuple[str, str]]:
    """Whoever is here, or away."""
    return [
        ("", say("office.filter.all")),
        ("here", say("training.filter.here")),
        ("away", say("training.filter.away")),
    ]


def weekday_choices() -> list[tuple[str, str]]:
    """Monday to Sunday."""
    return [(str(n), say(f"weekday.{n}")) for n in range(1, 8)]


def sex_choices() -> list[tuple[str, str]]:
    """Woman, man, or not said: pairs of a woman and a man are proposed where the partner asks for it."""
    return [("", say("training.not_said")), *((sex.value, say(f"sex.{sex.value.upper()}")) for sex in Sex)]


class FacilitatorFilter(OfficeForm):
    """Narrow the list of those who hold the space; the gate only for whoever may see competence."""

    q = forms.CharField(label=word("office.account.name"), required=False, max_length=NAME_SIGNS)
    rung = forms.ChoiceField(
        label=word("training.rung"), required=False, choices=choices_of(Rung, "rung", empty="office.filter.all")
    )
    gate = forms.ChoiceField(
        label=word("training.gate"), required=False, choices=choices_of(Gate, "gate", empty="office.filter.all")
    )
    away = forms.ChoiceField(label=word("training.filter.presence"), required=False, choices=away_choices)
    refresher = forms.ChoiceField(
        label=word("training.refresher"),
        required=False,
        choices=choices_of(DUE, "refresher", empty="office.filter.all"),
    )
    place = PlaceField(label=word("office.place.label"), required=False)

    def __init__(self, *args: Any, sees_gates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_gates:
            del self.fields["gate"]


class EnterForm(OfficeForm):
    """Where somebody who leads already stands on the ladder."""

    rung = forms.ChoiceField(label=word("training.rung"), choices=choices_of(RUNGS, "rung"), initial=Rung.BASIC)

    def clean_rung(self) -> Rung:
        return Rung(self.cleaned_data["rung"])


class AboutForm(OfficeForm):
    """What pairs are made by: where someone lives, which languages, which days, how many groups."""

    place = PlaceField(label=word("training.place"), help_text=word("training.place_help"))
    sex = forms.ChoiceField(
        label=word("office.person.sex"),
        required=False,
        help_text=word("training.sex_help"),
        choices=sex_choices,
    )
    languages = forms.MultipleChoiceField(
        label=word("training.languages"), widget=forms.CheckboxSelectMultiple, choices=language_choices, required=False
    )


class ChangeForm(AboutForm):
    """The same with days and load, of somebody on the ladder."""

    weekdays = forms.TypedMultipleChoiceField(
        label=word("training.weekdays"),
        help_text=word("training.weekdays_help"),
        widget=forms.CheckboxSelectMultiple,
        choices=weekday_choices,
        coerce=int,
        required=False,
    )
    most_groups = forms.IntegerField(
        label=word("training.most_groups"),
        help_text=word("training.most_groups_help"),
        min_value=0,
        max_value=MOST_GROUPS,
    )


class CandidateForm(AboutForm):
    """Somebody who begins, with an account that has no password."""

    account_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=word("office.account.name"), max_length=NAME_SIGNS)
    username = forms.SlugField(
        label=word("office.account.username"),
        help_text=word("training.username_help"),
        max_length=USERNAME_SIGNS,
        required=False,
        empty_value=None,
    )
    language = forms.ChoiceField(label=word("office.account.language"), choices=language_choices, initial="rn")
    route = forms.ChoiceField(
        label=word("training.route"), widget=forms.RadioSelect, choices=choices_of(Route, "route")
    )
    on = DayField(label=word("training.entered_on"), initial=today)

    field_order = ("account_id", "name", "username", "place", "language", "languages", "sex", "route", "on")

    def clean_route(self) -> Route:
        return Route(self.cleaned_data["route"])


class StepForm(OfficeForm):
    """One step on the ladder, up or down; a course that led to it, when there is one."""

    rung = forms.ChoiceField(label=word("training.step.to"), widget=forms.RadioSelect)
    on = DayField(label=word("training.step.on"), initial=today)
    course = forms.TypedChoiceField(label=word("training.step.course"), required=False, coerce=UUID, empty_value=None)
    reason = forms.CharField(
        label=word("training.step.reason"),
        help_text=word("training.step.reason_help"),
        max_length=REASON_SIGNS,
        required=False,
    )

    def __init__(self, *args: Any, stands: str, courses: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("rung", choices_of([rung for rung in Rung if rung != stands], "rung")())
        self.offer("course", [("", say("office.none")), *((str(pk), name) for pk, name in courses)])

    def clean_rung(self) -> Rung:
        return Rung(self.cleaned_data["rung"])


class AwayForm(OfficeForm):
    """A pause, a round of rest, or leaving."""

    kind = forms.ChoiceField(
        label=word("training.away.kind"), widget=forms.RadioSelect, choices=choices_of(Away, "away")
    )
    why = forms.ChoiceField(
        label=word("training.away.why"), choices=choices_of(WhyAway, "why_away", empty="office.choose")
    )
    since = DayField(label=word("training.away.since"), initial=today)
    until = DayField(label=word("training.away.until"), help_text=word("training.away.until_help"), required=False)

    def clean_kind(self) -> Away:
        return Away(self.cleaned_data["kind"])

    def clean_why(self) -> WhyAway:
        return WhyAway(self.cleaned_data["why"])


class BackForm(OfficeForm):
    """The first day back."""

    on = DayField(label=word("training.back.on"), initial=today)


class OverrideForm(OfficeForm):
    """A supervisor's word that somebody may lead although the gate is closed."""

    reason = forms.CharField(
        label=word("training.override.reason"),
        help_text=word("training.override.reason_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=OVERRIDE_SIGNS,
    )
    last_day = DayField(label=word("training.override.last_day"))


class JoinForm(OfficeForm):
    """The two records of one person, joined because that person says so."""

    code = forms.CharField(
        label=word("office.person.code"), help_text=word("training.former.code_help"), max_length=CODE_SIGNS
    )
    agreed_on = DayField(label=word("training.former.agreed_on"), initial=today)
    given_by = forms.ChoiceField(
        label=word("training.former.given_by"),
        widget=forms.RadioSelect,
        choices=choices_of(ConsentGivenBy, "consent_by"),
    )
    agreed = forms.BooleanField(label=word("training.former.agreed"))

    def clean_given_by(self) -> ConsentGivenBy:
        return ConsentGivenBy(self.cleaned_data["given_by"])
