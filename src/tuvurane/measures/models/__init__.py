from tuvurane.measures.models.flag import Flag
from tuvurane.measures.models.response import Response
from tuvurane.measures.models.wording import Wording

__all__ = ["Flag", "Response", "Wording"]
