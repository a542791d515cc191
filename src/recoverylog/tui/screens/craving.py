"""The companion in a craving: rate it, breathe with it, see what has helped and whom to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center, Horizontal, Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Static

from recoverylog.journal import draft as drafts
from recoverylog.journal import entry as entries
from recoverylog.journal import grammar, plan
from recoverylog.journal.text import folded, one_line
from recoverylog.language import _
from recoverylog.session import companion
from recoverylog.session.companion import Company
from recoverylog.tui import alongside, commands, field_page, form_page, glimpse
from recoverylog.tui.form_page import Fields, FormPage
from recoverylog.tui.widgets.breathing import Breathing
from recoverylog.tui.widgets.choices import OneOf
from recoverylog.tui.widgets.fields import TokenLine, Tokens, with_mark
from recoverylog.tui.widgets.helped import HelpedList
from recoverylog.tui.widgets.line import Understood
from recoverylog.tui.widgets.scale import Scale
from recoverylog.tui.widgets.spoken import Spoken

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Words
    from recoverylog.session.journal import Journal

_EXAMPLE = _("what it is about:  bus ride home @tired +music")
_UNRATED = _("A number makes it a craving; enter again keeps it as a note.")
_TICKED = _("Kept with it as +{word}. Space rates it again, whenever you like.")


class Offered(NamedTuple):
    """What the page offers beside its fields.

    Attributes:
        words: the person's own, for completion.
        focuses: what they are in recovery from.
        company: what has helped, their plans, whom to reach.
    """

    words: Words
    focuses: tuple[Focus, ...]
    company: Company


def look(journal: Journal) -> Offered:
    """Return what the page offers; runs at the desk."""
    return Offered(journal.words(), journal.focuses(), companion.look(journal))


class Write(commands.Command):
    """Write what it is about."""

    KEYS = "w"
    WORD = _("write")


class Done(commands.Command):
    """Keep it and go on with the day."""

    KEYS = "d"
    WORD = _("done")


class Rating(Scale):
    """The scale of the companion: behind a number one may stay with it, or be done."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it for an instance
        Binding(
            "space", "screen.stay", _("stay with it"), tooltip=_("Stay: breathe, see what helped.")
        )
    ]


class Beside(HelpedList):
    """What has helped; from here it is rated again, and somebody reached."""

    BINDINGS = [  # noqa: RUF012 - as above
        Binding("space", "screen.again", _("again"), tooltip=_("Say how strong it is now.")),
        Binding("enter", "screen.reach", _("reach"), show=False),
        Binding("ctrl+s", "screen.done", _("done"), show=False),
    ]


class CravingForm(FormPage):
    """The page for a craving: a number is enough, and one may stay as long as one likes."""

    DRAFT = "craving"
    TITLE_WORD = _("craving")
    COMMANDS_HERE = (
        form_page.Keep,
        Write,
        Done,
        field_page.NextField.unlisted(),
        field_page.FieldBefore,
        field_page.FieldBelow,
        field_page.FieldAbove,
        commands.CrisisShown,
        form_page.LeaveKept,
        form_page.Discard.unlisted(),
    )
    AUTO_FOCUS = "#strength"
    PATIENCE = 6

    asked = getters.query_one("#ask", Static)
    strength = getters.query_one("#strength", Rating)
    helped = getters.query_one(Beside)
    helped_heading = getters.query_one("#helped-heading", Static)
    reaching = getters.query_one("#reaching", Static)
    plans = getters.query_one("#plans", Static)
    about = getters.query_one("#about", TokenLine)
    understood = getters.query_one(Understood)
    which = getters.query_one("#which", Vertical)
    focus_names = getters.query_one("#focus-names", OneOf)
    encouraging = getters.query_one(Spoken)

    _focuses: tuple[Focus, ...] = ()
    _company = Company()
    _drafted_focus: str | None = None
    _asked_for_number = False
    _first: float | None = None
    _after: float | None = None
    _rates_again = False

    def body(self) -> ComposeResult:
        """Lay out the question, the breath, what stands by, and the line."""
        with Vertical(id="fields"):
            yield Static(alongside.QUESTION, classes="question", id="ask")
            with Center():
                yield Rating(id="strength")
            yield Breathing(self.ours.stopwatch, braille=self.ours.settings.braille)
            with Horizontal(id="company"):
                with Vertical(id="helping"):
                    yield Static("", classes="heading", id="helped-heading", markup=False)
                    yield Beside(id="helped")
                yield Static("", id="reaching", markup=False)
            yield Static("", id="plans", markup=False)
            yield from with_mark(TokenLine(placeholder=_EXAMPLE, id="about"))
            yield Understood(id="understood", markup=False)
            with Vertical(id="which"):
                yield Static(_("Which one is it about?"), classes="heading")
                yield OneOf(id="focus-names")
            yield Spoken(least=2)
        yield Static(alongside.KIND_WORDS, id="kind-words", markup=False)

    async def get_ready(self) -> None:
        """Fetch the person's words, and what stands by."""
        found = await self.ask(look)
        if found is None:
            return
        words, self._focuses, self._company = found
        labels = tuple(focus.label for focus in self._focuses)
        self.about.known = Tokens(words.tags, words.helped, words.people, labels)
        if len(labels) > 1 and self.focus_names.names != labels:
            self.focus_names.names = labels
            self.focus_names.choose(self._first_focus() % len(labels))
            self.which.display = True
        self.helped.rows = self._company.helped
        self.helped_heading.update(alongside.helped_heading(self._company.helped))
        self.encouraging.said = glimpse.encouragement(self._company.said)
        self.encouraging.display = self._company.said is not None
        self._draw_company()

    def on_resize(self) -> None:
        """Show of the company what there is room for."""
        self.helped.most = alongside.rows_of_helped(self.size.height)
        self._draw_company()

    def _draw_company(self) -> None:
        rows, people = self.helped.most + 1, self._company.reach
        self.reaching.update(alongside.to_reach(people, rows, stays=self.helped.has_focus))
        line = form_page.text(self.entered(), "line")
        spoken = plan.speaking(self._company.plans, (line,)) if line else self._company.plans
        self.plans.update(alongside.plans(spoken, 2 if self.has_class("-tall") else 1))
        self.plans.display = bool(self._company.plans)

    def _first_focus(self) -> int:
        """Return which focus is chosen at first: that of the draft, or the one shown on Today."""
        from recoverylog.tui.screens.today import Today

        ids = [focus.id for focus in self._focuses]
        if self._drafted_focus in ids:
            return ids.index(self._drafted_focus)
        shown = [page for page in self.app.screen_stack if isinstance(page, Today)]
        return shown[-1].focus_place if shown else 0

    # The fields --------------------------------------------------------------------------

    @property
    def _rated(self) -> tuple[float | None, float | None]:
        """How strong it was at first and how strong it is now, as the scale stands this moment."""
        value = self.strength.value
        return (self._first, value) if self._rates_again else (value, self._after)

    def entered(self) -> Fields:
        """Return the numbers, the line that says it all, what is ticked, and the focus."""
        typed = self.about.value
        first, after = self._rated
        if first is None and not typed.strip() and not self.helped.ticked:
            return {}
        fields: Fields = {"line": f"{drafts.opening(self.DRAFT, first)}{typed}"}
        if first is not None:
            fields["craving"] = first
        if after is not None:
            fields["after"] = after
        if self.helped.ticked:
            fields["helped"] = list(self.helped.ticked)
        chosen = self._chosen()
        return fields | ({"focus": chosen.id} if chosen else {})

    def _chosen(self) -> Focus | None:
        names = self.focus_names
        return self._focuses[names.place] if names.chosen and not names.disabled else None

    def fill(self, fields: Fields) -> None:
        """Show the numbers, the line and the ticks of a draft."""
        value = form_page.number(fields, "craving")
        if self.strength.value is None:
            self.strength.value = value
        if self._after is None:
            self._after = form_page.number(fields, "after")
        typed = form_page.text(fields, "line").removeprefix(drafts.opening(self.DRAFT, value))
        self.about.value = f"{typed}{self.about.value}"
        self.about.cursor_position = len(self.about.value)
        held = fields.get("helped")
        listed = [one for one in held if isinstance(one, str)] if isinstance(held, list) else []
        self.helped.ticked = tuple(dict.fromkeys([*listed, *self.helped.ticked]))
        self._drafted_focus = form_page.text(fields, "focus") or None

    @on(HelpedList.Changed)
    def _tick(self, event: HelpedList.Changed) -> None:
        if event.ticked:
            self.notice.say(_TICKED.format(word=one_line(event.ticked[-1], 20)))
        self._note_change()

    def show_change(self) -> None:
        """Say what would be kept; a focus that the line names needs no choosing."""
        fields = self.entered()
        line = form_page.text(fields, "line")
        self.understood.explain(f"{line}{drafts.by_keys(fields)}" if line else "")
        self.focus_names.disabled = grammar.parse_line(line).focus is not None
        self._draw_company()

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the entry that the line and the keys stand for; without a number it is a note."""
        line = form_page.text(fields, "line")
        return _with_keys(form_page.entry_of_line(journal, line, began), fields)

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _tell_keys(self) -> None:
        self._draw_company()

    # Staying -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to where one is: the number, what stands by, or the line."""
        if action == form_page.Keep.action():
            return not isinstance(self.focused, HelpedList)
        if action == Done.action():
            return isinstance(self.focused, HelpedList)
        if action == Write.action():
            return not isinstance(self.focused, TokenLine)
        return super().check_action(action, parameters)

    def action_stay(self) -> None:
        """Go to what stands by."""
        self.helped.focus()

    def action_again(self) -> None:
        """Rate it again; the first number stays."""
        self.strength.focus()
        first, _ = self._rated
        if first is None or self._rates_again:
            return
        self._first, self._rates_again = first, True
        self.asked.update(alongside.again(first))
        with self.prevent(Scale.Changed):
            self.strength.value = self._after

    def action_write(self) -> None:
        """Go to the line."""
        self.about.focus()

    def action_done(self) -> None:
        """Keep it, and go back."""
        self.action_keep()

    def action_reach(self) -> None:
        """Show numbers large."""
        from recoverylog.tui.screens.reaching import ReachPage

        self.app.push_screen(ReachPage(self._company.reach))

    def action_next_field(self) -> None:
        """Go from the number to the line, as whoever writes much does."""
        if isinstance(self.focused, Rating):
            self.about.focus()
        else:
            self.focus_next()

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


def _with_keys(entry: AnyEntry, fields: Fields) -> AnyEntry:
    """Return an entry with what was chosen by keys: what helps, how strong it is now, the focus."""
    ticked = fields.get("helped")
    if isinstance(ticked, list):
        known = set(map(folded, entry.helped))
        more = [str(word) for word in ticked if folded(str(word)) not in known]
        entry = entries.changed(entry, helped=(*entry.helped, *more))
    if not isinstance(entry, entries.Craving):
        return entry
    after = form_page.number(fields, "after")
    if after is not None:
        entry = entries.changed(entry, after=after)
    named = entry.focus is not None or entry.focus_word is not None
    chosen = fields.get("focus")
    return entry if chosen is None or named else entries.changed(entry, focus=chosen)
