"""The companion at the door: no passphrase, and what was rated is sealed however one leaves."""

from __future__ import annotations

import gettext
import threading
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from recoverylog import language, paths
from recoverylog.errors import DiskFull
from recoverylog.journal.entry import Craving
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.tui import in_turn
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.craving_locked import LockedCraving
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.welcome import Welcome
from recoverylog.vault import posting
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import text

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.paths import Paths
    from recoverylog.session.journal import Journal


@pytest.fixture
def locked(journal: Journal) -> Paths:
    places = journal.places
    journal.close()
    return places


def rated(places: Paths) -> list[tuple[float | None, float | None]]:
    """Return both numbers of each craving, once what waits is filed."""
    with opening.open_with(places, PASSPHRASE).journal as later:
        later.file_waiting()
        found = [stored.entry for stored in later.select(Selection(kinds=("craving",)))]
    return [(entry.craving, entry.after) for entry in found if isinstance(entry, Craving)]


def shown(pilot: Pilot[Any]) -> type[object]:
    return type(pilot.app.screen)


async def pressed(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


@pytest.mark.parametrize("leave", ["escape", "d", "enter", "ctrl+s"])
def test_it_is_rated_twice_and_sealed(locked: Paths, leave: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "7", "space", "3")
        assert shown(pilot) is LockedCraving
        assert "7 at first" in text(pilot.app)
        await pressed(pilot, leave)
        assert shown(pilot) is Door
        assert "Kept: craving 7 of 10" in text(pilot.app)

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(7, 3)]


class Brackets(gettext.NullTranslations):
    """A language in which each message stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def test_what_is_sealed_is_the_same_in_every_language(
    locked: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "7", "space", "3")
        assert "⟦" in text(pilot.app)
        await pressed(pilot, "escape")

    with monkeypatch.context() as abroad:
        abroad.setattr(language, "_messages", Brackets())
        play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(7, 3)]


def test_three_keys_are_enough(locked: Paths) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "7", "d")

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(7, None)]


def test_it_opens_while_the_passphrase_is_typed_which_stays(locked: Paths) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, *"amber", "f5", "5", "escape")
        door = pilot.app.screen
        assert isinstance(door, Door)
        assert door.field.value == "amber"

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(5, None)]


def test_without_a_number_nothing_is_kept(locked: Paths) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "space", "escape")
        assert shown(pilot) is Door

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == []


def test_it_says_what_becomes_of_the_number_and_offers_the_crisis_page(locked: Paths) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5")
        said = text(pilot.app)
        assert "The journal is locked. What you rate is sealed as you leave" in said
        assert "This may not make it smaller. It may change what you do next." in said
        assert "! crisis" in said
        await pressed(pilot, "6", "exclamation_mark")
        assert shown(pilot) is CrisisPage
        await pressed(pilot, "escape", "escape")

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(6, None)]


def test_leaving_the_program_from_it_keeps_what_was_rated(locked: Paths) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "8", "space", "4")
        await pilot.press("ctrl+q")

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(8, 4)]


def test_a_disk_that_takes_nothing_is_told_and_the_number_stays(
    locked: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("The disk is full.")

    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "7")
        with monkeypatch.context() as patch:
            patch.setattr(posting, "keep", full)
            await pressed(pilot, "escape")
            page = pilot.app.screen
            assert isinstance(page, LockedCraving)
            assert "It was not kept." in text(pilot.app)
            assert page.strength.value == 7
            await pressed(pilot, "escape")
        assert shown(pilot) is Door

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == []


def test_leaving_the_program_from_it_on_a_disk_that_takes_nothing_hands_it_back(
    locked: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(posting, "keep", full)
    app = RecoverylogApp(Desk(locked))

    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "8", "space", "4")
        await pilot.press("ctrl+q")

    play(app, scene)
    told, line = app.farewell.splitlines()
    assert told.startswith("Your words were not kept.")
    assert line == "craving 8 after:4"
    assert rated(locked) == []


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize("keys", [("f5", "8", "d"), ("f8", *"craving", "space", "8", "enter")])
def test_the_program_may_end_while_it_is_being_sealed(
    locked: Paths, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], *, refused: bool
) -> None:
    gate, real, tried = threading.Event(), posting.keep, []

    def slow(*given: Any) -> Any:
        tried.append(given)
        assert gate.wait(30)
        if refused:
            raise DiskFull("The disk is full.")
        return real(*given)

    app = RecoverylogApp(Desk(locked))

    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, *keys[:-1])
        monkeypatch.setattr(posting, "keep", slow)
        await pilot.press(keys[-1])
        for _ in range(1000):
            if tried:
                break
            await pilot.pause(0.005)
        assert tried
        monkeypatch.setattr(Static, "_on_unmount", lambda _self: gate.set(), raising=False)

    play(app, scene)  # ends the program while the desk is at it
    assert rated(locked) == ([] if refused else [(8, None)])
    assert app.farewell.splitlines()[1:] == (["craving 8"] if refused else [])


def test_what_is_pressed_while_it_is_being_sealed_makes_no_second_one(
    locked: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, real = threading.Event(), posting.keep

    def slow(*given: Any) -> Any:
        assert gate.wait(30)
        return real(*given)

    monkeypatch.setattr(posting, "keep", slow)
    monkeypatch.setattr(in_turn, "_PATIENCE", 0.0)

    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "8")
        await pilot.press("d")
        for key in ("space", "4"):
            await pilot.press(key)
            await pilot.pause(0.1)
        gate.set()
        await settle(pilot)

    play(RecoverylogApp(Desk(locked)), scene)
    assert rated(locked) == [(8, None)]


def test_before_there_is_a_journal_it_says_what_is_true() -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert shown(pilot) is Welcome
        await pressed(pilot, "f5")
        assert "There is no journal yet." in text(pilot.app)
        await pressed(pilot, "7", "d")
        assert shown(pilot) is Welcome

    play(RecoverylogApp(Desk(paths.find())), scene)


@pytest.mark.parametrize("size", [(20, 5), (60, 20), (80, 24), (140, 40)])
def test_it_can_be_rated_at_any_size(locked: Paths, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pressed(pilot, "f5", "7", "space", "4", "escape")

    play(RecoverylogApp(Desk(locked)), scene, size=size)
    assert rated(locked) == [(7, 4)]
