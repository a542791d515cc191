"""The number, the way to the next milestone and the last two weeks, as widgets draw them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.selection import SELECT_ALL
from textual.widget import Widget

from recoverylog.charts import figure
from recoverylog.insights.fortnight import FortnightValues
from recoverylog.tui.themes import LAMPLIGHT, MORNING, THEMES, defaults
from recoverylog.tui.widgets.fortnight import Fortnight
from recoverylog.tui.widgets.milestone import MilestoneBar
from recoverylog.tui.widgets.number import BigNumber

TODAY = date(2026, 11, 22)
DAYS = tuple(TODAY - timedelta(days=back) for back in range(13, -1, -1))
NOTHING: tuple[float | None, ...] = (None,) * 14
MOODS = (5, 5.8, 4, 5, 6, 7, 6.3, 5, None, 5, 6.2, 6.2, 5.4, 8)
CRAVINGS = (6, 5, 7, 6.4, 5, 3.4, 3.4, 5, None, 4, 2.5, 4.2, 3.5, 2)


def values(
    moods: tuple[float | None, ...] = MOODS, cravings: tuple[float | None, ...] = CRAVINGS
) -> FortnightValues:
    pairs = zip(moods, cravings, strict=True)
    return FortnightValues(DAYS, moods, cravings, tuple(pair != (None, None) for pair in pairs))


class Page(App[None]):
    """One widget on an empty page."""

    CSS = "Screen { background: $background; }"

    def __init__(self, widget: Widget, theme: str, colours: ColorSystem) -> None:
        super().__init__()
        self._widget = widget
        self._look = theme
        self.console._color_system = colours

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self._widget

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._look


def drawn(
    widget: Widget,
    *,
    size: tuple[int, int] = (80, 24),
    theme: str = "lamplight",
    colours: ColorSystem = ColorSystem.TRUECOLOR,
    then: Callable[[], None] = lambda: None,
    check: Callable[[], None] = lambda: None,
) -> list[list[Segment]]:
    """Return the rows of a widget after ``then``; ``check`` looks at it while it is there."""
    rows: list[list[Segment]] = []

    async def main() -> None:
        async with Page(widget, theme, colours).run_test(size=size) as pilot:
            then()
            await pilot.pause()
            check()
            for y in range(widget.size.height):
                strip = widget.render_line(y)
                assert strip.cell_length == widget.size.width
                rows.append(list(strip))

    asyncio.run(main())
    return rows


def text(row: list[Segment]) -> str:
    return "".join(segment.text for segment in row).rstrip()


def colours_of(row: list[Segment], glyphs: str) -> list[Color]:
    """Return the colours of the segments that hold one of ``glyphs``."""
    found = []
    for segment in row:
        if set(segment.text) & set(glyphs):
            assert segment.style is not None
            assert segment.style.color is not None
            found.append(Color.from_rich_color(segment.style.color))
    return found


def colour(theme: str, token: str) -> Color:
    look = next(one for one in THEMES if one.name == theme)
    return Color.parse(look.variables[token])


# The number ---------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LAMPLIGHT.name, MORNING.name])
def test_the_number_is_lit_from_above(theme: str) -> None:
    widget = BigNumber(188)

    def check() -> None:
        assert widget.size == (10, 3)

    rows = drawn(widget, theme=theme, check=check)
    assert tuple(text(row) for row in rows) == figure.rows(188)
    shades = [colours_of(row, "▙█▛")[0] for row in rows]
    assert shades == [colour(theme, token) for token in ("glow", "lamp", "ember")]


def test_few_colours_no_shades() -> None:
    rows = drawn(BigNumber(8), theme="lamplight-256", colours=ColorSystem.EIGHT_BIT)
    assert {colours_of(row, "▙▛")[0] for row in rows} == {colour("lamplight-256", "lamp")}
    bar = drawn(MilestoneBar(188), theme="lamplight-256", colours=ColorSystem.EIGHT_BIT)[0]
    assert colours_of(bar, "━") == [colour("lamplight-256", "lamp")]


def test_the_number_grows_with_its_digits() -> None:
    widget = BigNumber(9)

    def on() -> None:
        widget.number = 10

    rows = drawn(widget, then=on)
    assert tuple(text(row) for row in rows) == tuple(row.rstrip() for row in figure.rows(10))


def test_no_headline_of_nought() -> None:
    widget = BigNumber(0)

    def first_day() -> None:
        assert not widget.display
        assert widget.get_selection(SELECT_ALL) is None
        widget.number = 1

    def check() -> None:
        assert widget.display

    assert text(drawn(widget, then=first_day, check=check)[0]) == "▄█"


def test_the_number_is_copied_as_a_number() -> None:
    assert BigNumber(188).get_selection(SELECT_ALL) == ("188", "\n")


def test_everything_marked_is_marked() -> None:
    widget = BigNumber(188)
    marked = drawn(widget, then=lambda: widget.screen.selections.__setitem__(widget, SELECT_ALL))
    plain = drawn(BigNumber(188))
    assert [row[0].style for row in marked] != [row[0].style for row in plain]


# The way to the next milestone ----------------------------------------------------------------


def test_the_bar_of_the_picture() -> None:
    (row,) = drawn(MilestoneBar(188), size=(74, 1))
    assert text(row) == "━" * 55 + "─" * 3 + "  12 days to 200"
    shades = colours_of(row, "━")
    assert shades[-1] == colour("lamplight", "lamp")
    brightness = [shade.brightness for shade in shades]
    assert brightness == sorted(brightness)
    number = next(segment for segment in row if segment.text == "12")
    assert number.style is not None
    assert number.style.bold
    assert colours_of([number], "1") == [colour("lamplight", "ink")]


def test_a_milestone_reached_is_a_whole_line() -> None:
    (row,) = drawn(MilestoneBar(200), size=(74, 1))
    assert text(row) == "━" * 56 + "  200 days reached"


def test_the_day_before_shows_that_there_is_one_to_go() -> None:
    (row,) = drawn(MilestoneBar(1499), size=(40, 1))
    assert "━─  1 day to 1500" in text(row)


def test_before_the_first_day_nothing_is_done() -> None:
    (row,) = drawn(MilestoneBar(0), size=(40, 1))
    assert text(row) == "─" * 14 + "  the first day lies ahead"


def test_where_there_is_no_room_the_words_remain() -> None:
    (row,) = drawn(MilestoneBar(188), size=(16, 1))
    assert text(row) == "  12 days to 200"


# The last two weeks ---------------------------------------------------------------------------


def two_weeks(widget: Fortnight, width: int = 40, height: int = 7) -> list[list[Segment]]:
    widget.styles.height = height
    return drawn(widget, size=(width, height))


def test_two_lines_their_means_and_the_days_below() -> None:
    rows = [text(row) for row in two_weeks(Fortnight(values()))]
    assert rows[0].endswith("  mood")
    assert rows[1].endswith("  5.8 of 10")
    assert rows[3].endswith("  craving")
    assert rows[4].endswith("  4.4 of 10")
    assert rows[6] == "M T W T F S S M · W T F S S"
    assert all(row[15:18].strip() == "" for row in rows[:6])


def test_mood_is_lamp_and_craving_is_dusk_and_today_is_bold() -> None:
    rows = two_weeks(Fortnight(values()))
    lamp, dusk = colour("lamplight", "lamp"), colour("lamplight", "dusk")
    assert colours_of(rows[1], "⠶") == [lamp]
    assert colours_of(rows[1], "5") == [lamp]
    assert colours_of(rows[4], "⠛") == [dusk]
    assert colours_of(rows[4], "4") == [dusk]
    bold = [one.text for one in rows[6] if one.style is not None and one.style.bold]
    assert bold == ["S"]


def test_a_tall_screen_draws_higher_lines() -> None:
    rows = [text(row) for row in two_weeks(Fortnight(values()), 56, 13)]
    assert rows[2].endswith("  mood")
    assert rows[3].endswith("  5.8 of 10")
    assert rows[8].endswith("  craving")
    assert rows[12] == "M  T  W  T  F  S  S  M  ·  W  T  F  S  S"


def test_bars_where_the_font_has_no_braille() -> None:
    rows = [text(row) for row in two_weeks(Fortnight(values(), bars=True))]
    assert not any("⠀" <= character <= "⣿" for row in rows for character in row)
    assert rows[2][:27] == "█ █ █ █ █ █ █ █   █ █ █ █ █"


def test_fewer_than_three_days_are_counted_not_averaged() -> None:
    few = values((*NOTHING[:12], 4, 6), NOTHING)
    rows = [text(row) for row in two_weeks(Fortnight(few))]
    assert rows[1].endswith("  noted on")
    assert rows[2].endswith("  2 days")
    assert rows[4].endswith("  not noted")
    assert "of 10" not in "".join(rows)


def test_today_keeps_its_letter_before_anything_is_written() -> None:
    rows = two_weeks(Fortnight(values((*MOODS[:13], None), (*CRAVINGS[:13], None))))
    assert text(rows[6]).endswith("S S")


def test_nothing_yet_is_one_kind_sentence() -> None:
    rows = [text(row) for row in two_weeks(Fortnight(values(NOTHING, NOTHING)))]
    assert rows[:2] == [
        "Moods and cravings of the last two weeks",
        "appear here as you write them.",
    ]
    assert not any(rows[2:])


def test_before_the_values_are_known_nothing_is_said() -> None:
    widget = Fortnight()
    assert not any(text(row) for row in two_weeks(widget))
    rows = drawn(widget := Fortnight(), then=lambda: setattr(widget, "values", values()))
    assert "mood" in text(rows[0])


@pytest.mark.parametrize("width", [1, 12, 13, 20, 25, 26, 39, 100])
def test_any_width_can_be_drawn(width: int) -> None:
    rows = [text(row) for row in two_weeks(Fortnight(values()), width)]
    assert rows[6].endswith("S")


def test_two_weeks_are_copied_in_words() -> None:
    copied: list[tuple[str, str] | None] = []
    widget = Fortnight(values((*NOTHING[:12], 4, 6), CRAVINGS))
    drawn(widget, then=lambda: copied.append(widget.get_selection(SELECT_ALL)))
    assert copied == [("mood noted on 2 days\ncraving 4.4 of 10", "\n")]
