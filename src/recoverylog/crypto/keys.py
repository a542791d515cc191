"""The root key and the keys derived from it.

Every working key is HKDF-Expand-SHA256 (RFC 5869 §2.3) of the root key with a label, the vault's
id and its epoch, so that no two uses, vaults or epochs ever share one. docs/format.md gives the
bytes.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES = 32
VAULT_ID_BYTES = 16
_PREFIX = b"recoverylog/1 "


def expand(secret: bytes, label: str, context: bytes, length: int = KEY_BYTES) -> bytes:
    """Return ``length`` bytes of HKDF-Expand-SHA256 of a uniformly random ``secret``.

    Args:
        secret: at least 32 bytes of full entropy; no extract step is made.
        label: what the key is for.
        context: what else it is bound to; of fixed length, so that no boundary is ambiguous.
        length: 1 to 8160 bytes (255 blocks of SHA-256).
    """
    info = _PREFIX + label.encode("ascii") + b"\0" + context
    return HKDFExpand(hashes.SHA256(), length, info).derive(secret)


def mac(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256 (RFC 2104) of ``message``, 32 bytes."""
    code = HMAC(key, hashes.SHA256())
    code.update(message)
    return code.finalize()


def same(one: bytes, other: bytes) -> bool:
    """Return whether two codes are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one, other)


def digest(content: bytes) -> bytes:
    """Return the SHA-256 of ``content``, 32 bytes."""
    found = hashes.Hash(hashes.SHA256())
    found.update(content)
    return found.finalize()


def fingerprint(public: bytes) -> bytes:
    """Return the 16-byte id of a public key: the front half of its SHA-256."""
    return digest(public)[:16]


@dataclass(frozen=True, slots=True)
class RootKey:
    """The one key from which all others of a vault's epoch are derived.

    Its text form shows nothing: a traceback or a log cannot carry it out.
    """

    secret: bytes = field(repr=False)
    vault: bytes
    epoch: int

    @classmethod
    def new(cls, vault: bytes, epoch: int) -> RootKey:
        """Return a fresh random root key."""
        return cls(os.urandom(KEY_BYTES), vault, epoch)

    def _derive(self, label: str) -> bytes:
        return expand(self.secret, label, self.vault + self.epoch.to_bytes(4, "big"))

    def working(self) -> WorkingKeys:
        """Return the keys with which an unlocked journal works."""
        return WorkingKeys(self._derive("database"), self._derive("inbox"))

    def header_key(self) -> bytes:
        """Return the key of the MAC over vault.json."""
        return self._derive("header")


@dataclass(frozen=True, slots=True)
class WorkingKeys:
    """What an unlocked journal needs: enough to read and write, not to add a key slot.

    Attributes:
        database: the raw 256-bit SQLCipher key.
        inbox_seed: the X-Wing seed of the present inbox key.
    """

    database: bytes = field(repr=False)
    inbox_seed: bytes = field(repr=False)
