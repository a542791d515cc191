"""Commands that tell where one stands: today, streak, and recoverylog alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.cli.page import Page
    from recoverylog.insights.report import FocusFigures
    from recoverylog.journal.preference import Preferences
    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal, Standing
    from recoverylog.session.overview import Next, Today

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
        _(
            "recoverylog: a private journal for people in recovery.\n\n"
            "  recoverylog init     make your journal (two minutes)\n"
            "  rl craving 7 ...     keep a line now, before anything else\n"
            "  recoverylog demo     see an invented person's journal\n"
            "  recoverylog crisis   help now; needs nothing\n"
            "  recoverylog --help   everything\n"
        )
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
        "stands": list(overview.stands(seen)),
        "next": _next_json(seen.next),
        "unread": seen.unread,
        "encouragement": shared_json.answer(seen.encouragement) if seen.encouragement else None,
    }


def _next_json(following: Next | None) -> dict[str, Any] | None:
    if following is None:
        return None
    whom = following.whom
    return {
        "cue": following.cue,
        "then": following.then,
        "this_morning": following.this_morning,
        "call": {"name": whom.name, "reach": whom.reach} if whom is not None else None,
    }


def today_page(journal: Journal) -> Page:
    """Return today as a page: figures, the entries of the day, the last two weeks in a line."""
    from recoverylog.cli import rows
    from recoverylog.cli.page import Page, Span
    from recoverylog.session import overview

    page, seen = Page(), overview.today(journal)
    page.add(Span(f"{rows.day_words(seen.day)}, {seen.now:%H:%M}", "faint"))
    for one in seen.standings:
        add_standing(page, one, seen.preferences)
    page.head(_("Today"))
    if seen.entries and (stands := overview.stands(seen)):
        page.add(f"  {' · '.join(stands)}")
    for stored in seen.entries:
        rows.add(page, stored)
    if not seen.entries:
        page.add(Span(_("  Nothing written yet. A line is enough: rl mood 6"), "faint"))
    if said := overview.next_line(seen.next):
        page.head(_("Next"))
        page.add(f"  {said}")
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
        wording.rating_line(_("mood"), moods, FORTNIGHT),
        wording.rating_line(_("strongest craving"), cravings, FORTNIGHT),
    )
    if any(lines):
        page.head(_("Last two weeks"))
    for line in filter(None, lines):
        page.add(f"  {line}")


def _add_pending(page: Page, seen: Today) -> None:
    from recoverylog.cli.page import Span

    lines = []
    if seen.unread:
        verb = counted("answer waits", "answers wait", seen.unread)
        lines.append(
            _("{unread} {verb} to be read: recoverylog answers", unread=seen.unread, verb=verb)
        )
    if seen.unsettled_count:
        verb = counted("entry waits", "entries wait", seen.unsettled_count)
        lines.append(
            _(
                "{unsettled_count} {verb} for a word from you: recoverylog pending",
                unsettled_count=seen.unsettled_count,
                verb=verb,
            )
        )
    if seen.drafts:
        count = len(seen.drafts)
        verb = counted("entry was", "entries were", count)
        lines.append(
            _("{count} {verb} begun and not finished: recoverylog pending", count=count, verb=verb)
        )
    if lines:
        page.gap()
    for line in lines:
        page.add(Span(line, "care"))


def add_standing(page: Page, one: Standing, preferences: Preferences) -> None:
    """Add a focus: the figure that the person chose, then the others, what lasts first."""
    from recoverylog.cli.page import Span
    from recoverylog.insights.wording import figures as wording
    from recoverylog.insights.wording.large import large

    page.head(one_line(one.focus.label))
    lines = wording.figure_lines(
        one.figures,
        within=one.within,
        unit=one_line(one.focus.unit),
        runs=preferences.run_shown,
    )
    chosen = large(one.figures, preferences)
    if chosen.which != "free-days":
        lines.insert(0, f"{chosen.number} {chosen.words}")
    strong = 1 if chosen.which == "free-days" else 0
    for number, line in enumerate(lines):
        page.add(Span(f"  {line}", "strong" if number == strong else ""))
    page.add(Span(f"  {wording.counting_line(one.figures.counting)}", "faint"))


def streak(
    ctx: typer.Context,
    on: Annotated[str | None, typer.Option("--on", "--focus", help=_("Only this focus."))] = None,
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
            pages.show(views.sheet(found, pages.room(), journal.preferences()))


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
