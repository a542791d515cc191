"""Commands for if-then plans: what you mean to do in a moment that you know is hard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.plan import Plan
    from recoverylog.session.journal import Journal

app = typer.Typer(
    help=_("Your if-then plans for hard moments: list, add, edit."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

_SCHEMA = 1

Which = Annotated[str, typer.Argument(help=_("Its number, or the words behind its if."))]


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Your if-then plans for hard moments: add, list, edit, put away; alone it lists them."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_plans(ctx, json_)
    elif json_:
        raise UsageProblem(
            _("--json stands behind the list."), hint="recoverylog plans list --json"
        )


@app.command("list")
def list_plans(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List your plans, each with its number."""
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights.wording.plans import plan_line

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.plans()
    if json_:
        listed = [{"cue": one.cue, "then": one.then} for one in found]
        pages.print_json({"schema": _SCHEMA, "plans": listed})
        return
    page = pages.Page()
    for number, one in enumerate(found, start=1):
        page.add(plan_line(one), lead=(pages.Span(f"{number:>3}  ", "faint"),))
    if not found:
        page.add(
            _("Here stand your own plans for moments that you know are hard: if this, then that.")
        )
        page.add(_('The first one: recoverylog plans add "bus ride" "sit at the front, call J."'))
    pages.show(page)


@app.command("add")
def add(
    ctx: typer.Context,
    cue: Annotated[
        str | None, typer.Argument(metavar="[IF]", help=_("The moment: bus ride."))
    ] = None,
    then: Annotated[
        str | None, typer.Argument(metavar="[THEN]", help=_("What you do: call J."))
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Add a plan: if this comes, then I do that.

    Two halves in your own words, each in quotes. On a terminal what is not said is asked.
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights.wording.plans import plan_line

    quiet = no_input(ctx, no_input_)
    _check_can_ask(cue, then, quiet=quiet)
    with unlocked(no_input=quiet) as journal:
        cue, then = _asked(cue, then)
        put = journal.put_plan(cue, then)
        page.tell(_("Added: {put}", put=plan_line(put)))


@app.command("edit")
def edit(
    ctx: typer.Context,
    which: Which,
    cue: Annotated[str | None, typer.Option("--if", metavar="WORDS", help=_("The moment."))] = None,
    then: Annotated[
        str | None, typer.Option("--then", metavar="WORDS", help=_("What you do."))
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Give a plan other words.

    With --if or --then only that half; on a terminal without them both are asked.
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights.wording.plans import plan_line

    quiet = no_input(ctx, no_input_)
    if cue is None and then is None:
        _check_can_ask(cue, then, quiet=quiet, hint=_('For example: plans edit 1 --then "call J."'))
    with unlocked(no_input=quiet) as journal:
        plan = _named(journal, which)
        if cue is None and then is None:
            _check_may_show()
            cue, then = _asked(None, None, begun=plan)
        put = journal.put_plan(
            plan.cue if cue is None else cue, plan.then if then is None else then, plan.id
        )
        page.tell(_("Changed: {put}", put=plan_line(put)))


@app.command("put-away")
def put_away(ctx: typer.Context, which: Which, no_input_: NoInput = False) -> None:
    """Be offered a plan no more; in the same words it comes back."""
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights.wording.plans import plan_line

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        plan = _named(journal, which)
        journal.archive_plan(plan.id)
        page.tell(_("Put away: {plan}", plan=plan_line(plan)))
        page.tell(_("  Added again in the same words, it is back."))


def _check_can_ask(cue: str | None, then: str | None, *, quiet: bool, hint: str = "") -> None:
    """Raise a UsageProblem where a half is missing and nobody is there to be asked."""
    from recoverylog.cli import passphrase
    from recoverylog.errors import UsageProblem

    if (cue is None or then is None) and not passphrase.can_ask(no_input=quiet):
        raise UsageProblem(
            _("A plan has two halves: if this comes, then I do that."),
            safe=_("Nothing was changed."),
            hint=hint or _('For example: plans add "bus ride" "sit at the front, call J."'),
        )


def _check_may_show() -> None:
    """Raise a UsageProblem where privacy is on, since words are put there to be typed over."""
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import veil

    if veil.is_drawn():
        raise UsageProblem(
            _("To be changed here the plan would have to be shown, and privacy is on."),
            safe=_("Nothing was changed."),
            hint=_('Give the words: recoverylog plans edit 1 --then "call J."'),
        )


def _asked(cue: str | None, then: str | None, begun: Plan | None = None) -> tuple[str, str]:
    """Return both halves; one that was not said is asked for, its present words to begin with.

    Raises:
        KeyboardInterrupt: the person left; what they typed was told again.
        EOFError: the input has ended.
    """
    from recoverylog.cli import asking, page

    def half(typed: str) -> None:
        page.tell("")
        page.tell(_("Not kept: {typed}", typed=typed))

    if cue is None:
        cue = asking.line(_("If "), begun=begun.cue if begun else "", half=half)
    if then is None:
        try:
            then = asking.line(_("then I will "), begun=begun.then if begun else "", half=half)
        except KeyboardInterrupt:
            page.tell(_("Not kept: {cue}", cue=cue))
            raise
    return cue, then


def _named(journal: Journal, word: str) -> Plan:
    """Return the plan with that number, or the only one whose cue begins so.

    Raises:
        NotFound: there is none.
    """
    from recoverylog.cli import numbered
    from recoverylog.journal.text import one_line

    return numbered.named(
        journal.plans(),
        word,
        lambda one: one.cue,
        missing=_("There is no plan “{word}”.", word=one_line(word, 40)),
        hint=_("recoverylog plans shows them with their numbers."),
    )
