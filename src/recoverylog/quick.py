"""`rl`: one line into the journal in two seconds, locked or not.

Everything here is on the fast path (DESIGN §8): the grammar, the sealing, one file. It asks for
no passphrase, reads no settings and opens no journal, so that nothing of that can fail in a
bad moment.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from recoverylog import __version__, clock, guard, paths
from recoverylog.errors import INTERRUPTED, RecoverylogError, UsageProblem
from recoverylog.journal import days, grammar, quick_entry
from recoverylog.journal.text import inert
from recoverylog.language import _
from recoverylog.vault import device, posting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE = _("""\
rl: keep one line, locked or not

  rl                         asks; nothing stays in the shell's history
  rl craving 7 lonely after work @lonely +walk after:3
  rl mood 6                  rl grateful coffee in the sun
  rl used amount:2 drinks    rl met with:sponsor step meeting
  rl note called in sick     rl ask how to get through Sunday
  rl am call J. before work  rl pm 6 3 tired @work
  echo "mood 6 tired" | rl   reads one entry from a pipe

  @word      a tag or trigger        +word        what helped
  after:3    the craving afterwards  with:sponsor who was there
  amount:2   how much, of a use      on:alcohol   which focus
  at:-2h  at:21:30  at:"yesterday 9pm"
  am         the morning: what the day is for
  pm 6 3     the evening: mood 6, strongest craving 3
  --         ends all of these; the rest is text

Anything else is kept as a note. Nothing that you write is refused.
Look back: recoverylog today    Take back: recoverylog undo
Help now: recoverylog crisis
""")

_MOST_INPUT = 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Keep what the arguments, the prompt or standard input say; return the exit code."""
    guard.stand()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--help"], ["-h"]):
        sys.stdout.write(USAGE)
        return 0
    if words == ["--version"]:
        sys.stdout.write(f"rl {__version__}\n")
        return 0
    try:
        line = line_of(words)
    except KeyboardInterrupt:
        sys.stderr.write(_("\nNothing was written.\n"))
        return INTERRUPTED
    except RecoverylogError as problem:
        sys.stderr.write(f"{problem.line()}\n")
        return problem.exit_code
    if not quick_entry.says_something(line):
        sys.stderr.write(_("Nothing was written. Type a line after rl, or rl --help.\n"))
        return 2
    return _keep(line)


def _keep(line: grammar.Line) -> int:
    """Keep a line and say so; whatever stops that, its words are handed back."""
    try:
        places = paths.find()
        text = keep(places, line, fields_of(places, line))
    except RecoverylogError as problem:
        return _hand_back(line, problem.line(), problem.exit_code)
    except KeyboardInterrupt:
        return _hand_back(line, _("Stopped half way."), INTERRUPTED)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the words come first
        return _hand_back(
            line, _("Something went wrong in rl ({name}).", name=type(problem).__name__), 1
        )
    say(text)
    return 0


def _hand_back(line: grammar.Line, what: str, code: int) -> int:
    sys.stderr.write(f"{what}\n")
    sys.stderr.write(_("Your words were not kept. Here they are, so that you can copy them:\n"))
    sys.stderr.write(f"{inert(grammar.format_line(line))}\n")
    return code


def say(text: str) -> None:
    """Print what became of the line; whoever stopped listening does not undo that it is kept."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> NoReturn:
    """Keep a line and end the process."""
    try:
        code = main()
    except OSError as problem:
        code = guard.untold(problem)
    guard.leave(code)


def line_of(words: Sequence[str]) -> grammar.Line:
    """Return the line that the arguments say, or, without any, the prompt or the pipe.

    Raises:
        KeyboardInterrupt: the person thought better of it.
    """
    if words:
        return _read(words, lambda: grammar.parse(words))
    typed = _asked()
    return _read([typed], lambda: grammar.parse_line(typed))


def _read(words: Sequence[str], parse: Callable[[], grammar.Line]) -> grammar.Line:
    """Return what ``parse`` makes of the words; a fault of ours must not cost them."""
    try:
        return parse()
    except Exception:  # noqa: BLE001 - whatever it is, the words come first
        reason = _("it could not be read as a line; kept as a note")
        return grammar.Line(kind="note", text=" ".join(words), reason=reason)


def _asked() -> str:
    """Return the line typed at the prompt, or all of a piped standard input.

    Raises:
        KeyboardInterrupt: the person thought better of it.
    """
    if sys.stdin is None:
        return ""
    if not sys.stdin.isatty():
        piped = sys.stdin.buffer.read(_MOST_INPUT + 1)
        if len(piped) > _MOST_INPUT:
            raise UsageProblem(
                _("That is longer than a mebibyte, more than one entry holds; it was not kept."),
                safe=_("Where it came from, it still is."),
            )
        return piped.decode("utf-8", "surrogateescape")
    sys.stderr.write(_("What is there? For example: craving 7 lonely @work    mood 6    used\n"))
    sys.stderr.write("› ")
    sys.stderr.flush()
    return sys.stdin.buffer.readline().decode("utf-8", "surrogateescape")


def fields_of(places: paths.Paths, line: grammar.Line) -> dict[str, Any]:
    """Return the fields of a line written now, its id among them."""
    known = device.load(places.device)
    rollover = known.rollover if known else days.ROLLOVER_DEFAULT
    return quick_entry.fields(line, clock.now(), rollover)


def keep(
    places: paths.Paths, line: grammar.Line, entry: dict[str, Any], *, undo: bool = True
) -> str:
    """Seal a line, and return what to say of it: what was understood and how to take it back.

    Raises:
        RecoverylogError: nothing could be written; the line was not kept.
    """
    return said(line, entry, posting.keep(places, entry), undo=undo)


def said(
    line: grammar.Line, entry: dict[str, Any], kept: posting.Kept, *, undo: bool = True
) -> str:
    """Return what is printed once an entry is safe: what was understood, and how to undo it.

    Args:
        line: what was typed.
        entry: its fields as they were sealed.
        kept: where it lies now.
        undo: tell of the command that takes it back.
    """
    shown = None if line.at is None else quick_entry.when_words(entry)
    lines = [_("Kept: {line}", line=grammar.understood(line, when=shown))]
    if line.reason:
        lines.append(f"  {line.reason}")
    lines += [f"  {remark}" for remark in line.remarks]
    if line.kind == "use":
        lines.append(_("  Thank you for writing it down. It takes away nothing that came before."))
    if not kept.protected:
        lines.append(
            _("  Kept, not yet protected: `recoverylog init`, or the next unlock, takes it in.")
        )
    if kept.spooled:
        lines.append(_("  The journal's folder cannot be written; it waits on this device."))
    if kept.other_journal:
        lines.append(
            _(
                "  This folder holds another journal than this device knows; it is sealed for the"
                " known one.\n  `recoverylog status` tells more."
            )
        )
    if undo:
        lines.append(_("  Take it back: recoverylog undo"))
    return "\n".join(lines) + "\n"
