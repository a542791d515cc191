"""Commands for what waits for a word: pending, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import Json, NoInput, no_input

if TYPE_CHECKING:
    from recoverylog.cli.page import Page
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Held, Stored
    from recoverylog.session.journal import Journal

_REASONS = {
    "forged": "says it is from this device, but was not sealed by it",
    "unknown_device": "is from a device that this journal does not know",
    "unpinned": "was sealed while this device had lost its own key",
    "not_understood": "opened, but could not be read as an entry",
}


def pending(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Show what waits for a word from you.

    Uses to confirm, cravings and uses of no known focus, entries of uncertain origin.
    """
    from recoverylog.cli import page as pages
    from recoverylog.cli import rows
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        waiting, focuses = journal.pending(), journal.focuses(archived=True)
    if json_:
        held = [{"reference": f"h{n}", **_held_json(one)} for n, one in enumerate(waiting.held, 1)]
        entries = [rows.as_json(stored, focuses) for stored in waiting.unsettled]
        pages.print_json({"schema": 1, "entries": entries, "held": held})
        return
    page = pages.Page()
    _add_unsettled(page, waiting.unsettled)
    _add_held(page, waiting.held)
    if not page.rows:
        page.add("Nothing waits for you.")
    pages.show(page)


def _add_unsettled(page: Page, unsettled: tuple[Stored, ...]) -> None:
    from recoverylog.cli import rows

    if not unsettled:
        return
    rows.add_by_day(page, list(unsettled))
    page.gap()
    page.add("Yes, it was so:   recoverylog confirm NUMBER")
    page.add("Of which focus:   recoverylog confirm NUMBER --on NAME")
    page.add("It was not so:    recoverylog confirm NUMBER --no   (into the bin)")


def _add_held(page: Page, held: tuple[Held, ...]) -> None:
    from recoverylog.cli.page import Span

    if not held:
        return
    page.head("May not be from you; these count nowhere")
    for number, one in enumerate(held, 1):
        page.add(_held_words(one), lead=(Span(f"   h{number}  ", "faint"),))
        page.add(Span(f"       It {_REASONS.get(one.reason, one.reason)}.", "faint"))
    page.gap()
    page.add("It is mine:       recoverylog confirm h1")
    page.add("It is not:        recoverylog confirm h1 --no   (erased)")


def _held_fields(one: Held) -> dict[str, Any]:
    import json

    try:
        # parse_constant is called for NaN and Infinity, which are no JSON.
        fields = json.loads(one.body, parse_constant=repr)["entry"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _held_words(one: Held) -> str:
    from recoverylog.journal.text import one_line

    fields = _held_fields(one)
    parts = [fields.get("day"), fields.get("kind"), fields.get("value"), fields.get("text")]
    return (
        one_line("  ".join(str(part) for part in parts if part is not None and part != ""))
        or "(no text)"
    )


def _held_json(one: Held) -> dict[str, Any]:
    return {
        "id": one.id,
        "reason": one.reason,
        "arrived": one.arrived,
        "entry": _held_fields(one) or None,
    }


def confirm(
    ctx: typer.Context,
    references: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER...]", help="As pending shows them.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", "--focus", help="Of this focus.")] = None,
    no: Annotated[bool, typer.Option("--no", help="It was not so.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="All entries of your own.")] = False,
    no_input_: NoInput = False,
) -> None:
    """Say that an entry is so, or is not.

    With --on, of which focus it speaks.
    """
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        waiting = journal.pending()
        wanted = list(references or [])
        if everything:
            wanted += [str(stored.number) for stored in waiting.unsettled]
        elif not wanted:
            raise UsageProblem(
                "Which entry is missing.", safe="Nothing was changed.", hint="recoverylog pending"
            )
        chosen = journal.focus(on) if on else None
        for reference in wanted:
            number = reference[1:]
            if reference[:1].lower() == "h" and number.isascii() and number.isdigit():
                _settle_held(journal, waiting.held, int(number), yes=not no)
            else:
                _settle(journal, journal.find(reference), chosen, yes=not no)


def _settle(journal: Journal, stored: Stored, chosen: Focus | None, *, yes: bool) -> None:
    from recoverylog.cli import page, rows
    from recoverylog.errors import UsageProblem

    if not yes and not journal.waits(stored):
        raise UsageProblem(
            f"Entry {stored.number} waits for nothing; it stands as it is.",
            hint=f"To throw it away: recoverylog delete {stored.number}",
        )
    if yes:
        page.tell(f"So it stands: {rows.in_words(journal.confirm(stored, chosen))}")
    else:
        page.tell(f"In the bin: {rows.in_words(journal.delete(stored))}")
    page.tell(f"  Take it back: recoverylog undo {stored.number}")


def _settle_held(journal: Journal, held: tuple[Held, ...], number: int, *, yes: bool) -> None:
    from recoverylog.cli import page, rows
    from recoverylog.errors import NotFound

    if not 1 <= number <= len(held):
        raise NotFound(f"There is no entry h{number}.", hint="recoverylog pending shows them.")
    one = held[number - 1]
    if not yes:
        journal.refuse(one)
        page.tell(f"Erased: {_held_words(one)}")
        return
    stored = journal.accept(one)
    if stored is None:
        page.tell(f"h{number} cannot be read as an entry, so it stays: {_held_words(one)}")
        return
    page.tell(f"Taken in: {rows.in_words(stored)}")
