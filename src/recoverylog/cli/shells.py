"""Completion scripts: what completing.py knows, in the language of each shell.

A script is plain text: pressing tab starts no program and opens no journal. Bash is held to
version 3.2, which macOS has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.cli.completing import FIRST_WORDS, KEYS, RL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoverylog.cli.completing import Command, Option, Word


def _cases(found: Iterable[Command], separator: str = "|") -> str:
    """Return the patterns for every command but the first: what is known, a blank, its last word.

    ``' focus'`` stands below recoverylog itself, ``'focus add'`` below ``focus``.
    """
    paths = (one.path for one in found if one.path)
    return separator.join(f"'{path if ' ' in path else f' {path}'}'" for path in paths)


def _texts(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _all_names(found: Iterable[Option]) -> str:
    return " ".join(name for option in found for name in option.names)


# ── bash ──────────────────────────────────────────────────────────────────────────────────────

_BASH = """\
# recoverylog: what tab offers in bash, for recoverylog and rl. To use it, and again after each
# new version:
#   recoverylog completions bash > ~/.recoverylog-completions.bash
# and in ~/.bashrc:
#   . ~/.recoverylog-completions.bash
# Commands, options and kinds of entries; never a word of yours.
_recoverylog_offer() {
  local IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}
_recoverylog_line() {
  if [ "$1" -eq 0 ]; then
    _recoverylog_offer '@FIRST@'
  elif [ "$1" -gt 0 ]; then
    compopt -o nospace 2>/dev/null
    _recoverylog_offer '@KEYS@'
  fi
}
_recoverylog_rl() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}"
  COMPREPLY=()
  # What follows a colon is the person's own.
  case "$word:$before" in
    :*:*|*::) return ;;
  esac
  case "$COMP_CWORD:$word" in
    1:-*) _recoverylog_offer '@RL@' ;;
    *) _recoverylog_line "$((COMP_CWORD - 1))" ;;
  esac
}
_recoverylog() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}"
  local at='' count=0 place=1 seen
  COMPREPLY=()
  case "$word:$before" in
    :*:*|*::) return ;;
    =:*) word='' ;;
    *:=) before="${COMP_WORDS[COMP_CWORD - 2]}" ;;
  esac
  while [ "$place" -lt "$COMP_CWORD" ]; do
    seen="${COMP_WORDS[place]}"
    case "$at $seen" in
      @CASES@) at="${at:+$at }$seen" ;;
      *' -'*) ;;
      *) count=$((count + 1)) ;;
    esac
    place=$((place + 1))
  done
  case "$at $before" in
@VALUES@
  esac
  case "$word" in
    -*)
      case "$at" in
@OPTIONS@
      esac
      ;;
    *)
      case "$at" in
@WORDS@
      esac
      ;;
  esac
}
complete -F _recoverylog recoverylog
complete -F _recoverylog_rl rl
"""


def bash(found: list[Command]) -> str:
    """Return the script for bash."""
    values = []
    for one in found:
        for option in filter(lambda option: option.takes, one.options):
            names = "|".join(f"'{one.path} {name}'" for name in option.names)
            act = f"_recoverylog_offer '{_texts(option.values)}'; return"
            if option.file:
                act = "compopt -o default 2>/dev/null; return"
            values.append(f"    {names}) {act if option.file or option.values else 'return'} ;;")
    options = [
        f"        '{one.path}') _recoverylog_offer '{_all_names(one.options)}' ;;" for one in found
    ]
    words = [
        f"        '{one.path}') _recoverylog_offer '{_texts(one.words)}' ;;"
        for one in found
        if one.words
    ]
    words += [
        f"        '{one.path}') _recoverylog_line \"$((count - {one.line}))\" ;;"
        for one in found
        if one.line is not None
    ]
    return _filled(
        _BASH,
        FIRST=_texts(FIRST_WORDS),
        KEYS=_texts(KEYS),
        RL=_all_names(RL.options),
        CASES=_cases(found),
        VALUES="\n".join(values),
        OPTIONS="\n".join(options),
        WORDS="\n".join(words),
    )


# ── zsh ───────────────────────────────────────────────────────────────────────────────────────

_ZSH = """\
#compdef recoverylog rl
# recoverylog: what tab offers in zsh, for recoverylog and rl. To use it, and again after each new
# version, write it as _recoverylog into a folder of $fpath, such as ~/.zfunc:
#   recoverylog completions zsh > ~/.zfunc/_recoverylog
# and in ~/.zshrc:
#   fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit
# Commands, options and kinds of entries; never a word of yours.
_recoverylog_line() {
  local -a found
  if (( $1 == 0 )); then
    found=(@FIRST@)
    _describe 'kind' found
  elif (( $1 > 0 )); then
    found=(@KEYS@)
    _describe 'more' found -S ''
  fi
}
_recoverylog_rl() {
  local -a found
  if [[ $CURRENT -eq 2 && $PREFIX == -* ]]; then
    found=(@RL@)
    _describe -o 'option' found
  else
    _recoverylog_line $((CURRENT - 2))
  fi
}
_recoverylog_main() {
  local at='' before=${words[CURRENT-1]} place seen
  local -i count=0
  local -a found
  for ((place = 2; place < CURRENT; place++)); do
    seen=${words[place]}
    case "$at $seen" in
      @CASES@) at="${at:+$at }$seen" ;;
      *' -'*) ;;
      *) count+=1 ;;
    esac
  done
  if [[ $PREFIX == --*=* ]]; then
    before=${PREFIX%%=*}
    compset -P '*='
  fi
  case "$at $before" in
@VALUES@
  esac
  if [[ $PREFIX == -* ]]; then
    case "$at" in
@OPTIONS@
    esac
    _describe -o 'option' found
    return
  fi
  case "$at" in
@WORDS@
  esac
  (( $#found )) && _describe 'word' found
}
_recoverylog() {
  if [[ $service == rl ]]; then
    _recoverylog_rl
  else
    _recoverylog_main
  fi
}
if [[ $funcstack[1] == _recoverylog ]]; then
  _recoverylog "$@"
elif (( $+functions[compdef] )); then
  compdef _recoverylog recoverylog rl
fi
"""


def zsh(found: list[Command]) -> str:
    """Return the script for zsh."""
    values = []
    for one in found:
        for option in filter(lambda option: option.takes, one.options):
            names = "|".join(f"'{one.path} {name}'" for name in option.names)
            act = "_files; return" if option.file else "return 1"
            if option.values:
                act = f"found=({_described(option.values)}); _describe -V 'value' found; return"
            values.append(f"    {names}) {act} ;;")
    options = [f"      '{one.path}') found=({_options(one.options)}) ;;" for one in found]
    words = [f"    '{one.path}') found=({_described(one.words)}) ;;" for one in found if one.words]
    words += [
        f"    '{one.path}') _recoverylog_line $((count - {one.line})); return ;;"
        for one in found
        if one.line is not None
    ]
    return _filled(
        _ZSH,
        FIRST=_described(FIRST_WORDS),
        KEYS=_described(KEYS),
        RL=_options(RL.options),
        CASES=_cases(found),
        VALUES="\n".join(values),
        OPTIONS="\n".join(options),
        WORDS="\n".join(words),
    )


def _described(words: Iterable[Word]) -> str:
    return " ".join(_pair(word.text, word.help) for word in words)


def _options(found: Iterable[Option]) -> str:
    return " ".join(_pair(name, option.help) for option in found for name in option.names)


def _pair(name: str, text: str) -> str:
    """Return what _describe reads as a word and its description."""
    # A colon ends the word; the \\ before one that does not is taken away again.
    said = name.replace(":", "\\:") + (f":{text}" if text else "")
    return "'" + said.replace("'", "'\\''") + "'"


# ── fish ──────────────────────────────────────────────────────────────────────────────────────

_FISH = """\
# recoverylog: what tab offers in fish, for recoverylog and rl. To use it, and again after each
# new version:
#   recoverylog completions fish > ~/.config/fish/conf.d/recoverylog-completions.fish
# Commands, options and kinds of entries; never a word of yours.
function __recoverylog_at --description 'Whether this command is being typed, and how far'
    set -l at ''
    set -l count 0
    set -l typed (commandline -opc)
    set -e typed[1]
    for word in $typed
        switch "$at $word"
            case @CASES@
                set at (string trim -- "$at $word")
            case '* -*'
            case '*'
                set count (math $count + 1)
        end
    end
    test "$at" = "$argv[1]"; and test $count $argv[2..3]
end
function __recoverylog_words --description 'How many words stand behind the command'
    test (math (count (commandline -opc)) - 1) $argv
end
complete -c recoverylog -f
complete -c rl -f
@LINES@
"""


def fish(found: list[Command]) -> str:
    """Return the script for fish."""
    lines = [*_fish_line("rl", "", 0), *_fish_options("rl", RL)]
    for one in found:
        lines += [
            f"{_fish_start('recoverylog', one.path)} -a {_fish(word.text)}{_fish_help(word.help)}"
            for word in one.words
        ]
        if one.line is not None:
            lines += _fish_line("recoverylog", one.path, one.line)
        lines += _fish_options("recoverylog", one)
    return _filled(_FISH, CASES=_cases(found, " "), LINES="\n".join(lines))


def _fish_start(program: str, path: str, count: str = "-ge 0") -> str:
    """Return a line's beginning: for which program, below which command, after how many words."""
    here = f"__recoverylog_at '{path}' {count}"
    if program == "rl":
        # Its first word is no command, whatever it is.
        here = f"__recoverylog_words {count}"
    return f'complete -c {program} -n "{here}"'


def _fish_line(program: str, path: str, before: int) -> list[str]:
    """Return what is offered in a line that begins after so many arguments."""
    first = _fish_start(program, path, f"-eq {before}")
    later = _fish_start(program, path, f"-gt {before}")
    return [
        f"{start} -a {_fish(word.text)}{_fish_help(word.help)}"
        for start, words in ((first, FIRST_WORDS), (later, KEYS))
        for word in words
    ]


def _fish_options(program: str, command: Command) -> list[str]:
    lines = []
    for option in command.options:
        names = "".join(
            f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
            for name in option.names
        )
        takes = (" -r -F" if option.file else " -x") if option.takes else ""
        offered = " ".join(
            word.text + (f"\\t{_fish(word.help)}" if word.help else "") for word in option.values
        )
        values = f" -a {_fish(offered)}" if offered else ""
        start = _fish_start(program, command.path)
        lines.append(f"{start}{names}{takes}{values}{_fish_help(option.help)}")
    return lines


def _fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_help(text: str) -> str:
    return f" -d {_fish(text)}" if text else ""


def _filled(script: str, **parts: str) -> str:
    for name, text in parts.items():
        script = script.replace(f"@{name}@", text)
    return script


SCRIPTS: dict[str, Callable[[list[Command]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""How a script is made, by the name of its shell."""
