"""Make the pictures in screenshots/ from the demo's journal, the real program behind each.

    .venv/bin/python scripts/screenshots.py             all of them
    .venv/bin/python scripts/screenshots.py craving     those whose name begins so
    .venv/bin/python scripts/screenshots.py --svg       as SVG, which needs no resvg

Those of the sealed page are taken in Chromium, and are PNG in any case.

The clock stands still, the zone is Berlin, and every folder is a temporary one: nobody's own
journal is read, and the same sources give the same pictures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.widgets import Input

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scripts import page_pictures, picture  # noqa: E402 - found only now

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.tui.app import RecoverylogApp

FOLDER = ROOT / "screenshots"
NOW = "2026-11-22T21:14:00+01:00"
ZONE = "Europe/Berlin"
DARK, LIGHT, CONTRAST = "lamplight", "morning", "high-contrast"
SMALL, MIDDLE, WIDE = (80, 24), (110, 32), (140, 40)
SCALE = 2.0

Scene = Callable[["Pilot[Any]"], Awaitable[None]]


class Shot(NamedTuple):
    """One picture: what it is called, how it looks, and how the program gets there."""

    name: str
    look: str
    size: tuple[int, int]
    scene: Scene
    app: Callable[[ExitStack], RecoverylogApp]


# Which journal ----------------------------------------------------------------------------


def demo(stack: ExitStack) -> RecoverylogApp:
    """Return the program over the invented person's journal, as they themselves see it."""
    from recoverylog.session.demo import open_demo
    from recoverylog.tui.app import RecoverylogApp
    from recoverylog.tui.desk import Desk

    journal = stack.enter_context(open_demo())
    return RecoverylogApp(Desk(journal.places, journal))


# Getting there ----------------------------------------------------------------------------


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every worker is done and what they changed is drawn."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def keys(*pressed: str) -> Scene:
    """Return a scene that presses keys; what begins with ``type:`` is typed letter by letter."""

    async def scene(pilot: Pilot[Any]) -> None:
        for key in pressed:
            await pilot.press(*(key.removeprefix("type:") if key.startswith("type:") else [key]))
            await settle(pilot)

    return scene


CHECKED_IN = keys(
    "e", "6", "tab", "3", "tab", "l", "tab", "type:soup with Ida",
    "tab", "type:the new chain runs quiet",
)  # fmt: skip

SHOTS = (
    Shot("today-dark-80x24", DARK, SMALL, keys(), demo),
    Shot("companion-dark-80x24", DARK, SMALL, keys("c", "8", "space", "1"), demo),
    Shot("evening-light-80x24", LIGHT, SMALL, CHECKED_IN, demo),
    Shot("insights-year-dark-80x24", DARK, SMALL, keys("i", "4"), demo),
    Shot("insights-patterns-light-140x40", LIGHT, WIDE, keys("i", "3"), demo),
    Shot("share-light-110x32", LIGHT, MIDDLE, keys("s"), demo),
    Shot("today-contrast-140x40", CONTRAST, WIDE, keys(), demo),
)
"""The best seven; the eighth is the page on the phone of whoever reads it."""


# Taking them ------------------------------------------------------------------------------


def taken(shot: Shot) -> str:
    """Return one picture as SVG."""

    async def main(app: RecoverylogApp) -> str:
        app.animation_level = "none"
        async with app.run_test(size=shot.size) as pilot:
            app.theme = shot.look
            await settle(pilot)
            await shot.scene(pilot)
            for field in app.screen.query(Input):
                field.cursor_blink = False
            await settle(pilot)
            return picture.svg(picture.rows(app))

    with ExitStack() as stack:
        app = shot.app(stack)
        try:
            return asyncio.run(main(app))
        finally:
            app.desk.close()


def png(svg: str) -> bytes:
    """Return an SVG as PNG, twice as large, for screens that show it sharp."""
    try:
        import resvg_py
    except ModuleNotFoundError:
        raise SystemExit("PNG needs resvg-py (pip install resvg-py); --svg does not.") from None

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=SCALE))


def stand_still(home: str) -> None:
    """Set clock, zone and folders, for this process and whatever it starts."""
    os.environ |= {
        "HOME": home,
        "RECOVERYLOG_HOME": os.path.join(home, "recoverylog"),
        "RECOVERYLOG_NOW": NOW,
        "TZ": ZONE,
        "COLORTERM": "truecolor",
    }
    os.environ.pop("NO_COLOR", None)
    time.tzset()


def main() -> None:
    """Make the pictures that were asked for, and say how large each is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=[""], help="how their names begin")
    parser.add_argument("--svg", action="store_true", help="write SVG instead of PNG")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder they go to")
    wanted = parser.parse_args()
    wanted.into.mkdir(exist_ok=True)
    for shot in SHOTS:
        if not shot.name.startswith(tuple(wanted.names)):
            continue
        with tempfile.TemporaryDirectory() as home:
            stand_still(home)
            svg = taken(shot)
        ending, content = ("svg", svg.encode()) if wanted.svg else ("png", png(svg))
        keep(wanted.into / f"{shot.name}.{ending}", content)
    pages = [one for one in page_pictures.PAGES if one.name.startswith(tuple(wanted.names))]
    with tempfile.TemporaryDirectory() as home:
        stand_still(home)
        for name, content in page_pictures.taken(tuple(pages)):
            keep(wanted.into / f"{name}.png", content)


def keep(path: Path, content: bytes) -> None:
    """Write a picture, and say how large it is."""
    path.write_bytes(content)
    print(f"{path.name}  {len(content) // 1024} KB")


if __name__ == "__main__":
    main()
