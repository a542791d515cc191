"""The recovery kit: 128 random bits as 20 words (SLIP-39, one share of one).

`shamir-mnemonic` is the reference implementation of SLIP-39. It is not hardened against
someone who measures its time; here it runs once, by hand, on the person's own machine.
"""

from __future__ import annotations

import os
from functools import cache

from recoverylog.language import _

SECRET_BYTES = 16
WORDS = 20
_SHORTEST_PREFIX = 4


class NotAKit(Exception):
    """The words are no recovery kit; the text says which word, or that one is mistyped."""


_UNKIND = frozenset(
    {"alcohol", "criminal", "drink", "drug", "evil", "failure", "guilt"}
    | {"prisoner", "ruin", "shame", "smoking", "ugly", "victim", "wine"}
)
"""Words of the SLIP-39 list that nobody in recovery should have to copy onto paper."""


def new() -> tuple[bytes, tuple[str, ...]]:
    """Return a fresh 16-byte secret and the 20 words that stand for it.

    A secret whose words would hurt is drawn again; that costs less than half a bit of 128.
    """
    from shamir_mnemonic import generate_mnemonics  # noqa: PLC0415 - 40 ms, once in a vault's life

    while True:
        drawn = os.urandom(SECRET_BYTES)
        words = tuple(generate_mnemonics(1, [(1, 1)], drawn)[0][0].split())
        if _UNKIND.isdisjoint(words):
            return drawn, words


@cache
def _known() -> frozenset[str]:
    from shamir_mnemonic.wordlist import WORDLIST  # noqa: PLC0415 - as above

    return frozenset(WORDLIST)


def looks_like(text: str) -> bool:
    """Return whether ``text`` is meant as kit words: close to twenty, most of them on the list.

    A passphrase of a few words never is, so the two can share one prompt.
    """
    words = _split(text)
    if not WORDS - 2 <= len(words) <= WORDS + 2:
        return False
    return sum(word in _known() for word in words) > len(words) // 2


def _split(text: str) -> list[str]:
    return text.lower().replace(",", " ").replace("-", " ").split()


def secret(text: str) -> bytes:
    """Return the 16-byte secret that twenty typed words stand for.

    Raises:
        NotAKit: the number of words is wrong, a word is not on the list, or the checksum shows
            that one is mistyped or out of place.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics  # noqa: PLC0415 - as above

    words = _split(text)
    if len(words) != WORDS:
        msg = _("A kit has {words} words; these are {words_2}.", words=WORDS, words_2=len(words))
        raise NotAKit(msg)
    for place, word in enumerate(words, 1):
        if word not in _known():
            msg = _("Word {place} is not a kit word. Check its spelling.", place=place)
            raise NotAKit(msg)
    try:
        found: bytes = combine_mnemonics([" ".join(words)])
    except MnemonicError as problem:
        msg = _("The words do not fit together: one is mistyped, or two changed places.")
        raise NotAKit(msg) from problem
    if len(found) != SECRET_BYTES:
        msg = _("These words belong to something else than a recovery kit.")
        raise NotAKit(msg)
    return found
