"""What every test stands on: no real folder, one clock, one zone, one language.

Each test runs with its own HOME and RECOVERYLOG_HOME below pytest's ``tmp_path``, in the zone
Europe/Berlin, at 2026-11-22T21:14:00+01:00, in the locale C.UTF-8, and without any other
RECOVERYLOG_*, XDG_* or colour variable of the person who runs it. Nothing has to be asked for.

Fixtures:
    home: Path                      RECOVERYLOG_HOME; not made yet.
    at(moment)                      Moves the clock, for this process and its children. ``moment``
                                    is a datetime, or ISO 8601 text with an offset.
    zone(name)                      Moves the time zone in the same way: zone("America/New_York").
    cli(*arguments, ...)            Runs ``recoverylog`` as a process and waits.
    rl(*words, ...)                 Runs ``rl`` as a process and waits.
    needs(*tools)                   Skips the test, by name, where a program beside Python is
                                    missing; an error where CI=true. For a whole test or file there
                                    is the marker: ``@pytest.mark.needs("strace")``.

``cli`` and ``rl`` are a Program:
    cli(*arguments: str, input: str | bytes = "", passphrase: str | None = None,
        env: Mapping[str, str | None] | None = None, timeout: float = 60) -> Finished
    cli.argv(*arguments) -> list[str]      the same command for a Popen or a shell of one's own
    Finished(stdout: str, stderr: str, returncode: int)

``passphrase`` travels through a pipe and RECOVERYLOG_PASSPHRASE_FD. ``env`` is laid over the
test's own environment; None takes a variable away. For annotations:
``if TYPE_CHECKING: from tests.conftest import Program``.

Hypothesis: 200 examples, no deadline, the blob of a failing example printed. Where CI=true 100, the
same in every run, so that a change is judged and not chance.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from recoverylog import paths
from recoverylog.journal import veil

NOW = "2026-11-22T21:14:00+01:00"
ZONE = "Europe/Berlin"
IN_CI = os.environ.get("CI") == "true"

_FOREIGN_PREFIXES = ("RECOVERYLOG_", "XDG_", "LC_", "TEXTUAL", "_RECOVERYLOG_", "_TYPER_")
_FOREIGN_NAMES = (
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "LANGUAGE",
    "LINES",
    "NO_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)

# Timings say nothing on a shared machine, so neither a deadline nor slow data fails a property.
settings.register_profile(
    "everyday",
    max_examples=200,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "ci", settings.get_profile("everyday"), derandomize=True, database=None, max_examples=100
)
settings.load_profile("ci" if IN_CI else "everyday")


class Finished(NamedTuple):
    """A process that has ended."""

    stdout: str
    stderr: str
    returncode: int


class Program:
    """A command of ours, run as a process the way a person's shell would run it."""

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def argv(self, *arguments: str) -> list[str]:
        """Return the whole command line."""
        return [*self._command, *arguments]

    def __call__(
        self,
        *arguments: str,
        input: str | bytes = "",  # noqa: A002 - the name that subprocess gave it
        passphrase: str | None = None,
        env: Mapping[str, str | None] | None = None,
        timeout: float = 60,
    ) -> Finished:
        """Run it to its end; what it printed must be UTF-8."""
        surroundings = {**os.environ, **(env or {})}
        environment = {name: value for name, value in surroundings.items() if value is not None}
        descriptors: tuple[int, ...] = ()
        if passphrase is not None:
            descriptor, writer = os.pipe()
            # A pipe takes 64 KiB without a reader: no thread is needed to fill it.
            os.write(writer, passphrase.encode() + b"\n")
            os.close(writer)
            descriptors = (descriptor,)
            environment["RECOVERYLOG_PASSPHRASE_FD"] = str(descriptor)
        try:
            done = subprocess.run(
                self.argv(*arguments),
                input=input.encode() if isinstance(input, str) else input,
                capture_output=True,
                env=environment,
                pass_fds=descriptors,
                timeout=timeout,
                check=False,
            )
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        return Finished(done.stdout.decode(), done.stderr.decode(), done.returncode)


def require(*tools: str) -> None:
    """Skip the running test where one of ``tools`` is missing; fail it where CI=true."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if not missing:
        return
    reason = f"not installed here: {', '.join(missing)}"
    if IN_CI:
        pytest.fail(f"{reason} (.ci/run installs what tests need)", pytrace=False)
    pytest.skip(reason)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the pictures of the screens be kept anew: see tests/tui/test_snapshots.py."""
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="keep the screens as they are now, instead of comparing them",
    )


def pytest_configure() -> None:
    """Hear Ctrl-C, which a shell has what it runs in the background ignore, and its children."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Apply the marker ``needs``."""
    for marker in item.iter_markers("needs"):
        require(*marker.args)


@pytest.fixture(autouse=True)
def _apart_from_the_machine(tmp_path: Path) -> Iterator[None]:
    """Take the person's folders, zone, clock, language and colours out of the test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(_FOREIGN_PREFIXES) or name in _FOREIGN_NAMES:
                patch.delenv(name)
        person = tmp_path / "person"
        person.mkdir()
        patch.setenv("HOME", str(person))
        patch.setenv("USERPROFILE", str(person))
        patch.setenv("RECOVERYLOG_HOME", str(tmp_path / "recoverylog"))
        patch.setenv("RECOVERYLOG_NOW", NOW)
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("TZ", ZONE)
        time.tzset()
        _refuse_real_folders(tmp_path)
        yield
    time.tzset()


def _refuse_real_folders(inside: Path) -> None:
    """Stop the whole run if anything could reach a journal that is somebody's own."""
    for folder in paths.find():
        if not Path(folder).is_relative_to(inside):
            pytest.exit(f"tests would touch {folder}: stopped before the first one", returncode=3)


@pytest.fixture
def home() -> Path:
    """Return RECOVERYLOG_HOME, which nothing has made yet."""
    return Path(os.environ["RECOVERYLOG_HOME"])


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime | str], None]:
    """Return a function that moves the clock."""

    def move(moment: datetime | str) -> None:
        instant = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        if instant.tzinfo is None:
            message = "a moment needs an offset"
            raise ValueError(message)
        monkeypatch.setenv("RECOVERYLOG_NOW", instant.isoformat())

    return move


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """Return a function that moves the time zone."""
    with pytest.MonkeyPatch.context() as patch:

        def move(name: str) -> None:
            patch.setenv("TZ", name)
            time.tzset()

        yield move
    time.tzset()


@pytest.fixture
def needs() -> Callable[..., None]:
    """Return the function that asks for programs beside Python."""
    return require


@pytest.fixture(scope="session")
def cli() -> Program:
    """Return ``recoverylog`` as a process, isolated from variables and the current folder."""
    return Program([sys.executable, "-I", "-m", "recoverylog"])


@pytest.fixture(scope="session")
def rl() -> Program:
    """Return ``rl`` as a process: the installed script where there is one."""
    script = Path(sysconfig.get_path("scripts"), "rl")
    if script.exists():
        return Program([str(script)])
    start = "from recoverylog.quick import main; raise SystemExit(main())"
    return Program([sys.executable, "-I", "-c", start])


@pytest.fixture(autouse=True)
def _no_veil() -> Iterator[None]:
    """Begin and leave with words that are shown; privacy is one for a whole process."""
    veil.draw(drawn=False)
    yield
    veil.draw(drawn=False)
