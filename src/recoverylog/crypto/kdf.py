"""Stretching a passphrase with Argon2id (RFC 9106), within bounds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SALT_BYTES = 16
MEMORY_KIB = (19 * 1024, 1024 * 1024)
PASSES = (2, 16)
LANES = (1, 8)


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess at a passphrase takes.

    The default is the second recommended set of RFC 9106 §4: 64 MiB, 3 passes, 4 lanes.

    Attributes:
        memory_kib: 19,456 (OWASP's least) to 1,048,576.
        passes: 2 to 16.
        lanes: 1 to 8.

    Raises:
        ValueError: a figure is out of its range. The check comes before anything is allocated:
            a doctored key file can ask for neither terabytes nor a trifle.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse figures out of range."""
        for name, value, (low, high) in (
            ("memory_kib", self.memory_kib, MEMORY_KIB),
            ("passes", self.passes, PASSES),
            ("lanes", self.lanes, LANES),
        ):
            if type(value) is not int or not low <= value <= high:
                msg = f"{name} must be a whole number from {low} to {high}"
                raise ValueError(msg)


LEAST = Cost(MEMORY_KIB[0], PASSES[0], LANES[0])
"""The cheapest cost that is accepted, for tests and the demo's throw-away vault."""


def normal(passphrase: str) -> bytes:
    """Return the bytes that are stretched: NFKC, white space trimmed and merged, UTF-8.

    The same words typed on another keyboard, or with two blanks between them, are the same
    passphrase. Lone surrogates (bytes that were no UTF-8) are kept as they came.
    """
    text = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    return text.encode("utf-8", "surrogatepass")


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes of Argon2id of the normalised passphrase.

    Releases the interpreter lock while it works.

    Raises:
        MemoryError: the system has not the memory that ``cost`` asks for.
    """
    return Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(normal(passphrase))
