"""The sealed page in real browsers: opened, refused, told as damaged, silent, and answered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.crypto import page_seal
from recoverylog.sharing import reply, sealed_page
from recoverylog.sharing.document import Asked, Chart, Document, Fact, Facts, Items, Words
from tests.browser import tab
from tests.browser.chromium import Chromium
from tests.browser.conftest import Listener
from tests.browser.tab import Tab
from tests.sharing import page_twin

pytestmark = pytest.mark.slow

Page = sealed_page.Page
WRONG = "abacus abdomen abide abiding ability ablaze"


def read(token: str, page: Page) -> str:
    (note,) = reply.find(token)
    return reply.open_note(note, {page.id: page.reply_key})


# --- both browsers


def test_the_words_open_the_page(browser: Tab, page: Page, tmp_path: Path) -> None:
    tab.show(browser, page.content, tmp_path)
    tab.ready(browser)
    assert "Someone to listen" not in tab.text_of(browser, "body")
    tab.unlock(browser, f"  {page.words.upper().replace(' ', '-')} ")
    shown = tab.text_of(browser, "#page")
    for text in ("For my sponsor", "Someone to listen", "188 days", "26 days; 4.1 before"):
        assert text in shown
    assert "“I left the party at ten and walked home with Lena’s dog.”" in shown
    assert not tab.is_seen(browser, "#unopened")
    assert browser.run("document.getElementById('words').value") == ""
    assert browser.run("document.title") == "Private page"
    assert browser.run("document.querySelectorAll('#page svg .line').length") == 8
    assert browser.run("document.querySelectorAll('#page svg .dot').length") == 2


def test_other_words_are_refused_and_the_right_ones_open_it_then(
    browser: Tab, page: Page, tmp_path: Path
) -> None:
    tab.show(browser, page.content, tmp_path)
    tab.unlock(browser, WRONG)
    assert tab.text_of(browser, "#status").startswith("These words do not open this page.")
    assert not tab.is_seen(browser, "#page")
    assert not tab.is_seen(browser, "#answer")
    tab.unlock(browser, page.words)
    assert tab.is_seen(browser, "#page")


def test_damage_on_the_way_is_told_before_words_are_asked_for(
    browser: Tab, page: Page, tmp_path: Path
) -> None:
    block = page_twin.told(page.content)
    for name in ("salt", "id", "sealed", "commitment"):
        letter = "1" if block[name][3] == "0" else "0"
        changed = {**block, name: block[name][:3] + letter + block[name][4:]}
        tab.show(browser, page_twin.with_told(page.content, changed, mend_sum=False), tmp_path)
        tab.until(browser, "document.getElementById('status').textContent")
        assert tab.text_of(browser, "#status").startswith("This file was damaged on its way.")
        assert not tab.is_seen(browser, "#door")


def test_damage_that_was_made_to_fit_is_never_told_as_other_words(
    browser: Tab, page: Page, tmp_path: Path
) -> None:
    block = page_twin.told(page.content)
    letter = "A" if block["sealed"][40] != "A" else "B"
    changed = {**block, "sealed": block["sealed"][:40] + letter + block["sealed"][41:]}
    tab.show(browser, page_twin.with_told(page.content, changed, mend_sum=True), tmp_path)
    tab.unlock(browser, page.words)
    assert tab.text_of(browser, "#status").startswith("The words are right")
    assert not tab.is_seen(browser, "#page")


@pytest.mark.parametrize(("name", "value"), [("salt", "!!"), ("id", "zz"), ("rounds", 0)])
def test_values_that_no_words_could_open_are_told_as_damage(
    browser: Tab, page: Page, tmp_path: Path, name: str, value: str | int
) -> None:
    changed = {**page_twin.told(page.content), name: value}
    tab.show(browser, page_twin.with_told(page.content, changed, mend_sum=True), tmp_path)
    tab.unlock(browser, page.words)
    said = tab.text_of(browser, "#status")
    assert said.startswith(("This file was damaged on its way.", "These words do not open"))
    assert not tab.is_seen(browser, "#page")


@pytest.mark.parametrize("cut", [b"start();", b'"format":1', b"</head>"])
def test_a_file_that_is_not_whole_says_so(
    browser: Tab, page: Page, tmp_path: Path, cut: bytes
) -> None:
    at = page.content.rindex(cut)
    content = page.content[:at] + page.content[at + 3 :]
    if cut == b"</head>":
        content = page.content[: len(page.content) * 3 // 4]
    tab.show(browser, content, tmp_path)
    tab.until(
        browser,
        "document.getElementById('without-script').getClientRects().length"
        " || document.getElementById('status').textContent",
    )
    assert "damaged on its way" in tab.text_of(browser, "main")
    assert not tab.is_seen(browser, "#door")


@pytest.mark.parametrize(
    "text",
    [
        "Call at six, I will be there.\n\nSam",
        "Привет! Я рядом. שלום 你好 👩‍👩‍👧",
        "<b>x</b> & \"y\" 'z' \\n `code`",
    ],
)
def test_a_note_written_in_the_page_is_opened_by_the_journal(
    browser: Tab, page: Page, tmp_path: Path, text: str
) -> None:
    tab.opened(browser, page, tmp_path)
    token = tab.write_back(browser, text)
    assert read(token, page) == text
    assert (
        tab.text_of(browser, "#note-status") == "The note is sealed. Copy it from the field below."
    )


def test_nothing_leaves_even_a_page_that_was_turned(
    browser: Tab, page: Page, tmp_path: Path, listener: Listener
) -> None:
    tab.opened(browser, page, tmp_path)
    tab.write_back(browser, "thank you")
    browser.run(attempts(listener.port))
    assert listener.asked == []
    # The control: the same attempts, in a page without a policy, do arrive.
    tab.show(browser, b"<!DOCTYPE html><html><body>control</body></html>", tmp_path, "open.html")
    browser.run(attempts(listener.port))
    asked = "\n".join(listener.asked)
    for way in ("fetch", "image", "beacon", "socket", "frame", "style", "script", "form"):
        assert f"/{way}" in asked


def attempts(port: int) -> str:
    """Return JavaScript that tries to tell a listener something, in every way but leaving."""
    place = f"http://127.0.0.1:{port}"
    return f"""(async () => {{
        const place = {json.dumps(place)};
        const add = (tag, more) => {{
            const made = Object.assign(document.createElement(tag), more);
            document.body.append(made);
            return made;
        }};
        const ways = [
            () => fetch(place + "/fetch", {{mode: "no-cors"}}),
            () => {{ new Image().src = place + "/image"; }},
            () => navigator.sendBeacon(place + "/beacon", "x"),
            () => new WebSocket(place.replace("http", "ws") + "/socket"),
            () => new EventSource(place + "/events"),
            () => add("iframe", {{src: place + "/frame"}}),
            () => add("link", {{rel: "stylesheet", href: place + "/style"}}),
            () => add("link", {{rel: "prefetch", href: place + "/prefetch"}}),
            () => add("video", {{src: place + "/video"}}),
            () => add("script", {{src: place + "/script"}}),
            () => {{
                add("iframe", {{name: "aside"}});
                add("form", {{action: place + "/form", target: "aside"}}).submit();
            }},
        ];
        for (const way of ways) {{
            try {{ await way(); }} catch {{ /* refused, as it should be */ }}
        }}
        await new Promise((done) => setTimeout(done, 1000));
    }})()"""


def test_markup_of_others_stays_text_and_the_page_could_not_make_any(
    browser: Tab, tmp_path: Path
) -> None:
    hostile = (
        "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt; [x](javascript:alert(3))"
    )
    page = sealed_page.seal(
        Document(
            hostile,
            hostile,
            Asked((hostile,), hostile),
            (
                Facts((Fact(hostile, hostile, hostile),), hostile),
                Chart(hostile, (1.0, None, 3.0), hostile),
                Items(hostile, (hostile,)),
                Words(hostile, (hostile,)),
            ),
            (hostile,),
        )
    )
    tab.opened(browser, page, tmp_path)
    assert tab.text_of(browser, "#page").count(hostile) == 15
    assert browser.run("document.querySelectorAll('#page :is(img, script, b, a)').length") == 0
    tried = "(() => { try { document.body.innerHTML = '<i>x</i>'; return 'made'; }"
    assert browser.run(f"{tried} catch (fault) {{ return fault.name; }} }})()") == "TypeError"


# --- Chromium, which can be asked more


def test_it_asks_for_itself_alone_and_the_console_stays_empty(
    chromium: Chromium, page: Page, tmp_path: Path
) -> None:
    path = tab.show(chromium, page.content, tmp_path)
    tab.unlock(chromium, WRONG)
    tab.unlock(chromium, page.words)
    tab.write_back(chromium, "thank you")
    chromium.click("#copy")
    tab.until(chromium, "document.getElementById('note-status').textContent.startsWith('Copied')")
    assert chromium.requests() == [path.as_uri()]
    assert chromium.problems() == []
    assert chromium.run("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    assert chromium.run("location.hash + location.search") == ""


def test_only_a_click_copies(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    tab.opened(chromium, page, tmp_path)
    chromium.run(
        "void (globalThis.copied = [], navigator.clipboard.writeText ="
        " async (text) => void copied.push(text))"
    )
    token = tab.write_back(chromium, "thank you")
    assert chromium.run("copied") == []
    chromium.click("#copy")
    tab.until(chromium, "copied.length")
    assert chromium.run("copied") == [token]


def test_where_copying_is_not_allowed_the_note_is_selected(
    chromium: Chromium, page: Page, tmp_path: Path
) -> None:
    tab.opened(chromium, page, tmp_path)
    token = tab.write_back(chromium, "thank you")
    chromium.run("void (navigator.clipboard.writeText = async () => { throw new Error('no'); })")
    chromium.click("#copy")
    tab.until(chromium, "document.getElementById('note-status').textContent.includes('selected')")
    chosen = (
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
    )
    assert chromium.run(f"{chosen}(document.getElementById('token'))") == token


def test_a_note_that_was_changed_is_not_shown_sealed(
    chromium: Chromium, page: Page, tmp_path: Path
) -> None:
    tab.opened(chromium, page, tmp_path)
    first = tab.write_back(chromium, "one")
    chromium.fill("#note", "two")
    assert not tab.is_seen(chromium, "#sealed-note")
    chromium.click("#note-form button")
    tab.until(chromium, "!document.getElementById('sealed-note').hidden")
    second = chromium.run("document.getElementById('token').value")
    assert (read(first, page), read(second, page)) == ("one", "two")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("x" * 4000, "Characters left: 0"),
        ("x" * 4001, "Characters too many: 1"),
        ("я" * 2750, "Characters left: 0"),
        ("я" * 2751, "Characters too many: 2"),
        ("", "Characters left: 4,000"),
    ],
    ids=["all", "one-over", "all-of-two-bytes", "one-over-of-two-bytes", "none"],
)
def test_a_note_that_can_be_sealed_can_be_opened_and_no_other_is_sealed(
    chromium: Chromium, page: Page, tmp_path: Path, text: str, left: str
) -> None:
    tab.opened(chromium, page, tmp_path)
    chromium.fill("#note", text)
    assert tab.text_of(chromium, "#note-left") == left
    if left.endswith(": 0"):
        token = tab.write_back(chromium, text)
        assert len(token) < reply.MOST_PASTED - 500
        assert read(token, page) == text
        return
    chromium.click("#note-form button")
    tab.until(chromium, "document.getElementById('note-status').textContent")
    assert not tab.is_seen(chromium, "#sealed-note")


def test_notes_hold_nothing_that_a_chat_turns_into_formatting(
    chromium: Chromium, page: Page, tmp_path: Path
) -> None:
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)
    made = chromium.run(
        f"Promise.all(Array.from({{length: 60}}, (_, size) => noteFor({page.id.hex()!r},"
        f" new Uint8Array({list(page.reply_key)}), utf8('x'.repeat(1 + 40 * size)))))"
    )
    for size, token in enumerate(made):
        assert read(token, page) == "x" * (1 + 40 * size)
        assert not re.search(r"[-_]{2}|\.[-_]|[-_]\.", token)


def test_both_sides_read_typed_words_alike(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)

    @settings(max_examples=60)
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=20, max_size=60))
    def compare(typed: list[str]) -> None:
        theirs = chromium.run(f"{json.dumps(typed)}.map(normal)")
        assert theirs == [page_seal.normal(text).decode() for text in typed]

    compare()


def test_five_words_are_not_tried(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    tab.show(chromium, page.content, tmp_path)
    tab.unlock(chromium, page.words.rpartition(" ")[0])
    assert tab.text_of(chromium, "#status") == "Six words open this page."


def test_it_works_by_keyboard_alone(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)
    focused = "document.activeElement.id || document.activeElement.tagName"
    chromium.press("Tab")
    assert chromium.run(focused) == "words"
    chromium.ask("Input.insertText", text=page.words)
    chromium.press("Enter")
    tab.until(chromium, "!document.getElementById('page').hidden")
    # Where reading goes on: at the heading of the page.
    assert chromium.run(focused) == "H1"
    seen = []
    for _ in range(4):
        chromium.press("Tab")
        seen.append(chromium.run(focused))
    assert seen == ["SUMMARY", "SUMMARY", "note", "BUTTON"]


def test_without_scripts_it_says_what_to_do(chromium: Chromium, page: Page, tmp_path: Path) -> None:
    chromium.ask("Emulation.setScriptExecutionDisabled", value=True)
    tab.show(chromium, page.content, tmp_path)
    assert "save this file" in tab.text_of(chromium, "main")
    assert tab.is_seen(chromium, "#without-script")
    assert not tab.is_seen(chromium, "#door")
    chromium.ask("Emulation.setScriptExecutionDisabled", value=False)
    tab.show(chromium, page.content, tmp_path)
    tab.ready(chromium)
    assert not tab.is_seen(chromium, "#without-script")


def test_from_an_insecure_place_it_says_what_to_do(
    browser: Tab, page: Page, listener: Listener
) -> None:
    listener.content.append(page.content)
    browser.go(f"http://page.example:{listener.port}/")
    assert not browser.run("isSecureContext")
    tab.until(browser, "document.getElementById('status').textContent")
    assert "Save this file" in tab.text_of(browser, "#status")
    assert not tab.is_seen(browser, "#door")


@pytest.mark.parametrize("missing", ["Crypto.prototype.subtle", "globalThis.crypto"])
def test_a_browser_without_the_cryptography_says_what_to_do(
    chromium: Chromium, page: Page, tmp_path: Path, missing: str
) -> None:
    place, _, name = missing.rpartition(".")
    chromium.before_each_page(f"Object.defineProperty({place}, '{name}', {{value: undefined}})")
    tab.show(chromium, page.content, tmp_path)
    tab.until(chromium, "document.getElementById('status').textContent")
    assert chromium.run("isSecureContext")
    assert "does not open sealed pages from this place" in tab.text_of(chromium, "#status")
    assert not tab.is_seen(chromium, "#door")
    assert not tab.is_seen(chromium, "#quiet")
