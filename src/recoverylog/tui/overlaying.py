"""What is shown above every screen: the crisis page, the companion, the help, a blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.tui.veiling import VeilingApp

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored
    from recoverylog.tui.page import Page


class OverlayingApp(VeilingApp):
    """An application whose pages open above one another, some of them from everywhere."""

    def page_named(self, name: str, entry: Stored | None = None) -> Page[Stored | None]:
        """Return a new page to stand above another: a form, or the view of ``entry``."""
        from recoverylog.tui.screens import forms

        return forms.page(name, entry)

    def action_crisis(self) -> None:
        """Show the crisis page above whatever is there."""
        from recoverylog.tui.screens.crisis import CrisisPage

        if not isinstance(self.screen, CrisisPage):
            self.push_screen(CrisisPage())

    def action_show_help(self) -> None:
        """Show the help for the screen that is there."""
        from recoverylog.tui.page import Page
        from recoverylog.tui.screens.helping import HelpPage

        if isinstance(self.screen, Page) and not isinstance(self.screen, HelpPage):
            self.push_screen(HelpPage(type(self.screen)))

    def action_companion(self) -> None:
        """Show the companion of a craving above whatever is there; locked too."""
        from recoverylog.tui.logging_page import LoggingPage
        from recoverylog.tui.screens.craving import CravingForm
        from recoverylog.tui.screens.craving_locked import LockedCraving

        if any(isinstance(page, CravingForm | LockedCraving) for page in self.screen_stack):
            return
        if not self.desk.is_open:
            self.push_screen(LockedCraving())
            return
        told = [page for page in self.screen_stack if isinstance(page, LoggingPage)]
        self.push_screen(self.page_named("craving"), told[-1].came_back if told else None)

    def action_blank(self) -> None:
        """Cover the screen."""
        from recoverylog.tui.screens.blank import BlankPage

        if not isinstance(self.screen, BlankPage):
            self.push_screen(BlankPage())
