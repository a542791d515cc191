"""People on a page: a role or letters, never the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal.supporter import Supporter
from recoverylog.sharing.initials import called, initials, person


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Maria Berg", "A. M. B."),
        ("sam", "S."),
        ("Jean-Luc O'Neil", "J. O."),
        ("’t Hooft", "T. H."),
        ("sam@example.org", "S. E. O."),
        ("Ana Beatriz de Castro", "A. B. D."),
        ("ßen", "S."),
        ("Émile", "É."),
        ("田中 一郎", "田. 一."),
        ("\x1b[31mAnna\u202e", "M."),
        ("42", "someone"),
        ("", "someone"),
        ("😀", "someone"),
    ],
)
def test_letters_of_a_name(name: str, expected: str) -> None:
    if name.startswith("\x1b"):
        assert "nna" not in initials(name)
    else:
        assert initials(name) == expected


@given(st.text(max_size=60))
def test_initials_hold_three_letters_at_most(name: str) -> None:
    found = initials(name)
    letters = [] if found == "someone" else found.split(" ")
    assert len(letters) <= 3
    assert all(len(one) == 2 and one[1] == "." for one in letters)


def supporter(name: str, role: str = "") -> Supporter:
    return Supporter(id="a" * 32, name=name, role=role)


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [
        ("Theo Marlow", "sponsor", "my sponsor"),
        ("Theo Marlow", "my first sponsor", "my first sponsor"),
        ("Theo Marlow", "", "T. M."),
        ("Theo Marlow", "theo from the group", "T. M."),
    ],
)
def test_a_supporter_is_called_by_what_they_are(name: str, role: str, expected: str) -> None:
    assert called(supporter(name, role)) == expected


def test_somebody_in_an_entry_is_known_by_name_or_role() -> None:
    known = (supporter("Theo Marlow", "sponsor"), supporter("Lena Fischer"))
    assert person("theo MARLOW", known) == "my sponsor"
    assert person("Sponsor", known) == "my sponsor"
    assert person("lena fischer", known) == "L. F."
    assert person("Anna", known) == "A."
    assert person("", known) == "someone"
