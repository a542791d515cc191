"""Privacy, the size and the look change nothing that was typed, chosen or scrolled on any page.

Every page that is kept in a picture is gone to over the demo's journal, something is begun on it
that is kept nowhere, and everything that stands in its widgets is written down before and after.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.reactive import Reactive
from textual.screen import Screen, SystemModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from recoverylog import paths
from recoverylog.errors import RecoverylogError
from recoverylog.journal import veil
from recoverylog.journal.selection import Selection
from recoverylog.session.journal import Journal
from recoverylog.sharing import text
from recoverylog.sharing.document import Asked, Document, Fact, Facts, Items, Words
from recoverylog.sharing.letter import Section, Ticked
from recoverylog.tui import in_turn
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.composed import veiled
from recoverylog.tui.desk import Desk
from recoverylog.tui.page import Head, Notice
from recoverylog.tui.page import Page as AnyPage
from recoverylog.tui.screens.blank import BlankPage
from recoverylog.tui.screens.craving import CravingForm
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.evening import EveningForm
from recoverylog.tui.screens.history import History
from recoverylog.tui.screens.insights import Insights
from recoverylog.tui.screens.today import Today
from recoverylog.tui.widgets.choices import Choices
from recoverylog.tui.widgets.letter import Letter
from recoverylog.tui.widgets.scale import Scale
from tests.tui import seeing
from tests.tui.conftest import play, settle
from tests.tui.shelf import Shelf
from tests.tui.test_snapshots import (
    DEMO,
    MADE,
    NOTHING,
    PAGES,
    Page,
    _still,  # noqa: F401 - a fixture
    form,
    keys,
    place,
)

TYPED = "qzvk"
"""Is typed into whatever takes letters; stands in no word of ours and of the demo's."""
CATALOGUE = Path(veil.__file__).parents[1] / "locale" / "recoverylog.pot"
UNTOLD = frozenset({"seconds", "shown", "told", "sheet", "known", "waiting", "values", "said"})
"""What goes on by itself, and what was read of the journal and is not of the person's making."""

MORE = (
    Page("plans-writing", keys("p", "type:the bus ride", "tab"), DEMO),
    Page("settings-typing", place("settings", *["j"] * 4, "enter"), DEMO),
    Page("kit-asking", keys(*MADE, "enter", "type:alb", "enter"), NOTHING, locked=True),
    Page("reaching-code", form("craving", "7", "down", "enter", "q"), DEMO),
    Page("settle-choosing", form("settle", "j", "right"), ("waiting",)),
    Page("answer-opened", place("answers", "enter", "b"), DEMO),
)
"""Pages in the midst of something, beside those that are kept in pictures."""

# There every key takes the cover away.
SEEN = [page for page in (*PAGES, *MORE) if page.name != "blank"]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(autouse=True)
def _somewhere_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


# What stands there ------------------------------------------------------------------------


def record(app: RecoverylogApp) -> dict[str, Any]:
    """Return everything that a page holds, and what can be read of it."""
    found: dict[str, Any] = {}
    for depth, screen in enumerate(app.screen_stack):
        focused = screen.focused
        found[f"{depth} focus"] = next((who for who, one in _named(screen) if one is focused), None)
        for who, widget in _named(screen):
            for name, value in _held(widget):
                found[f"{depth} {who} {name}"] = value
    found["read"] = _read(app)
    return found


def _named(screen: Screen[Any]) -> Iterator[tuple[str, Widget]]:
    """Give each widget with a name that the same one has when the page is laid out anew."""
    times: dict[str, int] = {}
    yield type(screen).__name__, screen
    for widget in screen.walk_children(Widget):
        name = f"{type(widget).__name__}#{widget.id or ''}"
        times[name] = times.get(name, 0) + 1
        yield f"{name}:{times[name]}", widget


def _held(widget: Widget) -> Iterator[tuple[str, Any]]:
    if isinstance(widget, Head | Notice):
        return
    if widget.id is not None:
        yield "display", widget.display
    if isinstance(widget, Input):
        yield "value", (widget.value, widget.cursor_position)
    if isinstance(widget, TextArea):
        yield "text", (widget.text, widget.cursor_location)
    if isinstance(widget, OptionList):
        yield "highlighted", (widget.highlighted, widget.option_count)
    if widget.max_scroll_y:
        yield "scrolled", widget.scroll_offset.y
    yield from _variables(widget)


def _variables(widget: Widget) -> Iterator[tuple[str, str]]:
    """Give what our own widgets and pages keep in variables, such as ticks and ratings."""
    for kind in type(widget).__mro__:
        if kind.__module__.startswith("recoverylog"):
            for name, one in vars(kind).items():
                if isinstance(one, Reactive) and name not in UNTOLD:
                    yield name, repr(getattr(widget, name))


def _read(app: RecoverylogApp) -> list[str]:
    """Return the rows that are drawn, without the head and the notice."""
    rows = seeing.rows(app)
    for kind in (Head, Notice):
        for widget in app.screen.query(kind):
            for row in range(widget.region.y, widget.region.bottom):
                if row < len(rows):
                    rows[row] = ""
    return rows


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what is otherwise, a line each."""
    return [
        f"{name}: {before.get(name, 'nothing')} → {after.get(name, 'nothing')}"
        for name in sorted({*before, *after})
        if name != "read" and before.get(name, "") != after.get(name, "")
    ] + [
        f"row {place}: {one!r} → {other!r}"
        for place, (one, other) in enumerate(zip(before["read"], after["read"], strict=True))
        if one != other
    ]


# What is done -----------------------------------------------------------------------------


async def begin(pilot: Pilot[Any]) -> None:
    """Begin something that is kept nowhere yet, in what has the focus; and scroll."""
    focused = pilot.app.screen.focused
    if isinstance(pilot.app.screen, SystemModalScreen):
        return
    if isinstance(focused, Input | TextArea):
        await pilot.press(*TYPED)
    elif isinstance(focused, OptionList):
        await pilot.press("j", "j")
    elif isinstance(focused, Choices):
        await pilot.press("right", "space")
    elif isinstance(focused, Scale):
        await pilot.press("4")
    await settle(pilot)
    for widget in pilot.app.screen.walk_children(Widget):
        if widget.max_scroll_y and not isinstance(widget, Input | TextArea):
            widget.scroll_to(y=min(2, widget.max_scroll_y), animate=False)
    await settle(pilot)


def words(told: str) -> set[str]:
    """Return the words of a text that are long enough to be told from others."""
    return {word for word in re.findall(r"[^\W\d_]+", told.casefold()) if len(word) > 4}


def theirs(journal: Journal) -> set[str]:
    """Return the words of the person that are nowhere in what is ours."""
    said = " ".join(
        " ".join((one.entry.text, *one.entry.tags, *one.entry.people, *one.entry.helped))
        for one in journal.select(Selection())
    )
    return (words(said) | {TYPED}) - words(CATALOGUE.read_text("utf-8"))


async def under_privacy(pilot: Pilot[Any], hidden: set[str]) -> list[str]:
    """Press f6 twice; return which words were read meanwhile, and what is otherwise then."""
    app: Any = pilot.app
    before = record(app)
    await pilot.press("f6")
    await settle(pilot)
    shown = words("\n".join(_read(app))) & hidden
    faults = [f"under f6: {word} is read" for word in sorted(shown)]
    await pilot.press("f6")
    await settle(pilot)
    return faults + difference(before, record(app))


async def in_another_size_and_look(pilot: Pilot[Any]) -> list[str]:
    """Show the page narrow and in the other look, and back; return what is otherwise then."""
    app: Any = pilot.app
    before = typed(app)
    for size in ((60, 20), (80, 24)):
        await pilot.resize_terminal(*size)
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)
    after = typed(app)
    return [
        f"{name}: {one} → {after.get(name)}"
        for name, one in before.items()
        if after.get(name) != one
    ]


def typed(app: RecoverylogApp) -> dict[str, Any]:
    """Return what a page holds, but for what the room decides."""
    return {
        name: value
        for name, value in record(app).items()
        if name != "read" and name.split()[-1] not in {"scrolled", "display", "bars", "in_row"}
    }


Act = Callable[[Pilot[Any], set[str]], Awaitable[list[str]]]


def faults(page: Page, shelf: Shelf, act: Act) -> list[str]:
    """Go to a page as a person would, begin something there, and return what ``act`` finds."""
    state = page.states[-1] if page.states[-1] in {"waiting", *NOTHING} else "demo"
    journal = None if state in NOTHING else shelf.fetch(state)
    hidden = theirs(journal) if journal is not None else {TYPED}
    if page.locked and journal is not None:
        journal.close()
        journal = None
    app = RecoverylogApp(Desk(paths.find(), journal))
    app.animation_level = "none"

    async def main() -> list[str]:
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await page.scene(pilot)
            await begin(pilot)
            return await act(pilot, hidden)

    try:
        return asyncio.run(main())
    finally:
        app.desk.close()


# While the desk does not answer ---------------------------------------------------------------


@contextlib.contextmanager
def busy(app: RecoverylogApp) -> Iterator[None]:
    """Keep the desk from answering anything."""
    gate = threading.Event()
    app.desk._hands.submit(gate.wait, 30)
    try:
        yield
    finally:
        gate.set()


@contextlib.contextmanager
def refusing(app: RecoverylogApp) -> Iterator[None]:
    """Have the desk refuse everything that a page asks."""

    async def ask(act: object) -> None:
        del act
        raise RecoverylogError("It cannot be read.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.desk, "ask", ask)
        yield


def place_of(app: RecoverylogApp) -> dict[str, Any]:
    """Return what has the focus, what is chosen, and where each part is scrolled to."""
    kept = {"focus", "highlighted", "scrolled"}
    return {name: value for name, value in record(app).items() if name.split()[-1] in kept} | {
        "read": []
    }


async def under_privacy_at_once(pilot: Pilot[Any], hidden: set[str]) -> list[str]:
    """Press f6 while the desk is busy, and while it refuses; return what is read or moved then."""
    app: Any = pilot.app
    before, there, found = record(app), place_of(app), []
    for silent in (busy, refusing):
        with silent(app):
            await pilot.press("f6")
            await pilot.pause()
            shown = words("\n".join(_read(app))) & hidden
            found += [f"{silent.__name__}: {word} is read" for word in sorted(shown)]
            found += [f"{silent.__name__}: {one}" for one in difference(there, place_of(app))]
        await settle(pilot)
        await pilot.press("f6")
        await settle(pilot)
        if silent is busy:
            found += difference(before, record(app))
    return found


@pytest.mark.parametrize("page", SEEN, ids=lambda page: page.name)
def test_f6_hides_words_before_the_desk_answers(page: Page, shelf: Shelf) -> None:
    assert faults(page, shelf, under_privacy_at_once) == []


@pytest.mark.parametrize(
    ("key", "shown"), [("f2", BlankPage), ("f3", CrisisPage), ("escape", Today)]
)
@pytest.mark.parametrize("opens", ["c", "e", "a", "g"])
def test_no_key_behind_f6_waits_for_the_desk(
    app: RecoverylogApp,
    monkeypatch: pytest.MonkeyPatch,
    opens: str,
    key: str,
    shown: type[AnyPage[Any]],
) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    # No second passes in which a key that waits would go on after all.
    monkeypatch.setattr(in_turn, "_PATIENCE", 60.0)
    monkeypatch.setattr(app, "taken_in", never)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(opens)
        await settle(pilot)
        with busy(app):
            await pilot.press("f6", key)
            await pilot.pause()
            assert type(app.screen) is shown

    play(app, scene)


def test_what_is_seen_is_drawn_before_what_lies_below(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[type[AnyPage[Any]]] = []
    repaint = AnyPage.repaint

    def noted(self: AnyPage[Any]) -> None:
        drawn.append(type(self))
        repaint(self)

    monkeypatch.setattr(AnyPage, "repaint", noted)

    async def scene(pilot: Pilot[Any]) -> None:
        for key in ("h", "t", "e", "f5"):
            await pilot.press(key)
            await settle(pilot)
        drawn.clear()
        await pilot.press("f6")
        await settle(pilot)
        assert drawn == [CravingForm, EveningForm, Today, History]

    play(app, scene)


def test_remarks_on_a_search_are_hidden_with_it(app: RecoverylogApp, journal: Journal) -> None:
    journal.write_all([journal.new_entry(kind="note", text=f"is:{TYPED} {n}") for n in range(40)])

    async def scene(pilot: Pilot[Any]) -> None:
        for key in ("h", "slash", *f"is:{TYPED}", *["down"] * 25):
            await pilot.press(key)
        await settle(pilot)
        page = app.screen
        assert isinstance(page, History)
        before, there = record(app), place_of(app)
        assert TYPED in seeing.words(page.told)
        with busy(app):
            await pilot.press("f6")
            await pilot.pause()
            assert TYPED not in seeing.text(app)
            assert difference(there, place_of(app)) == []
        await settle(pilot)
        assert f'"{veil.over(f"is:{TYPED}")}" is searched for as words' in seeing.words(page.told)
        assert difference(there, place_of(app)) == []
        await pilot.press("f6")
        await settle(pilot)
        assert difference(before, record(app)) == []

    play(app, scene)


def test_a_view_keeps_its_shape_until_it_is_drawn_for_the_veil(
    app: RecoverylogApp, journal: Journal
) -> None:
    (focus,) = journal.focuses()
    journal.put_focus(msgspec.structs.replace(focus, id="2" * 32, label="sugar"))
    said = {"tags": (TYPED,), "focus": focus.id}
    journal.write(journal.new_entry(kind="craving", craving=6.0, **said))

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("i", "3", "f")
        await settle(pilot)
        page = app.screen
        assert isinstance(page, Insights)
        rows = str(page.sheet.render()).splitlines()
        assert any(TYPED in row for row in rows)
        assert "alcohol" in seeing.words(page.told)
        with refusing(app):
            await pilot.press("f6")
            await settle(pilot)
            shape = str(page.sheet.render()).splitlines()
            assert not any(char.isalnum() for row in shape for char in row)
            assert [len(row) for row in shape] == [len(row) for row in rows]
            assert "alcohol" not in seeing.words(page.told)
            assert page._drawn == {}
        await pilot.press("f6")
        await settle(pilot)
        assert str(page.sheet.render()).splitlines() == rows

    play(app, scene)


FIELDS = frozenset(
    {
        *("today-writing", "search", "check-in", "morning", "craving", "note", "edit", "focus"),
        *("signs", "share-sentences", "share-file", "receive", "supporter", "plans-writing"),
        *("settings-typing", "kit-asking", "craving-locked", "sealed-line", "welcome-passphrase"),
    }
)
"""Pages on which much is typed; they are shown in another size and look too."""


@pytest.mark.parametrize("page", SEEN, ids=lambda page: page.name)
def test_f6_twice_leaves_a_page_as_it_was(page: Page, shelf: Shelf) -> None:
    async def act(pilot: Pilot[Any], hidden: set[str]) -> list[str]:
        found = await under_privacy(pilot, hidden)
        if page.name in FIELDS:
            found += await in_another_size_and_look(pilot)
        return found

    assert faults(page, shelf, act) == []


BAD = ("history", "share-file", "share-sentences", "crisis")


@pytest.mark.parametrize(
    "page", [page for page in SEEN if page.name in BAD], ids=lambda page: page.name
)
def test_a_page_that_is_laid_out_anew_is_found(
    page: Page, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def laid_out(self: AnyPage[Any]) -> None:
        await self.recompose()

    for kind in (AnyPage, History):
        monkeypatch.setattr(kind, "draw_anew", laid_out)
    try:
        found = faults(page, shelf, under_privacy)
    except NoMatches:
        return  # what is laid out anew was looked for in the midst of it, which is a fault as well
    assert found


# What leaves, and what is said --------------------------------------------------------------


def test_what_leaves_keeps_our_own_words_where_it_is_read(shelf: Shelf) -> None:
    async def act(pilot: Pilot[Any], hidden: set[str]) -> list[str]:
        del hidden
        app: Any = pilot.app
        letter = app.screen.query_one(Letter)
        whole = letter.text
        await pilot.press("f6")
        await settle(pilot)
        read = seeing.text(app)
        assert "What I want to talk about" in read
        assert "Mood, on average: 7.0 of 10" in read
        assert "wedding" in whole
        assert "wedding" not in read
        # What would be copied or handed over is what it was.
        assert letter.text == whole == app.screen.shown.preview
        assert veil.DOT not in whole
        return []

    share = next(page for page in PAGES if page.name == "share")
    assert faults(share, shelf, act) == []


def test_the_shape_of_a_page_holds_nothing_of_the_person() -> None:
    document = Document(
        "For qzvkana",
        "16 to 22 November 2026, 7 days",
        Asked(("qzvk one",), "qzvk need"),
        (
            Facts((Fact("free days, qzvkfocus", "7 qzvkunits", "qzvk"),)),
            Items("What helped", ("qzvkwalk, once",)),
            Words("A moment I am proud of", ("qzvk two",)),
        ),
        ("qzvkfocus: each day counts.",),
    )
    ticked = Ticked(frozenset({Section.FOCUS, Section.USE_DAYS}))
    with_focus = text.render(veiled(document, ticked))
    assert TYPED not in with_focus
    assert len(with_focus) == len(text.render(document))
    for label in ("What helped", "A moment I am proud of", "16 to 22 November 2026"):
        assert label in with_focus
    # Where no figure is named after a focus, figures are ours.
    plain = msgspec.structs.replace(document, blocks=(Facts((Fact("mood", "7 of 10"),)),))
    assert "7 of 10" in text.render(veiled(plain, Ticked(frozenset({Section.MOOD}))))


def test_a_sentence_of_ours_in_the_notice_stays(shelf: Shelf) -> None:
    async def act(pilot: Pilot[Any], hidden: set[str]) -> list[str]:
        del hidden
        app: Any = pilot.app
        notice = app.screen.notice
        assert "Copied text is not encrypted" in seeing.words(notice)
        await pilot.press("f6")
        assert "Copied text is not encrypted" in seeing.words(notice)
        notice.say("Kept: qzvk.")
        await pilot.press("f6")
        notice.say("Kept: qzvk.")
        await pilot.press("f6")
        assert TYPED not in seeing.words(notice)
        await pilot.press("f6")
        assert seeing.words(notice) == "Kept: qzvk."
        return []

    copying = next(page for page in PAGES if page.name == "share-copying")
    assert faults(copying, shelf, act) == []
