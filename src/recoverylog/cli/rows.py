"""Entries as lines of a page, as sentences, and as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from recoverylog.cli.page import Page, Span
from recoverylog.journal.entry import CheckIn, Craving, Note, Use
from recoverylog.journal.headline import headline
from recoverylog.journal.text import one_line

if TYPE_CHECKING:
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Stored

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: date) -> str:
    """Return a day as ``Sunday 22 November 2026``."""
    from recoverylog.insights.wording.dates import date_words

    return f"{_WEEKDAYS[day.weekday()]} {date_words(day)}"


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
        body.append(Span("  in the bin", "faint"))
    if entry.text:
        body.append(Span(f"  {entry.text}"))
    body += [Span(f"  @{word}", "craving") for word in entry.tags]
    body += [Span(f"  +{word}", "helped") for word in entry.helped]
    body += [Span(f"  with {word}", "faint") for word in entry.people]
    if isinstance(entry, CheckIn):
        body += [Span(f"\n{good}") for good in entry.good]
        body += [Span(f"\n{', '.join(entry.halt)}", "faint")] if entry.halt else []
    if entry.when_words:
        body.append(Span(f"  (at “{entry.when_words}”)", "faint"))
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
    "quick": "rl, sealed",
    "log": "the open journal",
    "form": "a form",
    "demo": "the demo",
    "import": "an import",
}


def add_details(page: Page, stored: Stored, focuses: tuple[Focus, ...]) -> None:
    """Add what one entry holds besides its line: focus, when it was written, where it came from."""
    entry = stored.entry
    labels = {focus.id: focus.label for focus in focuses}
    details = [
        ("focus", labels.get(entry.focus or "", entry.focus_word or "")),
        ("written", f"{entry.written.astimezone():%Y-%m-%d %H:%M}" if entry.written else ""),
        ("came by", _SOURCES.get(entry.source, entry.source)),
        ("kept as a note", entry.reason or "" if isinstance(entry, Note) else ""),
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
    words = one_line(entry.text, 60)
    return "  ".join([*parts, words] if words else parts)


def waiting_note(stored: Stored) -> str:
    """Return what an entry that was just filed waits for; empty where it waits for nothing."""
    entry = stored.entry
    if entry.when_words:
        return (
            f"“{one_line(entry.when_words, 40)}” could not be read as a time;"
            " it has the time of writing."
        )
    if isinstance(entry, Use) and not entry.confirmed:
        return f"It counts once you say so: recoverylog confirm {stored.number}"
    if entry.focus_word:
        return (
            f"There is no focus called “{one_line(entry.focus_word, 40)}”:"
            f" recoverylog confirm {stored.number} --on NAME"
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
