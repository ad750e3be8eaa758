"""Instruments and their scores. Pure: no database, no clock, no settings."""

from tuvurane.measures.scoring.answer_tables import RowScore, read_table, score_rows, score_table, score_text
from tuvurane.measures.scoring.definitions import (
    Cutoff,
    Instrument,
    Item,
    Option,
    Reliability,
    instrument_named,
    load_instruments,
    read_instrument,
)
from tuvurane.measures.scoring.scores import Answers, Score, Verdict, applicable_cutoffs, check_answers, score
from tuvurane.measures.scoring.shown import list_instruments, render_instrument
from tuvurane.measures.scoring.wordings import WordingRow, check_wording, read_wording

__all__ = [
    "Answers",
    "Cutoff",
    "Instrument",
    "Item",
    "Option",
    "Reliability",
    "RowScore",
    "Score",
    "Verdict",
    "WordingRow",
    "applicable_cutoffs",
    "check_answers",
    "check_wording",
    "instrument_named",
    "list_instruments",
    "load_instruments",
    "read_instrument",
    "read_table",
    "read_wording",
    "render_instrument",
    "score",
    "score_rows",
    "score_table",
    "score_text",
]
