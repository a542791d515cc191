"""What leaves, as one value: every form of a summary is rendered from it and from nothing else.

Text, Markdown, HTML, JSON and the sealed page all read a :class:`Document`. It knows no entry, no
id and no person; whatever is not in it cannot leave. Each string is made inert when the value is
made (journal.text.inert_line): also in a copy with changes, and also when read back from JSON.
docs/page.md gives its JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import isfinite
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec.structs import force_setattr

from recoverylog.journal.text import inert_line
from recoverylog.language import _

FORMAT = 1
"""The number of the JSON form; a name may be added without changing it."""

TALK_HEADING = _("What I want to talk about")
NEED_HEADING = _("What I need")
NEEDS = {
    "listen": _("Someone to listen"),
    "advice": _("Advice"),
    "company": _("Company"),
    "nothing": _("Nothing now: only that you know"),
}
"""What can be asked of the reader, and how the page says it."""

Measure: TypeAlias = Literal["mood", "craving", "other"]


class _Piece(msgspec.Struct, frozen=True, kw_only=False):
    """A part whose strings are inert from the moment that it exists."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, str):
                force_setattr(self, name, inert_line(value))
            elif isinstance(value, tuple) and any(isinstance(one, str) for one in value):
                force_setattr(self, name, _said(value))


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text inert and on one line, without those that say nothing."""
    return tuple(line for line in map(inert_line, texts) if line)


class Fact(_Piece, frozen=True):
    """One figure: what it is, how much, and out of how many.

    Attributes:
        label: what is counted.
        value: the figure in words or digits, with its unit.
        note: what it is counted out of (n), or empty.
    """

    label: str
    value: str
    note: str = ""


class Asked(_Piece, frozen=True):
    """What the person wants from the reader; it stands first.

    Attributes:
        talk: what they want to talk about, in their own words.
        need: one of the sentences of ``NEEDS``, their own words, or empty.
    """

    talk: tuple[str, ...] = ()
    need: str = ""


class Facts(_Piece, frozen=True, tag="facts", tag_field="kind"):
    """Figures that belong together.

    Attributes:
        facts: the figures.
        heading: what stands above them, or empty.
    """

    facts: tuple[Fact, ...]
    heading: str = ""


class Chart(_Piece, frozen=True, tag="chart", tag_field="kind"):
    """One value for each day, from 0 to 10, kept to one decimal.

    Attributes:
        name: what is drawn.
        values: one for each day in order; None for a day without one. At least one day.
        sentence: what the line shows, in words; it stands for the picture where none can be seen.
        measure: what it is about, which decides its colour.
        first: the first day, or None where days are not to be named.
        last: the last day; None together with ``first``.

    Raises:
        ValueError: no day, a value out of range, or days that are not as many as the values.
    """

    name: str
    values: tuple[float | None, ...]
    sentence: str
    measure: Measure = "other"
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.values:
            raise ValueError("a chart needs at least one day")
        if any(one is not None and not (isfinite(one) and 0 <= one <= 10) for one in self.values):
            raise ValueError("a chart shows values from 0 to 10")
        if self.measure not in {"mood", "craving", "other"}:
            raise ValueError("a chart is about mood, craving or something else")
        if (self.first is None) != (self.last is None):
            raise ValueError("a chart names both its first and its last day, or neither")
        if self.first and self.last and (self.last - self.first).days + 1 != len(self.values):
            raise ValueError("a chart has as many values as days")
        rounded = tuple(None if one is None else round(float(one), 1) for one in self.values)
        force_setattr(self, "values", rounded)


class Items(_Piece, frozen=True, tag="list", tag_field="kind"):
    """A heading with short lines below it, such as what helped and how often."""

    heading: str
    items: tuple[str, ...]


class Words(_Piece, frozen=True, tag="words", tag_field="kind"):
    """The person's own sentences, quoted as they were written."""

    heading: str
    sentences: tuple[str, ...]


Block: TypeAlias = Facts | Chart | Items | Words


class Document(_Piece, frozen=True):
    """Everything that leaves, in the order in which it is read.

    Attributes:
        title: the heading of the page, such as "For my sponsor".
        period: the days that it is about, in words.
        asked: what the person wants to talk about, and what they need.
        blocks: figures, charts, lists and own words.
        closing: how days are counted, what is left out, and that this is no clinical report.
    """

    title: str
    period: str
    asked: Asked = Asked()
    blocks: tuple[Block, ...] = ()
    closing: tuple[str, ...] = ()


def values(document: Document) -> dict[str, Any]:
    """Return the document as JSON values, with the number of its form as ``format``."""
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return {"format": FORMAT, **plain}


def from_values(plain: object) -> Document:
    """Return the document that :func:`values` gave; names that it does not know are passed over.

    Raises:
        ValueError: these are not the values of a document of this form.
    """
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ValueError("these are not the values of a document of this form")
    return msgspec.convert(plain, Document)
