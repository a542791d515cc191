"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.errors import UsageProblem
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.journal.span import Span

NoInput = Annotated[
    bool, typer.Option("--no-input", help=_("Never ask for anything; fail with a clear code."))
]
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON with a schema version."))]


def no_input(ctx: typer.Context, chosen: bool) -> bool:
    """Return whether nothing may be asked, said before the command or after it."""
    return chosen or bool(ctx.obj)


def day(text: str | None, today: date) -> date | None:
    """Return the day that ``text`` names: 2026-11-22, today, yesterday, 7d (days ago), or words.

    Raises:
        UsageProblem: it names no day, or more than one.
    """
    found = days(text, today)
    if found is not None and found.first != found.last:
        raise UsageProblem(
            _("“{text}” is more than one day.", text=text),
            hint=_("For example: {first}.", first=found.first),
        )
    return found and found.first


def days(text: str | None, today: date) -> Span | None:
    """Return the days that ``text`` names: one as for :func:`day`, or a month such as 2026-11.

    Raises:
        UsageProblem: it names no day.
    """
    from recoverylog.journal import span

    return None if text is None else span.named(text, today) or _in_words(text, today)


_NUMBERS = re.compile(r"[0-9]{4}(-[0-9]+)?")


def _in_words(typed: str, today: date) -> Span:
    from datetime import datetime, time

    from recoverylog.journal.span import Span
    from recoverylog.session import phrases

    text = typed.strip().lower()
    # Meant as a month or a year; read as words, 2026-13 would be a day of this month.
    none = _NUMBERS.fullmatch(text)
    noon = datetime.combine(today, time(12)).astimezone()
    found = None if none else phrases.resolve(text, noon)
    if found is None:
        raise UsageProblem(
            _("“{typed}” could not be read as a day.", typed=typed),
            hint=_("For example: 2026-05-14, yesterday, 30d (thirty days ago)."),
        )
    return Span(found.date(), found.date())


_SPAN = re.compile(r"(\d{1,6})\s*([smhd]?)")
_UNITS = {"s": 1, "": 60, "m": 60, "h": 3600, "d": 86400}


def seconds(text: str) -> int:
    """Return the length of a span such as 15m, 1h or 90s; a bare number is minutes.

    Raises:
        UsageProblem: it is no such span.
    """
    found = _SPAN.fullmatch(text.strip().lower())
    if not found or not int(found[1]):
        raise UsageProblem(
            _("“{text}” is no length of time.", text=text), hint=_("For example: 15m or 1h.")
        )
    return int(found[1]) * _UNITS[found[2]]


def span_words(length: int) -> str:
    """Return a number of seconds as ``15 minutes`` or ``90 seconds``."""
    if length % 3600 == 0:
        return counted("{n} hour", "{n} hours", length // 3600)
    if length % 60 == 0:
        return counted("{n} minute", "{n} minutes", length // 60)
    return counted("{n} second", "{n} seconds", length)
