"""Styles are parsed once, modules loaded before their key, and nothing is styled twice."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widget import Widget

from recoverylog.tui import readiness
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.page import Page
from tests.tui.conftest import play, settle

SCREENS = Path(readiness.__file__).parent / "screens"


def test_a_page_that_opens_has_its_style_and_module_already(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        loaded = {name.rpartition(".")[2] for name in sys.modules if ".screens." in name}
        assert {path.stem for path in SCREENS.glob("*.py")} - {"__init__"} <= loaded
        for path in (SCREENS.parent / "styles").glob("*.tcss"):
            assert pilot.app.stylesheet.has_source(str(path))

    play(app, scene)


def test_the_other_look_is_parsed_once(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    def none_at_hand(*_more: Any, **_named: Any) -> Any:
        raise AssertionError("parsed again")

    async def scene(pilot: Pilot[Any]) -> None:
        first = pilot.app.theme
        await pilot.press("f4")
        await settle(pilot)
        assert pilot.app.theme != first
        monkeypatch.setattr("textual.css.stylesheet.parse", none_at_hand)
        for _ in range(2):
            await pilot.press("f4")
            await settle(pilot)
        assert pilot.app.theme != first

    play(app, scene)


def styled(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Have every widget counted that is styled from now on."""
    count: Counter[str] = Counter()
    real = Stylesheet.apply

    def counted(self: Stylesheet, node: Any, **named: Any) -> None:
        if isinstance(node, Widget):
            count[str(node)] += 1
        real(self, node, **named)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    return count


def test_a_page_that_was_covered_is_styled_anew_only_in_another_look(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, Page)
        ground = page.styles.background
        await pilot.press("question_mark")
        await settle(pilot)
        count = styled(monkeypatch)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is page
        assert count[str(page.head)] == 0
        await pilot.press("question_mark", "f4", "escape")
        await settle(pilot)
        assert pilot.app.screen is page
        assert page.styles.background != ground
        assert page.head.styles.color != page.notice.styles.background

    play(app, scene)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
def test_a_page_has_the_classes_of_its_size_from_the_beginning(
    app: RecoverylogApp, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, Page)
        fresh = pilot.app.page_named("note")  # type: ignore[attr-defined]
        sizes = {name for _, name in (*page.HORIZONTAL_BREAKPOINTS, *page.VERTICAL_BREAKPOINTS)}
        assert fresh.classes & sizes == page.classes & sizes
        assert len(fresh.classes & sizes) == 2

    play(app, scene, size=size)
