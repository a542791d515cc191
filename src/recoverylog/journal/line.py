"""One line and what it says: the value, and the reader that gathers it word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal import words
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoverylog.journal.words import KeyToken, Word

_EMPTY = _("there is nothing in it yet")
_NOT_CLOSED = _("its quotation mark is not closed")
_RAW_SHOWN = 40
_STOPS = ",.;:!?"


class _NumberKey(NamedTuple):
    """What a key whose value is a number belongs to, and which numbers it takes."""

    kind: str
    written: str
    range: str
    read: Callable[[str], float | None]


_NUMBER_KEYS = {
    "after": _NumberKey("craving", _("a craving"), _("a number from 0 to 10"), words.rating),
    "amount": _NumberKey("use", '"used"', _("a number, 0 or more"), words.amount),
}


class Line(NamedTuple):
    """What one line says."""

    kind: str
    """craving, mood, gratitude, connection, use, check_in or note."""
    value: float | None = None
    """The number from 0 to 10 of a craving or a mood, the mood of an evening; else None."""
    after: float | None = None
    """How strong a craving was afterwards, 0 to 10."""
    amount: float | None = None
    """How much was used, in a unit of the person's own; 0 or more."""
    text: str = ""
    """What is left when the tokens are taken out; no white space at its ends."""
    tags: tuple[str, ...] = ()
    """The ``@`` words as typed, each once whatever its case."""
    helped: tuple[str, ...] = ()
    """The ``+`` words as typed, each once whatever its case."""
    people: tuple[str, ...] = ()
    """The ``with:`` values as typed, each once whatever their case."""
    focus: str | None = None
    """The ``on:`` value."""
    at: str | None = None
    """The ``at:`` phrase as written; ``when.resolve`` knows the usual ones."""
    ask: bool = False
    """A note to bring to someone."""
    reason: str | None = None
    """Why the line was kept as a note, or that it says nothing; else None."""
    remarks: tuple[str, ...] = ()
    """One short sentence for each token that stayed in the text."""
    part: str = ""
    """Of a check-in: morning or evening."""
    strongest: float | None = None
    """The strongest craving of an evening, 0 to 10."""


def number_in_words(value: float) -> str:
    """Return a number the way a person writes it: 7, 7.5; twelve digits come back exactly."""
    return f"{value:.12g}"


class _Text:
    """Puts a text together again from the words that stay in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._gap = ""

    def keep(self, gap: str, raw: str) -> None:
        """Add a word that stays."""
        self._parts += (_wider(self._gap, gap), raw)
        self._gap = ""

    def drop(self, gap: str, tail: str) -> None:
        """Leave out a token, of which only the punctuation behind it stays.

        That closes up to the word before, unless a new line parts the two. A comma or a full
        stop that has no words to close (``@lonely, @payday``) only sets the token apart.
        """
        self._gap = _wider(self._gap, gap)
        if not self._parts or self._parts[-1][-1:] in _STOPS:
            tail = tail.lstrip(words.SEPARATING)
        if tail:
            self._parts += (self._gap if "\n" in self._gap else "", tail)
            self._gap = ""

    def __str__(self) -> str:
        """Return the text, without white space at its ends."""
        return "".join(self._parts).strip()


def _wider(before: str, after: str) -> str:
    """Return which white space stays of the two sides of a token that is left out.

    The side with more line breaks, so that paragraphs stay apart; else the one behind it.
    """
    return before if before.count("\n") > after.count("\n") else after


class Reader:
    """Gathers what the words of one line say, one word after the other."""

    def __init__(
        self,
        kind: str,
        value: float | None = None,
        *,
        ask: bool = False,
        part: str = "",
        strongest: float | None = None,
    ) -> None:
        """Begin a line of ``kind``; its words, the kind itself included, are still to come."""
        self.remarks: list[str] = []
        self._kind = kind
        self._value = value
        self._ask = ask
        self._part = part
        self._strongest = strongest
        self._text = _Text()
        self._several: dict[str, dict[str, str]] = {"@": {}, "+": {}, "with": {}}
        self._phrases: dict[str, str] = {}
        self._numbers: dict[str, float] = {}

    def drop(self, word: Word, tail: str = "") -> None:
        """Take ``word`` as read; ``tail`` is what stays of it in the text."""
        self._text.drop(word.gap, tail)

    def read(self, line: Iterable[Word]) -> Line:
        """Return the line when the rest of its words is read."""
        for word in line:
            if word.verbatim:
                self._text.keep(word.gap, word.raw)
            else:
                self._word(word)
        return self._line()

    def _word(self, word: Word) -> None:
        """Read one word that stands before ``--``, or that mark itself."""
        if word.raw == words.END and not str(self._text):
            return self.drop(word)
        signed = words.sign_token(word.raw)
        if signed is not None:
            self._add(signed.sign, signed.name)
            return self.drop(word, signed.tail)
        keyed = words.key_token(word.raw)
        if keyed is None:
            return self._text.keep(word.gap, word.raw)
        complaint = self._take(keyed)
        if complaint is None:
            return self.drop(word, keyed.tail)
        typed = one_line(word.raw.removesuffix(keyed.tail), _RAW_SHOWN)
        self.remarks.append(
            _('kept "{typed}" as text: {complaint}', typed=typed, complaint=complaint)
        )
        return self._text.keep(word.gap, word.raw)

    def _add(self, sign: str, name: str) -> None:
        """Take a tag, a help or a person, unless it is there already."""
        self._several[sign].setdefault(name.casefold(), name)

    def _take(self, token: KeyToken) -> str | None:
        """Take the value of a key, or return why it does not fit here."""
        key, value = token.key, token.value
        if not value:
            return _NOT_CLOSED if value is None else _("nothing stands behind {key}", key=key)
        if key in self._phrases or key in self._numbers:
            return _("{key} is there already", key=key)
        if key in _NUMBER_KEYS:
            return self._take_number(key, value)
        if key == "with":
            self._add(key, value)
        else:
            self._phrases[key] = value
        return None

    def _take_number(self, key: str, value: str) -> str | None:
        """Take the number of ``after:`` or ``amount:``, or return why it does not fit here."""
        rule = _NUMBER_KEYS[key]
        if self._kind != rule.kind:
            return _("{key} goes with {written}", key=key, written=rule.written)
        number = rule.read(value)
        if number is None:
            return _("{key} takes {range}", key=key, range=rule.range)
        self._numbers[key] = number
        return None

    def _line(self) -> Line:
        """Return what has been gathered."""
        text = str(self._text)
        says_nothing = self._kind == "note" and not (text or any(self._several.values()))
        return Line(
            kind=self._kind,
            value=self._value,
            after=self._numbers.get("after"),
            amount=self._numbers.get("amount"),
            text=text,
            tags=tuple(self._several["@"].values()),
            helped=tuple(self._several["+"].values()),
            people=tuple(self._several["with"].values()),
            focus=self._phrases.get("on"),
            at=self._phrases.get("at"),
            ask=self._ask,
            reason=_EMPTY if says_nothing else None,
            remarks=tuple(self.remarks),
            part=self._part,
            strongest=self._strongest,
        )
