"""A journal in which every word of the person holds the same four letters, to be looked for."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from recoverylog import clock
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.focus import Focus
from recoverylog.journal.supporter import Supporter
from recoverylog.session.journal import Journal
from recoverylog.vault import device, posting
from tests.tui import pages

CANARY = "qzvk"
"""Stands in no word of ours."""
SAM = Supporter(
    id="5" * 32, name="Qzvkana Qzvkova", role="qzvkrole", reach="qzvk 0142", sections=("talk",)
)


def seen(text: str) -> list[str]:
    """Return the words of the person that stand in a text."""
    return re.findall(rf"\S*{CANARY}\S*", text.casefold())


def fill(journal: Journal, folder: Path) -> None:
    """Have the canary in every place that takes a person's words."""
    for number, goal in ((1, "abstain"), (2, "reduce")):
        more = {"limit": 2.0, "per": "day", "unit": "qzvkunits"} if goal == "reduce" else {}
        label = f"qzvkfocus{number}"
        since = date(2026, 11, number)
        journal.put_focus(Focus(id=f"{number}" * 32, label=label, since=since, goal=goal, **more))  # type: ignore[arg-type]
    said = {"text": "qzvkone qzvktwo, qzvkthree", "tags": ("qzvktag",), "helped": ("qzvkhelp",)}
    said |= {"people": ("Qzvkada",), "focus": "1" * 32}
    day = {
        "good": ("qzvkgood qzvkbread", "qzvksun"),
        "hurt": "qzvkhurt",
        "need": "qzvkneed",
        "intention": "qzvkintent",
        "hard_moment": "qzvkbus",
        "plan": "qzvkfront",
        "mood": 5.0,
        "craving": 3.0,
        "halt": ("tired",),
    }
    for fields in (
        {"kind": "note"},
        {"kind": "note", "ask": True},
        {"kind": "craving", "craving": 8.0, "after": 3.0},
        {"kind": "mood", "mood": 3.0},
        {"kind": "gratitude"},
        {"kind": "connection"},
        {"kind": "check_in", "part": "morning", **day},
        {"kind": "check_in", "part": "evening", **day},
        {"kind": "use", "confirmed": False},
        {"kind": "craving", "craving": 2.0, "focus": None, "focus_word": "qzvkword"},
        {"kind": "note", "when_words": "qzvkwhen"},
    ):
        stored = journal.write(journal.new_entry(**said | fields))
        journal.change(stored, text="qzvkone qzvktwo, qzvkfour")
    for _ in range(6):
        journal.write(journal.new_entry(**said, kind="craving", craving=7.0, after=2.0))
    journal.put_supporter(SAM)
    journal.put_plan("qzvkcue qzvkhome", "qzvkthen")
    journal.put_sign("qzvksign")
    pages.share(journal, pages.FIRST, SAM, str(folder / "qzvkfile.html"))
    for text in ("qzvkreply qzvkback", "qzvkreply again"):
        (reply,) = journal.receive(pages.answer(text)).replies
        if "again" not in text:
            journal.keep_reply(reply.id)
    _hold(journal)
    journal.save_draft("line", {"line": "note qzvkdraft"})
    for name, word in (("gratitude", "grateful"), ("connection", "met"), ("craving", "craving 7")):
        journal.save_draft(name, {"line": f"{word} qzvkdraft @qzvktag", "craving": 7})
    journal.save_draft("note", {"text": "qzvkdraft\nqzvkmore"})
    journal.save_draft("check_in", {"kind": "check_in", "part": "evening", "text": "qzvkdraft"})
    journal.save_draft("morning", {"kind": "check_in", "part": "morning", "intention": "qzvkgo"})


def _hold(journal: Journal) -> None:
    """Have an entry wait that another device sealed."""
    known = device.load(journal.places.device)
    assert known is not None
    device.save(journal.places.device, known._replace(device=bytes(16)))
    fields = quick_entry.fields(
        grammar.parse_line("note qzvkheld qzvkthing"), clock.now(), journal.rollover
    )
    posting.keep(journal.places, fields)
    device.save(journal.places.device, known)
