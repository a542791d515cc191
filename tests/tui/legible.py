"""What can be said of any page without knowing it: nothing is cut, all can be read, none hurts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.color_triplet import ColorTriplet
from textual.app import App
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from recoverylog.tui import themes
from recoverylog.tui.page import Page
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.widgets import keys as footer
from recoverylog.tui.widgets.keys import Keys
from scripts.picture import Rows, rows
from tests.language.test_language import Text, findings
from tests.tui.conftest import settle

MARGIN = 3
LEAST_CONTRAST = 4.5
LEAST_STARK = 7.0
# What the sixteen colours are is the terminal's affair; this is in the palette that Rich knows.
LEAST_ANSI = 3.0
# Signs that most fonts for terminals lack, or draw two cells wide.
RARE = "❼⏾☾↵⏎⎋❯⚠✓✔♥★☆"


def faults(app: App[None]) -> list[str]:
    """Return, in words, everything that is not as it should be on the page that is shown."""
    cells = rows(app)
    screen = app.screen
    whole = isinstance(screen, Page)
    return [
        *cut_keys(screen, cells),
        *(no_crisis_key(screen) if whole else ()),
        *(outside_the_page(cells) if whole else ()),
        *cut_texts(screen, cells),
        *faint_texts(of_the_page(app, cells), least_contrast(app.theme)),
        *rare_signs(cells),
        *hurting_words(screen, cells),
    ]


async def faults_in_every_look(pilot: Pilot[Any]) -> dict[str, list[str]]:
    """Show the page in one look after the other; return the faults of each that has any."""
    app, first, found = pilot.app, pilot.app.theme, {}
    for theme in (*themes.THEMES, app.available_themes[first]):
        app.theme = theme.name
        await settle(pilot)
        found[theme.name] = faults(app)
    return {name: told for name, told in found.items() if told}


def cut_keys(screen: Screen[object], cells: Rows) -> Iterator[str]:
    """Every key of the footer stands there, and whole."""
    for widget in screen.query(Keys):
        shown = " ".join(_words(screen, cells, widget).split())
        for key in widget.in_row:
            if key.words not in shown:
                yield f"the footer has no room for {key.words}"


def no_crisis_key(screen: Screen[object]) -> Iterator[str]:
    """Whoever looks at the keys finds the one for a crisis among them."""
    shown = [
        one.shown.words
        for widget in screen.query(Keys)
        for one in footer.placed(widget.in_row, widget.size.width)
    ]
    # While a field is typed in, ! is a letter of it, and f3 is the key that works.
    if not isinstance(screen, CrisisPage) and not any(
        key in shown for key in ("! crisis", "f3 crisis")
    ):
        yield "the footer does not show the key for a crisis"


def outside_the_page(cells: Rows) -> Iterator[str]:
    """The margins at both sides stay empty."""
    for number, line in enumerate(cells):
        for cell in (*line[:MARGIN], *line[-MARGIN:]):
            if cell.text.strip():
                yield f"row {number}: {cell.text!r} stands in the margin"


def cut_texts(screen: Screen[object], cells: Rows) -> Iterator[str]:
    """A text is shown whole, ends with …, or can be scrolled to its end."""
    for widget in _leaves(screen):
        if isinstance(widget, OptionList):
            yield from _cut_options(widget)
        if not isinstance(widget, Static):
            continue
        visual = widget.visual
        if not isinstance(visual, Content) or not visual.plain.strip() or _scrolls(widget):
            continue
        shown = " ".join(_crop(cells, _seen(screen, widget)))
        if _bare(shown) != _bare(visual.plain) and "…" not in shown:
            yield f"{widget}: of {visual.plain!r} there is {' '.join(shown.split())!r}"


def _cut_options(widget: OptionList) -> Iterator[str]:
    if widget.styles.text_overflow == "ellipsis" or widget.styles.text_wrap == "wrap":
        return
    for option in widget.options:
        for line in str(option.prompt).splitlines():
            if cell_len(line) > widget.scrollable_content_region.width:
                yield f"{widget}: {line!r} is cut"


def of_the_page(app: App[None], cells: Rows) -> Rows:
    """Return the cells of the screen on top, without what shines through."""
    return cells if isinstance(app.screen, Page) else _on_top(app.screen, cells)


def least_contrast(look: str) -> float:
    """Return what a look owes to every letter."""
    if themes.is_ansi(look):
        return LEAST_ANSI
    return LEAST_STARK if themes.is_stark(look) else LEAST_CONTRAST


def faint_texts(cells: Rows, least: float = LEAST_CONTRAST) -> Iterator[str]:
    """Every letter stands out from what lies behind it."""
    for number, line in enumerate(cells):
        weak = [
            cell
            for cell in line
            if cell.text.strip() and not cell.is_drawn and contrast(cell.ink, cell.ground) < least
        ]
        if weak:
            words = "".join(cell.text for cell in weak)
            ratio = min(contrast(cell.ink, cell.ground) for cell in weak)
            pair = f"{weak[0].ink.hex} on {weak[0].ground.hex}"
            yield f"row {number}: {words!r} is too faint, {ratio:.1f} to 1, {pair}"


def rare_signs(cells: Rows) -> Iterator[str]:
    """No sign is shown that a font may not have."""
    for number, line in enumerate(cells):
        found = {cell.text for cell in line if cell.text and cell.text in RARE}
        if found:
            yield f"row {number}: {sorted(found)}"


def hurting_words(screen: Screen[object], cells: Rows) -> Iterator[str]:
    """The list of words that hurt holds for whole pages, sentences put together at run time too."""
    for widget in _leaves(screen):
        yield from map(str, findings(Text(str(widget), _words(screen, cells, widget))))


def words_shown(app: App[None]) -> list[str]:
    """Return what can be read in each widget of the page, wrapped lines put together again."""
    cells = rows(app)
    return [_words(app.screen, cells, widget) for widget in _leaves(app.screen)]


def _words(screen: Screen[object], cells: Rows, widget: Widget) -> str:
    return " ".join(" ".join(_crop(cells, _seen(screen, widget))).split())


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _leaves(screen: Screen[object]) -> Iterator[Widget]:
    """Return every visible widget that holds no other."""
    for widget in screen.walk_children(Widget):
        if not list(widget.children) and widget.display and widget.visible and widget.region:
            yield widget


def _seen(screen: Screen[object], widget: Widget) -> Region:
    """Return the part of a widget that is on the screen."""
    place = screen.find_widget(widget)
    return place.region.intersection(place.clip)


def _on_top(screen: Screen[object], cells: Rows) -> Rows:
    """Return what belongs to a screen that lies above another, without what shines through."""
    regions = [_seen(screen, widget) for widget in _leaves(screen)]
    return [
        [cell for x, cell in enumerate(line) if any(one.contains(x, y) for one in regions)]
        for y, line in enumerate(cells)
    ]


def _crop(cells: Rows, region: Region) -> list[str]:
    return [
        "".join(cell.text for cell in line[region.x : region.right])
        for line in cells[region.y : region.bottom]
    ]


def _bare(words: str) -> str:
    return "".join(words.split())


def _scrolls(widget: Widget) -> bool:
    return any(
        isinstance(above, (ScrollableContainer, Screen)) and above.max_scroll_y > 0
        for above in widget.ancestors
        if isinstance(above, Widget)
    )
