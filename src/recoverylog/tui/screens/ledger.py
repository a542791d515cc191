"""The ledger: what was handed over, to whom, when, and what is still open or lies about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from recoverylog import clock
from recoverylog.insights.wording.dates import span_words
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui import commands, handed
from recoverylog.tui.beside_page import BesidePage
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.shared import Shared
    from recoverylog.session.journal import Journal

_NONE = _("Nothing was shared yet.")
_NONE_WHY = _(
    "Whatever you hand to somebody appears here: what it was and for whom, its parts, the day, and"
    " whether a page still takes answers. What it said is not kept."
)
_DELETE = _(
    "This removes the file here. It is no secure erase, and copies that were sent stay where they"
    " are. d once more deletes it."
)
_DIGITS = 12
_DETAILS = (_("for"), _("when"), _("of"), _("parts"), _("answers"), _("file"), "SHA-256")


class ClosePage(commands.Command):
    """Close the page: it takes no more answers, for good; asks once more."""

    KEYS = "c"
    WORD = _("close page")


class DeleteFile(commands.Command):
    """Delete the file that was written; copies that were sent stay; asks once more."""

    KEYS = "d"
    WORD = _("delete file")


class SharedList(RowList):
    """What was shared, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.read_on", _("Read"), show=False),
    ]


class Known(NamedTuple):
    """What the page shows.

    Attributes:
        rows: everything that was shared, the latest first.
        there: the ids of those whose file is still where it was written.
        now: the present instant, for what is still open.
    """

    rows: tuple[Shared, ...]
    there: frozenset[str]
    now: datetime


def look(journal: Journal) -> Known:
    """Return the ledger; runs at the desk."""
    rows = tuple(journal.shared())
    there = frozenset(row.id for row in rows if row.path and os.path.lexists(row.path))
    return Known(rows, there, clock.now())


class LedgerPage(BesidePage[Known]):
    """The page with everything that was shared."""

    TITLE_WORD = _("what was shared")
    COMMANDS_HERE = (
        ClosePage,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        DeleteFile,
        commands.Back,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "SharedList"
    CSS_PATH = "../styles/ledger.tcss"

    what = getters.query_one("#ledger-what", Static)
    why = getters.query_one("#ledger-why", Static)

    def on_mount(self) -> None:
        """Say nothing before it is known what there is."""
        self.why.display = False
        self._show_details({})

    def body(self) -> ComposeResult:
        """Give the list, and all that is known of the chosen one."""
        with Horizontal(id="beside"):
            with VerticalScroll(id="beside-left", can_focus=False):
                yield SharedList(markup=False)
            with VerticalScroll(id="beside-right"):
                yield Static("", id="ledger-what", classes="question", markup=False)
                yield Static(_NONE_WHY, id="ledger-why", classes="prose", markup=False)
                for name in _DETAILS:
                    with Horizontal(classes="ledger-row"):
                        yield Static(name, classes="ledger-name", markup=False)
                        yield Static("", classes="ledger-value", markup=False)

    def look_up(self, journal: Journal) -> Known:
        """Return the ledger."""
        return look(journal)

    # Drawing -----------------------------------------------------------------------------

    def watch_known(self, known: Known | None) -> None:
        """Draw the list; the cursor stays on what it was on."""
        if known is None:
            return
        option = self.rows.highlighted_option
        ids = [row.id for row in known.rows]
        place = ids.index(option.id) if option is not None and option.id in ids else 0
        self.rows.clear_options()
        self.rows.add_options(Option(_row(row, known), id=row.id) for row in known.rows)
        self.left.display = bool(ids)
        self.rows.highlighted = place if ids else None
        self.draw()

    @property
    def chosen(self) -> Shared | None:
        """What the cursor is on."""
        place, known = self.rows.highlighted, self.known
        if known is None or place is None or place >= len(known.rows):
            return None
        return known.rows[place]

    def draw(self) -> None:
        """Draw the chosen one."""
        self.refresh_bindings()
        one, known = self.chosen, self.known
        if known is None:
            return
        self.why.display = one is None
        if one is None:
            self.what.update(_NONE)
            self._show_details({})
            return
        what = handed.FORMS[one.form]
        self.what.update(
            Content(
                _(
                    "{what}{what_2} of {at}",
                    what=what[0].upper(),
                    what_2=what[1:],
                    at=handed.at_words(one.at),
                )
            )
        )
        self._show_details(details(one, known))

    def _show_details(self, values: dict[str, str]) -> None:
        for row, name in zip(self.query(".ledger-row"), _DETAILS, strict=True):
            value = values.get(name, "")
            row.display = bool(value)
            row.query_one(".ledger-value", Static).update(Content(value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done about the chosen one."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        one, known = self.chosen, self.known
        if action == ClosePage.action():
            return one is not None and known is not None and one.is_open(known.now)
        if action == DeleteFile.action():
            return one is not None and known is not None and one.id in known.there
        return super().check_action(action, parameters)

    # What becomes of it ------------------------------------------------------------------

    def action_close_page(self) -> None:
        """Close the chosen page, once it was asked for twice."""
        one = self.chosen
        if one is None:
            return
        page = handed.page_words(one)
        asked = _(
            "This closes {page}, for good: it takes no more answers. What has come back stays. c "
            "once more closes it.",
            page=page,
        )
        if self.is_sure("close", asked):
            said = _("Closed: {page} takes no more answers.", page=page)
            self.do(lambda journal, row: journal.close_page(row), lambda _: said)

    def action_delete_file(self) -> None:
        """Delete the file of the chosen one, once it was asked for twice."""
        if not self.is_sure("delete", _DELETE):
            return

        def said(was_there: bool) -> str:
            begun = _("Deleted here") if was_there else _("The file had gone already")
            return _("{begun}. Copies that were sent stay where they are.", begun=begun)

        self.do(lambda journal, row: journal.delete_shared_file(row), said)


def details(row: Shared, known: Known) -> dict[str, str]:
    """Return what the ledger knows of one row, each by its name; empty where that is nothing."""
    local = row.at.astimezone()
    whom = row.supporter
    told = (
        (_("for"), f"{one_line(whom.name, 40)}  {one_line(whom.role, 40)}".strip() if whom else ""),
        (_("when"), f"{handed.day_words(local.date())}, {local:%H:%M}"),
        (_("of"), span_words(row.first, row.last)),
        (_("parts"), handed.parts(row.sections) or _("none")),
        (_("answers"), _answers(row, known.now)),
        (_("file"), _file(row, known)),
        ("SHA-256", f"{row.digest[:_DIGITS]}…"),
    )
    return dict(told)


def _answers(row: Shared, now: datetime) -> str:
    """Return whether a page takes answers; empty for what is no page."""
    if row.closes is None:
        return ""
    day = handed.at_words(row.closes)
    return (
        _("taken until {day}", day=day)
        if row.is_open(now)
        else _("taken no more since {day}", day=day)
    )


def _file(row: Shared, known: Known) -> str:
    """Return where the file lies, or what became of it."""
    if not row.path:
        return _("none: handed over without a file")
    if row.id in known.there:
        return one_line(row.path)
    if row.removed is not None:
        return _("deleted here on {removed}", removed=handed.at_words(row.removed))
    return _("not there any more: {path}", path=one_line(row.path))


def _row(row: Shared, known: Known) -> Content:
    """Return for whom and when, and below what it was and whether it is open."""
    whom = handed.called(row.supporter) or _("for nobody named")
    head = Content.assemble((f" {handed.short_day(row.at)}  ", "$soft"), (whom, "$ink"))
    state = ""
    if row.closes is not None:
        state = _(", open") if row.is_open(known.now) else _(", closed")
    return Content.assemble(head, "\n ", (f"{handed.FORMS[row.form]}{state}", "$soft"))
