"""The forms of a small shift told outside a session, of a role taken up, and of what hangs on the wall."""

from typing import Any

from django import forms

from tuvurane.groups.actions import LINE_SIGNS, Shifted
from tuvurane.groups.codes import CommunityRole, NoticedBy, Shift
from tuvurane.places import queries as place_queries
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.name_question import AsksAboutNames, Known
from tuvurane.web.wording import choices_of, say, word


class ShiftForm(AsksAboutNames, OfficeForm):
    """A small shift that somebody noticed on a day, outside a session."""

    told_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    domain = forms.ChoiceField(
        label=word("shifts.domain"), widget=forms.RadioSelect, choices=choices_of(Shift, "shift")
    )
    noticed_by = forms.ChoiceField(
        label=word("shifts.noticed_by"), widget=forms.RadioSelect, choices=choices_of(NoticedBy, "noticed_by")
    )
    line = forms.CharField(label=word("shifts.line"), help_text=word("shifts.line_help"), max_length=LINE_SIGNS)
    on = DayField(label=word("shifts.on"), initial=today)

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.keep_retired("domain", Shift, "shift")
        self.keep_retired("noticed_by", NoticedBy, "noticed_by")

    def clean(self) -> dict[str, Any]:
        """Nobody is named in the line."""
        cleaned = super().clean() or {}
        self.ask_about_names(cleaned, "line")
        return cleaned

    def shift(self) -> Shifted:
        """What was noticed, as every door hands it to the room of groups."""
        said = self.cleaned_data
        return Shifted(Shift(said["domain"]), said["line"].strip(), NoticedBy(said["noticed_by"]))


class RoleForm(OfficeForm):
    """A role that somebody took up in the community, as they tell it."""

    role_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    role = forms.ChoiceField(
        label=word("roles.role"), widget=forms.RadioSelect, choices=choices_of(CommunityRole, "community_role")
    )
    since = DayField(label=word("roles.since"), initial=today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_retired("role", CommunityRole, "community_role")

    def clean_role(self) -> CommunityRole:
        return CommunityRole(self.cleaned_data["role"])


class WallForm(OfficeForm):
    """Of which groups lines hang on the wall, and since when."""

    place = PlaceField(label=word("evidence.choose_place"), required=False)
    since = DayField(label=word("wall.since"), required=False)

    def clean_place(self) -> Any:
        """A commune or larger: in a smaller place neighbours would know of whom a line is."""
        place = self.cleaned_data["place"]
        if place is None:
            return None
        commune = place_queries.lying_in([place.path], level=place_queries.COMMUNE).get(place.path)
        if commune is not None and commune.pk != place.pk:
            raise forms.ValidationError(say("wall.too_small", place=commune.name), code="small")
        return place


class OneGroupForm(OfficeForm):
    """Since when lines of one group hang on its wall."""

    since = DayField(label=word("wall.since"), required=False)
