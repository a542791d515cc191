"""A screen that is painted once when it comes, not after each step of its being laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual._callback import invoke
from textual.events import Resize, ScreenResume
from textual.message_pump import MessagePump
from textual.screen import Screen

if TYPE_CHECKING:
    from textual._types import CallbackType
    from textual.geometry import Size

_Result = TypeVar("_Result")


class PaintedOnce(Screen[_Result]):
    """A screen that Textual would paint up to four times while it opens.

    It is laid out when it comes, again when it learns its size, and again for what its widgets
    make of theirs, and painted each time and once more in the end. Here only the last is painted,
    and as soon as all widgets have heard of their size.
    """

    _coming = False
    """Whether it has just come, and its first painting is still to be."""
    _being_laid_out = False

    @on(ScreenResume)
    def _wait_with_painting(self) -> None:
        # Textual's own handler follows, lays the screen out and asks for a painting.
        self._coming = True

    @on(Resize)
    def _paint_soon(self) -> None:
        if self._coming:
            # The widgets hear of their sizes after this; the way through the queue of the
            # application and back lets them, and what they ask of the screen, go first.
            self.app.call_later(self.call_later, self._paint_what_came)

    def _paint_what_came(self) -> None:
        if self._coming:
            self._on_timer_update()

    def _screen_resized(self, size: Size) -> None:
        if size != self._size:
            super()._screen_resized(size)

    def _on_timer_update(self) -> None:
        self._coming = False
        super()._on_timer_update()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # noqa: FBT002 - Textual's own signature
        self._being_laid_out = True
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self._being_laid_out = False

    def _invoke_later(self, callback: CallbackType, sender: MessagePump) -> None:
        # What asked to be called after the next drawing may be gone by then, as where a page is
        # opened and left in one go; it has no screen any more, or not all of its widgets.
        owner = getattr(getattr(callback, "func", callback), "__self__", None)
        asked = owner if isinstance(owner, MessagePump) else sender

        async def call_if_here() -> None:
            if asked.is_attached and not getattr(asked, "_pruning", False):
                await invoke(callback)

        super()._invoke_later(call_if_here, sender)

    def _compositor_refresh(self) -> None:
        # Where the whole screen is to be painted anyway, it is not painted in part before.
        if self._coming or (self._being_laid_out and self._repaint_required):
            return
        super()._compositor_refresh()
