"""The page of if-then plans: written, changed, put away, and never a word thrown away unasked."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from recoverylog.journal.plan import MOST_PLANS
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui import in_turn
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.plans import PlansPage
from recoverylog.tui.screens.today import Today
from tests.tui import legible
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import rows, text, words
from tests.tui.test_hostile_text import HOSTILE, faults

BUS = ("the bus ride home", "sit at the front")
PAY = ("payday", "give Jo the card")


@pytest.fixture
def two(journal: Journal) -> Journal:
    """Return a journal with two plans."""
    for cue, then in (BUS, PAY):
        journal.put_plan(cue, then)
    return journal


async def go(pilot: Pilot[Any]) -> PlansPage:
    """Come from today."""
    await press(pilot, "p")
    return page(pilot)


def page(pilot: Pilot[Any]) -> PlansPage:
    shown = pilot.app.screen
    assert isinstance(shown, PlansPage)
    return shown


def kept(journal: Journal) -> list[tuple[str, str]]:
    return [(one.cue, one.then) for one in journal.plans()]


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


# Writing ------------------------------------------------------------------------------------


def test_the_first_plan_is_asked_for_at_once(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "Think of a moment that you know is hard" in text(app)
        assert page(pilot).cue.has_focus
        await type_words(pilot, BUS[0])
        await press(pilot, "enter")
        assert page(pilot).then.has_focus
        await type_words(pilot, BUS[1])
        await press(pilot, "enter")
        assert kept(journal) == [BUS]
        assert "If the bus ride home, then sit at the front" in text(app)
        assert "Think of a moment" not in text(app)
        assert page(pilot).rows.has_focus
        await press(pilot, "escape")
        assert isinstance(app.screen, Today)

    play(app, scene)


def test_a_writes_another(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert not page(pilot).writing.display
        await press(pilot, "a")
        await type_words(pilot, "rain")
        await press(pilot, "tab")
        await type_words(pilot, "tea")
        await press(pilot, "enter")
        assert kept(two) == [BUS, PAY, ("rain", "tea")]
        assert page(pilot).rows.highlighted == 2

    play(app, scene)


def test_enter_changes_the_chosen_one(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "j", "enter")
        assert (page(pilot).cue.value, page(pilot).then.value) == PAY
        await press(pilot, "enter")
        await type_words(pilot, " and walk")
        await press(pilot, "enter")
        assert kept(two) == [BUS, (PAY[0], "give Jo the card and walk")]
        assert page(pilot).rows.highlighted == 1
        # Looked at and left is left alone.
        await press(pilot, "enter", "escape")
        assert not page(pilot).writing.display

    play(app, scene)


@pytest.mark.parametrize("half", [0, 1])
def test_a_plan_with_one_half_is_not_kept_and_stays(
    app: RecoverylogApp, journal: Journal, half: int
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        if half:
            await press(pilot, "tab")
        await type_words(pilot, BUS[half])
        await press(pilot, "enter", "enter")
        assert "two halves" in notice(pilot)
        assert BUS[half] in (page(pilot).cue.value, page(pilot).then.value)

    play(app, scene)
    assert kept(journal) == []


def test_the_same_words_twice_are_told(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await type_words(pilot, BUS[0].upper())
        await press(pilot, "enter")
        await type_words(pilot, BUS[1])
        await press(pilot, "enter")
        assert "There is a plan with these words already." in notice(pilot)
        assert page(pilot).then.value == BUS[1]

    play(app, scene)
    assert kept(two) == [BUS, PAY]


def test_as_many_as_there_may_be(app: RecoverylogApp, journal: Journal) -> None:
    for number in range(MOST_PLANS):
        journal.put_plan(f"cue {number}", "call J.")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "a add" not in rows(app)[-1]
        await press(pilot, "a", *["j"] * (MOST_PLANS - 1))
        assert not page(pilot).writing.display
        assert f"If cue {MOST_PLANS - 1}, then call J." in text(app)
        await press(pilot, "d")
        assert "a add" in rows(app)[-1]

    play(app, scene)


def test_a_second_enter_adds_nothing_and_complains_of_nothing(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    put = journal.put_plan

    def slow(*words: Any) -> Any:
        assert gate.wait(30)
        return put(*words)

    monkeypatch.setattr(journal, "put_plan", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, BUS[0])
        await press(pilot, "enter")
        await type_words(pilot, BUS[1])
        await pilot.press("enter", "enter", "enter")
        gate.set()
        await settle(pilot)
        assert notice(pilot) == ""

    play(app, scene)
    assert kept(journal) == [BUS]


def test_words_typed_while_a_plan_is_kept_change_it(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    put = journal.put_plan

    def slow(*words: Any) -> Any:
        assert gate.wait(30)
        return put(*words)

    monkeypatch.setattr(journal, "put_plan", slow)
    monkeypatch.setattr(in_turn, "_PATIENCE", 0.0)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, BUS[0])
        await press(pilot, "enter")
        await type_words(pilot, BUS[1])
        await pilot.press("enter")
        await type_words(pilot, " and read")
        gate.set()
        await settle(pilot)
        assert page(pilot).then.value == f"{BUS[1]} and read"
        await press(pilot, "enter")

    play(app, scene)
    assert kept(journal) == [(BUS[0], f"{BUS[1]} and read")]


def test_the_next_plan_begun_while_one_is_kept_is_another_one(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.put_plan("rain", "tea")
    gate = threading.Event()
    put = journal.put_plan

    def slow(*words: Any) -> Any:
        assert gate.wait(30)
        return put(*words)

    monkeypatch.setattr(journal, "put_plan", slow)
    monkeypatch.setattr(in_turn, "_PATIENCE", 0.0)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await type_words(pilot, BUS[0])
        await press(pilot, "enter")
        await type_words(pilot, BUS[1])
        await pilot.press("enter")
        shown = page(pilot)
        shown._left()  # as esc twice does, once keys wait no longer
        shown._left()
        shown._write(None)
        shown.cue.value = PAY[0]
        gate.set()
        await settle(pilot)
        shown.then.focus()
        await pilot.pause()
        await type_words(pilot, PAY[1])
        await press(pilot, "enter")

    play(app, scene)
    assert kept(journal) == [("rain", "tea"), BUS, PAY]


@pytest.mark.parametrize("known", [True, False])
def test_esc_throws_no_word_away_unasked(
    app: RecoverylogApp, journal: Journal, known: bool
) -> None:
    if known:
        journal.put_plan(*BUS)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        if known:
            await press(pilot, "a")
        await type_words(pilot, "rain")
        await press(pilot, "escape")
        assert page(pilot).cue.value == "rain"
        assert "Not kept yet" in notice(pilot)
        await type_words(pilot, "y")
        await press(pilot, "escape")
        assert page(pilot).cue.value == "rainy"
        await press(pilot, "escape")
        if known:
            assert page(pilot).rows.has_focus
        else:
            assert isinstance(app.screen, Today)

    play(app, scene)


def test_esc_asks_before_it_leaves_a_change(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "enter", "enter")
        await type_words(pilot, ", breathe")
        await press(pilot, "escape")
        assert "Not kept yet" in notice(pilot)
        await press(pilot, "escape")
        assert not page(pilot).writing.display

    play(app, scene)
    assert kept(two) == [BUS, PAY]


def test_begun_words_are_still_there_after_the_crisis_page(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await type_words(pilot, "rain")
        await press(pilot, "f3")
        assert isinstance(app.screen, CrisisPage)
        await press(pilot, "escape")
        assert page(pilot).cue.value == "rain"
        assert page(pilot).cue.has_focus

    play(app, scene)


# Putting away -------------------------------------------------------------------------------


def test_one_is_put_away(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "d")
        assert kept(two) == [PAY]
        assert "offered no more" in notice(pilot)
        await press(pilot, "d")
        assert kept(two) == []
        assert "Think of a moment" in text(app)
        await press(pilot, "d", "enter", "a")
        assert page(pilot).cue.has_focus

    play(app, scene)


def test_one_that_another_window_put_away_is_told(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        with opening.open_with(two.places, PASSPHRASE).journal as other:
            other.put_plan("rain", "tea")
            other.archive_plan(other.plans()[0].id)
        await press(pilot, "escape", "p")
        assert BUS[0] not in text(app)
        assert "If rain, then tea" in text(app)

    play(app, scene)


# Privacy, locking, looks, other hands -------------------------------------------------------


def test_privacy_hides_the_words_and_keeps_what_is_typed(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await type_words(pilot, "rain")
        await press(pilot, "f6")
        assert "payday" not in text(app)
        assert "rain" not in text(app)
        assert "If ••••••, then •••• •• ••• ••••" in text(app)
        await press(pilot, "f6")
        assert "payday" in text(app)
        assert page(pilot).cue.value == "rain"
        await press(pilot, "enter")
        await type_words(pilot, "tea")
        await press(pilot, "enter")
        assert kept(two)[-1] == ("rain", "tea")

    play(app, scene)


def test_a_lock_takes_the_page_away(app: RecoverylogApp, two: Journal) -> None:
    assert two.plans()

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "ctrl+l")
        assert isinstance(app.screen, Door)
        assert PAY[0] not in text(app)

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.usefixtures("two")
def test_it_is_legible_in_every_look(app: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "a")
        assert await legible.faults_in_every_look(pilot) == {}
        await type_words(pilot, "rain")
        await press(pilot, "escape")
        assert await legible.faults_in_every_look(pilot) == {}

    play(app, scene, size=size)


@pytest.mark.parametrize("size", [(7, 3), (20, 5), (40, 12), (60, 20)])
def test_a_small_window_takes_a_plan(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    for number in range(6):
        journal.put_plan(f"cue {number}", "call J.")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, *["j"] * 5, "enter")
        await type_words(pilot, "5")
        await press(pilot, "enter", "enter")
        assert kept(journal)[-1] == ("cue 55", "call J.")
        if size[0] >= 40:
            assert "If cue 55, then call J." in text(app)
            assert "! crisis" in rows(app)[-1]

    play(app, scene, size=size)


def test_a_plan_in_hostile_words_does_nothing(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        page(pilot).cue.value = HOSTILE[:150]
        page(pilot).then.value = HOSTILE[:150]
        await settle(pilot)
        assert faults(app) == []
        await press(pilot, "enter", "enter")
        assert kept(journal)
        assert faults(app) == []
        await press(pilot, "enter", "escape")
        assert faults(app) == []

    play(app, scene)
