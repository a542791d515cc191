"""docs/benchmarks.md, from what was measured."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from benchmarks.rows import Measured, Row

_HEAD = "| what | entries | ratio | of CPU | budget | within? | ms | CPU ms | peak MB |"
_RULE = "|---|--:|--:|--:|--:|:-:|--:|--:|--:|"
_NOTHING = "–"


def page(measured: Measured, *, version: str, day: str) -> str:
    """Return the whole page as Markdown.

    Args:
        measured: the rows.
        version: of recoverylog.
        day: on which it was measured, ISO 8601.
    """
    parts = [
        "# Speed",
        "Written by `./run bench`; do not edit it by hand.",
        _how(measured),
        _machine(measured, version=version, day=day),
        table(measured.rows),
        _afterwards(measured),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    return "\n".join([_HEAD, _RULE, *map(_line, rows)])


def _line(row: Row) -> str:
    within = {True: "yes", False: "**no**", None: _NOTHING}[row.within]
    budget = _NOTHING
    if row.budget is not None:
        gap = "" if row.budget.unit == "×" else " "
        budget = f"≤ {row.budget.most:,g}{gap}{row.budget.unit}"
    cells = (
        row.what,
        _NOTHING if row.entries is None else f"{row.entries:,}",
        _figure(row.ratio, "×"),
        _figure(row.cpu_ratio, "×"),
        budget,
        within if row.ms is not None else "not offered here",
        _figure(row.ms),
        _figure(row.cpu_ms),
        f"{row.peak / 1e6:.0f}" if row.peak else _NOTHING,
    )
    return f"| {' | '.join(cells)} |"


def _figure(value: float | None, unit: str = "") -> str:
    if value is None:
        return _NOTHING
    return f"{value:,.0f}{unit}" if value >= 100 else f"{value:.1f}{unit}"


def _how(measured: Measured) -> str:
    runs = "one run" if measured.runs == 1 else f"{measured.runs} runs"
    return (
        "Whole processes, from their start until they have ended, less the time that they stood in"
        " the queue for a processor because of other work (Linux tells it). Each command runs by"
        " turns with `python -c pass` of the same interpreter, and *ratio* is the one median time"
        f" by the other, of {runs} each after one that does not count. *Of CPU* is the same ratio"
        " of processor time (user and system). All byte-code is compiled before. The journals hold"
        " invented entries, ten a day up to today. The reads use a key that the kernel holds"
        " (`recoverylog unlock`) and find an empty inbox, where nothing else is said; `rl` runs"
        " on a locked journal and ends when its file is on the disk. *On a terminal* means a"
        " pseudo-terminal of 100 columns, with colour. The rows without a ratio are measured"
        " inside one process: from the passphrase until the page of today is there as text, with"
        " all that has to be loaded; and the search at each key of words typed letter by letter,"
        " single letters among them, with the journal opened anew as many times. *Peak* is the most"
        " memory that any run of the row held."
    )


def _machine(measured: Measured, *, version: str, day: str) -> str:
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Measured on {day}, recoverylog {version}: {_system()}, {os.cpu_count()} CPUs,"
        f" Python {python}, `python -c pass` {measured.bare_ms:.1f} ms."
    )


def _system() -> str:
    if not hasattr(os, "uname"):
        return sys.platform
    told = os.uname()
    return f"{told.sysname} {told.machine}"


def _afterwards(measured: Measured) -> str:
    judged = [row for row in measured.rows if row.within is not None]
    over = [row for row in judged if row.within is False]
    kept = f"{len(judged) - len(over)} of {len(judged)}"
    lines = [f"{kept} rows that have a budget keep it on this machine."]
    if not measured.cached:
        lines.append(
            "This system keeps no key for us (`recoverylog unlock` is not offered here), so the"
            " reads with a cached key could not be measured."
        )
    return " ".join(lines)
