"""What a person would read on the screen of a running application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.widgets import Static


def rows(app: App[Any]) -> list[str]:
    """The screen row by row, as text, blanks at the ends left off."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def text(app: App[Any]) -> str:
    """The screen as one text, rows joined by blanks and runs of blanks as one."""
    return " ".join(" ".join(rows(app)).split())


def words(widget: Static) -> str:
    """What one part of the screen says, runs of blanks and breaks as one blank."""
    return " ".join(str(widget.content).split())
