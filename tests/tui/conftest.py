"""A journal that opens at once, the application over it, and a way to play a scene with both."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import pytest
import textual.app
import textual.pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from recoverylog import paths
from recoverylog.crypto import kdf
from recoverylog.journal.focus import Focus
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.session.vault import OpenVault
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.in_turn import InTurnApp
from tests.tui.idle import until_idle

PASSPHRASE = "amber quilt lantern otter maple"
Scene = Callable[[Pilot[Any]], Awaitable[None]]
_MOST_SECONDS = 5.0
_LONGEST_SECONDS = 120.0
_STEP_SECONDS = 0.005


_PARSED: dict[Any, list[RuleSet]] = {}
_KNOWN: dict[tuple[tuple[str, str], ...], int] = {}
_LAST: WeakKeyDictionary[Stylesheet, tuple[dict[str, str], int]] = WeakKeyDictionary()


def _number_of(sheet: Stylesheet) -> int:
    """Return a number for the colours of a sheet; the same for the same colours.

    A page looks at every sheet there is, so the colours are compared once for each dictionary
    that holds them, and not once for each look.
    """
    colours, number = _LAST.get(sheet, (None, 0))
    if colours is not sheet._variables:
        number = _KNOWN.setdefault(tuple(sorted(sheet._variables.items())), len(_KNOWN))
        _LAST[sheet] = (sheet._variables, number)
    return number


@pytest.fixture(autouse=True, scope="session")
def _styles_are_parsed_once() -> Iterator[None]:
    """Parse each style sheet once in a run of tests; a fifth of the time went into that."""
    real = Stylesheet._parse_rules

    def parsed(self: Stylesheet, css: str, read_from: Any, *more: Any, **named: Any) -> Any:
        key = (_number_of(self), css, read_from, more, tuple(named.items()))
        if key not in _PARSED:
            _PARSED[key] = real(self, css, read_from, *more, **named)
        return _PARSED[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


@pytest.fixture(autouse=True, scope="session")
def _rubbish_is_looked_for_less_often() -> Iterator[None]:
    """Walk the whole heap a tenth as often: a screen is many small objects, soon gone."""
    before = gc.get_threshold()
    gc.set_threshold(7_000, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.fixture(autouse=True)
def _desks_are_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """End the thread of every desk; one that goes on holds its application and all it drew."""
    desks: list[Desk] = []
    real = Desk.__init__

    def made(self: Desk, *more: Any, **named: Any) -> None:
        real(self, *more, **named)
        desks.append(self)

    closed = OpenVault.close

    def closed_last(self: OpenVault) -> None:
        # As in the program, where the desk's own thread closes: behind all that it was asked.
        for desk in desks:
            if threading.current_thread() not in desk._hands._threads and not desk._hands._shutdown:
                desk._hands.submit(int).result()
        closed(self)

    monkeypatch.setattr(Desk, "__init__", made)
    monkeypatch.setattr(OpenVault, "close", closed_last)
    yield
    for desk in desks:
        desk._hands.shutdown(wait=False)


@pytest.fixture(autouse=True)
def _the_terminal_has_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as in most terminals, whatever the one is in which the tests are run."""
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def _waits_for_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", until_idle)


@pytest.fixture
def journal() -> Iterator[Journal]:
    """Return an open journal with one focus and no entry; the application closes it."""
    made = opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal
    made.put_focus(Focus(id="0" * 31 + "1", label="alcohol", since=date(2026, 5, 14)))
    yield made
    made.close()


@pytest.fixture
def app(journal: Journal) -> RecoverylogApp:
    """Return the application over the open journal."""
    return RecoverylogApp(Desk(journal.places, journal))


def play(app: RecoverylogApp, scene: Scene, *, size: tuple[int, int] = (80, 24)) -> None:
    """Run ``app`` without a terminal and play ``scene``; what goes wrong in the app is raised.

    A scene that waits for what never comes fails by its name, and holds no run up.
    """

    async def main() -> None:
        async with app.run_test(size=size) as pilot, asyncio.timeout(_LONGEST_SECONDS):
            await settle(pilot)
            await scene(pilot)

    asyncio.run(main())


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every key is through, every worker and the desk are done, and all is drawn."""
    app: Any = pilot.app
    await pilot.pause()
    for _ in range(3):
        if await _keys_are_through(app) and all(worker.is_finished for worker in app.workers):
            break
        await app.workers.wait_for_complete()
        await pilot.pause()
    if isinstance(app, RecoverylogApp):
        with contextlib.suppress(RuntimeError):  # its thread has ended
            await asyncio.wait_for(app.desk.do(int), _MOST_SECONDS)


async def _keys_are_through(app: Any) -> bool:
    """Wait for keys that wait for one another; return whether none did."""
    for tried in range(int(_MOST_SECONDS / _STEP_SECONDS)):
        if not (isinstance(app, InTurnApp) and app._held):
            return tried == 0
        await asyncio.sleep(_STEP_SECONDS)
    return False
