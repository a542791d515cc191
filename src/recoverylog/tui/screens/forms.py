"""The pages that open above another, by name; each module is imported when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from recoverylog.journal.draft import base_and_seat

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored
    from recoverylog.tui.page import Page

_PLACES = {
    "craving": ("craving", "CravingForm"),
    "check_in": ("evening", "EveningForm"),
    "morning": ("morning", "MorningForm"),
    "gratitude": ("words", "GratitudeForm"),
    "connection": ("words", "ConnectionForm"),
    "note": ("words", "NoteForm"),
    "entry": ("entry", "EntryPage"),
    "edit": ("editing", "EditForm"),
    "settle": ("settle", "SettlePage"),
    "focus": ("focus", "FocusForm"),
    "signs": ("signs", "SignsPage"),
    "plans": ("plans", "PlansPage"),
    "settings": ("settings", "SettingsPage"),
    "share": ("share", "SharePage"),
    "answers": ("answers", "AnswersPage"),
}


def page(name: str, entry: Stored | None = None) -> Page[Stored | None]:
    """Return a new page: a form, or the view of ``entry``.

    Args:
        name: of the page, or of the draft of a form.
        entry: what it shows or changes.
    """
    module, title = _PLACES[base_and_seat(name)[0]]
    made = getattr(import_module(f"recoverylog.tui.screens.{module}"), title)
    return cast("Page[Stored | None]", made() if entry is None else made(entry))
