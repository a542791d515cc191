"""What the tab key may offer: every command and option, read off the application itself.

Only words of this program are in it, and none that a person wrote: no tag, no name, no focus.
Those lie encrypted, whoever looks over a shoulder would see them, and a shell keeps what it
offers in its memory and, some of them, on the disk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from recoverylog.journal.entry import KINDS
from recoverylog.journal.focus import COUNTINGS, GOALS, PERS
from recoverylog.journal.supporter import PERIODS
from recoverylog.language import _
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import part_names
from recoverylog.support import crisis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Word(NamedTuple):
    """A word that is offered, and what is said beside it."""

    text: str
    help: str = ""


class Option(NamedTuple):
    """An option of a command.

    Attributes:
        names: every spelling, ``--kind`` and ``-k``.
        help: its help; may be empty.
        takes: whether a value follows.
        values: what the value may be, where that is known and not private.
        file: whether the value is the name of a file.
    """

    names: tuple[str, ...]
    help: str
    takes: bool
    values: tuple[Word, ...]
    file: bool


class Command(NamedTuple):
    """A command, or a group of them.

    Attributes:
        path: the words that call it, ``focus add``; empty for ``recoverylog`` itself.
        help: its first sentence.
        options: what it takes.
        words: the commands below it, or what its argument may be.
        line: how many arguments stand before a line such as ``craving 7``; None for no line.
    """

    path: str
    help: str
    options: tuple[Option, ...]
    words: tuple[Word, ...]
    line: int | None


FIRST_WORDS = (
    Word("craving", _("a craving, 0 to 10")),
    Word("mood", _("a mood, 0 to 10")),
    Word("grateful", _("something good")),
    Word("met", _("time with people")),
    Word("used", _("a return to use")),
    Word("note", _("anything")),
    Word("ask", _("something to bring to someone")),
    Word("am", _("the morning: what today is for")),
    Word("pm", _("the evening: mood, strongest craving")),
)
"""What a line may begin with."""

KEYS = (
    Word("after:", _("the craving afterwards")),
    Word("at:", _("-2h, 21:30, yesterday")),
    Word("on:", _("of which focus")),
    Word("with:", _("who was there")),
    Word("amount:", _("how much")),
)
"""What may stand in the rest of it."""

RL = Command(
    "",
    "",
    (
        Option(("--help",), _("Show this message and exit."), takes=False, values=(), file=False),
        Option(("--version",), _("Say which version."), takes=False, values=(), file=False),
    ),
    (),
    0,
)

_CHOICES = re.compile(r"\[?(\w[\w-]*(?:\|[\w-]+)+)\]?")


def commands(root: Any) -> list[Command]:  # noqa: ANN401 - see below
    """Return every command that a person can see, the application itself first.

    Args:
        root: the context of the application. The classes of contexts, commands and parameters
            are Typer's own business: it has moved them once.
    """
    known = known_values()
    return [_read(context, path, known) for context, path in _contexts(root, "")]


def _contexts(context: Any, path: str) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Yield the context and the words of a command and of all below it."""
    yield context, path
    for name, child in getattr(context.command, "commands", {}).items():
        if not child.hidden:
            below = type(context)(child, parent=context, info_name=name)
            yield from _contexts(below, f"{path} {name}".strip())


def _read(context: Any, path: str, known: Mapping[str, tuple[Word, ...]]) -> Command:  # noqa: ANN401
    """Return what a shell needs to know about one command."""
    command = context.command
    parameters = command.get_params(context)
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    words = [Word(one, _short(child)) for one, child in _children(command)]
    for argument in arguments:
        words += _choices(argument)
    takes_line = bool(command.context_settings.get("ignore_unknown_options"))
    return Command(
        path,
        _short(command),
        tuple(_option(one, known) for one in parameters if one.param_type_name == "option"),
        tuple(words),
        len(arguments) - 1 if takes_line else None,
    )


def _children(command: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    below = getattr(command, "commands", {})
    return [(name, child) for name, child in below.items() if not child.hidden]


def _short(command: Any) -> str:  # noqa: ANN401
    """Return the first sentence of a command's help, uncut."""
    return str(command.get_short_help_str(limit=200)).removesuffix(".")


def _option(parameter: Any, known: Mapping[str, tuple[Word, ...]]) -> Option:  # noqa: ANN401
    # The long ones first: those of --help come out of a set, in any order.
    names = sorted((*parameter.opts, *parameter.secondary_opts), key=_is_short)
    values = _choices(parameter)
    for name in names:
        values = values or known.get(name, ())
    takes = not parameter.is_flag and not parameter.count
    text = " ".join((parameter.help or "").split())
    file = parameter.metavar == "FILE"
    return Option(tuple(names), text.removesuffix("."), takes, values if takes else (), file)


def _is_short(name: str) -> bool:
    return not name.startswith("--")


def _choices(parameter: Any) -> tuple[Word, ...]:  # noqa: ANN401
    """Return what an argument or an option may be, where its declaration says so."""
    said = _CHOICES.fullmatch(parameter.metavar or "")
    choices = getattr(parameter.type, "choices", ()) or (said[1].split("|") if said else ())
    return tuple(Word(str(choice)) for choice in choices)


def known_values() -> dict[str, tuple[Word, ...]]:
    """Return the values of options that are known and nobody's secret, by the option's name."""
    kinds, countings = _dashed(KINDS), _dashed(COUNTINGS)
    days = (Word("today"), Word("yesterday"), Word("7d", _("a week ago")), Word("30d"))
    try:
        countries = tuple(Word(one.iso, one.name) for one in crisis.countries())
    except (OSError, ValueError):
        countries = ()
    return {
        "--kind": kinds,
        "--counting": countings,
        "--goal": _dashed(GOALS),
        "--per": _dashed(PERS),
        "--days": tuple(Word(str(period)) for period in PERIODS),
        "--country": countries,
        "--need": tuple(Word(key, said) for key, said in NEEDS.items()),
        **dict.fromkeys(
            ("--tick", "--leave", "--sections"),
            tuple(Word(part.value, said) for part, said in part_names().items()),
        ),
        "--for": (Word("15m"), Word("1h")),
        **dict.fromkeys(("--day", "--from", "--to", "--since", "--until"), days),
    }


def _dashed(names: tuple[str, ...]) -> tuple[Word, ...]:
    return tuple(Word(name.replace("_", "-")) for name in names)
