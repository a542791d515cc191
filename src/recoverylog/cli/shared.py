"""Commands for the ledger: what was handed over, to whom, and what of it is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import clean
from recoverylog.language import _

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.shared import Shared

app = typer.Typer(
    help=_("What you shared: list, show, close, delete-file."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Id = Annotated[str, typer.Argument(metavar="ID", help=_("Its beginning, as the list shows it."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """What you shared: list, show, close, delete-file; alone it lists it."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_shared(ctx, json_)
    elif json_:
        raise UsageProblem(
            _("--json stands behind the list."), hint="recoverylog shared list --json"
        )


@app.command("list")
def list_shared(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List what you shared, the latest first."""
    from recoverylog import clock
    from recoverylog.cli import ledger_words, rows, shared_json
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal.selection import short_names

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.shared()
    now = clock.now()
    if json_:
        pages.print_json(shared_json.ledger(found, now))
        return
    page = pages.Page()
    names = short_names(row.id for row in found)
    width = max(map(len, names.values()), default=0)
    for row in found:
        day = row.at.astimezone().date()
        lead = (pages.Span(f"{names[row.id]:<{width}}  ", "number"),)
        body = [
            pages.Span(rows.day_words(day)),
            pages.Span(f"  {ledger_words.for_whom(row)}", "strong"),
        ]
        state = ", ".join(filter(None, (_form(row), _open_words(row, now), _file_words(row))))
        page.add(*body, pages.Span(f"\n{state}", "faint"), lead=lead)
    if not found:
        page.add(_("Nothing was shared yet. Look first: recoverylog share --preview"))
    pages.show(page)


@app.command("show")
def show(ctx: typer.Context, id_: Id, json_: Json = False, no_input_: NoInput = False) -> None:
    """Show one of them: its parts, its file, its answers."""
    from recoverylog import clock
    from recoverylog.cli import ledger_words, rows, shared_json
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        row = journal.share_of(id_)
        came = [one for one in journal.replies() if one.page.id == row.id]
    now = clock.now()
    if json_:
        answers = [one.id for one in came]
        document = {"schema": 1, "shared": shared_json.shared_row(row, now), "answers": answers}
        pages.print_json(document)
        return
    page = pages.Page()
    when = row.at.astimezone()
    page.head(f"{rows.day_words(when.date())}, {when:%H:%M}, {ledger_words.for_whom(row)}")
    for name, value in _details(row, now, len(came)):
        if value:
            page.add(value, lead=(pages.Span(f"  {name:<8}  ", "faint"),))
    pages.show(page)


@app.command("close")
def close(ctx: typer.Context, id_: Id, yes: Yes = False, no_input_: NoInput = False) -> None:
    """Take no more answers to a page, for good.

    Its key is erased. Answers that came stay. Whoever has the page and its words can go on
    reading it.
    """
    from recoverylog import clock
    from recoverylog.cli import asking, ledger_words, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem

    quiet = no_input(ctx, no_input_)
    with unlocked(no_input=quiet) as journal:
        row = journal.share_of(id_)
        if row.form != "page":
            raise UsageProblem(
                _("Only a sealed page takes answers."), safe=_("There is nothing to close.")
            )
        if not row.is_open(clock.now()):
            page.tell(
                _("It takes no more answers already: {row}.", row=ledger_words.page_words(row))
            )
            return
        question = _(
            "Take no more answers to {row}? Nothing brings its key back.",
            row=ledger_words.page_words(row),
        )
        sure = asking.confirmed(
            question, yes_given=yes, no_input=quiet, safe=_("It stays open; nothing was changed.")
        )
        if sure:
            journal.close_page(row.id)
            page.tell(
                _("Closed: {row}. Its key for answers is erased.", row=ledger_words.page_words(row))
            )
            page.tell(_("  Whoever has the page and its six words can still read it."))


@app.command("delete-file")
def delete_file(ctx: typer.Context, id_: Id, yes: Yes = False, no_input_: NoInput = False) -> None:
    """Remove the file that was written here.

    Copies that were sent stay. It is no secure erase: the disk may hold what was in it for a while.
    """
    from recoverylog.cli import asking, ledger_words, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem

    quiet = no_input(ctx, no_input_)
    with unlocked(no_input=quiet) as journal:
        row = journal.share_of(id_)
        if not row.path:
            raise UsageProblem(_("There was no file: it was handed over without one."))
        if ledger_words.file_state(row) == "there":
            sure = asking.confirmed(
                _("Remove {path}?", path=clean(row.path)),
                yes_given=yes,
                no_input=quiet,
                safe=_("The file is still there."),
            )
            if not sure:
                return
        if not journal.delete_shared_file(row.id):
            page.tell(
                _("It was gone already: {path}. Copies that were sent stay.", path=clean(row.path))
            )
            return
        page.tell(_("Removed: {path}", path=clean(row.path)))
        page.tell(
            _(
                "  This is no secure erase: the disk may hold what was in it for a while."
                " Copies that were sent stay where they are."
            )
        )


# In words -----------------------------------------------------------------------------------


_FORMS = {
    "page": _("a sealed page"),
    "text": _("text, not encrypted"),
    "markdown": _("Markdown, not encrypted"),
    "html": _("HTML, not encrypted"),
    "json": _("JSON, not encrypted"),
}


def _form(row: Shared) -> str:
    return _FORMS[row.form]


def _open_words(row: Shared, now: datetime) -> str:
    from recoverylog.insights.wording.dates import date_words

    if row.closes is None:
        return ""
    day = date_words(row.closes.astimezone().date())
    return (
        _("takes answers until {day}", day=day)
        if row.is_open(now)
        else _("closed on {day}", day=day)
    )


def _file_words(row: Shared) -> str:
    from recoverylog.cli import ledger_words

    return {
        "none": _("no file"),
        "there": _("file there"),
        "gone": _("file not there any more"),
        "deleted": _("file deleted"),
    }[ledger_words.file_state(row)]


def _details(row: Shared, now: datetime, answers: int) -> tuple[tuple[str, str], ...]:
    from recoverylog.cli import ticking
    from recoverylog.insights.wording.dates import span_words

    whom = row.supporter
    named = clean(f"{whom.name}, {whom.role}".removesuffix(", ")) if whom else ""
    return (
        (_("with"), named),
        (_("form"), _form(row)),
        (_("period"), span_words(row.first, row.last)),
        (_("parts"), ", ".join(ticking.in_order(row.sections))),
        (
            _("answers"),
            (_open_words(row, now) + _("; {answers} came", answers=answers)) if row.closes else "",
        ),
        (_("file"), _file_words(row) + (f": {clean(row.path)}" if row.path else "")),
        ("sha256", row.digest),
        ("id", row.id),
    )
