"""What one verdict on a period comes to: not judged at all, its target, its credit and what became of that (C, P1, T8, V1)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

import attrs

from slalang.engine.claims import Claimed, settle
from slalang.engine.credits import Earned, brackets, earn, needed_parameters, nothing
from slalang.engine.customers import Customer
from slalang.engine.rows import Judgement
from slalang.engine.targets import Measured, status_against
from slalang.engine.terms import Missing, Terms, out_of_force, terms_at
from slalang.semantics.policy import (
    Commitment,
    Credit,
    DowntimeTarget,
    Policy,
    Service,
    Share,
    ShareTarget,
    Target,
)
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.instants import format_instant
from slalang.values.intervals import intersect, measure
from slalang.values.verdicts import CreditState, Finding, Status, Step

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
    used_claim: str | None = None
    findings: tuple[Finding, ...] = ()
    because: tuple[Step, ...] = ()
    service: str | None = None


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
        self.currency = currency_of(self.policy, self.customer)
        self.credit_rule = next((c for c in self.policy.credits if c.commitment == self.commitment.name), None)

    # ---- what kinds of measure differ in

    @abstractmethod
    def measured_at(self, counted: int, basis: int) -> Measured:
        """The measure if so much of the basis counted."""

    @abstractmethod
    def doubt(self) -> Doubt:
        """Why the measure has a span."""

    @abstractmethod
    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[out.Budget, ...] | None:
        """What is left while the period runs (V1)."""

    @abstractmethod
    def margins(self, measured: Measured, target: ShareTarget | DowntimeTarget) -> Iterator[Step]:
        """What would have changed the result of a period that is over (V3)."""

    def why_missed(self) -> str:
        """Why the target is missed: time that was down stays down, where of a share more may yet be kept."""
        if not self.provisional:
            return "the target was missed"
        return _MISSED_SO_FAR if isinstance(self.commitment, Share) else _MISSED_ALREADY

    def warn(self, measured: Measured) -> None:
        """Find what lies below the warning level, whatever comes of what is unknown (C1)."""
        warning = self.commitment.warning
        if warning is not None and measured.compared < warning.share:
            text = f"{self.warned_of} is below the warning level of {warning.digits}%"
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
        doubt = self.doubt()
        self.steps += missing_steps(missing, dict.fromkeys(doubt.missing, doubt.rule))
        return lacking(self.currency, missing, earned)

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
        reason = None if status is Status.MET else self.why_missed()
        missing: tuple[str, ...] = ()
        if at_worst is not status:
            doubt = self.doubt()
            missing, reason = doubt.missing, doubt.reason
            self.steps += missing_steps(missing, dict.fromkeys(missing, doubt.rule))
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
            return self.outcome(certain, reason, missing, self.lacking(self.doubt().missing), budgets)
        self.steps += earned.steps
        if earned.hole is not None and certain is Status.BREACHED:
            self.hole(earned.hole)
        if earned.amount is None:
            return self.outcome(certain, reason, missing, self.lacking(earned.missing, earned), budgets)
        if earned.row is None:
            return self.outcome(certain, reason, missing, budgets=budgets)
        claimed = settle(self.credit_rule, case, incident_end)
        self.steps += claimed.steps
        return self.outcome(certain, reason, missing, owed(self.currency, earned, claimed), budgets, claimed.used)

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
                other = self.measured_at(counted, measured.basis)
                there = earn(self.credit_rule, self.judgement(other, target, status_against(target, other)))
                if (there.amount, there.percent, there.rule) != (earned.amount, earned.percent, earned.rule):
                    return True
        return False

    def hole(self, limits: str) -> None:
        """Say that the availability fell into a hole of the brackets (C2)."""
        clauses = self.credit_rule.cited.clauses if self.credit_rule else ()
        text = f"the target was missed, but no row of the table covers availability {limits}"
        self.findings.append(Finding("bracket_hole", text, clauses=clauses, limits=limits))

    def judgement(self, measured: Measured, target: Target, status: Status) -> Judgement:
        """What the credit hangs on."""
        return Judgement(
            name=self.commitment.name,
            service=self.service,
            customer=self.customer,
            component=self.component,
            period=self.period,
            measured=measured,
            target=target,
            status=status,
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
        used_claim: str | None = None,
    ) -> Outcome:
        """The verdict as it stands."""
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
            credit=credit or no_credit(self.currency),
            used_claim=used_claim,
            findings=tuple(self.findings),
            because=tuple(self.steps),
            service=self.service.name if self.service else None,
        )


# ---------------------------------------------------------------------------------------------- credits as the wire shows them


def currency_of(policy: Policy, customer: Customer) -> str | None:
    """The policy's currency; an agreement that names none counts in that of the customer's charges."""
    return policy.currency or next((c.currency for c in customer.charges), None)


def no_credit(currency: str | None) -> out.Credit:
    """Nothing is owed."""
    return out.Credit(CreditState.NONE, amount=nothing(currency or ""), currency=currency)


def lacking(currency: str | None, missing: tuple[str, ...], earned: Earned | None = None) -> out.Credit:
    """A credit that is undetermined, for want of what is named."""
    return out.Credit(
        CreditState.UNDETERMINED,
        percent=earned.percent if earned else None,
        rule=earned.rule if earned else None,
        base=earned.base if earned else None,
        currency=currency,
        days=earned.days if earned else None,
        missing=missing,
    )


def missing_steps(missing: tuple[str, ...], rules: Mapping[str, str]) -> Iterator[Step]:
    """One step for each thing that is missing; `rules` says which rule asks for it, where it is no parameter (P2)."""
    for name in missing:
        yield Step(rules.get(name, "C4" if name == "charges" else "P2"), "missing", name=name)


def owed(currency: str | None, earned: Earned, claimed: Claimed) -> out.Credit:
    """A credit with its state."""
    return out.Credit(
        claimed.state,
        percent=earned.percent,
        rule=earned.rule,
        base=earned.base,
        amount=earned.amount,
        currency=currency,
        days=earned.days,
        claim_by=claimed.claim_by,
        missing=claimed.missing,
    )
