"""Text that came from somewhere: kept as written, shown so that it can do no harm.

What a person types is stored as it is. What is shown goes through :func:`clean`, because an
entry may have come from another hand (a forged quick entry, an import, a reply), and a
terminal obeys escape sequences and bidirectional marks that no one sees. Here too falls the
veil of journal.veil, so that what was cleaned as it must be is hidden as well.
"""

from __future__ import annotations

import unicodedata

from recoverylog.journal import veil

_REPLACEMENT = "\ufffd"
_KEPT = {"\n", "\t"}
_ZERO_WIDTH_JOINER = "\u200d"
_MOST_COMBINING = 4


def storable(text: str) -> str:
    """Return ``text`` such that UTF-8 can hold it.

    Bytes of a command line that were no UTF-8 arrive as lone surrogates; they are read as
    Windows-1252, the encoding that they most often were, so that the words stay legible.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(_readable(char) for char in text)
    return text


def _readable(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return bytes([code - 0xDC00]).decode("cp1252", "replace")
    return _REPLACEMENT if 0xD800 <= code <= 0xDFFF else char


def clean(text: str) -> str:
    """Return what is shown of words that are not our own: inert, and veiled with privacy on."""
    return veil.over(inert(text)) if veil.is_drawn() else inert(text)


def inert(text: str) -> str:
    """Return ``text`` with everything removed that acts instead of being seen.

    For what is kept, for what leaves for somebody, and for a sentence of ours in which the
    words that are not ours have been through :func:`clean` already.

    Control characters become U+FFFD (line feed and tab stay), bidirectional and invisible
    format characters go (the zero-width joiner that emoji need stays), and a character carries
    at most four combining marks. The result is NFC.
    """
    if text.isascii() and text.isprintable():
        return text
    # Twice: what is removed may have kept a letter and its mark apart.
    shown = "".join(_shown(char) for char in unicodedata.normalize("NFC", text))
    kept: list[str] = []
    combining = 0
    for char in unicodedata.normalize("NFC", shown):
        if unicodedata.category(char).startswith("M"):
            combining += 1
        elif char != _ZERO_WIDTH_JOINER:
            combining = 0
        if combining <= _MOST_COMBINING or char == _ZERO_WIDTH_JOINER:
            kept.append(char)
    return "".join(kept)


def _shown(char: str) -> str:
    """Return what is shown for one character; what this Python does not know yet is shown."""
    category = unicodedata.category(char)
    if char not in _KEPT and (category in {"Cc", "Cs", "Co"} or _is_noncharacter(char)):
        return _REPLACEMENT
    if category in {"Zl", "Zp"}:
        return "\n"
    return "" if category == "Cf" and char != _ZERO_WIDTH_JOINER else char


def _is_noncharacter(char: str) -> bool:
    """Return whether a code point will never be a character (Unicode §23.7)."""
    code = ord(char)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def folded(text: str) -> str:
    """Return the form in which two words are the same: composed letters, no case."""
    return unicodedata.normalize("NFC", storable(text)).casefold()


def one_line(text: str, most: int = 0) -> str:
    """Return cleaned ``text`` on one line, cut to ``most`` characters where that is not 0."""
    line = inert_line(text, most)
    return veil.over(line) if veil.is_drawn() else line


def inert_line(text: str, most: int = 0) -> str:
    """Return inert ``text`` on one line, never veiled; see :func:`inert`."""
    line = " ".join(inert(text).split())
    if most and len(line) > most:
        return line[: most - 1].rstrip() + "…"
    return line
