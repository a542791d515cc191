"""What a person prefers and nobody else has to know: kept in the journal, not in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from recoverylog.errors import UsageProblem
from recoverylog.journal import terms
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_YES_OR_NO = ("yes", "no")
_TRUE = {"yes": True, "no": False}

CHOICES: Mapping[str, tuple[str, ...]] = {
    "headline": ("recovery", "free-days", "last-30", "run"),
    "run_shown": _YES_OR_NO,
    "momentum_shown": _YES_OR_NO,
    "time": tuple(terms.TIMES),
    "event": tuple(terms.EVENTS),
    "supporter": tuple(terms.SUPPORTERS),
}
"""What each preference takes, by its name."""


class Preferences(NamedTuple):
    """The preferences in force; what is stored are these neutral keys, never the words shown.

    Attributes:
        headline: which figure stands large: days in recovery, free days in all, free days of the
            last thirty, or this run.
        run_shown: whether runs are spoken of at all.
        momentum_shown: whether the momentum of the free days is.
        time: what the time without use is called.
        event: what a return to use is called.
        supporter: what somebody who gives support is called.
    """

    headline: Literal["recovery", "free-days", "last-30", "run"] = "free-days"
    run_shown: bool = True
    momentum_shown: bool = True
    time: terms.TimeKey = "recovery"
    event: terms.EventKey = "return-to-use"
    supporter: terms.SupporterKey = "supporter"


def checked(name: str, text: str) -> str:
    """Return ``text`` as the preference ``name`` keeps it.

    Raises:
        UsageProblem: there is no such preference, or it takes something else.
    """
    if name not in CHOICES:
        raise UsageProblem(
            _("There is no preference called “{name}”.", name=one_line(name, 40)),
            safe=_("Nothing was changed."),
            hint=_("There are {choices}.", choices=", ".join(CHOICES)),
        )
    value = text.strip().casefold()
    if value not in CHOICES[name]:
        raise UsageProblem(
            _(
                "{name} takes {choices}, not “{text}”.",
                name=name,
                choices=_listed(CHOICES[name]),
                text=one_line(text, 40),
            ),
            safe=_("Nothing was changed."),
        )
    return value


def of(kept: Mapping[str, str]) -> Preferences:
    """Return the preferences that ``kept`` holds; what cannot be used counts as not said."""
    said: dict[str, Any] = {}
    for name, choices in CHOICES.items():
        text = kept.get(name)
        if text in choices:
            said[name] = _TRUE[text] if choices == _YES_OR_NO else text
    return Preferences(**said)


def text_of(preferences: Preferences, name: str) -> str:
    """Return the value of one preference as it is typed and kept."""
    value = getattr(preferences, name)
    return _YES_OR_NO[not value] if isinstance(value, bool) else str(value)


def _listed(words: tuple[str, ...]) -> str:
    return _("{words} or {words_2}", words=", ".join(words[:-1]), words_2=words[-1])
