"""What the pages of an open journal have in common: one key to write each kind of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from recoverylog.tui import tidings
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored


class LoggingPage(Page[None]):
    """A page from which every form opens, and to which what was written is told."""

    def open_page(self, name: str, *, entry: Stored | None = None) -> None:
        """Show a form or a view above this page.

        Args:
            name: craving, check_in, morning, gratitude, connection, note, focus, settle or entry.
            entry: the entry that it is about, where it is about one.
        """
        self.app.push_screen(self.ours.page_named(name, entry), self.came_back)

    def came_back(self, stored: Stored | None) -> None:
        """Tell what a form that was shown above this page has written."""
        if stored is not None:
            self.written(stored)

    def written(self, stored: Stored) -> None:
        """Tell that an entry was written, and show it."""
        self.notice.say(tidings.of_writing(stored))
        self.light_up(stored.number)

    def light_up(self, number: int) -> None:
        """Show an entry that was just written."""
        del number

    def refresh_state(self) -> None:
        """Show what the journal says now."""

    def open_entry(self, stored: Stored) -> None:
        """Show one entry whole."""
        self.open_page("entry", entry=stored)

    def action_log_craving(self) -> None:
        """Open the form for a craving."""
        self.open_page("craving")

    def action_check_in(self) -> None:
        """Open the form of the evening."""
        self.open_page("check_in")

    def action_morning(self) -> None:
        """Open the form of the morning."""
        self.open_page("morning")

    def action_log_gratitude(self) -> None:
        """Open the form for something to be grateful for."""
        self.open_page("gratitude")

    def action_log_connection(self) -> None:
        """Open the form for time with people."""
        self.open_page("connection")

    def action_log_note(self) -> None:
        """Open the form for a note."""
        self.open_page("note")

    def action_settle(self) -> None:
        """Show what waits for a word."""
        self.open_page("settle")

    def action_change_focus(self) -> None:
        """Open the form of the focuses."""
        self.open_page("focus")

    def action_share(self) -> None:
        """Open the page on which is chosen what to share."""
        self.open_page("share")

    def action_plans(self) -> None:
        """Open the page of the if-then plans."""
        self.open_page("plans")

    def action_open_answers(self) -> None:
        """Open the page of the answers."""
        self.open_page("answers")

    async def action_go_today(self) -> None:
        """Show today."""
        await self.app.switch_mode("today")

    async def action_go_history(self) -> None:
        """Look back."""
        await self.app.switch_mode("history")

    async def action_go_insights(self) -> None:
        """Show what the days say together."""
        await self.app.switch_mode("insights")

    def action_go_settings(self) -> None:
        """Show the settings above this page."""
        self.open_page("settings")

    @work(description="take the newest change back")
    async def action_undo(self) -> None:
        """Take the newest change back, and say what it was."""
        stored = await self.ask(lambda journal: journal.undo())
        if stored is not None:
            self.notice.say(tidings.of_undoing(stored))
            self.refresh_state()
