"""The colours of charts, measured: on black, on white, on the ground that each brings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.style import Style

from recoverylog.cli import shade

BLACK, WHITE = "#000000", "#ffffff"


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("line", sorted(shade.LINES))
def test_a_line_is_seen_on_black_and_on_white(line: str) -> None:
    colour = shade.LINES[line]
    assert contrast(colour, BLACK) >= 3
    assert contrast(colour, WHITE) >= 3


@pytest.mark.parametrize("name", ["mood", "craving"])
def test_a_digit_is_legible_on_every_ground(name: str) -> None:
    grounds = []
    for level in range(shade.LEVELS):
        ink, _, ground = shade.styles()[f"{name}-{level}"].partition(" on ")
        assert contrast(ink, ground) >= 4.5
        grounds.append(luminance(ground))
    assert all(before < after for before, after in pairwise(grounds))


def test_few_colours_name_the_same_marks_and_draw_no_ground() -> None:
    many, few = shade.styles(), shade.styles(many=False)
    assert many.keys() == few.keys()
    assert all(" on " not in style for style in few.values())
    for style in (*many.values(), *few.values()):
        Style.parse(style)


def test_halfway_between_two_colours() -> None:
    assert shade.blend("#000000", "#ff8000", 0.5) == "#804000"
    assert shade.blend("#123456", "#ffffff", 0) == "#123456"
