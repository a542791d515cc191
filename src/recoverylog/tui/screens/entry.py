"""One entry whole: what was written, what is known of it, and what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from recoverylog.insights.wording.dates import WEEKDAYS, date_words
from recoverylog.journal import draft as drafts
from recoverylog.journal.entry import CheckIn, Note, said_in_words
from recoverylog.journal.selection import Stored, Version
from recoverylog.journal.text import clean, inert_line, one_line
from recoverylog.language import _
from recoverylog.tui import commands, tidings
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.entries import headline, words

if TYPE_CHECKING:
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.session.journal import Journal

IN_BIN = _("In the bin for seven days; u takes it back.")
_SOURCES = {
    "quick": _("rl, sealed until the journal was opened"),
    "log": _("a line"),
    "form": _("a form"),
    "demo": _("the demo"),
    "import": _("an import"),
}
_DONE = {
    "write": _("as first written"),
    "edit": _("changed"),
    "delete": _("put into the bin"),
    "confirm": _("confirmed"),
    "undo": _("a change taken back"),
}


class EditEntry(commands.Command):
    """Change what the entry says; what it said before is kept beside it."""

    KEYS = "e"
    WORD = _("edit")


class DeleteEntry(commands.Command):
    """Put the entry into the bin, where it stays for seven days."""

    KEYS = "d"
    WORD = _("delete")


class Undo(commands.Undo):
    """Take back the newest change of this entry, or bring it back from the bin."""

    IN_FOOTER = True


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of an entry.

    Attributes:
        stored: the entry as it stands.
        focus: the name of the focus that it speaks of; empty for none.
        before: what it said before, the last first.
        begun: whether a change of it was begun and not finished.
    """

    stored: Stored
    focus: str = ""
    before: tuple[Version, ...] = ()
    begun: bool = False


def look(journal: Journal, number: int) -> Told:
    """Return what is shown of the entry of that number; runs at the desk.

    Raises:
        NotFound: it was erased meanwhile.
    """
    stored = journal.numbered(number)
    labels = {focus.id: focus.label for focus in journal.focuses(archived=True)}
    return Told(
        stored,
        labels.get(stored.entry.focus or "", stored.entry.focus_word or ""),
        earlier(journal.versions(stored)),
        journal.draft(drafts.edit_name(number)) is not None,
    )


def earlier(versions: list[Version]) -> tuple[Version, ...]:
    """Return the states before the present one that said something else, the last first."""
    kept: list[Version] = []
    following = versions[-1].entry if versions else None
    for version in reversed(versions[:-1]):
        if version.entry != following:
            kept.append(version)
        following = version.entry
    return tuple(kept)


def take_back(journal: Journal, stored: Stored | None) -> Stored:
    """Take back the newest change, and return the entry as it stands; runs at the desk.

    What lies in the bin comes back from it, however it came there: an undo that put it there by
    taking back its writing leaves nothing that could be undone.

    Args:
        journal: the open journal.
        stored: whose change; None for the newest of all.

    Raises:
        NotFound: there is nothing to take back.
    """
    if stored is not None and stored.deleted:
        newest = journal.versions(stored)[-1:]
        if newest and newest[0].action != "delete":
            return journal.replace(stored, lambda present: present, "edit", deleted=False)
    return journal.undo(stored)


class Sheet(VerticalScroll):
    """The entry and all that is known of it; scrolls with arrows, j and k."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", _("Down"), show=False),
        Binding("k", "scroll_up", _("Up"), show=False),
        Binding("space", "page_down", _("Page down"), show=False),
        Binding("G", "scroll_end", _("End"), show=False),
    ]

    told: reactive[Told | None] = reactive(None, recompose=True)

    def __init__(self, told: Told) -> None:
        """Show ``told``."""
        super().__init__(id="sheet")
        self.set_reactive(Sheet.told, told)

    def draw_anew(self) -> None:
        """Give all of it again, as the veil has it now."""
        self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        """Give the entry, its details and its earlier versions."""
        told = self.told
        if told is None:
            return
        entry = told.stored.entry
        yield Static(_title(told.stored), id="headline")
        yield Static(Content(_moment(entry)), id="moment")
        if entry.text.strip():
            yield Static(Content(clean(entry.text)), id="text", classes="prose")
        for rows in (_said(entry), _known(told)):
            if any(text for _, values in rows for text, _ in values):
                with Vertical(classes="rows"):
                    yield from _rows(rows)
        if told.before:
            yield Static(_("Earlier versions"), classes="heading", id="earlier")
            for version in told.before:
                yield Static(version_content(version), classes="version prose")


def _title(stored: Stored) -> Content:
    bin_words = Content.styled(_("   in the bin"), "$faint") if stored.deleted else Content("")
    return Content.assemble(headline(stored.entry).stylize("bold"), bin_words)


def _moment(entry: AnyEntry) -> str:
    wall = entry.wall
    when = f"{WEEKDAYS[entry.day.weekday()]} {date_words(entry.day)}  {wall:%H:%M}"
    return (
        when
        if wall.date() == entry.day
        else _("{when} on {date}", when=when, date=date_words(wall.date()))
    )


_Row = tuple[str, list[tuple[str, str]]]


def _said(entry: AnyEntry) -> list[_Row]:
    """Return what else was written, each with a name and with its colour."""
    good = entry.good if isinstance(entry, CheckIn) else ()
    halt = entry.halt if isinstance(entry, CheckIn) else ()
    named = said_in_words(entry) if isinstance(entry, CheckIn) else ()
    return [
        *((name, [(clean(words), "$ink")]) for name, words in named),
        (_("good"), [(clean(one), "$ink") for one in good]),
        (_("felt"), [(", ".join(halt), "$ink")] if halt else []),
        (_("tagged"), [("  ".join(f"@{one_line(one)}" for one in entry.tags), "$dusk")]),
        (_("helped"), [("  ".join(f"+{one_line(one)}" for one in entry.helped), "$leaf")]),
        (_("with"), [(", ".join(one_line(one) for one in entry.people), "$ink")]),
    ]


def _known(told: Told) -> list[_Row]:
    """Return what the journal knows of the entry."""
    entry = told.stored.entry
    written = (
        f"{date_words(entry.written.astimezone())}  {entry.written.astimezone():%H:%M}"
        if entry.written
        else ""
    )
    reason = entry.reason or "" if isinstance(entry, Note) else ""
    plain = [
        (_("focus"), one_line(told.focus)),
        (_("said of when"), one_line(entry.when_words or "")),
        (_("written"), written),
        (_("came by"), _SOURCES.get(entry.source, entry.source)),
        (_("why a note"), reason),
        (_("number"), str(told.stored.number)),
        (_("unfinished"), _("a change that you began; e goes on with it") if told.begun else ""),
    ]
    return [(name, [(inert_line(value), "$soft")]) for name, value in plain]


def _rows(rows: list[_Row]) -> ComposeResult:
    """Give a row for each that has a value: its name, and the value beside it."""
    for name, values in rows:
        lines = [Content.styled(text, colour) for text, colour in values if text]
        if lines:
            with Horizontal(classes="row"):
                yield Static(name, classes="name")
                yield Static(Content("\n").join(lines), classes="value")


def version_content(version: Version) -> Content:
    """Return an earlier state: when and how it came to be, and what it said."""
    at = datetime.fromtimestamp(version.unix_ms / 1000).astimezone()
    when = f"{date_words(at)}  {at:%H:%M}  {_DONE[version.action]}"
    said = Content.assemble(headline(version.entry), "  ", words(version.entry))
    return Content.assemble((when, "$faint"), "\n", said)


class EntryPage(Page["Stored | None"]):
    """One entry, to be read, changed, put into the bin and brought back."""

    COMMANDS_HERE = (
        EditEntry,
        DeleteEntry,
        Undo,
        commands.Back,
        commands.CrisisShownHere,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "#sheet"
    CSS_PATH = "../styles/entry.tcss"

    sheet = getters.query_one(Sheet)

    def __init__(self, stored: Stored) -> None:
        """Show ``stored``; what the journal says of it follows at once."""
        super().__init__()
        self._stored = stored

    def body(self) -> ComposeResult:
        """Give the one sheet."""
        yield Sheet(Told(self._stored))

    def on_mount(self) -> None:
        """Look what the journal says of it."""
        self.refresh_state()

    @work(exclusive=True, group="look", description="look at the entry")
    async def refresh_state(self) -> None:
        """Show the entry as it stands now."""
        number = self._stored.number
        told = await self.ask(lambda journal: look(journal, number))
        if told is not None:
            self._stored = told.stored
            self.sheet.told = told

    def action_back(self) -> None:
        """Go back to where the entry was chosen."""
        self.dismiss(None)

    def action_edit_entry(self) -> None:
        """Open the form in which the entry is changed."""
        self.app.push_screen(self.ours.page_named("edit", self._stored), self._came_back)

    def _came_back(self, stored: Stored | None) -> None:
        if stored is not None:
            self._stored = stored
            self.notice.say(_("Changed; what it said before is kept below.   u takes it back"))
        self.refresh_state()

    @work(description="put the entry into the bin")
    async def action_delete_entry(self) -> None:
        """Put the entry into the bin."""
        stored = self._stored
        if stored.deleted:
            self.notice.say(_("It lies in the bin already; u brings it back."))
        elif await self.ask(lambda journal: journal.delete(stored)) is not None:
            self.notice.say(IN_BIN)
            self.refresh_state()

    @work(description="take back a change of the entry")
    async def action_undo(self) -> None:
        """Take back the newest change of this entry."""
        before = self._stored
        stored = await self.ask(lambda journal: take_back(journal, before))
        if stored is not None:
            self.notice.say(tidings.of_undoing(stored))
            self.refresh_state()
