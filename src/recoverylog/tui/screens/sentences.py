"""One's own sentences for a page: chosen among those of the journal, changed, or added."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.journal.text import inert_line, one_line
from recoverylog.language import _
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import Section, part_names
from recoverylog.tui import commands
from recoverylog.tui.choosing import Choosing, Sentence
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.fields import PlainLine
from recoverylog.tui.widgets.line import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 240
_UNSCANNED = _(
    "Your entries stay as they are. Nothing looks through your words for names or details."
)
_LEADS = {
    Section.TALK: _("What you noted to bring up, and whatever else you want to say."),
    Section.PROUD: _("Good things from your check-ins, or one in your own words."),
    Section.NEXT: _("What you two agreed on, a sentence each."),
    Section.NOTES: _("Your notes of this period. What is ticked stands there as it is here."),
    Section.GRATITUDE: _("What you were grateful for in this period, as you wrote it."),
    Section.NEED: _("One of these, or your own words for it."),
}
_EXAMPLES = {
    Section.TALK: _("how to get through Sunday evenings"),
    Section.PROUD: _("I left the party before it got late"),
    Section.NEXT: _("a call on Wednesday, before the shift"),
    Section.NOTES: _("something from these days"),
    Section.GRATITUDE: _("soup, and somebody to eat it with"),
    Section.NEED: _("a walk together, without much talk"),
}


class TickSentence(commands.Command):
    """Have the chosen sentence stand on the page, or leave it out."""

    KEYS = "space"
    WORD = _("tick")


class ChangeSentence(commands.Command):
    """Change the chosen sentence for this page; emptied, it is gone."""

    KEYS = "enter"
    WORD = _("change")


class AddSentence(commands.Command):
    """Write another sentence."""

    KEYS = "a"
    WORD = _("add")


class ChooseNeed(ChangeSentence):
    """Choose this, and go back; on own words, change them."""

    WORD = _("choose")
    DOES = ChangeSentence.action()


class SentenceList(OptionList, inherit_bindings=False):
    """The sentences; the page says what space and enter do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", _("Down"), show=False),
        Binding("up,k", "cursor_up", _("Up"), show=False),
        Binding("home", "first", _("First"), show=False),
        Binding("end,G", "last", _("Last"), show=False),
        Binding("pagedown", "page_down", _("Page down"), show=False),
        Binding("pageup", "page_up", _("Page up"), show=False),
    ]


class SentencesPage(Page[None]):
    """The page of one part's sentences; each change is told at once, also while it is typed."""

    TITLE_WORD = _("share")
    COMMANDS_HERE = (
        TickSentence,
        ChangeSentence,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        AddSentence,
        commands.Back,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "SentenceList"
    CSS_PATH = "../styles/share.tcss"

    rows = getters.query_one(SentenceList)
    field = getters.query_one("#sentences-field", PlainLine)

    def __init__(
        self,
        section: Section,
        sentences: tuple[Sentence, ...],
        changed: Callable[[tuple[Sentence, ...]], None],
    ) -> None:
        """Show the sentences of a part.

        Args:
            section: the part.
            sentences: what it may hold.
            changed: told of every change.
        """
        super().__init__()
        self.section = section
        self.sentences = sentences
        self._changed = changed
        self._place: int | None = None

    def body(self) -> ComposeResult:
        """Give the sentences, and the line in which one is written."""
        with Vertical(id="sentences"):
            name = part_names()[self.section]
            yield Static(f"{name[:1].upper()}{name[1:]}", classes="question", markup=False)
            yield Static(
                f"{_LEADS[self.section]} {_UNSCANNED}", classes="prose group", markup=False
            )
            yield SentenceList(markup=False)
            with Horizontal(id="sentences-line"):
                yield Static("› ", id="sentences-mark", markup=False)
                yield PlainLine(placeholder=_EXAMPLES[self.section], id="sentences-field")

    def on_mount(self) -> None:
        """Begin in the list, or in the line where there is nothing to choose from."""
        self.draw()
        if not self.sentences:
            self.call_after_refresh(self.field.focus)

    async def draw_anew(self) -> None:
        """Draw the sentences as the veil has them now."""
        await super().draw_anew()
        self.draw()

    def draw(self) -> None:
        """Draw the sentences; the cursor stays where it was."""
        place = self.rows.highlighted or 0
        self.rows.clear_options()
        self.rows.add_options(Option(self._row(one)) for one in self.sentences)
        self.rows.display = bool(self.sentences)
        self.rows.highlighted = min(place, len(self.sentences) - 1) if self.sentences else None
        self.call_after_refresh(self.make_room)
        self.refresh_bindings()

    def make_room(self) -> None:
        """Have the list as long as its sentences, so that the line stands below the last one."""
        self.rows.styles.max_height = max(self.rows.virtual_size.height, 1)

    def on_resize(self) -> None:
        """Make room anew, once the sentences are wrapped for another width."""
        self.rows.styles.max_height = None
        self.call_after_refresh(self.make_room)

    def _row(self, one: Sentence) -> Content:
        mark = (f" {'•' if one.on else '·'} ", "$lamp" if one.on else "$soft")
        return Content.assemble(
            mark, (one_line(one.text, _SHOWN), "bold $ink" if one.on else "$soft")
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the sentences that there are."""
        if action in {TickSentence.action(), ChangeSentence.action()}:
            return bool(self.sentences)
        return super().check_action(action, parameters)

    # Choosing ----------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick_sentence()

    def action_tick_sentence(self) -> None:
        """Have the chosen sentence stand on the page, or leave it out."""
        place = self.rows.highlighted
        if place is not None:
            self.sentences = self.ticked(place)
            self.tell(self.sentences)
            self.draw()

    def ticked(self, place: int) -> tuple[Sentence, ...]:
        """Return the sentences with one of them ticked, or without its tick."""
        one = self.sentences[place]
        return _with(self.sentences, place, one._replace(on=not one.on))

    def tell(self, sentences: tuple[Sentence, ...]) -> None:
        """Tell of a change."""
        self._changed(sentences)

    # Writing -----------------------------------------------------------------------------

    def action_add_sentence(self) -> None:
        """Begin another sentence."""
        self._write(None)

    def action_change_sentence(self) -> None:
        """Put the chosen sentence into the line."""
        self._write(self.rows.highlighted)

    def _write(self, place: int | None) -> None:
        self._keep()
        self._place = place
        self.field.value = self.sentences[place].text if place is not None else ""
        self.field.cursor_position = len(self.field.value)
        # At once: Widget.focus waits for its turn, and the next letter would come before it.
        self.set_focus(self.field)

    def written(self, typed: str) -> tuple[Sentence, ...]:
        """Return the sentences with what stands in the line; an emptied one is left out."""
        text, place = inert_line(typed), self._place
        if place is None:
            return (*self.sentences, Sentence(text, on=True)) if text else self.sentences
        before = self.sentences[place]
        if not text:
            return self.sentences[:place] + self.sentences[place + 1 :]
        if text == before.text:
            return self.sentences
        return _with(self.sentences, place, before._replace(text=text, on=True))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        # What comes when the line is emptied after keeping tells nothing new.
        if event.value == self.field.value:
            self.tell(self.written(event.value))

    def _keep(self) -> None:
        """Take what stands in the line into the list."""
        self.sentences = self.written(self.field.value)
        self._place = None
        self.field.value = ""
        self.tell(self.sentences)
        self.draw()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        go_on = self._place is None and bool(event.value.strip())
        self._keep()
        if not go_on and self.sentences:
            self.set_focus(self.rows)

    @on(LineInput.Left)
    def _left(self) -> None:
        self._keep()
        if self.sentences:
            self.set_focus(self.rows)
        else:
            self.dismiss(None)

    def action_back(self) -> None:
        """Go back; what was chosen and written is kept."""
        self._keep()
        self.dismiss(None)


class NeedPage(SentencesPage):
    """The page on which is said what is needed: one of a few, or own words."""

    COMMANDS_HERE = (
        TickSentence,
        ChooseNeed,
        commands.CrisisShownHere,
        AddSentence,
        commands.Back,
        commands.ShowHelp,
    )

    def __init__(self, choosing: Choosing, changed: Callable[[str, str], None]) -> None:
        """Show what may be needed.

        Args:
            choosing: what was chosen until now.
            changed: told of every change: what is needed, and the words of one's own.
        """
        offered = [Sentence(words, choosing.need == key, words) for key, words in NEEDS.items()]
        if choosing.own_need:
            offered.append(Sentence(choosing.own_need, choosing.need == choosing.own_need))
        super().__init__(Section.NEED, tuple(offered), lambda _sentences: None)
        self._told = changed

    def ticked(self, place: int) -> tuple[Sentence, ...]:
        """Return them with one of them chosen, or none where it was."""
        on = not self.sentences[place].on
        return tuple(
            one._replace(on=on and number == place) for number, one in enumerate(self.sentences)
        )

    def action_add_sentence(self) -> None:
        """Write own words, or go on with those that there are."""
        self._write(len(NEEDS) if len(self.sentences) > len(NEEDS) else None)

    def action_change_sentence(self) -> None:
        """Choose one of the few, and go back; change own words."""
        place = self.rows.highlighted
        if place is None or place >= len(NEEDS):
            super().action_change_sentence()
            return
        if not self.sentences[place].on:
            self.action_tick_sentence()
        self.action_back()

    def written(self, typed: str) -> tuple[Sentence, ...]:
        """Return what may be needed with what stands in the line, which is chosen then."""
        found = super().written(typed)
        if found == self.sentences or len(found) == len(NEEDS):
            return found
        return (*(one._replace(on=False) for one in found[:-1]), found[-1])

    def tell(self, sentences: tuple[Sentence, ...]) -> None:
        """Tell what is needed."""
        need = next((one.text for one in sentences if one.on), "")
        own = next((one.text for one in sentences[len(NEEDS) :]), "")
        self._told(need, own)


def _with(sentences: tuple[Sentence, ...], place: int, one: Sentence) -> tuple[Sentence, ...]:
    return (*sentences[:place], one, *sentences[place + 1 :])
