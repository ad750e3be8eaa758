"""Trainings that were held before, kept by partners in spreadsheets. Format: ``docs/reference/trainings-file.md``."""

from tuvurane.exchange.sheets.faults import Fault
from tuvurane.exchange.sheets.problems import UploadGone
from tuvurane.exchange.trainings.applying import Loaded, apply
from tuvurane.exchange.trainings.preview import Counts, CourseLine, PersonLine, Preview, read
from tuvurane.exchange.trainings.problems import TrainingsRefused
from tuvurane.exchange.trainings.template import template

__all__ = [
    "Counts",
    "CourseLine",
    "Fault",
    "Loaded",
    "PersonLine",
    "Preview",
    "TrainingsRefused",
    "UploadGone",
    "apply",
    "read",
    "template",
]
