"""Privacy on the screens: the veil is drawn and taken away on every page that is there."""

from __future__ import annotations

from recoverylog.journal import veil
from recoverylog.tui.heeding import HeedingApp


class VeilingApp(HeedingApp):
    """An application that can show a person's words as dots."""

    async def action_privacy(self) -> None:
        """Draw the veil over the person's words, or take it away, on every page that is there.

        What is seen comes first: the page on top, those below it, then the other modes. Letters
        that are still on their way are painted by their fields, which stay, as the veil is then.
        """
        from recoverylog.tui.page import Page

        veil.draw(drawn=not veil.is_drawn())
        modes = sorted(self._screen_stacks, key=lambda mode: mode != self.current_mode)
        for page in [page for mode in modes for page in reversed(self._screen_stacks[mode])]:
            if isinstance(page, Page):
                await page.draw_anew()
