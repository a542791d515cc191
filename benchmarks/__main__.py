"""The command: `python -m benchmarks`, or `./run bench`."""

from __future__ import annotations

import argparse
import os
import sys
import sysconfig
import tempfile
import time
from typing import TYPE_CHECKING

from benchmarks import processes, report, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[[rows.Bench, argparse.Namespace], dict[str, str]]

SIZES = (100, 3650, 36500)
RUNS = 15
PEER_RUNS = 5
SCREEN_RUNS = 9
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "benchmarks.md")


def main() -> int:
    """Measure, print the tables, write the page's part."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="recoverylog-bench-") as folder:
        if not asked.quick:
            _tell("Compiling byte-code …")
            _compile(folder)
        bench = rows.Bench(folder, asked.runs)
        parts: dict[str, str] = {}
        for measure in _asked_for(asked):
            parts |= measure(bench, asked)
    if asked.output:
        _write(asked.output, parts)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "--peers", action="store_true", help="side by side with jrnl instead, which it installs"
    )
    parser.add_argument("--screens", action="store_true", help="the screens on a terminal alone")
    parser.add_argument(
        "--keys", action="store_true", help="each key on the way through the screens, slowest first"
    )
    parser.add_argument("--runs", type=int, help=f"how often each command runs ({RUNS})")
    parser.add_argument(
        "--peer-runs", type=int, help=f"the same with --peers ({PEER_RUNS}; 3 on many entries)"
    )
    parser.add_argument(
        "--entries", type=int, nargs="+", metavar="N", help="sizes of the journals (100 3650 36500)"
    )
    parser.add_argument("--output", metavar="FILE", help="the page to write (docs/benchmarks.md)")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="100 entries, one run, no page, and no screens unless asked: does it work at all?",
    )
    asked = parser.parse_args()
    asked.runs = asked.runs or (1 if asked.quick else RUNS)
    asked.peer_runs = asked.peer_runs or (1 if asked.quick else PEER_RUNS)
    asked.entries = asked.entries or ([100] if asked.quick else list(SIZES))
    asked.output = asked.output or (None if asked.quick or asked.keys else PAGE)
    return asked


def _asked_for(asked: argparse.Namespace) -> tuple[Measure, ...]:
    """Return what is to be measured: our own commands and screens, unless told otherwise."""
    if asked.peers:
        return (_peers,)
    if asked.keys:
        return (_keys,)
    if asked.screens:
        return (_screens,)
    return (_commands,) if asked.quick else (_commands, _screens)


def _commands(bench: rows.Bench, asked: argparse.Namespace) -> dict[str, str]:
    """Measure our own commands."""
    measured = rows.everything(bench, asked.entries, _tell)
    sys.stdout.write(report.table(measured.rows) + "\n")
    return {report.COMMANDS: report.commands(measured, version=_version(), day=_day())}


def _screens(bench: rows.Bench, asked: argparse.Namespace) -> dict[str, str]:
    """Measure the screens, on the largest journal."""
    from benchmarks import screens

    drawn = screens.everything(bench, max(asked.entries), min(asked.runs, SCREEN_RUNS), _tell)
    sys.stdout.write(report.shown(drawn.rows) + "\n")
    return {report.SCREENS: report.screens(drawn, version=_version(), day=_day())}


def _keys(bench: rows.Bench, asked: argparse.Namespace) -> dict[str, str]:
    """Print how long each key takes until all it brings stands there, the slowest first."""
    from benchmarks import screens

    for pressed in screens.keys(bench, max(asked.entries), min(asked.runs, screens.FEW)):
        what = "another page" if pressed.opens else "within a page"
        sys.stdout.write(f"{pressed.ms:8.1f} ms  {what:<13}  {pressed.name}\n")
    return {}


def _peers(bench: rows.Bench, asked: argparse.Namespace) -> dict[str, str]:
    """Measure recoverylog and jrnl side by side."""
    from benchmarks import peers

    _tell("Installing jrnl, where that has not been done …")
    peer = peers.Peer(ROOT, bench.folder)
    compared = peers.everything(bench, peer, asked.entries, asked.peer_runs, _tell)
    sys.stdout.write(report.beside(compared.rows) + "\n")
    return {report.PEERS: report.peers(compared, version=_version(), day=_day())}


def _write(path: str, parts: dict[str, str]) -> None:
    """Write the page anew, what was not measured as it was."""
    try:
        with open(path, encoding="utf-8") as file:
            old = file.read()
    except FileNotFoundError:
        old = ""
    with open(path, "w", encoding="utf-8") as file:
        file.write(report.page(old, parts))
    _tell(f"Written: {path}")


def _compile(folder: str) -> None:
    """Compile all byte-code, so that no first run pays for it."""
    libraries = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    command = [sys.executable, "-m", "compileall", "-qq", os.path.join(ROOT, "src"), *libraries]
    with tempfile.TemporaryFile() as output:
        try:
            processes.run(command, processes.surroundings(folder), output.fileno())
        except processes.Unexpected:
            # Libraries carry templates and samples that are no Python; they are passed over.
            return


def _day() -> str:
    return time.strftime("%Y-%m-%d")


def _version() -> str:
    from recoverylog import __version__

    return __version__


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
