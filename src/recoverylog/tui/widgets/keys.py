"""The row of keys at the foot of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.screen import Screen


class _Shown(NamedTuple):
    """One key as it stands in the row."""

    key: str
    display: str
    word: str
    action: str
    enabled: bool
    tooltip: str


class Keys(Footer):
    """Textual's footer, which is made anew only when it would say something else.

    The signal that bindings may have changed comes with every move of the focus. Making eight
    widgets each time cost more than the rest of what a key does.
    """

    _in_row: tuple[_Shown, ...] = ()

    def __init__(self) -> None:
        """Make an empty row; it is filled once the bindings are known."""
        super().__init__(show_command_palette=False, compact=False)

    def compose(self) -> ComposeResult:
        """Give a key for each command that is shown."""
        if not self._bindings_ready:
            return
        self._in_row = self._present()
        for shown in self._in_row:
            key = FooterKey(
                shown.key,
                shown.display,
                shown.word,
                shown.action,
                disabled=not shown.enabled,
                tooltip=shown.tooltip,
            )
            # Its own default is the compact look, and every key would be styled three times.
            key.set_reactive(FooterKey.compact, False)
            yield key

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Fill the row anew where other keys are shown."""
        here = self._bindings_ready and self.is_attached and screen is self.screen
        if not (here and self._present() == self._in_row):
            super().bindings_changed(screen)

    def _present(self) -> tuple[_Shown, ...]:
        """Return what the row is to show now, each command once."""
        found: dict[str, _Shown] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in found:
                display = self.app.get_key_display(binding)
                found[binding.action] = _Shown(
                    binding.key, display, binding.description, binding.action, enabled, tooltip
                )
        return tuple(found.values())
