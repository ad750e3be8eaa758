from tuvurane.measures.queries.board import WaveBoard, WaveRow, groups_to_ask, wave_board
from tuvurane.measures.queries.evidence import EvidenceRow, rows_for_evidence
from tuvurane.measures.queries.instruments import (
    instrument,
    instruments,
    instruments_asked,
    instruments_for_phone,
    wordings_loaded,
)
from tuvurane.measures.queries.responses import Total, WaveCount, responses_beside, responses_of, totals_of, waves_of
from tuvurane.measures.queries.rules import rules_of
from tuvurane.measures.queries.schedule import (
    Due,
    GroupSchedule,
    PersonSchedule,
    agreed_among,
    declined_of,
    due_for,
    due_for_groups,
    people_of,
    waves_turned,
    windows_of,
)
from tuvurane.measures.queries.screening import Gate, screening_of

__all__ = [
    "Due",
    "EvidenceRow",
    "Gate",
    "GroupSchedule",
    "PersonSchedule",
    "Total",
    "WaveBoard",
    "WaveCount",
    "WaveRow",
    "agreed_among",
    "declined_of",
    "due_for",
    "due_for_groups",
    "groups_to_ask",
    "instrument",
    "instruments",
    "instruments_asked",
    "instruments_for_phone",
    "people_of",
    "responses_beside",
    "responses_of",
    "rows_for_evidence",
    "rules_of",
    "screening_of",
    "totals_of",
    "wave_board",
    "waves_of",
    "waves_turned",
    "windows_of",
    "wordings_loaded",
]
