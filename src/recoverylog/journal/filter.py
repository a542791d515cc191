"""The filter line: what a person looks for, typed on one line.

    walk @lonely from:30d            entries that hold a word that begins so, with that tag
    is:craving +walk day:2026-05     cravings of a month in which a walk helped
    with:"Sam J." on:alcohol to:yesterday
    in:bin                           what was deleted

Words are searched for, each as a beginning; ``@``, ``+`` and ``with:`` must all be there, of
``is:`` any, and of several days those that lie in all of them. Whatever cannot be understood
stays a word to search for, with a remark. ``--`` ends the tokens.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal import span as spans
from recoverylog.journal import words as typed
from recoverylog.journal.entry import KINDS, Kind
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoverylog.journal.words import Word

KEYS = frozenset({"with", "on", "is", "from", "to", "day", "in"})
"""The words that a colon and a value may follow in a filter."""

_KIND_WORDS: dict[str, Kind] = {
    "check-in": "check_in",
    "checkin": "check_in",
    "urge": "craving",
    "cravings": "craving",
    "moods": "mood",
    "notes": "note",
    "grateful": "gratitude",
    "met": "connection",
    "meeting": "connection",
    "used": "use",
    **{kind: kind for kind in KINDS},
}
_WRITTEN = {"check_in": "check-in"}
_BIN = "bin"
_RAW_SHOWN = 40

_NOT_CLOSED = _("its quotation mark is not closed")
_NO_DAY = _("a day is written as 2026-05-14, 2026-05, yesterday or 30d")
_NO_KIND = _("kinds are check-in, mood, craving, gratitude, note, connection and use")
_ONLY_BIN = _("only the bin can be looked into")
_ONE_FOCUS = _("a focus is named already")
_NO_DAYS = _("the first day lies behind the last, so nothing fits")


class Filter(NamedTuple):
    """What is looked for; what is None or empty does not narrow."""

    words: str = ""
    """Words to search for, one blank between them; all of them, each as a beginning."""
    kinds: tuple[Kind, ...] = ()
    """Any of these kinds."""
    tags: tuple[str, ...] = ()
    """All of these tags, whatever their case."""
    helped: tuple[str, ...] = ()
    """All of these were noted as having helped."""
    people: tuple[str, ...] = ()
    """All of these people were there."""
    focus: str | None = None
    """A focus as it was typed; whoever has the journal knows which is meant."""
    first: date | None = None
    """This day or later."""
    last: date | None = None
    """This day or earlier."""
    deleted: bool = False
    """From the bin instead of from the journal."""
    remarks: tuple[str, ...] = ()
    """One short sentence for each token that stayed a word."""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self._replace(remarks=()) == Filter()


def kind(word: str) -> Kind | None:
    """Return the kind of entry that a word means, or None: ``check-in``, ``urge``, ``used``."""
    return _KIND_WORDS.get(word.lower())


def parse(line: str, today: date) -> Filter:
    """Return what one typed line asks for; never raises.

    Args:
        line: as typed; a value of several words stands in straight double quotes.
        today: the journal day that ``yesterday`` and ``30d`` count from.
    """
    return _Reader(today).read(typed.of_line(line))


def parse_elements(elements: Sequence[str], today: date) -> Filter:
    """Return what the arguments of a command ask for; never raises.

    The same as :func:`parse`; an argument that opens with ``with:`` or ``on:`` is whole.
    """
    return _Reader(today).read(typed.of_elements(elements))


def format_filter(wanted: Filter) -> str:
    """Return the line that :func:`parse` reads back as ``wanted``, whatever the day is then.

    Every filter that parsing returns comes back as it is. Only remarks may be missing: where
    words can be written in no other way than behind ``--``, nothing in them calls for one.
    """
    tokens = list(_tokens(wanted))
    words = [wanted.words] if wanted.words else []
    line = ""
    for form in ([*words, *tokens], [*tokens, *words], [*tokens, typed.END, *words]):
        line = " ".join(form)
        if parse(line, date.max) == wanted:
            break
    return line


def _tokens(wanted: Filter) -> Iterator[str]:
    yield from (f"is:{_WRITTEN.get(one, one)}" for one in wanted.kinds)
    yield from (f"@{tag}" for tag in wanted.tags)
    yield from (f"+{name}" for name in wanted.helped)
    yield from (typed.as_typed("with", name) for name in wanted.people)
    if wanted.focus is not None:
        yield typed.as_typed("on", wanted.focus)
    yield from _day_tokens(wanted.first, wanted.last)
    if wanted.deleted:
        yield f"in:{_BIN}"


def _day_tokens(first: date | None, last: date | None) -> Iterator[str]:
    whole = spans.in_words(spans.Span(first, last)) if first and last else ""
    if whole:
        yield f"day:{whole}"
        return
    if first is not None:
        yield f"from:{first.isoformat()}"
    if last is not None:
        yield f"to:{last.isoformat()}"


class _Reader:
    """Gathers what the words of a filter ask for, one word after the other."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._words: list[str] = []
        self._remarks: list[str] = []
        self._kinds: dict[Kind, None] = {}
        self._several: dict[str, dict[str, str]] = {"@": {}, "+": {}, "with": {}}
        self._focus: str | None = None
        self._first: date | None = None
        self._last: date | None = None
        self._deleted = False

    def read(self, line: Iterable[Word]) -> Filter:
        """Return the filter when all words are read."""
        for word in line:
            if word.verbatim:
                self._words.append(word.raw)
            elif word.raw != typed.END:
                self._word(word.raw)
        if self._first and self._last and self._first > self._last:
            self._remarks.append(_NO_DAYS)
        return Filter(
            words=" ".join(" ".join(self._words).split()),
            kinds=tuple(self._kinds),
            tags=tuple(self._several["@"].values()),
            helped=tuple(self._several["+"].values()),
            people=tuple(self._several["with"].values()),
            focus=self._focus,
            first=self._first,
            last=self._last,
            deleted=self._deleted,
            remarks=tuple(self._remarks),
        )

    def _word(self, raw: str) -> None:
        signed = typed.sign_token(raw)
        if signed is not None:
            self._add(signed.sign, signed.name)
            return
        key, __, value = raw.partition(":")
        key = key.lower()
        # The rule for quotes and for what ends a value is that of the line grammar for with:.
        token = typed.key_token(f"with:{value}") if key in KEYS else None
        if token is None:
            self._words.append(raw)
            return
        complaint = self._take(key, token.value)
        if complaint:
            self._words.append(raw)
            shown = one_line(raw, _RAW_SHOWN)
            self._remarks.append(
                _(
                    '"{shown}" is searched for as words: {complaint}',
                    shown=shown,
                    complaint=complaint,
                )
            )

    def _take(self, key: str, value: str | None) -> str:
        """Take the value of a key, or return why it does not fit."""
        if not value:
            return _NOT_CLOSED if value is None else _("nothing stands behind {key}", key=key)
        if key == "with":
            self._add(key, value)
            return ""
        if key == "on":
            return self._take_focus(value)
        if key == "is":
            return self._take_kind(value)
        if key == "in":
            self._deleted = self._deleted or value.lower() == _BIN
            return "" if value.lower() == _BIN else _ONLY_BIN
        return self._take_days(key, value)

    def _add(self, sign: str, name: str) -> None:
        self._several[sign].setdefault(name.casefold(), name)

    def _take_focus(self, value: str) -> str:
        if self._focus not in {None, value}:
            return _ONE_FOCUS
        self._focus = value
        return ""

    def _take_kind(self, value: str) -> str:
        found = kind(value)
        if found is None:
            return _NO_KIND
        self._kinds[found] = None
        return ""

    def _take_days(self, key: str, value: str) -> str:
        found = spans.named(value, self._today)
        if found is None:
            return _NO_DAY
        if key != "to":
            self._first = max(self._first or found.first, found.first)
        if key != "from":
            self._last = min(self._last or found.last, found.last)
        return ""
