"""The morning and the evening as entries: the check-in, and what was said on the same form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoverylog import clock
from recoverylog.errors import UsageProblem
from recoverylog.journal import entry as entries
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.entry import CheckIn
from recoverylog.journal.grammar import Line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.session.lines import Lines

KIND = "check_in"

MET = "met"
"""The field of the form that says whom one was with; an entry of its own."""
ASK = "ask"
"""The field of the form that holds a question for somebody; an entry of its own."""

_BESIDE = (MET, ASK)


def entries_of(
    journal: Lines, fields: Mapping[str, Any], began: datetime | None = None
) -> tuple[AnyEntry, ...]:
    """Return the check-in that a form stands for, then what else was said on it.

    Whom one was with becomes a connection and a question a note to ask, so that whatever looks
    for those finds them; each is read by the grammar, as on a form of its own.

    Args:
        journal: the open journal.
        fields: those of the check-in, besides ``met`` and ``ask`` as they were typed.
        began: the instant that all of them speak of; None for this one.
    """
    source = str(fields.get("source", "form"))
    beside = [
        _beside(journal, f"{opening} {said}", began, source)
        for opening in _BESIDE
        if isinstance(said := fields.get(opening), str) and said.strip()
    ]
    own = {name: value for name, value in fields.items() if name not in _BESIDE}
    own["written_with"] = tuple(one.id for one in beside)
    check_in = journal.new_entry(**own | ({} if began is None else {"at": began}))
    return check_in, *beside


def _beside(journal: Lines, typed: str, began: datetime | None, source: str) -> AnyEntry:
    line = grammar.parse_line(typed)
    now = clock.now()
    entry = journal.entry_of(quick_entry.fields(line, began or now, journal.rollover))
    written = entry.written if began is None or entry.at == now else now
    return entries.changed(entry, source=source, written=written)


def in_one(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of one entry that holds everything, for a form that is not kept.

    One entry is brought back from the bin by one key.
    """
    own = {name: value for name, value in fields.items() if name not in _BESIDE}
    said = [own.get("text", ""), *(str(fields.get(name, "")) for name in _BESIDE)]
    own["text"] = "\n".join(one.strip() for one in said if one.strip())
    return own


def used_on(journal: Lines, day: date) -> bool:
    """Return whether a use was written down for a day, confirmed or not."""
    from recoverylog.journal.selection import Selection  # noqa: PLC0415 - loads filters

    return bool(journal.select(Selection(kinds=("use",), first=day, last=day, limit=1)))


def line_of(entry: CheckIn) -> Line:
    """Return the line that a morning or an evening would be typed as.

    Raises:
        UsageProblem: it holds more than a line can say.
    """
    line = Line(
        kind=entry.kind,
        value=entry.mood,
        text=entry.intention or entry.text,
        tags=entry.tags,
        helped=entry.helped,
        people=entry.people,
        part=entry.part,
        strongest=entry.craving,
    )
    reads_back = grammar.parse_line(grammar.format_line(line)) == line
    if not reads_back or _of_line(line) != _said(entry):
        raise UsageProblem(
            _("A check-in holds more than a line can say."), safe=_("Nothing was changed.")
        )
    return line


def _of_line(line: Line) -> tuple[object, ...]:
    morning = line.part == "morning"
    texts = (line.text, "") if morning else ("", line.text)
    return (*texts, "", "", "", "", None, (), ())


def _said(entry: CheckIn) -> tuple[object, ...]:
    """Return what a check-in says in fields of which a line knows but the first two."""
    return (
        entry.intention,
        entry.text,
        entry.hard_moment,
        entry.plan,
        entry.hurt,
        entry.need,
        entry.sleep,
        entry.good,
        entry.halt,
    )
