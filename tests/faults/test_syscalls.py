"""Every call on our files fails once, or is the last that the process makes.

strace answers one system call of the unmodified program with "no room", "input/output error" or
"permission denied", or kills at it: the same blow at each place, one after the other. Whatever
the place, a line is acknowledged and is then in the journal, or the command says that it was not
kept and hands the words back; it is never there twice, and nothing of the program's workings is
shown.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from recoverylog.errors import RecoverylogError
from tests.conftest import Finished, Program
from tests.faults import processes, tracing, vaults
from tests.faults.processes import CHEAP
from tests.faults.tracing import Call
from tests.faults.vaults import PASSPHRASE, Contents, Vault

pytestmark = [pytest.mark.needs("strace"), pytest.mark.slow]

ERRORS = ("ENOSPC", "EIO", "EACCES", "kill")
WORDS = "feather"
NEW_PASSPHRASE = "marble orbit pepper ribbon tulip"


class Blow(NamedTuple):
    """One run of a command with one fault in it."""

    call: Call
    error: str
    done: Finished
    struck: bool
    home: Path


class Ground:
    """A place where a command is run again and again from the same beginning."""

    def __init__(self, folder: Path, argv: list[str], passphrase: str | None = None) -> None:
        self._folder = folder
        self._argv = argv
        self._passphrase = passphrase
        self.beginning = folder / "beginning"
        """The home that each run gets a copy of; it may be missing."""

    def calls(self) -> list[Call]:
        """Return the calls that an undisturbed run makes on our files."""
        home = self._fresh("undisturbed")
        done = tracing.run(
            self._argv,
            home.with_suffix(".trace"),
            "--seccomp-bpf",
            passphrase=self._passphrase,
            env={"RECOVERYLOG_HOME": str(home)},
        )
        assert done.returncode == 0, processes.explain(done)
        return tracing.calls(home.with_suffix(".trace"), home)

    def strike(
        self, faults: Iterable[tuple[Call, str]], judge: Callable[[Blow], list[str]]
    ) -> list[str]:
        """Run the command once for each fault, two at a time; return what the judge found."""
        with ThreadPoolExecutor(2) as pool:
            found = pool.map(self._strike, itertools.count(), faults, itertools.repeat(judge))
            return list(itertools.chain.from_iterable(found))

    def _strike(
        self, number: int, fault: tuple[Call, str], judge: Callable[[Blow], list[str]]
    ) -> list[str]:
        call, error = fault
        home = self._fresh(f"run-{number}")
        done, struck = tracing.fail(
            call,
            error,
            self._argv,
            home.with_suffix(".trace"),
            home,
            passphrase=self._passphrase,
            env={"RECOVERYLOG_HOME": str(home)},
        )
        found = judge(Blow(call, error, done, struck, home))
        if not struck:
            found.append("the fault never struck")
        if not processes.quiet_about_itself(done):
            found.append("the workings of the program were shown")
        shutil.rmtree(home)
        return [f"{error} at {call}: {line}\n{processes.explain(done)}" for line in found]

    def _fresh(self, name: str) -> Path:
        home = self._folder / name
        shutil.rmtree(home, ignore_errors=True)
        if self.beginning.exists():
            shutil.copytree(self.beginning, home)
        return home


def every_fault(calls: list[Call]) -> list[tuple[Call, str]]:
    return list(itertools.product(calls, ERRORS))


def some_faults(calls: list[Call], chosen: int) -> list[tuple[Call, str]]:
    """Return at most ``chosen`` calls, evenly thinned, the errors taking turns at them."""
    kept = distinct(calls)
    kept = kept[:: max(1, -(-len(kept) // chosen))]
    return list(zip(kept, itertools.cycle(ERRORS), strict=False))


def distinct(calls: list[Call]) -> list[Call]:
    """Return the first, a middle and the last of each row of like calls.

    A commit writes page after page; what happens at the fifth happens at the sixth.
    """
    kept: list[Call] = []
    for _, row in itertools.groupby(calls, key=lambda call: (call.name, call.file)):
        alike = list(row)
        kept += dict.fromkeys((alike[0], alike[len(alike) // 2], alike[-1]))
    return kept


def judge(vault: Vault | None) -> Callable[[Blow], list[str]]:
    """Return what tells how a blow broke the promise about a typed line, with a vault or before."""

    def breaches(blow: Blow) -> list[str]:
        done, contents = blow.done, contents_of(blow, vault)
        acknowledged = processes.KEPT.decode() in done.stdout
        times = contents.texts[WORDS] + contents.held[WORDS]
        found = list(contents.problems)
        if acknowledged and times == 0:
            found.append("acknowledged, and lost")
        if times > 1:
            found.append(f"there {times} times")
        if blow.error != "kill":
            if done.returncode == 0 and not acknowledged:
                found.append("no word and no complaint")
            if not acknowledged and WORDS not in done.stderr:
                found.append("not kept, and the words were not handed back")
        return found

    return breaches


def contents_of(blow: Blow, vault: Vault | None) -> Contents:
    if vault is None:
        return vaults.take_in(blow.home)
    return vaults.look(vault._replace(places=vaults.folders(blow.home)))


def all_well(found: list[str]) -> None:
    """Fail with everything that was found, at length: each is a minimal reproduction."""
    if found:
        pytest.fail(f"{len(found)} breaches\n\n" + "\n\n".join(found), pytrace=False)


# Keeping a line -------------------------------------------------------------------------------


def rl_before_init(folder: Path, rl: Program) -> tuple[Ground, None]:
    return Ground(folder, rl.argv("note", WORDS)), None


def rl_with_a_vault(folder: Path, rl: Program) -> tuple[Ground, Vault]:
    ground = Ground(folder, rl.argv("note", WORDS))
    return ground, vaults.make(ground.beginning)


def log_unlocked(folder: Path, cli: Program) -> tuple[Ground, Vault]:
    ground = Ground(folder, processes.prompt(cli, "log", "note", WORDS), PASSPHRASE)
    return ground, vaults.make(ground.beginning)


def log_with_one_waiting(folder: Path, cli: Program, rl: Program) -> tuple[Ground, Vault]:
    ground, vault = log_unlocked(folder, cli)
    kept = rl("note", "waiting", env={"RECOVERYLOG_HOME": str(ground.beginning)})
    assert kept.returncode == 0
    return ground, vault


def test_rl_before_init(tmp_path: Path, rl: Program) -> None:
    ground, vault = rl_before_init(tmp_path, rl)
    all_well(ground.strike(every_fault(ground.calls()), judge(vault)))


def test_rl_with_a_vault(tmp_path: Path, rl: Program) -> None:
    ground, vault = rl_with_a_vault(tmp_path, rl)
    all_well(ground.strike(every_fault(ground.calls()), judge(vault)))


def test_log_into_the_open_journal(tmp_path: Path, cli: Program) -> None:
    ground, vault = log_unlocked(tmp_path, cli)
    calls = ground.calls()
    assert {"openat", "pwrite64", "fsync", "unlink", "rename"} <= {call.name for call in calls}
    all_well(ground.strike(some_faults(calls, 40), judge(vault)))


@pytest.mark.torture
def test_log_into_the_open_journal_at_every_call(tmp_path: Path, cli: Program) -> None:
    ground, vault = log_unlocked(tmp_path, cli)
    all_well(ground.strike(every_fault(ground.calls()), judge(vault)))


@pytest.mark.torture
def test_log_with_an_entry_waiting_at_every_call(tmp_path: Path, cli: Program, rl: Program) -> None:
    ground, vault = log_with_one_waiting(tmp_path, cli, rl)
    all_well(ground.strike(every_fault(ground.calls()), judge(vault)))


# Making a journal and changing its passphrase -------------------------------------------------


def half_made(blow: Blow) -> list[str]:
    """Return how an interrupted init let the person down."""
    places, done = vaults.folders(blow.home), blow.done
    again = CHEAP("init", "--no-input", passphrase=PASSPHRASE, env=_home(blow))
    found = []
    if again.returncode not in {0, 11}:
        found.append(f"init cannot be done again: {again.stderr}")
    try:
        contents = vaults.look_with(places, PASSPHRASE)
    except RecoverylogError as problem:
        found.append(f"no journal, and none can be made: {problem.line()}")
    else:
        found += contents.problems
        found += [] if _once(contents) else ["what was kept before is not there once"]
        if done.returncode not in {0, -9} and again.returncode == 11 and "kit" not in done.stdout:
            found.append("there is a journal, whose kit nobody has seen, after a complaint")
    if done.returncode == 0 and again.returncode == 0:
        found.append("it said that the journal was made, and it was not")
    return found


def half_changed(blow: Blow) -> list[str]:
    """Return how an interrupted change of passphrase let the person down."""
    places, done = vaults.folders(blow.home), blow.done
    opens = []
    found: list[str] = []
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        try:
            contents = vaults.look_with(places, passphrase)
        except RecoverylogError as problem:
            if problem.exit_code != 4:
                found.append(f"{passphrase}: {problem.line()}")
            continue
        opens.append(passphrase)
        found += contents.problems
        found += [] if _once(contents) else ["the entry is not there once"]
    if len(opens) != 1:
        found.append(f"{len(opens)} passphrases open it")
    if done.returncode == 0 and opens == [PASSPHRASE]:
        found.append("it said that the passphrase was changed, and it was not")
    if done.returncode not in {0, -9} and opens == [NEW_PASSPHRASE] and "kit" not in done.stdout:
        found.append("it was changed after a complaint, and nobody has seen the new kit")
    databases = [name for name in os.listdir(places.data) if name.endswith(".db")]
    if len(databases) > 1 and blow.error != "kill":
        found.append(f"databases left behind: {databases}")
    return found


def _once(contents: Contents) -> bool:
    """Return whether the line is there once: in the journal, or set apart to be looked at."""
    return contents.texts[WORDS] + contents.held[WORDS] == 1


def _home(blow: Blow) -> dict[str, str]:
    return {"RECOVERYLOG_HOME": str(blow.home)}


def init(folder: Path, rl: Program) -> Ground:
    """An init that finds a line waiting for it."""
    ground = Ground(folder, CHEAP.argv("init", "--no-input", "--focus", "tea"), PASSPHRASE)
    kept = rl("note", WORDS, env={"RECOVERYLOG_HOME": str(ground.beginning)})
    assert kept.returncode == 0
    return ground


def passphrase(folder: Path, rl: Program) -> Ground:
    """A change of passphrase that finds a line waiting."""
    ground = Ground(
        folder, CHEAP.argv("passphrase", "--no-input"), f"{PASSPHRASE}\n{NEW_PASSPHRASE}"
    )
    vaults.make(ground.beginning)
    kept = rl("note", WORDS, env={"RECOVERYLOG_HOME": str(ground.beginning)})
    assert kept.returncode == 0
    return ground


def test_init(tmp_path: Path, rl: Program) -> None:
    ground = init(tmp_path, rl)
    all_well(ground.strike(some_faults(ground.calls(), 30), half_made))


@pytest.mark.torture
def test_init_at_every_call(tmp_path: Path, rl: Program) -> None:
    ground = init(tmp_path, rl)
    all_well(ground.strike(every_fault(ground.calls()), half_made))


def test_passphrase(tmp_path: Path, rl: Program) -> None:
    ground = passphrase(tmp_path, rl)
    all_well(ground.strike(some_faults(ground.calls(), 30), half_changed))


@pytest.mark.torture
def test_passphrase_at_every_call(tmp_path: Path, rl: Program) -> None:
    ground = passphrase(tmp_path, rl)
    all_well(ground.strike(every_fault(ground.calls()), half_changed))


# The trial itself ---------------------------------------------------------------------------------

BAD = """
import os, sys
from recoverylog import quick
from recoverylog.vault import atomic
def straight(path, content):
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.write(handle, content)
    os.close(handle)
def careless(path, content):
    try:
        straight(path, content)
    except OSError:
        pass
atomic.write = {write}
sys.exit(quick.main())
"""


@pytest.mark.parametrize(
    ("write", "error", "breach"),
    [
        # Without a temporary name, what is half written has the name of something whole.
        ("straight", "kill", "cannot be opened"),
        ("careless", "ENOSPC", "acknowledged, and lost"),
    ],
)
def test_a_careless_way_of_writing_would_be_found(
    write: str, error: str, breach: str, tmp_path: Path
) -> None:
    argv = [sys.executable, "-I", "-B", "-u", "-c", BAD.format(write=write), "note", WORDS]
    ground = Ground(tmp_path, argv)
    vault = vaults.make(ground.beginning)
    calls = [call for call in ground.calls() if call.name == "write" and "sealed" in call.file]
    found = ground.strike([(calls[0], error)], judge(vault))
    assert any(breach in line for line in found)


def test_a_fault_that_misses_would_be_found(tmp_path: Path, rl: Program) -> None:
    ground, vault = rl_with_a_vault(tmp_path, rl)
    call = ground.calls()[-1]
    found = ground.strike([(call._replace(number=call.number + 5000), "EIO")], judge(vault))
    assert any("never struck" in line for line in found)
