"""Answers: pasted or read from a file, told apart, kept, put away, erased, their page closed."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from recoverylog import settings
from recoverylog.errors import DiskFull
from recoverylog.journal.shared import MOST_A_DAY
from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from recoverylog.tui.screens.answers import AnswersPage
from recoverylog.tui.screens.blank import BlankPage
from recoverylog.tui.screens.crisis import CrisisPage
from recoverylog.tui.screens.door import Door
from recoverylog.tui.screens.receive import DRAFT, ReceivePage, read
from recoverylog.tui.screens.today import Today
from tests.tui import legible
from tests.tui.conftest import play, settle
from tests.tui.pages import FIRST, MARTA, SAID, SAM, SECOND, answer, kept, share
from tests.tui.seeing import rows, text, words
from tests.tui.test_hostile_text import HOSTILE, faults


@pytest.fixture
def shared(journal: Journal) -> Journal:
    """Return a journal with a page that can be answered."""
    journal.put_supporter(SAM)
    share(journal)
    return journal


async def press(pilot: Pilot[Any], *pressed: str) -> None:
    for one in pressed:
        await pilot.press(one)
        await settle(pilot)


async def paste(pilot: Pilot[Any], said: str) -> None:
    pilot.app.post_message(Paste(said))
    await settle(pilot)


async def go(pilot: Pilot[Any]) -> AnswersPage:
    """Come from today over the palette."""
    await press(pilot, "ctrl+p")
    await paste(pilot, "answers")
    await press(pilot, "enter")
    return page(pilot)


def page(pilot: Pilot[Any]) -> AnswersPage:
    shown = pilot.app.screen
    assert isinstance(shown, AnswersPage)
    return shown


def field(pilot: Pilot[Any]) -> ReceivePage:
    shown = pilot.app.screen
    assert isinstance(shown, ReceivePage)
    return shown


def notice(pilot: Pilot[Any]) -> str:
    shown = pilot.app.screen
    assert isinstance(shown, AnswersPage | ReceivePage)
    return words(shown.notice)


def states(journal: Journal) -> dict[str, str]:
    return {one.text: one.state for one in journal.replies()}


# Taking in ----------------------------------------------------------------------------------


def test_a_pasted_answer_is_taken_in_and_shown_apart(app: RecoverylogApp, shared: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert "No answer yet." in text(app)
        assert "k keep" not in rows(app)[-1]
        await press(pilot, "p")
        await paste(pilot, f"Sam, 21:02\n> {answer()[:50]}\n> {answer()[50:]}\nsleep well")
        await press(pilot, "ctrl+g")
        assert field(pilot).area.text == ""
        await paste(pilot, f"Sam, 21:02\n> {answer()}\nsleep well")
        await press(pilot, "enter")
        shown = page(pilot)
        told = words(shown.report)
        assert told == "An answer to the page of 22 November, for my sponsor: new, not kept yet."
        assert words(shown.of) == "Answers the page of 22 November, for my sponsor"
        assert "loud" not in text(app)
        await press(pilot, "enter")
        assert words(shown.words) == SAID
        assert "until then it comes back nowhere" in words(shown.why)
        assert states(shared) == {SAID: "new"}
        assert shared.draft(DRAFT) is None
        assert shared.encouragement() is None

    play(app, scene)


def test_ctrl_s_takes_in_too_and_twice_is_once(app: RecoverylogApp, shared: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        await paste(pilot, answer())
        await pilot.press("ctrl+s", "ctrl+s", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, AnswersPage)

    play(app, scene)
    assert len(shared.replies()) == 1


def test_each_answer_is_told_by_what_became_of_it(app: RecoverylogApp, shared: Journal) -> None:
    shared.put_supporter(MARTA)
    share(shared, SECOND, MARTA)
    shared.close_page(SECOND.hex())
    (old,) = shared.receive(first := answer("old")).replies
    shared.keep_reply(old.id)
    (gone,) = shared.receive(second := answer("gone")).replies
    shared.erase_reply(gone.id)
    mixed = [
        *(answer("new"), answer("newer"), first, second, answer("late", SECOND)),
        *(answer("strange", bytes([9] * 16)), answer("hurt")[:-9] + "AAAAAAAA."),
    ]

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        await paste(pilot, "\n".join(mixed))
        await press(pilot, "enter")
        told = str(page(pilot).report.content).splitlines()
        ours = "to the page of 22 November, for my sponsor"
        assert told[0] == f"2 answers {ours}: new, not kept yet."
        assert told[1] == f"An answer {ours}: seen before, among those that you kept."
        assert told[2] == f"An answer {ours}: erased before, and not taken in again."
        assert told[3].startswith("An answer to the page of 22 November, for Marta Lind: The page")
        assert "did not make" in told[4]
        assert "changed on its way" in told[5]

    play(app, scene)


def test_more_than_a_day_takes_are_told(app: RecoverylogApp, shared: Journal) -> None:
    for number in range(MOST_A_DAY):
        shared.receive(answer(str(number)))

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        one = answer("one more")
        await paste(pilot, one)
        await press(pilot, "enter")
        assert f"has had {MOST_A_DAY} answers within a day" in words(field(pilot).said)
        assert field(pilot).area.text == one

    play(app, scene)


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("see you on Sunday", "There is no answer to a page in this text."),
        ("RLNOTE1.0101", "The answer is not whole."),
        ("x" * 8193, "This is longer than an answer to a page can be."),
    ],
)
def test_what_is_no_answer_stays_in_the_field(
    app: RecoverylogApp, shared: Journal, pasted: str, told: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        await paste(pilot, pasted)
        await press(pilot, "enter")
        assert told in notice(pilot)
        assert "Your text is still here." in notice(pilot)
        assert field(pilot).area.text == pasted
        # And it is found again, whatever comes between.
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, AnswersPage)
        await press(pilot, "p")
        assert field(pilot).area.text == pasted
        assert "not taken in yet" in notice(pilot)
        await press(pilot, "ctrl+g", "escape", "p")
        assert field(pilot).area.text == ""
        await press(pilot, "enter")
        assert "nothing in it yet" in notice(pilot)

    play(app, scene)
    assert shared.replies() == []


@pytest.mark.usefixtures("shared")
def test_an_answer_is_read_from_a_file(
    app: RecoverylogApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "answer.txt").write_bytes(b"\xef\xbb\xbf" + answer().encode())

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "o")
        await paste(pilot, "~/nowhere.txt")
        await press(pilot, "enter")
        assert "There is no file" in notice(pilot)
        assert field(pilot).path.value == "~/nowhere.txt"
        field(pilot).path.value = "~/answer.txt"
        await press(pilot, "enter", "enter")
        assert words(page(pilot).words) == SAID

    play(app, scene)


@pytest.mark.usefixtures("shared")
def test_the_text_gives_way_to_a_file_and_stays(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        await paste(pilot, "begun")
        await press(pilot, "ctrl+o")
        assert field(pilot).path.has_focus
        assert not field(pilot).area.display
        await press(pilot, "ctrl+o")
        assert field(pilot).area.has_focus
        assert field(pilot).area.text == "begun"

    play(app, scene)


def test_no_more_of_a_file_is_read_than_is_needed(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"x" * 10_000_000)
    assert len(read(str(big))) <= 64 * 1024
    with pytest.raises(Exception, match="There is no file"):
        read(str(tmp_path))
    with pytest.raises(Exception, match="There is no file"):
        read("a\0b")


# What becomes of it -------------------------------------------------------------------------


def test_k_keeps_and_d_puts_away(app: RecoverylogApp, shared: Journal) -> None:
    shared.receive(answer())

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "enter", "k")
        assert states(shared) == {SAID: "kept"}
        assert "Kept as an encouragement." in notice(pilot)
        assert "k keep" not in rows(app)[-1]
        assert "Today and the craving page bring it back" in words(page(pilot).why)
        await press(pilot, "d")
        assert states(shared) == {SAID: "put_away"}
        assert "d put away" not in rows(app)[-1]
        await press(pilot, "k", "escape")
        assert isinstance(app.screen, Today)
        assert "You called before it got loud." in text(app)

    play(app, scene)


def test_the_new_ones_come_first(app: RecoverylogApp, shared: Journal) -> None:
    for said, state in (("put", "put_away"), ("good", "kept"), ("fresh", "new")):
        (one,) = shared.receive(answer(said)).replies
        if state == "kept":
            shared.keep_reply(one.id)
        elif state == "put_away":
            shared.put_reply_away(one.id)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        listed = [str(option.prompt).split()[-1] for option in shown.rows.options]
        assert listed == ["yet", "it", "Kept", "good", "away", "it"]
        await press(pilot, "enter")
        assert words(shown.words) == "fresh"
        await press(pilot, "down")
        assert words(shown.words) == "good"

    play(app, scene)


def test_x_erases_when_it_is_asked_for_twice(app: RecoverylogApp, shared: Journal) -> None:
    for said in ("one", "two"):
        shared.receive(answer(said))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        await press(pilot, "x")
        assert "x once more erases it" in notice(pilot)
        # Going on to another one is a no.
        await press(pilot, "down", "enter", "x")
        assert len(shared.replies()) == 2
        gone = words(shown.words)
        await press(pilot, "x")
        assert set(states(shared)) == {"one", "two"} - {gone}
        await press(pilot, "enter")
        assert words(shown.words) in {"one", "two"} - {gone}
        await press(pilot, "x", "x")
        assert shared.replies() == []
        assert "No answer yet." in text(app)
        await press(pilot, "x", "k", "d", "b", "enter", "space")

    play(app, scene)


def test_b_closes_the_page_and_says_so_first(app: RecoverylogApp, shared: Journal) -> None:
    shared.receive(answer("one"))
    (reply,) = shared.receive(answer("two")).replies
    shared.keep_reply(reply.id)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "b")
        assert "closes the page of 22 November, for my sponsor" in notice(pilot)
        assert set(states(shared).values()) == {"new", "kept"}
        await press(pilot, "enter", "k")  # another key is a no
        await press(pilot, "b", "b")
        assert set(states(shared).values()) == {"put_away"}
        assert shared.shared()[0].closed is not None
        assert "b block" not in rows(app)[-1]
        assert "The page takes no more answers." in words(page(pilot).why)

    play(app, scene)
    assert [one.outcome for one in shared.receive(answer("three")).arrivals] == ["closed"]


def test_one_that_another_program_erased_is_told(app: RecoverylogApp, shared: Journal) -> None:
    (reply,) = shared.receive(answer()).replies

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        shared.erase_reply(reply.id)
        await press(pilot, "enter", "k")
        assert "There is no such answer." in notice(pilot)
        assert "No answer yet." in text(app)

    play(app, scene)


def test_a_full_disk_takes_nothing_and_keeps_the_text(
    app: RecoverylogApp, shared: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DiskFull("There is no room left on the disk.", safe="Nothing was taken in.")

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        monkeypatch.setattr(shared, "receive", full)
        pasted = answer()
        await paste(pilot, pasted)
        await press(pilot, "enter")
        assert "no room left on the disk" in notice(pilot)
        assert field(pilot).area.text == pasted
        monkeypatch.undo()
        await press(pilot, "enter")
        monkeypatch.setattr(shared, "keep_reply", full)
        await press(pilot, "enter", "k")
        assert "no room left on the disk" in notice(pilot)

    play(app, scene)
    assert states(shared) == {SAID: "new"}


@pytest.mark.usefixtures("shared")
def test_a_file_that_may_not_be_read_is_told(
    app: RecoverylogApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "answer.txt"
    there.write_text(answer())

    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EACCES, "no", str(there))

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "o")
        await paste(pilot, str(there))
        monkeypatch.setattr("builtins.open", refused)
        await press(pilot, "enter")
        monkeypatch.undo()
        assert "Nothing was taken in." in notice(pilot)
        assert field(pilot).path.value == str(there)

    play(app, scene)


@pytest.mark.parametrize("key", ["enter", "space"])
def test_a_new_answer_is_read_only_by_whoever_wants_to(
    app: RecoverylogApp, shared: Journal, key: str
) -> None:
    shared.receive(answer("cruel words"))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        assert "cruel" not in text(app)
        assert "new, enter reads it" in text(app)
        assert words(shown.of) == "Answers the page of 22 November, for my sponsor"
        assert words(shown.when).startswith("taken in 22 November")
        assert "enter read" in rows(app)[-1]
        assert "esc back" in rows(app)[-1]
        assert "k keep" not in rows(app)[-1]
        await press(pilot, "k")
        assert states(shared) == {"cruel words": "new"}
        await press(pilot, key)
        assert words(shown.words) == "cruel words"
        assert "enter read" not in rows(app)[-1]
        assert "k keep" in rows(app)[-1]
        # The next time it is not opened for them again.
        await press(pilot, "escape")
        await go(pilot)
        assert "cruel" not in text(app)

    play(app, scene)


def test_one_is_put_away_blocked_and_erased_unread(app: RecoverylogApp, shared: Journal) -> None:
    shared.receive(answer("cruel words"))

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        for keys in (("d",), ("b", "b"), ("x",)):
            await press(pilot, *keys)
            assert "cruel" not in text(app)
        assert states(shared) == {"cruel words": "put_away"}
        assert shared.shared()[0].closed is not None
        await press(pilot, "x")
        assert shared.replies() == []

    play(app, scene)


# Locking, looks, other hands ----------------------------------------------------------------


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("pasting", [True, False])
def test_a_lock_takes_the_page_away(shared: Journal, by_hand: bool, pasting: bool) -> None:
    shared.receive(answer())
    hands = [0.0]
    app = RecoverylogApp(Desk(shared.places, shared), stopwatch=lambda: hands[0])

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        if pasting:
            await press(pilot, "p")
        if by_hand:
            await pilot.press("ctrl+l")
        else:
            hands[0] += settings.DEFAULT_IDLE_MINUTES * 60
            await app.lock_when_idle()
        await settle(pilot)
        assert isinstance(app.screen, Door)
        assert not shown.is_attached
        assert "loud" not in text(app)

    play(app, scene)


@pytest.mark.usefixtures("shared")
def test_the_keys_of_every_page_work_here(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "!")
        assert isinstance(app.screen, CrisisPage)
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, BlankPage)
        await press(pilot, "x", "p", "!")
        assert isinstance(app.screen, CrisisPage)
        await press(pilot, "escape")
        await paste(pilot, "begun")
        await press(pilot, "f3")
        assert isinstance(app.screen, CrisisPage)
        await press(pilot, "escape")
        assert field(pilot).area.text == "begun"

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.usefixtures("shared")
def test_it_is_legible_in_every_look(app: RecoverylogApp, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "p")
        assert await legible.faults_in_every_look(pilot) == {}
        await paste(pilot, "RLNOTE1.")
        await press(pilot, "enter")
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "ctrl+o")
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "ctrl+o", "ctrl+g")
        await paste(pilot, answer() + answer("two"))
        await press(pilot, "enter")
        assert await legible.faults_in_every_look(pilot) == {}
        await press(pilot, "b")
        assert await legible.faults_in_every_look(pilot) == {}

    play(app, scene, size=size)


@pytest.mark.parametrize("size", [(7, 3), (20, 5), (40, 12), (80, 20)])
def test_a_small_window_can_be_used(
    app: RecoverylogApp, shared: Journal, size: tuple[int, int]
) -> None:
    for number in range(6):
        shared.receive(answer(f"answer {number} " + "word " * 60))

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "down", "enter", "space", "k", "p")
        await paste(pilot, answer("late"))
        await press(pilot, "enter")
        if size == (40, 12):
            await press(pilot, "enter")
            assert "late" in text(app)
            assert "! crisis" in rows(app)[-1]

    play(app, scene, size=size)
    assert list(states(shared).values()).count("kept") == 1
    assert states(shared)["late"] == "new"


def test_a_click_chooses_an_answer(app: RecoverylogApp, shared: Journal) -> None:
    for said in ("one", "two"):
        shared.receive(answer(said))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = await go(pilot)
        await press(pilot, "enter")
        before = words(shown.words)
        await pilot.click(OptionList, offset=(3, 3))
        await press(pilot, "enter")
        assert {before, words(shown.words)} == {"one", "two"}

    play(app, scene)


def test_an_answer_in_hostile_words_does_nothing(app: RecoverylogApp, shared: Journal) -> None:
    shared.put_supporter(MARTA)
    share(shared, SECOND, MARTA)

    async def scene(pilot: Pilot[Any]) -> None:
        await go(pilot)
        await press(pilot, "p")
        field(pilot).area.text = HOSTILE
        await settle(pilot)
        assert faults(app) == []
        await press(pilot, "enter")
        assert "There is no answer" in notice(pilot)
        await press(pilot, "ctrl+g")
        await paste(pilot, answer(HOSTILE[:3900]))
        await press(pilot, "enter", "space")
        assert "loud" in words(page(pilot).words)
        assert faults(app) == []
        await press(pilot, "k", "escape")
        assert isinstance(app.screen, Today)
        assert faults(app) == []
        await press(pilot, "c")
        assert faults(app) == []
        assert not app._exit

    play(app, scene)
    assert FIRST.hex() == shared.replies()[0].page.id


# Where they come back -----------------------------------------------------------------------


def test_today_shows_one_below_the_fortnight(app: RecoverylogApp, journal: Journal) -> None:
    kept(journal)

    async def scene(pilot: Pilot[Any]) -> None:
        shown = pilot.app.screen
        assert isinstance(shown, Today)
        seen = rows(app)
        at = next(number for number, row in enumerate(seen) if "“You called" in row)
        assert "my sponsor, 22 November" in f"{seen[at]}{seen[at + 1]}"
        assert at > next(number for number, row in enumerate(seen) if "Last two weeks" in row)
        assert legible.faults(app) == []

    play(app, scene)


@pytest.mark.parametrize(
    "size", [(7, 3), (20, 5), (40, 12), (60, 20), (60, 26), (60, 34), (80, 20), (80, 23), (80, 30)]
)
def test_an_encouragement_pushes_no_line_away(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    kept(journal, "漢字 " * 400)
    journal.write(journal.new_entry(kind="note", text="rain"))

    async def scene(pilot: Pilot[Any]) -> None:
        shown = pilot.app.screen
        assert isinstance(shown, Today)
        if size[1] >= 12:
            assert shown.line.region.bottom <= size[1] - 2
            assert shown.line.region.height == 1
            assert "rain" in text(app) or size[1] < 20
        if size in {(60, 26), (60, 34), (80, 30)}:
            assert "漢字…” my sponsor, 22 November" in text(app)

    play(app, scene, size=size)


def test_a_craving_brings_another_one_each_time(app: RecoverylogApp, journal: Journal) -> None:
    kept(journal, "first words")
    kept(journal, "second words")

    async def scene(pilot: Pilot[Any]) -> None:
        seen = []
        for _ in range(2):
            await press(pilot, "c")
            seen.append(next(one for one in ("first", "second") if f"“{one} words”" in text(app)))
            await press(pilot, "6", "enter")
        assert set(seen) == {"first", "second"}

    play(app, scene)


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (60, 18), (80, 20), (80, 24)])
def test_an_encouragement_leaves_the_scale_where_it_is(
    app: RecoverylogApp, journal: Journal, size: tuple[int, int]
) -> None:
    seen: list[list[str]] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "c")
        seen.append(rows(app)[:6])
        await press(pilot, "escape")
        kept(journal, "a long and kind word " * 30)
        await press(pilot, "c")
        seen.append(rows(app)[:6])

    play(app, scene, size=size)
    assert seen[0] == seen[1]
