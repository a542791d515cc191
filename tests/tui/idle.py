"""Waiting until an application has nothing to do, instead of until the processor seems idle.

Pilot waits in steps of 20 ms until the process uses hardly any time. Three such steps a key make
most of a long scene, and on a machine that is busy with other work a process that is not given
the processor looks idle in the midst of drawing. The event loop knows it for certain.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual._context import active_app
from textual.app import App

_SOON = 0.025
"""Seconds: a timer that is due so soon belongs to what is being waited for."""

_MOST = 10.0
_CALM = 3


async def until_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until no callback is ready, no timer is about to be due, and all is drawn.

    Has the signature of Textual's ``wait_for_idle``, for which it stands in.
    """
    loop: Any = asyncio.get_running_loop()
    app = active_app.get()
    started = time.monotonic()
    calm = 0
    while calm < _CALM and time.monotonic() - started < _MOST:
        await asyncio.sleep(0)
        if loop._ready or _at_work(app):
            calm = 0
        elif (wait := _next(loop)) is not None and time.monotonic() - started < max_sleep:
            calm = 0
            await asyncio.sleep(wait)
        elif _draw(app):
            calm = 0
        else:
            calm += 1
    rest = min_sleep - (time.monotonic() - started)
    if rest > 0:
        await asyncio.sleep(rest)


def _next(loop: Any) -> float | None:
    """Return in how many seconds a timer is due, None where none is soon."""
    dues = [handle.when() - loop.time() for handle in loop._scheduled if not handle.cancelled()]
    soon = [due for due in dues if due < _SOON]
    return max(0.0, min(soon)) if soon else None


def _at_work(app: App[Any]) -> bool:
    """Return whether a message waits to be looked at, or a screen is not there yet."""
    screens = app.screen_stack if app._running and app._screen_stack else []
    coming = any(not screen.is_mounted for screen in screens)
    return coming or any(pump.message_queue_size != 0 for pump in (app, *screens))


def _draw(app: App[Any]) -> bool:
    """Draw what is to be drawn, rather than wait for the next sixtieth of a second."""
    if not app._running or not app._screen_stack:
        return False
    screen = app.screen
    if not (screen._layout_required or screen._dirty_widgets):
        return False
    screen._on_timer_update()
    return True
