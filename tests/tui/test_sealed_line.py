"""One line while the journal is locked: sealed, told, filed later; handed back where it fails."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog import paths
from recoverylog.errors import DiskFull
from recoverylog.journal import veil
from recoverylog.journal.selection import Selection
from recoverylog.session import opening, presence
from recoverylog.tui import in_turn
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.sealed import SealedLine
from recoverylog.tui.screens.welcome import Welcome
from recoverylog.vault import posting
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import rows, text
from tests.tui.test_in_turn import at_once

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.session.journal import Journal


async def opened(pilot: Pilot[Any]) -> SealedLine:
    await pilot.press("f8")
    await settle(pilot)
    page = pilot.app.screen
    assert isinstance(page, SealedLine)
    return page


async def typed(pilot: Pilot[Any], line: str, *more: str) -> None:
    page = pilot.app.screen
    assert isinstance(page, SealedLine)
    page.line.value = line
    await pilot.press(*more)
    await settle(pilot)


def test_a_line_from_the_door_is_in_the_journal_later(journal: Journal) -> None:
    places = journal.places
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        page = await opened(pilot)
        await typed(pilot, "craving 7 bus ride @tired")
        assert "craving 7 of 10 · bus ride · trigger tired" in text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert page.line.value == ""
        assert "Kept: craving 7 of 10" in text(pilot.app)
        assert "recoverylog undo" not in text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Door)

    play(RecoverylogApp(Desk(places)), scene)
    with opening.open_with(places, PASSPHRASE).journal as later:
        later.file_waiting()
        (stored,) = later.select(Selection())
        assert (stored.entry.kind, stored.entry.text) == ("craving", "bus ride")


def test_a_second_enter_keeps_the_line_once(journal: Journal) -> None:
    places = journal.places
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        page = await opened(pilot)
        page.line.value = "craving 7 bus ride"
        await pilot.pause()
        page.line.post_message(page.line.Submitted(page.line, page.line.value))
        page.line.post_message(page.line.Submitted(page.line, page.line.value))
        await settle(pilot)
        assert page.line.value == ""
        await typed(pilot, "mood 6", "enter")
        assert page.line.value == ""

    play(RecoverylogApp(Desk(places)), scene)
    with opening.open_with(places, PASSPHRASE).journal as later:
        later.file_waiting()
        assert [stored.entry.kind for stored in later.select(Selection())] == ["craving", "mood"]


@pytest.mark.parametrize("patient", [True, False])
def test_two_lines_in_one_go_are_two_entries(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, *, patient: bool
) -> None:
    places = journal.places
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, RecoverylogApp)
        page = await opened(pilot)
        go = threading.Event()
        app.desk._hands.submit(go.wait, 30)
        at_once(app, "craving 4 bus\r")
        await pilot.pause()
        assert page._sealing
        if not patient:
            monkeypatch.setattr(in_turn, "_PATIENCE", 0.0)
        at_once(app, "note soup\r" if patient else "note soup")
        if not patient:
            await asyncio.wait_for(app.all_through(), 5)
            await pilot.pause()
            assert page.line.value == "craving 4 busnote soup"
        go.set()
        await asyncio.wait_for(app.all_through(), 5)
        await settle(pilot)
        assert page.line.value == ("" if patient else "note soup")

    app = RecoverylogApp(Desk(places))
    play(app, scene)
    app.desk.close()
    with opening.open_with(places, PASSPHRASE).journal as later:
        later.file_waiting()
        found = [stored.entry for stored in later.select(Selection())]
        assert sorted((entry.kind, entry.text) for entry in found) == [
            ("craving", "bus"),
            ("note", "soup"),
        ]


def test_a_line_that_was_kept_is_not_read_under_privacy(journal: Journal) -> None:
    places = journal.places
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await typed(pilot, "note lighthouse", "enter")
        assert "lighthouse" in text(pilot.app)
        await pilot.press("f6")
        await settle(pilot)
        assert "lighthouse" not in text(pilot.app)

    try:
        play(RecoverylogApp(Desk(places)), scene)
    finally:
        veil.draw(drawn=False)


def test_it_works_before_there_is_a_journal() -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.screen, Welcome)
        await opened(pilot)
        assert "beside its key, readable by your own account" in text(pilot.app)
        assert "Nobody can read it" not in text(pilot.app)
        await typed(pilot, "mood 6", "enter")
        assert "Kept, not yet protected" in text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "1 line waits already" in text(pilot.app)

    play(RecoverylogApp(Desk(paths.find())), scene)
    assert presence.waiting(paths.find()) == 1


def test_it_works_with_a_damaged_vault(journal: Journal) -> None:
    journal.close()
    for name in ("vault.json", "vault.json.2"):
        with open(f"{journal.places.data}/{name}", "wb") as file:
            file.write(b"\x00")

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await typed(pilot, "note still here", "enter")
        assert "Kept: note" in text(pilot.app)

    play(RecoverylogApp(Desk(journal.places)), scene)
    assert presence.waiting(journal.places) == 1


@pytest.mark.parametrize("problem", [DiskFull("The disk is full."), OSError("odd"), ValueError()])
def test_what_cannot_be_kept_stays_in_the_field(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    journal.close()

    def refuse(*_arguments: object) -> None:
        raise problem

    monkeypatch.setattr(posting, "keep", refuse)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await opened(pilot)
        await typed(pilot, "craving 7 bus", "enter")
        assert page.line.value == "craving 7 bus"
        assert "Your line is still in the field." in text(pilot.app)

    play(RecoverylogApp(Desk(journal.places)), scene)
    assert presence.waiting(journal.places) == 0


def test_an_empty_line_keeps_nothing_and_escape_asks_before_words_go(journal: Journal) -> None:
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await typed(pilot, "half a thou", "escape")
        assert "esc once more lets it go" in text(pilot.app)
        await pilot.press("x", "escape")
        await settle(pilot)
        assert "half a thoux" in text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Door)

    play(RecoverylogApp(Desk(journal.places)), scene)
    assert presence.waiting(journal.places) == 0


def test_what_was_not_yet_kept_is_sealed_where_the_program_ends(journal: Journal) -> None:
    places = journal.places
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await typed(pilot, "craving 7 bus ride")

    play(RecoverylogApp(Desk(places)), scene)
    with opening.open_with(places, PASSPHRASE).journal as later:
        later.file_waiting()
        (stored,) = later.select(Selection())
        assert (stored.entry.kind, stored.entry.text) == ("craving", "bus ride")


def test_what_was_kept_or_left_on_purpose_is_not_sealed_again(journal: Journal) -> None:
    places = journal.places
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await typed(pilot, "mood 6", "enter")
        await typed(pilot, "note soup", "escape", "escape")
        assert isinstance(pilot.app.screen, Door)

    play(RecoverylogApp(Desk(places)), scene)
    with opening.open_with(places, PASSPHRASE).journal as later:
        later.file_waiting()
        (stored,) = later.select(Selection())
        assert stored.entry.kind == "mood"


def test_what_cannot_be_sealed_at_the_end_is_handed_back(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = journal.places
    journal.close()
    app = RecoverylogApp(Desk(places))

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await typed(pilot, "note soup")
        monkeypatch.setattr(posting, "keep", refused)

    def refused(*_more: object, **_named: object) -> None:
        raise DiskFull("full")

    play(app, scene)
    assert app.farewell.splitlines()[-1] == "note soup"


def test_hostile_words_are_inert(journal: Journal) -> None:
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await typed(pilot, "note [@click=app.bell]x[/] \x1b]0;y\x07 \u202ez", "enter")
        seen = text(pilot.app)
        assert "[@click=app.bell]x[/]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen

    play(RecoverylogApp(Desk(journal.places)), scene)


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
def test_the_field_and_what_became_of_it_are_seen_where_there_is_little_room(
    journal: Journal, size: tuple[int, int]
) -> None:
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        assert "Nobody can read it before the journal is opened" in text(pilot.app)
        assert "crisis" in rows(pilot.app)[-1]
        await typed(pilot, "craving 7 bus")
        assert "› craving 7 bus" in text(pilot.app)
        assert "craving 7 of 10" in text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert "Kept: craving 7 of 10" in text(pilot.app)

    play(RecoverylogApp(Desk(journal.places)), scene, size=size)


def test_it_stands_any_size(journal: Journal) -> None:
    journal.close()

    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        for size in ((20, 5), (140, 40), (60, 12)):
            await pilot.resize_terminal(*size)
            await settle(pilot)

    play(RecoverylogApp(Desk(journal.places)), scene)
