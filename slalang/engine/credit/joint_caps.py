"""The caps that several credits share, and what earlier ones have used of them (C5)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.credit.awards import times
from slalang.engine.credit.ceilings import ceiling, ceiling_step
from slalang.engine.credit.charges import Base, base_of, base_step
from slalang.engine.credit.rows import Judgement
from slalang.engine.customers import FOREVER, Customer, touches
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    CapSpan,
    CapWords,
    Joint,
    JointCap,
    ParameterBase,
    ParameterSum,
    Policy,
    Service,
    WithinAny,
    WithinPeriods,
)
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import subtract_length
from slalang.time.periods import Period, PeriodNeeds, period_holding
from slalang.values.events import Charge
from slalang.values.money import Money
from slalang.values.verdicts import Status, Step

_MOST_NAMED = 12
"""How many of the credits that have used a cap an explanation names."""


@attrs.frozen(slots=True)
class Used:
    """What one credit has used of the caps: that of a commitment and part, all points as one, or what was paid for all."""

    name: str
    part: str | None
    period: str
    amount: Fraction


@attrs.frozen(slots=True)
class Use:
    """What the credits of a period have used of the caps, one by one and together."""

    period: Period
    amount: Fraction
    by: tuple[Used, ...] = ()


@attrs.define(slots=True)
class Booked:
    """What was used so far, in the order in which it was; sums over a time are found without a walk over all of it."""

    starts: list[int] = attrs.field(factory=list)
    ends: list[int] = attrs.field(factory=list)
    sums: list[Fraction] = attrs.field(factory=lambda: [Fraction(0)])
    by: list[tuple[Used, ...]] = attrs.field(factory=list)

    def add(self, use: Use) -> None:
        """Book what another period has used; periods come by their ends, and so by their starts."""
        self.starts.append(max(use.period.start_at, self.starts[-1] if self.starts else use.period.start_at))
        self.ends.append(max(use.period.end_at, self.ends[-1] if self.ends else use.period.end_at))
        self.sums.append(self.sums[-1] + use.amount)
        self.by.append(use.by)

    def ending_after(self, instant: int) -> range:
        """The uses by periods that end after an instant."""
        return range(bisect_right(self.ends, instant), len(self.ends))

    def starting_in(self, start: int, end: int) -> range:
        """The uses by periods that start in [start, end)."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def sum_of(self, uses: range) -> Fraction:
        """What these used."""
        return self.sums[max(uses.start, uses.stop)] - self.sums[uses.start]


@attrs.define(slots=True)
class Caps:
    """The caps of a joint rule for the credits of one customer and period, given what earlier ones have `used`."""

    policy: Policy
    joint: Joint
    customer: Customer
    services: tuple[Service, ...]
    period: Period
    terms: Terms
    currency: str
    used: Booked
    case: Judgement = attrs.field(init=False)
    base: Base | Missing | None = attrs.field(init=False)
    earlier: list[range] = attrs.field(init=False)
    """For each cap the uses by earlier periods that share it."""
    own: list[Used] = attrs.field(factory=list)
    """What has been used so far in this period."""

    def __attrs_post_init__(self) -> None:
        self.case = Judgement(
            name=self.joint.name,
            service=None,
            customer=attrs.evolve(self.customer, charges=self._charges()),
            period=self.period,
            status=Status.BREACHED,
            terms=self.terms,
            zone=self.policy.zone,
            currency=self.currency,
        )
        self.base = base_of(self.joint.base, self.case)
        self.earlier = [self._earlier(cap.within) for cap in self.joint.caps]

    def _charges(self) -> tuple[Charge, ...]:
        """The charges for one of the services, or for all."""
        return tuple(c for c in self.customer.charges if not self.services or any(touches(s, c) for s in self.services))

    def needed(self) -> tuple[str, ...]:
        """The parameters that the rule needs and nobody supplies: it is undetermined then, whatever was earned (P2)."""
        names = [cap.at.parameter for cap in self.joint.caps if isinstance(cap.at, ParameterSum)]
        names += [self.joint.base.parameter] if isinstance(self.joint.base, ParameterBase) else []
        return tuple(dict.fromkeys(name for name in names if isinstance(self.terms.value(name), Missing)))

    def point_worth(self) -> Fraction | Missing:
        """What a point is in money (C3)."""
        worth = self.joint.point
        assert worth is not None  # asked only where points are worth something
        return worth.amount if isinstance(worth, Money) else times(self.base, worth.share)

    def base_steps(self) -> tuple[Step, ...]:
        """What an explanation says of the base."""
        return base_step(self.joint.base, self.base, self.joint.cited.clauses)

    def left_of(
        self, amount: Fraction, paid: Fraction | None, name: str, part: str | None, steps: list[Step]
    ) -> Fraction | Missing:
        """What the caps leave of a credit, which is booked on all of them, or what was paid instead (C5, C8)."""
        limits: list[tuple[Fraction, tuple[Step, ...]]] = []
        missing: list[str] = []
        for cap in self.joint.caps:
            limit = ceiling(cap.at, self.base, self.case, None)
            if isinstance(limit, Missing):
                missing += limit.names
            else:
                limits.append((limit, ceiling_step(cap.at, cap.cited, self.base, self.case, None, limit)))
        if missing:
            return Missing(tuple(dict.fromkeys(missing)))
        left = amount
        so_far = sum((used.amount for used in self.own), Fraction(0))
        for cap, earlier, (limit, whence) in zip(self.joint.caps, self.earlier, limits, strict=True):
            spent = self.used.sum_of(earlier) + so_far
            room = max(limit - spent, Fraction(0))
            if left > room:
                steps += (*whence, *self._spent_steps(cap, name, part, earlier, limit, spent))
                steps.append(self._cap_step(cap, name, part, left, room))
                left = room
        self.own.append(Used(name, part, self.period.name, left if paid is None else paid))
        return left

    def _earlier(self, span: CapSpan) -> range:
        """The uses by earlier periods under the same cap."""
        start, until = self._span(span)
        return self.used.ending_after(start) if isinstance(span, WithinAny) else self.used.starting_in(start, until)

    def _span(self, span: CapSpan) -> tuple[int, int]:
        """The time in which the periods of the credits start that share a cap, of a rolling one in which they end."""
        own = (self.period.start_at, self.period.start_at + 1)
        match span:
            case CapWords.EACH:
                return own
            case CapWords.SUBSCRIPTION:
                return -FOREVER, FOREVER
            case WithinAny(length):
                try:
                    return subtract_length(self.period.end_at, length, self.policy.zone), self.period.end_at
                except (NeverOpen, OutOfRange):
                    return -FOREVER, FOREVER
            case WithinPeriods(rule):
                try:
                    holding = period_holding(rule, self.period.start_at, self.customer.context())
                except (PeriodNeeds, ValueError):
                    return own
                return holding.start_at, holding.end_at
            case _:
                assert_never(span)

    def _spent_steps(
        self, cap: JointCap, name: str, part: str | None, earlier: range, limit: Fraction, spent: Fraction
    ) -> Iterator[Step]:
        """What of a cap is used already, and by which credits."""
        if not spent:
            return
        clauses = cap.cited.clauses or self.joint.cited.clauses
        also = () if part is None else (part,)
        yield Step("C5", "cap_used", name=name, clauses=clauses, before=limit, after=spent, unit="money", also=also)
        uses = [used for i in earlier for used in self.used.by[i] if used.amount] + [used for used in self.own if used.amount]
        for used in uses[:_MOST_NAMED]:
            of = () if used.part is None else (used.part,)
            yield Step("C5", "cap_used_by", name=used.name, after=used.amount, unit="money", also=of, detail=used.period)
        if rest := uses[_MOST_NAMED:]:
            total = sum((used.amount for used in rest), Fraction(0))
            yield Step("C5", "cap_used_by", before=len(rest), after=total, unit="money")

    def _cap_step(self, cap: JointCap, name: str, part: str | None, before: Fraction, after: Fraction) -> Step:
        return Step(
            "C5",
            "joint_cap",
            name=name,
            clauses=cap.cited.clauses or self.joint.cited.clauses,
            before=before,
            after=after,
            unit="money",
            also=() if part is None else (part,),
            limit=cap.cited.written or None,
            reason=cap.cited.reason,
        )
