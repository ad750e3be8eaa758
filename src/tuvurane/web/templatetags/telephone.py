"""Telephone numbers as links."""

import re

from django import template

register = template.Library()

NUMBER = re.compile(r"\+?\d[\d\s.-]{4,}\d|\b\d{3,4}\b")
"""A number with its way into the country, one of the country, or a short code."""


@register.filter
def telephone(reach: str) -> str:
    """The first number in a text as a telephone dials it; empty where there is none."""
    found = NUMBER.search(reach)
    return re.sub(r"[^\d+]", "", found.group()) if found else ""
