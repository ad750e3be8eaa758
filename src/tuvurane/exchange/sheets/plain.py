"""How what people write is compared: without regard to case, accents, signs and double spaces."""

import re
import unicodedata

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff\ud800-\udfff]+")


def tidy(text: str) -> str:
    """The text in NFC, what cannot be seen turned into single spaces, none at the ends."""
    return _BLANK.sub(" ", unicodedata.normalize("NFC", _BLANK.sub(" ", text))).strip()


def plain(text: str) -> str:
    """Small letters without accents; every other sign is a space. "Santé_2" and "sante 2" are alike."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2018\u2019`]", "", bare)))


def same_name(text: str) -> str:
    """The name of a group as it is compared: case and spaces do not matter, signs do."""
    return tidy(text).casefold()
