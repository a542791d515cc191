"""How the screens speak of what was handed over: to whom, which page, which parts, on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog import clock
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.sharing.telling import at_words, called, day_words, page_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from recoverylog.journal.shared import Form

__all__ = ["FORMS", "at_words", "called", "day_words", "page_words", "parts", "short_day"]

_LONGEST = 40

FORMS: dict[Form, str] = {
    "text": _("text"),
    "markdown": "Markdown",
    "html": _("HTML file"),
    "json": _("JSON file"),
    "page": _("sealed page"),
}
"""What each form is called in a list."""


def short_day(at: datetime) -> str:
    """Return the day of an instant for the beginning of a row: ``3 Oct``, or ``Oct 2025``."""
    day = at.astimezone().date()
    _, month, year = date_words(day).split()
    return f"{day.day:>2} {month[:3]}" if day.year == clock.now().year else f"{month[:3]} {year}"


def parts(names: Iterable[str]) -> str:
    """Return the parts of a page as a person reads them; one that we do not know as it is kept."""
    from recoverylog.sharing.letter import part_names

    known = {section.value: words for section, words in part_names().items()}
    # Some of them hold a comma.
    return " · ".join(known.get(name) or one_line(name, _LONGEST) for name in names)
