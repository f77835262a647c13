"""One commitment judged for one customer and period, under one variant of the policy (D, C, V1)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

import attrs

from slalang.engine.availability.classes import Classes, classify, runs_started
from slalang.engine.availability.downtime import Timeline, incidents
from slalang.engine.availability.explanation import covenants, explain_time
from slalang.engine.availability.observed_steps import bounded
from slalang.engine.availability.unit_case import OBSERVATIONS, UnitCase
from slalang.engine.availability.weights import Weights, only_in, weighed
from slalang.engine.customers import Customer
from slalang.engine.observation.units import Unit
from slalang.engine.outcomes import Doubt, Outcome
from slalang.engine.targets import (
    Measured,
    availability_of,
    budget,
    limits_of,
    measure_availability,
    measured_of,
    status_against,
    target_for,
)
from slalang.engine.terms import Missing
from slalang.semantics.policy import Commitment, CountTarget, NoTarget, Policy, Promised, Target
from slalang.time.periods import Period, period_holding
from slalang.values import verdicts as out
from slalang.values.intervals import EMPTY, Intervals, clip, measure
from slalang.values.verdicts import Finding, Status, Step


@attrs.frozen(slots=True)
class Lines:
    """The time of what is judged together: as seen, and where something is unknown also as if all of that were bad (O5).

    `uncounted` names the outages that the policy does not watch; `remarks` say what else of the observations does not count;
    `left_out` is time without requests that leaves the period (D7); `findings` hold for every period.
    """

    likely: Timeline
    worst: Timeline | None
    uncounted: tuple[Step, ...] = ()
    remarks: tuple[Step, ...] = ()
    left_out: Intervals = EMPTY
    findings: tuple[Finding, ...] = ()


def judge(
    policy: Policy,
    commitment: Commitment,
    customer: Customer,
    lines: Lines,
    unit: Unit,
    period: Period,
    *,
    before: Status | None,
) -> Outcome:
    """The verdict for one period, in the order of the rules: time, availability, target, credit, claim."""
    case = _Availability(
        policy=policy,
        commitment=commitment,
        service=commitment.service,
        customer=customer,
        period=period,
        unit=unit,
        before=before,
    )
    if (why := case.not_applicable()) is not None:
        return case.outcome(Status.NOT_APPLICABLE, why)
    over = _judged_over(commitment, customer, period)
    classes = classify(commitment, customer, lines.likely, over)
    case.steps += bounded(s for s in lines.uncounted if clip(s.intervals, over.start_at, over.end_at))
    case.steps += explain_time(commitment, customer, unit, (lines.likely, lines.remarks, lines.left_out), classes, over, period)
    case.findings += lines.findings
    case.findings += covenants(lines.likely.applied, unit.parts, period)
    # The classes are those of the verdict's own period, even where a longer one is measured (D8).
    own = classes if over == period else classify(commitment, customer, lines.likely, period)
    case.time(lines.likely, own)
    case.lasting(own, over)
    runs = runs_started(commitment, customer, lines.likely, classes)
    measured = measure_availability(commitment, lines.likely, classes, runs)
    if measured is None:
        return case.nothing_judged(clip(lines.left_out, over.start_at, over.end_at))
    worst = _worst(commitment, customer, lines, over, measured, classes)
    case.behind(lines, classes)
    case.ended = _of_ended_slots(commitment, customer, lines.likely, classes, measured)
    target = target_for(commitment, case.terms)
    case.measured(measured, target, worst)
    case.provisional = customer.as_of < over.end_at
    if isinstance(target, Missing):
        return case.undetermined(target.names, measured, target)
    if target is None or isinstance(target, NoTarget):
        return case.without_target(target)
    if isinstance(target, CountTarget):
        case.runs(classes, runs)
    case.target(target, status_against(target, measured), measured)
    return case.credited(measured, worst, target, case.last_incident)


def _judged_over(commitment: Commitment, customer: Customer, period: Period) -> Period:
    if commitment.judged_over is None:
        return period
    return period_holding(commitment.judged_over, period.start_at, customer.context())


def _worst(
    commitment: Commitment, customer: Customer, lines: Lines, over: Period, measured: Measured, classes: Classes
) -> Measured | None:
    """The availability if all that nobody saw were bad; None where that changes nothing (O5)."""
    if lines.worst is None:
        return None
    if not classes.unknown and lines.worst.weights is None:
        return None
    worst = classify(commitment, customer, lines.worst, over)
    runs = runs_started(commitment, customer, lines.worst, worst)
    found = measure_availability(commitment, lines.worst, worst, runs)
    # Where time is weighted, what is bad already may weigh more.
    return found if classes.unknown or found is None or found.counted != measured.counted else None


def _of_ended_slots(
    commitment: Commitment, customer: Customer, line: Timeline, classes: Classes, measured: Measured
) -> Measured:
    """The availability without the bad slots that still run: what comes in them may yet turn them (D1, V1)."""
    lengths = [watch.us for watch in (commitment.probe_slots, commitment.counts) if watch is not None]
    if not lengths or classes.end <= customer.as_of:
        return measured
    since = min(customer.as_of // us * us for us in lengths)
    running = [b.time[0][0] for b in line.bad.touching(since, customer.as_of) if b.is_slot and b.time[0][0] >= since]
    if not running:
        return measured
    left = clip(classes.counted, classes.start, min(running))
    ended = measured_of(commitment, weighed(left, line.weights), measured.basis)
    return attrs.evolve(ended, runs=measured.runs - sum(start >= min(running) for start, _ in classes.counted))


@attrs.define(slots=True, kw_only=True)
class _Availability(UnitCase):
    """A verdict on the availability of a period."""

    ended: Measured | None = None
    """The measure without what still runs and may turn out otherwise."""
    last_incident: int | None = None
    warned_of: ClassVar[str] = "availability"

    def nothing_judged(self, left_out: Intervals) -> Outcome:
        """The verdict where T is 0 (D7); where slots without requests were left out, nobody can tell."""
        if not left_out:
            return self.outcome(Status.NOT_APPLICABLE, "no time of the period is judged")
        return self.nothing_measured()

    def measured_at(self, counted: int | Fraction, basis: int | Fraction) -> Measured:
        """The availability if so much time counted (D7)."""
        return measured_of(self.commitment, counted, basis)

    def doubt(self) -> Doubt:
        """Time for which nothing was observed (O5)."""
        return Doubt((OBSERVATIONS,), "O5", "time that nobody observed could change the status")

    def lasting(self, own: Classes, over: Period) -> None:
        """Note what credits by time go by where the verdict is of a longer period: what counted in its own (C3, T8)."""
        if over != self.period:
            self.own_period, self.lost = (self.period.start_at, self.period.end_at), own.counted

    def behind(self, lines: Lines, classes: Classes) -> None:
        """Note what counted, what could, and the events behind it, for the credit (C3, C6)."""
        found = incidents(lines.likely, classes.counted, classes.start, classes.end)
        self.counted, self.undecided = classes.counted, classes.unknown
        self.weights = _weights(lines, classes)
        self.incidents = tuple((event, time) for bad, time in found for event in bad.ids)
        self.last_incident = max((bad.time[-1][1] for bad, _ in found), default=None)

    def missed_for_good(self, measured: Measured, target: Promised) -> bool:
        """Time that was down stays down; only a slot that still runs may yet be judged otherwise (D1)."""
        return self.ended is not None and status_against(target, self.ended) is Status.BREACHED

    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[out.Budget, ...] | None:
        """The downtime that is left while the period runs (V1)."""
        return budget(target, limits_of(self.credit_rule), measured, "us") if self.provisional else None

    def margins(self, measured: Measured, target: Promised) -> Iterator[Step]:
        """What would have changed the result of a period that is over: the target, and the next limit of a row (V3)."""
        to_target, *to_rows = budget(target, limits_of(self.credit_rule), measured, "us")
        for spare in (to_target, *to_rows[:1]):
            what, so_far = ("margin", measured.counted) if spare.unit == "us" else ("margin_of_outages", measured.runs)
            yield Step("V3", what, before=so_far, after=spare.left, unit=spare.unit.replace("runs", ""), limit=spare.to)

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
            weighted=None if line.weights is None else weighed(classes.counted, line.weights),
        )

    def runs(self, classes: Classes, started: int) -> None:
        """Book how often it was down, apart from a run that began to count before the period (C1)."""
        before = classes.counted[: len(classes.counted) - started]
        self.steps.append(Step("C1", "runs_counted", clauses=self.commitment.cited.clauses, after=started, intervals=before))

    def measured(self, measured: Measured, target: Target | Missing | None, worst: Measured | None) -> None:
        """Book the availability (D7), and whether it lies below the warning level of a target (C1)."""
        self.availability = availability_of(measured, target, self.commitment, worst)
        if target is not None and not isinstance(target, NoTarget):
            self.warn(measured)
        clauses = self.commitment.cited.clauses
        self.steps.append(
            Step("D7", "availability", clauses=clauses, before=measured.basis, after=measured.exact, unit="share")
        )
        if measured.rounded is not None and self.commitment.rounding is not None:
            rounding = self.commitment.rounding
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


def _weights(lines: Lines, classes: Classes) -> Weights | None:
    """What the counted time weighs, and what the time that nobody knows would weigh at worst (D3)."""
    weights = lines.likely.weights
    if weights is None or lines.worst is None or lines.worst.weights is None:
        return weights
    return tuple(sorted((*only_in(classes.counted, weights), *only_in(classes.unknown, lines.worst.weights))))
