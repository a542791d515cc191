"""Share: choose for whom and which parts, see exactly what leaves, and hand it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual import on, work
from textual.events import DescendantFocus

from recoverylog.errors import NotFound
from recoverylog.journal.shared import Shared
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.sharing.letter import OWN_WORDS, Section
from recoverylog.tui import choosing as choices
from recoverylog.tui import choosing_page, commands
from recoverylog.tui.choosing import Sentence
from recoverylog.tui.choosing_page import STILL, ChoosingPage
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.letter import LetterScroll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal
    from recoverylog.tui.choosing import Choosing
    from recoverylog.tui.composed import Composed
    from recoverylog.tui.screens.handing import Handed

_COPY_FIRST = _(
    "Copied text is not encrypted, and programs that keep or sync what is copied keep it too."
    " After 30 seconds it is emptied, where the terminal allows it. y once more copies it."
)
_COPIED = _("Copied, and noted among what you shared. If nothing can be pasted, x writes a file.")
_NOTHING = _("Nothing is ticked, so there is nothing to hand over yet.")
_NOBODY = _("Say first whom it is for: w.")


class OpenPart(commands.Command):
    """Choose and write the sentences of a part; a part without any is ticked."""

    KEYS = "enter"
    WORD = _("words")


class ReadIt(commands.Command):
    """Read what leaves, in the whole width where there is little; tab again shows the parts."""

    KEYS = "tab"
    WORD = _("read")


class ShowParts(commands.Command):
    """Go back to the parts."""

    KEYS = "tab"
    WORD = _("the parts")


class HandOver(commands.Command):
    """Go on to the file that is handed over."""

    KEYS = "x"
    WORD = _("hand over")


class ForWhom(commands.Command):
    """Choose whom it is for; W is for nobody in particular."""

    KEYS = "w"
    WORD = _("for whom")
    IN_FOOTER = False


class ForNobody(commands.Command):
    """Have it be for nobody in particular."""

    KEYS = "W"
    WORD = _("for nobody")
    IN_FOOTER = False


class KeepUsual(commands.Command):
    """Keep these parts and this period as what the supporter usually gets."""

    KEYS = "u"
    WORD = _("usual")
    IN_FOOTER = False


class CopyIt(commands.Command):
    """Copy the text form, once it is pressed twice."""

    KEYS = "y"
    WORD = _("copy")
    IN_FOOTER = False


class GoAnswers(commands.Command):
    """Take in an answer, or read those that came."""

    KEYS = "a"
    WORD = _("answers")
    IN_FOOTER = False


class GoLedger(commands.Command):
    """See what was shared, with whom and when."""

    KEYS = "l"
    WORD = _("shared")
    IN_FOOTER = False


class SharePage(ChoosingPage):
    """The page on which is chosen what leaves."""

    TITLE_WORD = _("share")
    COMMANDS_HERE = (
        choosing_page.Tick,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        OpenPart,
        ReadIt,
        ShowParts,
        HandOver,
        commands.Back,
        commands.ShowHelp,
        ForWhom,
        ForNobody,
        choosing_page.NextPeriod,
        choosing_page.NextForm,
        choosing_page.NextNeed,
        choosing_page.NextFocus,
        KeepUsual,
        CopyIt,
        GoAnswers,
        GoLedger,
    )
    AUTO_FOCUS = "PartList"
    CSS_PATH = "../styles/share.tcss"

    _copying = _recording = False
    _where = ""

    def change(self, step: Callable[[Choosing], Choosing]) -> None:
        """Choose something else; what was to be copied is not, any more."""
        if self._copying:
            self._copying = False
            self.notice.say("")
        super().change(step)

    # Reading -----------------------------------------------------------------------------

    def action_read_it(self) -> None:
        """Go to what leaves."""
        self.set_focus(self.scroll)

    def action_show_parts(self) -> None:
        """Go back to the parts."""
        self.set_focus(self.parts)

    @on(DescendantFocus)
    def _give_room(self) -> None:
        """Give the whole width to what is read, where there is none for both."""
        self.set_class(self.is_reading, "-reading")
        self.refresh_bindings()

    @property
    def is_reading(self) -> bool:
        """Whether the keys move what leaves."""
        return isinstance(self.focused, LetterScroll)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the parts, or with what is read."""
        if action in {ReadIt.action(), OpenPart.action(), choosing_page.Tick.action()}:
            return not self.is_reading
        if action == ShowParts.action():
            return self.is_reading
        return super().check_action(action, parameters)

    # Words -------------------------------------------------------------------------------

    def action_open_part(self) -> None:
        """Open the sentences of a part; tick a part that has none."""
        section, shown = self.parts.chosen, self.shown
        if section is Section.NEED:
            self._open_need()
        elif section not in OWN_WORDS:
            self.action_tick()
        elif shown is not None:
            from recoverylog.tui.screens.sentences import SentencesPage

            said = choices.sentences(shown.material, self.choosing, section)

            def changed(sentences: tuple[Sentence, ...]) -> None:
                self.change(lambda chosen: chosen.saying(section, sentences))

            self.app.push_screen(SentencesPage(section, said, changed))

    def _open_need(self) -> None:
        from recoverylog.tui.screens.sentences import NeedPage

        def changed(need: str, own: str) -> None:
            self.change(lambda chosen: chosen._replace(own_need=own).needing(need))

        self.app.push_screen(NeedPage(self.choosing, changed))

    # For whom ----------------------------------------------------------------------------

    def action_for_whom(self) -> None:
        """Open the supporters, to choose one of them."""
        from recoverylog.tui.screens.supporters import SupportersPage

        self.app.push_screen(SupportersPage(), self._chosen)

    def _chosen(self, supporter: Supporter | None) -> None:
        if supporter is not None:
            self.change(lambda chosen: chosen.given(supporter))

    def action_for_nobody(self) -> None:
        """Have it be for nobody in particular."""
        self.change(lambda chosen: chosen.given(None))

    @work(description="keep what is usual")
    async def action_keep_usual(self) -> None:
        """Keep these parts and this period as what the supporter usually gets."""
        supporter = self.shown.supporter if self.shown is not None else None
        if supporter is None:
            self.notice.say(_NOBODY)
            return
        chosen = self.choosing
        wanted = supporter.id

        def keep(journal: Journal) -> Supporter:
            return journal.put_supporter(usual(journal.supporters(), wanted, chosen))

        kept = await self.ask(keep, lost=STILL)
        if kept is not None:
            name = one_line(kept.name, 24)
            self.notice.say(
                _(
                    "Kept: this is what {name} usually gets, of {days} days.",
                    name=name,
                    days=chosen.days,
                )
            )
            self.look()

    def action_go_answers(self) -> None:
        """Open the answers."""
        from recoverylog.tui.screens.answers import AnswersPage

        self.app.push_screen(AnswersPage())

    def action_go_ledger(self) -> None:
        """Open what was shared."""
        from recoverylog.tui.screens.ledger import LedgerPage

        self.app.push_screen(LedgerPage())

    # Handing over ------------------------------------------------------------------------

    async def _as_chosen(self) -> Composed | None:
        """Return the page as it was chosen last; None where nothing is, or it changes just now."""
        await self.arrived()
        if not self.choosing.sections:
            self.notice.say(_NOTHING)
            return None
        if self.shown is None or self.shown.choosing != self.choosing:
            await self.compose_letter()
        shown = self.shown
        return shown if shown is not None and shown.choosing == self.choosing else None

    @work(exclusive=True, group="hand over", description="go on to the file")
    async def action_hand_over(self) -> None:
        """Ask where the file is to be, and write it."""
        composed = await self._as_chosen()
        if composed is None or not self.is_active:
            return
        from recoverylog.tui.screens.handing import HandingPage

        self.app.push_screen(HandingPage(composed, self._where), self._handed)

    def _handed(self, handed: Handed | None) -> None:
        if handed is None or handed.shared is None:
            self._where = handed.where if handed is not None else self._where
            return
        if not self.ours.may_show:
            return
        shared = handed.shared
        self.hand_in()
        if not handed.words:
            self._end(shared)
            return
        from recoverylog.tui.screens.sealed_words import SealedWordsPage

        page = SealedWordsPage(handed.words, shared)
        self.app.push_screen(page, lambda _told: self._end(shared))

    def _end(self, shared: Shared) -> None:
        """Go back, and say what was handed over."""
        from recoverylog.tui.screens.handing import at_home

        below = self.app.screen_stack[-2]
        if isinstance(below, Page):
            whom = (
                _(" for {supporter}", supporter=one_line(shared.supporter.name, 24))
                if shared.supporter
                else ""
            )
            below.notice.say(_("Handed over{whom}: {path}", whom=whom, path=at_home(shared.path)))
        self.finish(None)

    def action_copy_it(self) -> None:
        """Copy the text form, asked twice: what is copied is out of our hands."""
        # Stopped while it is being noted, it would be noted and not copied.
        if not self._recording:
            self.copy()

    @work(exclusive=True, group="copy", description="copy the text form")
    async def copy(self) -> None:
        """Ask, and the second time note and copy the text form."""
        composed = await self._as_chosen()
        if composed is None:
            return
        if not self._copying:
            self._copying = True
            self.notice.say(_COPY_FIRST, care=True, plain=True)
            return
        self._copying = False

        def record(journal: Journal) -> Shared:
            return journal.record_share(composed.prepared("text").leaving)

        self._recording = True
        try:
            noted = await self.ask(record, lost=STILL)
        finally:
            self._recording = False
        if noted is not None:
            self.ours.copy_for_a_while(composed.preview)
            self.hand_in()
            self.notice.say(_COPIED)

    def action_back(self) -> None:
        """Go back; what was chosen is kept until it is handed over."""
        if not self._recording:
            self.finish(None)


def usual(present: Iterable[Supporter], supporter: str, chosen: Choosing) -> Supporter:
    """Return a supporter as they are by now, who usually gets what was chosen.

    A part that this version does not know stays among what they get.

    Raises:
        NotFound: they were put away meanwhile.
    """
    there = next((one for one in present if one.id == supporter), None)
    if there is None:
        raise NotFound(_("They are not among those who support you any more."))
    known = {one.value for one in Section}
    strange = [name for name in there.sections or () if name not in known]
    sections = (*(one.value for one in Section if one in chosen.sections), *strange)
    return msgspec.structs.replace(there, sections=sections, days=chosen.days)
