"""The screens on a real terminal: how soon they are painted, and how soon they answer a key.

Every screen is walked through by its keys, on the largest journal asked for. These are times of a
clock on the wall: what stands between a key and the screen is threads of one process, and which
of them waits for another is the program's own affair.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks import walk
from benchmarks.inside import PASSPHRASE
from benchmarks.rows import Bench, Budget, Row, median, told_apart
from benchmarks.terminal import ENTER, Probe, Terminal, shows

FEW = 3
"""How often a journal is opened with keys tried meanwhile, and how often all is walked through."""

_EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("Nothing here")

Empty().run()
"""
_EMPTY_SHOWS = shows("Nothing here")
_DOOR_SHOWS = shows("Welcome back.")
_BLANK = "\x1bOQ"
_TYPING = 0.03
"""Seconds of quiet between two keys of the passphrase: a fast typist's."""

_ENTRY = re.compile(r"\d\d:\d\d +(?:mood|craving|note|met|grateful|ask|check-in)")


def today_shows(screen: str) -> bool:
    """Return whether today is there, with what the journal says of it."""
    return "Last two weeks" in screen and _ENTRY.search(screen) is not None


def _is_blank(screen: str) -> bool:
    return not screen.strip()


def _is_not_blank(screen: str) -> bool:
    return bool(screen.strip())


class Drawn(NamedTuple):
    """All that was measured.

    Attributes:
        rows: in the order of the table; a ratio is to the empty Textual app.
        entries: how many the journal holds.
        runs: how many runs each median is of.
        textual: the version of Textual.
    """

    rows: tuple[Row, ...]
    entries: int
    runs: int
    textual: str


def everything(bench: Bench, size: int, runs: int, tell: Callable[[str], object]) -> Drawn:
    """Measure every row.

    Args:
        bench: runs the commands.
        size: how many entries the journal holds.
        runs: how often each thing is done.
        tell: called with the name of each row as it is done.
    """
    from importlib.metadata import version

    rows = []
    for row in _all_rows(_stage(bench, size), size, runs):
        tell(row.what)
        rows.append(row)
    return Drawn(tuple(rows), size, runs, version("textual"))


def keys(bench: Bench, size: int, runs: int) -> list[walk.Pressed]:
    """Return how long each key takes on the way through every screen, the slowest first."""
    return walk.every_key(_stage(bench, size).today, runs)


def _stage(bench: Bench, size: int) -> _Stage:
    """Return where the programs are opened, over a journal of ``size`` entries."""
    home = str(size)
    if not os.path.exists(os.path.join(bench.folder, home)):
        bench.inside(home, "make", size)
    return _Stage(bench, home)


class _Stage:
    """Opens the programs that are looked at."""

    def __init__(self, bench: Bench, home: str) -> None:
        self._bench = bench
        self._home = home
        self._environment = {**bench.environment(home), "COLORTERM": "truecolor"}

    def empty(self) -> Terminal:
        return Terminal([sys.executable, "-c", _EMPTY], self._environment)

    def ours(self, *, on_the_wall: bool = False) -> Terminal:
        return Terminal(self._bench.recoverylog, self._environment, on_the_wall=on_the_wall)

    def today(self) -> Terminal:
        """Return the program with the journal open."""
        terminal = self.ours()
        _type_passphrase(terminal)
        terminal.press(ENTER)
        terminal.until(today_shows)
        terminal.settle()
        return terminal

    def opened(self) -> dict[str, float]:
        """Open the journal without a screen; return the times, Argon2id's apart."""
        _, text = self._bench.inside(self._home, "open")
        figures: dict[str, float] = json.loads(text)
        return figures


def _all_rows(stage: _Stage, size: int, runs: int) -> Iterator[Row]:
    yield from _first_paints(stage, runs)
    yield from _unlocking(stage, size, runs)
    few = min(runs, FEW)
    yield from _meanwhile(stage, size, few)
    yield from walk.search(stage.today, size, few)
    yield from walk.through_every_screen(stage.today, size, few)


def _first_paints(stage: _Stage, runs: int) -> Iterator[Row]:
    took: dict[str, list[float]] = {"empty": [], "door": []}
    peaks = dict.fromkeys(took, 0)
    for _ in range(runs + 1):
        for name, opened, fits in (
            ("empty", stage.empty, _EMPTY_SHOWS),
            ("door", stage.ours, _DOOR_SHOWS),
        ):
            with opened() as terminal:
                took[name].append(terminal.until(fits))
                terminal.settle()
                terminal.leave()
            peaks[name] = max(peaks[name], told_apart(terminal.peak))
    # The first of each is not counted.
    empty, door = (median(took[name][1:]) for name in ("empty", "door"))
    pairs = list(zip(took["door"], took["empty"], strict=True))[1:]
    yield Row("an empty Textual app: start to first paint", None, ms=empty, peak=peaks["empty"])
    yield Row(
        "the door: start to first paint",
        None,
        ms=door,
        ratio=median([one / other for one, other in pairs]),
        peak=peaks["door"],
        budget=Budget(1.3, "×"),
    )


def _unlocking(stage: _Stage, size: int, runs: int) -> Iterator[Row]:
    keys, drawn, stretching, peak = [], [], [], 0
    for _ in range(runs):
        stretching.append(stage.opened()["argon2id"])
        with stage.ours(on_the_wall=True) as terminal:
            keys.append(_type_passphrase(terminal))
            terminal.press(ENTER)
            drawn.append(terminal.until(today_shows))
            terminal.settle()
            terminal.leave()
        peak = max(peak, told_apart(terminal.peak))
    yield Row(
        "the door: the slowest key of the passphrase, while the rest is loaded",
        size,
        ms=max(median(of_one) for of_one in zip(*keys, strict=True)),
        budget=Budget(50, "ms"),
    )
    yield Row("enter to today drawn: Argon2id", size, ms=median(stretching))
    rest = median([all_ - one for all_, one in zip(drawn, stretching, strict=True)])
    yield Row(
        "enter to today drawn: all the rest", size, ms=rest, peak=peak, budget=Budget(1000, "ms")
    )


def _meanwhile(stage: _Stage, size: int, runs: int) -> Iterator[Row]:
    """The screen is blanked and shown again by turns while the journal is opened."""
    answered = []
    for _ in range(runs):
        with stage.ours(on_the_wall=True) as terminal:
            _type_passphrase(terminal)
            probes = [Probe(_BLANK, _is_blank), Probe(" ", _is_not_blank)]
            answered.append(terminal.meanwhile(ENTER, today_shows, probes).answered)
            terminal.settle()
            terminal.leave()
    what = "enter to today drawn: a key answered meanwhile (`f2`, which covers the screen)"
    yield Row(f"{what}, the middle", size, ms=median([one for all_ in answered for one in all_]))
    yield Row(f"{what}, the slowest", size, ms=median([max(all_) for all_ in answered]))


def _type_passphrase(terminal: Terminal) -> list[float]:
    """Wait for the door and type; return how soon each key was seen, in milliseconds."""
    terminal.until(_DOOR_SHOWS)
    return [terminal.react(key, quiet=_TYPING).first or 0.0 for key in PASSPHRASE]
