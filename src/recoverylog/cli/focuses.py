"""Commands about focuses: what a person is in recovery from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import clean
from recoverylog.language import _

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.journal.focus import Counting, Focus, Goal, Per
    from recoverylog.session.journal import Journal

app = typer.Typer(
    help=_("What you are in recovery from: add, list, edit."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Word = TypeVar("Word", bound=str)

Since = Annotated[str | None, typer.Option("--since", help=_("2026-05-14, yesterday, 30d (ago)."))]
CountingOption = Annotated[
    str | None,
    typer.Option(
        "--counting",
        help=_("presume-free: free unless use was recorded. only-logged: only days with an entry."),
    ),
]
GoalOption = Annotated[str | None, typer.Option("--goal", help=_("abstain or reduce."))]
Limit = Annotated[
    str | None, typer.Option("--limit", help=_("To use less: at most so much a day or week."))
]
PerOption = Annotated[
    str | None, typer.Option("--per", help=_("What the limit is for: day, week."))
]
Unit = Annotated[
    str | None, typer.Option("--unit", help=_("What amounts are counted in: drinks, cigarettes."))
]


@app.callback()
def root(ctx: typer.Context) -> None:
    """What you are in recovery from: add, list, edit; alone it lists them."""
    if ctx.invoked_subcommand is None:
        list_focuses(ctx)


@app.command("add")
def add(
    ctx: typer.Context,
    label: Annotated[str, typer.Argument(help=_("Your own word for it."))],
    since: Since = None,
    counting: CountingOption = None,
    goal: GoalOption = None,
    limit: Limit = None,
    per: PerOption = None,
    unit: Unit = None,
    no_input_: NoInput = False,
) -> None:
    """Add a focus; without --since it starts today. With a limit its goal is to reduce."""
    import msgspec

    from recoverylog.cli import options, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.journal import limit as limits

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        start = options.day(since, journal.today()) or journal.today()
        sets_a_limit = limit is not None or per is not None
        wanted = _goal(goal) or ("reduce" if sets_a_limit else None)
        added = _made(journal, label, start, _counting(counting), wanted)
        added = msgspec.structs.replace(added, unit=limits.checked_unit(unit or ""))
        if sets_a_limit:
            added = limits.limited(added, limit, _per(per))
        journal.put_focus(added)
        said = limits.in_words(added)
        page.tell(
            _(
                "Added: {added}, since {since}{said}.",
                added=clean(added.label),
                since=added.since,
                said=said and f", {said}",
            )
        )
        _tell_of_limits(added)


def new_focus(
    journal: Journal, label: str, since: date, counting: Counting | None, goal: Goal | None
) -> Focus:
    """Add a focus to the journal and return it.

    Raises:
        UsageProblem: the label is empty.
        AlreadyThere: there is one of that name.
    """
    added = _made(journal, label, since, counting, goal)
    journal.put_focus(added)
    return added


def _made(
    journal: Journal, label: str, since: date, counting: Counting | None, goal: Goal | None
) -> Focus:
    """Return a new focus, which the journal does not hold yet."""
    import uuid

    from recoverylog.journal.focus import Focus, free_name

    words = free_name(journal.focuses(archived=True), label)
    return Focus(
        id=uuid.uuid4().hex,
        label=words,
        since=since,
        goal=goal or "abstain",
        counting=counting or "presume_free",
    )


@app.command("list")
def list_focuses(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List the focuses, archived ones too."""
    import msgspec

    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.insights import streaks
    from recoverylog.insights.wording.figures import counting_words
    from recoverylog.journal import limit as limits

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.focuses(archived=True)
    if json_:
        pages.print_json({"schema": 1, "focuses": msgspec.to_builtins(found)})
        return
    page = pages.Page()
    for one in found:
        counting = counting_words(streaks.Counting(one.counting))
        limit = limits.in_words(one)
        parts = [
            _("since {since}", since=one.since),
            one.goal,
            *([limit] if limit else []),
            counting,
        ]
        parts += [_("archived")] if one.archived else []
        page.add(pages.Span(clean(one.label), "strong"), "  " + "  ".join(parts))
    if not found:
        page.add(_("There is no focus yet: recoverylog focus add alcohol --since 2026-05-14"))
    pages.show(page)


@app.command("edit")
def edit(
    ctx: typer.Context,
    label: Annotated[str, typer.Argument(help=_("Which one."))],
    name: Annotated[str | None, typer.Option("--name", help=_("Another name."))] = None,
    since: Since = None,
    counting: CountingOption = None,
    goal: GoalOption = None,
    limit: Limit = None,
    no_limit: Annotated[bool, typer.Option("--no-limit", help=_("Without a limit again."))] = False,
    per: PerOption = None,
    unit: Unit = None,
    archive: Annotated[
        bool | None, typer.Option("--archive/--no-archive", help=_("Show it no more; all is kept."))
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Change a focus; what you wrote stays as it is."""
    import msgspec

    from recoverylog.cli import options, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import limit as limits
    from recoverylog.journal.focus import free_name

    if no_limit and (limit or per):
        raise UsageProblem(
            _("A limit is either named or taken away."), hint=_("Leave one of them out.")
        )
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        present = journal.focus(label)
        every = journal.focuses(archived=True)
        wanted: dict[str, Any] = {
            "label": None if name is None else free_name(every, name, present.id),
            "since": options.day(since, journal.today()),
            "counting": _counting(counting),
            "goal": _goal(goal),
            "archived": archive,
            "unit": None if unit is None else limits.checked_unit(unit),
        }
        fields = {key: value for key, value in wanted.items() if value is not None}
        if no_limit:
            fields |= {"limit": None, "per": None}
        sets_a_limit = limit is not None or per is not None
        if not (fields or sets_a_limit):
            raise UsageProblem(_("Nothing to change was named."), hint=_("See focus edit --help."))
        changed = msgspec.structs.replace(present, **fields)
        if sets_a_limit:
            changed = limits.limited(changed, limit, _per(per))
        journal.put_focus(changed)
        page.tell(_("Changed: {changed}. Every entry is as it was.", changed=_in_words(changed)))
        page.tell(
            _(
                "  It was: {present}. To go back, name that with focus edit.",
                present=_in_words(present),
            )
        )
        if goal:
            _tell_of_limits(changed)


def _tell_of_limits(one: Focus) -> None:
    """Say what brings the figures of using less, where they were meant and have no limit."""
    from recoverylog.cli import page

    if one.goal == "reduce" and one.limit is None:
        page.tell(
            _("  A limit brings its figures: recoverylog focus edit NAME --limit 2 --per day")
        )


def _in_words(one: Focus) -> str:
    from recoverylog.insights import streaks
    from recoverylog.insights.wording.figures import counting_words
    from recoverylog.journal import limit as limits

    counting = counting_words(streaks.Counting(one.counting))
    limit = limits.in_words(one)
    parts = (clean(one.label), _("since {since}", since=one.since), one.goal, limit, counting)
    return ", ".join(filter(None, parts))


def _counting(word: str | None) -> Counting | None:
    from recoverylog.journal.focus import COUNTINGS

    return _one_of(word, COUNTINGS, _("way of counting"))


def _goal(word: str | None) -> Goal | None:
    from recoverylog.journal.focus import GOALS

    return _one_of(word, GOALS, _("goal"))


def _per(word: str | None) -> Per | None:
    from recoverylog.journal.focus import PERS

    return _one_of(word, PERS, _("period"))


def _one_of(word: str | None, known: tuple[Word, ...], what: str) -> Word | None:
    from recoverylog.errors import UsageProblem

    if word is None:
        return None
    folded = word.lower().replace("-", "_")
    for one in known:
        if one == folded:
            return one
    choices = _(" or ").join(one.replace("_", "-") for one in known)
    raise UsageProblem(
        _("There is no {what} called “{word}”.", what=what, word=word),
        hint=_("It is {choices}.", choices=choices),
    )
