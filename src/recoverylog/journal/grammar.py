"""The line grammar: what a person means by one line, at whichever door it comes in.

``rl`` and ``recoverylog log`` bring the arguments of a command, the quick-entry line and
standard input bring one string. Both become the same words (``words``), and the words become a
``Line``:

    craving 7 lonely after work @lonely @payday +walk after:3
    mood 6            grateful coffee in the sun      met with:sponsor step meeting
    used              note called in sick             ask how to get through Sunday
    am call J. before work                            pm 6 3 tired @work

Nothing that was typed is ever refused and nothing is lost. A line that opens with no kind is a
note. A craving or a mood without its number is a note of the whole line, with the reason; so is
an evening without its mood (or ``-`` and a craving), and a morning without a word. A token that
makes no sense where it stands stays in the text, with a remark. ``--`` ends the tokens: in front
of a text it is only a mark, within one it is a dash and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeVar

from recoverylog.journal import words
from recoverylog.journal.line import Line, Reader, number_in_words
from recoverylog.journal.text import inert_line, one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recoverylog.journal.words import Word

_KINDS = {
    "craving": "craving",
    "urge": "craving",
    "mood": "mood",
    "grateful": "gratitude",
    "gratitude": "gratitude",
    "thanks": "gratitude",
    "met": "connection",
    "meeting": "connection",
    "connection": "connection",
    "used": "use",
    "note": "note",
    "ask": "note",
}
_WRITTEN = {"gratitude": "grateful", "connection": "met", "use": "used"}
_PARTS = {"am": "morning", "pm": "evening"}
_RATED = ("craving", "mood")
_ASK = "ask"
_UNSAID = "-"
"""What stands for the mood of an evening that names the craving alone."""

_NO_MORNING = _("am takes what you mean to do today; kept as a note")
_NO_EVENING = _("pm takes a mood from 0 to 10, then the strongest craving; kept as a note")
_KIND_WORDS = {
    "craving": _("craving"),
    "mood": _("mood"),
    "gratitude": _("gratitude"),
    "connection": _("connection"),
    "use": _("use"),
    "check_in": _("check-in"),
    "note": _("note"),
}
PART_WORDS = {"morning": _("morning"), "evening": _("evening")}
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""The numbers from 1 that somebody writes in letters."""

_TEXT_SHOWN = 60

_PLACE = "\0"
"""What stands in a sentence for a number until the sentence is taken apart."""

_Form = TypeVar("_Form", list[str], str)

Role: TypeAlias = Literal["plain", "craving", "mood", "tag", "helped"]


class Piece(NamedTuple):
    """A few characters of what was understood, and what they are."""

    text: str
    role: Role = "plain"


__all__ = [
    "Line",
    "Piece",
    "Role",
    "format_elements",
    "format_line",
    "parse",
    "parse_line",
    "parts_understood",
    "understood",
]


def parse(elements: Sequence[str]) -> Line:
    """Return what the arguments of a command say; never raises.

    Args:
        elements: the arguments as the shell delivered them. One that opens with a key, such
            as ``at:yesterday 9pm``, is whole; any other is read word by word.
    """
    return _read(list(words.of_elements(elements)))


def parse_line(line: str) -> Line:
    """Return what one typed line says, or a text from standard input; never raises.

    The same grammar as ``parse``; a value of several words stands in straight double quotes
    right behind its colon: ``at:"yesterday 9pm"``.
    """
    return _read(list(words.of_line(line)))


def _read(line: list[Word]) -> Line:
    """Return what the words of a line say."""
    opening = line[0].raw.casefold() if line else ""
    if opening in _PARTS:
        return _read_morning(line) if _PARTS[opening] == "morning" else _read_evening(line)
    kind = _KINDS.get(opening, "note")
    if kind in _RATED:
        return _read_rated(kind, line)
    if kind == "use" and not _is_event(line):
        return _read_note_of_use(line)
    reader = Reader(kind, ask=opening == _ASK)
    if opening in _KINDS:
        reader.drop(line.pop(0))
    return reader.read(line)


def _read_rated(kind: str, line: list[Word]) -> Line:
    """Return a craving or a mood, or the whole line as a note where its number is missing."""
    value = _number(line, 1)
    if value is None:
        word = _KIND_WORDS[kind]
        return _whole(line, _("a {kind} takes a number from 0 to 10; kept as a note", kind=word))
    reader = Reader(kind, value)
    reader.drop(line[0])
    _drop_number(reader, line[1])
    return reader.read(line[2:])


def _read_morning(line: list[Word]) -> Line:
    """Return what a morning is for, or a note of the line where nothing of that is said."""
    reader = Reader("check_in", part="morning")
    reader.drop(line[0])
    read = reader.read(line[1:])
    says = read.text or read.tags or read.helped or read.people
    return read if says else _whole(line, _NO_MORNING)


def _read_evening(line: list[Word]) -> Line:
    """Return an evening: its mood, its strongest craving, its words; a note without either."""
    mood, strongest = _number(line, 1), _number(line, 2)
    unsaid = len(line) > 1 and line[1].raw == _UNSAID and strongest is not None
    if mood is None and not unsaid:
        return _whole(line, _NO_EVENING)
    reader = Reader("check_in", mood, part="evening", strongest=strongest)
    reader.drop(line[0])
    numbers = line[1:] if strongest is None else line[2:]
    if unsaid:
        reader.drop(line[1])
    elif strongest is not None:
        _drop_number(reader, line[1])
    _drop_number(reader, numbers[0])
    return reader.read(numbers[1:])


def _number(line: list[Word], place: int) -> float | None:
    """Return the number from 0 to 10 that stands at a place of the line, or None."""
    if len(line) <= place or line[place].verbatim:
        return None
    return words.rating(line[place].raw.rstrip(words.CLOSING))


def _drop_number(reader: Reader, word: Word) -> None:
    """Take a number as read; only the punctuation behind it stays."""
    reader.drop(word, word.raw[len(word.raw.rstrip(words.CLOSING)) :])


def _whole(line: list[Word], reason: str) -> Line:
    """Return the note that holds all of a line."""
    whole = "".join(word.gap + word.raw for word in line).strip()
    return Line("note", text=whole, reason=reason)


def _is_event(line: list[Word]) -> bool:
    """Tell whether ``used`` is the event: nothing, ``--`` or a token stands behind it.

    "used to love this bar" is a memory and must never become a day of use.
    """
    if len(line) == 1 or line[1].raw == words.END:
        return True
    following = line[1].raw
    return words.sign_token(following) is not None or words.key_token(following) is not None


def _read_note_of_use(line: list[Word]) -> Line:
    """Return the note that opens with "used"; a number behind it calls for a remark.

    One in letters does so where something is counted: "used one" may say anything.
    """
    following = line[1].raw.rstrip(words.CLOSING)
    amount = words.amount(following)
    if amount is None and len(line) > 2 and following.casefold() in _SPELLED:
        amount = 1 + _SPELLED.index(following.casefold())
    reader = Reader("note")
    if amount is not None:
        reader.remarks.append(
            _(
                'kept as a note: for a use write "used" alone, or used amount:{amount}',
                amount=number_in_words(amount),
            )
        )
    return reader.read(line)


def format_elements(line: Line) -> list[str]:
    """Return the arguments that ``parse`` reads back as ``line``, in the way one writes them.

    Every line that parsing returns comes back as it is. Only its remarks may be missing: where
    a text can be written in no other way than behind ``--``, nothing in it calls for one.
    """
    return _reading_back(line, _forms(line, words.as_element), parse)


def format_line(line: Line) -> str:
    """Return the one line that ``parse_line`` reads back as ``line``; see format_elements."""
    forms = (" ".join(form) for form in _forms(line, words.as_typed))
    return _reading_back(line, forms, parse_line)


def _reading_back(line: Line, forms: Iterable[_Form], read: Callable[[_Form], Line]) -> _Form:
    """Return the first form that reads back as ``line``, else the last."""
    for form in forms:
        if read(form) == line:
            break
    return form


def _forms(line: Line, spell: Callable[[str, str], str]) -> Iterator[list[str]]:
    """Yield the ways of writing ``line``, the most natural first, the safest last."""
    head = _head(line)
    text = [line.text] if line.text else []
    tokens = _tokens(line, spell)
    if line.reason or line.remarks:
        yield text + tokens
    yield head + text + tokens
    yield [" ".join(head + text), *tokens]  # one element, so that no key in the text opens it
    yield head + tokens + text
    yield head + tokens + ([words.END, *text] if text else [])


def _head(line: Line) -> list[str]:
    """Return the word that a line opens with, and its numbers."""
    if line.part:
        head = [next(word for word, part in _PARTS.items() if part == line.part)]
        if line.value is None and line.strongest is not None:
            head.append(_UNSAID)
    else:
        head = [_ASK if line.ask else _WRITTEN.get(line.kind, line.kind)]
    numbers = (line.value, line.strongest)
    return head + [number_in_words(number) for number in numbers if number is not None]


def _tokens(line: Line, spell: Callable[[str, str], str]) -> list[str]:
    """Return the tokens of ``line`` as they are written, each key's value through ``spell``."""
    tokens = [f"@{tag}" for tag in line.tags] + [f"+{name}" for name in line.helped]
    tokens += [spell("with", person) for person in line.people]
    if line.focus is not None:
        tokens.append(spell("on", line.focus))
    if line.at is not None:
        tokens.append(spell("at", line.at))
    if line.after is not None:
        tokens.append(f"after:{number_in_words(line.after)}")
    if line.amount is not None:
        tokens.append(f"amount:{number_in_words(line.amount)}")
    return tokens


def understood(line: Line, *, when: str | None) -> str:
    """Return in words, on one line, what was understood, safe to print on a terminal.

    The reason and the remarks of the line are told apart from this, by whoever prints it.

    Args:
        line: what was parsed.
        when: the moment in words, if it is another than now; None leaves a phrase that was not
            resolved as it was written.
    """
    parts = parts_understood(line, when=when)
    return " · ".join("".join(piece.text for piece in part) for part in parts)


def parts_understood(line: Line, *, when: str | None) -> tuple[tuple[Piece, ...], ...]:
    """Return the parts of ``understood``, each in its pieces, for whoever has colours."""
    trigger = _("trigger") if line.kind == "craving" else _("tagged")
    if when is None and line.at is not None:
        when = _('at "{at}", as written', at=one_line(line.at, _TEXT_SHOWN))
    parts = (
        _headline(line),
        _part(one_line(line.text, _TEXT_SHOWN)),
        _listed(_("with"), line.people),
        _part(_("on {focus}", focus=one_line(line.focus, _TEXT_SHOWN)) if line.focus else ""),
        _listed(trigger, line.tags, "tag"),
        _listed(_("helped by"), line.helped, "helped"),
        _part("" if line.after is None else _("after {after}", after=number_in_words(line.after))),
        _part(
            "" if line.amount is None else _("amount {amount}", amount=number_in_words(line.amount))
        ),
        _part(when or ""),
    )
    return tuple(part for part in parts if part)


def _headline(line: Line) -> tuple[Piece, ...]:
    """Return the kind of a line in words, with its number."""
    if line.ask:
        return _part(_("to ask"))
    if line.part:
        return _part(_part_headline(line))
    kind = _KIND_WORDS.get(line.kind, line.kind)
    if line.value is None:
        return _part(kind)
    rated: Role = "mood" if line.kind == "mood" else "craving"
    before, number, behind = _("{kind} {line} of 10", kind=kind, line=_PLACE).partition(_PLACE)
    said = (Piece(before), Piece(number and number_in_words(line.value), rated), Piece(behind))
    return tuple(piece for piece in said if piece.text)


def _part_headline(line: Line) -> str:
    """Return which part of the day it is, with the numbers of an evening."""
    name = PART_WORDS.get(line.part, line.part)
    numbers = ((_("mood"), line.value), (_("strongest craving"), line.strongest))
    said = [f"{one} {number_in_words(value)}" for one, value in numbers if value is not None]
    return f"{name}: {', '.join(said)}" if said else name


def _listed(label: str, names: tuple[str, ...], role: Role = "plain") -> tuple[Piece, ...]:
    """Return names behind what they are, all of it as long as any part."""
    shown = ", ".join(one_line(name, _TEXT_SHOWN) for name in names)
    named = inert_line(shown, max(_TEXT_SHOWN - len(label) - 1, 1))
    return (Piece(f"{label} "), Piece(named, role)) if named else ()


def _part(text: str) -> tuple[Piece, ...]:
    shown = inert_line(text, _TEXT_SHOWN)
    return (Piece(shown),) if shown else ()
