"""Which words stand for which choice, so that a page can be held to one of each."""

from __future__ import annotations

import re

WORDS: dict[str, dict[str, re.Pattern[str]]] = {
    name: {key: re.compile(pattern, re.IGNORECASE) for key, pattern in choices.items()}
    for name, choices in {
        "time": {
            # Substance-free holds free, so that the usual word is only what stands alone.
            "recovery": r"\bin recovery\b|\bof recovery\b|(?<![\w-])free\b(?! from)",
            "sobriety": r"\bsober\b|\bsobriety\b",
            "clean-time": r"\bclean\b",
            "substance-free": r"\bsubstance-free\b|\bfree from\b",
        },
        "event": {
            "return-to-use": r"\breturns? to use\b",
            "lapse": r"\blapses?\b",
            "slip": r"\bslips?\b",
            "relapse": r"\brelapses?\b",
        },
        "supporter": {
            "supporter": r"\bsupporters?\b",
            "sponsor": r"\bsponsors?\b",
            "mentor": r"\bmentors?\b",
            "peer": r"\bpeers?\b",
        },
    }.items()
}
"""For each preference the words of each of its choices."""

ONLY_WHERE_CHOSEN = re.compile(
    r"\b(?:sober|sobriety|relapses?|lapses?|slips?|clean)\b", re.IGNORECASE
)
"""The words that a person may choose, and that are never said to anybody who did not."""


def of_others(text: str, name: str, key: str) -> list[str]:
    """Return the words in ``text`` of every other choice that the preference ``name`` has.

    Examples of roles hold a sponsor and a peer where the word is supporter: these are what
    somebody may be called, as a sister and a doctor are.
    """
    others = {one: pattern for one, pattern in WORDS[name].items() if one != key}
    if (name, key) == ("supporter", "supporter"):
        others = {"mentor": WORDS[name]["mentor"]}
    return [
        line.strip()
        for line in text.splitlines()
        if any(pattern.search(line) for pattern in others.values())
    ]
