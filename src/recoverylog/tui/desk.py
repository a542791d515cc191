"""The desk: where the open journal lies, and the one thread that works at it.

Nothing that touches a disk or a key runs where the screen is drawn. What is asked is done in the
order of asking, so a line is never read before it was written.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from recoverylog.errors import Locked

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.paths import Paths
    from recoverylog.session.filing import Report
    from recoverylog.session.journal import Journal
    from recoverylog.session.opening import Opened

_T = TypeVar("_T")


class Desk:
    """An open journal, or the place where one will be opened."""

    def __init__(self, places: Paths, journal: Journal | None = None) -> None:
        """Stand where ``places`` says, with a journal that is open already or without one."""
        self.places = places
        self._journal = journal
        self._hands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._drafts: dict[str, dict[str, Any] | None] = {}

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
            raise Locked("The journal is locked.", safe="What was kept is safe.")
        return self._journal

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

    def close(self) -> None:
        """Do what was asked for, close the journal, and end the thread."""
        self._hands.submit(self._put_away).result()
        self._hands.shutdown()

    def _put_away(self) -> None:
        self._write_drafts()
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    # Drafts ------------------------------------------------------------------------------

    def draft(self, name: str, fields: dict[str, Any] | None) -> None:
        """Have the newest state of a form kept, encrypted; None has it forgotten.

        Returns at once. While one state is being written only the newest of those that follow
        is remembered, so that fast typing never queues up at the disk.
        """
        self._drafts[name] = fields
        self._hands.submit(self._write_drafts)

    def _write_drafts(self) -> None:
        from recoverylog.errors import RecoverylogError

        while self._drafts:
            name, fields = self._drafts.popitem()
            if self._journal is None:
                return
            try:
                if fields is None:
                    self._journal.drop_draft(name)
                else:
                    self._journal.save_draft(name, fields)
            except RecoverylogError:
                # The words are still on the screen; keeping the entry tells what is wrong.
                return


def _load() -> None:
    from recoverylog.session import (  # noqa: F401 - for their loading alone
        filing,
        journal,
        opening,
        overview,
        reading,
    )
    from recoverylog.tui.screens import today  # noqa: F401
