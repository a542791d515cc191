"""What waits for a word: each kind answered with yes, with no, or left for later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog import quick
from recoverylog.journal import grammar
from recoverylog.journal.entry import Craving, Use
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Selection
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.focus import FocusForm
from recoverylog.tui.screens.settle import SettlePage
from recoverylog.tui.screens.today import Today
from recoverylog.vault import device
from tests.tui.conftest import play, settle
from tests.tui.seeing import text, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

HOSTILE = "[@click=app.bell]x[/] \x1b]0;y\x07 \u202ez"


def rl(journal: Journal, *words: str) -> None:
    line = grammar.parse(list(words))
    quick.keep(journal.places, line, quick.fields_of(journal.places, line))


def rl_of_another(journal: Journal, *words: str) -> None:
    """A line that a device sealed which the journal does not know."""
    known = device.load(journal.places.device)
    assert known is not None
    device.save(journal.places.device, known._replace(device=bytes(16)))
    rl(journal, *words)
    device.save(journal.places.device, known)


def second_focus(journal: Journal) -> None:
    journal.put_focus(Focus(id="0" * 31 + "2", label="nicotine", since=date(2026, 5, 14)))


async def waiting(pilot: Pilot[Any]) -> SettlePage:
    await settle(pilot)
    await pilot.press("w")
    await settle(pilot)
    page = pilot.app.screen
    assert isinstance(page, SettlePage)
    return page


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def test_a_use_is_asked_about_kindly_and_counts_after_yes(
    app: RecoverylogApp, journal: Journal
) -> None:
    rl(journal, "used", "at:2026-11-20 21:00", "--", "at the station")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        asked = "It says that there was a return to use on Friday 20 November. Is that so?"
        assert words(page.question) == asked
        assert words(page.why).startswith("It came in through rl, so it counts nowhere")
        assert "at the station" in words(page.words)
        assert journal.standings()[0].figures.last_30.used == 0
        await press(pilot, "y")
        assert "Nothing waits for you." in text(pilot.app)
        assert "It takes away nothing that came before." in text(pilot.app)
        (stored,) = journal.select(Selection())
        assert isinstance(stored.entry, Use)
        assert stored.entry.confirmed
        assert journal.standings()[0].figures.last_30.used == 1
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Today)
        assert "Thank you for writing it" in text(pilot.app)

    play(app, scene)


def test_a_second_yes_at_once_is_no_second_answer(app: RecoverylogApp, journal: Journal) -> None:
    rl(journal, "used")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        page.action_say_yes()
        page.action_say_yes()
        await settle(pilot)
        assert "waits for nothing" not in text(pilot.app)
        assert "So it stands." in text(pilot.app)

    play(app, scene)
    assert len(journal.versions(journal.select(Selection())[0])) == 2


def test_a_use_that_was_not_goes_into_the_bin_and_comes_back(
    app: RecoverylogApp, journal: Journal
) -> None:
    rl(journal, "used")

    async def scene(pilot: Pilot[Any]) -> None:
        await waiting(pilot)
        await press(pilot, "d")
        assert "Taken out." in text(pilot.app)
        assert journal.select(Selection()) == []
        await press(pilot, "u")
        assert "Is that so?" in text(pilot.app)
        assert len(journal.pending().unsettled) == 1

    play(app, scene)


def test_nothing_is_settled_by_leaving(app: RecoverylogApp, journal: Journal) -> None:
    rl(journal, "used")

    async def scene(pilot: Pilot[Any]) -> None:
        await waiting(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Today)
        assert len(journal.pending().unsettled) == 1

    play(app, scene)


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        (["2", "y"], "nicotine"),
        (["1", "enter"], "alcohol"),
        (["right", "y"], "alcohol"),
        (["left", "y"], "nicotine"),
        (["l", "l", "y"], "nicotine"),
    ],
)
def test_a_craving_gets_the_focus_that_was_chosen(
    app: RecoverylogApp, journal: Journal, keys: list[str], label: str
) -> None:
    second_focus(journal)
    rl(journal, "craving", "7", "bus ride")

    async def scene(pilot: Pilot[Any]) -> None:
        await waiting(pilot)
        assert "What is this craving about?" in text(pilot.app)
        await press(pilot, "y")
        assert "Which one is it about?" in text(pilot.app)
        await press(pilot, *keys)
        (stored,) = journal.select(Selection())
        assert stored.entry.focus == journal.focus(label).id
        assert journal.pending().unsettled == ()

    play(app, scene)


def test_a_focus_that_is_not_known_can_be_named_on_the_way(
    app: RecoverylogApp, journal: Journal
) -> None:
    rl(journal, "craving", "5", "on:sugar", "cake in the window")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        assert "It names “sugar”, which is no focus of yours." in words(page.why)
        await press(pilot, "f")
        form = pilot.app.screen
        assert isinstance(form, FocusForm)
        assert form.label.value == "sugar"
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, SettlePage)
        await press(pilot, "2", "y")
        (stored,) = journal.select(Selection())
        assert isinstance(stored.entry, Craving)
        assert stored.entry.focus == journal.focus("sugar").id

    play(app, scene)


def test_words_in_doubt_are_shown_only_when_they_are_opened(
    app: RecoverylogApp, journal: Journal
) -> None:
    rl_of_another(journal, "note", f"not mine {HOSTILE}")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        assert words(page.question) == "This may not be from you. Is it yours?"
        assert "a device that this journal does not know" in words(page.why)
        assert "not mine" not in text(pilot.app).split("y yes")[0]
        await press(pilot, "y")
        assert "Look at it first" in text(pilot.app)
        assert journal.select(Selection()) == []
        await press(pilot, "enter")
        seen = text(pilot.app)
        assert "[@click=app.bell]x[/]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        await press(pilot, "y")
        (stored,) = journal.select(Selection())
        assert stored.entry.text.startswith("not mine")
        assert journal.pending().held == ()

    play(app, scene)


def test_what_is_erased_for_good_is_asked_about_twice(
    app: RecoverylogApp, journal: Journal
) -> None:
    rl_of_another(journal, "note", "odd")
    rl(journal, "used")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        await press(pilot, "end", "d")
        assert "This erases it for good." in text(pilot.app)
        assert len(journal.pending().held) == 1
        await press(pilot, "home", "end")
        assert "This erases it for good." not in text(pilot.app)
        await press(pilot, "d")
        assert len(journal.pending().held) == 1
        await press(pilot, "d")
        assert journal.pending().held == ()
        assert page.rows.option_count == 1

    play(app, scene)


def test_what_is_no_entry_can_only_be_erased_or_left(app: RecoverylogApp, journal: Journal) -> None:
    from recoverylog.journal.selection import Held
    from recoverylog.vault import records

    with journal.writing() as connection:
        held = Held("ab" * 16, "not_understood", journal.instant(), f"{{ {HOSTILE}")
        records.hold(connection, held, None)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        assert "could not be read as an entry" in words(page.why)
        assert "y yes" not in text(pilot.app)
        await press(pilot, "enter", "enter", "y")
        assert "[@click=app.bell]x[/]" in text(pilot.app)
        assert len(journal.pending().held) == 1
        await press(pilot, "d", "d")
        assert journal.pending().held == ()

    play(app, scene)


def test_one_after_the_other_by_keys_and_by_mouse(app: RecoverylogApp, journal: Journal) -> None:
    second_focus(journal)
    for number in (3, 4, 5):
        rl(journal, "craving", str(number), f"number {number}")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await waiting(pilot)
        assert "3 things" in text(pilot.app)
        assert "number 3" in text(pilot.app)
        await press(pilot, "j", "j")
        assert "number 5" in text(pilot.app)
        await press(pilot, "k")
        assert "number 4" in text(pilot.app)
        await press(pilot, "1")
        await pilot.click(page.rows, offset=(3, 2))
        await settle(pilot)
        assert "number 5" in text(pilot.app)
        assert page.choice is None
        assert len(journal.pending().unsettled) == 3

    play(app, scene)


def test_something_settled_elsewhere_is_no_fault(app: RecoverylogApp, journal: Journal) -> None:
    rl(journal, "used")

    async def scene(pilot: Pilot[Any]) -> None:
        await waiting(pilot)
        await app.desk.ask(lambda open_one: open_one.confirm(open_one.pending().unsettled[0]))
        await press(pilot, "y")
        assert "waits for nothing" in text(pilot.app)
        assert "Nothing waits for you." in text(pilot.app)

    play(app, scene)


@pytest.mark.parametrize("size", [(20, 5), (60, 12), (140, 40)])
def test_it_stands_any_size(app: RecoverylogApp, journal: Journal, size: tuple[int, int]) -> None:
    rl(journal, "used", "--", HOSTILE)

    async def scene(pilot: Pilot[Any]) -> None:
        await waiting(pilot)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        await press(pilot, "y", "escape")
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)
