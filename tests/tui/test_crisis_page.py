"""The crisis page: above every screen, readable to its last row, and never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverylog import paths, settings
from recoverylog.support import crisis
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.today import Today
from recoverylog.tui.screens.welcome import Welcome
from tests.tui.conftest import play, settle
from tests.tui.seeing import rows, text

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.session.journal import Journal


@pytest.fixture
def door(journal: Journal) -> RecoverylogApp:
    """The application before a locked journal."""
    journal.close()
    return RecoverylogApp(Desk(journal.places))


async def shown(pilot: Pilot[Any], *keys: str) -> CrisisPage:
    await pilot.press(*keys)
    await settle(pilot)
    page = pilot.app.screen
    assert isinstance(page, CrisisPage)
    return page


async def country(pilot: Pilot[Any], name: str) -> None:
    await pilot.press("c", *name, "enter")
    await settle(pilot)


def test_it_says_what_the_command_prints_but_for_its_options(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        await country(pilot, "GB")
        printed = crisis.render("GB", width=page.words.size.width)
        expected = [row for row in printed if not row.startswith("Another country")]
        assert len(expected) < len(printed)
        on_screen = [row.strip() for row in rows(pilot.app)]
        assert [row for row in expected if row.strip() not in on_screen] == []
        assert "recoverylog crisis" not in text(pilot.app)
        await pilot.press("o")
        await settle(pilot)
        assert "rub your knuckles hard on the breastbone" in text(pilot.app)
        assert "999 / 112" in text(pilot.app)
        await pilot.press("o")
        await settle(pilot)
        assert "Samaritans" in text(pilot.app)

    play(app, scene)


def test_a_lock_leaves_the_signs_of_an_overdose_where_they_are(journal: Journal) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        await shown(pilot, "!")
        await country(pilot, "GB")
        await pilot.press("o")
        await settle(pilot)
        hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
        await app.lock_when_idle()
        await settle(pilot)
        page = app.screen
        assert isinstance(page, CrisisPage)
        assert not app.desk.is_open
        assert "rub your knuckles hard on the breastbone" in text(app)
        assert page.words.country == "GB"

    play(app, scene)


def test_the_settings_say_whose_numbers_come_first(journal: Journal) -> None:
    paths.make(journal.places.config)
    with open(journal.places.settings, "w", encoding="utf-8") as file:
        file.write('country = "US"\n')

    async def scene(pilot: Pilot[Any]) -> None:
        await shown(pilot, "!")
        assert "988 Suicide & Crisis Lifeline" in text(pilot.app)

    play(RecoverylogApp(Desk(journal.places, journal)), scene)


def test_the_locale_does_where_they_do_not(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    async def scene(pilot: Pilot[Any]) -> None:
        await shown(pilot, "!")
        assert "TelefonSeelsorge" in text(pilot.app)

    play(app, scene)


def test_another_country_is_asked_for_by_name_or_by_letters(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        await country(pilot, "united kingdom")
        assert "Samaritans" in text(pilot.app)
        await country(pilot, "us")
        assert "988 Suicide & Crisis Lifeline" in text(pilot.app)
        await pilot.press("c", "d", "e", "escape")
        assert "988 Suicide & Crisis Lifeline" in text(pilot.app)
        assert not page.asking.display
        await country(pilot, "")
        assert "Brazil" in text(pilot.app)

    play(app, scene)


def test_what_is_typed_as_a_country_is_inert(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!", "c")
        page.field.value = "[@click=app.bell]x[/]\x1b]0;y\x07\u202e"
        await pilot.press("enter")
        await settle(pilot)
        assert "no lines for click" in text(pilot.app)
        assert "\x1b" not in text(pilot.app)

    play(app, scene)


def test_the_last_row_is_reached_by_every_way_of_scrolling(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!", "o")
        most = page.scroll.max_scroll_y
        assert most > 0
        assert "No clinician" not in text(pilot.app)
        await pilot.press("j")
        await pilot.pause()
        assert page.scroll.scroll_y == 1
        await pilot.press("k")
        await pilot.pause()
        assert page.scroll.scroll_y == 0
        await pilot.press(*["down"] * most)
        await settle(pilot)
        assert "No clinician has read this page yet." in text(pilot.app)
        page.scroll.scroll_home(animate=False)
        await pilot.press("space")
        await settle(pilot)
        assert page.scroll.scroll_y == most

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (140, 40)])
def test_every_country_has_its_numbers_in_one_row(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        listed = str(page.words.content).splitlines()
        for one in crisis.countries():
            own = crisis.lines(one.iso)
            (row,) = [line for line in listed if line.startswith(one.name)]
            talk = next(line.phone for line in own if line.kind == "crisis" and line.phone)
            assert f" {talk.split(' / ')[0]} " in f"{row} "
            urgent = [line.phone for line in own if line.kind == "emergency"]
            assert all(each.replace(" ", "") in row.replace(" ", "") for each in urgent)
            assert len(row) <= page.words.size.width
        if size == (80, 24):
            assert "United States 988 911 Suicide & Crisis Lifeline" in text(pilot.app)
        assert ("more below" in text(pilot.app)) == (page.scroll.max_scroll_y > 0)
        await pilot.press("end")
        await settle(pilot)
        assert "more below" not in text(pilot.app)
        assert "not dialled by us; numbers change." in text(pilot.app)
        assert "Sources of 2008 to 2025, some undated." in text(pilot.app)

    play(app, scene, size=size)


@pytest.mark.parametrize("key", ["escape", "enter", "q"])
def test_it_goes_back_to_where_one_was(app: RecoverylogApp, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await shown(pilot, "!")
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


def test_it_opens_above_the_welcome() -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.screen, Welcome)
        page = await shown(pilot, "!")
        assert not page.again.display

    play(RecoverylogApp(Desk(paths.find())), scene)


def test_it_opens_with_a_damaged_vault(journal: Journal) -> None:
    journal.close()
    for name in ("vault.json", "vault.json.2"):
        with open(f"{journal.places.data}/{name}", "wb") as file:
            file.write(b"\x00")

    async def scene(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.screen, Door)
        await shown(pilot, "!")
        await country(pilot, "GB")
        assert "116 123" in text(pilot.app)

    play(RecoverylogApp(Desk(journal.places)), scene)


def test_it_opens_without_its_list(app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError

    monkeypatch.setattr(crisis, "_load", missing)

    async def scene(pilot: Pilot[Any]) -> None:
        await shown(pilot, "!", "c", "escape")
        assert "https://findahelpline.com" in text(pilot.app)

    play(app, scene)


def test_the_mark_twice_is_typed_into_the_passphrase(door: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        assert page.again.display
        assert "! once more types it" in text(pilot.app)
        await pilot.press("!")
        await settle(pilot)
        below = pilot.app.screen
        assert isinstance(below, Door)
        assert below.field.value == "!"
        await pilot.press("a", "!")
        assert below.field.value == "!a!"

    play(door, scene)


def test_the_mark_twice_is_typed_into_the_line(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space")
        await shown(pilot, "!")
        await pilot.press("!")
        await settle(pilot)
        below = pilot.app.screen
        assert isinstance(below, Today)
        assert below.line.value == "!"

    play(app, scene)


def test_the_mark_twice_does_nothing_where_no_field_waits(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        assert not page.again.display
        await shown(pilot, "!")
        await pilot.press("escape", "space", *"ab")
        await shown(pilot, "f3", "!")

    play(app, scene)


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (71, 24), (140, 40)])
def test_its_rows_fit_whatever_the_width_is(app: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        await country(pilot, "US")
        await pilot.resize_terminal(*size)
        await settle(pilot)
        width = page.words.size.width
        assert 0 < width <= size[0]
        printed = str(page.words.content).splitlines()
        # Below the narrowest layout a row is wrapped once more, and nothing is cut off.
        assert page.words.size.height >= len(printed)
        assert width < 72 or page.words.size.height == len(printed)
        assert "1-866-488-7386" in str(page.words.content)
        await pilot.press("space", "o", "c", "escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


@pytest.mark.parametrize("before", [(140, 40), (100, 34), (60, 20)])
def test_a_window_made_smaller_still_says_that_there_is_more_below(
    app: RecoverylogApp, before: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await shown(pilot, "!")
        await country(pilot, "")
        for size in (before, (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert page.scroll.max_scroll_y > 0
        assert "more below" in text(pilot.app)

    play(app, scene)
