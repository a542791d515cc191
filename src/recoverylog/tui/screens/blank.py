"""The blank page: nothing at all, until the next key or click."""

from __future__ import annotations

from textual.events import Click, Key
from textual.screen import Screen

_STILL_HEEDED = frozenset({"exclamation_mark", "f3", "ctrl+l", "ctrl+q", "ctrl+c"})
"""Keys that do their work here too, since none of them shows what lies below."""


class BlankPage(Screen[None]):
    """Covers everything with the ground, for when somebody comes in."""

    AUTO_FOCUS = ""
    OUTLIVES_A_LOCK = True
    CSS_PATH = "../styles/blank.tcss"

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take every key, also those that are bound for everywhere."""
        del character
        return key not in _STILL_HEEDED

    def on_key(self, event: Key) -> None:
        """Come back."""
        if self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.dismiss(None)

    def on_click(self, event: Click) -> None:
        """Come back."""
        event.stop()
        self.dismiss(None)
