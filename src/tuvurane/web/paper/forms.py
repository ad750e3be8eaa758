"""The forms of a sheet of paper: its head, the keys of its items, and what settles two entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from tuvurane.measures.actions import SheetHead
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.scoring import Item
from tuvurane.web.forms import DayField, OfficeForm, language_choices, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import language, say, word

if TYPE_CHECKING:
    from tuvurane.measures.models import PaperSheet

NO_ANSWER = "-"
LEFT_OUT = "left_out"
# What remains from one sheet of a pile to the next.
KEPT = ("wave", "instrument", "language", "on", "asked_by")
Choices = Sequence[tuple[object, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the head of a sheet can say in one group: its people by id, waves, questionnaires, and who asked."""

    people: Choices
    waves: Choices
    instruments: Choices
    askers: Choices


class HeadForm(OfficeForm):
    """Whose sheet it is, which questionnaire, when, in which language, and who asked."""

    sheet_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    person = forms.TypedChoiceField(label=word("paper.person"), help_text=word("paper.person_help"), coerce=UUID)
    wave = forms.ChoiceField(label=word("office.due.wave"))
    instrument = forms.ChoiceField(label=word("paper.instrument"))
    language = forms.ChoiceField(label=word("paper.language"), choices=language_choices)
    on = DayField(label=word("paper.on"), initial=today)
    asked_by = forms.TypedChoiceField(
        label=word("paper.asked_by"),
        help_text=word("paper.asked_by_help"),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(self, *args: Any, offered: Offered, fixed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed = fixed  # the questionnaire of a sheet that was keyed already
        # Nobody is chosen beforehand: a sheet keyed in haste must not become somebody else's.
        nobody = ("", say("paper.choose"))
        self.offer("person", [nobody, *offered.people])
        self.offer("wave", [nobody, *offered.waves])
        self.offer("instrument", [nobody, *offered.instruments])
        if fixed:
            del self.fields["instrument"]
        self.offer("asked_by", [("", say("paper.asked_by_unknown")), *offered.askers])

    def head(self) -> SheetHead:
        """What the form says, as the room of measures takes it."""
        said = self.cleaned_data
        arm, wave = said["wave"].split()
        name, version = (self.fixed or said["instrument"]).split()
        return SheetHead(
            participant_id=said["person"],
            arm=Arm(arm),
            wave=Wave(wave),
            instrument=name,
            version=version,
            language=said["language"],
            administered_on=said["on"],
            asked_by_id=said["asked_by"],
        )


def said_of(sheet: "PaperSheet") -> dict[str, Any]:
    """A sheet's head as the first values of its form."""
    return {"person": sheet.participant_id} | kept_of(sheet)


def kept_of(sheet: "PaperSheet") -> dict[str, Any]:
    """What of a sheet's head the next one of the pile has too."""
    return {
        "wave": f"{sheet.arm} {sheet.wave}",
        "instrument": f"{sheet.instrument} {sheet.version}",
        "language": sheet.language,
        "on": sheet.administered_on.isoformat(),
        "asked_by": sheet.asked_by_id or "",
    }


class Line(NamedTuple):
    """One item of the form: its number on the paper, its field, and its own scale where it has one."""

    number: int
    field: forms.BoundField
    scale: str


class KeysForm(OfficeForm):
    """One short field an item, in the order of the paper. A blank is a mistake; "no answer" has a key of its own."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(
        self, *args: Any, items: Sequence[Item], numbers: Mapping[str, int], left_out: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.numbers = items, numbers
        if left_out:
            self.fields[LEFT_OUT] = _left_out_field()
        for item in items:
            self.fields[item.key] = _key_field(item, f"{numbers[item.key]}. {item.label[language()]}")
        self.word_errors(*self.fields)
        for item in items:
            self.fields[item.key].error_messages["required"] = say("paper.blank")

    @property
    def lines(self) -> list[Line]:
        """The items in order. One whose scale is that of the first needs no scale of its own."""
        return [
            Line(
                self.numbers[item.key],
                self[item.key],
                "" if item.options == self.items[0].options else scale_of(item),
            )
            for item in self.items
        ]

    @property
    def left_out(self) -> forms.BoundField | None:
        """The question about a screening item that is not on the form, where there is one."""
        return self[LEFT_OUT] if LEFT_OUT in self.fields else None

    @property
    def yes_left_out(self) -> bool:
        """Whether the paper holds a yes to it."""
        return bool(self.cleaned_data.get(LEFT_OUT) == "yes")

    def answers(self) -> dict[str, int | None]:
        """What was keyed, item by item; None where the paper has no answer."""
        return {item.key: self.cleaned_data[item.key] for item in self.items}


class _KeyField(forms.CharField):
    """One answer: a value of the item's scale, or the sign for no answer."""

    def __init__(self, item: Item, **kwargs: Any) -> None:
        self.allowed = {str(option.value): option.value for option in item.options}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The value; None for no answer."""
        typed = super().clean(value).strip()
        if typed == NO_ANSWER:
            return None
        if typed not in self.allowed:
            raise ValidationError(say("paper.not_on_scale", allowed=", ".join(self.allowed)), code="scale")
        return self.allowed[typed]


def _left_out_field() -> forms.ChoiceField:
    """Nothing is chosen beforehand: a yes must not be passed over in haste."""
    return forms.ChoiceField(
        label=say("paper.left_out_yes"),
        help_text=say("paper.left_out_yes_help"),
        widget=forms.RadioSelect,
        choices=[(code, say(f"paper.left_out_yes.{code}")) for code in ("yes", "no", "absent")],
    )


def _key_field(item: Item, label: str) -> _KeyField:
    keys = [*(str(option.value) for option in item.options), NO_ANSWER]
    attributes = {
        "class": "key",
        "inputmode": "numeric",
        "autocomplete": "off",
        "maxlength": max(map(len, keys)),
        "data-keys": " ".join(keys),
    }
    return _KeyField(item, label=label, widget=forms.TextInput(attrs=attributes))


def scale_of(item: Item) -> str:
    """The keys of an item's scale in words: "0 No · 1 Yes"."""
    return " · ".join(f"{option.value} {option.label[language()]}" for option in item.options)
