"""Forms of one field: something to be grateful for, time with people, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from recoverylog.insights.wording.dates import date_words
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.selection import Selection
from recoverylog.journal.text import inert_line
from recoverylog.language import _
from recoverylog.tui import commands, form_page
from recoverylog.tui.form_page import Fields, FormPage
from recoverylog.tui.widgets.entries import words as words_of
from recoverylog.tui.widgets.fields import Area, TokenLine, Tokens, with_mark
from recoverylog.tui.widgets.line import Understood

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.entry import AnyEntry, Kind
    from recoverylog.journal.selection import Stored, Words
    from recoverylog.session.journal import Journal

_LATELY = 3


class LineForm(FormPage):
    """A form of one line, which the grammar reads with a word of the kind in front."""

    COMMANDS_HERE = (
        form_page.Keep,
        commands.CrisisShown,
        form_page.LeaveKept,
        form_page.Discard,
    )
    AUTO_FOCUS = "#typed"

    KIND: ClassVar[Kind]
    OPENING: ClassVar[str]
    """The word of the grammar that the line begins with."""
    QUESTION: ClassVar[str]
    EXAMPLE: ClassVar[str]
    BEFORE: ClassVar[str]
    """The heading above what was written before."""

    typed = getters.query_one("#typed", TokenLine)
    understood = getters.query_one(Understood)
    lately = getters.query_one("#lately", Static)

    def body(self) -> ComposeResult:
        """Lay out the question, the line, and what was written before."""
        with Vertical(id="fields"):
            with Vertical(classes="group"):
                yield Static(self.QUESTION, classes="question ask")
                yield from with_mark(TokenLine(placeholder=self.EXAMPLE, id="typed"))
                yield Understood(id="understood", markup=False)
            yield Static("", id="lately", markup=False)

    async def get_ready(self) -> None:
        """Fetch the person's words, and the last entries of this kind."""
        found = await self.ask(self._look_back)
        if found is None:
            return
        words, last = found
        self.typed.known = Tokens(words.tags, words.helped, words.people)
        self.lately.update(_lately(self.BEFORE, last))

    def _look_back(self, journal: Journal) -> tuple[Words, list[Stored]]:
        wanted = Selection(kinds=(self.KIND,), limit=_LATELY)
        return journal.words(), journal.select(wanted)

    def entered(self) -> Fields:
        """Return the line that says it all."""
        return self._fields(self.typed.value)

    def came(self, written: Fields) -> Fields:
        """Return the line of what was typed since."""
        return self._fields(self.typed.value.removeprefix(self._typed(written)))

    def _fields(self, typed: str) -> Fields:
        return {"line": f"{self.OPENING} {typed}"} if typed.strip() else {}

    def _typed(self, fields: Fields) -> str:
        return form_page.text(fields, "line").removeprefix(f"{self.OPENING} ")

    def fill(self, fields: Fields) -> None:
        """Show the line of a draft."""
        self.typed.value = f"{self._typed(fields)}{self.typed.value}"
        self.typed.cursor_position = len(self.typed.value)

    def show_change(self) -> None:
        """Say what would be kept."""
        self.understood.explain(form_page.text(self.entered(), "line"))

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the entry that the line stands for."""
        return form_page.entry_of_line(journal, form_page.text(fields, "line"), began)


class GratitudeForm(LineForm):
    """The page for something to be grateful for."""

    DRAFT = "gratitude"
    KIND = "gratitude"
    TITLE_WORD = _("gratitude")
    OPENING = "grateful"
    QUESTION = _("What are you grateful for?")
    EXAMPLE = _("a warm kitchen, a good word, rain at last")
    BEFORE = _("Lately you were grateful for")


class ConnectionForm(LineForm):
    """The page for time with people."""

    DRAFT = "connection"
    KIND = "connection"
    TITLE_WORD = _("time with people")
    OPENING = "met"
    QUESTION = _("Who were you with?")
    EXAMPLE = _("walk by the river with:Ada")
    BEFORE = _("Lately")


class NoteForm(FormPage):
    """The page for anything else, with room for many lines.

    A note of one line is read by the grammar, as everywhere: ``@`` and ``+`` in it are its tags
    and what helped. One of several lines is kept exactly as it is typed.
    """

    DRAFT = "note"
    TITLE_WORD = _("note")
    COMMANDS_HERE = (
        form_page.KeepText,
        commands.CrisisShown,
        form_page.LeaveKept,
        form_page.Discard,
    )
    AUTO_FOCUS = "#note"

    area = getters.query_one("#note", Area)
    understood = getters.query_one(Understood)

    def body(self) -> ComposeResult:
        """Lay out the question and the room to write."""
        with Vertical(id="fields"):
            yield Static(_("What is on your mind?"), classes="question ask")
            yield Area(placeholder=_("as much or as little as you like"), id="note")
            yield Understood(id="understood", markup=False)

    def entered(self) -> Fields:
        """Return the text, as a line where the grammar reads it."""
        return self._fields(self.area.text)

    def came(self, written: Fields) -> Fields:
        """Return the text of what was typed since."""
        return self._fields(self.area.text.removeprefix(self._typed(written)))

    def _fields(self, typed: str) -> Fields:
        if not typed.strip():
            return {}
        line = f"note {typed}"
        read = "\n" not in typed.strip() and quick_entry.says_something(grammar.parse_line(line))
        return {"line": line} if read else {"text": typed}

    def _typed(self, fields: Fields) -> str:
        line = form_page.text(fields, "line").removeprefix("note ")
        return line or form_page.text(fields, "text")

    def fill(self, fields: Fields) -> None:
        """Show the text of a draft."""
        self.area.text = f"{self._typed(fields)}{self.area.text}"
        self.area.move_cursor(self.area.document.end)

    def show_change(self) -> None:
        """Say what would be kept where that is more than the text."""
        line = form_page.text(self.entered(), "line")
        read = grammar.parse_line(line)
        tokens = read._replace(kind="note", text="", reason=None, remarks=())
        self.understood.explain(line if tokens != grammar.Line("note") else "")

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the note."""
        line = form_page.text(fields, "line")
        if line:
            return form_page.entry_of_line(journal, line, began)
        typed = form_page.text(fields, "text").strip()
        return super().made(journal, fields | {"text": typed}, began)


def _lately(heading: str, last: list[Stored]) -> Content:
    """Return the last entries of a kind, the newest first; nothing where there is none."""
    if not last:
        return Content("")
    days = [inert_line(date_words(stored.entry.day)).rsplit(" ", 1)[0] for stored in last]
    widest = max(len(day) for day in days)
    rows = [Content.styled(heading, "$faint")]
    for day, stored in zip(reversed(days), reversed(last), strict=True):
        rows.append(Content.assemble((f"{day.ljust(widest)}  ", "$faint"), words_of(stored.entry)))
    return Content("\n").join(rows)
