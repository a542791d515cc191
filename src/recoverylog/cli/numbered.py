"""One of a short list that is shown with numbers, named by its number or by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")


def named(
    every: Sequence[_T], word: str, words: Callable[[_T], str], *, missing: str, hint: str
) -> _T:
    """Return the one with that number or those words, or the only one that begins so.

    Args:
        every: the list, in the order in which it is numbered from 1.
        word: what the person typed.
        words: gives the words of one.
        missing: what to say where none, or more than one, is meant; a sentence.
        hint: where the list is shown.

    Raises:
        NotFound: none is meant, or more than one.
    """
    from recoverylog.errors import NotFound
    from recoverylog.journal.text import folded
    from recoverylog.language import _

    by_number = {str(number): one for number, one in enumerate(every, start=1)}
    if word.strip() in by_number:
        return by_number[word.strip()]
    wanted = folded(word).strip()
    whole = [one for one in every if folded(words(one)) == wanted]
    begun = whole or [one for one in every if wanted and folded(words(one)).startswith(wanted)]
    if len(begun) != 1:
        raise NotFound(missing, safe=_("Nothing was changed."), hint=hint)
    return begun[0]
