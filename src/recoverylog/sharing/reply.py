"""Answers to a sealed page: found in pasted text, opened, and made inert.

An answer travels as ``RLNOTE1.<id>.<base64url>.`` through any chat. Only someone who opened the
page could make it, since the key for it lay inside. docs/page.md gives the bytes.

    NoteTooLong (UsageProblem)   more text than an answer can be
    NoNote (NotFound)            no answer in the text
    UnknownPage (NotFound)       an answer to a page that is not ours
    PageClosed (NotFound)        an answer to a page that takes no more of them
    NoteDamaged (Damaged)        cut short, changed, or not what the page would have made
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from recoverylog import errors
from recoverylog.crypto import keys, page_seal
from recoverylog.journal.text import inert
from recoverylog.language import _

MOST_PASTED = 8 * 1024
"""The longest text that is looked through, in bytes of UTF-8."""

MOST_CHARACTERS = 4_000
"""The longest answer, in characters."""

MOST_LINES = 400
"""How many lines of an answer stay lines; those below them become one."""

MARK = "RLNOTE1"

# What chats put between the parts of a long word, or around it: blanks and line ends of every
# kind, marks of quotation and formatting, and characters that nobody sees. Nothing that can stand
# in an answer is among them.
_BETWEEN = re.compile(
    "[\\s>|\"'`*‘’‚“”„«»‹›\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
)
_BEGUN = re.compile(MARK + r"\.[0-9a-f]{8}")
# One that was cut must not swallow the beginning of the next.
_NOTE = re.compile(MARK + r"\.([0-9a-f]{32})\.((?:(?!" + MARK + r"\.)[A-Za-z0-9_-])+)\.")
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs, to Unicode, that are drawn as nothing."""

_NOTHING_TAKEN = _("Nothing was taken in.")
_ASK_AGAIN = _("Copy everything from RLNOTE1 to the full stop at its end, or ask for it once more.")


class NoteTooLong(errors.UsageProblem):
    """The text is longer than any answer with a few words around it."""


class NoNote(errors.NotFound):
    """The text holds no answer."""


class UnknownPage(errors.NotFound):
    """The answer belongs to a page that this journal did not make."""


class PageClosed(errors.NotFound):
    """The page takes no more answers."""


class NoteDamaged(errors.Damaged):
    """The answer was cut short or changed, or is not what the page would have made."""


class Sealed(NamedTuple):
    """An answer that has not been opened.

    Attributes:
        page: the 16-byte id of the page that it answers.
        sealed: its bytes.
    """

    page: bytes
    sealed: bytes

    @property
    def id(self) -> str:
        """The same for the same answer, however often and in whatever layout it is pasted."""
        return keys.fingerprint(self.page + self.sealed).hex()


def find(text: str) -> tuple[Sealed, ...]:
    """Return the answers in ``text``, in their order, each once.

    A chat may have broken them into lines, quoted them, or put words before and after.

    Raises:
        NoteTooLong: the text has more than 8 KiB.
        NoteDamaged: it has the beginning of an answer and not the whole.
        NoNote: it has nothing of the kind.
    """
    if len(text) > MOST_PASTED or len(text.encode("utf-8", "surrogatepass")) > MOST_PASTED:
        raise NoteTooLong(
            _("This is longer than an answer to a page can be."),
            safe=_NOTHING_TAKEN,
            hint=_("Copy only the message that begins with RLNOTE1."),
        )
    compact = _BETWEEN.sub("", text)
    found = tuple(dict.fromkeys(_sealed(match) for match in _NOTE.finditer(compact)))
    if found:
        return found
    if MARK in compact:
        raise _not_whole()
    raise NoNote(
        _("There is no answer to a page in this text."),
        hint=_("An answer begins with RLNOTE1 and ends with a full stop."),
    )


def cut_short(text: str) -> tuple[NoteDamaged, ...]:
    """Return a problem for each answer in ``text`` that begins beside whole ones and is not whole.

    The mark alone is none: a chat may hold it as a word.
    """
    compact = _BETWEEN.sub("", text)
    begun, whole = len(_BEGUN.findall(compact)), len(_NOTE.findall(compact))
    return tuple(_not_whole() for _ in range(begun - whole))


def _not_whole() -> NoteDamaged:
    return NoteDamaged(_("The answer is not whole."), safe=_NOTHING_TAKEN, hint=_ASK_AGAIN)


def _sealed(match: re.Match[str]) -> Sealed:
    """Return the bytes of an answer; none where its length cannot be that of base64."""
    text = match[2]
    # One letter over carries six bits, which are no byte.
    sealed = b"" if len(text) % 4 == 1 else base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return Sealed(bytes.fromhex(match[1]), sealed)


def open_note(note: Sealed, pages: Mapping[bytes, bytes | None]) -> str:
    """Return the words of an answer, made so that they can do no harm where they are shown.

    Args:
        note: one of those that :func:`find` gave.
        pages: by the id of each page that was made, its key for answers; None once it is closed.

    Raises:
        UnknownPage: it answers none of them.
        PageClosed: it answers one that takes no more.
        NoteDamaged: it does not open, or is no text of at most 4,000 characters.
    """
    if note.page not in pages:
        raise UnknownPage(
            _("This answers a page that this journal did not make."),
            safe=_NOTHING_TAKEN,
            hint=_("Ask which page was open when it was written."),
        )
    key = pages[note.page]
    if key is None:
        raise PageClosed(
            _("The page that this answers takes no more answers."),
            safe=_NOTHING_TAKEN,
            hint=_("A new page can be answered again."),
        )
    try:
        text = page_seal.open_note(note.sealed, key, note.page).decode("utf-8")
    except (page_seal.Unopened, UnicodeDecodeError) as problem:
        raise NoteDamaged(
            _("The answer was changed on its way."), safe=_NOTHING_TAKEN, hint=_ASK_AGAIN
        ) from problem
    shown = _inert(text) if len(text) <= MOST_CHARACTERS else ""
    if not _says_something(shown):
        raise NoteDamaged(
            _("The answer holds no words, or more than a page would send."), safe=_NOTHING_TAKEN
        )
    return shown


def _inert(text: str) -> str:
    """Return cleaned ``text``: no blanks at the end of a line, one empty line in a row."""
    # A line end of another system is one line feed, and no control character.
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = "\n".join(line.rstrip() for line in inert(unix).split("\n"))
    shown = _BLANK_LINES.sub("\n\n", lines).strip().split("\n")
    if len(shown) > MOST_LINES:
        shown[MOST_LINES - 1 :] = [" ".join(filter(None, shown[MOST_LINES - 1 :]))]
    return "\n".join(shown)


def _says_something(text: str) -> bool:
    """Return whether there is a character in ``text`` that can be seen."""
    return any(
        unicodedata.category(char)[0] in "LNPS" and char not in _BLANK_LETTERS for char in text
    )
