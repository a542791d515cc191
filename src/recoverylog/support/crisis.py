"""Crisis lines and what to do in an overdose, as plain text for any terminal.

This is the page for the worst moment. It needs no journal, no settings and no network, and
nothing records that it was opened. Every number lives in crisis_lines.json beside this file
and nowhere else. The pages are pure ASCII, so that no locale and no font can spoil them, and
fit 80 by 24 with a line left for the prompt.

json and textwrap are imported where they are needed: importing this module costs nothing that
a command which never shows the page would feel.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from recoverylog.language import _
from recoverylog.support.sentences import (
    HEADINGS,
    NOT_ADVICE,
    OPENING,
    ORIGIN,
    SIGNS,
    STEPS,
    TOLERANCE,
    UNREADABLE,
    WITHDRAWAL,
)

_KINDS = ("emergency", "crisis", "substance", "directory")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

# Elsewhere in the world, and the European Union for its members without a number of their own.
_ANYWHERE = "XX"
_UNION = "EU"


class CrisisLine(NamedTuple):
    """One line of help; fields that do not apply are empty.

    Attributes:
        iso: country code of two letters; EU for the Union, XX for anywhere.
        country: name of the country in English.
        kind: emergency, crisis, substance or directory.
        name: what the line calls itself.
        phone: numbers, several of them separated by ``" / "``.
        other: text numbers, chat and addresses.
        hours: when somebody answers.
        source: where the line was read.
        source_as_of: date of the newest source as ``2025-10`` or ``2025``; None if undated.
        checked_on: day on which a person compared it with its official site; None if never.
    """

    iso: str
    country: str
    kind: str
    name: str
    phone: str
    other: str
    hours: str
    source: str
    source_as_of: str | None
    checked_on: str | None


class Country(NamedTuple):
    """A country with lines of its own."""

    iso: str
    name: str


class InShort(NamedTuple):
    """One country in a row of its own; fields that do not apply are empty.

    Attributes:
        country: its name in English.
        phone: the first number to talk to somebody.
        emergency: the emergency numbers; ``local`` where they are not in the list.
        name: what the line to talk to calls itself, without the number that is ``phone``.
        source_as_of: as in CrisisLine.
    """

    country: str
    phone: str
    emergency: str
    name: str
    source_as_of: str | None


class World(NamedTuple):
    """What is shown where the country is not known.

    Attributes:
        opening: the first words.
        missing: that there are no lines for the country that was asked for; or empty.
        rows: the countries, by name.
        anywhere: where to look for the lines of all other countries.
        origin: from when the rows are, and from where.
    """

    opening: str
    missing: str
    rows: list[InShort]
    anywhere: str
    origin: str


def lines(country: str | None) -> list[CrisisLine]:
    """Return the lines of one country, emergency first, or of all of them for None.

    A member of the European Union without an emergency line of its own has the Union's.

    Args:
        country: a code such as ``GB`` or an English name, in any case; one that is not in
            the list has no lines.

    Raises:
        OSError: the data file can't be read.
        ValueError: the data file is damaged.
    """
    found, members = _load()
    if country is not None:
        code = _code(country, found)
        own = [line for line in found if line.iso == code]
        if code in members and not any(line.kind == "emergency" for line in own):
            own += [line for line in found if line.iso == _UNION]
        found = own
    return sorted(found, key=lambda line: _KINDS.index(line.kind))


def countries() -> list[Country]:
    """Return the countries with lines of their own, by name."""
    return [one for one in _places() if one.iso != _UNION]


def world(country: str | None) -> World | None:
    """Return all countries in short; None where ``country`` has lines of its own.

    Raises:
        OSError: the data file can't be read.
        ValueError: the data file is damaged.
    """
    own = lines(country) if country is not None else []
    if own and own[0].iso != _ANYWHERE:
        return None
    rows = [_in_short(one) for one in _places()]
    years = sorted(row.source_as_of[:4] for row in rows if row.source_as_of)
    undated = _(", some undated") if len(years) < len(rows) else ""
    return World(
        OPENING,
        ""
        if country is None
        else _("There are no lines for {country} in this list.", country=_shown(country)),
        rows,
        _("Anywhere: ") + "  ".join(line.other for line in lines(_ANYWHERE)),
        _(
            "Sources of {years} to {years_2}{undated}. {origin}",
            years=years[0],
            years_2=years[-1],
            undated=undated,
            origin=ORIGIN,
        )
        if years
        else ORIGIN,
    )


def _in_short(place: Country) -> InShort:
    own = lines(place.iso)
    emergency = next((line.phone for line in own if line.kind == "emergency"), _("local"))
    talk = next((line for line in own if line.kind == "crisis" and line.phone), None)
    if talk is None:
        return InShort(place.name, "", emergency, "", own[0].source_as_of)
    phone = _numbers(talk)[0]
    name = talk.name
    first, __, rest = name.partition(" ")
    if rest and first.replace("-", "") == phone.replace(" ", ""):
        name = rest
    return InShort(place.name, phone, emergency, name, talk.source_as_of)


def guess_country(environ: Mapping[str, str]) -> str | None:
    """Return the country that the locale names, ``GB`` for ``en_GB.UTF-8``, or None.

    A locale without a territory (C, POSIX, ``de``) says nothing, and the next variable is
    read. It is a guess, many people use a foreign locale: a page says whose lines it shows.
    """
    for variable in _LOCALE_VARIABLES:
        language = environ.get(variable, "").partition(".")[0].partition("@")[0]
        _, _, territory = language.rpartition("_")
        if "_" in language and len(territory) == 2 and territory.isascii() and territory.isalpha():
            return territory.upper()
    return None


def render(country: str | None, *, width: int = 80, options: bool = True) -> list[str]:
    """Return the crisis page of one country, or the short page of all of them for None.

    It never raises: with a missing or damaged data file it says where else to turn.

    Args:
        country: a code or an English name; one without lines gets the page of all.
        width: columns of the terminal; the page has at most 23 rows at 80.
        options: tell of the command's own options; where keys do that they are left out.
    """
    try:
        directories = "  ".join(line.other for line in lines(_ANYWHERE))
        own = lines(country) if country is not None else []
        if country is not None and own and own[0].iso != _ANYWHERE:
            return _country_page(own, country, directories, width, options=options)
        return _world_page(country, directories, width, options=options)
    except (OSError, ValueError):
        return [row for text in UNREADABLE for row in _wrapped(text, width)]


def overdose(country: str | None = None, *, width: int = 80) -> list[str]:
    """Return the signs of an overdose, what to do, and the warning about sudden withdrawal.

    Args:
        country: whose emergency number stands in the first line, if it is known.
        width: columns of the terminal; the page has at most 23 rows at 80.
    """
    number = _emergency_number(country)
    rows = _wrapped(
        _("In an overdose, call emergency services first{number}.", number=number), width
    )
    rows += ["", _("Signs"), *_wrapped(SIGNS, width, "  "), "", _("What to do")]
    for place, step in enumerate(STEPS, start=1):
        rows += _wrapped(step, width, "     ", first=f"  {place}. ")
    rows += ["", *_wrapped(TOLERANCE, width), "", *_wrapped(WITHDRAWAL, width)]
    return [*rows, "", *_wrapped(NOT_ADVICE, width)]


def _load() -> tuple[list[CrisisLine], frozenset[str]]:
    """Return every line and the members of the European Union, as the data file has them."""
    import json  # noqa: PLC0415 - only when a page is shown

    # Not importlib.resources: importing it costs more than reading and decoding the file.
    path = os.path.join(os.path.dirname(__file__), "crisis_lines.json")
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    try:
        found = [CrisisLine(**line) for line in data["lines"]]
        members = frozenset(data["eu_members"])
    except (KeyError, TypeError) as problem:
        raise ValueError("crisis_lines.json has another shape") from problem
    if not {line.kind for line in found} <= set(_KINDS):
        raise ValueError("crisis_lines.json has a kind of line that is not known here")
    return found, members


def _places() -> list[Country]:
    """Return the countries and the European Union, by name."""
    found, _ = _load()
    named = {Country(line.iso, line.country) for line in found if line.iso != _ANYWHERE}
    return sorted(named, key=lambda one: one.name)


def _code(country: str, found: Iterable[CrisisLine]) -> str:
    """Return the two-letter code that a person means by ``country``."""
    wanted = country.strip().upper()
    for line in found:
        if line.country.upper() == wanted:
            return line.iso
    return {"UK": "GB", "USA": "US"}.get(wanted, wanted)


def _emergency_number(country: str | None) -> str:
    """Return ``: 999 / 112`` for a country whose number is known, otherwise nothing."""
    try:
        numbers = [line.phone for line in lines(country) if line.kind == "emergency"]
    except (OSError, ValueError):
        return ""
    return f": {numbers[0]}" if country is not None and numbers else ""


def _country_page(
    own: list[CrisisLine], country: str, directories: str, width: int, *, options: bool
) -> list[str]:
    """Return the page of one country: its lines below each other, numbers on the left."""
    names = {line.country for line in own if line.iso != _UNION}
    asked = _shown(country).strip().upper()
    title = names.pop() if names else _("{country} (European Union)", country=asked)
    rows = [*_wrapped(OPENING, width), "", title]
    if own[0].kind != "emergency":
        rows += _wrapped(_("Emergency services: the number for where you are."), width, "  ")
    column = max(len(number) for line in own for number in _numbers(line)) + 2
    kind = "emergency"
    for line in own:
        if line.kind != kind:
            kind = line.kind
            rows.append(HEADINGS[kind])
        rows += _line_rows(line, column, width)
    rows += ["", *_wrapped(_("Elsewhere: {directories}", directories=directories), width)]
    if options:
        another = _(
            "Another country: recoverylog crisis --country {another}. Overdose: --overdose",
            another="US" if own[0].iso == "GB" else "GB",
        )
        rows += _wrapped(another, width)
    return rows + _wrapped(ORIGIN, width)


def _line_rows(line: CrisisLine, column: int, width: int) -> list[str]:
    """Return one line of help: its numbers in a column, and beside them what it is."""
    heading = ", ".join(part for part in (line.name, line.hours) if part)
    dated = _("(source {source_as_of})", source_as_of=line.source_as_of or _("undated"))
    detail = f"{line.other} {dated}" if line.other else dated
    room = max(width - column - 2, 20)
    together = f"{heading} {dated}"
    if line.other or len(together) > room:
        right = _wrapped(heading, room) + _wrapped(detail, room)
    else:
        right = [together]
    numbers = _numbers(line)
    left = numbers + [""] * (len(right) - len(numbers))
    right += [""] * (len(numbers) - len(right))
    pairs = zip(left, right, strict=True)
    return [f"  {number:<{column}}{text}".rstrip() for number, text in pairs]


def _numbers(line: CrisisLine) -> list[str]:
    """Return the numbers of a line, one a row; emergency numbers are short and stay together."""
    if line.kind == "emergency":
        return [line.phone]
    return line.phone.split(" / ") if line.phone else [_("by text")]


def _world_page(country: str | None, directories: str, width: int, *, options: bool) -> list[str]:
    """Return the page of all countries: one row each, as a table where there is room."""
    rows = _wrapped(OPENING, width)
    if country is None:
        rows.append("")
    else:
        rows += _wrapped(
            _("There are no lines for {country} in this list.", country=_shown(country)), width
        )
    table = [("", "", _("Emergency"), _("To talk to"), "", _("Source"))]
    for one in _places():
        own = lines(one.iso)
        emergency = next((line.phone for line in own if line.kind == "emergency"), _("local"))
        talk = next((line for line in own if line.kind == "crisis" and line.phone), None)
        phone, name = (_numbers(talk)[0], talk.name) if talk else ("", "")
        dated = (talk or own[0]).source_as_of or _("undated")
        table.append((one.name, one.iso, emergency, phone, name, dated))
    rows += [*_table_rows(table, width), ""]
    if options:
        told = _("One country: recoverylog crisis --country GB. Overdose: --overdose")
        rows += _wrapped(told, width)
    rows += _wrapped(_("Anywhere: {directories}", directories=directories), width)
    return rows + _wrapped(ORIGIN, width)


def _table_rows(table: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """Return the cells in columns, or as a sentence for each row where they do not fit."""
    columns = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    if sum(columns) + len(columns) - 1 <= width:
        return [
            " ".join(f"{cell:<{room}}" for cell, room in zip(row, columns, strict=True)).rstrip()
            for row in table
        ]
    rows = []
    for name, iso, emergency, phone, line, dated in table[1:]:
        talk = f"; {phone} {line}" if phone else ""
        text = _(
            "{name} ({iso}): emergency {emergency}{talk} (source {dated})",
            name=name,
            iso=iso,
            emergency=emergency,
            talk=talk,
            dated=dated,
        )
        rows += _wrapped(text, width, "  ", first="")
    return rows


def _shown(typed: str) -> str:
    """Return what a person typed as a country, without anything a terminal would act on."""
    return "".join(c for c in typed if c.isascii() and (c.isalnum() or c in " -"))[:30]


def _wrapped(text: str, width: int, indent: str = "", *, first: str | None = None) -> list[str]:
    """Return the text in rows of at most ``width`` columns; a phone number stays in one."""
    import re  # noqa: PLC0415 - only when a page is shown
    import textwrap  # noqa: PLC0415

    # A no-break space is no place to break for textwrap; it never reaches the page.
    whole = re.sub(r"(?<=[\d/]) (?=[\d/])", "\N{NO-BREAK SPACE}", text)
    rows = textwrap.wrap(
        whole,
        max(width, 20),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [row.replace("\N{NO-BREAK SPACE}", " ") for row in rows]
