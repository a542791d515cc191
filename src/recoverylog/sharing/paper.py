"""How much of a sheet of paper a document takes up, so that no more goes in than one holds.

The measures are those that page.css gives for print, with wide letters assumed: what is one
sheet here is one in a browser, whatever fonts it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.sharing.document import Chart, Facts, Items
from recoverylog.sharing.wrap import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.sharing.document import Asked, Block, Document, Fact

SHEET = 255.0
"""The height in millimetres up to which a document is one sheet of A4 or US Letter.

Letter leaves 253 between the margins, and what is worked out here is mostly too much.
"""

_SANS, _SERIF = 0.57, 0.59
"""How wide a letter is to its size, in two wide fonts (DejaVu)."""

_WIDEST = frozenset("WMmw@%—…")

_MILLIMETRES = 0.3528
"""One point."""


class _Type(NamedTuple):
    """How a text is set: over what width in mm, in points, with lines of what height in mm."""

    width: float
    points: float
    line: float
    letter: float = _SANS


_TITLE = _Type(178, 18, 7.7, _SERIF)
_TALK = _Type(113, 11.5, 5.5, _SERIF)
_NEED = _Type(57, 10.5, 5.1)
_VALUE, _LABEL, _NOTE = _Type(54, 12, 5.6), _Type(54, 9, 4.3), _Type(54, 8, 3.8)
_LINE_WIDTH, _LINE = 84, 4.6
_TOLD = _Type(88, 9, 4.3)
_ITEM = _Type(54, 9.5, 4.6)
_QUOTED = _Type(79, 9.5, 4.6, _SERIF)
_CLOSING = _Type(178, 8, 3.9)
_HEADING, _GAP, _PLOT = 5.2, 4.0, 27.5
_MANY_FACTS, _FACTS_IN_A_ROW, _SPANS_IN_A_ROW = 10, 3, 6


def height(document: Document) -> float:
    """Return about how high a document is in print, in millimetres, rather more than less."""
    title = _high(document.title, _TITLE)
    closing = _high(" ".join(document.closing), _CLOSING)
    asked, blocks = _asked(document.asked), _blocks(document.blocks)
    return title + 10 + asked + blocks + (closing + 6.5 if document.closing else 0)


def _asked(asked: Asked) -> float:
    """Return the height of what stands first: to talk about on the left, the need beside it."""
    talk = sum(_high(one, _TALK) + 1.3 for one in asked.talk)
    need = _high(asked.need, _NEED)
    return _GAP + _HEADING + max(talk, need) if talk or need else 0


def _blocks(blocks: Sequence[Block]) -> float:
    """Return the height of all blocks, which fill one row of the sheet after the other."""
    total, row, left = 0.0, 0.0, 0
    for block in blocks:
        span = _SPANS_IN_A_ROW if isinstance(block, Facts) else 2 if isinstance(block, Items) else 3
        if span > left:
            total, row, left = total + row, 0.0, _SPANS_IN_A_ROW
        row, left = max(row, _block(block)), left - span
    return total + row


def _block(block: Block) -> float:
    if isinstance(block, Facts):
        return _GAP + (_HEADING if block.heading else 0) + _facts(block.facts)
    if isinstance(block, Chart):
        return _GAP + _high(block.name, _TOLD) + _high(block.sentence, _TOLD) + _PLOT
    if isinstance(block, Items):
        items = (_high(one, _ITEM) + 1.1 for one in block.items)
        return _GAP + _HEADING + sum(items)
    quoted = (_high(f"“{one}”", _QUOTED) + 2.4 for one in block.sentences)
    return _GAP + _HEADING + sum(quoted)


def _facts(facts: Sequence[Fact]) -> float:
    """Return the height of figures: a few stand in columns, many in lines."""
    many = len(facts) >= _MANY_FACTS
    across = 2 if many else _FACTS_IN_A_ROW
    rows = (facts[start : start + across] for start in range(0, len(facts), across))
    if many:
        return sum(max(map(_line_of, row)) + 1 for row in rows)
    return sum(max(map(_stack_of, row)) + 2.5 for row in rows)


def _line_of(fact: Fact) -> float:
    """Return the height of a figure in a line; what does not fit beside the rest goes below."""
    lines, used = 1, 0.0
    for text, points in ((fact.value, 11.0), (fact.label, 9.0), (fact.note, 8.0)):
        wide = _width(text) * points * _MILLIMETRES * _SANS + 2 if text else 0
        if used and used + wide > _LINE_WIDTH:
            lines, used = lines + 1, 0.0
        lines += int(wide // _LINE_WIDTH)
        used += wide % _LINE_WIDTH
    return lines * _LINE


def _stack_of(fact: Fact) -> float:
    return _high(fact.value, _VALUE) + _high(fact.label, _LABEL) + _high(fact.note, _NOTE)


def _high(text: str, type_: _Type) -> float:
    """Return how high a text is; words move as wholes, so that further lines are not filled."""
    letters = type_.width / (type_.points * _MILLIMETRES * type_.letter)
    width = _width(text)
    further = -(-max(0.0, width - letters) // (letters - 3))
    return (1 + further) * type_.line if width else 0.0


def _width(text: str) -> float:
    """Return how wide a text is, in letters of usual text, where one in eight is a wide one."""
    usual = len(text) / 8
    widest = max(0.0, sum(char in _WIDEST for char in text) - usual)
    capitals = max(0.0, sum(map(str.isupper, text)) - usual)
    return columns(text) + 0.65 * widest + 0.35 * capitals
