"""The row of keys at the foot: whole keys, the crisis key always, and a click presses one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.helping import HelpPage
from recoverylog.tui.widgets.keys import Keys, Shown, placed
from tests.tui.conftest import play, settle


def key(display: str, word: str, action: str = "some") -> Shown:
    return Shown(display, display, word, action, enabled=True, tooltip="")


CRISIS = key("!", "crisis", "crisis")
ROWS = st.lists(
    st.builds(key, st.sampled_from(["c", "esc", "ctrl s"]), st.text("abcdé", min_size=1)),
    max_size=9,
)


@given(ROWS, ROWS, st.integers(0, 90))
def test_keys_stand_whole_in_their_order_and_the_crisis_key_stays(
    before: list[Shown], behind: list[Shown], width: int
) -> None:
    row = [*before, CRISIS, *behind]
    shown = placed(row, width)
    rest = iter(row)
    assert all(one.shown in rest for one in shown)
    assert all(one.end <= width for one in shown)
    assert all(a.end < b.column for a, b in pairwise(shown))
    assert (CRISIS in [one.shown for one in shown]) == (width >= len(CRISIS.words))


def test_two_cells_part_the_keys_where_there_is_room_and_one_where_all_fit_by_that() -> None:
    row = [key("c", "craving"), CRISIS]
    assert [one.column for one in placed(row, 40)] == [0, 11]
    assert [one.column for one in placed(row, 18)] == [0, 10]
    assert [one.shown for one in placed(row, 17)] == [CRISIS]


def column(keys: Keys, word: str) -> int:
    (found,) = [one for one in placed(keys.in_row, keys.size.width) if one.shown.word == word]
    return found.column


def test_a_click_on_a_key_presses_it(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for word, page in (("crisis", CrisisPage), ("help", HelpPage)):
            keys = pilot.app.screen.query_one(Keys)
            await pilot.click(Keys, offset=(column(keys, word), 0))
            await settle(pilot)
            assert isinstance(pilot.app.screen, page)
            await pilot.press("escape")
            await settle(pilot)

    play(app, scene)


def test_the_mouse_on_a_key_shows_it_and_says_what_it_does(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        keys = pilot.app.screen.query_one(Keys)
        at = column(keys, "crisis")
        await pilot.hover(Keys, offset=(at, 0))
        assert keys.over == "exclamation_mark"
        assert "overdose" in str(keys.tooltip)
        lit = keys.render().spans
        await pilot.hover(Keys, offset=(keys.size.width - 1, 0))
        assert keys.over == ""
        assert keys.tooltip is None
        assert keys.render().spans != lit

    play(app, scene)
