"""Which change: the questionnaire, the two measurements, the place."""

from typing import Any

from django import forms

from tuvurane.evidence import queries as evidence_queries
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.codes import Form
from tuvurane.people.scope import Actor
from tuvurane.web.forms import OfficeForm, PlaceField
from tuvurane.web.wording import language, say, word

APART = "-"
WITHOUT = ".without"


class ScopeForm(OfficeForm):
    """What the change page is asked; what the address leaves out is the first choice."""

    instrument = forms.ChoiceField(label=word("evidence.choose_instrument"))
    waves = forms.ChoiceField(label=word("evidence.choose_waves"))
    place = PlaceField(label=word("evidence.choose_place"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = measure_queries.titles(language())
        without = evidence_queries.instruments_without_screening(actor)
        self.offer(
            "instrument",
            [
                *((name, titles[name]) for name in evidence_queries.instruments()),
                *((name + WITHOUT, say("evidence.without_screening", title=titles[name])) for name in without),
            ],
        )
        self.offer("waves", [(APART.join(pair), _pair_in_words(pair)) for pair in evidence_queries.wave_pairs(actor)])

    def clean_instrument(self) -> tuple[str, Form]:
        """The instrument, and whether those are meant who were asked it whole."""
        chosen: str = self.cleaned_data["instrument"]
        name = chosen.removesuffix(WITHOUT)
        return name, Form.WHOLE if name == chosen else Form.WITHOUT_SCREENING

    def clean_waves(self) -> tuple[str, str]:
        """The two waves."""
        first, _, second = self.cleaned_data["waves"].partition(APART)
        return first, second


class PlaceScopeForm(OfficeForm):
    """Of which place; what the address leaves out is all that the reader reaches."""

    place = PlaceField(label=word("evidence.choose_place"), required=False)


class SafetyScopeForm(OfficeForm):
    """By which questionnaire the change is read, and of which place."""

    instrument = forms.ChoiceField(label=word("evidence.choose_instrument"))
    place = PlaceField(label=word("evidence.choose_place"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = measure_queries.titles(language())
        self.offer("instrument", [(name, titles[name]) for name in evidence_queries.instruments()])


def _pair_in_words(pair: tuple[str, str]) -> str:
    return say("evidence.wave_pair", first=say(f"wave.{pair[0]}"), second=say(f"wave.{pair[1]}"))


def first_choices(actor: Actor) -> dict[str, str]:
    """The scope of someone who has not chosen yet."""
    return {
        "instrument": evidence_queries.instruments()[0],
        "waves": APART.join(evidence_queries.wave_pairs(actor)[0]),
    }
