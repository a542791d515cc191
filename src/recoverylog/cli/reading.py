"""Commands that look back: today, list, show, search, streak."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import Json, NoInput, no_input

if TYPE_CHECKING:
    from recoverylog.cli.page import Page
    from recoverylog.insights.report import FocusFigures
    from recoverylog.journal.entry import Kind
    from recoverylog.journal.selection import Found
    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal, Standing
    from recoverylog.session.overview import Today

_SCHEMA = 1
_MOST = 1_000_000_000


def front_page(ctx: typer.Context) -> None:
    """Answer `recoverylog` alone: today where there is a journal, the first steps where not."""
    from recoverylog import paths
    from recoverylog.vault import inbox

    if inbox.has_vault(paths.find()):
        _today(ctx, no_input_wanted=no_input(ctx, False), as_json=False)
        return
    sys.stdout.write(
        "recoverylog: a private journal for people in recovery.\n\n"
        "  recoverylog init     make your journal (two minutes)\n"
        "  rl craving 7 ...     keep a line now, before anything else\n"
        "  recoverylog demo     see an invented person's journal\n"
        "  recoverylog crisis   help now; needs nothing\n"
        "  recoverylog --help   everything\n"
    )


def today(ctx: typer.Context, no_input_: NoInput = False, json_: Json = False) -> None:
    """Show where you stand, and today's entries."""
    _today(ctx, no_input_wanted=no_input(ctx, no_input_), as_json=json_)


def _today(ctx: typer.Context, *, no_input_wanted: bool, as_json: bool) -> None:
    del ctx
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input_wanted) as journal:
        if as_json:
            pages.print_json(_today_json(journal))
        else:
            pages.show(today_page(journal))


def _today_json(journal: Journal) -> dict[str, Any]:
    from recoverylog.cli import rows, shared_json
    from recoverylog.session import overview

    seen = overview.today(journal)
    focuses = journal.focuses(archived=True)
    return {
        "schema": _SCHEMA,
        "day": seen.day.isoformat(),
        "focuses": [_figures_json(one) for one in seen.standings],
        "entries": [rows.as_json(stored, focuses) for stored in seen.entries],
        "pending": seen.unsettled_count,
        "drafts": len(seen.drafts),
        "encouragement": shared_json.answer(seen.encouragement) if seen.encouragement else None,
    }


def today_page(journal: Journal) -> Page:
    """Return today as a page: figures, the entries of the day, the last two weeks in a line."""
    from recoverylog.cli import rows
    from recoverylog.cli.page import Page, Span
    from recoverylog.session import overview

    page, seen = Page(), overview.today(journal)
    page.add(Span(f"{rows.day_words(seen.day)}, {seen.now:%H:%M}", "faint"))
    for one in seen.standings:
        add_standing(page, one)
    page.head("Today")
    for stored in seen.entries:
        rows.add(page, stored)
    if not seen.entries:
        page.add(Span("  Nothing written yet. A line is enough: rl mood 6", "faint"))
    _add_fortnight(page, seen)
    if seen.encouragement is not None:
        _add_encouragement(page, seen.encouragement)
    _add_pending(page, seen)
    return page


def _add_encouragement(page: Page, said: Reply) -> None:
    """Add an answer that was kept, in two lines at most, and who sent it and when."""
    from recoverylog.cli import ledger_words
    from recoverylog.cli.page import Span

    page.gap()
    for line in ledger_words.quoted(said.text, lines=2):
        page.add(f"  {line}")
    whom, day = ledger_words.called(said.page.supporter), ledger_words.at_words(said.at)
    page.add(Span(f"  {', '.join(filter(None, (whom, day)))}", "faint"))


def _add_fortnight(page: Page, seen: Today) -> None:
    from recoverylog.insights import series
    from recoverylog.insights.wording import figures as wording
    from recoverylog.session.overview import FORTNIGHT

    values = series.by_day(stored.entry for stored in seen.fortnight_entries).values()
    moods = [value.mood for value in values if value.mood is not None]
    cravings = [value.craving for value in values if value.craving is not None]
    lines = (
        wording.rating_line("mood", moods, FORTNIGHT),
        wording.rating_line("strongest craving", cravings, FORTNIGHT),
    )
    if any(lines):
        page.head("Last two weeks")
    for line in filter(None, lines):
        page.add(f"  {line}")


def _add_pending(page: Page, seen: Today) -> None:
    from recoverylog.cli.page import Span

    lines = []
    if seen.unsettled_count:
        verb = "entry waits" if seen.unsettled_count == 1 else "entries wait"
        lines.append(f"{seen.unsettled_count} {verb} for a word from you: recoverylog pending")
    if seen.drafts:
        count = len(seen.drafts)
        verb = "entry was" if count == 1 else "entries were"
        lines.append(f"{count} {verb} begun and not finished: recoverylog pending")
    if lines:
        page.gap()
    for line in lines:
        page.add(Span(line, "care"))


def add_standing(page: Page, one: Standing) -> None:
    """Add a focus and its figures, what lasts first."""
    from recoverylog.cli.page import Span
    from recoverylog.insights.wording import figures as wording
    from recoverylog.journal.text import one_line

    page.head(one.focus.label)
    lines = wording.figure_lines(one.figures, within=one.within, unit=one_line(one.focus.unit))
    for number, line in enumerate(lines):
        page.add(Span(f"  {line}", "strong" if number == 1 else ""))
    page.add(Span(f"  {wording.counting_line(one.figures.counting)}", "faint"))


def list_entries(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="As search takes them.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help="craving, mood, note, gratitude, …; may be repeated."),
    ] = None,
    tag: Annotated[str | None, typer.Option("--tag", "-t", help="With this tag.")] = None,
    helped: Annotated[str | None, typer.Option("--helped", help="Where this helped.")] = None,
    person: Annotated[str | None, typer.Option("--with", help="Where this person was.")] = None,
    on: Annotated[str | None, typer.Option("--on", "--focus", help="Of this focus.")] = None,
    first: Annotated[
        str | None, typer.Option("--from", help="2026-05-14, 2026-05, yesterday, 30d.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="Up to this day.")] = None,
    day: Annotated[str | None, typer.Option("--day", help="Only this day.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, max=_MOST, help="The newest; 0 for all.")
    ] = 20,
    in_bin: Annotated[bool, typer.Option("--bin", help="What was deleted.")] = False,
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
            page.tell(f"These are the newest {limit}. All of them: --limit 0")


def _kind(word: str) -> Kind:
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import filter as filters
    from recoverylog.journal.entry import KINDS

    found = filters.kind(word)
    if found is None:
        raise UsageProblem(
            f"There is no kind of entry called “{word}”.", hint=f"Kinds: {', '.join(KINDS)}."
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
        page.add(pages.Span("Nothing here fits that.", "faint"))
    pages.show(page)


def show(
    ctx: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="NUMBER", help="As the list shows it.")],
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
            page.head("Versions, oldest first")
        for state in states if len(states) > 1 else ():
            lead = (
                pages.Span(f"  {rows.moment_words(state.unix_ms)}  {state.action:<8}", "faint"),
            )
            gone = ("  (in the bin)",) if state.deleted else ()
            page.add(headline(state.entry), f"  {state.entry.text}", *gone, lead=lead)
        pages.show(page)


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(help="All of them, each as a beginning; and what narrows.")
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=_MOST, help="The newest.")] = 50,
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
            page.tell(f"These are the newest {limit}. More of them: --limit {limit * 4}")


def streak(
    ctx: typer.Context,
    on: Annotated[str | None, typer.Option("--on", "--focus", help="Only this focus.")] = None,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show how long, in the order of what lasts."""
    from recoverylog.cli import as_json
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights.views import figures as views
    from recoverylog.session import standings

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = standings.figures(journal, journal.focus(on) if on else None)
        if json_:
            focuses = [{**_figures_json(one), **as_json.figures(one)} for one in found]
            pages.print_json({"schema": _SCHEMA, "focuses": focuses})
        else:
            pages.show(views.sheet(found, pages.room()))


def _figures_json(one: Standing | FocusFigures) -> dict[str, Any]:
    figures = one.figures
    window = figures.last_30
    return {
        "label": one.focus.label,
        "recovery_since": figures.in_recovery_since.isoformat(),
        "counting": figures.counting.value,
        "free_days_total": figures.free_days_total,
        "last_30": {
            "free": window.free,
            "used": window.used,
            "unconfirmed": window.unconfirmed,
            "not_logged": window.not_logged,
        },
        "current_run": figures.current_run,
        "longest_run": figures.longest_run,
        "runs": figures.runs,
    }
