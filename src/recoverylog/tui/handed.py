"""How the screens speak of what was handed over: to whom, which page, which parts, on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog import clock
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from recoverylog.journal.shared import Form, Shared
    from recoverylog.journal.supporter import Supporter

_CALLED = 40

FORMS: dict[Form, str] = {
    "text": "text",
    "markdown": "Markdown",
    "html": "HTML file",
    "json": "JSON file",
    "page": "sealed page",
}
"""What each form is called in a list."""


def day_words(day: date) -> str:
    """Return a day as ``3 October``, with its year where that is another one than now."""
    words = date_words(day)
    return words if day.year != clock.now().year else words.rpartition(" ")[0]


def short_day(at: datetime) -> str:
    """Return the day of an instant for the beginning of a row: ``3 Oct``, or ``Oct 2025``."""
    day = at.astimezone().date()
    _, month, year = date_words(day).split()
    return f"{day.day:>2} {month[:3]}" if day.year == clock.now().year else f"{month[:3]} {year}"


def at_words(at: datetime) -> str:
    """Return the day of an instant, in the system's zone."""
    return day_words(at.astimezone().date())


def called(supporter: Supporter | None) -> str:
    """Return ``my sponsor``, or the name of somebody without a role; empty for nobody."""
    from recoverylog.sharing import initials

    if supporter is None:
        return ""
    role = initials.role(supporter)
    return one_line(initials.called(supporter) if role else supporter.name, _CALLED)


def page_words(page: Shared) -> str:
    """Return ``the page of 22 November, for my sponsor``."""
    whom = called(page.supporter)
    return f"the page of {at_words(page.at)}{f', for {whom}' if whom else ''}"


def parts(names: Iterable[str]) -> str:
    """Return the parts of a page as a person reads them; one that we do not know as it is kept."""
    from recoverylog.sharing.letter import NAMES

    known = {section.value: words for section, words in NAMES.items()}
    # Some of them hold a comma.
    return " · ".join(known.get(name) or one_line(name, _CALLED) for name in names)
