"""Commands: one class each, from which binding, footer, palette and help are made.

A command names the action of the screen that carries it out; what it does is the first
sentence of its docstring, and that is what the help shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Self

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable


class Command:
    """Something that a person can have done, by a key, a click or the palette."""

    KEYS: ClassVar[str]
    """The keys, as Textual names them, the first shown."""
    WORD: ClassVar[str]
    """The short word of the footer."""
    SHOWN: ClassVar[str] = ""
    """How the key is written; empty for as it is named."""
    IN_FOOTER: ClassVar[bool] = True
    """Whether the footer has room for it."""
    ALWAYS: ClassVar[bool] = False
    """Whether its keys work while something is being typed."""

    @classmethod
    def action(cls) -> str:
        """Return the name of the action: ``LogCraving`` is ``log_craving``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def meaning(cls) -> str:
        """Return what it does, in a sentence."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def key_shown(cls) -> str:
        """Return its first key as a person reads it."""
        return cls.SHOWN or cls.KEYS.split(",")[0].replace("+", " ")

    @classmethod
    def unlisted(cls) -> type[Self]:
        """Return the command for a page whose footer has no room for it."""
        return type(cls.__name__, (cls,), {"IN_FOOTER": False, "__doc__": cls.__doc__})

    @classmethod
    def binding(cls) -> Binding:
        """Return the binding that Textual holds for it."""
        return Binding(
            cls.KEYS,
            cls.action(),
            cls.WORD,
            show=cls.IN_FOOTER,
            key_display=cls.key_shown(),
            tooltip=cls.meaning(),
            priority=cls.ALWAYS,
            id=cls.action(),
        )


def bindings(commands: Iterable[type[Command]]) -> list[Binding]:
    """Return the bindings of some commands, in their order."""
    return [command.binding() for command in commands]


# Everywhere ------------------------------------------------------------------------------


class Crisis(Command):
    """Show numbers to call now, and what to do in an overdose."""

    KEYS = "exclamation_mark"
    WORD = "crisis"
    SHOWN = "!"


class CrisisNow(Command):
    """Show the same while you are typing."""

    KEYS = "f3"
    WORD = "crisis"
    IN_FOOTER = False

    @classmethod
    def action(cls) -> str:
        """Return the action of the other key."""
        return Crisis.action()


class ShowHelp(Command):
    """Show what can be done here, and how a line is written."""

    KEYS = "question_mark"
    WORD = "help"
    SHOWN = "?"


class HelpNow(Command):
    """Show the same while you are typing."""

    KEYS = "f1"
    WORD = "help"
    IN_FOOTER = False

    @classmethod
    def action(cls) -> str:
        """Return the action of the other key."""
        return ShowHelp.action()


class Blank(Command):
    """Empty the screen until a key; for when somebody comes in."""

    KEYS = "f2"
    WORD = "blank"
    IN_FOOTER = False
    ALWAYS = True


class LockNow(Command):
    """Lock the journal; what you were writing is kept."""

    KEYS = "ctrl+l"
    WORD = "lock"
    IN_FOOTER = False
    ALWAYS = True


class SwitchLook(Command):
    """Switch between lamplight and morning."""

    KEYS = "f4"
    WORD = "look"
    IN_FOOTER = False
    ALWAYS = True


class Leave(Command):
    """Leave, and lock the journal; what you were writing is kept."""

    KEYS = "ctrl+q"
    WORD = "leave"
    IN_FOOTER = False
    ALWAYS = True


class CopyOrLeave(Command):
    """Copy what is selected or leave; what you were writing is kept."""

    KEYS = "ctrl+c"
    WORD = "copy, or leave"
    IN_FOOTER = False
    ALWAYS = True


EVERYWHERE: tuple[type[Command], ...] = (
    Crisis,
    CrisisNow,
    ShowHelp,
    HelpNow,
    Blank,
    LockNow,
    SwitchLook,
    Leave,
    CopyOrLeave,
)


# Where a journal is open -----------------------------------------------------------------


class LogCraving(Command):
    """Write down a craving: how strong, what about, what helped."""

    KEYS = "c"
    WORD = "craving"


class CheckIn(Command):
    """Check in: mood, strongest craving, good things, how the body is; leave out what you like."""

    KEYS = "e"
    WORD = "evening"


class LogGratitude(Command):
    """Write down a good thing: something that you are grateful for."""

    KEYS = "g"
    WORD = "gratitude"


class LogConnection(Command):
    """Write down time with people: a meeting, a call, a walk."""

    KEYS = "m"
    WORD = "meeting"


class LogNote(Command):
    """Write down anything else."""

    KEYS = "n"
    WORD = "note"
    IN_FOOTER = False


class GoToday(Command):
    """Show today."""

    KEYS = "t"
    WORD = "today"


class GoHistory(Command):
    """Look back: by day, by word, by tag."""

    KEYS = "h"
    WORD = "history"


class GoInsights(Command):
    """See the days together: figures, trends, patterns, a year, a week, milestones."""

    KEYS = "i"
    WORD = "insights"


class Share(Command):
    """Hand a page to somebody: choose what goes in, and see exactly what leaves."""

    KEYS = "s"
    WORD = "share"


class Settle(Command):
    """Answer what waits for a word from you."""

    KEYS = "w"
    WORD = "waiting"
    IN_FOOTER = False


class Undo(Command):
    """Take back the newest change."""

    KEYS = "u"
    WORD = "undo"
    IN_FOOTER = False


class Back(Command):
    """Go back; what was written is kept."""

    KEYS = "escape"
    WORD = "back"
    SHOWN = "esc"


class CrisisShown(CrisisNow):
    """Show numbers to call now, and what to do in an overdose."""

    SHOWN = "!"
    IN_FOOTER = True

    @classmethod
    def action(cls) -> str:
        """Return the action of the key that is everywhere."""
        return Crisis.action()


class CrisisShownHere(Crisis):
    """Show numbers to call now, and what to do in an overdose."""

    @classmethod
    def action(cls) -> str:
        """Return the action of the key that is everywhere."""
        return Crisis.action()
