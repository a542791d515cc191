"""Leaving, and copying: keys that must not overtake the letters typed before them."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from textual.widgets import Input

from recoverylog.errors import RecoverylogError
from recoverylog.language import _
from recoverylog.tui.in_turn import InTurnApp

if TYPE_CHECKING:
    from recoverylog.tui.desk import Desk


class LeavingApp(InTurnApp):
    """An application that is left only when every key that came before is taken in."""

    desk: Desk

    async def taken_in(self) -> None:
        """Wait until the field has taken in every key that came, and its page has heard of it.

        The keys that lock and leave overtake the letters before them, which would be lost. So
        would those on a page that is still looking for what was begun before.
        """
        first = self.focused or self.screen

        async def taken() -> None:
            for __ in range(2):  # once for the keys, once for what they changed
                for node in (first, *first.ancestors):
                    if node is self:
                        break
                    heard = asyncio.Event()
                    if node.call_later(heard.set):
                        await heard.wait()

        async def through() -> None:
            await taken()
            with contextlib.suppress(RecoverylogError):
                await self.desk.ask(lambda __: None)  # behind all that it was asked before
                await taken()

        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(through(), 1)

    async def action_leave(self) -> None:
        """Leave; what is still being typed is kept as a draft."""
        # A page whose words are kept nowhere asks once, whichever key it is.
        asks = getattr(self.screen, "asks_before_it_goes", None)
        if asks is not None and asks():
            return
        await self.taken_in()
        self.exit()

    async def action_copy_or_leave(self) -> None:
        """Copy what the person selected, and say who may read it; with nothing selected, leave."""
        selected = self._selected()
        if not selected:
            await self.action_leave()
            return
        self.copy_to_clipboard(selected)
        self.notify(_("Copied. Other programs, and their histories, can read what is copied."))

    def _selected(self) -> str:
        """Return the text that is selected on the screen, or in the field; never a passphrase."""
        field = self.focused
        from textual.widgets import TextArea  # where no note is written it is not loaded

        own = ""
        if isinstance(field, TextArea) or (isinstance(field, Input) and not field.password):
            own = field.selected_text
        return own or self.screen.get_selected_text() or ""
