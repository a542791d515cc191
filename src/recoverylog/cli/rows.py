"""Entries as lines of a page, as sentences, and as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from recoverylog.cli.page import Page, Span
from recoverylog.insights.wording.dates import WEEKDAYS
from recoverylog.journal.entry import CheckIn, Craving, Note, Use, first_words, said_in_words
from recoverylog.journal.headline import headline
from recoverylog.journal.text import clean, one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Stored


def day_words(day: date) -> str:
    """Return a day as ``Sunday 22 November 2026``."""
    from recoverylog.insights.wording.dates import date_words

    return f"{WEEKDAYS[day.weekday()]} {date_words(day)}"


def add(page: Page, stored: Stored, *, gone: bool = False) -> None:
    """Add one entry to a page: number, time, what it is, the person's words."""
    entry = stored.entry
    lead = (
        Span(f"{stored.number:>5}  ", "faint"),
        Span(f"{entry.wall:%H:%M}  ", "faint"),
    )
    mark = "craving" if isinstance(entry, Craving) else "strong"
    body = [Span(headline(entry), mark)]
    if gone:
        body.append(Span(_("  in the bin"), "faint"))
    if entry.text:
        body.append(Span(f"  {clean(entry.text)}"))
    body += [Span(f"  @{clean(word)}", "craving") for word in entry.tags]
    body += [Span(f"  +{clean(word)}", "helped") for word in entry.helped]
    body += [Span(_("  with {word}", word=clean(word)), "faint") for word in entry.people]
    if isinstance(entry, CheckIn):
        for name, words in said_in_words(entry):
            body += [Span(f"\n{name}  ", "faint"), Span(clean(words))]
        body += [Span(f"\n{clean(good)}") for good in entry.good]
        body += [Span(f"\n{', '.join(entry.halt)}", "faint")] if entry.halt else []
    if entry.when_words:
        body.append(Span(_("  (at “{when_words}”)", when_words=clean(entry.when_words)), "faint"))
    page.add(*body, lead=lead)


def add_by_day(page: Page, found: list[Stored]) -> None:
    """Add entries under a heading for each day, in the order given."""
    last: date | None = None
    for stored in found:
        if stored.entry.day != last:
            last = stored.entry.day
            page.head(day_words(last))
        add(page, stored, gone=stored.deleted)


_SOURCES = {
    "quick": _("rl, sealed"),
    "log": _("the open journal"),
    "form": _("a form"),
    "demo": _("the demo"),
    "import": _("an import"),
}


def add_details(page: Page, stored: Stored, focuses: tuple[Focus, ...]) -> None:
    """Add what one entry holds besides its line: focus, when it was written, where it came from."""
    entry = stored.entry
    labels = {focus.id: focus.label for focus in focuses}
    details = [
        (_("focus"), clean(labels.get(entry.focus or "", entry.focus_word or ""))),
        (_("written"), f"{entry.written.astimezone():%Y-%m-%d %H:%M}" if entry.written else ""),
        (_("came by"), _SOURCES.get(entry.source, entry.source)),
        (_("kept as a note"), entry.reason or "" if isinstance(entry, Note) else ""),
        ("id", entry.id),
    ]
    page.gap()
    for name, value in details:
        if value:
            page.add(value, lead=(Span(f"       {name:<14}  ", "faint"),))


def in_words(stored: Stored) -> str:
    """Return an entry as one short line, for a word about what was done to it."""
    entry = stored.entry
    parts = [f"{stored.number}", f"{entry.day} {entry.wall:%H:%M}", headline(entry)]
    words = one_line(first_words(entry), 60)
    return "  ".join([*parts, words] if words else parts)


def waiting_note(stored: Stored) -> str:
    """Return what an entry that was just filed waits for; empty where it waits for nothing."""
    entry = stored.entry
    if entry.when_words:
        return _(
            "“{when_words}” could not be read as a time; it has the time of writing.",
            when_words=one_line(entry.when_words, 40),
        )
    if isinstance(entry, Use) and not entry.confirmed:
        return _("It counts once you say so: recoverylog confirm {number}", number=stored.number)
    if entry.focus_word:
        return _(
            "There is no focus called “{focus_word}”: recoverylog confirm {number} --on NAME",
            focus_word=one_line(entry.focus_word, 40),
            number=stored.number,
        )
    return ""


def as_json(stored: Stored, focuses: tuple[Focus, ...]) -> dict[str, Any]:
    """Return an entry as JSON values, every field of its kind in it."""
    import msgspec

    # By field, since the encoder leaves defaults out and a script should find every name.
    values: dict[str, Any] = msgspec.to_builtins(msgspec.structs.asdict(stored.entry))
    labels = {focus.id: focus.label for focus in focuses}
    values["focus"] = labels.get(stored.entry.focus or "", stored.entry.focus)
    return {
        "number": stored.number,
        "kind": stored.entry.kind,
        "deleted": stored.deleted,
        **values,
    }


def moment_words(unix_ms: int) -> str:
    """Return an instant as the local clock shows it, to the minute."""
    return datetime.fromtimestamp(unix_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
