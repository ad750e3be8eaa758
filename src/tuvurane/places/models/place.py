from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from tuvurane.foundation.privacy import Privacy
from tuvurane.places.models.name import NAME_LENGTH


def in_force_on(on: date) -> Q:
    """The condition that a place exists on that day: from ``valid_from`` on, and before ``valid_to``."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


class PlaceQuerySet(models.QuerySet["Place"]):
    def in_force(self, on: date) -> Self:
        """Those that exist on that day."""
        return self.filter(in_force_on(on))

    def within(self, path: str) -> Self:
        """The place with this path and everything below it."""
        return self.filter(path__startswith=path)


PlaceManager = models.Manager.from_queryset(PlaceQuerySet)


class Place(models.Model):
    """
    An administrative unit, or a site such as a camp, in a dated tree.

    A unit that a reform ends stays as it was, with ``valid_to``; what took its ground is told by
    Succession. ``valid_from`` is the first day in force, ``valid_to`` the first day no more; empty
    means not known, or still in force. ``path`` holds the ids from the root down to the place
    itself ("/1/23/"), so that everything below it starts with it.
    """

    level = models.CharField(max_length=20)
    name = models.CharField(max_length=NAME_LENGTH)
    search_name = models.CharField(max_length=NAME_LENGTH)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = PlaceManager()

    PRIVACY: ClassVar = {
        "id": Privacy.PUBLIC,
        "level": Privacy.PUBLIC,
        "name": Privacy.PUBLIC,
        "search_name": Privacy.PUBLIC,
        "parent": Privacy.PUBLIC,
        "path": Privacy.PUBLIC,
        "valid_from": Privacy.PUBLIC,
        "valid_to": Privacy.PUBLIC,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="place_is_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="place_ends_after_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="place_has_a_name", condition=~Q(name="") & ~Q(search_name="")),
        ]
        indexes: ClassVar = [
            # varchar_pattern_ops lets PostgreSQL use the index for "starts with" in any collation.
            models.Index(name="place_by_path", fields=["path"], opclasses=["varchar_pattern_ops"]),
            models.Index(name="place_by_name", fields=["search_name"], opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many places stand above it: 0 for a root."""
        return self.path.count("/") - 2

    def is_in_force(self, on: date) -> bool:
        """Whether it exists on that day; the same rule as ``in_force_on``."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)
