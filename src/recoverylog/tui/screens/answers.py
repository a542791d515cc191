"""Answers to pages: read, kept as encouragements, put away, erased, their senders blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import ScreenResume
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from recoverylog import clock
from recoverylog.journal.text import clean, one_line
from recoverylog.tui import commands, handed
from recoverylog.tui.page import Page
from recoverylog.tui.screens.receive import ReceivePage, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from recoverylog.journal.shared import Reply, State
    from recoverylog.session.journal import Journal
    from recoverylog.session.replies import Received

_HEADINGS: dict[State, str] = {
    "new": "New, not kept yet",
    "kept": "Kept",
    "put_away": "Put away",
}
_NONE = "No answer yet."
_NONE_WHY = (
    "Who opens a sealed page of yours can answer it there, and sends you the answer through any"
    " chat. p pastes it here, o takes it from a file; what is kept comes back on Today and in a"
    " craving."
)
_WHY: dict[State, str] = {
    "new": (
        "It came from somebody who knows the six words of the page. k keeps it as an"
        " encouragement; until then it comes back nowhere."
    ),
    "kept": "An encouragement: Today and the craving page bring it back, by turns.",
    "put_away": "It comes back nowhere; k keeps it as an encouragement.",
}
_ERASE = "This erases its words for good; pasted again, it is not taken in. x once more erases it."
_WORDS = 60


class PasteAnswer(commands.Command):
    """Paste a message with an answer, and take it in."""

    KEYS = "p"
    WORD = "paste"


class OpenFile(commands.Command):
    """Take an answer in from a file."""

    KEYS = "o"
    WORD = "file"
    IN_FOOTER = False


class Keep(commands.Command):
    """Keep the answer as an encouragement, which Today and the craving page bring back."""

    KEYS = "k"
    WORD = "keep"


class PutAway(commands.Command):
    """Put the answer away: it comes back nowhere, and can still be read."""

    KEYS = "d"
    WORD = "put away"


class Erase(commands.Command):
    """Erase the words of the answer for good; asks once more."""

    KEYS = "x"
    WORD = "erase"


class Block(commands.Command):
    """Block the sender: the page takes no more answers, and its answers are put away."""

    KEYS = "b"
    WORD = "block"


class AnswerList(OptionList):
    """The answers under their headings; j and k are not for going about, k keeps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.read_on", "Read", show=False),
        Binding("space", "screen.read_on", "Read", show=False),
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


class AnswersPage(Page[None]):
    """The page with the answers that came."""

    TITLE_WORD = "answers"
    COMMANDS_HERE = (
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

    known: var[Known | None] = var(None)

    report = getters.query_one("#answers-report", Static)
    columns = getters.query_one("#answers-columns", Horizontal)
    left = getters.query_one("#answers-left", VerticalScroll)
    right = getters.query_one("#answers-right", VerticalScroll)
    rows = getters.query_one(AnswerList)
    of = getters.query_one("#answers-of", Static)
    when = getters.query_one("#answers-when", Static)
    quote = getters.query_one("#answers-quote", Vertical)
    words = getters.query_one("#answers-words", Static)
    why = getters.query_one("#answers-why", Static)

    def __init__(self) -> None:
        """Ask nothing twice yet."""
        super().__init__()
        self._asked: tuple[str, str] | None = None
        self._doing = False
        self._wanted: str | None = None

    def body(self) -> ComposeResult:
        """Give what became of the last paste, the list, and the chosen answer whole."""
        yield Static("", id="answers-report", classes="prose", markup=False)
        with Horizontal(id="answers-columns"):
            with VerticalScroll(id="answers-left", can_focus=False):
                yield AnswerList(markup=False)
            with VerticalScroll(id="answers-right"):
                yield Static("", id="answers-of", classes="question", markup=False)
                yield Static("", id="answers-when", classes="quiet", markup=False)
                with Vertical(id="answers-quote"):
                    yield Static("", id="answers-words", markup=False)
                yield Static("", id="answers-why", classes="prose", markup=False)

    def on_mount(self) -> None:
        """Show no report, there is none."""
        self.report.display = False

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    @work(exclusive=True, group="look", description="look which answers there are")
    async def look(self) -> None:
        """Show the answers."""
        found = await self.ask(look)
        if found is not None:
            self.known = found

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
            options.append(Option(_row(one), id=one.id))
        self.rows.add_options(options)
        self.left.display = bool(options)
        wanted, self._wanted = self._wanted or present, None
        self.rows.highlighted = _place([option.id for option in options], wanted, place)
        self.draw()

    @property
    def chosen_id(self) -> str | None:
        """The id of the answer that the cursor is on."""
        option = self.rows.highlighted_option
        return option.id if option is not None else None

    @property
    def chosen(self) -> Reply | None:
        """The answer that the cursor is on."""
        wanted = self.chosen_id
        known = self.known.replies if self.known is not None else ()
        return next((one for one in known if one.id == wanted), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._asked is not None and self._asked[1] != event.option.id:
            self._asked = None
            self.notice.say("")
        self.right.scroll_home(animate=False)
        self.draw()

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
        self.of.update(Content(f"Answers {handed.page_words(one.page)}"))
        self.when.update(Content(f"taken in {handed.day_words(local.date())}, {local:%H:%M}"))
        self.words.update(Content(clean(one.text)))
        closed = "" if self._is_open(one) else " The page takes no more answers."
        self.why.update(Content(_WHY[one.state] + closed))

    def _is_open(self, one: Reply) -> bool:
        return self.known is not None and one.page.is_open(self.known.now)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done about the chosen answer."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        one = self.chosen
        if action == Keep.action():
            return one is not None and one.state != "kept"
        if action == PutAway.action():
            return one is not None and one.state != "put_away"
        if action == Erase.action():
            return one is not None
        if action == Block.action():
            return one is not None and (one.state != "put_away" or self._is_open(one))
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """Show more of a long answer; from its end go back to its beginning."""
        # Where there is one column, all of it scrolls.
        sheet = self.right if self.right.max_scroll_y else self.columns
        if sheet.scroll_offset.y < sheet.max_scroll_y:
            sheet.scroll_page_down(animate=False)
        else:
            sheet.scroll_home(animate=False)

    # Taking in ---------------------------------------------------------------------------

    def action_paste_answer(self) -> None:
        """Ask for a text to take in."""
        self._receive(ReceivePage())

    def action_open_file(self) -> None:
        """Ask for a file to take in."""
        self._receive(ReceivePage(from_file=True))

    def _receive(self, page: ReceivePage) -> None:
        self._asked = None
        self.notice.say("")
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
        self._do(lambda journal, one: journal.keep_reply(one), "Kept as an encouragement.")

    def action_put_away(self) -> None:
        """Put the chosen answer away."""
        self._do(lambda journal, one: journal.put_reply_away(one), "Put away. k keeps it again.")

    def action_erase(self) -> None:
        """Erase the chosen answer, once it was asked for twice."""
        if self._is_sure("erase", _ERASE):
            self._do(lambda journal, one: journal.erase_reply(one), "Erased.")

    def action_block(self) -> None:
        """Block the sender of the chosen answer, once it was asked for twice."""
        one = self.chosen
        if one is None:
            return
        page = handed.page_words(one.page)
        asked = (
            f"This closes {page}: it takes no more answers, and all that came to it are put away."
            " b once more does so."
        )
        if self._is_sure("block", asked):
            said = f"Blocked: {page} takes no more answers."
            self._do(lambda journal, one: journal.block_sender(one), said)

    def _is_sure(self, what: str, asked: str) -> bool:
        """Return whether this was asked for the second time; ask where it is the first."""
        one = self.chosen
        if one is None or self._doing:
            return False
        if self._asked == (what, one.id):
            return True
        self._asked = (what, one.id)
        self.notice.say(asked, care=True)
        return False

    def _do(self, act: Callable[[Journal, str], object], said: str) -> None:
        one = self.chosen
        if one is None or self._doing:
            return
        self._asked, self._doing = None, True
        self.write(act, one.id, said)

    @work(group="write", description="do what was asked with an answer")
    async def write(self, act: Callable[[Journal, str], object], reply: str, said: str) -> None:
        """Change one answer, and show what there is then."""

        def done(journal: Journal) -> Known:
            act(journal, reply)
            return look(journal)

        try:
            found = await self.ask(done)
        finally:
            self._doing = False
        if found is None:
            self.refresh_state()
            return
        self._report(())
        self.notice.say(said)
        self.known = found

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _place(ids: list[str | None], wanted: str | None, before: int) -> int | None:
    """Return where the cursor goes: to ``wanted``, or near where it was; never to a heading."""
    places = [place for place, one in enumerate(ids) if one is not None]
    if wanted is not None and wanted in ids:
        return ids.index(wanted)
    return next((place for place in places if place >= before), places[-1] if places else None)


def _row(one: Reply) -> Content:
    """Return whose page it answers and when it came, and below its first words."""
    whom = handed.called(one.page.supporter) or "a page"
    head = Content.assemble(
        (f" {handed.short_day(one.at)}  ", "$soft"),
        (whom, "bold $ink" if one.state == "new" else "$ink"),
    )
    return Content.assemble(head, "\n ", (one_line(one.text, _WORDS), "$soft"))
