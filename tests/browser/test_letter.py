"""The plain HTML form in a browser: one sheet, a phone's width, silent, the sealed page's twin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recoverylog.sharing import composing, forms, sealed_page
from recoverylog.sharing.document import Document
from recoverylog.sharing.letter import Section, Ticked
from tests.browser import tab
from tests.browser.chromium import Chromium
from tests.browser.invented import letter
from tests.browser.tab import Tab
from tests.sharing.invented_letter import ALCOHOL, GAMBLING, ask, entry, material, month

pytestmark = pytest.mark.slow

LONG = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy. " * 6


def month_page() -> Document:
    return composing.write(material(), Ticked(need="listen", proud=("I left at ten.",)))


def full_page(text: str) -> Document:
    """Return a page with everything ticked and much in it."""
    entries = [*month(), *(entry("note", back, text=text) for back in range(8))]
    entries += [entry("craving", n, craving=5, tags=(f"t{n}",), hour=3 * n) for n in range(8)]
    given = material(
        entries=tuple(entries), focuses=(ALCOHOL, GAMBLING), asks=tuple(ask(text) for _ in range(8))
    )
    ticked = Ticked(frozenset(Section), need=text, proud=(text,) * 8, next=(text,) * 8)
    return composing.write(given, ticked)


def show(browser: Tab, document: Document, folder: Path) -> None:
    path = folder / "letter.html"
    path.write_bytes(forms.content(document, "html"))
    browser.go(path.as_uri())


@pytest.mark.parametrize(
    "document",
    [month_page(), full_page("Call."), full_page(LONG), full_page(LONG.upper())],
    ids=["month", "short", "long", "capitals"],
)
def test_it_prints_on_one_sheet(browser: Tab, document: Document, tmp_path: Path) -> None:
    show(browser, document, tmp_path)
    assert tab.sheets(browser.printed()) == 1


def test_two_sheets_would_be_seen(browser: Tab, tmp_path: Path) -> None:
    show(browser, Document("t", "p", closing=(LONG * 60,)), tmp_path)
    assert tab.sheets(browser.printed()) > 1


def test_it_fits_a_phone_and_asks_for_nothing(chromium: Chromium, tmp_path: Path) -> None:
    chromium.size(360, 740, phone=True)
    for document in (month_page(), full_page("W" * 300)):
        show(chromium, document, tmp_path)
        assert chromium.run("document.documentElement.scrollWidth") == 360
        assert chromium.problems() == []
    assert {address.partition(":")[0] for address in chromium.requests()} == {"file"}


def test_it_is_light_or_dark_as_the_reader_likes(chromium: Chromium, tmp_path: Path) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        chromium.scheme(scheme)
        show(chromium, month_page(), tmp_path)
        grounds.add(chromium.run("getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(251, 246, 237)", "rgb(27, 22, 19)"}


PATH = re.compile(r' d="([^"]*)"')


def elements(page: str) -> str:
    """Return the elements with the letters of their paths and without the numbers."""
    bare = page.replace(' tabindex="-1"', "")
    return PATH.sub(lambda found: " " + "".join(re.findall("[A-Za-z]", found[1])), bare)


def numbers(page: str) -> list[float]:
    """Return the numbers of all paths."""
    paths = " ".join(PATH.findall(page))
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", paths)]


@pytest.mark.parametrize("document", [letter(), full_page("A <b> & “c”.")], ids=["all", "full"])
def test_the_opened_sealed_page_is_built_of_the_same_elements(
    chromium: Chromium, document: Document, tmp_path: Path
) -> None:
    show(chromium, document, tmp_path)
    plain = chromium.run("document.getElementById('page').innerHTML")
    page = sealed_page.seal(document)
    tab.show(chromium, page.content, tmp_path)
    tab.unlock(chromium, page.words)
    opened = chromium.run("document.getElementById('page').innerHTML")
    assert elements(plain) == elements(opened)
    assert numbers(plain) == pytest.approx(numbers(opened), abs=0.006)
