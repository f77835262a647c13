"""One commitment judged for one customer and period, under one variant of the policy (D, C, V1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import attrs

from slalang.engine.credits import brackets
from slalang.engine.customers import Customer
from slalang.engine.downtime import Classes, Timeline, classify, last_incident
from slalang.engine.explanation import covenants, explain_time
from slalang.engine.outcomes import Case, Doubt, Outcome
from slalang.engine.targets import (
    Measured,
    availability_of,
    budget,
    measure_availability,
    measured_of,
    status_against,
    target_for,
)
from slalang.engine.terms import Missing
from slalang.semantics.policy import Commitment, DowntimeTarget, NoTarget, PartialRule, Policy, ShareTarget, Target
from slalang.time.periods import Period, period_holding
from slalang.values import verdicts as out
from slalang.values.intervals import clip, intersect, measure
from slalang.values.verdicts import Status, Step


@attrs.frozen(slots=True)
class Lines:
    """The time of what is judged together: as seen, and where something is unknown also as if all of that were bad (O5).

    `uncounted` names the outages that the policy does not watch.
    """

    likely: Timeline
    worst: Timeline | None
    uncounted: tuple[Step, ...] = ()


def judge(
    policy: Policy, commitment: Commitment, customer: Customer, lines: Lines, component: str | None, period: Period
) -> Outcome:
    """The verdict for one period, in the order of the rules: time, availability, target, credit, claim."""
    case = _Availability(
        policy=policy,
        commitment=commitment,
        service=commitment.service,
        customer=customer,
        component=component,
        period=period,
        watched=commitment,
    )
    if (why := case.not_applicable()) is not None:
        return case.outcome(Status.NOT_APPLICABLE, why)
    over = _judged_over(commitment, customer, period)
    classes = classify(commitment, customer, lines.likely, over)
    case.steps += [s for s in lines.uncounted if clip(s.intervals, over.start_at, over.end_at)]
    case.steps += explain_time(commitment, customer, lines.likely, classes, over, period)
    case.findings += covenants(lines.likely, period)
    # The classes are those of the verdict's own period, even where a longer one is measured (D8).
    case.time(lines.likely, classes if over == period else classify(commitment, customer, lines.likely, period))
    measured = measure_availability(commitment, classes)
    if measured is None:
        return case.outcome(Status.NOT_APPLICABLE, "no time of the period is judged")
    worst = _worst(commitment, customer, lines, over, classes)
    target = target_for(commitment, case.terms)
    case.measured(measured, target, worst)
    case.provisional = customer.as_of < over.end_at
    if isinstance(target, Missing):
        return case.undetermined(target.names, measured, target)
    if target is None or isinstance(target, NoTarget):
        cited = target.cited if target is not None else commitment.cited
        case.steps.append(Step("C1", "no_target", clauses=cited.clauses, reason=cited.reason))
        return case.outcome(Status.NOT_APPLICABLE, "the agreement sets no target for this customer")
    case.target(target, status_against(target, measured), measured)
    return case.credited(measured, worst, target, last_incident(lines.likely, customer, classes.counted))


def _judged_over(commitment: Commitment, customer: Customer, period: Period) -> Period:
    if commitment.judged_over is None:
        return period
    return period_holding(commitment.judged_over, period.start_at, customer.context())


def _worst(commitment: Commitment, customer: Customer, lines: Lines, over: Period, classes: Classes) -> Measured | None:
    """The availability if all that nobody saw were bad; None where nothing of the period is unknown (O5)."""
    if lines.worst is None or not classes.unknown:
        return None
    return measure_availability(commitment, classify(commitment, customer, lines.worst, over))


@attrs.define(slots=True, kw_only=True)
class _Availability(Case):
    """A verdict on the availability of a period."""

    watched: Commitment
    warned_of: ClassVar[str] = "availability"

    def not_applicable(self) -> str | None:
        """As for every verdict, and where the agreement promises nothing for a period covered in part (T8)."""
        if (why := Case.not_applicable(self)) is not None:
            return why
        if self.watched.partial is PartialRule.NOTHING and self.customer.covered is not None:
            whole = ((self.period.start_at, self.period.end_at),)
            if intersect(self.customer.covered, whole) != whole:
                self.steps.append(Step("T8", "not_covered"))
                return "the subscription covers only part of the period"
        return None

    def measured_at(self, counted: int, basis: int) -> Measured:
        """The availability if so much time counted (D7)."""
        return measured_of(self.watched, counted, basis)

    def doubt(self) -> Doubt:
        """Time for which nothing was observed (O5)."""
        return Doubt(("observations",), "O5", "time that nobody observed could change the status")

    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[out.Budget, ...] | None:
        """The downtime that is left while the period runs (V1)."""
        return budget(target, brackets(self.credit_rule), measured) if self.provisional else None

    def margins(self, measured: Measured, target: ShareTarget | DowntimeTarget) -> Iterator[Step]:
        """What would have changed the result of a period that is over: the target, and the next limit of a row (V3)."""
        to_target, *to_rows = budget(target, brackets(self.credit_rule), measured)
        for spare in (to_target, *to_rows[:1]):
            yield Step("V3", "margin", before=measured.counted, after=spare.left, unit="us", limit=spare.to)

    # ---- what was measured

    def time(self, line: Timeline, classes: Classes) -> None:
        """Book the classes of time (D8)."""
        counted, ignored = measure(classes.counted), measure(classes.short) + measure(classes.dropped)
        outside, unknown = measure(classes.outside), measure(classes.unknown)
        excluded = tuple(
            (applied.exclusion.name, us)
            for applied, part in zip(line.applied, classes.excluded, strict=True)
            if (us := measure(part))
        )
        taken = counted + ignored + outside + unknown + sum(us for _, us in excluded)
        self.time_us = out.TimeClasses(
            total=classes.total,
            basis=classes.basis,
            up=classes.total - taken,
            unknown=unknown,
            outside=outside,
            ignored=ignored,
            counted=counted,
            excluded=excluded,
        )

    def measured(self, measured: Measured, target: Target | Missing | None, worst: Measured | None) -> None:
        """Book the availability (D7), and whether it lies below the warning level of a target (C1)."""
        self.availability = availability_of(measured, target, self.watched, worst)
        if target is not None and not isinstance(target, NoTarget):
            self.warn(measured)
        clauses = self.watched.cited.clauses
        self.steps.append(
            Step("D7", "availability", clauses=clauses, before=measured.basis, after=measured.exact, unit="share")
        )
        if measured.rounded is not None and self.watched.rounding is not None:
            rounding = self.watched.rounding
            self.steps.append(
                Step(
                    "D7",
                    "rounded_share",
                    clauses=clauses,
                    before=measured.exact,
                    after=measured.rounded,
                    unit="share",
                    detail=f"{rounding.rounding.value} to {rounding.digits} decimals of a percent",
                )
            )
