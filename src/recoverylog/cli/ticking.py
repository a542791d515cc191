"""Which parts go into a page, read off the words of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.errors import UsageProblem
from recoverylog.journal.text import folded, one_line
from recoverylog.language import _
from recoverylog.sharing.letter import OFFERED, Section, part_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.cli.page import Page
    from recoverylog.journal.supporter import Supporter

DEFAULT = "default"
"""What is typed where nothing of one's own is to be kept."""


def named(words: Iterable[str]) -> tuple[Section, ...]:
    """Return the parts that are named, each once, in the order in which a page is read.

    Args:
        words: one part each, or several with commas between them.

    Raises:
        UsageProblem: there is no such part.
    """
    found = {_one(word) for text in words for word in text.replace(",", " ").split()}
    return tuple(one for one in Section if one in found)


def _one(word: str) -> Section:
    wanted = folded(word).replace("_", "-")
    for one in Section:
        if one.value == wanted:
            return one
    raise UsageProblem(
        _("There is no part called “{word}”.", word=one_line(word, 40)),
        hint=_("Parts: {one}.", one=", ".join(one.value for one in Section)),
    )


def usual(supporter: Supporter | None) -> frozenset[Section]:
    """Return what somebody usually gets; what is offered to all where nothing was said.

    A part that this version does not know is passed over.
    """
    if supporter is None or supporter.sections is None:
        return OFFERED
    known = {one.value: one for one in Section}
    return frozenset(known[name] for name in supporter.sections if name in known)


def in_order(sections: Iterable[str]) -> list[str]:
    """Return names of parts in the order in which a page is read; unknown ones come last."""
    given = set(sections)
    known = [one.value for one in Section if one.value in given]
    return known + sorted(given.difference(known))


def add_parts(page: Page, ticked: Iterable[str]) -> None:
    """Add every part to a page, with a mark before those that are ticked."""
    from recoverylog.cli.page import Span

    on = set(ticked)
    width = max(len(one.value) for one in Section)
    for one in Section:
        mark = "•" if one.value in on else "·"
        lead = (Span(f"  {mark} {one.value:<{width}}  ", "" if one.value in on else "faint"),)
        page.add(Span(part_names()[one], "" if one.value in on else "faint"), lead=lead)
