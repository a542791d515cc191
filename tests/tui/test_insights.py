"""Insights on the screen: every view by key and click, what it says, and what it never does."""

from __future__ import annotations

import gc
import re
import threading
import weakref
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.color import Color
from textual.pilot import Pilot

from recoverylog import paths, settings
from recoverylog.insights.sheet import Sheet
from recoverylog.journal.focus import Focus
from recoverylog.session import opening, views
from recoverylog.session.insight import Insight
from recoverylog.session.journal import Journal
from recoverylog.session.views import Asked
from recoverylog.tui import shade, themes
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.history import History
from recoverylog.tui.screens.insights import Insights
from recoverylog.tui.screens.signs import SignsPage
from recoverylog.tui.screens.today import Today
from recoverylog.tui.widgets.sheet import SheetView
from recoverylog.tui.widgets.view_names import ViewNames
from tests.tui import legible
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import rows, text, words
from tests.tui.shelf import Shelf
from tests.tui.test_hostile_text import HOSTILE, WORD, click_the_words, faults, fill

SIGNS_OF_VIEWS = {
    "figures": "In recovery since",
    "trends": "Lately, beside your usual",
    "patterns": "When cravings come",
    "year": "mood in 2026",
    "week": "The week of",
    "milestones": "lie ahead",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def demo(shelf: Shelf) -> Iterator[RecoverylogApp]:
    """Return the application over a year of an invented person."""
    with shelf.fetch("demo") as opened:
        yield RecoverylogApp(Desk(opened.places, opened))


def write(journal: Journal, back: int, **fields: Any) -> None:
    day = journal.today() - timedelta(days=back)
    at = datetime.fromisoformat(f"{day}T12:00:00+01:00").astimezone(UTC)
    journal.write(journal.new_entry(day=day, at=at, offset=60, **fields))


def add_focus(journal: Journal, label: str = "nicotine") -> Focus:
    focus = Focus(id="0" * 31 + "2", label=label, since=date(2026, 10, 1))
    journal.put_focus(focus)
    return focus


def page(app: RecoverylogApp) -> Insights:
    assert isinstance(app.screen, Insights)
    return app.screen


def said(app: RecoverylogApp) -> str:
    """Return all that the sheet says, what is scrolled away too."""
    sheet = page(app).sheet.sheet
    return "" if sheet is None else sheet.plain()


def span(app: RecoverylogApp) -> str:
    return words(page(app).told)


def without_a_look_ahead(_page: Insights, _asked: Asked, _room: Any) -> None:
    """Draw no view before it is asked for, where it is counted what was drawn."""


async def go(pilot: Pilot[Any], *pressed: str) -> None:
    for key in ("i", *pressed):
        await pilot.press(key)
        await settle(pilot)


# Coming and going ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["escape", "t"])
def test_it_opens_from_today_and_goes_back(app: RecoverylogApp, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "In recovery since 14 May 2026" in said(app)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, Today)

    play(app, scene)


def test_the_footer_of_today_names_it_and_a_click_opens_it(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        row = rows(app)[-1]
        await pilot.click(offset=(row.index("i insights"), len(rows(app)) - 1))
        await settle(pilot)
        page(app)

    play(app, scene)


def test_history_lies_next_door(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2", "h")
        assert isinstance(app.screen, History)
        await go(pilot)
        assert page(app).asked.view == views.TRENDS

    play(app, scene)


# The views ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(len(views.NAMES)))
def test_a_number_shows_its_view(demo: RecoverylogApp, place: int) -> None:
    name = views.NAMES[place]

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "6" if place == 0 else "1", str(place + 1))
        assert page(demo).names.place == place
        assert (SIGNS_OF_VIEWS[name] if name != "milestones" else "reached on") in said(demo)

    play(demo, scene)


@pytest.mark.parametrize("place", range(len(views.NAMES)))
def test_a_click_on_a_name_shows_its_view(app: RecoverylogApp, place: int) -> None:
    name = views.NAMES[place]

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "6" if place == 0 else "1")
        y = page(app).names.region.y
        row = rows(app)[y]
        for x in (row.index(name), row.index(name) + len(name) - 1):
            await pilot.click(offset=(x, y))
            await settle(pilot)
            assert page(app).asked.view == place
            page(app).action_show_view((place + 1) % len(views.NAMES))
            await settle(pilot)

    play(app, scene)


def test_a_click_between_two_names_does_nothing(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        names = page(app).names
        for x in (len(" figures "), names.whole + 1):
            await pilot.click(ViewNames, offset=(x, 0))
            await settle(pilot)
            assert page(app).asked.view == views.FIGURES

    play(app, scene)


def test_the_arrows_go_round_all_views(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        seen = []
        for key in (*["right"] * 6, *["left"] * 6, "l"):
            await pilot.press(key)
            await settle(pilot)
            seen.append(page(app).asked.view)
        assert seen == [1, 2, 3, 4, 5, 0, 5, 4, 3, 2, 1, 0, 1]

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_the_name_of_the_view_that_is_shown_is_in_sight(
    app: RecoverylogApp, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for place, name in enumerate(views.NAMES):
            await pilot.press(str(place + 1))
            await settle(pilot)
            names = page(app).names
            row = rows(app)[names.region.y]
            assert f" {name}" in row
            x = row.index(name)
            cell = app.screen.get_style_at(x, names.region.y)
            assert cell.bold

    play(app, scene, size=size)


def test_a_narrow_row_of_names_can_be_clicked_where_they_stand(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "6")
        y = page(app).names.region.y
        await pilot.click(offset=(rows(app)[y].index("week"), y))
        await settle(pilot)
        assert page(app).asked.view == views.WEEKS

    play(app, scene, size=(40, 12))


def test_another_view_begins_at_its_top_and_the_same_one_stays(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "6", "pagedown")
        reading = page(demo).reading
        assert reading.scroll_y > 0
        for key in ("home", "j", "j", "k"):
            await pilot.press(key)
        await settle(pilot)
        assert reading.scroll_y == 1
        await pilot.press("end")
        await settle(pilot)
        assert reading.scroll_y == reading.max_scroll_y
        await pilot.press("3")
        await settle(pilot)
        assert reading.scroll_y == 0

    demo.animation_level = "none"
    play(demo, scene)


# Time, focus, cells -------------------------------------------------------------------------


def test_the_brackets_change_how_long_trends_look_back(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        shown = [span(demo)]
        brackets = ("left_square_bracket",) * 2 + ("right_square_bracket",) * 3
        for key in brackets:
            await pilot.press(key)
            await settle(pilot)
            shown.append(span(demo))
        assert shown == ["90 days", "a year", "a year", "90 days", "30 days", "30 days"]
        assert "The last 30 days beside the 30 before" in said(demo)

    play(demo, scene)


def test_patterns_have_a_length_of_their_own(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "3")
        assert span(demo) == "a year"
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert span(demo) == "90 days"
        assert "What they come with, the last 90 days" in said(demo)
        await pilot.press("2")
        await settle(pilot)
        assert span(demo) == "90 days"
        await pilot.press("right_square_bracket", "3")
        await settle(pilot)
        assert span(demo) == "90 days"

    play(demo, scene)


def test_the_brackets_go_from_year_to_year_as_far_as_anything_is_known(
    demo: RecoverylogApp,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "4")
        shown = [span(demo)]
        for key in ("left_square_bracket",) * 3 + ("right_square_bracket",) * 2:
            await pilot.press(key)
            await settle(pilot)
            shown.append(span(demo))
        assert shown == ["2026", "2025", "2025", "2025", "2026", "2026"]

    play(demo, scene)


def test_the_brackets_go_from_week_to_week(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, 20, kind="note", text="a day by the lake")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "5")
        shown = [span(app)]
        for key in ("left_square_bracket",) * 3 + ("right_square_bracket",):
            await pilot.press(key)
            await settle(pilot)
            shown.append(span(app))
        last = "26 Oct–1 Nov" if "Oct" in shown[3] else shown[3]
        assert shown == ["16–22 Nov", "9–15 Nov", "2–8 Nov", "2–8 Nov", "9–15 Nov"], last

    play(app, scene)


def test_an_empty_journal_offers_no_earlier_time(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for key, offered in zip("123456", (False, True, True, False, False, False), strict=True):
            await pilot.press(key)
            await settle(pilot)
            assert ("[ ] time" in rows(app)[-1]) is offered, key
            before = page(app).asked
            if not offered:
                await pilot.press("left_square_bracket", "right_square_bracket")
                await settle(pilot)
                assert page(app).asked == before

    play(app, scene)


def test_f_goes_from_focus_to_focus(app: RecoverylogApp, journal: Journal) -> None:
    other = add_focus(journal)
    (focus, _) = journal.focuses()
    for back in range(8):
        write(journal, back, kind="craving", craving=8.0, focus=focus.id)
        write(journal, back, kind="craving", craving=2.0, focus=other.id)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        assert span(app) == "all 90 days"
        for label, strength in (("alcohol", 8), ("nicotine", 2)):
            await pilot.press("f")
            await settle(pilot)
            assert span(app) == f"{label} 90 days"
            assert f"always {strength}" in said(app)
        await pilot.press("4", "v")
        await settle(pilot)
        assert span(app) == "nicotine 2026"
        assert "always 2" in said(app)
        await pilot.press("f")
        await settle(pilot)
        assert span(app) == "all 2026"
        assert "always 8" in said(app), "the strongest of each day"
        await pilot.press("v")
        await settle(pilot)
        assert "alcohol\n" in said(app)
        assert "nicotine\n" in said(app)
        await pilot.press("1")
        await settle(pilot)
        assert "alcohol\n" in said(app)
        assert "nicotine\n" in said(app)
        assert "f focus" not in rows(app)[-1]

    play(app, scene)


def test_one_focus_offers_no_other(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        assert "f focus" not in rows(app)[-1]
        await pilot.press("f")
        await settle(pilot)
        assert page(app).asked.focus_place == 0

    play(app, scene)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (140, 40)])
def test_a_long_name_of_a_focus_leaves_room_for_the_views(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    add_focus(journal, "online shopping late at night")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2", "f", "f")
        shown = text(app)
        assert span(app).endswith("90 days")
        assert span(app).startswith("onl")
        assert span(app) in shown
        if size[0] >= 80:
            assert "milestones" in shown

    play(app, scene, size=size)


def test_v_changes_what_the_cells_of_the_year_say(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "v", "4")
        shown = []
        for _ in range(4):
            shown.append(next(row for row in said(demo).splitlines() if " in 2026" in row))
            await pilot.press("v")
            await settle(pilot)
        names = [row.partition(" in 2026")[0] for row in shown]
        assert names == ["mood", "strongest craving", "days", "mood"]

    play(demo, scene)


# What is said and when ----------------------------------------------------------------------


@pytest.mark.parametrize("state", ["empty", "demo", "years"])
def test_all_views_can_be_read(state: str, shelf: Shelf) -> None:
    found: dict[str, list[str]] = {}

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for place, name in enumerate(views.NAMES):
            await pilot.press(str(place + 1))
            await settle(pilot)
            assert said(app).strip()
            found[name] = legible.faults(app)

    with shelf.fetch(state) as opened:
        app = RecoverylogApp(Desk(opened.places, opened))
        play(app, scene)
    assert found == {name: [] for name in views.NAMES}


def test_an_empty_journal_says_what_comes_and_when(shelf: Shelf) -> None:
    expected = {
        "1": "shift f on the page of today",
        "2": "once a mood or a craving is noted on three days",
        "3": "Patterns of the week need 8 weeks of entries",
        "4": "Each day with a mood becomes a cell here.",
        "5": "nothing written in these seven days",
        "6": "lie ahead",
    }

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for key, sentence in expected.items():
            await pilot.press(key)
            await settle(pilot)
            assert sentence in said(app)
            assert "recoverylog " not in said(app), "a command where a key is meant"

    with shelf.fetch("empty") as opened:
        app = RecoverylogApp(Desk(opened.places, opened))
        play(app, scene)


def test_a_young_journal_says_how_much_is_still_needed(
    app: RecoverylogApp, journal: Journal
) -> None:
    for back in range(5):
        write(journal, back, kind="mood", mood=6.0)
        write(journal, back, kind="craving", craving=4.0, focus=journal.focuses()[0].id)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        assert "mood noted on 5 of 5 days, always 6" in said(app)
        assert "Your usual needs 35 days on which the same is noted; 30 more for" in said(app)
        await pilot.press("3")
        await settle(pilot)
        assert "this is the first" in said(app)

    play(app, scene)


def test_what_was_written_meanwhile_is_in_it(app: RecoverylogApp, journal: Journal) -> None:
    add = opening.open_with(journal.places, PASSPHRASE).journal

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "5")
        assert "nothing written" in said(app)
        await pilot.press("t")
        await settle(pilot)
        add.write(add.new_entry(kind="note", text="from another window"))
        await go(pilot)
        assert "1 entry on 1 of 7 days" in said(app)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"rain", "escape")
        await settle(pilot)
        assert "2 entries on 1 of 7 days" in said(app)
        # What u would take back does not stand on this page.
        await pilot.press("u")
        await settle(pilot)
        assert "2 entries on 1 of 7 days" in said(app)

    play(app, scene)
    add.close()


def test_a_use_day_takes_no_free_day_away(app: RecoverylogApp, journal: Journal) -> None:
    (focus,) = journal.focuses()
    since = journal.today() - timedelta(days=85)
    journal.put_focus(msgspec.structs.replace(focus, since=since))
    write(journal, 1, kind="use", focus=focus.id)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "85 free days in all" in said(app)
        assert "longest 84" in said(app)

    play(app, scene)


# Nothing waits ------------------------------------------------------------------------------


def test_the_journal_is_read_again_only_where_it_changed(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bool] = []
    shown = views.read

    def counted(opened: Journal, held: Insight | None = None) -> Insight:
        found = shown(opened, held)
        read.append(found is not held)
        return found

    monkeypatch.setattr(views, "read", counted)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2", "3", "4", "t")
        await go(pilot)
        assert sum(read) == 1
        assert len(read) >= 5
        write(journal, 0, kind="mood", mood=5.0)
        await pilot.press("5")
        await settle(pilot)
        assert sum(read) == 2

    play(app, scene)


def test_all_of_it_is_drawn_at_the_desk(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[str] = []
    shown = views.shown

    def noted(*asked: Any) -> Any:
        where.append(threading.current_thread().name)
        return shown(*asked)

    monkeypatch.setattr(views, "shown", noted)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2", "3", "4", "5", "6")

    play(app, scene)
    assert len(where) >= 6
    assert all(name.startswith("journal") for name in where)


def test_keys_that_come_while_it_is_drawn_are_obeyed_and_not_queued(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun = threading.Event(), threading.Event()
    asked: list[Asked] = []
    shown = views.shown

    def slow(journal: Journal, held: Insight, wanted: Asked, room: Any) -> Any:
        asked.append(wanted)
        begun.set()
        assert gate.wait(30)
        return shown(journal, held, wanted, room)

    monkeypatch.setattr(views, "shown", slow)
    monkeypatch.setattr(Insights, "look_ahead", without_a_look_ahead)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("i")
        while not begun.is_set():
            await pilot.pause()
        for key in ("right", "right", "right", "left", "left_square_bracket"):
            await pilot.press(key)
        assert page(app).names.place == views.PATTERNS
        assert "patterns" in text(app)
        gate.set()
        await settle(pilot)
        assert "When cravings come" in said(app)

    play(app, scene)
    # The one that was being drawn, and the last one that was asked for.
    assert [one.view for one in asked] == [views.FIGURES, views.PATTERNS]


# Locking ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_lock_leaves_nothing_of_it(journal: Journal, by_hand: bool) -> None:
    hands = [0.0]
    (focus,) = journal.focuses()
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])
    write(journal, 0, kind="craving", craving=5.0, tags=("marmalade",), focus=focus.id)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "3")
        assert "@marmalade" in said(app)
        was, shown = page(app), page(app).sheet
        remembered = page(app)._held
        assert remembered is not None
        known = weakref.ref(remembered)
        del remembered
        if by_hand:
            await pilot.press("ctrl+l")
        else:
            hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
            await app.lock_when_idle()
        await settle(pilot)
        assert isinstance(app.screen, Door)
        assert was._held is None
        assert was._shown is None
        assert shown.sheet is None
        del was, shown
        gc.collect()
        assert known() is None

    play(app, scene)


def test_after_a_lock_it_is_all_there_again(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "4", "ctrl+l")
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        await go(pilot)
        assert page(app).asked == Asked()
        assert "In recovery since" in said(app)

    play(app, scene)


# Looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_shade_can_be_read(theme: Any) -> None:
    variables = dict(theme.variables)
    styles = shade.styles(variables, many=themes.has_shades(theme.name))
    ground = Color.parse(variables["ground"])
    for mark, style in styles.items():
        ink, _, behind = style.partition(" on ")
        over = Color.parse(behind) if behind else ground
        ratio = legible.contrast(Color.parse(ink).rich_color.triplet, over.rich_color.triplet)  # type: ignore[arg-type]
        assert ratio >= legible.LEAST_CONTRAST, f"{mark}: {style} has {ratio:.2f} to 1"


def test_a_stronger_value_lies_nearer_to_its_colour() -> None:
    shares = [shade.share(level) for level in range(shade.LEVELS)]
    assert shares == sorted(set(shares))
    assert shares[-1] == 1.0


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_view_is_legible_in_every_look(theme: Any, demo: RecoverylogApp) -> None:
    found: dict[str, list[str]] = {}

    async def scene(pilot: Pilot[Any]) -> None:
        demo.theme = theme.name
        await go(pilot)
        for place, name in enumerate(views.NAMES):
            await pilot.press(str(place + 1))
            await settle(pilot)
            found[name] = legible.faults(demo)

    play(demo, scene, size=(140, 40))
    assert found == {name: [] for name in views.NAMES}


def test_where_colours_are_few_the_digits_have_no_ground(
    demo: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        demo.theme = f"lamplight{themes.FEW}"
        await go(pilot, "4")
        region = page(demo).sheet.region
        strips = app_strips(demo)[region.y + 1 : region.y + 12]
        grounds = {
            segment.style.bgcolor.triplet.hex
            for strip in strips
            for segment in strip
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.triplet
        }
        assert len(grounds) <= 2

    monkeypatch.delenv("COLORTERM", raising=False)
    play(demo, scene)


def app_strips(app: RecoverylogApp) -> list[Any]:
    return list(app.screen._compositor.render_strips())


def test_without_colour_every_view_still_says_the_same(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_in: list[list[str]] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        pages = []
        for place in range(len(views.NAMES)):
            await pilot.press(str(place + 1))
            await settle(pilot)
            pages.append("\n".join(rows(pilot.app)))
        said_in.append(pages)

    with shelf.fetch("demo") as opened:
        places = opened.places
        play(RecoverylogApp(Desk(places, opened)), scene)
    monkeypatch.setenv("NO_COLOR", "1")
    with opening.open_with(places, PASSPHRASE).journal as opened:
        play(RecoverylogApp(Desk(places, opened)), scene)
    # What a ground says there, a block says here.
    shade = r"; the shade trusts a small n less| *[▁-█] *| +"
    bare = [[re.sub(shade, " ", text).replace(" \n", "\n") for text in pages] for pages in said_in]
    assert bare[0][2] == bare[1][2]
    assert said_in[0][:2] == said_in[1][:2]
    assert said_in[0][3:] == said_in[1][3:]


def test_bars_stand_where_the_font_has_no_braille(shelf: Shelf) -> None:
    def drawn(marks: str) -> bool:
        return any(character in marks for character in said(app))

    braille = "".join(map(chr, range(0x2801, 0x2900)))

    async def dots(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        assert drawn(braille)

    async def bars(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        assert not drawn(braille)
        assert drawn("▁▂▃▄▅▆▇█")

    with shelf.fetch("demo") as opened:
        app = RecoverylogApp(Desk(opened.places, opened))
        play(app, dots)
    place = Path(paths.find().settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("braille = false\n", encoding="utf-8")
    with opening.open_with(paths.find(), PASSPHRASE).journal as opened:
        app = RecoverylogApp(Desk(opened.places, opened))
        assert not app.settings.braille
        play(app, bars)


# Sizes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (140, 40), (7, 3)])
def test_every_view_fits_any_window(demo: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for key in ("1", "2", "3", "4", "v", "v", "5", "6", "end", "home"):
            await pilot.press(key)
            await settle(pilot)
            assert max(map(len, rows(demo))) <= size[0]
        assert said(demo)

    play(demo, scene, size=size)


def test_a_window_that_changes_all_the_time_ends_with_what_fits(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "2")
        for width, height in ((40, 12), (140, 40), (20, 5), (100, 30), (7, 3), (140, 40), (80, 24)):
            await pilot.resize_terminal(width, height)
        await settle(pilot)
        sheet = page(demo).sheet
        room = page(demo)._room()
        assert room.columns == sheet.content_size.width == 72
        assert (
            max(
                len(row)
                for row in said(demo).splitlines()
                if any("\u2800" <= one <= "\u28ff" for one in row)
            )
            <= room.columns
        )
        assert legible.faults(demo) == []

    play(demo, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_the_first_drawing_has_the_room_that_there_is(
    demo: RecoverylogApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = []
    shown = views.shown

    def noted(journal: Journal, held: Insight, asked: Asked, room: Any) -> Any:
        rooms.append(room.columns)
        return shown(journal, held, asked, room)

    monkeypatch.setattr(views, "shown", noted)
    monkeypatch.setattr(Insights, "look_ahead", without_a_look_ahead)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert rooms == [page(demo).sheet.content_size.width]

    play(demo, scene, size=size)


def test_sentences_keep_the_measure_of_prose_and_drawings_are_not_wrapped(
    demo: RecoverylogApp,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for key in "123456":
            await go(pilot, key)
            made = page(demo).sheet.sheet
            assert isinstance(made, Sheet)
            lines = page(demo).sheet.render()
            drawn = {"".join(one.text for one in (*row.lead, *row.body)) for row in drawings(made)}
            for line in str(lines).splitlines():
                assert line in drawn or len(line.strip()) <= 72 + len("Logged       "), line

    play(demo, scene, size=(140, 40))


def drawings(sheet: Sheet) -> list[Any]:
    return [row for row in sheet.rows if row.drawn]


def test_text_goes_below_a_lead_that_leaves_it_no_room(app: RecoverylogApp) -> None:
    made = Sheet()
    made.add("rain at last and bread", lead=("  Glad of      ",))
    view = SheetView(markup=False)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.app.screen.mount(view)
        view.sheet = made
        for width, expected in (
            (60, ["  Glad of      rain at last and bread"]),
            (30, ["  Glad of", "    rain at last and bread"]),
            (14, ["  Glad of", "    rain at", "    last and", "    bread"]),
        ):
            view.styles.width = width
            await settle(pilot)
            assert [row.rstrip() for row in str(view.render()).splitlines()] == expected

    play(app, scene)


# Text of other hands ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_text_that_would_act_does_nothing(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    fill(journal)
    for back in range(1, 7):
        write(
            journal,
            back,
            kind="craving",
            craving=8.0,
            after=2.0,
            text=HOSTILE,
            tags=(WORD,),
            helped=(WORD,),
            focus=journal.focuses()[back % 2].id,
        )
    for label in (HOSTILE, "[@click=app.bell]go[/]"):
        journal.put_sign(label)

    app.animation_level = "none"

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for key in "123f4vv56":
            await pilot.press(key)
            await settle(pilot)
            for place in ("pagedown", "end", "home"):
                await pilot.press(place)
                assert faults(app) == []
            await click_the_words(pilot)
            assert not app._exit
        await pilot.press("3")
        await settle(pilot)
        assert "zz" in said(app)
        assert "[@click=app.bell]go[/]" in said(app)
        await pilot.press("s")
        await settle(pilot)
        assert isinstance(app.screen, SignsPage)
        assert faults(app) == []
        await click_the_words(pilot)
        assert faults(app) == []
        assert not app._exit

    play(app, scene, size=size)
