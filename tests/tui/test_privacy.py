"""Privacy: no word of the person is on any page, and each is there again without it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Static

from recoverylog import paths, settings
from recoverylog.crypto import kdf
from recoverylog.journal import veil
from recoverylog.journal.entry import Craving
from recoverylog.journal.selection import Selection
from recoverylog.journal.supporter import Supporter
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.form_page import FormPage
from recoverylog.tui.screens import forms
from recoverylog.tui.screens.supporter_form import SupporterForm
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.test_hostile_text import text
from tests.tui.test_snapshots import PAGES, Page
from tests.tui.veiled import fill, seen


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand pages over in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)


OPEN = [page for page in PAGES if not page.locked]
WITH_ENTRY = ("entry", "edit")


@pytest.fixture(scope="module")
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("veiled")


@pytest.fixture
def theirs(_shelf: Path, home: Path) -> Iterator[Journal]:
    """Return a journal of this test's own in which every word is a canary, open."""
    kept = _shelf / "journal"
    if not kept.exists():
        with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
            fill(journal, home)
        shutil.move(home, kept)
    shutil.copytree(kept, home)
    opened = opening.open_with(paths.find(), PASSPHRASE).journal
    yield opened
    opened.close()


# There every key takes the cover away.
SEEN = [page for page in OPEN if page.name != "blank"]


@pytest.mark.parametrize("page", SEEN, ids=lambda page: page.name)
def test_no_page_shows_a_word_of_theirs(page: Page, theirs: Journal) -> None:
    app = RecoverylogApp(Desk(theirs.places, theirs))

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await page.scene(pilot)
        await settle(pilot)
        before = seen(text(app))
        await pilot.press("f6")
        await settle(pilot)
        assert seen(text(app)) == []
        assert not before or veil.DOT in text(app)
        await pilot.press("f6")
        await settle(pilot)
        assert bool(seen(text(app))) == bool(before)

    play(app, scene, size=(140, 40))


@pytest.mark.parametrize("page", OPEN, ids=lambda page: page.name)
def test_nor_where_privacy_was_on_before(page: Page, theirs: Journal) -> None:
    app = RecoverylogApp(Desk(theirs.places, theirs))
    veil.draw()

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        assert seen(text(app)) == []
        await page.scene(pilot)
        await settle(pilot)
        assert seen(text(app)) == []

    play(app, scene, size=(140, 40))


@pytest.mark.parametrize("kind", ["note", "craving", "connection", "check_in", "use"])
@pytest.mark.parametrize("name", WITH_ENTRY)
def test_nor_does_an_entry(name: str, kind: str, theirs: Journal) -> None:
    app = RecoverylogApp(Desk(theirs.places, theirs))
    stored = next(one for one in theirs.select(Selection()) if one.entry.kind == kind)

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        app.push_screen(app.page_named(name, stored))
        await settle(pilot)
        assert seen(text(app))
        await pilot.press("f6")
        await settle(pilot)
        assert seen(text(app)) == []

    play(app, scene, size=(140, 40))


@pytest.mark.parametrize("name", sorted(set(forms._PLACES) - set(WITH_ENTRY)))
def test_nor_does_a_page_that_opens_above_another(name: str, theirs: Journal) -> None:
    app = RecoverylogApp(Desk(theirs.places, theirs))

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        app.push_screen(app.page_named(name))
        await settle(pilot)
        told = text(app)
        await pilot.press("f6")
        await settle(pilot)
        assert seen(text(app)) == []
        # What is below it was drawn anew as well.
        await pilot.press("escape")
        await settle(pilot)
        assert seen(text(app)) == []
        assert "privacy" in text(app).splitlines()[0] or "privacy" in text(app).splitlines()[1]
        assert told

    play(app, scene, size=(140, 40))


@pytest.mark.parametrize("key", ["e", "a", "n", "g", "m"])
def test_what_is_typed_is_hidden_and_kept(key: str, journal: Journal) -> None:
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("f6", key)
        await settle(pilot)
        await pilot.press(*(("tab",) * 3 if key == "e" else ()), *"qzvk7 qzvk")
        await settle(pilot)
        assert seen(text(app)) == []
        assert f"{veil.DOT * 5} {veil.DOT * 4}" in text(app)
        # Turned off and on in mid-sentence, it is what it was, no more and no less.
        assert isinstance(app.screen, FormPage)
        entered = app.screen.entered()
        assert "qzvk7 qzvk" in str(entered)
        await pilot.press("f6")
        await settle(pilot)
        assert "qzvk7 qzvk" in text(app)
        assert app.screen.entered() == entered
        await pilot.press("f6")
        await settle(pilot)
        assert app.screen.entered() == entered
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert seen(text(app)) == []

    play(app, scene)
    (stored,) = journal.select(Selection())
    assert "qzvk7 qzvk" in str(stored.entry)


def test_a_second_rating_is_no_first_one_after_f6(journal: Journal) -> None:
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        for key in ("c", "8", "space", "1", "space", "f6", "3", "f6", "escape"):
            await pilot.press(key)
            await settle(pilot)

    play(app, scene)
    (stored,) = journal.select(Selection())
    assert isinstance(stored.entry, Craving)
    assert (stored.entry.craving, stored.entry.after) == (8, 3)
    assert stored.entry.helped == ("leave",)


def test_f6_changes_nothing_of_a_focus(journal: Journal) -> None:
    (focus,) = journal.focuses()
    journal.put_focus(msgspec.structs.replace(focus, counting="only_logged"))
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        for key in ("F", "f6", "enter", "f6", "ctrl+s"):
            await pilot.press(key)
            await settle(pilot)

    play(app, scene)
    assert journal.focuses()[0].counting == "only_logged"


def test_f6_changes_nothing_of_a_supporter(journal: Journal) -> None:
    usual = Supporter(id="1" * 32, name="Marta", days=30, sections=("mood",))
    journal.put_supporter(usual)
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        page = SupporterForm(usual)
        app.push_screen(page)
        for key in ("f6", "tab", "f6", "ctrl+s"):
            await settle(pilot)
            await pilot.press(key)
        await settle(pilot)

    play(app, scene)
    assert journal.supporters() == (usual,)


def test_labels_and_figures_stay(theirs: Journal) -> None:
    app = RecoverylogApp(Desk(theirs.places, theirs))

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("h", "f6")
        await settle(pilot)
        assert "craving 8 → 3" in text(app)
        assert "evening · mood 5 · craving 3" in text(app)
        assert f"@{veil.DOT * 7}" in text(app)
        head = str(app.screen.query_one("Head", Static).render())
        assert " · privacy" in head

    play(app, scene, size=(140, 40))


def test_the_settings_turn_it_on(journal: Journal) -> None:
    Path(journal.places.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(journal.places.settings).write_text("privacy = true\n")
    assert settings.load(journal.places.settings).privacy
    journal.write(journal.new_entry(kind="note", text="qzvk"))
    app = RecoverylogApp(Desk(journal.places, journal))

    async def scene(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        assert seen(text(app)) == []
        assert veil.DOT * 4 in text(app)

    play(app, scene)


@pytest.mark.parametrize("words", ["ab1 c,d", "日本 ok", "e\u0301a", "👩‍👩‍👦 x", "Straße", "১২ ٣"])
def test_a_shape_is_as_long_and_as_wide(words: str) -> None:
    shape = veil.over(words)
    assert len(shape) == len(words)
    assert not any(char.isalnum() for char in shape)
    if "\u200d" not in words:
        assert cell_len(shape) == cell_len(words)
    assert veil.over(shape) == shape
