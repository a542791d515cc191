"""Every terminal there is, and none: the screens start, stay, and give it back as it was."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoverylog.session import opening
from tests.conftest import Program
from tests.faults import canaries, processes, screens, vaults
from tests.faults.screens import CTRL_C, CTRL_Q, CTRL_Z, DOOR, ENTER, Seat
from tests.faults.vaults import PASSPHRASE, Vault

pytestmark = pytest.mark.slow

SEED = 20261122
SOON = 15.0
"""Seconds within which a program without a terminal has to be gone."""
CANARY = "quokkafiligree"
FIRST_STEPS = "recoverylog init     make your journal"
PAGES = {
    "door": ("", DOOR),
    "today": ("", screens.TODAY),
    "history": ("h", "enter entries"),
    "craving": ("c", "How strong"),
    "help": ("?", "Show numbers to call now"),
}
"""The key of each page, and words that stand on it."""

# The program as it would be without the one safeguard that is named.
WITHOUT = """
import sys
from recoverylog import {module} as module
module.{name} = {instead}
from recoverylog.__main__ import run
sys.argv = ["recoverylog"]
run()
"""


def without(name: str, instead: str, module: str = "tui.start") -> list[str]:
    package, _, last = module.rpartition(".")
    code = WITHOUT.replace(
        "from recoverylog import {module}", f"from recoverylog.{package} import {last}"
    )
    return [sys.executable, "-I", "-c", code.format(name=name, instead=instead)]


@pytest.fixture
def vault(home: Path) -> Vault:
    """Return a vault with two entries in it."""
    made = vaults.make(home)
    with opening.open_keys(made.places, made.keys).journal as journal:
        journal.write(journal.new_entry(kind="note", text="soup with Ada"))
        journal.write(journal.new_entry(kind="craving", craving=4, text="bus ride"))
    return made


def draft_of(vault: Vault) -> str:
    with opening.open_keys(vault.places, vault.keys).journal as journal:
        found = journal.draft("line")
    return "" if found is None else str(found.fields["line"])


def whole(vault: Vault) -> None:
    """Assert that the journal was put away in order, and that it can be read."""
    assert not list(Path(vault.places.data).glob("*-journal"))
    contents = vaults.look(vault)
    assert contents.problems == ()
    assert contents.texts["soup with Ada"] == 1


# None at all --------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["demo"]])
def test_without_a_terminal_it_prints_and_ends(words: list[str], cli: Program) -> None:
    done = cli(*words, timeout=SOON)
    assert done.returncode == 0, processes.explain(done)
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    assert (FIRST_STEPS in done.stdout) == (words == [])


def test_without_a_terminal_it_prints_today(vault: Vault, cli: Program) -> None:
    done = cli(passphrase=vault.passphrase, timeout=SOON)
    assert done.returncode == 0, processes.explain(done)
    assert "soup with Ada" in done.stdout
    assert "\x1b" not in done.stdout
    locked = cli(timeout=SOON)
    assert locked.returncode == 3, processes.explain(locked)


def test_a_program_that_draws_without_a_terminal_would_be_noticed(home: Path) -> None:
    vaults.make(home)
    done = Program(without("possible", "lambda: True"))(timeout=SOON)
    # It finds that nobody is there, and goes; it has not printed what was asked for.
    assert done.returncode == 128 + signal.SIGHUP, processes.explain(done)
    assert FIRST_STEPS not in done.stdout


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_dumb_terminal_gets_the_plain_page(term: str, vault: Vault, cli: Program) -> None:
    with Seat(cli.argv(), env={"TERM": term}) as seat:
        seat.until(lambda screen: "passphrase" in screen.lower())
        seat.type(f"{vault.passphrase}{ENTER}")
        assert seat.ended() == 0
        assert "soup with Ada" in seat.text
        assert screens.ENTERS not in seat.raw


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_with_one_stream_elsewhere_it_prints(
    stream: str, tmp_path: Path, vault: Vault, cli: Program
) -> None:
    with (tmp_path / "elsewhere").open("w+b") as file:
        stdin = subprocess.DEVNULL if stream == "stdin" else None
        with Seat(cli.argv(), stdin=stdin, stderr=file if stream == "stderr" else None) as seat:
            if stream == "stderr":
                # The question goes where errors go; whoever redirects them knows what is asked.
                seat.until(lambda _screen: b"assphrase" in Path(file.name).read_bytes())
                seat.type(f"{vault.passphrase}{ENTER}")
            assert seat.ended() == (3 if stream == "stdin" else 0)
            assert ("soup with Ada" in seat.text) == (stream == "stderr")
            assert screens.ENTERS not in seat.raw


# What others see of it --------------------------------------------------------------------------


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("key", [CTRL_Q, CTRL_C])
def test_nothing_of_it_stays_on_the_terminal(key: str, cli: Program) -> None:
    with screens.open_today(cli.argv()) as seat:
        seat.until("soup with Ada")
        seat.type("h")
        seat.until("enter entries")
        seat.type(key)
        assert seat.ended() == 0, seat.parting
        assert "soup with Ada" not in seat.scrollback
        assert seat.scrollback.strip() == ""


@pytest.mark.usefixtures("vault")
def test_what_is_printed_would_be_noticed() -> None:
    plain = without("_shown", "lambda app: print('soup with Ada') or 0")
    with Seat(plain) as seat:
        assert seat.ended() == 0
        assert "soup with Ada" in seat.scrollback


@pytest.mark.usefixtures("vault")
def test_the_title_tells_nothing_and_is_given_back(cli: Program) -> None:
    with screens.open_today(cli.argv()) as seat:
        seat.until("soup with Ada")
        titles = re.findall(rb"\x1b\][012];([^\x07\x1b]*)", seat.raw)
        assert titles == [b"notes"]
        # The one from before is kept by the terminal, and called back at the end.
        assert seat.raw.index(b"\x1b[22;0t") < seat.raw.index(b"notes")
        seat.type(CTRL_Q)
        assert seat.ended() == 0
        assert seat.raw.rindex(b"\x1b[23;0t") > seat.raw.rindex(b"\x1b]2;\x07") > 0


@pytest.mark.usefixtures("vault")
def test_the_process_keeps_the_name_it_was_started_by(cli: Program) -> None:
    with screens.open_today(cli.argv()) as seat:
        named = Path(f"/proc/{seat.process.pid}/cmdline").read_bytes()
        assert b"soup" not in named
        seat.type(CTRL_Q)
        seat.ended()


# Small, and ever another size ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (2, 40), (200, 1)])
def test_it_starts_at_every_size(size: tuple[int, int], vault: Vault, cli: Program) -> None:
    columns, rows = size
    with Seat(cli.argv(), columns=columns, rows=rows) as seat:
        seat.until(lambda _screen: screens.ENTERS in seat.raw)
        seat.settle()
        seat.type(PASSPHRASE + ENTER)
        seat.settle(1)
        seat.type(f" note {CANARY}")
        seat.settle()
        seat.type(ENTER)
        seat.settle()
        seat.type(CTRL_Q)
        assert seat.ended() == 0, seat.parting
        assert seat.disorder() == []
    assert vaults.look(vault).texts[CANARY] == 1


@pytest.mark.parametrize("where", list(PAGES))
def test_a_storm_of_sizes_leaves_it_standing(where: str, vault: Vault, cli: Program) -> None:
    chance = random.Random(SEED)
    key, words = PAGES[where]
    with Seat(cli.argv()) as seat:
        seat.until(DOOR)
        if where != "door":
            screens.unlock(seat, vault.passphrase)
            seat.type(key)
        seat.until(words)
        for _ in range(100):
            seat.resize(chance.choice([1, 5, 20, 79, 80, 300]), chance.choice([1, 2, 5, 24, 99]))
            seat.read(chance.choice([0, 0, 0.02]))
        seat.settle()
        # Painted anew from an empty screen, and by this program alone.
        seat.wipe()
        seat.resize(80, 24)
        seat.until(words)
        seat.type(CTRL_Q)
        assert seat.ended() == 0, seat.parting
        assert seat.disorder() == []
    whole(vault)


# Leaving ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["door", "today", "line", "palette"])
@pytest.mark.parametrize("key", [CTRL_C, CTRL_Q])
def test_a_key_leaves_and_the_terminal_is_as_it_was(
    key: str, where: str, vault: Vault, cli: Program
) -> None:
    with Seat(cli.argv()) as seat:
        seat.until(DOOR)
        if where != "door":
            screens.unlock(seat, vault.passphrase)
            seat.type({"today": "", "line": f" note {CANARY}", "palette": "\x10"}[where])
        seat.settle()
        seat.type(key)
        assert seat.ended() == 0
        assert seat.disorder() == []
        assert seat.parting == ""
    whole(vault)
    assert draft_of(vault) == (f"note {CANARY}" if where == "line" else "")


@pytest.mark.parametrize("where", ["door", "line"])
@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_in_order(
    which: signal.Signals, where: str, vault: Vault, cli: Program
) -> None:
    with Seat(cli.argv()) as seat:
        seat.until(DOOR)
        if where == "line":
            screens.unlock(seat, vault.passphrase)
            seat.type(f" note {CANARY}")
            seat.until(CANARY)
        seat.settle()
        seat.send(which)
        assert seat.ended() == 128 + which
        assert seat.disorder() == []
        assert seat.parting == ""
    whole(vault)
    assert draft_of(vault) == (f"note {CANARY}" if where == "line" else "")


def test_a_terminal_that_is_not_given_back_would_be_noticed(vault: Vault, cli: Program) -> None:
    with Seat(cli.argv()) as seat:
        screens.unlock(seat, vault.passphrase)
        seat.kill()
        assert len(seat.disorder()) >= 3


def test_signals_without_a_handler_of_ours_would_be_noticed(vault: Vault) -> None:
    argv = without("RecoverylogApp._heed_signals", "lambda self: None", "tui.app")
    with Seat(argv) as seat:
        screens.unlock(seat, vault.passphrase)
        seat.send(signal.SIGTERM)
        assert seat.ended() == -signal.SIGTERM
        assert seat.disorder() != []


@pytest.mark.parametrize("where", ["door", "today", "line", "history"])
def test_it_ends_when_its_terminal_vanishes(where: str, vault: Vault, cli: Program) -> None:
    with Seat(cli.argv()) as seat:
        seat.until(DOOR)
        if where != "door":
            screens.unlock(seat, vault.passphrase)
            seat.type({"today": "", "line": f" note {CANARY}", "history": "h"}[where])
        seat.settle()
        seat.vanish()
        seat.ended(SOON)
    whole(vault)
    assert draft_of(vault) == (f"note {CANARY}" if where == "line" else "")


@pytest.mark.parametrize("where", ["door", "line"])
def test_it_ends_when_its_terminal_vanishes_and_nobody_says_so(
    where: str, vault: Vault, cli: Program
) -> None:
    # As where nohup, or a window that hides the signal, stands between.
    argv = [sys.executable, "-I", "-S", "-c", _DEAF, *cli.argv()]
    with Seat(argv) as seat:
        seat.until(DOOR)
        if where == "line":
            screens.unlock(seat, vault.passphrase)
            seat.type(f" note {CANARY}")
        seat.settle()
        seat.vanish()
        seat.ended(SOON)
    whole(vault)
    assert draft_of(vault) == (f"note {CANARY}" if where == "line" else "")


# The program is not the leader of its session, and the leader takes no notice.
_DEAF = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
os.execv(sys.argv[1], sys.argv[1:])
"""


# Going to the background --------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["key", "signal"])
def test_it_comes_back_from_the_background(how: str, vault: Vault, cli: Program) -> None:
    with Seat(cli.argv()) as seat:
        screens.unlock(seat, vault.passphrase)
        seat.type(" note half")
        seat.until("note half")
        if how == "key":
            seat.type(CTRL_Z)
        else:
            seat.send(signal.SIGTSTP)
        assert seat.stopped()
        seat.settle()
        assert seat.disorder() == []
        entered = seat.raw.count(screens.ENTERS)
        seat.send(signal.SIGCONT)
        seat.until(
            lambda screen: seat.raw.count(screens.ENTERS) > entered and "note half" in screen
        )
        seat.settle()
        seat.type(f" {CANARY}")
        seat.until(CANARY)
        seat.type(ENTER)
        seat.until("Kept")
        seat.type(CTRL_Q)
        assert seat.ended() == 0
        assert seat.disorder() == []
    whole(vault)
    assert vaults.look(vault).texts[f"half {CANARY}"] == 1


# Bytes that are no letters ------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["door", "line"])
@pytest.mark.parametrize(
    "noise",
    [b"\xff\xfe", b"\xc3", b"\x00\x01", b"\x1b[999;999;999m", b"\x1b[M\xff\xff\xff", b"\x1bP\x1b]"],
)
def test_noise_on_the_keyboard_does_not_end_it(
    noise: bytes, where: str, vault: Vault, cli: Program
) -> None:
    with Seat(cli.argv()) as seat:
        seat.until(DOOR)
        if where == "line":
            screens.unlock(seat, vault.passphrase)
            seat.type(" note half ")
            seat.until("note half")
        seat.type(noise)
        seat.settle()
        assert seat.process.poll() is None, seat.parting
        seat.type(b"\x1b\\")
        seat.settle()
        seat.type(CTRL_Q)
        assert seat.ended() == 0, seat.parting
        assert seat.disorder() == []


PLAIN = {"", "0", "1", "2", "3", "4", "7"}
DEFAULTS = {"39", "49"}
SIXTEEN = {str(number) for base in (30, 40, 90, 100) for number in range(base, base + 8)}
_AROUND = ("\x1b", "h", "/", "\x1b", "i", "4", "t", "\x10", "\x1b")
_COLOURS = re.compile(rb"\x1b\[([0-9;:]*)m")

# The environment ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(
    ("env", "allowed"),
    [
        ({"NO_COLOR": "1"}, {*PLAIN, *DEFAULTS}),
        ({"TERM": "xterm", "COLORTERM": ""}, {*PLAIN, *DEFAULTS, *SIXTEEN}),
    ],
    ids=["no colour", "sixteen"],
)
def test_it_sends_no_colour_that_the_terminal_does_not_have(
    env: dict[str, str], allowed: set[str], cli: Program
) -> None:
    with screens.open_today(cli.argv(), env=env) as seat:
        assert "soup with Ada" in seat.text
        for keys in (" craving 4 @tired +walk", *_AROUND):
            seat.type(keys)
            seat.settle()
        seat.type(CTRL_Q)
        assert seat.ended() == 0
        sent = {part for found in _COLOURS.findall(seat.raw) for part in found.decode().split(";")}
        assert sent - allowed == set()
        assert "7" in sent, "what is chosen is shown the other way round"


def listening(folder: Path) -> dict[str, str]:
    """Every variable by which Textual can be told to write, to press, or to be something else."""
    return {
        "TEXTUAL": "devtools,debug,headless",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DRIVER": "no.such.module:Driver",
        "TEXTUAL_LOG": str(folder / "keys.log"),
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(folder),
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg",
        "TEXTUAL_SHOW_RETURN": "1",
        "TEXTUAL_THEME": "no-such-theme",
        "TEXTUAL_ALLOW_SIGNALS": "1",
        "TEXTUAL_COLOR_SYSTEM": "no such system",
    }


@contextlib.contextmanager
def watched(folder: Path) -> Iterator[list[Path]]:
    """Lend a list that holds, once the block is left, the files that appeared meanwhile."""
    appeared: list[Path] = []
    before = set(folder.rglob("*"))
    yield appeared
    appeared += sorted(path for path in set(folder.rglob("*")) - before if path.is_file())


def test_no_variable_of_textuals_has_an_effect(
    tmp_path: Path, vault: Vault, cli: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "listening"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with (
        watched(tmp_path) as appeared,
        screens.open_today(cli.argv(), env=listening(folder)) as seat,
    ):
        seat.type(f" note {CANARY}")
        seat.until(CANARY)
        seat.type(ENTER)
        seat.until("Kept")
        seat.type(CTRL_Q)
        assert seat.ended() == 0
        assert seat.disorder() == []
        assert seat.parting == ""
    ours = [vault.places.data, vault.places.state]
    assert [path for path in appeared if not any(map(path.is_relative_to, ours))] == []
    assert canaries.in_files(tmp_path, [CANARY, PASSPHRASE], []) == []


def test_a_variable_that_has_an_effect_would_be_noticed(tmp_path: Path, vault: Vault) -> None:
    log = tmp_path / "keys.log"
    argv = without("_make_private", "lambda: None")
    with screens.open_today(argv, env={"TEXTUAL_LOG": str(log)}, passphrase=vault.passphrase):
        pass
    assert log.exists()


def test_the_modes_of_a_terminal_are_read_by_this_test() -> None:
    """The kernel tells the keeper of a terminal what a program made of it."""
    mine, theirs = os.openpty()
    try:
        before = termios.tcgetattr(mine)
        modes = termios.tcgetattr(theirs)
        modes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, modes)
        assert termios.tcgetattr(mine) != before
    finally:
        os.close(theirs)
        os.close(mine)
