"""Choosing what leaves: the parts and what is chosen beside them, and what comes of it at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.reactive import var
from textual.widgets import OptionList, Static

from recoverylog import clock
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.supporter import PERIODS
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.sharing.letter import Section, part_names
from recoverylog.tui import choosing as choices
from recoverylog.tui import commands
from recoverylog.tui.choosing import FORM_WORDS, Choosing
from recoverylog.tui.composed import Composed, Composer
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.letter import Letter, LetterScroll, Setting, Settings
from recoverylog.tui.widgets.parts import PartList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal

_T = TypeVar("_T")

_NAME = 16
_AWAITED = _("An answer came? a takes it in; l shows what was shared.")
_ABOVE = 3
"""Rows that stay in sight above what has changed."""
STILL = _("What you chose is still here.")


class Tick(commands.Command):
    """Tick the chosen part, or take the tick away."""

    KEYS = "space"
    WORD = _("tick")


class NextPeriod(commands.Command):
    """Change the period: 7, 30 or 90 days."""

    KEYS = "p"
    WORD = _("period")
    IN_FOOTER = False


class NextForm(commands.Command):
    """Choose the form: a sealed page, text, Markdown, HTML or JSON."""

    KEYS = "f"
    WORD = _("form")
    IN_FOOTER = False


class NextNeed(commands.Command):
    """Say what you need; enter on that part is for words of your own."""

    KEYS = "n"
    WORD = _("need")
    IN_FOOTER = False


class NextFocus(commands.Command):
    """Choose what it is about, where you are in recovery from several things."""

    KEYS = "o"
    WORD = _("about")
    IN_FOOTER = False


class Begun(NamedTuple):
    """What the page begins with."""

    draft: Draft | None
    supporter: Supporter | None
    is_awaited: bool
    """Whether a page is open that an answer may come to."""


def begin(journal: Journal, name: str) -> Begun:
    """Return what the page begins with; runs at the desk.

    It is for whom something was shared with last, or for the only one that there is.
    """
    known = {one.id: one for one in journal.supporters()}
    last = next((one.supporter for one in journal.shared() if one.supporter is not None), None)
    only = next(iter(known.values())) if len(known) == 1 else None
    now = clock.now()
    return Begun(
        journal.draft(name),
        known.get(last.id, only) if last else only,
        any(one.is_open(now) for one in journal.shared()),
    )


class ChoosingPage(Page[None]):
    """A page on which is chosen what leaves; what is chosen is kept as a draft at once."""

    choosing: var[Choosing] = var(Choosing())
    shown: var[Composed | None] = var(None)

    settings_row = getters.query_one("#share-settings", Settings)
    usual_row = getters.query_one("#share-usual", Settings)
    parts = getters.query_one(PartList)
    scroll = getters.query_one(LetterScroll)
    letter = getters.query_one(Letter)
    whole = getters.query_one("#share-whole", Static)

    def __init__(self) -> None:
        """Begin with what is offered."""
        super().__init__()
        self._composer = Composer()
        self._early: list[Callable[[Choosing], Choosing]] = []
        self._arrival = asyncio.Event()
        self._beginning = Choosing()

    def body(self) -> ComposeResult:
        """Give what is chosen beside the parts, the parts, and what leaves."""
        yield Settings(id="share-settings")
        with Horizontal(id="share-columns"):
            with Vertical(id="share-left"):
                with Horizontal(classes="share-heading"):
                    yield Static(_("what goes in"), id="share-in", classes="heading")
                    yield Settings(id="share-usual")
                yield PartList()
            with Vertical(id="share-right"):
                yield Static(_("exactly this leaves"), classes="heading share-heading")
                with LetterScroll(id="share-scroll"):
                    yield Letter(markup=False)
        yield Static("", id="share-whole", markup=False)

    # Keeping it true ---------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what is offered, and look for what was chosen before."""
        self._draw_settings()
        self.parts.ticked = self.choosing.sections
        self.arrive()

    @work(description="find what was chosen before")
    async def arrive(self) -> None:
        """Show what was chosen before and not handed over; then what was chosen meanwhile."""
        own = self.ours.desk.own_name
        found = await self.ask(lambda journal: begin(journal, own(choices.DRAFT)))
        if found is None:
            return
        begun = Choosing().given(found.supporter)
        self._beginning = begun
        if found.draft is not None:
            begun = choices.from_fields(found.draft.fields)
            saved = found.draft.saved.astimezone()
            day = date_words(saved.date())
            self.notice.say(
                _("Here is what you had chosen on {day} at {saved:%H:%M}.", day=day, saved=saved)
            )
        elif found.is_awaited:
            self.notice.say(_AWAITED, plain=True)
        for step in self._early:
            begun = step(begun)
        self._arrival.set()
        self._take(begun)

    def change(self, step: Callable[[Choosing], Choosing]) -> None:
        """Choose something else; before the draft is there, it is remembered for then."""
        if self._arrival.is_set():
            self._take(step(self.choosing))
        else:
            self._early.append(step)

    def _take(self, choosing: Choosing) -> None:
        kept = choosing if choosing != self._beginning else None
        self.ours.desk.draft(choices.DRAFT, choices.fields(kept) if kept else None)
        self.choosing = choosing
        self.look()

    def hand_in(self) -> None:
        """Forget the draft: what was chosen has been handed over as it is."""
        self._beginning = self.choosing
        self.ours.desk.draft(choices.DRAFT, None)

    def watch_choosing(self, choosing: Choosing) -> None:
        """Draw the ticks and what is chosen beside them, at once."""
        if self.is_mounted:
            self.parts.ticked = choosing.sections
            self._draw_settings()

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        if self._arrival.is_set():
            self.look()

    @work(exclusive=True, group="look", description="compose what leaves")
    async def look(self) -> None:
        """Compose what would leave."""
        await self.compose_letter()

    async def arrived(self) -> None:
        """Wait until what was chosen before is there."""
        await self._arrival.wait()

    async def compose_letter(self) -> None:
        """Compose at the desk what would leave; what a key overtook is not composed."""
        wanted = self.choosing

        def composed(journal: Journal) -> Composed | None:
            return self._composer.compose(journal, wanted) if wanted == self.choosing else None

        found = await self.ask(composed, lost=STILL)
        if found is not None and found.choosing == self.choosing:
            self.shown = found

    def watch_shown(self, shown: Composed | None) -> None:
        """Draw what leaves, and what each part would hold."""
        if shown is not None:
            before, self.letter.text = self.letter.text, shown.preview
            self.letter.shape = shown.shape
            self.call_after_refresh(self._show_change, before)
            self.parts.amounts = shown.amounts
            self._draw_settings()
            self.refresh_bindings()

    def _show_change(self, before: str) -> None:
        """Have in sight what a tick has changed; whoever is reading is left where they are."""
        if before and before != self.letter.text and not self.scroll.has_focus:
            row = self.letter.change_from(before)
            self.scroll.scroll_to(y=max(row - _ABOVE, 0), animate=False)

    def on_unmount(self) -> None:
        """Let go of what was read, so that nothing of it outlives the journal's lock."""
        self._composer = Composer()
        self.set_reactive(ChoosingPage.shown, None)
        self.set_reactive(ChoosingPage.choosing, Choosing())

    def _draw_settings(self) -> None:
        """Show what is chosen, each in a room of its own, so that nothing moves for another."""
        chosen, shown = self.choosing, self.shown
        supporter = shown.supporter if shown is not None else None
        whom = (
            _("for {supporter}", supporter=one_line(supporter.name, _NAME))
            if supporter
            else _("for whom")
        )
        days, form = _("{days} days", days=chosen.days), FORM_WORDS[chosen.form]
        rows = [
            Setting("w", "for_whom", whom),
            Setting("p", NextPeriod.action(), f"{days:<{len(_('30 days'))}}"),
            Setting("f", NextForm.action(), f"{form:<{len(FORM_WORDS['page'])}}"),
            Setting("n", NextNeed.action(), _("need: {chosen}", chosen=_need_word(chosen))),
        ]
        if shown is not None and len(shown.focuses) > 1:
            about = one_line(shown.focus.label, _NAME) if shown.focus else _("all of it")
            rows.append(Setting("o", NextFocus.action(), _("about {about}", about=about)))
        self.settings_row.shown = tuple(rows)
        usual = Setting("u", "keep_usual", _("keep as usual"))
        other = supporter is not None and not _is_usual(supporter, chosen)
        self.usual_row.shown = (usual,) if other else ()

    @on(Settings.Picked)
    async def _picked(self, event: Settings.Picked) -> None:
        await self.run_action(event.action)

    @on(OptionList.OptionHighlighted)
    def _name_whole(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.whole.update(part_names()[self.parts.chosen])

    # Choosing ----------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the chosen part, or take the tick away."""
        section = self.parts.chosen
        self.change(lambda chosen: chosen.toggled(section))

    def action_next_period(self) -> None:
        """Tell of another number of days."""
        self.change(lambda chosen: chosen._replace(days=_after(PERIODS, chosen.days)))

    def action_next_form(self) -> None:
        """Choose the next form."""
        self.change(lambda chosen: chosen._replace(form=_after(tuple(FORM_WORDS), chosen.form)))

    def action_next_need(self) -> None:
        """Say the next of what can be needed; nothing said comes after the last one."""
        self.change(lambda chosen: chosen.needing(_after(chosen.needs, chosen.need)))

    def action_next_focus(self) -> None:
        """Be about the next focus, after the last one about all."""
        known = self.shown.focuses if self.shown is not None else ()
        places = ("", *(one.id for one in known))
        if len(known) > 1:
            self.change(lambda chosen: chosen._replace(focus=_after(places, chosen.focus)))


def _after(every: Sequence[_T], present: _T) -> _T:
    """Return what comes after ``present``; after the last one, and where it is none, the first."""
    place = every.index(present) + 1 if present in every else 0
    return every[place % len(every)]


def _need_word(choosing: Choosing) -> str:
    """Return in a word or two what the page says is needed."""
    said = choosing.need_key if Section.NEED in choosing.sections else ""
    return f"{said or _('not said'):<{len(_('own words'))}}"


def _is_usual(supporter: Supporter, choosing: Choosing) -> bool:
    """Return whether somebody usually gets these parts and this period."""
    usual = Choosing().given(supporter)
    return (
        supporter.sections is not None
        and supporter.days is not None
        and (usual.sections, usual.days) == (choosing.sections, choosing.days)
    )
