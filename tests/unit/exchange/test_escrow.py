"""Two parts make the key again, one alone says nothing, and a mistake is found in its line."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuvurane.exchange import escrow, problems

KEYS = st.binary(min_size=32, max_size=32)
GENERATIONS = st.integers(1, 65_535)
KEY = bytes(range(32))
PARTS = escrow.split(KEY, 3)
LETTERS = escrow.CONSONANTS + escrow.VOWELS


@given(key=KEYS, generation=GENERATIONS)
def test_two_parts_written_and_read_make_the_key_again(key, generation):
    parts = escrow.split(key, generation)

    read = [escrow.read(escrow.written(part)) for part in parts]

    assert tuple(read) == parts
    assert escrow.join(*read) == (key, generation)
    assert escrow.join(*reversed(read)) == (key, generation)


@given(key=KEYS)
def test_a_part_is_six_lines_of_five_words_of_five_letters(key):
    for part in escrow.split(key, 1):
        lines = escrow.written(part)

        assert [len(line.split()) for line in lines] == [5] * 6
        assert all(escrow.WORD.fullmatch(word) for line in lines for word in line.split())


def test_the_words_are_those_of_the_published_scheme():
    # D. S. Wilkerson, "A Proposal for Proquints" (arXiv:0901.4016): the address 127.0.0.1 is lusab-babad.
    assert [escrow._word(two) for two in (b"\x7f\x00", b"\x00\x01", b"\x3f\x54", b"\xdc\xc1")] == [
        "lusab", "babad", "gutih", "tugad"
    ]  # fmt: skip


def test_the_same_key_gives_other_parts_every_time_and_neither_holds_it():
    again = escrow.split(KEY, 3)

    for one, other in zip(PARTS, again, strict=True):
        assert one.secret not in {other.secret, KEY}
        assert one.pair != other.pair


@given(at=st.integers(0, 5), word=st.integers(0, 4), letter=st.integers(0, 4), by=st.integers(1, 15))
def test_one_wrong_letter_is_found_in_its_line(at, word, letter, by):
    lines = escrow.written(PARTS[0])
    words = lines[at].split()
    signs = escrow.VOWELS if letter % 2 else escrow.CONSONANTS
    assume(by % len(signs))
    wrong = signs[(signs.index(words[word][letter]) + by) % len(signs)]
    words[word] = words[word][:letter] + wrong + words[word][letter + 1 :]
    lines[at] = " ".join(words)

    with pytest.raises(problems.LineWrong) as refused:
        escrow.read(lines)

    assert refused.value.details["line"] == at + 1


@given(at=st.integers(0, 5), text=st.text(alphabet=LETTERS + " -qx9é", max_size=40))
def test_no_other_words_make_a_line(at, text):
    lines = escrow.written(PARTS[1])
    assume(text.casefold().replace("-", " ").split() != lines[at].split())

    with pytest.raises(problems.LineWrong):
        escrow.read([*lines[:at], text, *lines[at + 1 :]])


def test_lines_out_of_their_order_are_found():
    lines = escrow.written(PARTS[0])

    with pytest.raises(problems.LineWrong) as refused:
        escrow.read([lines[1], lines[0], *lines[2:]])

    assert refused.value.details["line"] == 1


def test_a_part_may_be_written_in_capitals_and_with_dashes():
    lines = [line.upper().replace(" ", "-") for line in escrow.written(PARTS[0])]

    assert escrow.read(lines) == PARTS[0]


def test_a_part_cut_short_is_not_read():
    with pytest.raises(problems.PartCutShort):
        escrow.read(escrow.written(PARTS[0])[:5])


def test_one_part_twice_is_refused():
    with pytest.raises(problems.SamePart) as refused:
        escrow.join(PARTS[0], PARTS[0])

    assert "part 1" in refused.value.sentence()


def test_parts_that_were_not_made_together_are_refused_with_the_names_of_their_pairs():
    other = escrow.split(KEY, 3)

    with pytest.raises(problems.PartsOfTwoPairs) as refused:
        escrow.join(PARTS[0], other[1])

    assert PARTS[0].name in refused.value.sentence()
    assert other[1].name in refused.value.sentence()


def test_a_part_that_was_changed_with_its_checks_does_not_make_the_key():
    forged = PARTS[1]._replace(secret=bytes(32))

    with pytest.raises(problems.PartsWrong):
        escrow.join(PARTS[0], forged)


def test_a_part_of_another_form_is_not_guessed_at():
    lines = escrow.written(PARTS[0]._replace(number=7))

    with pytest.raises(problems.PartUnknown):
        escrow.read(lines)
