"""The screens are in the words that the person chose, and in no others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from recoverylog.session.journal import Journal
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.screens.focus import FocusForm
from recoverylog.tui.screens.supporter_form import SupporterForm
from recoverylog.tui.screens.supporters import SupportersPage
from tests.language.terms_of_choice import ONLY_WHERE_CHOSEN, WORDS, of_others
from tests.tui.conftest import play, settle
from tests.tui.seeing import rows, text

CHOICES = [
    pytest.param(dict(zip(WORDS, keys, strict=True)), id=keys[0])
    for keys in zip(*WORDS.values(), strict=True)
]
# Where each of the three is said at the least.
SAID = {
    "time": ("today", "figures", "year", "milestones", "share", "supporter form", "focus"),
    "event": ("figures", "settle"),
    "supporter": ("supporters", "supporter form", "palette"),
}
FOCUS = "0" * 31 + "1"


@pytest.fixture
def used(journal: Journal) -> Journal:
    """Return a journal with three returns to use, one of them from a locked line."""
    for month, day, confirmed in ((8, 3, True), (9, 14, True), (11, 20, False)):
        at = datetime(2026, month, day, 12, tzinfo=UTC)
        fields = {"kind": "use", "amount": 1, "confirmed": confirmed, "focus": FOCUS}
        journal.write(journal.new_entry(at=at, **fields))
    return journal


async def seen(pilot: Pilot[Any]) -> dict[str, str]:
    """Walk over the pages, and return what stands on each of them."""
    app = pilot.app
    found = {"today": "\n".join(rows(app))}

    async def look(name: str, *keys: str, back: bool = True) -> None:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        found[name] = "\n".join([*rows(app), text(app)])
        if back:
            await pilot.press("escape")
            await settle(pilot)

    await look("help", "question_mark")
    await look("settle", "w")
    for name, screen in (
        ("supporters", SupportersPage(choosing=False)),
        ("supporter form", SupporterForm()),
        ("focus", FocusForm()),
    ):
        app.push_screen(screen)
        await settle(pilot)
        await look(name)
    await look("palette", "ctrl+p", *"supports")
    await look("share", "s")
    await pilot.press("i")
    await settle(pilot)
    for number, name in enumerate(("figures", "trends", "patterns", "year", "week", "milestones")):
        await look(name, str(number + 1), back=False)
        if name == "year":
            # From moods over cravings to the days of the focus.
            await look("year", "v", "v", back=False)
    return found


@pytest.mark.parametrize("chosen", CHOICES)
def test_a_screen_is_in_the_chosen_words_alone(
    used: Journal, app: RecoverylogApp, chosen: dict[str, str]
) -> None:
    for name, key in chosen.items():
        used.prefer(name, key)
    found: dict[str, str] = {}

    async def scene(pilot: Pilot[Any]) -> None:
        found.update(await seen(pilot))

    play(app, scene, size=(140, 60))
    for name, key in chosen.items():
        for page, shown in found.items():
            assert of_others(shown, name, key) == [], page
        # Where the word is supporter, the two pages give examples of what one may be.
        pages = ("palette",) if key == "supporter" else SAID[name]
        silent = [page for page in pages if not WORDS[name][key].search(found[page])]
        assert silent == [], f"{key}:\n{found[silent[0]]}"
    if chosen["time"] == "recovery":
        assert not ONLY_WHERE_CHOSEN.search("\n".join(found.values()))
