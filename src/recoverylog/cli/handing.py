"""Handing a page over, and what a person is told of it then."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

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
    """What has left: as it was prepared, and its row in the ledger."""

    prepared: Prepared
    row: Shared


def handed_over(journal: Journal, chosen: Chosen, material: Material, way: Way) -> Left:
    """Seal or render the page, note it in the ledger and write its file.

    Raises:
        RecoverylogError: nothing was shared.
    """
    from recoverylog.errors import UsageProblem
    from recoverylog.session import handover

    prepared = handover.prepare(material, chosen.ticked(), way.form)
    if not prepared.leaving.sections:
        raise UsageProblem(
            "Nothing would stand on that page.",
            safe="Nothing was shared.",
            hint="Tick a part: recoverylog share --help names them.",
        )
    return Left(prepared, journal.record_share(prepared.leaving, way.where))


def tell(journal: Journal, chosen: Chosen, left: Left, way: Way) -> None:
    """Print what has left, or where it is; and what the person needs to know of it."""
    from recoverylog.journal.text import clean

    try:
        _tell(left.row, left.prepared, way)
        sys.stdout.flush()
    except OSError:
        # The words stand nowhere else, and without them the page stays shut. Not by page.tell,
        # which would have standard output take the rest first.
        if left.prepared.words:
            words = " ".join(left.prepared.words)
            sys.stderr.write(f"The six words of {clean(left.row.path)}: {words}\n")
        raise
    _tell_of_asks(journal, chosen, left.prepared)


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
        sys.stdout.write(prepared.leaving.content.decode("utf-8"))
    if row.form != "page":
        where = f"Written to {row.path}." if row.path else "Handed over as printed."
        page.tell(f"{where} It is not encrypted: whoever has it can read it.")
        page.tell(f"  It stands in the ledger: recoverylog shared show {row.id[:8]}")


def _tell_words(row: Shared, words: tuple[str, ...]) -> None:
    from recoverylog.cli import page as pages
    from recoverylog.insights.wording.dates import date_words
    from recoverylog.journal.shared import OPEN_DAYS

    page = pages.Page()
    page.add(f"Written to {row.path}")
    page.add("Send that file. It opens in any browser, with these six words:")
    page.gap()
    page.add(pages.Span(" ".join(words), "strong"), lead=("    ",))
    page.gap()
    page.add(
        "Tell them by voice, on the phone or face to face;"
        " never in the message that carries the page."
    )
    page.add("They are kept nowhere, and shown this once.")
    page.gap()
    until = date_words(row.closes.astimezone().date()) if row.closes else ""
    page.add(f"For {OPEN_DAYS} days, until {until}, it takes answers.")
    page.add("An answer that comes back by a message: recoverylog receive")
    page.add(pages.Span(f"It stands in the ledger: recoverylog shared show {row.id[:8]}", "faint"))
    pages.show(page)


def _tell_of_asks(journal: Journal, chosen: Chosen, prepared: Prepared) -> None:
    """Say how what was on the page leaves the queue, once it was talked about."""
    from recoverylog.cli import page
    from recoverylog.journal.text import one_line
    from recoverylog.sharing.letter import Section

    if Section.TALK.value not in prepared.leaving.sections:
        return
    asks = journal.asks()
    said = None if chosen.talk is None else set(chosen.talk)
    numbers = [str(one.number) for one in asks if said is None or one_line(one.entry.text) in said]
    if numbers:
        page.tell(f"Once you have talked about it: recoverylog asks done {' '.join(numbers)}")
