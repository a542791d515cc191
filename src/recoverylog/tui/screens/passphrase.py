"""Choosing a passphrase: five words are offered, one's own is told how strong it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from recoverylog.errors import RecoverylogError
from recoverylog.journal.text import inert
from recoverylog.language import _
from recoverylog.session import passphrases
from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.screens.door import Passphrase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

_TAKEN = _("These five words, then. Type them once below, to be sure that you have them.")
_BLANK = _("Blanks alone are no passphrase. Nothing is made yet.")
_DIFFERENT = _("These were not the same. Nothing is made yet; once more, please.")


class OtherWords(commands.Command):
    """Offer five other words."""

    KEYS = "f9"
    WORD = _("other words")
    ALWAYS = True


class NewPassphrase(Passphrase):
    """A field for a passphrase that is being chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("go on"), key_display="enter"),
    ]

    def __init__(self, name: str) -> None:
        """Be found by the class ``name``; the other field has the same id."""
        super().__init__()
        self.add_class(name)


class PassphrasePage(Page[tuple[str, ...] | None]):
    """The first of three pages; it ends with the kit's words, or None where nothing was made."""

    TITLE_WORD = _("The first of three")
    COMMANDS_HERE = (commands.Back, commands.CrisisShown, OtherWords)
    AUTO_FOCUS = ".-first"
    CSS_PATH = "../styles/passphrase.tcss"

    first = getters.query_one(".-first", NewPassphrase)
    again = getters.query_one(".-again", NewPassphrase)
    offer = getters.query_one("#passphrase-offer", Static)
    told = getters.query_one("#passphrase-told", Static)

    def __init__(self, create: Callable[[str], Awaitable[tuple[str, ...]]]) -> None:
        """Ask for a passphrase, and hand it to ``create``, which returns the kit's words."""
        super().__init__()
        self._create = create
        self._offered = ""
        self._taken = False
        self._making = False

    def body(self) -> ComposeResult:
        """Give five words, and two fields."""
        yield Static(_("Choose a passphrase."), classes="question")
        yield Static(
            _(
                "It locks everything, and nobody can open the journal without it: not we, not"
                " anyone. Five random words are strong, and can be remembered."
            ),
            classes="prose group",
        )
        yield Static("", id="passphrase-offer", markup=False)
        yield Static(_("enter takes these, or type your own"), classes="quiet group")
        yield Static(_("Your passphrase"), classes="heading")
        with Horizontal(classes="passphrase-row"):
            yield Static("› ", classes="passphrase-mark", markup=False)
            yield NewPassphrase("-first")
        yield Static("", id="passphrase-told", markup=False)
        yield Static(_("The same again"), classes="heading")
        with Horizontal(classes="passphrase-row"):
            yield Static("› ", classes="passphrase-mark", markup=False)
            yield NewPassphrase("-again")

    async def draw_anew(self) -> None:
        """Paint the page again where it stands: what was chosen on it is kept nowhere else."""
        self.repaint()

    def on_mount(self) -> None:
        """Offer five words."""
        self.offer_words()

    def action_other_words(self) -> None:
        """Offer five other words."""
        if self._taken:
            self._taken = False
            self.told.update("")
            self.first.focus()
        self.offer_words()

    @work(exclusive=True, group="offer", description="draw five words")
    async def offer_words(self) -> None:
        """Draw five words and show them."""
        self._offered = await self.while_here(self.ours.desk.do(passphrases.offered))
        self.offer.update(Content.assemble(("▎ ", "$ember"), (self._offered, "bold $ink")))

    # Typing ------------------------------------------------------------------------------

    @on(Input.Changed, ".-first")
    def _judge(self, event: Input.Changed) -> None:
        if event.value:
            self._taken = False
        if not self._taken:
            self.judge(event.value)

    @work(exclusive=True, group="judge", description="tell how strong it is")
    async def judge(self, typed: str) -> None:
        """Say how strong a passphrase is, kindly; none is refused."""
        if not typed.strip():
            self.told.update("")
            return
        asked = self.ours.desk.do(lambda: passphrases.judged(typed))
        found, advice = await self.while_here(asked)
        if self.first.value == typed:
            words = inert(f"  {found.sentence} {advice}".rstrip())
            self.told.update(Content.assemble((found.word, "$ink"), (words, "$soft")))

    @on(Input.Submitted, ".-first")
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value and not event.value.strip():
            self.notice.say(_BLANK)
            return
        if not event.value and self._offered:
            self._taken = True
            self.told.update(_TAKEN)
        if event.value or self._taken:
            self.notice.say("")
            self.again.focus()

    @on(Input.Submitted, ".-again")
    def _check(self, event: Input.Submitted) -> None:
        event.stop()
        chosen = self._offered if self._taken else self.first.value
        if not chosen.strip():
            self.first.focus()
        elif event.value.split() != chosen.split():
            self.again.value = ""
            self.notice.say(_DIFFERENT)
        elif not self._making:
            self.make(chosen)

    # Making ------------------------------------------------------------------------------

    @work(exclusive=True, group="make", description="make the journal")
    async def make(self, secret: str) -> None:
        """Make the journal; what was typed stays where that does not succeed."""
        self._making = True
        self.first.disabled = self.again.disabled = True
        self.notice.say(_("Making your journal …"))
        try:
            kit = await self.while_here(self._create(secret))
        except RecoverylogError as problem:
            self._making = False
            self.notice.say(problem.line(), care=True)
            self.first.disabled = self.again.disabled = False
            self.again.focus()
            return
        self.finish(kit)

    def action_back(self) -> None:
        """Go back; nothing was made."""
        if not self._making:
            self.dismiss(None)
