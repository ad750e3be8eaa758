"""Which change: the questionnaire, the two measurements, the place."""

from django import forms

from tuvurane.evidence import queries as evidence_queries
from tuvurane.measures import queries as measure_queries
from tuvurane.web.forms import OfficeForm, PlaceField
from tuvurane.web.wording import language, say, word

APART = "-"


def _instruments() -> list[tuple[str, str]]:
    titles = measure_queries.titles(language())
    return [(name, titles[name]) for name in evidence_queries.instruments()]


def _wave_pairs() -> list[tuple[str, str]]:
    return [
        (APART.join(pair), say("evidence.wave_pair", first=say(f"wave.{pair[0]}"), second=say(f"wave.{pair[1]}")))
        for pair in evidence_queries.wave_pairs()
    ]


def _pair(text: str) -> tuple[str, str]:
    first, _, second = text.partition(APART)
    return first, second


class ScopeForm(OfficeForm):
    """What the change page is asked; what the address leaves out is the first choice."""

    instrument = forms.ChoiceField(label=word("evidence.choose_instrument"), choices=_instruments)
    waves = forms.TypedChoiceField(label=word("evidence.choose_waves"), choices=_wave_pairs, coerce=_pair)
    place = PlaceField(label=word("evidence.choose_place"), required=False)


def first_choices() -> dict[str, str]:
    """The scope of someone who has not chosen yet."""
    return {"instrument": evidence_queries.instruments()[0], "waves": APART.join(evidence_queries.wave_pairs()[0])}
