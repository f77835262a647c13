"""What one verdict on a period comes to: not judged at all, its target, its credit and what became of that (C, P1, T8, V1)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, assert_never

import attrs

from slalang.engine.availability.weights import Weights
from slalang.engine.credit.claims import Claimed, settle
from slalang.engine.credit.credits import Earned, earn, needed_parameters
from slalang.engine.credit.listing import listed
from slalang.engine.credit.possibilities import Possible, Unknown, possibilities
from slalang.engine.credit.rows import Hole, Judgement, within
from slalang.engine.credit.shown_credits import currency_of, lacking, missing_steps, no_credit, owed
from slalang.engine.credit.used_downtime import without_used
from slalang.engine.customers import Customer
from slalang.engine.targets import Measured, status_against
from slalang.engine.terms import Missing, Terms, attribute_words, out_of_force, terms_at
from slalang.semantics.policy import (
    AttributeIs,
    Commitment,
    CountOf,
    CountTarget,
    Credit,
    DowntimeTarget,
    NoTarget,
    Policy,
    Promised,
    Scale,
    Service,
    Share,
    ShareTarget,
    Target,
    ValueTarget,
)
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.events import Attributes, Settlement
from slalang.values.instants import format_instant
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, intersect, measure, subtract, union
from slalang.values.verdicts import Finding, Status, Step

_MISSED_ALREADY = "the target is missed already, whatever the rest of the period brings"
_MISSED_SO_FAR = "the target is missed so far"

NO_PERIOD = "unknown"
"""The name of a period that cannot be told."""


@attrs.frozen(slots=True)
class Outcome:
    """A verdict on a period under one variant, before readings are compared."""

    commitment: Commitment | Share
    component: str | None
    period: Period
    status: Status
    provisional: bool
    reason: str | None = None
    missing: tuple[str, ...] = ()
    availability: out.Availability | None = None
    time_us: out.TimeClasses | None = None
    budget: tuple[out.Budget, ...] | None = None
    credit: out.Credit = attrs.field(factory=out.Credit)
    used_claims: tuple[str, ...] = ()
    complete: bool = False
    """Whether a claim for the credit was complete and in time (C6)."""
    settlements: tuple[Settlement, ...] = ()
    """Those that stand beside its credit (C8)."""
    findings: tuple[Finding, ...] = ()
    because: tuple[Step, ...] = ()
    service: str | None = None
    group: Attributes | None = None
    measured: Measured | None = None
    worst: Measured | None = None
    """What would have been measured if all that nobody knows were bad; None where all is known (O5)."""
    target: Promised | None = None


@attrs.frozen(slots=True)
class Doubt:
    """Why what nobody knows leaves a span: what is missing, the rule that says so, and the reason in words (O5, S5)."""

    missing: tuple[str, ...]
    rule: str
    reason: str


@attrs.define(slots=True, kw_only=True)
class Case(ABC):
    """What one verdict on a period gathers on its way."""

    warned_of: ClassVar[str]
    policy: Policy
    commitment: Commitment | Share
    service: Service | None
    customer: Customer
    component: str | None = None
    group: Attributes | None = None
    attributes: Attributes = ()
    """What the resource that is judged, or the group, is like."""
    period: Period
    counted: Intervals = EMPTY
    """The time that counted, by run; empty where no time is measured."""
    undecided: Intervals = EMPTY
    """The time that could count beside it, for all that anybody knows (O5)."""
    weights: Weights | None = None
    own_period: Interval | None = None
    """The verdict's own period, where a longer one is judged; None: the period is judged by itself (T8)."""
    lost: Intervals = EMPTY
    """What counted in it."""
    covered: Intervals | None = None
    """The only time that is judged, where a subscription covers the rest of the period not."""
    incidents: tuple[tuple[str, Intervals], ...] = ()
    """The events behind the counted time, each with its part of it."""
    before: Status | None = None
    """How the preceding period of the same commitment and part was judged, where a repeat hangs on it (C3)."""
    about: tuple[str, ...] = ()
    """What else a fact may name: the tickets and occasions of the missed runs that a share counts."""
    provisional: bool = attrs.field(init=False)
    terms: Terms = attrs.field(init=False)
    credit_rule: Credit | None = attrs.field(init=False)
    currency: str | None = attrs.field(init=False)
    steps: list[Step] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    availability: out.Availability | None = None
    time_us: out.TimeClasses | None = None

    def __attrs_post_init__(self) -> None:
        self.provisional = self.customer.as_of < self.period.end_at
        self.terms = terms_at(self.policy, self.customer, self.period.start_at, self.period.end_at)
        self.currency = currency_of(self.policy, self.customer)
        self.credit_rule = next((c for c in self.policy.credits if c.commitment == self.commitment.name), None)

    # ---- what kinds of measure differ in

    @abstractmethod
    def measured_at(self, counted: int | Fraction, basis: int | Fraction) -> Measured:
        """The measure if so much of the basis counted."""

    @abstractmethod
    def doubt(self) -> Doubt:
        """Why the measure has a span."""

    @abstractmethod
    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[out.Budget, ...] | None:
        """What is left while the period runs (V1)."""

    @abstractmethod
    def margins(self, measured: Measured, target: Promised) -> Iterator[Step]:
        """What would have changed the result of a period that is over (V3)."""

    def missed_for_good(self, measured: Measured, target: Promised) -> bool:
        """Whether a target that is missed stays so, whatever the rest of the period brings (V1); a share may recover."""
        return False

    def _why_missed(self, measured: Measured, target: Promised) -> str:
        """Why the target is missed."""
        if not self.provisional:
            return "the target was missed"
        return _MISSED_ALREADY if self.missed_for_good(measured, target) else _MISSED_SO_FAR

    def warn(self, measured: Measured) -> None:
        """Find what lies beyond the warning level, whatever comes of what is unknown (C1)."""
        warning = self.commitment.warning
        if warning is not None and within((warning,), measured, None):
            what = "downtime" if warning.scale is Scale.TIME else self.warned_of
            text = f"{what} is {warning.bound.value} the warning level of {warning.figure}"
            self.findings.append(Finding("warning", text, clauses=self.commitment.cited.clauses))

    # ---- before anything is measured

    def not_applicable(self) -> str | None:
        """Why the period is not judged at all, or None (P1, T8)."""
        start = self.period.start_at
        outside = out_of_force(self.policy, start)
        if outside is not None:
            at = format_instant(outside.at)
            self.steps.append(Step("P1", "not_in_force", limit=at))
            return f"the agreement {'is in force from' if outside.early else 'was in force until'} {at}"
        covered = self.customer.covered
        if covered is None:
            return None
        inside = measure(intersect(covered, ((start, self.period.end_at),)))
        if inside == 0:
            self.steps.append(Step("T8", "not_covered"))
            return "no subscription covers the period"
        return None

    def target(self, target: Promised, status: Status, measured: Measured) -> None:
        """Book the comparison with the target (C1)."""
        figure, unit = _compared(target, measured)
        self.steps.append(
            Step(
                "C1",
                "target",
                clauses=target.cited.clauses or self.commitment.cited.clauses,
                before=figure,
                after=status.value,
                unit=unit,
                limit=target.cited.written,
                reason=target.cited.reason,
                detail=self.chosen_by,
            )
        )

    @property
    def chosen_by(self) -> str:
        """What the resource or group is like, as far as targets hang on it: `"tier" is "gold"` (C1)."""
        asked = [c.attribute for t in self.commitment.targets for c in t.guard if isinstance(c, AttributeIs)]
        return attribute_words(self.attributes, tuple(dict.fromkeys(asked)))

    # ---- what it comes to

    def without_target(self, target: NoTarget | None) -> Outcome:
        """A verdict where the agreement sets no target: it says so, or none of its targets is for this customer (C1)."""
        cited = target.cited if target is not None else self.commitment.cited
        self.steps.append(Step("C1", "no_target", clauses=cited.clauses, reason=cited.reason))
        return self.outcome(Status.NOT_APPLICABLE, "the agreement sets no target for this customer")

    def undetermined(self, missing: tuple[str, ...], measured: Measured, target: Missing) -> Outcome:
        """A verdict whose target hangs on what nobody has supplied: never a guess (P2)."""
        credit = None
        if self.credit_rule is not None:
            credit = self.lacking(tuple(dict.fromkeys((*missing, *needed_parameters(self.credit_rule, self.terms)))))
        return self.outcome(
            Status.UNDETERMINED, "missing: " + ", ".join(missing), missing, credit, self.budgets(measured, target)
        )

    def lacking(self, missing: tuple[str, ...], earned: Earned | None = None) -> out.Credit:
        """A credit that is undetermined, for want of what is named."""
        doubt = self.doubt()
        self.steps += missing_steps(missing, dict.fromkeys(doubt.missing, doubt.rule))
        return lacking(self.currency, missing, earned)

    def credited(
        self,
        measured: Measured,
        worst: Measured | None,
        target: Promised,
        incident_end: int | None,
    ) -> Outcome:
        """The verdict with its credit and what became of it (C2-C6).

        Where unknown time leaves a span, whatever it may hold is judged: what all of it shares is certain (O5).
        """
        status = status_against(target, measured)
        if worst is not None:
            self.say_best()
        others = self.others(measured, worst, target)
        reason = None if status is Status.MET else self._why_missed(measured, target)
        missing: tuple[str, ...] = ()
        if any(status_against(target, other.measured) is not status for other in others):
            doubt = self.doubt()
            missing, reason = doubt.missing, doubt.reason
            self.steps += missing_steps(missing, dict.fromkeys(missing, doubt.rule))
        certain = status if not missing else Status.UNDETERMINED
        budgets = self.budgets(measured, target)
        if budgets is None:
            self.steps += self.margins(measured, target)
        credit, claimed = self.owing(measured, target, others, certain, incident_end)
        outcome = self.outcome(certain, reason, missing, credit, budgets, claimed)
        return attrs.evolve(outcome, measured=measured, worst=worst, target=target)

    def say_best(self) -> None:
        """Say, before the target is compared, that all that nobody observed is taken as good from then on (O5)."""
        if isinstance(self.commitment, Commitment):
            at = next((i for i, step in enumerate(self.steps) if step.what == "target"), len(self.steps))
            self.steps.insert(at, Step("O5", "at_best"))

    def owing(
        self, measured: Measured, target: Promised, others: tuple[Possible, ...], certain: Status, incident_end: int | None
    ) -> tuple[out.Credit | None, Claimed | None]:
        """The credit of what was measured, and what became of one that is owed."""
        rule = self.credit_rule
        if rule is None:
            return None, None
        needed = needed_parameters(rule, self.terms)
        if needed:
            return self.lacking(needed), None
        case = self.judgement(measured, target, self.counted)
        standing, steps = without_used(rule, case, self.measured_at, listed(self.policy))
        earned = earn(rule, standing)
        if self.could_change(rule, earned, target, others):
            return self.lacking(self.doubt().missing), None
        self.steps += (*steps, *earned.steps)
        if earned.hole is not None and certain is Status.BREACHED:
            self.hole(earned.hole)
        if earned.amount is None:
            return self.lacking(earned.missing, earned), None
        if earned.row is None:
            return None, None
        claimed = settle(rule, case, incident_end)
        self.steps += claimed.steps
        return owed(self.currency, earned, claimed), claimed

    def others(self, measured: Measured, worst: Measured | None, target: Promised) -> tuple[Possible, ...]:
        """What else may have been the case, for all that anybody knows, as far as it can change the result (O5)."""
        if worst is None:
            return ()
        shortest = self.commitment.shortest_run if isinstance(self.commitment, Commitment) else None
        unknown = Unknown(
            worst=worst,
            time=self.undecided,
            weights=self.weights,
            period=self.period,
            zone=self.policy.zone,
            own=self.own_period,
            shortest_us=shortest.us if shortest else 1,
        )
        return possibilities(Possible(measured, self.counted), unknown, self.credit_rule, target, self.measured_at)

    def could_change(self, rule: Credit, earned: Earned, target: Promised, others: tuple[Possible, ...]) -> bool:
        """Whether some part of the unknown time, were it down, would change the credit (O5)."""
        for other in others:
            case = self.judgement(other.measured, target, other.counted)
            standing, _ = without_used(rule, case, self.measured_at, listed(self.policy))
            if not earned.same(earn(rule, standing)):
                return True
        return False

    def hole(self, hole: Hole) -> None:
        """Say that what was measured fell into a hole of the brackets (C2)."""
        clauses = self.credit_rule.cited.clauses if self.credit_rule else ()
        timed = isinstance(self.commitment, Commitment) and self.commitment.measure is None
        before, after = {
            Scale.SHARE: ("availability ", ""),
            Scale.TIME: ("downtime ", ""),
            Scale.NUMBER: ("being down ", " times") if timed else ("", ""),
        }[hole.scale]
        text = f"the target was missed, but no row of the table covers {before}{hole.limits}{after}"
        self.findings.append(Finding("bracket_hole", text, clauses=clauses, limits=hole.limits))

    def judgement(self, measured: Measured, target: Promised, counted: Intervals) -> Judgement:
        """What the credit hangs on."""
        return Judgement(
            name=self.commitment.name,
            service=self.service,
            customer=self.customer,
            component=self.component,
            group=self.group,
            attributes=self.attributes,
            period=self.period,
            counted=counted,
            lost=None if self.own_period is None else union(self.lost, clip(subtract(counted, self.counted), *self.own_period)),
            covered=self.covered,
            weights=self.weights,
            incidents=self.incidents,
            before=self.before,
            about=self.about,
            measured=measured,
            target=target,
            status=status_against(target, measured),
            terms=self.terms,
            zone=self.policy.zone,
            currency=self.currency or "",
        )

    def outcome(
        self,
        status: Status,
        reason: str | None = None,
        missing: tuple[str, ...] = (),
        credit: out.Credit | None = None,
        budgets: tuple[out.Budget, ...] | None = None,
        claimed: Claimed | None = None,
    ) -> Outcome:
        """The verdict as it stands."""
        return Outcome(
            commitment=self.commitment,
            component=self.component,
            group=self.group,
            period=self.period,
            status=status,
            provisional=self.provisional,
            reason=reason,
            missing=missing,
            availability=self.availability,
            time_us=self.time_us,
            budget=budgets,
            credit=credit or no_credit(self.currency),
            used_claims=claimed.used if claimed is not None else (),
            complete=claimed is not None and claimed.complete,
            findings=tuple(self.findings),
            because=tuple(self.steps),
            service=self.service.name if self.service else None,
        )


def _compared(target: Promised, measured: Measured) -> tuple[int | Fraction, str]:
    """The figure that a target is compared with, and its unit in an explanation."""
    match target:
        case ShareTarget() | DowntimeTarget():
            return measured.compared, "share"
        case CountTarget(_, _, CountOf.OUTAGES):
            return measured.runs, ""
        case CountTarget():
            return measured.counted, ""
        case ValueTarget():
            return measured.compared, ""
        case _:
            assert_never(target)
