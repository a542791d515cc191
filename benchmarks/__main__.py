"""The command: `python -m benchmarks`, or `./run bench`."""

from __future__ import annotations

import argparse
import os
import sys
import sysconfig
import tempfile
import time

from benchmarks import processes, report, rows

SIZES = (100, 3650, 36500)
RUNS = 15
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "benchmarks.md")


def main() -> int:
    """Measure, print the table, write the page."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="recoverylog-bench-") as folder:
        if not asked.quick:
            _tell("Compiling byte-code …")
            _compile(folder)
        bench = rows.Bench(folder, asked.runs)
        measured = rows.everything(bench, asked.entries, _tell)
    sys.stdout.write(report.table(measured.rows) + "\n")
    if asked.output:
        page = report.page(measured, version=_version(), day=time.strftime("%Y-%m-%d"))
        with open(asked.output, "w", encoding="utf-8") as file:
            file.write(page)
        _tell(f"Written: {asked.output}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--runs", type=int, help=f"how often each command runs ({RUNS})")
    parser.add_argument(
        "--entries", type=int, nargs="+", metavar="N", help="sizes of the journals (100 3650 36500)"
    )
    parser.add_argument("--output", metavar="FILE", help="the page to write (docs/benchmarks.md)")
    parser.add_argument(
        "--quick", action="store_true", help="100 entries, one run, no page: does it work at all?"
    )
    asked = parser.parse_args()
    asked.runs = asked.runs or (1 if asked.quick else RUNS)
    asked.entries = asked.entries or ([100] if asked.quick else list(SIZES))
    asked.output = asked.output or (None if asked.quick else PAGE)
    return asked


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


def _version() -> str:
    from recoverylog import __version__

    return __version__


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
