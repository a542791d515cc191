"""Answers to pages: read, kept as encouragements, put away, erased, their senders blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from recoverylog import clock
from recoverylog.journal.text import clean, one_line
from recoverylog.language import _
from recoverylog.tui import commands, handed
from recoverylog.tui.beside_page import BesidePage
from recoverylog.tui.screens.receive import ReceivePage, told

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.shared import Reply, State
    from recoverylog.session.journal import Journal
    from recoverylog.session.replies import Received

_HEADINGS: dict[State, str] = {
    "new": _("New, not kept yet"),
    "kept": _("Kept"),
    "put_away": _("Put away"),
}
_NONE = _("No answer yet.")
_NONE_WHY = _(
    "Who opens a sealed page of yours can answer it there, and sends you the answer through any"
    " chat. p pastes it here, o takes it from a file; what is kept comes back on Today and in a"
    " craving."
)
_WHY: dict[State, str] = {
    "new": _(
        "It came from somebody who knows the six words of the page. k keeps it as an"
        " encouragement; until then it comes back nowhere."
    ),
    "kept": _("An encouragement: Today and the craving page bring it back, by turns."),
    "put_away": _("It comes back nowhere; k keeps it as an encouragement."),
}
_UNREAD = _(
    "It came from somebody who knows the six words of the page; what it says is shown once you"
    " want to read it. enter reads it. x erases it, and b blocks who sent it, unread."
)
_CLOSED: dict[State, str] = {
    "new": _("new, enter reads it"),
    "kept": _("enter reads it"),
    "put_away": _("enter reads it"),
}
_KEPT = _("Kept as an encouragement.")
_PUT_AWAY = _("Put away. It can still be read, and kept.")
_ERASE = _(
    "This erases its words for good; pasted again, it is not taken in. x once more erases it."
)
_WORDS = 60


class ReadIt(commands.Command):
    """Show what the answer says; until then neither the list nor the page does."""

    KEYS = "enter,space"
    WORD = _("read")


class PasteAnswer(commands.Command):
    """Paste a message with an answer, and take it in."""

    KEYS = "p"
    WORD = _("paste")


class OpenFile(commands.Command):
    """Take an answer in from a file."""

    KEYS = "o"
    WORD = _("file")
    IN_FOOTER = False


class Keep(commands.Command):
    """Keep the answer as an encouragement, which Today and the craving page bring back."""

    KEYS = "k"
    WORD = _("keep")


class PutAway(commands.Command):
    """Put the answer away: it comes back nowhere, and can still be read."""

    KEYS = "d"
    WORD = _("put away")


class Erase(commands.Command):
    """Erase the words of the answer for good; asks once more."""

    KEYS = "x"
    WORD = _("erase")


class Block(commands.Command):
    """Block the sender: the page takes no more answers, and its answers are put away."""

    KEYS = "b"
    WORD = _("block")


class AnswerList(OptionList):
    """The answers under their headings; j and k are not for going about, k keeps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.read_it", _("read"), key_display="enter"),
        Binding("enter,space", "screen.read_on", _("Read"), show=False),
    ]


class Known(NamedTuple):
    """What the page shows.

    Attributes:
        replies: the new ones, then those that were kept, then those put away; the latest first.
        now: the present instant, for what is still open.
    """

    replies: tuple[Reply, ...]
    now: datetime


def look(journal: Journal) -> Known:
    """Return the answers in their order; runs at the desk."""
    every = journal.replies()
    ordered = (one for state in _HEADINGS for one in every if one.state == state)
    return Known(tuple(ordered), clock.now())


class AnswersPage(BesidePage[Known]):
    """The page with the answers that came."""

    TITLE_WORD = _("answers")
    COMMANDS_HERE = (
        ReadIt,
        PasteAnswer,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        Keep,
        PutAway,
        Erase,
        Block,
        OpenFile,
        commands.Back,
        commands.ShowHelp.unlisted(),
    )
    AUTO_FOCUS = "AnswerList"
    CSS_PATH = "../styles/answers.tcss"

    report = getters.query_one("#answers-report", Static)
    of = getters.query_one("#answers-of", Static)
    when = getters.query_one("#answers-when", Static)
    quote = getters.query_one("#answers-quote", Vertical)
    words = getters.query_one("#answers-words", Static)
    why = getters.query_one("#answers-why", Static)

    def __init__(self) -> None:
        """Begin with no answer opened; which were opened before is kept nowhere."""
        super().__init__()
        self._opened: set[str] = set()
        self._wanted: str | None = None

    def body(self) -> ComposeResult:
        """Give what became of the last paste, the list, and the chosen answer whole."""
        yield Static("", id="answers-report", classes="prose", markup=False)
        with Horizontal(id="beside"):
            with VerticalScroll(id="beside-left", can_focus=False):
                yield AnswerList(markup=False)
            with VerticalScroll(id="beside-right"):
                yield Static("", id="answers-of", classes="question", markup=False)
                yield Static("", id="answers-when", classes="quiet", markup=False)
                with Vertical(id="answers-quote"):
                    yield Static("", id="answers-words", markup=False)
                yield Static("", id="answers-why", classes="prose", markup=False)

    def on_mount(self) -> None:
        """Show no report, there is none."""
        self.report.display = False

    def look_up(self, journal: Journal) -> Known:
        """Return the answers."""
        return look(journal)

    # Drawing -----------------------------------------------------------------------------

    def watch_known(self, known: Known | None) -> None:
        """Draw the list; the cursor stays on the answer that it was on, where that is there."""
        if known is None:
            return
        present = self.chosen_id
        place = self.rows.highlighted or 0
        self.rows.clear_options()
        options: list[Option] = []
        last: State | None = None
        for one in known.replies:
            if one.state != last:
                last = one.state
                options.append(Option(Content.styled(_HEADINGS[last], "$faint"), disabled=True))
            options.append(Option(_row(one, is_closed=self.is_closed(one)), id=one.id))
        self.rows.add_options(options)
        self.left.display = bool(options)
        wanted, self._wanted = self._wanted or present, None
        self.rows.highlighted = _place([option.id for option in options], wanted, place)
        self.draw()

    @property
    def chosen(self) -> Reply | None:
        """The answer that the cursor is on."""
        wanted = self.chosen_id
        known = self.known.replies if self.known is not None else ()
        return next((one for one in known if one.id == wanted), None)

    def draw(self) -> None:
        """Draw the chosen answer."""
        self.refresh_bindings()
        one = self.chosen
        for part in (self.when, self.quote):
            part.display = one is not None
        if one is None:
            self.of.update(_NONE if self.known is not None else "")
            self.why.update(_NONE_WHY if self.known is not None else "")
            return
        local = one.at.astimezone()
        self.of.update(Content(_("Answers {page}", page=handed.page_words(one.page))))
        self.when.update(
            Content(
                _(
                    "taken in {date}, {local:%H:%M}",
                    date=handed.day_words(local.date()),
                    local=local,
                )
            )
        )
        is_closed = self.is_closed(one)
        self.quote.display = not is_closed
        self.words.update(Content("" if is_closed else clean(one.text)))
        why = _UNREAD if is_closed else _WHY[one.state]
        end = "" if self._is_open(one) else _(" The page takes no more answers.")
        self.why.update(Content(why + end))

    def _is_open(self, one: Reply) -> bool:
        return self.known is not None and one.page.is_open(self.known.now)

    async def draw_anew(self) -> None:
        """Show nothing of whom an answer is from that was said before the veil was drawn."""
        await super().draw_anew()
        self.hide_finished("#answers-report")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done about the chosen answer."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        one = self.chosen
        if action == ReadIt.action():
            return one is not None and self.is_closed(one)
        if action == Keep.action():
            return one is not None and one.state != "kept" and not self.is_closed(one)
        if action == PutAway.action():
            return one is not None and one.state != "put_away"
        if action == Erase.action():
            return one is not None
        if action == Block.action():
            return one is not None and (one.state != "put_away" or self._is_open(one))
        return super().check_action(action, parameters)

    def is_closed(self, one: Reply) -> bool:
        """Return whether its words are not shown: only what was kept is known to do good."""
        return one.state != "kept" and one.id not in self._opened

    def action_read_it(self) -> None:
        """Show the words of the chosen answer."""
        one = self.chosen
        if one is not None:
            self._opened.add(one.id)
            if self._asked is not None:
                self.ask_anew()
            self.rows.replace_option_prompt(one.id, _row(one, is_closed=False))
            self.draw()

    # Taking in ---------------------------------------------------------------------------

    def action_paste_answer(self) -> None:
        """Ask for a text to take in."""
        self._receive(ReceivePage())

    def action_open_file(self) -> None:
        """Ask for a file to take in."""
        self._receive(ReceivePage(from_file=True))

    def _receive(self, page: ReceivePage) -> None:
        self.ask_anew()
        self._report(())
        self.app.push_screen(page, self._came_back)

    def _came_back(self, received: Received | None) -> None:
        if received is not None:
            self._wanted = next((one.id for one in received.replies), None)
            self._report(told(received))

    def _report(self, sentences: tuple[str, ...] | list[str]) -> None:
        self.report.update(Content("\n").join(map(Content, sentences)))
        self.report.display = bool(sentences)

    # What becomes of it ------------------------------------------------------------------

    def action_keep(self) -> None:
        """Keep the chosen answer."""
        self.do(lambda journal, one: journal.keep_reply(one), lambda _: _KEPT)

    def action_put_away(self) -> None:
        """Put the chosen answer away."""
        self.do(lambda journal, one: journal.put_reply_away(one), lambda _: _PUT_AWAY)

    def action_erase(self) -> None:
        """Erase the chosen answer, once it was asked for twice."""
        if self.is_sure("erase", _ERASE):
            self.do(lambda journal, one: journal.erase_reply(one), lambda __: _("Erased."))

    def action_block(self) -> None:
        """Block the sender of the chosen answer, once it was asked for twice."""
        one = self.chosen
        if one is None:
            return
        page = handed.page_words(one.page)
        asked = _(
            "This closes {page}: it takes no more answers, and all that came to it are put away. b "
            "once more does so.",
            page=page,
        )
        if self.is_sure("block", asked):
            said = _("Blocked: {page} takes no more answers.", page=page)
            self.do(lambda journal, one: journal.block_sender(one), lambda _: said)

    def tell(self, said: str) -> None:
        """Say what was done, in the place of what became of the last paste."""
        self._report(())
        super().tell(said)


def _place(ids: list[str | None], wanted: str | None, before: int) -> int | None:
    """Return where the cursor goes: to ``wanted``, or near where it was; never to a heading."""
    places = [place for place, one in enumerate(ids) if one is not None]
    if wanted is not None and wanted in ids:
        return ids.index(wanted)
    return next((place for place in places if place >= before), places[-1] if places else None)


def _row(one: Reply, *, is_closed: bool) -> Content:
    """Return whose page it answers and when it came, and below its first words once opened."""
    whom = handed.called(one.page.supporter) or _("a page")
    head = Content.assemble(
        (f" {handed.short_day(one.at)}  ", "$soft"),
        (whom, "bold $ink" if one.state == "new" else "$ink"),
    )
    below = _CLOSED[one.state] if is_closed else one_line(one.text, _WORDS)
    return Content.assemble(head, "\n ", (below, "$soft"))
