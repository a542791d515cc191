"""The morning, the evening and the plain check-in: said in options, or asked for on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.check_in_form import Form, keep
from recoverylog.cli.options import NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.grammar import Line

Mood = Annotated[str | None, typer.Option("--mood", "-m", help=_("0 lowest to 10 best."))]
Craving = Annotated[
    str | None, typer.Option("--craving", "-c", help=_("The strongest of the day, 0 to 10."))
]
Sleep = Annotated[str | None, typer.Option("--sleep", "-s", help=_("Hours: 7, 6.5 or 6:30."))]
Good = Annotated[
    list[str] | None, typer.Option("--good", "-g", help=_("Something good; may be repeated."))
]
Halt = Annotated[
    list[str] | None,
    typer.Option(
        "--halt", metavar="hungry|angry|lonely|tired", help=_("What applied; may be repeated.")
    ),
]
Words = Annotated[str | None, typer.Option("--note", "-n", help=_("Anything else."))]
Time = Annotated[str | None, typer.Option("--at", help=_("Another time: -2h, yesterday, 21:30."))]

_HALT = ("halt", _("Hungry, angry, lonely, tired? "))
_GOOD = ("good", _("Something good: "))
_ELSE = ("text", _("Anything else: "))
_MOOD = ("mood", _("Mood, 0 lowest to 10 best: "))
_CRAVING = ("craving", _("Strongest craving of the day, 0 none to 10: "))
_SLEEP = ("sleep", _("Hours of sleep: "))
_BESIDE = (
    ("met", _("Whom you met or talked to: ")),
    ("ask", _("Something to ask someone: ")),
)

_CHECK_IN = Form(
    draft="check_in",
    name="A check-in",
    example=_('recoverylog check-in --mood 6 --good "coffee in the sun"'),
    questions=(_MOOD, _CRAVING, _SLEEP, _GOOD, _HALT, _ELSE),
)
_MORNING = Form(
    draft="morning",
    name="A morning",
    example=_("recoverylog am call J. before work"),
    questions=(
        ("intention", _("What is today for? ")),
        ("hard_moment", _("A moment that may be hard: ")),
        ("plan", _("Then I will: ")),
        _SLEEP,
        _ELSE,
    ),
    part="morning",
)
_EVENING = Form(
    draft="check_in",
    name="An evening",
    example=_("recoverylog pm 6 3 tired"),
    questions=(_MOOD, _CRAVING, _HALT, _GOOD, *_BESIDE, _ELSE),
    after_use=(
        _MOOD,
        _CRAVING,
        _HALT,
        ("hurt", _("What hurt: ")),
        ("need", _("What you need: ")),
        *_BESIDE,
        _ELSE,
    ),
    part="evening",
)


def check_in(
    ctx: typer.Context,
    mood: Mood = None,
    craving: Craving = None,
    sleep: Sleep = None,
    good: Good = None,
    halt: Halt = None,
    note: Words = None,
    at: Time = None,
    no_input_: NoInput = False,
) -> None:
    """Check in at any hour: mood, craving, sleep.

    Everything can be left out. Without options, on a terminal, it asks for one after the other;
    enter skips, and Ctrl-C keeps what you said so far. For the two ends of a day: am and pm.
    """
    typed = _figures(mood=mood, craving=craving, sleep=sleep, halt=" ".join(halt or ()))
    said: dict[str, Any] = {"at": at, "good": good or [], "text": note}
    keep(_CHECK_IN, typed, said, quiet=no_input(ctx, no_input_))


def am(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]", help=_("What today is for."))
    ] = None,
    hard_moment: Annotated[
        str | None, typer.Option("--if", help=_("A moment that may be hard."))
    ] = None,
    plan: Annotated[str | None, typer.Option("--then", help=_("What you will do then."))] = None,
    sleep: Sleep = None,
    note: Words = None,
    at: Time = None,
    no_input_: NoInput = False,
) -> None:
    """Begin the day: what it is for, a plan for it.

    With words alone it is kept as rl am keeps it, locked or not. Without any, on a terminal, it
    asks; enter skips, and Ctrl-C keeps what you said so far.
    """
    said = {"hard_moment": hard_moment, "plan": plan, "text": note}
    figures = _figures(sleep=sleep)
    if words and not (figures or any(said.values()) or at):
        return _log(ctx, ["am", *words], quiet=no_input_)
    line = _line("am", words)
    if line is not None:
        _add(said, line, "intention" if line.part else "text")
    return keep(_MORNING, figures, _timed(said, at, line), quiet=no_input(ctx, no_input_))


def pm(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]", help=_("6 3 tired @work: mood, strongest craving, words.")
        ),
    ] = None,
    mood: Mood = None,
    craving: Craving = None,
    halt: Halt = None,
    good: Good = None,
    met: Annotated[str | None, typer.Option("--met", help=_("Whom you met or talked to."))] = None,
    ask: Annotated[str | None, typer.Option("--ask", help=_("Something to ask someone."))] = None,
    hurt: Annotated[str | None, typer.Option("--hurt", help=_("What hurt."))] = None,
    need: Annotated[str | None, typer.Option("--needed", help=_("What you need."))] = None,
    note: Words = None,
    at: Time = None,
    no_input_: NoInput = False,
) -> None:
    """Look at the day: mood, craving, good things.

    With words alone it is kept as rl pm keeps it, locked or not. Without any, on a terminal, it
    asks; enter skips, and Ctrl-C keeps what you said so far.
    """
    said: dict[str, Any] = {"good": good or [], "met": met, "ask": ask, "hurt": hurt}
    said |= {"need": need, "text": note}
    figures = _figures(mood=mood, craving=craving, halt=" ".join(halt or ()))
    if words and not (figures or any(said.values()) or at):
        return _log(ctx, ["pm", *words], quiet=no_input_)
    line = _line("pm", words)
    if line is not None:
        _add(said, line, "text")
        said |= {"mood": line.value, "craving": line.strongest}
    return keep(_EVENING, figures, _timed(said, at, line), quiet=no_input(ctx, no_input_))


def _figures(**typed: str | None) -> dict[str, str]:
    return {name: words for name, words in typed.items() if words}


def _log(ctx: typer.Context, words: list[str], *, quiet: bool) -> None:
    from recoverylog.cli import writing

    writing.log(ctx, words, no_input_=quiet)


def _line(opening: str, words: list[str] | None) -> Line | None:
    """Return what the words beside some options say; None where there are none."""
    from recoverylog.journal import grammar

    return grammar.parse([opening, *words]) if words else None


def _add(said: dict[str, Any], line: Line, name: str) -> None:
    """Add what a line says, its words to the field of that name."""
    words = line.text if line.part else line.text.partition(" ")[2]
    said[name] = " ".join(filter(None, (words, said.get(name))))
    said |= {"tags": line.tags, "helped": line.helped, "people": line.people}


def _timed(said: dict[str, Any], at: str | None, line: Line | None) -> dict[str, Any]:
    return said | {"at": at or (line.at if line else None)}
