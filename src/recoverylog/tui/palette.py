"""The palette: every command of the screen that is shown, by the words that describe it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from recoverylog.journal import terms
from recoverylog.language import _
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.tui.commands import Command


_SUPPORTERS = "supporters"


class Place(NamedTuple):
    """A page that opens above the pages of an open journal, and has no key there.

    Attributes:
        word: what it is called in the list.
        meaning: what it is for, in a sentence.
        made: makes it.
    """

    word: str
    meaning: str
    made: Callable[[], Screen[Any]]

    def called(self) -> str:
        """Return what it is called here, in the person's own word where they have one."""
        return terms.chosen().supporter.several if self.word == _SUPPORTERS else self.word


def _answers() -> Screen[Any]:
    from recoverylog.tui.screens.answers import AnswersPage

    return AnswersPage()


def _supporters() -> Screen[Any]:
    from recoverylog.tui.screens.supporters import SupportersPage

    return SupportersPage(choosing=False)


def _shared() -> Screen[Any]:
    from recoverylog.tui.screens.ledger import LedgerPage

    return LedgerPage()


def _plans() -> Screen[Any]:
    from recoverylog.tui.screens.plans import PlansPage

    return PlansPage()


PLACES = (
    Place(_("plans"), _("See your if-then plans, change them, add one."), _plans),
    Place(_("answers"), _("Take in what was answered to a page, and read it."), _answers),
    Place(_SUPPORTERS, _("See who supports you, and what they usually get."), _supporters),
    Place(_("shared"), _("See what was shared; close a page, delete a file."), _shared),
)


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

    def _places(self) -> Iterator[Place]:
        if isinstance(self.screen, LoggingPage):
            yield from PLACES

    def _open(self, place: Place) -> None:
        self.app.push_screen(place.made())

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for command in self._here():
            yield DiscoveryHit(
                f"{command.WORD}  {command.key_shown()}",
                partial(self.screen.run_action, command.action()),
                help=command.meaning(),
            )
        for place in self._places():
            yield DiscoveryHit(place.called(), partial(self._open, place), help=place.meaning)

    async def search(self, query: str) -> Hits:
        """Offer those whose word or meaning holds what is typed."""
        # Whole pieces, as they are typed: letters scattered over a sentence find all of them.
        pieces = query.casefold().split()
        matcher = self.matcher(query)
        offered: list[tuple[str, Callable[[], object]]] = [
            (f"{one.WORD}: {one.meaning()}", partial(self.screen.run_action, one.action()))
            for one in self._here()
        ]
        offered += [
            (f"{one.called()}: {one.meaning}", partial(self._open, one)) for one in self._places()
        ]
        for text, act in offered:
            if all(piece in text.casefold() for piece in pieces):
                score = matcher.match(text) + text.casefold().startswith(pieces[0])
                yield Hit(score, matcher.highlight(text), act)
