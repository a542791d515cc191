"""The looks: what their tokens owe to the eye, and what of them leaves the program."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

from recoverylog.session.journal import Journal
from recoverylog.tui import themes, tone
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from tests.tui import legible
from tests.tui.conftest import play, settle

GROUNDS = ("ground", "surface", "panel")
TEXTS = ("ink", "soft", "faint", "lamp", "dusk", "leaf", "clay")
COLOURED = [theme for theme in themes.THEMES if not themes.is_ansi(theme.name)]
# The xterm palette has nothing between; no style puts these on the panel of that look.
STAY_OFF = {("morning-256", one, "panel") for one in ("faint", "lamp", "clay")}
LEAST_RULE = 3.0
# Glow and ember are the top and the foot of the number, and stand for the same as lamp.
MEANINGS = ("lamp", "dusk", "leaf")


def ratio(theme: Theme, one: str, other: str) -> float:
    inks = [Color.parse(theme.variables[name]).rich_color.triplet for name in (one, other)]
    assert inks[0] is not None
    assert inks[1] is not None
    return legible.contrast(inks[0], inks[1])


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_token_for_text_is_legible_on_every_ground(theme: Theme) -> None:
    least = legible.least_contrast(theme.name)
    weak = {
        (theme.name, text, ground): round(ratio(theme, text, ground), 2)
        for text, ground in itertools.product(TEXTS, GROUNDS)
        if ratio(theme, text, ground) < least
    }
    assert {pair for pair in weak if pair not in STAY_OFF} == set(), weak


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_what_is_written_on_a_colour_is_legible(theme: Theme) -> None:
    for colour in ("lamp", "dusk"):
        for ink in ("ground", "on-lamp"):
            assert ratio(theme, ink, colour) >= legible.least_contrast(theme.name)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_rules_can_be_seen_in_high_contrast(theme: Theme) -> None:
    if themes.is_stark(theme.name):
        for ground in GROUNDS:
            assert ratio(theme, "rule", ground) >= LEAST_RULE


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_one_meaning_has_one_colour(theme: Theme) -> None:
    colours = [theme.variables[name] for name in MEANINGS]
    assert len(set(colours)) == len(colours)


# Which look is shown ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "colours", "shown"),
    [
        ("lamplight", "truecolor", "lamplight"),
        ("lamplight-256", "truecolor", "lamplight"),
        ("high-contrast", "256", "high-contrast-256"),
        ("high-contrast-light-256", "truecolor", "high-contrast-light"),
        ("morning", "standard", "ansi-light"),
        ("high-contrast", "standard", "ansi"),
        ("nord", "truecolor", "nord"),
        ("nord", "standard", "ansi"),
        ("ansi", "256", "ansi"),
        ("ansi-dark", "truecolor", "ansi"),
        ("morning", None, "ansi-light"),
    ],
)
def test_the_terminal_is_given_the_look_that_it_can_show(
    name: str, colours: str | None, shown: str
) -> None:
    assert themes.fitting(name, colours=colours) == shown


@pytest.mark.parametrize(("dark", "light"), themes.FAMILIES)
def test_f4_stays_in_the_family(app: RecoverylogApp, dark: str, light: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        app.theme = dark
        await pilot.press("f4")
        assert app.theme == light
        await pilot.press("f4")
        assert app.theme == dark

    play(app, scene)


# What leaves the program --------------------------------------------------------------------


def sent(app: RecoverylogApp) -> set[Style]:
    """Return every style that is on the screen."""
    strips = app.screen._compositor.render_strips()
    return {segment.style for strip in strips for segment in strip if segment.style}


def pages(found: set[Style]) -> Any:
    async def scene(pilot: Pilot[Any]) -> None:
        for keys in ((), ("space", "x"), ("escape", "h"), ("i",), ("4",), ("ctrl+p",)):
            await pilot.press(*keys)
            await settle(pilot)
            found.update(sent(pilot.app))  # type: ignore[arg-type]

    return scene


@pytest.mark.parametrize("look", themes.FAMILIES[2])
def test_ansi_sends_nothing_but_the_sixteen(journal: Journal, look: str) -> None:
    app = RecoverylogApp(Desk(journal.places, journal))
    app.theme = look
    found: set[Style] = set()
    play(app, pages(found))
    colours = {colour for style in found for colour in (style.color, style.bgcolor) if colour}
    assert all(colour.is_default or colour.is_system_defined for colour in colours)
    assert any(colour.number is not None for colour in colours)


def test_no_color_sends_no_colour(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = RecoverylogApp(Desk(journal.places, journal))
    found: set[Style] = set()
    play(app, pages(found))
    colours = {colour for style in found for colour in (style.color, style.bgcolor) if colour}
    assert all(colour.is_default for colour in colours)
    assert any(style.reverse for style in found)
    assert any(style.bold for style in found)


def test_an_empty_no_color_means_nothing(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = RecoverylogApp(Desk(journal.places, journal))
    assert app.theme == themes.LAMPLIGHT.name
    assert not app.no_color


def toned(theme: Theme, *pairs: tuple[str, str], colours: bool = True) -> list[Style]:
    """Return what a tone makes of a row of segments, each a token on a token."""
    made = tone.of(theme.name, colours=colours)
    assert made is not None
    named = theme.variables
    row = [Segment("x", Style.parse(f"{named[ink]} on {named[ground]}")) for ink, ground in pairs]
    return [segment.style or Style() for segment in made.apply(row, Color(0, 0, 0))]


def test_what_is_chosen_is_shown_the_other_way_round() -> None:
    for colours in (True, False):
        chosen, page = toned(themes.ANSI, ("lamp", "panel"), ("ink", "ground"), colours=colours)
        assert chosen.reverse
        assert not page.reverse
    (stark,) = toned(themes.HIGH_CONTRAST, ("lamp", "panel"))
    variables = themes.HIGH_CONTRAST.variables
    assert stark == Style.parse(f"{variables['ground']} on {variables['ink']}")


def test_the_cursor_is_seen_in_a_row_that_is_turned() -> None:
    field, cursor = toned(themes.ANSI, ("ink", "panel"), ("ground", "lamp"), colours=False)
    assert (field.reverse, cursor.reverse) == (True, False)
    (chip,) = toned(themes.ANSI, ("ground", "dusk"), colours=False)
    assert chip.reverse


def test_a_rule_is_quiet_without_a_colour() -> None:
    rule, text = toned(themes.ANSI, ("rule", "ground"), ("faint", "ground"))
    assert rule.dim
    assert not text.dim


def test_colours_go_out_as_they_are_in_the_usual_looks() -> None:
    assert tone.of("lamplight", colours=True) is None
    assert tone.of("nord", colours=True) is None
