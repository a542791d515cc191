"""Sealing quick entries to the inbox key with HPKE (RFC 9180, base mode).

The suite is MLKEM768-X25519 (KEM 0x647a, X-Wing), HKDF-SHA256, ChaCha20-Poly1305: entries lie
about as files that may be copied today and attacked in twenty years. HPKE in base mode says
nothing of who sealed, so a MAC under the device's key travels inside. This module is on the
quick path: `cryptography` and nothing else.

A sealed entry is

    "RLINBOX1"  8 bytes   what this is
    key id     16 bytes   SHA-256 of the public key, front half
    sealed      n bytes   HPKE enc (1120), ciphertext, tag (16)

and the plaintext inside is

    length      4 bytes   big-endian, of the body
    mac        32 bytes   HMAC-SHA256 under the device's key, or zeros where there is none
    body                  JSON, UTF-8
    zeros                 up to the next multiple of 1024
"""

from __future__ import annotations

from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

MAGIC = b"RLINBOX1"
KEY_ID_BYTES = 16
MAC_BYTES = 32
NO_MAC = bytes(MAC_BYTES)
NO_VAULT = bytes(16)
"""Stands for the vault's id in entries sealed before there is a vault."""
PUBLIC_BYTES = 1216
SEED_BYTES = 32
_BUCKET = 1024
_MLKEM_PUBLIC = 1184
_ENC_BYTES = 1120


class Unopened(Exception):
    """The bytes are no sealed entry, were changed, or were sealed to another key."""


class SealedBody(NamedTuple):
    """What a sealed entry holds: its JSON body and the MAC beside it."""

    body: bytes
    code: bytes


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def _info(vault: bytes, key_id: bytes) -> bytes:
    return b"recoverylog/1 inbox\0" + vault + key_id


def _padded(body: bytes, code: bytes) -> bytes:
    packed = len(body).to_bytes(4, "big") + code + body
    return packed + bytes(-len(packed) % _BUCKET)


def device_code(key: bytes, vault: bytes, body: bytes) -> bytes:
    """Return the MAC by which the journal knows its own device's entries."""
    code = HMAC(key, hashes.SHA256())
    code.update(b"recoverylog/1 quick entry\0" + vault + body)
    return code.finalize()


def digest(content: bytes) -> str:
    """Return the SHA-256 of ``content`` in hexadecimal."""
    found = hashes.Hash(hashes.SHA256())
    found.update(content)
    return found.finalize().hex()


def seal(body: bytes, code: bytes, *, public: bytes, key_id: bytes, vault: bytes) -> bytes:
    """Return ``body`` sealed so that only the holder of the inbox seed reads it.

    Args:
        body: the entry as JSON; its length shows only in steps of 1 KiB.
        code: 32 bytes, from :func:`device_code` or :data:`NO_MAC`.
        public: the 1216-byte public key (ML-KEM-768 encapsulation key, then X25519).
        key_id: the 16-byte id of that key, written in clear.
        vault: the 16-byte id of the vault, which the sealing is bound to.

    Raises:
        ValueError: ``public`` is no such key.
    """
    if len(public) != PUBLIC_BYTES:
        msg = "an inbox key has 1216 bytes"
        raise ValueError(msg)
    recipient = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
    )
    sealed = _suite().encrypt(_padded(body, code), recipient, info=_info(vault, key_id))
    return MAGIC + key_id + sealed


def key_id_of(sealed: bytes) -> bytes:
    """Return the id of the key that a sealed entry names.

    Raises:
        Unopened: the bytes are no sealed entry.
    """
    if not sealed.startswith(MAGIC) or len(sealed) < len(MAGIC) + KEY_ID_BYTES + _ENC_BYTES:
        raise Unopened
    return sealed[len(MAGIC) : len(MAGIC) + KEY_ID_BYTES]


def unseal(sealed: bytes, private: MLKEM768X25519PrivateKey, vault: bytes) -> SealedBody:
    """Return what a sealed entry holds.

    Raises:
        Unopened: it was changed, or sealed to another key or vault.
    """
    key_id = key_id_of(sealed)
    try:
        packed = _suite().decrypt(
            sealed[len(MAGIC) + KEY_ID_BYTES :], private, info=_info(vault, key_id)
        )
    except (InvalidTag, ValueError) as problem:
        raise Unopened from problem
    length = int.from_bytes(packed[:4], "big")
    start = 4 + MAC_BYTES
    body, rest = packed[start : start + length], packed[start + length :]
    if len(packed) < start or len(body) != length or any(rest):
        raise Unopened
    return SealedBody(body, packed[4:start])


def private_key(seed: bytes) -> MLKEM768X25519PrivateKey:
    """Return the private key that a 32-byte X-Wing seed stands for.

    The seed is expanded by SHAKE256 to the ML-KEM seed (64 bytes) and the X25519 key (32), as
    draft-connolly-cfrg-xwing-kem has it. `cryptography` has no serialisation for the hybrid
    key, so the seed is what we keep.
    """
    from cryptography.hazmat.primitives.asymmetric.mlkem import (  # noqa: PLC0415
        MLKEM768PrivateKey,
    )
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415
        X25519PrivateKey,
    )

    wide = _wide(seed)
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(wide[:64]),
        X25519PrivateKey.from_private_bytes(wide[64:]),
    )


def public_key(seed: bytes) -> bytes:
    """Return the 1216-byte public key that belongs to a 32-byte X-Wing seed."""
    from cryptography.hazmat.primitives.asymmetric.mlkem import (  # noqa: PLC0415
        MLKEM768PrivateKey,
    )
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415
        X25519PrivateKey,
    )

    wide = _wide(seed)
    lattice = MLKEM768PrivateKey.from_seed_bytes(wide[:64]).public_key()
    curve = X25519PrivateKey.from_private_bytes(wide[64:]).public_key()
    return lattice.public_bytes_raw() + curve.public_bytes_raw()


def _wide(seed: bytes) -> bytes:
    if len(seed) != SEED_BYTES:
        msg = "an inbox seed has 32 bytes"
        raise ValueError(msg)
    shake = hashes.Hash(hashes.SHAKE256(96))
    shake.update(seed)
    return shake.finalize()
