"""One entry whole, and changing it with what it said before at hand."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from recoverylog.errors import DiskFull
from recoverylog.journal.entry import CheckIn, Craving, Mood, Note
from recoverylog.journal.selection import Stored
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.editing import EditForm, VersionList, as_line
from recoverylog.tui.screens.entry import EntryPage, earlier, take_back
from recoverylog.tui.screens.history import History
from recoverylog.tui.widgets.edit_fields import (
    CheckInFields,
    LineFields,
    LongLineFields,
    TextFields,
)
from recoverylog.tui.widgets.line import LineInput
from tests.tui import seeing
from tests.tui.conftest import play, settle

KEYS = {" ": "space", "@": "at", "+": "plus", ":": "colon", "\n": "enter"}
AT = datetime.fromisoformat("2026-11-20T18:30:00+01:00")
HOSTILE = "[@click=app.bell]x[/] \x1b]0;owned\x07 \u202eevil [bold]loud[/bold]"


def write(journal: Journal, **fields: Any) -> Stored:
    return journal.write(journal.new_entry(**{"kind": "note", "at": AT} | fields))


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


async def entry(pilot: Pilot[Any], stored: Stored) -> EntryPage:
    page = EntryPage(stored)
    pilot.app.push_screen(page)
    await settle(pilot)
    return page


async def edit(pilot: Pilot[Any], stored: Stored) -> EditForm:
    await entry(pilot, stored)
    await press(pilot, "e")
    form = pilot.app.screen
    assert isinstance(form, EditForm)
    return form


def text_of(journal: Journal, stored: Stored) -> str:
    return journal.numbered(stored.number).entry.text


# Reading one ------------------------------------------------------------------------------


def test_everything_of_an_entry_is_shown(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(
        journal,
        kind="craving",
        craving=7.0,
        after=3.0,
        text="lonely after lunch\n\nthen the kitchen",
        tags=("lonely", "payday"),
        helped=("walk",),
        people=("Sam",),
        focus=journal.focuses()[0].id,
        written=AT + timedelta(hours=3),
        source="quick",
    )

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        said = seeing.text(app)
        for part in (
            "craving 7 → 3",
            "Friday 20 November 2026 18:30",
            "tagged @lonely @payday",
            "helped +walk",
            "with Sam",
            "focus alcohol",
            "written 20 November 2026 21:30",
            "came by rl, sealed until the journal was opened",
            f"number {stored.number}",
        ):
            assert part in said
        rows = seeing.rows(app)
        first = rows.index("   lonely after lunch")
        assert rows[first + 1 : first + 3] == ["", "   then the kitchen"]
        assert "Earlier versions" not in said

    play(app, scene)


def test_a_check_in_is_shown_whole(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(
        journal, kind="check_in", mood=6.0, good=("rain", "soup"), halt=("tired",), text="long"
    )

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        said = seeing.text(app)
        assert "check-in · mood 6" in said
        assert "good rain soup felt tired" in said

    play(app, scene)


def test_long_words_wrap_at_72_and_scroll(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, text="\n".join(f"{n} " + "word " * 30 for n in range(30)))

    async def scene(pilot: Pilot[Any]) -> None:
        page = await entry(pilot, stored)
        assert page.sheet.query_one("#text").size.width == 72
        for key, farther in (("j", True), ("pagedown", True), ("k", False), ("end", True)):
            before = page.sheet.scroll_y
            await press(pilot, key)
            page.sheet.scroll_to(y=page.sheet.scroll_target_y, animate=False)
            await settle(pilot)
            assert (page.sheet.scroll_y > before) is farther

    play(app, scene, size=(120, 30))


def test_earlier_versions_are_told_with_time_and_words(
    app: RecoverylogApp, journal: Journal
) -> None:
    stored = write(journal, text="first")
    stored = journal.change(stored, text="second")
    stored = journal.delete(stored)
    stored = journal.undo(stored)
    stored = journal.change(stored, text="third")

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        said = seeing.text(app)
        assert said.index("third") < said.index("second") < said.index("first  "[:5])
        assert "Earlier versions 22 November 2026 21:14" in said
        assert "as first written note first" in said

    play(app, scene)
    texts = [version.entry.text for version in earlier(journal.versions(stored))]
    assert texts == ["second", "first"]


def test_it_opens_from_the_list_and_esc_goes_back(app: RecoverylogApp, journal: Journal) -> None:
    write(journal, text="from the list", at=AT + timedelta(days=2))

    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "h", "tab", "enter")
        assert isinstance(top(app), EntryPage)
        await press(pilot, "escape")
        assert isinstance(top(app), History)

    play(app, scene)


def test_hostile_text_is_inert(app: RecoverylogApp, journal: Journal) -> None:
    fields = {"tags": (HOSTILE,), "people": (HOSTILE,), "focus_word": HOSTILE, "source": HOSTILE}
    stored = write(journal, text=HOSTILE, when_words=HOSTILE, **fields)
    stored = journal.change(stored, text=f"{HOSTILE}\n{HOSTILE}")

    async def scene(pilot: Pilot[Any]) -> None:
        for page in (await entry(pilot, stored), await edit(pilot, stored)):
            said = "\n".join(seeing.rows(app))
            assert "[@click=app.bell]x[/]" in said
            assert not set("\x1b\x07\u202e") & set(said)
            for row in page._compositor.render_strips():
                for segment in row:
                    assert "@click" not in str(segment.style and segment.style.meta)

    play(app, scene)
    assert text_of(journal, stored) == f"{HOSTILE}\n{HOSTILE}"


def test_any_size_can_be_drawn(app: RecoverylogApp, journal: Journal) -> None:
    stored = journal.change(write(journal, kind="check_in", mood=5.0), text="more")

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        for mood, (width, height) in enumerate(((20, 5), (10, 3), (71, 24), (200, 60)), start=6):
            await pilot.resize_terminal(width, height)
            await press(pilot, "e", str(mood), "ctrl+s")
            assert isinstance(top(app), EntryPage)
            changed = journal.numbered(stored.number).entry
            assert isinstance(changed, CheckIn)
            assert changed.mood == mood

    play(app, scene, size=(20, 5))


# Delete and undo --------------------------------------------------------------------------


def test_delete_and_undo_on_the_page(app: RecoverylogApp, journal: Journal) -> None:
    stored = journal.change(write(journal, text="first"), text="second")

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        await press(pilot, "d")
        assert journal.numbered(stored.number).deleted
        assert "note in the bin" in seeing.text(app)
        assert "In the bin for seven days; u takes it back." in seeing.text(app)
        await press(pilot, "d")
        assert "already" in seeing.text(app)
        await press(pilot, "u")
        assert not journal.numbered(stored.number).deleted
        assert "in the bin" not in seeing.text(app)
        await press(pilot, "u")
        assert text_of(journal, stored) == "first"
        await press(pilot, "u")
        assert journal.numbered(stored.number).deleted
        await press(pilot, "u")
        assert not journal.numbered(stored.number).deleted
        assert text_of(journal, stored) == "first"

    play(app, scene)


def test_undo_on_the_page_leaves_other_entries_alone(app: RecoverylogApp, journal: Journal) -> None:
    stored = journal.change(write(journal, text="first"), text="second")
    other = journal.change(write(journal, text="other"), text="other, changed")

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        await press(pilot, "u")
        assert text_of(journal, stored) == "first"
        assert text_of(journal, other) == "other, changed"

    play(app, scene)


def test_what_an_undo_put_into_the_bin_comes_back_too(journal: Journal) -> None:
    stored = journal.undo(write(journal, text="written and taken back"))
    assert stored.deleted
    back = take_back(journal, stored)
    assert not back.deleted
    assert back.entry == stored.entry


def test_an_entry_that_was_erased_meanwhile_is_said(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal)
    journal.delete(stored)
    journal.purge()

    async def scene(pilot: Pilot[Any]) -> None:
        await entry(pilot, stored)
        assert "There is no entry" in seeing.text(app)
        await press(pilot, "d")
        assert "was erased meanwhile" in seeing.text(app)
        await press(pilot, "e", "escape", "escape")
        assert not isinstance(top(app), EntryPage)

    play(app, scene)


# Changing one -----------------------------------------------------------------------------


def test_a_line_is_changed_and_kept_with_enter(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(
        journal, kind="craving", craving=7.0, text="bus", tags=("tired",), helped=("music",)
    )

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        line = form.query_one("#edit-line", Input)
        assert line.value == "craving 7 bus @tired +music"
        await type_in(pilot, " after:2")
        assert "helped by music · after 2" in seeing.text(app)
        await press(pilot, "enter")
        assert isinstance(top(app), EntryPage)
        said = seeing.text(app)
        assert "craving 7 → 2" in said
        assert "Changed; what it said before is kept below." in said

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert isinstance(changed, Craving)
    assert (changed.craving, changed.after, changed.text) == (7, 2, "bus")
    assert (changed.at, changed.day) == (stored.entry.at, stored.entry.day)
    assert [version.action for version in journal.versions(stored)] == ["write", "edit"]
    assert journal.draft(f"edit-{stored.number}") is None


def test_unchanged_nothing_is_written(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, text="as it is")

    async def scene(pilot: Pilot[Any]) -> None:
        await edit(pilot, stored)
        await press(pilot, "x", "backspace", "enter")
        assert isinstance(top(app), EntryPage)
        assert "Changed" not in seeing.text(app)

    play(app, scene)
    assert len(journal.versions(stored)) == 1
    assert journal.drafts() == ()


def test_an_empty_line_is_not_kept(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, text="words")

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        await press(pilot, "ctrl+u", "enter")
        assert top(app) is form
        assert "There is nothing in it." in seeing.text(app)

    play(app, scene)
    assert text_of(journal, stored) == "words"


def test_leaving_keeps_a_draft_that_is_there_again(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, text="words")

    async def scene(pilot: Pilot[Any]) -> None:
        await edit(pilot, stored)
        await type_in(pilot, " and more")
        await press(pilot, "escape")
        assert isinstance(top(app), EntryPage)
        assert "a change that you began" in seeing.text(app)
        draft = journal.draft(f"edit-{stored.number}")
        assert draft is not None
        assert draft.fields == {"line": "note words and more", "number": stored.number}
        assert text_of(journal, stored) == "words"
        await press(pilot, "e")
        assert "Here is what you had begun to change at 21:14." in seeing.text(app)
        assert app.screen.query_one("#edit-line", Input).value == "note words and more"
        await press(pilot, "enter")
        assert text_of(journal, stored) == "words and more"
        assert journal.drafts() == ()
        assert "that you began" not in seeing.text(app)

    play(app, scene)


def test_a_draft_is_what_the_command_would_finish(app: RecoverylogApp, journal: Journal) -> None:
    line = write(journal, text="words")
    check_in = write(journal, kind="check_in", mood=5.0, good=("soup",))

    async def scene(pilot: Pilot[Any]) -> None:
        await edit(pilot, line)
        await type_in(pilot, " more")
        await press(pilot, "escape", "escape")
        await edit(pilot, check_in)
        await press(pilot, "8", "escape", "escape")

    play(app, scene)
    for draft in journal.drafts():
        journal.keep_draft(draft)
    assert text_of(journal, line) == "words more"
    changed = journal.numbered(check_in.number).entry
    assert isinstance(changed, CheckIn)
    assert (changed.mood, changed.good) == (8, ("soup",))


def test_several_lines_are_changed_as_a_text(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, text="one\n\ntwo @not-a-tag")

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        assert form.query(TextFields)
        assert form.query_one(TextArea).text == "one\n\ntwo @not-a-tag"
        await type_in(pilot, "\nthree")
        await press(pilot, "ctrl+s")

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert changed.text == "one\n\ntwo @not-a-tag\nthree"
    assert changed.tags == ()


def test_a_long_line_has_room_and_keeps_its_tags(app: RecoverylogApp, journal: Journal) -> None:
    long = " ".join(["word"] * 60)
    stored = write(journal, kind="mood", mood=4.0, text=long, tags=("work",))

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        assert form.query(LongLineFields)
        await type_in(pilot, " +sleep")
        await press(pilot, "ctrl+s")

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert isinstance(changed, Mood)
    assert (changed.mood, changed.text, changed.tags) == (4, long, ("work",))
    assert changed.helped == ("sleep",)


def test_what_no_line_can_hold_keeps_everything_but_its_words(
    app: RecoverylogApp, journal: Journal
) -> None:
    stored = write(journal, kind="craving", craving=6.0, text="import", tags=("two words",))
    assert as_line(journal, stored, stored.entry) is None

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        assert form.query(TextFields)
        assert "Numbers, tags and people stay as they are." in seeing.text(app)
        await type_in(pilot, "ed")
        await press(pilot, "ctrl+s")

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert isinstance(changed, Craving)
    assert (changed.text, changed.tags, changed.craving) == ("imported", ("two words",), 6)


def test_a_check_in_is_changed_field_by_field(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(
        journal,
        kind="check_in",
        mood=6.5,
        craving=2.0,
        sleep=7.5,
        good=("rain", "soup"),
        halt=("tired",),
        text="long\nday",
    )

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        fields = form.query_one(CheckInFields)
        assert fields.values() == fields.original()
        await press(pilot, "ctrl+s")
        assert len(journal.versions(stored)) == 1
        await press(pilot, "e", "tab", "backspace", "tab", "tab", "tab")
        await type_in(pilot, "a call")
        await press(pilot, "tab", "l", "tab", "ctrl+u", "8", "ctrl+s")
        assert isinstance(top(app), EntryPage)

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert isinstance(changed, CheckIn)
    assert (changed.mood, changed.craving, changed.sleep) == (6.5, None, 8)
    assert changed.good == ("rain", "soup", "a call")
    assert changed.halt == ("lonely", "tired")
    assert changed.text == "long\nday"


def test_an_earlier_version_is_put_back(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, kind="craving", craving=7.0, text="first", tags=("tired",))
    stored = journal.change(stored, craving=5.0, text="second", tags=())

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        form.query_one(VersionList).focus()
        await press(pilot, "enter")
        assert form.query_one("#edit-line", Input).value == "craving 7 first @tired"
        assert "This is what it said at 21:14; enter keeps it." in seeing.text(app)
        assert isinstance(form.focused, Input)
        await press(pilot, "enter")

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert isinstance(changed, Craving)
    assert (changed.craving, changed.text, changed.tags) == (7, "first", ("tired",))
    assert len(journal.versions(stored)) == 3


def test_a_version_in_the_place_of_a_change_in_progress_is_asked_about(
    app: RecoverylogApp, journal: Journal
) -> None:
    stored = journal.change(write(journal, text="first"), text="second")

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        await type_in(pilot, "!")
        form.query_one(VersionList).focus()
        await press(pilot, "enter")
        assert form.query_one("#edit-line", Input).value.endswith("second!")
        assert "in the place of what you were changing" in seeing.text(app)
        await press(pilot, "enter")
        assert form.query_one("#edit-line", Input).value.endswith("first")

    play(app, scene)


def test_a_version_of_another_time_and_shape_is_put_back(
    app: RecoverylogApp, journal: Journal
) -> None:
    stored = write(journal, text="one\ntwo")
    moved = AT - timedelta(days=2, hours=4)
    stored = journal.change(stored, text="moved", at=moved, day=moved.date(), offset=60, written=AT)

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        assert form.query(LineFields)
        form.query_one(VersionList).focus()
        await press(pilot, "enter")
        assert form.query_one(TextArea).text == "one\ntwo"
        await type_in(pilot, "!")
        await press(pilot, "ctrl+s")

    play(app, scene)
    changed = journal.numbered(stored.number).entry
    assert isinstance(changed, Note)
    assert changed.text == "one\ntwo!"
    assert changed.at == AT


def test_a_line_names_the_time_of_a_version_that_has_another(journal: Journal) -> None:
    stored = write(journal, text="moved")
    moved = AT - timedelta(days=2, hours=4)
    changed = journal.change(stored, at=moved, day=moved.date())
    assert as_line(journal, changed, stored.entry) == 'note moved at:"2026-11-20 18:30"'
    assert as_line(journal, changed, changed.entry) == "note moved"


def test_what_cannot_be_written_stays_in_the_form(
    app: RecoverylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = write(journal, text="words")

    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        await type_in(pilot, " more")
        monkeypatch.setattr(Journal, "rewrite_from_draft", full)
        await press(pilot, "enter")
        assert top(app) is form
        assert "The disk is full. Your words are still here." in seeing.text(app)
        assert form.query_one("#edit-line", Input).value == "note words more"
        monkeypatch.undo()
        await press(pilot, "enter")
        assert isinstance(top(app), EntryPage)

    play(app, scene)
    assert text_of(journal, stored) == "words more"


def test_the_end_of_a_line_is_in_sight(app: RecoverylogApp, journal: Journal) -> None:
    stored = write(journal, text=" ".join(str(number) for number in range(100, 132)))

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        row = seeing.rows(app)[form.query_one("#edit-line").region.y]
        assert row.endswith("130 131")
        await press(pilot, "home")
        assert "› note 100 101" in seeing.rows(app)[form.query_one("#edit-line").region.y]

    play(app, scene)


def test_an_emptied_line_is_nothing_to_go_on_with(app: RecoverylogApp, journal: Journal) -> None:
    stored = journal.write(journal.new_entry(kind="note", text="as it was"))

    async def scene(pilot: Pilot[Any]) -> None:
        await app.push_screen(EditForm(stored))
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert journal.drafts()
        await pilot.press("ctrl+u", *["backspace"] * 3, "delete")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)

    play(app, scene)
    assert journal.drafts() == ()


def test_what_is_typed_while_a_change_is_written_is_kept_as_another_one(
    app: RecoverylogApp, journal: Journal
) -> None:
    stored, gate = write(journal, text="tea"), threading.Event()

    async def scene(pilot: Pilot[Any]) -> None:
        form = await edit(pilot, stored)
        await type_in(pilot, " and bread")
        app.desk._hands.submit(gate.wait, 10)
        await pilot.press("ctrl+s")
        await pilot.pause()
        field = form.query_one(LineInput)
        field.value += " and jam"  # as keys do, once they wait no longer
        gate.set()
        await settle(pilot)
        assert top(app) is form
        assert text_of(journal, stored) == "tea and bread"
        assert "since then" in seeing.text(app)
        (draft,) = journal.drafts()
        assert draft.fields["line"].endswith("tea and bread and jam")
        await press(pilot, "escape")
        assert isinstance(top(app), EntryPage)
        assert "Changed" in seeing.text(app)
        await press(pilot, "e")
        await press(pilot, "ctrl+s")

    play(app, scene)
    assert text_of(journal, stored) == "tea and bread and jam"
    assert journal.drafts() == ()
