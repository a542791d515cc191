"""Commands for the person's own early signs: name them, tick them once a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input

if TYPE_CHECKING:
    from recoverylog.insights.signs import Sign
    from recoverylog.session.journal import Journal

app = typer.Typer(
    help="Your own early signs: name them, tick those of this week.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Which = Annotated[str, typer.Argument(help="Its number in the list, or its words.")]


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Your own early signs: name them, tick those of this week; alone it lists them."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_signs(ctx, json_)
    elif json_:
        raise UsageProblem("--json stands behind the list.", hint="recoverylog signs list --json")


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
    words: Annotated[list[str], typer.Argument(help="In your own words: skipping meals.")],
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
        page.tell(f"Added: {added.label}. In a week it is there: recoverylog signs tick {number}")


@app.command("tick")
def tick(
    ctx: typer.Context,
    which: Annotated[
        list[str] | None, typer.Argument(help="Their numbers, or their words.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Take the tick away.")] = False,
    none: Annotated[
        bool, typer.Option("--none", help="You looked, and none is there this week.")
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
        raise UsageProblem("--none stands alone.", hint="For example: signs tick --none")
    if off and not which:
        raise UsageProblem("--off takes a tick away.", hint="For example: signs tick 2 --off")
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        if not journal.signs():
            raise NotFound(
                "No sign has a name yet.",
                safe="Nothing was changed.",
                hint="For example: recoverylog signs add skipping meals",
            )
        if not which and not none:
            raise UsageProblem(
                "No sign was named.",
                safe="Nothing was changed.",
                hint="For example: signs tick 1, or signs tick --none where none is there.",
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
        page.tell(f"Put away: {sign.label}. Added again in the same words, it is back.")


def _check_none_ticked(journal: Journal) -> None:
    """Raise a UsageProblem where a sign is ticked for this week."""
    from recoverylog.errors import UsageProblem
    from recoverylog.session import views

    found = views.signs(journal)
    ticked = [n for n, one in enumerate(found.signs, start=1) if one.id in found.ticked]
    if ticked:
        numbers = " ".join(map(str, ticked))
        raise UsageProblem(
            "A tick stands for this week.",
            safe="Nothing was changed.",
            hint=f"To take it away: recoverylog signs tick {numbers} --off",
        )


def _named(journal: Journal, word: str) -> Sign:
    """Return the sign with that number or those words, or the only one that begins so.

    Raises:
        NotFound: there is none.
    """
    from recoverylog.errors import NotFound
    from recoverylog.journal.text import folded, one_line

    signs = journal.signs()
    numbered = {str(number): one for number, one in enumerate(signs, start=1)}
    if word.strip() in numbered:
        return numbered[word.strip()]
    wanted = folded(word).strip()
    whole = [one for one in signs if folded(one.label) == wanted]
    begun = whole or [one for one in signs if wanted and folded(one.label).startswith(wanted)]
    if len(begun) != 1:
        raise NotFound(
            f"There is no sign “{one_line(word, 40)}”.",
            safe="Nothing was changed.",
            hint="recoverylog signs shows them with their numbers.",
        )
    return begun[0]
