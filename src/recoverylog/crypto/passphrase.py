"""Generated passphrases, and an honest word on how strong a chosen one is."""

from __future__ import annotations

import math
import os
import secrets
from functools import cache
from typing import NamedTuple

from recoverylog.crypto import kdf
from recoverylog.language import _, counted

_LIST = os.path.join(os.path.dirname(__file__), "words.txt")
_GUESSES_PER_SECOND = 1_800
"""What one high-end graphics card manages against 64 MiB and 3 passes (memory bandwidth bound)."""


class Strength(NamedTuple):
    """How a passphrase would stand against someone who has copied the vault.

    Attributes:
        bits: binary logarithm of the guesses that it takes, as zxcvbn estimates them.
        word: easy to guess, fair, good or strong.
        sentence: the same in plain words, with the time that one graphics card would take.
        advice: zxcvbn's own suggestion, or empty.
    """

    bits: float
    word: str
    sentence: str
    advice: str


@cache
def words() -> tuple[str, ...]:
    """Return the words to draw from.

    They are the large list of the Electronic Frontier Foundation (2016, CC BY 3.0 US) without
    its hyphenated words and without 56 that nobody in recovery should be handed as a key.
    """
    with open(_LIST, encoding="ascii") as lines:
        return tuple(lines.read().split())


def generate(count: int = 5) -> str:
    """Return ``count`` words drawn at random; five carry 64 bits."""
    return " ".join(secrets.choice(words()) for _ in range(count))


def generated_bits(count: int = 5) -> float:
    """Return how many bits a generated passphrase of ``count`` words carries."""
    return count * math.log2(len(words()))


def strength(passphrase: str) -> Strength:
    """Return an estimate for a passphrase that a person chose.

    zxcvbn reads at most 72 characters; what follows can only add to its estimate.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 75 ms, only where a passphrase is being chosen

    if not passphrase.strip():
        return Strength(0.0, _("easy to guess"), _("There is nothing to guess."), "")
    # What is stretched is what is judged: runs of blanks count as one.
    found = zxcvbn(kdf.normal(passphrase).decode("utf-8", "replace")[:72])
    bits = float(found["guesses_log10"]) * math.log2(10)
    suggestions = found["feedback"]["suggestions"]
    word = next(name for least, name in _GRADES if bits >= least)
    span = _span(2**bits / 2 / _GUESSES_PER_SECOND)
    sentence = _("One fast graphics card would find it in about {span}.", span=span)
    return Strength(bits, word, sentence, suggestions[0] if suggestions else "")


GOOD_BITS = 48.0
"""From here on a passphrase needs no further word."""

_GRADES = (
    (60.0, _("strong")),
    (GOOD_BITS, _("good")),
    (36.0, _("fair")),
    (-math.inf, _("easy to guess")),
)
_YEAR, _DAY, _HOUR, _MINUTE = 31_557_600, 86_400, 3_600, 60


def _span(seconds: float) -> str:
    if seconds > 1_000_000 * _YEAR:
        return _("millions of years")
    if seconds >= _YEAR:
        return counted("{n:,} year", "{n:,} years", round(seconds / _YEAR))
    if seconds >= _DAY:
        return counted("{n} day", "{n} days", round(seconds / _DAY))
    if seconds >= _HOUR:
        return counted("{n} hour", "{n} hours", round(seconds / _HOUR))
    if seconds >= _MINUTE:
        return counted("{n} minute", "{n} minutes", round(seconds / _MINUTE))
    return counted("{n} second", "{n} seconds", round(seconds)) if seconds >= 1 else _("a second")
