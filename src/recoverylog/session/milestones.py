"""Milestones of an unlocked vault: noted when they are reached, and kept from then on."""

from __future__ import annotations

import contextlib
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from recoverylog import clock
from recoverylog.errors import Damaged, RecoverylogError
from recoverylog.session.lines import Lines
from recoverylog.vault import database, keepsakes, queries
from recoverylog.vault.keepsakes import KeptMilestone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recoverylog.insights.milestone import Ahead, Counts, Reached
    from recoverylog.journal.draft import Draft
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.selection import Action, Stored


_LATELY = 7
"""Days within which a start of recovery may be put right without leaving milestones behind."""


class Milestones(NamedTuple):
    """Milestones as of today.

    Attributes:
        reached: those that were reached at any time, the earliest first, archived focuses too.
        ahead: the next of each kind, of each focus that is shown and of the whole journal.
    """

    reached: tuple[Reached, ...]
    ahead: tuple[Ahead, ...]


class Milestoned(Lines):
    """An open journal that keeps milestones.

    One that was noted stays, with its day, whatever is written, edited or deleted later. A day
    that is still to come by the present clock is not shown until it comes.
    """

    def note_milestones(self, *, wait: bool = False) -> tuple[Reached, ...]:
        """Write down the milestones reached since they were looked for last, and return them.

        Where nothing has changed since then, this costs one lookup. Where the disk refuses,
        nothing is kept this time, and nothing is raised: it is asked for by whoever only looks.

        Args:
            wait: wait for another program that is writing; whoever only looks does not.

        Raises:
            Damaged: a page of the journal is not what was written.
        """
        with self.reading() as connection:
            generation = int(queries.fact(connection, "generation") or 0)
            if keepsakes.looked_at(connection) == self._state(generation):
                return ()
        fresh = self._not_kept(self._reached(overall=self._may_have_come_further()))
        try:
            with contextlib.nullcontext() if wait else database.at_once(self.connection):
                self._keep(fresh, generation)
        except Damaged:
            raise
        except RecoverylogError:
            pass
        return tuple(fresh)

    def milestones(self, counted: Counts | None = None) -> Milestones:
        """Return the milestones that were reached, and the next ones.

        Args:
            counted: what those of the whole journal are counted from, where that is at hand.
        """
        from recoverylog.insights import milestone  # noqa: PLC0415 - not needed by most commands

        counted = self._counts() if counted is None else counted
        reached = self._kept()
        reached += self._not_kept(self._reached(counted, overall=True))
        reached.sort(key=lambda one: one.day)
        keys: dict[str | None, set[str]] = {}
        for one in reached:
            keys.setdefault(one.milestone.focus, set()).add(one.milestone.key)
        today = self.today()
        ahead: list[Ahead] = []
        for focus in self.focuses():
            days = self.focus_days(focus, today)
            ahead += milestone.to_come(days, focus.id, today, keys.get(focus.id, ()))
        ahead += milestone.to_come_overall(counted, keys.get(None, ()))
        return Milestones(tuple(reached), tuple(ahead))

    def start_put_right(self, focus: str) -> str | None:
        """Return when the start of a focus was typed, if that is a few days ago at most.

        A start in the wrong year would otherwise leave ten years behind for good. One that has
        stood for a week is no slip, and what was reached by it stays.
        """
        lately = clock.now().astimezone(UTC) - timedelta(days=_LATELY)
        with self.reading() as connection:
            typed = queries.start_typed(connection, focus)
        return typed if typed is not None and typed >= f"{lately:%Y-%m-%dT%H:%M:%SZ}" else None

    def forget_noted(self, focus: str, since: str) -> None:
        """Take back the milestones of a focus that were noted at an instant or later.

        Those that the days bear out are noted again at the next look.
        """
        with self.writing() as connection:
            keepsakes.forget_noted(connection, focus, since)

    def replace(
        self,
        stored: Stored,
        made: Callable[[AnyEntry], AnyEntry],
        action: Action,
        *,
        deleted: bool | None = None,
    ) -> Stored:
        """Write the next version of an entry, as in Entries; what was reached is noted before."""
        if action in {"edit", "delete"}:
            self.note_milestones(wait=True)
        return super().replace(stored, made, action, deleted=deleted)

    def rewrite_from_draft(
        self,
        stored: Stored,
        made: Mapping[str, Any] | Callable[[AnyEntry], AnyEntry],
        draft: str | Draft,
        *,
        deleted: bool | None = None,
    ) -> Stored:
        """Write the next version of an entry, as in Drafts; what was reached is noted before."""
        self.note_milestones(wait=True)
        return super().rewrite_from_draft(stored, made, draft, deleted=deleted)

    def _reached(self, counted: Counts | None = None, *, overall: bool) -> list[Reached]:
        """Return what is reached by the days and entries as they stand.

        Args:
            counted: what milestones of the whole journal are counted from, if it is at hand.
            overall: whether those are wanted.
        """
        from recoverylog.insights import milestone  # noqa: PLC0415 - not needed by most commands

        today = self.today()
        found: list[Reached] = []
        if overall:
            found += milestone.reached_overall(self._counts() if counted is None else counted)
        for focus in self.focuses():
            found += milestone.reached(self.focus_days(focus, today), focus.id, today)
        return found

    def _may_have_come_further(self) -> bool:
        """Return whether a milestone of the whole journal may be reached that is not kept.

        To count exactly takes a while in a journal of many years. Yet never are there more
        cravings ridden out than cravings; so mostly a glance tells that the next is far away.
        """
        from recoverylog.insights import milestone, target  # noqa: PLC0415 - as above
        from recoverylog.vault import marks  # noqa: PLC0415

        with self.reading() as connection:
            most = marks.totals(connection)
            kept = [one.key for one in keepsakes.milestones(connection) if one.focus is None]
        named = [found for found in map(milestone.named, kept) if found is not None]
        for kind, number in most._asdict().items():
            highest = max((one.target for one in named if one.kind == kind), default=0)
            ahead = [row.following(highest) for row in target.rows(kind)]
            if any(one is not None and one <= number for one in ahead):
                return True
        return False

    def _counts(self) -> Counts:
        from recoverylog.insights import mark, milestone  # noqa: PLC0415 - as above
        from recoverylog.vault import marks  # noqa: PLC0415

        with self.reading() as connection:
            return milestone.counts(marks.tallied(connection, mark.Mark), self.today())

    def _kept(self) -> list[Reached]:
        """Return what was kept, of focuses that there are, up to today."""
        from recoverylog.insights import milestone  # noqa: PLC0415 - as above

        with self.reading() as connection:
            kept = keepsakes.milestones(connection)
        known = {None, *(focus.id for focus in self.focuses(archived=True))}
        today = self.today()
        found = []
        for one in kept:
            named = milestone.named(one.key, one.focus)
            if named is not None and one.focus in known and one.day <= today:
                found.append(milestone.Reached(named, one.day))
        return found

    def _not_kept(self, reached: list[Reached]) -> list[Reached]:
        with self.reading() as connection:
            kept = {(one.focus, one.key) for one in keepsakes.milestones(connection)}
        return [one for one in reached if (one.milestone.focus, one.milestone.key) not in kept]

    def _keep(self, fresh: list[Reached], generation: int) -> None:
        """Write down what is newly reached, and of which state of the journal it was."""
        self._make_room()
        # Something newly kept is a change of the journal; having looked is none.
        with self.writing(counted=bool(fresh)) as connection:
            keepsakes.keep_milestones(
                connection,
                [KeptMilestone(one.milestone.focus, one.milestone.key, one.day) for one in fresh],
                self.instant(),
            )
            # What another program wrote meanwhile is still to be looked at: it has raised the
            # count above the one that is written here.
            keepsakes.look(connection, self._state(generation + bool(fresh)))

    def _state(self, generation: int) -> str:
        return f"{self.today()} {generation}"
