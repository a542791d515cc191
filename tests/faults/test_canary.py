"""No plaintext anywhere: every command is run with words that must be found nowhere afterwards.

What a command writes is watched call by call, so that a temporary file which is gone again is
seen too; then every file below the home, the temporary folder and the working folder is searched.
Only the terminal, and a file that was asked for by name, may hold the words.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoverylog.session import opening
from recoverylog.vault import keyring
from tests.cli import answering
from tests.conftest import Finished, Program
from tests.faults import canaries, processes, tracing, vaults
from tests.faults.canaries import Trace

pytestmark = pytest.mark.slow

TEXT = "quokkafiligree"
TAG = "tamarindvesper"
HELPED = "bramblecadence"
PERSON = "orrisquillfeather"
LABEL = "sorghumlattice"
PHRASE = "zanzibarfriday"
FIRST = "hollyhock umbrage galleon fennel drizzle"
SECOND = "persimmon causeway lantern thistle mosaic"
WRONG = "marzipan turnstile obelisk kestrel bunting"
WORDS: list[str | bytes] = [TEXT, TAG, HELPED, PERSON, LABEL, PHRASE, FIRST, SECOND, WRONG]
LINE = ("craving", "7", TEXT, f"@{TAG}", f"+{HELPED}", f"with:{PERSON}", f"on:{LABEL}", "after:3")
TYPED = f"craving 7 {TEXT} @{TAG} +{HELPED} with:{PERSON} on:{LABEL} at:{PHRASE}\n"


class Watched:
    """A person's folders, and both commands run in them under watch."""

    def __init__(self, folder: Path, cli: Program, rl: Program) -> None:
        self.folder = folder
        self.traces = folder / "traces"
        self.asked = folder / "asked"
        self.temporary = folder / "temporary"
        for made in (self.traces, self.asked, self.temporary):
            made.mkdir()
        self.words = list(WORDS)
        self.commands: set[tuple[str, ...]] = set()
        self.seen: list[str] = []
        self._cli, self._rl = cli, rl
        self._number = 0

    def rl(self, *words: str, typed: str = "") -> Finished:
        return self._run(self._rl.argv(*words), None, typed, 0)

    def recoverylog(
        self, *words: str, passphrase: str | None = None, typed: str = "", code: int = 0
    ) -> Finished:
        self.commands |= {words[:1], words[:2]}
        return self._run(self._cli.argv(*words), passphrase, typed, code)

    def _run(self, argv: list[str], passphrase: str | None, typed: str, code: int) -> Finished:
        log = self._log()
        done = tracing.run(
            argv,
            log,
            "--seccomp-bpf",
            *canaries.WHOLE,
            calls=canaries.WRITING,
            passphrase=passphrase,
            env={"TMPDIR": str(self.temporary)},
            input=typed.encode(),
        )
        assert done.returncode == code, f"{argv}\n{processes.explain(done)}"
        self._note(log, argv)
        return done

    def on_a_terminal(self, argv: list[str], typed: list[str], code: int = 0) -> str:
        """Run a command on a terminal of its own; each prompt is answered by the next line."""
        log = self._log()
        options = ["--seccomp-bpf", *canaries.WHOLE]
        shown, returncode = _converse(
            [*tracing.strace(log, canaries.WRITING, *options), *argv],
            typed,
            {"TMPDIR": str(self.temporary)},
        )
        assert returncode == code, shown
        self._note(log, argv)
        return shown

    def _log(self) -> Path:
        self._number += 1
        return self.traces / f"{self._number}.trace"

    def _note(self, log: Path, argv: list[str]) -> None:
        trace = Trace(log)
        apart = [self.asked]
        self.seen += [f"{line}, by {argv}" for line in trace.sightings(self.words, apart)]
        self.seen += [f"socket of AF_{family}, by {argv}" for family in trace.networks]
        log.unlink()

    def left_behind(self) -> list[str]:
        """Return every sighting so far: while running, and now in what lies about."""
        apart = [self.asked, self.traces]
        return self.seen + canaries.in_files(self.folder, self.words, apart)


def _converse(argv: list[str], typed: list[str], changes: dict[str, str]) -> tuple[str, int]:
    """Run a command on a new pseudo-terminal; return all that it showed, and its exit code."""
    master, slave = os.openpty()

    def take_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        argv,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**processes.surroundings(changes), "TERM": "xterm-256color"},
        preexec_fn=take_terminal,  # noqa: PLW1509 - it makes system calls only
    )
    os.close(slave)
    shown = b""
    waiting = list(typed)
    deadline = time.monotonic() + 60
    with process, os.fdopen(master, "rb", buffering=0) as terminal:
        while time.monotonic() < deadline:
            try:
                chunk = terminal.read(4096)
            except OSError:  # so Linux says that nobody is at the other end any more
                break
            shown += chunk or b""
            if waiting and shown.rstrip().endswith((b":", "›".encode())):
                os.write(master, waiting.pop(0).encode())
                shown += b" "
        return shown.decode(errors="replace"), process.wait(10)


@pytest.fixture
def watched(
    tmp_path: Path, home: Path, cli: Program, rl: Program, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    """Have a person's commands watched; lock what they left unlocked."""
    monkeypatch.chdir(tmp_path / "person")
    yield Watched(tmp_path, cli, rl)
    opening.lock(vaults.folders(home))


def kit_of(done: Finished) -> list[str]:
    """Return what must not be found of a kit: any three words of it in a row."""
    kit = json.loads(done.stdout)["kit"]
    return [" ".join(kit[start : start + 3]) for start in range(len(kit) - 2)]


def before_init(watched: Watched) -> None:
    watched.rl(*LINE)
    watched.rl(typed=TYPED)
    watched.rl("used", f"on:{LABEL}")
    watched.recoverylog("log", "note", TEXT)
    watched.recoverylog("status")
    watched.recoverylog("list", passphrase=FIRST, code=7)
    watched.recoverylog("crisis")
    watched.recoverylog("paths")
    watched.recoverylog("shell-init", "bash")
    watched.recoverylog("completions", "bash")
    watched.recoverylog()


def write(watched: Watched) -> None:
    watched.rl(*LINE)
    watched.rl("ask", TEXT, f"at:{PHRASE}")
    watched.recoverylog("log", *LINE, passphrase=FIRST)
    watched.recoverylog("check-in", "--mood", "4", "--good", TEXT, "--note", TEXT, passphrase=FIRST)
    watched.recoverylog("log", *LINE)
    watched.recoverylog("craving", *LINE[1:], passphrase=FIRST)
    watched.recoverylog("craving", *LINE[1:])
    watched.recoverylog("am", "--if", TEXT, "--then", PHRASE, passphrase=FIRST)
    watched.recoverylog("pm", "--mood", "4", "--ask", TEXT, passphrase=FIRST)
    watched.recoverylog("plans", "add", TEXT, PHRASE, passphrase=FIRST)
    watched.recoverylog("plans", "edit", "1", "--then", PERSON, passphrase=FIRST)
    watched.recoverylog("plans", "list", passphrase=FIRST)
    watched.recoverylog("plans", "put-away", "1", passphrase=FIRST)
    watched.recoverylog("config", "set", "headline", "run", passphrase=FIRST)
    watched.recoverylog("config", "get", "headline", passphrase=FIRST)
    watched.recoverylog("config", "unset", "headline", passphrase=FIRST)
    for shown in ("list", "keys", "path"):
        watched.recoverylog("config", shown, passphrase=FIRST)
    watched.recoverylog("log", passphrase=FIRST, typed=TYPED)
    watched.recoverylog("log", "note", TEXT, passphrase=WRONG, code=4)
    watched.recoverylog("edit", "1", *LINE, "@again", passphrase=FIRST)
    watched.recoverylog("delete", "2", passphrase=FIRST)
    watched.recoverylog("undo", passphrase=FIRST)
    watched.recoverylog("delete", "1", passphrase=FIRST)
    watched.recoverylog("purge", "--yes", passphrase=FIRST)


def settle(watched: Watched) -> None:
    watched.rl("used", f"on:{LABEL}")
    watched.recoverylog("pending", passphrase=FIRST)
    shown = watched.recoverylog("pending", "--json", passphrase=FIRST)
    waiting = json.loads(shown.stdout)["entries"]
    assert waiting
    watched.recoverylog("confirm", str(waiting[0]["number"]), "--on", LABEL, passphrase=FIRST)
    watched.recoverylog("focus", "add", f"{LABEL} too", "--since", "30d", passphrase=FIRST)
    watched.recoverylog("focus", "edit", LABEL, "--goal", "reduce", passphrase=FIRST)
    watched.recoverylog("focus", "list", passphrase=FIRST)


def look_back(watched: Watched) -> None:
    offered = keyring.offered()
    watched.recoverylog("unlock", "--for", "15m", passphrase=FIRST, code=0 if offered else 12)
    # From here on with the key that the kernel holds, where it holds one.
    given = None if offered else FIRST
    watched.recoverylog("status")
    watched.recoverylog("today", passphrase=given)
    watched.recoverylog("list", passphrase=given)
    assert TEXT in watched.recoverylog("list", "--json", "--tag", TAG, passphrase=given).stdout
    watched.recoverylog("list", "--bin", passphrase=given)
    watched.recoverylog("show", "3", passphrase=given)
    watched.recoverylog("search", TEXT[:6], passphrase=given)
    watched.recoverylog("streak", passphrase=given)
    watched.recoverylog("streak", "--json", passphrase=given)
    parts = "notes,gratitude,tags,focus,people,amounts,times,use-days"
    watched.recoverylog("share", "--preview", "--tick", parts, passphrase=given)
    figures(watched, given)
    watched.recoverylog("log", *LINE, passphrase=given)
    watched.recoverylog("lock")
    watched.recoverylog("today", passphrase=WRONG, code=4)


def figures(watched: Watched, given: str | None) -> None:
    watched.recoverylog("signs", "add", TEXT, TAG, passphrase=given)
    watched.recoverylog("signs", "tick", TEXT, passphrase=given)
    assert TEXT in watched.recoverylog("signs", "list", passphrase=given).stdout
    for command in ("trends", "year", "patterns", "review", "milestones"):
        watched.recoverylog(command, passphrase=given)
        watched.recoverylog(command, "--json", passphrase=given)
    assert TAG in watched.recoverylog("patterns", passphrase=given).stdout
    watched.recoverylog("milestones", "--ics", passphrase=given)
    watched.recoverylog("signs", "put-away", TEXT, passphrase=given)


def hand_out(watched: Watched) -> None:
    written = watched.asked / "export.json"
    watched.recoverylog("export", "--json", "-o", str(written), passphrase=FIRST)
    assert TEXT.encode() in written.read_bytes()
    watched.recoverylog("export", "--json", passphrase=FIRST)
    share(watched)


def share(watched: Watched) -> None:
    watched.recoverylog("people", "add", TEXT, "--role", TAG, passphrase=FIRST)
    watched.recoverylog("people", "edit", TEXT, "--reach", PERSON, passphrase=FIRST)
    watched.recoverylog("people", "show", TEXT, passphrase=FIRST)
    assert TEXT in watched.recoverylog("people", "list", passphrase=FIRST).stdout
    told = ("share", TEXT, "--yes", "--talk", TEXT, "--tick", "notes,tags,people,focus")
    text = watched.asked / "letter.txt"
    watched.recoverylog(*told, "--form", "text", "-o", str(text), passphrase=FIRST)
    assert TEXT.encode() in text.read_bytes()
    # A sealed page lies where no plain word may lie.
    done = json.loads(watched.recoverylog(*told, "--json", passphrase=FIRST).stdout)
    words = " ".join(done["words"])
    watched.words.append(words)
    letter = answering.opened(Path(done["shared"]["path"]).read_bytes(), words)
    watched.recoverylog("shared", "list", passphrase=FIRST)
    watched.recoverylog("shared", "show", letter.id, passphrase=FIRST)
    answer(watched, letter)
    watched.recoverylog("shared", "close", letter.id, "--yes", passphrase=FIRST)
    watched.recoverylog("shared", "delete-file", letter.id, "--yes", passphrase=FIRST)
    watched.recoverylog("people", "put-away", TEXT, passphrase=FIRST)
    asks = watched.recoverylog("asks", "list", "--json", passphrase=FIRST).stdout
    number = json.loads(asks)["asks"][0]["number"]
    watched.recoverylog("asks", "done", str(number), passphrase=FIRST)


def answer(watched: Watched, letter: answering.Letter) -> None:
    for number in range(2):
        note = letter.answered(f"{TEXT} {number}")
        shown = watched.recoverylog("receive", "--show", passphrase=FIRST, typed=note)
        assert TEXT in shown.stdout
    listed = watched.recoverylog("answers", "list", "--json", passphrase=FIRST).stdout
    first, second = (one["id"] for one in json.loads(listed)["answers"])
    watched.recoverylog("answers", "keep", first, passphrase=FIRST)
    assert TEXT in watched.recoverylog("today", passphrase=FIRST).stdout
    assert TEXT in watched.recoverylog("answers", "show", first, passphrase=FIRST).stdout
    watched.recoverylog("answers", "put-away", first, passphrase=FIRST)
    watched.recoverylog("answers", "erase", first, "--yes", passphrase=FIRST)
    watched.recoverylog("answers", "block", second, "--yes", passphrase=FIRST)


def on_terminals(watched: Watched, cli: Program, rl: Program) -> None:
    shown = watched.on_a_terminal(rl.argv(), [TYPED])
    assert "Kept:" in shown
    shown = watched.on_a_terminal(cli.argv("list"), [f"{FIRST}\n"])
    assert TEXT in shown
    assert FIRST not in shown, "the passphrase was shown"
    # The present line stands there to be changed; one word is added to it.
    shown = watched.on_a_terminal(cli.argv("edit", "3"), [f"{FIRST}\n", f" {TEXT}\n"])
    assert "Changed:" in shown


@pytest.mark.needs("strace")
def test_no_command_leaves_plain_words_anywhere(
    watched: Watched, home: Path, cli: Program, rl: Program
) -> None:
    before_init(watched)
    assert (home / "data" / "inbox" / "first.key").exists()
    assert watched.left_behind() == []

    made = watched.recoverylog("init", "--no-input", "--json", "--focus", LABEL, passphrase=FIRST)
    watched.words += kit_of(made)
    with opening.open_with(vaults.folders(home), FIRST).journal as journal:
        watched.words += [journal.keys.database, journal.keys.inbox_seed]
    write(watched)
    settle(watched)
    look_back(watched)
    hand_out(watched)
    on_terminals(watched, cli, rl)
    assert watched.left_behind() == []

    changed = watched.recoverylog("passphrase", "--json", passphrase=f"{FIRST}\n{SECOND}")
    watched.words += kit_of(changed)
    assert TEXT in watched.recoverylog("list", passphrase=SECOND).stdout
    assert watched.left_behind() == []
    assert every_command() - watched.commands - {("demo",)} == set()


def every_command() -> set[tuple[str, ...]]:
    from recoverylog.cli.app import app

    found: set[tuple[str, ...]] = {(str(one.name),) for one in app.registered_commands}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        inner = group.typer_instance.registered_commands
        found |= {(str(group.name), str(one.name)) for one in inner}
    return found


@pytest.mark.needs("strace")
def test_the_demo_leaves_nothing_and_touches_nothing(watched: Watched, home: Path) -> None:
    watched.rl(*LINE)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    shown = watched.recoverylog("demo")
    assert "craving" in shown.stdout
    assert list(watched.temporary.iterdir()) == []
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert watched.left_behind() == []


# The search itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("shape", list(canaries.shapes(TEXT)))
def test_each_shape_of_a_planted_word_is_found(shape: str, tmp_path: Path) -> None:
    planted = b"\x00\x01" + canaries.shapes(TEXT)[shape] + b"\xff"
    (tmp_path / "cache").write_bytes(planted)
    assert canaries.in_files(tmp_path, [TEXT], []) != []
    assert canaries.in_files(tmp_path, [TAG], []) == []
    assert canaries.in_files(tmp_path, [TEXT], [tmp_path / "cache"]) == []


@pytest.mark.parametrize("before", range(3))
def test_a_word_inside_base64_is_found_wherever_it_begins(before: int) -> None:
    import base64

    around = base64.b64encode(b"x" * before + TEXT.encode() + b" and more")
    assert any("base64" in line for line in canaries.sightings(around, [TEXT]))


def test_other_cases_and_names_are_found(tmp_path: Path) -> None:
    (tmp_path / TEXT.upper()).mkdir()
    assert canaries.in_files(tmp_path, [TEXT], []) != []


PLANTS = {
    "a file that is gone again": "import os; open('x', 'w').write('{word}'); os.unlink('x')",
    "a file without a name": "import tempfile; tempfile.TemporaryFile().write(b'{word}')",
    "a name": "import os; os.mkdir('{word}'); os.rmdir('{word}')",
    "two halves": "f = open('x', 'wb', 0); f.write(b'{word}'[:6]); f.write(b'{word}'[6:])\n"
    "import os; os.unlink('x')",
    "a socket": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a newer socket": "import socket; socket.socket(socket.AF_INET6)",
}


@pytest.mark.needs("strace")
@pytest.mark.parametrize("plant", list(PLANTS))
def test_what_a_command_does_and_undoes_is_seen(
    plant: str, tmp_path: Path, rl: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    planting = Program(
        [sys.executable, "-I", "-W", "ignore", "-c", PLANTS[plant].format(word=TEXT)]
    )
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    watched = Watched(tmp_path / "elsewhere", planting, rl)
    watched.recoverylog()
    assert watched.seen != []
    assert canaries.in_files(tmp_path, [TEXT], []) == []
