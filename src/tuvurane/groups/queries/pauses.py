"""Which groups are paused, whether new ones may start, and whose word ends it. Never why."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from tuvurane.groups.models import Group, Pause
from tuvurane.people import queries as people
from tuvurane.people.roles import Role


def paused_since(group_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Those of these groups that are paused, and since when; one query."""
    rows = Pause.objects.filter(group__in=group_ids, lifted_at__isnull=True)
    return dict(rows.values_list("group_id", "since"))


def starting_paused_since(organisation_id: UUID) -> datetime | None:
    """Since when no new group of an organisation starts; None where they may."""
    rows = Pause.objects.filter(organisation=organisation_id, group__isnull=True, lifted_at__isnull=True)
    return rows.values_list("since", flat=True).first()


def word_from(groups: Iterable[Group], *, on: date) -> dict[UUID, str]:
    """
    Who tells each of these groups that it may go on: the coordinator nearest to it, by name; one query.

    Where nobody holds that role, the organisation.
    """
    found = list(groups)
    houses = {group.organisation_id for group in found}
    held = people.roles_in_force(on).filter(
        role=Role.COORDINATOR, account__is_active=True, account__organisation__in=houses
    )
    near = list(held.select_related("account__organisation", "place").order_by("-place__path", "since", "pk"))
    return {
        group.pk: next(
            (
                row.account.name
                for row in near
                if row.account.organisation_id == group.organisation_id and group.place.path.startswith(row.place.path)
            ),
            "",
        )
        or people.organisation(group.organisation_id).name
        for group in found
    }


def who_knows_of_pauses(organisation_id: UUID, place_path: str, *, on: date) -> str:
    """Whom to call about a pause at a place: the safeguarding focal points nearest to it, by name; "" for nobody."""
    held = people.roles_in_force(on).filter(
        role=Role.SAFEGUARDING, account__is_active=True, account__organisation=organisation_id
    )
    near = [row for row in held.select_related("account", "place") if place_path.startswith(row.place.path)]
    nearest = max((row.place.path for row in near), key=len, default="")
    return ", ".join(sorted(row.account.name for row in near if row.place.path == nearest))
