"""What was printed of a story, and when: copies on paper cannot be called back."""

from datetime import datetime
from typing import NamedTuple

from tuvurane.stories.models import PrintedStory, Story


class Printed(NamedTuple):
    """One printing in which the story was."""

    at: datetime
    kind: str
    rung: str
    by: str


def printed_of(story: Story) -> list[Printed]:
    """The printings of a story, the latest first."""
    rows = PrintedStory.objects.filter(story=story).select_related("printing__printed_by")
    return [
        Printed(one.printed_at, one.kind, one.rung, one.printed_by.name if one.printed_by else "")
        for one in (row.printing for row in rows.order_by("-printing__printed_at", "-pk"))
    ]
