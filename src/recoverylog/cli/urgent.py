"""The crisis page, without Typer: `recoverylog crisis` alone comes straight here."""

from __future__ import annotations

import os
import sys

from recoverylog import paths, settings
from recoverylog.support import crisis


def show(country: str | None = None, *, overdose: bool = False) -> None:
    """Print the numbers to call, or what to do in an overdose.

    Args:
        country: two letters or a name; else the settings decide, else the locale.
        overdose: the other page.
    """
    where = country or settings.load(paths.find().settings).country
    where = where or crisis.guess_country(os.environ)
    rows = crisis.overdose(where) if overdose else crisis.render(where)
    sys.stdout.write("\n".join(rows) + "\n")
