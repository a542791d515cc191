"""What was shared, in words: for whom, which page, and what became of its file."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING, Literal

from recoverylog.language import _
from recoverylog.sharing.telling import at_words, called, page_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.journal.shared import Shared

__all__ = ["at_words", "called", "file_state", "for_whom", "page_words", "quoted"]

_COLUMNS = 76


def quoted(text: str, *, lines: int) -> list[str]:
    """Return somebody's words in quotes, cut to so many lines of 76 columns."""
    from recoverylog.journal.text import one_line

    found = list(_lines(f"“{one_line(text)}”"))
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while last and _columns(f"{last}…”") > _COLUMNS:
        last = last[:-1]
    return [*found[: lines - 1], f"{last.rstrip()}…”"]


def _lines(text: str) -> Iterator[str]:
    """Yield words in lines; a word that is longer than a line in pieces."""
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if _columns(joined) > _COLUMNS and line:
            yield line
            joined = word
        line = ""
        for char in joined:
            if _columns(line + char) > _COLUMNS:
                yield line
                line = ""
            line += char
    if line:
        yield line


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes up, at most."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1 for char in text)


def file_state(row: Shared) -> Literal["none", "there", "gone", "deleted"]:
    """Return what became of the file of something that was shared."""
    if not row.path:
        return "none"
    if os.path.lexists(row.path):
        return "there"
    return "gone" if row.removed is None else "deleted"


def for_whom(row: Shared) -> str:
    """Return ``for my sponsor``, or that it is for nobody named."""
    return (
        _("for {supporter}", supporter=called(row.supporter))
        if row.supporter
        else _("for nobody named")
    )
