"""Pictures of the sealed page as a reader sees it, in the real Chromium.

The letter is that of the demo's invented person, sealed and opened as any other.
"""

from __future__ import annotations

import base64
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.browser import tab
from tests.browser.chromium import Chromium

if TYPE_CHECKING:
    from recoverylog.session.handover import Prepared

PHONE = (360, 760)


class Page(NamedTuple):
    """One picture of the opened page: its name, its size in CSS pixels, and its colours."""

    name: str
    size: tuple[int, int]
    scheme: str


PAGES = (Page("page-phone-dark", PHONE, "dark"),)


def letter() -> Prepared:
    """Return what the invented person hands to their sponsor."""
    from recoverylog.session import handover
    from recoverylog.session.demo import open_demo
    from recoverylog.sharing import composing
    from recoverylog.sharing.letter import Section, Ticked

    with open_demo() as journal:
        material = journal.material(30, supporter=journal.supporters()[0])
    ticked = Ticked(
        need="listen",
        talk=composing.proposed(material, Section.TALK)[:3],
        proud=composing.proposed(material, Section.PROUD)[-1:],
        next=("call on Sunday at six",),
    )
    return handover.prepare(material, ticked, "page")


def taken(pages: tuple[Page, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PNG of each picture; none, and a word why, without Chromium."""
    if not pages:
        return
    if shutil.which("chromium") is None:
        print("Pictures of the page need chromium; they were left out.")
        return
    prepared = letter()
    with tempfile.TemporaryDirectory() as folder:
        browser = Chromium(Path(folder, "profile"))
        try:
            for page in pages:
                yield page.name, _picture(browser, page, prepared, Path(folder))
        finally:
            browser.close()


def _picture(browser: Chromium, page: Page, prepared: Prepared, folder: Path) -> bytes:
    browser.fresh()
    browser.size(*page.size, phone=page.size == PHONE)
    browser.scheme(page.scheme)
    tab.show(browser, prepared.leaving.content, folder)
    tab.ready(browser)
    tab.unlock(browser, " ".join(prepared.words))
    shot = browser.ask("Page.captureScreenshot", format="png")
    return _smaller(base64.b64decode(shot["data"]))


def _smaller(png: bytes) -> bytes:
    """Return a picture with as few colours as letters on paper need, where Pillow is there."""
    try:
        from PIL import Image
    except ModuleNotFoundError:
        return png
    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(64).save(kept, "PNG", optimize=True)
    return min(png, kept.getvalue(), key=len)
