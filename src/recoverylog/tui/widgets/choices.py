"""A few words in a row, of which some apply, or exactly one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from recoverylog.journal.text import inert_line, one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from textual.events import Click, Key

_MARK = 2
_GAP = 1
_LONGEST = 24


class Choices(Widget, can_focus=True):
    """Words in a row, each with a dot before it where it is chosen.

    The arrows go from word to word. What is chosen is told by a dot and by weight, never by
    colour alone.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Choices { width: 100%; height: 1; color: $soft; text-wrap: nowrap; text-overflow: ellipsis; }
    Choices:disabled { color: $faint; }
    """

    names: reactive[tuple[str, ...]] = reactive(())
    chosen: reactive[frozenset[int]] = reactive(frozenset())
    place: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Something else is chosen."""

        choices: Choices

        @property
        def control(self) -> Choices:
            """The row, for ``@on`` with a selector."""
            return self.choices

    def __init__(
        self,
        names: Sequence[str] = (),
        *,
        own: bool = False,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
    ) -> None:
        """Offer ``names``; ``own`` tells that they are words of ours."""
        super().__init__(id=id)
        self._in_a_row = inert_line if own else one_line
        self.set_reactive(Choices.names, tuple(names))

    def choose(self, place: int) -> None:
        """Choose the word at ``place``, as a click does."""
        raise NotImplementedError

    def words_chosen(self) -> tuple[str, ...]:
        """Return what is chosen, in the order of the row."""
        return tuple(name for place, name in enumerate(self.names) if place in self.chosen)

    def _tell(self, chosen: frozenset[int]) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.post_message(self.Changed(self))

    def on_click(self, event: Click) -> None:
        """Choose the word that was clicked."""
        at = _MARK
        for place, shown in self._in_sight():
            if at <= event.x < at + cell_len(shown):
                self.place = place
                self.choose(place)
                return
            at += cell_len(shown) + _GAP

    def _shown(self) -> list[str]:
        """Return each word as it stands in the row."""
        return [
            f" {'•' if place in self.chosen else '·'} {self._in_a_row(name, _LONGEST)} "
            for place, name in enumerate(self.names)
        ]

    def _in_sight(self) -> list[tuple[int, str]]:
        """Return the words with their places, from the first that leaves room for the cursor's."""
        row = list(enumerate(self._shown()))
        room = self.size.width - _MARK
        first = 0
        while (
            first < self.place
            and sum(cell_len(shown) + _GAP for _, shown in row[first : self.place + 1]) > room
        ):
            first += 1
        return row[first:]

    def render(self) -> Content:
        """Return the row."""
        row = [Content(" " * (_MARK - _GAP))]
        for place, shown in self._in_sight():
            mark = "›" if self.has_focus and place == self.place else " "
            ground = " on $panel" if self.has_focus and place == self.place else ""
            ink = "bold $ink" if place in self.chosen else "$soft"
            if self.is_disabled:
                ink = "$faint"
            row += [Content.styled(mark, "$lamp"), self._word(shown, f"{ink}{ground}", ground)]
        return Content.assemble(*row, " " * _GAP)

    def _word(self, shown: str, style: str, ground: str) -> Content:
        """Return one word of the row in its style."""
        del ground
        return Content.styled(shown, style)


class Toggles(Choices):
    """Words of which any number may apply: space, a letter of the word, or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark_here", _("mark"), key_display="space"),
        Binding("right", "move(1)", _("Next"), show=False),
        Binding("left", "move(-1)", _("Before"), show=False),
    ]

    def on_key(self, event: Key) -> None:
        """Mark a word by its first letter."""
        letter = (event.character or "").casefold()
        for place, name in enumerate(self.names):
            if letter and name.startswith(letter):
                event.stop()
                self.place = place
                self.choose(place)
                return

    def choose(self, place: int) -> None:
        """Mark a word, or take the mark away."""
        self._tell(self.chosen ^ {place})

    def mark(self, names: Sequence[object]) -> None:
        """Mark those of ``names`` that are offered, and no other."""
        marked = (place for place, name in enumerate(self.names) if name in names)
        self._tell(frozenset(marked))

    def action_mark_here(self) -> None:
        """Mark the word at the cursor, or take its mark away."""
        self.choose(self.place)

    def action_move(self, by: int) -> None:
        """Go to the next word or the one before."""
        self.place = (self.place + by) % max(len(self.names), 1)

    def _word(self, shown: str, style: str, ground: str) -> Content:
        """Return one word, its letter in the colour of keys while they work."""
        if not self.has_focus:
            return Content.styled(shown, style)
        return Content.assemble(
            (shown[:3], style), (shown[3:4], f"bold $lamp{ground}"), (shown[4:], style)
        )


class OneOf(Choices):
    """Words of which exactly one applies: the arrows choose it, or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "move(1)", _("choose"), key_display="← →"),
        Binding("left,h", "move(-1)", _("Before"), show=False),
    ]

    def choose(self, place: int) -> None:
        """Choose a word in the place of the one before."""
        self.place = place
        self._tell(frozenset({place}))

    def action_move(self, by: int) -> None:
        """Choose the next word or the one before."""
        self.choose((self.place + by) % max(len(self.names), 1))
