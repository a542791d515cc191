"""Ctrl-C and SIGTERM at any moment: the command ends, and the journal is whole."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from recoverylog.errors import INTERRUPTED, WrongPassphrase
from tests.conftest import Finished, Program
from tests.faults import processes, vaults
from tests.faults.processes import CHEAP
from tests.faults.vaults import PASSPHRASE, Vault

pytestmark = pytest.mark.slow

SEED = 1122
NEW_PASSPHRASE = "marble orbit pepper ribbon tulip"
BOTH = f"{PASSPHRASE}\n{NEW_PASSPHRASE}"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
EVERY_DAY, FOR_LONG = 12, 200


class Stopped(NamedTuple):
    """A run that was told to stop at some moment, unless it had ended before that."""

    home: Path
    done: Finished
    number: int
    in_time: bool


def ended_well(run: Stopped) -> None:
    """Assert that a run came to its end, or to the one that the signal has."""
    if "Fatal Python error: init_import_site" in run.done.stderr:
        # The interpreter was not up yet, and no line of ours had been read.
        return
    codes = {0, -run.number}
    if run.number == signal.SIGINT:
        codes.add(INTERRUPTED)
    assert run.done.returncode in codes, processes.explain(run.done)


class Stopper:
    """Runs a command again and again, each time in a home of its own, and stops it on its way."""

    def __init__(
        self, folder: Path, argv: list[str], passphrase: str | None, *, vault: bool = True
    ) -> None:
        self._folder = folder
        self._argv = argv
        self._passphrase = passphrase
        self._vault = vault
        self._chance = random.Random(SEED)
        self._life = 0.0
        self.vaults: dict[Path, Vault] = {}

    def runs(self, count: int) -> list[Stopped]:
        """Stop so many runs, with each signal in turn."""
        self._life = self._live()
        # Most of a life is spent loading; the interesting part is the second half of it.
        plans = [
            (number, SIGNALS[number % 2], self._chance.triangular(0.1, 1.05, 0.9))
            for number in range(count)
        ]
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda plan: self._stop(*plan), plans))

    def _live(self) -> float:
        started = time.monotonic()
        done = processes.finish(self._start(self._home("spared")))
        assert done.returncode == 0, processes.explain(done)
        return time.monotonic() - started

    def _home(self, name: str) -> Path:
        home = self._folder / name
        if self._vault:
            self.vaults[home] = vaults.make(home)
        return home

    def _start(self, home: Path) -> subprocess.Popen[bytes]:
        return processes.start(
            self._argv, passphrase=self._passphrase, env={"RECOVERYLOG_HOME": str(home)}
        )

    def _stop(self, number: int, which: signal.Signals, part: float) -> Stopped:
        home = self._home(f"run-{number}")
        process = self._start(home)
        started = time.monotonic()
        try:
            process.wait(part * self._life)
        except subprocess.TimeoutExpired:
            process.send_signal(which)
            return Stopped(home, processes.finish(process), which, in_time=True)
        # The first life is a cold one: a run that ends by itself says how long they really are.
        self._life = min(self._life, time.monotonic() - started)
        return Stopped(home, processes.finish(process), which, in_time=False)


def some_were_stopped(runs: list[Stopped]) -> None:
    """Assert that the signals came in time; what is being written may still be finished."""
    stopped = [run for run in runs if run.in_time]
    assert len(stopped) >= len(runs) // 4, "hardly any run was stopped"
    assert any(run.done.returncode for run in stopped), "no signal ended a run"


def check_log(folder: Path, cli: Program, count: int) -> None:
    stopper = Stopper(folder, processes.prompt(cli, "log", "note", "feather"), PASSPHRASE)
    runs = stopper.runs(count)
    some_were_stopped(runs)
    for run in runs:
        ended_well(run)
        contents = vaults.look(stopper.vaults[run.home])
        kept = processes.KEPT.decode() in run.done.stdout
        assert contents.problems == (), processes.explain(run.done)
        assert contents.texts["feather"] in ({1} if kept else {0, 1})


def check_rl(folder: Path, rl: Program, count: int) -> None:
    stopper = Stopper(folder, processes.prompt(rl, "note", "feather"), None)
    runs = stopper.runs(count)
    some_were_stopped(runs)
    for run in runs:
        ended_well(run)
        contents = vaults.look(stopper.vaults[run.home])
        kept = processes.KEPT.decode() in run.done.stdout
        assert contents.problems == (), processes.explain(run.done)
        assert contents.texts["feather"] in ({1} if kept else {0, 1})


def check_init(folder: Path, count: int) -> None:
    """Check that init was done, or can be done again, wherever it was stopped."""
    argv = CHEAP.argv("init", "--no-input", "--focus", "tea")
    runs = Stopper(folder, argv, PASSPHRASE, vault=False).runs(count)
    some_were_stopped(runs)
    for run in runs:
        ended_well(run)
        again = CHEAP(
            "init",
            "--no-input",
            passphrase=PASSPHRASE,
            env={"RECOVERYLOG_HOME": str(run.home)},
        )
        assert again.returncode in {0, 11}, processes.explain(again)
        contents = vaults.look_with(vaults.folders(run.home), PASSPHRASE)
        assert contents.problems == (), processes.explain(run.done)


def check_passphrase(folder: Path, count: int) -> None:
    """Check that one passphrase opens the journal, the old or the new, and that all is there."""
    stopper = Stopper(folder, CHEAP.argv("passphrase", "--no-input"), BOTH)
    runs = stopper.runs(count)
    some_were_stopped(runs)
    for run in runs:
        ended_well(run)
        opened = []
        for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
            try:
                contents = vaults.look_with(vaults.folders(run.home), passphrase)
            except WrongPassphrase:
                continue
            assert contents.problems == (), processes.explain(run.done)
            assert contents.texts == Counter()
            opened.append(passphrase)
        assert len(opened) == 1, processes.explain(run.done)
        if "kit" in run.done.stdout:
            assert opened == [NEW_PASSPHRASE]


def test_log(tmp_path: Path, cli: Program) -> None:
    check_log(tmp_path, cli, EVERY_DAY)


def test_rl(tmp_path: Path, rl: Program) -> None:
    check_rl(tmp_path, rl, EVERY_DAY)


def test_init(tmp_path: Path) -> None:
    check_init(tmp_path, EVERY_DAY)


def test_passphrase(tmp_path: Path) -> None:
    check_passphrase(tmp_path, EVERY_DAY)


@pytest.mark.torture
def test_everything_for_long(tmp_path: Path, cli: Program, rl: Program) -> None:
    check_log(tmp_path / "log", cli, FOR_LONG)
    check_rl(tmp_path / "rl", rl, FOR_LONG)
    check_init(tmp_path / "init", FOR_LONG)
    check_passphrase(tmp_path / "passphrase", FOR_LONG)
