"""docs/benchmarks.md, from what was measured: a part for each kind of run, kept by its heading."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from benchmarks.rows import Measured, Row

if TYPE_CHECKING:
    # Only for their names: what is loaded here shows in the memory of every child.
    from benchmarks.peers import Beside, Compared, Side
    from benchmarks.screens import Drawn

COMMANDS, SCREENS, PEERS = "Commands", "Screens", "Beside another journal"

_TITLE = "# Speed"
_BY_WHAT = (
    "Written by `./run bench` (commands and screens) and `./run bench --peers`; do not edit it by"
    " hand. Each leaves the other's part as it was."
)
_HEAD = "| what | entries | ratio | of CPU | budget | within? | ms | CPU ms | peak MB |"
_RULE = "|---|--:|--:|--:|--:|:-:|--:|--:|--:|"
_SCREENS_HEAD = "| what | ratio | budget | within? | ms | peak MB |"
_SCREENS_RULE = "|---|--:|--:|:-:|--:|--:|"
_PEERS_HEAD = (
    "| what | opened by | entries | runs | recoverylog ms | ratio | peak MB"
    " | jrnl ms | ratio | peak MB | jrnl by recoverylog |"
)
_PEERS_RULE = "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
_NOTHING = "–"


def page(old: str, parts: Mapping[str, str]) -> str:
    """Return the whole page as Markdown: the parts that are given, the others as they were.

    Args:
        old: the page so far; empty where there is none.
        parts: the text of each part by its heading.
    """
    kept = {}
    for piece in f"\n{old}".split("\n## ")[1:]:
        heading, _, text = piece.partition("\n")
        kept[heading.strip()] = text.strip()
    kept.update(parts)
    told = [_TITLE, _BY_WHAT]
    for heading in (COMMANDS, SCREENS, PEERS):
        if heading in kept:
            told += [f"## {heading}", kept[heading]]
    return "\n\n".join(told) + "\n"


def commands(measured: Measured, *, version: str, day: str) -> str:
    """Return the part about the commands.

    Args:
        measured: the rows.
        version: of recoverylog.
        day: on which it was measured, ISO 8601.
    """
    parts = [
        _how(measured),
        machine(measured.bare_ms, version=version, day=day),
        table(measured.rows),
        _afterwards(measured.rows),
        _not_offered(cached=measured.cached),
    ]
    return "\n\n".join(part for part in parts if part)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    return "\n".join([_HEAD, _RULE, *map(_line, rows)])


def _line(row: Row) -> str:
    within = {True: "yes", False: "**no**", None: _NOTHING}[row.within]
    cells = (
        row.what,
        _NOTHING if row.entries is None else f"{row.entries:,}",
        _figure(row.ratio, "×"),
        _figure(row.cpu_ratio, "×"),
        _budget(row),
        within if row.ms is not None else "not offered here",
        _figure(row.ms),
        _figure(row.cpu_ms),
        _memory(row.peak),
    )
    return f"| {' | '.join(cells)} |"


def _budget(row: Row) -> str:
    if row.budget is None:
        return _NOTHING
    gap = "" if row.budget.unit == "×" else " "
    return f"≤ {row.budget.most:,g}{gap}{row.budget.unit}"


def _figure(value: float | None, unit: str = "") -> str:
    if value is None:
        return _NOTHING
    return f"{value:,.0f}{unit}" if value >= 100 else f"{value:.1f}{unit}"


def _memory(peak: int) -> str:
    return f"{peak / 1e6:.0f}" if peak else _NOTHING


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
        " single letters among them, with the journal opened anew as many times; and all views of"
        " Insights, from an opened journal until each is there as text; and a page to hand over,"
        " from an opened journal until its preview is there with the parts that are ticked unless"
        " one says otherwise, and the sealing alone. *Peak* is the most memory that any run of the"
        " row held."
    )


def machine(bare_ms: float, *, version: str, day: str) -> str:
    """Return when it was measured, and on what."""
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Measured on {day}, recoverylog {version}: {_system()}, {os.cpu_count()} CPUs,"
        f" Python {python}, `python -c pass` {bare_ms:.1f} ms."
    )


def _system() -> str:
    if not hasattr(os, "uname"):
        return sys.platform
    told = os.uname()
    return f"{told.sysname} {told.machine}"


def _afterwards(rows: Sequence[Row]) -> str:
    judged = [row for row in rows if row.within is not None]
    over = [row for row in judged if row.within is False]
    kept = f"{len(judged) - len(over)} of {len(judged)}"
    return f"{kept} rows that have a budget keep it on this machine." if judged else ""


def _not_offered(*, cached: bool) -> str:
    if cached:
        return ""
    return (
        "This system keeps no key for us (`recoverylog unlock` is not offered here), so the"
        " reads with a kept key could not be measured."
    )


# ── Screens ───────────────────────────────────────────────────────────────────────────────────


def screens(drawn: Drawn, *, version: str, day: str) -> str:
    """Return the part about the screens.

    Args:
        drawn: the rows.
        version: of recoverylog.
        day: on which it was measured, ISO 8601.
    """
    parts = [
        _how_it_was_seen(drawn),
        f"Measured on {day}, recoverylog {version}, Textual {drawn.textual}.",
        shown(drawn.rows),
        _afterwards(drawn.rows),
    ]
    return "\n\n".join(part for part in parts if part)


def _how_it_was_seen(drawn: Drawn) -> str:
    runs = "one run" if drawn.runs == 1 else f"{drawn.runs} runs"
    return (
        "`recoverylog` on a real pseudo-terminal of 100 × 40 that knows colours and frames, its"
        f" output read as a terminal reads it, with {drawn.entries:,} entries: from the start or a"
        " key until what was waited for stands there whole. Where no certain text is waited for,"
        " it is until something looks otherwise for the last time before a tenth of a second in"
        " which nothing comes. What the program's main thread stood in the queue for a processor"
        " because of other work is left out (Linux tells it), but not between the passphrase and"
        " today, where the program's own threads may be the reason."
        f" Medians of {runs}, of at most three where keys"
        " are tried meanwhile, for the search and for the way through all pages. That way goes"
        " twice through every page in the same program; each key of it, and each key of the"
        " search, has its own median, and the table shows the middle and the slowest of them."
        " *Ratio* is to the empty Textual app ahead of it, which paints one line; it is the median"
        " of the pairs. The"
        " passphrase is typed as a fast typist does. *Argon2id* is measured apart and taken off."
        " Escape is sent as terminals do that tell it from the start of a sequence; on others"
        " Textual waits a tenth of a second for the rest of one."
    )


def shown(rows: Sequence[Row]) -> str:
    """Return rows about the screens as a Markdown table."""
    return "\n".join([_SCREENS_HEAD, _SCREENS_RULE, *map(_line_of_screen, rows)])


def _line_of_screen(row: Row) -> str:
    within = {True: "yes", False: "**no**", None: _NOTHING}[row.within]
    cells = (
        row.what,
        _figure(row.ratio, "×"),
        _budget(row),
        within,
        _figure(row.ms),
        _memory(row.peak),
    )
    return f"| {' | '.join(cells)} |"


# ── Beside another journal ────────────────────────────────────────────────────────────────────


def peers(compared: Compared, *, version: str, day: str) -> str:
    """Return the part about recoverylog and jrnl, side by side.

    Args:
        compared: the rows.
        version: of recoverylog.
        day: on which it was measured, ISO 8601.
    """
    parts = [
        _by_turns(compared.peer, version),
        machine(compared.bare_ms, version=version, day=day),
        beside(compared.rows),
        _what_was_done(compared),
        _what_differs(),
        _not_offered(cached=all(row.ours is not None for row in compared.rows)),
    ]
    return "\n\n".join(part for part in parts if part)


def beside(rows: Sequence[Beside]) -> str:
    """Return rows of two programs as a Markdown table."""
    return "\n".join([_PEERS_HEAD, _PEERS_RULE, *map(_line_of_two, rows)])


def _line_of_two(row: Beside) -> str:
    by = row.theirs.ms / row.ours.ms if row.ours and row.theirs else None
    cells = (
        row.what,
        row.opened,
        f"{row.entries:,}",
        str(row.runs),
        *_cells(row.ours),
        *_cells(row.theirs),
        _figure(by, "×"),
    )
    return f"| {' | '.join(cells)} |"


def _cells(side: Side | None) -> tuple[str, str, str]:
    if side is None:
        return _NOTHING, _NOTHING, _NOTHING
    return _figure(side.ms), _figure(side.ratio, "×"), _memory(side.peak)


def _by_turns(peer: str, version: str) -> str:
    return (
        f"recoverylog {version} and {peer}, both encrypted, with the same words and dates in them,"
        " do the same four things by turns with each other and with `python -c pass`; *ratio* is"
        " the median time by that one's. Whole processes, timed as above, each printing into a"
        " file; the byte-code of both is compiled before. All of it goes through the two command"
        " lines. `./run bench --peers` installs jrnl into an environment of its own below"
        " `.benchmarks`, since the two want different releases of a library."
    )


def _what_was_done(compared: Compared) -> str:
    tags = ", ".join(f"{count:,} of {size:,}" for size, count in compared.tags.items())
    return (
        "*Last seven* is `recoverylog list -n 7` and `jrnl -n 7`; *search* the newest seven with"
        " one word, which both find equally often; *export* all as JSON; *add one*"
        " `recoverylog log note …` and `jrnl note …`. *Passphrase*: recoverylog reads it from the"
        " descriptor that `RECOVERYLOG_PASSPHRASE_FD` names, jrnl at its prompt, which without a"
        " terminal reads standard input; it is there already when they ask. *Kept key*: the kernel"
        " holds the keys of recoverylog (`recoverylog unlock`), and a keychain holds jrnl's"
        " password; that keychain is a stand-in of a few lines that answers at once, and with the"
        " passphrase none is looked for, so that nobody's own is asked. The entries carry tags"
        f" ({tags})."
    )


def _what_differs() -> str:
    return (
        "The two are not alike in what they keep and do. jrnl keeps one file of text: it reads,"
        " decrypts and parses the whole of it at every command, counts every tag when it adds, and"
        " then writes the whole file anew; the file can be read as text once decrypted, and any"
        " editor can change it. recoverylog keeps an encrypted database with indexes and earlier"
        " versions, which its export holds as well. From a passphrase jrnl derives its key with"
        " PBKDF2 (100,000 rounds), and once more when it writes; recoverylog with Argon2id"
        " (64 MiB), which takes longer on purpose and accounts for most of its memory there."
        " `rl` opens nothing and seals one line into a file; the work of filing it is done at the"
        " next unlock."
    )
