"""Commands for the person's own early signs: name them, tick them once a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import clean
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.insights.signs import Sign
    from recoverylog.session.journal import Journal

app = typer.Typer(
    help=_("Your own early signs: name them, tick those of this week."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Which = Annotated[str, typer.Argument(help=_("Its number in the list, or its words."))]


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Your own early signs: name them, tick those of this week; alone it lists them."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_signs(ctx, json_)
    elif json_:
        raise UsageProblem(
            _("--json stands behind the list."), hint="recoverylog signs list --json"
        )


@app.command("list")
def list_signs(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List your signs, with a dot at those ticked for this week."""
    from recoverylog.cli import as_json, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import views

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = views.signs(journal)
    if json_:
        page.print_json(as_json.signs(found))
    else:
        page.show(views.signs_sheet(found))


@app.command("add")
def add(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help=_("In your own words: skipping meals."))],
    no_input_: NoInput = False,
) -> None:
    """Name a sign in your own words.

    Something that you notice in yourself when things get harder; eight at most.
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        added = journal.put_sign(" ".join(words))
        number = [one.id for one in journal.signs()].index(added.id) + 1
        label = clean(added.label)
        page.tell(
            _(
                "Added: {label}. In a week it is there: recoverylog signs tick {number}",
                label=label,
                number=number,
            )
        )


@app.command("tick")
def tick(
    ctx: typer.Context,
    which: Annotated[
        list[str] | None, typer.Argument(help=_("Their numbers, or their words."))
    ] = None,
    off: Annotated[bool, typer.Option("--off", help=_("Take the tick away."))] = False,
    none: Annotated[
        bool, typer.Option("--none", help=_("You looked, and none is there this week."))
    ] = False,
    no_input_: NoInput = False,
) -> None:
    """Tick the signs that are there this week.

    With --none it is noted that you looked, and that none is there.
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import NotFound, UsageProblem
    from recoverylog.insights.wording.signs import signs_line

    if none and (which or off):
        raise UsageProblem(_("--none stands alone."), hint=_("For example: signs tick --none"))
    if off and not which:
        raise UsageProblem(_("--off takes a tick away."), hint=_("For example: signs tick 2 --off"))
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        if not journal.signs():
            raise NotFound(
                _("No sign has a name yet."),
                safe=_("Nothing was changed."),
                hint=_("For example: recoverylog signs add skipping meals"),
            )
        if not which and not none:
            raise UsageProblem(
                _("No sign was named."),
                safe=_("Nothing was changed."),
                hint=_("For example: signs tick 1, or signs tick --none where none is there."),
            )
        chosen = [_named(journal, word) for word in which or ()]
        if none:
            _check_none_ticked(journal)
            journal.tick(None, journal.today())
        for sign in chosen:
            journal.tick(sign.id, journal.today(), on=not off)
        line = signs_line(journal.signs_seen())
        page.tell(f"{line[:1].upper()}{line[1:]}.")


@app.command("put-away")
def put_away(ctx: typer.Context, which: Which, no_input_: NoInput = False) -> None:
    """Be asked about a sign no more; its weeks are kept."""
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        sign = _named(journal, which)
        journal.archive_sign(sign.id)
        page.tell(
            _(
                "Put away: {sign}. Added again in the same words, it is back.",
                sign=clean(sign.label),
            )
        )


def _check_none_ticked(journal: Journal) -> None:
    """Raise a UsageProblem where a sign is ticked for this week."""
    from recoverylog.errors import UsageProblem
    from recoverylog.session import views

    found = views.signs(journal)
    ticked = [n for n, one in enumerate(found.signs, start=1) if one.id in found.ticked]
    if ticked:
        numbers = " ".join(map(str, ticked))
        raise UsageProblem(
            _("A tick stands for this week."),
            safe=_("Nothing was changed."),
            hint=_("To take it away: recoverylog signs tick {numbers} --off", numbers=numbers),
        )


def _named(journal: Journal, word: str) -> Sign:
    """Return the sign with that number or those words, or the only one that begins so.

    Raises:
        NotFound: there is none.
    """
    from recoverylog.cli import numbered
    from recoverylog.journal.text import one_line

    return numbered.named(
        journal.signs(),
        word,
        lambda one: one.label,
        missing=_("There is no sign “{word}”.", word=one_line(word, 40)),
        hint=_("recoverylog signs shows them with their numbers."),
    )
