"""The companion: rated, breathed with, ticked, rated again; left at any point with everything."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from recoverylog.journal.entry import AnyEntry, Craving, Note
from recoverylog.journal.selection import Selection
from recoverylog.journal.supporter import Supporter
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.craving import CravingForm
from recoverylog.tui.screens.reaching import ReachPage
from recoverylog.tui.screens.today import Today
from recoverylog.tui.screens.words import NoteForm
from recoverylog.tui.widgets.helped import HelpedList
from recoverylog.tui.widgets.swells import Breath, elapsed
from tests.tui.conftest import play, settle
from tests.tui.seeing import text

MARTA = Supporter(id="1" * 32, name="Marta", role="sponsor", reach="+1 555 0142, until ten")


def kept(journal: Journal) -> list[AnyEntry]:
    return [stored.entry for stored in journal.select(Selection())]


def only(journal: Journal) -> Craving:
    (entry,) = kept(journal)
    assert isinstance(entry, Craving)
    return entry


def flow(app: RecoverylogApp, *pressed: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    play(app, scene)


def here(pilot: Pilot[Any]) -> type[object]:
    return type(pilot.app.screen)


def test_the_whole_way(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "c", "8", "space", "2", "1", "space", "3", "w", *"bus @tired", "escape")
    entry = only(journal)
    assert (entry.craving, entry.after) == (8, 3)
    assert entry.helped == ("call", "leave")
    assert (entry.text, entry.tags) == ("bus", ("tired",))


def test_three_keys_are_enough(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "c", "7", "enter")
    entry = only(journal)
    assert (entry.craving, entry.after, entry.helped) == (7, None, ())


@pytest.mark.parametrize("leaving", ["escape", "d", "ctrl+s", "ctrl+q"])
def test_leaving_from_beside_keeps_everything(
    app: RecoverylogApp, journal: Journal, leaving: str
) -> None:
    flow(app, "c", "6", "space", "3", leaving)
    if leaving == "ctrl+q":
        draft = journal.draft("craving")
        assert draft is not None
        assert (draft.fields["craving"], draft.fields["helped"]) == (6, ["walk"])
    else:
        assert (only(journal).craving, only(journal).helped) == (6, ("walk",))


def test_what_was_left_open_is_there_again(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c", "9", "space", "1", "space", "5")
        await settle(pilot)
        await pilot.press("ctrl+q")

    play(app, scene)
    app.desk.stand_up()
    again = RecoverylogApp(type(app.desk)(app.desk.places, journal))
    flow(again, "c", "escape")
    entry = only(journal)
    assert (entry.craving, entry.after, entry.helped) == (9, 5, ("leave",))


def test_a_tick_is_taken_back(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "c", "4", "space", "1", "2", "1", "d")
    assert only(journal).helped == ("call",)


def test_only_what_was_ticked_is_a_note(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "c", "space", "1", "d", "d", "escape")
    (entry,) = kept(journal)
    assert isinstance(entry, Note)
    assert entry.helped == ("leave",)


def test_a_click_ticks(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c", "5")
        await settle(pilot)
        await pilot.click(HelpedList, offset=(5, 2))
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    assert only(journal).helped == ("walk",)


# The breath -------------------------------------------------------------------------------


def test_the_dot_moves_and_time_is_told_quietly(app: RecoverylogApp) -> None:
    now = [0.0]
    app._stopwatch = lambda: now[0]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c")
        await settle(pilot)
        breath = pilot.app.screen.query_one(Breath)
        before = breath.render_line(1)
        now[0] = 100.0
        breath.breathe()
        await settle(pilot)
        assert breath.seconds == 100.0
        assert [breath.render_line(y) for y in range(3)][1] != before
        assert "1:40" in text(pilot.app)

    play(app, scene)


def test_it_is_still_where_nothing_is_to_move(app: RecoverylogApp) -> None:
    now = [0.0]
    app._stopwatch = lambda: now[0]
    app.animation_level = "none"

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c")
        await settle(pilot)
        breath = pilot.app.screen.query_one(Breath)
        before = [breath.render_line(y) for y in range(3)]
        now[0] = 100.0
        breath.breathe()
        await settle(pilot)
        assert [breath.render_line(y) for y in range(3)] == before
        assert "1:40" not in text(pilot.app)

    play(app, scene)


def test_seconds_are_told_after_a_while() -> None:
    assert [elapsed(4.9), elapsed(5), elapsed(100), elapsed(3601)] == ["", "0:05", "1:40", "60:01"]


# Whom to reach ----------------------------------------------------------------------------


def test_a_number_stands_large_and_as_a_code(app: RecoverylogApp, journal: Journal) -> None:
    journal.put_supporter(MARTA)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c", "8")
        await settle(pilot)
        assert "Marta +1 555 0142" in text(pilot.app)
        await pilot.press("space", "enter")
        await settle(pilot)
        page = pilot.app.screen
        assert isinstance(page, ReachPage)
        assert "▛" in str(page.query_one("#reach-number", Static).render())
        await pilot.press("q")
        await settle(pilot)
        code = str(page.query_one("#reach-code", Static).render()).splitlines()
        assert len(code) * 2 - len(code[0]) in {0, 1}
        assert set("".join(code)) <= set("█▀▄ ")
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)
    assert only(journal).craving == 8


def test_without_anybody_it_says_how_to_name_one(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c", "space", "enter")
        await settle(pilot)
        assert here(pilot) is ReachPage
        assert "supporters" in text(pilot.app)
        await pilot.press("q", "space", "escape")
        await settle(pilot)
        assert here(pilot) is CravingForm

    play(app, scene)


def test_nobody_to_reach_is_said_in_the_words_of_the_person(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.prefer("supporter", "sponsor")

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c", "space", "enter")
        await settle(pilot)
        assert here(pilot) is ReachPage
        assert "Share, then sponsors, is where" in " ".join(text(pilot.app).split())
        assert "supporters" not in text(pilot.app)

    play(app, scene)


# From anywhere ----------------------------------------------------------------------------


def test_f5_opens_it_above_a_form_and_the_form_is_still_there(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("n", *"half a thought", "f5")
        await settle(pilot)
        assert here(pilot) is CravingForm
        await pilot.press("f5", "7", "enter")
        await settle(pilot)
        assert here(pilot) is NoteForm
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    craving, note = kept(journal)
    assert isinstance(craving, Craving)
    assert note.text == "half a thought"


def test_f5_opens_it_while_a_line_is_typed(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space", *"note rain", "f5", "3", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Today)
        assert pilot.app.screen.line.value == "note rain"

    play(app, scene)
    assert only(journal).craving == 3


# Foreign text, sizes ----------------------------------------------------------------------


def test_hostile_words_do_nothing(app: RecoverylogApp, journal: Journal) -> None:
    act = "[@click=app.leave]go[/]\x1b]0;x\x07"
    journal.put_supporter(Supporter(id="2" * 32, name=act, role=act, reach=f"+1 555 0142 {act}"))
    journal.put_plan(act, act)
    journal.write(journal.new_entry(kind="craving", craving=5.0, helped=(act,)))

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("c", "8", "space")
        await settle(pilot)
        shown = text(pilot.app)
        assert "[@click=app.leave]go" in shown
        assert "\x1b" not in shown
        for y in range(24):
            await pilot.click(offset=(12, y))
        await pilot.press("enter")
        await settle(pilot)
        assert "[@click=app.leave]go" in text(pilot.app)
        assert pilot.app.is_running

    play(app, scene)


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (60, 20), (80, 24), (140, 40), (200, 60)])
def test_it_stands_any_size(app: RecoverylogApp, journal: Journal, size: tuple[int, int]) -> None:
    journal.put_supporter(MARTA)
    journal.put_plan("bus ride", "sit at the front")

    async def scene(pilot: Pilot[Any]) -> None:
        for key in ("c", "8", "space", "1", "enter", "q", "escape", "d"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene, size=size)
    assert only(journal).helped == ("leave",)


# Left behind ------------------------------------------------------------------------------


def test_a_draft_that_is_finished_elsewhere_keeps_what_keys_chose(app: RecoverylogApp) -> None:
    found: list[AnyEntry] = []

    def finished(journal: Journal) -> AnyEntry:
        draft = journal.draft("craving")
        assert draft is not None
        return journal.keep_draft(draft, None).entry  # as recoverylog confirm craving does

    async def scene(pilot: Pilot[Any]) -> None:
        for key in ("c", "8", "space", "2", "1", "space", "3", "w", *"bus @tired"):
            await pilot.press(key)
            await settle(pilot)
        found.append(await app.desk.ask(finished))

    play(app, scene)
    (entry,) = found
    assert isinstance(entry, Craving)
    assert (entry.craving, entry.after, entry.helped) == (8, 3, ("call", "leave"))
    assert (entry.text, entry.tags) == ("bus", ("tired",))
