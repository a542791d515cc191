"""Invented histories, and the state of each of their days straight from the definition."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from recoverylog.insights.streaks import Counting, DayState, FocusDays

SINCE = date(2026, 1, 1)
DAY = timedelta(days=1)


def focus_days(
    *,
    since: date = SINCE,
    counting: Counting = Counting.PRESUME_FREE,
    used: list[date] | None = None,
    unconfirmed: list[date] | None = None,
    logged: list[date] | None = None,
) -> FocusDays:
    return FocusDays(
        since,
        counting,
        frozenset(used or ()),
        frozenset(unconfirmed or ()),
        frozenset(logged or ()),
    )


def twin_state(days: FocusDays, day: date) -> DayState:
    """DESIGN §6, word for word, for a day within recovery."""
    if day in days.used:
        return DayState.USED
    if day in days.unconfirmed:
        return DayState.UNCONFIRMED
    if days.counting == Counting.PRESUME_FREE:
        return DayState.FREE
    return DayState.FREE if day in days.logged else DayState.NOT_LOGGED


@st.composite
def histories(draw: st.DrawFn, longest: int = 100) -> tuple[FocusDays, date]:
    """A focus and a today; days lie from long before recovery to after today, and overlap."""
    since = draw(
        st.one_of(
            st.dates(date(1999, 1, 1), date(2101, 1, 1)),
            st.sampled_from([date(2024, 2, 29), date(2023, 12, 31), date(2100, 2, 28)]),
        )
    )
    today = since + draw(st.integers(-20, longest)) * DAY
    some = st.frozensets(st.integers(-30, longest + 10).map(lambda n: since + n * DAY), max_size=20)
    many = st.integers(0, 2 ** (longest + 40) - 1).map(
        lambda bits: frozenset(since + (n - 30) * DAY for n in range(longest + 40) if bits >> n & 1)
    )
    return FocusDays(
        since=since,
        counting=draw(st.sampled_from(Counting)),
        used=draw(some | many),
        unconfirmed=draw(some),
        logged=draw(some | many),
    ), today
