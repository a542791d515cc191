"""A telephone number as a code that a phone's camera reads, drawn in half blocks."""

from __future__ import annotations

import re

_QUIET = 2
# By what is light: nothing, the lower half, the upper half, both.
_HALVES = {(False, False): " ", (False, True): "▄", (True, False): "▀", (True, True): "█"}


def code(number: str) -> tuple[str, ...]:
    """Return the rows of a QR code (ISO/IEC 18004) that calls ``number``.

    What is filled is light: it is drawn white on black, whatever the look, for a camera to read.

    Args:
        number: a telephone number as it is written; signs between its digits are left out.
    """
    import segno  # noqa: PLC0415 - only where the code is asked for

    digits = re.sub(r"[^0-9+]", "", number)
    made = segno.make_qr(f"tel:{digits}", error="m")
    light = [[not dark for dark in row] for row in made.matrix_iter(border=_QUIET)]
    if len(light) % 2:
        light.append([True] * len(light[0]))
    return tuple(
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(light[::2], light[1::2], strict=True)
    )
