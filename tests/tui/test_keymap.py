"""Keys of the person's own: shown wherever keys are shown, and no command ever without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input

from recoverylog.session.journal import Journal
from recoverylog.settings import Settings
from recoverylog.tui import commands, keymap
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.blank import BlankPage
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.evening import EveningForm
from recoverylog.tui.screens.history import History
from recoverylog.tui.screens.insights import Insights
from recoverylog.tui.screens.today import Today
from tests.tui.conftest import play, settle
from tests.tui.seeing import rows, text
from tests.tui.test_twins import pages

KEPT = ("crisis", "help", "blank", "lock", "leave", "copy-or-leave")
NAMES = [one.name for one in keymap.owned()]


@pytest.fixture(autouse=True)
def _usual_keys_afterwards() -> Iterator[None]:
    yield
    commands.give({})


def with_keys(journal: Journal, **keys: str) -> RecoverylogApp:
    file = Path(journal.places.settings)
    file.parent.mkdir(exist_ok=True)
    lines = [f"{name.replace('_', '-')} = '{key}'\n" for name, key in keys.items()]
    file.write_text("".join(["[keys]\n", *lines]))
    return RecoverylogApp(Desk(journal.places, journal))


def of(**keys: str) -> Settings:
    """Return settings in which each key stands in a line of its own, from line 2 on."""
    named = tuple((name.replace("_", "-"), key) for name, key in keys.items())
    return Settings(keys=named, key_lines=tuple(range(2, 2 + len(named))))


# Reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "remark"),
    [
        ({"cravin": "f7"}, "there is no command “cravin”. Did you mean “craving”?"),
        ({"back": "f7"}, "there is no command “back”."),
        ({"evening": "f99"}, "“f99” is no key like f7, ctrl+k or x; evening stays on e."),
        ({"evening": "enter"}, "“enter” is no key like"),
        ({"evening": " "}, "“ ” is no key like"),
        ({"evening": "ctrl+m"}, "“ctrl+m” is needed on every page; evening stays on e."),
        ({"evening": "ctrl+p"}, "“ctrl+p” is needed on every page;"),
        ({"evening": "!"}, "“!” is the key of crisis; evening stays on e."),
        ({"evening": "f2"}, "“f2” is the key of blank; evening stays on e."),
        ({"evening": "ctrl+l"}, "“ctrl+l” is the key of lock; evening stays on e."),
        ({"evening": "ctrl+c"}, "“ctrl+c” is needed on every page; evening stays on e."),
        ({"evening": "h"}, "“h” is the key of history; evening stays on e."),
        ({"evening": "/"}, "“/” is the key of find; evening stays on e."),
        ({"evening": "1"}, "“1” is the key of figures; evening stays on e."),
        ({"blank": "x"}, "blank works while you type, which “x” cannot; it stays on f2."),
    ],
)
def test_what_cannot_be_is_named_with_its_line(keys: dict[str, str], remark: str) -> None:
    found = keymap.read(of(**keys))
    assert (dict(found.given), dict(found.bound)) == ({}, {})
    [told] = found.remarks
    assert told.startswith(f"settings.toml, line 2: {remark}")


def test_two_commands_may_change_places() -> None:
    found = keymap.read(of(evening="h", history="e"))
    assert found.bound == {"check_in": "h", "go_history": "e"}
    assert not found.remarks


def test_of_two_that_want_one_key_the_first_has_it() -> None:
    found = keymap.read(of(evening="x", history="x"))
    assert found.bound == {"check_in": "x"}
    assert found.remarks == (
        "settings.toml, line 3: “x” is the key of evening; history stays on h.",
    )


def test_a_command_that_stays_takes_its_key_back_from_another() -> None:
    # history cannot have “!”, so h is not free after all.
    found = keymap.read(of(evening="h", history="!"))
    assert not found.bound
    assert len(found.remarks) == 2


KEYS = st.sampled_from(["x", "y", "h", "e", "!", "?", "f2", "f7", "f8", "ctrl+k", ",", "/", "j"])


@settings(max_examples=300)
@given(wished=st.dictionaries(st.sampled_from([*NAMES, "foo"]), KEYS | st.text(max_size=3)))
def test_no_two_commands_have_one_key_and_none_is_without(wished: dict[str, str]) -> None:
    found = keymap.read(Settings(keys=tuple(wished.items()), key_lines=(1,) * len(wished)))
    held: dict[str, str] = {}
    for one in keymap.owned():
        bound = found.bound.get(one.action)
        keys = set(one.keys) if bound is None else set(bound.split(","))
        assert keys
        if one.name in KEPT:
            assert keys >= set(one.keys)
        for key in keys:
            assert held.setdefault(key, one.name) == one.name
    assert len(found.bound) + len(found.remarks) == len(wished)


# On the screen ----------------------------------------------------------------------------


def test_the_new_key_works_and_stands_wherever_keys_are_shown(journal: Journal) -> None:
    app = with_keys(journal, evening="f7", history="x")

    async def scene(pilot: Pilot[Any]) -> None:
        foot = rows(app)[-2]
        assert "f7 evening" in foot
        assert "x history" in foot
        assert " e evening" not in foot
        await pilot.press("question_mark")
        await settle(pilot)
        assert "f7 " in text(app)
        assert any(row.lstrip().startswith("x ") for row in rows(app))
        await pilot.press("escape", "ctrl+p")
        await pilot.press(*"evening")
        await settle(pilot)
        seen: list[type[object]] = []
        for keys in (("escape", "e"), ("h",), ("f7",), ("escape", "x")):
            await pilot.press(*keys)
            await settle(pilot)
            seen.append(type(app.screen))
        assert seen == [Today, Today, EveningForm, History]

    play(app, scene, size=(120, 40))


def test_the_palette_shows_the_new_key(journal: Journal) -> None:
    app = with_keys(journal, morning="f8")

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "morning f8" in text(app)

    play(app, scene, size=(100, 60))


def test_a_click_on_the_new_key_is_a_press(journal: Journal) -> None:
    app = with_keys(journal, insights="f9")

    async def scene(pilot: Pilot[Any]) -> None:
        foot = rows(app)[-1]
        assert "f9 insights" in foot
        await pilot.click(offset=(foot.index("insights"), len(rows(app)) - 1))
        await settle(pilot)
        assert isinstance(app.screen, Insights)

    play(app, scene, size=(120, 24))


@pytest.mark.parametrize("key", ["exclamation_mark", "f3", "f9"])
def test_crisis_keeps_its_keys_and_has_one_more(journal: Journal, key: str) -> None:
    app = with_keys(journal, crisis="f9")

    async def scene(pilot: Pilot[Any]) -> None:
        assert "! crisis" in rows(app)[-1]
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, CrisisPage)

    play(app, scene)


@pytest.mark.parametrize("key", ["f2", "f10"])
def test_blank_keeps_its_key_while_something_is_typed(journal: Journal, key: str) -> None:
    app = with_keys(journal, blank="f10", evening="f2", note="!")

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space")
        assert isinstance(app.focused, Input)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, BlankPage)

    play(app, scene)


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+k"])
def test_lock_keeps_its_key(journal: Journal, key: str) -> None:
    app = with_keys(journal, lock="ctrl+k", leave="f12", look="f11")

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, Door)

    play(app, scene)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c", "f12"])
def test_leaving_keeps_its_keys(journal: Journal, key: str) -> None:
    app = with_keys(journal, leave="f12", evening="ctrl+q", note="ctrl+c")

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(key)
        await pilot.pause()

    play(app, scene)
    assert app._exit


def test_another_application_has_its_usual_keys_again(journal: Journal) -> None:
    with_keys(journal, evening="f7")
    app = with_keys(journal)

    async def scene(pilot: Pilot[Any]) -> None:
        assert "e evening" in rows(pilot.app)[-1]

    play(app, scene)


def test_no_page_has_a_key_that_works_everywhere_for_something_else() -> None:
    everywhere = {
        key: one.action()
        for one in commands.EVERYWHERE
        if one.ALWAYS
        for key in one.KEYS.split(",")
    }
    for page in pages().values():
        for command in getattr(page, "COMMANDS_HERE", ()):
            for key in command.KEYS.split(","):
                taken = everywhere.get(key)
                assert taken in {None, command.action()}, f"{page.__name__}: {key}"


def test_no_ctrl_key_of_a_form_can_be_given_away() -> None:
    every = {one.name: one for one in keymap.owned()}
    shared = {key for one in every.values() for key in one.keys}
    found = {
        key.strip()
        for page in pages().values()
        for binding in page.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
        if re.fullmatch(r"ctrl\+[a-z]", key.strip())
    } - shared
    assert {"ctrl+g", "ctrl+s"} <= found
    for key in found:
        assert keymap.fault(every, "evening", key), key
