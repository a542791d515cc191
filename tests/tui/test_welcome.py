"""The first run: three pages from nothing to an open journal, and leaving at any point of them."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from recoverylog import paths, quick
from recoverylog.crypto import kdf
from recoverylog.errors import CannotWrite
from recoverylog.journal import grammar
from recoverylog.journal.selection import Selection
from recoverylog.session import opening, presence
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.blank import BlankPage
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.kit import KitPage
from recoverylog.tui.screens.passphrase import PassphrasePage
from recoverylog.tui.screens.today import Today
from recoverylog.tui.screens.welcome import FirstFocus, Welcome, clear_away
from tests.tui.conftest import play, settle
from tests.tui.seeing import rows, text, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

OWN = "a lamp by the quiet window"
Kind = TypeVar("Kind")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a journal be made at the least cost that there is."""
    normal = kdf.Cost
    monkeypatch.setattr(kdf, "Cost", lambda *figures: normal(*figures) if figures else kdf.LEAST)


@pytest.fixture
def first() -> Iterator[RecoverylogApp]:
    """Return the application where there is no journal yet."""
    app = RecoverylogApp(Desk(paths.find()))
    yield app
    with contextlib.suppress(RuntimeError):  # a test that looks at what was kept closes it itself
        app.desk.close()


def rl(*elements: str) -> None:
    places, line = paths.find(), grammar.parse(list(elements))
    quick.keep(places, line, quick.fields_of(places, line))


def at(pilot: Pilot[Any], kind: type[Kind]) -> Kind:
    page = pilot.app.screen
    assert isinstance(page, kind), page
    return page


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def begun(pilot: Pilot[Any]) -> PassphrasePage:
    at(pilot, Welcome)
    await press(pilot, "enter")
    return at(pilot, PassphrasePage)


async def made(pilot: Pilot[Any], secret: str = OWN) -> KitPage:
    """Go on to the kit."""
    page = await begun(pilot)
    page.first.value = secret
    await press(pilot, "enter")
    page.again.value = secret
    await press(pilot, "enter")
    return at(pilot, KitPage)


async def answered(pilot: Pilot[Any], page: KitPage) -> None:
    """Give back the three words."""
    await press(pilot, "enter")
    for place in page._places:
        await pilot.press(*page._kit[place], "enter")
    await settle(pilot)


def test_it_says_what_this_is_and_is_not(first: RecoverylogApp) -> None:
    rl("mood", "6")
    rl("note", "hello")

    async def scene(pilot: Pilot[Any]) -> None:
        seen = text(pilot.app)
        assert "on this machine, encrypted" in seen
        assert "There is no account" in seen
        assert "not a peer, and it is not medical help" in seen
        assert "recoverylog demo" in seen
        assert "2 lines wait already" in seen
        assert "enter begin ! crisis f5 craving f8 write a line" in seen

    play(first, scene)


def test_the_words_that_are_offered_and_the_kit_both_open_what_was_made(
    first: RecoverylogApp,
) -> None:
    rl("craving", "7", "on:alcohol", "bus ride")
    kept: list[str] = []

    async def scene(pilot: Pilot[Any]) -> None:
        page = await begun(pilot)
        offered = page._offered
        assert len(offered.split()) == 5
        assert offered in text(pilot.app)
        await press(pilot, "enter")
        assert "Type them once below" in words(page.told)
        page.again.value = f" {offered}  "
        await press(pilot, "enter")
        kit = at(pilot, KitPage)
        kept.extend([offered, " ".join(kit._kit)])
        await answered(pilot, kit)
        at(pilot, FirstFocus)
        assert "They match." in text(pilot.app)
        await press(pilot, *"alcohol", "enter", *"30d", "enter")
        at(pilot, Today)
        assert "Filed: craving 7 bus ride" in text(pilot.app)
        assert "alcohol" in text(pilot.app)

    play(first, scene)
    first.desk.close()
    for secret in kept:
        with opening.open_with(paths.find(), secret).journal as journal:
            (focus,) = journal.focuses()
            assert (focus.label, focus.since.isoformat()) == ("alcohol", "2026-10-23")
            (stored,) = journal.select(Selection())
            assert stored.entry.focus == focus.id
            assert journal.pending().unsettled == ()
    assert not first.farewell


def test_other_words_are_offered_on_request(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await begun(pilot)
        before = page._offered
        await press(pilot, "enter", "f9")
        assert page._offered != before
        assert page.first.has_focus
        page.again.value = before
        page.again.focus()
        await press(pilot, "enter")
        at(pilot, PassphrasePage)

    play(first, scene)
    assert not presence.is_there(paths.find())


def test_ones_own_is_told_how_strong_it_is_and_none_is_refused(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await begun(pilot)
        await press(pilot, *"abc123")
        assert words(page.told).startswith("easy to guess")
        page.first.value = OWN
        await settle(pilot)
        assert words(page.told).startswith("strong")
        assert OWN not in text(pilot.app)
        page.first.value = "x"
        await press(pilot, "enter", "x", "enter")
        at(pilot, KitPage)

    play(first, scene)
    assert presence.is_there(paths.find())


def test_another_second_passphrase_makes_nothing_and_keeps_the_first(
    first: RecoverylogApp,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await begun(pilot)
        await press(pilot, "space", "enter")
        assert "Blanks alone are no passphrase" in text(pilot.app)
        page.first.value = OWN
        await press(pilot, "enter", *"other", "enter")
        assert "These were not the same. Nothing is made yet" in text(pilot.app)
        assert not presence.is_there(paths.find())
        assert (page.first.value, page.again.value) == (OWN, "")
        page.again.value = OWN
        await press(pilot, "enter")
        at(pilot, KitPage)

    play(first, scene)
    opening.open_with(paths.find(), OWN).journal.close()


def test_the_mark_twice_begins_a_passphrase(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await begun(pilot)
        await press(pilot, "!")
        at(pilot, CrisisPage)
        await press(pilot, "!")
        at(pilot, PassphrasePage)
        assert page.first.value == "!"

    play(first, scene)


def test_what_cannot_be_made_is_told_and_what_was_typed_stays(
    first: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise CannotWrite("The folder may not be written.")

    monkeypatch.setattr(opening, "create", refuse)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await begun(pilot)
        page.first.value = page.again.value = OWN
        page.again.focus()
        await press(pilot, "enter")
        at(pilot, PassphrasePage)
        assert "The folder may not be written." in text(pilot.app)
        assert page.first.value == OWN
        await press(pilot, "escape")
        at(pilot, Welcome)

    play(first, scene)
    assert not first.farewell


def test_the_kit_leaves_the_screen_before_its_words_are_asked_for(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await made(pilot)
        seen = text(pilot.app)
        assert [word for word in page._kit if word not in seen] == []
        assert "shown this once" in seen
        await press(pilot, "enter")
        # Some words of the list are on the page anyway: "crisis" in its keys, "paper" above them.
        asked = " ".join(rows(pilot.app)[:-1]).split()
        assert [word for word in page._kit if word in asked and len(word) > 5] == []
        await press(pilot, *"wrong", "enter", "enter", "enter")
        assert "Not quite; here they are again." in text(pilot.app)
        assert page._kit[0] in text(pilot.app)
        await press(pilot, "enter", "escape")
        assert page._kit[0] in text(pilot.app)
        await answered(pilot, page)
        at(pilot, FirstFocus)

    play(first, scene)


def test_the_words_that_are_alike_in_every_kit_are_never_asked_for() -> None:
    kit = tuple(f"w{place}" for place in range(20))
    asked = {place for _ in range(200) for place in KitPage(kit, lambda: None)._places}
    assert asked == set(range(20)) - {2, 3}


@pytest.mark.parametrize(
    ("keys", "last"),
    [(["escape"], "escape"), (["enter", "escape", "escape"], "escape"), (["enter"] * 4, "enter")],
)
def test_the_kit_is_left_when_it_is_said_twice(
    first: RecoverylogApp, keys: list[str], last: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await made(pilot)
        await press(pilot, *keys)
        at(pilot, KitPage)
        assert "go on without a kit" in text(pilot.app) or "goes on without" in text(pilot.app)
        await press(pilot, last)
        at(pilot, FirstFocus)
        assert "Left for now; f7 shows the words again" in text(pilot.app)
        await press(pilot, "escape")
        at(pilot, Today)
        assert "You went on without a kit" in text(pilot.app)

    play(first, scene)


def test_the_words_are_shown_again_from_the_page_after_them(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await made(pilot)
        await press(pilot, "escape", "escape", *"alco", "f7")
        again = at(pilot, KitPage)
        assert [word for word in page._kit if word not in text(pilot.app)] == []
        await answered(pilot, again)
        form = at(pilot, FirstFocus)
        assert form.label.value == "alco"
        assert "They match." in text(pilot.app)
        await press(pilot, "f7")
        at(pilot, FirstFocus)
        await press(pilot, "escape")
        at(pilot, Today)
        assert "without a kit" not in text(pilot.app)

    play(first, scene)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
def test_every_word_of_the_kit_is_seen_at_once(
    first: RecoverylogApp, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await made(pilot)
        seen = text(pilot.app).split()
        assert [word for word in page._kit if word not in seen] == []
        await press(pilot, "enter")
        assert len([row for row in rows(pilot.app) if "›" in row]) == 3
        assert "crisis" in rows(pilot.app)[-1]

    play(first, scene, size=size)


def test_the_last_page_can_be_left_for_later(first: RecoverylogApp) -> None:
    rl("craving", "7")

    async def scene(pilot: Pilot[Any]) -> None:
        await answered(pilot, await made(pilot))
        await press(pilot, "escape")
        at(pilot, Today)
        assert "Filed: craving 7" in text(pilot.app)
        assert await first.desk.ask(lambda journal: journal.focuses()) == ()

    play(first, scene)
    assert presence.waiting(paths.find()) == 0


def test_what_an_interrupted_making_left_is_set_aside(
    first: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = paths.find()
    paths.make(places.data)
    with open(os.path.join(places.data, "journal-1.db"), "wb") as file:
        file.write(b"half")
    monkeypatch.setattr(presence, "is_there", lambda _places: False)

    async def scene(pilot: Pilot[Any]) -> None:
        await made(pilot)

    play(first, scene)
    aside = [name for name in os.listdir(places.data) if name.startswith("set-aside-")]
    assert [sorted(os.listdir(os.path.join(places.data, name))) for name in aside] == [
        ["inbox", "journal-1.db"]
    ]


def test_a_journal_that_is_there_is_never_set_aside() -> None:
    opening.create(paths.find(), OWN).journal.close()
    clear_away(paths.find())
    opening.open_with(paths.find(), OWN).journal.close()


# Leaving ----------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [[], ["enter"], ["enter", *"abc", "enter", *"ab"]])
def test_leaving_before_anything_is_made_leaves_nothing(
    first: RecoverylogApp, keys: list[str]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)
        await pilot.press("ctrl+c")

    play(first, scene)
    assert not presence.is_there(paths.find())
    assert not first.farewell


@pytest.mark.parametrize("keys", [[], ["enter"], ["escape"] * 2, ["escape", "escape", *"alco"]])
def test_leaving_afterwards_leaves_a_whole_journal(first: RecoverylogApp, keys: list[str]) -> None:
    rl("mood", "6")

    async def scene(pilot: Pilot[Any]) -> None:
        await made(pilot)
        await press(pilot, *keys)
        await pilot.press("ctrl+c")

    play(first, scene)
    first.desk.close()
    assert not first.farewell
    assert presence.waiting(paths.find()) == 0
    with opening.open_with(paths.find(), OWN).journal as journal:
        assert journal.count() == 1
        assert journal.pending().held == ()


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Let the making of a journal begin, and end only when it is told to."""
    begins, goes_on = threading.Event(), threading.Event()
    create = opening.create

    def slow(*arguments: Any) -> opening.Created:
        begins.set()
        assert goes_on.wait(30)
        return create(*arguments)

    monkeypatch.setattr(opening, "create", slow)
    yield begins, goes_on
    goes_on.set()


async def making(pilot: Pilot[Any], begins: threading.Event) -> PassphrasePage:
    """Go on until the journal is being made."""
    page = await begun(pilot)
    page.first.value = page.again.value = OWN
    page.again.focus()
    await pilot.pause()
    await pilot.press("enter")
    while not begins.is_set():
        await pilot.pause()
    return page


def test_leaving_while_it_is_made_tells_the_kit_on_the_way_out(
    first: RecoverylogApp, held_up: tuple[threading.Event, threading.Event]
) -> None:
    begins, goes_on = held_up
    rl("mood", "6")

    async def scene(pilot: Pilot[Any]) -> None:
        await making(pilot, begins)
        await pilot.press("ctrl+c")
        threading.Timer(0.2, goes_on.set).start()

    play(first, scene)
    first.desk.close()
    numbered = first.farewell.split(":", 1)[1].split()
    by_place = dict(zip(numbered[::2], numbered[1::2], strict=True))
    kit = " ".join(by_place[f"{place}."] for place in range(1, 21))
    with opening.open_with(paths.find(), kit).journal as journal:
        assert journal.count() == 1


def test_the_kit_waits_until_the_screen_is_uncovered(
    first: RecoverylogApp, held_up: tuple[threading.Event, threading.Event]
) -> None:
    begins, goes_on = held_up

    async def scene(pilot: Pilot[Any]) -> None:
        await making(pilot, begins)
        await pilot.press("escape")
        at(pilot, PassphrasePage)
        assert "Making your journal" in text(pilot.app)
        await pilot.press("f2")
        await pilot.pause()
        goes_on.set()
        await settle(pilot)
        at(pilot, BlankPage)
        assert not text(pilot.app)
        await press(pilot, "x")
        at(pilot, KitPage)

    play(first, scene)


def test_locking_at_the_kit_leaves_no_word_of_it(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await made(pilot)
        await press(pilot, "ctrl+l")
        assert not first.desk.is_open
        assert page.words.kit == ()

    play(first, scene)


def test_locking_after_the_kit_leaves_no_word_of_it(first: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        welcome = at(pilot, Welcome)
        page = await made(pilot)
        words = set(page.words.kit)
        assert words <= set(held_by(welcome))
        await answered(pilot, page)
        await press(pilot, "escape")
        at(pilot, Today)
        await press(pilot, "ctrl+l")
        assert words.isdisjoint(held_by(welcome))

    play(first, scene)


def held_by(page: Welcome) -> list[str]:
    """The words that a page of the beginning holds, in its task and in what the kit shows."""
    task = page._making.result() if page._making is not None else ()
    return [*task, *(page._kit._words if page._kit is not None else ())]


@pytest.mark.parametrize("size", [(20, 5), (60, 20), (140, 40)])
def test_every_page_stands_any_size(first: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await made(pilot)
        await answered(pilot, page)
        await press(pilot, *"alcohol", "enter", "enter")
        at(pilot, Today)

    play(first, scene, size=size)
