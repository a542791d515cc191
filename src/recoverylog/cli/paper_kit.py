"""The recovery kit on a terminal: shown once, asked back, and wiped off the screen."""

from __future__ import annotations

import os
import sys

from recoverylog.language import _


def hand_over_kit(words: tuple[str, ...]) -> None:
    """Show the kit once, ask a few of its words back, and wipe it off the screen."""
    import secrets

    from recoverylog.cli import page

    print_kit(words)
    page.tell(
        _(
            "Write them on paper, in order. They are shown this once."
            " The third and the fourth are alike in every kit."
        )
    )
    # The third and fourth word say what kind of kit it is, so they are the same in every one.
    telling = [place for place in range(len(words)) if place not in {2, 3}]
    places = sorted(secrets.SystemRandom().sample(telling, 3))
    while True:
        input(_("Press enter when you have them. "))
        _wipe_screen()
        asked = [
            (place, input(_("Word {place}: ", place=place + 1)).strip().lower()) for place in places
        ]
        if all(words[place] == typed for place, typed in asked):
            page.tell(_("They match. Keep the paper somewhere safe, apart from this machine.\n"))
            return
        if not any(typed for _, typed in asked):
            page.tell(_("Left for now. A new passphrase comes with a new kit.\n"))
            return
        page.tell(_("Not quite; here they are again."))
        print_kit(words)


def print_kit(words: tuple[str, ...]) -> None:
    """Print the twenty words in four columns."""
    sys.stdout.write(
        _("\nYour recovery kit: these 20 words open the journal if the passphrase is gone.\n\n")
    )
    for row in range(5):
        cells = (f"{place + 1:>2}. {words[place]:<12}" for place in range(row, len(words), 5))
        sys.stdout.write("    " + "".join(cells).rstrip() + "\n")
    sys.stdout.write("\n")
    sys.stdout.flush()


def _wipe_screen() -> None:
    """Clear the screen and what can be scrolled back to, where that is a terminal."""
    if sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
        sys.stdout.flush()


def left_at_kit(words: tuple[str, ...]) -> bool:
    """Hand over the kit; return whether the person left before giving words of it back."""
    try:
        hand_over_kit(words)
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\n")
        return True
    return False
