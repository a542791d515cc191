"""The crisis page: numbers to call now, and what to do in an overdose.

It needs no journal and no passphrase, works above every screen, and nothing records that it was
opened. Its words come from support/crisis.py, the same that `recoverylog crisis` prints.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from recoverylog.journal.text import inert_line
from recoverylog.language import _
from recoverylog.support import crisis
from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.screens.door import Passphrase

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.screen import Screen

_WIDEST = 80
_MORE = _("more below ↓   ")
_NUMBER = re.compile(r"  (\S(?:.*?\S)?)(  +)(\S.*)")
_STEP = re.compile(r"  (\d\.)( .*)")
_DATED = re.compile(r"\(source [^)]*\)?|^\s+\d{4}(-\d\d)?\)$")


class OverdoseSigns(commands.Command):
    """Show the signs of an overdose, and what to do."""

    KEYS = "o"
    WORD = _("overdose: what to do")


class Numbers(commands.Command):
    """Show the numbers again."""

    KEYS = "o"
    WORD = _("numbers")


class OtherCountry(commands.Command):
    """Show the numbers of another country, or of all of them."""

    KEYS = "c"
    WORD = _("another country")


class ReadOn(commands.Command):
    """Read on."""

    KEYS = "j"
    WORD = _("read on")
    IN_FOOTER = False


class ReadBack(commands.Command):
    """Read back."""

    KEYS = "k"
    WORD = _("read back")
    IN_FOOTER = False


class PageOn(commands.Command):
    """Read on by a whole page."""

    KEYS = "space"
    WORD = _("page on")
    IN_FOOTER = False


class Close(commands.Command):
    """Go back to where you were."""

    KEYS = "escape,enter,q"
    WORD = _("back")
    SHOWN = "esc"
    DOES = commands.Back.action()


class TypeMark(commands.Command):
    """Go back, and type the mark into the field that was empty."""

    KEYS = "exclamation_mark"
    WORD = _("type it")
    SHOWN = "!"
    IN_FOOTER = False


class Country(Input):
    """The field for a country."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("show"), key_display="enter"),
        Binding("escape", "screen.close_asking", _("back"), key_display="esc"),
    ]


class CrisisText(Static):
    """The page's words, laid out anew for each width."""

    country: var[str | None] = var(None)
    overdose: var[bool] = var(False)

    _width = 0

    def on_resize(self, event: Resize) -> None:
        """Wrap the words for another width."""
        if event.size.width != self._width:
            self._width = event.size.width
            # Not at once: a height that changes while the page is laid out is not looked at again.
            self.call_after_refresh(self.lay_out)

    def watch_country(self) -> None:
        """Show another country's numbers."""
        self.lay_out()

    def watch_overdose(self) -> None:
        """Show the other page."""
        self.lay_out()

    def lay_out(self) -> None:
        """Write the rows."""
        if not self._width:
            return
        world = None if self.overdose else _world(self.country)
        if world is not None:
            self.update(Content("\n").join(_of_world(world, min(self._width, _WIDEST))))
        else:
            width = min(self._width, _WIDEST)
            rows = (
                crisis.overdose(self.country, width=width)
                if self.overdose
                # Here keys do what the command's options do.
                else crisis.render(self.country, width=width, options=False)
            )
            self.update(Content("\n").join(_coloured(rows)))


class CrisisPage(Page[None]):
    """Numbers to call, above whatever was there."""

    TITLE_WORD = _("Crisis lines")
    COMMANDS_HERE = (
        OverdoseSigns,
        Numbers,
        OtherCountry,
        Close,
        commands.ShowHelp,
        ReadOn,
        ReadBack,
        PageOn,
        TypeMark,
    )
    OUTLIVES_A_LOCK = True
    AUTO_FOCUS = "#crisis-scroll"
    CSS_PATH = "../styles/crisis.tcss"

    scroll = getters.query_one("#crisis-scroll", VerticalScroll)
    words = getters.query_one(CrisisText)
    asking = getters.query_one("#crisis-asking", Horizontal)
    field = getters.query_one(Country)
    below = getters.query_one("#crisis-below", Horizontal)
    more = getters.query_one("#crisis-more", Static)
    again = getters.query_one("#crisis-again", Static)

    def __init__(self, country: str | None = None, *, overdose: bool = False) -> None:
        """Show the numbers, or what to do in an overdose.

        Args:
            country: whose numbers; None for the one that the settings or the locale name.
            overdose: begin with the signs of an overdose.
        """
        super().__init__()
        self._first = country, overdose
        self._told = ""

    def reopened(self) -> CrisisPage:
        """Return a page that shows the same."""
        return CrisisPage(self.words.country, overdose=self.words.overdose)

    def body(self) -> ComposeResult:
        """Give the words, and a row that asks for a country when it is wanted."""
        with VerticalScroll(id="crisis-scroll"):
            yield CrisisText(markup=False)
        with Horizontal(id="crisis-below"):
            yield Static("", id="crisis-more", markup=False)
            yield Static(
                _("! once more types it into the field below this page."), id="crisis-again"
            )
        with Horizontal(id="crisis-asking"):
            yield Static("› ", id="crisis-mark", markup=False)
            yield Country(
                placeholder=_("its name or two letters; nothing for all of them"),
                select_on_focus=False,
                compact=True,
            )

    def on_mount(self) -> None:
        """Show the numbers of the country that the settings or the locale name."""
        guessed = crisis.guess_country(os.environ)
        country, overdose = self._first
        self.words.country = country or self.ours.settings.country or guessed
        self.words.overdose = overdose
        self.again.display = self._empty_field() is not None
        self.watch(self.scroll, "scroll_y", self._tell_more)
        self.watch(self.scroll, "virtual_size", self._look_below)
        self.watch(self.scroll, "size", self._look_below)

    def _look_below(self) -> None:
        """Look at once, and again once all of it is laid out: one size comes before another."""
        self._tell_more()
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        """Say that there is more below, in a row that is there where not all fits."""
        room = self.scroll.size.height + (1 if self.below.display else 0)
        rows = self.words.size.height
        self.below.display = bool(self.again.display) or rows > room
        ended = self.scroll.scroll_y >= self.scroll.max_scroll_y
        told = "" if ended else _MORE
        if self._told != told:
            self._told = told
            self.more.update(told)

    def _empty_field(self) -> Input | None:
        """Return the field below this page that waits for its first character, if one does."""
        below = self._below()
        field = None if below is None else below.focused
        if isinstance(field, Passphrase):
            return field if field.begins else None
        return field if isinstance(field, Input) and not field.value else None

    def _below(self) -> Screen[object] | None:
        stack = self.app.screen_stack
        place = stack.index(self) if self in stack else 0
        return stack[place - 1] if place else None

    # Keys --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the page that is not shown."""
        if action in {OverdoseSigns.action(), Numbers.action()}:
            return self.words.overdose == (action == Numbers.action())
        return super().check_action(action, parameters)

    def action_overdose_signs(self) -> None:
        """Show what to do in an overdose."""
        self._turn_to(overdose=True)

    def action_numbers(self) -> None:
        """Show the numbers again."""
        self._turn_to(overdose=False)

    def _turn_to(self, *, overdose: bool) -> None:
        self.words.overdose = overdose
        self.scroll.scroll_home(animate=False)
        self.refresh_bindings()

    def action_other_country(self) -> None:
        """Ask for a country."""
        if self.field.suggester is None:
            self.field.suggester = SuggestFromList(_names(), case_sensitive=False)
        self.asking.display = True
        self.field.focus()

    def action_close_asking(self) -> None:
        """Leave the country as it is."""
        self.field.value = ""
        self.asking.display = False
        self.scroll.focus()

    @on(Input.Submitted)
    def _show_country(self, event: Input.Submitted) -> None:
        event.stop()
        self.words.country = inert_line(event.value) or None
        self._turn_to(overdose=False)
        self.action_close_asking()

    def action_read_on(self) -> None:
        """Scroll down by a row."""
        self.scroll.scroll_down(animate=False)

    def action_read_back(self) -> None:
        """Scroll up by a row."""
        self.scroll.scroll_up(animate=False)

    def action_page_on(self) -> None:
        """Scroll down by a page."""
        self.scroll.scroll_page_down(animate=False)

    def action_back(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)

    def action_type_mark(self) -> None:
        """Type the mark into the empty field below: a passphrase may begin with it."""
        field, below = self._empty_field(), self._below()
        if field is None or below is None:
            return
        self.dismiss(None)
        # After the screen below has come back to itself: the door empties its field then.
        below.call_later(field.replace, "!", *sorted(field.selection))


def _names() -> list[str]:
    """Return the countries that have numbers of their own."""
    try:
        return [one.name for one in crisis.countries()]
    except (OSError, ValueError):
        return []


def _world(country: str | None) -> crisis.World | None:
    """Return all countries in short where the country has no lines; None where it has."""
    try:
        return crisis.world(country)
    except (OSError, ValueError):
        return None


def _of_world(world: crisis.World, width: int) -> list[Content]:
    """Return a row for each country: its name, the number to talk to, the emergency number."""
    rows = world.rows
    names = max(len(row.country) for row in rows)
    phones = max(len(row.phone) for row in rows)
    emergencies = max(len(row.emergency) for row in rows)
    narrow = names + phones + emergencies + 4 > width
    whole = names + phones + emergencies + max(len(row.name) for row in rows) + 6 <= width
    gap = " " if narrow else "  "
    talk, urgent = _("To talk to"), _("Urgent") if narrow else _("Emergency")
    head = f"{'':<{names}}{gap}{talk:<{phones}}{gap}{urgent}"
    every = "" if narrow else _(": shows every line of it")
    shown = [
        Content.styled(world.opening, "$ink"),
        Content.assemble(("c", "bold $lamp"), _("  choose your country{every}", every=every)),
    ]
    if world.missing or not narrow:
        shown.append(Content.styled(world.missing, "$ink"))
    shown.append(Content.styled(head, "$faint"))
    for row in rows:
        # Two numbers beside each other are not changed by a blank less between them.
        emergency = row.emergency.replace(" / ", "/") if narrow else row.emergency
        line = f"{gap}{emergency:<{emergencies}}{gap}{row.name}" if whole else gap + emergency
        number = (f"{row.phone:<{phones}}", "bold $ink")
        shown.append(Content.assemble(f"{row.country:<{names}}{gap}", number, line.rstrip()))
    return [*shown, Content(""), Content(world.anywhere), Content.styled(world.origin, "$faint")]


def _coloured(rows: list[str]) -> list[Content]:
    """Return the rows with numbers strong, headings quiet, the first words in full strength."""
    opening = next((place for place, row in enumerate(rows) if not row), len(rows))
    below = [*rows[1:], ""]
    return [
        Content.styled(row, "$ink")
        if place < opening
        else _row(row, heads=below[place].startswith("  "))
        for place, row in enumerate(rows)
    ]


def _row(row: str, *, heads: bool) -> Content:
    if row and not row.startswith(" "):
        return Content.styled(row, "$faint" if heads else "$soft")
    number, step = _NUMBER.fullmatch(row), _STEP.fullmatch(row)
    if number:
        content = Content.assemble("  ", (number[1], "bold $ink"), number[2], number[3])
    elif step:
        content = Content.assemble("  ", (step[1], "bold $ink"), step[2])
    else:
        content = Content(row)
    dated = _DATED.search(row)
    return content if dated is None else content.stylize("$faint", dated.start(), dated.end())
