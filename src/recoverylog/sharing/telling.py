"""How both doors speak of what was handed over: for whom, which page, on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog import clock
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.sharing import initials

if TYPE_CHECKING:
    from datetime import date, datetime

    from recoverylog.journal.shared import Shared
    from recoverylog.journal.supporter import Supporter

_CALLED = 40


def day_words(day: date) -> str:
    """Return a day as ``3 October``, with its year where that is another one than now."""
    words = date_words(day)
    return words if day.year != clock.now().year else words.rpartition(" ")[0]


def at_words(at: datetime) -> str:
    """Return the day of an instant, in the system's zone."""
    return day_words(at.astimezone().date())


def called(supporter: Supporter | None) -> str:
    """Return ``my sponsor``, or the name of somebody without a role; empty for nobody.

    A role that tells the name is none; see sharing.initials.
    """
    if supporter is None:
        return ""
    role = initials.role(supporter)
    return one_line(initials.called(supporter) if role else supporter.name, _CALLED)


def page_words(page: Shared) -> str:
    """Return ``the page of 22 November, for my sponsor``."""
    whom = called(page.supporter)
    return _(
        "the page of {at}{for_}",
        at=at_words(page.at),
        for_=_(", for {whom}", whom=whom) if whom else "",
    )
