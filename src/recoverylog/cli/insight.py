"""Commands for what the days say together: trends, year, patterns, review, milestones, signs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverylog.cli.page import Page
    from recoverylog.insights.views.year import Show
    from recoverylog.journal.focus import Focus
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal

_SCHEMA = 1
_MOST_DAYS = 36_600
_FEWEST_DAYS = 7
# Ten days with something and ten without are the least that is compared.
_FEWEST_FOR_PATTERNS = 28
_AHEAD, _MOST_AHEAD = 2, 50
_LABEL = 60
_EMPTY_CALENDAR = _(
    "The calendar is empty: its dates come from a focus."
    " recoverylog focus add alcohol --since 2026-05-14"
)

On = Annotated[str | None, typer.Option("--on", "--focus", help=_("Only this focus."))]
Days = Annotated[
    int,
    typer.Option(
        "--days", "-d", help=_("How many days, {fewest_days} or more.", fewest_days=_FEWEST_DAYS)
    ),
]
PatternDays = Annotated[
    int,
    typer.Option(
        "--days",
        "-d",
        help=_(
            "How many days, {fewest_for_patterns} or more.",
            fewest_for_patterns=_FEWEST_FOR_PATTERNS,
        ),
    ),
]


def trends(
    ctx: typer.Context,
    days: Days = 90,
    on: On = None,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show mood and craving as lines.

    Beside them stand your usual, and the same time before.
    """
    from recoverylog.cli import as_json, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import views

    length = _checked_days(days)
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        held, focus = views.read(journal), _focus(journal, on)
        if json_:
            page.print_json(as_json.trends(held.trends(focus, length), focus))
        else:
            made = views.trends_sheet(held, focus, length, page.room())
            page.show(_headed(made, held, focus))


def patterns(
    ctx: typer.Context,
    days: PatternDays = 365,
    on: On = None,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show when cravings come, with what, and what helped.

    Also what goes together, days with people and without, and your own signs.
    """
    from recoverylog.cli import as_json, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import views

    length = _checked_days(days, _FEWEST_FOR_PATTERNS)
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        held, focus = views.read(journal), _focus(journal, on)
        if json_:
            found = held.patterns(focus, length)
            page.print_json(as_json.patterns(found, views.signs(journal), focus))
        else:
            made = views.patterns_sheet(journal, held, focus, length, page.room())
            page.show(_headed(made, held, focus))


def year(
    ctx: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="[YEAR]", help=_("Such as 2026."))] = None,
    show: Annotated[
        str | None,
        typer.Option(
            "--show", metavar="mood|craving|days", help=_("What; all three unless named.")
        ),
    ] = None,
    on: On = None,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show a year, a cell for each day."""
    from recoverylog.cli import as_json, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import views

    wanted = _shows(show)
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        held, focus = views.read(journal), _focus(journal, on)
        shown = _checked_year(number, held)
        counted = (focus,) if focus else held.focuses
        if json_:
            days = [(one, held.year(shown, one).states) for one in counted]
            page.print_json(as_json.year(held.year(shown, focus), focus, days))
        else:
            page.show(_year_page(held, focus, counted, shown, wanted))


def _year_page(
    held: Insight,
    focus: Focus | None,
    counted: Sequence[Focus],
    number: int,
    wanted: Sequence[Show],
) -> Page:
    """Return a year in cells, the days of each focus by themselves."""
    from recoverylog.cli import page
    from recoverylog.insights.views.year import Show
    from recoverylog.session import views

    made, room = page.Page(), page.room()
    several = len(held.focuses) > 1
    for show in wanted:
        for one in (counted or (None,)) if show is Show.DAYS else (focus,):
            if one is not None and several:
                _named(made, one)
            elif made.rows:
                made.gap()
            made.rows += views.year_sheet(held, one, number, show, room).rows
    return made


def _named(made: Page, focus: Focus) -> None:
    """Add the name of the focus that the rows below speak of."""
    from recoverylog.journal.text import one_line

    made.head(one_line(focus.label, _LABEL))


def review(
    ctx: typer.Context,
    until: Annotated[
        str | None, typer.Option("--until", help=_("The last of the seven days: 2026-11-15, 7d."))
    ] = None,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show seven days in a dozen lines.

    What was logged, what was hard, what helped, who was there, one thing to carry on.
    """
    from recoverylog.cli import as_json, options, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import insight, views

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        journal.note_milestones()
        last = options.day(until, journal.today()) or journal.today()
        _checked_past(last, journal)
        if json_:
            week = insight.review(journal, last)
            page.print_json(as_json.week(week, insight.on_this_day(journal, last)))
        else:
            page.show(views.week_sheet(journal, last, page.room()))


def milestones(
    ctx: typer.Context,
    ics: Annotated[
        bool, typer.Option("--ics", help=_("Print the coming anniversaries as a calendar file."))
    ] = False,
    names: Annotated[
        bool, typer.Option("--names", help=_("With --ics: each title names its focus."))
    ] = False,
    years: Annotated[
        int | None, typer.Option("--years", help=_("With --ics: how far ahead, 1 to 50; else 2."))
    ] = None,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Show the next milestones, and those you reached.

    What was reached stays, whatever comes later. A calendar file names no focus unless you add
    --names.
    """
    from recoverylog.cli import as_json, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.session import views

    if ics and json_:
        raise UsageProblem(_("--ics and --json are two forms."), hint=_("Leave one of them out."))
    if years is not None and not ics:
        raise UsageProblem(_("--years goes with --ics."), hint=_("For example: --ics --years 5."))
    if names and not ics:
        raise UsageProblem(_("--names goes with --ics."), hint=_("For example: --ics --names."))
    ahead = _AHEAD if years is None else years
    if not 1 <= ahead <= _MOST_AHEAD:
        raise UsageProblem(
            _("--years takes a number from 1 to {most_ahead}.", most_ahead=_MOST_AHEAD)
        )
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        held = views.read(journal)
        if ics:
            _print_bytes(views.calendar(held, ahead, names=names))
            if not held.focuses:
                page.tell(_EMPTY_CALENDAR)
        elif json_:
            page.print_json(as_json.milestones(views.milestone_groups(journal, held)))
        else:
            page.show(views.milestones_sheet(journal, held, page.room()))


def _print_bytes(text: str) -> None:
    """Print a calendar file as it has to be, its line ends untouched."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.flush()


def _headed(made: Page, held: Insight, focus: Focus | None) -> Page:
    """Return a page under the name of its focus, where there are others."""
    from recoverylog.cli import page

    if focus is None or len(held.focuses) < 2:
        return made
    headed = page.Page()
    _named(headed, focus)
    headed.gap()
    headed.rows += made.rows
    return headed


def _focus(journal: Journal, word: str | None) -> Focus | None:
    """Return the focus that was named, or the only one; None for all of them."""
    if word is not None:
        return journal.focus(word)
    focuses = journal.focuses()
    return focuses[0] if len(focuses) == 1 else None


def _checked_days(days: int, fewest: int = _FEWEST_DAYS) -> int:
    from recoverylog.errors import UsageProblem

    if not fewest <= days <= _MOST_DAYS:
        raise UsageProblem(
            _(
                "--days takes a number from {fewest} to {most_days}.",
                fewest=fewest,
                most_days=_MOST_DAYS,
            ),
            hint=_("For example: --days 90."),
        )
    return days


def _checked_year(number: int | None, held: Insight) -> int:
    from recoverylog.errors import UsageProblem

    shown = held.today.year if number is None else number
    if not 1 <= shown <= held.today.year:
        raise UsageProblem(
            _("{shown} is no year to look back at.", shown=shown),
            hint=_("For example: {year}.", year=held.today.year),
        )
    return shown


def _checked_past(last: date, journal: Journal) -> None:
    from recoverylog.errors import UsageProblem

    if last > journal.today():
        raise UsageProblem(
            _("{last} is still to come.", last=last), hint=_("For example: --until yesterday.")
        )
    if last.toordinal() < _FEWEST_DAYS:
        raise UsageProblem(
            _("There are no seven days up to {last}.", last=last), hint=_("For example: 7d.")
        )


def _shows(word: str | None) -> tuple[Show, ...]:
    from recoverylog.errors import UsageProblem
    from recoverylog.insights.views.year import Show
    from recoverylog.journal.text import one_line

    if word is None:
        return tuple(Show)
    folded = word.strip().lower()
    if folded not in set(Show):
        shown = one_line(word, 40)
        raise UsageProblem(
            _("A year cannot show “{shown}”.", shown=shown),
            hint=_("It shows {show}.", show=", ".join(Show)),
        )
    return (Show(folded),)
