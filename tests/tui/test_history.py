"""Looking back: the calendar, the entries of a day, and the search."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import WorkerCancelled

from recoverylog.journal.filter import Filter
from recoverylog.journal.selection import Found, Selection, Stored
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.entry import EntryPage
from recoverylog.tui.screens.history import History
from recoverylog.tui.screens.today import Today
from recoverylog.tui.widgets.calendar import MonthCalendar, later, months_later
from recoverylog.tui.widgets.filter_line import Findable, examples, findable
from recoverylog.tui.widgets.found import FoundList, marked
from recoverylog.tui.widgets.line import Known
from tests.tui import conftest, seeing
from tests.tui.conftest import play

TODAY = date(2026, 11, 22)
KEYS = {" ": "space", "@": "at", "+": "plus", ":": "colon", "-": "minus", '"': "quotation_mark"}


def write(journal: Journal, days_ago: int = 0, hour: int = 12, **fields: Any) -> Stored:
    at = datetime.fromisoformat(f"{TODAY - timedelta(days=days_ago)}T{hour:02}:00:00+01:00")
    return journal.write(journal.new_entry(**{"kind": "note", "at": at} | fields))


async def settle(pilot: Pilot[Any]) -> None:
    """Wait as conftest does; a search that a later key overtook is no matter."""
    for _ in range(20):
        try:
            await conftest.settle(pilot)
        except WorkerCancelled:
            continue
        return


def top(app: RecoverylogApp) -> Screen[Any]:
    """Return the page that is shown now."""
    return app.screen


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_in(pilot: Pilot[Any], text: str) -> None:
    await pilot.press(*(KEYS.get(character, character) for character in text))
    await settle(pilot)


async def history(pilot: Pilot[Any]) -> History:
    await press(pilot, "h")
    page = pilot.app.screen
    assert isinstance(page, History)
    return page


def shown(page: History) -> list[str]:
    """Return the texts of the entries in the list, in its order."""
    return [stored.entry.text for stored in page.past.entries.shown]


def highlighted(page: History) -> str | None:
    chosen = page.past.entries.chosen
    return chosen.entry.text if chosen else None


def looks(strip: Strip) -> list[tuple[object, ...]]:
    """Return how the cells of a strip look, whatever stands in them."""
    styles = [segment.style for segment in strip if segment.style is not None]
    return [(style.color, style.bgcolor, style.bold, style.underline) for style in styles]


def hits(page: History) -> list[str]:
    """Return what is marked in the list."""
    found = []
    for option in page.past.entries.options:
        assert isinstance(option.prompt, Content)
        plain = option.prompt.plain
        found += [plain[s.start : s.end] for s in option.prompt.spans if s.style == "bold $lamp"]
    return found


# The days ---------------------------------------------------------------------------------


def test_it_opens_on_today_with_its_entries(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="yesterday's", days_ago=1)
    write(journal, text="second", hour=14)
    write(journal, text="first", hour=9)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        assert page.past.calendar.day == TODAY
        assert page.past.calendar.written == {TODAY, TODAY - timedelta(days=1)}
        assert shown(page) == ["first", "second"]
        assert "Today, Sunday 22 November 2026" in seeing.text(app)
        assert isinstance(page.focused, MonthCalendar)

    play(app, scene)


def test_keys_walk_through_the_calendar(app: RecoverylogApp) -> None:
    walks = (
        (["left"], date(2026, 11, 21)),
        (["h", "k"], date(2026, 11, 14)),
        (["up", "l"], date(2026, 11, 16)),
        (["k", "j", "right"], date(2026, 11, 23)),
        (["left_square_bracket"], date(2026, 10, 22)),
        (["right_square_bracket"], date(2026, 12, 22)),
        (["pageup", "pageup", "pagedown"], date(2026, 10, 22)),
        (["home"], date(2026, 11, 1)),
        (["end"], date(2026, 11, 30)),
        (["end", "left_square_bracket", "end", "pageup"], date(2026, 9, 30)),
    )

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        for keys, day in walks:
            page.past.calendar.day = TODAY
            await pilot.press(*keys)
            assert page.past.calendar.day == day
        await settle(pilot)

    play(app, scene)


def test_another_day_shows_its_entries(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="long ago", days_ago=31)
    write(journal, text="lately", days_ago=1)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "left")
        assert shown(page) == ["lately"]
        assert "Saturday 21 November 2026" in seeing.text(app)
        await press(pilot, "left")
        assert shown(page) == []
        assert "Nothing was written on this day." in seeing.text(app)
        await press(pilot, "left_square_bracket", "right")
        assert page.past.calendar.day == date(2026, 10, 21)
        await press(pilot, "right")
        assert shown(page) == ["long ago"]

    play(app, scene)


def test_a_click_chooses_a_day_turns_a_month_and_opens_an_entry(
    app: RecoverylogApp, journal: Journal
) -> None:
    write(journal, text="on the third", days_ago=19)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        calendar = page.past.calendar
        # 3 November 2026 is a Tuesday of the second week: column 1, two rows down.
        await pilot.click(MonthCalendar, offset=(4 + 2, 2 + 2))
        await settle(pilot)
        assert calendar.day == date(2026, 11, 3)
        assert shown(page) == ["on the third"]
        await pilot.click(FoundList, offset=(9, 1))
        await settle(pilot)
        assert isinstance(top(app), EntryPage)
        await press(pilot, "escape")
        await pilot.click(MonthCalendar, offset=(24, 0))
        await settle(pilot)
        assert calendar.day == date(2026, 10, 3)
        await pilot.click(MonthCalendar, offset=(27, 0))
        await settle(pilot)
        assert calendar.day == date(2026, 11, 3)
        # Blank cells before the first of the month are no day.
        await pilot.click(MonthCalendar, offset=(2, 2))
        assert calendar.day == date(2026, 11, 3)

    play(app, scene)


def test_marks_are_shapes_and_a_use_has_none_of_its_own(
    app: RecoverylogApp, journal: Journal
) -> None:
    write(journal, days_ago=2, text="a note")
    write(journal, days_ago=3, kind="use", focus=journal.focuses()[0].id)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        calendar = page.past.calendar
        week = calendar.render_line(2 + 2 * 3)
        marks = calendar.render_line(2 + 2 * 3 + 1)
        assert week.text.split() == ["16", "17", "18", "19", "20", "21", "22"]
        assert [place // 4 for place, sign in enumerate(marks.text) if sign == "•"] == [3, 4]
        for row in (week, marks):
            use, note = (row.crop(4 * column, 4 * column + 4) for column in (3, 4))
            assert looks(use) == looks(note)

    play(app, scene)


def test_before_anything_is_written_it_says_what_will_be_here(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        said = seeing.text(app)
        assert "Nothing is written yet. What you write" in said
        assert "g something good" in said
        assert not page.past.entries.display
        await press(pilot, "right", "enter")
        assert "Nothing is written yet." in seeing.text(app)
        await press(pilot, "n")
        assert type(app.screen).__name__ == "NoteForm"

    play(app, scene)


def test_a_day_to_come_says_so(app: RecoverylogApp, journal: Journal) -> None:
    write(journal)

    async def scene(pilot: Pilot[Any]) -> None:
        await history(pilot)
        await press(pilot, "right")
        assert "This day is still to come." in seeing.text(app)

    play(app, scene)


@pytest.mark.parametrize(
    ("day", "step", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date.min, -1, date.min),
        (date.max, 1, date.max),
    ],
)
def test_months_are_turned_without_leaving_the_calendar(
    day: date, step: int, expected: date
) -> None:
    assert months_later(day, step) == expected


def test_days_stop_at_the_ends_of_the_calendar() -> None:
    assert later(date.max, 7) == date.max
    assert later(date.min, -7) == date.min
    assert later(TODAY, -22) == date(2026, 10, 31)


# Going about ------------------------------------------------------------------------------


def test_tab_goes_round_and_esc_goes_back_to_today(app: RecoverylogApp, journal: Journal) -> None:
    write(journal)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        around = []
        for _ in range(3):
            await press(pilot, "tab")
            around.append(type(page.focused).__name__)
        assert around == ["FoundList", "FilterInput", "MonthCalendar"]
        await press(pilot, "enter")
        assert type(page.focused).__name__ == "FoundList"
        await press(pilot, "escape")
        assert isinstance(top(app), Today)
        await press(pilot, "h")
        assert top(app) is page

    play(app, scene)


def test_what_is_written_from_here_is_shown_and_lit(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="earlier", hour=8)
    write(journal, text="other day", days_ago=3)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "left", "left", "left")
        assert shown(page) == ["other day"]
        await press(pilot, "g")
        await type_in(pilot, "rain")
        await press(pilot, "enter")
        assert top(app) is page
        assert page.past.calendar.day == TODAY
        assert shown(page) == ["earlier", "rain"]
        assert highlighted(page) == "rain"
        assert journal.select(Selection(limit=1))[0].entry.kind == "gratitude"
        await press(pilot, "u")
        assert shown(page) == ["earlier"]
        assert journal.count() == 2

    play(app, scene)


# Delete and undo --------------------------------------------------------------------------


def test_delete_puts_the_chosen_entry_into_the_bin_and_u_brings_it_back(
    app: RecoverylogApp, journal: Journal
) -> None:
    written = [write(journal, text=text, hour=9 + n) for n, text in enumerate(("a", "b", "c"))]

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "d")
        assert journal.count() == 3, "nothing is deleted that is not visibly chosen"
        await press(pilot, "tab", "j", "d")
        assert shown(page) == ["a", "c"]
        assert highlighted(page) == "c"
        assert journal.numbered(written[1].number).deleted
        assert "In the bin for seven days" in seeing.text(app)
        await press(pilot, "u")
        assert shown(page) == ["a", "b", "c"]
        assert highlighted(page) == "b"
        assert not journal.numbered(written[1].number).deleted

    play(app, scene)


def test_from_the_bin_an_old_entry_is_brought_back(app: RecoverylogApp, journal: Journal) -> None:
    old = write(journal, text="from the bin", days_ago=4)
    journal.delete(old)
    newer = write(journal, text="newer")
    journal.change(newer, text="newer still")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "in:bin")
        assert shown(page) == ["from the bin"]
        assert "in the bin" in seeing.text(app)
        await press(pilot, "tab", "tab")
        page.past.entries.focus()
        await press(pilot, "d")
        assert "already" in seeing.text(app)
        await press(pilot, "u")
        assert shown(page) == []
        assert not journal.numbered(old.number).deleted
        assert journal.numbered(newer.number).entry.text == "newer still"

    play(app, scene)


# The search -------------------------------------------------------------------------------


def test_results_come_as_one_types_the_newest_first_and_marked(
    app: RecoverylogApp, journal: Journal
) -> None:
    write(journal, text="Walked home", days_ago=3)
    write(journal, text="sidewalk", days_ago=2)
    write(journal, text="a long day", days_ago=1, helped=("walk",))
    write(journal, text="wälkte weit", hour=9)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "WALK")
        assert shown(page) == ["wälkte weit", "a long day", "Walked home"]
        assert hits(page) == ["wälk", "walk", "Walk"]
        assert highlighted(page) == "wälkte weit"
        said = seeing.text(app)
        assert "3 entries" in said
        assert "Thursday 19 November 2026" in said
        await type_in(pilot, " h")
        assert shown(page) == ["Walked home"]
        assert hits(page) == ["Walk", "h"]
        assert "1 entry" in seeing.text(app)
        await type_in(pilot, "zz")
        assert shown(page) == []
        assert "nothing that fits" in seeing.text(app)

    play(app, scene)


def test_the_arrows_choose_and_enter_opens_while_one_types(
    app: RecoverylogApp, journal: Journal
) -> None:
    for days_ago in (1, 5, 40):
        write(journal, text=f"rain {days_ago}", days_ago=days_ago)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "rain")
        await press(pilot, "down", "down")
        assert highlighted(page) == "rain 40"
        assert page.past.calendar.day == TODAY - timedelta(days=40)
        await press(pilot, "up", "enter")
        assert isinstance(top(app), EntryPage)
        assert "rain 5" in seeing.text(app)
        await press(pilot, "escape")
        assert top(app) is page
        assert page.line.value == "rain"
        assert highlighted(page) == "rain 5"

    play(app, scene)


def test_in_the_calendar_the_arrows_step_from_hit_to_hit(
    app: RecoverylogApp, journal: Journal
) -> None:
    for days_ago in (1, 5, 40):
        write(journal, text=f"rain {days_ago}", days_ago=days_ago)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "rain")
        page.past.calendar.focus()
        for key, text in (
            ("left", "rain 5"),
            ("left", "rain 40"),
            ("left", "rain 40"),
            ("right", "rain 5"),
            ("right", "rain 1"),
            ("right", "rain 1"),
            ("left_square_bracket", "rain 40"),
        ):
            await press(pilot, key)
            assert highlighted(page) == text
            chosen = page.past.entries.chosen
            assert chosen is not None
            assert page.past.calendar.day == chosen.entry.day

    play(app, scene)


def test_esc_leaves_the_search_then_the_page(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="today's", hour=9)
    write(journal, text="older", days_ago=9)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "older")
        assert shown(page) == ["older"]
        await press(pilot, "escape")
        assert page.line.value == ""
        assert page.past.found is None
        # The day that was found stays chosen.
        assert shown(page) == ["older"]
        assert "Friday 13 November 2026" in seeing.text(app)
        await press(pilot, "escape")
        assert isinstance(top(app), Today)

    play(app, scene)


def test_every_filter_narrows(app: RecoverylogApp, journal: Journal) -> None:
    focus = journal.focuses()[0].id
    signed: dict[str, Any] = {"tags": ("lonely",), "helped": ("walk",)}
    write(journal, 10, kind="craving", craving=7.0, text="after work", focus=focus, **signed)
    write(journal, 1, kind="connection", text="long call", people=("Sam",))
    write(journal, text="today")
    filters = {
        "is:craving": ["after work"],
        "@lonely": ["after work"],
        "+walk": ["after work"],
        "with:Sam": ["long call"],
        "on:alcohol": ["after work"],
        "from:2d": ["today", "long call"],
        "day:2026-11-12": ["after work"],
        "is:note is:connection call": ["long call"],
    }

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        for typed, expected in filters.items():
            page.line.value = typed
            await settle(pilot)
            assert shown(page) == expected, typed

    play(app, scene)


def test_what_a_filter_does_not_understand_is_said(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="walked")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "on:nowhere")
        assert "there is no focus called “nowhere”" in seeing.text(app)
        assert shown(page) == []

    play(app, scene)


def test_tab_completes_and_examples_can_be_clicked(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="tired again", tags=("lonely",), helped=("music",), people=("Sam J.",))
    write(journal, text="something else", days_ago=2)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        row = seeing.rows(app)[page.told.region.y]
        assert row.split()[:3] == ["like", "@lonely", "+music"]
        assert 'with:"Sam J."' in row
        await type_in(pilot, "@lo")
        await press(pilot, "tab")
        assert page.line.value == "@lonely"
        assert shown(page) == ["tired again"]
        await press(pilot, "ctrl+u")
        await pilot.click("#told", offset=(row.index("+music"), 0))
        await settle(pilot)
        assert page.line.value == "+music"
        assert shown(page) == ["tired again"]

    play(app, scene)


def test_a_late_answer_is_dropped(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, text="walk")
    write(journal, text="wait", days_ago=1)
    asked: list[str] = []
    may_go_on = threading.Event()
    look_up = Journal.look_up

    def slow(self: Journal, wanted: Filter, limit: int = 200) -> Found:
        asked.append(wanted.words)
        if wanted.words == "wa":
            may_go_on.wait(20)
        return look_up(self, wanted, limit)

    monkeypatch.setattr(Journal, "look_up", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await pilot.press("w", "a")
        while "wa" not in asked:
            await pilot.pause()
        # The desk is busy with "wa": every further key is answered all the same.
        await pilot.press("i")
        await pilot.press("t")
        assert page.line.value == "wait"
        may_go_on.set()
        await settle(pilot)
        assert shown(page) == ["wait"]
        assert "wai" not in asked, "what nobody waits for any more is not even looked up"

    play(app, scene)
    assert asked[-1] == "wait"


def test_more_is_laid_out_as_one_goes_down(app: RecoverylogApp, journal: Journal) -> None:
    journal.write_all(
        [
            journal.new_entry(
                kind="note",
                text=f"rain {n}",
                at=datetime.fromisoformat("2026-11-22T12:00:00+01:00") - timedelta(hours=n),
            )
            for n in range(260)
        ]
    )

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "rain")
        assert "the newest 200 of more" in seeing.text(app)
        assert len(shown(page)) < 40
        found = page.past.found
        assert found is not None
        assert len(found.entries) == 200
        page.past.entries.focus()
        await press(pilot, *["pagedown"] * 4)
        assert len(shown(page)) > 30
        await press(pilot, *["end"] * 30)
        assert shown(page) == [stored.entry.text for stored in found.entries]
        assert highlighted(page) == found.entries[-1].entry.text
        await press(pilot, "home")
        assert highlighted(page) == found.entries[0].entry.text == "rain 60"

    play(app, scene)


# Marks and completion, by themselves ------------------------------------------------------


def test_a_hit_far_behind_is_brought_into_sight() -> None:
    row = Content("12:00  note\n       one two three four five six seven eight nine ten eleven")
    cut = marked(row, ("nine",), 30)
    assert cut.plain.splitlines()[1] == "       … eight nine ten eleven"
    assert marked(row, ("nine",), 0).plain == row.plain
    assert marked(row, ("two",), 30).plain == row.plain
    assert marked(row, (), 30) is row
    unbroken = Content("12:00  note\n       " + "x" * 50 + " nine")
    assert marked(unbroken, ("nine",), 30).plain.splitlines()[1] == "       … nine"


@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("@lo", "nely"),
        ("walk @lo", "nely"),
        ("is:cr", "aving"),
        ("is:", "check-in"),
        ("in:b", "in"),
        ("with:Ad", "a"),
        ('with:"Sam', ' J."'),
        ('with:"Sam J." on:al', "cohol"),
        ('on:"on', 'line gambling"'),
        ("crav", None),
        ("", None),
        ("@nobody", None),
    ],
)
def test_a_filter_is_completed(typed: str, ending: str | None) -> None:
    known = Findable(
        tags=("lonely",), people=("Ada", "Sam J."), focuses=("alcohol", "online gambling")
    )
    assert known.ending(typed) == ending


def test_words_that_a_screen_cannot_show_are_not_offered() -> None:
    known = findable(Known(tags=("a\x1b]0;x\x07", "kind"), people=("\u202eeve",)))
    assert known.tags == ("kind",)
    assert known.people == ()
    assert examples(known)[0] == "@kind"


# Foreign text, odd sizes ------------------------------------------------------------------

HOSTILE = "[@click=app.bell]x[/] \x1b]0;owned\x07 \u202eevil [bold]loud[/bold]"


def test_hostile_text_is_inert(app: RecoverylogApp, journal: Journal) -> None:
    write(
        journal,
        text=HOSTILE,
        tags=("\x1b[2J",),
        helped=("[red]",),
        people=("\u202eEve\x07",),
    )

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        await press(pilot, "slash")
        for typed in ("", "owned", "@", 'with:"', "\u202e"):
            page.line.value = typed
            await settle(pilot)
            said = "\n".join(seeing.rows(app))
            assert "\x1b" not in said
            assert "\x07" not in said
            assert "\u202e" not in said
        page.line.value = "owned"
        await settle(pilot)
        assert "owned" in hits(page)
        assert "[@click=app.bell]x[/]" in seeing.text(app)
        for option in page.past.entries.options:
            assert isinstance(option.prompt, Content)
            styles = [str(span.style) for span in option.prompt.spans]
            assert not any("click" in style or style == "bold" for style in styles)

    play(app, scene)


def test_any_size_can_be_drawn(app: RecoverylogApp, journal: Journal) -> None:
    for days_ago in range(3):
        write(journal, days_ago, text="rain all day long and no end of it")

    async def scene(pilot: Pilot[Any]) -> None:
        page = await history(pilot)
        for typed in ("", "rain"):
            for width, height in ((20, 5), (10, 3), (40, 10), (71, 24), (80, 10), (200, 60)):
                await pilot.resize_terminal(width, height)
                page.line.value = typed
                await settle(pilot)
                assert highlighted(page) == "rain all day long and no end of it"
                assert len(seeing.rows(app)) == height

    play(app, scene, size=(20, 5))
