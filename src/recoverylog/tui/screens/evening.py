"""The evening: how the day was, in two digits or in a dozen words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from recoverylog import clock
from recoverylog.journal import days
from recoverylog.journal.entry import HALT
from recoverylog.language import _
from recoverylog.session import checking_in
from recoverylog.tui import form_page
from recoverylog.tui.form_page import Fields
from recoverylog.tui.screens.check_in import CheckInForm, go_on, labelled, listed, with_ends
from recoverylog.tui.widgets.choices import Toggles
from recoverylog.tui.widgets.fields import ListLine, PlainLine, TokenLine, Tokens, with_mark
from recoverylog.tui.widgets.scale import Scale

if TYPE_CHECKING:
    from recoverylog.journal.selection import Words
    from recoverylog.session.journal import Journal

_GOOD = ("good-1", "good-2", "good-3")
_GOOD_EXAMPLE = _("and why, if you like")
_WITH_EXAMPLE = _("walk by the river with:Ada")


class EveningForm(CheckInForm):
    """The page for the evening."""

    DRAFT = checking_in.KIND
    PART = "evening"
    TITLE_WORD = _("evening")
    AUTO_FOCUS = "#mood"
    LAST = "note"

    mood = getters.query_one("#mood", Scale)
    craving = getters.query_one("#craving", Scale)
    halt = getters.query_one("#halt", Toggles)
    good = getters.query_one("#good", Vertical)
    good_1 = getters.query_one("#good-1", ListLine)
    good_2 = getters.query_one("#good-2", ListLine)
    good_3 = getters.query_one("#good-3", ListLine)
    after_use = getters.query_one("#after-use", Vertical)
    hurt = getters.query_one("#hurt", PlainLine)
    need = getters.query_one("#need", PlainLine)
    met = getters.query_one("#met", TokenLine)
    asked = getters.query_one("#ask", TokenLine)
    note = getters.query_one("#note", PlainLine)

    _sleep: float | None = None
    """Hours that a draft of the shell's check-in holds; this form has no field for them."""

    def body(self) -> ComposeResult:
        """Lay out the questions, in the order in which they are asked."""
        with Vertical(id="fields"):
            with Vertical(classes="group"):
                yield Static(
                    with_ends(_("How was today?"), _("0 lowest, 10 best")), classes="asked"
                )
                yield Scale(id="mood", classes="-mood")
            with Vertical(classes="group"):
                ends = with_ends(_("The strongest craving of the day?"), _("0 none, 10 strongest"))
                yield Static(ends, classes="asked")
                yield Scale(id="craving")
            with Horizontal(classes="group", id="felt"):
                yield Static(_("Were you any of these?"), classes="asked", markup=False)
                yield Toggles(HALT, own=True, id="halt")
            with Vertical(classes="group", id="good"):
                yield Static(
                    _("Three good things; small ones count"), classes="asked", markup=False
                )
                for name in _GOOD:
                    yield from with_mark(
                        ListLine(placeholder=_GOOD_EXAMPLE if name == _GOOD[0] else "", id=name)
                    )
            with Vertical(classes="group", id="after-use"):
                yield Static(
                    _("What would you like to say about today?"), classes="asked", markup=False
                )
                yield from labelled(_("What hurt"), PlainLine(id="hurt"))
                yield from labelled(_("What you need"), PlainLine(id="need"))
            with Vertical(classes="group last"):
                yield from labelled(
                    _("Whom you met"), TokenLine(placeholder=_WITH_EXAMPLE, id="met")
                )
                yield from labelled(_("To ask someone"), TokenLine(id="ask"))
                yield from labelled(_("Anything else"), PlainLine(id="note"))

    def on_mount(self) -> None:
        """Begin with the good things."""
        self.after_use.display = False

    async def get_ready(self) -> None:
        """Fetch the person's words, and whether a use was written down for the day."""
        began = self.began or clock.now()
        day = days.journal_day(began, self.ours.settings.rollover)

        def look(journal: Journal) -> tuple[Words, bool]:
            return journal.words(), checking_in.used_on(journal, day)

        found = await self.ask(look)
        if found is None:
            return
        words, used = found
        known = Tokens(words.tags, words.helped, words.people)
        self.met.known = self.asked.known = known
        # Good things are asked for on other days (docs/insights.md); what was written stays.
        if used:
            self.after_use.display = True
            self.good.display = any(line.value.strip() for line in self._good_lines())

    # The fields --------------------------------------------------------------------------

    def said(self) -> Fields:
        """Return every field."""
        return {
            "mood": self.mood.value,
            "craving": self.craving.value,
            "halt": list(self.halt.words_chosen()),
            "good": [line.value for line in self._good_lines() if line.value.strip()],
            "hurt": self.hurt.value,
            "need": self.need.value,
            "met": self.met.value,
            "ask": self.asked.value,
            "text": self.note.value,
            "sleep": self._sleep,
        }

    def fill(self, fields: Fields) -> None:
        """Show the fields of a draft; where something was typed meanwhile, that stands."""
        for name, scale in (("mood", self.mood), ("craving", self.craving)):
            if scale.value is None:
                scale.value = form_page.number(fields, name)
        good = [one for one in listed(fields, "good") if isinstance(one, str)]
        for line, held in zip(self._good_lines(), good, strict=False):
            go_on(line, held)
        self.halt.mark((*listed(fields, "halt"), *self.halt.words_chosen()))
        for name, said in self._worded():
            go_on(said, form_page.text(fields, name))
        self._sleep = form_page.number(fields, "sleep")
        self.after_use.display = bool(self.hurt.value or self.need.value)

    def _good_lines(self) -> tuple[ListLine, ...]:
        return self.good_1, self.good_2, self.good_3

    def _worded(self) -> tuple[tuple[str, PlainLine | TokenLine], ...]:
        return (
            ("hurt", self.hurt),
            ("need", self.need),
            ("met", self.met),
            ("ask", self.asked),
            ("text", self.note),
        )
