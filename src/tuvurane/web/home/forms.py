from tuvurane.web.forms import OfficeForm, PlaceField
from tuvurane.web.wording import word


class BoardFilter(OfficeForm):
    """Narrow the board to one place and all below it."""

    place = PlaceField(label=word("office.place.label"), required=False)
