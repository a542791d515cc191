"""Commands that write: log, edit, delete, undo, purge, pending, confirm."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import NoInput, no_input
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.journal.grammar import Line
    from recoverylog.journal.selection import Stored
    from recoverylog.session.journal import Journal

Reference = Annotated[str, typer.Argument(metavar="NUMBER", help=_("As the list shows it."))]
References = Annotated[list[str], typer.Argument(metavar="NUMBER...", help=_("As shown."))]


def log(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LINE]", help=_("craving 7 lonely @work; nothing to be asked.")),
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
            raise UsageProblem(_("Nothing was written."), hint=_("Type a line after log."))
        # Without words the quick path asks, or reads the pipe.
        raise typer.Exit(quick.main(words or []))
    keep_line(words or [])


def keep_line(words: list[str]) -> int:
    """Write the line into the journal; whatever goes wrong there, the line itself is kept.

    Returns:
        The number of the entry.
    """
    from recoverylog import paths, quick
    from recoverylog.cli import page, rows
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import quick_entry

    line = quick.line_of(words)
    if not quick_entry.says_something(line):
        raise UsageProblem(_("Nothing was written."), hint=_("Type a line after log."))
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
    told = [
        _("Kept: {stored}", stored=rows.in_words(stored)),
        *(f"  {remark}" for remark in remarks),
    ]
    quick.say("\n".join(told) + "\n")
    page.tell(_("  Take it back: recoverylog undo"))
    return stored.number


def seal_line(line: Line, entry: dict[str, Any]) -> None:
    """Seal a line while no journal is open and say so, or hand its words back.

    Raises:
        RecoverylogError: it could not be sealed; its words were handed back.
    """
    from recoverylog import paths, quick
    from recoverylog.cli import page
    from recoverylog.errors import HANDED_BACK
    from recoverylog.journal import grammar

    try:
        quick.say(quick.keep(paths.find(), line, entry))
    except BaseException:
        page.tell(HANDED_BACK)
        page.tell(grammar.format_line(line))
        raise


def _keep_sealed(line: Line, entry: dict[str, Any], problem: BaseException) -> None:
    """Keep a line that the open journal did not take, or hand its words back.

    Raises:
        RecoverylogError: nor could it be sealed; its words were handed back.
    """
    from recoverylog.errors import RecoverylogError

    seal_line(line, entry)
    if isinstance(problem, RecoverylogError):
        problem.safe = _("Your line is kept, sealed, and will be filed at the next unlock.")


def edit(
    ctx: typer.Context,
    reference: Reference,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LINE]", help=_("The whole entry anew: craving 6 lonely @work")),
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
            _("The entry's new words are missing."),
            safe=_("Nothing was changed."),
            hint=_(
                "For example: recoverylog edit {reference} craving 6 lonely @work",
                reference=reference,
            ),
        )
    line: Line | None = None
    try:
        with unlocked(no_input=quiet) as journal:
            stored = journal.find(reference)
            line = grammar.parse(words) if words else _edited(journal, stored)
            if not quick_entry.says_something(line):
                raise UsageProblem(
                    _("There is nothing in that."),
                    safe=_("The entry is as it was."),
                    hint=_("To throw it away: recoverylog delete {number}", number=stored.number),
                )
            changed = journal.rewrite(stored, line)
    except RecoverylogError:
        if words:
            page.tell(_("Your words were not used. Here they are: {words}", words=" ".join(words)))
        elif line is not None and quick_entry.says_something(line):
            page.tell(
                _("Your words were not used. Here they are: {line}", line=grammar.format_line(line))
            )
        raise
    page.tell(_("Changed: {changed}", changed=rows.in_words(changed)))
    for remark in filter(None, (line.reason, *line.remarks, rows.waiting_note(changed))):
        page.tell(f"  {remark}")
    page.tell(_("  Take it back: recoverylog undo {number}", number=changed.number))


_LINE_FEED = "¶"


def _edited(journal: Journal, stored: Stored) -> Line:
    """Return the line that the person made of the present one, typed over in place."""
    import readline

    from recoverylog.cli import page
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import grammar, veil
    from recoverylog.journal.text import inert

    if veil.is_drawn():
        raise UsageProblem(
            _("To be changed here the entry would have to be shown, and privacy is on."),
            safe=_("Nothing was changed."),
            hint=_(
                "Give the whole line: recoverylog edit {number} craving 6 lonely",
                number=stored.number,
            ),
        )

    # One typed line cannot hold another, so a mark stands for where they part.
    present = inert(grammar.format_line(journal.line_of(stored))).replace("\n", _LINE_FEED)
    if _LINE_FEED in present:
        page.tell(_("{line_feed} stands for a new line.", line_feed=_LINE_FEED))
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
                page.tell(_("In the bin already: {stored}", stored=rows.in_words(stored)))
                continue
            gone = journal.delete(stored)
            page.tell(_("In the bin: {gone}", gone=rows.in_words(gone)))
            page.tell(_("  Take it back: recoverylog undo {number}", number=gone.number))


def undo(
    ctx: typer.Context,
    reference: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help=_("Only what was done to this entry."))
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Take back the last change of an entry.

    That is a line just kept, a whole evening, an edit, a delete. Once more goes further back.
    Signs and focuses are changed back with signs tick --off and focus edit.
    """
    from recoverylog.cli import page, rows
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal.entry import CheckIn

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        stored = journal.undo(journal.find(reference) if reference else None)
    if stored.deleted:
        page.tell(_("Taken back, it lies in the bin: {stored}", stored=rows.in_words(stored)))
        if reference is None and isinstance(stored.entry, CheckIn) and stored.entry.written_with:
            page.tell(_("  What was written on the same form went with it."))
    else:
        page.tell(_("It stands again as: {stored}", stored=rows.in_words(stored)))


def purge(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
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
            page.tell(_("The bin is empty."))
            return
        if not yes:
            if not passphrase.can_ask(no_input=quiet):
                raise UsageProblem(
                    _("Erasing for good needs your word."),
                    safe=_("Nothing was erased."),
                    hint=_("Add --yes."),
                )
            page.tell(
                _(
                    "{count} in the bin. Once erased, nothing brings that back.",
                    count=_entries(count),
                )
            )
            if input(_("Type purge to erase: ")).strip().lower() != "purge":
                page.tell(_("Nothing was erased."))
                return
        page.tell(
            _(
                "{purge} erased. Backups made before still hold them.",
                purge=_entries(journal.purge()),
            )
        )


def _entries(count: int) -> str:
    return counted("{n} entry", "{n} entries", count)
