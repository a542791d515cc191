"""A summary as plain text: one calm page, at most 76 columns wide, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recoverylog.insights.wording import dates
from recoverylog.insights.wording import figures as wording
from recoverylog.journal.text import one_line
from recoverylog.sharing.summary import FocusPart, Mean, Summary
from recoverylog.sharing.wrap import wrapped

COLUMNS = 76
"""The widest line, in columns of a terminal; narrow enough to be quoted in a letter."""

_LEFT_OUT = "Names of people, amounts, times of day and dates of use are left out."
_UNREAD = (
    "Names of people, amounts, times of day and dates of use are left out, except where words in"
    " this summary mention them: those stand as they were written, and nothing looked through"
    " them."
)
_SOURCE = "Written by recoverylog from a private journal. Not a clinical report."


def render(summary: Summary) -> str:
    """Return ``summary`` as text that ends with a line feed.

    What came from a person is shown so that it can do no harm (journal.text.clean), each item
    on its own and indented, so that it can never pass for a heading.
    """
    groups = [
        _heading(summary),
        _section("What I would like to talk about", summary.words.questions),
        *_focuses(summary),
        _figures(summary),
        _section("What helped", _counted(summary.helped_by)),
        _section("Tags", _counted(summary.tags)),
        _section("Notes", summary.words.notes),
        _section("Grateful for", summary.words.gratitude),
        _section("Good things", summary.words.good),
        _closing(summary),
    ]
    return "\n\n".join("\n".join(lines) for lines in groups if lines) + "\n"


def _heading(summary: Summary) -> list[str]:
    first, last = dates.date_words(summary.first), dates.date_words(summary.last)
    if summary.days == 1:
        return ["Summary of one day", last]
    return [f"Summary of {summary.days} days", f"{first} to {last}"]


def _focuses(summary: Summary) -> Iterator[list[str]]:
    several = len(summary.focuses) > 1
    for number, part in enumerate(summary.focuses, start=1):
        title = []
        if part.label is not None:
            title = list(_wrapped(one_line(part.label), ""))
        elif several:
            title = [f"Focus {number} of {len(summary.focuses)}"]
        yield [*title, *_lines(part)]


def _lines(part: FocusPart) -> list[str]:
    """Return the figures of one focus, and how they are counted."""
    figures = part.figures
    said = (
        wording.since_line(figures),
        wording.total_line(figures),
        _window_line(part),
        wording.runs_line(figures),
        wording.counting_line(figures.counting),
    )
    return [line for text in said if text for line in _wrapped(_capital(text), "")]


def _window_line(part: FocusPart) -> str:
    """Return the free days of the period, with what they are counted out of."""
    window = part.window
    if window.used and not window.free:
        # The person's own screens name days with use; a summary never does.
        unknown = window.unconfirmed + window.not_logged
        aside = f"; {unknown} not known" if unknown else ""
        span = "Today" if window.days == 1 else f"The last {window.days} days"
        return f"{span}: 0 free{aside}"
    return wording.last_30_line(part.figures._replace(last_30=window))


def _figures(summary: Summary) -> list[str]:
    said = [
        f"Something logged on {summary.logged} of {_count(summary.days, 'day')}",
        _mean_line("Mood", summary.mood, "over"),
        _mean_line("Craving", summary.craving, "the strongest of each of"),
        f"Time with people: {_times(summary.connections)}",
    ]
    if summary.helped:
        said.append(f"Something that helped: noted {_times(summary.helped)}")
    return [line for text in said for line in _wrapped(text, "")]


def _mean_line(name: str, mean: Mean, what: str) -> str:
    if not mean.days:
        return f"{name}: not noted"
    days = _count(mean.days, "day")
    if mean.value is None:
        return f"{name}: noted on {days}, too few for a mean"
    return f"{name}: {mean.value:.1f} of 10 on average, {what} {days}"


def _section(title: str, items: Iterable[str]) -> list[str]:
    """Return a heading with its items below it, or nothing where there are none."""
    lines = [line for item in items for line in _wrapped(one_line(item), "  - ")]
    return [title, *lines] if lines else []


def _counted(words: Iterable[tuple[str, int]]) -> list[str]:
    return [f"{one_line(word)}, {_times(count)}" for word, count in words]


def _closing(summary: Summary) -> list[str]:
    said = _UNREAD if summary.choice.text else _LEFT_OUT
    return [line for text in (said, _SOURCE) for line in _wrapped(text, "")]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _times(number: int) -> str:
    return {0: "not noted", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _wrapped(text: str, opening: str) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``COLUMNS``, the first behind ``opening``."""
    return wrapped(text, opening, COLUMNS)
