"""The check-in: said in options, or asked for on a terminal, one field after the other."""

from __future__ import annotations

import contextlib
import re
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import NoInput, no_input
from recoverylog.errors import (
    INTERRUPTED,
    Damaged,
    Locked,
    NoJournal,
    RecoverylogError,
    UsageProblem,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from recoverylog.journal.grammar import Line
    from recoverylog.journal.selection import Stored
    from recoverylog.session.drafts import OwnDraft
    from recoverylog.session.journal import Journal

_KIND = "check_in"


Mood = Annotated[str | None, typer.Option("--mood", "-m", help="0 lowest to 10 best.")]
Craving = Annotated[
    str | None, typer.Option("--craving", "-c", help="The strongest of the day, 0 to 10.")
]
Sleep = Annotated[str | None, typer.Option("--sleep", "-s", help="Hours: 7, 6.5 or 6:30.")]
Good = Annotated[
    list[str] | None, typer.Option("--good", "-g", help="Something good; may be repeated.")
]
Halt = Annotated[
    list[str] | None,
    typer.Option(
        "--halt", metavar="hungry|angry|lonely|tired", help="What applied; may be repeated."
    ),
]
Words = Annotated[str | None, typer.Option("--note", "-n", help="Anything else.")]
Time = Annotated[str | None, typer.Option("--at", help="Another time: -2h, yesterday, 21:30.")]


def check_in(
    ctx: typer.Context,
    mood: Mood = None,
    craving: Craving = None,
    sleep: Sleep = None,
    good: Good = None,
    halt: Halt = None,
    note: Words = None,
    at: Time = None,
    no_input_: NoInput = False,
) -> None:
    """Keep a check-in: mood, craving, sleep, good things.

    Everything can be left out. Without options, on a terminal, it asks for one after the other;
    enter skips, and Ctrl-C keeps what you said so far.
    """
    from recoverylog.cli import passphrase
    from recoverylog.cli.unlocking import unlocked

    quiet = no_input(ctx, no_input_)
    typed = {"mood": mood, "craving": craving, "sleep": sleep, "halt": " ".join(halt or ())}
    figures = {name: words for name, words in typed.items() if words}
    said: dict[str, Any] = {"at": at, "good": good or [], "text": note}
    asking = not (figures or good or note)
    if asking and not passphrase.can_ask(no_input=quiet):
        raise UsageProblem(
            "There is nothing in that.",
            safe="Nothing was written.",
            hint='For example: recoverylog check-in --mood 6 --good "coffee in the sun"',
        )
    stored, stopped = None, False
    try:
        for name, words in figures.items():
            said[name] = _READING[name](words)
        with unlocked(no_input=quiet) as journal:
            draft = _own_draft(journal) if asking else None
            stopped = draft is not None and _ask(said, partial(_keep_draft, draft, said))
            stored = _write(journal, said, draft)
    except BaseException as problem:
        # Whatever stops it, a Ctrl-C at the passphrase too: the words come first.
        if stored is None:
            _hand_back(_spoken(said), problem)
        raise
    _tell(stored)
    if stopped:
        raise typer.Exit(INTERRUPTED)


def _spoken(said: dict[str, Any]) -> dict[str, Any]:
    """Return the fields in which something is said, their texts without blanks around them."""
    told = dict(said)
    told["good"] = [thing.strip() for thing in said.get("good") or () if thing.strip()]
    told["text"] = (said.get("text") or "").strip()
    return {name: value for name, value in told.items() if value not in (None, "", [], ())}


# ── Reading an answer ─────────────────────────────────────────────────────────────────────────


def read_rating(typed: str) -> float:
    """Return a number from 0 to 10, written as the line grammar has it: ``7``, ``7,5``, ``7/10``.

    Raises:
        UsageProblem: it is none.
    """
    from recoverylog.journal import words

    value = words.rating(typed.strip())
    if value is None:
        raise _unread(typed, "It is a number from 0 to 10.")
    return value


_CLOCK = re.compile(r"(\d{1,2}) ?[h:] ?([0-5]?\d) ?(?:m|min)?")
_HOURS = re.compile(r" ?h(ours?)?$")


def read_sleep(typed: str) -> float:
    """Return hours, 0 to 24, written as ``7``, ``6.5``, ``6,5 h``, ``6:30`` or ``6h30``.

    Raises:
        UsageProblem: they are none.
    """
    from recoverylog.journal import words

    text = typed.strip().lower()
    parts = _CLOCK.fullmatch(text)
    value = words.number(_HOURS.sub("", text), places=2)
    if parts:
        value = round(int(parts[1]) + int(parts[2]) / 60, 2)
    if value is None or value > 24:
        raise _unread(typed, "Hours of sleep are such as 7, 6.5 or 6:30.")
    return value


_NONE = {"and", "no", "none", "nothing"}


def read_halt(typed: str) -> list[str]:
    """Return which of hungry, angry, lonely and tired are named; their beginnings are enough.

    Raises:
        UsageProblem: another word stands there.
    """
    from recoverylog.journal.entry import HALT

    found = set()
    for word in re.findall(r"\w+", typed.lower()):
        named = [one for one in HALT if one.startswith(word)]
        if not named and word not in _NONE:
            raise _unread(word, f"It is any of {', '.join(HALT)}, or none.")
        found.update(named)
    return [one for one in HALT if one in found]


def _unread(typed: str, hint: str) -> UsageProblem:
    from recoverylog.journal.text import one_line

    return UsageProblem(f"“{one_line(typed, 40)}” could not be read here.", hint=hint)


_READING: dict[str, Callable[[str], Any]] = {
    "mood": read_rating,
    "craving": read_rating,
    "sleep": read_sleep,
    "halt": read_halt,
}


# ── Asking ────────────────────────────────────────────────────────────────────────────────────


def _ask(said: dict[str, Any], keep: Callable[[], None]) -> bool:
    """Ask for every field, ``keep`` each answer at once, and return whether the person left early.

    Raises:
        KeyboardInterrupt: the person left before anything was said.
    """
    from recoverylog.cli import page

    page.tell("Enter skips what you leave unsaid. Ctrl-C keeps what you said so far.")
    try:
        for name, question in _QUESTIONS:
            _ask_one(said, name, question, keep)
    except EOFError:
        page.tell("")
    except KeyboardInterrupt:
        if not _spoken(said).keys() - {"at"}:
            raise
        page.tell("\nLeft there. What you said so far is being kept.")
        return True
    return False


_QUESTIONS = (
    ("mood", "Mood, 0 lowest to 10 best: "),
    ("craving", "Strongest craving of the day, 0 none to 10: "),
    ("sleep", "Hours of sleep: "),
    ("good", "Something good: "),
    ("halt", "Hungry, angry, lonely, tired? "),
    ("text", "Anything else: "),
)


def _ask_one(said: dict[str, Any], name: str, question: str, keep: Callable[[], None]) -> None:
    """Ask for one field until it is said or skipped; good things until there are no more.

    Raises:
        KeyboardInterrupt: the person left; words typed half stand in the field.
        EOFError: that was all.
    """
    from recoverylog.cli import page

    while typed := _typed(said, name, question):
        try:
            _put(said, name, typed)
        except UsageProblem as problem:
            page.tell(problem.line())
            continue
        keep()
        if name != "good":
            return
        question = "Something else that was good: "


def _put(said: dict[str, Any], name: str, typed: str) -> None:
    """Put an answer into its field.

    Raises:
        UsageProblem: it cannot be read.
    """
    if name == "good":
        said["good"] = [*said["good"], typed]
    elif name == "text":
        said["text"] = " ".join(filter(None, (said["text"], typed)))
    else:
        said[name] = _READING[name](typed)


def _put_half(said: dict[str, Any], name: str, half: str) -> None:
    """Put an answer that was cut short where none of its words is lost."""
    number = _READING.get(name) in (read_rating, read_sleep)
    try:
        # The 1 of a 10 is not what was meant: a number counts once enter was pressed.
        _put({} if number else said, name, half)
    except UsageProblem:
        _put(said, "text", half)


def _typed(said: dict[str, Any], name: str, question: str) -> str:
    """Return the line that is typed at ``question``; where Ctrl-C cuts it short, keep its words.

    Raises:
        KeyboardInterrupt: after that.
        EOFError: the input has ended.
    """
    import readline

    # Nothing of this may reach a history file.
    readline.set_auto_history(False)
    begun: list[bool] = []
    readline.set_startup_hook(lambda: begun.append(True))
    try:
        return input(question).strip()
    except KeyboardInterrupt:
        # Before the line was begun, what the buffer holds is the answer before this one.
        half = readline.get_line_buffer().strip() if begun else ""
        if half:
            _put_half(said, name, half)
        raise
    finally:
        readline.set_startup_hook()


# ── Keeping ───────────────────────────────────────────────────────────────────────────────────


def _own_draft(journal: Journal) -> OwnDraft:
    """Return a draft for the answers; say so where another check-in was begun before."""
    from recoverylog.cli import page
    from recoverylog.session.drafts import OwnDraft

    draft = OwnDraft(journal, _KIND)
    if not draft.is_ours():
        page.tell("A check-in that was begun before stays beside this one: recoverylog pending")
    return draft


def _keep_draft(draft: OwnDraft, said: dict[str, Any]) -> None:
    """Keep the answers so far, so that a closed terminal loses none of them."""
    fields = _fields(said)
    if not fields.keys() - {"at", "when_words"}:
        return
    if "at" in fields:
        fields["at"] = fields["at"].isoformat()
    # If the disk refuses, it says so when the entry itself is to be written.
    with contextlib.suppress(RecoverylogError):
        draft.keep({"kind": _KIND, **fields})


def _write(journal: Journal, said: dict[str, Any], own: OwnDraft | None) -> Stored:
    """Write the check-in, and erase its draft.

    Raises:
        UsageProblem: nothing was said.
        RecoverylogError: it could not be written.
    """
    fields = _fields(said)
    if not fields.keys() - {"at", "when_words"}:
        raise UsageProblem("There was nothing in that.", safe="Nothing was written.")
    entry = journal.new_entry(kind=_KIND, source="log", **fields)
    draft = own.kept() if own else None
    return journal.write(entry) if draft is None else journal.write_from_draft(entry, draft)


def _fields(said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said as the fields of an entry."""
    fields = _spoken(said)
    phrase = fields.pop("at", None)
    if phrase is not None:
        moment = _moment(phrase)
        fields |= {"when_words": phrase} if moment is None else {"at": moment}
    return fields


def _moment(phrase: str) -> datetime | None:
    from recoverylog import clock
    from recoverylog.journal import when
    from recoverylog.session import phrases

    now = clock.now()
    return when.resolve(phrase, now) or phrases.resolve(phrase, now)


def _tell(stored: Stored) -> None:
    """Say in one line what was kept, and how to take it back."""
    from recoverylog import quick
    from recoverylog.cli import page, rows
    from recoverylog.journal.entry import CheckIn
    from recoverylog.journal.text import one_line

    entry = stored.entry
    more = [*entry.halt, *entry.good] if isinstance(entry, CheckIn) else []
    lines = ["  ".join([f"Kept: {rows.in_words(stored)}", *(one_line(word, 40) for word in more)])]
    lines += [f"  {note}" for note in filter(None, [rows.waiting_note(stored)])]
    quick.say("\n".join(lines) + "\n")
    page.tell("  Take it back: recoverylog undo")


_SHUT = (Locked, WrongPassphrase, NoJournal, Damaged)


def _hand_back(said: dict[str, Any], problem: BaseException) -> None:
    """Hand the words of a check-in back, as lines that a closed journal takes."""
    import shlex
    import sys

    from recoverylog.cli import page
    from recoverylog.journal import grammar
    from recoverylog.journal.text import clean

    lines = _as_lines(said)
    if lines:
        page.tell("Your words were not kept. These lines keep them, locked or not:")
    elif isinstance(problem, _SHUT):
        problem.hint = f"{problem.hint} rl mood 6 and rl craving 4 need no passphrase.".strip()
    for line in lines:
        # Not wrapped, so that it can be copied.
        sys.stderr.write(f"  rl {clean(shlex.join(grammar.format_elements(line)))}\n")


def _as_lines(said: dict[str, Any]) -> list[Line]:
    """Return the lines that say what a check-in says; what has no line of its own is a note."""
    from recoverylog.journal.grammar import Line

    at = said.get("at")
    lines = [
        Line(kind=name, value=said[name], at=at) for name in ("mood", "craving") if name in said
    ]
    lines += [Line(kind="gratitude", text=thing, at=at) for thing in said.get("good", ())]
    sleep = f"slept {said['sleep']:g} hours" if "sleep" in said else ""
    rest = ", ".join(filter(None, (sleep, *said.get("halt", ()), said.get("text", ""))))
    return lines + ([Line(kind="note", text=rest, at=at)] if rest else [])
