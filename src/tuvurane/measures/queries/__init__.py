from tuvurane.measures.queries.evidence import EvidenceRow, rows_for_evidence
from tuvurane.measures.queries.flags import flag_for, flags_visible_to
from tuvurane.measures.queries.instruments import instruments_for_phone, wordings_loaded
from tuvurane.measures.queries.responses import Total, WaveCount, responses_beside, responses_of, totals_of, waves_of
from tuvurane.measures.queries.schedule import Due, due_for, due_for_groups, waves_turned

__all__ = [
    "Due",
    "EvidenceRow",
    "Total",
    "WaveCount",
    "due_for",
    "due_for_groups",
    "flag_for",
    "flags_visible_to",
    "instruments_for_phone",
    "responses_beside",
    "responses_of",
    "rows_for_evidence",
    "totals_of",
    "waves_of",
    "waves_turned",
    "wordings_loaded",
]
