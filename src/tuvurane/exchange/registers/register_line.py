"""How a register writes the age of people: as a band, or the age itself."""

import re

from tuvurane.exchange.sheets.columns import Column
from tuvurane.exchange.sheets.lines import Line
from tuvurane.groups.codes import AgeBand

AGE = "age_band"
YOUNGEST, OLDEST = 16, 120


class RegisterLine(Line):
    """One row of a register on its way to a typed row."""

    def meant(self, column: Column, text: str) -> str | None:
        """The code that a text means; of an age in years, its band."""
        code = super().meant(column, text)
        return _band_of(text) if code is None and column.family == AGE else code

    def unknown_code(self, column: Column, text: str) -> None:
        """Note a text that means no code; of an age, that it is too young for a group."""
        if column.family == AGE and text.isdecimal() and int(text[:3]) < YOUNGEST:
            self.fault(column.name, "too_young", least=YOUNGEST)
        else:
            super().unknown_code(column, text)


def _band_of(text: str) -> str | None:
    """The band of an age in years: registers often hold the age itself."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and YOUNGEST <= int(text) <= OLDEST):
        return None
    bands = [(int(re.split(r"\D", band)[0]), band) for band in AgeBand]
    return next(band for first, band in reversed(bands) if first <= int(text))
