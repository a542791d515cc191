"""Private preferences: what each takes, and that nothing kept can ever be in the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.errors import UsageProblem
from recoverylog.journal import preference
from recoverylog.journal.preference import CHOICES, Preferences


def test_every_preference_has_its_usual_value_among_its_choices() -> None:
    usual = Preferences()
    assert set(CHOICES) == set(Preferences._fields)
    for name, choices in CHOICES.items():
        assert preference.text_of(usual, name) in choices


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, choices in CHOICES.items() for value in choices]
)
def test_what_is_kept_is_in_force_again(name: str, value: str) -> None:
    kept = preference.checked(name, f" {value.upper()} ")
    assert kept == value
    held = preference.of({name: kept})
    assert preference.text_of(held, name) == value
    others = [other for other in CHOICES if other != name]
    assert all(getattr(held, other) == getattr(Preferences(), other) for other in others)


def test_what_it_takes_is_said() -> None:
    with pytest.raises(UsageProblem, match="headline takes recovery, free-days, last-30 or run"):
        preference.checked("headline", "longest")
    with pytest.raises(UsageProblem, match="no preference called “colour”"):
        preference.checked("colour", "red")


@given(st.dictionaries(st.sampled_from([*CHOICES, "colour"]), st.text() | st.sampled_from(["no"])))
def test_whatever_lies_in_the_table_gives_preferences(kept: dict[str, str]) -> None:
    held = preference.of(kept)
    for name, choices in CHOICES.items():
        said = kept.get(name)
        expected = said if said in choices else preference.text_of(Preferences(), name)
        assert preference.text_of(held, name) == expected
