"""Commands of every page, and of the pages of an open journal; see tui.command."""

from __future__ import annotations

from recoverylog.language import _
from recoverylog.tui.command import Command, bindings, give, shown_of

__all__ = ["Command", "bindings", "give", "shown_of"]
"""What whoever declares commands of its own finds here as well."""


# Everywhere ------------------------------------------------------------------------------


class Crisis(Command):
    """Show numbers to call now, and what to do in an overdose."""

    KEYS = "exclamation_mark"
    WORD = _("crisis")
    KEPT = True
    SHOWN = "!"


class CrisisNow(Command):
    """Show the same while you are typing."""

    KEYS = "f3"
    WORD = _("crisis")
    KEPT = True
    IN_FOOTER = False
    DOES = Crisis.action()


class ShowHelp(Command):
    """Show what can be done here, and how a line is written."""

    KEYS = "question_mark"
    WORD = _("help")
    NAME = "help"
    KEPT = True
    SHOWN = "?"


class HelpNow(Command):
    """Show the same while you are typing."""

    KEYS = "f1"
    WORD = _("help")
    NAME = "help"
    KEPT = True
    IN_FOOTER = False
    DOES = ShowHelp.action()


class Blank(Command):
    """Empty the screen until a key; for when somebody comes in."""

    KEYS = "f2"
    WORD = _("blank")
    KEPT = True
    IN_FOOTER = False
    ALWAYS = True


class LockNow(Command):
    """Lock the journal; what you were writing is kept."""

    KEYS = "ctrl+l"
    WORD = _("lock")
    NAME = "lock"
    KEPT = True
    IN_FOOTER = False
    ALWAYS = True


class Privacy(Command):
    """Show your words as dots, and show them again; labels and figures stay."""

    KEYS = "f6"
    WORD = _("privacy")
    IN_FOOTER = False
    ALWAYS = True


class Companion(Command):
    """Have company in a craving: rate it, breathe, see what has helped and whom to reach."""

    KEYS = "f5"
    WORD = _("craving")
    NAME = "companion"
    KEPT = True
    IN_FOOTER = False
    ALWAYS = True


class SwitchLook(Command):
    """Switch the look: dark or light."""

    KEYS = "f4"
    WORD = _("look")
    NAME = "look"
    IN_FOOTER = False
    ALWAYS = True


class Leave(Command):
    """Leave, and lock the journal; what you were writing is kept."""

    KEYS = "ctrl+q"
    WORD = _("leave")
    KEPT = True
    IN_FOOTER = False
    ALWAYS = True


class CopyOrLeave(Command):
    """Copy what is selected or leave; what you were writing is kept."""

    KEYS = "ctrl+c"
    WORD = _("copy, or leave")
    KEPT = True
    IN_FOOTER = False
    ALWAYS = True


EVERYWHERE: tuple[type[Command], ...] = (
    Crisis,
    CrisisNow,
    ShowHelp,
    HelpNow,
    Blank,
    Companion,
    Privacy,
    LockNow,
    SwitchLook,
    Leave,
    CopyOrLeave,
)


# Where a journal is open -----------------------------------------------------------------


class LogCraving(Command):
    """Write down a craving: how strong, what about, what helped."""

    KEYS = "c"
    WORD = _("craving")


class CheckIn(Command):
    """The evening: mood, craving, good things, people, a question."""

    KEYS = "e"
    WORD = _("evening")
    NAME = "evening"


class Morning(Command):
    """The morning: what today is for, what may be hard, your plan."""

    KEYS = "a"
    WORD = _("morning")
    IN_FOOTER = False


class LogGratitude(Command):
    """Write down a good thing: something that you are grateful for."""

    KEYS = "g"
    WORD = _("gratitude")


class LogConnection(Command):
    """Write down a meeting: time with people, a call, a walk."""

    KEYS = "m"
    WORD = _("meeting")
    NAME = "meeting"


class LogNote(Command):
    """Write down anything else."""

    KEYS = "n"
    WORD = _("note")
    IN_FOOTER = False


WRITING: tuple[type[Command], ...] = (
    LogCraving.unlisted(),
    CheckIn.unlisted(),
    Morning,
    LogGratitude.unlisted(),
    LogConnection.unlisted(),
    LogNote,
)
"""Every form, for a page whose footer has no room for them."""


class GoToday(Command):
    """Show today."""

    KEYS = "t"
    WORD = _("today")


class GoHistory(Command):
    """Look back: by day, by word, by tag."""

    KEYS = "h"
    WORD = _("history")


class GoInsights(Command):
    """See the days together: figures, trends, patterns, a year, a week, milestones."""

    KEYS = "i"
    WORD = _("insights")


class Share(Command):
    """Hand a page to somebody: choose what goes in, and see exactly what leaves."""

    KEYS = "s"
    WORD = _("share")


class Settle(Command):
    """Answer what waits: entries that need a word from you."""

    KEYS = "w"
    WORD = _("waiting")
    NAME = "waiting"
    IN_FOOTER = False


class Plans(Command):
    """See your if-then plans: what you mean to do in a hard moment."""

    KEYS = "p"
    WORD = _("plans")
    IN_FOOTER = False


class Undo(Command):
    """Undo the newest change."""

    KEYS = "u"
    WORD = _("undo")
    IN_FOOTER = False


class GoSettings(Command):
    """Change the settings: looks, privacy, your own words, what stands large."""

    KEYS = "comma"
    WORD = _("settings")
    SHOWN = ","
    IN_FOOTER = False


class Back(Command):
    """Go back; what was written is kept."""

    KEYS = "escape"
    WORD = _("back")
    SHOWN = "esc"


class CrisisShown(CrisisNow):
    """Show numbers to call now, and what to do in an overdose."""

    SHOWN = "!"
    IN_FOOTER = True


class CompanionShown(Companion):
    """Have company in a craving: rate it, breathe, rate it again; kept, locked or not."""

    IN_FOOTER = True
    DOES = Companion.action()


class CrisisShownHere(Crisis):
    """Show numbers to call now, and what to do in an overdose."""

    DOES = Crisis.action()
