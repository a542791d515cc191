"""Commands about supporters: whom a page may be for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import clean
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.journal.supporter import Supporter

app = typer.Typer(
    help=_("Who supports you: add, list, edit, put away."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Who = Annotated[
    list[str], typer.Argument(metavar="WHO", help=_("Name or role; the beginning is enough."))
]
Role = Annotated[
    str | None, typer.Option("--role", "-r", help=_("What they are to you: sponsor, peer, sister."))
]
Reach = Annotated[str | None, typer.Option("--reach", help=_("How to reach them."))]
Sections = Annotated[
    list[str] | None,
    typer.Option(
        "--sections",
        "-s",
        metavar="PARTS",
        help=_("What they usually get: talk,need,mood. Or: default."),
    ),
]
Days = Annotated[
    str | None,
    typer.Option(
        "--days", "-d", metavar="7|30|90", help=_("Of how many days they are usually told.")
    ),
]


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Who supports you: add, list, edit, put away; alone it lists them."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_people(ctx, json_)
    elif json_:
        raise UsageProblem(
            _("--json stands behind the list."), hint="recoverylog people list --json"
        )


@app.command("list")
def list_people(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List who supports you, those who were put away too."""
    from recoverylog.cli import page as pages
    from recoverylog.cli import shared_json
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal import terms

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.supporters(archived=True)
    if json_:
        pages.print_json(shared_json.people(found))
        return
    page = pages.Page()
    for one in found:
        parts = [clean(one.role), clean(one.reach), _("put away") if one.archived else ""]
        said = "  ".join(filter(None, parts))
        page.add(pages.Span(clean(one.name), "strong"), f"  {said}" if said else "")
    if not found:
        role = terms.chosen().supporter.role
        page.add(_("Nobody is named yet: recoverylog people add Maya --role {role}", role=role))
    pages.show(page)


@app.command("show")
def show(ctx: typer.Context, who: Who, json_: Json = False, no_input_: NoInput = False) -> None:
    """Show what you noted of somebody, and what they usually get."""
    from recoverylog.cli import page as pages
    from recoverylog.cli import shared_json, ticking
    from recoverylog.cli.share_draft import USUAL_DAYS
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights.wording.dates import date_words

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        one = journal.supporter(" ".join(who))
        told = [row for row in journal.shared() if row.supporter and row.supporter.id == one.id]
    if json_:
        pages.print_json(shared_json.person(one, told))
        return
    page = pages.Page()
    page.add(pages.Span(clean(one.name), "strong"), _("  put away") if one.archived else "")
    last = date_words(told[0].at.astimezone().date()) if told else ""
    shared = (
        _(
            "{pages}, the last on {last}",
            pages=counted("{n} page", "{n} pages", len(told)),
            last=last,
        )
        if told
        else _("nothing yet")
    )
    details = ((_("role"), clean(one.role)), (_("reach"), clean(one.reach)), (_("shared"), shared))
    for name, value in details:
        if value:
            page.add(value, lead=(pages.Span(f"  {name:<8}", "faint"),))
    gets = _("Usually gets") if one.sections is not None else _("Gets, where nothing else is said,")
    page.head(
        _(
            "{gets} {days} of",
            gets=gets,
            days=counted("{n} day", "{n} days", one.days or USUAL_DAYS),
        )
    )
    ticking.add_parts(page, (part.value for part in ticking.usual(one)))
    pages.show(page)


@app.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=_("What you call them."))],
    role: Role = None,
    reach: Reach = None,
    sections: Sections = None,
    days: Days = None,
    no_input_: NoInput = False,
) -> None:
    """Name somebody who supports you.

    Under a name that was put away they are back, with what you noted of them.
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal import quick_entry
    from recoverylog.journal.supporter import Supporter
    from recoverylog.journal.text import folded, inert_line

    wanted = inert_line(" ".join(name))
    new = Supporter(id=quick_entry.new_id(), name=wanted)
    _with(new, role=role, reach=reach, sections=sections, days=days)  # complains at once
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        away = (one for one in journal.supporters(archived=True) if one.archived)
        before = next((one for one in away if folded(one.name) == folded(wanted)), None)
        put = journal.put_supporter(
            _with(before or new, role=role, reach=reach, sections=sections, days=days, away=False)
        )
        verb = _("Back again") if before else _("Added")
        page.tell(f"{verb}: {_in_words(put)}.")
        page.tell(_("  A page for them: recoverylog share {put}", put=_callable(put)))


@app.command("edit")
def edit(
    ctx: typer.Context,
    who: Who,
    name: Annotated[str | None, typer.Option("--name", help=_("Another name."))] = None,
    role: Role = None,
    reach: Reach = None,
    sections: Sections = None,
    days: Days = None,
    no_input_: NoInput = False,
) -> None:
    """Change what you noted of somebody."""
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem

    if all(one is None for one in (name, role, reach, days)) and not sections:
        raise UsageProblem(_("Nothing to change was named."), hint=_("See people edit --help."))
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        present = journal.supporter(" ".join(who))
        put = journal.put_supporter(
            _with(present, name=name, role=role, reach=reach, sections=sections, days=days)
        )
        page.tell(_("Changed: {put}.", put=_in_words(put)))
        page.tell(
            _(
                "  It was: {present}. To go back, name that with people edit.",
                present=_in_words(present),
            )
        )


@app.command("put-away")
def put_away(ctx: typer.Context, who: Who, no_input_: NoInput = False) -> None:
    """Be offered somebody no more.

    What was shared with them stays in the ledger. Pages that they have still take answers;
    recoverylog shared close ends that.
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        one = journal.supporter(" ".join(who))
        if one.archived:
            page.tell(_("Put away already: {name}.", name=clean(one.name)))
            return
        journal.archive_supporter(one.id)
        again = f"recoverylog people add {_callable(one)}"
        page.tell(_("Put away: {name}. Back again: {again}", name=clean(one.name), again=again))


def _with(
    one: Supporter,
    *,
    name: str | None = None,
    role: str | None = None,
    reach: str | None = None,
    sections: list[str] | None = None,
    days: str | None = None,
    away: bool | None = None,
) -> Supporter:
    """Return a supporter with what was named changed.

    Raises:
        UsageProblem: there is no such part or period.
    """
    import msgspec

    from recoverylog.cli import share_draft, ticking

    texts = {"name": name, "role": role, "reach": reach, "archived": away}
    fields: dict[str, object] = {key: value for key, value in texts.items() if value is not None}
    if sections:
        # An empty word names no part, and then nothing is ticked for them.
        parts = ticking.named(sections) if sections != [ticking.DEFAULT] else None
        fields["sections"] = None if parts is None else tuple(part.value for part in parts)
    if days is not None:
        fields["days"] = None if days == ticking.DEFAULT else share_draft.period(days)
    return msgspec.structs.replace(one, **fields)


def _in_words(one: Supporter) -> str:
    from recoverylog.journal.text import one_line

    usually = ""
    if one.sections is not None:
        usually = _("usually gets {sections}", sections=", ".join(one.sections) or _("no part"))
    told = _("of {days}", days=counted("{n} day", "{n} days", one.days)) if one.days else ""
    return ", ".join(filter(None, map(one_line, (one.name, one.role, one.reach, usually, told))))


def _callable(one: Supporter) -> str:
    """Return how somebody is named on a command line."""
    import shlex

    from recoverylog.journal.text import one_line

    return shlex.quote(one_line(one.name, 40))
