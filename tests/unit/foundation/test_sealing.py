"""Sealed bytes open whole, in their own row, with their own key, or not at all."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tuvurane.config.environment import Secrets
from tuvurane.foundation import sealing

INFO, ROW = b"tuvurane/test/1", b"row one"
BOX = sealing.new_box()
OTHER_BOX = sealing.new_box()
CLOSED = sealing.close_box(BOX.public, b'{"answers":{"srq_01":1}}', info=INFO, aad=ROW)


def changed(blob: bytes, place: int, by: int) -> bytes:
    """The same bytes with one of them changed."""
    place %= len(blob)
    return blob[:place] + bytes([blob[place] ^ by]) + blob[place + 1 :]


@given(strategies.keys, st.binary(max_size=300), st.binary(max_size=40))
def test_what_was_sealed_opens(key, plain, row):
    assert sealing.unseal(key, sealing.seal(key, plain, aad=row), aad=row) == plain


@given(strategies.keys, st.binary(max_size=60), st.integers(0, 500), st.integers(1, 255))
def test_a_changed_byte_anywhere_is_refused(key, plain, place, by):
    blob = changed(sealing.seal(key, plain, aad=ROW), place, by)

    with pytest.raises(sealing.Unreadable):
        sealing.unseal(key, blob, aad=ROW)


@given(strategies.keys, st.binary(max_size=60), st.integers(0, 100))
def test_sealed_bytes_cut_short_are_refused(key, plain, length):
    blob = sealing.seal(key, plain, aad=ROW)

    with pytest.raises(sealing.Unreadable):
        sealing.unseal(key, blob[: length % len(blob)], aad=ROW)


@given(strategies.keys, strategies.keys)
def test_another_key_or_another_row_is_refused(key, other):
    blob = sealing.seal(key, b"Nadia", aad=ROW)

    for wrong_key, wrong_row in ((other, ROW), (key, b"row two"), (key, b"")):
        if (wrong_key, wrong_row) != (key, ROW):
            with pytest.raises(sealing.Unreadable):
                sealing.unseal(wrong_key, blob, aad=wrong_row)


def test_the_same_words_are_never_sealed_to_the_same_bytes():
    key = sealing.new_key()

    assert len({sealing.seal(key, b"Nadia", aad=ROW) for _ in range(100)}) == 100


def test_a_wrapped_key_opens_only_for_its_row():
    key = sealing.new_key()
    wrapped = sealing.wrap(key, aad=ROW)

    assert sealing.unwrap(wrapped, aad=ROW) == key
    assert key not in wrapped
    with pytest.raises(sealing.Unreadable):
        sealing.unwrap(wrapped, aad=b"row two")


def test_a_wrapped_key_does_not_open_with_other_secrets(settings):
    wrapped = sealing.wrap(sealing.new_key(), aad=ROW)
    settings.TUVURANE_SECRETS = Secrets(Path("nowhere"), settings.TUVURANE_SECRETS | {"master_key": "00" * 32})

    with pytest.raises(sealing.Unreadable):
        sealing.unwrap(wrapped, aad=ROW)


@given(st.binary(max_size=300))
def test_a_box_opens_for_its_holder_alone(plain):
    blob = sealing.close_box(BOX.public, plain, info=INFO, aad=ROW)

    assert sealing.open_box(BOX.private, blob, info=INFO, aad=ROW) == plain
    with pytest.raises(sealing.Unreadable):
        sealing.open_box(OTHER_BOX.private, blob, info=INFO, aad=ROW)


@given(st.integers(0, 500), st.integers(1, 255))
def test_a_box_with_a_changed_byte_is_refused(place, by):
    with pytest.raises(sealing.Unreadable):
        sealing.open_box(BOX.private, changed(CLOSED, place, by), info=INFO, aad=ROW)


@given(st.binary(max_size=200) | st.integers(0, len(CLOSED) - 1).map(lambda length: CLOSED[:length]))
def test_bytes_that_are_no_box_are_refused(blob):
    with pytest.raises(sealing.Unreadable):
        sealing.open_box(BOX.private, blob, info=INFO, aad=ROW)


@pytest.mark.parametrize(("info", "row"), [(b"tuvurane/test/2", ROW), (INFO, b"row two")])
def test_a_box_is_bound_to_its_purpose_and_its_row(info, row):
    with pytest.raises(sealing.Unreadable):
        sealing.open_box(BOX.private, CLOSED, info=info, aad=row)


def test_a_box_closed_by_the_written_recipe_opens():
    """Fixed keys and nonce: the bytes that a phone must make, written down without our own code."""
    holder, ephemeral = (ec.derive_private_key(number, ec.SECP256R1()) for number in (0xA11CE, 0xB0B))
    point = ephemeral.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    shared = ephemeral.exchange(ec.ECDH(), holder.public_key())
    key = HKDF(hashes.SHA256(), 32, salt=None, info=INFO).derive(shared)
    blob = b"\x01" + point + bytes(12) + AESGCM(key).encrypt(bytes(12), b"Amahoro", ROW)
    private = holder.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )

    opened = sealing.open_box(private, blob, info=INFO, aad=ROW)

    assert opened == b"Amahoro"
    assert (len(point), point[0]) == (65, 4)
