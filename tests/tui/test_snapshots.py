"""Every page as it was looked at and kept, and what has to be true of all of them.

A page that looks otherwise than its picture in ``__snapshots__`` fails, and
``snapshot_report.html`` shows both side by side. Where the new one is as it should be:
``./run test tests/tui/test_snapshots.py --snapshot-update``, and look at what git shows.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from recoverylog import paths
from recoverylog.crypto import kdf, page_seal, passphrase
from recoverylog.crypto.kdf import Cost
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.logging_page import LoggingPage
from scripts import picture
from tests.tui import legible
from tests.tui.conftest import settle
from tests.tui.shelf import Shelf

SMALL, LARGE = (80, 24), (140, 40)
DARK, LIGHT = "lamplight", "morning"
EACH_LOOK = (DARK, LIGHT)
EVERY_WAY = [(size, look) for size in (SMALL, LARGE) for look in EACH_LOOK]
EVERY_STATE = ("empty", "demo", "years")

_REPORTS = "TEXTUAL_SNAPSHOT_TEMPDIR"
_REPORTS_FOLDER = os.environ.get(_REPORTS, "")

Scene = Callable[[Pilot[Any]], Awaitable[None]]


# Getting there ----------------------------------------------------------------------------


def keys(*pressed: str) -> Scene:
    """Press keys; what begins with ``type:`` comes into the field at once, as when pasted."""

    async def scene(pilot: Pilot[Any]) -> None:
        for key in pressed:
            if key.startswith("type:"):
                assert pilot.app.focused is not None
                pilot.app.focused.post_message(Paste(key.removeprefix("type:")))
            else:
                await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        await settle(pilot)

    return scene


def form(name: str, *pressed: str) -> Scene:
    """Open a page above today, and press keys there."""

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, LoggingPage)
        page.open_page(name)
        await settle(pilot)
        await keys(*pressed)(pilot)

    return scene


def entry(*pressed: str) -> Scene:
    """Open the newest craving, changed once; where nothing is written, write one."""

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, LoggingPage)
        stored = await page.ask(changed_craving)
        assert stored is not None
        page.open_entry(stored)
        await settle(pilot)
        await keys(*pressed)(pilot)

    return scene


def changed_craving(journal: Journal) -> Any:
    """Return the newest craving after a change of it."""
    found = journal.select(Selection(kinds=("craving",), limit=1))
    stored = found[-1] if found else journal.write(journal.new_entry(kind="craving", craving=5.0))
    return journal.change(stored, after=2.0, helped=(*stored.entry.helped, "call"))


def place(name: str, *pressed: str) -> Scene:
    """Open a page that has no key over the palette, and press keys there."""
    return keys("ctrl+p", f"type:{name}", "enter", *pressed)


CHECKED_IN = ("6", "tab", "4", "tab", "type:soup with Ida", "tab", "tab", "tab", "space")
KIT = (
    *("academic", "acid", "adult", "agency", "airport", "album", "alive", "amount", "amuse"),
    *("animal", "apart", "aquatic", "artist", "atom", "axle", "beam", "beaver", "bike", "birthday"),
    "bulb",
)
OFFERED = "lantern otter maple quilt amber"
SIX = "amber quilt lantern otter maple drift"
SIGNS = ("type:skipping meals", "enter", "type:not calling back", "enter")
MADE = ("enter", "enter", f"type:{OFFERED}", "enter")


class Page(NamedTuple):
    """A page that is kept as a picture."""

    name: str
    scene: Scene
    state: str = "demo"
    locked: bool = False


MAIN = (
    ("today", keys()),
    ("history", keys("h")),
    ("check-in", form("check_in", *CHECKED_IN)),
    ("craving", form("craving", "7", "tab", "type:bus ride home @tired +music")),
    ("entry", entry()),
    ("insights", keys("i")),
    ("insights-trends", keys("i", "2")),
    ("insights-patterns", keys("i", "3")),
    ("insights-year", keys("i", "4")),
    ("insights-week", keys("i", "5")),
    ("insights-milestones", keys("i", "6")),
    ("signs", keys("i", "3", "s")),
    ("share", keys("s")),
)
FURTHER = (
    Page("today-writing", keys("space", "type:craving 4 bus ride @tired +music")),
    Page("search", keys("h", "slash", "type:bus")),
    Page("edit", entry("e")),
    Page("connection", form("connection", "type:walk by the river with:Marta")),
    Page("settle", form("settle"), "waiting"),
    Page("crisis", keys("exclamation_mark")),
    Page("help", keys("question_mark")),
    Page("signs-ticked", keys("i", "3", "s", *SIGNS, "escape", "space")),
    Page("share-reading", keys("s", "tab")),
    Page("share-sentences", keys("s", *["j"] * 8, "enter", "space", "a", "type:I called first")),
    Page("share-need", keys("s", "j", "enter", "space")),
    Page("share-file", keys("s", "x")),
    Page("share-words", keys("s", "x", "enter")),
    Page("answers", place("answers")),
    Page("supporters", place("supporters")),
    Page("supporter", place("supporters", "e", "tab", "tab", "tab", "tab", "down")),
    Page("shared", place("shared")),
    Page("door", keys(), locked=True),
    Page("welcome", keys(), "nothing", locked=True),
    Page("welcome-passphrase", keys("enter"), "nothing", locked=True),
    Page("welcome-kit", keys(*MADE), "nothing", locked=True),
)
TWICE = (
    Page("focus", form("focus")),
    Page("palette", keys("ctrl+p")),
    Page("answers", place("answers"), "empty"),
    Page("supporters", place("supporters"), "empty"),
    Page("shared", place("shared"), "empty"),
    Page("receive", place("answers", "p", "enter")),
    Page("sealed-line", keys("f5", "type:craving 6 late shift @tired"), locked=True),
    Page("welcome-focus", keys(*MADE, "escape"), "nothing", locked=True),
)
ONCE = (
    (Page("gratitude", form("gratitude", "type:rain on the roof")), SMALL, DARK),
    (Page("note", form("note", "type:the form for the clinic is in the drawer")), SMALL, LIGHT),
    (Page("door-wrong", keys("type:amber quilt", "enter"), locked=True), SMALL, DARK),
    (Page("overdose", keys("exclamation_mark", "o")), SMALL, LIGHT),
    (Page("settled", form("settle")), SMALL, DARK),
    (Page("blank", keys("f2")), SMALL, DARK),
    (Page("share-open-file", keys("s", "f", "x")), SMALL, DARK),
    (Page("share-copying", keys("s", "y")), SMALL, LIGHT),
    (Page("insights-year-craving", keys("i", "4", "v")), SMALL, DARK),
    (Page("insights-year-days", keys("i", "4", "v", "v")), SMALL, LIGHT),
    (Page("insights-patterns-below", keys("i", "3", "end")), SMALL, DARK),
)


def every() -> Iterator[Any]:
    """Give each page in each size, look and state in which it is kept."""
    main = [Page(name, scene, state) for name, scene in MAIN for state in EVERY_STATE]
    shown = [
        *((page, *how) for page in (*main, *FURTHER) for how in EVERY_WAY),
        *((page, *how) for page in TWICE for how in ((SMALL, DARK), (LARGE, LIGHT))),
        *ONCE,
    ]
    for page, size, look in shown:
        name = f"{page.name}-{page.state}-{size[0]}x{size[1]}-{look}"
        yield pytest.param(page, size, look, id=name)


# Keeping still ----------------------------------------------------------------------------

_create = opening.create


def _created(places: paths.Paths, secret: str, *, cost: Cost = kdf.LEAST) -> opening.Created:
    """Make a journal at once, and hand out the same kit every time."""
    return replace(_create(places, secret, cost=cost), kit=KIT)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing blink or be left to chance; give the plug-in back the folder of its report."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    monkeypatch.setattr(TextArea.cursor_blink, "_default", False)
    monkeypatch.setattr(passphrase, "generate", lambda: OFFERED)
    monkeypatch.setattr(opening, "create", _created)
    monkeypatch.setattr(page_seal, "new_words", lambda: SIX)
    (Path.home() / "Documents").mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv(_REPORTS, _REPORTS_FOLDER)
    monkeypatch.setenv("COLORTERM", "truecolor")


class Taken(App[str]):
    """Stands in for a program that was run already, for a fixture that wants to run one."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    def run(self, *_: Any, **__: Any) -> str:
        return self._svg


class Shown(NamedTuple):
    """A page in one look: its picture, and what is wrong with it."""

    svg: str
    faults: list[str]


class Gallery:
    """Each page in its looks. It is opened once where there are two: the second is switched to."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: dict[tuple[str, str, tuple[int, int], str], Shown] = {}

    def show(self, page: Page, size: tuple[int, int], look: str) -> Shown:
        """Return a page as a person would see it who opens the program and goes there."""
        wanted = (page.name, page.state, size)
        if (*wanted, look) not in self._kept:
            journal = None if page.state == "nothing" else self._shelf.fetch(page.state)
            if page.locked and journal is not None:
                journal.close()
                journal = None
            app = RecoverylogApp(Desk(paths.find(), journal))
            try:
                looks = EACH_LOOK if page in FURTHER or page.name in dict(MAIN) else (look,)
                for name, shown in asyncio.run(_played(app, page.scene, size, looks)).items():
                    self._kept[*wanted, name] = shown
            finally:
                app.desk.close()
        return self._kept[*wanted, look]


async def _played(
    app: RecoverylogApp, scene: Scene, size: tuple[int, int], looks: tuple[str, ...]
) -> dict[str, Shown]:
    app.animation_level = "none"
    app.theme = looks[0]
    found = {}
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await scene(pilot)
        for look in looks:
            app.theme = look
            await pilot.wait_for_scheduled_animations()
            await settle(pilot)
            found[look] = Shown(picture.svg(picture.rows(app)), legible.faults(app))
    return found


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(Shelf(tmp_path_factory.mktemp("shelf")))


@pytest.mark.parametrize(("page", "size", "look"), every())
def test_a_page_looks_as_it_was_kept(
    page: Page,
    size: tuple[int, int],
    look: str,
    gallery: Gallery,
    snap_compare: Callable[[App[Any]], bool],
) -> None:
    shown = gallery.show(page, size, look)
    same = snap_compare(Taken(shown.svg))
    assert shown.faults == []
    assert same
