"""Commands that write: log, edit, delete, undo, purge, pending, confirm."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import NoInput, no_input

if TYPE_CHECKING:
    from recoverylog.journal.grammar import Line
    from recoverylog.journal.selection import Stored
    from recoverylog.session.journal import Journal

Reference = Annotated[str, typer.Argument(metavar="NUMBER", help="As the list shows it.")]
References = Annotated[list[str], typer.Argument(metavar="NUMBER...", help="As shown.")]


def log(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LINE]", help="craving 7 lonely @work; nothing to be asked."),
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Keep one line, as rl does.

    It goes into the open journal where that is unlocked. It asks for no passphrase: a locked
    journal takes the line sealed, and files it at the next unlock.
    """
    from recoverylog import paths, quick
    from recoverylog.cli import passphrase
    from recoverylog.errors import UsageProblem
    from recoverylog.session import opening

    if passphrase.given() is None and opening.cached(paths.find()) is None:
        if not words and sys.stdin.isatty() and no_input(ctx, no_input_):
            raise UsageProblem("Nothing was written.", hint="Type a line after log.")
        # Without words the quick path asks, or reads the pipe.
        raise typer.Exit(quick.main(words or []))
    _log_unlocked(words or [])


def _log_unlocked(words: list[str]) -> None:
    """Write the line into the journal; whatever goes wrong there, the line itself is kept."""
    from recoverylog import paths, quick
    from recoverylog.cli import page, rows
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import quick_entry

    line = quick.line_of(words)
    if not quick_entry.says_something(line):
        raise UsageProblem("Nothing was written.", hint="Type a line after log.")
    # One id for both ways: a disk that complains after a commit must not make two of it.
    entry = quick.fields_of(paths.find(), line)
    stored: Stored | None = None
    try:
        with unlocked(no_input=True) as journal:
            stored = journal.write_fields(entry)
    except BaseException as problem:
        # A fault of ours, or a Ctrl-C: the words come first.
        if stored is None:
            _keep_sealed(line, entry, problem)
        raise
    remarks = filter(None, (line.reason, *line.remarks, rows.waiting_note(stored)))
    told = [f"Kept: {rows.in_words(stored)}", *(f"  {remark}" for remark in remarks)]
    quick.say("\n".join(told) + "\n")
    page.tell("  Take it back: recoverylog undo")


def _keep_sealed(line: Line, entry: dict[str, Any], problem: BaseException) -> None:
    """Keep a line that the open journal did not take, or hand its words back.

    Raises:
        RecoverylogError: nor could it be sealed; its words were handed back.
    """
    from recoverylog import paths, quick
    from recoverylog.cli import page
    from recoverylog.errors import RecoverylogError
    from recoverylog.journal import grammar

    try:
        quick.say(quick.keep(paths.find(), line, entry))
    except BaseException:
        page.tell("Your words were not kept. Here they are, so that you can copy them:")
        page.tell(grammar.format_line(line))
        raise
    if isinstance(problem, RecoverylogError):
        problem.safe = "Your line is kept, sealed, and will be filed at the next unlock."


def edit(
    ctx: typer.Context,
    reference: Reference,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LINE]", help="The whole entry anew: craving 6 lonely @work"),
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Write an entry anew, as a line.

    What it said before stays at hand in show. Without a line, on a terminal, the present one is
    put before you to change. Its time stays unless the line has an at:.
    """
    from recoverylog.cli import page, passphrase, rows
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import RecoverylogError, UsageProblem
    from recoverylog.journal import grammar, quick_entry

    quiet = no_input(ctx, no_input_)
    if not words and not passphrase.can_ask(no_input=quiet):
        raise UsageProblem(
            "The entry's new words are missing.",
            safe="Nothing was changed.",
            hint=f"For example: recoverylog edit {reference} craving 6 lonely @work",
        )
    line: Line | None = None
    try:
        with unlocked(no_input=quiet) as journal:
            stored = journal.find(reference)
            line = grammar.parse(words) if words else _edited(journal, stored)
            if not quick_entry.says_something(line):
                raise UsageProblem(
                    "There is nothing in that.",
                    safe="The entry is as it was.",
                    hint=f"To throw it away: recoverylog delete {stored.number}",
                )
            changed = journal.rewrite(stored, line)
    except RecoverylogError:
        if words:
            page.tell(f"Your words were not used. Here they are: {' '.join(words)}")
        elif line is not None and quick_entry.says_something(line):
            page.tell(f"Your words were not used. Here they are: {grammar.format_line(line)}")
        raise
    page.tell(f"Changed: {rows.in_words(changed)}")
    for remark in filter(None, (line.reason, *line.remarks, rows.waiting_note(changed))):
        page.tell(f"  {remark}")
    page.tell(f"  Take it back: recoverylog undo {changed.number}")


_LINE_FEED = "¶"


def _edited(journal: Journal, stored: Stored) -> Line:
    """Return the line that the person made of the present one, typed over in place."""
    import readline

    from recoverylog.cli import page
    from recoverylog.journal import grammar
    from recoverylog.journal.text import clean

    # One typed line cannot hold another, so a mark stands for where they part.
    present = clean(grammar.format_line(journal.line_of(stored))).replace("\n", _LINE_FEED)
    if _LINE_FEED in present:
        page.tell(f"{_LINE_FEED} stands for a new line.")
    # Nothing of this may reach a history file.
    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(present))
    try:
        return grammar.parse_line(input("› ").replace(_LINE_FEED, "\n"))
    except EOFError:
        raise KeyboardInterrupt from None
    finally:
        readline.set_startup_hook()


def delete(ctx: typer.Context, references: References, no_input_: NoInput = False) -> None:
    """Put entries into the bin.

    For seven days undo brings them back.
    """
    from recoverylog.cli import page, rows
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = {stored.number: stored for stored in map(journal.find, references)}
        for stored in found.values():
            if stored.deleted:
                page.tell(f"In the bin already: {rows.in_words(stored)}")
                continue
            gone = journal.delete(stored)
            page.tell(f"In the bin: {rows.in_words(gone)}")
            page.tell(f"  Take it back: recoverylog undo {gone.number}")


def undo(
    ctx: typer.Context,
    reference: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help="Only what was done to this entry.")
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Take back the last change of an entry.

    That is a line just kept, an edit, a delete. Once more goes further back. Signs and focuses
    are changed back with signs tick --off and focus edit.
    """
    from recoverylog.cli import page, rows
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        stored = journal.undo(journal.find(reference) if reference else None)
    if stored.deleted:
        page.tell(f"Taken back, it lies in the bin: {rows.in_words(stored)}")
    else:
        page.tell(f"It stands again as: {rows.in_words(stored)}")


def purge(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    no_input_: NoInput = False,
) -> None:
    """Erase what is in the bin, for good.

    Every version of it goes. Backups made before still hold it.
    """
    from recoverylog.cli import page, passphrase
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.journal.selection import Selection

    quiet = no_input(ctx, no_input_)
    with unlocked(no_input=quiet) as journal:
        count = len(journal.select(Selection(deleted=True)))
        if not count:
            page.tell("The bin is empty.")
            return
        if not yes:
            if not passphrase.can_ask(no_input=quiet):
                raise UsageProblem(
                    "Erasing for good needs your word.",
                    safe="Nothing was erased.",
                    hint="Add --yes.",
                )
            page.tell(f"{_entries(count)} in the bin. Once erased, nothing brings that back.")
            if input("Type purge to erase: ").strip().lower() != "purge":
                page.tell("Nothing was erased.")
                return
        page.tell(f"{_entries(journal.purge())} erased. Backups made before still hold them.")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
