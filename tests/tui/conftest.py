"""A journal that opens at once, the application over it, and a way to play a scene with both."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Any

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
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from tests.tui.idle import until_idle

PASSPHRASE = "amber quilt lantern otter maple"
Scene = Callable[[Pilot[Any]], Awaitable[None]]


_PARSED: dict[Any, list[RuleSet]] = {}


@pytest.fixture(autouse=True, scope="session")
def _styles_are_parsed_once() -> Iterator[None]:
    """Parse each style sheet once in a run of tests; a fifth of the time went into that."""
    real = Stylesheet._parse_rules

    def parsed(self: Stylesheet, css: str, read_from: Any, *more: Any, **named: Any) -> Any:
        variables = tuple(sorted(self._variables.items()))
        key = (variables, css, read_from, more, tuple(named.items()))
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

    monkeypatch.setattr(Desk, "__init__", made)
    yield
    for desk in desks:
        desk._hands.shutdown(wait=False)


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
    """Run ``app`` without a terminal and play ``scene``; what goes wrong in the app is raised."""

    async def main() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await scene(pilot)

    asyncio.run(main())


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every worker is done and what they changed is drawn."""
    await pilot.pause()
    for _ in range(3):
        if all(worker.is_finished for worker in pilot.app.workers):
            return
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
