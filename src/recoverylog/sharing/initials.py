"""People on a page: by their role, or by the first letters of their name, and by nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.journal.text import folded, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.journal.supporter import Supporter

_MOST_LETTERS = 3
_NOBODY_NAMED = "someone"


def initials(name: str) -> str:
    """Return the first letters of a name: ``A. M. B.`` of ``Anna Maria Berg``, three at most.

    What joins two letters belongs to the word, so ``O'Neil`` and ``Jean-Luc`` give one. A name
    without a letter is ``someone``.
    """
    spaced = "".join(char if char.isalpha() or char in "'’-" else " " for char in one_line(name))
    words = (word.lstrip("'’-") for word in spaced.split())
    # Some letters are two in capitals: of those the first one stands.
    letters = [word[0].upper()[0] for word in words if word]
    return " ".join(f"{letter}." for letter in letters[:_MOST_LETTERS]) or _NOBODY_NAMED


def role(supporter: Supporter) -> str:
    """Return what somebody is to the person, on one line; empty where that would tell the name."""
    said = one_line(supporter.role)
    names = set(folded(one_line(supporter.name)).split())
    return "" if names & set(folded(said).split()) else said


def called(supporter: Supporter) -> str:
    """Return a supporter as a page names them: ``my sponsor``, else their initials."""
    said = role(supporter)
    if not said:
        return initials(supporter.name)
    return said if folded(said).startswith("my ") else f"my {said}"


def person(word: str, supporters: Iterable[Supporter]) -> str:
    """Return somebody who was named in an entry as a page names them.

    Args:
        word: what was written after ``with:``.
        supporters: everyone who gives support; a word that is the name or the role of one of
            them means that one.
    """
    wanted = folded(one_line(word))
    for supporter in supporters:
        if wanted and wanted in {
            folded(one_line(supporter.name)),
            folded(one_line(supporter.role)),
        }:
            return called(supporter)
    return initials(word)
