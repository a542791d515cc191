"""The ledger: what was shared, pages closed and files deleted when it is asked for twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from recoverylog import settings
from recoverylog.errors import DiskFull
from recoverylog.journal.supporter import Supporter
from recoverylog.session.journal import Journal
from recoverylog.session.ledger import Leaving
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.ledger import LedgerPage
from recoverylog.tui.screens.today import Today
from tests.tui import legible
from tests.tui.conftest import play, settle
from tests.tui.pages import FIRST, SAM, SECOND, TODAY, answer, share
from tests.tui.seeing import rows, text, words
from tests.tui.test_hostile_text import HOSTILE, faults


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


@pytest.fixture
def shared(journal: Journal, out: Path) -> Journal:
    """Return a journal with a page whose file is there, and an older text without one."""
    journal.put_supporter(SAM)
    journal.record_share(Leaving("text", b"x", ("notes",), date(2026, 11, 16), TODAY))
    share(journal, where=str(out))
    return journal


async def press(pilot: Pilot[Any], *pressed: str) -> None:
    for one in pressed:
        await pilot.press(one)
        await settle(pilot)


async def go(pilot: Pilot[Any]) -> LedgerPage:
    """Come from today over the palette."""
    await press(pilot, "ctrl+p")
    pilot.app.post_message(Paste("shared"))
    await settle(pilot)
    await press(pilot, "enter")
    return page(pilot)


def page(pilot: Pilot[Any]) -> LedgerPage:
    shown = pilot.app.screen
    assert isinstance(shown, LedgerPage)
    return shown


def notice(pilot: Pilot[Any]) -> str:
    return words(page(pilot).notice)


async def choose(pilot: Pilot[Any], form: str) -> None:
    """Have the cursor on what was shared in a form; both were shared in the same second."""
    known = page(pilot).known
    assert known is not None
    forms = [row.form for row in known.rows]
    page(pilot).rows.highlighted = forms.index(form)  # type: ignore[arg-type]
    await settle(pilot)


def test_an_empty_ledger_says_what_will_be_there(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "Nothing was shared yet. Whatever you hand to somebody appears here" in text(app)
        assert rows(app)[-1].split() == ["!", "crisis", "esc", "back", "?", "help"]
        await press(pilot, "c", "d", "enter", "space", "j", "escape")
        assert isinstance(app.screen, Today)

    play(app, scene)


def test_it_tells_what_went_where(app: RecoverylogApp, shared: Journal, out: Path) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        seen = text(app)
        assert "Sealed page of 22 November" in seen
        assert "Sam Okafor sponsor" in seen
        assert "22 November, 21:14" in seen
        assert "what I want to talk about · time in recovery · time with people, counted" in seen
        assert "taken until 20 February 2027" in seen
        assert str(out / "letter.html") in seen.replace(" ", "")
        assert next(row.digest for row in shared.shared() if row.path)[:12] in seen
        await choose(pilot, "text")
        seen = text(app)
        assert "Text of 22 November" in seen
        assert "16 to 22 November 2026" in seen
        assert "handed over without a file" in seen
        assert "c close page" not in rows(app)[-1]
        assert "d delete file" not in rows(app)[-1]

    play(app, scene, size=(140, 40))


def test_c_closes_a_page_when_it_is_asked_for_twice(app: RecoverylogApp, shared: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        await press(pilot, "c")
        assert "takes no more answers" in notice(pilot)
        # Going on to another row is a no.
        await choose(pilot, "text")
        assert notice(pilot) == ""
        await choose(pilot, "page")
        await press(pilot, "c")
        assert shared.share_of(FIRST.hex()).closed is None
        await press(pilot, "c")
        assert shared.share_of(FIRST.hex()).closed is not None
        assert "Closed: the page of 22 November, for my sponsor" in notice(pilot)
        assert "taken no more since 22 November" in text(app)
        assert "c close page" not in rows(app)[-1]

    play(app, scene)
    assert [one.outcome for one in shared.receive(answer()).arrivals] == ["closed"]


def test_d_deletes_the_file_and_says_what_that_is_not(
    app: RecoverylogApp, shared: Journal, out: Path
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        await press(pilot, "d")
        assert "no secure erase" in notice(pilot)
        assert "copies that were sent stay" in notice(pilot)
        assert (out / "letter.html").exists()
        await press(pilot, "d")
        assert not (out / "letter.html").exists()
        assert "Copies that were sent stay where they are." in notice(pilot)
        assert "deleted here on 22 November" in text(app)
        assert "d delete file" not in rows(app)[-1]
        await press(pilot, "d", "d")
        assert len(shared.shared()) == 2

    play(app, scene)


def test_one_key_is_no_yes_to_the_other(app: RecoverylogApp, shared: Journal, out: Path) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        await press(pilot, "c", "d", "c")
        assert (out / "letter.html").exists()
        assert shared.share_of(FIRST.hex()).closed is None

    play(app, scene)


@pytest.mark.usefixtures("shared")
def test_a_file_that_is_gone_or_another_is_told(app: RecoverylogApp, out: Path) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        (out / "letter.html").write_text("something else")
        await press(pilot, "d", "d")
        assert "is not what was written there" in notice(pilot)
        assert (out / "letter.html").read_text() == "something else"
        (out / "letter.html").unlink()
        await press(pilot, "d", "d")
        assert "The file had gone already." in notice(pilot)

    play(app, scene)


@pytest.mark.usefixtures("shared")
def test_one_that_vanished_by_other_hands(app: RecoverylogApp, out: Path) -> None:
    (out / "letter.html").unlink()

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        assert "not there any more:" in text(app)
        assert "d delete file" not in rows(app)[-1]

    play(app, scene)


def test_a_full_disk_says_one_line(
    app: RecoverylogApp, shared: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DiskFull("There is no room left on the disk.")

    monkeypatch.setattr(shared, "close_page", full)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        await press(pilot, "c", "c")
        assert "no room left on the disk" in notice(pilot)
        monkeypatch.undo()
        await press(pilot, "c", "c")

    play(app, scene)
    assert shared.share_of(FIRST.hex()).closed is not None


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_lock_takes_the_page_away(shared: Journal, by_hand: bool) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(shared.places, shared), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "!")
        assert isinstance(pilot.app.screen, CrisisPage)
        await press(pilot, "escape")
        if by_hand:
            await pilot.press("ctrl+l")
        else:
            hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
            await app.lock_when_idle()
        await settle(pilot)
        assert isinstance(app.screen, Door)
        assert "sponsor" not in text(app)

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_it_is_legible_in_every_look(
    app: RecoverylogApp, shared: Journal, size: tuple[int, int]
) -> None:
    share(shared, SECOND, None)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for form in ("page", "text"):
            await choose(pilot, form)
            assert await legible.faults_in_every_look(pilot) == {}
        await choose(pilot, "page")
        await press(pilot, "c")
        assert await legible.faults_in_every_look(pilot) == {}

    play(app, scene, size=size)


@pytest.mark.parametrize("size", [(7, 3), (20, 5), (40, 12), (80, 20)])
def test_a_small_window_can_be_used(
    app: RecoverylogApp, shared: Journal, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await choose(pilot, "page")
        await press(pilot, "enter", "enter", "space", "c", "c")
        if size[0] >= 40:
            assert "! crisis" in rows(app)[-1]

    play(app, scene, size=size)
    assert shared.share_of(FIRST.hex()).closed is not None


@pytest.mark.usefixtures("shared")
def test_a_click_chooses_a_row(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        before = words(shown.what)
        await pilot.click(OptionList, offset=(3, 2))
        await settle(pilot)
        assert words(shown.what) != before

    play(app, scene)


def test_hostile_words_do_nothing(app: RecoverylogApp, journal: Journal, out: Path) -> None:
    cut = HOSTILE[:79]
    journal.put_supporter(Supporter(id="8" * 32, name=cut, role=cut))
    share(journal, supporter=journal.supporters()[0], where=str(out / "[@click=app.leave]x"))
    parts = ("[@click=app.leave]go[/]", "\x1b]0;x\x07")
    journal.record_share(Leaving("text", b"x", parts, TODAY, TODAY, journal.supporters()[0]))

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for form in ("text", "page"):
            await choose(pilot, form)
            assert faults(app) == []
        await press(pilot, "c")
        assert faults(app) == []
        await press(pilot, "c", "d", "d")
        assert faults(app) == []
        assert not app._exit

    play(app, scene)
