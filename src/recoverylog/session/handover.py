"""From what was ticked to what leaves: the page, its bytes, and what the ledger will say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.session.ledger import Leaving
from recoverylog.sharing import composing, forms, text

if TYPE_CHECKING:
    from recoverylog.journal.shared import Form
    from recoverylog.sharing.document import Document
    from recoverylog.sharing.letter import Material, Section, Ticked


class Prepared(NamedTuple):
    """Something that is ready to be handed over.

    Attributes:
        document: what it says, the value that every form is rendered from.
        preview: its text form, exactly.
        leaving: its bytes, and what the ledger keeps of it.
        words: of a sealed page the six words that open it, which nothing keeps; else none.
    """

    document: Document
    preview: str
    leaving: Leaving
    words: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Name it without a word of what it holds: it may stand in a crash."""
        return f"Prepared({self.leaving!r})"


def prepare(material: Material, ticked: Ticked, form: Form) -> Prepared:
    """Return what would leave, in its form; nothing is written.

    A page is sealed anew each time: other words, another id. That takes about 0.2 s.

    Raises:
        ValueError: a period of no days.
        UsageProblem: a page that would be larger than one may be.
    """
    document, sections = composing.compose(material, ticked)
    leaving = Leaving(
        form=form,
        content=b"",
        sections=tuple(one.value for one in sections),
        first=material.first,
        last=material.last,
        supporter=material.supporter,
    )
    preview = text.render(document)
    if form != "page":
        content = forms.content(document, form)
        return Prepared(document, preview, leaving._replace(content=content))
    from recoverylog.sharing import sealed_page  # noqa: PLC0415 - loads the cryptography

    page = sealed_page.seal(document)
    leaving = leaving._replace(content=page.content, page=page.id, reply_key=page.reply_key)
    return Prepared(document, preview, leaving, tuple(page.words.split()))


def held(material: Material, ticked: Ticked) -> tuple[Section, ...]:
    """Return the ticked sections that say something on the page, in the order it is read in."""
    return composing.compose(material, ticked).sections
