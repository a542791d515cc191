"""A list, and beside it all that is known of the row on which its cursor is.

The pages differ in what they list and in what can be done about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual import getters, on, work
from textual.containers import Horizontal, VerticalScroll
from textual.events import ScreenResume
from textual.reactive import var
from textual.widgets import OptionList

from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.session.journal import Journal

_Known = TypeVar("_Known")


class BesidePage(Page[None], Generic[_Known]):
    """A page with a list at the left; a subclass gives ``look_up`` and ``draw``."""

    known: var[_Known | None] = var(None)

    columns = getters.query_one("#beside", Horizontal)
    left = getters.query_one("#beside-left", VerticalScroll)
    right = getters.query_one("#beside-right", VerticalScroll)
    rows = getters.query_one(OptionList)

    def __init__(self) -> None:
        """Ask nothing twice yet."""
        super().__init__()
        self._asked: tuple[str, str] | None = None
        self._drawn: str | None = None
        self._doing = False

    def look_up(self, journal: Journal) -> _Known:
        """Return what the page shows; runs at the desk."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw the row that the cursor is on."""
        raise NotImplementedError

    @property
    def chosen_id(self) -> str | None:
        """The id of the row that the cursor is on."""
        option = self.rows.highlighted_option
        return option.id if option is not None else None

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    @work(exclusive=True, group="look", description="look what there is")
    async def look(self) -> None:
        """Show what there is."""
        found = await self.ask(self.look_up)
        if found is not None:
            self.known = found

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._asked is not None and self._asked[1] != event.option.id:
            self.ask_anew()
        if event.option.id != self._drawn:
            self.right.scroll_home(animate=False)
        self._drawn = event.option.id
        self.draw()

    def action_read_on(self) -> None:
        """Show more of a long row; from its end go back to its beginning."""
        # Where there is one column, all of it scrolls.
        sheet = self.right if self.right.max_scroll_y else self.columns
        if sheet.scroll_offset.y < sheet.max_scroll_y:
            sheet.scroll_page_down(animate=False)
        else:
            sheet.scroll_home(animate=False)

    # What becomes of it ------------------------------------------------------------------

    def is_sure(self, what: str, asked: str) -> bool:
        """Return whether this was asked for the second time; ask where it is the first."""
        one = self.chosen_id
        if one is None or self._doing:
            return False
        if self._asked == (what, one):
            return True
        self._asked = (what, one)
        self.notice.say(asked, care=True)
        return False

    def ask_anew(self) -> None:
        """Take what was asked for once as not asked for."""
        self._asked = None
        self.notice.say("")

    def do(self, act: Callable[[Journal, str], object], said: Callable[[Any], str]) -> None:
        """Do something about the chosen row, unless something is being done, and say what was."""
        one = self.chosen_id
        if one is not None and not self._doing:
            self._asked, self._doing = None, True
            self.write(act, one, said)

    @work(group="write", description="do what was asked with a row")
    async def write(
        self, act: Callable[[Journal, str], object], row: str, said: Callable[[Any], str]
    ) -> None:
        """Do something about one row, and show what there is then."""

        def done(journal: Journal) -> tuple[object, _Known]:
            return act(journal, row), self.look_up(journal)

        try:
            found = await self.ask(done)
        finally:
            self._doing = False
        if found is None:
            self.refresh_state()
            return
        self.tell(said(found[0]))
        self.known = found[1]

    def tell(self, said: str) -> None:
        """Say what was done."""
        self.notice.say(said)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
