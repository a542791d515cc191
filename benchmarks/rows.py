"""What is measured: the rows of the table, each with its budget."""

from __future__ import annotations

import functools
import json
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from benchmarks import processes
from benchmarks.inside import PASSPHRASE
from benchmarks.processes import Sample

NOW = "2026-11-22T23:30:00+01:00"
ZONE = "Europe/Berlin"
"""Late on the day of the newest invented entries."""

_NOT_OFFERED = 12
"""The exit code of `unlock` where the system keeps no key for us."""

_CRAVING = ("craving", "7")
_PURE_RL = "from recoverylog.quick import main; raise SystemExit(main())"


class Budget(NamedTuple):
    """The most that a row may take: so many bare interpreters (×), or milliseconds (ms)."""

    most: float
    unit: str


class Row(NamedTuple):
    """One measured thing.

    Attributes:
        what: in words.
        entries: how many the journal holds; None where there is none.
        ms: the median time, or None where it could not be measured.
        ratio: ``ms`` by the median of the bare interpreters that ran in between.
        cpu_ms: the median processor time.
        cpu_ratio: the same by theirs.
        peak: the most memory held, in bytes; 0 where that cannot be told.
        budget: what it is held to, or None.
    """

    what: str
    entries: int | None
    ms: float | None = None
    ratio: float | None = None
    cpu_ms: float | None = None
    cpu_ratio: float | None = None
    peak: int = 0
    budget: Budget | None = None

    @property
    def within(self) -> bool | None:
        """Whether the budget is kept; None where there is none or nothing was measured."""
        found = self.ratio if self.budget and self.budget.unit == "×" else self.ms
        if self.budget is None or found is None:
            return None
        return found <= self.budget.most


class Measured(NamedTuple):
    """All rows, and the bare interpreter that they are ratios to.

    Attributes:
        rows: in the order of the table.
        bare_ms: the median time of `python -c pass` over the whole run.
        runs: how many runs each median is of.
        cached: whether the system keeps a key, so that reads without a passphrase were possible.
    """

    rows: tuple[Row, ...]
    bare_ms: float
    runs: int
    cached: bool


def median(values: Sequence[float]) -> float:
    """Return the middle of some values (statistics would load four megabytes)."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


class Bench:
    """Takes the measurements, in a folder of its own."""

    def __init__(self, folder: str, runs: int) -> None:
        """Prepare; nothing runs yet.

        Args:
            folder: an empty one, for vaults and what commands print.
            runs: how often each command runs.
        """
        self.runs = runs
        self.bare: list[Sample] = []
        self.cached = True
        self.folder = folder
        self._output = os.open(os.path.join(folder, "output"), os.O_CREAT | os.O_RDWR, 0o600)
        scripts = sysconfig.get_path("scripts")
        self.rl = [os.path.join(scripts, "rl")]
        self.recoverylog = [os.path.join(scripts, "recoverylog")]
        for (script,) in (self.rl, self.recoverylog):
            if not os.path.exists(script):
                message = f"{script} is missing: install recoverylog first, or use ./run bench."
                raise SystemExit(message)

    def environment(self, home: str) -> dict[str, str]:
        """Return the variables under which ``home`` is the journal."""
        where = os.path.join(self.folder, home)
        return processes.surroundings(
            self.folder, RECOVERYLOG_HOME=where, RECOVERYLOG_NOW=NOW, TZ=ZONE
        )

    def run(
        self, home: str, *command: str, terminal: bool = False, secret: str | None = None
    ) -> Sample:
        """Run a command on a journal."""
        environment = self.environment(home)
        return processes.run(command, environment, self._output, terminal=terminal, secret=secret)

    def measure(
        self,
        what: str,
        home: str,
        command: Sequence[str],
        *,
        entries: int | None = None,
        budget: Budget | None = None,
        terminal: bool = False,
        before: Callable[[], object] | None = None,
    ) -> Row:
        """Run a command and a bare interpreter by turns and return the row.

        Args:
            what: the row's name.
            home: which journal.
            command: what to run.
            entries: how many that journal holds.
            budget: what it is held to.
            terminal: on a terminal; otherwise into a file.
            before: called ahead of each run, unmeasured.
        """
        bare, ours = [], []
        # One more, the first, is not counted: it brings the files into memory.
        for _ in range(self.runs + 1):
            bare.append(self.run(home, sys.executable, "-c", "pass"))
            if before is not None:
                before()
            ours.append(self.run(home, *command, terminal=terminal))
            self._must_look_right(command, terminal=terminal)
        del bare[0], ours[0]
        self.bare += bare
        ms, bare_ms = (median([one.wall for one in some]) for some in (ours, bare))
        cpu, bare_cpu = (median([one.cpu for one in some]) for some in (ours, bare))
        peak = max(one.peak for one in ours)
        return Row(
            what=what,
            entries=entries,
            ms=ms,
            ratio=ms / bare_ms,
            cpu_ms=cpu,
            cpu_ratio=cpu / bare_cpu,
            peak=told_apart(peak),
            budget=budget,
        )

    def _must_look_right(self, command: Sequence[str], *, terminal: bool) -> None:
        """Stop where nothing was printed, or colour where none belongs, or none on a terminal."""
        text = processes.printed(self._output)
        if not text or ("\x1b[" in text) is not terminal:
            raise processes.Unexpected(command, 0, text)

    def said(self, most: int | None = None) -> str:
        """Return what was printed last, or the first ``most`` bytes of it."""
        return processes.printed(self._output, most)

    def inside(self, home: str, word: str, *figures: int | str) -> tuple[Sample, str]:
        """Run one of the measurements of inside.py; return what it took and what it printed."""
        program = os.path.join(os.path.dirname(__file__), "inside.py")
        words = [word, *map(str, figures)]
        sample = self.run(home, sys.executable, program, *words)
        return sample, processes.printed(self._output)

    def unlock(self, home: str) -> None:
        """Have the kernel hold the keys of a journal for an hour, if it does such a thing."""
        try:
            self.run(home, *self.recoverylog, "unlock", "--for", "1h", secret=PASSPHRASE)
        except processes.Unexpected as problem:
            if problem.code != _NOT_OFFERED:
                raise
            self.cached = False


def told_apart(peak: int) -> int:
    """Return the memory of a child, or 0 where it may be our own that was counted."""
    return peak if peak > processes.own_memory() else 0


def everything(bench: Bench, sizes: Sequence[int], tell: Callable[[str], object]) -> Measured:
    """Measure every row.

    Args:
        bench: takes the measurements.
        sizes: how many entries the journals hold, one journal each.
        tell: called with the name of each row as it is done.
    """
    rows = []
    for row in _all_rows(bench, sizes):
        tell(row.what if row.entries is None else f"{row.what}, {row.entries:,} entries")
        rows.append(row)
    ordered = sorted(rows, key=_order(rows))
    bare = median([one.wall for one in bench.bare])
    return Measured(tuple(ordered), bare, bench.runs, bench.cached)


def _order(rows: Sequence[Row]) -> Callable[[Row], int]:
    """Return the key that puts all sizes of one thing together, things as they first came."""
    names = list(dict.fromkeys(row.what for row in rows))
    return lambda row: names.index(row.what)


def _all_rows(bench: Bench, sizes: Sequence[int]) -> Iterator[Row]:
    yield from _without_journal(bench)
    for size in sizes:
        home = str(size)
        bench.inside(home, "make", size)
        yield from _quick(bench, home, size)
        # Files what the quick entries left, so that the reads find an empty inbox.
        bench.run(home, *bench.recoverylog, "today", secret=PASSPHRASE)
        bench.unlock(home)
        try:
            yield from _reads(bench, home, size)
            yield from _from_passphrase(bench, home, size)
            yield from _typing(bench, home, size)
            yield from _insights(bench, home, size)
            yield from _share(bench, home, size)
        finally:
            bench.run(home, *bench.recoverylog, "lock")


def _quick(bench: Bench, home: str, size: int) -> Iterator[Row]:
    for name, command in (
        ("`rl craving 7`", bench.rl),
        ("`rl craving 7`, without the installed script", [sys.executable, "-c", _PURE_RL]),
    ):
        yield bench.measure(name, home, [*command, *_CRAVING], entries=size, budget=Budget(5, "×"))


def _without_journal(bench: Bench) -> Iterator[Row]:
    measure = functools.partial(bench.measure, home="none")
    ours = bench.recoverylog
    rl = [*bench.rl, *_CRAVING]
    yield measure("`rl craving 7`, before `init`", command=rl, budget=Budget(5, "×"))
    yield measure("`recoverylog --version`", command=[*ours, "--version"], budget=Budget(8, "×"))
    asked, seventeen = [*ours, "--help"], Budget(17, "×")
    yield measure("`recoverylog --help`, piped", command=asked, budget=seventeen)
    yield measure(
        "`recoverylog --help`, on a terminal", command=asked, budget=seventeen, terminal=True
    )
    yield measure("`recoverylog crisis`", command=[*ours, "crisis"], budget=Budget(300, "ms"))


def _reads(bench: Bench, home: str, size: int) -> Iterator[Row]:
    """The reads with a key that the kernel holds; without figures where it holds none."""
    piped, drawn = Budget(12, "×"), Budget(17, "×")
    for word in ("today", "streak", "list"):
        command = [*bench.recoverylog, word]
        for where, budget, terminal in (("piped", piped, False), ("on a terminal", drawn, True)):
            name = f"`recoverylog {word}`, {where}"
            if bench.cached:
                yield bench.measure(
                    name, home, command, entries=size, budget=budget, terminal=terminal
                )
            else:
                yield Row(name, size, budget=budget)
    if not bench.cached:
        return
    for word in ("trends", "patterns"):
        command = [*bench.recoverylog, word]
        name = f"`recoverylog {word}`, on a terminal"
        yield bench.measure(name, home, command, entries=size, terminal=True)
    yield bench.measure(
        "`recoverylog today`, piped, one quick entry to file",
        home,
        [*bench.recoverylog, "today"],
        entries=size,
        before=lambda: bench.run(home, *bench.rl, *_CRAVING),
    )
    bench.run(home, *bench.recoverylog, "focus", "edit", "alcohol", "--counting", "only-logged")
    yield bench.measure(
        "`recoverylog streak`, piped, only logged days count",
        home,
        [*bench.recoverylog, "streak"],
        entries=size,
        budget=piped,
    )
    bench.run(home, *bench.recoverylog, "focus", "edit", "alcohol", "--counting", "presume-free")


def _from_passphrase(bench: Bench, home: str, size: int) -> Iterator[Row]:
    samples, figures = [], []
    for _ in range(bench.runs + 1):
        sample, text = bench.inside(home, "open")
        samples.append(sample)
        figures.append(json.loads(text))
    peak = told_apart(max(sample.peak for sample in samples))
    stretching, rest = (median([one[name] for one in figures[1:]]) for name in ("argon2id", "rest"))
    yield Row("passphrase to today's page: Argon2id", size, ms=stretching, peak=peak)
    yield Row("passphrase to today's page: all the rest", size, ms=rest, budget=Budget(1000, "ms"))


def _typing(bench: Bench, home: str, size: int) -> Iterator[Row]:
    sample, text = bench.inside(home, "search", bench.runs)
    told = json.loads(text)
    if not told["found"]:
        raise processes.Unexpected(["search"], 0, "nothing was found")
    peak, fifty = told_apart(sample.peak), Budget(50, "ms")
    by_key = {key: median(took) for key, took in zip(told["keys"], told["took"], strict=True)}
    every = [one for took in told["took"] for one in took]
    slowest = max(by_key, key=lambda key: by_key[key])
    yield Row("search as you type: a key, median", size, ms=median(every), peak=peak, budget=fifty)
    yield Row(
        "search as you type: the slowest key, its median", size, ms=by_key[slowest], budget=fifty
    )
    # Of thousands, some single one waits for the disk or for the machine; not judged.
    yield Row("search as you type: the slowest key press of all", size, ms=max(every))


def _insights(bench: Bench, home: str, size: int) -> Iterator[Row]:
    sample, text = bench.inside(home, "insights", bench.runs)
    peak, took = told_apart(sample.peak), json.loads(text)
    half = Budget(500, "ms")
    yield Row("Insights: every view", size, ms=median(took.pop("all")), peak=peak, budget=half)
    slowest = max(median(times) for times in took.values())
    yield Row("Insights: reading, or the slowest view", size, ms=slowest)


def _share(bench: Bench, home: str, size: int) -> Iterator[Row]:
    sample, text = bench.inside(home, "share", bench.runs)
    peak, took = told_apart(sample.peak), json.loads(text)
    composed, sealed = median(took["compose"]), median(took["seal"])
    half = Budget(500, "ms")
    yield Row("a page of 90 days, composed", size, ms=composed, peak=peak, budget=half)
    yield Row("a page sealed under six words", size, ms=sealed, budget=Budget(2000, "ms"))
