"""What the share page asks of the journal: the page as it would leave, for what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.errors import UsageProblem
from recoverylog.session import handover, insight, material
from recoverylog.sharing import composing, text
from recoverylog.tui import choosing as choices

if TYPE_CHECKING:
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.shared import Form
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.handover import Prepared
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal
    from recoverylog.sharing.letter import Material, Section, Ticked
    from recoverylog.tui.choosing import Choosing


class Composed(NamedTuple):
    """The page as it would leave.

    Attributes:
        choosing: what was chosen for it.
        material: what it is made of.
        ticked: what goes in.
        preview: its text form, exactly.
        amounts: of each part what it would hold, in a few words.
        supporter: whom it is for; None for nobody in particular.
        focuses: all that it may be about.
    """

    choosing: Choosing
    material: Material
    ticked: Ticked
    preview: str
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
            raise UsageProblem("Nothing would stand on that page.", safe="Nothing was shared.")
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
        return Composed(
            choosing,
            held,
            ticked,
            text.render(composing.write(held, ticked)),
            choices.amounts(held, choosing),
            supporter,
            focuses,
        )
