"""What a person is in recovery from: named, dated, counted, and changed."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.focus_fields import day_told
from recoverylog.tui.screens.focus import FocusForm
from recoverylog.tui.screens.today import Today
from tests.tui.conftest import play, settle
from tests.tui.seeing import text, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from recoverylog.session.journal import Journal

TODAY = date(2026, 11, 22)


async def opened(pilot: Pilot[Any], label: str = "") -> FocusForm:
    form = FocusForm(label)
    pilot.app.push_screen(form)
    await settle(pilot)
    return form


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def test_a_name_and_a_day_make_one(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot)
        assert "alcohol since 14 May 2026" in text(pilot.app)
        await press(pilot, *"nicotine", "enter", *"2026-10")
        assert words(form.read) == "1 October 2026, 1 month and 21 days ago"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)
    assert journal.focus("nicotine").since == date(2026, 10, 1)
    assert journal.focus("nicotine").counting == "presume_free"


@pytest.mark.parametrize("keys", [["space"], ["down"], ["l"], ["k"]])
def test_only_logged_days_can_be_counted(
    app: RecoverylogApp, journal: Journal, keys: list[str]
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot, "nicotine")
        assert "unless use was recorded" in words(form.meaning)
        await press(pilot, "tab", "tab", *keys)
        assert "if something was logged" in words(form.meaning)
        await press(pilot, "enter")

    play(app, scene)
    assert journal.focus("nicotine").counting == "only_logged"
    assert journal.focus("nicotine").since == TODAY


def test_the_way_of_counting_is_chosen_by_a_click(app: RecoverylogApp) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot)
        chosen = []
        for row in (1, 1, 0):
            await pilot.click(form.counting, offset=(5, row))
            chosen.append(form.counting.counting)
        assert chosen == ["only_logged", "only_logged", "presume_free"]

    play(app, scene)


def test_one_that_there_is_gets_another_day(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot)
        form.known.focus()
        await press(pilot, "enter")
        assert (form.label.value, form.since.value) == ("alcohol", "2026-05-14")
        await press(pilot, "ctrl+u", *"yesterday", "enter")

    play(app, scene)
    (focus,) = journal.focuses()
    assert focus.since == date(2026, 11, 21)


def test_another_one_is_begun_instead(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot)
        await pilot.click(form.known, offset=(4, 0))
        await settle(pilot)
        await press(pilot, "f9")
        assert form.label.value == ""
        await press(pilot, *"sugar", "enter", "enter")

    play(app, scene)
    assert [one.label for one in journal.focuses()] == ["alcohol", "sugar"]


def test_what_is_begun_is_put_aside_for_another_one_only_when_it_is_said_twice(
    app: RecoverylogApp, journal: Journal
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot)
        form.label.value = "sugar"
        form.known.focus()
        await press(pilot, "enter")
        assert form.label.value == "sugar"
        assert "Once more puts it in the place of what you were writing." in text(pilot.app)
        assert [one.fields["label"] for one in journal.drafts()] == ["sugar"]
        form.label.value = "sugar and flour"
        await press(pilot, "enter")
        assert form.label.value == "sugar and flour"  # it is asked about what stands there now
        await press(pilot, "enter")
        assert (form.label.value, form.since.value) == ("alcohol", "2026-05-14")
        form.label.value = "wine"
        await press(pilot, "f9")
        assert form.label.value == "wine"
        await press(pilot, "f9")
        assert form.label.value == ""

    play(app, scene)


@pytest.mark.parametrize(
    ("label", "since", "told"),
    [
        ("", "", "A focus needs a name."),
        ("nicotine", "some day", "a day is written as 2026-05-14"),
        ("ALCOHOL", "", "There is a focus called alcohol already."),
    ],
)
def test_what_cannot_be_kept_stays_in_the_form(
    app: RecoverylogApp, journal: Journal, label: str, since: str, told: str
) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot, label)
        form.since.value = since
        form.since.focus()
        await press(pilot, "enter")
        assert pilot.app.screen is form
        assert told in text(pilot.app)
        assert (form.label.value, form.since.value) == (label, since)

    play(app, scene)
    assert len(journal.focuses()) == 1


def test_leaving_changes_nothing(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await press(pilot, *"sugar", "escape")
        assert isinstance(pilot.app.screen, Today)

    play(app, scene)
    assert len(journal.focuses()) == 1


def test_a_hostile_name_is_inert(app: RecoverylogApp, journal: Journal) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot, "[@click=app.bell]x[/] \x1b]0;y\x07 \u202ez")
        await press(pilot, "enter", "enter")
        await opened(pilot)
        seen = text(pilot.app)
        assert "[@click=app.bell]x[/]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen

    play(app, scene)
    assert len(journal.focuses()) == 2


def test_a_start_is_told_in_words() -> None:
    assert day_told(TODAY, TODAY) == "from today, 22 November 2026"
    assert day_told(date(2026, 11, 21), TODAY) == "21 November 2026, 1 day ago"
    assert day_told(date(2027, 1, 1), TODAY) == "from 1 January 2027 on"


@pytest.mark.parametrize("size", [(20, 5), (60, 12), (140, 40)])
def test_it_stands_any_size(app: RecoverylogApp, journal: Journal, size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await pilot.resize_terminal(*size)
        await press(pilot, *"sugar", "enter", "enter")

    play(app, scene)
    assert len(journal.focuses()) == 2


def test_what_is_typed_while_a_focus_is_written_is_kept_as_a_change_of_it(
    app: RecoverylogApp, journal: Journal
) -> None:
    gate = threading.Event()

    async def scene(pilot: Pilot[Any]) -> None:
        form = await opened(pilot)
        await press(pilot, *"nicotine", "enter", *"2026-10")
        app.desk._hands.submit(gate.wait, 10)
        await pilot.press("enter")
        await pilot.pause()
        form.label.value = "nicotine gum"  # as keys do, once they wait no longer
        gate.set()
        await settle(pilot)
        assert pilot.app.screen is form
        assert "since then" in text(pilot.app)
        assert [one.name for one in journal.drafts()] == ["focus"]
        await press(pilot, "enter")

    play(app, scene)
    assert [one.label for one in journal.focuses()] == ["alcohol", "nicotine gum"]
    assert journal.drafts() == ()
