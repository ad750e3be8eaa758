from tuvurane.places.models.code import PlaceCode
from tuvurane.places.models.name import PlaceName, fold
from tuvurane.places.models.place import Place, PlaceQuerySet, in_force_on
from tuvurane.places.models.population import Population
from tuvurane.places.models.succession import Succession

__all__ = ["Place", "PlaceCode", "PlaceName", "PlaceQuerySet", "Population", "Succession", "fold", "in_force_on"]
