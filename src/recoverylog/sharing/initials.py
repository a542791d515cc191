"""People on a page: by their role, or by the first letters of their name, and by nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverylog.journal.text import folded, inert_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.journal.supporter import Supporter

_MOST_LETTERS = 3
_LEAST_NAME = 2
_NOBODY_NAMED = _("someone")


def initials(name: str) -> str:
    """Return the first letters of a name: ``A. M. B.`` of ``Anna Maria Berg``, three at most.

    What joins two letters belongs to the word, so ``O'Neil`` and ``Jean-Luc`` give one. A name
    without a letter is ``someone``.
    """
    spaced = "".join(char if char.isalpha() or char in "'’-" else " " for char in inert_line(name))
    words = (word.lstrip("'’-") for word in spaced.split())
    # Some letters are two in capitals: of those the first one stands.
    letters = [word[0].upper()[0] for word in words if word]
    return " ".join(f"{letter}." for letter in letters[:_MOST_LETTERS]) or _NOBODY_NAMED


def role(supporter: Supporter) -> str:
    """Return what somebody is to the person, on one line; empty where that would tell the name."""
    said = inert_line(supporter.role)
    return "" if _words(supporter.name) & _words(said) else said


def called(supporter: Supporter) -> str:
    """Return a supporter as a page names them: ``my sponsor``, else their initials."""
    said = role(supporter)
    if not said:
        return initials(supporter.name)
    return said if folded(said).startswith("my ") else _("my {said}", said=said)


def unnamed(text: str, supporters: Iterable[Supporter]) -> str:
    """Return a few words with supporters as a page names them: ``called my sponsor``."""
    for supporter in supporters:
        name = inert_line(supporter.name)
        for known in dict.fromkeys((name, name.split(maxsplit=1)[0] if name else "")):
            if len(known) < _LEAST_NAME:
                continue
            whole = rf"(?<!\w){re.escape(known)}(?!\w)"
            said = called(supporter).replace("\\", r"\\")
            text = re.sub(whole, said, text, flags=re.IGNORECASE)
    return text


def _words(text: str) -> set[str]:
    """Return the words of a text, without what an apostrophe or a hyphen joins to them."""
    letters = (char if char.isalpha() else " " for char in folded(inert_line(text)))
    return {word for word in "".join(letters).split() if len(word) > 1}


def person(word: str, supporters: Iterable[Supporter]) -> str:
    """Return somebody who was named in an entry as a page names them.

    Args:
        word: what was written after ``with:``.
        supporters: everyone who gives support; a word that is the name or the role of one of
            them means that one.
    """
    wanted = folded(inert_line(word))
    for supporter in supporters:
        if wanted and wanted in {
            folded(inert_line(supporter.name)),
            folded(inert_line(supporter.role)),
        }:
            return called(supporter)
    return initials(word)
