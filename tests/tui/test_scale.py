"""The scale from 0 to 10, under keys and clicks, at every width; and the words beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.pilot import Pilot
from textual.widget import Widget

from recoverylog.tui.themes import LAMPLIGHT, THEMES, defaults
from recoverylog.tui.widgets.choices import Choices, OneOf, Toggles
from recoverylog.tui.widgets.scale import Scale

Scene = Callable[[Pilot[Any]], Awaitable[None]]
HALT = ("hungry", "angry", "lonely", "tired")


class Page(App[None]):
    """One widget on an empty page, and what it told."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget
        self.told: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self._widget

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "lamplight"
        self._widget.focus()

    def on_scale_changed(self, event: Scale.Changed) -> None:
        self.told.append(event.value)

    def on_choices_changed(self, event: Choices.Changed) -> None:
        self.told.append(event.choices.words_chosen())


def play(widget: Widget, scene: Scene, *, size: tuple[int, int] = (80, 24)) -> list[object]:
    """Play ``scene`` with ``widget``; return what it told."""
    page = Page(widget)

    async def main() -> None:
        async with page.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(pilot)
            await pilot.pause()

    asyncio.run(main())
    return page.told


def after(scale: Scale, *keys: str, size: tuple[int, int] = (80, 24)) -> list[str]:
    """Return the rows of the scale after ``keys``."""
    rows: list[str] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(*keys)
        rows.extend(scale.render_line(y).text.rstrip() for y in range(2))

    play(scale, scene, size=size)
    return rows


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("", None),
        ("0", 0),
        ("7", 7),
        ("1", 1),
        ("1 0", 10),
        ("1 0 0", 0),
        ("1 left right 0", 0),
        ("2 0", 0),
        ("1 2", 1),
        ("1 2 2", 2),
        ("1 2 0", 0),
        ("7 4", 4),
        ("7 backspace", None),
        ("7 delete", None),
        ("right", 0),
        ("left", 10),
        ("4 right l left h h", 3),
        ("0 left", 0),
        ("1 0 right", 10),
        ("7 x", 7),
        ("7 ²", 7),
    ],
)
def test_keys(keys: str, value: float | None) -> None:
    scale = Scale()
    after(scale, *keys.split())
    assert scale.value == value


def test_it_tells_of_each_change_once() -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("7", "7", "1", "0", "backspace")

    assert play(Scale(), scene) == [7, 1, 10, None]


def test_a_one_is_forgotten_when_the_field_is_left() -> None:
    scale = Scale()

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("1")
        pilot.app.set_focus(None)
        await pilot.pause()
        scale.focus()
        await pilot.pause()
        await pilot.press("0")

    play(scale, scene)
    assert scale.value == 0


def test_the_row_of_the_picture() -> None:
    numbers, bar = after(Scale(), "7")
    assert numbers == " › 0    1    2    3    4    5    6    7    8    9    10"
    assert bar == "   " + "━" * 36 + "─" * 16


@pytest.mark.parametrize(("key", "done"), [("0", 0), ("right", 0), ("left", 52)])
def test_the_ends_of_the_bar(key: str, done: int) -> None:
    assert after(Scale(), key)[1] == "   " + "━" * done + "─" * (52 - done)


@pytest.mark.parametrize(("classes", "token"), [("", "dusk"), ("-mood", "lamp")])
def test_the_chip_has_the_colour_of_its_meaning(classes: str, token: str) -> None:
    scale = Scale(classes=classes)
    grounds = []

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("7")
        for segment in scale.render_line(0):
            if segment.text == "7":
                assert segment.style is not None
                assert segment.style.bgcolor is not None
                grounds.append(Color.from_rich_color(segment.style.bgcolor))

    play(scale, scene)
    assert grounds == [Color.parse(LAMPLIGHT.variables[token])]


@pytest.mark.parametrize(("x", "value"), [(3, 0), (38, 7), (39, 7), (53, 10), (54, 10), (57, 10)])
@pytest.mark.parametrize("y", [0, 1])
def test_a_click_chooses_the_nearest_number(x: int, y: int, value: int) -> None:
    scale = Scale()

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.click(scale, offset=(x, y))

    play(scale, scene)
    assert scale.value == value


def test_a_second_click_takes_it_away() -> None:
    scale = Scale()

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.click(scale, offset=(38, 0))
        await pilot.click(scale, offset=(38, 0))

    assert play(scale, scene) == [7, None]


@pytest.mark.parametrize("width", [1, 2, 8, 20, 27, 28, 38, 48, 58, 140])
@pytest.mark.parametrize("value", [None, 0, 7, 7.5, 10])
def test_any_width_can_be_drawn(width: int, value: float | None) -> None:
    scale = Scale()
    lengths: set[int] = set()

    async def scene(pilot: Pilot[Any]) -> None:
        scale.value = value
        await pilot.pause()
        lengths.update(scale.render_line(y).cell_length for y in range(3))
        await pilot.click(scale, offset=(0, 0))

    play(scale, scene, size=(width, 3))
    assert lengths == {min(width, 58)}


def test_where_there_is_no_room_the_number_stands_alone() -> None:
    assert after(Scale(), size=(16, 3)) == [" › 0-10", ""]
    assert after(Scale(), "7", size=(16, 3)) == [" ›  7  of 10", ""]
    assert after(Scale(), "7", size=(28, 3))[0] == " › 0 1 2 3 4 5 6 7 8 9 10"


def test_a_number_beyond_the_scale_is_its_end() -> None:
    scale = Scale()

    async def scene(pilot: Pilot[Any]) -> None:
        scale.value = 11
        await pilot.pause()
        assert scale.value == 10
        scale.value = -1

    play(scale, scene)
    assert scale.value == 0


# Words in a row ------------------------------------------------------------------------------


def test_letters_space_and_arrows_mark() -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(
            "l", "t", "l", "left", "left", "space", "right", "right", "right", "space"
        )

    assert play(Toggles(HALT), scene) == [
        ("lonely",),
        ("lonely", "tired"),
        ("tired",),
        ("hungry", "tired"),
        ("hungry",),
    ]


def test_a_click_marks_and_unmarks() -> None:
    row = Toggles(HALT)

    async def scene(pilot: Pilot[Any]) -> None:
        assert row.render().plain == " › · hungry   · angry   · lonely   · tired  "
        await pilot.click(row, offset=(row.render().plain.index("angry"), 0))
        assert row.render().plain == "   · hungry › • angry   · lonely   · tired  "
        await pilot.click(row, offset=(row.render().plain.index("angry"), 0))
        await pilot.click(row, offset=(70, 0))

    assert play(row, scene) == [("angry",), ()]


def test_marking_by_name_knows_only_what_is_offered() -> None:
    row = Toggles(HALT)

    async def scene(pilot: Pilot[Any]) -> None:
        row.mark(["tired", "cold", None])
        await pilot.pause()

    assert play(row, scene) == [("tired",)]


def test_exactly_one_of_several() -> None:
    row = OneOf(("alcohol", "gambling", "\x1b]0;\x07[@click=app.bell]"))

    async def scene(pilot: Pilot[Any]) -> None:
        row.choose(0)
        await pilot.press("right", "right", "h", "left", "left")
        assert "\x1b" not in row.render().plain
        assert "[@click=app.bell]" in row.render().plain
        await pilot.click(row, offset=(row.render().plain.index("gambling"), 0))

    told = play(row, scene)
    assert told[:4] == [("alcohol",), ("gambling",), (row.names[2],), ("gambling",)]
    assert told[-1] == ("gambling",)
    assert {len(one) for one in told if isinstance(one, tuple)} == {1}


@pytest.mark.parametrize("width", [1, 10, 30])
def test_the_word_at_the_cursor_is_in_sight(width: int) -> None:
    row = OneOf(("alcohol", "gambling", "nicotine", "sugar"))

    async def scene(pilot: Pilot[Any]) -> None:
        row.choose(0)
        for name in (*row.names[1:], row.names[0]):
            await pilot.press("right")
            await pilot.pause()
            assert name[: max(width - 6, 0)] in row.render_line(0).text
            assert row.words_chosen() == (name,)

    play(row, scene, size=(width, 3))
