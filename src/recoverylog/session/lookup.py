"""Looking things up in an unlocked vault: focuses, what a filter asks for, days, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.errors import NotFound
from recoverylog.insights import streaks
from recoverylog.journal import focus
from recoverylog.journal.selection import Found
from recoverylog.language import _
from recoverylog.session.entries import Entries
from recoverylog.vault import lookup, queries

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.journal.filter import Filter
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import DayMark, Words

WORDS = 200
"""How many words of a sort are offered for completion at most."""


class Lookup(Entries):
    """An open journal that answers what a screen or a list asks of it."""

    def focuses(self, *, archived: bool = False) -> tuple[Focus, ...]:
        """Return the focuses in the person's order."""
        with self.reading() as connection:
            return queries.focuses(connection, archived=archived)

    def focus(self, word: str) -> Focus:
        """Return the focus that ``word`` names, archived ones too.

        Raises:
            NotFound: none, or more than one.
        """
        focuses = self.focuses(archived=True)
        found = focus.named(focuses, word)
        if found is None:
            reason = focus.why_not(focuses, word)
            raise NotFound(
                f"{reason[:1].upper()}{reason[1:]}.", hint=_("recoverylog focus list shows them.")
            )
        return found

    def focus_days(self, focus: Focus, today: date) -> streaks.FocusDays:
        """Return the days of a focus up to today, as its figures are drawn from them."""
        counting = streaks.Counting(focus.counting)
        with self.reading() as connection:
            used = queries.use_days(connection, focus.id)
            logged: frozenset[date] = frozenset()
            if counting is streaks.Counting.ONLY_LOGGED:
                logged = queries.logged_days(connection, focus.since, today)
        return streaks.FocusDays(focus.since, counting, used.used, used.unconfirmed, logged)

    def look_up(self, wanted: Filter, limit: int = 200) -> Found:
        """Return the newest entries that a filter asks for, the newest first.

        Without words to search for the newest are those of the latest days. With words they are
        those of the highest numbers, which are the latest written; these too come by day. Words
        are looked for as beginnings, and all of them must be there.

        Args:
            wanted: as journal.filter reads it; its focus is a word, and where it names no focus
                or more than one, nothing is found and the remarks say so.
            limit: at most so many; 0 for all.
        """
        chosen: str | None = None
        if wanted.focus is not None:
            focuses = self.focuses(archived=True)
            named = focus.named(focuses, wanted.focus)
            if named is None:
                remark = focus.why_not(focuses, wanted.focus)
                return Found([], more=False, remarks=(*wanted.remarks, remark))
            chosen = named.id
        with self.reading() as connection:
            # One more than is wanted tells whether there are more.
            found = lookup.look_up(connection, wanted, chosen, limit and limit + 1)
        more = bool(limit) and len(found) > limit
        if more:
            # What was fetched last: by number where words were searched for, else by day.
            searched = wanted.words and not wanted.deleted
            found.remove(min(found, key=lambda one: one.number) if searched else found[-1])
        return Found(found, more=more, remarks=wanted.remarks)

    def days_written(
        self, first: date, last: date, focus_id: str | None = None
    ) -> dict[date, DayMark]:
        """Return what a calendar marks, for each day from ``first`` to ``last`` with an entry.

        Args:
            first: the first day.
            last: the last day, itself included.
            focus_id: count only uses of this focus; None for those of any, or of none.
        """
        with self.reading() as connection:
            return lookup.days_written(connection, first, last, focus_id)

    def words(self) -> Words:
        """Return the tags, helps and people that were ever noted, the most used first.

        At most 200 of each, for completion; what lies in the bin does not count.
        """
        with self.reading() as connection:
            return lookup.words(connection, WORDS)
