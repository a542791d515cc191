"""Commands for what waits for a word: pending, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.cli.page import Page
    from recoverylog.journal.draft import Draft
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Held, Stored
    from recoverylog.session.journal import Journal

_REASONS = {
    "forged": _("says it is from this device, but was not sealed by it"),
    "unknown_device": _("is from a device that this journal does not know"),
    "unpinned": _("was sealed while this device had lost its own key"),
    "not_understood": _("opened, but could not be read as an entry"),
}
_SHOWN = 200
_GO_ON = {
    "share": "recoverylog share",
    "supporter": _("recoverylog, then s and w"),
    "answer": _("recoverylog, then s, a and p"),
    "plan": _("recoverylog, then p"),
    "sign": _("recoverylog, then i, 3 and s"),
    "focus": _("recoverylog, then F"),
    "focus_word": _("recoverylog, then w and f"),
}
"""Where one goes on with what is no entry."""


def pending(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Show what waits for a word from you.

    Uses to confirm, cravings and uses of no known focus, entries of uncertain origin, and what
    was begun and not finished.
    """
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        waiting, drafts = journal.pending(), journal.drafts()
        focuses = journal.focuses(archived=True)
        ask_focus = bool(journal.focuses())
    if json_:
        entries = [_unsettled_json(one, focuses, ask_focus=ask_focus) for one in waiting.unsettled]
        held, begun = _held_json(waiting.held), [_draft_json(draft) for draft in drafts]
        pages.print_json({"schema": 1, "entries": entries, "held": held, "drafts": begun})
        return
    page = pages.Page()
    _add_unsettled(page, waiting.unsettled, ask_focus=ask_focus)
    _add_held(page, waiting.held)
    _add_drafts(page, drafts)
    if not page.rows:
        page.add(_("Nothing waits for you."))
    pages.show(page)


# Entries of one's own -----------------------------------------------------------------------


def _unsettled_json(
    stored: Stored, focuses: tuple[Focus, ...], *, ask_focus: bool
) -> dict[str, Any]:
    from recoverylog.cli import rows
    from recoverylog.journal import waiting

    why = waiting.reasons(stored.entry, ask_focus=ask_focus)
    return {**rows.as_json(stored, focuses), "waits_for": why}


def _add_unsettled(page: Page, unsettled: tuple[Stored, ...], *, ask_focus: bool) -> None:
    from recoverylog.cli import rows
    from recoverylog.cli.page import Span
    from recoverylog.journal import waiting

    if not unsettled:
        return
    day = None
    for stored in unsettled:
        entry = stored.entry
        if entry.day != day:
            day = entry.day
            page.head(rows.day_words(day))
        rows.add(page, stored)
        why = waiting.reasons(entry, ask_focus=ask_focus)
        said = " ".join(waiting.in_words(reason, entry) for reason in why)
        page.add(Span(said, "faint"), lead=(Span(" " * 14),))
    page.gap()
    page.add(_("Yes, it was so:   recoverylog confirm NUMBER"))
    page.add(_("Of which focus:   recoverylog confirm NUMBER --on NAME"))
    page.add(_("It was not so:    recoverylog confirm NUMBER --no   (into the bin)"))


# Entries of uncertain origin ----------------------------------------------------------------


def _add_held(page: Page, held: tuple[Held, ...]) -> None:
    from recoverylog.cli.page import Span
    from recoverylog.journal.selection import short_names

    if not held:
        return
    names = short_names(one.id for one in held)
    page.head(_("May not be from you; these count nowhere"))
    for one in held:
        page.add(_held_words(one), lead=(Span(f"   {names[one.id]}  ", "faint"),))
        page.add(
            Span(_("       It {reason}.", reason=_REASONS.get(one.reason, one.reason)), "faint")
        )
    page.gap()
    name = names[held[0].id]
    page.add(_("It is mine:       recoverylog confirm {name}", name=name))
    page.add(_("It is not:        recoverylog confirm {name} --no   (erased)", name=name))


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
    return one_line("  ".join(str(part) for part in parts if part is not None and part != "")) or _(
        "(no text)"
    )


def _held_json(held: tuple[Held, ...]) -> list[dict[str, Any]]:
    from recoverylog.journal.selection import short_names

    names = short_names(one.id for one in held)
    return [
        {
            "reference": names[one.id],
            "id": one.id,
            "reason": one.reason,
            "arrived": one.arrived,
            "entry": _held_fields(one) or None,
        }
        for one in held
    ]


# What was begun -----------------------------------------------------------------------------


def _add_drafts(page: Page, drafts: tuple[Draft, ...]) -> None:
    from recoverylog.cli.page import Span
    from recoverylog.journal import draft as begun

    if not drafts:
        return
    page.head(_("Begun and not finished"))
    width = max(len(draft.name) for draft in drafts)
    for draft in drafts:
        saved = f"{draft.saved.astimezone():%Y-%m-%d %H:%M}"
        said = begun.said(draft, _SHOWN) or _("nothing in it yet")
        lead = (Span(f"   {draft.name:<{width}}  ", "faint"), Span(f"{saved}  ", "faint"))
        page.add(Span(begun.title(draft), "strong"), f"  {said}", lead=lead)
    page.gap()
    name = drafts[0].name
    entry = next((draft.name for draft in drafts if begun.is_entry(draft)), None)
    if entry is not None:
        page.add(_("Keep it as it is: recoverylog confirm {entry}", entry=entry))
    for place in dict.fromkeys(_GO_ON[_paper(one)] for one in drafts if not begun.is_entry(one)):
        page.add(_("Go on with it:    {place}", place=place))
    page.add(
        _("Let it go:        recoverylog confirm {entry} --no   (erased)", entry=entry or name)
    )


def _paper(draft: Draft) -> str:
    """Return what a draft that is no entry is called."""
    from recoverylog.journal import draft as begun

    return begun.base_and_seat(draft.name)[0]


def _draft_json(draft: Draft) -> dict[str, Any]:
    return {
        "reference": draft.name,
        "saved": f"{draft.saved:%Y-%m-%dT%H:%M:%SZ}",
        "fields": draft.fields,
    }


# Settling -----------------------------------------------------------------------------------


def confirm(
    ctx: typer.Context,
    references: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER...]", help=_("As pending shows them."))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", "--focus", help=_("Of this focus."))] = None,
    no: Annotated[bool, typer.Option("--no", help=_("It was not so."))] = False,
    everything: Annotated[bool, typer.Option("--all", help=_("All entries of your own."))] = False,
    no_input_: NoInput = False,
) -> None:
    """Say that an entry is so, or is not.

    With --on, of which focus it speaks. What was begun and not finished is kept as it is, or
    with --no let go.
    """
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.journal.selection import held_called

    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        waiting = journal.pending()
        drafts = {draft.name: draft for draft in journal.drafts()}
        # Each once, however often it is named.
        wanted = list(dict.fromkeys(references or []))
        if everything:
            numbers = (str(stored.number) for stored in waiting.unsettled)
            wanted = list(dict.fromkeys([*wanted, *numbers]))
        elif not wanted:
            raise UsageProblem(
                _("Which entry is missing."),
                safe=_("Nothing was changed."),
                hint="recoverylog pending",
            )
        chosen = journal.focus(on) if on else None
        for reference in wanted:
            held = held_called(waiting.held, reference)
            if reference in drafts:
                _settle_draft(journal, drafts[reference], chosen, yes=not no)
            elif held is not None:
                _settle_held(journal, held, yes=not no)
            else:
                _settle(journal, journal.find(reference), chosen, yes=not no)


def _settle(journal: Journal, stored: Stored, chosen: Focus | None, *, yes: bool) -> None:
    from recoverylog.cli import page, rows
    from recoverylog.errors import UsageProblem

    if not yes and not journal.waits(stored):
        raise UsageProblem(
            _("Entry {number} waits for nothing; it stands as it is.", number=stored.number),
            hint=_("To throw it away: recoverylog delete {number}", number=stored.number),
        )
    if yes:
        page.tell(
            _("So it stands: {stored}", stored=rows.in_words(journal.confirm(stored, chosen)))
        )
    else:
        page.tell(_("In the bin: {stored}", stored=rows.in_words(journal.delete(stored))))
    page.tell(_("  Take it back: recoverylog undo {number}", number=stored.number))


def _settle_held(journal: Journal, held: Held, *, yes: bool) -> None:
    from recoverylog.cli import page, rows

    if not yes:
        journal.refuse(held)
        page.tell(_("Erased: {held}", held=_held_words(held)))
        return
    stored = journal.accept(held)
    if stored is None:
        page.tell(_("That cannot be read as an entry, so it stays: {held}", held=_held_words(held)))
        return
    page.tell(_("Taken in: {stored}", stored=rows.in_words(stored)))


def _settle_draft(journal: Journal, draft: Draft, chosen: Focus | None, *, yes: bool) -> None:
    from recoverylog.cli import page, rows
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import draft as begun

    if yes and not begun.is_entry(draft):
        title = begun.title(draft)
        raise UsageProblem(
            _("{title}{title_2} is no entry.", title=title[:1].upper(), title_2=title[1:]),
            safe=_("What was begun is kept."),
            hint=_("To go on with it: {go_on}", go_on=_GO_ON[_paper(draft)]),
        )
    if not yes:
        journal.drop_draft(draft)
        page.tell(
            _("Erased: {begun}  {draft}", begun=begun.title(draft), draft=begun.said(draft, 60))
        )
        return
    stored = journal.keep_draft(draft, chosen)
    page.tell(_("Kept: {stored}", stored=rows.in_words(stored)))
    if note := rows.waiting_note(stored):
        page.tell(f"  {note}")
    page.tell(_("  Take it back: recoverylog undo {number}", number=stored.number))
