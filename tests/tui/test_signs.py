"""The person's own signs: named, ticked, put away, and never a word thrown away unasked."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from recoverylog import settings
from recoverylog.insights.signs import MOST_SIGNS
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.insights import Insights
from recoverylog.tui.screens.signs import SignsPage
from tests.tui import legible
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import rows, text, words
from tests.tui.test_hostile_text import HOSTILE, faults

MEALS, CALLS, WALKS = "skipping meals", "not calling back", "no walk for days"


@pytest.fixture
def three(journal: Journal) -> Journal:
    """Return a journal with three signs, none of them ticked."""
    for label in (MEALS, CALLS, WALKS):
        journal.put_sign(label)
    return journal


async def go(pilot: Pilot[Any]) -> SignsPage:
    """Come from today over the patterns."""
    for key in ("i", "3", "s"):
        await pilot.press(key)
        await settle(pilot)
    return page(pilot)


def page(pilot: Pilot[Any]) -> SignsPage:
    shown = pilot.app.screen
    assert isinstance(shown, SignsPage)
    return shown


def labels(journal: Journal) -> list[str]:
    return [sign.label for sign in journal.signs()]


def ticked(journal: Journal) -> set[str]:
    """Return the signs of this week, in words."""
    named = {sign.id: sign.label for sign in journal.signs()}
    return {named[sign] for week in journal.sign_weeks() for sign in week.ticked if sign in named}


def notice(pilot: Pilot[Any]) -> str:
    return words(page(pilot).notice)


async def press(pilot: Pilot[Any], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


async def type_words(pilot: Pilot[Any], said: str) -> None:
    """Have words come into the line at once, where the cursor is."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(said))
    await pilot.pause()


# Naming -------------------------------------------------------------------------------------


def test_the_first_sign_is_asked_for_at_once(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "What do you notice in yourself" in text(app)
        await type_words(pilot, MEALS)
        await press(pilot, "enter")
        assert labels(journal) == [MEALS]
        assert page(pilot).field.value == ""
        assert page(pilot).field.has_focus
        await type_words(pilot, CALLS)
        await press(pilot, "enter", "enter")
        assert labels(journal) == [MEALS, CALLS]
        assert page(pilot).rows.has_focus
        assert "Your 2 signs can be ticked for this week" in text(app)

    play(app, scene)


def test_a_names_another(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await type_words(pilot, "up all night")
        await press(pilot, "enter", "escape")
        assert "up all night" in text(app)
        assert labels(three)[-1] == "up all night"
        await press(pilot, "escape")
        assert isinstance(app.screen, Insights)
        shown = app.screen.sheet.sheet
        assert shown is not None
        assert "up all night" in shown.plain()

    play(app, scene)


def test_the_eighth_is_the_last(app: RecoverylogApp, journal: Journal) -> None:
    for number in range(1, MOST_SIGNS):
        journal.put_sign(f"sign {number}")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "a add" in rows(app)[-1]
        await press(pilot, "a")
        await type_words(pilot, "the eighth")
        await press(pilot, "enter")
        assert len(labels(journal)) == MOST_SIGNS
        assert page(pilot).rows.has_focus
        assert "a add" not in rows(app)[-1]
        await press(pilot, "a")
        assert not page(pilot).adding.display
        assert legible.faults(app) == []

    play(app, scene)


def test_one_that_another_window_made_the_ninth_keeps_its_words(
    app: RecoverylogApp, journal: Journal
) -> None:
    for number in range(1, MOST_SIGNS):
        journal.put_sign(f"sign {number}")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await type_words(pilot, "one more")
        with opening.open_with(journal.places, PASSPHRASE).journal as other:
            other.put_sign("the eighth")
        await press(pilot, "enter")
        assert "as many as are asked about" in notice(pilot)
        assert page(pilot).field.value == "one more"

    play(app, scene)


def test_the_same_words_twice_are_told(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await type_words(pilot, MEALS.upper())
        await press(pilot, "enter")
        assert f"There is a sign called “{MEALS}” already." in notice(pilot)
        assert page(pilot).field.value == MEALS.upper()

    play(app, scene)
    assert labels(three) == [MEALS, CALLS, WALKS]


def test_a_second_enter_adds_nothing_and_complains_of_nothing(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    put = journal.put_sign

    def slow(label: str) -> Any:
        assert gate.wait(30)
        return put(label)

    monkeypatch.setattr(journal, "put_sign", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, MEALS)
        await pilot.press("enter", "enter", "enter")
        gate.set()
        await settle(pilot)
        assert notice(pilot) == ""
        assert page(pilot).field.value == ""
        await type_words(pilot, CALLS)
        await press(pilot, "enter")

    play(app, scene)
    assert labels(journal) == [MEALS, CALLS]


def test_words_typed_while_a_sign_is_kept_stay(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    put = journal.put_sign

    def slow(label: str) -> Any:
        assert gate.wait(30)
        return put(label)

    monkeypatch.setattr(journal, "put_sign", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, MEALS)
        await pilot.press("enter")
        await type_words(pilot, " alone")
        gate.set()
        await settle(pilot)
        assert page(pilot).field.value == " alone"
        assert [one.fields["text"] for one in journal.drafts()] == [" alone"]

    play(app, scene)
    assert labels(journal) == [MEALS]


@pytest.mark.parametrize("known", [True, False])
def test_esc_throws_no_word_away_unasked(
    app: RecoverylogApp, journal: Journal, known: bool
) -> None:
    if known:
        journal.put_sign(CALLS)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        if known:
            await press(pilot, "a")
        await type_words(pilot, "rain")
        await press(pilot, "escape")
        assert page(pilot).field.value == "rain"
        assert "Not kept yet: enter keeps it, esc once more lets it go." in notice(pilot)
        # Whoever typed on is asked again.
        await type_words(pilot, "y")
        await press(pilot, "escape")
        assert page(pilot).field.value == "rainy"
        await press(pilot, "escape")
        if known:
            assert page(pilot).rows.has_focus
            assert notice(pilot) == ""
            # And whoever begins afresh.
            await press(pilot, "a")
            assert page(pilot).field.value == ""
            await type_words(pilot, "rainy")
            await press(pilot, "escape")
            assert page(pilot).field.value == "rainy"
        else:
            assert isinstance(app.screen, Insights)

    play(app, scene)
    assert "rainy" not in labels(journal)


def test_esc_then_enter_keeps_the_words(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, MEALS)
        await press(pilot, "escape", "enter")
        assert notice(pilot) == ""

    play(app, scene)
    assert labels(journal) == [MEALS]


def test_esc_without_words_goes_back(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "space", "space", "escape")
        assert isinstance(app.screen, Insights)
        assert app.screen.asked.view == 2

    play(app, scene)
    assert labels(journal) == []


def test_begun_words_are_still_there_after_the_crisis_page(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, "rain")
        await press(pilot, "f3")
        assert isinstance(app.screen, CrisisPage)
        await press(pilot, "escape")
        assert page(pilot).field.value == "rain"
        assert page(pilot).field.has_focus

    play(app, scene)


# Ticking ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["space", "enter"])
def test_a_key_ticks_and_takes_the_tick_back(app: RecoverylogApp, three: Journal, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "j", key)
        assert ticked(three) == {CALLS}
        assert page(pilot).rows.highlighted == 1
        assert "1 of your 3 signs this week" in text(app)
        assert f"• {CALLS}" in text(app)
        await press(pilot, "k", key)
        assert ticked(three) == {MEALS, CALLS}
        await press(pilot, key, "j", key)
        assert ticked(three) == set()
        assert "none of your 3 signs this week" in text(app)
        assert "•" not in text(app)

    play(app, scene)


def test_a_click_ticks(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await pilot.click(OptionList, offset=(8, 2))
        await settle(pilot)
        assert ticked(three) == {WALKS}
        await pilot.click(OptionList, offset=(8, 2))
        await settle(pilot)
        assert ticked(three) == set()

    play(app, scene)


def test_two_quick_keys_are_two_keys(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        shown = page(pilot)
        shown.action_tick()
        shown.action_tick()
        await settle(pilot)
        assert ticked(three) == set()
        for _ in range(3):
            shown.action_tick()
        await settle(pilot)
        assert ticked(three) == {MEALS}

    play(app, scene)


def test_0_notes_that_none_is_there(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "space", "0")
        assert "1 of your 3 signs this week" in text(app), "0 takes no tick away"
        await press(pilot, "space", "0")
        assert "none of your 3 signs this week" in text(app)

    play(app, scene)
    assert ticked(three) == set()
    assert three.signs_seen().this == 0


def test_a_tick_shows_in_the_patterns(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "space", "escape")
        assert isinstance(app.screen, Insights)
        sheet = app.screen.sheet.sheet
        assert sheet is not None
        assert "1 of your 3 signs this week" in sheet.plain()

    play(app, scene)
    assert ticked(three) == {MEALS}


# Putting away -------------------------------------------------------------------------------


def test_one_is_put_away_and_comes_back_with_its_words(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "j", "space", "d")
        assert labels(three) == [MEALS, WALKS]
        assert CALLS not in text(app)
        assert "asked about no more" in notice(pilot)
        assert page(pilot).rows.highlighted == 1
        await press(pilot, "a")
        await type_words(pilot, CALLS)
        await press(pilot, "enter", "escape")
        assert f"• {CALLS}" in text(app)

    play(app, scene)


def test_the_last_one_put_away_leaves_the_page_usable(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.put_sign(MEALS)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "d")
        assert labels(journal) == []
        assert "What do you notice in yourself" in text(app)
        assert "d put away" not in rows(app)[-1]
        await press(pilot, "d", "space", "0", "a")
        await type_words(pilot, CALLS)
        await press(pilot, "enter", "escape", "space")
        assert ticked(journal) == {CALLS}
        await press(pilot, "d", "escape")
        assert isinstance(app.screen, Insights)

    play(app, scene)


def test_one_that_another_window_put_away_is_told(app: RecoverylogApp, three: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        with opening.open_with(three.places, PASSPHRASE).journal as other:
            other.archive_sign(other.signs()[0].id)
        await press(pilot, "d")
        assert labels(three) == [CALLS, WALKS]
        await press(pilot, "escape")
        await press(pilot, "s")
        assert MEALS not in text(app)

    play(app, scene)


# Locking, looks, other hands ----------------------------------------------------------------


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_lock_takes_the_page_away(three: Journal, by_hand: bool) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(three.places, three), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        if by_hand:
            await pilot.press("ctrl+l")
        else:
            hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
            await app.lock_when_idle()
        await settle(pilot)
        assert isinstance(app.screen, Door)
        assert not shown.is_attached
        assert MEALS not in text(app)

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_it_is_legible_in_every_look(
    app: RecoverylogApp, three: Journal, size: tuple[int, int]
) -> None:
    three.tick(three.signs()[0].id, three.today())

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "a")
        assert await legible.faults_in_every_look(pilot) == {}
        await type_words(pilot, "rain")
        await press(pilot, "escape")
        assert await legible.faults_in_every_look(pilot) == {}

    play(app, scene, size=size)


@pytest.mark.parametrize("size", [(7, 3), (20, 5), (40, 12)])
def test_a_small_window_shows_the_chosen_sign(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    for number in range(1, MOST_SIGNS + 1):
        journal.put_sign(f"sign {number}")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, *["j"] * 7, "space")
        assert ticked(journal) == {"sign 8"}
        if size == (40, 12):
            assert "• sign 8" in text(app)
            assert "! crisis" in rows(app)[-1]

    play(app, scene, size=size)


def test_a_sign_in_hostile_words_does_nothing(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        page(pilot).field.value = HOSTILE
        await settle(pilot)
        assert faults(app) == []
        await press(pilot, "enter", "escape")
        assert labels(journal)
        await press(pilot, "a")
        page(pilot).field.value = HOSTILE
        await press(pilot, "enter")
        assert "There is a sign called" in notice(pilot)
        assert faults(app) == []
        assert not app._exit

    play(app, scene)
