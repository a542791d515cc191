"""What the share page asks of the journal: the page as it would leave, for what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from recoverylog.errors import UsageProblem
from recoverylog.journal import veil
from recoverylog.language import _
from recoverylog.session import handover, insight, material
from recoverylog.sharing import composing, text
from recoverylog.sharing.document import NEEDS, Asked, Fact, Facts, Items, Words
from recoverylog.sharing.letter import Section
from recoverylog.tui import choosing as choices

if TYPE_CHECKING:
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.shared import Form
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.handover import Prepared
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal
    from recoverylog.sharing.document import Block, Document
    from recoverylog.sharing.letter import Material, Ticked
    from recoverylog.tui.choosing import Choosing


class Composed(NamedTuple):
    """The page as it would leave.

    Attributes:
        choosing: what was chosen for it.
        material: what it is made of.
        ticked: what goes in.
        preview: its text form, exactly.
        shape: the same with the veil over all that is not our own.
        amounts: of each part what it would hold, in a few words.
        supporter: whom it is for; None for nobody in particular.
        focuses: all that it may be about.
    """

    choosing: Choosing
    material: Material
    ticked: Ticked
    preview: str
    shape: str
    amounts: dict[Section, str]
    supporter: Supporter | None
    focuses: tuple[Focus, ...]

    @property
    def focus(self) -> Focus | None:
        """The one focus that it is about; None for all of them."""
        return next((one for one in self.focuses if one.id == self.choosing.focus), None)

    def prepared(self, form: Form) -> Prepared:
        """Return what leaves in a form; a page is sealed, which takes a moment. At the desk.

        Raises:
            UsageProblem: nothing would stand on it.
        """
        prepared = handover.prepare(self.material, self.ticked, form)
        if not prepared.leaving.sections:
            raise UsageProblem(
                _("Nothing would stand on that page."), safe=_("Nothing was shared.")
            )
        return prepared


class Composer:
    """Makes the page; what it read it holds for as long as it shows the same. At the desk."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._insight: Insight | None = None
        self._material: Material | None = None
        self._shows: tuple[object, ...] = ()

    def compose(self, journal: Journal, choosing: Choosing) -> Composed:
        """Return the page that ``choosing`` stands for, as the journal is now.

        Raises:
            RecoverylogError: the journal cannot be read.
        """
        focuses, supporters = journal.focuses(), journal.supporters()
        supporter = next((one for one in supporters if one.id == choosing.supporter), None)
        about = [one for one in focuses if one.id == choosing.focus] or None
        shows = (journal.generation(), journal.today(), choosing.days, about, supporters, supporter)
        held = self._material
        if held is None or shows != self._shows:
            self._insight = insight.read(journal, self._insight)
            held = material.read(journal, choosing.days, about, supporter, self._insight)
            self._material, self._shows = held, shows
        ticked = choosing.ticked(held)
        document = composing.write(held, ticked)
        return Composed(
            choosing,
            held,
            ticked,
            text.render(document),
            text.render(veiled(document, ticked)),
            choices.amounts(held, choosing),
            supporter,
            focuses,
        )


def veiled(document: Document, ticked: Ticked) -> Document:
    """Return a document as it is looked at in privacy: our own words and figures, theirs as shapes.

    Of what may hold both, such as a figure that is named after what it is about, nothing is left.
    """
    asked = document.asked
    need = asked.need if asked.need in NEEDS.values() else veil.over(asked.need)
    names_focus = Section.FOCUS in ticked.sections
    return msgspec.structs.replace(
        document,
        title=veil.over(document.title),
        asked=Asked(tuple(map(veil.over, asked.talk)), need),
        blocks=tuple(_veiled(block, names_focus=names_focus) for block in document.blocks),
        closing=tuple(map(veil.over, document.closing)) if names_focus else document.closing,
    )


def _veiled(block: Block, *, names_focus: bool) -> Block:
    if isinstance(block, Items):
        return Items(block.heading, tuple(map(veil.over, block.items)))
    if isinstance(block, Words):
        return Words(block.heading, tuple(map(veil.over, block.sentences)))
    if isinstance(block, Facts) and names_focus:
        over = veil.over
        facts = (Fact(over(one.label), over(one.value), over(one.note)) for one in block.facts)
        return Facts(tuple(facts), block.heading)
    return block
