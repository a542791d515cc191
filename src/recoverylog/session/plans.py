"""If-then plans in an unlocked vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import AlreadyThere, NotFound, UsageProblem
from recoverylog.journal import plan as plans
from recoverylog.journal import quick_entry
from recoverylog.journal.plan import MOST_PLANS, Plan
from recoverylog.journal.text import folded
from recoverylog.language import _
from recoverylog.session.preferences import Preferring
from recoverylog.vault import plans as kept

if TYPE_CHECKING:
    from collections.abc import Sequence


class Planning(Preferring):
    """An open journal that keeps the person's plans for hard moments."""

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that are offered, in the person's order."""
        with self.reading() as connection:
            return tuple(one for one in kept.plans(connection) if not one.archived)

    def put_plan(self, cue: str, then: str, plan: str | None = None) -> Plan:
        """Add a plan at the end of the list, or give one other words.

        One that was put away with the same words comes back.

        Args:
            cue: what it is for.
            then: what is done then.
            plan: the id of the one to change; None for a new one.

        Raises:
            UsageProblem: a half is missing or too long, or there are as many as there may be.
            AlreadyThere: there is one with these words.
            NotFound: there is none with that id.
        """
        wanted = plans.checked(Plan(id=plan or quick_entry.new_id(), cue=cue, then=then))
        self._make_room()
        with self.writing() as connection:
            every = kept.plans(connection)
            if plan is not None:
                _named(every, plan)
            same = next((one for one in every if _words(one) == _words(wanted)), None)
            if same is not None and same.id != wanted.id:
                if plan is not None or not same.archived:
                    raise AlreadyThere(_("There is a plan with these words already."))
                wanted = msgspec.structs.replace(wanted, id=same.id)
            if plan is None and sum(not one.archived for one in every) >= MOST_PLANS:
                raise UsageProblem(
                    _(
                        "There are {most_plans} plans, which is as many as are offered.",
                        most_plans=MOST_PLANS,
                    ),
                    safe=_("Nothing was changed."),
                    hint=_("Put one of them away first."),
                )
            kept.put(connection, wanted)
        return wanted

    def archive_plan(self, plan: str) -> None:
        """Offer a plan no more.

        Raises:
            NotFound: there is none with that id.
        """
        self._make_room()
        with self.writing() as connection:
            found = _named(kept.plans(connection), plan)
            kept.put(connection, msgspec.structs.replace(found, archived=True))


def _words(plan: Plan) -> tuple[str, str]:
    return folded(plan.cue), folded(plan.then)


def _named(every: Sequence[Plan], plan: str) -> Plan:
    found = next((one for one in every if one.id == plan), None)
    if found is None:
        raise NotFound(_("There is no such plan."), hint=_("It may have been changed meanwhile."))
    return found
