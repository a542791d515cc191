"""Words and tokens: how a line falls apart, whichever door it comes in by.

White space is what ``str.isspace`` says it is, and is kept beside the word that follows it, so
that a text can be put together again just as it was typed. What the tokens of a line *mean* is
the business of ``grammar``; here they are only told apart. No regular expression and no loop
in this file drops a character.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

END = "--"
"""The word after which nothing is a token."""

KEYS = frozenset({"after", "amount", "at", "on", "with"})
"""The words that a colon and a value may follow."""

CLOSING = ",.;:!?)"
"""Punctuation that ends a phrase, and so is never the end of an unquoted token."""

SEPARATING = ",.;:"
"""The part of CLOSING that sets phrases apart and says nothing by itself."""

_JOINING = "-_'\u2019./&\u200c\u200d"  # the last two join letters in Persian and in Hindi
_LONGEST = 9
_AMOUNT_PLACES = 3

_WORD = re.compile(
    r"(\s*)"
    r'((?ai:after|amount|at|on|with):"(?:[^"]|"")*"[,.;:!?)]*(?!\S)'  # key:"two words"
    r"|\S+)"
)


class Word(NamedTuple):
    """One word as typed, or one stretch of text that is not to be looked into."""

    gap: str
    """The white space before it."""
    raw: str
    """Its characters; white space only within quotes, a whole element or verbatim text."""
    verbatim: bool = False
    """It stands behind ``--`` and is text, whatever it looks like."""


class KeyToken(NamedTuple):
    """A word such as ``after:3`` or ``with:"Sam J."``."""

    key: str
    """One of KEYS."""
    value: str | None
    """What follows the colon, without its quotes; None where a quotation mark is not closed."""
    tail: str
    """The punctuation behind it, which belongs to the text."""


class SignToken(NamedTuple):
    """A word such as ``@work`` or ``+walk``."""

    sign: str
    """``@`` for a tag or trigger, ``+`` for what helped."""
    name: str
    """The word behind the sign, as typed."""
    tail: str
    """The punctuation behind it, which belongs to the text."""


def of_line(line: str) -> Iterator[Word]:
    """Yield the words of one typed line, or of what was piped in."""
    position = 0
    while match := _WORD.match(line, position):
        gap, raw = match.groups()
        position = match.end()
        yield Word(gap, raw)
        if raw == END:
            yield Word("", line[position:], verbatim=True)
            return


def of_elements(elements: Sequence[str]) -> Iterator[Word]:
    """Yield the words of a command's arguments, as the shell delivered them.

    An element that opens with a key is one word, white space and all, because the shell has
    already taken away the quotes that held it together. Elements are never joined into one.
    """
    ended = False
    for element in elements:
        if ended:
            yield Word(" ", element, verbatim=True)
            continue
        if _opens_with_key(element):
            yield Word(" ", element.rstrip())
            continue
        for place, word in enumerate(of_line(element)):
            ended = ended or word.verbatim
            yield word if place else word._replace(gap=" ")


def _opens_with_key(element: str) -> bool:
    """Tell whether ``element`` is a key, a colon and then something."""
    key, _, value = element.partition(":")
    return key.lower() in KEYS and bool(value) and not value[0].isspace()


def key_token(raw: str) -> KeyToken | None:
    """Return ``raw`` as a key token, or None where it is none.

    A value in straight double quotes is taken exactly, with ``""`` for a quotation mark in
    it. So is a value that holds white space; any other sheds the punctuation at its end.
    """
    if not _opens_with_key(raw):
        return None
    key, _, value = raw.partition(":")
    key = key.lower()
    if value.startswith('"'):
        quoted = value.rstrip(CLOSING)
        return KeyToken(key, _unquoted(quoted), value[len(quoted) :])
    if _holds_space(value):
        return KeyToken(key, value, "")
    bare = value.rstrip(CLOSING)
    return KeyToken(key, bare, value[len(bare) :])


def _unquoted(quoted: str) -> str | None:
    """Return what stands within the quotes, or None where they do not close at the end."""
    within = quoted[1:-1]
    if len(quoted) < 2 or quoted[-1] != '"' or '"' in within.replace('""', ""):
        return None
    return within.replace('""', '"').strip()


def as_element(key: str, value: str) -> str:
    """Return the argument that ``key_token`` reads back as exactly ``value``."""
    exact = _holds_space(value) or value[-1:] not in CLOSING
    return f"{key}:{value}" if exact and value[:1] != '"' else _quoted(key, value)


def as_typed(key: str, value: str) -> str:
    """Return what is typed on a line for ``key_token`` to read back as exactly ``value``."""
    return _quoted(key, value) if _holds_space(value) else as_element(key, value)


def _quoted(key: str, value: str) -> str:
    return f'{key}:"{value.replace(chr(34), chr(34) * 2)}"'


def _holds_space(value: str) -> bool:
    return any(character.isspace() for character in value)


def sign_token(raw: str) -> SignToken | None:
    """Return ``raw`` as a tag or as what helped, or None where it is neither.

    A tag opens with a letter or a digit, what helped with a letter: ``+1`` is text, and so is
    an e-mail address, which opens with no sign.
    """
    sign = raw[:1]
    if sign not in ("@", "+"):
        return None
    name = raw[1:].rstrip(CLOSING)
    opening = name[:1]
    if not (opening.isalpha() or (sign == "@" and opening.isalnum())):
        return None
    if not all(_in_name(character) for character in name):
        return None
    return SignToken(sign, name, raw[1 + len(name) :])


def _in_name(character: str) -> bool:
    """Tell whether ``character`` may stand inside a tag: letters and their marks, digits."""
    return character.isalnum() or character in _JOINING or category(character).startswith("M")


def number(text: str, places: int) -> float | None:
    """Return a number of 0 or more with a decimal comma or point, or None where it is none.

    Args:
        text: the digits, in any script.
        places: how many decimal digits may follow.
    """
    whole, point, part = text.replace(",", ".").partition(".")
    if not whole.isdecimal() or len(whole) > _LONGEST:
        return None
    if point and not (part.isdecimal() and len(part) <= places):
        return None
    return float(f"{whole}.{part or 0}")


def amount(text: str) -> float | None:
    """Return how much was used, 0 or more with at most three decimal digits, or None."""
    return number(text, _AMOUNT_PLACES)


def rating(text: str) -> float | None:
    """Return a number from 0 to 10, written as ``7``, ``7.5``, ``7,5`` or ``7/10``, or None."""
    value = number(text.removesuffix("/10"), places=1)
    return value if value is not None and value <= 10 else None
