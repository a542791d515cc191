"""Keys in one burst, as a fast hand or a slow line brings them: each is for its own page."""

from __future__ import annotations

import asyncio
import gc
import signal
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from recoverylog.journal.entry import AnyEntry, CheckIn, Connection, Craving, Gratitude, Note
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui import in_turn
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.form_page import FormPage
from recoverylog.tui.in_turn import InTurnApp, Through
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.helping import HelpPage
from recoverylog.tui.screens.today import Today
from recoverylog.tui.widgets.fields import Area
from tests.tui.conftest import PASSPHRASE, play, settle

NAMES = {
    "\r": "enter",
    "\x13": "ctrl+s",
    "\x1b": "escape",
    "\x0c": "ctrl+l",
    " ": "space",
    "?": "question_mark",
}
BURSTS: dict[str, Callable[[AnyEntry], bool]] = {
    "c7\r": lambda entry: isinstance(entry, Craving) and entry.craving == 7,
    "e6\r3\x13": lambda entry: isinstance(entry, CheckIn) and (entry.mood, entry.craving) == (6, 3),
    "ncold dead tea\x13": lambda entry: isinstance(entry, Note) and entry.text == "cold dead tea",
    "gcoffee with Jo\x13": lambda entry: isinstance(entry, Gratitude) and "coffee" in entry.text,
    "mwith Ada\x13": lambda entry: isinstance(entry, Connection) and entry.text == "with Ada",
    " note soup\r": lambda entry: isinstance(entry, Note) and entry.text == "soup",
    "hnsoup\x13": lambda entry: isinstance(entry, Note) and entry.text == "soup",
    "?\x1bnsoup\x13": lambda entry: isinstance(entry, Note) and entry.text == "soup",
}


def at_once(app: App[Any], keys: str) -> None:
    """Send keys as the thread of the keyboard does: one behind the other, waiting for nothing."""
    for character in keys:
        name = NAMES.get(character, character)
        app.post_message(Key(name, character if character.isprintable() else None))


def shown(pilot: Pilot[Any]) -> type[Screen[Any]]:
    return type(pilot.app.screen)


def kept(journal: Journal) -> list[AnyEntry]:
    return [stored.entry for stored in journal.select(Selection())]


@pytest.mark.parametrize("burst", list(BURSTS))
def test_what_is_typed_while_a_page_opens_is_for_that_page(
    app: RecoverylogApp, journal: Journal, burst: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, burst)
        await settle(pilot)
        (entry,) = kept(journal)
        assert BURSTS[burst](entry), entry

    play(app, scene)


def test_a_key_that_goes_to_the_page_before_would_be_noticed(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InTurnApp, "on_event", App.on_event)

    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, "gcoffee with Jo\x13")
        await settle(pilot)
        assert not any(map(BURSTS["gcoffee with Jo\x13"], kept(journal)))

    play(app, scene)


def test_what_is_pasted_waits_for_the_page_too(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, "n")
        pilot.app.post_message(Paste("soup with Ada"))
        at_once(pilot.app, "\x13")
        await settle(pilot)
        (entry,) = kept(journal)
        assert entry.text == "soup with Ada"

    play(app, scene)


def test_a_long_burst_keeps_its_order(app: RecoverylogApp, journal: Journal) -> None:
    words = " ".join(f"word{number}" for number in range(40))

    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, f"n{words}\x13")
        await settle(pilot)
        (entry,) = kept(journal)
        assert entry.text == words

    play(app, scene)


def test_a_page_that_takes_its_time_gets_its_keys(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slowly(_area: Area) -> None:
        for _ in range(300):
            await asyncio.sleep(0)

    monkeypatch.setattr(Area, "on_mount", slowly, raising=False)

    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, "nsoup\x13")
        await settle(pilot)
        (entry,) = kept(journal)
        assert entry.text == "soup"

    play(app, scene)


def test_what_enter_opens_gets_the_first_letter_too(app: RecoverylogApp, journal: Journal) -> None:
    journal.put_plan("rain", "tea")

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("p")
        await settle(pilot)
        at_once(pilot.app, "\rxtra")
        await settle(pilot)
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.value == "rainxtra"

    play(app, scene)


def test_a_signal_loses_no_letter(app: RecoverylogApp, journal: Journal) -> None:
    words = "one two three four five six"
    places = journal.places

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("n")
        await settle(pilot)
        at_once(pilot.app, words)
        await asyncio.sleep(0)
        assert app.is_running
        app._end(signal.SIGTERM)
        assert app._parting is not None
        await app._parting

    play(app, scene)
    app.desk.close()
    with opening.open_with(places, PASSPHRASE).journal as later:
        drafts = [draft.fields for draft in later.drafts()]
    assert [fields["line"] for fields in drafts] == [f"note {words}"]


def test_nothing_of_a_page_is_held_after_a_lock(app: RecoverylogApp) -> None:
    fields: list[weakref.ref[Any]] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("n", *"secret")
        await settle(pilot)
        fields.append(weakref.ref(app.focused))
        await app._lock("locked", keys_too=False)
        await pilot.pause()
        gc.collect()
        assert fields[0]() is None

    play(app, scene)


def test_a_page_that_goes_with_its_key_holds_no_key_back(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "_LOOK_SECONDS", 60)

    async def scene(pilot: Pilot[Any]) -> None:
        for _ in range(5):
            at_once(pilot.app, "?\x1b")
        at_once(pilot.app, "?")
        await settle(pilot)
        assert shown(pilot) is HelpPage
        at_once(pilot.app, "\x1b\x1b ")
        await settle(pilot)
        assert shown(pilot) is Today
        assert isinstance(pilot.app.focused, Input)

    play(app, scene)


def test_what_follows_a_key_may_be_lost_with_the_page(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def up(message: Through, above: MessagePump) -> None:
        # A page that goes hands nothing up any more.
        if not isinstance(above, HelpPage):
            above.post_message(message)

    monkeypatch.setattr(in_turn, "_LOOK_SECONDS", 60)
    monkeypatch.setattr(Through, "_bubble_to", up)

    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, "?\x1b ")
        await settle(pilot)
        assert shown(pilot) is Today
        assert isinstance(pilot.app.focused, Input)

    play(app, scene)


class Held:
    """The desk, kept from doing anything until it is let go."""

    def __init__(self, app: RecoverylogApp) -> None:
        self._go = threading.Event()
        app.desk._hands.submit(self._go.wait, 30)

    def let_go(self) -> None:
        self._go.set()


BEHIND = {"ncold\x13nsoup\x13": ["cold", "soup"], "nalpha\x13nbut\x13": ["alpha", "but"]}


@pytest.mark.parametrize("busy", [False, True])
@pytest.mark.parametrize("burst", list(BEHIND))
def test_what_is_typed_while_a_form_is_kept_is_for_what_comes_then(
    app: RecoverylogApp, journal: Journal, burst: str, *, busy: bool
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        if busy:
            held = Held(app)
            at_once(pilot.app, burst)
            await pilot.pause()
            held.let_go()
        else:
            at_once(pilot.app, burst)
        await all_taken(pilot)
        assert sorted(entry.text for entry in kept(journal)) == BEHIND[burst]

    play(app, scene)


async def all_taken(pilot: Pilot[Any]) -> None:
    assert isinstance(pilot.app, RecoverylogApp)
    await asyncio.wait_for(pilot.app.all_through(), 5)
    await settle(pilot)


@pytest.mark.parametrize(("key", "opening"), [("n", "note"), ("g", "grateful")])
def test_where_keeping_takes_too_long_nothing_waits_and_no_word_is_lost(
    app: RecoverylogApp,
    journal: Journal,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    opening: str,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(key, *"cold")
        await settle(pilot)
        held = Held(app)
        at_once(pilot.app, "\x13")
        await pilot.pause()
        assert isinstance(app.screen, FormPage)
        assert app.screen._leaving
        monkeypatch.setattr(in_turn, "_PATIENCE", 0.0)
        at_once(pilot.app, "and soup")
        await asyncio.wait_for(app.all_through(), 5)
        await pilot.pause()
        held.let_go()
        await settle(pilot)
        (entry,) = kept(journal)
        assert entry.text == "cold"
        (draft,) = journal.drafts()
        assert draft.fields["line"] == f"{opening} and soup"

    play(app, scene)


def test_what_waits_for_a_page_that_opens_is_kept_when_a_signal_comes(
    app: RecoverylogApp, journal: Journal
) -> None:
    places = journal.places

    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, "nsoup u")
        app._end(signal.SIGHUP)
        app._end(signal.SIGHUP)
        assert app._parting is not None
        await app._parting

    play(app, scene)
    app.desk.close()
    with opening.open_with(places, PASSPHRASE).journal as later:
        drafts = [draft.fields for draft in later.drafts()]
    assert [fields["line"] for fields in drafts] == ["note soup u"]


def test_a_lock_is_whole_however_late_the_key_before_it_is_through(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "_PATIENCE", 0.0)
    through, locking = asyncio.Event(), asyncio.Event()
    lock = app.desk.lock

    async def late(_page: Today, _event: Key) -> None:
        await through.wait()

    async def slowly(*, keys_too: bool) -> None:
        locking.set()
        through.set()
        for _ in range(100):
            await asyncio.sleep(0)
        await lock(keys_too=keys_too)

    monkeypatch.setattr(Today, "on_key", late, raising=False)
    monkeypatch.setattr(app.desk, "lock", slowly)

    async def scene(pilot: Pilot[Any]) -> None:
        at_once(pilot.app, "z\x0c")
        await asyncio.wait_for(locking.wait(), 5)
        await settle(pilot)
        assert isinstance(app.screen, Door)
        assert app.why_locked

    play(app, scene)


def test_a_page_that_closed_is_not_held_over_a_lock(app: RecoverylogApp) -> None:
    pages: list[weakref.ref[Any]] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("f5")
        await settle(pilot)
        pages.append(weakref.ref(app.screen))
        await pilot.press("escape")
        await settle(pilot)
        await app._lock("locked", keys_too=False)
        await pilot.pause()
        gc.collect()
        assert pages[0]() is None

    play(app, scene)
