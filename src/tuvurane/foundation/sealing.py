"""
Sealed bytes: AES-256-GCM under a key, keys wrapped by the master key, and boxes that only the server opens.

The master key lives in the secrets file beside the database, never in it.
"""

import os
from collections.abc import Callable, Mapping
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
GENERATION_BYTES = 2
VERSION = b"\x01"
OF_A_RING = b"\x02"
FIRST = 1  # what was sealed before generations were named


class Unreadable(ValueError):
    """The bytes were changed, belong to another row, or the key is gone."""


class Box(NamedTuple):
    """A P-256 key pair: anyone closes with ``public`` (65 raw bytes), only ``private`` (PKCS 8) opens."""

    public: bytes
    private: bytes


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return os.urandom(KEY_BYTES)


class Ring:
    """
    The generations of one key, so that old and new stand side by side while the old one goes out of use.

    ``look`` answers every generation that is kept, by number; it is asked at first use and again when
    sealed bytes name one that is not known. ``newest`` answers the number to seal under; it is asked
    each time, inside the transaction that keeps what is sealed.
    """

    def __init__(self, look: Callable[[], Mapping[int, bytes]], newest: Callable[[], int]) -> None:
        self._look, self._newest = look, newest
        self._keys: Mapping[int, bytes] = {}

    def key(self, generation: int) -> bytes:
        """The key of a generation. Raises Unreadable when it was destroyed or never was."""
        if generation not in self._keys:
            self._keys = self._look()
        try:
            return self._keys[generation]
        except KeyError as error:
            raise Unreadable("the generation of the key is gone") from error

    def newest(self) -> int:
        """The generation to seal under, as the transaction sees it."""
        return self._newest()

    def held(self) -> "Ring":
        """The same ring, asked now what to seal under: for one transaction that seals a great many."""
        return self.at(self._newest())

    def at(self, generation: int) -> "Ring":
        """The same ring, sealing under this generation: for who moves rows to it."""
        return Ring(self._look, lambda: generation)


Key = bytes | Ring


def seal(key: Key, plaintext: bytes, *, aad: bytes) -> bytes:
    """
    Encrypt under ``key`` (32 bytes, or a ring's newest generation), bound to ``aad`` (the row's id).

    The answer is version (1 byte), under a ring its generation (2 bytes), nonce (12), ciphertext with
    tag. The generation is authenticated with ``aad``.
    """
    if isinstance(key, Ring):
        generation = key.newest()
        head = prefix(generation)
        return head + _encrypt(key.key(generation), plaintext, head + aad)
    return VERSION + _encrypt(key, plaintext, aad)


def unseal(key: Key, blob: bytes | memoryview, *, aad: bytes) -> bytes:
    """Decrypt what ``seal`` made. Raises Unreadable for other keys, other rows, changed bytes, destroyed keys."""
    blob = bytes(blob)
    if isinstance(key, Ring) and blob[:1] == OF_A_RING:
        head, body = blob[: 1 + GENERATION_BYTES], blob[1 + GENERATION_BYTES :]
        return _decrypt(key.key(generation_of(blob)), body, head + aad)
    if blob[:1] != VERSION:
        raise Unreadable("not sealed bytes of a known version")
    return _decrypt(key.key(FIRST) if isinstance(key, Ring) else key, blob[1:], aad)


def prefix(generation: int) -> bytes:
    """
    How bytes sealed under a generation of a ring begin.

    Whatever sorts before it was sealed under an older generation, those from before generations too.
    """
    return OF_A_RING + generation.to_bytes(GENERATION_BYTES, "big")


def generation_of(blob: bytes) -> int:
    """Under which generation of a ring these bytes are sealed."""
    return int.from_bytes(blob[1 : 1 + GENERATION_BYTES], "big") if blob[:1] == OF_A_RING else FIRST


def _encrypt(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def _decrypt(key: bytes, body: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("wrong key, wrong row or changed bytes") from error


def wrap(key: bytes, *, aad: bytes) -> bytes:
    """Seal a key by the master key, inside the transaction that keeps it."""
    return seal(master(), key, aad=aad)


def unwrap(blob: bytes | memoryview, *, aad: bytes) -> bytes:
    """Open a key that ``wrap`` sealed. Raises Unreadable."""
    return unseal(master(), blob, aad=aad)


def master() -> Ring:
    """
    The ring of the master key as the secrets file has it now: another process may be changing it.

    While it changes, the file holds the generation before too.
    """
    secrets = settings.TUVURANE_SECRETS.fresh()
    newest = secrets.master_generation
    keys = {newest: bytes.fromhex(secrets["master_key"])}
    if secrets.changing:
        keys[newest - 1] = bytes.fromhex(secrets["master_key_before"])
    return Ring(lambda: keys, lambda: newest)


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
