"""Many at once: sixteen `rl`, eight `log`, readers that file meanwhile. Nobody is turned away."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import Finished, Program
from tests.faults import processes, vaults
from tests.faults.vaults import PASSPHRASE, Vault

pytestmark = pytest.mark.slow

ROUNDS = 3
NEW_PASSPHRASE = "marble orbit pepper ribbon tulip"
# A person must not be told of the traffic between processes.
TURNED_AWAY = re.compile(r"\b(locked|busy|too long|damaged|missing)\b", re.IGNORECASE)


class Reader(threading.Thread):
    """Lists the journal over and over, which files what waits, until it is told to stop."""

    def __init__(self, cli: Program) -> None:
        super().__init__()
        self._argv = cli.argv("list", "--json", "--limit", "0")
        self._stop_asked = threading.Event()
        self.runs: list[Finished] = []

    def run(self) -> None:
        while not self._stop_asked.is_set():
            process = processes.start(self._argv, passphrase=PASSPHRASE)
            self.runs.append(processes.finish(process))

    def stop(self) -> list[Finished]:
        self._stop_asked.set()
        self.join()
        return self.runs


@contextmanager
def readers(cli: Program, count: int) -> Iterator[list[Finished]]:
    """Have so many readers at work; their runs are in the list once the block is left."""
    threads = [Reader(cli) for _ in range(count)]
    runs: list[Finished] = []
    for thread in threads:
        thread.start()
    try:
        yield runs
    finally:
        for thread in threads:
            runs += thread.stop()


def at_once(commands: list[list[str]], passphrase: str | None = None) -> list[Finished]:
    started = [processes.start(argv, passphrase=passphrase) for argv in commands]
    return [processes.finish(process) for process in started]


def all_served(runs: list[Finished]) -> None:
    assert runs
    for done in runs:
        assert done.returncode == 0, processes.explain(done)
        assert processes.quiet_about_itself(done), processes.explain(done)
        assert not TURNED_AWAY.search(done.stdout + done.stderr), processes.explain(done)


def all_there(vault: Vault, texts: list[str]) -> None:
    contents = vaults.look(vault)
    assert contents.problems == ()
    assert contents.held == {}
    assert contents.texts == Counter(texts)


def test_sixteen_rl_at_once_with_a_reader(home: Path, cli: Program, rl: Program) -> None:
    vault = vaults.make(home)
    texts = [f"drop{number}" for number in range(16 * ROUNDS)]
    with readers(cli, 1) as reads:
        wrote = [
            done
            for number in range(ROUNDS)
            for done in at_once([rl.argv("note", text) for text in texts[number::ROUNDS]])
        ]
    all_served(wrote + reads)
    last = cli("list", "--json", "--limit", "0", passphrase=vault.passphrase)
    found = json.loads(last.stdout)["entries"]
    assert Counter(one["text"] for one in found) == Counter(texts)
    assert len({one["id"] for one in found}) == len(texts)
    all_there(vault, texts)


def test_sixteen_rl_at_once_before_there_is_a_journal(home: Path, rl: Program) -> None:
    texts = [f"drop{number}" for number in range(16)]
    all_served(at_once([rl.argv("note", text) for text in texts]))
    # They meet in making the temporary key; one of theirs must serve all.
    contents = vaults.take_in(home)
    assert contents.problems == ()
    assert contents.held == {}
    assert contents.texts == Counter(texts)


def test_eight_logs_into_the_open_journal_with_two_readers(
    home: Path, cli: Program, rl: Program
) -> None:
    vault = vaults.make(home)
    texts = [f"log{number}" for number in range(8)]
    sealed = [f"rl{number}" for number in range(8)]
    labels = ["tea", "coffee", "cards"]
    with readers(cli, 2) as reads:
        # Some changes go another way, through SQLModel.
        adding = [
            processes.start(cli.argv("focus", "add", label), passphrase=PASSPHRASE)
            for label in labels
        ]
        started = [processes.start(rl.argv("note", text)) for text in sealed]
        wrote = at_once([cli.argv("log", "note", text) for text in texts], PASSPHRASE)
        wrote += [processes.finish(process) for process in [*started, *adding]]
    all_served(wrote + reads)
    all_there(vault, texts + sealed)
    shown = cli("focus", "list", "--json", passphrase=PASSPHRASE)
    assert {one["label"] for one in json.loads(shown.stdout)["focuses"]} == set(labels)


def test_the_passphrase_changes_while_others_write(home: Path, cli: Program, rl: Program) -> None:
    vault = vaults.make(home)
    texts = [f"old{number}" for number in range(6)] + [f"rl{number}" for number in range(12)]
    change = processes.start(
        processes.CHEAP.argv("passphrase", "--no-input"),
        passphrase=f"{PASSPHRASE}\n{NEW_PASSPHRASE}",
    )
    logs = [
        processes.start(cli.argv("log", "note", text), passphrase=PASSPHRASE) for text in texts[:6]
    ]
    # One after the other, so that they fall before, into and after the change.
    wrote = [processes.finish(processes.start(rl.argv("note", text))) for text in texts[6:]]
    changed = processes.finish(change)
    logged = [processes.finish(process) for process in logs]
    all_served(wrote)
    assert changed.returncode == 0, processes.explain(changed)
    for done in logged:
        # Who came too late with the old passphrase is told so; the line is kept all the same.
        assert done.stdout.startswith(processes.KEPT.decode()), processes.explain(done)
        assert done.returncode in {0, 1, 4, 7}, processes.explain(done)
        assert processes.quiet_about_itself(done), processes.explain(done)
    contents = vaults.look_with(vault.places, NEW_PASSPHRASE)
    assert contents.problems == ()
    assert contents.held == {}
    assert contents.texts == Counter(texts)


@pytest.mark.parametrize("said", ["The journal is locked.", "database is busy", "held it too long"])
def test_being_turned_away_would_be_noticed(said: str) -> None:
    with pytest.raises(AssertionError):
        all_served([Finished(said, "", 0)])


def test_an_entry_that_is_missing_or_doubled_would_be_noticed(home: Path, rl: Program) -> None:
    vault = vaults.make(home)
    for text in ("one", "two", "two"):
        assert rl("note", text).returncode == 0
    with pytest.raises(AssertionError):
        all_there(vault, ["one", "two"])
    with pytest.raises(AssertionError):
        all_there(vault, ["one", "two", "two", "three"])
