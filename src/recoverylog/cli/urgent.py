"""The crisis page, without Typer: `recoverylog crisis` alone comes straight here."""

from __future__ import annotations

import os
import sys

from recoverylog import paths, settings
from recoverylog.support import crisis


def show(country: str | None = None, *, overdose: bool = False, as_json: bool = False) -> None:
    """Print the numbers to call, or what to do in an overdose.

    Args:
        country: two letters or a name; else the settings decide, else the locale.
        overdose: the other page.
        as_json: the same as JSON (docs/json.md).
    """
    where = country or settings.load(paths.find().settings).country
    where = where or crisis.guess_country(os.environ)
    rows = crisis.overdose(where) if overdose else crisis.render(where)
    if as_json:
        _print_json(where, rows)
    else:
        sys.stdout.write("\n".join(rows) + "\n")


def _print_json(where: str | None, rows: list[str]) -> None:
    """Print the lines of one country and of anywhere, or of all, with the page as it is read."""
    import json  # not for the page itself, which must be there at once

    own, found = _lines(where)
    countries = [line.iso for line in own if line.iso != _UNION] or [line.iso for line in own]
    document = {
        "schema": 1,
        "country": countries[0] if own else None,
        "lines": [line._asdict() for line in found],
        "page": rows,
    }
    sys.stdout.write(json.dumps(document, indent=1) + "\n")


_UNION, _ANYWHERE = "EU", "XX"


def _lines(where: str | None) -> tuple[list[crisis.CrisisLine], list[crisis.CrisisLine]]:
    """Return a country's own lines, and what is shown: these and anywhere's, or all there are."""
    try:
        every = crisis.lines(None)
        own = [line for line in crisis.lines(where or _ANYWHERE) if line.iso != _ANYWHERE]
    except (OSError, ValueError):
        # The page says where else to turn.
        return [], []
    return own, [*own, *(line for line in every if line.iso == _ANYWHERE)] if own else every
