"""The settings: what is written in settings.toml, and what only the journal knows."""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row
from textual.worker import WorkerCancelled, WorkerError

from recoverylog.journal.preference import Preferences
from recoverylog.language import _
from recoverylog.session import configuring
from recoverylog.session.configuring import OPTIONS, Option
from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.setting_words import LABELS, STEPS, next_of, words_of
from recoverylog.tui.widgets.fields import PlainLine
from recoverylog.tui.widgets.line import LineInput
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from recoverylog.session.journal import Journal
    from recoverylog.settings import Settings

_LABEL, _VALUE = 20, 30
_FILE_HEADING = _("For this machine, in settings.toml")
_JOURNAL_HEADING = _("Only in your journal")


class Turn(commands.Command):
    """Turn the chosen setting to its next value."""

    KEYS = "right"
    WORD = _("change")
    SHOWN = "→"


class TurnBack(commands.Command):
    """Turn the chosen setting to the value before."""

    KEYS = "left"
    WORD = _("back by one")
    SHOWN = "←"
    IN_FOOTER = False


class TypeIt(commands.Command):
    """Type a number or a country, or turn what has few values."""

    KEYS = "enter"
    WORD = _("type")
    IN_FOOTER = False


class UsualAgain(commands.Command):
    """Set the chosen setting to what is usual."""

    KEYS = "u"
    WORD = _("usual")


class SettingList(RowList):
    """The settings, a row each; a click on the chosen one turns it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Here and not only on the page, since a list scrolls by the same keys.
        Binding("right", "screen.turn", _("change"), key_display="← →"),
        Binding("left", "screen.turn_back", _("back by one"), show=False),
        Binding("enter,space", "select", _("change"), show=False),
    ]

    class Clicked(Message):
        """The row that was chosen already was clicked."""

    async def _on_click(self, event: events.Click) -> None:
        """Choose a row by the first click, and turn it by the next."""
        event.prevent_default()
        place = event.style.meta.get("option")
        if place is None or self.get_option_at_index(place).disabled:
            return
        if place == self.highlighted:
            self.post_message(self.Clicked())
        else:
            self.highlighted = place


class SettingsPage(Page[None]):
    """The page of everything that can be set."""

    TITLE_WORD = _("settings")
    COMMANDS_HERE = (
        Turn,
        TurnBack,
        TypeIt,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        UsualAgain,
        commands.Back,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "SettingList"
    CSS_PATH = "../styles/settings.tcss"

    preferences: var[Preferences | None] = var(None)

    _place = 1
    """The row that is chosen where the page is laid out; the first is a heading."""

    def __init__(self) -> None:
        """Show the settings."""
        super().__init__()
        # One after the other: what lies below is laid out anew for some of them.
        self._writing = asyncio.Lock()
        self._wanted: dict[str, str] = {}
        """What was chosen and is still being written, so that quick keys go on from there."""

    rows = getters.query_one(SettingList)
    said = getters.query_one("#settings-said", Static)
    typing = getters.query_one("#settings-typing", Horizontal)
    asked = getters.query_one("#settings-asked", Static)
    field = getters.query_one("#settings-field", PlainLine)

    def body(self) -> ComposeResult:
        """Give the two lists, what the chosen one is for, and a field to type in."""
        with Vertical(id="settings"):
            yield SettingList(*self._rows(), markup=False)
            yield Static("", id="settings-said", classes="prose", markup=False)
            with Horizontal(id="settings-typing"):
                yield Static("", id="settings-asked", markup=False)
                yield PlainLine(id="settings-field")

    def on_mount(self) -> None:
        """Choose a row, and say what in the file could not be used."""
        self.typing.display = False
        self.rows.highlighted = self._place
        self.rows.focus()
        self.notice.say(self.ours.take_remarks() or " ".join(self.ours.remarks[:1]))

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    @work(exclusive=True, group="look", description="read the preferences")
    async def look(self) -> None:
        """Show the preferences of the journal."""
        found = await self.ask(lambda journal: journal.preferences())
        if found is not None:
            self.preferences = found

    # Drawing -----------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        rows = [Row(Content.styled(_FILE_HEADING, "$faint"), disabled=True)]
        for place, one in enumerate(OPTIONS):
            if one.private and not OPTIONS[place - 1].private:
                rows.append(Row("", disabled=True))
                rows.append(Row(Content.styled(_JOURNAL_HEADING, "$faint"), disabled=True))
            rows.append(Row(self._row(one, chosen=False), id=one.key))
        return rows

    def _row(self, one: Option, *, chosen: bool) -> Content:
        value = self.value_of(one)
        words = "" if value is None else words_of(one, value)
        known = bool(one.choices) or one.key in STEPS
        left, right = ("← ", " →") if chosen and known else ("  ", "")
        if chosen and not known:
            right = "  enter"
        usual = value == one.usual
        return Content.assemble(
            (f" {LABELS[one.key]:<{_LABEL}}", "bold $ink" if chosen else "$soft"),
            (left, "$lamp"),
            (words, "bold $ink" if chosen else "$ink"),
            (right, "$lamp"),
            " " * max(_VALUE - len(words) - len(right), 2),
            (_("usual") if usual else "", "$soft" if chosen else "$faint"),
        )

    def value_of(self, one: Option) -> str | None:
        """Return the value in force as it is typed; None while the journal was not asked."""
        if one.private and self.preferences is None:
            return None
        return configuring.value(one, self.ours.settings, self.preferences)

    def watch_preferences(self) -> None:
        """Draw the rows anew."""
        if self.is_mounted:
            self.draw()

    @property
    def chosen(self) -> Option | None:
        """The setting that the cursor is on."""
        place = self.rows.highlighted
        key = None if place is None else self.rows.get_option_at_index(place).id
        return next((one for one in OPTIONS if one.key == key), None)

    @on(OptionList.OptionHighlighted)
    def draw(self) -> None:
        """Draw every row, and say what the chosen one is for."""
        chosen = self.chosen
        for one in OPTIONS:
            self.rows.replace_option_prompt(one.key, self._row(one, chosen=one is chosen))
        if chosen is not None:
            typed = "" if chosen.choices else _(" Enter opens a field for it.")
            told = configuring.remark(chosen, self.value_of(chosen) or "")
            meant = _(
                "{meaning} It takes {takes}.{typed}",
                meaning=chosen.meaning,
                takes=chosen.takes,
                typed=typed,
            )
            # The remark first: a notice may lie on the last rows.
            self.said.update(f"{told} {meant}".lstrip())

    # Changing ----------------------------------------------------------------------------

    def action_turn(self) -> None:
        """Turn the chosen setting to its next value."""
        self._turn(1)

    def action_turn_back(self) -> None:
        """Turn the chosen setting to the value before."""
        self._turn(-1)

    @on(OptionList.OptionSelected)
    @on(SettingList.Clicked)
    def action_type_it(self) -> None:
        """Type a value, or turn what has few of them."""
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.choices:
            self._turn(1)
            return
        self.asked.update(f"{LABELS[chosen.key]}  ")
        self.field.placeholder = chosen.usual or "GB"
        self.field.value = self.value_of(chosen) or ""
        self.typing.display = True
        self.said.display = False
        self.field.focus()

    def action_usual_again(self) -> None:
        """Set the chosen setting to what is usual."""
        if self.chosen is not None:
            self.write(self.chosen, None)

    def _turn(self, step: int) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        value = self._wanted.get(chosen.key, self.value_of(chosen))
        if value is None:
            return
        found = next_of(chosen, value, step)
        if found is None:
            self.action_type_it()
        elif found != value:
            self.write(chosen, found or None)

    @work(group="write", description="write a setting")
    async def write(self, one: Option, text: str | None) -> bool:
        """Write a setting where it belongs, have it in force at once, and say where it stands."""
        self._wanted[one.key] = wanted = one.usual if text is None else text
        try:
            async with self._writing:
                where = await (self._keep(one, text) if one.private else self._put(one, text))
        finally:
            if self._wanted.get(one.key) == wanted:
                del self._wanted[one.key]
        if where is None:
            return False
        self.draw()
        self.notice.say(f"{LABELS[one.key]}: {words_of(one, self.value_of(one) or '')}, {where}.")
        return True

    async def _keep(self, one: Option, text: str | None) -> str | None:
        """Keep a preference in the journal; return where it stands, None where it could not be."""
        chosen = await self.ask(lambda journal: journal.prefer(one.key, text))
        if chosen is None:
            return None
        self.preferences = chosen
        return _("kept in your journal alone")

    async def _put(self, one: Option, text: str | None) -> str | None:
        """Write a setting to its file; return where it stands, None where it could not be."""
        file = self.ours.desk.places.settings

        def put(journal: Journal) -> Settings:
            found = configuring.put(file, one, text)
            journal.rollover = found.rollover
            return found

        found = await self.ask(put)
        if found is None:
            return None
        self._place = self.rows.highlighted or self._place
        await self.ours.use_settings(found)
        self.rows.highlighted = self._place
        return _("written to {file}", file=_short(file))

    # Typing ------------------------------------------------------------------------------

    @on(Input.Submitted)
    @work(exclusive=True, group="submit", description="write what was typed")
    async def submitted(self, event: Input.Submitted) -> None:
        """Write what was typed; it stays in the field where it cannot be used."""
        event.stop()
        if self.chosen is None:
            return
        # It is cancelled where the page goes away meanwhile.
        with contextlib.suppress(WorkerCancelled):
            if await self.write(self.chosen, event.value.strip() or None).wait():
                self._stop_typing()

    @on(LineInput.Left)
    def _left(self) -> None:
        self.notice.clear()
        self._stop_typing()

    def _stop_typing(self) -> None:
        self.typing.display = False
        self.said.display = True
        self.rows.focus()

    @work(exclusive=True, group="back", description="go back once all is written")
    async def action_back(self) -> None:
        """Go back, once everything that was chosen is written and in force."""
        for worker in [one for one in self.workers if one.node is self and one.group == "write"]:
            with contextlib.suppress(WorkerError):
                await worker.wait()
        self.finish(None)


def _short(path: str) -> str:
    home = os.path.expanduser("~")
    return f"~{path[len(home) :]}" if path.startswith(f"{home}{os.sep}") else path
