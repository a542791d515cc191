"""The keys of an unlocked vault, as they are cached and carried about."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What unlocks one epoch of one vault, without the root key.

    Attributes:
        vault: the vault's 16-byte id.
        epoch: the epoch that these keys belong to.
        database: the raw 256-bit database key.
        inbox_seed: the 32-byte seed of the inbox key.
    """

    vault: bytes
    epoch: int
    database: bytes = field(repr=False)
    inbox_seed: bytes = field(repr=False)

    def payload(self) -> bytes:
        """Return the 64 bytes that the kernel keyring holds."""
        return self.database + self.inbox_seed


PAYLOAD_BYTES = 64


def from_payload(vault: bytes, epoch: int, payload: bytes) -> KeyRing:
    """Return the keys that a cached payload stands for."""
    return KeyRing(vault, epoch, payload[:32], payload[32:])
