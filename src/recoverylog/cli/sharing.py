"""The command that hands the whole journal out: export."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog.cli.options import NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=_("Write it there, readable by you alone.")
    ),
]
Replace = Annotated[bool, typer.Option("--replace", help=_("Replace FILE where it exists."))]


def export(
    ctx: typer.Context,
    json_: Annotated[
        bool, typer.Option("--json", help=_("Everything, losslessly, as documented JSON."))
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
        raise UsageProblem(_("Say in which form."), hint="recoverylog export --json")
    with unlocked(no_input=no_input(ctx, no_input_), quiet=True) as journal:
        tables = journal.everything()
        document = lossless.document(tables, vault=journal.vault, at=journal.instant())
    _hand_out(document, output, replace=replace)


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
    page.tell(_("Written to {path}. It is not encrypted: whoever has it can read it.", path=path))
