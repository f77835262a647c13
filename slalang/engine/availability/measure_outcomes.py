"""One commitment that measures no time, judged for one customer and period (D7, C1, V1)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, assert_never

import attrs

from slalang.engine.availability.explanation import covenants, window_steps
from slalang.engine.availability.resource_steps import resource_steps
from slalang.engine.availability.unit_case import OBSERVATIONS, UnitCase
from slalang.engine.customers import Customer
from slalang.engine.observation.measures import Gathered
from slalang.engine.observation.tallies import Tally, tally_of
from slalang.engine.outcomes import Doubt, Outcome
from slalang.engine.targets import (
    Measured,
    availability_of,
    budget,
    limits_of,
    measured_share,
    spare,
    status_against,
    target_for,
)
from slalang.engine.terms import Missing
from slalang.semantics.policy import (
    Commitment,
    Comparison,
    CountTarget,
    EmptyMeasureRule,
    Executions,
    Limit,
    MeanOfSlots,
    NoTarget,
    Policy,
    Promised,
    Requests,
    Scale,
    Statistic,
    Target,
    Values,
    ValueTarget,
)
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.intervals import EMPTY
from slalang.values.money import format_fixed
from slalang.values.verdicts import Status, Step

_MOST_NAMED = 100
"""How many of the events behind a figure a step names."""


def judge_measure(
    policy: Policy, commitment: Commitment, customer: Customer, own: Gathered, period: Period, *, before: Status | None
) -> Outcome:
    """The verdict for one period: what was counted or measured, target, credit, claim."""
    unit = own.unit
    case = _MeasureCase(
        policy=policy,
        commitment=commitment,
        service=commitment.service,
        customer=customer,
        period=period,
        unit=unit,
        gathered=own,
        before=before,
    )
    if (why := case.not_applicable()) is not None:
        return case.outcome(Status.NOT_APPLICABLE, why)
    target = target_for(commitment, case.terms)
    tally = tally_of(own, period, highest_is_worst=_highest_is_worst(commitment, target))
    case.explain(tally)
    case.findings += covenants(own.applied, unit.parts, period)
    measured, worst = case.measured(tally)
    if measured is None:
        return case.nothing_measured()
    case.book(tally, measured, worst, target)
    if isinstance(target, Missing):
        return case.undetermined(target.names, measured, target)
    if target is None or isinstance(target, NoTarget):
        return case.without_target(target)
    if measured.settled is None:
        case.target(target, status_against(target, measured), measured)
    return case.credited(measured, worst, target, tally.last_bad_at)


def _highest_is_worst(commitment: Commitment, target: Target | Missing | None) -> bool:
    """Whether the greatest value is the worst one: where the target bounds it from above (D7)."""
    of = target if isinstance(target, ValueTarget) else None
    if of is None:
        of = next((t for t in commitment.targets if isinstance(t, ValueTarget)), None)
    return of is None or of.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN)


@attrs.define(slots=True, kw_only=True)
class _MeasureCase(UnitCase):
    """A verdict on what was counted or measured in a period."""

    gathered: Gathered
    warned_of: ClassVar[str] = "what was measured"

    # ---- what was measured

    @property
    def noun(self) -> str:
        """What is counted, in the plural."""
        match self.gathered.rule.of:
            case Requests():
                return "requests"
            case MeanOfSlots():
                return "slots"
            case Executions():
                return "executions"
            case Values():
                return "values"
            case _:
                assert_never(self.gathered.rule.of)

    @property
    def is_value(self) -> bool:
        """Whether a value is measured, which is no share."""
        return isinstance(self.gathered.rule.of, Values)

    def measured(self, tally: Tally) -> tuple[Measured | None, Measured | None]:
        """The measure, and what it would be if all that nobody knows were bad; None where there is nothing to measure (D7)."""
        if tally.exact is None:
            return self._of_nothing(), None
        if self.is_value:
            return Measured(0, tally.total, tally.exact, tally.exact, scale=Scale.NUMBER), None
        measured = measured_share(self.commitment, tally.bad, tally.total, tally.exact)
        if tally.worst_bad is None:
            return measured, None
        return measured, self.measured_at(tally.worst_bad, tally.total)

    def _of_nothing(self) -> Measured | None:
        """A period without any: met as the share 1, breached as the share 0, or left out (D7)."""
        match self.gathered.rule.empty:
            case EmptyMeasureRule.UP:
                exact, status = Fraction(1), Status.MET
            case EmptyMeasureRule.DOWN:
                exact, status = Fraction(0), Status.BREACHED
            case EmptyMeasureRule.LEFT_OUT:
                return None
            case _:
                assert_never(self.gathered.rule.empty)
        if self.is_value:
            return Measured(0, 0, Fraction(0), Fraction(0), scale=Scale.NUMBER, settled=status)
        return Measured(0, 0, exact, exact, settled=status)

    def measured_at(self, counted: int | Fraction, basis: int | Fraction) -> Measured:
        """The share if so much of all were bad (D7)."""
        return measured_share(self.commitment, counted, basis, Fraction(basis - counted) / Fraction(basis))

    def doubt(self) -> Doubt:
        """Slots that nobody counted (O5)."""
        return Doubt((OBSERVATIONS,), "O5", "slots that nobody observed could change the status")

    # ---- what is left

    def missed_for_good(self, measured: Measured, target: Promised) -> bool:
        """Only what was bad once, or the worst of all values, is not made up for by what follows (V1)."""
        if measured.settled is not None:
            return False
        match self.gathered.rule.of:
            case Values(statistic=statistic):
                return statistic is Statistic.WORST
            case Requests() | Executions():
                return isinstance(target, CountTarget)
            case MeanOfSlots():
                return False
            case _:
                assert_never(self.gathered.rule.of)

    @property
    def _limits(self) -> tuple[Limit, ...]:
        return limits_of(self.credit_rule)

    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[out.Budget, ...] | None:
        """How many more may be bad while the period runs, given all so far (V1)."""
        if not self.provisional:
            return None
        return () if measured.settled is not None else budget(target, self._limits, measured, self.noun)

    def margins(self, measured: Measured, target: Promised) -> Iterator[Step]:
        """What would have changed the result of a period that is over (V3)."""
        if measured.settled is not None:
            return
        if isinstance(target, ValueTarget):
            yield Step("V3", "margin_of_value", before=measured.exact, after=target.value - measured.exact, limit="target")
            return
        left = spare(target, measured)
        if left is not None:
            yield Step("V3", "margin_of_bad", name=self.noun, before=measured.counted, after=left, limit="target")
        for to_row in budget(None, self._limits, measured, self.noun)[:1]:
            yield Step("V3", "margin_of_bad", name=self.noun, before=measured.counted, after=to_row.left, limit=to_row.to)

    # ---- what it says

    def explain(self, tally: Tally) -> None:
        """Book what was counted or measured, and what of it is left out (D7, O5)."""
        choices = dict(self.commitment.choices)
        self.steps += resource_steps(self.commitment, self.unit, self.period.start_at, self.period.end_at)
        self.steps += window_steps(self.gathered.applied, self.period.start_at, self.period.end_at)
        for left_out in tally.left_out:
            exclusion = next(a.exclusion for a in self.gathered.applied if a.exclusion.name == left_out.name)
            self.steps.append(
                Step(
                    "D7",
                    "left_out_by",
                    name=left_out.name,
                    clauses=exclusion.cited.clauses,
                    events=left_out.events[:_MOST_NAMED],
                    after=len(left_out.events),
                    reason=exclusion.cited.reason,
                    detail=self.noun if self.noun != "slots" else "requests",
                )
            )
        if tally.unseen:
            cited = choices.get("unobserved", self.gathered.rule.cited)
            self._count("O5", "unseen_slots", tally.unseen, cited.clauses, cited.written, cited.reason)
        if tally.empty:
            cited = choices.get("empty slot", self.gathered.rule.cited)
            self._count("D7", "empty_slots_counted", tally.empty, cited.clauses, cited.written, cited.reason)
        for cell, sums in tally.worst_slots:
            self.steps.append(
                Step(
                    "D7",
                    "worst_slot",
                    events=tuple(sums.ids[:_MOST_NAMED]),
                    before=sums.failed,
                    after=sums.total,
                    intervals=(cell,),
                    detail=self._scores,
                )
            )
        if tally.cut:
            cited = choices.get("uneven", self.gathered.rule.cited)
            self.steps.append(
                Step(
                    "D1",
                    "counts_cut",
                    clauses=cited.clauses,
                    events=tally.cut[:_MOST_NAMED],
                    after=len(tally.cut),
                    limit=cited.written or None,
                    reason=cited.reason,
                )
            )
        if tally.exact is None:
            cited = choices.get("empty", self.gathered.rule.cited)
            self.steps.append(
                Step(
                    "D7",
                    "nothing_counted",
                    name=self.noun,
                    clauses=cited.clauses,
                    limit=cited.written or None,
                    reason=cited.reason,
                    detail=self.gathered.rule.empty.value,
                )
            )

    @property
    def _scores(self) -> str:
        """What a good one counts for by its class, in words (D7)."""
        return " and ".join(
            f'a good one of class "{name}" counts {_decimal(score)}' for name, score in self.gathered.rule.scores
        )

    def _count(self, rule: str, what: str, number: int, clauses: tuple[str, ...], limit: str, reason: str | None) -> None:
        self.steps.append(Step(rule, what, clauses=clauses, after=number, limit=limit or None, reason=reason))

    def book(self, tally: Tally, measured: Measured, worst: Measured | None, target: Target | Missing | None) -> None:
        """Book the measure (D7), and whether it lies beyond the warning level of a target (C1)."""
        self.incidents = tuple((event, EMPTY) for event in tally.bad_of)
        if measured.settled is None or not self.is_value:
            self.availability = availability_of(measured, target, self.commitment, worst)
        if target is not None and not isinstance(target, NoTarget) and measured.settled is None:
            self.warn(measured)
        if measured.settled is not None:
            return
        cited = self.gathered.rule.cited
        of = self.gathered.rule.of
        what = "measured_value" if isinstance(of, Values) else "good_share"
        self.steps.append(
            Step(
                "D7",
                what,
                name=of.name if isinstance(of, Values) else self.noun,
                clauses=cited.clauses or self.commitment.cited.clauses,
                events=(tally.bad_of or tally.of)[:_MOST_NAMED],
                before=measured.basis if isinstance(of, Values) else measured.counted,
                after=measured.exact,
                unit="" if isinstance(of, Values) else "share",
                limit=of.written if isinstance(of, Values) else str(measured.basis),
                reason=cited.reason,
                detail=self._scores if tally.rank is None else f"number {tally.rank} of {measured.basis} from the least",
            )
        )


def _decimal(score: Fraction) -> str:
    """A score as a policy writes it."""
    digits = 0
    while (score * 10**digits).denominator != 1:
        digits += 1
    return format_fixed(score, digits)
