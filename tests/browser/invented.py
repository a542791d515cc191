"""A summary of a person who does not exist."""

from __future__ import annotations

from datetime import date, timedelta

from recoverylog.sharing.document import (
    NEEDS,
    Asked,
    Chart,
    Document,
    Fact,
    Facts,
    Items,
    Words,
)

FIRST = date(2026, 10, 24)
LAST = FIRST + timedelta(days=29)
MOOD = (
    *(5.0, 5.5, None, 4.0, 4.5, 5.0, 6.0, 6.5, 6.0, 7.0, None, None, 6.0, 5.5, 5.0),
    *(6.0, 6.5, 7.0, 6.5, 6.0, 7.0, 7.5, None, 6.0, None, 6.5, 7.0, 6.0, 6.5, 7.0),
)
CRAVING = (
    *(6.0, 5.0, None, 7.0, 6.0, 5.0, 4.0, 3.0, 4.0, 2.0, None, None, 3.0, 5.0, 6.0),
    *(4.0, 3.0, 2.0, 2.0, 3.0, 1.0, 1.0, None, 4.0, None, 2.0, 1.0, 3.0, 2.0, 1.0),
)


def letter() -> Document:
    """Return a page as a person would send it, with every kind of block."""
    return Document(
        title="For my sponsor",
        period="24 October to 22 November 2026",
        asked=Asked(
            talk=(
                "How to get through Sunday evenings, when the house is empty.",
                "Whether to tell my brother before the wedding.",
            ),
            need=NEEDS["listen"],
        ),
        blocks=(
            Facts(
                (
                    Fact("free days in all, since 12 March 2026", "188 days", "this run 61"),
                    Fact("free of the last 30", "29 days", "1 not logged"),
                    Fact("days with something logged", "26 of 30"),
                    Fact("strongest craving of a day, on average", "3.4", "26 days; 4.1 before"),
                    Fact("mood, on average", "6.0 of 10", "25 days"),
                    Fact("time with people", "7 times"),
                )
            ),
            Chart(
                "Mood",
                MOOD,
                "Between 4 and 7.5; 5.3 in the first ten days, 6.6 in the last ten.",
                "mood",
                FIRST,
                LAST,
            ),
            Chart(
                "Craving",
                CRAVING,
                "Between 1 and 7; 4.7 in the first ten days, 2.0 in the last ten.",
                "craving",
                FIRST,
                LAST,
            ),
            Items(
                "What helped",
                ("a walk round the block, 9 times", "calling someone, 6 times", "music, 4 times"),
            ),
            Words(
                "A moment I am proud of",
                ("I left the party at ten and walked home with Lena’s dog.",),
            ),
            Items("Agreed next steps", ("Wednesday group, 19:30", "call on Sunday at six")),
        ),
        closing=(
            "Days count as free unless a use was written down.",
            "Use days, amounts, names, places and times of day are left out.",
            "This is no clinical report.",
        ),
    )
