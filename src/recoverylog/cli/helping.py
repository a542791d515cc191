"""Commands that help: crisis, demo, shell-init, completions, paths."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from recoverylog.cli.options import Json
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverylog.session.journal import Journal

_DEMO_DAYS = 14
_DEMO_TREND = 90

Shell = Annotated[
    str | None, typer.Argument(metavar="[bash|zsh|fish]", help=_("Default: your login shell."))
]
Known = TypeVar("Known")


def crisis(
    country: Annotated[
        str | None, typer.Option("--country", "-c", help=_("Two letters: GB, US, …"))
    ] = None,
    overdose: Annotated[
        bool, typer.Option("--overdose", help=_("Signs of an overdose, and what to do."))
    ] = False,
    json_: Json = False,
) -> None:
    """Numbers to call now.

    Needs no passphrase, no network and no journal.
    """
    from recoverylog.cli import urgent

    urgent.show(country, overdose=overdose, as_json=json_)


def demo(
    plain: Annotated[
        bool, typer.Option("--plain", help=_("Print it, where the screens would open."))
    ] = False,
) -> None:
    """Show an invented person's journal.

    On a terminal it opens the screens. Nothing of yours is touched, and nothing of it stays.
    """
    # On a terminal, and without the option, the boundary has opened the screens already.
    del plain
    from recoverylog.session import demo as invented

    with invented.open_demo() as journal:
        _show_demo(journal)


def _show_demo(journal: Journal) -> None:
    from datetime import timedelta

    from recoverylog.cli import handing, rows, share_draft, standing
    from recoverylog.cli import page as pages
    from recoverylog.insights.views import figures
    from recoverylog.journal.selection import Selection
    from recoverylog.session import standings, views

    _title(_("An invented person's journal. Nothing here is yours, and nothing of it stays."))
    _title("$ recoverylog today")
    pages.show(standing.today_page(journal))
    _title("$ recoverylog streak")
    pages.show(figures.sheet(standings.figures(journal), pages.room()))
    _title(f"$ recoverylog list --from {_DEMO_DAYS}d")
    page = pages.Page()
    first = journal.today() - timedelta(days=_DEMO_DAYS - 1)
    rows.add_by_day(page, journal.select(Selection(first=first)))
    pages.show(page)
    held, room = views.read(journal), pages.room()
    only = held.focuses[0] if len(held.focuses) == 1 else None
    _title("$ recoverylog review")
    pages.show(views.week_sheet(journal, journal.today(), room))
    _title(f"$ recoverylog trends --days {_DEMO_TREND}")
    pages.show(views.trends_sheet(held, only, _DEMO_TREND, room))
    for_whom = next(iter(journal.supporters()), None)
    command = "share --preview" if for_whom is None else f"share {for_whom.name} --preview"
    _title(f"$ recoverylog {command}")
    chosen = share_draft.chosen(journal, share_draft.Asked(who=for_whom.name if for_whom else ""))
    sys.stdout.write(handing.previewed(journal, chosen).preview)
    _title(_("Make your own: recoverylog init      Keep a line now: rl mood 6"))


def _title(text: str) -> None:
    from recoverylog.cli import page as pages

    page = pages.Page()
    page.gap()
    page.add(pages.Span(text, "head"))
    page.gap()
    pages.show(page)


_SHELLS = {
    "bash": _("""\
# recoverylog: keep what you write out of bash's history. In ~/.bashrc:
#   eval "$(recoverylog shell-init bash)"
HISTCONTROL="${HISTCONTROL:+$HISTCONTROL:}ignorespace"
HISTIGNORE="${HISTIGNORE:+$HISTIGNORE:}rl:rl *:recoverylog log*:recoverylog edit*"
HISTIGNORE="$HISTIGNORE:recoverylog share *:recoverylog people *"
"""),
    "zsh": _("""\
# recoverylog: keep what you write out of zsh's history, and let rl take ? and * as they are.
# In ~/.zshrc:
#   eval "$(recoverylog shell-init zsh)"
setopt HIST_IGNORE_SPACE
alias rl='noglob rl'
autoload -Uz add-zsh-hook
_recoverylog_history() {
  case "${1%%$'\\n'*}" in
    rl|rl\\ *|recoverylog\\ log*|recoverylog\\ edit*) return 1 ;;
    recoverylog\\ share\\ *|recoverylog\\ people\\ *) return 1 ;;
  esac
  return 0
}
add-zsh-hook zshaddhistory _recoverylog_history
"""),
    "fish": """\
# recoverylog: keep what you write out of fish's history. In ~/.config/fish/config.fish:
#   recoverylog shell-init fish | source
# A line that begins with a space stays out of fish's history, so both bring one along.
abbr --add --position command rl ' rl'
abbr --add --position command recoverylog ' recoverylog'
function fish_should_add_to_history
    string match --quiet --regex '^(rl|recoverylog (log|edit))( |$)' -- $argv[1]; and return 1
    string match --quiet --regex '^recoverylog (share|people) ' -- $argv[1]; and return 1
    string match --quiet --regex '^ ' -- $argv[1]; and return 1
    return 0
end
""",
}


def shell_init(shell: Shell = None) -> None:
    """Print lines for your shell's start file.

    They keep what you write out of the shell's history.
    """
    sys.stdout.write(_of_shell(shell, _SHELLS, "lines"))


def completions(ctx: typer.Context, shell: Shell = None) -> None:
    """Print completions for your shell.

    What tab then offers are commands, options and kinds of entries; never a word of yours. The
    first lines that are printed say where to put them.
    """
    from recoverylog.cli import completing, shells

    script = _of_shell(shell, shells.SCRIPTS, "completions")
    sys.stdout.write(script(completing.commands(ctx.find_root())))


def _of_shell(shell: str | None, known: Mapping[str, Known], what: str) -> Known:
    """Return what is known for a shell, the login shell where none is named.

    Raises:
        UsageProblem: nothing is.
    """
    from recoverylog.errors import UsageProblem
    from recoverylog.journal.text import one_line

    named = shell or os.path.basename(os.environ.get("SHELL", ""))
    if named not in known:
        raise UsageProblem(
            _("There are no {what} for the shell “{named}”.", what=what, named=one_line(named, 40)),
            hint=_("Say bash, zsh or fish."),
        )
    return known[named]


def paths(json_: Json = False) -> None:
    """Say where everything lies."""
    from recoverylog import paths as places
    from recoverylog.cli import page

    found = places.find()
    named = {**found._asdict(), "inbox": found.inbox, "settings": found.settings}
    if json_:
        page.print_json({"schema": 1, **named})
        return
    for name, path in named.items():
        sys.stdout.write(f"{name:<9} {path}\n")
