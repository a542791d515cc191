"""A document as one HTML file that anyone can open: no script, nothing loaded, one printed sheet.

It looks like the opened sealed page and wears the same style sheet; page.js builds the same
elements in the browser, and a test there holds the two together.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from recoverylog.charts import svg
from recoverylog.insights.wording.dates import date_words
from recoverylog.language import _
from recoverylog.sharing.document import NEED_HEADING, TALK_HEADING, Chart, Facts, Items
from recoverylog.sharing.markup import Markup, element
from recoverylog.sharing.sealed_page import style, style_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoverylog.sharing.document import Block, Document, Fact

TITLE = _("Private page")
"""Says nothing of what is inside or of who made it."""

_HEAD = (
    {"name": "viewport", "content": _("width=device-width, initial-scale=1")},
    {"name": "referrer", "content": "no-referrer"},
    {"name": "robots", "content": "noindex"},
    # A browser that offers to translate would send the page to somebody's server.
    {"name": "google", "content": "notranslate"},
    {"name": "color-scheme", "content": _("light dark")},
    {"name": "format-detection", "content": _("telephone=no, date=no, address=no, email=no")},
)


def render(document: Document) -> str:
    """Return ``document`` as an HTML file in UTF-8."""
    policy = f"default-src 'none'; style-src '{style_hash()}'; form-action 'none'; base-uri 'none'"
    head = [
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        *(element("meta", **one) for one in _HEAD),
        element("title", TITLE),
        element("style", Markup(style())),
    ]
    body = element("main", Markup("\n"), article(document), Markup("\n"))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en" translate="no">',
        *head,
        "<body>",
        body,
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def article(document: Document) -> Markup:
    """Return the page itself, an ``<article>``."""
    numbers = count(1)
    header = element(
        "header",
        element("h1", document.title),
        element("p", document.period, class_="period") if document.period else None,
    )
    footer = element("footer", *(element("p", f"{line} ") for line in document.closing))
    return element(
        "article",
        header,
        _asked(document, numbers),
        *(_block(block, numbers) for block in document.blocks),
        footer if document.closing else None,
        id="page",
    )


def _asked(document: Document, numbers: Iterator[int]) -> Markup | None:
    talk, need = document.asked.talk, document.asked.need
    parts = []
    if len(talk) == 1:
        alone = element("p", talk[0], class_="talk")
        parts.append(_titled(numbers, TALK_HEADING, [alone]))
    elif talk:
        parts.append(_titled(numbers, TALK_HEADING, [_list("talk", talk)]))
    if need:
        parts.append(_titled(numbers, NEED_HEADING, [element("p", need, class_="need")]))
    return element("div", *parts, class_="asked") if parts else None


def _titled(
    numbers: Iterator[int], heading: str, children: Iterable[Markup], class_: str = ""
) -> Markup:
    """Return a section that is named by its heading, where it has one."""
    if not heading:
        return element("section", *children, class_=class_)
    name = f"heading-{next(numbers)}"
    title = element("h2", heading, id=name)
    return element("section", title, *children, class_=class_, aria_labelledby=name)


def _list(class_: str, items: Iterable[str]) -> Markup:
    return element("ul", *(element("li", item) for item in items), class_=class_)


def _block(block: Block, numbers: Iterator[int]) -> Markup:
    if isinstance(block, Facts):
        facts = element("dl", *map(_fact, block.facts))
        return _titled(numbers, block.heading, [facts], "facts")
    if isinstance(block, Chart):
        return _chart(block, numbers)
    if isinstance(block, Items):
        return _titled(numbers, block.heading, [_list("items", block.items)])
    quoted = [element("blockquote", element("p", f"“{one}”")) for one in block.sentences]
    return _titled(numbers, block.heading, quoted)


def _fact(fact: Fact) -> Markup:
    note = element("dd", fact.note, class_="note") if fact.note else None
    return element("div", element("dt", fact.label), element("dd", fact.value), note)


def _chart(chart: Chart, numbers: Iterator[int]) -> Markup:
    """Return a figure that is read as its name, its sentence and, on request, a table."""
    name = f"heading-{next(numbers)}"
    sentence = element("p", chart.sentence) if chart.sentence else None
    caption = element("figcaption", element("h2", chart.name), sentence, id=name)
    return element("figure", caption, _plot(chart), _table(chart), aria_labelledby=name)


def _plot(chart: Chart) -> Markup:
    grid = [element("path", class_="grid", d=f"M0,{y}H100") for y in (0, 50, 100)]
    lines = [
        element("path", class_="dot" if stroke.alone else "line", d=stroke.path)
        for stroke in svg.strokes(chart.values)
    ]
    picture = element(
        "svg",
        *grid,
        *lines,
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
    marks = (element("span", mark) for mark in ("10", "5", "0"))
    ends = [0, len(chart.values) - 1] if len(chart.values) > 1 else [0]
    days = (element("span", _day(chart, at)) for at in ends)
    return element(
        "div",
        element("div", *marks, class_="scale", aria_hidden="true"),
        picture,
        element("div", *days, class_="days", aria_hidden="true"),
        class_=f"plot {chart.measure}",
    )


def _day(chart: Chart, at: int) -> str:
    """Return the name of a day of the chart, its year left out."""
    if not chart.first:
        return _("Day {at}", at=at + 1)
    return date_words(chart.first + timedelta(days=at)).rpartition(" ")[0]


def _table(chart: Chart) -> Markup:
    head = (element("th", text, scope="col") for text in (_("Day"), _("Of 10")))
    rows = (
        element("tr", element("th", _day(chart, at), scope="row"), element("td", _value(value)))
        for at, value in enumerate(chart.values)
    )
    table = element("table", element("thead", element("tr", *head)), element("tbody", *rows))
    name = _("The values")
    summary = element("summary", name, aria_label=f"{name}: {chart.name}")
    return element("details", summary, table)


def _value(value: float | None) -> str:
    return _("not noted") if value is None else f"{value:.1f}"
