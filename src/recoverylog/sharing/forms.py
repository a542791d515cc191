"""The plain forms of a document as bytes: text, Markdown, HTML and JSON.

The sealed page is the fifth (sealed_page.seal); it has words and keys beside its bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, get_args

from recoverylog.sharing import document as shared
from recoverylog.sharing import html, markdown, text

if TYPE_CHECKING:
    from recoverylog.sharing.document import Document

Plain = Literal["text", "markdown", "html", "json"]
PLAIN: tuple[Plain, ...] = get_args(Plain)


def content(document: Document, form: Plain) -> bytes:
    """Return every byte of ``document`` in a form."""
    return _rendered(document, form).encode("utf-8")


def _rendered(document: Document, form: Plain) -> str:
    if form == "text":
        return text.render(document)
    if form == "markdown":
        return markdown.render(document)
    if form == "html":
        return html.render(document)
    return json.dumps(shared.values(document), ensure_ascii=False, indent=2) + "\n"
