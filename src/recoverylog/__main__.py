"""`recoverylog`: the door to everything. What is slow is loaded only past this module."""

from __future__ import annotations

import os
import sys

from recoverylog import __version__


def main() -> int:
    """Run one command and return its exit code."""
    _guard()
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"recoverylog {__version__}\n")
        return 0
    if sys.argv[1:] == ["crisis"]:
        # The one command that must be there at once, whatever else is broken.
        from recoverylog.cli import urgent  # noqa: PLC0415

        urgent.show()
        return 0
    from recoverylog.cli import boundary  # noqa: PLC0415 - --version need not pay for it

    return boundary.run(sys.argv[1:])


def _guard() -> None:
    """Keep new files private, core dumps away, and printing from stopping on a character."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    raise SystemExit(main())
