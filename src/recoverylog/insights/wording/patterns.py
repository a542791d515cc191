"""Patterns in plain words: one sentence a finding, with its n, and none without a finding.

What goes together is said to go together; never that the one brings the other, and nothing
about days to come.
"""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from recoverylog.insights.pattern import LEAST_IN_CELL, LEAST_USES, LEAST_WEEKS
from recoverylog.insights.together import LEAST_DAYS, SHORT_SLEEP, Measure, What
from recoverylog.insights.wording.dates import count
from recoverylog.journal.text import one_line

if TYPE_CHECKING:
    from recoverylog.insights.pattern import Cell, Few, Grid, Help, Helped, Ranked, Triggers
    from recoverylog.insights.together import Company, Together, TogetherResult

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

HELPED_NOTE = "Strong cravings tend to be lower afterwards anyway, whatever was done."
"""Regression to the mean; stands with every list of what helped."""

TOGETHER_NOTE = "Going together does not tell which comes first, or why."
_ALLOWED = "with bounds that allow for all of them"
_MOST_CHARACTERS = 40


def when_lines(grid: Grid) -> list[str]:
    """Return what the days and hours of cravings say, or what is still needed."""
    if grid.needed:
        have = {0: "this is the first", 1: "there is 1 so far"}.get(
            grid.history, f"there are {grid.history} so far"
        )
        return [f"Patterns of the week need {LEAST_WEEKS} weeks of entries; {have}."]
    span = f"the last {grid.weeks} weeks"
    if not grid.n:
        return [f"Cravings by day and hour appear here; none were written in {span}."]
    if grid.finding and grid.overall is not None:
        cell = grid.finding
        said = (
            f"Cravings written {place_words(cell)} were stronger than at other times: "
            f"{cell.mean:.1f} on average, n {cell.n}, against {grid.overall:.1f} "
            f"over all {grid.n} of {span}."
        )
        return [said]
    if grid.most:
        cell = grid.most
        said = (
            f"More cravings were written {place_words(cell)} than in any other part of the "
            f"week: {cell.n} of {grid.n} in {span}."
        )
        return [said]
    nothing = f"No part of the week stands out among {count(grid.n, 'craving')} of {span}"
    if any(cell.n >= LEAST_IN_CELL for row in grid.cells for cell in row):
        return [f"{nothing}."]
    return [f"{nothing}; a pattern needs {LEAST_IN_CELL} or more at one time of the week."]


def place_words(cell: Cell) -> str:
    """Return ``on Fridays between 16:00 and 20:00``; a night is that of the journal day."""
    start = (4 + 4 * cell.part) % 24
    name = WEEKDAYS[cell.weekday]
    if start == 0:
        return f"on {name} nights between 00:00 and 04:00"
    return f"on {name}s between {start:02}:00 and {start + 4:02}:00"


def triggers_lines(found: Triggers) -> list[str]:
    """Return what cravings came with: how many have a tag, then each tag with its count."""
    if not found.cravings:
        return ["What cravings come with appears here once a craving is written with an @word."]
    if not found.tagged:
        many = count(found.cravings, "craving")
        return [f"What cravings come with appears here; {many} so far, none with an @word."]
    head = f"{found.tagged} of {count(found.cravings, 'craving')} came with an @word."
    more = [f"{count(found.others, 'further @word')} less often or as often."]
    rows = [trigger_line(one, found.cravings) for one in found.ranked]
    return [head, *rows, *(more if found.others else [])]


def trigger_line(one: Ranked, cravings: int) -> str:
    """Return ``@lonely with 12 of 61 cravings, 6.4 on average``; a mean only of three days."""
    average = f", {one.mean:.1f} on average" if one.mean is not None else ""
    return f"@{_shown(one.word)} with {one.n} of {count(cravings, 'craving')}{average}"


def strength_words(one: Ranked) -> str:
    """Return ``12 times, 6.4 on average``, to stand behind a bar."""
    times = "once" if one.n == 1 else f"{one.n} times"
    return times if one.mean is None else f"{times}, {one.mean:.1f} on average"


def drop_words(one: Help) -> str:
    """Return ``7.2 → 3.1  n 14``, to stand behind a bar."""
    return f"{one.before:.1f} → {one.after:.1f}  n {one.n}"


def helped_lines(found: Helped) -> list[str]:
    """Return what helped, what needs more uses, and what lowers every such list."""
    lines = [help_line(one) for one in found.ranked]
    if found.ranked:
        lines += [help_line(found.unnamed)] if found.unnamed else []
        lines.append(HELPED_NOTE)
    elif not found.few:
        lines.append(
            f"What helped appears here after {LEAST_USES} cravings with the same +word and "
            "their strength afterwards."
        )
    return [*lines, *(few_line(one) for one in found.few)]


def help_line(one: Help) -> str:
    """Return ``+walk: 7.2 before, 3.1 after on average, n 14``."""
    name = f"+{_shown(one.word)}" if one.word else "with nothing named"
    return f"{name}: {one.before:.1f} before, {one.after:.1f} after on average, n {one.n}"


def few_line(one: Few) -> str:
    """Return how often something helped, and how many more uses a mean needs."""
    noted = count(one.n, "craving")
    return f"+{_shown(one.word)}: {noted} with a strength afterwards, {one.needed} more needed"


def together_lines(result: TogetherResult) -> list[str]:
    """Return what goes together, how many comparisons there were, and what none of it tells."""
    if not result.tested:
        needed = count(result.needed, "more day")
        least = f"{LEAST_DAYS} days with something and {LEAST_DAYS} without"
        return [f"What goes together needs {least}, each with a mood or craving: {needed}."]
    made = count(result.tested, "comparison")
    if not result.found:
        return [f"Nothing stands out among {made}."]
    told = [together_line(one) for one in result.found]
    return [*told, f"{len(result.found)} of {made} shown, {_ALLOWED}. {TOGETHER_NOTE}"]


def together_line(one: Together) -> str:
    """Return one difference with both means, their n, and its bounds."""
    days, others = _days(one)
    size, low, high = _sizes(one)
    way = "higher" if one.difference > 0 else "lower"
    return (
        f"On {days} {_MEASURES[one.measure]} tends to be {way}: {one.mean_with:.1f} "
        f"(n {one.n_with}) against {one.mean_without:.1f} on {others} (n {one.n_without}), "
        f"{size:.1f} points {way}, between {low:.1f} and {high:.1f}."
    )


def company_lines(found: Company) -> list[str]:
    """Return how days with a connection compare with other days, in mood and in craving."""
    return [
        _company_line(found.mood, Measure.MOOD, found.mood_needed),
        _company_line(found.craving, Measure.CRAVING, found.craving_needed),
    ]


def _company_line(one: Together | None, measure: Measure, needed: tuple[int, int]) -> str:
    name = _MEASURES[measure]
    if one is None:
        having, without = needed
        rated = "a mood" if measure is Measure.MOOD else "a check-in that rates the craving"
        parts = [f"{count(having, 'more day')} with a connection"] if having else []
        parts += [f"{count(without, 'more day')} without"] if without else []
        return f"{_capital(name)} in company needs {' and '.join(parts)}, each with {rated}."
    means = (
        f"{_capital(name)} was {one.mean_with:.1f} on days with a connection (n {one.n_with}) "
        f"and {one.mean_without:.1f} on other days (n {one.n_without})"
    )
    if not one.clear or isinf(one.low):
        return f"{means}; no clear difference."
    size, low, high = _sizes(one)
    way = "higher" if one.difference > 0 else "lower"
    return f"{means}: {size:.1f} points {way}, between {low:.1f} and {high:.1f}."


_MEASURES = {Measure.MOOD: "mood", Measure.CRAVING: "the strongest craving"}


def _days(one: Together) -> tuple[str, str]:
    """Return the days that are compared, and those that they are compared with."""
    word = _shown(one.word)
    return {
        What.CONNECTION: ("days with a connection", "other days"),
        What.TAG: (f"days with @{word}", "other days"),
        What.HELPED: (f"days with +{word}", "other days"),
        What.TAG_AT_CRAVING: (
            f"days with @{word} at a craving",
            "other days with an @word at a craving",
        ),
        What.HELPED_AT_CRAVING: (
            f"days with +{word} at a craving",
            "other days with a +word at a craving",
        ),
        What.HALT: (f"days checked in as {word}", "other days with a check-in"),
        What.SHORT_SLEEP: (
            f"days after less than {SHORT_SLEEP:g} hours of sleep",
            "other days with sleep noted",
        ),
    }[one.kind]


def _sizes(one: Together) -> tuple[float, float, float]:
    """Return the size of the difference and its bounds, the smaller first, without a sign."""
    low, high = sorted((abs(one.low), abs(one.high)))
    return abs(one.difference), low, high


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _shown(word: str) -> str:
    """Return a person's word on one line, so that it can do no harm where it is shown."""
    return one_line(word, _MOST_CHARACTERS)
