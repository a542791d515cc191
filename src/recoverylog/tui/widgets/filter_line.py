"""The line one looks for entries with, completed from the person's words, and examples of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from recoverylog.journal import filter as filters
from recoverylog.journal import words as typed_words
from recoverylog.journal.text import clean, inert
from recoverylog.language import _
from recoverylog.tui.widgets.line import Inert, Known, LineInput

if TYPE_CHECKING:
    from textual.events import Click

PLACEHOLDER = _("words, @tag, +helped, with:name, on:focus, is:craving, from:30d")
_KINDS = ("check-in", "mood", "craving", "gratitude", "note", "connection", "use")
_PLAIN = ("is:craving", "from:30d", "in:bin")
_QUOTED = ("with", "on")


class Findable(Known):
    """What may be completed in a filter: the person's words, and the words of the filter."""

    def ending(self, typed: str) -> str | None:
        """Return what completes the last word of ``typed``, or None."""
        last = typed.rsplit(" ", 1)[-1]
        own: tuple[tuple[str, tuple[str, ...]], ...] = (("is:", _KINDS), ("in:", ("bin",)))
        for sign, pool in own:
            if last.startswith(sign):
                return _rest(last.removeprefix(sign), pool)
        for key, pool in zip(_QUOTED, (self.people, self.focuses), strict=True):
            opened = typed.rpartition(f'{key}:"')[2] if f'{key}:"' in typed else '"'
            if '"' not in opened:
                ending = _rest(opened, pool)
                return None if ending is None else f'{ending}"'
        signed = last[:1] in {"@", "+"} or last.startswith(("with:", "on:"))
        return super().ending(typed) if signed else None


def _rest(begun: str, pool: tuple[str, ...]) -> str | None:
    """Return the rest of the first word of ``pool`` that begins so."""
    for word in pool:
        if word.casefold().startswith(begun.casefold()) and len(word) > len(begun):
            return word[len(begun) :]
    return None


def findable(known: Known) -> Findable:
    """Return the same words for a filter, those left out that a screen cannot show as they are."""
    pools = (known.tags, known.helped, known.people, known.focuses)
    return Findable(*(tuple(word for word in pool if inert(word) == word) for pool in pools))


def examples(known: Known) -> tuple[str, ...]:
    """Return a few things to look for, of the person's own words where there are any."""
    signed = [
        f"{sign}{word}"
        for sign, pool in (("@", known.tags), ("+", known.helped))
        for word in pool[:1]
    ]
    people = [typed_words.as_typed("with", name) for name in known.people[:1]]
    return (*signed, *people, *_PLAIN)


class FilterColours(Inert):
    """Colours a filter as it is read: triggers, what helped, and the words of the filter."""

    def __init__(self, line: LineInput) -> None:
        """Read the colours of the theme that ``line`` is shown in."""
        self._line = line

    def highlight(self, text: object) -> None:
        """Colour what is no plain word."""
        if not isinstance(text, Text):
            return
        colours = self._line.app.theme_variables
        place = 0
        for word in typed_words.of_line(text.plain):
            place += len(word.gap)
            signed = None if word.verbatim else typed_words.sign_token(word.raw)
            key, colon, _ = word.raw.partition(":")
            if signed is not None:
                colour = colours["dusk" if signed.sign == "@" else "leaf"]
                text.stylize(Style.parse(colour), place, place + len(word.raw))
            elif colon and key.lower() in filters.KEYS and not word.verbatim:
                text.stylize(Style.parse(colours["faint"]), place, place + len(key) + 1)
            place += len(word.raw)


class FilterInput(LineInput):
    """The line of a search: arrows choose among what was found, enter opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("open"), key_display="enter"),
        Binding("down", "step(1)", _("choose"), key_display="↑ ↓"),
        Binding("up", "step(-1)", _("choose"), show=False),
        Binding("tab", "complete", _("complete"), key_display="tab"),
        Binding("escape", "leave_line", _("back"), key_display="esc"),
        Binding("f1", "app.show_help", _("help"), key_display="f1"),
    ]

    @dataclass
    class Stepped(Message):
        """Somebody chooses another of the entries found: the next one or the one before."""

        rows: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that Textual gave it
        """Wait for something to look for."""
        super().__init__(placeholder=PLACEHOLDER, id=id)
        self.highlighter = FilterColours(self)
        self.known = Findable()

    def action_step(self, rows: int) -> None:
        """Choose the next entry found, or the one before."""
        self.post_message(self.Stepped(rows))

    def write_behind(self, text: str) -> None:
        """Write ``text`` behind what stands there already, and go on from its end."""
        before = self.value.rstrip()
        self.value = f"{before} {text}" if before else text
        self.focus()
        self.cursor_position = len(self.value)


class Examples(Static):
    """One row: what there is to say of a search, or examples that a click writes into the line."""

    @dataclass
    class Picked(Message):
        """Somebody clicked an example."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that Textual gave it
        """Begin empty."""
        super().__init__(markup=False, id=id)
        self._at: list[tuple[int, int, str]] = []

    def say(self, text: str) -> None:
        """Say something instead of examples."""
        self._at = []
        self.update(Content(inert(text)))

    def offer(self, offered: tuple[str, ...]) -> None:
        """Offer examples, as far as they fit the row."""
        self._at = []
        content = Content.styled(_("like  "), "$faint")
        for text in offered:
            shown = Content.styled(clean(text), _colour(text))
            if self.size.width and content.cell_length + shown.cell_length > self.size.width:
                break
            start = content.cell_length
            content = Content.assemble(content, shown, "   ")
            self._at.append((start, content.cell_length - 2, text))
        self.update(content)

    def on_click(self, event: Click) -> None:
        """Tell which example was clicked."""
        place = event.get_content_offset(self)
        for start, end, text in self._at:
            if place is not None and start <= place.x < end:
                self.post_message(self.Picked(text))


def _colour(text: str) -> str:
    return {"@": "$dusk", "+": "$leaf"}.get(text[:1], "$soft")
