"""
The master key in two parts, for two people: each alone says nothing, both together open the instance.

A part is written in words that can be read over a telephone: *proquints*, five letters for 16 bits
(D. S. Wilkerson, "A Proposal for Proquints", 2009, arXiv:0901.4016). Six lines of four words; a fifth word
checks its line, so that a mistake is found where it was made. A part holds, in bytes: 1 version and number of
the part, 2 generation of the master key, 5 of the pair, 32 of the secret, 8 of a check of the whole key. The two
secrets are drawn so that their exclusive or is the key: whoever knows one knows nothing of it.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tuvurane.exchange import problems

CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aiou"
WORDS, LINES = 4, 6
PAIR_BYTES, CHECK_BYTES, KEY_BYTES = 5, 8, 32
FORM = 1  # of the parts; the upper half of their first byte
WORD = re.compile(f"(?:[{CONSONANTS}][{VOWELS}]){{2}}[{CONSONANTS}]")


class Part(NamedTuple):
    """One of the two parts."""

    number: int
    generation: int
    pair: bytes
    secret: bytes
    check: bytes

    @property
    def name(self) -> str:
        """What both parts of a pair are called, so that one of another pair is seen: the first word of the pair."""
        return _word(self.pair[:2])


def split(key: bytes, generation: int) -> tuple[Part, Part]:
    """Two parts of a key (32 bytes), made afresh: parts of two splittings do not go together."""
    pair, first = os.urandom(PAIR_BYTES), os.urandom(KEY_BYTES)
    check = _check(key)
    return (
        Part(1, generation, pair, first, check),
        Part(2, generation, pair, _both(first, key), check),
    )


def join(one: Part, other: Part) -> tuple[bytes, int]:
    """The key and its generation. Raises SamePart, PartsOfTwoPairs, PartsWrong."""
    if one.number == other.number:
        raise problems.SamePart(number=one.number)
    if (one.pair, one.generation, one.check) != (other.pair, other.generation, other.check):
        raise problems.PartsOfTwoPairs(one=one.name, other=other.name)
    key = _both(one.secret, other.secret)
    if _check(key) != one.check:
        raise problems.PartsWrong
    return key, one.generation


def written(part: Part) -> list[str]:
    """A part as six lines of five words."""
    content = (
        bytes([FORM << 4 | part.number]) + part.generation.to_bytes(2, "big") + part.pair + part.secret + part.check
    )
    lines = [content[at : at + 2 * WORDS] for at in range(0, len(content), 2 * WORDS)]
    return [" ".join(_words(line + _check_of_line(number, line))) for number, line in enumerate(lines, start=1)]


def read(lines: Sequence[str]) -> Part:
    """A part from its six lines. Raises LineWrong, PartUnknown, PartCutShort."""
    if len(lines) != LINES:
        raise problems.PartCutShort(lines=LINES, found=len(lines))
    content = b"".join(read_line(number, line) for number, line in enumerate(lines, start=1))
    form, number = content[0] >> 4, content[0] & 0x0F
    if form != FORM or number not in {1, 2}:
        raise problems.PartUnknown
    pair, rest = content[3 : 3 + PAIR_BYTES], content[3 + PAIR_BYTES :]
    return Part(number, int.from_bytes(content[1:3], "big"), pair, rest[:KEY_BYTES], rest[KEY_BYTES:])


def read_line(number: int, line: str) -> bytes:
    """The content of one line (1 to 6). Raises LineWrong, which says the word where only one cannot be one."""
    words = line.casefold().replace("-", " ").split()
    for word in words:
        if not WORD.fullmatch(word):
            raise problems.LineWrong(line=number, why=f'"{word}"')
    content = b"".join(map(_bytes, words))
    if len(words) != WORDS + 1 or _check_of_line(number, content[: 2 * WORDS]) != content[2 * WORDS :]:
        raise problems.LineWrong(line=number, why=f"{len(words)}/{WORDS + 1}")
    return content[: 2 * WORDS]


def _both(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _check(key: bytes) -> bytes:
    """What says that a key was put together rightly, and nothing of the key."""
    return hashlib.sha256(b"tuvurane/escrow/1" + key).digest()[:CHECK_BYTES]


def _check_of_line(number: int, content: bytes) -> bytes:
    return hashlib.sha256(bytes([number]) + content).digest()[:2]


def _words(content: bytes) -> Iterator[str]:
    return (_word(content[at : at + 2]) for at in range(0, len(content), 2))


def _word(two: bytes) -> str:
    bits = int.from_bytes(two, "big")
    return "".join(
        [
            CONSONANTS[bits >> 12],
            VOWELS[bits >> 10 & 3],
            CONSONANTS[bits >> 6 & 15],
            VOWELS[bits >> 4 & 3],
            CONSONANTS[bits & 15],
        ]
    )


def _bytes(word: str) -> bytes:
    bits = 0
    for at, letter in enumerate(word):
        known = VOWELS if at % 2 else CONSONANTS
        bits = bits << (2 if at % 2 else 4) | known.index(letter)
    return bits.to_bytes(2, "big")
