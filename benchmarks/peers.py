"""Side by side with jrnl: the same words in two encrypted journals, the same four things done.

jrnl lives in an environment of its own, since it wants other releases of libraries that we use
too. Everything is done through its command line, the making of its journal included.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from benchmarks import processes
from benchmarks.inside import PASSPHRASE
from benchmarks.processes import Sample
from benchmarks.rows import Bench, median, told_apart

FEW = 3
"""How often each command runs at most on a journal of ``MANY`` entries or more."""

MANY = 10_000

WORD = "bicycle"
"""What is searched for; no other word of the invented entries begins with it or holds it."""

ADDED = "called Marta before the shop"

_KEYCHAIN = f"""
from keyring import backend


class Keychain(backend.KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return {PASSPHRASE!r}

    def set_password(self, service, username, password):
        raise NotImplementedError
"""
_NO_KEYCHAIN = "keyring.backends.null.Keyring"
_SETTING_UP = "\ny\nn\n{0}\n{0}\nn\n"
"""Path as proposed; encrypted; no colours; the passphrase twice; not into the keychain."""


class Side(NamedTuple):
    """What one program took for one thing.

    Attributes:
        ms: the median time.
        ratio: ``ms`` by the median of the bare interpreters that ran in between.
        peak: the most memory held, in bytes; 0 where that cannot be told.
    """

    ms: float
    ratio: float
    peak: int


class Beside(NamedTuple):
    """One thing done by both.

    Attributes:
        what: in words.
        entries: how many each journal holds.
        opened: how it is unlocked: by the passphrase, a kept key, or not at all.
        runs: how many runs each median is of.
        ours: None where this system keeps no key for us.
        theirs: None where jrnl does no such thing.
    """

    what: str
    entries: int
    opened: str
    runs: int
    ours: Side | None
    theirs: Side | None


class Compared(NamedTuple):
    """All of it.

    Attributes:
        rows: in the order of the table.
        bare_ms: the median time of `python -c pass` over the whole run.
        peer: name and version, as jrnl says them.
        tags: for each size, how many tags the entries carry.
    """

    rows: tuple[Beside, ...]
    bare_ms: float
    peer: str
    tags: dict[int, int]


class Peer:
    """jrnl, installed apart, with a journal for each size."""

    def __init__(self, root: str, folder: str) -> None:
        """Install it where that has not been done.

        Args:
            root: the folder of this project; the environment is kept below it.
            folder: an empty one, for its journals.
        """
        self._folder = folder
        self._output = os.open(os.path.join(folder, "jrnl"), os.O_CREAT | os.O_RDWR, 0o600)
        self._place = os.path.join(root, ".benchmarks", "jrnl")
        self.program = os.path.join(self._place, "bin", "jrnl")
        _install(self._place, wanted(root), self._command)
        keychain = os.path.join(folder, "keychain")
        os.mkdir(keychain)
        with open(os.path.join(keychain, "standing_in.py"), "w", encoding="utf-8") as file:
            file.write(_KEYCHAIN)
        self._keychain = keychain

    def version(self) -> str:
        """Return name and version, as the program tells them."""
        self._command([self.program, "--version"])
        first, *_ = processes.printed(self._output).splitlines()
        return first.replace(" v", " ")

    def make(self, size: int, words: str) -> None:
        """Make its journal for one size from a file of plain text, encrypted from the start."""
        os.mkdir(self._home(size))
        self.run(size, "--import", "--file", words, typed=_SETTING_UP.format(PASSPHRASE))
        self._must_say(f"{size} imported")

    def run(self, size: int, *words: str, typed: str | None = None, kept: bool = False) -> Sample:
        """Run it on its journal of one size.

        Args:
            size: which journal.
            words: the command.
            typed: what it reads where it asks.
            kept: a keychain has the passphrase; otherwise there is no keychain.
        """
        changes = {"PYTHON_KEYRING_BACKEND": _NO_KEYCHAIN}
        if kept:
            changes["PYTHON_KEYRING_BACKEND"] = "standing_in.Keychain"
            changes["PYTHONPATH"] = self._keychain
        environment = processes.surroundings(self._home(size), **changes)
        # It could ask on a terminal even where a keychain answers; so it never has one.
        return processes.run([self.program, *words], environment, self._output, typed=typed or "")

    def said(self, most: int | None = None) -> str:
        """Return what it printed last, or the first ``most`` bytes of it."""
        return processes.printed(self._output, most)

    def _must_say(self, words: str) -> None:
        if words not in self.said():
            raise processes.Unexpected([self.program], 0, self.said())

    def _home(self, size: int) -> str:
        return os.path.join(self._folder, f"jrnl-{size}")

    def _command(self, command: Sequence[str]) -> None:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        processes.run(command, environment, self._output)


def wanted(root: str) -> str:
    """Return the requirement of the extra ``bench``."""
    import tomllib

    with open(os.path.join(root, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    (requirement,) = project["optional-dependencies"]["bench"]
    return str(requirement)


def _install(place: str, requirement: str, command: Callable[[Sequence[str]], None]) -> None:
    """Have an environment with the requirement in it, all byte-code compiled."""
    stamp = os.path.join(place, "installed")
    wanted = f"{requirement} {sys.version} {place}"
    if _holds(stamp, wanted):
        return
    shutil.rmtree(place, ignore_errors=True)
    python = os.path.join(place, "bin", "python")
    uv = shutil.which("uv")
    if uv:
        command([uv, "venv", "--quiet", "--no-project", "--python", sys.executable, place])
        installer = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    else:
        command([sys.executable, "-m", "venv", place])
        installer = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command([*installer, requirement])
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)


def _holds(path: str, text: str) -> bool:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read() == text
    except FileNotFoundError:
        return False


def everything(
    bench: Bench, peer: Peer, sizes: Sequence[int], runs: int, tell: Callable[[str], object]
) -> Compared:
    """Measure every row.

    Args:
        bench: runs recoverylog.
        peer: runs jrnl.
        sizes: how many entries the journals hold.
        runs: how often each command runs; on many entries ``FEW`` times at most.
        tell: called with the name of each row as it is done.
    """
    rows = []
    tags = {}
    for size in sizes:
        home = f"ours-{size}"
        tags[size] = _make_both(bench, peer, home, size)
        pairs = _Pairs(bench, peer, home, size, min(runs, FEW) if size >= MANY else runs)
        for row in pairs.all():
            tell(f"{row.what}, {row.opened}, {size:,} entries")
            rows.append(row)
    names = list(dict.fromkeys((row.what, row.opened) for row in rows))
    ordered = sorted(rows, key=lambda row: names.index((row.what, row.opened)))
    bare = median([one.wall for one in bench.bare])
    return Compared(tuple(ordered), bare, peer.version(), tags)


def _make_both(bench: Bench, peer: Peer, home: str, size: int) -> int:
    """Make both journals; return how many tags the entries carry."""
    bench.inside(home, "make", size)
    path = os.path.join(bench.folder, f"words-{size}")
    _, told = bench.inside(home, "plain", size, path)
    peer.make(size, path)
    return int(json.loads(told)["tags"])


class _Pairs:
    """The rows of one size."""

    def __init__(self, bench: Bench, peer: Peer, home: str, size: int, runs: int) -> None:
        self._bench = bench
        self._peer = peer
        self._home = home
        self._size = size
        self._runs = runs

    def all(self) -> Iterator[Beside]:
        """Measure: first with the passphrase, then with a kept key; last what seals unopened."""
        yield from self._four(kept=False)
        self._bench.unlock(self._home)
        try:
            yield from self._four(kept=True)
        finally:
            if self._bench.cached:
                self._bench.run(self._home, *self._bench.recoverylog, "lock")
        yield self._row("add one, sealed by `rl`", "nothing", self._sealed, None)

    def _four(self, *, kept: bool) -> Iterator[Beside]:
        opened = "kept key" if kept else "passphrase"
        for what, our_words, their_words in (
            ("last seven", ("list", "-n", "7"), ("-n", "7")),
            ("search", ("search", WORD, "-n", "7"), ("-contains", WORD, "-n", "7")),
            ("export", ("export", "--json"), ("--format", "json")),
            ("add one", ("log", "note", ADDED), ("note", ADDED)),
        ):
            row = self._row(
                what,
                opened,
                self._ours(our_words, kept=kept),
                self._theirs(their_words, kept=kept),
            )
            if row.ours is not None:
                self._must_agree(what)
            yield row

    def _ours(self, words: Sequence[str], *, kept: bool) -> Callable[[], Sample] | None:
        if kept and not self._bench.cached:
            return None
        secret = None if kept else PASSPHRASE
        command = [*self._bench.recoverylog, *words]
        return lambda: self._bench.run(self._home, *command, secret=secret)

    def _theirs(self, words: Sequence[str], *, kept: bool) -> Callable[[], Sample]:
        typed = None if kept else f"{PASSPHRASE}\n"
        return lambda: self._peer.run(self._size, *words, typed=typed, kept=kept)

    def _sealed(self) -> Sample:
        return self._bench.run(self._home, *self._bench.rl, "note", ADDED)

    def _row(
        self,
        what: str,
        opened: str,
        ours: Callable[[], Sample] | None,
        theirs: Callable[[], Sample] | None,
    ) -> Beside:
        """Run a bare interpreter and both programs by turns."""
        # One more, the first, is not counted; on many entries it would cost half a minute.
        spare = 0 if self._size >= MANY else 1
        bare, first, second = [], [], []
        for _ in range(self._runs + spare):
            bare.append(self._bench.run(self._home, sys.executable, "-c", "pass"))
            first += [ours()] if ours else []
            second += [theirs()] if theirs else []
        self._bench.bare += bare[spare:]
        among = median([one.wall for one in bare[spare:]])
        sides = _side(first[spare:], among), _side(second[spare:], among)
        return Beside(what, self._size, opened, self._runs, *sides)

    def _must_agree(self, what: str) -> None:
        """Stop where the two did not print what they should have."""
        ours, theirs = self._bench.said(4096), self._peer.said(4096)
        if not agree(what, ours, theirs):
            raise processes.Unexpected([what], 0, f"{ours}\n{theirs}")


def agree(what: str, ours: str, theirs: str) -> bool:
    """Return whether the two printed what they should for one thing."""
    return {
        "last seven": "Sunday" in ours and len(theirs.splitlines()) >= 7,
        "search": ours.count(WORD) == theirs.count(WORD) > 0,
        "export": '"schema"' in ours and "entries" in theirs,
        "add one": "Kept:" in ours,
    }[what]


def _side(samples: Sequence[Sample], bare: float) -> Side | None:
    if not samples:
        return None
    ms = median([one.wall for one in samples])
    return Side(ms, ms / bare, told_apart(max(one.peak for one in samples)))
