"""What is typed or pasted is never lost on the way: not by a full disk, nor by a second screen."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from recoverylog.errors import DiskFull
from recoverylog.journal.draft import Draft
from recoverylog.journal.entry import CheckIn
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.session.seat import Seat
from recoverylog.tui import keeping, start
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.form_page import FormPage
from recoverylog.tui.screens.evening import EveningForm
from recoverylog.tui.screens.focus import FocusForm
from recoverylog.tui.screens.morning import MorningForm
from recoverylog.tui.screens.words import GratitudeForm
from recoverylog.tui.widgets.fields import Area
from recoverylog.tui.widgets.keys import Keys, placed
from recoverylog.tui.widgets.line import LineInput
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.test_forms import kept, keys, notice, only, typed

ROOM = 74
FULL = "There is no room left on the disk."
HANDED_BACK = "Your words were not kept. Here they are, so that you can copy them:"


async def paste(pilot: Pilot[Any], text: str) -> None:
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await settle(pilot)


# What is pasted ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("craving 4 bus\nlonely @tired\n", "craving 4 bus lonely @tired"),
        ("  one \r\n\r\n\t two", "one two"),
        ("rain at last ", "rain at last "),
        ("\n", ""),
    ],
)
def test_every_pasted_line_is_in_the_line(app: RecoverylogApp, text: str, value: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space")
        await paste(pilot, text)
        line = pilot.app.screen.query_one("#line", LineInput)
        assert line.value == value
        line.value = ""
        pilot.app.copy_to_clipboard(text)
        await pilot.press("ctrl+v")
        assert line.value == value

    play(app, scene)


def test_the_end_of_a_line_that_comes_as_a_key_parts_two_words(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space", *"one", "ctrl+j", *"two")
        assert pilot.app.screen.query_one("#line", LineInput).value == "one two"

    play(app, scene)


def test_pasted_good_things_go_into_a_field_each(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", "down", "down", "down")
        await paste(pilot, "rain\nmusic\na call\nbread\n")
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "good-3"
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert entry.good == ("rain", "music", "a call bread")


# No room left --------------------------------------------------------------------------------


@pytest.fixture
def full(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let no draft be written whose name is in the list that is returned."""
    names: list[str] = []
    save = journal.save_draft

    def refuse(name: str, fields: dict[str, Any]) -> None:
        if name in names:
            raise DiskFull(FULL)
        save(name, fields)

    monkeypatch.setattr(journal, "save_draft", refuse)
    return names


async def written(pilot: Pilot[Any], app: RecoverylogApp) -> None:
    await app.desk.do(lambda: None)
    await settle(pilot)


def test_it_is_said_at_once_that_words_are_not_kept(
    app: RecoverylogApp, journal: Journal, full: list[str]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        keeping.told_by(app)
        full.append("gratitude")
        await typed(pilot, "g", *keys("rain"))
        await written(pilot, app)
        assert notice(pilot) == (
            "Not kept yet: there is no room left on the disk. Your words are on the screen only."
        )
        full.clear()
        await pilot.press("s")
        await written(pilot, app)
        assert notice(pilot) == ""

    play(app, scene)
    assert [draft.fields["line"] for draft in journal.drafts()] == ["grateful rains"]
    assert app.desk.close() == ""


def test_other_drafts_are_kept_and_that_one_is_tried_again(
    app: RecoverylogApp, journal: Journal, full: list[str]
) -> None:
    desk = app.desk

    async def scene(pilot: Pilot[Any]) -> None:
        full.append("note")
        desk.draft("line", {"line": "mood 4"})
        desk.draft("note", {"kind": "note", "text": "rain"})
        await written(pilot, app)
        assert [draft.name for draft in journal.drafts()] == ["line"]
        full.clear()
        desk.draft("line", {"line": "mood 5"})
        await written(pilot, app)
        assert {draft.name for draft in journal.drafts()} == {"line", "note"}

    play(app, scene)


def test_what_became_an_entry_is_not_tried_again(
    app: RecoverylogApp, journal: Journal, full: list[str]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        full.append("gratitude")
        await typed(pilot, "g", *keys("rain"))
        full.clear()
        await pilot.press("enter")
        await settle(pilot)
        app.desk.draft("line", {"line": "mood 5"})
        await written(pilot, app)

    play(app, scene)
    assert len(kept(journal)) == 1
    assert [draft.name for draft in journal.drafts()] == ["line"]


def test_what_could_not_be_kept_is_handed_back(
    app: RecoverylogApp,
    full: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    full += ["note", "line", "check_in"]

    def scene() -> None:
        desk = app.desk
        desk.draft("line", {"line": "craving 8 bus \x1b]0;x\x07@tired"})
        desk.draft("note", {"kind": "note", "text": "one\ntwo"})
        desk.draft("check_in", {"kind": "check_in", "mood": 6.0, "good": ["rain"]})
        desk.draft("gratitude", None)

    monkeypatch.setattr(app, "run", scene)
    start._shown(app)
    told = capsys.readouterr().err
    assert told.startswith(HANDED_BACK)
    assert "\ncraving 8 bus" in told
    assert "note:\none\ntwo\n" in told
    assert "check-in: mood 6 · rain" in told
    assert "\x1b" not in told


def test_a_locked_journal_shows_nothing_when_it_is_left(
    app: RecoverylogApp, full: list[str]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        full.append("gratitude")
        await typed(pilot, "g", *keys("rain"))
        await pilot.press("ctrl+l")
        await settle(pilot)

    play(app, scene)
    assert app.desk.close() == "Some words could not be kept before the journal was locked."


# Two screens ---------------------------------------------------------------------------------


def second(journal: Journal) -> RecoverylogApp:
    other = opening.open_with(journal.places, PASSPHRASE).journal
    return RecoverylogApp(Desk(journal.places, other))


def test_what_another_screen_is_writing_is_not_offered(
    app: RecoverylogApp, journal: Journal
) -> None:
    other = second(journal)

    async def also(pilot: Pilot[Any]) -> None:
        assert pilot.app.screen.query_one("#line", LineInput).value == ""
        await typed(pilot, "n")
        assert pilot.app.screen.query_one(Area).text == ""
        await pilot.press(*"two", "escape")
        await settle(pilot)
        await pilot.press("space", *"mood")
        await written(pilot, other)

    async def scene(pilot: Pilot[Any]) -> None:
        app.desk.draft("line", {"line": "craving"})
        await typed(pilot, "n", *"one")
        await written(pilot, app)
        async with other.run_test() as second_pilot:
            await settle(second_pilot)
            await also(second_pilot)
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    assert sorted(entry.text for entry in kept(journal)) == ["one", "two"]
    assert {draft.name: draft.fields["line"] for draft in journal.drafts()} == {
        "line": "craving",
        "line-2": "mood",
    }
    assert other.desk.close() == ""


def test_what_a_screen_that_is_gone_had_begun_is_found(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft("gratitude-2", {"kind": "gratitude", "line": "grateful rain"})
    journal.save_draft("note-3", {"kind": "note", "text": "held"})
    third = [seat := Seat.take(journal.places), Seat.take(journal.places)]
    held = Seat.take(journal.places)
    assert held.number == 3
    for one in third:
        one.leave()
    assert seat.number == 1

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "g")
        form = pilot.app.screen
        assert isinstance(form, GratitudeForm)
        assert form.typed.value == "rain"

    play(app, scene)
    assert {draft.name for draft in journal.drafts()} == {"gratitude", "note-3"}
    held.leave()


def test_the_draft_of_a_second_screen_is_settled_like_any_other(journal: Journal) -> None:
    journal.save_draft("note-2", {"kind": "note", "text": "rain"})
    journal.save_draft("line-2", {"line": "mood 5"})
    for name in ("note-2", "line-2"):
        draft = journal.draft(name)
        assert isinstance(draft, Draft)
        journal.keep_draft(draft)
    assert sorted((entry.kind, entry.source) for entry in kept(journal)) == [
        ("mood", "log"),
        ("note", "form"),
    ]


# The form of a focus -------------------------------------------------------------------------


async def focus_form(pilot: Pilot[Any]) -> FocusForm:
    form = FocusForm()
    pilot.app.push_screen(form)
    await settle(pilot)
    return form


def test_a_begun_focus_is_still_there(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await focus_form(pilot)
        await pilot.press(*"sugar", "tab", *"30d", "tab", "space", "escape")
        await settle(pilot)
        form = await focus_form(pilot)
        assert (form.label.value, form.since.value) == ("sugar", "30d")
        assert form.counting.counting == "only_logged"
        assert "not kept yet" in notice(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        form = await focus_form(pilot)
        assert form.label.value == ""

    play(app, scene)


def test_keys_that_come_at_once_go_where_they_were_meant(
    app: RecoverylogApp, journal: Journal
) -> None:
    from textual.events import Key

    async def scene(pilot: Pilot[Any]) -> None:
        form = await focus_form(pilot)
        named = {"\t": "tab", "\r": "enter"}
        for character in "sugar\t35d\r\r":
            pilot.app.post_message(Key(named.get(character, character), character))
        await settle(pilot)
        assert pilot.app.screen is not form

    play(app, scene)
    assert [(one.label, one.since.isoformat()) for one in journal.focuses()] == [
        ("alcohol", "2026-05-14"),
        ("sugar", "2026-10-18"),
    ]


# Fields of the forms -------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["sieben", "99"])
def test_a_sleep_that_is_no_number_is_kept_in_words(
    app: RecoverylogApp, journal: Journal, said: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "a", *["down"] * 3, *said)
        form = pilot.app.screen
        assert isinstance(form, MorningForm)
        assert form.sleep.value == said
        assert "a number from 0 to 24" in notice(pilot)
        await pilot.press("tab", *keys("long day"), "escape")
        await settle(pilot)

    play(app, scene)
    entry = only(journal)
    assert isinstance(entry, CheckIn)
    assert (entry.sleep, entry.text) == (None, f"long day\nslept: {said}")


def test_a_number_beyond_the_scale_is_told_and_not_taken(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", "1", "2")
        form = pilot.app.screen
        assert isinstance(form, EveningForm)
        assert form.mood.value == 1
        assert "from 0 to 10" in notice(pilot)
        await pilot.press("2")
        assert form.mood.value == 2

    play(app, scene)


def test_the_mark_stands_at_the_word_that_a_letter_chose(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, "e", *["down"] * 2, "l")
        form = pilot.app.screen
        assert isinstance(form, EveningForm)
        assert "› • lonely" in form.halt.render().plain
        assert form.halt.render().plain.count("›") == 1

    play(app, scene)


# In a craving the row is full; there the help tells of it.
@pytest.mark.parametrize("key", ["e", "g", "n"])
def test_throwing_away_is_offered_where_there_is_something(app: RecoverylogApp, key: str) -> None:
    from tests.tui.seeing import text

    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, key)
        assert "ctrl g bin" not in text(pilot.app)
        await pilot.press("8")
        await settle(pilot)
        assert text(pilot.app).rstrip().endswith("ctrl g bin")

    play(app, scene)


def test_throwing_away_is_not_offered_once_nothing_was_found(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.tui.seeing import text

    found = asyncio.Event()
    look = FormPage._look

    async def late(form: FormPage) -> bool | None:
        await found.wait()
        return await look(form)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("n")
        await pilot.pause()
        assert "ctrl g bin" in text(pilot.app)
        found.set()
        await settle(pilot)
        assert "ctrl g bin" not in text(pilot.app)

    monkeypatch.setattr(FormPage, "_look", late)
    play(app, scene)


@pytest.mark.parametrize("pressed", ["c7", "c7\tx", "e7", "e7\t\tx", "gx", "mx", "nx"])
def test_the_keys_fit_the_row(app: RecoverylogApp, pressed: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await typed(pilot, *["tab" if key == "\t" else key for key in pressed])
        footer = pilot.app.screen.query_one(Keys)
        shown = placed(footer.in_row, footer.size.width)
        assert [one.shown for one in shown] == list(footer.in_row)
        assert 0 < shown[-1].end <= ROOM

    play(app, scene)


def test_what_one_has_to_know_of_a_line_comes_first(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("space", *keys("craving bus ride home in the rain and then some more"))
        shown = pilot.app.screen.query_one("#understood").render()
        assert str(shown).startswith("a craving takes a number from 0 to 10; kept as a note")

    play(app, scene)
