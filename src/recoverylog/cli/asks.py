"""Commands for the queue: what is to be brought to somebody, written with `rl ask`."""

from __future__ import annotations

from typing import Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

app = typer.Typer(
    help=_("What you want to bring to someone: list, done."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """What you want to bring to someone: list, done; alone it lists them.

    A line adds to it: rl ask how to get through Sunday
    """
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_asks(ctx, json_)
    elif json_:
        raise UsageProblem(_("--json stands behind the list."), hint="recoverylog asks list --json")


@app.command("list")
def list_asks(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List what is open, the oldest first. A page for somebody begins with it."""
    from recoverylog.cli import page as pages
    from recoverylog.cli import rows
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.asks()
        focuses = journal.focuses(archived=True)
    if json_:
        pages.print_json({"schema": 1, "asks": [rows.as_json(one, focuses) for one in found]})
        return
    page = pages.Page()
    rows.add_by_day(page, found)
    if found:
        page.gap()
        page.add(_("Talked about:     recoverylog asks done NUMBER   (it stays as a note)"))
    else:
        page.add(_("Nothing is open. A line adds to it: rl ask how to get through Sunday"))
    pages.show(page)


@app.command("done")
def done(
    ctx: typer.Context,
    references: Annotated[list[str], typer.Argument(metavar="NUMBER...", help=_("As listed."))],
    no_input_: NoInput = False,
) -> None:
    """Say that something was talked about; it stays as a note."""
    from recoverylog.cli import page, rows
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import NotFound

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        waiting = {stored.number: stored for stored in journal.asks()}
        found = {stored.number: stored for stored in map(journal.find, references)}
        for number in found:
            if number not in waiting:
                raise NotFound(
                    _("Entry {number} is not open to be brought to anybody.", number=number),
                    safe=_("Nothing was changed."),
                    hint=_("recoverylog asks shows what is."),
                )
        for stored in found.values():
            settled = journal.change(stored, ask=False)
            page.tell(_("Talked about: {settled}", settled=rows.in_words(settled)))
            page.tell(_("  Take it back: recoverylog undo {number}", number=settled.number))
