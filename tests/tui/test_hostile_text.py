"""Text that would act, in every place that text can be: on no screen does it do anything.

An entry may come from another hand: a forged quick entry, an import, a reply. Its text, its tags,
the names in it, the label of a focus and a draft hold everything that a terminal or Textual would
obey. Every screen then shows it, each cell of it is clicked, and nothing comes of it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.content import Content
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from recoverylog import clock, paths
from recoverylog.crypto import kdf
from recoverylog.journal import draft as drafts
from recoverylog.journal import entry as entries
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.editing import EditForm
from recoverylog.tui.screens.entry import EntryPage
from recoverylog.tui.screens.focus import FocusForm
from recoverylog.tui.screens.forms import page
from recoverylog.tui.screens.helping import HelpPage
from recoverylog.tui.screens.sealed import SealedLine
from recoverylog.tui.screens.settle import CaseList, SettlePage
from recoverylog.tui.screens.today import Today
from recoverylog.vault import device, posting
from tests.cli.test_cli_hostile_text import HOSTILE as ACTING
from tests.cli.test_cli_hostile_text import acting
from tests.conftest import Program
from tests.faults import screens
from tests.faults.screens import Seat
from tests.tui.conftest import PASSPHRASE, play, settle

MARKS = {
    "click": "[@click=app.leave]go[/]",
    "click with an argument": "[@click=app.run_action('app.leave')]go[/]",
    "bold": "[bold]loud[/bold] [red on blue]x[/]",
    "link": "[link=https://evil.example]here[/link]",
    "unfinished": "[ [/ [/] ]] \\[bold] [@click=",
    "variable": "$primary [$error]x[/]",
}
SIGN = "ZXZpbA=="
"""What tells that the text is on the screen; it stands near its beginning, before any row ends."""
HOSTILE = " · ".join(
    text for text in (ACTING["clipboard"], *MARKS.values(), *ACTING.values()) if "\x00" not in text
)
WORD = "zz" + HOSTILE.replace(" ", "_")
"""The same without a blank, as a tag has to be."""
LONG = "w" * 32768 + " " + "v \x1b]0;t\x07" * 4096
"""More than 64 KiB."""
FIRST = "zqx"
"""What a search looks for."""

HEAP = "\u0301" * 5

Reach = Callable[[Pilot[Any], Journal], Awaitable[None]]


def fill(journal: Journal) -> None:
    """Have hostile text in every place of the journal that takes text."""
    focus = Focus(id="f" * 32, label=HOSTILE, since=date(2026, 5, 14))
    journal.put_focus(focus)
    journal.put_focus(Focus(id="e" * 32, label=WORD, since=date(2026, 6, 1)))
    said = {"text": f"{FIRST} {HOSTILE}", "tags": (WORD,), "helped": (WORD,), "people": (HOSTILE,)}
    for fields in (
        {"kind": "note"},
        {"kind": "note", "text": f"{FIRST}\n{HOSTILE}\n{LONG}", "tags": (), "helped": ()},
        {"kind": "craving", "craving": 5.0, "focus": focus.id},
        {"kind": "mood", "mood": 3.0},
        {"kind": "gratitude"},
        {"kind": "connection"},
        {"kind": "check_in", "good": (HOSTILE, WORD), "mood": 5.0},
        {"kind": "use", "confirmed": False},
        {"kind": "craving", "craving": 2.0, "focus_word": HOSTILE},
    ):
        journal.write(journal.new_entry(**said | fields))
    for stored in journal.select(Selection()):
        journal.change(stored, text=f"{stored.entry.text} changed")
    _hold(journal)
    journal.save_draft("line", {"line": f"note {HOSTILE}"})
    journal.save_draft("craving", {"line": f"craving 7 {HOSTILE}", "craving": 7})
    journal.save_draft("check_in", {"good": [HOSTILE, WORD], "text": HOSTILE})
    for kind in ("gratitude", "connection"):
        word = "grateful" if kind == "gratitude" else "met"
        journal.save_draft(kind, {"line": f"{word} {HOSTILE}"})
    journal.save_draft("note", {"text": f"{HOSTILE}\n{HOSTILE}"})


def _hold(journal: Journal) -> None:
    """Have entries wait that another device sealed, one of them no entry at all."""
    known = device.load(journal.places.device)
    assert known is not None
    device.save(journal.places.device, known._replace(device=bytes(16)))
    for line in (f"note {FIRST} {HOSTILE}", f"used {HOSTILE}", "note x"):
        parsed = grammar.parse_line(line)
        fields = quick_entry.fields(parsed, clock.now(), journal.rollover)
        posting.keep(journal.places, fields | ({"kind": HOSTILE} if line == "note x" else {}))
    device.save(journal.places.device, known)


@pytest.fixture(scope="module")
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the hostile journal will stand, to be copied from there."""
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture
def hostile(_shelf: Path, home: Path) -> Iterator[Journal]:
    """Return a hostile journal of this test's own, open."""
    kept = _shelf / "journal"
    if not kept.exists():
        with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
            fill(journal)
        shutil.move(home, kept)
    shutil.copytree(kept, home)
    opened = opening.open_with(paths.find(), PASSPHRASE).journal
    yield opened
    opened.close()


# What is looked at --------------------------------------------------------------------------------


def strips(app: App[Any]) -> list[Strip]:
    return list(app.screen._compositor.render_strips(app.size))


def rows_of_fields(app: App[Any]) -> set[int]:
    """Return the rows in which text is edited.

    There each character keeps its place, so that the cursor stands where one thinks it does: marks
    may be heaped, and what joins letters or parts them is left.
    """
    # The palette leaves what is below it in sight.
    every = (one for screen in app.screen_stack for one in screen.walk_children(Widget))
    fields = [one for one in every if isinstance(one, Input | TextArea)]
    return {row for one in fields for row in range(one.region.y, one.region.bottom)}


def faults(app: App[Any]) -> list[str]:
    """Return what on the screen would act, on a terminal or on a click."""
    found = []
    edited = rows_of_fields(app)
    for row, strip in enumerate(strips(app)):
        for segment in strip:
            acts = acting(segment.text) | (set(segment.text) & {"\n", "\t", "\r"})
            if row in edited:
                acts -= {"\u200c", HEAP}
            if acts:
                found.append(f"row {row}: {sorted(map(ascii, acts))}")
            if segment.control:
                found.append(f"row {row}: a control segment")
            style = segment.style
            if style is not None and style.link:
                found.append(f"row {row}: a link to {style.link}")
            found += [
                f"row {row}: {key} does {value!r}"
                for key, value in (style.meta if style is not None else {}).items()
                if key == "@click"
            ]
    return found


def text(app: App[Any]) -> str:
    return "\n".join(strip.text for strip in strips(app))


async def click_the_words(pilot: Pilot[Any]) -> None:
    """Click the first of each of the words that want to be clicked."""
    for word in ("[@click", "go[/]", "loud", "here"):
        rows = enumerate(strip.text for strip in strips(pilot.app))
        place = next(((row.find(word), y) for y, row in rows if word in row), None)
        if place is not None:
            await pilot.click(offset=place)
            await settle(pilot)


# Where it is shown --------------------------------------------------------------------------------


async def today(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("space")


async def today_alone(pilot: Pilot[Any], journal: Journal) -> None:
    journal.drop_draft("line")
    await pilot.press("f", "f", "j", "k")


async def completing(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("space", "ctrl+u", *"note @zz")


async def history(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("h")
    await settle(pilot)
    await pilot.press("enter", "j", "j")


async def found(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("h")
    await settle(pilot)
    await pilot.press("slash", *FIRST)
    await settle(pilot)
    await pilot.press("down", "down")


async def filtering(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("h")
    await settle(pilot)
    await pilot.press("slash")
    assert pilot.app.focused is not None
    pilot.app.focused.value = HOSTILE  # type: ignore[attr-defined]


def kept(journal: Journal, kind: str) -> Any:
    return next(one for one in journal.select(Selection()) if one.entry.kind == kind)


def shown(kind: str) -> Reach:
    async def reach(pilot: Pilot[Any], journal: Journal) -> None:
        pilot.app.push_screen(page("entry", kept(journal, kind)))

    return reach


def edited(kind: str) -> Reach:
    async def reach(pilot: Pilot[Any], journal: Journal) -> None:
        pilot.app.push_screen(page("edit", kept(journal, kind)))

    return reach


def edited_before(kind: str, fields: dict[str, Any]) -> Reach:
    async def reach(pilot: Pilot[Any], journal: Journal) -> None:
        stored = kept(journal, kind)
        name = drafts.edit_name(stored.number)
        journal.save_draft(name, fields | {drafts.NUMBER: stored.number})
        pilot.app.push_screen(page("edit", stored))

    return reach


def form(name: str) -> Reach:
    async def reach(pilot: Pilot[Any], _journal: Journal) -> None:
        pilot.app.push_screen(page(name))

    return reach


def settling(steps: int) -> Reach:
    async def reach(pilot: Pilot[Any], _journal: Journal) -> None:
        await pilot.press("w")
        await settle(pilot)
        cases = pilot.app.screen.query_one(CaseList)
        assert cases.option_count > steps
        cases.highlighted = steps
        await settle(pilot)
        if "hidden" in text(pilot.app):
            await pilot.press("enter")

    return reach


async def naming(pilot: Pilot[Any], _journal: Journal) -> None:
    pilot.app.push_screen(FocusForm(HOSTILE))


async def helping(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("question_mark")


async def palette(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("ctrl+p")


async def said(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("space", "enter")


async def undone(pilot: Pilot[Any], _journal: Journal) -> None:
    await pilot.press("u")


KINDS = ("note", "craving", "mood", "gratitude", "connection", "check_in", "use")
WHERE: dict[str, tuple[Reach, type[Screen[Any]] | None]] = {
    "today and its line": (today, Today),
    "today": (today_alone, Today),
    "a completion": (completing, Today),
    "history": (history, None),
    "a search": (found, None),
    "a search for it": (filtering, None),
    "what was written": (said, Today),
    "what was taken back": (undone, Today),
    **{f"the view of a {kind}": (shown(kind), EntryPage) for kind in KINDS},
    **{f"the edit of a {kind}": (edited(kind), EditForm) for kind in KINDS},
    "an edit begun": (edited_before("craving", {"line": f"craving 3 {HOSTILE}"}), EditForm),
    "an edit of a check-in begun": (edited_before("check_in", {"good": [HOSTILE]}), EditForm),
    **{
        f"the form for {name}": (form(name), None)
        for name in ("craving", "check_in", "gratitude", "connection", "note", "focus")
    },
    **{f"what waits, {number}": (settling(number), SettlePage) for number in range(5)},
    "a focus to be named": (naming, FocusForm),
    "the help": (helping, HelpPage),
    "the palette": (palette, None),
}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.parametrize("where", list(WHERE))
def test_nothing_acts(where: str, size: tuple[int, int], hostile: Journal) -> None:
    reach, kind = WHERE[where]
    app = RecoverylogApp(Desk(hostile.places, hostile))

    async def scene(pilot: Pilot[Any]) -> None:
        await reach(pilot, hostile)
        await settle(pilot)
        assert kind is None or isinstance(app.screen, kind)
        assert faults(app) == []
        if where not in {"the help", "the palette", "today", "a focus to be named"}:
            assert SIGN in text(app) or "w" * 20 in text(app), text(app)
        await click_the_words(pilot)
        assert faults(app) == []
        assert not app._exit
        assert app.clipboard == ""

    play(app, scene, size=size)


def test_a_sealed_line_is_inert(hostile: Journal) -> None:
    places = hostile.places
    hostile.close()
    app = RecoverylogApp(Desk(places))

    async def scene(pilot: Pilot[Any]) -> None:
        app.push_screen(SealedLine())
        await settle(pilot)
        assert app.focused is not None
        app.focused.value = HOSTILE  # type: ignore[attr-defined]
        await settle(pilot)
        assert faults(app) == []
        await pilot.press("enter")
        await settle(pilot)
        assert faults(app) == []

    play(app, scene)


@pytest.mark.parametrize("place", ["line", "note"])
def test_what_is_pasted_is_inert(place: str, app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space" if place == "line" else "n")
        await settle(pilot)
        app.post_message(Paste(HOSTILE.replace("\r", "").replace("\n", "")))
        await settle(pilot)
        assert SIGN in text(app)
        assert faults(app) == []

    play(app, scene)


# The eye of this test -----------------------------------------------------------------------------


ALL_ACTING = [name for name in ACTING if name not in {"markup", "unassigned"}]


@pytest.fixture
def _no_sieve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecoverylogApp, "get_line_filters", App.get_line_filters)


@pytest.mark.usefixtures("_no_sieve")
@pytest.mark.parametrize("name", ALL_ACTING)
def test_a_character_that_acts_would_be_noticed(name: str, app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert faults(app) == []
        app.screen.query_one("#nothing", Static).update(Content(f"x{ACTING[name]}x"))
        await settle(pilot)
        assert faults(app) != []

    play(app, scene)


@pytest.mark.parametrize("name", [name for name in ALL_ACTING if name != "heaped"])
def test_the_sieve_holds_what_was_not_cleaned(name: str, app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        app.screen.query_one("#nothing", Static).update(Content(f"x{ACTING[name]}x"))
        await settle(pilot)
        assert faults(app) == []
        assert {strip.cell_length for strip in strips(app)} == {app.size.width}

    play(app, scene)


def test_markup_that_acts_would_be_noticed(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        nothing = app.screen.query_one("#nothing", Static)
        nothing._render_markup = True
        nothing.update("[@click=app.leave]go[/]")
        await settle(pilot)
        assert faults(app) != []
        region = nothing.content_region
        await pilot.click(offset=(region.x, region.y))
        await pilot.pause()
        assert app._exit

    play(app, scene)


# On a real terminal -------------------------------------------------------------------------------

# The program as it would be if what is shown were not cleaned, or not even sifted.
CARELESS = """
import sys
from recoverylog.journal import text
text.clean = text.inert = lambda shown: shown
if "unsifted" in sys.argv:
    from recoverylog.tui import sieve
    sieve.Sieve.apply = lambda self, segments, background: segments
from recoverylog.__main__ import run
sys.argv = ["recoverylog"]
run()
"""
ACTS = (b"\x1b]52", b"\x1b]0;", b"\x1b]8;", b"\xc2\x9b", b"\xc2\x9d", "\u202e".encode())


def looked_through(argv: list[str]) -> bytes:
    """Return all that was written to a terminal while somebody looked at everything."""
    with screens.open_today(argv, passphrase=PASSPHRASE, columns=120, rows=40) as seat:
        for keys in ("f", "h", "\r", "\r", "\x1b", "/", FIRST, "\x1b[B", "\r", "e", "\x1b", "\x1b"):
            seat.type(keys)
            seat.settle()
        for keys in ("t", "w", "j", "\r", "\x1b", "c", "\x1b", "n", "\x1b"):
            seat.type(keys)
            seat.settle()
        seat.type(screens.CTRL_Q)
        assert seat.ended() == 0, seat.parting
        assert seat.disorder() == []
        return seat.raw


@pytest.mark.slow
def test_a_terminal_is_told_nothing_by_an_entry(hostile: Journal, cli: Program) -> None:
    hostile.close()
    raw = looked_through(cli.argv())
    assert FIRST.encode() in raw
    assert [mark for mark in ACTS if mark in raw] == []


def uncleaned(how: str, home: Path) -> list[bytes]:
    """Return what of ACTS the program writes that does not clean what it shows."""
    assert home.exists()
    with Seat([sys.executable, "-I", "-c", CARELESS, how]) as seat:
        seat.until(screens.DOOR)
        seat.type(PASSPHRASE + screens.ENTER)
        seat.until(lambda _screen: SIGN.encode() in seat.raw)
        seat.settle()
        return [mark for mark in ACTS if mark in seat.raw]


@pytest.mark.slow
def test_a_terminal_that_is_told_something_would_be_noticed(hostile: Journal, home: Path) -> None:
    hostile.close()
    assert uncleaned("unsifted", home) != []
    assert uncleaned("sifted", home) == []


def test_the_kinds_of_entries_are_all_here() -> None:
    assert set(KINDS) == set(entries.KINDS)
