"""What is looked for on every page is found on a page that has all of it."""

from __future__ import annotations

from typing import Any

import pytest
from rich.color_triplet import ColorTriplet
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.commands import Command, Crisis, CrisisShownHere
from recoverylog.tui.page import Page
from tests.tui import legible
from tests.tui.conftest import play, settle


def named(number: int) -> type[Command]:
    """Return a command whose word is long."""
    told = {"KEYS": f"f{number}", "WORD": "something long", "__doc__": "Do it."}
    return type(f"Long{number}", (Command,), told)


class Faulty(Page[None]):
    """A page on which everything is wrong that can be."""

    COMMANDS_HERE = (Crisis.unlisted(), *(named(number) for number in range(6, 12)))
    CSS = """
    #pale { color: $rule; }
    #cut { width: 12; height: 1; text-wrap: nowrap; }
    #low { width: 12; height: 1; }
    Faulty #page { padding: 0 0 0 1; }
    OptionList { width: 12; height: 2; text-wrap: nowrap; }
    """

    def body(self) -> ComposeResult:
        yield Static("too pale to read", id="pale")
        yield Static("cut in the middle of it", id="cut")
        yield Static("cut after the first row", id="low")
        yield Static("done ✓", id="rare")
        yield Static("On Sunday you relapsed.", id="hurting")
        yield OptionList("an option that is cut")


class Sound(Page[None]):
    """A page with the same words, where nothing is wrong."""

    COMMANDS_HERE = (CrisisShownHere,)
    CSS = """
    Sound #cut { width: 12; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Sound VerticalScroll { height: 2; }
    Sound OptionList { width: 12; height: 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def body(self) -> ComposeResult:
        yield Static("cut in the middle of it", id="cut")
        with VerticalScroll():
            yield Static("one\ntwo\nthree\nfour")
        yield Static("On Sunday you were here.")
        yield OptionList("an option that is cut")


def faults(app: RecoverylogApp, page: type[Page[None]]) -> list[str]:
    found: list[str] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(page())
        await settle(pilot)
        found.extend(legible.faults(app))

    play(app, scene)
    return found


def test_what_is_wrong_is_found(app: RecoverylogApp) -> None:
    told = "\n".join(faults(app, Faulty))
    for sign in (
        "the footer has no room for f11 something long",
        "the footer does not show the key for a crisis",
        "stands in the margin",
        "'cut in the middle of it' there is 'cut in the m'",
        "'cut after the first row' there is 'cut after'",
        "'an option that is cut' is cut",
        "'toopaletoread' is too faint",
        "['✓']",
        "U04 'relapsed'",
    ):
        assert sign in told


def test_what_is_sound_is_left_alone(app: RecoverylogApp) -> None:
    assert faults(app, Sound) == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    colours = [ColorTriplet(*bytes.fromhex(text[1:])) for text in (one, other)]
    assert legible.contrast(*colours) == pytest.approx(ratio, abs=0.01)
