from tuvurane.training.queries.facilitators import (
    absences_of,
    away_on,
    facilitator_for,
    facilitator_of,
    facilitators_visible_to,
    not_on_ladder,
    steps_of,
)

__all__ = [
    "absences_of",
    "away_on",
    "facilitator_for",
    "facilitator_of",
    "facilitators_visible_to",
    "not_on_ladder",
    "steps_of",
]
