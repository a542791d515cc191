"""`recoverylog`: the door to everything. What is slow is loaded only past this module."""

from __future__ import annotations

import sys
from typing import NoReturn

from recoverylog import __version__, guard


def main() -> int:
    """Run one command and return its exit code."""
    guard.stand()
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"recoverylog {__version__}\n")
        return 0
    from recoverylog.cli import boundary  # noqa: PLC0415 - --version need not pay for it

    return boundary.run(sys.argv[1:])


def run() -> NoReturn:
    """Run one command and end the process."""
    try:
        code = main()
    except OSError as problem:
        code = guard.untold(problem)
    guard.leave(code)


if __name__ == "__main__":
    run()
