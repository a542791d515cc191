"""What waits for a word from the person, each with its question and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from recoverylog.insights.wording import dates
from recoverylog.insights.wording.dates import WEEKDAYS
from recoverylog.journal import terms
from recoverylog.journal.entry import AnyEntry, Use
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Held, Stored
from recoverylog.journal.text import inert, one_line
from recoverylog.language import _
from recoverylog.tui import tidings
from recoverylog.tui.widgets import entries

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.session.journal import Journal

_DOUBTS = {
    "forged": _("It says that it comes from this device, which did not seal it."),
    "unknown_device": _("It comes from a device that this journal does not know."),
    "unpinned": _("It was sealed while this device had no key of its own."),
    "not_understood": _("It was opened, and could not be read as an entry."),
}
_LOCKED = _(
    "It came in through rl, so it counts nowhere until you say."
    " Yes takes away nothing that came before."
)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that waits.

    Attributes:
        name: of the row in the list.
        entry: what it says; None for something that is no entry.
        stored: the entry in the journal, where it is in there.
        held: the quick entry set apart, where its origin is not certain.
    """

    name: str
    entry: AnyEntry | None
    stored: Stored | None = None
    held: Held | None = None

    @property
    def needs_focus(self) -> bool:
        """Whether it speaks of a focus that is not known."""
        return self.stored is not None and self.stored.entry.focus is None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits, and what is needed to settle it."""

    cases: tuple[Case, ...]
    focuses: tuple[Focus, ...]
    today: date


def look(journal: Journal) -> Waiting:
    """Return what waits; runs at the desk."""
    from recoverylog.session import reading

    pending, focuses = journal.pending(), journal.focuses()
    cases = [Case(str(one.number), one.entry, stored=one) for one in pending.unsettled]
    cases += [
        Case(f"held-{one.id}", reading.accepted(one, focuses), held=one) for one in pending.held
    ]
    return Waiting(tuple(cases), focuses, journal.today())


def agreed(journal: Journal, case: Case, chosen: Focus | None) -> Stored | None:
    """Settle an entry, or take in one that was held; None where that cannot be read.

    Raises:
        RecoverylogError: as Journal.confirm and Journal.accept.
    """
    if case.held is not None:
        return journal.accept(case.held)
    assert case.stored is not None  # noqa: S101 - a case is one or the other
    return journal.confirm(case.stored, chosen)


def taken_out(journal: Journal, case: Case) -> str:
    """Put an entry into the bin, or erase one that was held; return what to say of it."""
    if case.held is not None:
        journal.refuse(case.held)
        return _("Erased. It cannot come back.")
    assert case.stored is not None  # noqa: S101 - a case is one or the other
    journal.delete(case.stored)
    return _("Taken out. It lies in the bin for seven days; u brings it back.")


def told(stored: Stored) -> str:
    """Return what is said of an entry that counts from now on."""
    if isinstance(stored.entry, Use):
        return _("So it stands. It takes away nothing that came before.   u undoes it")
    return tidings.of_writing(stored)


# In words --------------------------------------------------------------------------------


def count_told(count: int) -> str:
    """Return how many wait; empty for none."""
    return {0: "", 1: _("One thing")}.get(count, _("{count} things", count=count))


def in_list(case: Case) -> Content:
    """Return the row of a list; nothing of what an entry in doubt says."""
    if case.stored is None:
        return Content.styled(_("may not be from you"), "$soft")
    entry = case.stored.entry
    day = f"{entry.day.day} {dates.date_words(entry.day).split()[1][:3]}"
    return Content.assemble((f"{day:>6}  ", "$faint"), entries.headline(entry))


def question(case: Case, waiting: Waiting) -> str:
    """Return what is asked."""
    if case.held is not None:
        return _("This may not be from you. Is it yours?")
    event = terms.chosen().event
    entry = case.entry
    if isinstance(entry, Use) and not entry.confirmed:
        day = _day(entry.day, waiting.today)
        return _("It says that there was {any} on {day}. Is that so?", any=event.any, day=day)
    thing = event.this if isinstance(entry, Use) else _("this craving")
    return _("What is {thing} about?", thing=thing)


def _day(day: date, today: date) -> str:
    """Return ``Friday 20 November``, with the year where it is another."""
    words = dates.date_words(day)
    shown = words.rpartition(" ")[0] if day.year == today.year else words
    return f"{WEEKDAYS[day.weekday()]} {shown}"


def words(case: Case) -> Content:
    """Return what the entry says, on two rows; of what is no entry, what came."""
    entry = case.entry
    if entry is not None:
        time = Content.styled(f"{entry.wall:%H:%M}  ", "$faint")
        head = Content.assemble(time, entries.headline(entry))
        below = entries.words(entry)
        return Content.assemble(head, "\n", below) if below.plain else head
    body = case.held.body if case.held is not None else ""
    return Content.styled(one_line(body, 400), "$soft")


def why(case: Case) -> str:
    """Return why it waits."""
    if case.held is not None:
        doubt = _DOUBTS.get(case.held.reason, _("Where it comes from is not certain."))
        return _("{doubt} It counts nowhere until you say that it is yours.", doubt=doubt)
    parts = []
    entry = case.entry
    if isinstance(entry, Use) and not entry.confirmed:
        parts.append(_LOCKED)
    if case.needs_focus and entry is not None:
        word = entry.focus_word
        named = (
            _("It names “{word}”, which is no focus of yours.", word=one_line(word, 40))
            if word
            else ""
        )
        parts.append(
            named or _("It names none of {of_yours}.", of_yours=terms.chosen().time.of_yours)
        )
    return inert("\n\n".join(parts))
