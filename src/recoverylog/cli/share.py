"""The command that hands a page over: said in options, or asked for on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.journal.text import clean, inert
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.cli.handing import Way
    from recoverylog.cli.share_draft import Asked, Chosen
    from recoverylog.session.journal import Journal

_WITH_A_FILE = frozenset({"page", "html"})
"""Forms that a browser opens: without a word of where, they are written as a file."""


Who = Annotated[list[str] | None, typer.Argument(metavar="[WHO]", help=_("For whom; see people."))]
Days = Annotated[
    str | None, typer.Option("--days", "-d", metavar="7|30|90", help=_("Of how many days."))
]
Focuses = Annotated[
    list[str] | None, typer.Option("--focus", "--on", help=_("Only of this focus."))
]
FormOption = Annotated[
    str,
    typer.Option(
        "--form",
        "-f",
        metavar="page|text|markdown|html|json",
        help=_("page is sealed; the others are not."),
    ),
]
Tick = Annotated[list[str] | None, typer.Option("--tick", metavar="PART", help=_("This part too."))]
Leave = Annotated[
    list[str] | None, typer.Option("--leave", metavar="PART", help=_("Not this part."))
]
Talk = Annotated[
    list[str] | None,
    typer.Option("--talk", help=_("What to talk about, in place of your open asks.")),
]
Need = Annotated[
    str | None,
    typer.Option("--need", help=_("listen, advice, company, nothing, or your own words.")),
]
Proud = Annotated[
    list[str] | None, typer.Option("--proud", help=_("A moment that you are proud of."))
]
Next = Annotated[list[str] | None, typer.Option("--next", help=_("An agreed next step."))]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help=_("A new file, or a folder."))
]
Preview = Annotated[bool, typer.Option("--preview", help=_("Only show it; nothing leaves."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Hand it over; ask nothing."))]


def share(
    ctx: typer.Context,
    who: Who = None,
    days: Days = None,
    focus: Focuses = None,
    form: FormOption = "page",
    tick: Tick = None,
    leave: Leave = None,
    talk: Talk = None,
    need: Need = None,
    proud: Proud = None,
    next_: Next = None,
    output: Output = None,
    preview: Preview = False,
    yes: Yes = False,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Hand a page to someone who supports you.

    It holds what you tick and nothing else; --preview shows every word of it. A sealed page opens
    in any browser with six words, which you tell by voice. On a terminal it asks for the rest.
    Parts: talk, need, time, logged, cravings, mood, connections, helped, proud, next; and, off
    unless ticked, use-days, amounts, people, tags, times, focus, notes, gratitude.
    """
    from recoverylog.cli import share_draft

    typed = [*(talk or ()), need or "", *(proud or ()), *(next_ or ())]
    with share_draft.handed_back(typed) as in_hand:
        asked = share_draft.Asked(
            who=" ".join(who or ()).strip(),
            days=share_draft.period(days),
            focuses=tuple(focus or ()),
            tick=share_draft.parts(tick),
            leave=share_draft.parts(leave),
            talk=None if talk is None else tuple(talk),
            need=None if need is None else share_draft.needed(need),
            proud=None if proud is None else tuple(proud),
            next=None if next_ is None else tuple(next_),
        )
        share_draft.check(asked)
        way = _way(form, output, preview=preview, as_json=json_)
        quiet = no_input(ctx, no_input_)
        _share(asked, way, in_hand, preview=preview, yes=yes, quiet=quiet)


def _share(
    asked: Asked, way: Way, in_hand: list[str], *, preview: bool, yes: bool, quiet: bool
) -> None:
    """Show the page, hand it over, or ask first.

    Args:
        asked: what the options say.
        way: how it leaves.
        in_hand: the words that were typed; none any more once a draft looks after them.
        preview: only show it.
        yes: ask nothing.
        quiet: nothing may be asked.

    Raises:
        RecoverylogError: nothing was shared.
    """
    from recoverylog.cli import handing, passphrase, share_draft
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem

    if not preview:
        handing.must_arrive(way)
    asking = not (yes or preview) and passphrase.can_ask(no_input=quiet)
    if not (asking or yes or preview):
        raise UsageProblem(
            _("Handing a page over needs your word."),
            safe=_("Nothing was shared."),
            hint=_("Look at it with --preview, then add --yes."),
        )
    with unlocked(no_input=quiet, quiet=preview) as journal:
        chosen = share_draft.chosen(journal, asked)
        if preview:
            _show(journal, chosen, way)
            return
        in_hand.clear()
        if asking:
            from recoverylog.cli import share_questions

            share_questions.converse(journal, asked, chosen, way)
        else:
            _at_once(journal, chosen, way)


def _way(word: str, output: str | None, *, preview: bool, as_json: bool) -> Way:
    """Return how it leaves, as the options have it.

    Raises:
        UsageProblem: they do not fit together.
    """
    from recoverylog.cli.handing import Way
    from recoverylog.errors import UsageProblem
    from recoverylog.journal.shared import FORMS
    from recoverylog.journal.text import one_line

    form = next((one for one in FORMS if one == word.lower()), None)
    if form is None:
        raise UsageProblem(
            _("There is no form called “{word}”.", word=one_line(word, 40)),
            hint=_("Forms: {forms}.", forms=", ".join(FORMS)),
        )
    if preview and output is not None:
        raise UsageProblem(
            _("A preview is only shown."),
            safe=_("Nothing was shared."),
            hint=_("Leave --output out."),
        )
    if output == "-":
        if form == "page":
            raise UsageProblem(
                _("A sealed page is a file."),
                safe=_("Nothing was shared."),
                hint=_("Name a folder."),
            )
        return Way(form, None, as_json=as_json)
    if output == "":
        raise UsageProblem(_("--output names nothing."), safe=_("Nothing was shared."))
    where = "." if output is None and form in _WITH_A_FILE else output
    return Way(form, where, as_json=as_json)


def _show(journal: Journal, chosen: Chosen, way: Way) -> None:
    """Print what would leave, in its text form and nothing else."""
    from recoverylog.cli import handing, page, shared_json

    prepared = handing.previewed(journal, chosen)
    if way.as_json:
        leaving = prepared.leaving._replace(form=way.form)
        page.print_json(shared_json.preview(prepared._replace(leaving=leaving)))
    else:
        # A program that reads it gets what would leave, as it does from --form text --output -.
        shown = (clean if handing.is_hidden() else inert)(prepared.preview)
        handing.put_out(shown.encode("utf-8"))


def _at_once(journal: Journal, chosen: Chosen, way: Way) -> None:
    """Hand the page over; where that comes to nothing, what was said stays as a draft.

    Raises:
        RecoverylogError: nothing was shared.
    """
    from recoverylog.cli import handing, share_draft

    draft = share_draft.Kept(journal, way.form)
    try:
        material = handing.gathered(journal, chosen)
        draft.saw(material)
        left = handing.handed_over(journal, chosen, material, way)
    except BaseException:
        draft.keep_whatever_happens(chosen)
        raise
    try:
        handing.tell(journal, left, way)
    except OSError:
        # What was printed is gone; a file holds what was said.
        if not left.row.path:
            draft.keep_whatever_happens(chosen)
        raise
    finally:
        draft.leave()
