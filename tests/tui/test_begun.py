"""Words that become no entry (a plan, a sign, a focus) outlive a lock and the end."""

from __future__ import annotations

import signal
from typing import Any, NamedTuple

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input

from recoverylog import settings
from recoverylog.errors import Busy, DiskFull
from recoverylog.journal import draft as drafts
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.begun import FOUND
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens import focus, plans, signs
from recoverylog.tui.screens.door import Door
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import text, words


class Place(NamedTuple):
    """A page on which words are begun, with the keys that lead to its fields from today."""

    keys: tuple[str, ...]
    fields: tuple[str, ...]
    add: tuple[str, ...]
    """The keys with which something new is begun where there is one already."""


PLACES = {
    plans.DRAFT: Place(("p",), ("plans-cue", "plans-then"), ("a",)),
    signs.DRAFT: Place(("i", "3", "s"), ("signs-field",), ("a",)),
    focus.DRAFT: Place(("F",), ("focus-label", "focus-since"), ()),
}
WORDS = {"plans-then": "call Jo", "focus-since": "30d"}
EVERY = pytest.mark.parametrize("name", PLACES)


async def press(pilot: Pilot[Any], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


async def paste(pilot: Pilot[Any], said: str) -> None:
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(said))
    await settle(pilot)


def field(pilot: Pilot[Any], name: str) -> Input:
    return pilot.app.screen.query_one(f"#{name}", Input)


async def begin(pilot: Pilot[Any], name: str) -> None:
    """Go to the page and fill its fields."""
    await press(pilot, *PLACES[name].keys)
    for place, one in enumerate(PLACES[name].fields):
        if place:
            await press(pilot, "tab")
        assert field(pilot, one).has_focus
        await paste(pilot, WORDS.get(one, "rain and wind"))


async def found(pilot: Pilot[Any], name: str) -> None:
    """Go to the page and see what was begun there."""
    await press(pilot, *PLACES[name].keys)
    for one in PLACES[name].fields:
        assert field(pilot, one).value == WORDS.get(one, "rain and wind")
    assert words(pilot.app.screen.query_one("#notice")) == FOUND  # type: ignore[arg-type]


async def unlock(pilot: Pilot[Any]) -> None:
    door = pilot.app.screen
    assert isinstance(door, Door)
    assert "rain" not in text(pilot.app)
    await paste(pilot, PASSPHRASE)
    await press(pilot, "enter")
    assert pilot.app.screen is not door


@EVERY
@pytest.mark.parametrize("by_hand", [True, False])
def test_a_lock_loses_no_word(journal: Journal, name: str, by_hand: bool) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        await begin(pilot, name)
        if by_hand:
            await press(pilot, "ctrl+l")
        else:
            hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
            await app.lock_when_idle()
            await settle(pilot)
        await unlock(pilot)
        await found(pilot, name)

    play(app, scene)


@EVERY
def test_a_program_that_is_ended_loses_no_word(
    app: RecoverylogApp, journal: Journal, name: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await begin(pilot, name)
        app._end(signal.SIGTERM)
        await settle(pilot)

    play(app, scene)
    assert app.desk.close() == ""
    again = opening.open_with(journal.places, PASSPHRASE).journal

    async def next_scene(pilot: Pilot[Any]) -> None:
        await found(pilot, name)

    play(RecoverylogApp(Desk(again.places, again)), next_scene)


@EVERY
def test_what_was_kept_is_begun_no_more(app: RecoverylogApp, journal: Journal, name: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await begin(pilot, name)
        assert [one.name for one in journal.drafts()] == [name]
        await press(pilot, "enter")
        assert journal.drafts() == ()
        assert words(app.screen.query_one("#notice")) != FOUND  # type: ignore[arg-type]

    play(app, scene)
    assert journal.drafts() == ()


@EVERY
def test_what_was_kept_is_kept_where_its_draft_cannot_be_erased_at_once(
    app: RecoverylogApp, journal: Journal, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = journal.drop_draft

    def once(_named: str) -> None:
        monkeypatch.setattr(journal, "drop_draft", drop)
        raise Busy("busy")

    async def scene(pilot: Pilot[Any]) -> None:
        await begin(pilot, name)
        monkeypatch.setattr(journal, "drop_draft", once)
        await press(pilot, "enter")
        assert "busy" not in text(pilot.app)

    play(app, scene)
    app.desk.close()
    with opening.open_with(journal.places, PASSPHRASE).journal as again:
        assert again.drafts() == ()
        kept = [*again.plans(), *again.signs(), *again.focuses()]
        assert len(kept) == 2  # what was kept, and the focus that was there


@EVERY
def test_words_that_cannot_be_kept_are_still_begun(
    app: RecoverylogApp, journal: Journal, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DiskFull("There is no room left on the disk.")

    for method in ("put_plan", "put_sign", "put_focus"):
        monkeypatch.setattr(journal, method, full)

    async def scene(pilot: Pilot[Any]) -> None:
        await begin(pilot, name)
        await press(pilot, "enter")
        assert "no room left" in words(app.screen.query_one("#notice"))  # type: ignore[arg-type]
        assert [one.name for one in journal.drafts()] == [name]
        await press(pilot, "ctrl+l")
        await unlock(pilot)
        await found(pilot, name)

    play(app, scene)


@pytest.mark.parametrize("name", [plans.DRAFT, signs.DRAFT])
def test_what_was_left_on_purpose_is_begun_no_more(
    app: RecoverylogApp, journal: Journal, name: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await begin(pilot, name)
        await press(pilot, "escape", "escape")
        assert journal.drafts() == ()

    play(app, scene)


def test_a_change_of_a_plan_is_gone_on_with(app: RecoverylogApp, journal: Journal) -> None:
    journal.put_plan("payday", "give Jo the card")
    journal.put_plan("rain", "tea")

    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "p", "j", "enter")
        assert journal.drafts() == ()
        await press(pilot, "tab")
        await paste(pilot, " with Ada")
        await press(pilot, "ctrl+l")
        await unlock(pilot)
        await press(pilot, "p")
        assert (field(pilot, "plans-cue").value, field(pilot, "plans-then").value) == (
            "rain",
            "tea with Ada",
        )
        await press(pilot, "enter", "enter")

    play(app, scene)
    with opening.open_with(journal.places, PASSPHRASE).journal as again:
        assert [(one.cue, one.then) for one in again.plans()] == [
            ("payday", "give Jo the card"),
            ("rain", "tea with Ada"),
        ]
        assert again.drafts() == ()


def test_a_change_of_a_plan_that_is_gone_becomes_a_new_one(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft(plans.DRAFT, {"cue": "rain", "then": "tea", "id": "7" * 32})

    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "p", "enter", "enter")

    play(app, scene)
    assert [(one.cue, one.then) for one in journal.plans()] == [("rain", "tea")]


def test_a_change_of_a_focus_is_gone_on_with(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "F", "tab", "tab", "tab", "enter")
        assert journal.drafts() == ()
        await press(pilot, "shift+tab", "end")
        await paste(pilot, " and wine")
        await press(pilot, "ctrl+l")
        await unlock(pilot)
        await press(pilot, "F")
        assert field(pilot, "focus-label").value == "alcohol and wine"
        assert field(pilot, "focus-since").value == "2026-05-14"
        await press(pilot, "enter", "enter")

    play(app, scene)
    with opening.open_with(journal.places, PASSPHRASE).journal as again:
        assert [one.label for one in again.focuses()] == ["alcohol and wine"]


SUGAR = {"label": "sugar", "since": "30d", "counting": "presume_free", "id": ""}


def test_a_form_about_the_word_of_an_entry_leaves_what_was_begun_alone(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft(focus.DRAFT, SUGAR)

    async def scene(pilot: Pilot[Any]) -> None:
        app.push_screen(focus.FocusForm("gambling"))
        await settle(pilot)
        await paste(pilot, " online")
        assert field(pilot, "focus-label").value == "gambling online"
        await press(pilot, "enter", "enter")
        await press(pilot, "F")
        assert field(pilot, "focus-label").value == "sugar"
        assert field(pilot, "focus-since").value == "30d"

    play(app, scene)


def test_what_was_typed_about_the_word_of_an_entry_is_there_the_next_time(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft(focus.DRAFT, SUGAR)

    async def again(pilot: Pilot[Any], word: str, label: str, since: str) -> None:
        app.push_screen(focus.FocusForm(word))
        await settle(pilot)
        assert field(pilot, "focus-label").value == label
        assert field(pilot, "focus-since").value == since

    async def scene(pilot: Pilot[Any]) -> None:
        await again(pilot, "gambling", "gambling", "")
        await paste(pilot, " online")
        await press(pilot, "enter")
        await paste(pilot, "2026-03")
        await press(pilot, "escape")
        await again(pilot, "gambling", "gambling online", "2026-03")
        await press(pilot, "escape")
        await again(pilot, "pills", "pills", "")
        await press(pilot, "escape")
        await again(pilot, "gambling", "gambling online", "2026-03")
        await press(pilot, "enter", "enter")
        assert [one.name for one in journal.drafts()] == [focus.DRAFT]

    play(app, scene)


def test_a_word_that_stood_there_is_nothing_that_was_entered(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        app.push_screen(focus.FocusForm("gambling"))
        await settle(pilot)
        await press(pilot, "escape")
        assert journal.drafts() == ()

    play(app, scene)


def test_a_letter_that_came_first_does_not_take_the_place_of_what_was_begun(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft(focus.DRAFT, SUGAR)

    async def scene(pilot: Pilot[Any]) -> None:
        for key in "Fx":
            app.post_message(Key(key, key))
        await settle(pilot)
        assert field(pilot, "focus-label").value == "sugarx"
        assert field(pilot, "focus-since").value == "30d"

    play(app, scene)


def test_it_is_looked_again_where_looking_failed_once(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_journal: Journal, **_named: object) -> None:
        raise Busy("busy")

    async def scene(pilot: Pilot[Any]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "focuses", busy)
            app.push_screen(focus.FocusForm())
            await settle(pilot)
        await paste(pilot, "sugar")
        await settle(pilot)
        await paste(pilot, " and cake")
        await settle(pilot)

    play(app, scene)
    app.desk.close()
    with opening.open_with(journal.places, PASSPHRASE).journal as again:
        assert [one.fields["label"] for one in again.drafts()] == ["sugar and cake"]


@EVERY
def test_what_is_begun_is_said_in_its_words(name: str, journal: Journal) -> None:
    journal.save_draft(name, {"cue": "rain", "label": "sugar", "text": "no sleep", "id": "7" * 32})
    (begun,) = journal.drafts()
    assert drafts.title(begun) == drafts.PAPERS[name]
    assert not drafts.is_entry(begun)
    said = drafts.said(begun)
    assert {"rain", "sugar", "no sleep"} <= set(said.split(" · "))
    assert "7777" not in said
