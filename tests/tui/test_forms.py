"""The forms: what is typed becomes an entry, is never lost on the way, and can do no harm."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from recoverylog.errors import DiskFull
from recoverylog.journal.entry import AnyEntry, CheckIn, Connection, Craving, Gratitude, Note
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Selection, Stored
from recoverylog.session.journal import Journal
from recoverylog.tui import form_page
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.form_page import FormPage
from recoverylog.tui.screens.craving import CravingForm, Rating
from recoverylog.tui.screens.evening import EveningForm
from recoverylog.tui.screens.morning import MorningForm
from recoverylog.tui.screens.today import Today
from recoverylog.tui.screens.words import GratitudeForm, NoteForm
from recoverylog.tui.widgets.choices import Choices
from recoverylog.tui.widgets.helped import HelpedList
from recoverylog.tui.widgets.scale import Scale
from tests.tui.conftest import play, settle

NOW = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)
ALCOHOL = "0" * 31 + "1"
GAMBLING = "0" * 31 + "2"
FORMS = "acegmn"
HOSTILE = "[@click=app.bell]x[/] \x1b]0;x\x07 \u202eabc\u2066"
KEYS = {"a": MorningForm, "c": CravingForm, "e": EveningForm, "g": GratitudeForm, "n": NoteForm}


def keys(text: str) -> list[str]:
    return ["space" if character == " " else character for character in text]


def kept(journal: Journal, *, deleted: bool = False) -> list[AnyEntry]:
    return [stored.entry for stored in journal.select(Selection(deleted=deleted))]


def only(journal: Journal) -> AnyEntry:
    (entry,) = kept(journal)
    return entry


def notice(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#notice", Static).render())


def shown(pilot: Pilot[Any]) -> type[Screen[Any]]:
    return type(pilot.app.screen)


async def typed(pilot: Pilot[Any], *pressed: str) -> None:
    """Open the form of the first key, and press the others in it."""
    await pilot.press(pressed[0])
    await settle(pilot)
    assert isinstance(pilot.app.screen, FormPage)
    await pilot.press(*pressed[1:])
    await settle(pilot)


def flow(app: RecoverylogApp, *pressed: str) -> None:
    """Open the form of the first key, press the others; the form is left then."""

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, *pressed)
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)


def given_up(app: RecoverylogApp) -> None:
    """Give up the seat of an application, as the end of its process does."""
    app.desk.stand_up()


def thrown_away(journal: Journal, *pressed: str) -> None:
    """Type into a form of an application that ends in the middle of it."""
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, *pressed)
        await app.desk.do(lambda: None)

    play(app, scene)
    given_up(app)


# A craving -----------------------------------------------------------------------------------


def test_a_number_is_a_craving(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "c", "7", "enter")
    entry = only(journal)
    assert entry == Craving(
        id=entry.id,
        day=date(2026, 11, 22),
        at=NOW,
        offset=60,
        focus=ALCOHOL,
        source="form",
        craving=7,
    )
    assert journal.drafts() == ()


def test_the_line_is_read_by_the_grammar(app: RecoverylogApp, journal: Journal) -> None:
    line = "bus ride @tired +music after:3 at:-2h"
    flow(app, "c", "1", "0", "tab", *keys(line), "escape")
    entry = only(journal)
    assert isinstance(entry, Craving)
    assert (entry.craving, entry.after, entry.text) == (10, 3, "bus ride")
    assert (entry.tags, entry.helped) == (("tired",), ("music",))
    assert (entry.at, entry.written) == (NOW.replace(hour=18), NOW)
    assert entry.source == "form"


def test_what_is_understood_stands_below(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "c", "7", "tab", *keys("bus @tired"))
        form = pilot.app.screen
        assert isinstance(form, CravingForm)
        assert str(form.understood.render()) == "craving 7 of 10 · bus · trigger tired"

    play(app, scene)


def test_nothing_entered_is_nothing_written(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for key in FORMS:
            await typed(pilot, key, "ctrl+s")
            assert "nothing in it yet" in notice(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, Today)

    play(app, scene)
    assert kept(journal) == []
    assert journal.drafts() == ()


def test_what_was_taken_back_before_leaving_is_not_written(
    app: RecoverylogApp, journal: Journal
) -> None:
    flow(app, "c", "7", "backspace", "tab", "b", "backspace", "escape")
    assert kept(journal) == []
    assert journal.drafts() == ()


def test_words_without_a_number_are_asked_for_one_once(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "c", "tab", *keys("bus ride"), "enter")
        assert "number" in notice(pilot)
        assert isinstance(pilot.app.focused, Scale)
        await pilot.press("enter")
        await settle(pilot)

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, Note)
    assert entry.text == "craving bus ride"
    assert entry.reason is not None


def test_one_of_several_focuses_is_chosen(app: RecoverylogApp, journal: Journal) -> None:
    journal.put_focus(Focus(id=GAMBLING, label="gambling", since=date(2026, 5, 1)))

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("f")  # Today shows the second
        await typed(pilot, "c", "7")
        row = pilot.app.screen.query_one("#focus-names", Choices)
        assert row.words_chosen() == ("gambling",)
        await pilot.press("enter")
        await settle(pilot)
        await typed(pilot, "c", "6", "tab", "tab", "left", "enter")
        await typed(pilot, "c", "5", "tab", *keys("on:gamb"))
        assert pilot.app.screen.query_one("#focus-names", Choices).disabled
        await pilot.press("enter")
        await settle(pilot)

    play(app, scene)
    assert [entry.focus for entry in kept(journal)] == [GAMBLING, ALCOHOL, GAMBLING]


def test_with_one_focus_nothing_is_asked(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "c")
        assert not pilot.app.screen.query_one("#which").display

    play(app, scene)


def test_what_helped_before_is_shown_and_completed(app: RecoverylogApp, journal: Journal) -> None:
    for helped in (("walk", "tea"), ("walk", "call"), ("walk", "call", "bike")):
        journal.write(journal.new_entry(kind="craving", craving=7.0, helped=helped))

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "c", "7", "tab")
        shown = str(pilot.app.screen.query_one(HelpedList).render()).splitlines()
        assert [line.split()[:2] for line in shown[:2]] == [["·", "walk"], ["·", "call"]]
        assert shown[0].endswith("3 times")
        await pilot.press("+", "b")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)

    play(app, scene)
    assert kept(journal)[-1].helped == ("bike",)


# The check-in --------------------------------------------------------------------------------


def test_every_field_of_a_check_in(app: RecoverylogApp, journal: Journal) -> None:
    pressed = ["e", "6", "enter", "3", "enter", "l", "t", "down", *keys("coffee in the sun")]
    pressed += ["enter", *keys("Ada called"), "enter", "enter", *keys("walk with:Ada"), "enter"]
    flow(app, *pressed, *keys("what about Friday @work"), "enter", *keys("long day"), "enter")
    met, asked, entry = kept(journal)
    assert isinstance(met, Connection)
    assert (met.text, met.people, met.at, met.written) == ("walk", ("Ada",), NOW, None)
    assert isinstance(asked, Note)
    assert (asked.ask, asked.text, asked.tags) == (True, "what about Friday", ("work",))
    assert entry == CheckIn(
        id=entry.id,
        day=date(2026, 11, 22),
        at=NOW,
        offset=60,
        text="long day",
        source="form",
        mood=6,
        craving=3,
        good=("coffee in the sun", "Ada called"),
        halt=("lonely", "tired"),
        part="evening",
        written_with=(met.id, asked.id),
    )
    assert journal.drafts() == ()


def test_undo_takes_the_whole_evening_back(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", "6", *["tab"] * 6, *keys("walk"), "tab", *keys("why"), "ctrl+s")
        assert len(kept(journal)) == 3
        await pilot.press("u")
        await settle(pilot)
        assert "what was written with it" in notice(pilot)

    play(app, scene)
    assert kept(journal) == []
    assert len(kept(journal, deleted=True)) == 3


def test_an_evening_that_is_not_kept_comes_back_with_one_key(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", "6", *["tab"] * 6, *keys("walk"), "tab", *keys("why"), "ctrl+g")
        assert kept(journal) == []
        await pilot.press("u")
        await settle(pilot)

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.mood, entry.text) == (6, "walk\nwhy")


def test_after_a_use_it_asks_what_hurt_in_the_place_of_good_things(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.write(journal.new_entry(kind="use"))
    flow(app, "e", "3", *["tab"] * 3, *keys("the call"), "tab", *keys("rest"), "ctrl+s")
    entry = kept(journal)[-1]
    assert isinstance(entry, CheckIn)
    assert (entry.mood, entry.hurt, entry.need, entry.good) == (3, "the call", "rest", ())


# The morning ---------------------------------------------------------------------------------


def test_every_field_of_a_morning(app: RecoverylogApp, journal: Journal) -> None:
    pressed = ["a", *keys("call J."), "enter", *keys("bus ride"), "enter", *keys("sit at front")]
    flow(app, *pressed, "enter", *keys("7,5"), "enter", *keys("cold"), "enter")
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert entry.part == "morning"
    assert (entry.intention, entry.hard_moment) == ("call J.", "bus ride")
    assert entry.plan == "sit at front"
    assert (entry.sleep, entry.text, entry.source) == (7.5, "cold", "form")


def test_a_plan_of_the_person_s_own_is_taken(app: RecoverylogApp, journal: Journal) -> None:
    journal.put_plan("payday", "send the money to Ada")
    journal.put_plan("the bus ride home", "sit at the front")
    # What speaks to the words stands first.
    flow(app, "a", "tab", *keys("bus"), "tab", "tab", "enter", "escape")
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.hard_moment, entry.plan) == ("the bus ride home", "sit at the front")
    assert entry.text == "bus"


def test_the_arrows_go_through_the_plans_and_on(app: RecoverylogApp, journal: Journal) -> None:
    for cue in ("one", "two"):
        journal.put_plan(cue, "go")

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "a", "tab", "tab")
        for key, name in (("down", "plans"), ("down", "plans"), ("down", "sleep"), ("up", "plans")):
            await pilot.press(key)
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == name

    play(app, scene)


def test_a_morning_is_found_again_beside_an_evening(app: RecoverylogApp, journal: Journal) -> None:
    thrown_away(journal, "a", *keys("call J."))

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", "6", "escape")
        await typed(pilot, "a", *keys(" today"), "escape")

    play(app, scene)
    evening, morning = kept(journal)
    assert isinstance(evening, CheckIn)
    assert isinstance(morning, CheckIn)
    assert (evening.part, evening.mood) == ("evening", 6)
    assert (morning.part, morning.intention) == ("morning", "call J. today")


def test_five_keys_are_enough(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "e", "6", "tab", "3", "escape")
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.mood, entry.craving, entry.sleep) == (6, 3, None)


def test_a_second_check_in_is_another_entry(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", "6", "ctrl+s")
        await typed(pilot, "e", "7", "ctrl+s")

    play(app, scene)
    assert [entry.mood for entry in kept(journal) if isinstance(entry, CheckIn)] == [6, 7]


def test_a_check_in_by_mouse(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e")
        await pilot.click("#mood", offset=(3 + 5 * 8, 0))
        await pilot.click("#craving", offset=(3 + 5 * 2, 1))
        row = pilot.app.screen.query_one("#halt", Choices)
        await pilot.click(row, offset=(row.render().plain.index("angry"), 0))
        await pilot.click("#good-2")
        await pilot.press(*keys("rain"), "escape")
        await settle(pilot)

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.mood, entry.craving) == (8, 2)
    assert (entry.halt, entry.good) == (("angry",), ("rain",))


def test_up_and_down_go_from_field_to_field(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e")
        names = ["mood", "craving", "halt", "good-1", "good-2", "good-3", "met", "ask", "note"]
        for key, order in (("down", names[1:]), ("up", names[-2::-1]), ("tab", names[1:])):
            for name in order:
                await pilot.press(key)
                assert pilot.app.focused is not None
                assert pilot.app.focused.id == name, key

    play(app, scene)


@pytest.mark.parametrize(
    ("pressed", "hours"), [("8", 8), ("7.25", 7.25), ("25", None), ("24", 24), ("abc", None)]
)
def test_hours_of_sleep(
    app: RecoverylogApp, journal: Journal, pressed: str, hours: float | None
) -> None:
    flow(app, "a", *keys("go"), *["down"] * 3, *keys(pressed), "escape")
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert entry.sleep == hours


# Words ---------------------------------------------------------------------------------------


def test_gratitude(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "g", *keys("met Ada, note to self @home"), "enter")
    entry = only(journal)
    assert isinstance(entry, Gratitude)
    assert (entry.text, entry.tags) == ("met Ada, note to self", ("home",))
    assert entry.source == "form"


def test_time_with_people_completes_them(app: RecoverylogApp, journal: Journal) -> None:
    journal.write(journal.new_entry(kind="connection", text="tea", people=("Ada",)))

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "m", *keys("walk with:A"))
        await pilot.press("tab", "enter")
        await settle(pilot)

    play(app, scene)
    entry = kept(journal)[-1]
    assert isinstance(entry, Connection)
    assert (entry.text, entry.people) == ("walk", ("Ada",))


def test_a_note_of_one_line_is_read_by_the_grammar(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "n", *keys("called in sick @work"), "ctrl+s")
    entry = only(journal)
    assert isinstance(entry, Note)
    assert (entry.text, entry.tags) == ("called in sick", ("work",))


def test_a_note_of_several_lines_is_kept_as_typed(app: RecoverylogApp, journal: Journal) -> None:
    flow(app, "n", *keys("we went @home"), "enter", "enter", *keys("at:9 --"), "escape")
    entry = only(journal)
    assert isinstance(entry, Note)
    assert (entry.text, entry.tags) == ("we went @home\n\nat:9 --", ())


# Nothing is lost -----------------------------------------------------------------------------


def test_a_check_in_is_found_again(
    app: RecoverylogApp, journal: Journal, at: Callable[[str], None]
) -> None:
    pressed = ["e", "6", "tab", "tab", "t", "tab", *keys("rain"), *["tab"] * 5]
    thrown_away(journal, *pressed, *keys("a long"))
    assert kept(journal) == []
    at("2026-11-23T09:00+01:00")

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e")
        assert "on 22 November 2026 at 21:14" in notice(pilot)
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.day, entry.at) == (date(2026, 11, 22), NOW)
    assert entry.written == NOW.replace(day=23, hour=8, minute=0)
    assert (entry.mood, entry.craving, entry.part) == (6, None, "evening")
    assert (entry.good, entry.halt, entry.text) == (("rain",), ("tired",), "a long")


@pytest.mark.parametrize(
    ("begun", "rest", "text"),
    [
        (["c", "7", "tab", *keys("bus @tired +mu")], ["tab", *keys("sic")], "bus"),
        (["g", *keys("rain, fin")], keys("ally"), "rain, finally"),
        (["m", *keys("walk wi")], keys("th dogs"), "walk with dogs"),
        (["n", *keys("one"), "enter", *keys("tw")], keys("o"), "one\ntwo"),
    ],
)
def test_a_form_is_found_again_and_gone_on_with(
    app: RecoverylogApp, journal: Journal, begun: list[str], rest: list[str], text: str
) -> None:
    thrown_away(journal, *begun)
    flow(app, begun[0], *rest, "escape")
    entry = only(journal)
    assert entry.text == text
    assert journal.drafts() == ()
    if isinstance(entry, Craving):
        assert (entry.craving, entry.tags, entry.helped) == (7, ("tired",), ("music",))


def test_whoever_types_at_once_sees_what_was_begun_before_it_is_kept(
    app: RecoverylogApp, journal: Journal
) -> None:
    thrown_away(journal, "g", *keys("rain, "))

    async def scene(pilot: Pilot[Any]) -> None:
        gate = threading.Event()
        app.desk._hands.submit(gate.wait, 30)  # nothing can be read until then
        await pilot.press("g", *keys("finally"), "enter")
        assert isinstance(pilot.app.screen, GratitudeForm)
        gate.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, GratitudeForm)
        assert pilot.app.screen.typed.value == "rain, finally"
        assert kept(journal) == []
        await pilot.press("enter")
        await settle(pilot)

    play(app, scene)
    assert only(journal).text == "rain, finally"


def test_a_draft_of_another_make_does_not_stop_the_form(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft(
        "check_in",
        {"mood": "six", "craving": 99, "good": 7, "halt": ["cold"], "sleep": None, "at": "soon"},
    )
    flow(app, "e", "4", "escape")
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.mood, entry.craving, entry.good, entry.halt) == (4, 10, (), ())


def test_a_full_disk_leaves_the_words_where_they_are(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> Stored:
        raise DiskFull("There is no room left.", hint="Free some space.")

    async def scene(pilot: Pilot[Any]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(journal, "write_from_draft", full)
            await typed(pilot, "g", *keys("rain"), "enter")
            form = pilot.app.screen
            assert isinstance(form, GratitudeForm)
            assert form.typed.value == "rain"
            assert notice(pilot).endswith("Free some space. What you entered is still here.")
            await pilot.press("escape", "s")
            await settle(pilot)
            assert pilot.app.screen is form
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    assert only(journal).text == "rains"


def test_a_form_that_cannot_be_written_can_still_be_left(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> Stored:
        raise DiskFull("There is no room left.")

    monkeypatch.setattr(journal, "write_from_draft", full)

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "g", *keys("rain"), "ctrl+g")
        assert shown(pilot) is GratitudeForm
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert shown(pilot) is Today

    play(app, scene)
    assert kept(journal) == []
    assert [draft.name for draft in journal.drafts()] == ["gratitude"]


def test_leaving_without_keeping_can_be_taken_back(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "c", "7", "tab", *keys("bus"), "ctrl+g")
        assert isinstance(pilot.app.screen, Today)
        assert "u brings it back" in notice(pilot)
        assert kept(journal) == []
        assert len(kept(journal, deleted=True)) == 1
        await pilot.press("u")
        await settle(pilot)

    play(app, scene)
    assert only(journal).text == "bus"
    assert journal.drafts() == ()


def test_locking_keeps_what_is_being_typed(app: RecoverylogApp, journal: Journal) -> None:
    saved: list[str] = []
    save = journal.save_draft

    def noted(name: str, fields: dict[str, Any]) -> None:
        save(name, fields)
        saved.append(fields["line"])

    journal.save_draft = noted  # type: ignore[assignment,method-assign]

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "g", *keys("rain"), "ctrl+l")
        assert not app.desk.is_open

    play(app, scene)
    assert saved[-1] == "grateful rain"


async def at_once(pilot: Pilot[Any], *pressed: str) -> None:
    """Press keys without a pause for the screen, as they come over a slow line."""
    for key in pressed:
        pilot.app.post_message(Key(key, " " if key == "space" else key if len(key) == 1 else None))
    await settle(pilot)


@pytest.mark.parametrize("move", ["tab", "down", "enter"])
def test_keys_that_come_all_at_once_each_find_their_field(
    app: RecoverylogApp, journal: Journal, move: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e")
        await at_once(pilot, "6", move, "3", move, "t", move, *"rain", move, *"sun", "escape")

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.mood, entry.craving, entry.good) == (6, 3, ("rain", "sun"))


@pytest.mark.parametrize("end", ["enter", "escape", "ctrl+s"])
def test_what_is_typed_right_before_the_end_is_kept(
    app: RecoverylogApp, journal: Journal, end: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "c")
        await at_once(pilot, "7", end)
        await typed(pilot, "g")
        await at_once(pilot, *"rain", end)
        await typed(pilot, "n")
        await at_once(pilot, *"soup", "escape" if end == "enter" else end)

    play(app, scene)
    craving, *others = kept(journal)
    assert isinstance(craving, Craving)
    assert [entry.text for entry in others] == ["rain", "soup"]


# Foreign text, keys from everywhere, sizes ---------------------------------------------------


@pytest.mark.parametrize("key", ["c", "g", "n", "e", "a"])
def test_hostile_words_are_shown_and_kept_but_do_nothing(
    app: RecoverylogApp, journal: Journal, key: str
) -> None:
    fields: dict[str, dict[str, Any]] = {
        "c": {"line": f"craving 7 {HOSTILE}", "craving": 7},
        "g": {"line": f"grateful {HOSTILE}"},
        "n": {"text": f"{HOSTILE}\nand more"},
        "e": {"good": [HOSTILE], "text": HOSTILE, "mood": 3, "ask": HOSTILE},
        "a": {"intention": HOSTILE, "hard_moment": HOSTILE, "plan": HOSTILE},
    }
    draft = KEYS[key].DRAFT
    journal.save_draft(draft, fields[key])
    for kind in ("gratitude", "connection"):
        journal.write(journal.new_entry(kind=kind, text=HOSTILE, people=(HOSTILE,), tags=("t",)))
    journal.write(journal.new_entry(kind="craving", craving=1.0, helped=("x\x1b]0;y\x07",)))

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, key)
        drawn = "".join(
            strip.text for strip in pilot.app.screen._compositor.render_strips(pilot.app.size)
        )
        assert "[@click=app.bell]x[/]" in drawn
        assert not set(drawn) & set("\x1b\x07\u202e\u2066")
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    entry = kept(journal)[-1]
    words: tuple[str, ...] = (entry.text,)
    if isinstance(entry, CheckIn):
        words = tuple(filter(None, (*entry.good, entry.text, entry.intention)))
    assert words[0].startswith(HOSTILE)


def test_the_crisis_key_works_while_a_field_is_empty(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(app, "action_crisis", lambda: asked.append("!"))

    async def scene(pilot: Pilot[Any]) -> None:
        for key in FORMS:
            await typed(pilot, key)
            for _ in pilot.app.screen.focus_chain:
                asked.clear()
                await pilot.press("exclamation_mark")
                await pilot.pause()
                assert asked == ["!"], pilot.app.focused
                await pilot.press("tab")
            await pilot.press("escape")
            await settle(pilot)

    play(app, scene)


@pytest.mark.parametrize("size", [(40, 12), (71, 24), (80, 24), (140, 40)])
def test_every_field_can_be_reached_at_every_size(
    app: RecoverylogApp, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for key in FORMS:
            await typed(pilot, key)
            seen = []
            for _ in pilot.app.screen.focus_chain:
                field = pilot.app.focused
                assert field is not None
                seen.append(field)
                await pilot.wait_for_scheduled_animations()
                assert pilot.app.screen.find_widget(field).visible_region.area
                # In a craving tab goes to the line at once, and down to what stands by.
                await pilot.press("down" if isinstance(field, Rating) else "tab")
            assert seen == pilot.app.screen.focus_chain
            fields = pilot.app.screen.query_one("#fields")
            if size >= (80, 24):
                assert fields.virtual_size.height <= fields.size.height
            await pilot.press("escape")
            await settle(pilot)

    play(app, scene, size=size)


@pytest.mark.parametrize(
    ("now", "before", "came"),
    [
        ({"text": "calm, and tea"}, {"text": "calm"}, {"text": ", and tea"}),
        ({"text": "calm", "mood": 6}, {"text": "calm", "mood": 6}, {}),
        ({"good": ["river", "Ada called"]}, {"good": ["river"]}, {"good": ["Ada called"]}),
        ({"good": ["river"]}, {"good": ["river", "tea"]}, {}),
        ({"good": ["tea", "tea"]}, {"good": ["tea"]}, {"good": ["tea"]}),
        ({"mood": 4}, {"mood": 6}, {"mood": 4}),
        ({"text": ""}, {"text": "calm"}, {}),
        ({"met": True}, {}, {"met": True}),
    ],
)
def test_what_came_while_it_was_written_is_told_from_what_was_written(
    now: dict[str, Any], before: dict[str, Any], came: dict[str, Any]
) -> None:
    assert form_page.since(now, before) == came
