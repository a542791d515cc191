"""The line one writes in: coloured as the grammar reads it, completed from the person's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input, Static

from recoverylog.journal import grammar, quick_entry, veil, words
from recoverylog.journal.text import inert as cleaned
from recoverylog.journal.text import inert_line
from recoverylog.language import _

if TYPE_CHECKING:
    from rich.text import Text
    from textual.events import Key, Paste

    from recoverylog.journal.words import Word

_KINDS = ("craving", "mood", "grateful", "met", "note", "used", "ask", "am", "pm")
_RATED = ("craving", "mood")
_NON_JOINER = "\u200c"  # parts letters in Persian; nothing is to be seen of it


@dataclass(frozen=True, slots=True)
class Known:
    """What may be completed: the person's own words, the most used first.

    Attributes:
        tags: behind ``@``.
        helped: behind ``+``.
        people: behind ``with:``.
        focuses: behind ``on:``.
    """

    tags: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    focuses: tuple[str, ...] = ()

    def ending(self, typed: str) -> str | None:
        """Return what completes the last word of ``typed``, or None."""
        last = typed.rsplit(" ", 1)[-1]
        if not last:
            return None
        pools = (
            ("@", self.tags),
            ("+", self.helped),
            ("with:", self.people),
            ("on:", self.focuses),
        )
        for sign, pool in pools:
            if last.startswith(sign) and len(last) > len(sign):
                return _ending(last.removeprefix(sign), pool)
        return _ending(last, _KINDS) if last == typed else None


def _ending(begun: str, pool: tuple[str, ...]) -> str | None:
    """Return the rest of the first word of ``pool`` that begins so; one of several words is not."""
    for word in pool:
        if (
            word.isprintable()
            and " " not in word
            and word.casefold().startswith(begun.casefold())
            and len(word) > len(begun)
        ):
            return word[len(begun) :]
    return None


class _Completion(Suggester):
    """Offers the rest of the word behind the cursor, greyed."""

    def __init__(self, line: LineInput) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._line = line

    async def get_suggestion(self, value: str) -> str | None:
        # What is offered is drawn past the field's own way of showing what is typed.
        ending = None if veil.is_drawn() else self._line.known.ending(value)
        return None if ending is None else value + ending


def inert(text: str) -> str:
    """Return ``text`` for a field that shows it character by character; none of them acts there.

    What :func:`clean` would leave out is replaced, so that every place in it stays where it was.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def in_a_field(text: str) -> str:
    """Return what a field shows of what is typed in it: inert, and veiled with privacy on."""
    return veil.over(inert(text)) if veil.is_drawn() else inert(text)


def _shown(character: str) -> str:
    shown = cleaned(character)
    if shown in {"", "\n"}:
        return character if character == _NON_JOINER else "\ufffd"
    return shown if len(shown) == 1 else character


class Inert(Highlighter):
    """Gives a line no colours, and shows nothing in it that a terminal would obey."""

    def __call__(self, text: str | Text) -> Text:
        """Return the line as it is shown."""
        from rich.text import Text

        shown = super().__call__(text if isinstance(text, Text) else Text(text))
        shown.plain = in_a_field(shown.plain)
        return shown

    def highlight(self, text: Text) -> None:
        """Leave it as it is."""


class GrammarColours(Inert):
    """Colours a line as the grammar reads it."""

    def __init__(self, line: LineInput) -> None:
        """Read the colours of the theme that ``line`` is shown in."""
        self._line = line

    def highlight(self, text: object) -> None:
        """Colour the kind, its number, tags, what helped, and keys with a value."""
        from rich.text import Text

        if not isinstance(text, Text):
            return
        place = 0
        for number, word in enumerate(words.of_line(text.plain)):
            place += len(word.gap)
            token = self._token(number, word, text.plain)
            if token:
                colours = self._line.app.theme_variables
                text.stylize(Style.parse(token.format(**colours)), place, place + len(word.raw))
            place += len(word.raw)

    @staticmethod
    def _token(number: int, word: Word, typed: str) -> str | None:
        """Return the style of one word, its colour a token, or None for the usual one."""
        if word.verbatim:
            return None
        if number == 0 and word.raw.casefold() in _KINDS:
            return "bold {ink}"
        if number in {1, 2} and typed.lstrip()[:3].casefold() == "pm ":
            colour = "{lamp}" if number == 1 else "{dusk}"
            return f"bold {colour}" if words.rating(word.raw) is not None else None
        if number == 1 and typed.lstrip().casefold().startswith(_RATED):
            colour = "{lamp}" if typed.lstrip().casefold().startswith("mood") else "{dusk}"
            return f"bold {colour}" if words.rating(word.raw) is not None else None
        sign = words.sign_token(word.raw)
        if sign is not None:
            return "{dusk}" if sign.sign == "@" else "{leaf}"
        return "{faint}" if words.key_token(word.raw) is not None else None


class LineInput(Input):
    """One line to write in, which never swallows the keys that must work from everywhere.

    While it is empty ``!`` opens the crisis page; pressed once more there, it is typed here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("keep"), key_display="enter"),
        Binding("tab", "complete", _("complete"), key_display="tab"),
        Binding("escape", "leave_line", _("back"), key_display="esc"),
        Binding("f1", "app.show_help", _("how to write it"), key_display="f1"),
        Binding("f3", "app.crisis", _("crisis"), key_display="f3"),
        Binding("ctrl+j", "part", _("Space"), show=False),
    ]

    known: reactive[Known] = reactive(Known())

    @dataclass
    class Left(Message):
        """The person goes on somewhere else; what was typed stays."""

        line: LineInput

    def __init__(
        self,
        value: str | None = None,
        *,
        placeholder: str = "",
        grammar_colours: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Wait for a line; the placeholder is an example of one."""
        super().__init__(
            value,
            placeholder=placeholder,
            select_on_focus=False,
            compact=True,
            id=id,
            classes=classes,
        )
        if grammar_colours:
            self.highlighter = GrammarColours(self)
            self.suggester = _Completion(self)

    def on_resize(self) -> None:
        """Keep the cursor in sight, which Textual does where it moves alone."""
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        cursor = Region(self._cursor_offset, 0, width=1, height=1)
        self.scroll_to_region(cursor, force=True, animate=False)

    async def _on_key(self, event: Key) -> None:
        if event.character == "!" and not self.value:
            event.stop()
            event.prevent_default()
            self.app.call_later(self.app.run_action, "crisis")
            return
        await super()._on_key(event)

    # What is pasted ----------------------------------------------------------------------

    def _on_paste(self, event: Paste) -> None:
        """Take in every line; Textual takes the first alone."""
        event.stop()
        event.prevent_default()
        self._take_text(event.text)

    def action_paste(self) -> None:
        """Paste what was copied here; it may come from a field of several lines."""
        self._take_text(self.app.clipboard)

    def action_part(self) -> None:
        """Part two words, where a terminal hands over the end of a pasted line as a key."""
        self.replace(" ", *self.selection)

    def _take_text(self, pasted: str) -> None:
        lines = pasted.splitlines()
        if len(lines) > 1:
            lines = [line.strip() for line in lines if line.strip()]
        if lines:
            self.take_lines(lines)

    def take_lines(self, lines: list[str]) -> None:
        """Put pasted lines where the cursor is, as one."""
        self.replace(" ".join(lines), *self.selection)

    def action_complete(self) -> None:
        """Take the completion that is offered; without one go on to the next field."""
        if self._suggestion and self.cursor_position == len(self.value):
            self.value = self._suggestion
            self.cursor_position = len(self.value)
        elif not self.known.ending(self.value):
            self.screen.focus_next()

    def action_leave_line(self) -> None:
        """Go on somewhere else."""
        self.post_message(self.Left(self))


class Understood(Static):
    """What was understood of a line while it is typed; a row that is always there."""

    _typed = ""

    def draw_anew(self) -> None:
        """Say it again, as the veil has it now."""
        self.explain(self._typed)

    def explain(self, typed: str) -> None:
        """Say what ``typed`` would be kept as."""
        self._typed = typed
        line = grammar.parse_line(typed)
        if not typed.strip() or not quick_entry.says_something(line):
            self.update("")
            return
        self.update(_explained(line))


_STYLES: dict[grammar.Role, str] = {
    "plain": "",
    "craving": "bold $dusk",
    "mood": "bold $lamp",
    "tag": "$dusk",
    "helped": "$leaf",
}


def _explained(line: grammar.Line) -> Content:
    """Return what was understood, its parts in the colours of the line."""
    parts = [
        Content.assemble(*((piece.text, _STYLES[piece.role]) for piece in part))
        for part in grammar.parts_understood(line, when=None)
    ]
    whole = Content.styled(" · ", "$faint").join(parts)
    told = [inert_line(sentence) for sentence in (line.reason, *line.remarks) if sentence]
    if not told:
        return whole
    # What the person has to know comes first: the row may be too short for the rest.
    return Content.assemble((f"{'; '.join(told)}  ", "$soft"), whole)
