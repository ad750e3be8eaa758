import re
import unicodedata
from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy

NAME_LENGTH = 120


def fold(text: str) -> str:
    """
    How names are compared: small letters, no accents, no apostrophes, every other sign a space.

    "Nyanza-Lac" and "nyanza lac" fold alike, "Rwanang'ombe" and "Rwanangombe" too. Answers at most
    120 signs, and the empty string for text without a letter or digit.
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    joined = re.sub(r"['\u2018\u2019\u02bc`\u00b4]", "", bare.casefold())
    return " ".join(re.findall(r"[^\W_]+", joined))[:NAME_LENGTH]


class PlaceName(models.Model):
    """Another name by which people ask for a place; ``language`` is empty when it belongs to none."""

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=NAME_LENGTH)
    search_name = models.CharField(max_length=NAME_LENGTH)
    language = models.CharField(max_length=3, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.PUBLIC,
        "place": Privacy.PUBLIC,
        "name": Privacy.PUBLIC,
        "search_name": Privacy.PUBLIC,
        "language": Privacy.PUBLIC,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="place_name_stands_once", fields=["place", "name"]),
            models.CheckConstraint(name="place_name_is_not_empty", condition=~models.Q(search_name="")),
        ]

    def __str__(self) -> str:
        return self.name
