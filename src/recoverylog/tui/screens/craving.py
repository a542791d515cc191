"""A craving: how strong, what it is about, and what has helped before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from recoverylog.journal import entry as entries
from recoverylog.journal import grammar
from recoverylog.journal.line import number_in_words
from recoverylog.journal.selection import Selection
from recoverylog.journal.text import one_line
from recoverylog.tui import commands, field_page, form_page, glimpse
from recoverylog.tui.form_page import Fields, FormPage
from recoverylog.tui.widgets.choices import OneOf
from recoverylog.tui.widgets.fields import TokenLine, Tokens, with_mark
from recoverylog.tui.widgets.line import Understood
from recoverylog.tui.widgets.scale import Scale
from recoverylog.tui.widgets.spoken import Said, Spoken

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Words
    from recoverylog.session.journal import Journal

_EXAMPLE = "bus ride home @tired +music"
_UNRATED = "A number makes it a craving; enter again keeps it as a note."
_KIND_WORDS = "This may not make it smaller. It may change what you do next."
_MOST_HELPED = 3
_HELPED_CELLS = 20


class Offered(NamedTuple):
    """What the form offers beside its fields.

    Attributes:
        words: the person's own, for completion.
        focuses: what they are in recovery from.
        said: what somebody answered them and they kept, another one for each craving of a day.
    """

    words: Words
    focuses: tuple[Focus, ...]
    said: Said | None


def look(journal: Journal) -> Offered:
    """Return what the form offers; runs at the desk."""
    today = journal.today()
    before = journal.select(Selection(kinds=("craving",), first=today, last=today))
    said = glimpse.encouragement(journal.encouragement(today, len(before)))
    return Offered(journal.words(), journal.focuses(), said)


class CravingForm(FormPage):
    """The page for a craving: a number is enough."""

    DRAFT = "craving"
    TITLE_WORD = "craving"
    COMMANDS_HERE = (
        form_page.Keep,
        field_page.NextField,
        field_page.FieldBefore,
        field_page.FieldBelow,
        field_page.FieldAbove,
        commands.CrisisShown,
        form_page.LeaveKept,
        form_page.Discard,
    )
    AUTO_FOCUS = "#strength"

    strength = getters.query_one("#strength", Scale)
    about = getters.query_one("#about", TokenLine)
    understood = getters.query_one(Understood)
    which = getters.query_one("#which", Vertical)
    focus_names = getters.query_one("#focus-names", OneOf)
    helped = getters.query_one("#helped", Static)
    encouraging = getters.query_one(Spoken)

    _focuses: tuple[Focus, ...] = ()
    _drafted_focus: str | None = None
    _asked_for_number = False

    def body(self) -> ComposeResult:
        """Lay out the question, the scale, the line, and what helped."""
        with Vertical(id="fields"):
            yield Static("How strong is it, right now?", classes="question ask")
            with Center(classes="group"):
                yield Scale(id="strength")
            with Vertical(classes="group"):
                yield Static("What is it about?", classes="heading")
                yield from with_mark(TokenLine(placeholder=_EXAMPLE, id="about"))
                yield Understood(id="understood", markup=False)
            with Vertical(id="which", classes="group"):
                yield Static("Which one is it about?", classes="heading")
                yield OneOf(id="focus-names")
            yield Static("", id="helped", classes="group", markup=False)
            yield Spoken(least=2)
        yield Static(_KIND_WORDS, id="kind-words", markup=False)

    async def get_ready(self) -> None:
        """Fetch the person's words, and what they are in recovery from."""
        found = await self.ask(look)
        if found is None:
            return
        words, self._focuses, said = found
        labels = tuple(focus.label for focus in self._focuses)
        self.about.known = Tokens(words.tags, words.helped, words.people, labels)
        if len(labels) > 1:
            self.focus_names.names = labels
            self.focus_names.choose(self._first_focus() % len(labels))
            self.which.display = True
        self.helped.update(_what_helped(words.helped[:_MOST_HELPED]))
        self.encouraging.said = said
        self.encouraging.display = said is not None

    def _first_focus(self) -> int:
        """Return which focus is chosen at first: that of the draft, or the one shown on Today."""
        from recoverylog.tui.screens.today import Today

        ids = [focus.id for focus in self._focuses]
        if self._drafted_focus in ids:
            return ids.index(self._drafted_focus)
        below = self.app.screen_stack[-2]
        return below.focus_place if isinstance(below, Today) else 0

    # The fields --------------------------------------------------------------------------

    def entered(self) -> Fields:
        """Return the number, the line that says it all, and the focus where there are several."""
        typed = self.about.value
        value = self.strength.value
        if value is None and not typed.strip():
            return {}
        fields: Fields = {"line": f"{_opening(value)}{typed}"}
        if value is not None:
            fields["craving"] = value
        chosen = self._chosen()
        return fields | ({"focus": chosen.id} if chosen else {})

    def _chosen(self) -> Focus | None:
        names = self.focus_names
        return self._focuses[names.place] if names.chosen and not names.disabled else None

    def fill(self, fields: Fields) -> None:
        """Show the number and the line of a draft."""
        value = form_page.number(fields, "craving")
        if self.strength.value is None:
            self.strength.value = value
        typed = form_page.text(fields, "line").removeprefix(_opening(value))
        self.about.value = f"{typed}{self.about.value}"
        self.about.cursor_position = len(self.about.value)
        self._drafted_focus = form_page.text(fields, "focus") or None

    def show_change(self) -> None:
        """Say what would be kept; a focus that the line names needs no choosing."""
        line = form_page.text(self.entered(), "line")
        self.understood.explain(line)
        self.focus_names.disabled = grammar.parse_line(line).focus is not None

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the entry that the line stands for; without a number it is a note."""
        entry = form_page.entry_of_line(journal, form_page.text(fields, "line"), began)
        chosen = fields.get("focus")
        named = entry.focus is not None or entry.focus_word is not None
        if chosen is None or named or not isinstance(entry, entries.Craving):
            return entry
        return entries.changed(entry, focus=chosen)

    # Leaving -----------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep it; words without a number are asked for one, once."""
        line = grammar.parse_line(form_page.text(self.entered(), "line"))
        if self.entered() and line.value is None and not self._asked_for_number:
            self._asked_for_number = True
            self.notice.say(_UNRATED)
            self.strength.focus()
            return
        super().keep()


def _opening(value: float | None) -> str:
    """Return what stands before the person's words in the line that is kept."""
    return "craving " if value is None else f"craving {number_in_words(value)} "


def _what_helped(names: tuple[str, ...]) -> Content:
    """Return what the person wrote most often behind a plus sign; nothing where there is none."""
    if not names:
        return Content("")
    shown = [Content.styled(f"+{one_line(name, _HELPED_CELLS)}", "$leaf") for name in names]
    return Content.assemble(
        Content.styled("What has helped you before\n", "$faint"), Content("   ").join(shown)
    )
