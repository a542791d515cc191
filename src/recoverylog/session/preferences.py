"""The private preferences of an unlocked vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.journal import preference, terms
from recoverylog.session.people import People
from recoverylog.vault import preferences

if TYPE_CHECKING:
    from recoverylog.journal.preference import Preferences


class Preferring(People):
    """An open journal that knows what its person prefers."""

    def preferences(self) -> Preferences:
        """Return the preferences in force."""
        with self.reading() as connection:
            return preference.of(preferences.kept(connection))

    def prefer(self, name: str, value: str | None) -> Preferences:
        """Keep a preference, and return those in force from now on.

        Args:
            name: one of ``preference.CHOICES``.
            value: as it is typed; None for the usual one again.

        Raises:
            UsageProblem: there is no such preference, or it takes something else.
        """
        kept = preference.checked(name, value) if value is not None else None
        self._make_room()
        with self.writing() as connection:
            preferences.keep(connection, name, kept)
        chosen = self.preferences()
        terms.choose(chosen)
        return chosen
