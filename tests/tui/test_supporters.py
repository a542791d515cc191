"""Who gives support: named, changed, chosen, put away, and never a word thrown away."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from recoverylog import settings
from recoverylog.errors import DiskFull
from recoverylog.journal.supporter import MOST_NAME, Supporter
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.sharing.letter import OFFERED, Section
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.supporter_form import DRAFT, Parts, SupporterForm
from recoverylog.tui.screens.supporters import SupportersPage
from recoverylog.tui.screens.today import Today
from tests.tui import legible
from tests.tui.conftest import PASSPHRASE, play, settle
from tests.tui.pages import MARTA, SAM
from tests.tui.seeing import rows, text, words
from tests.tui.test_hostile_text import HOSTILE, faults


@pytest.fixture
def two(journal: Journal) -> Journal:
    """Return a journal with two supporters."""
    journal.put_supporter(SAM)
    journal.put_supporter(MARTA)
    return journal


async def press(pilot: Pilot[Any], *pressed: str) -> None:
    for one in pressed:
        await pilot.press(one)
        await settle(pilot)


async def paste(pilot: Pilot[Any], said: str) -> None:
    pilot.app.post_message(Paste(said))
    await settle(pilot)


async def go(pilot: Pilot[Any]) -> SupportersPage:
    """Come from today over the palette."""
    await press(pilot, "ctrl+p")
    await paste(pilot, "supporters")
    await press(pilot, "enter")
    return page(pilot)


async def choose(pilot: Pilot[Any]) -> list[Supporter | None]:
    """Come from where somebody is to be chosen; return the list that the choice comes into."""
    chosen: list[Supporter | None] = []
    pilot.app.push_screen(SupportersPage(), chosen.append)
    await settle(pilot)
    return chosen


def page(pilot: Pilot[Any]) -> SupportersPage:
    shown = pilot.app.screen
    assert isinstance(shown, SupportersPage)
    return shown


def form(pilot: Pilot[Any]) -> SupporterForm:
    shown = pilot.app.screen
    assert isinstance(shown, SupporterForm)
    return shown


def names(journal: Journal) -> list[str]:
    return [one.name for one in journal.supporters()]


# Choosing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [["down"], ["j"], ["up", "k", "j"]])
@pytest.mark.usefixtures("two")
def test_enter_chooses_one_and_goes_back(app: RecoverylogApp, keys: list[str]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        chosen = await choose(pilot)
        assert "enter choose" in rows(app)[-1]
        await press(pilot, *keys, "enter")
        assert chosen == [MARTA]
        assert isinstance(app.screen, Today)

    play(app, scene)


@pytest.mark.usefixtures("two")
def test_a_click_chooses_and_esc_does_not(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        chosen = await choose(pilot)
        await press(pilot, "escape")
        assert chosen == [None]
        chosen = await choose(pilot)
        await pilot.click(OptionList, offset=(3, 2))
        await settle(pilot)
        assert chosen == [MARTA]

    play(app, scene)


def test_enter_on_nobody_chooses_nobody(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        chosen = await choose(pilot)
        assert "A sponsor, a peer, a friend" in text(app)
        assert "enter choose" not in rows(app)[-1]
        await press(pilot, "enter", "e", "d", "u", "space")
        assert chosen == []
        await press(pilot, "a")
        await paste(pilot, "Ada")
        await press(pilot, "ctrl+s", "enter")
        assert [one.name for one in chosen if one] == ["Ada"]

    play(app, scene)


def test_the_list_tells_what_they_usually_get(app: RecoverylogApp, journal: Journal) -> None:
    journal.put_supporter(SAM)
    usual = ("talk", "connections", "of another version")
    journal.put_supporter(
        Supporter(id="7" * 32, name="Ines", role="doctor", sections=usual, days=90)
    )

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert "Sam Okafor sponsor +1 555 0142 Ines doctor" in text(app)
        assert words(shown.said) == "Nothing is noted of what they usually get; e says it."
        await press(pilot, "down")
        assert words(shown.said) == (
            "Usually, of the last 90 days: what I want to talk about · time with people, counted"
            " · of another version."
        )

    play(app, scene)


# The form -----------------------------------------------------------------------------------


def test_a_supporter_is_named(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        for said in ("Sam", "sponsor", "+1 555"):
            await paste(pilot, said)
            await press(pilot, "tab")
        await press(pilot, "right", "right", "tab", "space", "down", "space", "ctrl+s")
        assert "Kept: Sam" in words(page(pilot).notice)

    play(app, scene)
    (made,) = journal.supporters()
    assert (made.name, made.role, made.reach, made.days) == ("Sam", "sponsor", "+1 555", 30)
    offered = [one.value for one in Section if one in OFFERED]
    assert made.sections == tuple(offered[2:])
    assert journal.draft(DRAFT) is None


def test_a_name_alone_is_enough_and_says_nothing_more(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await paste(pilot, "Ada")
        await pilot.press("ctrl+s", "ctrl+s", "ctrl+s")
        await settle(pilot)

    play(app, scene)
    (made,) = journal.supporters()
    assert (made.name, made.role, made.sections, made.days) == ("Ada", "", None, None)


def test_enter_goes_on_as_in_every_form_and_keeps_from_the_last_field(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        shown = form(pilot)
        assert "enter next" in rows(app)[-1]
        assert "ctrl s keep" in rows(app)[-1]
        for field, said in ((shown.label, "Ada"), (shown.role, "peer"), (shown.reach, "Sundays")):
            assert field.has_focus
            await paste(pilot, said)
            await press(pilot, "enter")
            assert app.screen is shown
        await press(pilot, "right", "enter")
        assert shown.parts.has_focus
        assert names(journal) == []
        await press(pilot, "enter")
        assert isinstance(app.screen, SupportersPage)

    play(app, scene)
    (made,) = journal.supporters()
    assert (made.name, made.role, made.reach, made.days) == ("Ada", "peer", "Sundays", 7)
    assert made.sections is None


def test_one_is_changed_and_keeps_what_we_do_not_know(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.put_supporter(
        Supporter(id="7" * 32, name="Ines", sections=("mood", "tides"), days=7, reach="here")
    )

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "enter")
        assert form(pilot).parts.ticked == {"mood", "tides"}
        assert form(pilot).days.words_chosen() == ("the last 7",)
        await paste(pilot, " F")
        await press(pilot, "tab", "tab", "tab", "left", "tab", "space", "enter")
        assert isinstance(app.screen, SupportersPage)

    play(app, scene)
    (changed,) = journal.supporters()
    assert (changed.name, changed.days, changed.reach) == ("Ines F", None, "here")
    assert changed.sections == ("talk", "mood", "tides")


@pytest.mark.usefixtures("journal")
def test_a_click_ticks_a_part(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await pilot.click(Parts, offset=(5, 2))
        await settle(pilot)
        assert form(pilot).parts.ticked == {one.value for one in OFFERED} - {"time"}

    play(app, scene)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "A supporter needs a name."),
        ("SAM OKAFOR", "There is a supporter called “Sam Okafor” already."),
        ("n" * (MOST_NAME + 1), "A name may be"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays(
    app: RecoverylogApp, two: Journal, typed: str, told: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a", "tab")
        await paste(pilot, "peer")
        await press(pilot, "shift+tab")
        await paste(pilot, typed)
        await press(pilot, "ctrl+s")
        assert told in words(form(pilot).notice)
        assert (form(pilot).label.value, form(pilot).role.value) == (typed, "peer")
        assert legible.faults(app) == []

    play(app, scene)
    assert names(two) == ["Sam Okafor", "Marta Lind"]


def test_what_was_typed_is_found_again_each_where_it_was(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await paste(pilot, "Ada")
        await press(pilot, "escape", "e")
        await paste(pilot, " jr")
        await press(pilot, "tab", "tab", "tab", "tab", "space", "escape", "down", "e")
        assert form(pilot).label.value == "Marta Lind"
        assert "is not kept yet" not in words(form(pilot).notice)
        await press(pilot, "escape", "escape")
        await go(pilot)
        await press(pilot, "e")
        assert form(pilot).label.value == "Sam Okafor jr"
        assert "talk" not in form(pilot).parts.ticked
        assert "is not kept yet" in words(form(pilot).notice)
        await press(pilot, "ctrl+g")
        assert form(pilot).label.value == "Sam Okafor"
        assert "talk" in form(pilot).parts.ticked
        await press(pilot, "escape", "a")
        assert form(pilot).label.value == "Ada"
        await press(pilot, "ctrl+s")

    play(app, scene)
    assert names(two) == ["Sam Okafor", "Marta Lind", "Ada"]
    assert two.draft(DRAFT) is None


def test_a_draft_of_a_supporter_is_no_entry_to_go_on_with(
    app: RecoverylogApp, journal: Journal
) -> None:
    journal.save_draft(DRAFT, {"new": {"name": "Ada"}})

    async def scene(pilot: Pilot[Any]) -> None:
        assert "go on with" not in text(app)
        await press(pilot, "r")
        assert isinstance(app.screen, Today)
        await go(pilot)
        await press(pilot, "a")
        assert form(pilot).label.value == "Ada"

    play(app, scene)


def test_a_lock_keeps_what_was_typed(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await paste(pilot, "Ada")
        await press(pilot, "ctrl+l")
        assert isinstance(app.screen, Door)
        assert "Ada" not in text(app)

    play(app, scene)
    with opening.open_with(journal.places, PASSPHRASE).journal as again:
        draft = again.draft(DRAFT)
        assert draft is not None
        assert draft.fields["new"]["name"] == "Ada"


def test_a_full_disk_says_one_line_and_keeps_everything(
    app: RecoverylogApp, two: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DiskFull("There is no room left on the disk.")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a")
        await paste(pilot, "Ada")
        monkeypatch.setattr(two, "put_supporter", full)
        await press(pilot, "ctrl+s")
        told = words(form(pilot).notice)
        assert "no room left on the disk" in told
        assert "What you entered is still here." in told
        assert form(pilot).label.value == "Ada"
        monkeypatch.undo()
        await press(pilot, "ctrl+s")
        monkeypatch.setattr(two, "archive_supporter", full)
        await press(pilot, "d")
        assert "no room left on the disk" in words(page(pilot).notice)

    play(app, scene)
    assert names(two) == ["Sam Okafor", "Marta Lind", "Ada"]


# Putting away -------------------------------------------------------------------------------


def test_d_puts_away_and_u_brings_back(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        await press(pilot, "d")
        assert names(two) == ["Marta Lind"]
        assert "stays in the ledger" in words(shown.notice)
        assert "Sam" not in " ".join(rows(app)[2:6])
        await press(pilot, "u")
        assert set(names(two)) == {"Sam Okafor", "Marta Lind"}
        assert shown.chosen == SAM
        await press(pilot, "u", "d", "d")
        assert names(two) == []
        assert "whoever you want to hand a page to" in text(app)
        assert "d put away" not in rows(app)[-1]

    play(app, scene)


def test_one_that_another_program_put_away_goes(app: RecoverylogApp, two: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        with opening.open_with(two.places, PASSPHRASE).journal as other:
            other.archive_supporter(SAM.id)
        await press(pilot, "f2", "x")
        assert "Sam" not in text(app)

    play(app, scene)


# Looks --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("two")
def test_the_crisis_page_comes_from_every_field(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for keys in (["!"], ["a", "!"], ["f3"], ["tab", "tab", "tab", "tab", "!"]):
            await press(pilot, *keys)
            assert isinstance(app.screen, CrisisPage)
            await press(pilot, "escape")
        assert isinstance(app.screen, SupporterForm)

    play(app, scene)


def test_an_idle_hour_locks(two: Journal) -> None:
    hands = [0.0]
    app = RecoverylogApp(Desk(two.places, two), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
        await app.lock_when_idle()
        await settle(pilot)
        assert isinstance(app.screen, Door)
        assert "Sam" not in text(app)

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.usefixtures("two")
def test_it_is_legible_in_every_look(app: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await choose(pilot)
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "a")
        assert await legible.faults_in_every_look(pilot) == {}
        await paste(pilot, "Ada")
        await press(pilot, "tab", "tab", "tab", "tab", "down", "space")
        assert await legible.faults_in_every_look(pilot) == {}

    play(app, scene, size=size)


@pytest.mark.parametrize("size", [(7, 3), (20, 5), (40, 12), (60, 20)])
def test_a_small_window_can_be_used(
    app: RecoverylogApp, two: Journal, size: tuple[int, int]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "down", "d", "a")
        await paste(pilot, "Ada")
        await press(pilot, "tab", "tab", "tab", "right", "tab", *["down"] * 11, "space")
        if size[0] >= 40:
            assert "• amounts" in text(app)
        await press(pilot, "enter")

    play(app, scene, size=size)
    sam, ada = two.supporters()
    assert (sam.name, ada.name, ada.days) == ("Sam Okafor", "Ada", 7)
    assert "amounts" in (ada.sections or ())


def test_hostile_words_do_nothing(app: RecoverylogApp, journal: Journal) -> None:
    cut = HOSTILE[: MOST_NAME - 1]
    journal.put_supporter(
        Supporter(id="8" * 32, name=cut, role=cut, reach=HOSTILE[:199], sections=(cut,))
    )

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert faults(app) == []
        await press(pilot, "e")
        form(pilot).reach.value = HOSTILE
        await settle(pilot)
        assert faults(app) == []
        await press(pilot, "ctrl+s")
        assert faults(app) == []
        await press(pilot, "escape", "d")
        assert faults(app) == []
        assert not app._exit

    play(app, scene)


def test_what_is_typed_while_somebody_is_written_is_kept_as_a_change_of_them(
    app: RecoverylogApp, journal: Journal
) -> None:
    gate = threading.Event()

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "a", *"Ada")
        app.desk._hands.submit(gate.wait, 10)
        await pilot.press("ctrl+s")
        await pilot.pause()
        shown = form(pilot)
        shown.role.value = "sister"  # as keys do, once they wait no longer
        gate.set()
        await settle(pilot)
        assert form(pilot) is shown
        assert "since then" in text(pilot.app)
        assert [(one.name, one.role) for one in journal.supporters()] == [("Ada", "")]
        assert [one.name for one in journal.drafts()] == [DRAFT]
        await press(pilot, "ctrl+s")
        assert page(pilot) is not None
        assert journal.drafts() == ()

    play(app, scene)
    assert [(one.name, one.role) for one in journal.supporters()] == [("Ada", "sister")]
