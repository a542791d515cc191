"""What every page does, whatever it shows."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widgets import Static

from recoverylog.errors import RecoverylogError
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.door import say_when_settled
from recoverylog.tui.screens.focus import FocusForm
from recoverylog.tui.screens.helping import Rows
from tests.tui.conftest import play, settle

OPENED = {
    "c": "CravingForm",
    "a": "MorningForm",
    "e": "EveningForm",
    "s": "SharePage",
    "p": "PlansPage",
    "h": "History",
    "i": "Insights",
    "comma": "SettingsPage",
}


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize("opens", OPENED)
def test_an_answer_that_comes_while_a_page_goes_away_breaks_nothing(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch, opens: str, *, refused: bool
) -> None:
    real, came = app.desk.ask, []
    asked, gate = asyncio.Event(), asyncio.Event()

    async def late(act: Any) -> Any:
        answer = await real(act)
        asked.set()
        await gate.wait()
        came.append(1)
        if refused:
            raise RecoverylogError("It cannot be read.")
        return answer

    async def scene(pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(app.desk, "ask", late)
        await pilot.press(opens)
        await asyncio.wait_for(asked.wait(), 10)
        page = pilot.app.screen
        assert type(page).__name__ == OPENED[opens]
        mine = set(page.query(Static))

        def gone(one: Static) -> None:
            # The first of its widgets is gone then, the page itself is not.
            if one in mine:
                gate.set()

        monkeypatch.setattr(Static, "_on_unmount", gone, raising=False)

    play(app, scene)  # ends the program, and with it the page
    assert came


def test_what_was_to_be_done_after_the_next_drawing_is_left_where_its_page_went(
    app: RecoverylogApp,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("question_mark")
        await settle(pilot)
        section = pilot.app.screen.query(Rows).first()
        await pilot.press("escape")
        await settle(pilot)
        assert not section.is_attached
        # As the section asks where it hears of its size in the moment in which its page goes.
        asked = partial(section.lay_out, 80)
        pilot.app.screen._invoke_later(asked, section)
        await settle(pilot)

    play(app, scene)


def test_no_key_is_offered_on_a_page_that_has_not_all_of_its_widgets(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = FocusForm()
        with pytest.raises(NoMatches):
            form.check_action("go_on", ())
        assert app._check_action_state("go_on", form) is False
        await app.push_screen(form)
        await settle(pilot)
        assert app._check_action_state("go_on", form) is True
        await form.query_one("#focus-label").remove()
        with pytest.raises(NoMatches):  # a fault of ours is not hidden
            app._check_action_state("go_on", form)

    play(app, scene)


def test_what_is_to_be_said_on_a_page_that_went_away_is_not_said(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c")
        await settle(pilot)
        pilot.app.screen.run_worker(asyncio.Event().wait())
        said = asyncio.create_task(say_when_settled(pilot.app, "It is open."))
        await pilot.pause()
        pilot.app.pop_screen()
        await asyncio.wait_for(said, 10)
        await pilot.pause()

    play(app, scene)
