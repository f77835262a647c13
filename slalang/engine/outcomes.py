"""One commitment judged for one customer and period, under one variant of the policy (D, C, V1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from slalang.engine.claims import Claimed, settle
from slalang.engine.credits import Earned, brackets, earn, needed_parameters, nothing
from slalang.engine.customers import Customer
from slalang.engine.downtime import Classes, Timeline, classify, last_incident
from slalang.engine.explanation import covenants, explain_time
from slalang.engine.rows import Judgement
from slalang.engine.targets import (
    Measured,
    availability_of,
    budget,
    measure_availability,
    measured_of,
    status_against,
    target_for,
)
from slalang.engine.terms import Missing, Terms, terms_at
from slalang.semantics.policy import (
    Commitment,
    Credit,
    DowntimeTarget,
    NoTarget,
    PartialRule,
    Policy,
    ShareTarget,
    Target,
)
from slalang.time.periods import Period, period_holding
from slalang.values import verdicts as out
from slalang.values.instants import format_instant
from slalang.values.intervals import clip, intersect, measure
from slalang.values.verdicts import CreditState, Finding, Status, Step

_OBSERVATIONS = "observations"
_MISSED_ALREADY = "the target is missed already, whatever the rest of the period brings"

NO_PERIOD = "unknown"
"""The name of a period that cannot be told."""


@attrs.frozen(slots=True)
class Lines:
    """The time of what is judged together: as seen, and where something is unknown also as if all of that were bad (O5).

    `uncounted` names the outages that the policy does not watch.
    """

    likely: Timeline
    worst: Timeline | None
    uncounted: tuple[Step, ...] = ()


@attrs.frozen(slots=True)
class Outcome:
    """A verdict under one variant, before readings are compared."""

    commitment: Commitment
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
    used_claim: str | None = None
    findings: tuple[Finding, ...] = ()
    because: tuple[Step, ...] = ()


def judge(
    policy: Policy, commitment: Commitment, customer: Customer, lines: Lines, component: str | None, period: Period
) -> Outcome:
    """The verdict for one period, in the order of the rules: time, availability, target, credit, claim."""
    case = _Case(policy, commitment, customer, component, period)
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


@attrs.define(slots=True)
class _Case:
    """What one verdict gathers on its way."""

    policy: Policy
    commitment: Commitment
    customer: Customer
    component: str | None
    period: Period
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
        # An agreement that names no currency counts in that of the customer's charges.
        charged = next((c.currency for c in self.customer.charges), None)
        self.currency = self.policy.currency or charged
        self.credit_rule = next((c for c in self.policy.credits if c.commitment == self.commitment.name), None)

    # ---- before anything is measured

    def not_applicable(self) -> str | None:
        """Why the period is not judged at all, or None (P1, T8)."""
        policy, start = self.policy, self.period.start_at
        if policy.in_force_at is not None and start < policy.in_force_at:
            at = format_instant(policy.in_force_at)
            self.steps.append(Step("P1", "not_in_force", limit=at))
            return f"the agreement is in force from {at}"
        if policy.until_at is not None and start >= policy.until_at:
            at = format_instant(policy.until_at)
            self.steps.append(Step("P1", "not_in_force", limit=at))
            return f"the agreement was in force until {at}"
        covered = self.customer.covered
        if covered is None:
            return None
        inside = measure(intersect(covered, ((start, self.period.end_at),)))
        if inside == 0:
            self.steps.append(Step("T8", "not_covered"))
            return "no subscription covers the period"
        if inside < self.period.end_at - start and self.commitment.partial is PartialRule.NOTHING:
            self.steps.append(Step("T8", "not_covered"))
            return "the subscription covers only part of the period"
        return None

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
        self.availability = availability_of(measured, target, self.commitment, worst)
        warning = self.commitment.warning
        promised = target is not None and not isinstance(target, NoTarget)
        if warning is not None and promised and measured.compared < warning.share:
            text = f"availability is below the warning level of {warning.digits}%"
            self.findings.append(Finding("warning", text, clauses=self.commitment.cited.clauses))
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

    def target(self, target: Target, status: Status, measured: Measured) -> None:
        """Book the comparison with the target (C1)."""
        self.steps.append(
            Step(
                "C1",
                "target",
                clauses=target.cited.clauses or self.commitment.cited.clauses,
                before=measured.compared,
                after=status.value,
                unit="share",
                limit=target.cited.written,
                reason=target.cited.reason,
            )
        )

    # ---- what it comes to

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
        for name in missing:
            rule = {_OBSERVATIONS: "O5", "charges": "C4"}.get(name, "P2")
            self.steps.append(Step(rule, "missing", name=name))
        return out.Credit(
            CreditState.UNDETERMINED,
            percent=earned.percent if earned else None,
            rule=earned.rule if earned else None,
            base=earned.base if earned else None,
            currency=self.currency,
            missing=missing,
        )

    def credited(
        self,
        measured: Measured,
        worst: Measured | None,
        target: ShareTarget | DowntimeTarget,
        incident_end: int | None,
    ) -> Outcome:
        """The verdict with its credit and what became of it (C2-C6).

        Where unknown time leaves a span, both its ends are judged: what they share is certain (O5).
        """
        status = status_against(target, measured)
        at_worst = status if worst is None else status_against(target, worst)
        reason = None if status is Status.MET else _MISSED_ALREADY if self.provisional else "the target was missed"
        missing: tuple[str, ...] = ()
        if at_worst is not status:
            missing = (_OBSERVATIONS,)
            reason = "time that nobody observed could change the status"
            self.steps.append(Step("O5", "missing", name=_OBSERVATIONS))
        certain = status if not missing else Status.UNDETERMINED
        budgets = self.budgets(measured, target)
        if budgets is None:
            self.steps += self.margins(measured, target)
        if self.credit_rule is None:
            return self.outcome(certain, reason, missing, budgets=budgets)
        needed = needed_parameters(self.credit_rule, self.terms)
        if needed:
            return self.outcome(certain, reason, missing, self.lacking(needed), budgets)
        case = self.judgement(measured, target, status)
        earned = earn(self.credit_rule, case)
        if worst is not None and self.could_change(earned, target, measured, worst):
            return self.outcome(certain, reason, missing, self.lacking((_OBSERVATIONS,)), budgets)
        self.steps += earned.steps
        if earned.hole is not None and certain is Status.BREACHED:
            self.hole(earned.hole)
        if earned.amount is None:
            return self.outcome(certain, reason, missing, self.lacking(earned.missing, earned), budgets)
        if earned.row is None:
            return self.outcome(certain, reason, missing, budgets=budgets)
        claimed = settle(self.credit_rule, case, incident_end)
        self.steps += claimed.steps
        return self.outcome(certain, reason, missing, self.owed(earned, claimed), budgets, claimed.used)

    def could_change(self, earned: Earned, target: ShareTarget | DowntimeTarget, measured: Measured, worst: Measured) -> bool:
        """Whether some part of the unknown time, were it down, would change the credit (O5).

        Between two limits of the rows the credit runs one way, so it is asked at the ends and around each limit.
        """
        shares = {share for _, share in brackets(self.credit_rule)}
        shares |= {target.share} if isinstance(target, ShareTarget) else set()
        counts = {worst.counted}
        for share in shares:
            at = (1 - share) * measured.basis
            counts |= {at.numerator // at.denominator + step for step in (-1, 0, 1, 2)}
        if isinstance(target, DowntimeTarget):
            counts |= {target.us - 1, target.us, target.us + 1}
        for counted in counts:
            if measured.counted < counted <= worst.counted and self.credit_rule is not None:
                other = measured_of(self.commitment, counted, measured.basis)
                there = earn(self.credit_rule, self.judgement(other, target, status_against(target, other)))
                if (there.amount, there.percent, there.rule) != (earned.amount, earned.percent, earned.rule):
                    return True
        return False

    def owed(self, earned: Earned, claimed: Claimed) -> out.Credit:
        """The credit as the wire shows it."""
        return out.Credit(
            claimed.state,
            percent=earned.percent,
            rule=earned.rule,
            base=earned.base,
            amount=earned.amount,
            currency=self.currency,
            claim_by=claimed.claim_by,
            missing=claimed.missing,
        )

    def hole(self, limits: str) -> None:
        """Say that the availability fell into a hole of the brackets (C2)."""
        clauses = self.credit_rule.cited.clauses if self.credit_rule else ()
        text = f"the target was missed, but no row of the table covers availability {limits}"
        self.findings.append(Finding("bracket_hole", text, clauses=clauses, limits=limits))

    def judgement(self, measured: Measured, target: Target, status: Status) -> Judgement:
        """What the credit hangs on."""
        return Judgement(
            self.commitment,
            self.customer,
            self.component,
            self.period,
            measured,
            target,
            status,
            self.terms,
            self.policy.zone,
            self.currency or "",
        )

    def margins(self, measured: Measured, target: ShareTarget | DowntimeTarget) -> Iterator[Step]:
        """What would have changed the result of a period that is over: the target, and the next limit of a row (V3)."""
        to_target, *to_rows = budget(target, brackets(self.credit_rule), measured)
        for spare in (to_target, *to_rows[:1]):
            yield Step("V3", "margin", before=measured.counted, after=spare.left, unit="us", limit=spare.to)

    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[out.Budget, ...] | None:
        """What is left while the period runs (V1)."""
        return budget(target, brackets(self.credit_rule), measured) if self.provisional else None

    def zero(self) -> Decimal:
        """Nothing, with the currency's digits."""
        return nothing(self.currency or "")

    def outcome(
        self,
        status: Status,
        reason: str | None = None,
        missing: tuple[str, ...] = (),
        credit: out.Credit | None = None,
        budgets: tuple[out.Budget, ...] | None = None,
        used_claim: str | None = None,
    ) -> Outcome:
        """The verdict as it stands."""
        nothing_owed = out.Credit(CreditState.NONE, amount=self.zero(), currency=self.currency)
        return Outcome(
            commitment=self.commitment,
            component=self.component,
            period=self.period,
            status=status,
            provisional=self.provisional,
            reason=reason,
            missing=missing,
            availability=self.availability,
            time_us=self.time_us,
            budget=budgets,
            credit=credit or nothing_owed,
            used_claim=used_claim,
            findings=tuple(self.findings),
            because=tuple(self.steps),
        )
