"""The code that calls a number: what a phone reads out of it is the number and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest
import segno

from recoverylog.support import calling

HALVES = {" ": (False, False), "▄": (False, True), "▀": (True, False), "█": (True, True)}


def light(rows: tuple[str, ...]) -> list[list[bool]]:
    """Return the half blocks as rows of light and dark cells."""
    return [[HALVES[sign][half] for sign in row] for row in rows for half in (0, 1)]


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("+1 555 0142", "tel:+15550142"),
        ("(030) 555-01.42", "tel:0305550142"),
        ("555 01 42", "tel:5550142"),
    ],
)
def test_the_cells_are_those_of_the_number(written: str, called: str) -> None:
    rows = calling.code(written)
    expected = [
        [not dark for dark in row] for row in segno.make_qr(called, error="m").matrix_iter(border=2)
    ]
    assert light(rows)[: len(expected)] == expected
    assert all(all(row) for row in light(rows)[len(expected) :])


def test_it_fits_a_screen_of_24_rows_with_a_light_edge_around_it() -> None:
    cells = light(calling.code("+49 1512 3456 789"))
    assert len(cells) // 2 <= 16
    for edge in (cells[0], cells[1], cells[-1], cells[-2]):
        assert all(edge)
    for row in cells:
        assert row[0]
        assert row[1]
        assert row[-1]
        assert row[-2]


def test_the_library_is_loaded_only_where_a_code_is_asked_for() -> None:
    look = "import sys, recoverylog.support.calling; print('segno' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
