"""The numbers that are milestones, from milestones.json beside this file.

Of each kind they are the ones listed in ``at`` and then, unless ``every`` is 0, each further
``every`` after the last of them.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from recoverylog import language


class Row(NamedTuple):
    """One row of the data file.

    Attributes:
        kind: what is counted.
        unit: days, months or years of a time; empty for everything else.
        one: the name of one of them: ``free day``.
        many: the name of several.
        at: the targets that are listed, the smallest first.
        every: the stride after the last of them; 0 if there are no more.
        labels: names of their own, by target.
    """

    kind: str
    unit: str
    one: str
    many: str
    at: tuple[int, ...]
    every: int
    labels: Mapping[str, str]

    def up_to(self, number: int) -> list[int]:
        """Return the targets from 1 to ``number``, in order."""
        beyond = range(self.at[-1] + self.every, number + 1, self.every) if self.every else ()
        return [*self.at[: bisect_right(self.at, number)], *beyond]

    def latest(self, number: int) -> int:
        """Return the greatest target up to ``number``; 0 before the first."""
        last = self.at[-1]
        if self.every and number >= last:
            return number - (number - last) % self.every
        place = bisect_right(self.at, number)
        return self.at[place - 1] if place else 0

    def following(self, number: int) -> int | None:
        """Return the first target beyond ``number``, None after the last."""
        place = bisect_right(self.at, number)
        if place < len(self.at):
            return self.at[place]
        return self.latest(number) + self.every if self.every else None

    def key(self, target: int) -> str:
        """Return what names a target for good: ``recovery:6-months``, ``cravings:50``."""
        return f"{self.kind}:{target}-{self.unit}" if self.unit else f"{self.kind}:{target}"

    def label(self, target: int) -> str:
        """Return the name of a target for people: ``6 months``, ``100 free days``."""
        own = self.labels.get(str(target))
        if own:
            return language._(own)
        return language.counted(f"{{n}} {self.one}", f"{{n}} {self.many}", target)


def rows(kind: str) -> list[Row]:
    """Return the rows of one kind; only a time in recovery has several, one for each unit."""
    return [row for row in _all_rows() if row.kind == kind]


@cache
def _all_rows() -> tuple[Row, ...]:
    """Return the rows of the data file, read once, when they are first asked for."""
    import json  # noqa: PLC0415 - only where a milestone is shown

    # Not importlib.resources: importing it costs more than reading and decoding the file.
    path = os.path.join(os.path.dirname(__file__), "milestones.json")
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    return tuple(Row(**{**row, "at": tuple(row["at"])}) for row in data)
