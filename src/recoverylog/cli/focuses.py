"""Commands about focuses: what a person is in recovery from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from recoverylog.cli.options import Json, NoInput, no_input

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.journal.focus import Counting, Focus, Goal
    from recoverylog.session.journal import Journal

app = typer.Typer(
    help="What you are in recovery from: add, list, edit.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Word = TypeVar("Word", bound=str)

Since = Annotated[str | None, typer.Option("--since", help="2026-05-14, yesterday, 30d (ago).")]
CountingOption = Annotated[
    str | None,
    typer.Option(
        "--counting",
        help="presume-free: free unless use was recorded. only-logged: only days with an entry.",
    ),
]
GoalOption = Annotated[str | None, typer.Option("--goal", help="abstain or reduce.")]


@app.callback()
def root(ctx: typer.Context) -> None:
    """What you are in recovery from: add, list, edit; alone it lists them."""
    if ctx.invoked_subcommand is None:
        list_focuses(ctx)


@app.command("add")
def add(
    ctx: typer.Context,
    label: Annotated[str, typer.Argument(help="Your own word for it.")],
    since: Since = None,
    counting: CountingOption = None,
    goal: GoalOption = None,
    no_input_: NoInput = False,
) -> None:
    """Add a focus; without --since it starts today."""
    from recoverylog.cli import options, page
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        start = options.day(since, journal.today()) or journal.today()
        added = new_focus(journal, label, start, _counting(counting), _goal(goal))
        page.tell(f"Added: {added.label}, since {added.since}.")


def new_focus(
    journal: Journal, label: str, since: date, counting: Counting | None, goal: Goal | None
) -> Focus:
    """Add a focus to the journal and return it.

    Raises:
        UsageProblem: the label is empty.
        AlreadyThere: there is one of that name.
    """
    import uuid

    from recoverylog.journal.focus import Focus, free_name

    words = free_name(journal.focuses(archived=True), label)
    added = Focus(
        id=uuid.uuid4().hex,
        label=words,
        since=since,
        goal=goal or "abstain",
        counting=counting or "presume_free",
    )
    journal.put_focus(added)
    return added


@app.command("list")
def list_focuses(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """List the focuses, archived ones too."""
    import msgspec

    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        found = journal.focuses(archived=True)
    if json_:
        pages.print_json({"schema": 1, "focuses": msgspec.to_builtins(found)})
        return
    page = pages.Page()
    for one in found:
        counting = "free unless recorded" if one.counting == "presume_free" else "only logged days"
        archived = "  archived" if one.archived else ""
        page.add(
            pages.Span(one.label, "strong"),
            f"  since {one.since}  {one.goal}  {counting}{archived}",
        )
    if not found:
        page.add("There is no focus yet: recoverylog focus add alcohol --since 2026-05-14")
    pages.show(page)


@app.command("edit")
def edit(
    ctx: typer.Context,
    label: Annotated[str, typer.Argument(help="Which one.")],
    name: Annotated[str | None, typer.Option("--name", help="Another name.")] = None,
    since: Since = None,
    counting: CountingOption = None,
    goal: GoalOption = None,
    archive: Annotated[
        bool | None, typer.Option("--archive/--no-archive", help="Show it no more; all is kept.")
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Change a focus; what you wrote stays as it is."""
    import msgspec

    from recoverylog.cli import options, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.journal.focus import free_name

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        present = journal.focus(label)
        every = journal.focuses(archived=True)
        wanted: dict[str, Any] = {
            "label": None if name is None else free_name(every, name, present.id),
            "since": options.day(since, journal.today()),
            "counting": _counting(counting),
            "goal": _goal(goal),
            "archived": archive,
        }
        fields = {key: value for key, value in wanted.items() if value is not None}
        if not fields:
            raise UsageProblem("Nothing to change was named.", hint="See focus edit --help.")
        changed = msgspec.structs.replace(present, **fields)
        journal.put_focus(changed)
        page.tell(f"Changed: {_in_words(changed)}. Every entry is as it was.")
        page.tell(f"  It was: {_in_words(present)}. The same command takes you back.")


def _in_words(one: Focus) -> str:
    counting = "free unless recorded" if one.counting == "presume_free" else "only logged days"
    return f"{one.label}, since {one.since}, {one.goal}, {counting}"


def _counting(word: str | None) -> Counting | None:
    from recoverylog.journal.focus import COUNTINGS

    return _one_of(word, COUNTINGS, "way of counting")


def _goal(word: str | None) -> Goal | None:
    from recoverylog.journal.focus import GOALS

    return _one_of(word, GOALS, "goal")


def _one_of(word: str | None, known: tuple[Word, ...], what: str) -> Word | None:
    from recoverylog.errors import UsageProblem

    if word is None:
        return None
    folded = word.lower().replace("-", "_")
    for one in known:
        if one == folded:
            return one
    choices = " or ".join(one.replace("_", "-") for one in known)
    raise UsageProblem(f"There is no {what} called “{word}”.", hint=f"It is {choices}.")
