"""Work that does not fit into a buffer stays in memory: no sorted rows in a temporary file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from recoverylog.session import opening
from recoverylog.vault import database
from tests.conftest import Program
from tests.faults import canaries, processes, tracing, vaults
from tests.faults.canaries import Trace
from tests.faults.vaults import PASSPHRASE

pytestmark = [pytest.mark.needs("strace"), pytest.mark.slow]

WORD = "quokkafiligree"
# More than the 8 MB that this SQLite sorts with, so that it needs room elsewhere.
ENTRIES, LENGTH = 2500, 4500

# No query of ours sorts whole texts today. One that did would look like this.
SORTING = """
import os, sys
from recoverylog import paths
from recoverylog.session import opening
from recoverylog.vault import database
database.SETTINGS = tuple(
    (name, {value!r} if name == "temp_store" else value) for name, value in database.SETTINGS
)
passphrase = os.fdopen(int(os.environ["RECOVERYLOG_PASSPHRASE_FD"])).readline()
with opening.open_with(paths.find(), passphrase).journal as journal:
    rows = journal.connection.execute("SELECT body FROM version ORDER BY body DESC").fetchall()
print(len(rows))
"""


@pytest.fixture
def temporary(tmp_path: Path, home: Path) -> Path:
    """Return a temporary folder for commands, beside a journal of much text with one tag."""
    vault = vaults.make(home)
    with opening.open_keys(vault.places, vault.keys).journal as journal:
        long = f"{WORD} " * (LENGTH // len(WORD))
        journal.write_all(
            [
                journal.new_entry(kind="note", text=f"{long}{number}", tags=("rain",))
                for number in range(ENTRIES)
            ]
        )
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def sightings(program: Program, log: Path, temporary: Path, *words: str) -> list[str]:
    done = tracing.run(
        program.argv(*words),
        log,
        "--seccomp-bpf",
        *canaries.WHOLE,
        calls=canaries.WRITING,
        passphrase=PASSPHRASE,
        env={"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)},
    )
    assert done.returncode == 0, processes.explain(done)
    return list(Trace(log).sightings([WORD], []))


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--limit", "0", "--tag", "rain", "--json"),
        ("search", "quok", "--limit", "2000"),
    ],
    ids=lambda words: words[0],
)
def test_much_text_is_written_nowhere(
    words: tuple[str, ...], cli: Program, tmp_path: Path, temporary: Path
) -> None:
    assert sightings(cli, tmp_path / "trace", temporary, *words) == []
    assert list(temporary.iterdir()) == []


def sorting(temp_store: str) -> Program:
    return Program([sys.executable, "-I", "-c", SORTING.format(value=temp_store)])


def test_rows_are_sorted_in_memory(tmp_path: Path, temporary: Path) -> None:
    (ours,) = (value for name, value in database.SETTINGS if name == "temp_store")
    assert sightings(sorting(ours), tmp_path / "trace", temporary) == []


def test_rows_sorted_in_a_file_would_be_seen(tmp_path: Path, temporary: Path) -> None:
    assert sightings(sorting("1"), tmp_path / "trace", temporary) != []
