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
from tuvurane.care.queries.concerns import concern_for, concerns_visible_to, entries_of, held_records
from tuvurane.care.queries.cover import Cover, Spot, cover_of, on_call_at

__all__ = [
    "Cover",
    "Gap",
    "Spot",
    "concern_for",
    "concerns_visible_to",
    "could_be_on_call",
    "cover_of",
    "entries_of",
    "gaps",
    "held_records",
    "on_call_at",
    "on_call_for",
    "on_calls_visible_to",
    "service_for",
    "services_near",
    "services_visible_to",
]
