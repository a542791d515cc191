"""Fields of a form: lines with the grammar or without, a number of hours, room for a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static, TextArea

from recoverylog.journal import words
from recoverylog.language import _
from recoverylog.tui.widgets.line import GrammarColours, Inert, Known, LineInput, in_a_field

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widget import Widget

    from recoverylog.journal.words import Word

_HOURS = r"(?:(?:2[0-3]|[01]?[0-9])(?:[.,][0-9]{0,2})?|24)?"
_MOST_HOURS = 24
_PLACES = 2


class Tokens(Known):
    """What may be completed where the form has said the kind: everything but a kind."""

    def ending(self, typed: str) -> str | None:
        """Return what completes the last word of ``typed``, or None."""
        return super().ending(f" {typed}")


class _TokenColours(GrammarColours):
    """Colours what stands behind the kind and the number, which the form itself gives."""

    @staticmethod
    def _token(number: int, word: Word, typed: str) -> str | None:
        return GrammarColours._token(number + 2, word, typed)  # noqa: SLF001 - its own base


class TokenLine(LineInput):
    """A line with the colours and the completion of the grammar, for a kind that is known."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.show_help", _("Help"), show=False),
    ]

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Wait for a line; the placeholder is an example of one."""
        super().__init__(placeholder=placeholder, id=id)
        self.highlighter = _TokenColours(self)


class PlainLine(LineInput):
    """A line that is kept as it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", _("Next"), show=False),
        Binding("f1", "app.show_help", _("Help"), show=False),
    ]

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Wait for a line."""
        super().__init__(placeholder=placeholder, grammar_colours=False, id=id)
        self.highlighter = Inert()


class ListLine(PlainLine):
    """One line of several that belong together: pasted lines go on in the next of them."""

    def take_lines(self, lines: list[str]) -> None:
        """Put the first line here and each other one into the next; the last takes the rest."""
        every = list(self.screen.query(ListLine))
        behind = every[every.index(self) + 1 :]
        here = lines if not behind else lines[:1]
        super().take_lines(here)
        if behind and lines[1:]:
            following = behind[0]
            self.screen.set_focus(following)
            following.cursor_position = len(following.value)
            led = " " if following.value else ""
            following.take_lines([f"{led}{lines[1]}", *lines[2:]])


class HoursField(PlainLine):
    """A number of hours from 0 to 24; nothing else can be typed."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Wait for a number."""
        super().__init__(placeholder=placeholder, id=id)
        self.restrict = _HOURS

    @property
    def hours(self) -> float | None:
        """The number, or None where there is none."""
        hours = words.number(self.value.strip().rstrip(".,"), _PLACES)
        return hours if hours is not None and 0 <= hours <= _MOST_HOURS else None


class SleepField(HoursField):
    """The same where words may be typed too: what is no number stays to be seen."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Wait for a number."""
        super().__init__(placeholder=placeholder, id=id)
        self.restrict = None

    @property
    def is_understood(self) -> bool:
        """Whether there is a number, or nothing."""
        return self.hours is not None or not self.value.strip()


class Area(TextArea):
    """Room for a text of several lines; what was typed or pasted there can do no harm.

    While it is empty ``!`` opens the crisis page; pressed once more there, it is typed here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "new_line", _("new line"), key_display="enter"),
    ]

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Wait for a text."""
        super().__init__(placeholder=placeholder, id=id, compact=True, highlight_cursor_line=False)

    def get_line(self, line_index: int) -> Text:
        """Return one line as it is shown."""
        line = super().get_line(line_index)
        line.plain = in_a_field(line.plain)
        return line

    async def _on_key(self, event: Key) -> None:
        if event.character == "!" and not self.text:
            event.stop()
            event.prevent_default()
            self.app.call_later(self.app.run_action, "crisis")
            return
        await super()._on_key(event)

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")


class LastArea(Area):
    """The last field of a form: enter finishes, the arrows leave it where the text ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", _("done"), key_display="enter"),
    ]

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            await self.run_action("keep")
            return
        await super()._on_key(event)

    async def action_keep(self) -> None:
        """Keep the whole form."""
        await self.screen.run_action("keep")

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT002 - as Textual has it
        """Go up a row, or to the field before."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
            return
        super().action_cursor_up(select)


def with_mark(field: Widget) -> ComposeResult:
    """Give ``field`` in a row with the mark that tells where one writes."""
    with Horizontal(classes="field"):
        yield Static("› ", classes="mark", markup=False)
        yield field
