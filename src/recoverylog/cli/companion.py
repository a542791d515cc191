"""The companion in a craving, in plain lines: what `c` and f5 show in the screens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.cli.page import Page
    from recoverylog.journal.selection import Stored
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.companion import Company, Helped
    from recoverylog.session.journal import Journal

_AGAIN = _("How strong is it now? (enter or Ctrl-C leaves; it is kept) ")


def craving(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[0-10] [WORDS]...", help=_("7 bus ride home @tired")),
    ] = None,
    qr: Annotated[
        str | None, typer.Option("--qr", help=_("Show the number of this supporter as a code."))
    ] = None,
    no_input_: NoInput = False,
) -> None:
    """Have company in a craving.

    It is kept at once. Then it shows what has helped you before, your plans and whom to reach,
    and asks how strong it is now, for as long as you like. A locked journal takes it sealed.
    """
    from recoverylog import paths
    from recoverylog.cli import passphrase
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import opening

    may_ask = sys.stdin.isatty() and not no_input(ctx, no_input_)
    if qr is not None and not words:
        with unlocked(no_input=not may_ask) as journal:
            _show_code(journal, qr)
        return
    said, leaves = (list(words), False) if words else _asked(may_ask=may_ask)
    locked = passphrase.given() is None and opening.cached(paths.find()) is None
    if leaves:
        _keep(said, locked=locked)
        raise KeyboardInterrupt
    if locked:
        _keep_sealed(said)
        return
    _stay(said, may_ask=may_ask, qr=qr)


def _asked(*, may_ask: bool) -> tuple[list[str], bool]:
    """Return what is said of the craving, asked for on a terminal, and whether they leave there.

    Raises:
        UsageProblem: nothing was said, and nobody can be asked.
        KeyboardInterrupt: the person left before anything was said.
    """
    from recoverylog.cli import asking, page
    from recoverylog.errors import UsageProblem
    from recoverylog.journal import words

    if not may_ask:
        raise UsageProblem(_("How strong is it?"), hint=_("For example: recoverylog craving 7"))
    halves: list[str] = []
    question = _("How strong is it, right now? 0 to 10, and any words: ")
    try:
        typed = asking.line(question, half=halves.append)
    except EOFError:
        typed = ""
    except KeyboardInterrupt:
        if not halves:
            raise
        # Leaving at any point keeps what was entered, half of it too.
        page.tell("")
        typed = halves[0]
    if not typed:
        raise UsageProblem(_("Nothing was written."), hint=_("For example: recoverylog craving 7"))
    # As the shell would part them: a value in quotes stays whole.
    return [word.raw for word in words.of_line(typed)], bool(halves)


def _keep(said: list[str], *, locked: bool) -> int:
    """Keep what was said, sealed where the journal is locked or not there yet.

    Returns:
        The number of the entry; 0 for a sealed one.
    """
    from recoverylog import paths, quick
    from recoverylog.cli import writing

    line = ["craving", *said]
    if not locked:
        return writing.keep_line(line)
    read = quick.line_of(line)
    writing.seal_line(read, quick.fields_of(paths.find(), read))
    return 0


def _keep_sealed(said: list[str]) -> None:
    """Seal what was said, and tell where company is."""
    from recoverylog.cli import page
    from recoverylog.insights.wording import company

    _keep(said, locked=True)
    page.tell(company.KIND_WORDS)
    page.tell(
        _("What has helped you and whom to reach is shown once it is open: recoverylog unlock")
    )
    page.tell(_("Numbers to call, locked or not: recoverylog crisis"))


def _stay(said: list[str], *, may_ask: bool, qr: str | None) -> None:
    """Keep it in the open journal, show what stands by, and rate it again."""
    from recoverylog.cli import page as pages
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import RecoverylogError
    from recoverylog.session import companion

    number = _keep(said, locked=False)
    with unlocked(no_input=True, quiet=True) as journal:
        stored = journal.numbered(number)
        entry = stored.entry
        company = companion.look(journal, (entry.text, *entry.tags))
        pages.show(company_page(company))
        rates_again = may_ask and entry.kind == "craving"
        if qr is not None:
            try:
                _show_code(journal, qr)
            except RecoverylogError as problem:
                if not rates_again:
                    raise
                pages.tell(problem.line())
        if rates_again:
            _rate_again(journal, stored)


def _rate_again(journal: Journal, stored: Stored) -> None:
    """Ask how strong it is now, until the person leaves; each answer is kept at once."""
    from recoverylog.cli import asking, page, rows
    from recoverylog.journal import words

    while True:
        try:
            typed = asking.line(_AGAIN)
        except (EOFError, KeyboardInterrupt):
            page.tell("")
            return
        if not typed:
            return
        value = words.rating(typed)
        if value is None:
            page.tell(_("A number from 0 to 10; what was kept stays."))
            continue
        stored = journal.change(stored, after=value)
        page.tell(_("Kept: {stored}", stored=rows.in_words(stored)))


def company_page(company: Company) -> Page:
    """Return what stands by a person, as a page."""
    from recoverylog.cli.page import Page, Span
    from recoverylog.insights.wording import company as wording
    from recoverylog.insights.wording.plans import plan_line

    page = Page()
    page.gap()
    page.add(Span(wording.KIND_WORDS, "faint"))
    page.head(wording.heading(known=any(one.times for one in company.helped)))
    for one in company.helped:
        page.add(_helped(one))
    if company.plans:
        page.head(_("Your plans"))
    for plan in company.plans:
        page.add(f"  {plan_line(plan)}")
    page.head(wording.SOMEONE)
    for person in company.reach:
        page.add(_person(person))
    if not company.reach:
        page.add(Span(_("  Nobody yet: recoverylog people add NAME --reach NUMBER"), "faint"))
    page.gap()
    page.add(Span(_("Numbers to call, by country: recoverylog crisis"), "faint"))
    return page


def _helped(one: Helped) -> str:
    from recoverylog.insights.wording import company
    from recoverylog.journal.text import one_line

    known = company.strengths(one.before, one.after)
    strengths = f"{' → '.join(known)}, " if known else ""
    return f"  +{one_line(one.word, 40)}  {strengths}{company.often(one.times)}"


def _person(person: Supporter) -> str:
    from recoverylog.journal.text import one_line

    role = f" ({one_line(person.role)})" if person.role else ""
    return f"  {one_line(person.name)}{role}  {one_line(person.reach)}"


def _show_code(journal: Journal, word: str) -> None:
    """Print the telephone number of a supporter as a code to scan.

    Raises:
        UsageProblem: privacy is on.
        NotFound: there is nobody of that name, or no number in how they are reached.
    """
    from recoverylog.cli import page as pages
    from recoverylog.errors import NotFound, UsageProblem
    from recoverylog.journal import veil
    from recoverylog.journal.supporter import number_in
    from recoverylog.journal.text import one_line
    from recoverylog.support import calling

    if veil.is_drawn():
        raise UsageProblem(
            _("The number would be shown here, and privacy is on."),
            hint=_("To see it, leave out --privacy.")
            if veil.is_asked()
            else _("To see it: recoverylog config set privacy no"),
        )
    person = journal.supporter(word)
    number = number_in(person.reach)
    if not number:
        raise NotFound(
            _(
                "There is no telephone number to show for {person}.",
                person=one_line(person.name, 40),
            ),
            hint=_("recoverylog people edit NAME --reach NUMBER"),
        )
    # White on black whatever the terminal's colours are, for a camera to read.
    on, off = ("\x1b[97;40m", "\x1b[0m") if pages.coloured() else ("", "")
    for row in calling.code(number):
        sys.stdout.write(f"{on}{row}{off}\n")
    sys.stdout.write(f"{one_line(person.name, 40)}  {one_line(number)}\n")
