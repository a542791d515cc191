"""The names by which entries of uncertain origin are called."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal.selection import Held, held_called, short_names

# Few different beginnings, so that they meet.
beginnings = st.text("1a", min_size=3, max_size=6)
ids = st.lists(
    st.tuples(beginnings, st.text("0123456789abcdef", min_size=26, max_size=26)).map(
        lambda parts: "".join(parts)[:32].ljust(32, "7")
    ),
    max_size=6,
    unique=True,
)


def held(entry_id: str) -> Held:
    return Held(entry_id, "forged", "2026-11-22T20:14:00Z", "{}")


@given(ids)
def test_a_short_name_calls_its_own_and_no_number(known: list[str]) -> None:
    all_held = [held(one) for one in known]
    names = short_names(known)
    assert list(names) == known
    for one, name in names.items():
        assert one.startswith(name)
        assert len(name) >= 4
        assert not name.isdigit() or len(name) >= 15
        assert held_called(all_held, name) == held(one)
        assert held_called(all_held, one.upper()) == held(one)


def test_what_calls_none() -> None:
    all_held = [held("abcd1" + "0" * 27), held("abcd2" + "0" * 27), held("1234" + "a" * 28)]
    for reference in ("abc", "abcd", "h1", "", "1234", "abcd3", "\udcff", "abcd1" + "0" * 28):
        assert held_called(all_held, reference) is None
    assert held_called(all_held, "abcd2") == all_held[1]
    assert held_called(all_held, "1234a") == all_held[2]
