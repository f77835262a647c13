"""What verdicts on a commitment have in common: the unit they are about, and when nothing is to be judged (D3, D7, T8)."""

from __future__ import annotations

import attrs

from slalang.engine.availability.resource_steps import never_there_step
from slalang.engine.credit.credits import needed_parameters
from slalang.engine.observation.units import Unit
from slalang.engine.outcomes import Case, Outcome
from slalang.semantics.policy import Commitment, PartialRule
from slalang.values.intervals import intersect
from slalang.values.verdicts import Status, Step

OBSERVATIONS = "observations"
"""What a verdict lacks where nobody observed enough."""


@attrs.define(slots=True, kw_only=True)
class UnitCase(Case):
    """A verdict on what a commitment judges together: a component, a resource, a group, or everything."""

    commitment: Commitment
    unit: Unit

    def __attrs_post_init__(self) -> None:
        self.component, self.group = self.unit.component, self.unit.group
        self.attributes = self.unit.attributes(self.period)
        if self.commitment.partial is PartialRule.COVERED_PART:
            self.covered = self.customer.covered
        Case.__attrs_post_init__(self)
        self.terms = attrs.evolve(self.terms, attributes=self.attributes)

    def not_applicable(self) -> str | None:
        """As for every verdict, for a period covered in part, and where no condition ever holds (T8, D3)."""
        if (why := Case.not_applicable(self)) is not None:
            return why
        if self.commitment.partial is PartialRule.NOTHING and self.customer.covered is not None:
            whole = ((self.period.start_at, self.period.end_at),)
            if intersect(self.customer.covered, whole) != whole:
                self.steps.append(Step("T8", "not_covered"))
                return "the subscription covers only part of the period"
        return self._never_there()

    def _never_there(self) -> str | None:
        """Why a commitment on resources is not judged at all, where its conditions hold at no instant of the period (D3)."""
        if self.unit.stands(self.period):
            return None
        self.steps.append(never_there_step(self.commitment, self.unit, self.period.start_at, self.period.end_at))
        return "at no instant of the period was there a resource with the conditions of the commitment"

    def nothing_measured(self) -> Outcome:
        """A verdict where there is nothing to measure that the policy would judge (D7)."""
        credit = None
        if self.credit_rule is not None:
            needed = needed_parameters(self.credit_rule, self.terms)
            credit = self.lacking(tuple(dict.fromkeys((OBSERVATIONS, *needed))))
        return self.outcome(Status.UNDETERMINED, f"missing: {OBSERVATIONS}", (OBSERVATIONS,), credit)
