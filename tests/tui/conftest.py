"""A journal that opens at once, the application over it, and a way to play a scene with both."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from recoverylog import paths
from recoverylog.crypto import kdf
from recoverylog.journal.focus import Focus
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk

PASSPHRASE = "amber quilt lantern otter maple"
Scene = Callable[[Pilot[Any]], Awaitable[None]]


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
