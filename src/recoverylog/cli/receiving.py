"""The command that takes in an answer: from a file, from a pipe, or pasted on a terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal
    from recoverylog.session.replies import Arrival

_MOST_TYPED = 64 * 1024
_AT_ONCE = 4096
_MOMENT = 0.3
_CTRL_D = b"\x04"


def receive(
    ctx: typer.Context,
    source: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help=_("Where it is; - is standard input."))
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help=_("Keep it as an encouragement; ask nothing."))
    ] = False,
    put_away: Annotated[
        bool, typer.Option("--put-away", help=_("Put it away; ask nothing."))
    ] = False,
    show: Annotated[bool, typer.Option("--show", help=_("Show its words at once."))] = False,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Take in the answer to a page.

    An answer begins with RLNOTE1; paste the whole message. It says which page it answers. On a
    terminal it then asks whether you want to read it now, and what is to become of it: an
    encouragement, put away, erased, or its sender blocked. Elsewhere --show shows its words.
    """
    from recoverylog.cli import page as pages
    from recoverylog.cli import passphrase, shared_json
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem

    if keep and put_away:
        raise UsageProblem(
            _("An answer is either kept or put away."), hint=_("Leave one of them out.")
        )
    quiet = no_input(ctx, no_input_)
    there = passphrase.can_ask(no_input=quiet)
    asks_for_text = source is None and there
    if source is None and quiet and passphrase.can_ask(no_input=False):
        raise UsageProblem(
            _("Where the answer is was not said."),
            safe=_("Nothing was taken in."),
            hint=_("For example: recoverylog receive answer.txt"),
        )
    # What is piped in is read before anything is asked; what is pasted, after the journal opened.
    text = "" if asks_for_text else _read(source)
    with unlocked(no_input=quiet) as journal:
        received = journal.receive(_pasted() if asks_for_text else text)
        arrivals = received.arrivals
        aims = _Aims(keep, put_away, show, asking=there and not (keep or put_away or json_))
        for number, arrival in enumerate(arrivals):
            if not json_:
                _announce(arrival, first=number == 0)
            _settle(journal, arrival, aims, told=not json_)
        if json_:
            pages.print_json(shared_json.received(_as_they_are(journal, arrivals)))
    _end(arrivals)


def _read(source: str | None) -> str:
    """Return the text of a file or of standard input, at most a little more than is looked at.

    Raises:
        RecoverylogError: it cannot be read.
    """
    import os

    from recoverylog.errors import NotFound, from_os
    from recoverylog.sharing.reply import MOST_PASTED

    most = MOST_PASTED + 1
    if source in {None, "-"}:
        content = sys.stdin.buffer.read(most) if sys.stdin is not None else b""
    else:
        path = os.path.abspath(os.path.expanduser(str(source)))
        try:
            with open(path, "rb") as file:
                content = file.read(most)
        except FileNotFoundError as problem:
            raise NotFound(
                _("There is no file {path}.", path=path),
                hint=_("Pasting it works too: recoverylog receive"),
            ) from problem
        except OSError as problem:
            raise from_os(problem, path, safe=_("Nothing was taken in.")) from problem
    return content.decode("utf-8", "replace")


def _pasted() -> str:
    """Return what is pasted on a terminal, which ends as :func:`_is_over` has it, or with Ctrl-D.

    Raises:
        KeyboardInterrupt: the person left.
    """
    import os
    import select

    from recoverylog.cli import page

    content = b""
    with _as_it_comes() as typed:
        page.tell(_("Paste the message with the answer, then press enter on an empty line."))
        while len(content) < _MOST_TYPED and _CTRL_D not in content:
            piece = os.read(typed, _AT_ONCE)
            content += piece
            if not piece:
                break
            # What is pasted comes in pieces, with nothing but a moment between them.
            if _is_over(content) and not select.select([typed], [], [], _MOMENT)[0]:
                break
    return content.partition(_CTRL_D)[0].decode("utf-8", "replace")


@contextlib.contextmanager
def _as_it_comes() -> Iterator[int]:
    """Have the terminal hand on what is typed at once: a whole line may hold 4,095 bytes only.

    What is left of a paste afterwards is dropped, so that no question and no shell reads it.

    Yields:
        The descriptor to read from.
    """
    typed = sys.stdin.fileno()
    try:
        import termios
    except ImportError:
        yield typed
        return
    before = termios.tcgetattr(typed)
    after = termios.tcgetattr(typed)
    after[3] &= ~termios.ICANON
    after[6][termios.VMIN], after[6][termios.VTIME] = 1, 0
    termios.tcsetattr(typed, termios.TCSADRAIN, after)
    try:
        yield typed
    finally:
        termios.tcsetattr(typed, termios.TCSAFLUSH, before)


def _is_over(content: bytes) -> bool:
    """Return whether an empty line ends it: one where an answer is whole, else two.

    The message around an answer may hold empty lines of its own.
    """
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    return text.endswith("\n\n\n") or (text.endswith("\n\n") and _is_whole(text))


def _is_whole(text: str) -> bool:
    from recoverylog.errors import RecoverylogError
    from recoverylog.sharing import reply

    try:
        return bool(reply.find(text))
    except RecoverylogError:
        return False


# What became of each ------------------------------------------------------------------------


class _Aims(NamedTuple):
    """What is to be done with the answers that came."""

    keep: bool
    put_away: bool
    show: bool
    asking: bool


def _settle(journal: Journal, arrival: Arrival, aims: _Aims, *, told: bool) -> None:
    """Show an answer where the person wants to read it, and do with it what was said, or ask.

    Raises:
        KeyboardInterrupt: the person left; what was taken in stays.
    """
    from recoverylog.cli import answers

    one = arrival.reply
    if one is None:
        return
    # One that was pasted before is asked about again until something became of it.
    is_new = one.state == "new"
    read = told and (aims.show or (is_new and aims.asking and _wants_to_read()))
    if read:
        answers.show_words(one)
    if not is_new:
        return
    if aims.keep:
        answers.kept(journal, one)
    elif aims.put_away:
        answers.was_put_away(journal, one)
    elif aims.asking and read:
        answers.settle(journal, one)
    elif told:
        _tell_waits(one, read=read)


def _wants_to_read() -> bool:
    """Return whether the person wants to read it now: it is from outside, and may not be kind.

    Raises:
        KeyboardInterrupt: the person left.
    """
    from recoverylog.cli import asking

    return asking.yes(_("Read it now?"), usually=True)


def _tell_waits(one: Reply, *, read: bool) -> None:
    from recoverylog.cli import page

    page.tell(
        _(
            "It waits as new: recoverylog answers {keep} {id}",
            keep="keep" if read else "show",
            id=one.id[:8],
        )
    )


def _announce(arrival: Arrival, *, first: bool) -> None:
    """Say which page was answered, and whether the answer was here; none of its words."""
    from recoverylog.cli import answers, ledger_words
    from recoverylog.cli import page as pages

    page = pages.Page()
    if not first:
        page.gap()
    if arrival.reply is not None:
        answers.add_heading(page, arrival.reply)
    if arrival.outcome == "known":
        page.add(pages.Span(_known_words(arrival), "faint"))
    elif arrival.page is not None and arrival.problem is not None:
        page.add(
            _("An answer to {page} was not taken in.", page=ledger_words.page_words(arrival.page))
        )
    if page.rows:
        pages.show(page)


def _known_words(arrival: Arrival) -> str:
    from recoverylog.cli import answers, ledger_words

    if arrival.reply is not None:
        day = ledger_words.at_words(arrival.reply.at)
        return _(
            "It was here already, from {day}: {states}.",
            day=day,
            states=answers.STATES[arrival.reply.state],
        )
    page = _(" to {page}", page=ledger_words.page_words(arrival.page)) if arrival.page else ""
    return _("An answer{page} was here before, and you erased it; it stays so.", page=page)


def _as_they_are(journal: Journal, arrivals: tuple[Arrival, ...]) -> list[Arrival]:
    """Return the arrivals with their answers as they are by now."""
    present = {one.id: one for one in journal.replies()}
    return [
        one._replace(reply=present.get(one.reply.id, one.reply)) if one.reply else one
        for one in arrivals
    ]


def _end(arrivals: tuple[Arrival, ...]) -> None:
    """Say what was not taken in, and end with the code of the first of it.

    Raises:
        RecoverylogError: what the only answer was not taken in for.
        Exit: one of several was not.
    """
    from recoverylog.cli import page

    problems = [one.problem for one in arrivals if one.problem is not None]
    if len(problems) == 1:
        raise problems[0]
    for problem in problems:
        page.tell(problem.line())
    if problems:
        raise typer.Exit(problems[0].exit_code)
