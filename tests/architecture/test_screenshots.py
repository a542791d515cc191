"""The pictures of the README: all there, modest, and drawn without asking a server for a font."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "screenshots"
MOST_BYTES = 200 * 1024

if not (ROOT / "scripts").exists():
    pytest.skip("not a working copy: the scripts are not here", allow_module_level=True)

from scripts import page_pictures, picture, screenshots  # noqa: E402 - they may not be here

INK, GROUND, OTHER = (ColorTriplet(*[value] * 3) for value in (240, 20, 120))


def cells(text: str, ink: ColorTriplet = INK) -> list[picture.Cell]:
    return [picture.Cell(character, ink, GROUND) for character in text]


def elements(line: list[picture.Cell], name: str) -> list[ET.Element]:
    whole = ET.fromstring(picture.svg([line]))  # noqa: S314 - our own
    return [one for one in whole.iter() if one.tag.endswith(f"}}{name}")]


# What is kept -----------------------------------------------------------------------------


def test_every_picture_is_there_and_no_other() -> None:
    names = [shot.name for shot in (*screenshots.SHOTS, *page_pictures.PAGES)]
    assert len(names) == len(set(names)) == 8
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in names}


def test_every_picture_is_modest_and_twice_as_fine_as_a_screen() -> None:
    for shot in screenshots.SHOTS:
        content = (FOLDER / f"{shot.name}.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) <= MOST_BYTES, f"{shot.name}: {len(content) // 1024} KB"
        width = int.from_bytes(content[16:20], "big")
        pixels = shot.size[0] * picture.CELL_WIDTH + 2 * picture.MARGIN
        assert width == screenshots.SCALE * pixels


def test_every_picture_of_the_page_is_modest() -> None:
    for page in page_pictures.PAGES:
        content = (FOLDER / f"{page.name}.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) <= MOST_BYTES, f"{page.name}: {len(content) // 1024} KB"
        assert int.from_bytes(content[16:20], "big") == screenshots.SCALE * page.size[0]


def test_the_readme_shows_three_of_them_in_its_first_screenful() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:24]
    assert len(re.findall(r'<img src="screenshots/', "\n".join(first))) == 3


def test_the_readme_shows_pictures_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\((?!\w+:)([^)\s]+\.(?:png|svg))\)", readme)
    shown += re.findall(r'(?:src|srcset)="(?!\w+:)([^"\s]+)"', readme)
    assert [name for name in shown if not (ROOT / name).is_file()] == []


# How it is drawn --------------------------------------------------------------------------


def test_a_picture_names_no_server() -> None:
    told = picture.svg([cells("mood 6 ⣿▟━")]).replace("http://www.w3.org/2000/svg", "")
    assert "//" not in told
    assert "url(" not in told


def test_letters_are_pinned_to_their_cells() -> None:
    found = elements(cells("  one two  three"), "text")
    places = [(one.text, one.get("x"), one.get("textLength")) for one in found]
    assert places == [("one two", "20", "70"), ("three", "110", "50")]


def test_a_wide_letter_and_one_put_together_stand_alone() -> None:
    wide = [*cells("a界"), picture.Cell("", INK, GROUND), *cells("b"), *cells("e\u0301")[:1]]
    wide[-1] = wide[-1]._replace(text="e\u0301")
    places = {one.text: (one.get("x"), one.get("textLength")) for one in elements(wide, "text")}
    assert places == {
        "a": ("0", "10"),
        "界": ("10", "20"),
        "b": ("30", "10"),
        "e\u0301": ("40", "10"),
    }


def test_looks_are_kept() -> None:
    line = [*cells("plain"), picture.Cell("b", OTHER, GROUND, frozenset({"bold", "underline"}))]
    plain, bold = elements(line, "text")
    assert (plain.get("fill"), plain.get("font-weight")) == ("#f0f0f0", None)
    assert (bold.get("fill"), bold.get("font-weight")) == ("#787878", "bold")
    assert bold.get("text-decoration") == "underline"


def test_text_cannot_leave_its_place() -> None:
    (found,) = elements(cells("</text><script>&"), "text")
    assert found.text == "</text><script>&"


def test_blocks_lie_within_their_cell() -> None:
    drawn = [chr(code) for code in range(0x2580, 0x25A0)] + list("─━│┃┌┐└┘├┤┬┴┼╴╵╶╷╸╺")
    for character in drawn:
        areas = picture.boxes(character)
        assert areas, character
        for box in areas:
            assert 0 <= box.x < box.x + box.width <= picture.CELL_WIDTH, character
            assert 0 <= box.y < box.y + box.height <= picture.CELL_HEIGHT, character
    assert sum(box.width * box.height for box in picture.boxes("▙")) == 165
    with pytest.raises(ValueError, match="BOX DRAWINGS DOUBLE HORIZONTAL has no shape yet"):
        picture.boxes("═")


def test_a_line_of_blocks_is_one_area() -> None:
    (line,) = [one for one in elements(cells("━━━━"), "path") if one.get("fill") == "#f0f0f0"]
    assert line.get("d") == "M0 9.5h40v3h-40z"


def test_braille_is_a_dot_for_each_bit() -> None:
    (dots,) = elements(cells("⣿⠁"), "path")
    starts = re.findall(r"M([\d.]+) ([\d.]+)", dots.get("d") or "")
    assert len(starts) == 9
    assert len(set(starts[:8])) == 8
    assert starts[8] == ("12.5", "2.75")
