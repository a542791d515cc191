"""Today: the figure that was chosen, how it stands, what is next, and what waits to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from recoverylog.journal.supporter import Supporter
from recoverylog.session.demo import open_demo
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.answers import AnswersPage
from recoverylog.tui.screens.today import Today
from tests.tui import legible
from tests.tui.conftest import play, settle
from tests.tui.seeing import rows, text

SIZES = [(80, 24), (60, 20), (140, 40), (200, 60)]


@pytest.fixture
def demo() -> Iterator[Journal]:
    with open_demo() as journal:
        yield journal


def opened(journal: Journal) -> RecoverylogApp:
    return RecoverylogApp(Desk(journal.places, journal))


def shown(journal: Journal, size: tuple[int, int] = (80, 24)) -> str:
    """Return all that the page shows, and check that nothing of it is cut or illegible."""
    seen: list[str] = []
    app = opened(journal)

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, Today)
        seen.append(text(app))
        seen.append(f"big {page.figure.number.number}")
        for widget in (page.figure, page.columns, page.line, page.query_one("#next-row")):
            assert widget.region.bottom <= size[1]
            assert widget.region.right <= size[0]
        assert page.max_scroll_y == 0
        assert any("! crisis" in row for row in rows(app))

    play(app, scene, size=size)
    return "\n".join(seen)


@pytest.mark.parametrize("size", SIZES)
def test_everything_stands_on_the_page(demo: Journal, size: tuple[int, int]) -> None:
    page = shown(demo, size)
    for said in (
        "398",
        "free so far · mood 6",
        "1 answer to read",
        "next If the bus ride",
        "2 days to 400",
    ):
        assert said in page, said
    if size[0] > 72:
        assert "my sponsor" in page
        assert "Last two weeks" in page
        assert "If the bus ride home, then sit up front with music" in page or size == (80, 24)


@pytest.mark.parametrize("width", [60, 100, 140])
def test_it_looks_the_same_whatever_size_the_window_had_before(demo: Journal, width: int) -> None:
    app = opened(demo)
    heights = range(28, 46, 3)

    async def scene(pilot: Pilot[Any]) -> None:
        seen: list[dict[int, list[str]]] = []
        for way in (heights, reversed(heights)):
            there = {}
            for height in way:
                await pilot.resize_terminal(width, height)
                await settle(pilot)
                there[height] = rows(app)
            seen.append(there)
        assert seen[0] == seen[1]

    play(app, scene, size=(width, 20))


@pytest.mark.parametrize(
    ("headline", "big", "said"),
    [
        ("recovery", 399, "days in recovery"),
        ("free-days", 398, "free days in all"),
        ("last-30", 29, "of 30 days free, the last 30"),
        ("run", 23, "free days, this run"),
    ],
)
def test_the_chosen_figure_stands_large(demo: Journal, headline: str, big: int, said: str) -> None:
    demo.prefer("headline", headline)
    page = shown(demo)
    assert f"big {big}" in page
    assert said in page
    assert ("398 free in all" in page) is (headline != "free-days")
    assert ("2 free days to 400" in page) is (headline != "free-days")
    assert "in recovery since 19 October 2025" in page
    demo.prefer("run_shown", "no")
    page = shown(demo)
    assert "this run" not in page
    assert "longest" not in page


def test_a_preference_changed_elsewhere_shows_at_once(demo: Journal) -> None:
    app = opened(demo)

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, Today)
        demo.prefer("headline", "run")
        page.refresh_state()
        await settle(pilot)
        assert page.figure.number.number == 23

    play(app, scene)


def test_an_answer_is_announced_until_it_is_settled(demo: Journal) -> None:
    app = opened(demo)

    async def scene(pilot: Pilot[Any]) -> None:
        assert "o 1 answer to read" in text(app)
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, AnswersPage)
        (new,) = demo.replies("new")
        demo.keep_reply(new.id)
        await pilot.press("escape")
        await settle(pilot)
        assert "to read" not in text(app)
        assert "e the evening" in text(app)

    play(app, scene)


def test_whom_to_call_stands_where_there_is_room(demo: Journal) -> None:
    for reply in demo.replies("new"):
        demo.put_reply_away(reply.id)
    assert "call Marta" not in shown(demo, (80, 24))
    assert "music · call Marta" in shown(demo, (140, 40))


def test_without_plans_the_row_is_not_there(app: RecoverylogApp, journal: Journal) -> None:
    assert not journal.plans()

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, Today)
        assert "next " not in text(app)
        assert "Nothing logged yet: space" in text(app)

    play(app, scene)


def test_somebody_to_call_stands_alone_too(journal: Journal) -> None:
    journal.put_supporter(Supporter(id="5" * 32, name="Sam", reach="+46 70 1740605"))
    assert "next call Sam, +46 70 1740605" in shown(journal)


def test_privacy_hides_what_is_next(demo: Journal) -> None:
    app = opened(demo)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("f6")
        await settle(pilot)
        assert "bus ride home" not in text(app)
        assert "next If ••• ••• •••• ••••, then" in text(app)
        assert "free so far · mood 6" in text(app)
        await pilot.press("f6")
        await settle(pilot)
        assert "next If the bus ride home" in text(app)

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_it_is_legible_in_every_look(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    journal.put_plan("the bus ride home", "sit up front")
    journal.write(journal.new_entry(kind="mood", mood=6.0))

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        assert "free so far · mood 6" in text(app)
        assert await legible.faults_in_every_look(pilot) == {}

    play(app, scene, size=size)


def test_the_end_of_a_long_line_stays_in_sight_in_a_narrower_window(demo: Journal) -> None:
    app = opened(demo)

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, Today)
        await pilot.press("space")
        page.line.value = "note " + "one more word " * 7 + "and the last"
        page.line.cursor_position = len(page.line.value)
        for width in (140, 80):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
        assert "and the last" in text(app)

    play(app, scene)
