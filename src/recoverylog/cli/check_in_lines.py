"""What was said in a form of the day, handed back as lines that need no open journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoverylog.errors import Damaged, Locked, NoJournal, WrongPassphrase
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.grammar import Line

_KIND = "check_in"
_SHUT = (Locked, WrongPassphrase, NoJournal, Damaged)


def hand_back(part: str, said: dict[str, Any], problem: BaseException) -> None:
    """Hand the words of a form back, as lines that a closed journal takes.

    Args:
        part: of the day, as an entry has it; empty for none.
        said: the fields in which something is said.
        problem: what stood in the way; where nothing was said it tells what else there is.
    """
    import shlex
    import sys

    from recoverylog.cli import page
    from recoverylog.journal import grammar
    from recoverylog.journal.text import inert

    lines = _as_lines(part, said)
    if lines:
        page.tell(_("Your words were not kept. These lines keep them, locked or not:"))
    elif isinstance(problem, _SHUT):
        problem.hint = _(
            "{hint} rl mood 6 and rl craving 4 need no passphrase.", hint=problem.hint
        ).strip()
    for line in lines:
        # Not wrapped, so that it can be copied.
        sys.stderr.write(f"  rl {inert(shlex.join(grammar.format_elements(line)))}\n")


_LED = {"hard_moment": "if", "plan": "then", "hurt": "hurt:", "need": "need:"}


def _as_lines(part: str, said: dict[str, Any]) -> list[Line]:
    """Return the lines that say what a form says; what has no line of its own is a note."""
    from recoverylog.journal.grammar import Line

    at = said.get("at")
    lines = _numbers_as_lines(part, said)
    if "intention" in said:
        lines.append(Line(kind=_KIND, text=said["intention"], at=at, part=part))
    lines += [Line(kind="gratitude", text=thing, at=at) for thing in said.get("good", ())]
    if "met" in said:
        lines.append(Line(kind="connection", text=said["met"], at=at))
    if "ask" in said:
        lines.append(Line(kind="note", text=said["ask"], at=at, ask=True))
    sleep = _("slept {sleep:g} hours", sleep=said["sleep"]) if "sleep" in said else ""
    led = [f"{words} {said[name]}" for name, words in _LED.items() if name in said]
    signed = [
        f"{sign}{word}"
        for name, sign in (("tags", "@"), ("helped", "+"))
        for word in said.get(name, ())
    ]
    rest = ", ".join(filter(None, (sleep, *said.get("halt", ()), *led, said.get("text", ""))))
    rest = " ".join(filter(None, (rest, *signed, *said.get("people", ()))))
    return lines + ([Line(kind="note", text=rest, at=at)] if rest else [])


def _numbers_as_lines(part: str, said: dict[str, Any]) -> list[Line]:
    """Return the mood and the strongest craving as one evening, or as a line each."""
    from recoverylog.journal.grammar import Line

    at, numbers = said.get("at"), {name: said[name] for name in ("mood", "craving") if name in said}
    if part and numbers:
        mood, strongest = numbers.get("mood"), numbers.get("craving")
        return [Line(kind=_KIND, value=mood, at=at, part=part, strongest=strongest)]
    return [Line(kind=name, value=value, at=at) for name, value in numbers.items()]
