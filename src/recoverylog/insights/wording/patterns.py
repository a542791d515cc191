"""Patterns in plain words: one sentence a finding, with its n, and none without a finding.

What goes together is said to go together; never that the one brings the other, and nothing
about days to come.
"""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from recoverylog.insights.pattern import LEAST_IN_CELL, LEAST_USES, LEAST_WEEKS
from recoverylog.insights.together import LEAST_DAYS, SHORT_SLEEP, Measure, What
from recoverylog.insights.wording.dates import WEEKDAYS
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.pattern import Cell, Few, Grid, Help, Helped, Ranked, Triggers
    from recoverylog.insights.together import Company, Together, TogetherResult

HELPED_NOTE = _("Strong cravings tend to be lower afterwards anyway, whatever was done.")
"""Regression to the mean; stands with every list of what helped."""

TOGETHER_NOTE = _("Going together does not tell which comes first, or why.")
_ALLOWED = _("with bounds that allow for all of them")
_MOST_CHARACTERS = 40


def when_lines(grid: Grid) -> list[str]:
    """Return what the days and hours of cravings say, or what is still needed."""
    if grid.needed:
        have = {0: _("this is the first"), 1: _("there is 1 so far")}.get(
            grid.history, _("there are {history} so far", history=grid.history)
        )
        return [
            _(
                "Patterns of the week need {least_weeks} weeks of entries; {have}.",
                least_weeks=LEAST_WEEKS,
                have=have,
            )
        ]
    span = _("the last {weeks} weeks", weeks=grid.weeks)
    if not grid.n:
        return [_("Cravings by day and hour appear here; none were written in {span}.", span=span)]
    if grid.finding and grid.overall is not None:
        cell = grid.finding
        said = _(
            "Cravings written {cell} were stronger than at other times: {mean:.1f} on average, n "
            "{cell_n}, against {overall:.1f} over all {grid_n} of {span}.",
            cell=place_words(cell),
            mean=cell.mean,
            cell_n=cell.n,
            overall=grid.overall,
            grid_n=grid.n,
            span=span,
        )
        return [said]
    if grid.most:
        cell = grid.most
        said = _(
            "More cravings were written {cell} than in any other part of the week: {cell_n} of "
            "{grid_n} in {span}.",
            cell=place_words(cell),
            cell_n=cell.n,
            grid_n=grid.n,
            span=span,
        )
        return [said]
    nothing = _(
        "No part of the week stands out among {cravings} of {span}",
        cravings=counted("{n} craving", "{n} cravings", grid.n),
        span=span,
    )
    if any(cell.n >= LEAST_IN_CELL for row in grid.cells for cell in row):
        return [f"{nothing}."]
    return [
        _(
            "{nothing}; a pattern needs {least_in_cell} or more at one time of the week.",
            nothing=nothing,
            least_in_cell=LEAST_IN_CELL,
        )
    ]


def place_words(cell: Cell) -> str:
    """Return ``on Fridays between 16:00 and 20:00``; a night is that of the journal day."""
    start = (4 + 4 * cell.part) % 24
    name = WEEKDAYS[cell.weekday]
    if start == 0:
        return _("on {name} nights between 00:00 and 04:00", name=name)
    return _(
        "on {name}s between {start:02}:00 and {start_2:02}:00",
        name=name,
        start=start,
        start_2=start + 4,
    )


def triggers_lines(found: Triggers) -> list[str]:
    """Return what cravings came with: how many have a tag, then each tag with its count."""
    if not found.cravings:
        return [_("What cravings come with appears here once a craving is written with an @word.")]
    if not found.tagged:
        many = counted("{n} craving", "{n} cravings", found.cravings)
        return [
            _("What cravings come with appears here; {many} so far, none with an @word.", many=many)
        ]
    head = _(
        "{tagged} of {cravings} came with an @word.",
        tagged=found.tagged,
        cravings=counted("{n} craving", "{n} cravings", found.cravings),
    )
    more = [
        _(
            "{words} less often or as often.",
            words=counted("{n} further @word", "{n} further @words", found.others),
        )
    ]
    rows = [trigger_line(one, found.cravings) for one in found.ranked]
    return [head, *rows, *(more if found.others else [])]


def trigger_line(one: Ranked, cravings: int) -> str:
    """Return ``@lonely with 12 of 61 cravings, 6.4 on average``; a mean only of three days."""
    average = _(", {mean:.1f} on average", mean=one.mean) if one.mean is not None else ""
    return _(
        "@{word} with {one_n} of {cravings}{average}",
        word=_shown(one.word),
        one_n=one.n,
        cravings=counted("{n} craving", "{n} cravings", cravings),
        average=average,
    )


def strength_words(one: Ranked) -> str:
    """Return ``12 times, 6.4 on average``, to stand behind a bar."""
    times = counted("once", "{n} times", one.n)
    return (
        times
        if one.mean is None
        else _("{times}, {mean:.1f} on average", times=times, mean=one.mean)
    )


def drop_words(one: Help) -> str:
    """Return ``7.2 → 3.1  n 14``, to stand behind a bar."""
    return _(
        "{before:.1f} → {after:.1f}  n {one_n}", before=one.before, after=one.after, one_n=one.n
    )


def helped_lines(found: Helped) -> list[str]:
    """Return what helped, what needs more uses, and what lowers every such list."""
    lines = [help_line(one) for one in found.ranked]
    if found.ranked:
        lines += [help_line(found.unnamed)] if found.unnamed else []
        lines.append(HELPED_NOTE)
    elif not found.few:
        lines.append(
            _(
                "What helped appears here after {least_uses} cravings with the same +word and "
                "their strength afterwards.",
                least_uses=LEAST_USES,
            )
        )
    return [*lines, *(few_line(one) for one in found.few)]


def help_line(one: Help) -> str:
    """Return ``+walk: 7.2 before, 3.1 after on average, n 14``."""
    name = f"+{_shown(one.word)}" if one.word else _("with nothing named")
    return _(
        "{name}: {before:.1f} before, {after:.1f} after on average, n {one_n}",
        name=name,
        before=one.before,
        after=one.after,
        one_n=one.n,
    )


def few_line(one: Few) -> str:
    """Return how often something helped, and how many more uses a mean needs."""
    noted = counted("{n} craving", "{n} cravings", one.n)
    return _(
        "+{word}: {noted} with a strength afterwards, {needed} more needed",
        word=_shown(one.word),
        noted=noted,
        needed=one.needed,
    )


def together_lines(result: TogetherResult) -> list[str]:
    """Return what goes together, how many comparisons there were, and what none of it tells."""
    if not result.tested:
        needed = counted("{n} more day", "{n} more days", result.needed)
        least = _(
            "{least_days} days with something and {least_days} without", least_days=LEAST_DAYS
        )
        return [
            _(
                "What goes together needs {least}, each with a mood or craving: {needed}.",
                least=least,
                needed=needed,
            )
        ]
    made = counted("{n} comparison", "{n} comparisons", result.tested)
    if not result.found:
        return [_("Nothing stands out among {made}.", made=made)]
    told = [together_line(one) for one in result.found]
    return [
        *told,
        _(
            "{found} of {made} shown, {allowed}. {together_note}",
            found=len(result.found),
            made=made,
            allowed=_ALLOWED,
            together_note=TOGETHER_NOTE,
        ),
    ]


def together_line(one: Together) -> str:
    """Return one difference with both means, their n, and its bounds."""
    days, others = _days(one)
    size, low, high = _sizes(one)
    way = _("higher") if one.difference > 0 else _("lower")
    return _(
        "On {days} {measures} tends to be {way}: {mean_with:.1f} (n {n_with}) against "
        "{mean_without:.1f} on {others} (n {n_without}), {size:.1f} points {way}, between "
        "{low:.1f} and {high:.1f}.",
        days=days,
        measures=_MEASURES[one.measure],
        way=way,
        mean_with=one.mean_with,
        n_with=one.n_with,
        mean_without=one.mean_without,
        others=others,
        n_without=one.n_without,
        size=size,
        low=low,
        high=high,
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
        rated = _("a mood") if measure is Measure.MOOD else _("a check-in that rates the craving")
        parts = (
            [_("{days} with a connection", days=counted("{n} more day", "{n} more days", having))]
            if having
            else []
        )
        parts += (
            [_("{days} without", days=counted("{n} more day", "{n} more days", without))]
            if without
            else []
        )
        return _(
            "{name} in company needs {parts}, each with {rated}.",
            name=_capital(name),
            parts=_(" and ").join(parts),
            rated=rated,
        )
    means = _(
        "{name} was {mean_with:.1f} on days with a connection (n {n_with}) and {mean_without:.1f} "
        "on other days (n {n_without})",
        name=_capital(name),
        mean_with=one.mean_with,
        n_with=one.n_with,
        mean_without=one.mean_without,
        n_without=one.n_without,
    )
    if not one.clear or isinf(one.low):
        return _("{means}; no clear difference.", means=means)
    size, low, high = _sizes(one)
    way = _("higher") if one.difference > 0 else _("lower")
    return _(
        "{means}: {size:.1f} points {way}, between {low:.1f} and {high:.1f}.",
        means=means,
        size=size,
        way=way,
        low=low,
        high=high,
    )


_MEASURES = {Measure.MOOD: _("mood"), Measure.CRAVING: _("the strongest craving")}


def _days(one: Together) -> tuple[str, str]:
    """Return the days that are compared, and those that they are compared with."""
    word = _shown(one.word)
    return {
        What.CONNECTION: (_("days with a connection"), _("other days")),
        What.TAG: (_("days with @{word}", word=word), _("other days")),
        What.HELPED: (_("days with +{word}", word=word), _("other days")),
        What.TAG_AT_CRAVING: (
            _("days with @{word} at a craving", word=word),
            _("other days with an @word at a craving"),
        ),
        What.HELPED_AT_CRAVING: (
            _("days with +{word} at a craving", word=word),
            _("other days with a +word at a craving"),
        ),
        What.HALT: (_("days checked in as {word}", word=word), _("other days with a check-in")),
        What.SHORT_SLEEP: (
            _("days after less than {short_sleep:g} hours of sleep", short_sleep=SHORT_SLEEP),
            _("other days with sleep noted"),
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
