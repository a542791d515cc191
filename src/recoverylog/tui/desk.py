"""The desk: where the open journal lies, and the one thread that works at it.

Nothing that touches a disk or a key runs where the screen is drawn. What is asked is done in the
order of asking, so a line is never read before it was written.
"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from recoverylog import clock
from recoverylog.errors import HANDED_BACK, Locked, RecoverylogError
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.journal.draft import Draft
    from recoverylog.paths import Paths
    from recoverylog.session.filing import Report
    from recoverylog.session.journal import Journal
    from recoverylog.session.opening import Opened
    from recoverylog.session.seat import Seat

_T = TypeVar("_T")

_HELD_BACK = _("Some words could not be kept before the journal was locked.")


class Desk:
    """An open journal, or the place where one will be opened."""

    def __init__(self, places: Paths, journal: Journal | None = None) -> None:
        """Stand where ``places`` says, with a journal that is open already or without one."""
        self.places = places
        self._journal = journal
        self._hands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._drafts: dict[str, dict[str, Any] | None] = {}
        self._unkept: dict[str, dict[str, Any] | None] = {}
        self._seat: Seat | None = None
        self.heard: Callable[[RecoverylogError | None], None] | None = None
        """Told, in the desk's thread, why words cannot be kept; of None once all of them are."""
        self.before_closing: Callable[[Journal], None] | None = None
        """What is done with the journal, once, in the desk's thread, before it is closed."""

    @property
    def is_open(self) -> bool:
        """Whether a journal lies open."""
        return self._journal is not None

    async def do(self, act: Callable[[], _T]) -> _T:
        """Run ``act`` in the desk's thread and return what it returns; its errors are raised."""
        return await asyncio.get_running_loop().run_in_executor(self._hands, act)

    async def ask(self, act: Callable[[Journal], _T]) -> _T:
        """Run ``act`` on the open journal and return what it returns.

        Raises:
            Locked: the journal was locked meanwhile.
            RecoverylogError: what ``act`` raises.
        """
        return await self.do(lambda: act(self._at_hand()))

    def _at_hand(self) -> Journal:
        if self._journal is None:
            raise Locked(_("The journal is locked."), safe=_("What was kept is safe."))
        if self._seat is None:
            self._sit_down(self._journal)
        return self._journal

    def _sit_down(self, journal: Journal) -> None:
        """Take a seat, and what was begun at seats that nobody holds any more."""
        from recoverylog.session.seat import Seat

        self._seat = Seat.take(self.places)
        with contextlib.suppress(RecoverylogError):
            self._seat.take_over(journal)
        if self._unkept:
            self._write_drafts()

    # Opening and closing -----------------------------------------------------------------

    async def unlock(self, secret: str) -> Opened:
        """Open the journal with a passphrase or the words of a kit.

        Raises:
            RecoverylogError: as session.opening.open_with.
        """

        def opened() -> Opened:
            from recoverylog.session import opening

            return self._take(opening.open_with(self.places, secret))

        return await self.do(opened)

    async def unlock_cached(self) -> Opened | None:
        """Open the journal with keys that the kernel holds; None where it holds none.

        Raises:
            RecoverylogError: the journal cannot be opened for another reason.
        """

        def opened() -> Opened | None:
            from recoverylog.session import opening

            keyring = opening.cached(self.places)
            return None if keyring is None else self._take(opening.open_keys(self.places, keyring))

        return await self.do(opened)

    async def create(self, secret: str) -> tuple[str, ...]:
        """Make a journal, leave it open, and return the words of its recovery kit.

        Raises:
            RecoverylogError: as session.opening.create.
        """

        def created() -> tuple[str, ...]:
            from recoverylog.session import opening

            made = opening.create(self.places, secret)
            self._journal = made.journal
            return made.kit

        return await self.do(created)

    def _take(self, opened: Opened) -> Opened:
        self._journal = opened.journal
        return opened

    async def file_waiting(self) -> Report | None:
        """File what waits in the inbox; None where nothing does."""
        return await self.ask(lambda journal: journal.file_waiting())

    async def load(self) -> None:
        """Load what the next minutes need, in the desk's thread, while the person types."""
        await self.do(_load)

    async def lock(self, *, keys_too: bool) -> None:
        """Write what is still to be written, close the journal and forget its keys.

        Args:
            keys_too: have the kernel forget them as well, where it was asked to hold them.
        """

        def locked() -> None:
            from recoverylog.session import opening

            self._put_away()
            if keys_too:
                opening.lock(self.places)

        await self.do(locked)

    def close(self) -> str:
        """Do what was asked for, close the journal, and end the thread.

        Returns:
            What could not be kept, to be handed back to the person; empty where all of it is.
        """
        was_open = self.is_open
        self._hands.submit(self._put_away).result()
        self._hands.shutdown()
        words = [row for name, fields in self._unkept.items() for row in _words(name, fields)]
        if not words:
            return ""
        # What was locked away is not shown to whoever ends the program.
        return "\n".join([HANDED_BACK, *words]) if was_open else _HELD_BACK

    def _put_away(self) -> None:
        self._write_drafts()
        self.stand_up()
        journal, self._journal = self._journal, None
        if journal is None:
            return
        act, self.before_closing = self.before_closing, None
        try:
            if act is not None:
                act(journal)
        finally:
            journal.close()

    def stand_up(self) -> None:
        """Give the seat up; what was begun at it is another screen's to find."""
        seat, self._seat = self._seat, None
        if seat is not None:
            seat.leave()

    # Drafts ------------------------------------------------------------------------------

    def draft(self, name: str, fields: dict[str, Any] | None) -> None:
        """Have the newest state of a form kept, encrypted; None has it forgotten.

        Returns at once. While one state is being written only the newest of those that follow
        is remembered, so that fast typing never queues up at the disk.
        """
        self._drafts[name] = fields
        self._hands.submit(self._write_drafts)

    def own_name(self, name: str) -> str:
        """Return the name that a draft has at this screen; in the desk's thread."""
        return name if self._seat is None else self._seat.own(name)

    @property
    def is_first(self) -> bool:
        """Whether no other screen of this journal was open before."""
        return self._seat is None or self._seat.number == 1

    def written(self, name: str) -> None:
        """Forget a draft that became an entry; in the desk's thread, once it is written."""
        self._unkept.pop(name, None)

    def forget_later(self, name: str) -> None:
        """Have a draft forgotten with the next one that is written; in the desk's thread."""
        self._unkept[name] = None

    def _write_drafts(self) -> None:
        """Write every draft that changed; one that cannot be written is tried again each time."""
        if self._journal is None:
            self._drafts.clear()
            return
        for name, fields in self._unkept.items():
            self._drafts.setdefault(name, fields)
        before, self._unkept = self._unkept, {}
        problem: RecoverylogError | None = None
        while self._drafts:
            name, fields = self._drafts.popitem()
            try:
                self._write_draft(self._at_hand(), name, fields)
                # Newer than one that was refused a moment ago, and not to be written over by it.
                self._unkept.pop(name, None)
            except RecoverylogError as raised:
                self._unkept[name] = fields
                problem = raised if fields is not None else problem
        if not any(fields is not None for fields in self._unkept.values()):
            problem = None
        if self.heard is not None and (problem is not None or before):
            self.heard(problem)

    def _write_draft(self, journal: Journal, name: str, fields: dict[str, Any] | None) -> None:
        if fields is None:
            journal.drop_draft(self.own_name(name))
        else:
            journal.save_draft(self.own_name(name), fields)


def _words(name: str, fields: dict[str, Any] | None) -> list[str]:
    """Return the words of a draft that could not be kept, inert in a terminal."""
    from recoverylog.journal import draft as drafts
    from recoverylog.journal import veil

    if fields is None:
        return []
    with veil.lifted():
        return _said(drafts.Draft(name, clock.now(), fields), fields)


def _said(draft: Draft, fields: dict[str, Any]) -> list[str]:
    from recoverylog.journal import draft as drafts
    from recoverylog.journal.text import inert

    line, text = drafts.line_of(draft), fields.get("text")
    if line is None and isinstance(text, str) and "\n" in text:
        shorter = drafts.Draft(draft.name, draft.saved, fields | {"text": ""})
        return [f"{drafts.title(draft)}: {drafts.said(shorter)}".rstrip(), inert(text)]
    said = drafts.said(draft) if line is None else inert(line)
    return [said if line is not None else f"{drafts.title(draft)}: {said}"] if said else []


def _load() -> None:
    from recoverylog.session import (  # noqa: F401 - for their loading alone
        filing,
        journal,
        opening,
        overview,
        reading,
    )
    from recoverylog.tui.screens import today  # noqa: F401
