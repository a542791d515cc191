"""A whole number in digits three rows high, drawn from quadrant blocks.

A digit is three cells wide, the 1 two, with one cell between; each cell is two by two squares.
"""

from __future__ import annotations

_DIGITS = (
    (".####.", "##..##", "##..##", "##..##", "##..##", ".####."),
    ("..##", "####", "..##", "..##", "..##", "..##"),
    (".####.", "##..##", "....##", "..###.", ".##...", "######"),
    (".####.", "##..##", "...##.", "....##", "##..##", ".####."),
    ("##.##.", "##.##.", "##.##.", "######", "...##.", "...##."),
    ("######", "##....", "#####.", "....##", "##..##", ".####."),
    (".####.", "##....", "#####.", "##..##", "##..##", ".####."),
    ("######", "....##", "...##.", "...##.", "..##..", "..##.."),
    (".####.", "##..##", ".####.", "##..##", "##..##", ".####."),
    (".####.", "##..##", "##..##", ".#####", "....##", ".####."),
)

_PLUS = ("......", "..##..", "######", "######", "..##..", "......")
_GAP = ("....",) * 6

# By the bits of upper left, upper right, lower left and lower right.
_BLOCKS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


def rows(number: int) -> tuple[str, str, str]:
    """Return the three rows of a number, all of one width.

    Raises:
        ValueError: the number is negative.
    """
    if number < 0:
        raise ValueError("only what can be counted is drawn")
    return spelled(str(number))


def spelled(number: str) -> tuple[str, str, str]:
    """Return the three rows of a telephone number: digits, ``+``, and a gap for anything else."""
    drawn = [_cells(_squares(sign)) for sign in number]
    top, middle, foot = (
        (" ".join(parts) for parts in zip(*drawn, strict=True)) if drawn else ("", "", "")
    )
    return top, middle, foot


def _squares(sign: str) -> tuple[str, ...]:
    if sign == "+":
        return _PLUS
    return _DIGITS[int(sign)] if sign.isascii() and sign.isdecimal() else _GAP


def _cells(squares: tuple[str, ...]) -> tuple[str, str, str]:
    """Return a digit's three rows of blocks from its six rows of squares."""
    pairs = (squares[0:2], squares[2:4], squares[4:6])
    top, middle, foot = ("".join(_row(upper, lower)) for upper, lower in pairs)
    return top, middle, foot


def _row(upper: str, lower: str) -> list[str]:
    """Return the blocks of one row of cells."""
    return [
        _BLOCKS[sum(bit for bit, square in zip((1, 2, 4, 8), four, strict=True) if square == "#")]
        for x in range(0, len(upper), 2)
        for four in (upper[x : x + 2] + lower[x : x + 2],)
    ]
