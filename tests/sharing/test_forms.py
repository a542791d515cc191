"""The plain forms: the same document in each, byte for byte, and foreign text inert in all."""

from __future__ import annotations

import base64
import hashlib
import html as entities
import json
import re
from datetime import date
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from recoverylog.journal.text import clean
from recoverylog.sharing import composing, forms, html, markdown, text
from recoverylog.sharing import document as shared
from recoverylog.sharing.document import Asked, Chart, Document, Fact, Facts, Items, Words
from recoverylog.sharing.letter import Ticked
from recoverylog.sharing.markup import element
from recoverylog.sharing.wrap import columns, cut
from tests.sharing.invented_letter import entry, material

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\x1b]52;c;eA==\x07\x1b[31mred",
    "\u202egnp.exe\u200b",
    "[click](https://evil.example)",
    "![](https://evil.example/x.png)",
    "www.evil.example a@evil.example https://evil.example",
    "# heading",
    "1. item",
    "- - -",
    "=cmd|' /C calc'!A0",
    "```\ncode\n```",
    "`a` ``b",
    "&lt;b&gt; &#60;",
    "</style></article><p>",
    "\"' onmouseover=x",
    "> quoted\n\n# next",
    "~~gone~~ *bold* _it_ $x$ | a | b |",
    "\\",
    "a\\\\*b*",
)
lines = (
    st.text(max_size=20)
    | st.sampled_from(HOSTILE)
    | st.text("<>&`*_[]()#-+.!|\\ a1@:/w\n", max_size=12)
)
said = st.lists(lines, max_size=3).map(tuple)
daily = st.lists(st.none() | st.floats(0, 10), min_size=1, max_size=9).map(tuple)
facts = st.lists(st.builds(Fact, lines, lines, lines), min_size=1, max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Facts, facts, lines),
    st.builds(Chart, lines, daily, lines, st.sampled_from(["mood", "craving", "other"])),
    st.builds(Items, lines, said),
    st.builds(Words, lines, said),
)
documents = st.builds(
    Document,
    lines,
    lines,
    st.builds(Asked, said, lines),
    st.lists(blocks, max_size=4).map(tuple),
    said,
)

LETTER = Document(
    title="For my sponsor",
    period="20 to 22 November 2026, 3 days",
    asked=Asked(
        ("How to get through Sunday evenings, when the house is empty and quiet.",), "Advice"
    ),
    blocks=(
        Facts(
            (Fact("in recovery", "6 months", "since 14 May 2026"), Fact("logged", "3 of 3 days"))
        ),
        Chart(
            "Mood", (0, None, 10), "From 0 to 10.", "mood", date(2026, 11, 20), date(2026, 11, 22)
        ),
        Items("What helped", ("a walk, twice", "tea, once")),
        Words("A moment I am proud of", ("I left at ten.",)),
    ),
    closing=("This is not a clinical report.",),
)

TEXT = """\
For my sponsor
20 to 22 November 2026, 3 days

What I want to talk about
  How to get through Sunday evenings, when the house is
  empty and quiet.

What I need
  Advice

In recovery: 6 months (since 14 May 2026)
Logged: 3 of 3 days

Mood
  ▁·█
  From 0 to 10.

What helped
  - a walk, twice
  - tea, once

A moment I am proud of
  “I left at ten.”

This is not a clinical report.
"""

MARKDOWN = """\
# For my sponsor

20 to 22 November 2026, 3 days

## What I want to talk about

How to get through Sunday evenings, when the house is empty and quiet.

## What I need

Advice

- In recovery: **6 months** (since 14 May 2026)
- Logged: **3 of 3 days**

## Mood

From 0 to 10.

## What helped

- a walk, twice
- tea, once

## A moment I am proud of

> I left at ten.

---

This is not a clinical report.
"""


# --- text


def test_the_text_is_this_text_byte_for_byte() -> None:
    assert forms.content(LETTER, "text") == TEXT.encode()
    assert text.render(LETTER) == TEXT


@given(documents)
def test_text_is_narrow_and_inert(document: Document) -> None:
    shown = text.render(document)
    assert all(columns(line) <= text.COLUMNS for line in shown.split("\n"))
    assert clean(shown) == shown
    assert all(line == line.rstrip() for line in shown.split("\n"))
    assert shown.endswith("\n")


def test_own_words_cannot_pass_for_a_heading() -> None:
    hostile = Document("t", "p", blocks=(Words("Said", ("This is not a clinical report.",)),))
    assert "\n  “This is not" in text.render(hostile)


@given(st.text(max_size=40), st.integers(2, 20))
def test_what_is_cut_says_so(whole: str, most: int) -> None:
    short = cut(whole, most)
    assert columns(short) <= most
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


# --- Markdown


def test_the_markdown_is_this_markdown() -> None:
    assert markdown.render(LETTER) == MARKDOWN


def reader() -> MarkdownIt:
    """Return a reader of CommonMark with GitHub's tables and strikethrough."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown_by(source: str) -> tuple[str, set[str]]:
    """Return the words that a line of Markdown shows, and what kinds of markup it has."""
    found, kinds = [], set()
    for token in reader().parse(source):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            found.append(child.content)
    return "".join(found), kinds


@given(st.builds(lambda one: " ".join(clean(one).split()), lines))
@settings(max_examples=500)
def test_markdown_shows_exactly_the_words(line: str) -> None:
    shown, kinds = shown_by(markdown.escaped(line))
    # What could be an address is code, which shows as it stands.
    assert shown == line
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "code_inline"}


@given(documents)
def test_nothing_foreign_becomes_markup(document: Document) -> None:
    source = markdown.render(document)
    kinds = {token.type for token in reader().parse(source)}
    assert not kinds & {"html_block", "fence", "code_block", "ordered_list_open", "table_open"}
    inside = [child for token in reader().parse(source) for child in token.children or ()]
    assert {child.type for child in inside} <= {
        *("text", "code_inline", "strong_open", "strong_close", "softbreak"),
    }
    headings = sum(token.type == "heading_open" for token in reader().parse(source))
    titled = sum(bool(getattr(one, "heading", getattr(one, "name", ""))) for one in document.blocks)
    assert headings <= 1 + titled + 2


def test_addresses_stand_as_code() -> None:
    assert markdown.escaped("see www.evil.example now") == "see `www.evil.example` now"
    assert markdown.escaped("a`b@evil.example") == "``a`b@evil.example``"
    assert markdown.escaped("mail @sam") == "mail `@sam`"
    assert markdown.escaped("(evil.example/x) пример.рф") == "`(evil.example/x)` `пример.рф`"
    assert markdown.escaped("at 19.30, e.g. tea.") == "at 19.30, e.g. tea."


@given(
    lines
    | st.sampled_from(["evil.example", "git@evil.example:x", "1.2.3.4:80/x", "//evil.example"])
    | st.text("<([{\"'_-.\x1f²ü·", max_size=4).map(lambda before: f"{before}evil.com")
    | st.text("ab.@:/-_com w\\*1(é", max_size=14)
)
@settings(max_examples=500)
def test_readers_that_make_links_of_bare_names_find_none(line: str) -> None:
    shown = markdown.escaped(" ".join(clean(line).split()))
    linking = MarkdownIt("gfm-like", {"linkify": True})
    kinds = {child.type for token in linking.parse(shown) for child in token.children or ()}
    assert "link_open" not in kinds, shown


def test_that_reader_would_make_them() -> None:
    linking = MarkdownIt("gfm-like", {"linkify": True})
    assert "<a href" in linking.render("see evil.com now")


def test_what_notebooks_hide_or_expand_stays_to_be_seen() -> None:
    assert markdown.escaped("%%gone%% {{x}} {% x %} [[y]] ==z==") == (
        r"\%\%gone\%\% \{\{x\}\} \{\% x \%\} \[\[y\]\] \=\=z\=\="
    )


# --- HTML


class Reader(HTMLParser):
    """Reads a page as a browser would, strictly enough for what we write."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def strings(value: object) -> set[str]:
    if isinstance(value, str):
        return {value} if value else set()
    if isinstance(value, dict):
        return set().union(*(strings(one) for one in value.values()), set())
    if isinstance(value, list | tuple):
        return set().union(*(strings(one) for one in value), set())
    return set()


@given(documents)
def test_html_holds_every_text_as_text_and_no_markup_but_ours(document: Document) -> None:
    page = Reader(html.render(document))
    assert page.open == []
    assert set(page.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "main", "article", "header", "footer"),
        *("h1", "h2", "p", "div", "section", "ul", "li", "dl", "dt", "dd", "figure", "span"),
        *("figcaption", "svg", "path", "details", "summary", "table", "thead", "tbody", "tr"),
        *("th", "td", "blockquote"),
    }
    assert not any(
        name.startswith("on") or name in {"style", "src", "href"} for name, _ in page.attributes
    )
    shown = "\n".join(page.texts)
    plain = shared.values(document)
    parts = (plain["title"], plain["period"], plain["asked"], plain["closing"])
    assert all(each in shown for each in strings(parts))


def test_the_page_lets_nothing_in_or_out_and_says_nothing_of_its_maker() -> None:
    page = html.render(LETTER)
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = entities.unescape(page.partition('Security-Policy" content="')[2].partition('"')[0])
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'"
    )
    assert "<title>Private page</title>" in page
    assert "recoverylog" not in page.casefold()
    assert "<script" not in page
    assert not re.search(r"url\(|@import|https?:", style)


def test_a_chart_can_be_read_without_being_seen() -> None:
    page = html.render(LETTER)
    assert '<figure aria-labelledby="heading-3"><figcaption id="heading-3"><h2>Mood</h2>' in page
    assert "<p>From 0 to 10.</p>" in page
    assert '<tr><th scope="row">21 November</th><td>not noted</td></tr>' in page
    assert '<path class="dot" d="M0,100h0"></path>' in page


def test_markup_escapes_whatever_was_not_built_here() -> None:
    inside = element("b", "<i>", title='"')
    assert element("p", inside, "&", None, class_="") == (
        '<p><b title="&quot;">&lt;i&gt;</b>&amp;</p>'
    )


# --- JSON, and all of them


@given(documents)
def test_json_is_the_document(document: Document) -> None:
    assert shared.from_values(json.loads(forms.content(document, "json"))) == document


@given(st.sampled_from(HOSTILE))
def test_hostile_words_of_an_entry_are_inert_in_every_form(words: str) -> None:
    entries = (entry("craving", 1, craving=5, tags=(words,), helped=(words,), people=(words,)),)
    ticked = Ticked(need=words, talk=(words,), proud=(words,), next=(words,))
    document = composing.write(material(entries=entries), ticked)
    for form in forms.PLAIN:
        content = forms.content(document, form).decode()
        assert clean(content) == content
        assert "<script>alert" not in content or form in {"text", "json"}
        assert forms.content(document, form) == forms.content(document, form)
