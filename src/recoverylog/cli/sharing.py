"""Commands that hand something out: summary and export."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import Json, NoInput, no_input

if TYPE_CHECKING:
    from collections.abc import Iterable

Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write it there, readable by you alone."),
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace FILE where it exists.")]


def summary(
    ctx: typer.Context,
    days: Annotated[int, typer.Option("--days", "-d", help="7, 30 or 90.")] = 30,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Your own words too; they are not looked through.")
    ] = False,
    with_tags: Annotated[
        bool, typer.Option("--with-tags", help="The tags that came up most.")
    ] = False,
    with_names: Annotated[
        bool, typer.Option("--with-focus", help="The names of your focuses.")
    ] = False,
    output: Output = None,
    replace: Replace = False,
    json_: Json = False,
    no_input_: NoInput = False,
) -> None:
    """Print a summary to hand to someone.

    Figures only, unless you ask for more. What you noted with with: is never in it.
    """
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.sharing import plain, values
    from recoverylog.sharing.summary import PERIODS, Choice

    if days not in PERIODS:
        raise UsageProblem("A summary covers 7, 30 or 90 days.", hint="For example: --days 30")
    with unlocked(no_input=no_input(ctx, no_input_)) as journal:
        choice = Choice(text=with_text, tags=with_tags, labels=with_names)
        made = journal.summary(days, choice)
    text = _json(values.values(made)) if json_ else plain.render(made)
    _hand_out([text], output, replace=replace)


def export(
    ctx: typer.Context,
    json_: Annotated[
        bool, typer.Option("--json", help="Everything, losslessly, as documented JSON.")
    ] = False,
    output: Output = None,
    replace: Replace = False,
    no_input_: NoInput = False,
) -> None:
    """Print the whole journal, as JSON.

    It is lossless, documented, and not encrypted.
    """
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.errors import UsageProblem
    from recoverylog.transfer import lossless

    if not json_:
        raise UsageProblem("Say in which form.", hint="recoverylog export --json")
    with unlocked(no_input=no_input(ctx, no_input_), quiet=True) as journal:
        tables = journal.everything()
        document = lossless.document(tables, vault=journal.vault, at=journal.instant())
    _hand_out(document, output, replace=replace)


def _json(document: object) -> str:
    import json

    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def _hand_out(pieces: Iterable[str], output: str | None, *, replace: bool) -> None:
    """Print a text, or write it to a file of the person's own, 0600.

    Raises:
        AlreadyThere: the file exists and may not be replaced.
        RecoverylogError: it cannot be written; nothing was.
    """
    from recoverylog.cli import page

    if output is None or output == "-":
        sys.stdout.writelines(pieces)
        return
    from recoverylog.transfer import outside

    content = b"".join(piece.encode("utf-8") for piece in pieces)
    path = outside.write(output, content, replace=replace)
    page.tell(f"Written to {path}. It is not encrypted: whoever has it can read it.")
