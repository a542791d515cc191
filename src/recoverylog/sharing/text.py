"""A document as plain text: short lines that fit a chat message, the same bytes every time.

The preview is this text, so what is read there is what leaves. What came from a person stands
indented, so that it can never pass for a heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.charts import plot, spark
from recoverylog.sharing.document import NEED_HEADING, TALK_HEADING, Chart, Facts, Items
from recoverylog.sharing.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoverylog.sharing.document import Block, Document, Fact

COLUMNS = 60
"""The widest line, in columns of a terminal."""

_INDENT = "  "
_ITEM = "  - "
_DAYS_IN_A_ROW = COLUMNS - len(_INDENT)


def render(document: Document) -> str:
    """Return ``document`` as text that ends with a line feed."""
    asked = document.asked
    groups = [
        [*_lines(document.title), *_lines(document.period)],
        _titled(TALK_HEADING, asked.talk, _ITEM if len(asked.talk) > 1 else _INDENT),
        _titled(NEED_HEADING, [asked.need], _INDENT),
        *map(_block, document.blocks),
        [line for text in document.closing for line in _lines(text)],
    ]
    return "\n\n".join("\n".join(lines) for lines in groups if lines) + "\n"


def _lines(text: str, opening: str = "") -> list[str]:
    return list(wrapped(text, opening, COLUMNS))


def _titled(heading: str, texts: Iterable[str], opening: str) -> list[str]:
    """Return a heading with its texts below it, or nothing where there are none."""
    lines = [line for text in texts for line in _lines(text, opening)]
    return [*_lines(heading), *lines] if lines else []


def _block(block: Block) -> list[str]:
    if isinstance(block, Facts):
        facts = (_fact(fact) for fact in block.facts)
        return [*_lines(block.heading), *(line for text in facts for line in _hanging(text))]
    if isinstance(block, Chart):
        return [*_lines(block.name), *_chart(block)]
    if isinstance(block, Items):
        return _titled(block.heading, block.items, _ITEM)
    return _titled(block.heading, (f"“{one}”" for one in block.sentences), _INDENT)


def _fact(fact: Fact) -> str:
    label = fact.label[:1].upper() + fact.label[1:]
    said = ": ".join(filter(None, (label, fact.value)))
    return f"{said} ({fact.note})" if fact.note else said


def _hanging(text: str) -> Iterator[str]:
    """Yield a text with its further lines indented."""
    first, *_ = [*wrapped(text, "", COLUMNS), ""]
    yield first
    yield from wrapped(text[len(first) :], _INDENT, COLUMNS)


def _chart(chart: Chart) -> list[str]:
    """Return a chart as one row of bars from 0 to 10 and its sentence."""
    days = plot.bins(chart.values, _DAYS_IN_A_ROW)
    bars = _INDENT + spark.spark(days)
    return [bars, *_lines(chart.sentence, _INDENT)]
