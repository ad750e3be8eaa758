"""
Sealed bytes: AES-256-GCM under a key, keys wrapped by the master key, and boxes that only the server opens.

The master key lives in the secrets file beside the database, never in it.
"""

import os
from functools import cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12
POINT_BYTES = 65
VERSION = b"\x01"


class Unreadable(ValueError):
    """The bytes were changed, belong to another row, or the key is gone."""


class Box(NamedTuple):
    """A P-256 key pair: anyone closes with ``public`` (65 raw bytes), only ``private`` (PKCS 8) opens."""

    public: bytes
    private: bytes


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plaintext: bytes, *, aad: bytes) -> bytes:
    """
    Encrypt under ``key`` (32 bytes), bound to ``aad`` (the row's id).

    The answer is version (1 byte), nonce (12), ciphertext with tag.
    """
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def unseal(key: bytes, blob: bytes | memoryview, *, aad: bytes) -> bytes:
    """Decrypt what ``seal`` made. Raises Unreadable for other keys, other rows or changed bytes."""
    blob = bytes(blob)
    if blob[:1] != VERSION or len(blob) < 1 + NONCE_BYTES:
        raise Unreadable("not sealed bytes of a known version")
    try:
        return AESGCM(key).decrypt(blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :], aad)
    except InvalidTag as error:
        raise Unreadable("wrong key, wrong row or changed bytes") from error


def wrap(key: bytes, *, aad: bytes) -> bytes:
    """Seal a key by the master key."""
    return seal(_master_key(), key, aad=aad)


def unwrap(blob: bytes | memoryview, *, aad: bytes) -> bytes:
    """Open a key that ``wrap`` sealed. Raises Unreadable."""
    return unseal(_master_key(), blob, aad=aad)


def _master_key() -> bytes:
    return bytes.fromhex(settings.TUVURANE_SECRETS["master_key"])


def new_box() -> Box:
    """A fresh key pair for sealing to the server."""
    private = ec.generate_private_key(ec.SECP256R1())
    return Box(
        _point(private.public_key()),
        private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )


def close_box(public: bytes, plaintext: bytes, *, info: bytes, aad: bytes) -> bytes:
    """
    Seal ``plaintext`` to the holder of the box: what the phone does the moment answers are saved.

    Ephemeral P-256 ECDH, HKDF-SHA256 with ``info``, AES-256-GCM with ``aad``. The answer is version
    (1 byte), ephemeral public point (65), nonce (12), ciphertext with tag.
    """
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    holder = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    key = _derive(ephemeral.exchange(ec.ECDH(), holder), info)
    sealed = seal(key, plaintext, aad=aad)
    return VERSION + _point(ephemeral.public_key()) + sealed[1:]


def open_box(private: bytes, blob: bytes, *, info: bytes, aad: bytes) -> bytes:
    """Open what ``close_box`` (or a phone) sealed. Raises Unreadable."""
    if blob[:1] != VERSION or len(blob) < 1 + POINT_BYTES + NONCE_BYTES:
        raise Unreadable("not a sealed box of a known version")
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), blob[1 : 1 + POINT_BYTES])
    except ValueError as error:
        raise Unreadable("the box does not start with a public point") from error
    key = _derive(_private(private).exchange(ec.ECDH(), point), info)
    return unseal(key, VERSION + blob[1 + POINT_BYTES :], aad=aad)


@cache
def _private(der: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(der, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Unreadable("the box's private key is of another kind")
    return key


def _derive(shared: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(shared)


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
