"""Every page as it was looked at and kept, and what has to be true of all of them.

A page that looks otherwise than its file in ``pictures`` fails, and says how; its four looks as
pictures are put into ``.pictures`` then. Where it is as it should be:
``./run test tests/tui/test_snapshots.py --snapshot-update``, and look at what git shows.
"""

from __future__ import annotations

import asyncio
import difflib
import importlib
import os
import pkgutil
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from recoverylog import paths
from recoverylog.crypto import kdf, page_seal, passphrase
from recoverylog.crypto.kdf import Cost
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui import page as pages
from recoverylog.tui import screens, themes
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.screens.sealed import SealedLine
from scripts import picture
from tests.tui import gallery
from tests.tui.conftest import settle
from tests.tui.gallery import Scene, Shown
from tests.tui.shelf import Shelf

KEPT = Path(__file__).with_name("pictures")
SEEN = Path(__file__).parents[2] / ".pictures"
LOOKS = KEPT / "looks.txt"

SIZES = ((80, 24), (140, 40))
EVERY_STATE = ("empty", "demo", "years")
DEMO = ("demo",)
NOTHING = ("nothing",)


# Getting there ----------------------------------------------------------------------------


def keys(*pressed: str) -> Scene:
    """Press keys; what begins with ``type:`` comes into the field at once, as when pasted."""

    async def scene(pilot: Pilot[Any]) -> None:
        for key in pressed:
            if key.startswith("type:"):
                pilot.app.post_message(Paste(key.removeprefix("type:")))
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


def sealed(typed: str) -> Scene:
    """Write a line before the journal is open."""

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(SealedLine())
        await settle(pilot)
        await keys(f"type:{typed}")(pilot)

    return scene


def place(name: str, *pressed: str) -> Scene:
    """Open a page that has no key over the palette, and press keys there."""
    return keys("ctrl+p", f"type:{name}", "enter", *pressed)


MET = "type:walk by the river with:Marta"
GOOD = ("type:soup with Ida", "tab", "type:the early bus", "tab", "tab")
CHECKED_IN = ("6", "tab", "4", "tab", "right", "space", "tab", *GOOD, MET)
BEGUN = ("type:call Marta before work", "tab", "type:the bus ride home", "tab", "type:sit in front")
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
    """A page that is kept, over each journal of ``states``, in both sizes and all looks."""

    name: str
    scene: Scene
    states: tuple[str, ...] = EVERY_STATE
    locked: bool = False


# A new page: one line. What it shows of the journal decides over which it is kept.
PAGES = (
    Page("today", keys()),
    Page("today-writing", keys("space", "type:craving 4 bus ride @tired +music")),
    Page("history", keys("h")),
    Page("search", keys("h", "slash", "type:bus")),
    Page("check-in", form("check_in", *CHECKED_IN)),
    Page("morning", form("morning", *BEGUN)),
    Page("craving", form("craving", "7", "tab", "type:bus ride home @tired +music")),
    Page("craving-staying", form("craving", "8", "space", "1", "space", "4", "space")),
    Page("craving-reach", form("craving", "7", "down", "enter"), DEMO),
    Page("gratitude", form("gratitude", "type:rain on the roof")),
    Page("note", form("note", "type:the form for the clinic is in the drawer")),
    Page("connection", form("connection", MET)),
    Page("entry", entry()),
    Page("edit", entry("e")),
    Page("settle", form("settle"), ("empty", "demo", "waiting")),
    Page("focus", form("focus")),
    Page("insights", keys("i")),
    Page("insights-trends", keys("i", "2")),
    Page("insights-patterns", keys("i", "3")),
    Page("insights-patterns-below", keys("i", "3", "end")),
    Page("insights-year", keys("i", "4")),
    Page("insights-year-craving", keys("i", "4", "v")),
    Page("insights-year-days", keys("i", "4", "v", "v")),
    Page("insights-week", keys("i", "5")),
    Page("insights-milestones", keys("i", "6")),
    Page("signs", keys("i", "3", "s")),
    Page("signs-ticked", keys("i", "3", "s", *SIGNS, "escape", "space")),
    Page("share", keys("s")),
    Page("share-reading", keys("s", "tab")),
    Page("share-sentences", keys("s", *["j"] * 8, "enter", "space", "a", "type:I called first")),
    Page("share-need", keys("s", "j", "enter", "space")),
    Page("share-file", keys("s", "x")),
    Page("share-words", keys("s", "x", "enter")),
    Page("share-open-file", keys("s", "f", "x"), DEMO),
    Page("share-copying", keys("s", "y"), DEMO),
    Page("answers", place("answers")),
    Page("receive", place("answers", "p", "enter")),
    Page("supporters", place("supporters")),
    Page("supporter", place("supporters", "a", "type:Ada", "tab", "tab", "tab", "tab", "down")),
    Page("shared", place("shared")),
    Page("plans", keys("p")),
    Page("settings", place("settings"), ("empty", "demo")),
    Page("crisis", keys("exclamation_mark"), DEMO),
    Page("overdose", keys("exclamation_mark", "o"), DEMO),
    Page("help", keys("question_mark"), DEMO),
    Page("palette", keys("ctrl+p")),
    Page("blank", keys("f2"), DEMO),
    Page("door", keys(), DEMO, locked=True),
    Page("door-wrong", keys("type:amber quilt", "enter"), DEMO, locked=True),
    Page("craving-locked", keys("f5", "7"), DEMO, locked=True),
    Page("sealed-line", sealed("craving 6 late shift @tired"), DEMO, locked=True),
    Page("welcome", keys(), NOTHING, locked=True),
    Page("welcome-passphrase", keys("enter"), NOTHING, locked=True),
    Page("welcome-kit", keys(*MADE), NOTHING, locked=True),
    Page("welcome-focus", keys(*MADE, "escape", "escape"), NOTHING, locked=True),
)
NEVER_SHOWN: dict[str, str] = {}
"""A page that is kept in no picture, and why."""


def every() -> Iterator[Any]:
    """Give each page over each journal and in each size in which it is kept."""
    for page in PAGES:
        for state in page.states:
            for size in SIZES:
                name = f"{page.name}-{state}-{size[0]}x{size[1]}"
                yield pytest.param(page, state, size, id=name)


# Keeping still ----------------------------------------------------------------------------

_create = opening.create


def _created(places: paths.Paths, secret: str, *, cost: Cost = kdf.LEAST) -> opening.Created:
    """Make a journal at once, and hand out the same kit every time."""
    return replace(_create(places, secret, cost=cost), kit=KIT)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing blink or be left to chance."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    monkeypatch.setattr(TextArea.cursor_blink, "_default", False)
    monkeypatch.setattr(passphrase, "generate", lambda: OFFERED)
    monkeypatch.setattr(opening, "create", _created)
    monkeypatch.setattr(page_seal, "new_words", lambda: SIX)
    (Path.home() / "Documents").mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def keeping(request: pytest.FixtureRequest) -> bool:
    """Whether what is seen is kept, in the place of what was."""
    return bool(request.config.getoption("--snapshot-update"))


def show(shelf: Shelf, page: Page, state: str, size: tuple[int, int]) -> Shown:
    """Return a page as a person would see it who opens the program and goes there."""
    home = Path(os.environ["RECOVERYLOG_HOME"])

    def made() -> RecoverylogApp:
        shutil.rmtree(home, ignore_errors=True)
        journal = None if state == "nothing" else shelf.fetch(state)
        if page.locked and journal is not None:
            journal.close()
            journal = None
        return RecoverylogApp(Desk(paths.find(), journal))

    return gallery.play(made, page.scene, size)


@pytest.mark.parametrize(("page", "state", "size"), every())
def test_a_page_looks_as_it_was_kept(
    page: Page, state: str, size: tuple[int, int], shelf: Shelf, keeping: bool
) -> None:
    shown = show(shelf, page, state, size)
    file = KEPT / f"{page.name}-{state}-{size[0]}x{size[1]}.txt"
    if keeping:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown.text, "utf-8")
    kept = file.read_text("utf-8") if file.exists() else ""
    if kept != shown.text:
        put_pictures(file.stem, shown)
        pytest.fail("\n".join(difference(kept, shown.text, file.name)))
    assert shown.faults == []


def difference(kept: str, seen: str, name: str) -> Iterator[str]:
    """Return what is otherwise, line by line."""
    lines = kept.splitlines(), seen.splitlines()
    return difflib.unified_diff(*lines, f"{name} as kept", f"{name} now", lineterm="", n=1)


def put_pictures(name: str, shown: Shown) -> None:
    """Put each look of a page where a person can look at it."""
    SEEN.mkdir(exist_ok=True)
    for look, rows in shown.drawn.items():
        (SEEN / f"{name}-{look.replace(' ', '-')}.svg").write_text(picture.svg(rows), "utf-8")


# The whole of it --------------------------------------------------------------------------


def test_the_colours_of_the_tokens_are_those_that_were_kept(keeping: bool) -> None:
    seen = "".join(
        f"{theme.name}: {' '.join(f'{one} {theme.variables[one]}' for one in themes.TOKENS)}\n"
        for theme in themes.THEMES
    )
    if keeping:
        LOOKS.write_text(seen, "utf-8")
    assert LOOKS.read_text("utf-8") == seen


def test_no_picture_is_kept_of_what_is_shown_no_more(keeping: bool) -> None:
    named = {f"{one.id}.txt" for one in every()} | {LOOKS.name}
    left = {file for file in KEPT.iterdir() if file.name not in named}
    if keeping:
        for file in left:
            file.unlink()
        left = set()
    assert left == set()


def test_every_page_is_kept_in_a_picture() -> None:
    for found in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(found.name)
    seen = {file.read_text("utf-8").partition(" ")[0] for file in KEPT.glob("*.txt")}
    classes = {one.__name__ for one in leaves(pages.Page) if one.__module__.startswith("recover")}
    assert classes - seen == set(NEVER_SHOWN)


def leaves(kind: type[Any]) -> Iterator[type[Any]]:
    """Return every class that is made from ``kind``, and from which none is made itself."""
    below = kind.__subclasses__()
    for one in below:
        yield from leaves(one)
    if not below:
        yield kind


NO_COLOUR_TOO = ("today-writing", "history", "insights-year", "signs-ticked", "share", "palette")


@pytest.mark.parametrize("name", NO_COLOUR_TOO)
def test_what_is_kept_without_colour_is_what_no_color_gives(
    name: str, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = next(one for one in PAGES if one.name == name)
    drawn = show(shelf, page, "demo", SIZES[0]).drawn[gallery.NO_COLOUR]
    shutil.rmtree(os.environ["RECOVERYLOG_HOME"])  # there is a draft in it by now
    monkeypatch.setenv("NO_COLOR", "1")
    app = RecoverylogApp(Desk(paths.find(), shelf.fetch("demo")))
    assert asyncio.run(gallery.once(app, page.scene, SIZES[0])) == drawn
