"""A document as Markdown: foreign text can neither become markup nor a link.

Punctuation that may mean something is escaped. What a reader could take for an address stands as
code, since several make links of plain addresses whether they are escaped or not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverylog.sharing.document import NEED_HEADING, TALK_HEADING, Chart, Facts, Items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.sharing.document import Block, Document, Fact

_MEANING = re.compile(r"[\\`*_{}\[\]<>#~|$^=&!@%]|--|\+\+|\.\.\.|''|\"\"")
_OPENING = re.compile(r"([-+:>])|(\d+)([.)])(?= |$)")
_ADDRESS = re.compile(
    r"(?i)www\.|[a-z]:/|mailto:|xmpp:|[^\s@]@[^\s@]+\.|\B@\w|\S\.(?:xn--|[^\W\d_]{2})"
)
_TICKS = re.compile("`+")


def render(document: Document) -> str:
    """Return ``document`` as CommonMark that ends with a line feed."""
    asked = document.asked
    talk = _list(asked.talk) if len(asked.talk) > 1 else "".join(map(escaped, asked.talk))
    parts = [
        f"# {escaped(document.title)}",
        escaped(document.period),
        _titled(TALK_HEADING, talk),
        _titled(NEED_HEADING, escaped(asked.need)),
        *map(_block, document.blocks),
        "---" if document.closing else "",
        *map(escaped, document.closing),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def escaped(text: str) -> str:
    """Return one line of text as Markdown that shows exactly its words."""
    words = [_code(word) if _ADDRESS.search(word) else _plain(word) for word in text.split(" ")]
    line = " ".join(words)
    return _OPENING.sub(_guarded, line, count=1) if _OPENING.match(line) else line


def _plain(word: str) -> str:
    return _MEANING.sub(lambda found: "".join(f"\\{char}" for char in found[0]), word)


def _guarded(found: re.Match[str]) -> str:
    """Return what would open a list, a quotation or a definition as what it is."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _code(word: str) -> str:
    """Return a word as code, in more backticks than it holds in a row."""
    fence = "`" * (1 + max(map(len, _TICKS.findall(word)), default=0))
    blank = " " if "`" in {word[0], word[-1]} else ""
    return f"{fence}{blank}{word}{blank}{fence}"


def _titled(heading: str, text: str) -> str:
    return f"## {escaped(heading)}\n\n{text}" if heading and text else text


def _list(texts: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(one)}" for one in texts)


def _block(block: Block) -> str:
    if isinstance(block, Facts):
        return _titled(block.heading, "\n".join(f"- {_fact(one)}" for one in block.facts))
    if isinstance(block, Chart):
        return _titled(block.name, escaped(block.sentence))
    if isinstance(block, Items):
        return _titled(block.heading, _list(block.items))
    return _titled(block.heading, "\n>\n".join(f"> {escaped(one)}" for one in block.sentences))


def _fact(fact: Fact) -> str:
    label = fact.label[:1].upper() + fact.label[1:]
    said = [f"{escaped(label)}:"] if label else []
    said += [f"**{escaped(fact.value)}**"] if fact.value else []
    return " ".join([*said, f"({escaped(fact.note)})" if fact.note else ""]).rstrip()
