"""Commands that look back: list, show, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import clean
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.entry import Kind
    from recoverylog.journal.selection import Found
    from recoverylog.session.journal import Journal

_SCHEMA = 1
_MOST = 1_000_000_000


def list_entries(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help=_("As search takes them."))
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help=_("craving, mood, note, gratitude, …; may be repeated.")),
    ] = None,
    tag: Annotated[str | None, typer.Option("--tag", "-t", help=_("With this tag."))] = None,
    helped: Annotated[str | None, typer.Option("--helped", help=_("Where this helped."))] = None,
    person: Annotated[str | None, typer.Option("--with", help=_("Where this person was."))] = None,
    on: Annotated[str | None, typer.Option("--on", "--focus", help=_("Of this focus."))] = None,
    first: Annotated[
        str | None, typer.Option("--from", help=_("2026-05-14, 2026-05, yesterday, 30d."))
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help=_("Up to this day."))] = None,
    day: Annotated[str | None, typer.Option("--day", help=_("Only this day."))] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, max=_MOST, help=_("The newest; 0 for all."))
    ] = 20,
    in_bin: Annotated[bool, typer.Option("--bin", help=_("What was deleted."))] = False,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """List entries, by what you choose.

    By kind, tag, what helped, person, focus and date; the newest stand last. The same can be
    said in words: recoverylog list walk @lonely is:craving from:30d
    """
    from recoverylog.cli import options, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal import filter as filters

    kinds = tuple(_kind(word) for word in kind or ())
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        now = journal.today()
        asked = filters.parse_elements(words or [], now)
        since, until, within = (options.days(named, now) for named in (first, last, day))
        wanted = asked._replace(
            kinds=asked.kinds + kinds,
            tags=(*asked.tags, *([tag.removeprefix("@")] if tag else [])),
            helped=(*asked.helped, *([helped.removeprefix("+")] if helped else [])),
            people=(*asked.people, *([person] if person else [])),
            focus=journal.focus(on).label if on else asked.focus,
            first=max(
                filter(None, (asked.first, since and since.first, within and within.first)),
                default=None,
            ),
            last=min(
                filter(None, (asked.last, until and until.last, within and within.last)),
                default=None,
            ),
            deleted=asked.deleted or in_bin,
        )
        found = journal.look_up(wanted, limit)
        _print_found(journal, found, as_json=json_)
        if found.more and not json_:
            page.tell(_("These are the newest {limit}. All of them: --limit 0", limit=limit))


def _kind(word: str) -> Kind:
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import filter as filters
    from recoverylog.journal.entry import KINDS

    found = filters.kind(word)
    if found is None:
        raise UsageProblem(
            _("There is no kind of entry called “{word}”.", word=word),
            hint=_("Kinds: {kinds}.", kinds=", ".join(KINDS)),
        )
    return found


def _print_found(journal: Journal, found: Found, *, as_json: bool) -> None:
    """Print what a filter found, the newest last, and say what of it could not be used."""
    from recoverylog.cli import page as pages
    from recoverylog.cli import rows

    for remark in found.remarks:
        pages.tell(remark[:1].upper() + remark[1:] + ".")
    oldest_first = found.entries[::-1]
    if as_json:
        focuses = journal.focuses(archived=True)
        entries = [rows.as_json(stored, focuses) for stored in oldest_first]
        pages.print_json({"schema": _SCHEMA, "entries": entries, "more": found.more})
        return
    page = pages.Page()
    rows.add_by_day(page, oldest_first)
    if not found.entries:
        page.add(pages.Span(_("Nothing here fits that."), "faint"))
    pages.show(page)


def show(
    ctx: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="NUMBER", help=_("As the list shows it."))],
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show one entry whole, with its earlier versions."""
    from recoverylog.cli import page as pages
    from recoverylog.cli import rows
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal.headline import headline
    from recoverylog.journal.selection import Stored

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        stored = journal.find(reference)
        focuses = journal.focuses(archived=True)
        states = journal.versions(stored)
        versions = [
            {
                "at": rows.moment_words(state.unix_ms),
                "action": state.action,
                **rows.as_json(
                    Stored(stored.number, state.entry, state.deleted, state.hlc), focuses
                ),
            }
            for state in states
        ]
        if json_:
            entry = rows.as_json(stored, focuses)
            pages.print_json({"schema": _SCHEMA, "entry": entry, "versions": versions})
            return
        page = pages.Page()
        rows.add_by_day(page, [stored])
        rows.add_details(page, stored, focuses)
        if len(states) > 1:
            page.head(_("Versions, oldest first"))
        for state in states if len(states) > 1 else ():
            lead = (
                pages.Span(f"  {rows.moment_words(state.unix_ms)}  {state.action:<8}", "faint"),
            )
            gone = (_("  (in the bin)"),) if state.deleted else ()
            page.add(headline(state.entry), f"  {clean(state.entry.text)}", *gone, lead=lead)
        pages.show(page)


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(help=_("All of them, each as a beginning; and what narrows."))
    ],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=_MOST, help=_("The newest."))
    ] = 50,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Search everything that you wrote.

    The newest stand last. What narrows: @tag +helped with:name on:focus is:craving from:30d
    to:2026-05 day:yesterday in:bin
    """
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal import filter as filters
    from recoverylog.journal.selection import Found

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        wanted = filters.parse_elements(words, journal.today())
        found = Found([], more=False) if wanted.empty else journal.look_up(wanted, limit)
        _print_found(journal, found, as_json=json_)
        if found.more and not json_:
            page.tell(
                _(
                    "These are the newest {limit}. More of them: --limit {limit_2}",
                    limit=limit,
                    limit_2=limit * 4,
                )
            )
