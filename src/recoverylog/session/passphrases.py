"""Choosing a passphrase: the words that are offered, and how well one resists guessing.

What screens may know of the keys. Loads the word list and zxcvbn only when asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoverylog.crypto.passphrase import Strength


def offered() -> str:
    """Return five random words."""
    from recoverylog.crypto import passphrase  # noqa: PLC0415 - only where one is chosen

    return passphrase.generate()


def judged(typed: str) -> tuple[Strength, str]:
    """Return how strong a passphrase is, and the advice where it could be stronger."""
    from recoverylog.crypto import passphrase  # noqa: PLC0415 - only where one is chosen

    found = passphrase.strength(typed)
    return found, "" if found.bits >= passphrase.GOOD_BITS else found.advice
