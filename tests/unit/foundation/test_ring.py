"""A ring: what was sealed under an older generation opens, and nothing opens what was destroyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.foundation import sealing

ROW = b"row one"
OLD, NEW = sealing.new_key(), sealing.new_key()


class Kept:
    """The keys somewhere; how often they were asked for."""

    def __init__(self, keys, newest):
        self.keys, self.number, self.asked = dict(keys), newest, 0
        self.ring = sealing.Ring(self.look, lambda: self.number)

    def look(self):
        self.asked += 1
        return dict(self.keys)


@given(plain=st.binary(max_size=300), row=st.binary(max_size=40), number=st.integers(1, 65_535))
def test_what_a_ring_seals_it_opens_and_names_its_generation(plain, row, number):
    ring = Kept({number: OLD}, number).ring

    blob = sealing.seal(ring, plain, aad=row)

    assert sealing.unseal(ring, blob, aad=row) == plain
    assert sealing.generation_of(blob) == number
    assert blob.startswith(sealing.prefix(number))


def test_what_was_sealed_before_generations_is_of_the_first():
    blob = sealing.seal(OLD, b"Nadia", aad=ROW)

    assert sealing.unseal(Kept({1: OLD, 2: NEW}, 2).ring, blob, aad=ROW) == b"Nadia"
    assert sealing.generation_of(blob) == sealing.FIRST


def test_old_and_new_generations_open_side_by_side():
    kept = Kept({1: OLD}, 1)
    old = sealing.seal(kept.ring, b"Nadia", aad=ROW)
    kept.keys[2], kept.number = NEW, 2

    new = sealing.seal(kept.ring, b"Nadia", aad=ROW)

    assert [sealing.unseal(kept.ring, blob, aad=ROW) for blob in (old, new)] == [b"Nadia"] * 2
    assert [sealing.generation_of(blob) for blob in (old, new)] == [1, 2]


def test_the_keys_are_asked_for_again_only_when_a_generation_is_unknown():
    kept = Kept({1: OLD}, 1)
    for _ in range(3):
        sealing.unseal(kept.ring, sealing.seal(kept.ring, b"Nadia", aad=ROW), aad=ROW)
    kept.keys[2], kept.number = NEW, 2
    sealing.seal(kept.ring, b"Nadia", aad=ROW)

    assert kept.asked == 2


def test_a_destroyed_generation_opens_nothing():
    kept = Kept({1: OLD, 2: NEW}, 1)
    blob = sealing.seal(kept.ring, b"Nadia", aad=ROW)
    del kept.keys[1]

    with pytest.raises(sealing.Unreadable):
        sealing.unseal(sealing.Ring(kept.look, lambda: 2), blob, aad=ROW)


@pytest.mark.parametrize("named", [1, 2, 3])
def test_a_blob_cannot_claim_another_generation(named):
    ring = Kept({1: OLD, 2: NEW, 3: OLD}, 1).ring
    blob = sealing.seal(ring, b"Nadia", aad=ROW)
    claimed = sealing.prefix(named) + blob[len(sealing.prefix(named)) :]

    if named == 1:
        assert sealing.unseal(ring, claimed, aad=ROW) == b"Nadia"
    else:
        with pytest.raises(sealing.Unreadable):  # generation 3 has the very key
            sealing.unseal(ring, claimed, aad=ROW)


def test_a_plain_key_does_not_open_what_a_ring_sealed():
    blob = sealing.seal(Kept({1: OLD}, 1).ring, b"Nadia", aad=ROW)

    with pytest.raises(sealing.Unreadable):
        sealing.unseal(OLD, blob, aad=ROW)


@given(length=st.integers(0, 40))
def test_a_blob_cut_short_is_unreadable(length):
    ring = Kept({1: OLD}, 1).ring
    blob = sealing.seal(ring, b"", aad=ROW)

    with pytest.raises(sealing.Unreadable):
        sealing.unseal(ring, blob[: length % len(blob)], aad=ROW)


@given(numbers=st.lists(st.integers(1, 65_535), min_size=2, max_size=2, unique=True))
def test_older_generations_sort_before_newer_ones(numbers):
    older, newer = sorted(numbers)
    first = sealing.seal(OLD, b"x", aad=ROW)

    assert first < sealing.prefix(1) < sealing.prefix(2)
    assert sealing.seal(Kept({older: OLD}, older).ring, b"x", aad=ROW) < sealing.prefix(newer)
    assert sealing.seal(Kept({newer: OLD}, newer).ring, b"x", aad=ROW) > sealing.prefix(newer)


def test_a_held_ring_asks_once_what_to_seal_under():
    kept = Kept({1: OLD, 2: NEW}, 1)
    held = kept.ring.held()
    kept.number = 2

    assert sealing.generation_of(sealing.seal(held, b"x", aad=ROW)) == 1
    assert sealing.generation_of(sealing.seal(kept.ring, b"x", aad=ROW)) == 2
