"""Two or three questions about somebody who needs help: who, what sort, now or soon, one line if anything is left."""

from collections.abc import Iterable
from typing import Any

from django import forms

from tuvurane.care.actions import Raising
from tuvurane.care.codes import Source, Worry
from tuvurane.foundation import clock
from tuvurane.web.forms import OfficeForm, PlaceField
from tuvurane.web.wording import choices_of, say, word

NOW, SOON = "now", "soon"


class RaisingForm(OfficeForm):
    """What somebody saw. It is sealed when it is sent, and shown to them no more."""

    when = forms.ChoiceField(
        label=word("raising.when"),
        widget=forms.RadioSelect,
        choices=lambda: [(NOW, say("raising.now_choice")), (SOON, say("raising.soon"))],
    )
    item = forms.ChoiceField(label=word("raising.item"), widget=forms.RadioSelect, choices=choices_of(Worry, "worry"))
    words = forms.CharField(
        label=word("raising.words"),
        help_text=word("raising.words_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
    )

    def raising(self) -> Raising:
        """What the form says, as the room of care takes it."""
        said = self.cleaned_data
        return Raising(Source.OFFICE, said["item"], clock.today(), urgent=said["when"] == NOW, words=said["words"])


class SomewhereForm(RaisingForm):
    """Somebody at a place, of no group that we know."""

    place = PlaceField(label=word("raising.place"))

    field_order = ("place", "when", "item", "words")


class InGroupForm(RaisingForm):
    """Somebody of a group; who it is may stay unsaid."""

    seat = forms.ChoiceField(label=word("raising.who"), required=False)

    field_order = ("seat", "when", "item", "words")

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("seat", [("", say("raising.not_said")), *((str(seat), called) for seat, called in seats)])
