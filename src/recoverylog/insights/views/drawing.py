"""Charts as rows of a sheet.

On a terminal a chart is drawn, its sentence above or below it. Anywhere else (a pipe, a file, a
screen reader that asked for plain text with TERM=dumb) it is said: dots and blocks become the
sentence and the means of the weeks, bars their numbers, a grid one sentence a row. The year
stays a table there too, since its cells are digits and letters.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from recoverylog.charts import grid as grids
from recoverylog.charts import hbar, pixels, plot
from recoverylog.insights.sheet import Span
from recoverylog.journal import terms
from recoverylog.journal.text import inert
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverylog.insights.sheet import Room, Sheet

_MARGIN = "  "
_SCALE = 3
_NAME = 4
_WIDEST_CELL = 12
_WIDTH_WITH_COUNT = 9
_WIDEST_BARS = 80
_LESS_THAN_HALF = ("▏", "▎", "▍")
_STATE_MARKS = {"free": "", "used": "strong", "unconfirmed": "strong", "not_logged": "faint"}


def panel(
    sheet: Sheet,
    name: str,
    values: Sequence[float | None],
    *,
    first: date,
    room: Room,
    mark: str = "mood",
    line: Sequence[float | None] | None = None,
    rows: int = 4,
    axis: bool = True,
) -> None:
    """Add a line on the scale 0 to 10, its sentence above it and the dates below it.

    Args:
        sheet: where it goes.
        name: what the values are of.
        values: one for each day, None where nothing was noted; the sentence is about these.
        first: the day of the first value.
        room: what there is to draw on.
        mark: "mood" or "craving".
        line: what is drawn instead of the values, such as their smoothed line.
        rows: the height of the line.
        axis: whether the dates stand below it; without them where another follows.
    """
    said = plot.words(name, values)
    sheet.add(Span(name, "strong"), said[len(name) :])
    if not room.drawn:
        for text in _parts(values, first):
            sheet.add(f"  {text}")
        return
    columns = room.columns - _SCALE
    drawn = plot.panel(
        values if line is None else line, columns=columns, rows=rows, dots=room.braille
    )
    ends = {0: "10", rows - 1: "0"} if rows > 1 else {}
    for at, row in enumerate(drawn):
        scale = Span(ends.get(at, "").rjust(_SCALE - 1) + " ", "faint")
        sheet.add(scale, Span(row, f"{mark}-line"), drawn=True)
    if axis and values:
        last = first.fromordinal(first.toordinal() + len(values) - 1)
        ticks = plot.dates(first, last, columns, dots=room.braille)
        dates = " " * _SCALE + plot.below(ticks, columns).rstrip()
        sheet.add(Span(dates, "faint"), drawn=True)


def year(
    sheet: Sheet,
    number: int,
    values: Mapping[date, float | str],
    *,
    name: str,
    room: Room,
    mark: str = "mood",
    first: date | None = None,
    last: date | None = None,
) -> None:
    """Add a year in cells of a digit or a letter, its sentence and what the marks mean below it.

    Where a month has no room on a line, the sentence stands alone.

    Args:
        sheet: where it goes.
        number: the year.
        values: for each day a value from 0 to 10, or a state as ``pixels.LETTERS`` names it.
        name: what the values are of.
        room: what there is to draw on.
        mark: "mood" or "craving".
        first: the first day that counts.
        last: the last day that counts, such as today.
    """
    time = terms.chosen().time
    shown = pixels.year(number, values, first=first, last=last, letter=time.letter)
    states = any(isinstance(value, str) for value in values.values())
    if room.columns >= _NAME + pixels.LONGEST_MONTH:
        _add_months(sheet, shown, room, mark, time.free if states else _("mean"))
        sheet.gap()
    legend = pixels.state_legend(time.letter, time.free) if states else pixels.LEGEND
    sheet.add(pixels.words(name, shown, time.free))
    sheet.add(Span(legend, "faint"))


def _add_months(sheet: Sheet, shown: pixels.Year, room: Room, mark: str, counted: str) -> None:
    """Add the months of a year, and beside them what is counted where there is room for that."""
    step = 2 if room.columns >= _NAME + 2 * pixels.LONGEST_MONTH else 1
    wide = room.columns >= _NAME + step * pixels.LONGEST_MONTH + _NAME + 2
    head = pixels.head(step) + f" {counted}" * wide
    sheet.add(Span(" " * _NAME + head.rstrip(), "faint"), drawn=True)
    for row in shown.months:
        cells = [_pixel(pixel, step, mark) for pixel in row.days]
        mean = Span(f" {pixels.month_words(row):>4}" if wide else "")
        sheet.add(*cells, mean, lead=(Span(row.name.ljust(_NAME), "faint"),), drawn=True)


def grid(
    sheet: Sheet,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    counts: Sequence[Sequence[int]] | None = None,
    *,
    room: Room,
    mark: str = "craving",
    shades: Sequence[Sequence[float | None]] | None = None,
) -> None:
    """Add a table of means on the scale 0 to 10, each shaded by its strength, with its n.

    Args:
        sheet: where it goes.
        rows: the name of each row, such as the weekdays.
        columns: the name of each column, such as the parts of a day.
        values: the means by row and column, None where there is none.
        counts: of how many values each is the mean.
        room: what there is to draw on.
        mark: "mood" or "craving".
        shades: the strengths to shade by; the means themselves where they are not said.
    """
    cells = grids.grid(values, counts, shades)
    if not room.drawn:
        for said in grids.words(rows, columns, cells):
            sheet.add(said, lead=(_MARGIN,))
        return
    name = min(max(hbar.cells(row) for row in rows), room.columns // 4) + 2
    across = room.columns - len(_MARGIN) - name
    width = max(min(across // len(columns), _WIDEST_CELL) - 1, 3)
    heads = [hbar.fitted(column, width).rstrip() for column in columns]
    top = _MARGIN + " " * name + " ".join(f"{head:^{width}}" for head in heads).rstrip()
    sheet.add(Span(top, "faint"), drawn=True)
    for row, line in zip(rows, cells, strict=True):
        spans = [_cell(cell, width, mark, room) for cell in line]
        sheet.add(
            *(piece for span in spans for piece in (span, " ")),
            lead=(_MARGIN, Span(hbar.fitted(row, name - 2) + "  ")),
            drawn=True,
        )


def bars(
    sheet: Sheet,
    rows: Sequence[tuple[str, float, str]],
    *,
    room: Room,
    mark: str = "craving",
    top: float | None = None,
) -> None:
    """Add lying bars in the order of ``rows``: a name, its bar, and the words behind it.

    Args:
        sheet: where they go.
        rows: name, value and words; a name may be the person's own.
        room: what there is to draw on.
        mark: "mood", "craving" or "helped".
        top: what a full bar stands for; the greatest value where it is not said.
    """
    safe = [(inert(label), value, inert(text)) for label, value, text in rows]
    drawn = []
    if room.drawn:
        columns = max(min(room.columns, _WIDEST_BARS) - len(_MARGIN), 0)
        # Words of some length leave no room for bars in a narrow place.
        with contextlib.suppress(ValueError):
            drawn = hbar.ranked(safe, columns=columns, top=top)
    if not drawn:
        for label, __, text in safe:
            sheet.add(f"{label}  {text}", lead=(_MARGIN,))
    for bar in drawn:
        painted = Span(_thin(bar.bar), f"{mark}-line")
        name = Span(bar.label, "ink")
        sheet.add(name, "  ", painted, "  ", bar.text, lead=(_MARGIN,), drawn=True)


def _thin(bar: str) -> str:
    """Return a bar as a line: full blocks on rows below each other would melt into one slab."""
    blocks = bar.rstrip()
    length = len(blocks) - (blocks[-1:] in _LESS_THAN_HALF and len(blocks) > 1)
    return ("━" * length).ljust(len(bar))


def _parts(values: Sequence[float | None], first: date) -> list[str]:
    """Return the weeks or months of a series, one sentence each."""
    monthly = plot.by_months(len(values))
    said = []
    for part in plot.parts(values, first):
        month = plot.MONTHS[part.first.month - 1]
        name = (
            f"{month} {part.first.year}"
            if monthly
            else _("week of {day} {month}", day=part.first.day, month=month)
        )
        days = counted("{n} day", "{n} days", part.n)
        mean = _("noted on") if part.mean is None else _("{mean:.1f} on average of", mean=part.mean)
        said.append(f"{name}: {mean} {days}")
    return said


def _pixel(pixel: pixels.Pixel | None, step: int, mark: str) -> Span:
    """Return the cell of one day."""
    if pixel is None or pixel.kind == "outside":
        return Span(" " * step)
    style = _STATE_MARKS.get(pixel.kind, "faint")
    return Span(pixel.text.rjust(step), style if pixel.level is None else f"{mark}-{pixel.level}")


def _cell(cell: grids.Cell, width: int, mark: str, room: Room) -> Span:
    """Return one mean on its ground; where there are no colours a block is its shade."""
    if cell.shade is None:
        return Span(f"{cell.text:^{width}}", "faint")
    block = "" if room.colours or width < _WIDTH_WITH_COUNT + 2 else f"{cell.block} "
    count = _("  n {cell_n}", cell_n=cell.n) if cell.n and width >= _WIDTH_WITH_COUNT else ""
    return Span(f"{block + cell.text + count:^{width}}", f"{mark}-{2 * cell.shade + 1}")
