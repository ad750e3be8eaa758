from typing import Any

from django import forms

from tuvurane.web.forms import OfficeForm, PlaceField
from tuvurane.web.wording import say, word

DAYS = (30, 90, 180, 365)


class ReadForm(OfficeForm):
    """Which interviews are read: the questionnaire, the time, the place."""

    instrument = forms.ChoiceField(label=word("paper.instrument"))
    days = forms.TypedChoiceField(label=word("quality.time"), coerce=int)
    place = PlaceField(label=word("office.place.label"), required=False)

    def __init__(self, *args: Any, instruments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("instrument", instruments)
        self.offer("days", [(days, say("quality.last_days", n=days)) for days in DAYS])
