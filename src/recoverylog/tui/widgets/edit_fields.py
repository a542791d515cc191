"""The fields in which an entry is changed: one line, one text, or those of a check-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from recoverylog.journal import draft as drafts
from recoverylog.journal import entry as entries
from recoverylog.journal import grammar
from recoverylog.journal.entry import AnyEntry
from recoverylog.language import _
from recoverylog.tui.widgets.choices import Toggles
from recoverylog.tui.widgets.fields import Area, HoursField, PlainLine, with_mark
from recoverylog.tui.widgets.line import Known, LineInput, Understood
from recoverylog.tui.widgets.scale import Scale

if TYPE_CHECKING:
    from textual.widget import Widget

    from recoverylog.journal.selection import Stored
    from recoverylog.session.journal import Journal

_KEEP = Binding("ctrl+s", "screen.keep", _("keep"), key_display="ctrl s")
_LEAST_GOOD = 3
_LONG = 140
_NAMES = {
    "intention": _("intention"),
    "hard_moment": _("if"),
    "plan": _("then"),
    "hurt": _("hurt"),
    "need": _("need"),
}
_OF_MORNING = ("intention", "hard_moment", "plan", "sleep", "text")
_OF_EVENING = ("mood", "craving", "good", "halt", "sleep", "text")
_OF_CHECK_IN = (*_NAMES, *_OF_EVENING)

Step: TypeAlias = Mapping[str, Any] | Callable[[AnyEntry], AnyEntry]
"""The fields that get other values, or what gives the next state from the present one."""
if TYPE_CHECKING:
    # What the desk asks for the step, with the journal and the entry as it stands.
    Change: TypeAlias = Callable[[Journal, Stored], Step]


class EditFields(Vertical):
    """Fields that hold one state of an entry."""

    def begin(self) -> None:
        """Go to the first field."""

    def original(self) -> dict[str, Any]:
        """Return what they began with, in the form of :meth:`values`."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Return what they hold, as a draft keeps it; see journal.draft."""
        raise NotImplementedError

    def change(self) -> Change:
        """Return how the desk makes the change that they stand for now, whatever comes after."""
        raise NotImplementedError

    def show_change(self) -> None:
        """Show what follows from a change of a field."""


class LineFields(EditFields):
    """The whole entry as the line that it would be typed as."""

    understood = getters.query_one(Understood)
    field = getters.query_one("#edit-line", LineInput)

    def __init__(self, line: str, known: Known) -> None:
        """Hold ``line``, completed with ``known``."""
        super().__init__()
        self._line = line
        self._known = known

    def compose(self) -> ComposeResult:
        """Give the line, and what is understood of it."""
        yield from self.field_row(self._line)
        yield Understood(id="edit-understood", markup=False)

    def field_row(self, line: str) -> ComposeResult:
        """Give the field that holds ``line``."""
        field = LineInput(id="edit-line")
        field.value, field.known = line, self._known
        yield from with_mark(field)

    def begin(self) -> None:
        """Go to the end of the line."""
        self.field.focus()
        self.field.cursor_position = len(self.field.value)
        self.show_change()

    @property
    def typed(self) -> str:
        """The line as it stands."""
        return self.field.value

    def original(self) -> dict[str, Any]:
        """Return the line."""
        return {drafts.LINE: self._line}

    def values(self) -> dict[str, Any]:
        """Return the line as it stands."""
        return {drafts.LINE: self.typed}

    def change(self) -> Change:
        """Return what makes the entry say what the line says."""
        line = grammar.parse_line(self.typed)
        return lambda journal, stored: journal.rewriting(stored, line)

    def show_change(self) -> None:
        """Say what is understood."""
        self.understood.explain(self.typed)


class LongLineFields(LineFields):
    """A line that is longer than a row, or has rows of its own; read as the shorter ones are."""

    BINDINGS: ClassVar[list[BindingType]] = [_KEEP]

    area = getters.query_one("#edit-text", Area)

    def field_row(self, line: str) -> ComposeResult:
        """Give room for ``line``."""
        area = Area(id="edit-text")
        area.text = line
        yield area

    def begin(self) -> None:
        """Go to the end of the line."""
        self.area.focus()
        self.area.move_cursor(self.area.document.end)
        self.show_change()

    @property
    def typed(self) -> str:
        """The line as it stands."""
        return self.area.text


def line_fields(line: str, known: Known) -> LineFields:
    """Return the fields for ``line``: one row where that holds it."""
    long = len(line) > _LONG or "\n" in line
    return (LongLineFields if long else LineFields)(line, known)


class TextFields(EditFields):
    """The words alone, where no line can hold them; everything else stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [_KEEP]

    area = getters.query_one(Area)

    def __init__(self, text: str, basis: AnyEntry | None = None, *, alone: bool = False) -> None:
        """Hold ``text``.

        Args:
            text: the words.
            basis: an earlier state, where everything else is to be as it was then.
            alone: there is nothing but the words.
        """
        super().__init__()
        self._text = text
        self._basis = basis
        self._alone = alone

    def compose(self) -> ComposeResult:
        """Give room for the text."""
        area = Area(id="edit-text")
        area.text = self._text
        yield area
        then = _("are as they were then") if self._basis is not None else _("stay as they are")
        if not self._alone:
            yield Static(_("Numbers, tags and people {then}.", then=then), classes="quiet")

    def begin(self) -> None:
        """Go to the end of the text."""
        self.area.focus()
        self.area.move_cursor(self.area.document.end)

    def original(self) -> dict[str, Any]:
        """Return the text."""
        return {"text": self._text}

    def values(self) -> dict[str, Any]:
        """Return the text as it stands."""
        return {"text": self.area.text}

    def change(self) -> Change:
        """Return the text alone, or the earlier state with it."""
        basis, text = self._basis, self.area.text
        step: Step = {"text": text}
        if basis is not None:
            step = lambda _present: entries.changed(basis, text=text)  # noqa: E731 - either form
        return lambda _journal, _stored: step


class CheckInFields(EditFields):
    """The fields of a check-in: those of its part of the day, and any other that holds words."""

    BINDINGS: ClassVar[list[BindingType]] = [_KEEP]

    mood = getters.query_one("#edit-mood", Scale)
    craving = getters.query_one("#edit-craving", Scale)
    sleep = getters.query_one("#edit-sleep", HoursField)
    halt = getters.query_one("#edit-halt", Toggles)
    note = getters.query_one("#edit-note", Area)

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Hold ``values``: the fields of a check-in, by name."""
        super().__init__()
        self._values = {name: values.get(name) for name in _OF_CHECK_IN}
        self._values |= {name: str(values.get(name) or "") for name in _NAMES}
        self._lines = [str(one) for one in self._values["good"] or ()]
        self._usual = _OF_MORNING if values.get("part") == "morning" else _OF_EVENING

    def compose(self) -> ComposeResult:
        """Give a row for each field, its name at the left."""
        for name, label in _NAMES.items():
            with Horizontal(classes="edit-row", id=f"edit-row-{name}"):
                yield Static(label, classes="edit-name")
                yield from with_mark(PlainLine(id=f"edit-{name}"))
        yield from _row(_("mood"), Scale(id="edit-mood", classes="-mood"))
        yield from _row(_("craving"), Scale(id="edit-craving"))
        with Horizontal(classes="edit-row", id="edit-row-good"):
            yield Static(_("good things"), classes="edit-name")
            with Vertical(classes="edit-several"):
                for place in range(max(len(self._lines), _LEAST_GOOD)):
                    yield from with_mark(PlainLine(id=f"edit-good-{place}"))
        yield from _row(_("felt"), Toggles(entries.HALT, own=True, id="edit-halt"), "-short-field")
        with Horizontal(classes="edit-row -short-field", id="edit-row-sleep"):
            yield Static(_("hours of sleep"), classes="edit-name")
            yield from with_mark(HoursField(id="edit-sleep"))
        with Horizontal(classes="edit-row", id="edit-row-text"):
            yield Static(_("note"), classes="edit-name")
            yield from with_mark(Area(id="edit-note"))

    def on_mount(self) -> None:
        """Fill the fields, and leave out those that are empty and not usual here."""
        held = self._values
        self.mood.value, self.craving.value = held["mood"], held["craving"]
        for line, good in zip(self._good_lines(), self._lines, strict=False):
            line.value = good
        for name in _NAMES:
            self._line(name).value = str(held[name])
        self.halt.mark(tuple(held["halt"] or ()))
        self.sleep.value = "" if held["sleep"] is None else f"{held['sleep']:g}"
        self.note.text = str(held["text"] or "")
        for name in _OF_CHECK_IN:
            empty = held[name] in (None, "", [], ())
            self.query_one(f"#edit-row-{name}").display = name in self._usual or not empty

    def _line(self, name: str) -> PlainLine:
        return self.query_one(f"#edit-{name}", PlainLine)

    def _good_lines(self) -> list[PlainLine]:
        return list(self.query_one("#edit-row-good").query(PlainLine))

    def begin(self) -> None:
        """Go to the first field."""
        first = self._line("intention") if "intention" in self._usual else self.mood
        first.focus()

    def original(self) -> dict[str, Any]:
        """Return the fields of the entry."""
        held = self._values
        return held | {"good": self._lines, "halt": list(held["halt"] or ())}

    def values(self) -> dict[str, Any]:
        """Return the fields as they stand."""
        good = (line.value.strip() for line in self._good_lines())
        return {name: self._line(name).value for name in _NAMES} | {
            "mood": self.mood.value,
            "craving": self.craving.value,
            "sleep": self.sleep.hours,
            "good": [line for line in good if line],
            "halt": list(self.halt.words_chosen()),
            "text": self.note.text,
        }

    def change(self) -> Change:
        """Return the fields."""
        values = self.values()
        return lambda _journal, _stored: values


def _row(name: str, field: Widget, classes: str = "") -> ComposeResult:
    row = (field.id or "").replace("edit-", "edit-row-")
    with Horizontal(classes=f"edit-row {classes}", id=row):
        yield Static(name, classes="edit-name")
        yield field
