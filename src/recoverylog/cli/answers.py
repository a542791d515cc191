"""Commands for the answers that came: read, keep, put away, erase, block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.cli.page import Page
    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal

app = typer.Typer(
    help=_("Answers that came: list, show, keep, erase, block."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Id = Annotated[str, typer.Argument(metavar="ID", help=_("Its beginning, as the list shows it."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]

STATES = {"new": _("new"), "kept": _("kept as an encouragement"), "put_away": _("put away")}
_SHOWN = 60
_COLUMNS = 72


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Answers that came: list, show, keep, put away, erase, block; alone it lists them."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_answers(ctx, json_)
    elif json_:
        raise UsageProblem(
            _("--json stands behind the list."), hint="recoverylog answers list --json"
        )


@app.command("list")
def list_answers(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List the answers that came, the latest first.

    The words of a new one are shown by show.
    """
    from recoverylog.cli import ledger_words, rows, shared_json
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal.selection import short_names
    from recoverylog.journal.text import one_line

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.replies()
    if json_:
        pages.print_json(shared_json.answers(found))
        return
    page = pages.Page()
    names = short_names(one.id for one in found)
    width = max(map(len, names.values()), default=0)
    for one in found:
        day = rows.day_words(one.at.astimezone().date())
        # What is new may never have been read, and may not be kind.
        is_new = one.state == "new"
        words = f"“{one_line(one.text, _SHOWN)}”"
        said = (
            _("To read it: recoverylog answers show {names}", names=names[one.id])
            if is_new
            else words
        )
        about = _(
            "{day}, {states}, to {page}",
            day=day,
            states=STATES[one.state],
            page=ledger_words.page_words(one.page),
        )
        page.add(
            pages.Span(about, "faint"),
            pages.Span(f"\n{said}"),
            lead=(pages.Span(f"{names[one.id]:<{width}}  ", "number"),),
        )
    if not found:
        page.add(_("No answer is here. One that came by a message: recoverylog receive"))
    pages.show(page)


@app.command("show")
def show(ctx: typer.Context, id_: Id, json_: Json = False, no_input_: NoInput = False) -> None:
    """Show one answer whole."""
    from recoverylog.cli import page as pages
    from recoverylog.cli import shared_json
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        one = journal.reply_of(id_)
    if json_:
        pages.print_json(shared_json.one_answer(one))
        return
    page = pages.Page()
    add_heading(page, one)
    page.gap()
    _add_words(page, one)
    page.gap()
    page.add(pages.Span(f"{STATES[one.state]}, {one.id}", "faint"))
    pages.show(page)


@app.command("keep")
def keep(ctx: typer.Context, id_: Id, no_input_: NoInput = False) -> None:
    """Keep an answer as an encouragement, to come back on other days."""
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        kept(journal, journal.reply_of(id_))


@app.command("put-away")
def put_away(ctx: typer.Context, id_: Id, no_input_: NoInput = False) -> None:
    """Have an answer come back no more.

    It can still be read, and kept.
    """
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        was_put_away(journal, journal.reply_of(id_))


@app.command("erase")
def erase(ctx: typer.Context, id_: Id, yes: Yes = False, no_input_: NoInput = False) -> None:
    """Erase the words of an answer, for good."""
    from recoverylog.cli import asking
    from recoverylog.cli.unlocking import unlocked

    quiet = no_input(ctx, no_input_)
    with unlocked(no_input=quiet) as journal:
        one = journal.reply_of(id_)
        sure = asking.confirmed(
            _("Erase {answer_words}, for good?", answer_words=answer_words(one)),
            yes_given=yes,
            no_input=quiet,
            safe=_("Nothing was erased."),
        )
        if sure:
            erased(journal, one)


@app.command("block")
def block(ctx: typer.Context, id_: Id, yes: Yes = False, no_input_: NoInput = False) -> None:
    """Close the page that was answered; put its answers away.

    Whoever has its six words can then answer it no more; a new page has new ones.
    """
    from recoverylog.cli import asking
    from recoverylog.cli.unlocking import unlocked

    quiet = no_input(ctx, no_input_)
    with unlocked(no_input=quiet) as journal:
        one = journal.reply_of(id_)
        sure = asking.confirmed(
            _block_question(one), yes_given=yes, no_input=quiet, safe=_("Nothing was changed.")
        )
        if sure:
            blocked(journal, one)


# What is done, and said of it ---------------------------------------------------------------


def settle(journal: Journal, one: Reply) -> None:
    """Ask what is to become of an answer; enter leaves it as new.

    Raises:
        KeyboardInterrupt: the person left; the answer stays as it is.
    """
    from recoverylog.cli import asking, page

    while True:
        try:
            typed = asking.line(_("Keep, put away, erase, block? k, p, e, b; enter leaves it: "))
        except EOFError:
            page.tell("")
            typed = ""
        choice = typed.lower()[:1]
        if not choice:
            page.tell(_("It waits as new: recoverylog answers keep {id}", id=one.id[:8]))
            return
        if choice == "k":
            kept(journal, one)
            return
        if choice == "p":
            was_put_away(journal, one)
            return
        if choice == "e" and asking.yes(_("Erase it for good?")):
            erased(journal, one)
            return
        if choice == "b" and asking.yes(_block_question(one)):
            blocked(journal, one)
            return


def _block_question(one: Reply) -> str:
    from recoverylog.cli import ledger_words

    return _(
        "Take no more answers to {page}, and put these away?",
        page=ledger_words.page_words(one.page),
    )


def kept(journal: Journal, one: Reply) -> None:
    """Keep an answer, and say so."""
    from recoverylog.cli import page

    journal.keep_reply(one.id)
    page.tell(
        _(
            "Kept as an encouragement: {answer_words}. Today brings it back by turns.",
            answer_words=answer_words(one),
        )
    )


def was_put_away(journal: Journal, one: Reply) -> None:
    """Put an answer away, and say so."""
    from recoverylog.cli import page

    journal.put_reply_away(one.id)
    page.tell(
        _(
            "Put away: {answer_words}. To read it: recoverylog answers show {id}",
            answer_words=answer_words(one),
            id=one.id[:8],
        )
    )


def erased(journal: Journal, one: Reply) -> None:
    """Erase an answer, and say so."""
    from recoverylog.cli import page

    journal.erase_reply(one.id)
    page.tell(
        _(
            "Erased: {answer_words}. Backups made before still hold it.",
            answer_words=answer_words(one),
        )
    )


def blocked(journal: Journal, one: Reply) -> None:
    """Close the page that was answered, and say so."""
    from recoverylog.cli import ledger_words, page

    row = journal.block_sender(one.id)
    page.tell(
        _(
            "Closed: {row}. It takes no more answers, and those that came are put away.",
            row=ledger_words.page_words(row),
        )
    )


def answer_words(one: Reply) -> str:
    """Return ``the answer of 24 November to the page of 22 November, for my sponsor``."""
    from recoverylog.cli import ledger_words

    return _(
        "the answer of {at} to {page}",
        at=ledger_words.at_words(one.at),
        page=ledger_words.page_words(one.page),
    )


def show_words(one: Reply) -> None:
    """Print the words of an answer, set apart."""
    from recoverylog.cli import page as pages

    page = pages.Page()
    page.gap()
    _add_words(page, one)
    page.gap()
    pages.show(page)


def add_heading(page: Page, one: Reply) -> None:
    """Add which page an answer answers."""
    from recoverylog.cli import ledger_words
    from recoverylog.cli.page import Span

    page.add(Span(_("Answers {page}", page=ledger_words.page_words(one.page)), "head"))


def _add_words(page: Page, one: Reply) -> None:
    for line in _lines(one.text):
        page.add(line, lead=("  │ ",))


def _lines(text: str) -> Iterator[str]:
    """Yield foreign words in lines so short that the bar before them is never left out."""
    from recoverylog.sharing.wrap import wrapped

    for paragraph in text.split("\n"):
        yield from list(wrapped(paragraph, "", _COLUMNS)) or [""]
