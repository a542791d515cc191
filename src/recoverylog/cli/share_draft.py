"""What was chosen for a page, out of options and answers; and its draft."""

from __future__ import annotations

import contextlib
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from recoverylog import paths
from recoverylog.cli import handing, page, ticking
from recoverylog.errors import RecoverylogError, UsageProblem
from recoverylog.journal.supporter import PERIODS
from recoverylog.journal.text import inert, inert_line
from recoverylog.language import _
from recoverylog.session.seat import Seat
from recoverylog.sharing import composing, remembered
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import Section, Ticked
from recoverylog.sharing.remembered import Sentence

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.shared import Form
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal
    from recoverylog.sharing.letter import Material

NAME = "share"
"""The name of the draft, the same in the screens."""

USUAL_DAYS = 30
_SENTENCES = (Section.TALK, Section.PROUD, Section.NEXT, Section.NOTES, Section.GRATITUDE)
_NO_ROWS: Mapping[Section, tuple[Sentence, ...]] = MappingProxyType({})
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
    """What goes onto a page, and for whom; see sharing.letter for the sentences.

    What a draft held besides goes back into it: own words for a need that is not chosen now, and
    its sentences, of which some are not ticked and some were changed.
    """

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
    own_need: str = ""
    rows: Mapping[Section, tuple[Sentence, ...]] = _NO_ROWS

    def ticked(self) -> Ticked:
        """Return it as the page is composed from it."""
        return Ticked(
            self.sections, self.need, self.talk, self.proud, self.next, self.notes, self.gratitude
        )

    def fields(self, form: Form, journals: Container[str] = ()) -> dict[str, Any]:
        """Return it as a draft keeps it, in the shape that the screens read too.

        Args:
            form: what is to be handed over.
            journals: sentences that stand in the journal, of which only the key is kept.
        """
        looked_through = [one for one in _SENTENCES if self._is_looked_through(one)]
        rows = {one: list(self._sentences(one, journals)) for one in looked_through}
        own = (one.text for said in rows.values() for one in said if one.is_typed)
        own_need = self.need if self.need not in {"", *NEEDS} else self.own_need
        return {
            "kind": NAME,
            "supporter": self.supporter.id if self.supporter else "",
            "days": self.days,
            "on": self.focuses[0].id if self.focuses else "",
            "focuses": [one.id for one in self.focuses],
            "form": form,
            "need": self.need,
            "own_need": own_need,
            "sections": [one.value for one in Section if one in self.sections],
            "sentences": {one.value: [row.row() for row in said] for one, said in rows.items()},
            "text": "\n".join(filter(None, (own_need, *own))),
        }

    def _is_looked_through(self, section: Section) -> bool:
        return getattr(self, section.value) is not None or bool(self.left_out(section))

    def _sentences(self, section: Section, journals: Container[str]) -> Iterator[Sentence]:
        """Yield the sentences of a part that are chosen, then what was typed and is not."""
        known = {one.text: one.origin for one in self.rows.get(section, ())}
        for text in getattr(self, section.value) or ():
            own = remembered.key(text) if text in journals else ""
            yield Sentence(text, on=True, origin=own or known.get(text, ""))
        for text in self.left_out(section):
            yield Sentence(text, on=False, origin=known[text])

    def left_out(self, section: Section) -> list[str]:
        """Return what the person typed for a part once, and has not ticked."""
        said = getattr(self, section.value) or ()
        rows = self.rows.get(section, ())
        return [one.text for one in rows if one.is_typed and not one.on and one.text not in said]

    def words(self) -> list[str]:
        """Return the words that were said for this page, part by part."""
        said = (getattr(self, section.value) or () for section in _SENTENCES)
        need = () if self.need in NEEDS else (self.need,)
        return [text for texts in (need, *said) for text in texts if text]

    @property
    def says_something(self) -> bool:
        """Whether anything was said for this page."""
        left_out = any(map(self.left_out, _SENTENCES))
        return bool(self.need or self.own_need or self.words() or left_out)


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
        raise UsageProblem(_("A page tells of 7, 30 or 90 days."), hint=_("For example: --days 30"))
    return found


def parts(words: Iterable[str] | None) -> tuple[Section, ...]:
    """Return the parts that were named; see ticking.named."""
    return ticking.named(words or ())


def needed(typed: str) -> str:
    """Return what the person needs: a key of what can be asked of anyone, or their own words."""
    words = inert_line(typed)
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
            _("“{both}” is both to be there and to be left out.", both=both[0]),
            safe=_("Nothing was shared."),
            hint=_("Leave one of them out of the command."),
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
    return None if texts is None else tuple(line for line in map(inert_line, texts) if line)


# The draft ----------------------------------------------------------------------------------


def of_draft(journal: Journal, draft: Draft) -> Chosen:
    """Return what a draft holds; what it does not know or cannot be is passed over."""
    fields = draft.fields
    people = {one.id: one for one in journal.supporters(archived=True)}
    supporter = people.get(_text(fields.get("supporter")))
    focuses = {one.id: one for one in journal.focuses(archived=True)}
    about = _texts(fields.get("focuses")) or (_text(fields.get("on")),)
    days, named = fields.get("days"), fields.get("sections")
    begun = Chosen(
        supporter,
        days if isinstance(days, int) and days in PERIODS else USUAL_DAYS,
        tuple(focuses[one] for one in about if one in focuses),
        frozenset(one for one in Section if one.value in _texts(named))
        if isinstance(named, list)
        else ticking.usual(supporter),
        need=inert_line(_text(fields.get("need"))),
        own_need=inert_line(_text(fields.get("own_need"))),
    )
    rows = _rows(fields.get("sentences"), handing.gathered(journal, begun))
    said = {section: _ticked(one) for section, one in rows.items()}
    return begun._replace(
        talk=said.get(Section.TALK),
        proud=said.get(Section.PROUD, ()),
        next=said.get(Section.NEXT, ()),
        notes=said.get(Section.NOTES),
        gratitude=said.get(Section.GRATITUDE),
        rows=rows,
    )


def _rows(listed: object, material: Material) -> dict[Section, tuple[Sentence, ...]]:
    """Return the sentences of each part that was looked through, as the journal has them now."""
    if not isinstance(listed, dict):
        return {}
    read = {section: remembered.read(listed.get(section.value)) for section in _SENTENCES}
    return {
        section: tuple(remembered.looked_up(rows, composing.proposed(material, section)))
        for section, rows in read.items()
        if rows is not None
    }


def _ticked(rows: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (inert_line(one.text) for one in rows if one.on)))


def for_another(chosen: Chosen, supporter: Supporter | None) -> Chosen:
    """Return the same for somebody else, with what they usually get; the sentences stay."""
    days = (supporter.days if supporter else None) or USUAL_DAYS
    return chosen._replace(supporter=supporter, days=days, sections=ticking.usual(supporter))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


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
    said = [line for line in map(inert_line, words) if line]
    if said:
        _tell(_("Your words were not kept. Here they are:"))
    for line in said:
        _tell(f"  {line}")


def _tell(words: str) -> None:
    """Say something, also where standard output takes nothing any more."""
    try:
        page.tell(words)
    except OSError:
        sys.stderr.write(f"{inert(words)}\n")


class Kept:
    """The draft of a page, under a name that no open screen and no other command has.

    It is kept for as long as nobody else writes under that name.
    """

    def __init__(self, journal: Journal, form: Form) -> None:
        """Take the name of a free seat, as a screen does."""
        self._journal = journal
        self._form = form
        self._seat = Seat.take(paths.find())
        self._name = self._seat.own(NAME)
        self._kept: Draft | None = None
        self._journals: set[str] = set()

    def begun(self) -> Draft | None:
        """Return what was begun here before, or where nobody sits any more."""
        with contextlib.suppress(RecoverylogError):
            self._seat.take_over(self._journal)
        return self._journal.draft(self._name)

    def go_on(self, begun: Draft) -> None:
        """Go on with what was begun."""
        self._kept = begun

    def saw(self, material: Material) -> None:
        """Know from now on which sentences stand in the journal, and keep none of their words."""
        for section in _SENTENCES:
            self._journals.update(composing.proposed(material, section))

    def leave(self) -> None:
        """Leave the name to others."""
        self._seat.leave()

    def is_ours(self) -> bool:
        """Return whether nobody else has written under the name."""
        return self._journal.draft(self._name) == self._kept

    def keep(self, chosen: Chosen) -> bool:
        """Keep what was chosen; return whether the disk took it."""
        with contextlib.suppress(RecoverylogError):
            if self.is_ours():
                self._journal.save_draft(self._name, chosen.fields(self._form, self._journals))
                self._kept = self._journal.draft(self._name)
                return True
        return False

    def keep_whatever_happens(self, chosen: Chosen) -> None:
        """Keep words of the person's own, and say so; where they cannot be kept, print them."""
        if not chosen.says_something:
            return
        if self.keep(chosen):
            _tell(_("Your words are kept. On a terminal, recoverylog share goes on with them."))
            return
        _hand_back([NEEDS.get(chosen.need, ""), *chosen.words()])

    def drop(self) -> None:
        """Erase the draft, now that the page has left; one of somebody else's stays."""
        with contextlib.suppress(RecoverylogError):
            if self._kept is not None and self.is_ours():
                self._journal.drop_draft(self._kept)
