"""The page: what every screen of ours has, from its margins to how it tells a problem."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast, runtime_checkable

from textual import getters, on
from textual._context import NoActiveAppError
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import ScreenResume, ScreenSuspend
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from recoverylog import clock
from recoverylog.errors import Locked, RecoverylogError
from recoverylog.insights.wording.dates import WEEKDAYS
from recoverylog.journal import veil
from recoverylog.journal.text import clean, inert
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.painting import PaintedOnce
from recoverylog.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.dom import DOMNode

    from recoverylog.session.journal import Journal
    from recoverylog.tui.app import RecoverylogApp
    from recoverylog.tui.commands import Command

_T = TypeVar("_T")
_Result = TypeVar("_Result")

_SAID_SECONDS = 12.0


@runtime_checkable
class DrawsAnew(Protocol):
    """A widget that holds words as they were drawn, and draws them in another way by itself."""

    def draw_anew(self) -> None:
        """Draw the words as the veil has them now."""


class Notice(Static):
    """One reserved row that says what was done, or what went wrong; nothing moves for it."""

    _fading: Timer | None = None
    _open = ""
    """What it says, where that was said without the veil and may hold words of the person."""

    def say(self, text: str, *, care: bool = False, plain: bool = False) -> None:
        """Show ``text``, for a while.

        Args:
            text: what to say.
            care: it is something that the person has to know, and stays.
            plain: no word of the person can be in it, and the veil leaves it as it is.
        """
        if self._fading is not None:
            self._fading.stop()
        self.set_class(care, "-care")
        self._open = "" if plain or veil.is_drawn() else inert(text)
        self.update(Content(inert(text)))
        self._fading = self.set_timer(_SAID_SECONDS, self.clear) if text and not care else None

    def clear(self) -> None:
        """Say nothing."""
        self._open = ""
        self.update("")

    def draw_anew(self) -> None:
        """Show with the veil the shape of what was said before it was drawn."""
        if self._open:
            self.update(Content(clean(self._open)))


class Head(Static):
    """The row at the top: where one is, and the day and time."""

    def __init__(self, title: str) -> None:
        """Show ``title`` at the left."""
        super().__init__(markup=False)
        self._title = title

    def on_mount(self) -> None:
        """Keep the time right."""
        self.tell_time()
        self.set_interval(20, self.tell_time)

    def on_resize(self) -> None:
        """Lay it out anew."""
        self.tell_time()

    def tell_time(self) -> None:
        """Write the row as of now."""
        now = clock.now()
        months = now.strftime("%B")
        right = f"{WEEKDAYS[now.weekday()]} {now.day} {months}  {now:%H:%M}"
        left = _("{title} · privacy", title=self._title) if veil.is_drawn() else self._title
        width = self.content_size.width
        if width < len(left) + len(right) + 2:
            right = f"{now:%H:%M}"
        gap = max(width - len(left) - len(right), 1)
        self.update(Content(f"{left}{' ' * gap}{right}"), layout=False)


def _tell_watchers(page: Page[Any]) -> None:
    """Have a page show again what its own variables hold."""
    for kind in reversed(type(page).__mro__):
        if issubclass(kind, Page):
            for name, value in list(vars(kind).items()):
                if isinstance(value, Reactive):
                    value._check_watchers(page, name, getattr(page, name))  # noqa: SLF001


class Page(PaintedOnce[_Result]):
    """A screen of ours: a page of at most 100 cells, without frames, its keys in the last row.

    A subclass gives ``TITLE_WORD``, ``COMMANDS_HERE`` and ``body``.
    """

    TITLE_WORD: ClassVar[str] = "recoverylog"
    COMMANDS_HERE: ClassVar[tuple[type[Command], ...]] = ()
    OUTLIVES_A_LOCK: ClassVar[bool] = False
    """Whether it is shown again when the journal is locked beneath it."""

    AUTO_FOCUS = ""
    PATIENCE: ClassVar[int] = 1
    """How many times the idle time passes before the journal locks over this page."""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it for an instance
        (0, "-narrow"),
        (72, "-normal"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-snug"), (24, "-short"), (30, "-tall")]  # noqa: RUF012 - the same

    notice = getters.query_one(Notice)
    head = getters.query_one(Head)

    _finished: tuple[_Result] | None = None
    _look_when_styled: str | None = None
    """The look in which its widgets were styled, while nothing else can have changed since."""

    def __init__(self) -> None:
        """Take the classes of the terminal's size at once, so that nothing is styled twice."""
        super().__init__()
        # Made outside of an application, as in a test, it takes them when it is shown.
        with contextlib.suppress(NoActiveAppError):
            self._take_size()

    def _take_size(self) -> None:
        width, height = self.app.size
        for length, points in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            self.set_class(True, *self._get_breakpoint_classes(length, points), update=False)
        sheet = self.app.stylesheet
        if all(sheet.has_source(str(path)) for path in self.css_path):
            self._look_when_styled = self.app.theme

    def __init_subclass__(cls, **more: Any) -> None:  # noqa: ANN401 - whatever Textual takes
        """Make the bindings from the commands, so that they are said once."""
        if "COMMANDS_HERE" in cls.__dict__:
            cls.BINDINGS = [
                *commands.bindings(cls.COMMANDS_HERE),
                *cls.__dict__.get("BINDINGS", []),
            ]
        super().__init_subclass__(**more)

    def compose(self) -> ComposeResult:
        """Lay out head, body, notice and keys."""
        with Vertical(id="page"):
            yield Head(self.title_word())
            yield from self.body()
            with Vertical(id="foot"):
                yield Notice(id="notice", markup=False)
                yield Keys()

    def title_word(self) -> str:
        """Return what the head names: ``TITLE_WORD``, where the person has no word for it."""
        return self.TITLE_WORD

    def body(self) -> ComposeResult:
        """Give what stands between the head and the keys."""
        yield from ()

    @property
    def ours(self) -> RecoverylogApp:
        """The application, as ours."""
        return cast("RecoverylogApp", self.app)

    @classmethod
    def commands(cls) -> tuple[type[Command], ...]:
        """Return what can be done here: its own commands, then those that are everywhere."""
        return (*cls.COMMANDS_HERE, *commands.EVERYWHERE)

    async def run_action(
        self, action: str, namespaces: Mapping[str, DOMNode] | None = None
    ) -> None:
        """Carry out an action of this page or, where it has none of that name, of the app."""
        ours = "." in action or hasattr(self, f"action_{action.partition('(')[0]}")
        await super().run_action(action if ours else f"app.{action}", namespaces)

    def reopened(self) -> Page[_Result]:
        """Return a new page that shows the same; for a page that outlives a lock."""
        return type(self)()

    async def draw_anew(self) -> None:
        """Show in another way what stands here, since words are shown otherwise now.

        Every widget stays, with what was typed, chosen and scrolled in it. Nothing here waits
        for the desk, which may be busy or refuse. A page whose widgets hold words of the person
        that no watcher draws gives its own, and hides them first where ``refresh_state`` does.
        """
        scrolled = [
            (widget, widget.scroll_offset)
            for widget in self.walk_children(Widget)
            if widget.scroll_offset != (0, 0) and not isinstance(widget, Input | TextArea)
        ]
        self.repaint()
        _tell_watchers(self)
        refresh = getattr(self, "refresh_state", None)
        if refresh is not None:
            refresh()
        for widget, (x, y) in scrolled:
            widget.call_after_refresh(widget.scroll_to, x, y, animate=False)

    def hide_finished(self, selector: str) -> None:
        """Empty texts that were finished before the veil was drawn; the desk gives them again."""
        if veil.is_drawn():
            for text in self.query(selector).results(Static):
                text.update("")

    def repaint(self) -> None:
        """Paint every widget again where it stands, with all that was entered in it."""
        for widget in self.walk_children(Widget):
            if isinstance(widget, TextArea):
                widget.notify_style_update()  # it keeps the lines that it painted
            if isinstance(widget, DrawsAnew):
                widget.draw_anew()
            widget.refresh()
        self.head.tell_time()

    def finish(self, result: _Result) -> None:
        """Dismiss this page with ``result``, later if another stands above it at the moment.

        ``dismiss`` takes away whatever is on top, which after an ``await`` may be the help.
        """
        self._finished = (result,)
        self._dismiss_when_on_top()

    @on(ScreenResume)
    def _tell_time(self, event: ScreenResume) -> None:
        # What was just mounted was styled then, unless its style was read only afterwards; what
        # was covered for a while looks as it did, unless the look is another.
        if self._look_when_styled == self.app.theme:
            event.refresh_styles = False
        self.head.tell_time()

    @on(ScreenSuspend)
    def _remember_look(self) -> None:
        self._look_when_styled = self.app.theme

    @on(ScreenResume)
    def _dismiss_when_on_top(self) -> None:
        if self._finished is not None and self.is_active:
            finished, self._finished = self._finished, None
            self.dismiss(finished[0])

    async def ask(self, act: Callable[[Journal], _T], *, lost: str = "") -> _T | None:
        """Run ``act`` on the journal; tell a problem in the notice row and return None.

        It is asked in a worker; see ``while_here``.

        Args:
            act: what is to be done; it runs in the desk's thread.
            lost: what to add about the words on the screen where it goes wrong.
        """
        try:
            return await self.while_here(self.ours.desk.ask(act))
        except Locked:
            return None
        except RecoverylogError as problem:
            self.notice.say(f"{problem.line()} {lost}".strip(), care=True)
            return None

    @property
    def goes_away(self) -> bool:
        """Whether it is being taken away: its widgets go one by one, or are gone."""
        return self._pruning

    async def while_here(self, answer: Awaitable[_T]) -> _T:
        """Return what the desk answers; the worker that waits for it ends where the page goes away.

        Raises:
            CancelledError: it goes away.
        """
        try:
            return await answer
        finally:
            if self.goes_away:
                raise asyncio.CancelledError
