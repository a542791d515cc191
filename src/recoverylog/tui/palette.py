"""The palette: every command of the screen that is shown, by the words that describe it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.tui.commands import Command


class Commands(Provider):
    """Offers the commands of the present screen, and those that are everywhere."""

    def _here(self) -> Iterator[type[Command]]:
        if not isinstance(self.screen, Page):
            return
        seen: set[str] = set()
        for command in self.screen.commands():
            if command.action() not in seen:
                seen.add(command.action())
                yield command

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for command in self._here():
            yield DiscoveryHit(
                f"{command.WORD}  {command.key_shown()}",
                partial(self.screen.run_action, command.action()),
                help=command.meaning(),
            )

    async def search(self, query: str) -> Hits:
        """Offer those whose word or meaning holds what is typed."""
        # Whole pieces, as they are typed: letters scattered over a sentence find all of them.
        pieces = query.casefold().split()
        matcher = self.matcher(query)
        for command in self._here():
            text = f"{command.WORD}: {command.meaning()}"
            if all(piece in text.casefold() for piece in pieces):
                yield Hit(
                    matcher.match(text) + text.casefold().startswith(pieces[0]),
                    matcher.highlight(text),
                    partial(self.screen.run_action, command.action()),
                )
