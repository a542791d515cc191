"""No key waits for rubbish, for what was styled or painted before, or for what nobody looks at."""

from __future__ import annotations

import asyncio
import functools
import gc
import weakref
from collections import Counter
from types import FunctionType, ModuleType
from typing import Any

import pytest
from textual import screen
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from recoverylog.journal import veil
from recoverylog.session import views
from recoverylog.session.journal import Journal
from recoverylog.tui import in_turn, readiness, swift
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.page import Page
from recoverylog.tui.screens import history
from recoverylog.tui.screens.history import History
from recoverylog.tui.screens.insights import Insights
from recoverylog.tui.swift import SwiftApp
from recoverylog.tui.widgets import sheet
from recoverylog.tui.widgets.past import Past
from tests.tui.conftest import PASSPHRASE, play, settle


class Drawn:
    """Something of a page, in a circle as widgets are, that holds decrypted text."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.itself = self


def test_what_was_kept_from_sweeping_is_gone_after_a_lock(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        drawn = Drawn("met Sam at the harbour")
        held = weakref.ref(drawn)
        gc.freeze()
        del drawn
        gc.collect()
        assert held() is not None
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert held() is None
        assert gc.get_freeze_count() == 0

    try:
        play(app, scene)
    finally:
        gc.unfreeze()


def test_no_cache_holds_a_word_after_a_lock(app: RecoverylogApp) -> None:
    word = "lighthouse"

    def holding() -> list[str]:
        return [
            getattr(one, "__qualname__", "")
            for one in gc.get_objects()
            if isinstance(one, functools._lru_cache_wrapper) and _holds(one, word)
        ]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("n", *word)
        await settle(pilot)
        assert "cached_cell_len" in holding()
        await pilot.press("ctrl+l")
        await settle(pilot)
        gc.collect()
        assert holding() == []

    play(app, scene)


def _holds(cache: object, word: str) -> bool:
    """Whether a text that is reached from a cache in a few steps has the word in it."""
    reached: list[object] = [cache]
    seen: set[int] = set()
    for _ in range(5):
        reached = [
            one
            for holder in reached
            for one in gc.get_referents(holder)
            if id(one) not in seen and not isinstance(one, type | ModuleType | FunctionType)
        ]
        seen.update(map(id, reached))
        if any(isinstance(one, str) and word in one for one in reached):
            return True
    return False


def test_what_is_there_is_kept_from_sweeping_again_once_the_journal_is_open_again(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(SwiftApp, "keep_what_is_here", lambda self: kept.append(self.current_mode))

    async def scene(pilot: Pilot[Any]) -> None:
        assert kept == ["today"]
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        assert kept == ["today", "today"]

    play(app, scene)


@pytest.mark.parametrize("problem", [ImportError, RuntimeError])
def test_a_page_that_cannot_be_loaded_is_told_to_whoever_opens_it(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp, problem: type[Exception]
) -> None:
    def refused(_name: str) -> None:
        raise problem

    async def scene(_pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(readiness, "import_module", refused)
        await readiness.get_ready(app)

    play(app, scene)


def test_no_other_fault_of_a_page_is_hidden(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    def faulty(_name: str) -> None:
        raise ZeroDivisionError

    async def scene(_pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(readiness, "import_module", faulty)
        with pytest.raises(ZeroDivisionError):
            await readiness.get_ready(app)

    play(app, scene)


def test_rubbish_is_swept_between_keys_and_further_the_longer_none_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    swept: list[int] = []
    monkeypatch.setattr(gc, "collect", swept.append)
    monkeypatch.setattr(SwiftApp, "is_headless", False)
    monkeypatch.setattr(swift, "_PAUSES", (0.5, 0.05, 0.1))

    async def scene() -> None:
        app: SwiftApp = SwiftApp()
        for _ in range(5):
            app.sweep_soon()
            await asyncio.sleep(0.01)
        assert swept == []
        for _ in range(1000):
            if len(swept) == 3:
                break
            await asyncio.sleep(0.01)
        assert swept == [0, 1, 2]

    asyncio.run(scene())


def rules(widget: Widget) -> dict[str, Any]:
    """Return the rules of a widget and of its parts."""
    parts = {name: styles.base.get_rules() for name, styles in widget._component_styles.items()}
    return {"": widget.styles.base.get_rules(), **parts}


@pytest.mark.parametrize("key", ["e", "c", "s", "p", "question_mark", "i", "h"])
def test_a_widget_is_styled_by_few_rules_as_by_all(app: RecoverylogApp, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(key, "f4")
        await settle(pilot)
        ours = pilot.app.stylesheet
        assert isinstance(ours, readiness.Styles)
        whole = Stylesheet(variables=pilot.app.get_css_variables())
        whole.source = ours.source.copy()
        whole.parse()
        for widget in pilot.app.screen.walk_children(Widget):
            found = rules(widget)
            assert len(ours._rules_naming(widget)) < len(ours.rules) / 3
            whole.apply(widget)
            assert rules(widget) == found

    play(app, scene)


def test_a_field_is_styled_when_it_is_mounted_and_not_before(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    count: Counter[Widget] = Counter()
    real = Stylesheet.apply

    def counted(self: Stylesheet, node: Any, **named: Any) -> None:
        if isinstance(node, Input):
            count[node] += 1
        real(self, node, **named)

    async def scene(pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(Stylesheet, "apply", counted)
        await pilot.press("e")
        await settle(pilot)
        assert len(count) > 3
        # The one that has the focus is styled for that too.
        assert sum(count.values()) <= len(count) + 1

    play(app, scene)


@pytest.mark.parametrize("key", ["n", "e", "s", "question_mark", "exclamation_mark"])
def test_a_page_is_painted_whole_once_when_it_opens(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp, key: str
) -> None:
    painted: list[str] = []
    real = Compositor.render_full_update

    def counted(self: Compositor, *more: Any, **named: Any) -> Any:
        painted.append(str(self.root))
        return real(self, *more, **named)

    # The next sixtieth of a second may come in the midst of it, on a machine that is busy.
    monkeypatch.setattr(screen, "UPDATE_PERIOD", 60)

    async def scene(pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(Compositor, "render_full_update", counted)
        await pilot.press(key)
        await settle(pilot)
        assert painted == [str(pilot.app.screen)]

    play(app, scene)


def test_another_look_marks_each_widget_about_once_to_be_painted(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    marked = 0
    real = Widget._set_dirty

    def counted(self: Widget, *regions: Any) -> None:
        nonlocal marked
        marked += 1
        real(self, *regions)

    async def scene(pilot: Pilot[Any]) -> None:
        nonlocal marked
        page = pilot.app.screen
        monkeypatch.setattr(Widget, "_set_dirty", counted)
        await pilot.press("f4")
        await settle(pilot)
        assert marked < 6 * len(list(page.walk_children(Widget)))

    play(app, scene)


def test_the_other_look_is_parsed_before_its_key(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    parsed: set[tuple[str, Any]] = set()
    real = Stylesheet._parse_rules

    def noted(self: Stylesheet, css: str, read_from: Any, *more: Any, **named: Any) -> Any:
        parsed.add((self._variables["ground"], read_from))
        return real(self, css, read_from, *more, **named)

    monkeypatch.setattr(Stylesheet, "_parse_rules", noted)

    async def scene(pilot: Pilot[Any]) -> None:
        other = app.variables_of(app.other_look())
        assert {(other["ground"], name) for name in app.stylesheet.source} <= parsed
        await pilot.press("f4")
        await settle(pilot)
        assert pilot.app.get_css_variables() == other

    play(app, scene)


def test_a_key_does_not_wait_for_one_that_took_its_page_away(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    monkeypatch.setattr(in_turn, "_LOOK_SECONDS", 60.0)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert isinstance(pilot.app.screen, History)

    play(app, scene)


def test_the_entries_of_the_day_come_before_what_the_whole_journal_holds(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    order: list[str] = []
    look, show_day = history.look, Past.show_day

    def looked(journal: Journal, before: Any) -> Any:
        order.append("journal")
        return look(journal, before)

    def shown(self: Past, *more: Any, **named: Any) -> None:
        order.append("day")
        show_day(self, *more, **named)

    monkeypatch.setattr(history, "look", looked)
    monkeypatch.setattr(Past, "show_day", shown)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("h")
        await settle(pilot)
        assert order[0] == "day"
        assert "journal" in order

    play(app, scene)


def test_the_other_views_are_drawn_ahead_and_anew_once_anything_changed(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp, journal: Journal
) -> None:
    drawn: list[int] = []
    real = views.shown

    def counted(journal: Journal, held: Any, asked: Any, room: Any) -> Any:
        drawn.append(asked.view)
        return real(journal, held, asked, room)

    monkeypatch.setattr(views, "shown", counted)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("i")
        await settle(pilot)
        page = pilot.app.screen
        assert isinstance(page, Insights)
        drawn.clear()
        await pilot.press("2")
        await settle(pilot)
        assert page.asked.view == views.TRENDS
        assert drawn == []
        journal.write(journal.new_entry(kind="note", text="by the sea"))
        await pilot.press("1")
        await settle(pilot)
        assert set(drawn) == set(range(len(views.NAMES)))
        drawn.clear()
        veil.draw()
        await pilot.press("5")
        await settle(pilot)
        assert views.WEEKS in drawn

    try:
        play(app, scene)
    finally:
        veil.draw(drawn=False)


def test_the_rows_of_a_view_are_laid_out_once(
    monkeypatch: pytest.MonkeyPatch, app: RecoverylogApp
) -> None:
    count: Counter[int] = Counter()
    real = sheet._lines

    def counted(row: Any, *more: Any) -> Any:
        count[id(row)] += 1
        return real(row, *more)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("i")
        await settle(pilot)
        monkeypatch.setattr(sheet, "_lines", counted)
        await pilot.press("2")
        await settle(pilot)
        assert set(count.values()) == {1}

    play(app, scene)


def test_a_page_still_follows_the_size_of_the_window(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("question_mark")
        await settle(pilot)
        await pilot.resize_terminal(140, 40)
        await settle(pilot)
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert page.size.width == 140
        assert page.has_class("-wide")
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.size.width == 140

    play(app, scene)
