"""Sheets to print, as PDF that a screen reader can read too (PDF/UA-1). Pictures are our own (CC0)."""

from tuvurane.exchange.printing.access import Section, access_sections, access_sheet
from tuvurane.exchange.printing.booklet import Booklet, Page, Worded, booklet
from tuvurane.exchange.printing.certificate import certificate
from tuvurane.exchange.printing.consent import consent_sheet
from tuvurane.exchange.printing.feedback import you_said
from tuvurane.exchange.printing.referral import ReferralSheet, referral_form
from tuvurane.exchange.printing.voice import Step, guide, guide_steps, picture_sheet

__all__ = [
    "Booklet",
    "Page",
    "ReferralSheet",
    "Section",
    "Step",
    "Worded",
    "access_sections",
    "access_sheet",
    "booklet",
    "certificate",
    "consent_sheet",
    "guide",
    "guide_steps",
    "picture_sheet",
    "referral_form",
    "you_said",
]
