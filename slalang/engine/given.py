"""What the versions of a policy have given one customer, each for what starts while it is in force (C7)."""

from __future__ import annotations

import attrs

from slalang.engine.credit.joints import NOTHING_BEFORE, Earlier, JointOutcome
from slalang.engine.outcomes import Outcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.values.events import Attributes
from slalang.values.verdicts import Status


@attrs.frozen(slots=True)
class Given:
    """The verdicts on periods, runs and joint rules, and what they leave to the caps of a later version."""

    outcomes: tuple[Outcome, ...] = ()
    runs: tuple[RunOutcome, ...] = ()
    joints: tuple[JointOutcome, ...] = ()
    left: Earlier = NOTHING_BEFORE

    def statuses(self, commitment: str, component: str | None, group: Attributes | None) -> dict[tuple[int, int], Status]:
        """By start and end of the period how a commitment was judged for one part, on which a repeat hangs (C3)."""
        return {
            (o.period.start_at, o.period.end_at): o.status
            for o in self.outcomes
            if (o.commitment.name, o.component, o.group) == (commitment, component, group)
        }


NOTHING_GIVEN = Given()
