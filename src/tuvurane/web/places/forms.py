from django import forms

from tuvurane.web.forms import OfficeForm
from tuvurane.web.wording import word


class PlaceSearch(OfficeForm):
    """A name as people say it; ``field`` is the picker that asks."""

    place_search = forms.CharField(
        label=word("office.place.label"), help_text=word("office.place.help"), max_length=80, required=False
    )
    field = forms.SlugField(required=False, max_length=30, widget=forms.HiddenInput)
