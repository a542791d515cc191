"""A person's sentences for a page as a draft keeps them: of the journal's own only a key.

What stands in the journal is read from there each time. So a note that was erased is in no draft
either; what the person typed or changed for the page is kept as it was typed.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY = re.compile(r"sha256:[0-9a-f]{64}")


def key(text: str) -> str:
    """Return by what a draft knows a sentence of the journal."""
    # Half a character, which JSON can hold, must not stop a draft from being read.
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


class Sentence(NamedTuple):
    """A sentence that may stand on the page.

    Attributes:
        text: as it would stand there; empty for one of the journal that was not looked up yet.
        on: whether it does, once its part is ticked.
        origin: the key of the sentence of the journal that it is, or was before it was changed;
            empty for none.
    """

    text: str
    on: bool
    origin: str = ""

    @classmethod
    def of_journal(cls, text: str, *, on: bool) -> Sentence:
        """Return a sentence that stands in the journal in these words."""
        return cls(text, on, key(text))

    @property
    def is_typed(self) -> bool:
        """Whether it stands in the journal nowhere in these words."""
        return bool(self.text) and key(self.text) != self.origin

    def row(self) -> list[Any]:
        """Return it as a draft keeps it: without its words where the journal has them."""
        return [self.text if self.is_typed else "", self.on, self.origin]


def read(rows: object) -> tuple[Sentence, ...] | None:
    """Return the sentences in a draft; None where there is no list of them.

    What is no sentence is passed over. Older drafts hold the sentence of the journal itself in
    the place of its key.
    """
    if not isinstance(rows, list):
        return None
    return tuple(_of_row(row) for row in rows if _is_row(row))


def _is_row(row: object) -> bool:
    return isinstance(row, list) and list(map(type, row)) == [str, bool, str]


def _of_row(row: list[Any]) -> Sentence:
    text, on, origin = row
    if origin and not _KEY.fullmatch(origin):
        origin = key(origin)
    one = Sentence(text, on, origin)
    return one if one.is_typed else one._replace(text="")


def looked_up(sentences: Iterable[Sentence], proposed: Iterable[str]) -> Iterator[Sentence]:
    """Yield sentences of a draft with their words; what the journal has no more is passed over.

    Args:
        sentences: as the draft holds them.
        proposed: what the journal proposes now.
    """
    present = {key(text): text for text in proposed}
    for one in sentences:
        if not one.is_typed:
            if one.origin in present:
                yield one._replace(text=present[one.origin])
        elif not one.origin and key(one.text) in present:
            # It was typed in the words that the journal has.
            yield one._replace(origin=key(one.text))
        else:
            yield one
