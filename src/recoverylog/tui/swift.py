"""What keeps a key from waiting: rubbish is swept between keys, and nothing is styled twice."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

from rich.cells import cached_cell_len
from textual._styles_cache import StylesCache
from textual.app import App
from textual.screen import SystemModalScreen
from textual.widgets._toast import ToastRack

if TYPE_CHECKING:
    from textual.dom import DOMNode

_PAUSES = (0.09, 1.0, 4.0)
"""Seconds without a key after which the youngest of three generations is swept, the younger two,
and all. The first is shorter than the pause between two keys of a fast typist."""


class SwiftApp(App[None]):
    """An application whose keys do not wait for what can be done before or after them."""

    _sweeping: asyncio.TimerHandle | None = None

    def keep_what_is_here(self) -> None:
        """Never look for rubbish among what is loaded and drawn by now.

        Walking all of it takes a tenth of a second, in the middle of a key press.
        """
        if not self.is_headless:
            gc.freeze()

    def forget_what_was_here(self) -> None:
        """Look for rubbish everywhere, at once: what was drawn may hold a person's words."""
        # Textual lets go of who watched the application only when what they watched changes; a
        # field of many lines watches its look.
        for watchers in getattr(self, "__watchers", {}).values():
            watchers[:] = [one for one in watchers if one[0].is_attached]
        cached_cell_len.cache_clear()
        StylesCache.get_inner_outer.cache_clear()
        gc.unfreeze()
        gc.collect()
        self.sweep_soon()  # once more, for what is only now being taken apart

    def sweep_soon(self) -> None:
        """Look for rubbish once no key has come for a moment, and further where none comes."""
        if self.is_headless:
            return  # a test brings its own habits
        if self._sweeping is not None:
            self._sweeping.cancel()
        self._sweep_after(0)

    def _sweep_after(self, generation: int) -> None:
        waited = _PAUSES[generation - 1] if generation else 0.0
        pause = _PAUSES[generation] - waited
        self._sweeping = asyncio.get_running_loop().call_later(pause, self._sweep, generation)

    def _sweep(self, generation: int) -> None:
        gc.collect(generation)
        self._sweeping = None
        if generation + 1 < len(_PAUSES):
            self._sweep_after(generation + 1)

    def delay_update(self, delay: float = 0.05) -> None:
        """Delay nothing but what follows a choice in the palette.

        Textual would mask for so long how a page of another mode is laid out; ours are painted
        only then.

        Args:
            delay: how many seconds Textual wants.
        """
        if isinstance(self.screen, SystemModalScreen):
            super().delay_update(delay)

    def _refresh_notifications(self) -> None:
        # Where nothing is to be told or taken away, Textual has each page laid out for it anew.
        racks = self.screen.query_children(ToastRack) if self.screen_stack else ()
        if self._notifications or any(rack.display for rack in racks):
            super()._refresh_notifications()

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:  # noqa: FBT002 - Textual's own signature
        """Style ``node`` and what is in it, unless mounting it will do so anyway."""
        if node.is_attached or node.is_dom_root:
            super().update_styles(node, animate)
