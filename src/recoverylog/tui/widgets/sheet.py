"""A sheet on the screen: the rows that a command prints, in the colours of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widgets import Static

from recoverylog.insights.sheet import Sheet
from recoverylog.tui import shade, themes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverylog.insights.sheet import Row, Span

_STYLES = {
    "": "$soft",
    "strong": "bold $ink",
    "ink": "$ink",
    "number": "bold $ink",
    "faint": "$faint",
    "head": "$faint",
    "mood": "$lamp",
    "craving": "$dusk",
    "helped": "$leaf",
    "care": "$clay",
    "rule": "$rule",
}
_LEAST = 8
_MEASURE = 72
"""The longest line of text, as in prose on every page."""
_BESIDE = 20
"""Cells that text needs beside a long lead; with fewer it stands below it."""
_LONG_LEAD = 8
_BELOW = Content("    ")


class SheetView(Static):
    """Rows of marked text; a row hangs under its own beginning, a drawn one is never wrapped."""

    DEFAULT_CSS = """
    SheetView { width: 100%; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    sheet: reactive[Sheet | None] = reactive(None, layout=True)
    """What is shown; nothing while it is None."""

    _rendered: tuple[Sheet | None, int, str, Content] | None = None
    """What was rendered last, of which sheet, how wide and in which look."""

    def on_unmount(self) -> None:
        """Let go of the rows, so that they do not outlive the journal's lock."""
        self.set_reactive(SheetView.sheet, None)
        self._rendered = None

    def render(self) -> VisualType:
        """Return the rows as they fit; it is asked again and again while a page is laid out."""
        width = self.content_size.width or self.size.width or 80
        sheet, look, last = self.sheet, self.app.theme, self._rendered
        if last is not None and last[0] is sheet and last[1:3] == (width, look):
            return last[3]
        styles = _STYLES | shade.styles(self.app.theme_variables, many=themes.has_shades(look))
        rows = sheet.rows if sheet is not None else []
        made = Content("\n").join([line for row in rows for line in _lines(row, width, styles)])
        self._rendered = sheet, width, look, made
        return made


def _lines(row: Row, width: int, styles: Mapping[str, str]) -> list[Content]:
    """Return a row as the lines that it takes."""
    lead, body = _content(row.lead, styles), _content(row.body, styles)
    if row.drawn:
        return [lead + body]
    if lead.cell_length > _LONG_LEAD and width - lead.cell_length < _BESIDE:
        return [lead.rstrip(), *_hanging(_BELOW, body, width)]
    return _hanging(lead, body, width)


def _hanging(lead: Content, body: Content, width: int) -> list[Content]:
    lines = list(body.wrap(max(min(width - lead.cell_length, _MEASURE), _LEAST))) or [Content("")]
    blank = Content(" " * lead.cell_length)
    return [(lead if number == 0 else blank) + line for number, line in enumerate(lines)]


def _content(spans: Sequence[Span], styles: Mapping[str, str]) -> Content:
    return Content.assemble(*((span.text, styles[span.mark]) for span in spans))
