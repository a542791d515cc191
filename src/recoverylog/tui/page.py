"""The page: what every screen of ours has, from its margins to how it tells a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from recoverylog import clock
from recoverylog.errors import Locked, RecoverylogError
from recoverylog.journal.text import clean
from recoverylog.tui import commands
from recoverylog.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.dom import DOMNode

    from recoverylog.session.journal import Journal
    from recoverylog.tui.app import RecoverylogApp
    from recoverylog.tui.commands import Command

_T = TypeVar("_T")
_Result = TypeVar("_Result")

_SAID_SECONDS = 12.0
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Notice(Static):
    """One reserved row that says what was done, or what went wrong; nothing moves for it."""

    _fading: Timer | None = None

    def say(self, text: str, *, care: bool = False) -> None:
        """Show ``text``, for a while; ``care`` is for what the person has to know, and stays."""
        if self._fading is not None:
            self._fading.stop()
        self.set_class(care, "-care")
        self.update(Content(clean(text)))
        self._fading = self.set_timer(_SAID_SECONDS, self.clear) if text and not care else None

    def clear(self) -> None:
        """Say nothing."""
        self.update("")


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
        right = f"{_WEEKDAYS[now.weekday()]} {now.day} {months}  {now:%H:%M}"
        width = self.content_size.width
        if width < len(self._title) + len(right) + 2:
            right = f"{now:%H:%M}"
        gap = max(width - len(self._title) - len(right), 1)
        self.update(Content(f"{self._title}{' ' * gap}{right}"))


class Page(Screen[_Result]):
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
            yield Head(self.TITLE_WORD)
            yield from self.body()
            with Vertical(id="foot"):
                yield Notice(id="notice", markup=False)
                yield Keys()

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

    def finish(self, result: _Result) -> None:
        """Dismiss this page with ``result``, later if another stands above it at the moment.

        ``dismiss`` takes away whatever is on top, which after an ``await`` may be the help.
        """
        self._finished = (result,)
        self._dismiss_when_on_top()

    @on(ScreenResume)
    def _tell_time(self) -> None:
        self.head.tell_time()

    @on(ScreenResume)
    def _dismiss_when_on_top(self) -> None:
        if self._finished is not None and self.is_active:
            finished, self._finished = self._finished, None
            self.dismiss(finished[0])

    async def ask(self, act: Callable[[Journal], _T], *, lost: str = "") -> _T | None:
        """Run ``act`` on the journal; tell a problem in the notice row and return None.

        Args:
            act: what is to be done; it runs in the desk's thread.
            lost: what to add about the words on the screen where it goes wrong.
        """
        try:
            return await self.ours.desk.ask(act)
        except Locked:
            return None
        except RecoverylogError as problem:
            self.notice.say(f"{problem.line()} {lost}".strip(), care=True)
            return None
