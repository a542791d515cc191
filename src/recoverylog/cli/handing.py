"""Handing a page over, and what a person is told of it then."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal.text import clean
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.cli.share_draft import Chosen
    from recoverylog.journal.shared import Form, Shared
    from recoverylog.session.handover import Prepared
    from recoverylog.session.journal import Journal
    from recoverylog.sharing.letter import Material


class Way(NamedTuple):
    """How a page leaves.

    Attributes:
        form: what it is.
        where: the file or folder; None where it is printed.
        as_json: what is said of it is a JSON document.
    """

    form: Form
    where: str | None
    as_json: bool


def gathered(journal: Journal, chosen: Chosen) -> Material:
    """Return what the page is made of."""
    focuses = chosen.focuses
    return journal.material(chosen.days, focuses or None, chosen.supporter)


def previewed(journal: Journal, chosen: Chosen) -> Prepared:
    """Return the page in its text form, which is what a preview shows; nothing leaves."""
    from recoverylog.session import handover

    return handover.prepare(gathered(journal, chosen), chosen.ticked(), "text")


class Left(NamedTuple):
    """What has left.

    Attributes:
        prepared: as it was prepared.
        row: its row in the ledger.
        talk: what to talk about, of which each stands on the page at least in its beginning.
    """

    prepared: Prepared
    row: Shared
    talk: frozenset[str]


def must_arrive(way: Way) -> None:
    """Check that standard output is there, where the six words or the page itself go to it.

    Raises:
        UsageProblem: it is closed, or /dev/null; or the page would be printed with privacy on.
    """
    from recoverylog.errors import UsageProblem

    if way.form != "page" and way.where is not None:
        return
    if way.form != "page" and is_hidden():
        raise UsageProblem(
            _("The page would be printed here, and privacy is on."),
            safe=_("Nothing was shared."),
            hint=_("Name a file: --form text --output FILE."),
        )
    if _goes_nowhere():
        what = _("the six words") if way.form == "page" else _("the page")
        raise UsageProblem(
            _(
                "Standard output is closed or goes nowhere, and {what} would stand nowhere else.",
                what=what,
            ),
            safe=_("Nothing was shared."),
            hint=_("Leave standard output open, or name a file with --form text --output FILE."),
        )


def is_hidden() -> bool:
    """Return whether words may not be printed: somebody would see them, and privacy is on."""
    from recoverylog.journal import veil

    return veil.is_asked() or (veil.is_drawn() and sys.stdout.isatty())


def _goes_nowhere() -> bool:
    """Return whether what is printed is seen by nobody; guard.stand opens /dev/null if closed."""
    import os
    import stat

    try:
        seen, nowhere = os.fstat(sys.stdout.fileno()), os.stat(os.devnull)
    except (OSError, ValueError):
        return False
    is_device = stat.S_ISCHR(seen.st_mode) and not sys.stdout.isatty()
    return is_device and seen.st_rdev == nowhere.st_rdev


def handed_over(journal: Journal, chosen: Chosen, material: Material, way: Way) -> Left:
    """Seal or render the page, note it in the ledger and write its file.

    Raises:
        RecoverylogError: nothing was shared.
    """
    from recoverylog.errors import UsageProblem
    from recoverylog.session import handover
    from recoverylog.sharing import composing
    from recoverylog.sharing.letter import Section

    ticked = chosen.ticked()
    prepared = handover.prepare(material, ticked, way.form)
    if not prepared.leaving.sections:
        raise UsageProblem(
            _("Nothing would stand on that page."),
            safe=_("Nothing was shared."),
            hint=_("Tick a part: recoverylog share --help names them."),
        )
    # The first of them go onto the page, as many as there is room for.
    talk = composing.own_words(material, ticked, Section.TALK)[: len(prepared.document.asked.talk)]
    return Left(prepared, journal.record_share(prepared.leaving, way.where), frozenset(talk))


def put_out(content: bytes) -> None:
    """Print what leaves, byte for byte, whatever standard output makes of characters."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def tell(journal: Journal, left: Left, way: Way) -> None:
    """Print what has left, or where it is; and what the person needs to know of it.

    Raises:
        OSError: standard output does not take it.
    """
    from recoverylog.journal.text import inert

    try:
        _tell(left.row, left.prepared, way)
        sys.stdout.flush()
    except OSError:
        # The words stand nowhere else, and without them the page stays shut. Not by page.tell,
        # which would have standard output take the rest first.
        if left.prepared.words:
            words = " ".join(left.prepared.words)
            sys.stderr.write(
                _("The six words of {path}: {words}\n", path=inert(left.row.path), words=words)
            )
        raise
    _tell_of_asks(journal, left.talk)


def _tell(row: Shared, prepared: Prepared, way: Way) -> None:
    """Print what has left, or where it is; and what the person needs to know of it."""
    from recoverylog import clock
    from recoverylog.cli import page, shared_json

    if way.as_json:
        page.print_json(shared_json.handed_over(row, prepared, clock.now()))
    elif row.form == "page":
        _tell_words(row, prepared.words)
        return
    elif not row.path:
        put_out(prepared.leaving.content)
    if row.form != "page":
        where = (
            _("Written to {path}.", path=clean(row.path))
            if row.path
            else _("Handed over as printed.")
        )
        page.tell(_("{where} It is not encrypted: whoever has it can read it.", where=where))
        page.tell(_("  It stands in the ledger: recoverylog shared show {id}", id=row.id[:8]))


def _tell_words(row: Shared, words: tuple[str, ...]) -> None:
    from recoverylog.cli import page as pages
    from recoverylog.insights.wording.dates import date_words
    from recoverylog.journal.shared import OPEN_DAYS

    page = pages.Page()
    page.add(_("Written to {path}", path=clean(row.path)))
    page.add(_("Send that file. It opens in any browser, with these six words:"))
    page.gap()
    page.add(pages.Span(" ".join(words), "strong"), lead=("    ",))
    page.gap()
    page.add(
        _(
            "Tell them by voice, on the phone or face to face;"
            " never in the message that carries the page."
        )
    )
    page.add(_("They are kept nowhere, and shown this once."))
    page.gap()
    until = date_words(row.closes.astimezone().date()) if row.closes else ""
    page.add(
        _(
            "For {open_days} days, until {until}, it takes answers.",
            open_days=OPEN_DAYS,
            until=until,
        )
    )
    page.add(_("An answer that comes back by a message: recoverylog receive"))
    page.add(
        pages.Span(
            _("It stands in the ledger: recoverylog shared show {id}", id=row.id[:8]), "faint"
        )
    )
    pages.show(page)


def _tell_of_asks(journal: Journal, talk: frozenset[str]) -> None:
    """Say how what was on the page leaves the queue, once it was talked about."""
    from recoverylog.cli import page
    from recoverylog.journal.text import inert_line

    asks = journal.asks() if talk else ()
    numbers = [str(one.number) for one in asks if inert_line(one.entry.text) in talk]
    if numbers:
        page.tell(
            _(
                "Once you have talked about it: recoverylog asks done {numbers}",
                numbers=" ".join(numbers),
            )
        )
