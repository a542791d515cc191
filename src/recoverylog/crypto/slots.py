"""Key slots: ways to wrap the root key so that one secret opens it.

A slot's secret (a stretched passphrase, or the 128 bits of a recovery kit) is expanded to a
wrapping key and a commitment. The commitment is compared first: AES-GCM-SIV alone would accept
a crafted ciphertext under two keys, and "these words open no slot" must be certain (it is what
keeps a wrong passphrase apart from damage). The nonce may be fixed, because a slot's salt is
fresh at every wrapping and so its key is used once. All parameters are in the AAD.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from recoverylog.crypto import kdf
from recoverylog.crypto.keys import KEY_BYTES, RootKey, expand, same

SlotKind = Literal["passphrase", "kit"]
SLOT_ID_BYTES = 8
WRAPPED_BYTES = KEY_BYTES + 16
_NONCE = bytes(12)


class WrappedKeyAltered(Exception):
    """The secret is right, yet the wrapped key does not open: the slot was changed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way into a vault.

    Attributes:
        slot_id: 8 random bytes.
        kind: whether a passphrase or a recovery kit opens it.
        salt: 16 random bytes, new at every wrapping.
        cost: the Argon2id cost of a passphrase slot; None for a kit, whose 128 random bits
            need no stretching.
        commitment: 32 bytes that only the right secret yields.
        wrapped: the root key under AES-256-GCM-SIV, 48 bytes.
    """

    slot_id: bytes
    kind: SlotKind
    salt: bytes
    cost: kdf.Cost | None
    commitment: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)


def _associated(slot_id: bytes, kind: SlotKind, salt: bytes, cost: kdf.Cost | None) -> bytes:
    """Return everything about a slot that its wrapping is bound to, each part of known length."""
    figures = (cost.memory_kib, cost.passes, cost.lanes) if cost else (0, 0, 0)
    return (
        kind.encode("ascii").ljust(16, b"\0")
        + slot_id
        + salt
        + b"".join(figure.to_bytes(4, "big") for figure in figures)
    )


def _stretched(secret: str | bytes, salt: bytes, cost: kdf.Cost | None) -> bytes:
    if cost is not None and isinstance(secret, str):
        return kdf.stretch(secret, salt, cost)
    if cost is None and isinstance(secret, bytes):
        # 128 random bits and a salt of 128: HKDF-Expand wants its 32 bytes as one key.
        return secret + salt
    msg = "a passphrase slot takes words, a kit slot takes bytes"
    raise TypeError(msg)


def _slot_keys(
    stretched: bytes, associated: bytes, vault: bytes, epoch: int
) -> tuple[bytes, bytes]:
    context = vault + epoch.to_bytes(4, "big") + associated
    both = expand(stretched, "slot", context, 2 * KEY_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def wrap(root: RootKey, secret: str | bytes, cost: kdf.Cost | None) -> Slot:
    """Return a new slot in which ``secret`` opens ``root``.

    Args:
        root: the key to wrap.
        secret: a passphrase (with a cost), or the 16 bytes of a recovery kit (without).
        cost: the Argon2id cost, or None for a kit.
    """
    kind: SlotKind = "kit" if cost is None else "passphrase"
    slot_id, salt = os.urandom(SLOT_ID_BYTES), os.urandom(kdf.SALT_BYTES)
    associated = _associated(slot_id, kind, salt, cost)
    stretched = _stretched(secret, salt, cost)
    key, commitment = _slot_keys(stretched, associated, root.vault, root.epoch)
    wrapped = AESGCMSIV(key).encrypt(_NONCE, root.secret, associated)
    return Slot(slot_id, kind, salt, cost, commitment, wrapped)


def unwrap(slot: Slot, secret: str | bytes, vault: bytes, epoch: int) -> RootKey | None:
    """Return the root key, or None where ``secret`` does not open this slot.

    Raises:
        WrappedKeyAltered: the secret is right and the wrapped key was changed all the same.
    """
    associated = _associated(slot.slot_id, slot.kind, slot.salt, slot.cost)
    stretched = _stretched(secret, slot.salt, slot.cost)
    key, commitment = _slot_keys(stretched, associated, vault, epoch)
    if not same(commitment, slot.commitment):
        return None
    try:
        return RootKey(AESGCMSIV(key).decrypt(_NONCE, slot.wrapped, associated), vault, epoch)
    except InvalidTag as problem:
        raise WrappedKeyAltered from problem
