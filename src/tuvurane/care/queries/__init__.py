from tuvurane.care.queries.arrangements import (
    Gap,
    could_be_on_call,
    gaps,
    on_call_for,
    on_calls_visible_to,
    service_for,
    services_near,
    services_visible_to,
)
from tuvurane.care.queries.concerns import (
    concern_for,
    concerns_visible_to,
    done_visible_to,
    entries_of,
    held_records,
    waiting_visible_to,
)
from tuvurane.care.queries.cover import Cover, Spot, cover_of, first_on_call, on_call_at, whom_to_call

__all__ = [
    "Cover",
    "Gap",
    "Spot",
    "concern_for",
    "concerns_visible_to",
    "could_be_on_call",
    "cover_of",
    "done_visible_to",
    "entries_of",
    "first_on_call",
    "gaps",
    "held_records",
    "on_call_at",
    "on_call_for",
    "on_calls_visible_to",
    "service_for",
    "services_near",
    "services_visible_to",
    "waiting_visible_to",
    "whom_to_call",
]
