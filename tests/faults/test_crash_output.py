"""A fault of our own: one line that says where, and nothing of what was written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from recoverylog.errors import INTERRUPTED
from recoverylog.session import opening
from tests.conftest import Finished, Program
from tests.faults import canaries, processes, vaults
from tests.faults.vaults import PASSPHRASE

SECRET = "quokkafiligree"
TYPED = "tamarindvesper"

# Runs a command of ours in which one function has a fault: it holds a secret in a local variable
# and raises an error that quotes it, in the way that an error deep in a library would.
DRIVER = """
import importlib, sys
command, place, *words = sys.argv[1:]
module, _, path = place.partition(":")
owner = importlib.import_module(module)
*outer, name = path.split(".")
for step in outer:
    owner = getattr(owner, step)
def faulty(*arguments, **named):
    secret = "{secret}"
    try:
        raise ValueError(secret)
    except ValueError as problem:
        raise {error}(f"could not take {{secret!r}}") from problem
setattr(owner, name, faulty)
sys.argv = [command, *words]
if command == "rl":
    from recoverylog.quick import main
else:
    from recoverylog.__main__ import main
sys.exit(main())
"""

PLACES = {
    "reading": ("recoverylog.vault.queries:selected", ["list"]),
    "opening": ("recoverylog.vault.database:connect", ["today"]),
    "stretching": ("recoverylog.crypto.kdf:stretch", ["list"]),
    "filing": ("recoverylog.session.filing:file_waiting", ["list"]),
    "showing": ("recoverylog.cli.rows:add", ["list"]),
    "writing": ("recoverylog.vault.records:append", ["log", "note", TYPED]),
    "exporting": ("recoverylog.transfer.lossless:document", ["export", "--json"]),
    "a page for somebody": ("recoverylog.sharing.composing:compose", ["share", "--preview"]),
    "a sealed page": ("recoverylog.sharing.sealed_page:seal", ["share", "--yes", "--talk", TYPED]),
    "trends": ("recoverylog.insights.views.trends:sheet", ["trends"]),
    "patterns": ("recoverylog.insights.pattern:triggers", ["patterns"]),
    "a year": ("recoverylog.insights.views.year:sheet", ["year"]),
    "a week": ("recoverylog.insights.week:review", ["review"]),
    "milestones": ("recoverylog.insights.milestone:counts", ["milestones"]),
    "a sign": ("recoverylog.vault.keepsakes:put_sign", ["signs", "add", TYPED]),
    "a focus": ("recoverylog.vault.store:Store.put_focus", ["focus", "add", TYPED]),
    "changing the passphrase": ("recoverylog.vault.keyfile:write", ["passphrase"]),
    "a plan": ("recoverylog.session.plans:Planning.put_plan", ["plans", "add", TYPED, TYPED]),
    "a morning": ("recoverylog.session.checking_in:entries_of", ["am", TYPED, "--if", TYPED]),
    "an evening": ("recoverylog.session.drafts:Drafts.write", ["pm", "6", "--met", TYPED]),
    "the veil": ("recoverylog.journal.veil:over", ["--privacy", "list"]),
    "the crisis page": ("recoverylog.support.crisis:render", ["crisis"]),
    "the demo": ("recoverylog.journal.invented:entries", ["demo"]),
}
ERRORS = ["RuntimeError", "UnicodeError", "OSError", "AssertionError", "RecursionError"]


def crash(place: str, command: str, *words: str, error: str = "RuntimeError") -> Finished:
    """Run a command with a fault at ``place``, in a journal with one line waiting."""
    driver = DRIVER.format(secret=SECRET, error=error)
    program = Program([sys.executable, "-I", "-c", driver, command, place])
    return program(*words, passphrase=f"{PASSPHRASE}\nmarble orbit pepper ribbon tulip")


def assert_discreet(done: Finished) -> None:
    assert processes.quiet_about_itself(done), processes.explain(done)
    said = (done.stdout + done.stderr).encode()
    assert canaries.sightings(said, [SECRET]) == [], processes.explain(done)


@pytest.mark.parametrize("what", list(PLACES))
def test_a_fault_inside_a_command_quotes_nothing(what: str, home: Path, rl: Program) -> None:
    vaults.make(home)
    assert rl("mood", "6").returncode == 0
    place, words = PLACES[what]
    done = crash(place, "recoverylog", *words)
    assert_discreet(done)
    assert done.returncode == 1, processes.explain(done)
    assert "Something went wrong inside recoverylog (RuntimeError at " in done.stderr


@pytest.mark.parametrize("error", ERRORS)
def test_no_kind_of_error_quotes_anything(error: str, home: Path) -> None:
    vaults.make(home)
    done = crash("recoverylog.vault.queries:selected", "recoverylog", "list", error=error)
    assert_discreet(done)
    assert done.returncode == 1, processes.explain(done)


@pytest.mark.parametrize(
    "place",
    [
        "recoverylog.vault.records:append",
        "recoverylog.session.opening:open_with",
        "recoverylog.session.filing:file_waiting",
        "recoverylog.session.reading:entry_of",
    ],
)
def test_a_fault_while_logging_loses_no_words(place: str, home: Path, rl: Program) -> None:
    vault = vaults.make(home)
    assert rl("mood", "6").returncode == 0
    done = crash(place, "recoverylog", "log", "note", TYPED)
    assert_discreet(done)
    kept = processes.KEPT.decode() in done.stdout
    there = vaults.look(vault).texts[TYPED]
    assert there <= 1, processes.explain(done)
    assert kept == bool(there), processes.explain(done)
    assert kept or TYPED in done.stderr, processes.explain(done)


@pytest.mark.parametrize("ready", [False, True], ids=["before init", "after init"])
@pytest.mark.parametrize(
    "place",
    [
        "recoverylog.quick:keep",
        "recoverylog.crypto.sealing:seal",
        "recoverylog.vault.device:load",
        "recoverylog.journal.quick_entry:fields",
    ],
)
def test_a_fault_in_rl_quotes_nothing_and_loses_no_words(
    place: str, *, ready: bool, home: Path
) -> None:
    if ready:
        vaults.make(home)
    done = crash(place, "rl", "note", TYPED)
    assert_discreet(done)
    assert done.returncode == 1, processes.explain(done)
    assert TYPED in done.stderr, processes.explain(done)


@pytest.mark.parametrize("door", ["rl", "log"])
@pytest.mark.parametrize(
    "place", ["recoverylog.vault.atomic:write", "recoverylog.vault.device:next_sequence"]
)
def test_ctrl_c_in_the_middle_of_keeping_a_line_is_answered_in_a_line(
    place: str, door: str, home: Path
) -> None:
    vaults.make(home)
    driver = DRIVER.format(secret=SECRET, error="KeyboardInterrupt")
    program = Program([sys.executable, "-I", "-c", driver])
    command = ("rl", place) if door == "rl" else ("recoverylog", place, "log")
    done = program(*command, "note", TYPED)
    assert_discreet(done)
    assert done.returncode == INTERRUPTED, processes.explain(done)
    assert processes.KEPT.decode() not in done.stdout


def test_a_traceback_would_be_noticed(home: Path) -> None:
    vaults.make(home)
    done = crash("recoverylog.cli.boundary:run", "recoverylog", "list")
    assert not processes.quiet_about_itself(done)
    assert canaries.sightings(done.stderr.encode(), [SECRET])


# SQLAlchemy, which likes to quote what was to be written -----------------------------------------


def test_an_error_of_sqlalchemy_shows_no_parameters(home: Path) -> None:
    vault = vaults.make(home)
    with opening.open_keys(vault.places, vault.keys).journal as journal:
        store = journal._store()
        statement = text("INSERT INTO preference (name, value) VALUES (:name, :value)")
        row = {"name": "same", "value": SECRET}
        with store._engine.begin() as connection:
            connection.execute(statement, row)
            with pytest.raises(IntegrityError) as raised:
                connection.execute(statement, row)
    assert "INSERT INTO preference" in str(raised.value)
    assert SECRET not in str(raised.value)
    assert SECRET not in repr(raised.value)


# Has the journal write a second focus under an id that exists, which SQLite refuses.
TWICE = """
import sys
from recoverylog.vault import models, store
from sqlmodel import Session
get = Session.get
def blind(self, model, key):
    return None
Session.get = blind
import uuid
class Same:
    hex = "0" * 32
uuid.uuid4 = Same
from recoverylog.__main__ import main
sys.exit(main())
"""


def test_a_refused_row_is_told_without_its_content(home: Path) -> None:
    vaults.make(home)
    twice = Program([sys.executable, "-I", "-c", TWICE])
    first = twice("focus", "add", "tea", passphrase=PASSPHRASE)
    assert first.returncode == 0, processes.explain(first)
    done = twice("focus", "add", SECRET, passphrase=PASSPHRASE)
    assert done.returncode == 1, processes.explain(done)
    assert_discreet(done)
    assert len(done.stderr.splitlines()) == 1, processes.explain(done)


# Core dumps ---------------------------------------------------------------------------------------


def unlimited() -> None:
    """Let the child dump core, unless it forbids that itself."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def dumps_core(argv: list[str], folder: Path, ready: Callable[[int], bool]) -> bool:
    """Start a command that waits for standard input, abort it, and tell whether it dumped core."""
    process = subprocess.Popen(
        argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=processes.surroundings(),
        preexec_fn=unlimited,  # noqa: PLW1509 - it makes system calls only
    )
    assert process.stdin is not None
    with process.stdin:
        until = time.monotonic() + 20
        while not ready(process.pid) and time.monotonic() < until:
            os.sched_yield()
        process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = -signal.SIGABRT
    assert os.WIFSIGNALED(status)
    return os.WCOREDUMP(status)


def reads_a_pipe(pid: int) -> bool:
    """Return whether a process is waiting for what comes on standard input."""
    call = Path(f"/proc/{pid}/syscall").read_text().split()
    return call[:2] == ["0", "0x0"]


def core_limit(pid: int) -> str:
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line for line in limits if line.startswith("Max core")).split()[4]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
@pytest.mark.parametrize("door", ["rl", "log"])
def test_a_process_that_holds_words_leaves_no_core(
    door: str, tmp_path: Path, rl: Program, cli: Program
) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("nothing here may dump core, with or without our doing")
    limits = []

    def ready(pid: int) -> bool:
        waiting = reads_a_pipe(pid)
        if waiting:
            limits.append(core_limit(pid))
        return waiting

    argv = rl.argv() if door == "rl" else cli.argv("log")
    assert dumps_core(argv, tmp_path, ready) is False
    assert limits == ["0"]
    assert list(tmp_path.glob("core*")) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_the_limit_is_there_to_be_lifted(tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("nothing here may dump core, with or without our doing")
    limits = []

    def ready(pid: int) -> bool:
        waiting = reads_a_pipe(pid)
        if waiting:
            limits.append(core_limit(pid))
        return waiting

    dumps_core([sys.executable, "-I", "-c", "input()"], tmp_path, ready)
    assert limits != ["0"]
