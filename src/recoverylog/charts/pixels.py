"""A year at a glance: a row for each month, a cell for each day, a digit or a letter in each.

The digit or letter carries the meaning, a painter's colour only repeats it.
"""

from __future__ import annotations

from datetime import date
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.charts import month
from recoverylog.charts.plot import LEAST_FOR_A_MEAN, MONTHS
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_MONTH = 31
TEN = "+"
NOT_LOGGED = "·"
LETTERS = {"free": "f", "used": "u", "unconfirmed": "?", "not_logged": NOT_LOGGED}
"""The letter of each state of a day; that of a free day may be another."""

LEGEND = _("0 to 9 as noted, {ten} for 10, {not_logged} not noted", ten=TEN, not_logged=NOT_LOGGED)
"""What the digits mean."""

_NUMBERED = (1, 5, 10, 15, 20, 25, 30)


class Pixel(NamedTuple):
    """One day.

    Attributes:
        day: which.
        text: its one character.
        kind: "level", a state of ``LETTERS``, "blank" for a day without a value, or "outside"
            for a day before the first or after the last.
        level: 0 to 10 for a level, else None.
    """

    day: date
    text: str
    kind: str
    level: int | None = None


class Month(NamedTuple):
    """A row.

    Attributes:
        name: three letters.
        days: 31 cells, None where the month has no such day.
        mean: of its values, from three noted days on, for a year of levels.
        noted: days with a value, or free days in a year of states.
    """

    name: str
    days: tuple[Pixel | None, ...]
    mean: float | None
    noted: int


class Year(NamedTuple):
    """Twelve rows.

    Attributes:
        number: of the year.
        months: its rows.
        days: how many lie between the first that counts and the last.
        mean: of all values, from three noted days on, for a year of levels.
    """

    number: int
    months: tuple[Month, ...]
    days: int
    mean: float | None


def level(value: float) -> int:
    """Return a value as a whole number, 0 to 10; a half goes up."""
    return floor(min(max(value, 0.0), 10.0) + 0.5)


def digit(number: int) -> str:
    """Return the character of a level: ``+`` for 10, which has no digit of its own."""
    return TEN if number == 10 else str(number)


def year(
    number: int,
    values: Mapping[date, float | str],
    *,
    first: date | None = None,
    last: date | None = None,
    letter: str = LETTERS["free"],
) -> Year:
    """Return a year of levels or of states.

    Args:
        number: 1 to 9999.
        values: for each day its value from 0 to 10, or its state as ``LETTERS`` names it.
        first: the first day that counts; cells before it are blank.
        last: the last day that counts, such as today.
        letter: of a free day.

    Raises:
        ValueError: there is no such year.
        KeyError: there is no such state.
    """
    start = max(first or date.min, date(number, 1, 1))
    end = min(last or date.max, date(number, 12, 31))
    letters = LETTERS | {"free": letter}
    rows = tuple(_row(number, of, values, start, end, letters=letters) for of in range(1, 13))
    known = [value for day, value in values.items() if start <= day <= end]
    return Year(number, rows, max((end - start).days + 1, 0), _mean(known))


def head(step: int = 2) -> str:
    """Return the row of day numbers over the cells, each ``step`` cells wide."""
    row = [" "] * (LONGEST_MONTH * step)
    for day in _NUMBERED:
        text = str(day)
        # The last digit of a number stands over the digit of its day.
        end = day * step
        row[end - len(text) : end] = text
    return "".join(row)


def text(row: Month, step: int = 2) -> str:
    """Return a row as text, ``step`` cells to a day."""
    return "".join((pixel.text if pixel else " ").rjust(step) for pixel in row.days)


def state_legend(letter: str = LETTERS["free"], free: str = "free") -> str:
    """Return what the letters mean, with the letter and the word of a day without use."""
    return _(
        "{letter} {free}, u use recorded, ? not confirmed, {not_logged} not logged",
        letter=letter,
        free=free,
        not_logged=NOT_LOGGED,
    )


def words(name: str, shown: Year, free: str = "free") -> str:
    """Return the year as a sentence, of its values or of its states, without what is not there.

    Args:
        name: what the values are of.
        shown: the year.
        free: the word for a day without use.
    """
    pixels = [pixel for row in shown.months for pixel in row.days if pixel]
    levels = [pixel.level for pixel in pixels if pixel.level is not None]
    counts = {state: sum(pixel.kind == state for pixel in pixels) for state in LETTERS}
    said = [_counted(state, counts[state], free) for state in LETTERS if counts[state]]
    if said:
        return _("{name} in {number}: {said}", name=name, number=shown.number, said=", ".join(said))
    if not levels:
        return _("{name}: nothing noted yet in {number}", name=name, number=shown.number)
    noted = _(
        "noted on {levels} of {days}",
        levels=len(levels),
        days=counted("{n} day", "{n} days", shown.days),
    )
    if shown.mean is None:
        return _("{name} in {number}: {noted}", name=name, number=shown.number, noted=noted)
    low, high = min(levels), max(levels)
    if low == high:
        return _(
            "{name} in {number}: {noted}, always {low}",
            name=name,
            number=shown.number,
            noted=noted,
            low=low,
        )
    return _(
        "{name} in {number}: {mean:.1f} on average, from {low} to {high}, {noted}",
        name=name,
        number=shown.number,
        mean=shown.mean,
        low=low,
        high=high,
        noted=noted,
    )


def month_words(row: Month) -> str:
    """Return a month's mean or its count as short as fits behind it; empty where there is none."""
    if row.mean is not None:
        return f"{row.mean:.1f}"
    free = any(pixel and pixel.kind in LETTERS for pixel in row.days)
    return str(row.noted) if free and row.noted else ""


def _row(
    number: int,
    of: int,
    values: Mapping[date, float | str],
    start: date,
    end: date,
    *,
    letters: Mapping[str, str],
) -> Month:
    """Return the row of one month."""
    days = [date(number, of, day) for day in range(1, month.length(number, of) + 1)]
    pixels = [_pixel(day, values.get(day), letters, inside=start <= day <= end) for day in days]
    counted = [values[day] for day in days if start <= day <= end and day in values]
    noted = sum(value == "free" if isinstance(value, str) else 1 for value in counted)
    none = [None] * (LONGEST_MONTH - len(days))
    return Month(MONTHS[of - 1], (*pixels, *none), _mean(counted), noted)


def _mean(values: Sequence[float | str]) -> float | None:
    """Return the mean of what is no state, None of fewer than three."""
    known = [value for value in values if not isinstance(value, str)]
    return sum(known) / len(known) if len(known) >= LEAST_FOR_A_MEAN else None


def _pixel(
    day: date, value: float | str | None, letters: Mapping[str, str], *, inside: bool
) -> Pixel:
    """Return the cell of one day."""
    if not inside:
        return Pixel(day, " ", "outside")
    if value is None:
        return Pixel(day, NOT_LOGGED, "blank")
    if isinstance(value, str):
        return Pixel(day, letters[value], str(value))
    return Pixel(day, digit(level(value)), "level", level(value))


def _counted(state: str, number: int, free: str) -> str:
    """Return ``1 day not logged`` or ``2 days not logged``."""
    if state == "free":
        return counted("{n} {free} day", "{n} {free} days", number, free=free)
    if state == "used":
        return counted("{n} day with use recorded", "{n} days with use recorded", number)
    if state == "unconfirmed":
        return counted("{n} day not confirmed", "{n} days not confirmed", number)
    return counted("{n} day not logged", "{n} days not logged", number)
