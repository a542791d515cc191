"""The blank page: nothing to be read, and back with any key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.blank import BlankPage
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.today import Today
from tests.tui.conftest import play, settle
from tests.tui.seeing import text

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.session.journal import Journal


async def blanked(pilot: Pilot[Any]) -> None:
    assert text(pilot.app)
    await pilot.press("f2")
    await settle(pilot)
    assert isinstance(pilot.app.screen, BlankPage)
    assert not text(pilot.app)


@pytest.mark.parametrize("key", ["x", "f2", "f1", "escape", "enter", "space", "ctrl+p", "up"])
def test_any_key_comes_back(app: RecoverylogApp, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await blanked(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


def test_a_click_comes_back(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await blanked(pilot)
        await pilot.click(offset=(5, 5))
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


def test_the_key_that_comes_back_does_nothing_else(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space", *"bus")
        await blanked(pilot)
        await pilot.press("y")
        await settle(pilot)
        page = pilot.app.screen
        assert isinstance(page, Today)
        assert page.line.value == "bus"

    play(app, scene)


def test_crisis_lines_open_above_it(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await blanked(pilot)
        await pilot.press("!")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CrisisPage)

    play(app, scene)


def test_the_journal_is_locked_by_hand_under_it(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await blanked(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert not app.desk.is_open

    play(app, scene)


def test_it_is_locked_under_it_when_nobody_is_there(journal: Journal) -> None:
    now = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: now[0])

    async def scene(pilot: Pilot[Any]) -> None:
        await blanked(pilot)
        now[0] = 3600.0
        await app.lock_when_idle()
        await settle(pilot)
        assert not app.desk.is_open
        assert isinstance(pilot.app.screen, (Door, BlankPage))

    play(app, scene)
