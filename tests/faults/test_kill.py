"""kill -9 at any moment: what was acknowledged is in the journal, once, and all can be read.

An entry counts as acknowledged when its "Kept:" line came through the pipe before the process
died. The other entries may be there or not, but not twice, and nothing half written may be left
that the journal cannot read.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Program
from tests.faults import processes, vaults
from tests.faults.vaults import Contents, Vault

SEED = 20261122
AT_ONCE = 4
EVERY_DAY, FOR_LONG = 200, 2000

# The same command, but it says "Kept" and only then goes to work.
TOO_EARLY = """
import sys
from recoverylog import quick
keep = quick.keep
def early(places, line, entry):
    sys.stdout.write("Kept: not yet\\n")
    return keep(places, line, entry)
quick.keep = early
sys.exit(quick.main())
"""


class Door(NamedTuple):
    """One way to keep a line."""

    program: Program
    before: tuple[str, ...]
    passphrase: str | None


class Attempt(NamedTuple):
    """One line that was to be kept, and what came of the process that was to keep it."""

    text: str
    acknowledged: bool
    killed: bool
    complaint: str


class Killer:
    """Starts one process after another and kills each, until enough have died."""

    def __init__(self, doors: list[Door], seed: int, *, always_at_word: bool = False) -> None:
        self._chance = random.Random(seed)
        self._doors = doors
        self._always_at_word = always_at_word
        self._names = (f"w{seed}-{number}" for number in itertools.count())
        # Seconds that a process of each door lives if it is let; corrected by those that are.
        self._life = dict.fromkeys(range(len(doors)), 0.2)

    def attempts(self, kills: int) -> Iterator[Attempt]:
        """Yield attempts until ``kills`` processes have died by our hand."""
        for number in range(10 * kills + 10):
            if kills == 0:
                return
            # The first of each door lives, to tell how long a life is.
            attempt = self._attempt(number % len(self._doors), spare=number < len(self._doors))
            kills -= attempt.killed
            yield attempt
        pytest.fail("hardly any process lived long enough to be killed")

    def _attempt(self, door: int, *, spare: bool) -> Attempt:
        program, before, passphrase = self._doors[door]
        text = next(self._names)
        started = time.monotonic()
        process = processes.start(
            processes.prompt(program, *before, "note", text), passphrase=passphrase
        )
        heard = b""
        if not spare:
            heard = self._strike(process, self._life[door])
        stdout, stderr = process.communicate(timeout=60)
        killed = process.returncode == -9
        if not killed:
            self._life[door] = (self._life[door] + time.monotonic() - started) / 2
        complaint = "" if killed or process.returncode == 0 else stderr.decode()
        return Attempt(text, processes.KEPT in heard + stdout, killed, complaint)

    def _strike(self, process: subprocess.Popen[bytes], life: float) -> bytes:
        """Kill at a random moment, or at the very word that acknowledges; return what was heard."""
        assert process.stdout is not None
        heard = b""
        if self._always_at_word or self._chance.random() < 0.25:
            heard = process.stdout.readline()
        else:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(self._chance.triangular(0.2, 1.1, 0.9) * life)
        process.kill()
        return heard


def kill(doors: list[Door], kills: int, *, always_at_word: bool = False) -> list[Attempt]:
    """Have several killers at work at once; return every attempt of theirs."""

    def work(number: int) -> list[Attempt]:
        killer = Killer(doors, SEED + number, always_at_word=always_at_word)
        return list(killer.attempts(kills // AT_ONCE))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(itertools.chain.from_iterable(pool.map(work, range(AT_ONCE))))


def faults(attempts: list[Attempt], contents: Contents) -> list[str]:
    """Return everything that went wrong: the promise, as a list of its breaches."""
    found = list(contents.problems)
    found += [f"complained: {one.complaint}" for one in attempts if one.complaint]
    for one in attempts:
        times = contents.texts[one.text]
        if times > 1 or (one.acknowledged and times == 0):
            word = "acknowledged" if one.acknowledged else "not acknowledged"
            found.append(f"{one.text}, {word}, is there {times} times")
    strangers = set(contents.texts) - {one.text for one in attempts}
    return found + [f"nobody wrote {text}" for text in strangers]


def doors_of(vault: Vault, cli: Program, rl: Program) -> list[Door]:
    return [
        Door(rl, (), None),
        Door(cli, ("log",), vault.passphrase),
        Door(rl, (), None),
        # Locked, `log` goes the same way as `rl`.
        Door(cli, ("log",), None),
    ]


def check(home: Path, cli: Program, rl: Program, kills: int) -> None:
    vault = vaults.make(home)
    attempts = kill(doors_of(vault, cli, rl), kills)
    contents = vaults.look_with(vault.places, vault.passphrase)
    assert faults(attempts, contents) == []
    killed = [one for one in attempts if one.killed]
    assert len(killed) == kills
    # Blows fell on both sides of the word, or this would have been no trial.
    acknowledged = sum(one.acknowledged for one in killed)
    assert kills // 20 < acknowledged < kills - kills // 20


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(
    home: Path, cli: Program, rl: Program
) -> None:
    check(home, cli, rl, EVERY_DAY)


@pytest.mark.torture
def test_two_thousand_kills_lose_nothing_that_was_acknowledged(
    home: Path, cli: Program, rl: Program
) -> None:
    check(home, cli, rl, FOR_LONG)


@pytest.mark.slow
def test_kills_before_there_is_a_journal_lose_nothing(home: Path, rl: Program) -> None:
    attempts = kill([Door(rl, (), None)], 40)
    contents = vaults.take_in(home)
    assert faults(attempts, contents) == []
    assert sum(one.killed for one in attempts) == 40


def test_a_word_given_too_early_would_be_found(home: Path) -> None:
    vault = vaults.make(home)
    early = Door(Program([sys.executable, "-I", "-c", TOO_EARLY]), (), None)
    attempts = kill([early], 20, always_at_word=True)
    lost = [line for line in faults(attempts, vaults.look(vault)) if "is there 0 times" in line]
    assert lost


def test_a_line_that_is_there_twice_would_be_found(home: Path, rl: Program) -> None:
    vault = vaults.make(home)
    for _ in range(2):
        assert rl("note", "again").returncode == 0
    attempt = Attempt("again", acknowledged=True, killed=False, complaint="")
    assert faults([attempt], vaults.look(vault)) == ["again, acknowledged, is there 2 times"]
