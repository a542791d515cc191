"""Help: the keys of the page one came from, and how a line is written, on one page."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from textual import getters
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.events import Key, Resize

    from recoverylog.tui.commands import Command


class Close(commands.Command):
    """Go back to where you were."""

    KEYS = "escape,enter,q"
    WORD = _("back")
    SHOWN = "esc"
    DOES = commands.Back.action()


class Row(NamedTuple):
    """What is pressed or written, and what it does; in short, and whole."""

    lead: str
    short: str
    whole: str


def _row(lead: str, meaning: str) -> Row:
    return Row(lead, meaning, meaning)


_LINE = (
    _row("craving 7", _("0 to 10; mood 6 likewise")),
    _row("grateful", _("or met, note, ask, used")),
    _row("@word", _("a tag, or what set it off")),
    _row("+word", _("what helped; then after:3")),
    _row("with:Ada", _("who was there")),
    _row("on:alcohol", _("which focus; amount:3 too")),
    _row("at:-2h", _("when; at:21:30, at:yesterday")),
)
_PALETTE = _row("ctrl p", _("Find any of these by a word"))


def rows_of(found: Iterable[type[Command]]) -> list[Row]:
    """Return a row for each thing that can be done, its keys together: ``! or f3``."""
    keys: dict[str, list[str]] = {}
    meanings: dict[str, str] = {}
    for command in found:
        shown = keys.setdefault(command.action(), [])
        # The footer may show two keys as one, like ``[ ]``; here each has a row of its own.
        for key in command.keys_shown():
            whole = key.split()[0] if key == command.SHOWN else key
            if whole not in shown:
                shown.append(whole)
        meanings.setdefault(command.action(), command.meaning())
    return [
        Row(_(" or ").join(keys[one]), _clause(said), said.rstrip("."))
        for one, said in meanings.items()
    ]


def _clause(meaning: str) -> str:
    """Return the first clause of a sentence, which says enough where there is little room."""
    ends = [meaning.find(mark) for mark in ".:;," if mark in meaning]
    return meaning[: min(ends)] if ends else meaning


class Rows(Static):
    """A heading, and rows whose second column is wrapped under itself."""

    def __init__(
        self,
        heading: str,
        rows: Sequence[Row],
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
    ) -> None:
        """Show ``rows``; in whole sentences where there is room for them."""
        super().__init__(markup=False, id=id)
        self._heading = heading
        self._rows = tuple(rows)
        self._lead = max((len(row.lead) for row in rows), default=0) + 2

    def on_resize(self, event: Resize) -> None:
        """Wrap the words for another width."""
        # Not at once: a height that changes while the page is laid out is not looked at again.
        self.call_after_refresh(self.lay_out, event.size.width)

    def lay_out(self, width: int) -> None:
        """Write the rows for ``width`` cells."""
        whole = self.screen.has_class("-wide") and self.screen.has_class("-tall")
        lines = [Content.styled(self._heading, "$faint")]
        for row in self._rows:
            room = max(width - self._lead, 10)
            words = textwrap.wrap(row.whole if whole else row.short, room) or [""]
            lead = Content.styled(f"{row.lead:<{self._lead}}", "bold $lamp")
            lines.append(Content.assemble(lead, (words[0], "$soft")))
            lines += [Content.styled(" " * self._lead + more, "$soft") for more in words[1:]]
        self.update(Content("\n").join(lines))


class HelpPage(Page[None]):
    """What can be done on a page, and how a line is written."""

    TITLE_WORD = _("Help")
    COMMANDS_HERE = (Close, commands.CrisisShownHere)
    AUTO_FOCUS = "#help-scroll"
    CSS_PATH = "../styles/helping.tcss"

    scroll = getters.query_one("#help-scroll", VerticalScroll)

    def __init__(self, page_class: type[Page[object]]) -> None:
        """Tell about the pages of ``page_class``."""
        super().__init__()
        self._page_class = page_class

    def body(self) -> ComposeResult:
        """Give the page's keys at the left; how a line is written, and all other keys, right."""
        everywhere = {command.action() for command in commands.EVERYWHERE}
        found = self._page_class.commands()
        here = [command for command in found if command.action() not in everywhere]
        others = [command for command in found if command.action() in everywhere]
        others.sort(key=lambda one: list(commands.EVERYWHERE).index(_everywhere(one)))
        with VerticalScroll(id="help-scroll"), Horizontal(id="help-columns"):
            if here:
                yield Rows(_("On this page"), rows_of(here), id="help-here")
            with Vertical(id="help-right"):
                yield Rows(_("How a line is written"), _LINE, id="help-line")
                yield Rows(_("Everywhere"), [*rows_of(others), _PALETTE], id="help-everywhere")

    def on_key(self, event: Key) -> None:
        """Go back by the keys that opened it, too; scroll by j and k."""
        moves = {"j": self.scroll.scroll_down, "k": self.scroll.scroll_up}
        if event.key in {"question_mark", "f1"}:
            event.stop()
            self.dismiss(None)
        elif event.key in moves:
            event.stop()
            moves[event.key](animate=False)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take the keys for help, which the application would show above this page."""
        del character
        return key in {"question_mark", "f1"}

    def action_back(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)


def _everywhere(command: type[Command]) -> type[Command]:
    """Return the command of everywhere that does the same."""
    return next(one for one in commands.EVERYWHERE if one.action() == command.action())
