from tuvurane.feedback.queries.items import Told, due_of, item_for, items_visible_to, opened, waiting_count
from tuvurane.feedback.queries.sheet import MonthCounts, counts_of, line_for, lines_of, month_after

__all__ = [
    "MonthCounts",
    "Told",
    "counts_of",
    "due_of",
    "item_for",
    "items_visible_to",
    "line_for",
    "lines_of",
    "month_after",
    "opened",
    "waiting_count",
]
