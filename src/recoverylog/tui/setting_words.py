"""How the page of the settings names each, says its value, and goes from one value to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.journal import terms
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.session.configuring import Option

LABELS = {
    "theme": "Look",
    "privacy": _("Your text"),
    "animations": "Movement",
    "braille": "Charts",
    "idle": _("Locks after"),
    "rollover": _("A day begins at"),
    "country": _("Crisis lines of"),
    "headline": _("Large figure"),
    "run_shown": _("This run"),
    "momentum_shown": "Momentum",
    "time": _("Time without use"),
    "event": _("Return to use"),
    "supporter": _("Your supporters"),
}
"""What each setting is called on the page, by its key."""
_WORDS = {
    ("theme", ""): _("as the terminal says"),
    ("privacy", "yes"): _("masked from the start"),
    ("privacy", "no"): _("to be read"),
    ("animations", "yes"): _("on"),
    ("animations", "no"): _("off"),
    ("braille", "yes"): _("in braille dots"),
    ("braille", "no"): _("in bars"),
    ("idle", "0"): _("never"),
    ("idle", "1"): _("1 minute"),
    ("country", ""): _("as your language says"),
    ("headline", "recovery"): _("days since you began"),
    ("headline", "run"): _("days of this run"),
    ("run_shown", "yes"): _("shown"),
    ("run_shown", "no"): _("not shown"),
    ("momentum_shown", "yes"): _("shown"),
    ("momentum_shown", "no"): _("not shown"),
}
STEPS = {"idle": 1440, "rollover": 12}
"""The settings that are numbers, and the highest that each takes."""


def words_of(one: Option, value: str) -> str:
    """Return a value as the page says it."""
    time = terms.chosen().time
    if (one.key, value) == ("headline", "free-days"):
        return _("{days} in all", days=time.days)
    if (one.key, value) == ("headline", "last-30"):
        return time.of_last
    if (one.key, value) in _WORDS:
        return _WORDS[one.key, value]
    if one.key == "idle":
        return _("{value} minutes without a key", value=value)
    if one.key == "rollover":
        return f"{value}:00"
    return value.replace("-", " ")


def next_of(one: Option, value: str, step: int) -> str | None:
    """Return the value that follows, or goes before; None where one has to be typed."""
    if one.key in STEPS:
        return str(min(max(int(value) + step, 0), STEPS[one.key]))
    choices = one.choices if one.usual else ("", *one.choices)
    if not one.choices:
        return None
    # One of Textual's looks is none of ours, and is followed by the first of them.
    place = choices.index(value) if value in choices else -step if step > 0 else 0
    return choices[(place + step) % len(choices)]
