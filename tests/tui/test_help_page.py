"""Help: every key of the page one came from and of everywhere, on one page at 80 by 24."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.tui import commands
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.page import Page
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.helping import HelpPage, Rows, rows_of
from recoverylog.tui.screens.today import Today
from tests.tui.conftest import play, settle
from tests.tui.seeing import text, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.session.journal import Journal


class Unsaid(commands.Command):
    """Do something: at length."""

    KEYS = "z,y"
    WORD = "something"


async def helped(pilot: Pilot[Any], key: str = "?") -> HelpPage:
    await pilot.press(key)
    await settle(pilot)
    page = pilot.app.screen
    assert isinstance(page, HelpPage)
    return page


def told(page: HelpPage) -> str:
    return " ".join(words(one) for one in page.query(Rows))


def test_every_command_of_the_page_is_told_without_scrolling(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await helped(pilot)
        assert page.scroll.max_scroll_y == 0
        seen = told(page)
        expected = rows_of(Today.commands())
        assert len(expected) > 10
        assert [one for one in expected if f"{one.lead} {one.short}" not in seen] == []
        assert "How a line is written craving 7" in seen

    play(app, scene)


@pytest.mark.parametrize("form", ["!", "e", "c", "g", "m", "n", "w"])
def test_the_help_of_every_page_fits(app: RecoverylogApp, form: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(form)
        await settle(pilot)
        below = pilot.app.screen
        assert isinstance(below, Page)
        page = await helped(pilot, "f1")
        assert page.scroll.max_scroll_y == 0
        assert "Everywhere" in text(pilot.app)

    play(app, scene)


def test_keys_that_do_the_same_stand_together() -> None:
    rows = rows_of([Unsaid, commands.CrisisShown, *commands.EVERYWHERE])
    leads = [row.lead for row in rows]
    assert leads[:2] == ["z", "! or f3"]
    assert len(leads) == len(set(leads))
    assert rows[0].short == "Do something"
    assert rows[0].whole == "Do something: at length"


class Backwards(commands.Command):
    """Show the one before."""

    KEYS = "left_square_bracket"
    WORD = "month"
    SHOWN = "[ ]"


def test_a_key_that_the_footer_shows_with_another_is_told_alone() -> None:
    assert rows_of([Backwards])[0].lead == "["


def test_what_leaves_is_told_to_leave() -> None:
    (row,) = rows_of([commands.CopyOrLeave])
    assert row.short == "Copy what is selected or leave"


def test_whole_sentences_stand_where_there_is_room(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await helped(pilot)
        assert "Write down a craving: how strong, what about, what helped" in told(page)
        assert page.scroll.max_scroll_y == 0

    play(app, scene, size=(140, 40))


@pytest.mark.parametrize("key", ["escape", "q", "enter", "?", "f1"])
def test_it_goes_back_to_where_one_was(app: RecoverylogApp, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await helped(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


def test_it_opens_while_a_passphrase_is_typed(journal: Journal) -> None:
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.screen, Door)
        await pilot.press(*"amb")
        await helped(pilot, "f1")
        assert "f5" in text(pilot.app)

    play(RecoverylogApp(Desk(journal.places)), scene)


def test_what_does_not_fit_is_reached_by_scrolling(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await helped(pilot)
        await pilot.resize_terminal(40, 12)
        await settle(pilot)
        assert page.scroll.max_scroll_y > 0
        await pilot.press("j")
        await pilot.pause()
        assert page.scroll.scroll_y == 1
        await pilot.press("end")
        await settle(pilot)
        assert "Find any of these by a word" in text(pilot.app)
        await pilot.resize_terminal(20, 5)
        await settle(pilot)

    play(app, scene)


@pytest.mark.parametrize("before", [(60, 20), (100, 34)])
def test_it_fits_whatever_size_the_window_had_before(
    app: RecoverylogApp, before: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await helped(pilot)
        at_first = text(app)
        for size in (before, (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert text(app) == at_first
        assert page.scroll.max_scroll_y == 0

    play(app, scene)
