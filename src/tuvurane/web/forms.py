"""What the office's forms share: labels from the table of words, days, codes, and a place among thousands."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from tuvurane.foundation import clock
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups.codes import offered
from tuvurane.places import queries as place_queries
from tuvurane.web.wording import say, word

ERRORS = {
    "required": word("office.form.required"),
    "invalid": word("office.form.invalid"),
    "invalid_choice": word("office.form.invalid_choice"),
    "invalid_list": word("office.form.invalid_choice"),
}
# Said by a field's validators, so that the field has no word of its own for them; Django puts the limit in.
LIMITS = {
    "min_value": word("office.form.min_value", limit="%(limit_value)s"),
    "max_value": word("office.form.max_value", limit="%(limit_value)s"),
    "max_length": word("office.form.max_length", limit="%(limit_value)s"),
    "null_characters_not_allowed": word("office.form.invalid"),
}


class OfficeForm(forms.Form):
    """A form in the reader's language. Fields say their own error words only where ours do not fit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.word_errors(*self.fields)

    def word_errors(self, *names: str) -> None:
        """Give these fields our error words: for fields that a form adds to those of its class."""
        for field in (self.fields[name] for name in names):
            ours = {code: text for code, text in ERRORS.items() if code in field.error_messages}
            field.error_messages |= LIMITS | ours

    def offer(self, name: str, choices: Iterable[tuple[object, str | list[tuple[str, str]]]]) -> None:
        """Offer these choices, or named lists of them, in the field ``name``: those that depend on who asks."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} offers no choices")
        field.choices = list(choices)

    def keep_retired(self, name: str, codes: Iterable[StrEnum], family: str) -> None:
        """Let a code stand that is no longer offered, where the form says it: an old report is corrected with it."""
        value, field = self[name].value(), self.fields[name]
        said = [value] if isinstance(value, str) else value or []
        kept = [(code.value, say(f"{family}.{code}")) for code in set(codes).difference(offered(codes)) if code in said]
        if kept and isinstance(field, forms.ChoiceField):
            self.offer(name, [*cast("Iterable[tuple[object, str]]", field.choices), *kept])


class DayField(forms.DateField):
    """A day; read as ``2026-11-22`` (what browsers send) or ``22/11/2026`` (what people write)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


def today() -> date:
    """Today, as the first value of a form's day."""
    return clock.today()


def language_choices() -> list[tuple[str, str]]:
    """Our four languages, each by its word."""
    return [(language, say(f"language.{language}")) for language in LANGUAGES]


class PlaceWidget(forms.Widget):
    """
    A search field and its answers as radio buttons.

    With script the answers come while one types; without it they come with the form, which then
    asks to choose. Either way nobody scrolls through three thousand collines.
    """

    template_name = "web/_place_widget.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:  # noqa: ARG002 - Django's shape of a widget
        return data.get(name, ""), data.get(f"{name}_search", "").strip()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen, term = value if isinstance(value, tuple) else (value, "")
        place = place_queries.by_id(int(chosen)) if str(chosen or "").isdecimal() else None
        return super().get_context(name, chosen, attrs) | {
            "name": name,
            "term": term,
            "described": (attrs or {}).get("aria-describedby", ""),
            "invalid": bool((attrs or {}).get("aria-invalid")),
            "chosen": place,
            "chosen_trail": place_queries.trail(place) if place else "",
            "found": place_queries.find(term, on=clock.today()) if term else [],
        }

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_search"


class PlaceField(forms.Field):
    """A place in force today."""

    widget = PlaceWidget

    def clean(self, value: Any) -> Any:
        """The place. A search without a choice asks to choose among the answers."""
        chosen, term = value if isinstance(value, tuple) else (value, "")
        place = place_queries.by_id(int(chosen)) if str(chosen or "").isdecimal() else None
        if place is not None and place.is_in_force(clock.today()):
            return place
        if term:
            raise ValidationError(say("office.place.choose_one"), code="choose")
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None
