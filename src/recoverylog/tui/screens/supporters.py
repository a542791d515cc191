"""Who gives support: chosen for a page, named, changed, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.journal import terms
from recoverylog.journal.supporter import Supporter
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui import commands, handed
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.session.journal import Journal

_WHY = _(
    "{whoever} What you note here stays in your journal; a page calls them by their role, or by"
    " initials. a names the first."
)
_AWAY = _("Offered no more; what was shared with them stays in the ledger. u brings them back.")
_NAME, _REACH = 40, 60


class Choose(commands.Command):
    """Choose whom the page is for."""

    KEYS = "enter"
    WORD = _("choose")
    ALWAYS = True


class AddSupporter(commands.Command):
    """Name somebody else who supports you."""

    KEYS = "a"
    WORD = _("add")


class ChangeSupporter(commands.Command):
    """Change what is noted of the chosen one."""

    KEYS = "e"
    WORD = _("change")


class PutAway(commands.Command):
    """Offer the chosen one no more; what was shared with them stays in the ledger."""

    KEYS = "d"
    WORD = _("put away")


class BringBack(commands.Command):
    """Bring back whom you have just put away."""

    KEYS = "u"
    WORD = _("bring back")
    IN_FOOTER = False


class SupporterList(RowList):
    """The supporters, a row or two each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("change"), key_display="enter", show=False),
    ]


class Known(NamedTuple):
    """The supporters who are offered."""

    supporters: tuple[Supporter, ...]


def look(journal: Journal) -> Known:
    """Return the supporters; runs at the desk."""
    return Known(journal.supporters())


class SupportersPage(Page["Supporter | None"]):
    """The page with everybody who gives support; dismissed with the one who was chosen."""

    TITLE_WORD = _("who supports you")
    COMMANDS_HERE = (
        Choose,
        AddSupporter,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        ChangeSupporter,
        PutAway,
        BringBack,
        commands.Back,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "SupporterList"
    CSS_PATH = "../styles/supporters.tcss"

    known: var[Known | None] = var(None)

    rows = getters.query_one(SupporterList)
    said = getters.query_one("#supporters-said", Static)

    def __init__(self, *, choosing: bool = True) -> None:
        """Show the supporters.

        Args:
            choosing: whether enter chooses one and goes back; else it changes one.
        """
        super().__init__()
        self._choosing = choosing
        self._put_away: Supporter | None = None
        self._wanted: str | None = None

    def body(self) -> ComposeResult:
        """Give the list, and what the chosen one usually gets."""
        with Vertical(id="supporters"):
            yield SupporterList(markup=False)
            yield Static("", id="supporters-said", classes="prose", markup=False)

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    @work(exclusive=True, group="look", description="look who gives support")
    async def look(self) -> None:
        """Show the supporters."""
        found = await self.ask(look)
        if found is not None:
            self.known = found

    # Drawing -----------------------------------------------------------------------------

    def watch_known(self, known: Known | None) -> None:
        """Draw the list; the cursor stays on whom it was on, or goes to who is new."""
        if known is None:
            return
        chosen = self.rows.highlighted_option
        wanted = self._wanted or (chosen.id if chosen is not None else None)
        place, self._wanted = self.rows.highlighted or 0, None
        self.rows.clear_options()
        self.rows.add_options(Option(_row(one), id=one.id) for one in known.supporters)
        ids = [one.id for one in known.supporters]
        self.rows.styles.max_height = sum(2 if one.reach else 1 for one in known.supporters)
        self.rows.display = bool(ids)
        if wanted in ids:
            place = ids.index(wanted)
        self.rows.highlighted = min(place, len(ids) - 1) if ids else None
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        chosen = self.chosen
        whoever = terms.chosen().supporter.whoever
        why = _WHY.format(whoever=whoever)
        self.said.update(why if chosen is None else usually(chosen))
        self.refresh_bindings()

    @property
    def chosen(self) -> Supporter | None:
        """The supporter that the cursor is on."""
        place, known = self.rows.highlighted, self.known
        if known is None or place is None or place >= len(known.supporters):
            return None
        return known.supporters[place]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with those that there are."""
        if action == Choose.action():
            return self._choosing and self.chosen is not None
        if action in {ChangeSupporter.action(), PutAway.action()}:
            return self.chosen is not None
        if action == BringBack.action():
            return self._put_away is not None
        return super().check_action(action, parameters)

    # Choosing and changing ---------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._choosing:
            self.action_choose()
        else:
            self.action_change_supporter()

    def action_choose(self) -> None:
        """Go back with the chosen one."""
        if self.chosen is not None:
            self.dismiss(self.chosen)

    def action_add_supporter(self) -> None:
        """Open the form for somebody else."""
        self._open_form(None)

    def action_change_supporter(self) -> None:
        """Open the form for the chosen one."""
        if self.chosen is not None:
            self._open_form(self.chosen)

    def _open_form(self, supporter: Supporter | None) -> None:
        from recoverylog.tui.screens.supporter_form import SupporterForm

        self.notice.say("")
        self.app.push_screen(SupporterForm(supporter), self._came_back)

    def _came_back(self, kept: Supporter | None) -> None:
        if kept is not None:
            self._wanted = kept.id
            self.notice.say(_("Kept: {kept}", kept=one_line(kept.name, _NAME)))

    @work(group="write", description="put a supporter away")
    async def action_put_away(self) -> None:
        """Offer the chosen one no more."""
        chosen = self.chosen
        if chosen is None:
            return

        def put_away(journal: Journal) -> Known:
            journal.archive_supporter(chosen.id)
            return look(journal)

        await self._write(put_away, chosen, _AWAY)

    @work(group="write", description="bring a supporter back")
    async def action_bring_back(self) -> None:
        """Bring back whom the last key put away."""
        back = self._put_away
        if back is None:
            return

        def put(journal: Journal) -> Known:
            self._wanted = journal.put_supporter(back).id
            return look(journal)

        await self._write(put, None, _("{back} is back.", back=one_line(back.name, _NAME)))

    async def _write(
        self, act: Callable[[Journal], Known], away: Supporter | None, told: str
    ) -> None:
        found = await self.ask(act)
        if found is not None:
            self._put_away = away
            self.known = found
            self.notice.say(told)

    def action_back(self) -> None:
        """Go back without choosing."""
        self.dismiss(None)


def usually(supporter: Supporter) -> Content:
    """Return what somebody usually gets, in words."""
    if supporter.sections is None and supporter.days is None:
        return Content(_("Nothing is noted of what they usually get; e says it."))
    days = _(", of the last {days} days", days=supporter.days) if supporter.days is not None else ""
    if supporter.sections is None:
        return Content(_("Usually{days}: what is offered.", days=days))
    return Content(
        _(
            "Usually{days}: {sections}.",
            days=days,
            sections=handed.parts(supporter.sections) or _("nothing"),
        )
    )


def _row(supporter: Supporter) -> Content:
    """Return name and role, and below how they are reached."""
    name = Content.styled(f" {one_line(supporter.name, _NAME)}", "$ink")
    role = Content.styled(f"  {one_line(supporter.role, _NAME)}", "$soft")
    head = Content.assemble(name, role) if supporter.role else name
    reach = one_line(supporter.reach, _REACH)
    return Content.assemble(head, "\n   ", (reach, "$soft")) if reach else head
