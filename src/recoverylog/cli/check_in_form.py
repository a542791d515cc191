"""A form of the day on a terminal: reading its answers, asking for them, keeping them."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from recoverylog.cli.check_in_answers import READING, SEVERAL, put, put_half
from recoverylog.cli.check_in_lines import hand_back
from recoverylog.errors import INTERRUPTED, RecoverylogError, UsageProblem
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverylog.journal.plan import Plan
    from recoverylog.journal.selection import Stored
    from recoverylog.session.drafts import OwnDraft
    from recoverylog.session.journal import Journal

_KIND = "check_in"


class Form(NamedTuple):
    """A form: what it is called, and what it asks.

    Attributes:
        draft: the name under which its answers are kept while they are given.
        name: what it is called where another one was begun before.
        example: a command that says something in it.
        questions: the fields in the order in which they are asked, each with its question.
        after_use: those of a day on which a use was written down; empty for the same.
        part: of the day, as an entry has it; empty for none.
    """

    draft: str
    name: str
    example: str
    questions: tuple[tuple[str, str], ...]
    after_use: tuple[tuple[str, str], ...] = ()
    part: str = ""


def keep(form: Form, typed: dict[str, str], said: dict[str, Any], *, quiet: bool) -> None:
    """Keep what was said in options, or ask for it where nothing was, and say what was kept.

    Args:
        form: which.
        typed: fields that are numbers or words of a list, as they were typed.
        said: the other fields, ``at`` among them.
        quiet: nothing may be asked.

    Raises:
        UsageProblem: nothing was said, or a number cannot be read; the words are handed back.
        RecoverylogError: it could not be written; likewise.
        typer.Exit: the person left while being asked; what was said is kept.
    """
    from recoverylog.cli import passphrase
    from recoverylog.cli.unlocking import unlocked

    asking = not (typed or _spoken(said).keys() - {"at"})
    if asking and not passphrase.can_ask(no_input=quiet):
        raise UsageProblem(
            _("There is nothing in that."),
            safe=_("Nothing was written."),
            hint=_("For example: {example}", example=form.example),
        )
    stored, stopped = None, False
    try:
        for name, words in typed.items():
            said[name] = READING[name](words)
        with unlocked(no_input=quiet) as journal:
            draft = _own_draft(journal, form) if asking else None
            stopped = draft is not None and _Asking(form, journal, said, draft).stopped()
            stored = _write(journal, form, said, draft)
    except BaseException as problem:
        # Whatever stops it, a Ctrl-C at the passphrase too: the words come first.
        if stored is None:
            hand_back(form.part, _spoken(said), problem)
        raise
    _tell(stored)
    if stopped:
        raise typer.Exit(INTERRUPTED)


def _spoken(said: dict[str, Any]) -> dict[str, Any]:
    """Return the fields in which something is said, their texts without blanks around them."""
    told = {name: _trimmed(value) for name, value in said.items()}
    return {name: value for name, value in told.items() if value not in (None, "", [], ())}


def _trimmed(value: Any) -> Any:  # noqa: ANN401 - any field of a form
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple):
        return [one.strip() for one in value if one.strip()]
    return value


# ── Asking ────────────────────────────────────────────────────────────────────────────────────


class _Asking:
    """One form being asked for, field after field; each answer is kept at once."""

    def __init__(self, form: Form, journal: Journal, said: dict[str, Any], draft: OwnDraft) -> None:
        """Ask for the fields of ``form``, and put the answers into ``said``."""
        self._form = form
        self._journal = journal
        self._said = said
        self._keep = partial(_keep_draft, draft, form, said)
        self._plans: tuple[Plan, ...] = ()

    def stopped(self) -> bool:
        """Ask for every field, and return whether the person left early.

        Raises:
            KeyboardInterrupt: the person left before anything was said.
        """
        from recoverylog.cli import page

        page.tell(_("Enter skips what you leave unsaid. Ctrl-C keeps what you said so far."))
        try:
            for name, question in self._questions():
                self._ask_one(name, self._led(name, question))
        except EOFError:
            page.tell("")
        except KeyboardInterrupt:
            if not _spoken(self._said).keys() - {"at"}:
                raise
            page.tell(_("\nLeft there. What you said so far is being kept."))
            return True
        return False

    def _questions(self) -> Sequence[tuple[str, str]]:
        from recoverylog import clock
        from recoverylog.journal import days
        from recoverylog.session import checking_in

        if self._form.after_use:
            phrase = self._said.get("at")
            moment = (_moment(phrase) if phrase else None) or clock.now()
            day = days.journal_day(moment, self._journal.rollover)
            if checking_in.used_on(self._journal, day):
                return self._form.after_use
        return self._form.questions

    def _led(self, name: str, question: str) -> str:
        """Show the person's plans where one may be taken, and return the question for it."""
        from recoverylog.cli import page
        from recoverylog.journal import plan as plans
        from recoverylog.journal.text import one_line

        if name != "plan":
            return question
        words = (self._said.get("hard_moment") or "", self._said.get("intention") or "")
        self._plans = plans.speaking(self._journal.plans(), words)[:_MOST_PLANS]
        for place, plan in enumerate(self._plans, 1):
            page.tell(
                _(
                    "  {place}  if {cue}, then {then}",
                    place=place,
                    cue=one_line(plan.cue),
                    then=one_line(plan.then),
                )
            )
        return _("Then I will (a number takes a plan): ") if self._plans else question

    def _ask_one(self, name: str, question: str) -> None:
        """Ask for one field until it is said or skipped; good things until there are no more.

        Raises:
            KeyboardInterrupt: the person left; words typed half stand in the field.
            EOFError: that was all.
        """
        from recoverylog.cli import page

        while typed := self._typed(name, question):
            try:
                self._put(name, typed)
            except UsageProblem as problem:
                page.tell(problem.line())
                continue
            self._keep()
            if name not in SEVERAL:
                return
            question = SEVERAL[name]

    def _put(self, name: str, typed: str) -> None:
        """Put an answer into its field.

        Raises:
            UsageProblem: it cannot be read.
        """
        if name == "plan" and typed.isdecimal() and 1 <= int(typed) <= len(self._plans):
            taken = self._plans[int(typed) - 1]
            self._said["plan"] = taken.then
            if not self._said.get("hard_moment"):
                self._said["hard_moment"] = taken.cue
            return
        put(self._said, name, typed)

    def _typed(self, name: str, question: str) -> str:
        """Return the line that is typed at ``question``; where Ctrl-C cuts it, keep its words.

        Raises:
            KeyboardInterrupt: after that.
            EOFError: the input has ended.
        """
        import readline

        # Nothing of this may reach a history file.
        readline.set_auto_history(False)
        begun: list[bool] = []
        readline.set_startup_hook(lambda: begun.append(True))
        try:
            return input(question).strip()
        except KeyboardInterrupt:
            # Before the line was begun, what the buffer holds is the answer before this one.
            half = readline.get_line_buffer().strip() if begun else ""
            if half:
                put_half(self._said, name, half)
            raise
        finally:
            readline.set_startup_hook()


_MOST_PLANS = 5


# ── Keeping ───────────────────────────────────────────────────────────────────────────────────


def _own_draft(journal: Journal, form: Form) -> OwnDraft:
    """Return a draft for the answers; say so where another such form was begun before."""
    from recoverylog.cli import page
    from recoverylog.session.drafts import OwnDraft

    draft = OwnDraft(journal, form.draft)
    if not draft.is_ours():
        page.tell(
            _(
                "{form} that was begun before stays beside this one: recoverylog pending",
                form=form.name,
            )
        )
    return draft


def _keep_draft(draft: OwnDraft, form: Form, said: dict[str, Any]) -> None:
    """Keep the answers so far, so that a closed terminal loses none of them."""
    fields = _fields(form, said)
    if not fields.keys() - _AROUND:
        return
    if "at" in fields:
        fields["at"] = fields["at"].isoformat()
    # If the disk refuses, it says so when the entry itself is to be written.
    with contextlib.suppress(RecoverylogError):
        draft.keep(fields)


_AROUND = {"at", "when_words", "kind", "part"}


def _write(journal: Journal, form: Form, said: dict[str, Any], own: OwnDraft | None) -> Stored:
    """Write the form, and erase its draft.

    Raises:
        UsageProblem: nothing was said.
        RecoverylogError: it could not be written.
    """
    from recoverylog.session import checking_in

    fields = _fields(form, said)
    if not fields.keys() - _AROUND:
        raise UsageProblem(_("There was nothing in that."), safe=_("Nothing was written."))
    began = fields.pop("at", None)
    entry, *beside = checking_in.entries_of(journal, {"source": "log"} | fields, began)
    draft = own.kept() if own else None
    if draft is not None:
        return journal.write_from_draft(entry, draft, beside)
    return journal.write(entry, beside)


def _fields(form: Form, said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said as the fields of an entry, and of those written beside it."""
    fields = {"kind": _KIND} | ({"part": form.part} if form.part else {}) | _spoken(said)
    phrase = fields.pop("at", None)
    if phrase is not None:
        moment = _moment(phrase)
        fields |= {"when_words": phrase} if moment is None else {"at": moment}
    return fields


def _moment(phrase: str) -> datetime | None:
    from recoverylog import clock
    from recoverylog.journal import when
    from recoverylog.session import phrases

    now = clock.now()
    return when.resolve(phrase, now) or phrases.resolve(phrase, now)


def _tell(stored: Stored) -> None:
    """Say in one line what was kept, and how to take it back."""
    from recoverylog import quick
    from recoverylog.cli import page, rows
    from recoverylog.journal.entry import CheckIn, said_in_words
    from recoverylog.journal.headline import headline
    from recoverylog.journal.text import one_line

    entry = stored.entry
    parts = [f"{stored.number}", f"{entry.day} {entry.wall:%H:%M}", headline(entry)]
    parts.append(one_line(entry.text, 60))
    if isinstance(entry, CheckIn):
        parts += [*entry.halt, *(one_line(good, 60) for good in entry.good)]
        parts += [f"{name} {one_line(said, 60)}" for name, said in said_in_words(entry)]
    lines = [_("Kept: {stored}", stored="  ".join(part for part in parts if part))]
    if isinstance(entry, CheckIn) and entry.written_with:
        lines.append(_("  Whom you met and what you want to ask stand beside it."))
    lines += [f"  {note}" for note in filter(None, [rows.waiting_note(stored)])]
    quick.say("\n".join(lines) + "\n")
    page.tell(_("  Take it back: recoverylog undo"))
