"""The line grammar: what a person means by one line, at whichever door it comes in.

``rl`` and ``recoverylog log`` bring the arguments of a command, the quick-entry line and
standard input bring one string. Both become the same words (``words``), and the words become a
``Line``:

    craving 7 lonely after work @lonely @payday +walk after:3
    mood 6            grateful coffee in the sun      met with:sponsor step meeting
    used              note called in sick             ask how to get through Sunday

Nothing that was typed is ever refused and nothing is lost. A line that opens with no kind is a
note. A craving or a mood without its number is a note of the whole line, with the reason. A
token that makes no sense where it stands stays in the text, with a remark. ``--`` ends the
tokens: in front of a text it is only a mark, within one it is a dash and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from recoverylog.journal import words
from recoverylog.journal.line import Line, Reader, number_in_words
from recoverylog.journal.text import one_line

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
_RATED = ("craving", "mood")
_ASK = "ask"

_UNRATED = "a {kind} takes a number from 0 to 10; kept as a note"
_USED_NUMBER = 'kept as a note: for a use write "used" alone, or used amount:{amount}'

_TEXT_SHOWN = 60

_Form = TypeVar("_Form", list[str], str)

__all__ = ["Line", "format_elements", "format_line", "parse", "parse_line", "understood"]


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
    digits = line[1].raw.rstrip(words.CLOSING) if len(line) > 1 else ""
    value = words.rating(digits)
    if value is None:
        whole = "".join(word.gap + word.raw for word in line).strip()
        return Line("note", text=whole, reason=_UNRATED.format(kind=kind))
    reader = Reader(kind, value)
    reader.drop(line[0])
    reader.drop(line[1], line[1].raw[len(digits) :])
    return reader.read(line[2:])


def _is_event(line: list[Word]) -> bool:
    """Tell whether ``used`` is the event: nothing, ``--`` or a token stands behind it.

    "used to love this bar" is a memory and must never become a day of use.
    """
    if len(line) == 1 or line[1].raw == words.END:
        return True
    following = line[1].raw
    return words.sign_token(following) is not None or words.key_token(following) is not None


def _read_note_of_use(line: list[Word]) -> Line:
    """Return the note that opens with "used"; a number behind it calls for a remark."""
    amount = words.amount(line[1].raw.rstrip(words.CLOSING))
    reader = Reader("note")
    if amount is not None:
        reader.remarks.append(_USED_NUMBER.format(amount=number_in_words(amount)))
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
    head = [_ASK if line.ask else _WRITTEN.get(line.kind, line.kind)]
    if line.value is not None:
        head.append(number_in_words(line.value))
    text = [line.text] if line.text else []
    tokens = _tokens(line, spell)
    if line.reason or line.remarks:
        yield text + tokens
    yield head + text + tokens
    yield [" ".join(head + text), *tokens]  # one element, so that no key in the text opens it
    yield head + tokens + text
    yield head + tokens + ([words.END, *text] if text else [])


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
    trigger = "trigger" if line.kind == "craving" else "tagged"
    if when is None and line.at is not None:
        when = f'at "{line.at}", as written'
    parts = (
        _headline(line),
        line.text,
        _listed("with", line.people),
        f"on {line.focus}" if line.focus else "",
        _listed(trigger, line.tags),
        _listed("helped by", line.helped),
        "" if line.after is None else f"after {number_in_words(line.after)}",
        "" if line.amount is None else f"amount {number_in_words(line.amount)}",
        when or "",
    )
    return " · ".join(one_line(part, _TEXT_SHOWN) for part in parts if part)


def _headline(line: Line) -> str:
    """Return the kind of a line in words, with its number."""
    if line.ask:
        return "to ask"
    return line.kind if line.value is None else f"{line.kind} {number_in_words(line.value)} of 10"


def _listed(label: str, names: tuple[str, ...]) -> str:
    return f"{label} {', '.join(names)}" if names else ""
