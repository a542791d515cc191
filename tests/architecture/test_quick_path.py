"""What a command loads, read from ``sys.modules`` of a real run.

Import statements tell only half: a library may load another, and a function may import late.
So each command runs in a child whose driver prints the modules that it ended with.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import Finished, Program

PASSPHRASE = "cobalt-ferry-lemon-quiet-otter"

# DESIGN: a craving is on disk within five bare interpreters' time, so none of these.
HEAVY = {
    "dateparser",
    "msgspec",
    "platformdirs",
    "pydantic",
    "rich",
    "sqlalchemy",
    "sqlcipher3",
    "sqlite3",
    "sqlmodel",
    "textual",
    "tomllib",
    "typer",
    "tzlocal",
}
# Parts of the standard library that cost time and can be done without. (random is not among them:
# cryptography loads it.)
COSTLY = {
    "argparse",
    "ctypes",
    "dataclasses",
    "hashlib",
    "inspect",
    "logging",
    "pathlib",
    "shutil",
    "statistics",
    "subprocess",
    "tempfile",
    "urllib",
    "uuid",
    "zoneinfo",
}
# What only an unlocked journal, or a person at a screen, may be asked to wait for.
ORM = {"pydantic", "sqlalchemy", "sqlmodel"}
STORAGE = ORM | {"cryptography", "dateparser", "sqlcipher3", "textual"}

# os._exit is a fair way to leave early; here it would leave without telling what was loaded.
DRIVER = """
import os, sys
target, report, sys.argv = sys.argv[1], sys.argv[2], [sys.argv[1], *sys.argv[3:]]
def leave(code=0):
    raise SystemExit(code)
os._exit = leave
try:
    if target == "rl":
        from recoverylog.quick import main
    else:
        from recoverylog.__main__ import main
    code = main()
except SystemExit as problem:
    code = problem.code
with open(report, "w") as file:
    file.write("\\n".join(sys.modules))
sys.exit(code)
"""


class Loaded:
    """Runs a command and keeps what it loaded."""

    def __init__(self, folder: Path) -> None:
        self._report = folder / "modules"

    def __call__(self, target: str, *words: str, passphrase: str | None = None) -> set[str]:
        """Return the top-level names in sys.modules at the end of a run that must succeed."""
        self._report.unlink(missing_ok=True)
        start = [sys.executable, "-I", "-c", DRIVER, target, str(self._report)]
        done = Program(start)(*words, passphrase=passphrase)
        assert done.returncode == 0, explain(done)
        return {name.partition(".")[0] for name in self._report.read_text().splitlines()}


def explain(done: Finished) -> str:
    return f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return Loaded(tmp_path)


@pytest.fixture
def journal(cli: Program, rl: Program) -> str | None:
    """Make a journal with three filed entries; return the passphrase if it must still be given."""
    made = cli("init", "--no-input", passphrase=PASSPHRASE)
    assert made.returncode == 0, explain(made)
    for line in (["craving", "7", "lonely"], ["mood", "6"], ["grateful", "rain"]):
        assert rl(*line).returncode == 0
    # Reading once files them, so that the next reader finds an empty inbox.
    filed = cli("today", passphrase=PASSPHRASE)
    assert filed.returncode == 0, explain(filed)
    kept = cli("unlock", "--for", "15m", passphrase=PASSPHRASE)
    # Where the system keeps no key for us (exit code 12), each read unlocks by itself.
    assert kept.returncode in {0, 12}, explain(kept)
    return None if kept.returncode == 0 else PASSPHRASE


def test_the_driver_sees_what_is_loaded(tmp_path: Path) -> None:
    report = tmp_path / "modules"
    planted = DRIVER.replace("code = main()", "import argparse; code = 0")
    planted = planted.replace("from recoverylog.quick import main", "pass")
    done = Program([sys.executable, "-I", "-c", planted, "rl", str(report)])()
    assert done.returncode == 0, explain(done)
    assert "argparse" in report.read_text().splitlines()


@pytest.mark.parametrize("ready", [False, True], ids=["before init", "after init"])
def test_a_craving_is_kept_with_a_short_list_of_modules(
    *, ready: bool, loaded: Loaded, cli: Program
) -> None:
    if ready:
        made = cli("init", "--no-input", passphrase=PASSPHRASE)
        assert made.returncode == 0, explain(made)
    found = loaded("rl", "craving", "7")
    assert found & HEAVY == set()
    assert found & COSTLY == set()
    assert "json" in found, "the driver reported nothing"


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_a_question_about_the_program_loads_no_storage(word: str, loaded: Loaded) -> None:
    assert loaded("recoverylog", word) & STORAGE == set()


@pytest.mark.parametrize("command", ["today", "streak", "list"])
def test_a_read_never_loads_the_orm(
    command: str, loaded: Loaded, journal: str | None, cli: Program
) -> None:
    try:
        found = loaded("recoverylog", command, passphrase=journal)
    finally:
        cli("lock")
    assert found & ORM == set()
    assert "sqlcipher3" in found, "nothing was read"


def test_the_environment_of_a_child_is_the_test_s_own(cli: Program) -> None:
    shown = Program([sys.executable, "-I", "-c", "import os; print(os.environ['HOME'])"])()
    assert shown.stdout.strip() == os.environ["HOME"]
    assert cli.argv("today")[-1] == "today"
