"""What was chosen for a page, out of options and answers; and its draft."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

from recoverylog.cli import page, ticking
from recoverylog.errors import RecoverylogError, UsageProblem
from recoverylog.journal.supporter import PERIODS
from recoverylog.journal.text import one_line
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import Section, Ticked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.shared import Form
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal

NAME = "share"
"""The name of the draft, the same in the screens."""

USUAL_DAYS = 30
_SENTENCES = (Section.TALK, Section.PROUD, Section.NEXT, Section.NOTES, Section.GRATITUDE)
_ASKED_FOR = (Section.TALK, Section.NEED, Section.PROUD, Section.NEXT)


class Asked(NamedTuple):
    """What the options of the command say; None and empty where one was not given."""

    who: str = ""
    days: int | None = None
    focuses: tuple[str, ...] = ()
    tick: tuple[Section, ...] = ()
    leave: tuple[Section, ...] = ()
    talk: tuple[str, ...] | None = None
    need: str | None = None
    proud: tuple[str, ...] | None = None
    next: tuple[str, ...] | None = None

    @property
    def spoken(self) -> frozenset[Section]:
        """The parts that something was said for."""
        return frozenset(one for one in _ASKED_FOR if getattr(self, one.value))


class Chosen(NamedTuple):
    """What goes onto a page, and for whom; see sharing.letter for the sentences."""

    supporter: Supporter | None
    days: int
    focuses: tuple[Focus, ...]
    sections: frozenset[Section]
    need: str = ""
    talk: tuple[str, ...] | None = None
    proud: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    notes: tuple[str, ...] | None = None
    gratitude: tuple[str, ...] | None = None

    def ticked(self) -> Ticked:
        """Return it as the page is composed from it."""
        return Ticked(
            self.sections, self.need, self.talk, self.proud, self.next, self.notes, self.gratitude
        )

    def fields(self, form: Form) -> dict[str, Any]:
        """Return it as a draft keeps it, in the shape that the screens read too."""
        sentences = {
            section.value: [[text, True, ""] for text in getattr(self, section.value)]
            for section in _SENTENCES
            if getattr(self, section.value) is not None
        }
        return {
            "kind": NAME,
            "supporter": self.supporter.id if self.supporter else "",
            "days": self.days,
            "on": self.focuses[0].id if self.focuses else "",
            "focuses": [one.id for one in self.focuses],
            "form": form,
            "need": self.need,
            "sections": [one.value for one in Section if one in self.sections],
            "sentences": sentences,
            "text": "\n".join(self.words()),
        }

    def words(self) -> list[str]:
        """Return the words that were said for this page, part by part."""
        said = (getattr(self, section.value) or () for section in _SENTENCES)
        need = () if self.need in NEEDS else (self.need,)
        return [text for texts in (need, *said) for text in texts if text]

    @property
    def says_something(self) -> bool:
        """Whether anything was said for this page that the journal does not hold."""
        return bool(self.need or self.words())


# Out of options -----------------------------------------------------------------------------


def period(typed: str | None) -> int | None:
    """Return the number of days that was named.

    Raises:
        UsageProblem: there is no such period.
    """
    if typed is None:
        return None
    found = next((one for one in PERIODS if str(one) == typed.strip()), None)
    if found is None:
        raise UsageProblem("A page tells of 7, 30 or 90 days.", hint="For example: --days 30")
    return found


def parts(words: Iterable[str] | None) -> tuple[Section, ...]:
    """Return the parts that were named; see ticking.named."""
    return ticking.named(words or ())


def needed(typed: str) -> str:
    """Return what the person needs: a key of what can be asked of anyone, or their own words."""
    words = one_line(typed)
    return words.lower() if words.lower() in NEEDS else words


def check(asked: Asked) -> None:
    """Check that no part is both wanted and not.

    Raises:
        UsageProblem: one is.
    """
    wanted = asked.spoken.union(asked.tick)
    both = [one.value for one in asked.leave if one in wanted]
    if both:
        raise UsageProblem(
            f"“{both[0]}” is both to be there and to be left out.",
            safe="Nothing was shared.",
            hint="Leave one of them out of the command.",
        )


def chosen(journal: Journal, asked: Asked) -> Chosen:
    """Return what is on the page, with what the supporter usually gets where nothing was said.

    Raises:
        NotFound: nobody, or no focus, is called so.
    """
    supporter = journal.supporter(asked.who) if asked.who else None
    focuses = tuple(dict.fromkeys(map(journal.focus, asked.focuses)))
    days = asked.days or (supporter.days if supporter else None) or USUAL_DAYS
    return Chosen(
        supporter,
        days,
        focuses,
        sections_for(supporter, asked),
        need=asked.need or "",
        talk=_lines(asked.talk),
        proud=_lines(asked.proud) or (),
        next=_lines(asked.next) or (),
    )


def sections_for(supporter: Supporter | None, asked: Asked) -> frozenset[Section]:
    """Return the parts that somebody gets, as the options change them."""
    return ticking.usual(supporter).union(asked.tick, asked.spoken).difference(asked.leave)


def _lines(texts: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple(line for line in map(one_line, texts) if line)


# The draft ----------------------------------------------------------------------------------


def of_draft(journal: Journal, draft: Draft) -> Chosen:
    """Return what a draft holds; what it does not know or cannot be is passed over."""
    fields = draft.fields
    people = {one.id: one for one in journal.supporters(archived=True)}
    supporter = people.get(_text(fields.get("supporter")))
    focuses = {one.id: one for one in journal.focuses(archived=True)}
    about = _texts(fields.get("focuses")) or (_text(fields.get("on")),)
    days, named = fields.get("days"), fields.get("sections")
    sentences = fields.get("sentences")
    listed = sentences if isinstance(sentences, dict) else {}
    said = {section: _rows(listed.get(section.value)) for section in _SENTENCES}
    return Chosen(
        supporter,
        days if isinstance(days, int) and days in PERIODS else USUAL_DAYS,
        tuple(focuses[one] for one in about if one in focuses),
        frozenset(one for one in Section if one.value in _texts(named))
        if isinstance(named, list)
        else ticking.usual(supporter),
        need=one_line(_text(fields.get("need"))),
        talk=said[Section.TALK],
        proud=said[Section.PROUD] or (),
        next=said[Section.NEXT] or (),
        notes=said[Section.NOTES],
        gratitude=said[Section.GRATITUDE],
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _rows(value: object) -> tuple[str, ...] | None:
    """Return the sentences of a part that are chosen; None where the part was not looked at."""
    if not isinstance(value, list):
        return None
    chosen_ = [row[0] for row in value if isinstance(row, list) and row[1:2] == [True]]
    return _lines(tuple(one for one in chosen_ if isinstance(one, str)))


@contextlib.contextmanager
def handed_back(typed: Iterable[str]) -> Iterator[list[str]]:
    """Print words back where what they were typed for comes to nothing.

    Yields:
        The words; whoever looks after them from then on takes them out.
    """
    in_hand = list(typed)
    try:
        yield in_hand
    except BaseException:
        if in_hand:
            _hand_back(in_hand)
        raise


def _hand_back(words: Iterable[str]) -> None:
    said = [line for line in map(one_line, words) if line]
    if said:
        page.tell("Your words were not kept. Here they are:")
    for line in said:
        page.tell(f"  {line}")


class Kept:
    """The draft of a page, for as long as nobody else writes under its name."""

    def __init__(self, journal: Journal, form: Form, begun: Draft | None = None) -> None:
        """Go on with ``begun``, or take the name where there is no draft of it."""
        self._journal = journal
        self._form = form
        self._kept = begun

    def is_ours(self) -> bool:
        """Return whether nobody else has written under the name."""
        return self._journal.draft(NAME) == self._kept

    def keep(self, chosen: Chosen) -> bool:
        """Keep what was chosen; return whether the disk took it."""
        with contextlib.suppress(RecoverylogError):
            if self.is_ours():
                self._journal.save_draft(NAME, chosen.fields(self._form))
                self._kept = self._journal.draft(NAME)
                return True
        return False

    def keep_whatever_happens(self, chosen: Chosen) -> None:
        """Keep words of the person's own, and say so; where they cannot be kept, print them."""
        if not chosen.says_something:
            return
        if self.keep(chosen):
            page.tell("Your words are kept. On a terminal, recoverylog share goes on with them.")
            return
        _hand_back([NEEDS.get(chosen.need, ""), *chosen.words()])

    def drop(self) -> None:
        """Erase the draft, now that the page has left; one of somebody else's stays."""
        with contextlib.suppress(RecoverylogError):
            if self._kept is not None and self.is_ours():
                self._journal.drop_draft(self._kept)
