"""Where in a text the words stand that a search found it by, so that they can be marked.

Compared as the search index compares them: without case, without accents, and each word that
was typed as the beginning of one in the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def beginnings(words: str) -> tuple[str, ...]:
    """Return what is looked for, as it is compared: ``Für zu`` is ``("fur", "zu")``.

    Args:
        words: as they were typed, in any form and case.
    """
    composed = unicodedata.normalize("NFC", words)
    found = (_plain(match.group()) for match in _WORD.finditer(composed))
    return tuple(dict.fromkeys(word for word in found if word))


def places(text: str, begun: Sequence[str]) -> list[tuple[int, int]]:
    """Return where in ``text`` words begin with one of ``begun``: first character, and end.

    Args:
        text: composed (NFC), as journal.text.clean returns it.
        begun: as :func:`beginnings` gives them; of several that fit a word the longest counts.
    """
    if not begun:
        return []
    found = []
    for match in _WORD.finditer(text):
        word = _plain(match.group())
        longest = max((len(one) for one in begun if word.startswith(one)), default=0)
        if longest:
            start = match.start()
            found.append((start, start + _characters(match.group(), longest)))
    return found


def _characters(word: str, compared: int) -> int:
    """Return how many characters of ``word`` stand behind its first ``compared`` ones in plain."""
    place = 0
    for count, character in enumerate(word, 1):
        place += len(_plain(character))
        if place >= compared:
            return count
    return len(word)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text).casefold()
    return "".join(char for char in apart if not unicodedata.category(char).startswith("M"))
