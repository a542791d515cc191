"""Commands for the ledger: what was handed over, to whom, and what of it is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.shared import Shared

app = typer.Typer(
    help="What you shared: list, show, close, delete-file.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="Its beginning, as the list shows it.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """What you shared: list, show, close, delete-file; alone it lists it."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_shared(ctx, json_)
    elif json_:
        raise UsageProblem("--json stands behind the list.", hint="recoverylog shared list --json")


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
        page.add("Nothing was shared yet. Look first: recoverylog share --preview")
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
                "Only a sealed page takes answers.", safe="There is nothing to close."
            )
        if not row.is_open(clock.now()):
            page.tell(f"It takes no more answers already: {ledger_words.page_words(row)}.")
            return
        question = (
            f"Take no more answers to {ledger_words.page_words(row)}? Nothing brings its key back."
        )
        sure = asking.confirmed(
            question, yes_given=yes, no_input=quiet, safe="It stays open; nothing was changed."
        )
        if sure:
            journal.close_page(row.id)
            page.tell(f"Closed: {ledger_words.page_words(row)}. Its key for answers is erased.")
            page.tell("  Whoever has the page and its six words can still read it.")


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
            raise UsageProblem("There was no file: it was handed over without one.")
        if ledger_words.file_state(row) == "there":
            sure = asking.confirmed(
                f"Remove {row.path}?",
                yes_given=yes,
                no_input=quiet,
                safe="The file is still there.",
            )
            if not sure:
                return
        if not journal.delete_shared_file(row.id):
            page.tell(f"It was gone already: {row.path}. Copies that were sent stay.")
            return
        page.tell(f"Removed: {row.path}")
        page.tell(
            "  This is no secure erase: the disk may hold what was in it for a while."
            " Copies that were sent stay where they are."
        )


# In words -----------------------------------------------------------------------------------


_FORMS = {
    "page": "a sealed page",
    "text": "text, not encrypted",
    "markdown": "Markdown, not encrypted",
    "html": "HTML, not encrypted",
    "json": "JSON, not encrypted",
}


def _form(row: Shared) -> str:
    return _FORMS[row.form]


def _open_words(row: Shared, now: datetime) -> str:
    from recoverylog.insights.wording.dates import date_words

    if row.closes is None:
        return ""
    day = date_words(row.closes.astimezone().date())
    return f"takes answers until {day}" if row.is_open(now) else f"closed on {day}"


def _file_words(row: Shared) -> str:
    from recoverylog.cli import ledger_words

    return {
        "none": "no file",
        "there": "file there",
        "gone": "file not there any more",
        "deleted": "file deleted",
    }[ledger_words.file_state(row)]


def _details(row: Shared, now: datetime, answers: int) -> tuple[tuple[str, str], ...]:
    from recoverylog.cli import ticking
    from recoverylog.insights.wording.dates import span_words

    whom = row.supporter
    named = f"{whom.name}, {whom.role}".removesuffix(", ") if whom else ""
    return (
        ("with", named),
        ("form", _form(row)),
        ("period", span_words(row.first, row.last)),
        ("parts", ", ".join(ticking.in_order(row.sections))),
        ("answers", (_open_words(row, now) + f"; {answers} came") if row.closes else ""),
        ("file", _file_words(row) + (f": {row.path}" if row.path else "")),
        ("sha256", row.digest),
        ("id", row.id),
    )
