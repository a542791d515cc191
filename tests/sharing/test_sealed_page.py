"""The sealed page as a file: what it holds, what it lets run, and what it does not say."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from recoverylog.sharing import document as shared
from recoverylog.sharing import reply, sealed_page
from recoverylog.sharing.document import Asked, Document, Words
from tests.sharing import page_twin

CANARY = "zqcanaryzq"
DOCUMENT = Document(
    f"For {CANARY}",
    "October 2026",
    Asked((f"</script><script>{CANARY}",), "Advice"),
    (Words("Proud of", (f"{{style}} {CANARY}",)),),
)


@pytest.fixture(scope="module")
def page() -> sealed_page.Page:
    return sealed_page.seal(DOCUMENT)


def test_the_words_open_it_to_the_same_document(page: sealed_page.Page) -> None:
    found = page_twin.opened(page.content, page.words)
    assert shared.from_values(found["document"]) == DOCUMENT
    assert base64.b64decode(found["reply"]) == page.reply_key
    assert found.keys() == {"document", "reply"}
    block = page_twin.told(page.content)
    assert bytes.fromhex(block["id"]) == page.id
    assert block["sum"] == page_twin.sum_of(block)


def test_an_answer_to_it_is_opened_with_what_stayed_behind(page: sealed_page.Page) -> None:
    found = page_twin.opened(page.content, page.words)
    key = base64.b64decode(found["reply"])
    (note,) = reply.find(page_twin.token(page_twin.packed(b"thank you"), key, page.id))
    assert reply.open_note(note, {page.id: page.reply_key}) == "thank you"


def test_nothing_of_it_can_be_read_without_the_words(page: sealed_page.Page) -> None:
    assert CANARY.encode() not in page.content
    assert page.words.encode() not in page.content
    assert page.reply_key not in page.content
    assert base64.b64encode(page.reply_key)[:40] not in page.content
    shown = repr(page)
    assert page.words not in shown
    assert repr(page.reply_key) not in shown
    assert len(shown) < 200


def test_two_pages_of_one_document_share_nothing_but_their_shell(page: sealed_page.Page) -> None:
    other = sealed_page.seal(DOCUMENT)
    assert len(other.content) == len(page.content)
    assert other.words != page.words
    one, two = page_twin.told(page.content), page_twin.told(other.content)
    assert {name for name in one if one[name] == two[name]} == {"format", "rounds"}
    assert shell(page.content) == shell(other.content)


def shell(content: bytes) -> bytes:
    return re.sub(rb'(<script id="sealed"[^>]*>).*?(</script>)', rb"\1\2", content)


class Reader(HTMLParser):
    """What stands in a page: tags, attributes, and the text of script and style."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside in self.raw:
            self.raw[self._inside].append(data)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's own signature
        self._inside = ""


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_its_policy_lets_its_own_script_and_style_run_and_nothing_else(
    page: sealed_page.Page,
) -> None:
    reader = Reader(page.content)
    metas = [told for tag, told in reader.tags if tag == "meta"]
    (policy,) = [
        told["content"] for told in metas if told.get("http-equiv") == "Content-Security-Policy"
    ]
    _, script = reader.raw["script"]
    (style,) = reader.raw["style"]
    assert policy == (
        f"default-src 'none'; script-src {hashed(script)}; style-src {hashed(style)};"
        " form-action 'none'; base-uri 'none'; require-trusted-types-for 'script';"
        " trusted-types 'none'"
    )
    # The policy counts from where it stands: only the encoding comes before it.
    assert metas[1].get("http-equiv") == "Content-Security-Policy"


def test_it_names_nobody_and_nothing_outside(page: sealed_page.Page) -> None:
    reader = Reader(page.content)
    assert not {tag for tag, _ in reader.tags} & {"a", "img", "link", "iframe", "base", "object"}
    names = {name for _, told in reader.tags for name in told}
    assert not names & {"src", "href", "action", "style", "srcset", "onload", "onclick"}
    assert {told.get("name") for tag, told in reader.tags if tag == "meta"} == {
        None,
        "viewport",
        "referrer",
        "robots",
        "google",
        "color-scheme",
        "format-detection",
    }
    assert b"<title>Private page</title>" in page.content
    assert b'content="no-referrer"' in page.content
    assert b'content="noindex"' in page.content
    assert sealed_page.FILE_NAME == "letter.html"
    # One address, and it is a name: that of SVG, which no browser looks up.
    assert set(re.findall(rb"https?://[^\"' ]+", page.content)) == {b"http://www.w3.org/2000/svg"}
    assert b"recoverylog" not in shell(page.content).replace(b"recoverylog/1 ", b"")


def test_neither_script_nor_style_can_end_before_its_end() -> None:
    folder = Path(sealed_page.__file__).parent
    for name in ("page.js", "page.css"):
        text = (folder / name).read_text(encoding="utf-8")
        assert not re.search(r"</|<!--|\]\]>|\0", text)
        # A carriage return would be another byte to the browser's hash than to ours.
        assert b"\r" not in (folder / name).read_bytes()


def test_no_browser_is_asked_to_translate_or_to_finish_sentences(page: sealed_page.Page) -> None:
    reader = Reader(page.content)
    assert ("html", {"lang": "en", "translate": "no"}) in reader.tags
    assert b'<meta name="google" content="notranslate">' in page.content
    typed = [told for tag, told in reader.tags if tag == "textarea" and "readonly" not in told]
    assert len(typed) == 2
    for told in typed:
        assert told["spellcheck"] == told["writingsuggestions"] == "false"
        assert told["autocomplete"] == "off"


@pytest.mark.parametrize(
    "word",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "import(",
        "fetch(",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        "EventSource",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "caches",
        "RTCPeerConnection",
        "postMessage",
        "window.open",
        "cookie",
        "history.",
        "location.hash",
    ],
)
def test_its_script_keeps_and_sends_nothing_and_makes_no_markup(word: str) -> None:
    script = Path(sealed_page.__file__).with_name("page.js").read_text(encoding="utf-8")
    assert word not in script


def test_every_saying_that_the_script_asks_for_is_there_and_none_is_left_over() -> None:
    folder = Path(sealed_page.__file__).parent
    script = (folder / "page.js").read_text(encoding="utf-8")
    said = set(re.findall(r'id="say-([a-z-]+)"', (folder / "page.html").read_text("utf-8")))
    asked = set(re.findall(r'(?:tell\(\$\("[a-z-]+"\), |giveUp\(|say\()"([a-z-]+)"', script))
    asked |= {"left", "over"}
    assert asked == said
