"""The page of the settings: each row by keys and by mouse, in force at once and written at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from recoverylog import settings
from recoverylog.errors import CannotWrite
from recoverylog.journal import terms, veil
from recoverylog.session import configuring
from recoverylog.session.configuring import OPTIONS, option
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.settings import SettingsPage
from recoverylog.tui.screens.today import Today
from recoverylog.tui.setting_words import next_of, words_of
from tests.tui.conftest import play, settle
from tests.tui.seeing import rows, text, words


@pytest.fixture(autouse=True)
def _the_veil_is_taken_away() -> Any:
    yield
    veil.draw(drawn=False)
    terms.forget()


def page(pilot: Pilot[Any]) -> SettingsPage:
    shown = pilot.app.screen
    assert isinstance(shown, SettingsPage)
    return shown


async def go(pilot: Pilot[Any], name: str = "theme") -> SettingsPage:
    """Open the page and go down to a row."""
    await pilot.press("comma")
    await settle(pilot)
    for one in OPTIONS:
        if one.name == name:
            break
        await pilot.press("down")
    await settle(pilot)
    shown = page(pilot)
    assert shown.chosen is option(name)
    return shown


def in_force(app: RecoverylogApp, journal: Journal, name: str) -> str:
    return configuring.value(option(name), app.settings, journal.preferences())


def kept(journal: Journal, name: str) -> str:
    """Return the value as another program would find it."""
    found = settings.load(journal.places.settings)
    return configuring.value(option(name), found, journal.preferences())


def written(journal: Journal) -> str:
    """Return what stands in settings.toml; empty where there is none."""
    file = Path(journal.places.settings)
    return file.read_text() if file.exists() else ""


def write(journal: Journal, content: str) -> None:
    file = Path(journal.places.settings)
    file.parent.mkdir(exist_ok=True)
    file.write_text(content)


TURNED = [one.name for one in OPTIONS if one.name != "country"]


@pytest.mark.parametrize("name", TURNED)
def test_a_row_is_turned_by_keys_and_is_in_force_and_written_at_once(
    name: str, app: RecoverylogApp, journal: Journal
) -> None:
    one = option(name)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, name)
        wanted = next_of(one, one.usual, 1)
        assert wanted is not None
        await pilot.press("right")
        await settle(pilot)
        assert in_force(app, journal, name) == kept(journal, name) == wanted
        assert words_of(one, wanted) in text(app)
        where = "kept in your journal alone" if one.private else "written to "
        assert where in words(shown.notice)
        assert shown.chosen is one
        await pilot.press("left")
        await settle(pilot)
        assert in_force(app, journal, name) == kept(journal, name) == one.usual
        await pilot.press("right", "u")
        await settle(pilot)
        assert in_force(app, journal, name) == kept(journal, name) == one.usual

    play(app, scene)


@pytest.mark.parametrize("name", [one.name for one in OPTIONS])
def test_the_first_click_chooses_a_row_and_the_next_changes_it(
    name: str, app: RecoverylogApp, journal: Journal
) -> None:
    one = option(name)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "supporter" if name == "theme" else "theme")
        place = shown.rows.get_option_index(one.key)
        await pilot.click(shown.rows, offset=(30, place))
        await settle(pilot)
        assert shown.chosen is one
        assert kept(journal, name) == one.usual
        await pilot.click(shown.rows, offset=(30, place))
        await settle(pilot)
        if one.choices:
            assert kept(journal, name) == next_of(one, one.usual, 1)
        else:
            assert shown.field.has_focus

    play(app, scene)


def test_a_click_on_a_heading_does_nothing(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        await pilot.click(shown.rows, offset=(3, 0))
        await settle(pilot)
        assert shown.chosen is option("theme")
        assert not written(journal)

    play(app, scene)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [("idle", "25", "25"), ("rollover", "6", "6"), ("country", "de", "DE")],
)
def test_a_number_and_a_country_are_typed(
    name: str, typed: str, value: str, app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, name)
        await pilot.press("enter")
        shown.field.value = ""
        await pilot.press(*typed, "enter")
        await settle(pilot)
        assert in_force(app, journal, name) == kept(journal, name) == value
        assert shown.rows.has_focus
        assert words_of(option(name), value) in text(app)

    play(app, scene)


def test_a_country_without_lines_is_told_below_the_list(app: RecoverylogApp) -> None:
    told = "No crisis lines are known here for ZZ; those of every country are shown."
    country = option("country")
    meant = f"{country.meaning} It takes {country.takes}. Enter opens a field for it."

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "country")
        assert "Whose crisis lines come first" in words(shown.said)
        await pilot.press("enter", "z", "z", "enter")
        await settle(pilot)
        assert app.settings.country == "ZZ"
        assert words(shown.said) == f"{told} {meant}"
        assert told in text(app)
        await pilot.press("enter")
        shown.field.value = ""
        await pilot.press("g", "b", "enter")
        await settle(pilot)
        assert app.settings.country == "GB"
        assert "Whose crisis lines come first" in words(shown.said)

    play(app, scene)


def test_what_cannot_be_is_told_and_stays_to_be_mended(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "idle")
        await pilot.press("enter", "9", "9", "9", "enter")
        await settle(pilot)
        assert "idle takes whole minutes from 0 to 1440, not “10999”." in words(shown.notice)
        assert shown.field.value == "10999"
        assert not written(journal)
        await pilot.press("escape")
        await settle(pilot)
        assert shown.rows.has_focus
        assert kept(journal, "idle") == "10"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


def test_a_file_that_cannot_be_written_keeps_what_was(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise CannotWrite("The disk said no.", safe="Nothing was changed.")

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "braille")
        monkeypatch.setattr(configuring, "_replace", refused)
        await pilot.press("right")
        await settle(pilot)
        assert "The disk said no. Nothing was changed." in words(shown.notice)
        assert in_force(app, journal, "braille") == "yes"
        assert "in braille dots" in text(app)

    play(app, scene)


def test_a_file_with_a_wrong_line_is_named_and_not_lost(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "braille")
        write(journal, "idle = 3\ntheme =\n")
        await pilot.press("right")
        await settle(pilot)
        assert "settings.toml, line 2: this is not TOML" in words(shown.notice)
        assert written(journal) == "idle = 3\ntheme =\n"

    play(app, scene)


# In force everywhere ----------------------------------------------------------------------


def test_the_look_is_there_at_once_and_f4_goes_on_switching(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await pilot.press("right", "right")
        await settle(pilot)
        assert kept(journal, "theme") == "morning"
        looks = [app.theme]
        await pilot.press("f4")
        await settle(pilot)
        looks.append(app.theme)
        assert looks == ["morning", "lamplight"]
        assert kept(journal, "theme") == "morning"

    play(app, scene)


def test_bars_are_drawn_on_the_page_below(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        today = pilot.app.screen
        assert isinstance(today, Today)
        await go(pilot, "braille")
        await pilot.press("right", "escape")
        await settle(pilot)
        assert today.weeks.bars

    play(app, scene)


def test_privacy_masks_at_once_and_the_row_stays_chosen(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "privacy")
        await pilot.press("right")
        await settle(pilot)
        drawn = [veil.is_drawn()]
        assert page(pilot).chosen is option("privacy")
        await pilot.press("right")
        await settle(pilot)
        assert [*drawn, veil.is_drawn()] == [True, False]

    play(app, scene)


def test_animations_and_the_hour_are_heeded_at_once(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "animations")
        await pilot.press("right")
        await settle(pilot)
        levels = [app.animation_level]
        await pilot.press("right", "down", "down", "down", "right")
        await settle(pilot)
        assert [one == "none" for one in (*levels, app.animation_level)] == [True, False]
        assert journal.rollover == 5

    play(app, scene)


def test_words_are_in_force_at_once(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "supporter")
        await pilot.press("right")
        await settle(pilot)
        assert terms.chosen().supporter.key == "sponsor"

    play(app, scene)


# The page ---------------------------------------------------------------------------------


def test_every_row_fits_where_there_is_least_room(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "supporter")
        assert shown.rows.scroll_offset.y == 0
        seen = rows(pilot.app)
        for one in OPTIONS:
            assert any(words_of(one, one.usual) in row for row in seen), one
        assert "← → change  ! crisis  u usual  esc back  ? help" in seen[-1]

    play(app, scene)


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (72, 20), (200, 60)])
def test_the_chosen_row_is_seen_at_any_size(size: tuple[int, int], app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "supporter")
        await pilot.press("question_mark", "escape")
        await settle(pilot)
        assert any("Your support" in row for row in rows(pilot.app))

    play(app, scene, size=size)


def test_crisis_is_one_key_away_while_a_number_is_typed(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "idle")
        await pilot.press("enter", "f3")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CrisisPage)

    play(app, scene)


def test_the_palette_offers_the_page(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("ctrl+p")
        await pilot.press(*"settings")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SettingsPage)

    play(app, scene)


# What the file said ------------------------------------------------------------------------


@pytest.fixture
def wrong(journal: Journal) -> RecoverylogApp:
    """Return the application over a file with two lines that cannot be used."""
    write(journal, 'colour = 1\nidle = 5\n[keys]\nfoo = "f7"\n')
    return RecoverylogApp(Desk(journal.places, journal))


def test_what_is_wrong_in_the_file_is_told_on_arrival(wrong: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert "settings.toml, line 1: there is no setting “colour”." in text(wrong)
        assert "There is more: recoverylog config." in text(wrong)
        assert wrong.settings.idle_minutes == 5
        await go(pilot)
        assert "settings.toml, line 1: there is no setting “colour”." in text(wrong)

    play(wrong, scene)
