"""How the sealed page looks, prints and is read aloud, in real browsers."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.sharing import sealed_page
from recoverylog.sharing.document import Chart, Document
from tests.browser import tab
from tests.browser.chromium import Chromium
from tests.browser.tab import Tab

pytestmark = pytest.mark.slow

Page = sealed_page.Page


@pytest.mark.parametrize("width", [320, 360, 1100])
def test_nothing_stands_beyond_the_edge_of_a_phone(
    chromium: Chromium, page: Page, tmp_path: Path, width: int
) -> None:
    chromium.size(width, 740, phone=width < 400)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)
    assert chromium.run("innerWidth") == width
    assert chromium.run(fits)
    tab.unlock(chromium, page.words)
    tab.write_back(chromium, "x" * 3000)
    chromium.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert chromium.run(fits)


@pytest.mark.parametrize(
    ("scheme", "ground"), [("dark", "rgb(27, 22, 19)"), ("light", "rgb(251, 246, 237)")]
)
def test_it_is_dark_or_light_as_the_reader_has_it(
    chromium: Chromium, page: Page, tmp_path: Path, scheme: str, ground: str
) -> None:
    chromium.scheme(scheme)
    tab.show(chromium, page.content, tmp_path)
    assert chromium.run("getComputedStyle(document.body).backgroundColor") == ground


def test_it_prints_to_one_sheet(browser: Tab, page: Page, tmp_path: Path) -> None:
    tab.opened(browser, page, tmp_path)
    assert tab.sheets(browser.printed()) == 1


def test_the_box_for_notes_is_not_printed(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    tab.opened(chromium, page, tmp_path)
    chromium.ask("Emulation.setEmulatedMedia", media="print")
    assert not tab.is_seen(chromium, "#answer")
    assert tab.is_seen(chromium, "#page svg")


def named(chromium: Chromium) -> list[tuple[str, str]]:
    """Return role and name of everything that a screen reader meets."""
    nodes = chromium.ask("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]


def test_a_screen_reader_finds_its_way(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)
    door = named(chromium)
    assert ("textbox", "The six words") in door
    assert ("button", "Open") in door
    assert ("heading", "A private page") in door
    assert {role for role, _ in door} >= {"main", "status"}
    assert chromium.run("document.documentElement.lang") == "en"
    tab.unlock(chromium, page.words)
    inside = named(chromium)
    assert [role for role, _ in inside].count("main") == 1
    assert ("heading", "For my sponsor") in inside
    assert ("textbox", "Your note") in inside
    assert ("region", "Write a note back") in inside
    charts = [name for role, name in inside if role == "figure"]
    assert [name.split(" Between")[0] for name in charts] == ["Mood", "Craving"]
    assert all(name for role, name in inside if role in {"button", "textbox", "figure", "heading"})
    assert chromium.run("document.querySelectorAll('h1:not([hidden] *)').length") == 1


def test_the_values_of_a_chart_stand_in_a_table(chromium: Chromium, tmp_path: Path) -> None:
    chart = Chart("Mood", (3.0, None, 10), "s", "mood", date(2028, 2, 28), date(2028, 3, 1))
    hidden = Chart("Mood", (3.0, None), "s", "mood")
    page = sealed_page.seal(Document("t", "p", blocks=(chart, hidden)))
    tab.opened(chromium, page, tmp_path)
    rows = chromium.run(
        "[...document.querySelectorAll('tbody tr')]"
        ".map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    assert rows == [
        ["28 February", "3.0"],
        ["29 February", "not noted"],
        ["1 March", "10.0"],
        ["Day 1", "3.0"],
        ["Day 2", "not noted"],
    ]
    assert "2028" not in tab.text_of(chromium, "body")


def test_lines_pass_through_every_value_and_never_beyond(
    chromium: Chromium, page: Page, tmp_path: Path
) -> None:
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)

    @settings(max_examples=60)
    @given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=30))
    def compare(values: list[int | None]) -> None:
        rows = chromium.run(f"runs({json.dumps(values)})")
        flat = [point for row in rows for point in row]
        assert [round((100 - y) / 10, 6) for _, y in flat] == [v for v in values if v is not None]
        for row in (row for row in rows if len(row) > 1):
            path = chromium.run(f"curve({json.dumps(row)})")
            numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", path)]
            heights = numbers[1::2]
            assert heights[::3] == pytest.approx([y for _, y in row])
            for at in range(0, len(heights) - 3, 3):
                low, high = sorted((heights[at], heights[at + 3]))
                # The curve stays within its four points (convex hull).
                assert all(low - 1e-6 <= y <= high + 1e-6 for y in heights[at : at + 4])

    compare()
