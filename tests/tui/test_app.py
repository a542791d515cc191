"""The frame: the door, the lock, the looks, the line, and what must never come out of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from rich.console import Console
from textual.app import App
from textual.command import CommandPalette, Provider
from textual.events import Key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea

from recoverylog import clock, paths, settings
from recoverylog.crypto import kdf
from recoverylog.errors import DiskFull
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.session.demo import open_demo
from recoverylog.session.journal import Journal
from recoverylog.tui import app as app_module
from recoverylog.tui import palette, themes
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.page import Notice, Page
from recoverylog.tui.palette import PLACES
from recoverylog.tui.screens import today
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.today import Today
from recoverylog.tui.widgets.line import LineInput
from recoverylog.vault import posting
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import text

if TYPE_CHECKING:
    from textual.screen import Screen

CANARY = "quokkafiligree"
PATIENCE = 10.0
Kind = TypeVar("Kind")


@pytest.fixture
def locked(journal: Journal) -> RecoverylogApp:
    """Return the application before the closed journal."""
    places = journal.places
    journal.close()
    return RecoverylogApp(Desk(places))


def on(screen: Screen[Any], kind: type[Kind]) -> Kind:
    """Return the screen, which has to be of this kind."""
    assert isinstance(screen, kind)
    return screen


def is_open(app: RecoverylogApp) -> bool:
    return app.desk.is_open


def texts(journal: Journal) -> list[str]:
    return [stored.entry.text for stored in journal.select(Selection())]


def note(journal: Journal, text: str = CANARY) -> None:
    journal.write(journal.new_entry(kind="note", text=text))


def said(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one(Notice).content)


def line_of(pilot: Pilot[Any]) -> LineInput:
    return pilot.app.screen.query_one(LineInput)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Go to the line of today's page, and type."""
    await pilot.press("space", *text)
    await settle(pilot)


async def unlock(pilot: Pilot[Any], passphrase: str = PASSPHRASE) -> None:
    await pilot.press(*passphrase, "enter")
    await settle(pilot)


async def until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Let the application run until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        await pilot.pause(0.01)


def screens(app: App[Any]) -> Iterator[Screen[Any]]:
    """Every screen that the application has, shown or not."""
    for stack in app._screen_stacks.values():
        yield from stack
    yield from app._installed_screens.values()  # type: ignore[misc]


def held(widget: Widget) -> str:
    """Everything that a widget shows or would show."""
    found = [str(widget.render()), str(widget.name), str(widget.tooltip)]
    if isinstance(widget, Input):
        found += [widget.value, widget._suggestion, widget.placeholder]
    if isinstance(widget, TextArea):
        found.append(widget.text)
    if isinstance(widget, Static):
        found.append(str(widget.content))
    if isinstance(widget, OptionList):
        found += [str(option.prompt) for option in widget.options]
    found += ["".join(segment.text for segment in widget.render_line(y)) for y in range(3)]
    return "\n".join(found)


def everything(app: App[Any]) -> str:
    return "\n".join(
        held(widget)
        for screen in screens(app)
        for widget in screen.walk_children(Widget, with_self=True)
    )


# The door -----------------------------------------------------------------------------------------


def test_a_wrong_passphrase_stays_in_the_field_and_is_told(locked: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await unlock(pilot, "amber quilt lantern otter")
        on(locked.screen, Door)
        assert on(locked.screen, Door).field.value == "amber quilt lantern otter"
        assert on(locked.screen, Door).field.has_focus
        assert "It is still in the field" in everything(locked)
        assert not is_open(locked)
        await pilot.press("right", *" maple", "enter")
        await settle(pilot)
        on(locked.screen, Today)

    play(locked, scene)


def test_typing_replaces_a_wrong_passphrase_and_each_try_is_told(locked: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        door = on(locked.screen, Door)
        await unlock(pilot, "wrong")
        first = door.kit.content
        await pilot.press("enter")
        await settle(pilot)
        assert door.kit.content != first
        for key, back in (("exclamation_mark", "escape"), ("f1", "escape"), ("f2", "x")):
            await pilot.press(key)
            await settle(pilot)
            assert locked.screen is not door
            await pilot.press(back)
            await settle(pilot)
            assert door.field.selected_text == "wrong"
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        on(locked.screen, Today)

    play(locked, scene)


def test_the_mark_twice_replaces_a_wrong_passphrase(locked: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await unlock(pilot, "wrong")
        await pilot.press("!", "!")
        await settle(pilot)
        assert on(locked.screen, Door).field.value == "!"

    play(locked, scene)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
def test_a_wrong_passphrase_is_told_at_every_size(
    locked: RecoverylogApp, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await unlock(pilot, "wrong")
        await pilot.press("enter")
        await settle(pilot)
        assert "Try 2. That passphrase does not open this journal." in text(locked)
        assert "an arrow key keeps it." in text(locked)

    play(locked, scene, size=size)


def test_the_door_begins_afresh_after_a_lock_and_says_why(journal: Journal) -> None:
    journal.close()
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        await unlock(pilot, "wrong")
        await unlock(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert "Locked. What you wrote is kept." in text(app)
        assert "does not open" not in text(app)
        assert "twenty words" in text(app)
        await unlock(pilot)
        hands[0] += 3600
        await app.lock_when_idle()
        await settle(pilot)
        assert "Locked after ten minutes without a key. What you wrote is kept." in text(app)

    play(app, scene)


def test_a_kit_that_opened_is_told_on_today(journal: Journal) -> None:
    journal.close()
    shutil.rmtree(journal.places.data)
    made = opening.create(journal.places, PASSPHRASE, cost=kdf.LEAST)
    made.journal.close()
    app = RecoverylogApp(Desk(journal.places))

    async def scene(pilot: Pilot[Any]) -> None:
        on(app.screen, Door).field.value = " ".join(made.kit)
        await pilot.press("enter")
        await settle(pilot)
        on(app.screen, Today)
        assert "A new passphrase: recoverylog passphrase" in text(app)
        await pilot.press("ctrl+l")
        await settle(pilot)
        await unlock(pilot)
        assert "Opened with the recovery kit" not in text(app)

    play(app, scene)


def test_the_demo_says_that_it_cannot_be_locked() -> None:
    with open_demo() as demo:
        app = RecoverylogApp(Desk(demo.places, demo), invented=True)

        async def scene(pilot: Pilot[Any]) -> None:
            await pilot.press("ctrl+l")
            await settle(pilot)
            assert "The demo has no passphrase; ctrl+q leaves it." in text(app)

        play(app, scene)


def test_the_passphrase_is_never_on_the_screen(locked: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(*PASSPHRASE)
        shown = "".join(
            segment.text
            for y in range(1)
            for segment in on(locked.screen, Door).field.render_line(y)
        )
        assert "•" in shown
        assert not set(shown) & set(PASSPHRASE.replace(" ", ""))

    play(locked, scene)


@pytest.mark.parametrize("key", ["ctrl+x", "super+c"])
def test_the_passphrase_never_gets_to_the_clipboard(key: str, locked: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(*PASSPHRASE)
        on(locked.screen, Door).field.select_all()
        await pilot.press(key)
        await pilot.pause()
        assert locked.clipboard == ""

    play(locked, scene)


def test_the_right_passphrase_opens_today_and_leaves_the_field_empty(
    locked: RecoverylogApp,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        door = locked.screen
        assert isinstance(door, Door)
        await unlock(pilot)
        on(locked.screen, Today)
        assert is_open(locked)
        assert door.field.value == ""
        assert PASSPHRASE not in everything(locked)

    play(locked, scene)


def test_enter_on_an_empty_field_asks_nothing(locked: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("enter")
        await settle(pilot)
        on(locked.screen, Door)
        assert said(pilot) == ""

    play(locked, scene)


def test_keys_that_the_kernel_holds_open_without_asking(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, places = journal.keys, journal.places
    journal.close()
    monkeypatch.setattr(opening, "cached", lambda _places: keys)
    app = RecoverylogApp(Desk(places))

    async def scene(pilot: Pilot[Any]) -> None:
        on(app.screen, Today)
        # Who locks by hand is asked again, whatever the kernel holds.
        monkeypatch.setattr(opening, "lock", lambda _places: True)
        await pilot.press("ctrl+l")
        await settle(pilot)
        on(app.screen, Door)

    play(app, scene)


# Locking ------------------------------------------------------------------------------------------


async def _lock_with_canaries(app: RecoverylogApp, pilot: Pilot[Any]) -> None:
    await write(pilot, f"note half a {CANARY}")
    assert CANARY in everything(app)
    await pilot.press("ctrl+l")
    await settle(pilot)
    on(app.screen, Door)


def test_no_widget_holds_a_word_once_it_is_locked(app: RecoverylogApp, journal: Journal) -> None:
    note(journal)

    async def scene(pilot: Pilot[Any]) -> None:
        await _lock_with_canaries(app, pilot)
        assert CANARY not in everything(app)
        assert not is_open(app)

    play(app, scene)


def test_a_screen_that_is_only_covered_would_be_noticed(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(journal)

    async def cover(self: RecoverylogApp) -> None:
        await self.switch_mode("door")

    monkeypatch.setattr(RecoverylogApp, "_forget_screens", cover)

    async def scene(pilot: Pilot[Any]) -> None:
        await _lock_with_canaries(app, pilot)
        assert CANARY in everything(app)

    play(app, scene)


def test_what_was_cut_is_not_pasted_after_a_lock(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, CANARY)
        line_of(pilot).select_all()
        await pilot.press("ctrl+x")
        assert app.clipboard == CANARY
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press("ctrl+v")
        assert app.clipboard == ""
        on(app.screen, Door)
        assert on(app.screen, Door).field.value == ""

    play(app, scene)


def test_the_lock_key_has_the_kernel_forget_and_the_idle_lock_does_not(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[paths.Paths] = []
    monkeypatch.setattr(opening, "lock", forgotten.append)
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        hands[0] += 3600
        await app.lock_when_idle()
        await settle(pilot)
        on(app.screen, Door)
        assert forgotten == []
        await unlock(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert forgotten == [journal.places]

    play(app, scene)


def test_it_locks_after_so_many_minutes_without_a_key(journal: Journal) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])
    idle = settings.DEFAULT_IDLE_MINUTES * 60

    async def scene(pilot: Pilot[Any]) -> None:
        hands[0] += idle - 1
        await app.lock_when_idle()
        assert is_open(app)
        await pilot.press("j")
        hands[0] += idle - 1
        await app.lock_when_idle()
        assert is_open(app)
        await pilot.click("#line")
        await pilot.press(*"note half a word")
        hands[0] += idle
        await app.lock_when_idle()
        await settle(pilot)
        on(app.screen, Door)
        assert not is_open(app)
        # What was half written is there when one comes back.
        await unlock(pilot)
        assert line_of(pilot).value == "note half a word"

    play(app, scene)


def test_somebody_watches_for_an_idle_person(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "_WATCH_SECONDS", 0.01)
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        assert is_open(app)
        hands[0] += 3600
        await until(pilot, lambda: isinstance(app.screen, Door))
        await settle(pilot)

    play(app, scene)


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="the clock of another system")
def test_a_closed_lid_counts_as_idle(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = [0.0]
    real = time.clock_gettime

    def running(number: int) -> float:
        return real(number) + (asleep[0] if number == time.CLOCK_BOOTTIME else 0)

    monkeypatch.setattr(time, "clock_gettime", running)
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        await app.lock_when_idle()
        assert is_open(app)
        asleep[0] = 3600
        await app.lock_when_idle()
        await settle(pilot)
        assert not is_open(app)

    play(app, scene)


def test_idle_0_never_locks(journal: Journal) -> None:
    settled = Path(journal.places.settings)
    settled.parent.mkdir(parents=True, exist_ok=True)
    settled.write_text("idle = 0\n")
    hands = [0.0]
    app = RecoverylogApp(Desk(journal.places, journal), stopwatch=lambda: hands[0])

    async def scene(_pilot: Pilot[Any]) -> None:
        hands[0] += 1e9
        await app.lock_when_idle()
        assert is_open(app)

    play(app, scene)


# What must never come out -------------------------------------------------------------------------


def files() -> set[Path]:
    """Every file of the person's, and in the current folder."""
    folders = {Path.home(), Path.cwd(), *map(Path, paths.find())}
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_no_door_of_textuals_writes_a_picture(
    app: RecoverylogApp, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(journal)
    monkeypatch.chdir(tmp_path)

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        before = files()
        app.action_screenshot()
        await app.run_action("screenshot")
        await app.run_action("app.screenshot('a.svg', '.')")
        app.deliver_screenshot()
        await settle(pilot)
        assert list(app.get_system_commands(app.screen)) == []
        assert files() - before == set()

    play(app, scene)


def test_a_picture_would_be_noticed(
    app: RecoverylogApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        before = files()
        app.save_screenshot("a.svg", str(tmp_path))
        assert {path.name for path in files() - before} == {"a.svg"}

    play(app, scene)


@pytest.mark.parametrize("where", ["door", "today"])
def test_the_palette_offers_each_command_of_the_screen_once(
    where: str, app: RecoverylogApp, journal: Journal
) -> None:
    if where == "door":
        journal.close()
        app = RecoverylogApp(Desk(journal.places))

    async def scene(pilot: Pilot[Any]) -> None:
        page = app.screen
        assert isinstance(page, Page)
        wanted = {command.action() for command in page.commands()}
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count > 0)
        on(app.screen, CommandPalette)
        offered = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        places = [place.word for place in PLACES] if where == "today" else []
        assert len(offered) == len(wanted) + len(places) == len(set(offered))
        assert {prompt.splitlines()[0] for prompt in offered} >= set(places)
        lowered = "\n".join(offered).lower()
        for theirs in ("screenshot", "quit the application", "maximize", "theme", "keys and help"):
            assert theirs not in lowered

    play(app, scene)


def test_every_provider_of_commands_is_ours(app: RecoverylogApp) -> None:
    async def scene(_pilot: Pilot[Any]) -> None:
        providers: set[type[Provider]] = {
            one if isinstance(one, type) else one() for one in (*app.COMMANDS, *app.screen.COMMANDS)
        }
        assert providers == {palette.Commands}

    play(app, scene)


def test_a_command_of_the_palette_is_carried_out(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert app.current_theme.dark
        await pilot.press("ctrl+p", *"dark look")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count > 0)
        await pilot.press("enter")
        await until(pilot, lambda: not app.current_theme.dark)

    play(app, scene)


# Looks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colours", "dark", "light"),
    [
        ("truecolor", themes.LAMPLIGHT, themes.MORNING),
        ("256", themes.LAMPLIGHT_256, themes.MORNING_256),
        ("standard", themes.ANSI, themes.ANSI_LIGHT),
    ],
)
def test_f4_switches_the_look_to_what_the_terminal_can_show(
    colours: str, dark: Any, light: Any, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "color_system", property(lambda _self: colours))
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        assert app.theme == dark.name
        await pilot.press("f4")
        assert app.theme == light.name
        await pilot.press("space", "x", "f4")
        assert app.theme == dark.name

    play(app, scene)


@pytest.mark.parametrize(
    ("ground", "look"), [("15;0", "lamplight"), ("0;15", "morning"), ("", "lamplight")]
)
def test_the_ground_of_the_terminal_picks_the_first_look(
    ground: str, look: str, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", ground)
    app = RecoverylogApp(Desk(journal.places, journal))
    assert app.theme.removesuffix("-256") == look


def test_no_look_of_the_settings_stops_the_program(journal: Journal) -> None:
    settled = Path(journal.places.settings)
    settled.parent.mkdir(parents=True, exist_ok=True)
    for name in ("nord", "no such look", "morning-256"):
        settled.write_text(f'theme = "{name}"\n')
        app = RecoverylogApp(Desk(journal.places, journal))
        assert app.theme in app.available_themes


# What others write --------------------------------------------------------------------------------


def post(journal: Journal, line: str) -> None:
    """Keep a line as `rl` does."""
    parsed = grammar.parse_line(line)
    posting.keep(journal.places, quick_entry.fields(parsed, clock.now(), journal.rollover))


def test_what_rl_keeps_meanwhile_appears_by_itself(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "_POLL_SECONDS", 0.2)

    async def scene(pilot: Pilot[Any]) -> None:
        post(journal, f"note {CANARY}")
        await until(pilot, lambda: CANARY in everything(app))
        await until(pilot, lambda: said(pilot).startswith("Filed: note"))
        timer = on(app.screen, Today)._poll
        assert timer is not None
        timer.stop()
        await settle(pilot)

    play(app, scene)


def test_looking_again_takes_in_what_came(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        post(journal, f"craving 6 {CANARY}")
        assert CANARY not in everything(app)
        on(app.screen, Today)
        on(app.screen, Today).look_again()
        await settle(pilot)
        assert CANARY in everything(app)
        assert said(pilot) == f"Filed: craving 6 {CANARY}"

    play(app, scene)


def test_a_slow_look_at_the_inbox_still_tells_what_came(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        post(journal, f"note {CANARY}")
        # The timer comes round again and again while the first look is under way.
        for _ in range(3):
            on(app.screen, Today).look_again()
            await pilot.pause()
        await settle(pilot)
        assert said(pilot) == f"Filed: note {CANARY}"

    play(app, scene)


def test_what_another_program_writes_appears(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        with opening.open_keys(journal.places, journal.keys).journal as other:
            note(other)
        on(app.screen, Today)
        on(app.screen, Today).look_again()
        await settle(pilot)
        assert CANARY in everything(app)

    play(app, scene)


def test_looking_again_leaves_the_line_and_the_choice_alone(
    app: RecoverylogApp, journal: Journal
) -> None:
    note(journal, "first")
    note(journal, "second")

    async def scene(pilot: Pilot[Any]) -> None:
        on(app.screen, Today)
        await write(pilot, "half a word")
        on(app.screen, Today).entries.highlighted = 0
        chosen = on(app.screen, Today).entries.chosen
        post(journal, "note third")
        on(app.screen, Today).look_again()
        await settle(pilot)
        assert line_of(pilot).value == "half a word"
        assert on(app.screen, Today).entries.chosen == chosen
        assert on(app.screen, Today).entries.option_count == 3

    play(app, scene)


def test_the_demo_says_that_it_is_invented(app: RecoverylogApp) -> None:
    async def real(_pilot: Pilot[Any]) -> None:
        assert "invented" not in everything(app)

    play(app, real)
    with open_demo() as journal:
        shown = RecoverylogApp(Desk(journal.places, journal), invented=True)

        async def scene(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            assert "An invented person’s journal" in everything(shown)

        play(shown, scene, size=(80, 24))


# The line -----------------------------------------------------------------------------------------


def test_a_line_is_kept_and_the_field_is_empty(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "craving 4 bus ride @tired +music")
        await pilot.press("enter")
        await settle(pilot)
        assert line_of(pilot).value == ""
        assert said(pilot).startswith("Kept: craving 4 bus ride")
        assert texts(journal) == ["bus ride"]
        assert journal.drafts() == ()

    play(app, scene)


def test_two_quick_enters_keep_a_line_once(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "note soup")
        line = line_of(pilot)
        # Both before anything is written, as from a key that bounces.
        await line.action_submit()
        await line.action_submit()
        await settle(pilot)
        assert texts(journal) == ["soup"]
        assert line.value == ""

    play(app, scene)


def test_what_is_typed_while_a_line_is_being_written_is_the_next_line(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "note soup")
        line = line_of(pilot)
        await line.action_submit()
        line.insert_text_at_cursor("note bread")
        await settle(pilot)
        assert texts(journal) == ["soup"]
        assert line.value == "note bread"
        await pilot.press("enter")
        await settle(pilot)
        assert sorted(texts(journal)) == ["bread", "soup"]

    play(app, scene)


def test_the_same_line_can_be_kept_again(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for _ in range(2):
            await write(pilot, "note soup")
            await pilot.press("enter")
            await settle(pilot)
        assert texts(journal) == ["soup", "soup"]

    play(app, scene)


def test_words_stay_in_the_field_when_the_disk_is_full(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> None:
        raise DiskFull("There is no room left on the disk.", safe="What was kept is safe.")

    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "note soup")
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "write_from_draft", full)
            await pilot.press("enter")
            await settle(pilot)
            assert line_of(pilot).value == "note soup"
            assert "no room left" in said(pilot)
            assert "Your line is still here." in said(pilot)
            assert texts(journal) == []
        await pilot.press("enter")
        await settle(pilot)
        assert texts(journal) == ["soup"]

    play(app, scene)


def test_a_line_that_was_not_finished_comes_back(app: RecoverylogApp, journal: Journal) -> None:
    journal.save_draft("line", {"line": "note half a"})

    async def scene(pilot: Pilot[Any]) -> None:
        assert line_of(pilot).value == "note half a"
        assert "the line that you were writing" in said(pilot)
        await write(pilot, " word")
        await pilot.press("enter")
        await settle(pilot)
        assert texts(journal) == ["half a word"]
        assert journal.drafts() == ()

    play(app, scene)


def test_leaving_keeps_what_is_in_the_line(journal: Journal) -> None:
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "note half a")
        await pilot.press("ctrl+q")

    play(app, scene)
    app.desk.close()
    with opening.open_keys(journal.places, journal.keys).journal as again:
        found = again.draft("line")
        assert found is not None
        assert found.fields == {"line": "note half a"}


def test_a_line_that_is_emptied_leaves_no_draft(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "ab")
        await pilot.press("backspace", "backspace")
        await settle(pilot)
        await app.desk.do(lambda: None)
        assert journal.drafts() == ()

    play(app, scene)


def test_letters_typed_right_after_the_key_of_the_line_are_part_of_it(
    app: RecoverylogApp,
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for key in (" ", "n", "o", "t", "e"):
            app.post_message(Key("space" if key == " " else key, key))
        await settle(pilot)
        on(app.screen, Today)
        assert line_of(pilot).value == "note"

    play(app, scene)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 12), (72, 20), (140, 40), (300, 90)])
def test_it_draws_at_every_size(size: tuple[int, int], app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await write(pilot, "note soup")
        await pilot.press("enter", "escape", "j", "k")
        await settle(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        on(app.screen, Today)

    play(app, scene, size=size)
