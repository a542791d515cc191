"""Keys one after the other, so that what is typed while a page opens is for that page.

Textual hands a key to the widget that has the focus when the key comes in, and a key that opens a
page does so only after it has bubbled up to the application. Whoever types `c7` in one go, or
through a slow line that delivers it in one piece, would have the 7 go to the page before, where it
is lost or, worse, a command. Here the next key waits until the one before has done all it does,
and until the page has kept what it keeps and leaves with; for a second at most, since nothing may
stand between a person and the crisis page. A click behind a key that waits does too.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.events import Key, MouseDown, MouseUp, Paste
from textual.message import Message
from textual.screen import Screen

from recoverylog.tui.swift import SwiftApp

if TYPE_CHECKING:
    from textual.await_remove import AwaitRemove
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.timer import Timer
    from textual.widget import Widget

KEEPING = "keeping"
"""The group of the workers that write what a page holds, after which it or its field goes away."""
_LOOK_SECONDS = 0.05
_PATIENCE = 1.0
"""Seconds after which a key no longer waits for the one before."""
_ROUNDS = 2


class Through(Message):
    """What follows a key through the same queues: where it arrives, the key has been there."""

    def __init__(self, turn: int, rounds: int) -> None:
        """Follow the key of this number.

        Args:
            turn: the number of the key.
            rounds: how often to go the same way: once for the key, once for what it brought about.
        """
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class InTurnApp(SwiftApp):
    """An application that takes one key after the other."""

    _turn = 0
    _under_way = False
    """Whether a key is on its way."""
    _ends = False
    """Whether nothing waits any more, since the program ends."""
    _target: Widget | None = None
    """Where the key went."""
    _top: Screen[object] | None = None
    """The screen on which it was pressed."""
    _arrived = False
    """Whether the key has been where it went."""
    _watch: Timer | None = None
    _to_look = False
    _since = 0.0
    """When keys began to wait for the one that is on its way."""

    @cached_property
    def _none(self) -> asyncio.Event:
        """Set where no key is on its way."""
        return asyncio.Event()

    @cached_property
    def _held(self) -> deque[Event]:
        """The keys that wait, the first of them first."""
        return deque()

    async def on_event(self, event: Event) -> None:
        """Take a key that comes in, or hold it until the one before is through."""
        # A click that overtook the letters before it would have them go where it leads.
        clicks = isinstance(event, MouseDown | MouseUp) and bool(self._held)
        if event.is_forwarded or not (clicks or isinstance(event, Key | Paste)):
            await super().on_event(event)
        elif self._under_way and not self._ends:
            await self._hold(event)
        else:
            await self._take(event)

    async def _hold(self, event: Event) -> None:
        self._held.append(event)
        self._watch_it()
        await self._pass_what_is_done()

    def _watch_it(self) -> None:
        if self._watch is None:
            self._since = monotonic()
            self._watch = self.set_interval(_LOOK_SECONDS, self._look_soon)

    async def _take(self, event: Event) -> None:
        """Let a key go where it goes, and send after it what tells that it has been there."""
        self._under_way, self._arrived = True, False
        self._top = self.screen
        self._target = self.focused or self._top
        await super().on_event(event)
        self._follow()

    def _follow(self, rounds: int = _ROUNDS) -> None:
        self._turn += 1
        through = Through(self._turn, rounds)
        if self._target is None or not self._target.post_message(through):
            self.post_message(Through(self._turn, 1))

    async def on_through(self, message: Through) -> None:
        """Take the next key once the one before is through.

        A page that it opened stands there by then: the application itself waits for that.
        """
        message.stop()
        if message.turn != self._turn:
            return
        if message.rounds > 1 and self.screen is self._top:
            self._follow(message.rounds - 1)
            return
        self._arrived = True
        if not self._is_keeping():
            await self._go_on()

    def _is_keeping(self) -> bool:
        """Return whether the page of the key is writing what it holds, and will be gone then."""
        return self.screen is self._top and any(
            one.group == KEEPING and one.node is self._top and not one.is_finished
            for one in self.workers
        )

    async def _go_on(self) -> None:
        self._under_way = False
        # Nothing of a page may be held by this after the journal was locked.
        self._target = self._top = None
        if self._held:
            self._since = monotonic()
            await self._take(self._held.popleft())
            return
        self._none.set()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _look_soon(self) -> None:
        # A timer calls from a task of its own, which ends where the timer is stopped: whatever a
        # key does would end in the middle.
        if not self._to_look:
            self._to_look = True
            self.call_later(self._look)

    async def _look(self) -> None:
        """Wait no longer where what a key does takes too long; all go on, in their order."""
        self._to_look = False
        if self._held and monotonic() - self._since > _PATIENCE:
            while self._held:
                await super().on_event(self._held.popleft())
            self._target = None
        await self._pass_what_is_done()

    async def _pass_what_is_done(self) -> None:
        """Go on where a key took away what it went to, or where its page has kept its words."""
        if self._under_way and self._is_done():
            self._turn += 1  # what may still come is late
            self._target = None
            await self._go_on()

    def _is_done(self) -> bool:
        gone = self._target is None or not self._target.is_attached
        return gone or (self._arrived and not self._is_keeping())

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Take widgets away, and look behind that whether a key was on its way to one of them.

        A widget that goes takes along what is in its queue, and a page hands nothing up any more
        once it goes: what follows the key may never come.
        """
        removed = super()._prune(*nodes, parent=parent)
        if self._under_way:
            self.call_later(self._pass_what_is_done)
        return removed

    def _check_action_state(self, action: str, default_namespace: DOMNode) -> bool | None:
        """Offer no key of a page that has not all of its widgets, yet or any more."""
        try:
            return super()._check_action_state(action, default_namespace)
        except NoMatches:
            if _is_whole(_page_of(default_namespace)):
                raise
            return False

    async def all_heard(self) -> None:
        """Wait until every key that came in is on its way, or waits."""
        heard = asyncio.Event()
        self.call_later(heard.set)
        await heard.wait()

    async def all_through(self) -> None:
        """Wait until no key is on its way, nor waits for one that is."""
        if self._under_way:
            self._none = asyncio.Event()
            self._watch_it()
            await self._none.wait()

    def let_go(self) -> None:
        """Let all go that still waits, and hold nothing any more: the program ends."""
        target = self.focused or self.screen
        while self._held:
            target._forward_event(self._held.popleft())  # noqa: SLF001 - as Textual itself does
        self._ends = True

    def forget_what_was_here(self) -> None:
        """Hold nothing of the page, either, to which the last key went."""
        self._target = self._top = None
        super().forget_what_was_here()


def _page_of(node: DOMNode) -> Screen[object] | None:
    return next((one for one in node.ancestors_with_self if isinstance(one, Screen)), None)


def _is_whole(page: Screen[object] | None) -> bool:
    if page is None or not page.is_mounted or not page.is_attached:
        return False
    return not page._pruning  # noqa: SLF001 - as in Page.goes_away
