"""Commands about the journal as a whole: init, status, unlock, lock, passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.cli.paper_kit import hand_over_kit, left_at_kit, print_kit
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.paths import Paths
    from recoverylog.session.journal import Journal

Label = Annotated[str | None, typer.Option("--focus", help=_("What you are in recovery from."))]
Since = Annotated[str | None, typer.Option("--since", help=_("2026-05-14, yesterday, 30d."))]
SetAside = Annotated[
    bool, typer.Option("--set-aside", help=_("Keep the journal that is here beside the new one."))
]


def init(
    ctx: typer.Context,
    label: Label = None,
    since: Since = None,
    set_aside: SetAside = False,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Make your journal.

    It takes a passphrase, a recovery kit on paper, and what you are in recovery from. With
    --no-input the passphrase comes from the descriptor in RECOVERYLOG_PASSPHRASE_FD, and the
    kit's words are printed.
    """
    from recoverylog import clock, guard, paths, settings
    from recoverylog.cli import options, page, passphrase
    from recoverylog.errors import INTERRUPTED, UsageProblem
    from recoverylog.journal import days, focus
    from recoverylog.session import aside, opening
    from recoverylog.vault import inbox

    places, quiet = paths.find(), no_input(ctx, no_input_)
    set_aside = set_aside or aside.is_unfinished(places)
    if inbox.has_vault(places) and not set_aside:
        raise aside.already_there(places)
    rollover = settings.load(places.settings).rollover
    start = options.day(since, days.journal_day(clock.now(), rollover))
    if label is not None:
        label = focus.checked_name(label)
    if start and not label:
        raise UsageProblem(_("--since goes with --focus."), hint=_("For example: --focus alcohol"))
    given = passphrase.given()
    asking = given is None and passphrase.can_ask(no_input=quiet)
    guard.hide_memory()
    secret = _chosen_passphrase() if asking else _given_passphrase(given)
    moved = aside.set_aside(places) if set_aside else None
    if moved:
        page.tell(
            _(
                "The journal that was here lies in {moved} now; nothing of it was erased.",
                moved=moved,
            )
        )
    created = opening.create(places, secret)
    with created.journal as journal:
        # First of all: whatever goes wrong from here on, the kit was seen.
        if json_:
            page.print_json({"schema": 1, "vault": journal.vault.hex(), "kit": list(created.kit)})
        elif not asking:
            print_kit(created.kit)
        stopped = False
        if asking:
            stopped, label, start = _introduced(created.kit, label, start, journal.today())
        # Whatever was left out, what was kept before there was a journal is the person's own.
        _finish(journal, label, start)
    page.tell(_("Your journal is made, in {data}.", data=places.data))
    page.tell(_("A line at any time: rl craving 7 lonely     Today: recoverylog today"))
    if stopped:
        raise typer.Exit(INTERRUPTED)


def _introduced(
    kit: tuple[str, ...], label: str | None, start: date | None, today: date
) -> tuple[bool, str | None, date | None]:
    """Hand over the kit and ask for the focus; return whether the person left, and both answers."""
    from recoverylog.cli import page

    try:
        hand_over_kit(kit)
        return False, *_asked_focus(label, start, today)
    except (KeyboardInterrupt, EOFError):
        page.tell(_("\nLeft there. A new passphrase comes with a new kit."))
        return True, label, start


def _given_passphrase(given: list[str] | None) -> str:
    """Return the passphrase on the descriptor; one that is easy to guess is told of, and taken."""
    from recoverylog.cli import passphrase
    from recoverylog.errors import UsageProblem

    if given is None:
        raise UsageProblem(
            _("A journal needs a passphrase."),
            safe=_("Nothing was made."),
            hint=_(
                "Run init on a terminal, or name a descriptor in {fd_variable}.",
                fd_variable=passphrase.FD_VARIABLE,
            ),
        )
    if not given or not given[0].strip():
        raise UsageProblem(
            _("The passphrase on the descriptor is empty."), safe=_("Nothing was made.")
        )
    _tell_strength(given[0], unless_good=True)
    return given[0]


def _tell_strength(secret: str, *, unless_good: bool = False) -> None:
    from recoverylog.cli import page
    from recoverylog.crypto import passphrase as strengths

    found = strengths.strength(secret)
    if not (unless_good and found.bits >= strengths.GOOD_BITS):
        page.tell(f"  {found.word}: {found.sentence} {found.advice}".rstrip())


def _finish(journal: Journal, label: str | None, start: date | None) -> None:
    """Add the focus and take in what was kept before there was a journal."""
    from recoverylog.cli import focuses
    from recoverylog.cli.unlocking import tell_filing

    try:
        if label:
            focuses.new_focus(journal, label, start or journal.today(), None, None)
    finally:
        report = journal.file_waiting(first_keys=True)
        if report is not None:
            tell_filing(report)


def _chosen_passphrase() -> str:
    """Return a passphrase typed twice, its strength told, a generated one offered."""
    from recoverylog.cli import page
    from recoverylog.crypto import passphrase as strengths

    offered = strengths.generate()
    page.tell(
        _(
            "The passphrase locks everything, and nobody can open the journal without it: not we, "
            "not anyone. Five random words are strong and can be remembered. For example:\n\n    "
            "{offered}\n\nPress enter to take these, or type your own. It does not show while you "
            "type.\n",
            offered=offered,
        )
    )
    while True:
        first = _typed(_("New passphrase: "))
        if first and not first.strip():
            page.tell(_("Blanks alone are no passphrase. Nothing is made yet; once more, please."))
            continue
        if not first:
            first = offered
            page.tell(_("Type the five words once, to be sure that you have them."))
        else:
            _tell_strength(first)
        if _typed(_("The same again: ")).split() == first.split():
            return first
        page.tell(_("These were not the same. Nothing is made yet; once more, please."))


def _typed(prompt: str) -> str:
    """Return what was typed, unseen; the end of the input is a change of mind."""
    from recoverylog.cli import passphrase
    from recoverylog.errors import Locked

    try:
        return passphrase.ask(prompt)
    except Locked:
        raise KeyboardInterrupt from None


def _asked_focus(
    label: str | None, start: date | None, today: date
) -> tuple[str | None, date | None]:
    """Return what the person is in recovery from, and since when; either may be left for later."""
    from recoverylog.cli import options, page
    from recoverylog.errors import UsageProblem

    if label is None:
        label = input(_("What are you in recovery from? (your own word; enter for later) ")).strip()
    while label and start is None:
        typed = input(_("Since when? (2026-05-14, yesterday, 30d; enter for today) "))
        try:
            start = options.day(typed, today) if typed.strip() else today
        except UsageProblem as problem:
            page.tell(problem.line())
    return label or None, start


def status(
    ctx: typer.Context,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help=_("The older copy is the one I want."))
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Open it and read every page of it."))
    ] = False,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Say what is known while it is locked."""
    from recoverylog import paths
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import opening

    if accept_older:
        with unlocked(no_input=no_input(ctx, no_input_)) as journal:
            opening.accept_older(journal)
        page.tell(_("This copy counts as the present one from now on."))
        return
    if check:
        with unlocked(no_input=no_input(ctx, no_input_)) as journal:
            journal.check()
            count = journal.count()
        page.tell(
            _("Every page is as it was written; {count} entries stand in the journal.", count=count)
        )
        return
    facts = _facts(paths.find())
    if json_:
        page.print_json({"schema": 1, **facts})
        return
    shown = page.Page()
    for name, value in _status_lines(facts):
        shown.add(value, lead=(page.Span(f"{name:<14}", "faint"),))
    page.show(shown)


def _facts(places: Paths) -> dict[str, Any]:
    """Return what can be known without a key."""
    from recoverylog.session import opening
    from recoverylog.vault import device, glance, inbox

    seen, known = glance.at(places.data), device.load(places.device)
    exists = inbox.has_vault(places)
    return {
        "journal": exists,
        "key_file": "readable" if seen else "damaged" if exists else "none",
        "unlocked": seen is not None and opening.cached(places) is not None,
        "waiting": len(inbox.waiting(places)),
        "device_known": bool(known and seen and known.vault == seen.vault),
        "other_journal": bool(known and seen and known.vault != seen.vault),
        "folder": places.data,
    }


def _status_lines(facts: dict[str, Any]) -> list[tuple[str, str]]:
    count = facts["waiting"]
    lines = [
        (_("journal"), facts["folder"] if facts["journal"] else _("none yet: recoverylog init"))
    ]
    if facts["key_file"] == "damaged":
        lines.append((_("key file"), _("cannot be read; put vault.json back from a backup")))
    if facts["journal"]:
        lines.append((_("state"), _("unlocked for a while") if facts["unlocked"] else _("locked")))
    if facts["other_journal"]:
        lines.append(
            (_("this device"), _("knew another journal; open this one once and it is known"))
        )
    elif facts["key_file"] == "readable" and not facts["device_known"]:
        lines.append((_("this device"), _("is not known to the journal yet; open it once")))
    if count:
        verb = counted("entry waits", "entries wait", count)
        lines.append(
            (
                _("waiting"),
                _("{count} sealed {verb} to be filed at the next unlock", count=count, verb=verb),
            )
        )
    return lines


def unlock(
    ctx: typer.Context,
    span: Annotated[
        str, typer.Option("--for", help=_("How long: 15m, 1h; a day at most."))
    ] = "15m",
    no_input_: NoInput = False,
) -> None:
    """Stay unlocked for a while.

    The Linux kernel holds the keys, and drops them when the time is up.
    """
    from recoverylog import paths
    from recoverylog.cli import options, page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import opening

    seconds = options.seconds(span)
    opening.must_be_offered()
    opening.lock(paths.find())
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        held = opening.keep_unlocked(journal, seconds)
    page.tell(
        _("Unlocked for {held}. Lock it sooner: recoverylog lock", held=options.span_words(held))
    )


def lock() -> None:
    """Lock now."""
    from recoverylog import paths
    from recoverylog.cli import page
    from recoverylog.session import opening

    page.tell(
        _("Locked.")
        if opening.lock(paths.find())
        else _("Nothing was kept unlocked. Open screens are locked by ctrl+l.")
    )


def passphrase(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """Change the passphrase, and every key.

    You get a new recovery kit with it. The old one may be given as passphrase or as the 20
    words of the kit. On a descriptor the first line is the old, the second the new.
    """
    import signal

    from recoverylog import paths
    from recoverylog.cli import page
    from recoverylog.cli import passphrase as asking
    from recoverylog.cli.unlocking import unlocked_with_secret
    from recoverylog.errors import INTERRUPTED, UsageProblem
    from recoverylog.session import rekey

    given = asking.given()
    if given is not None and (len(given) < 2 or not given[1].strip()):
        raise UsageProblem(
            _("The descriptor needs two lines: the old passphrase, then the new one."),
            safe=_("Nothing was changed."),
        )
    with unlocked_with_secret(paths.find(), no_input=no_input(ctx, no_input_)) as journal:
        secret = given[1] if given else _chosen_passphrase()
        # From here on a Ctrl-C would leave a person with a kit that nobody ever saw.
        heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            created = rekey.change_passphrase(journal, secret)
        finally:
            signal.signal(signal.SIGINT, heeded)
    stopped = False
    with created.journal as journal:
        if json_:
            page.print_json({"schema": 1, "vault": journal.vault.hex(), "kit": list(created.kit)})
        elif given:
            print_kit(created.kit)
        else:
            stopped = left_at_kit(created.kit)
    page.tell(_("Changed. The old passphrase and the old kit open nothing any more."))
    page.tell(_("Backups made before still open with the old ones."))
    if stopped:
        raise typer.Exit(INTERRUPTED)
