"""Registers of groups that already run, kept by partners in spreadsheets. Format: ``docs/reference/register-file.md``."""

from tuvurane.exchange.registers.applying import Loaded, apply
from tuvurane.exchange.registers.preview import Counts, GroupLine, Preview, read
from tuvurane.exchange.registers.problems import RegisterRefused
from tuvurane.exchange.registers.template import template
from tuvurane.exchange.sheets.faults import Fault
from tuvurane.exchange.sheets.problems import UploadGone

__all__ = [
    "Counts",
    "Fault",
    "GroupLine",
    "Loaded",
    "Preview",
    "RegisterRefused",
    "UploadGone",
    "apply",
    "read",
    "template",
]
