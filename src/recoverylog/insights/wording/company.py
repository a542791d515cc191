"""What stands by a person in a craving, in words: the same at the command line and the screens."""

from __future__ import annotations

from recoverylog.journal.line import number_in_words
from recoverylog.language import _, counted

KIND_WORDS = _("This may not make it smaller. It may change what you do next.")
SOMEONE = _("Someone to reach")


def heading(*, known: bool) -> str:
    """Return the heading over what has helped; ``known`` where any of it has helped before."""
    return _("What has helped you before") if known else _("What you could try")


def often(times: int) -> str:
    """Return in how many cravings something was done; for 0 that it is only offered."""
    return counted("once", "{n} times", times) if times else _("to try")


def strengths(before: float | None, after: float | None) -> tuple[str, str] | None:
    """Return how strong it was before and afterwards, in whole numbers; None where unknown.

    Args:
        before: the mean strength, 0 to 10.
        after: the same afterwards.
    """
    if before is None or after is None:
        return None
    return number_in_words(round(before)), number_in_words(round(after))
