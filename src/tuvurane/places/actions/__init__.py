"""What may be done with places: take a list of them. Doors check the verb ``places.manage`` first."""

from tuvurane.places.actions.importing import ImportSummary, faults_in, import_places
from tuvurane.places.actions.rows import Code, Figure, PlaceRow, Share

__all__ = ["Code", "Figure", "ImportSummary", "PlaceRow", "Share", "faults_in", "import_places"]
