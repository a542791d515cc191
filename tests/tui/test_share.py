"""Share mode: what is chosen, what is seen, what leaves, and that no word of it gets lost."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from recoverylog import settings
from recoverylog.errors import DiskFull
from recoverylog.journal.focus import Focus
from recoverylog.journal.shared import FORMS, Shared
from recoverylog.journal.supporter import Supporter
from recoverylog.session import handover, opening
from recoverylog.session.demo import open_demo
from recoverylog.session.journal import Journal
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import OFFERED, Section, part_names
from recoverylog.tui import choosing, keeping, outgoing, themes
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.choosing import FORM_WORDS
from recoverylog.tui.composed import Composed, Composer
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.blank import BlankPage
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.handing import HandingPage, free_place
from recoverylog.tui.screens.sealed_words import SealedWordsPage
from recoverylog.tui.screens.sentences import NeedPage, SentencesPage
from recoverylog.tui.screens.share import SharePage
from recoverylog.tui.screens.today import Today
from recoverylog.tui.widgets.parts import ORDER
from tests.tui import legible
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.seeing import rows, text, words
from tests.tui.test_hostile_text import HOSTILE, WORD, click_the_words, faults, fill

FOCUS = "0" * 31 + "1"
"""The id of the focus of every journal here."""
SAM = Supporter(id="5" * 32, name="Samira Wolff", role="sponsor")


@pytest.fixture
def demo() -> Iterator[RecoverylogApp]:
    """Return the application over a year of an invented person."""
    with open_demo() as opened:
        yield RecoverylogApp(Desk(opened.places, opened))


@pytest.fixture(autouse=True)
def documents() -> Path:
    """Return the folder of the person's documents."""
    folder = Path.home() / "Documents"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def some(journal: Journal) -> Journal:
    """Return a journal with something for every part, in words that tell where they came from."""
    write(journal, 0, kind="note", ask=True, text="how Sundays could go")
    write(journal, 1, kind="note", text="the form is in the drawer")
    write(journal, 2, kind="note", text="a long walk home")
    write(journal, 1, kind="gratitude", text="rain on the roof")
    write(journal, 1, kind="check_in", mood=6.0, good=("left early", "bread"))
    for back in range(1, 5):
        write(journal, back, kind="mood", mood=5.0 + back % 3)
        write(
            journal,
            back,
            kind="craving",
            craving=4.0,
            focus=FOCUS,
            tags=("payday",),
            helped=("music",),
        )
    write(journal, 2, kind="connection", text="tea", people=("Ada Berg",))
    return journal


def write(journal: Journal, back: int, **fields: Any) -> None:
    day = journal.today() - timedelta(days=back)
    at = datetime.fromisoformat(f"{day}T12:00:00+01:00").astimezone(UTC)
    journal.write(journal.new_entry(day=day, at=at, offset=60, **fields))


async def press(pilot: Pilot[Any], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


async def go(pilot: Pilot[Any], *pressed: str) -> SharePage:
    """Come from today."""
    await press(pilot, "s")
    shown = page(pilot)
    await press(pilot, *pressed)
    return shown


def page(pilot: Pilot[Any]) -> SharePage:
    shown = pilot.app.screen
    assert isinstance(shown, SharePage)
    return shown


def on(app: RecoverylogApp, kind: type[Any]) -> Any:
    assert isinstance(app.screen, kind)
    return app.screen


async def to(pilot: Pilot[Any], section: Section) -> None:
    """Put the cursor on a part."""
    page(pilot).parts.highlighted = ORDER.index(section)
    await settle(pilot)


async def type_words(pilot: Pilot[Any], said: str) -> None:
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(said))
    await settle(pilot)


async def place(pilot: Pilot[Any], where: str) -> None:
    """Name another file on the page before it is written."""
    shown = on(pilot.app, HandingPage)  # type: ignore[arg-type]
    shown.field.value = where
    await settle(pilot)


def preview(pilot: Pilot[Any]) -> str:
    return page(pilot).letter.text


def notice(app: RecoverylogApp) -> str:
    return words(app.screen.notice)  # type: ignore[attr-defined]


def draft(journal: Journal) -> dict[str, Any] | None:
    found = journal.draft("share")
    return dict(found.fields) if found is not None else None


def only(journal: Journal) -> Shared:
    (row,) = journal.shared()
    return row


# Coming and going ---------------------------------------------------------------------------


def test_it_opens_from_today_and_goes_back(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        assert "s share" in rows(app)[-1]
        assert "! crisis" in rows(app)[-1]
        assert "? help" in rows(app)[-1]
        shown = await go(pilot)
        assert shown.parts.has_focus
        assert shown.choosing.sections == OFFERED
        await press(pilot, "escape")
        on(app, Today)

    play(app, scene)
    assert draft(some) is None
    assert some.shared() == []


def test_the_palette_and_the_help_know_it(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "question_mark")
        assert "Hand a page to somebody" in text(app)
        await press(pilot, "escape", "ctrl+p", *"page to somebody", "enter")
        page(pilot)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_the_page_is_there_before_the_journal_has_been_read(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    compose = Composer.compose

    def slow(self: Composer, *given: Any) -> Composed:
        assert gate.wait(30)
        return compose(self, *given)

    monkeypatch.setattr(Composer, "compose", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("s")
        await pilot.pause()
        assert "what I want to talk about" in text(app)
        # What is ticked meanwhile is not lost.
        await pilot.press("space")
        await pilot.pause()
        gate.set()
        await settle(pilot)
        assert Section.TALK not in page(pilot).choosing.sections
        assert "how Sundays could go" not in preview(pilot)

    play(app, scene)


def test_what_is_pressed_before_the_draft_is_there_counts(
    app: RecoverylogApp, some: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    find = some.draft

    def slow(name: str) -> Any:
        assert gate.wait(30)
        return find(name)

    some.save_draft("share", {"days": 90})
    monkeypatch.setattr(some, "draft", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        gate.clear()
        await pilot.press("s", "space")
        await pilot.pause()
        gate.set()
        await settle(pilot)
        assert page(pilot).choosing.days == 90
        assert page(pilot).choosing.sections == OFFERED - {Section.TALK}

    gate.set()
    play(app, scene)


def test_handing_over_waits_for_what_was_chosen_before(
    app: RecoverylogApp, some: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    find = some.draft

    def slow(name: str) -> Any:
        assert gate.wait(30)
        return find(name)

    some.save_draft("share", {"days": 90, "form": "json"})
    monkeypatch.setattr(some, "draft", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        gate.clear()
        await pilot.press("s", "x")
        await pilot.pause()
        page(pilot)
        gate.set()
        await settle(pilot)
        assert on(app, HandingPage).field.value == "~/Documents/letter.json"

    gate.set()
    play(app, scene)


# Ticking and seeing -------------------------------------------------------------------------


@pytest.mark.usefixtures("some")
def test_a_tick_changes_what_is_seen(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "how Sundays could go" in preview(pilot)
        await press(pilot, "space")
        assert "how Sundays could go" not in preview(pilot)
        await to(pilot, Section.NOTES)
        assert "the form is in the drawer" not in preview(pilot)
        await press(pilot, "space")
        assert "the form is in the drawer" in preview(pilot)
        await press(pilot, "space")
        assert "the form is in the drawer" not in preview(pilot)

    play(app, scene)


SAID: dict[Section, dict[str, Any]] = {
    Section.TALK: {"kind": "note", "ask": True, "text": "canarytalk"},
    Section.NOTES: {"kind": "note", "text": "canarynote"},
    Section.GRATITUDE: {"kind": "gratitude", "text": "canarythanks"},
    Section.HELPED: {"kind": "craving", "craving": 3.0, "helped": ("canaryhelp",)},
    Section.TAGS: {"kind": "craving", "craving": 3.0, "tags": ("canarytag",)},
    Section.PROUD: {"kind": "check_in", "good": ("canaryproud",)},
    Section.PEOPLE: {"kind": "connection", "text": "tea", "people": ("Canaryname",)},
}


@pytest.mark.parametrize("section", SAID)
def test_what_is_not_ticked_is_nowhere_on_the_screen(
    app: RecoverylogApp, journal: Journal, section: Section
) -> None:
    for one in SAID.values():
        write(journal, 1, **one)
    (canary,) = re.findall("canary[a-z]+", str(SAID[section]).casefold())
    journal.put_focus(Focus(id=FOCUS, label="canaryfocus", since=date(2026, 5, 14)))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)

        async def tick(*sections: Section) -> str:
            shown.change(lambda chosen: chosen._replace(sections=frozenset(sections)))
            await settle(pilot)
            return (preview(pilot) + text(app)).casefold()

        assert "canary" not in await tick()
        alone = await tick(section)
        # What was never chosen is never said, and no name in any case.
        silent = section in {Section.PROUD, Section.PEOPLE}
        assert (canary in alone) is not silent
        assert "canary" not in alone.replace(canary, "")
        assert canary not in await tick(*(one for one in Section if one is not section))

    play(app, scene, size=(140, 40))


def test_what_a_tick_changes_comes_into_sight(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert shown.scroll.scroll_y == 0
        await press(pilot, "G", "space")
        assert "Grateful for" in text(demo)
        await press(pilot, "p")
        assert shown.scroll.scroll_y == 0
        # Whoever reads is left where they are.
        await press(pilot, "tab", "end")
        there = shown.scroll.scroll_y
        await press(pilot, "n")
        assert shown.scroll.scroll_y >= there > 0

    play(demo, scene)


@pytest.mark.usefixtures("some")
def test_each_part_says_what_it_would_hold(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        held = shown.parts.amounts
        assert held[Section.TALK] == "1 of 1"
        assert held[Section.NOTES] == "0 of 2"
        assert held[Section.GRATITUDE] == "0 of 1"
        assert held[Section.PROUD] == "0 of 2"
        assert held[Section.NEXT] == "none yet"
        assert held[Section.CRAVINGS] == "4"
        assert held[Section.CONNECTIONS] == "1"
        assert held[Section.LOGGED] == "5 of 30"
        assert held[Section.USE_DAYS] == held[Section.AMOUNTS] == "kept private"
        assert "0 of 2" in text(app)
        await to(pilot, Section.NOTES)
        await press(pilot, "space")
        assert shown.parts.amounts[Section.NOTES] == "2 of 2"
        assert part_names()[Section.NOTES] in words(shown.whole)

    play(app, scene, size=(140, 40))


@pytest.mark.usefixtures("some")
def test_a_click_ticks_and_a_click_chooses_what_stands_above(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        row = next(y for y, line in enumerate(rows(app)) if "• mood" in line)
        await pilot.click(offset=(6, row))
        await settle(pilot)
        assert Section.MOOD not in shown.choosing.sections
        row, line = next((y, line) for y, line in enumerate(rows(app)) if "30 days" in line)
        await pilot.click(offset=(line.index("30 days"), row))
        await settle(pilot)
        assert shown.choosing.days == 90
        assert "90 days" in preview(pilot)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_quick_keys_compose_only_what_is_asked_for_last(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    compose = Composer.compose

    def counted(self: Composer, journal: Journal, choosing: Any) -> Composed:
        made.append(choosing.days)
        return compose(self, journal, choosing)

    monkeypatch.setattr(Composer, "compose", counted)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        made.clear()
        gate = threading.Event()
        app.desk._hands.submit(gate.wait, 30)
        for _ in range(20):
            shown.action_next_period()
            shown.action_tick()
        gate.set()
        await settle(pilot)
        assert len(made) <= 2
        assert f"{shown.choosing.days} days" in preview(pilot)

    play(app, scene)


def test_what_another_window_wrote_is_seen_on_coming_back(
    app: RecoverylogApp, some: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "exclamation_mark")
        on(app, CrisisPage)
        with opening.open_with(some.places, PASSPHRASE).journal as other:
            write(other, 0, kind="note", ask=True, text="one more thing")
        await press(pilot, "escape")
        assert "one more thing" in preview(pilot)

    play(app, scene)


# What is chosen beside the parts ------------------------------------------------------------


@pytest.mark.usefixtures("some")
def test_period_form_and_need_go_round(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        seen = []
        for _ in range(3):
            await press(pilot, "p")
            seen.append(shown.choosing.days)
        assert seen == [90, 7, 30]
        forms = []
        for _ in FORMS:
            forms.append(shown.choosing.form)
            assert FORM_WORDS[shown.choosing.form] in text(app)
            await press(pilot, "f")
        assert sorted(forms) == sorted(FORMS)
        assert forms[0] == shown.choosing.form == "page"
        for said in NEEDS.values():
            await press(pilot, "n")
            assert said in preview(pilot)
        await press(pilot, "n")
        assert shown.choosing.need == ""

    play(app, scene)


def test_nothing_moves_for_what_is_chosen(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        stood = shown.parts.region
        for key in ("space", "n", "n", "n", "n", "f", "f", "p", "p", "u", "W", "G", "space"):
            await press(pilot, key)
            assert shown.parts.region == stood, key
        assert "• gratitude" in text(demo)

    play(demo, scene)


def test_it_is_about_one_of_several_focuses(app: RecoverylogApp, some: Journal) -> None:
    some.put_focus(Focus(id="0" * 31 + "2", label="nicotine", since=date(2026, 10, 1)))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert "about all of it" in text(app)
        assert preview(pilot).count("In recovery") == 1
        shown.change(lambda chosen: chosen.toggled(Section.FOCUS))
        await settle(pilot)
        assert preview(pilot).count("In recovery") == 2
        await press(pilot, "o", "o")
        assert "about nicotine" in text(app)
        assert preview(pilot).count("In recovery") == 1
        await press(pilot, "o")
        assert shown.choosing.focus == ""

    play(app, scene)


def test_the_only_supporter_gets_what_they_usually_get(app: RecoverylogApp, some: Journal) -> None:
    some.put_supporter(Supporter(id="5" * 32, name="Samira", sections=("mood", "x"), days=7))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert shown.choosing.sections == {Section.MOOD}
        assert shown.choosing.days == 7
        assert "for Samira" in text(app)
        assert "keep as usual" not in text(app)
        await press(pilot, "space")
        assert "keep as usual" in text(app)
        await press(pilot, "u")
        assert "this is what Samira usually gets" in notice(app)
        assert "keep as usual" not in text(app)
        await press(pilot, "W")
        assert "for whom" in text(app)
        assert preview(pilot).startswith("A page from my journal")

    play(app, scene)
    assert some.supporter("Samira").sections == ("talk", "mood", "x")


def test_u_changes_what_they_get_and_nothing_else(app: RecoverylogApp, some: Journal) -> None:
    some.put_supporter(SAM)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "space")
        some.put_supporter(msgspec.structs.replace(SAM, reach="+1 555 0142", role="friend"))
        await press(pilot, "u")
        changed = some.supporter("Samira Wolff")
        assert (changed.reach, changed.role) == ("+1 555 0142", "friend")
        assert changed.days == 30
        some.archive_supporter(SAM.id)
        await press(pilot, "p", "u")
        assert "Say first whom it is for" in notice(app)

    play(app, scene)
    assert some.supporters() == ()


def test_somebody_put_away_a_moment_ago_stays_so(
    app: RecoverylogApp, some: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    some.put_supporter(SAM)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "space")
        monkeypatch.setattr(app.screen, "look", lambda: None)
        some.archive_supporter(SAM.id)
        await press(pilot, "u")
        assert "not among those who support you any more" in notice(app)

    play(app, scene)
    assert some.supporters() == ()


def test_somebody_is_chosen_on_their_own_page(app: RecoverylogApp, some: Journal) -> None:
    some.put_supporter(SAM)
    some.put_supporter(Supporter(id="6" * 32, name="Ida", role="friend", days=90))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert "for whom" in text(app)
        await press(pilot, "w", "j", "enter")
        assert page(pilot) is shown
        assert preview(pilot).startswith("For my friend")
        assert "90 days" in preview(pilot)

    play(app, scene)


def test_u_without_anybody_says_what_is_missing(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "u")
        assert notice(app) == "Say first whom it is for: w."

    play(app, scene)
    assert some.supporters() == ()


@pytest.mark.parametrize(("key", "name"), [("a", "AnswersPage"), ("l", "LedgerPage")])
@pytest.mark.usefixtures("some")
def test_answers_and_the_ledger_lie_next_door(app: RecoverylogApp, key: str, name: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, key)
        assert type(app.screen).__name__ == name
        await press(pilot, "escape")
        assert page(pilot) is shown

    play(app, scene)


# One's own words ----------------------------------------------------------------------------


def test_a_sentence_is_chosen_changed_and_added(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await to(pilot, Section.PROUD)
        await press(pilot, "enter")
        assert "left early" in text(app)
        await press(pilot, "space")
        await press(pilot, "j", "enter")
        await type_words(pilot, " I baked")
        await press(pilot, "enter", "a")
        await type_words(pilot, "one more")
        await press(pilot, "escape", "escape")
        assert "“left early”" in preview(pilot)
        assert "“bread I baked”" in preview(pilot)
        assert "“one more”" in preview(pilot)
        assert page(pilot).parts.amounts[Section.PROUD] == "3 of 3"

    play(app, scene)
    assert [stored.entry.good for stored in some.select(kinds(some, "check_in"))] == [  # type: ignore[union-attr]
        ("left early", "bread")
    ]


def kinds(journal: Journal, *wanted: Any) -> Any:
    from recoverylog.journal.selection import Selection

    del journal
    return Selection(kinds=wanted)


@pytest.mark.usefixtures("some")
def test_where_there_is_nothing_the_line_waits(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await to(pilot, Section.NEXT)
        await press(pilot, "enter")
        assert on(app, SentencesPage).field.has_focus
        await type_words(pilot, "a call on Wednesday")
        await press(pilot, "enter")
        await type_words(pilot, "tea on Friday")
        await press(pilot, "enter", "enter", "escape")
        assert "“a call on Wednesday”\n  “tea on Friday”" in preview(pilot)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_choosing_one_note_shares_that_one_alone(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        await to(pilot, Section.NOTES)
        await press(pilot, "enter", "space", "escape")
        assert Section.NOTES in shown.choosing.sections
        assert sum(one in preview(pilot) for one in ("in the drawer", "a long walk home")) == 1
        await press(pilot, "enter", "space", "escape")
        assert Section.NOTES not in shown.choosing.sections
        assert "From my notes" not in preview(pilot)

    play(app, scene)


def test_a_note_that_was_chosen_does_not_outlive_its_period(
    app: RecoverylogApp, journal: Journal
) -> None:
    write(journal, 20, kind="note", text="an older note")
    write(journal, 1, kind="note", text="a note of yesterday")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await to(pilot, Section.NOTES)
        await press(pilot, "space", "enter", "a")
        await type_words(pilot, "written for this")
        await press(pilot, "escape", "escape")
        assert "an older note" in preview(pilot)
        await press(pilot, "p", "p")
        assert page(pilot).choosing.days == 7
        assert "an older note" not in preview(pilot)
        assert "a note of yesterday" in preview(pilot)
        assert "written for this" in preview(pilot)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_an_emptied_sentence_is_gone_and_the_entry_offered_as_it_was(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "enter", "enter", "ctrl+u", "enter", "escape")
        assert "how Sundays could go" not in preview(pilot)
        await press(pilot, "enter")
        assert "· how Sundays could go" in text(app)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_a_click_in_the_list_chooses(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "enter")
        row = next(y for y, line in enumerate(rows(app)) if "• how Sundays" in line)
        await pilot.click(offset=(8, row))
        await settle(pilot)
        assert "· how Sundays" in text(app)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_a_need_is_chosen_or_said_in_own_words(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "j", "enter")
        on(app, NeedPage)
        await press(pilot, "j", "enter")
        assert page(pilot) is shown
        assert shown.choosing.need == "advice"
        await press(pilot, "enter", "a")
        await type_words(pilot, "a walk")
        await press(pilot, "escape", "escape")
        assert "What I need\n  a walk\n" in preview(pilot)
        await press(pilot, "n")
        assert "a walk" not in preview(pilot)
        # Own words stay to be chosen again.
        await press(pilot, "n", "n", "n", "n", "n")
        assert shown.choosing.need == "a walk"
        await press(pilot, "enter", "a")
        assert on(app, NeedPage).field.value == "a walk"
        await press(pilot, "ctrl+u", "escape", "escape")
        assert shown.choosing.need == shown.choosing.own_need == ""

    play(app, scene)


# Drafts -------------------------------------------------------------------------------------


def test_what_was_chosen_is_there_again(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "p", "space", "f")
        await to(pilot, Section.NEXT)
        await press(pilot, "enter")
        await type_words(pilot, "a call on Wednes")
        kept = draft(some)
        assert kept is not None
        # It is kept while it is typed, and where a draft could not be kept it is handed back.
        assert kept["text"] == "a call on Wednes"
        await press(pilot, "escape", "escape", "escape")
        assert "go on with what you share" in text(app)
        await press(pilot, "r")
        shown = page(pilot)
        assert "Here is what you had chosen on 22 November 2026 at 21:14." in notice(app)
        assert shown.choosing.days == 90
        assert shown.choosing.form == "text"
        assert Section.TALK not in shown.choosing.sections
        assert "a call on Wednes" in preview(pilot)

    play(app, scene)


def test_a_draft_of_anything_is_read(app: RecoverylogApp, some: Journal) -> None:
    some.save_draft(
        "share",
        {
            "days": "x",
            "form": 3,
            "sections": ["mood", 4, "unknown"],
            "sentences": {"next": [["a", True, ""], ["b"], 7], "talk": 3},
            "need": None,
        },
    )

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert shown.choosing.days == 30
        assert shown.choosing.form == "page"
        assert shown.choosing.sections == {Section.MOOD}

    play(app, scene)


def test_a_draft_of_the_command_line_is_gone_on_with(app: RecoverylogApp, some: Journal) -> None:
    some.save_draft(
        "share",
        {
            "kind": "share",
            "supporter": "",
            "days": 7,
            "on": FOCUS,
            "focuses": [FOCUS],
            "form": "text",
            "need": "advice",
            "sections": ["talk", "need", "next", "notes"],
            "sentences": {
                "next": [["a call on Wednesday", True, ""]],
                "notes": [["a long walk home", True, ""]],
            },
            "text": "a call on Wednesday",
        },
    )

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert "What I need\n  Advice\n" in preview(pilot)
        assert "“a call on Wednesday”" in preview(pilot)
        assert "“a long walk home”" in preview(pilot)
        assert "in the drawer" not in preview(pilot)
        await to(pilot, Section.NOTES)
        await press(pilot, "enter")
        assert text(app).count("a long walk home") == 1
        await press(pilot, "escape")
        assert shown.choosing.focus == FOCUS

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_a_lock_in_the_middle_loses_nothing_and_keeps_nothing_in_sight(app: RecoverylogApp) -> None:
    hands = [0.0]
    app._stopwatch = lambda: hands[0]
    app.touched()

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "p", "x")
        on(app, HandingPage)
        hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
        await app.lock_when_idle()
        await settle(pilot)
        on(app, Door)
        gc.collect()
        assert [one for one in gc.get_objects() if isinstance(one, Composed)] == []
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        await go(pilot)
        assert page(pilot).choosing.days == 90

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_blank_and_crisis_work_on_every_page(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "s")
        for keys in ((), ("enter",), ("a",), ("escape", "escape", "x"), ("enter",)):
            await press(pilot, *keys)
            there = app.screen
            await press(pilot, "f2")
            on(app, BlankPage)
            await press(pilot, "space", "f3")
            on(app, CrisisPage)
            await press(pilot, "escape")
            assert app.screen is there
        on(app, SealedWordsPage)

    play(app, scene)


def test_a_disk_that_keeps_no_draft_is_told_in_one_line(
    app: RecoverylogApp, some: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DiskFull("There is no room left on the disk.")

    async def scene(pilot: Pilot[Any]) -> None:
        keeping.told_by(app)
        with monkeypatch.context() as patch:
            patch.setattr(some, "save_draft", full)
            await go(pilot, "p")
            await app.desk.do(lambda: None)
            await settle(pilot)
            assert "there is no room left on the disk" in notice(app)
            assert page(pilot).choosing.days == 90
        await press(pilot, "space")
        await app.desk.do(lambda: None)
        await settle(pilot)
        kept = draft(some)
        assert kept is not None
        assert kept["days"] == 90

    play(app, scene)


# Handing over -------------------------------------------------------------------------------


def test_what_is_seen_is_what_is_written(
    app: RecoverylogApp, some: Journal, documents: Path
) -> None:
    some.put_supporter(SAM)
    seen = []

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "f", "n")
        seen.append(preview(pilot))
        await press(pilot, "x")
        assert on(app, HandingPage).field.value == "~/Documents/letter.txt"
        assert "It is not encrypted: whoever has this file can read it." in text(app)
        assert "nothing looks through them for names" in text(app)
        await press(pilot, "enter")
        on(app, Today)
        assert notice(app) == "Handed over for Samira Wolff: ~/Documents/letter.txt"
        assert "go on with" not in text(app)

    play(app, scene)
    assert (documents / "letter.txt").read_text(encoding="utf-8") == seen[0]
    row = only(some)
    assert row.supporter == SAM
    assert row.form == "text"
    assert "need" in row.sections
    assert "proud" not in row.sections
    assert draft(some) is None


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_every_other_form_is_handed_over_as_it_is_prepared(
    app: RecoverylogApp, some: Journal, documents: Path, form: Any
) -> None:
    content = []

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        shown.change(lambda chosen: chosen._replace(form=form))
        await settle(pilot)
        assert shown.shown is not None
        content.append(handover.prepare(shown.shown.material, shown.shown.ticked, form))
        await press(pilot, "x", "enter")
        on(app, Today)

    play(app, scene)
    row = only(some)
    assert Path(row.path).parent == documents
    assert Path(row.path).read_bytes() == content[0].leaving.content


def test_a_sealed_page_shows_its_words_once(
    app: RecoverylogApp, some: Journal, documents: Path
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "p", "x", "enter")
        shown = on(app, SealedWordsPage)
        six = shown._words
        assert len(six) == 6
        assert all(word in text(app) for word in six)
        assert "Tell them by voice, on the phone or face to face." in text(app)
        assert "Never in the message that carries the page." in text(app)
        assert "~/Documents/letter.html" in text(app)
        assert "90 days, until 20 February 2027" in text(app)
        assert draft(some) is None
        await press(pilot, "enter")
        assert app.screen is shown
        assert "once more leaves them for good" in notice(app)
        await press(pilot, "enter")
        on(app, Today)
        assert notice(app) == "Handed over: ~/Documents/letter.html"
        content = (documents / "letter.html").read_bytes()
        assert not any(f" {word} ".encode() in content for word in six if len(word) > 6)

    play(app, scene)
    row = only(some)
    assert row.form == "page"
    assert draft(some) is None


@pytest.mark.usefixtures("some")
@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
def test_leaving_asks_whether_the_words_were_told(app: RecoverylogApp, key: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "x", "enter")
        shown = on(app, SealedWordsPage)
        await press(pilot, key)
        assert app.screen is shown
        assert "once more leaves them for good" in notice(app)
        assert not app._exit
        await pilot.press(key)
        assert app._exit

    play(app, scene)


def test_a_long_call_leaves_the_words_there(some: Journal) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(some.places, some), stopwatch=lambda: hands[0])
    idle = settings.DEFAULT_IDLE_MINUTES * 60

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "x", "enter")
        shown = on(app, SealedWordsPage)
        hands[0] += 6 * idle - 1
        await app.lock_when_idle()
        assert app.screen is shown
        hands[0] += 1
        await app.lock_when_idle()
        assert not app.desk.is_open

    play(app, scene)


def test_the_words_go_with_a_lock(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "x", "enter")
        shown = on(app, SealedWordsPage)
        await press(pilot, "ctrl+l")
        on(app, Door)
        assert shown._words == ()

    play(app, scene)


@pytest.mark.parametrize("way", ["by hand", "idle", "left", "under the help"])
def test_a_page_whose_words_were_not_shown_is_taken_back(
    some: Journal, documents: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    real, hands = handover.prepare, [0.0]
    app = RecoverylogApp(Desk(some.places, some), stopwatch=lambda: hands[0])

    def slow(*given: Any) -> Any:
        begun.set()
        assert goes_on.wait(10)
        return real(*given)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "x")
        monkeypatch.setattr(handover, "prepare", slow)
        await pilot.press("enter")
        await asyncio.to_thread(begun.wait, 10)
        threading.Timer(0.3, goes_on.set).start()
        if way == "left":
            await pilot.press("ctrl+q")
            return
        if way == "under the help":
            await pilot.press("f1")
        if way == "idle":
            hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
            await app.lock_when_idle()
        else:
            await pilot.press("ctrl+l")
        await settle(pilot)
        on(app, Door)
        assert os.listdir(documents) == []
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        on(app, Today)
        told = "The page was not handed over: it locked before its six words were shown."
        assert notice(app) == f"{told} Its file was removed."
        # Nothing of it is told, or taken back, a second time.
        await press(pilot, "ctrl+l", *PASSPHRASE, "enter")
        assert notice(app) == ""
        (row,) = await app.desk.ask(lambda journal: journal.shared())
        assert row.closed is not None
        assert row.removed is not None
        assert await app.desk.ask(lambda journal: journal.draft(choosing.DRAFT)) is None

    play(app, scene)
    app.desk.close()
    assert list(documents.iterdir()) == []
    if way == "left":
        assert app.farewell.startswith("The page was not handed over: recoverylog was left")


def test_a_page_whose_file_cannot_be_removed_is_closed(
    app: RecoverylogApp, some: Journal, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise DiskFull("There is no room left on the disk.")

    monkeypatch.setattr(some, "delete_shared_file", refused)
    monkeypatch.setattr(app, "words_are_shown", lambda: True)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "x", "enter")
        await press(pilot, "ctrl+l")
        assert app.undone.endswith("Its file could not be removed; nobody can open it.")
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        (row,) = await app.desk.ask(lambda journal: journal.shared())
        assert row.closed is not None

    play(app, scene)
    assert len(list(documents.iterdir())) == 1


def test_a_page_whose_words_were_seen_stays_open(app: RecoverylogApp, documents: Path) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "n", "x", "enter")
        on(app, SealedWordsPage)
        await press(pilot, "ctrl+l", *PASSPHRASE, "enter")
        assert "not handed over" not in notice(app)
        (row,) = await app.desk.ask(lambda journal: journal.shared())
        assert row.closed is None

    play(app, scene)
    assert len(list(documents.iterdir())) == 1


def test_a_second_file_has_another_name_and_none_is_written_over(
    app: RecoverylogApp, some: Journal, documents: Path
) -> None:
    (documents / "letter.txt").write_text("mine", encoding="utf-8")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "f", "x")
        assert on(app, HandingPage).field.value == "~/Documents/letter-2.txt"
        await place(pilot, "~/Documents/letter.txt")
        await press(pilot, "enter")
        assert "exists already" in notice(app)
        assert on(app, HandingPage).field.value == "~/Documents/letter.txt"
        assert some.shared() == []
        await place(pilot, "~/Documents/")
        await press(pilot, "enter")
        on(app, Today)

    play(app, scene)
    assert (documents / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert (documents / "letter-2.txt").exists()


def test_a_place_that_was_typed_is_there_on_coming_back(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "x")
        await place(pilot, "~/for Samira.html")
        await press(pilot, "escape", "x")
        assert on(app, HandingPage).field.value == "~/for Samira.html"
        await place(pilot, " ")
        await press(pilot, "enter")
        assert notice(app) == "Say where the file is to be."

    play(app, scene)
    assert some.shared() == []


def test_without_documents_it_goes_where_the_program_was_started(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.rmdir()
    monkeypatch.chdir(tmp_path)
    assert os.path.expanduser(free_place("page")) == str(tmp_path / "letter.html")


def test_a_full_disk_says_one_line_and_keeps_everything(
    app: RecoverylogApp, some: Journal, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DiskFull("There is no room left on the disk.")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "p", "f", "x")
        with monkeypatch.context() as patch:
            patch.setattr(some, "record_share", full)
            await press(pilot, "enter")
        assert notice(app) == "There is no room left on the disk. What you chose is still here."
        assert draft(some) is not None
        await press(pilot, "enter")
        on(app, Today)

    play(app, scene)
    assert (documents / "letter.txt").exists()


def test_enter_pressed_twice_hands_over_once(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "f", "x")
        await pilot.press("enter", "enter", "enter")
        await settle(pilot)

    play(app, scene)
    only(some)


def test_with_nothing_ticked_nothing_is_handed_over(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        shown.change(lambda chosen: chosen._replace(sections=frozenset()))
        await press(pilot, "x")
        assert page(pilot) is shown
        assert notice(app) == "Nothing is ticked, so there is nothing to hand over yet."
        await press(pilot, "y", "y")

    play(app, scene)
    assert some.shared() == []


def test_a_page_on_which_nothing_would_stand_is_not_handed_over(
    app: RecoverylogApp, some: Journal, documents: Path
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        shown.change(lambda chosen: chosen._replace(sections=frozenset({Section.NEXT})))
        await settle(pilot)
        await press(pilot, "x")
        assert "Nothing would stand on that page yet." in text(app)
        await press(pilot, "enter")
        assert "Nothing would stand on that page. Nothing was shared." in notice(app)
        await press(pilot, "escape", "y", "y")
        assert app.clipboard == ""

    play(app, scene)
    assert some.shared() == []
    assert list(documents.iterdir()) == []


# Copying ------------------------------------------------------------------------------------


def test_copying_asks_twice_and_is_noted(app: RecoverylogApp, some: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "y")
        assert "y once more copies it" in notice(app)
        assert app.clipboard == ""
        # Something else in between, and it is asked again.
        await press(pilot, "p")
        assert notice(app) == ""
        await press(pilot, "y")
        assert app.clipboard == ""
        assert some.shared() == []
        await press(pilot, "y")
        assert app.clipboard == preview(pilot)
        assert "Copied, and noted among what you shared." in notice(app)

    play(app, scene)
    row = only(some)
    assert row.form == "text"
    assert row.path == ""
    assert draft(some) is None


def test_what_cannot_be_noted_is_not_copied(
    app: RecoverylogApp, some: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DiskFull("There is no room left on the disk.")

    monkeypatch.setattr(some, "record_share", full)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "y", "y")
        assert app.clipboard == ""
        assert "What you chose is still here." in notice(app)

    play(app, scene)


def test_a_third_y_does_not_stop_the_second(
    app: RecoverylogApp, some: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    real = some.record_share

    def slow(*given: Any) -> Shared:
        begun.set()
        assert goes_on.wait(10)
        return real(*given)

    monkeypatch.setattr(some, "record_share", slow)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "y")
        await pilot.press("y")
        await asyncio.to_thread(begun.wait, 10)
        await pilot.press("y", "escape")
        goes_on.set()
        await settle(pilot)
        assert page(pilot) is shown
        assert app.clipboard == preview(pilot)

    play(app, scene)
    assert only(some).form == "text"


@pytest.mark.usefixtures("some")
def test_what_was_copied_is_emptied_unless_something_else_was(
    app: RecoverylogApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "COPIED_SECONDS", 0.3)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot, "y")
        assert "After 30 seconds it is emptied, where the terminal allows it." in notice(app)
        shown.ours.copy_for_a_while("first")
        app.copy_to_clipboard("theirs")
        await pilot.pause(0.4)
        assert app.clipboard == "theirs"
        await press(pilot, "y")
        assert app.clipboard == preview(pilot)
        await press(pilot, "escape")
        await pilot.pause(0.4)
        assert app.clipboard == ""

    play(app, scene)


# How it looks -------------------------------------------------------------------------------

PAGES = {
    "share": (),
    "reading": ("tab",),
    "sentences": ("enter",),
    "need": ("j", "enter"),
    "file": ("x",),
    "open file": ("f", "x"),
    "words": ("x", "enter"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_every_page_is_whole_in_each_look(
    demo: RecoverylogApp, name: str, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, *PAGES[name])
        for theme in themes.THEMES:
            demo.theme = theme.name
            await settle(pilot)
            assert legible.faults(demo) == [], theme.name

    play(demo, scene, size=size)


@pytest.mark.parametrize("size", [(60, 20), (40, 15), (20, 5)])
def test_a_small_window_is_no_hindrance(demo: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        for pressed in PAGES.values():
            await go(pilot, *pressed)
            there = type(demo.screen)
            for resized in ((80, 24), size):
                await pilot.resize_terminal(*resized)
                await settle(pilot)
            assert type(demo.screen) is there
            if size[0] >= 40:
                assert "! crisis" in rows(demo)[-1] or "f3 crisis" in rows(demo)[-1]
            while not isinstance(demo.screen, Today):
                await press(pilot, "escape")

    play(demo, scene, size=size)


def test_in_a_narrow_window_tab_shows_one_or_the_other(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "days logged" in text(demo)
        assert "exactly this leaves" not in text(demo)
        await press(pilot, "tab")
        assert "What I want to talk about" in text(demo)
        assert "· amounts" not in text(demo)
        await press(pilot, "tab")
        assert "days logged" in text(demo)

    play(demo, scene, size=(60, 24))


def test_at_full_width_each_line_stands_as_it_leaves(demo: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        shown = [row.split("     ")[-1] for row in rows(demo)]
        lines = [line for line in preview(pilot).splitlines() if line.strip()]
        for line in lines[:12]:
            assert any(line.strip() in row for row in rows(demo)), (line, shown)

    play(demo, scene, size=(140, 40))


@pytest.mark.parametrize("name", PAGES)
def test_foreign_text_does_nothing(app: RecoverylogApp, journal: Journal, name: str) -> None:
    fill(journal)
    write(journal, 0, kind="note", ask=True, text=HOSTILE)
    journal.put_supporter(Supporter(id="5" * 32, name=HOSTILE[:60], role=WORD[:60]))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        shown.change(lambda chosen: chosen._replace(sections=frozenset(Section)))
        await settle(pilot)
        await press(pilot, *PAGES[name])
        assert faults(app) == []
        await click_the_words(pilot)
        assert faults(app) == []

    play(app, scene)


def test_wide_characters_stay_in_their_columns(app: RecoverylogApp, journal: Journal) -> None:
    wide = "日本語の日記" * 12
    write(journal, 0, kind="note", ask=True, text=wide)
    journal.put_supporter(Supporter(id="5" * 32, name="山田" * 10))

    async def scene(pilot: Pilot[Any]) -> None:
        for keys in ((), ("tab",), ("tab", "enter"), ("enter",)):
            await press(pilot, "s") if not keys else await press(pilot, *keys)
            assert legible.faults(app) == []

    play(app, scene)


def test_no_key_but_its_own_writes_anything(app: RecoverylogApp, some: Journal) -> None:
    before = []

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        before.append(some.generation())
        for key in ("j", "k", "space", "p", "f", "n", "o", "tab", "space", "tab", "end", "y"):
            await press(pilot, key)
        await press(pilot, "x", "escape", "enter", "escape", "escape")

    play(app, scene)
    assert [some.generation()] == before
    assert some.shared() == []
    assert not list(Path.home().rglob("letter*"))


@pytest.mark.usefixtures("some")
def test_the_line_is_emptied_by_no_key_unasked(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "enter", "a")
        await type_words(pilot, "half a sentence")
        await press(pilot, "ctrl+l")
        on(app, Door)
        await pilot.press(*PASSPHRASE, "enter")
        await settle(pilot)
        await go(pilot)
        assert "half a sentence" in preview(pilot)

    play(app, scene)


@pytest.mark.usefixtures("some")
def test_the_field_of_a_sentence_is_an_input_like_any_other(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot, "enter", "a")
        assert isinstance(app.focused, Input)
        await press(pilot, "exclamation_mark")
        on(app, CrisisPage)

    play(app, scene)
