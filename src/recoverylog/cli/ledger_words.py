"""What was shared, in words: for whom, which page, and what became of its file."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from recoverylog.journal.shared import Shared
    from recoverylog.journal.supporter import Supporter


_COLUMNS = 76
_MOST_CALLED = 40


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


def called(supporter: Supporter | None) -> str:
    """Return ``my sponsor``, or the name of somebody without a role; empty for nobody."""
    from recoverylog.journal.text import folded, one_line

    if supporter is None:
        return ""
    role = one_line(supporter.role, _MOST_CALLED)
    if not role:
        return one_line(supporter.name, _MOST_CALLED)
    return role if folded(role).startswith("my ") else f"my {role}"


def at_words(at: datetime) -> str:
    """Return the day of an instant as ``22 November``, with its year where it is another one."""
    from recoverylog import clock
    from recoverylog.insights.wording.dates import date_words

    day = at.astimezone().date()
    words = date_words(day)
    return words if day.year != clock.now().year else words.rpartition(" ")[0]


def for_whom(row: Shared) -> str:
    """Return ``for my sponsor``, or that it is for nobody named."""
    return f"for {called(row.supporter)}" if row.supporter else "for nobody named"


def page_words(row: Shared) -> str:
    """Return ``the page of 22 November, for my sponsor``."""
    whom = f", {for_whom(row)}" if row.supporter else ""
    return f"the page of {at_words(row.at)}{whom}"
