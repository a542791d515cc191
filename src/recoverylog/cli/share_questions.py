"""Asking for what a page needs: the sentences, a look at it, and whether it may leave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from recoverylog.cli import asking, handing, page, share_draft, ticking
from recoverylog.errors import INTERRUPTED, RecoverylogError
from recoverylog.journal import veil
from recoverylog.journal.supporter import PERIODS
from recoverylog.journal.text import clean, inert_line, one_line
from recoverylog.language import _
from recoverylog.sharing import composing, text
from recoverylog.sharing.document import NEED_HEADING, NEEDS, TALK_HEADING
from recoverylog.sharing.letter import OWN_WORDS, Section

if TYPE_CHECKING:
    from recoverylog.cli.handing import Way
    from recoverylog.cli.share_draft import Asked, Chosen
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal
    from recoverylog.sharing.letter import Material

_MOST_PROPOSED = 8
_SHOWN = 70
_LEAST = 2
_HEADINGS = {
    Section.TALK: TALK_HEADING,
    Section.PROUD: _("A moment I am proud of"),
    Section.NEXT: _("Agreed next steps"),
    Section.NOTES: _("From my notes"),
    Section.GRATITUDE: _("Grateful for"),
}
_HIDDEN = _(
    "  To be changed here the sentence would have to be shown, and privacy is on."
    " Leave it out, and write it anew."
)
_FORMS = {
    "page": _("as a sealed page"),
    "text": _("as text"),
    "markdown": _("as Markdown"),
    "html": _("as HTML"),
    "json": _("as JSON"),
}


def converse(journal: Journal, asked: Asked, chosen: Chosen, way: Way) -> None:
    """Ask for what no option said, show the page, and hand it over if the person says so.

    Raises:
        RecoverylogError: nothing was shared; what was typed is kept.
        Exit: the person left; what was typed is kept.
    """
    talk = _Conversation(journal, asked, chosen, way)
    try:
        _converse(talk)
    finally:
        talk.draft.leave()


def _converse(talk: _Conversation) -> None:
    journal, way = talk.journal, talk.way
    try:
        talk.begin()
        agreed = talk.look()
        left = handing.handed_over(journal, talk.chosen, talk.material, way) if agreed else None
    except KeyboardInterrupt:
        page.tell(_("\nLeft there. Nothing was shared."))
        talk.keep_for_later()
        raise typer.Exit(INTERRUPTED) from None
    except BaseException:
        talk.keep_for_later()
        raise
    if left is None:
        page.tell(_("Nothing was shared."))
        talk.keep_for_later()
        return
    try:
        handing.tell(journal, left, way)
    except OSError:
        if not left.row.path:
            talk.keep_for_later()
        raise
    talk.draft.drop()


class _Conversation:
    """What has been chosen so far, kept after every answer."""

    def __init__(self, journal: Journal, asked: Asked, chosen: Chosen, way: Way) -> None:
        self.journal = journal
        self.asked = asked
        self.way = way
        self.draft = share_draft.Kept(journal, way.form)
        self.chosen = chosen
        self._material: Material | None = None

    @property
    def material(self) -> Material:
        """What the page is made of, read once for each choice of whom, when and what."""
        if self._material is None:
            self._material = handing.gathered(self.journal, self.chosen)
            self.draft.saw(self._material)
        return self._material

    def keep(self, chosen: Chosen) -> None:
        """Take a choice in, and keep it as a draft."""
        changed = chosen[:3] != self.chosen[:3]
        self.chosen = chosen
        if changed:
            self._material = None
        self.draft.keep(chosen)

    def keep_for_later(self) -> None:
        """Keep what was typed, or drop a draft that holds no word."""
        if self.chosen.says_something:
            self.draft.keep_whatever_happens(self.chosen)
        else:
            self.draft.drop()

    # The questions -----------------------------------------------------------------------

    def begin(self) -> None:
        """Go on with what was begun before, or ask the questions that no option answers."""
        if self._goes_on():
            return
        page.tell(
            _(
                "Enter goes on. Nothing leaves before you have seen it and said yes."
                " Your own words stand as you write them; nothing looks through them for names."
            )
        )
        try:
            if not self.asked.who:
                self._ask_whom()
            for section in (Section.TALK, Section.NEED, Section.PROUD, Section.NEXT):
                said = getattr(self.asked, section.value)
                if said is None and section in self.chosen.sections:
                    self.ask(section)
        except EOFError:
            page.tell("")

    def _goes_on(self) -> bool:
        begun = self.draft.begun()
        if begun is None:
            return False
        kept = share_draft.of_draft(self.journal, begun)
        said = filter(None, (NEEDS.get(kept.need, ""), *kept.words()))
        words = one_line(" · ".join(said), _SHOWN)
        when = f"{begun.saved.astimezone():%Y-%m-%d %H:%M}"
        page.tell(_("A page was begun and not handed over, {when}.", when=when))
        if words:
            page.tell(f"  {words}")
        if asking.yes(_("Go on with it? n erases it."), usually=True):
            self.draft.go_on(begun)
            self.chosen = _with_options(kept, self.chosen, self.asked)
            return True
        self.journal.drop_draft(begun)
        return False

    def _ask_whom(self) -> None:
        people = self.journal.supporters()
        if not people:
            return
        called = (f"{one.name}, {one.role}" if one.role else one.name for one in people)
        names = "; ".join(map(clean, called))
        page.tell(_("\nFor whom? {names}. Enter for nobody named.", names=names))
        while word := asking.line("› "):
            try:
                supporter = self.journal.supporter(word)
            except RecoverylogError as problem:
                page.tell(problem.line())
                continue
            self.keep(share_draft.chosen(self.journal, self.asked._replace(who=supporter.name)))
            return

    def ask(self, section: Section) -> None:
        """Ask for the words of one part, and keep each answer at once.

        Raises:
            KeyboardInterrupt: the person left; words typed half are kept.
            EOFError: that was all.
        """
        if section is Section.NEED:
            self._ask_need()
            return
        self._ask_sentences(section)

    def _ask_need(self) -> None:
        present = NEEDS.get(self.chosen.need) or clean(self.chosen.need)
        needs = ", ".join(NEEDS)
        page.tell(_("\n{head}: {needs}, or your own words.", head=NEED_HEADING, needs=needs))
        if present:
            page.tell(_("  Now: {present}. Enter keeps it, - leaves it out.", present=present))
        typed = asking.line("› ", half=self._need)
        if typed:
            self._need("" if typed == "-" else typed)

    def _need(self, words: str) -> None:
        sections = self.chosen.sections | {Section.NEED} if words else self.chosen.sections
        need = share_draft.needed(words)
        own = self.chosen.own_need if need in {"", *NEEDS} else need
        self.keep(self.chosen._replace(need=need, own_need=own, sections=sections))

    def _ask_sentences(self, section: Section) -> None:
        def half(words: str) -> None:
            # Less than that is the beginning of a choice and no sentence.
            if len(words) > _LEAST:
                self._say(section, (*self._said(section), words))

        while True:
            said = self._said(section)
            proposals = self._proposals(section, said)
            _show_sentences(_HEADINGS[section], said, proposals)
            typed = asking.line("› ", half=half)
            if not typed:
                return
            self._say(section, self._changed(section, typed, said, proposals))

    def _changed(
        self, section: Section, typed: str, said: tuple[str, ...], proposals: dict[str, str]
    ) -> tuple[str, ...]:
        """Return the sentences of a part after what was typed."""
        number = typed.removeprefix("-")
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(said):
            place = int(number) - 1
            before, after = said[:place], said[place + 1 :]
            if typed.startswith("-"):
                return before + after
            if veil.is_drawn():
                page.tell(_HIDDEN)
                return said

            def half(words: str) -> None:
                self._say(section, (*before, words, *after))

            words = asking.line("› ", begun=said[place], half=half)
            return (*before, *([words] if words else []), *after)
        return (*said, proposals.get(typed.lower(), typed))

    def _said(self, section: Section) -> tuple[str, ...]:
        """Return the sentences that would stand on the page now."""
        ticked = self.chosen.ticked()
        ticked = ticked._replace(sections=ticked.sections | {section})
        return composing.own_words(self.material, ticked, section)

    def _say(self, section: Section, sentences: tuple[str, ...]) -> None:
        sections = self.chosen.sections | {section} if sentences else self.chosen.sections
        chosen = self.chosen._replace(sections=sections)
        said: dict[str, Any] = {section.value: tuple(filter(None, map(inert_line, sentences)))}
        self.keep(chosen._replace(**said))

    def _proposals(self, section: Section, said: tuple[str, ...]) -> dict[str, str]:
        """Return sentences that could stand there too, by a letter each.

        They are of the journal, or were typed on the screens and left out there.
        """
        own = self.chosen.left_out(section)
        found = dict.fromkeys([*composing.proposed(self.material, section), *own])
        other = [one for one in found if one not in said][-_MOST_PROPOSED:]
        return dict(zip("abcdefgh", other, strict=False))

    # A look at it ------------------------------------------------------------------------

    def look(self) -> bool:
        """Show the page, let the person change it, and return whether it may leave."""
        shown: Chosen | None = None
        while True:
            if shown != self.chosen:
                self._show()
                shown = self.chosen
            try:
                typed = asking.line("› ")
            except EOFError:
                page.tell("")
                return False
            if not typed:
                return asking.yes(self._question())
            try:
                self._change(typed.lower())
            except RecoverylogError as problem:
                page.tell(problem.line())
            except EOFError:
                page.tell("")

    def _show(self) -> None:
        page.tell("")
        show_text(text.render(composing.write(self.material, self.chosen.ticked())))
        page.tell("")
        page.tell(
            _(
                "That is all that leaves. To change it: talk, need, proud, next; +notes or -mood"
                " for a part, parts for all of them; 7, 30 or 90 for the days. Enter goes on."
            )
        )

    def _question(self) -> str:
        way = self.way
        where = _("here") if way.where is None else _("in {where}", where=page_place(way.where))
        safety = "" if way.form == "page" else _(", not encrypted")
        return _(
            "Hand it over{whom} {forms}, {where}{safety}?",
            whom=_to(self.chosen.supporter),
            forms=_FORMS[self.way.form],
            where=where,
            safety=safety,
        )

    def _change(self, typed: str) -> None:
        """Change a part, the days, or the words of a part.

        Raises:
            UsageProblem: there is no such part.
        """
        if typed in {str(one) for one in PERIODS}:
            self.keep(self.chosen._replace(days=int(typed)))
            return
        if typed == "parts":
            listed = page.Page()
            ticking.add_parts(listed, (one.value for one in self.chosen.sections))
            page.show(listed)
            return
        sections = set(self.chosen.sections)
        to_ask = []
        for word in typed.replace(",", " ").split():
            (section,) = ticking.named([word.lstrip("+-") or word])
            if word.startswith("-"):
                sections.discard(section)
                continue
            sections.add(section)
            if not word.startswith("+") and (section in OWN_WORDS or section is Section.NEED):
                to_ask.append(section)
        self.keep(self.chosen._replace(sections=frozenset(sections)))
        for section in to_ask:
            self.ask(section)


def _with_options(kept: Chosen, given: Chosen, asked: Asked) -> Chosen:
    """Return what was begun, with what the options of this time say instead."""
    chosen = kept
    if given.supporter is not None and given.supporter != kept.supporter:
        chosen = share_draft.for_another(chosen, given.supporter)
    if asked.days:
        chosen = chosen._replace(days=given.days)
    if asked.focuses:
        chosen = chosen._replace(focuses=given.focuses)
    for name in ("talk", "need", "proud", "next"):
        if getattr(asked, name) is not None:
            chosen = chosen._replace(**{name: getattr(given, name)})
    sections = chosen.sections.union(asked.tick, asked.spoken).difference(asked.leave)
    return chosen._replace(sections=sections)


def _show_sentences(heading: str, said: tuple[str, ...], proposals: dict[str, str]) -> None:
    page.tell(f"\n{heading}")
    for number, one in enumerate(said, start=1):
        page.tell(f"  {number}  {clean(one)}")
    for letter, one in proposals.items():
        page.tell(f"  {letter}) {clean(one)}")
    ways = [
        _("words are one more") if said or proposals else _("your own words"),
        _change_words() if said else "",
        _("a takes one of these") if proposals else "",
        _("enter goes on"),
    ]
    page.tell(f"  ({'; '.join(filter(None, ways))})")


def _to(supporter: Supporter | None) -> str:
    return "" if supporter is None else _(" to {supporter}", supporter=clean(supporter.name))


def _change_words() -> str:
    if veil.is_drawn():
        return _("-1 leaves a sentence out")
    return _("1 changes a sentence, -1 leaves it out")


def show_text(shown: str) -> None:
    """Show the page as it is, on the terminal, whatever standard output is."""
    stream = sys.stdout if sys.stdout.isatty() else sys.stderr
    stream.write(clean(shown))
    stream.flush()


def page_place(where: str) -> str:
    """Return where the file will be, in words."""
    return _("this folder") if where == "." else one_line(where, 60)
