"""Which rows of a credit apply, and what one yields before any cap (C2, C3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from tests.oracle.bases import base_time, day_fee, days_in, length_of
from tests.oracle.civil import HOUR, exact_us
from tests.oracle.claimants import Claimant, Judged, Piece, digits
from tests.oracle.periods import Period
from tests.oracle.policy import MissingError, body

# -------------------- C2: the limits


def row_applies(row: ast.CreditRow, judged: Judged, target: Any) -> bool:
    """C2: whether what was measured lies within a row's limits, as written."""
    if isinstance(row.limits, ast.MissedTarget):
        return judged.breached
    return lies_within(row.limits, judged, target)


def lies_within(limits: ast.Limits, judged: Judged, target: Any) -> bool:
    """C2: a share is compared with the availability, a length with counted time, a number with a value or how many were bad."""
    for limit in limits.limits:
        edge, figure = _edge(limit, judged, target)
        if edge is None or figure is None:
            return False
        inside = {
            ast.Bound.BELOW: figure < edge,
            ast.Bound.AT_MOST: figure <= edge,
            ast.Bound.ABOVE: figure > edge,
            ast.Bound.AT_LEAST: figure >= edge,
        }[limit.bound]
        if not inside:
            return False
    return True


def _edge(limit: ast.Limit, judged: Judged, target: Any) -> tuple[Fraction | None, Fraction | int | None]:
    match limit.of:
        case ast.TheTarget():
            return edge_of(target), _compared(target, judged)
        case ast.Percent():
            return limit.of.share, judged.availability
        case ast.Number():
            return limit.of.value, how_many(judged)
    return Fraction(exact_us(limit.of)), judged.counted


def edge_of(target: Any) -> Fraction | None:
    """C1, C2: the figure of a target, in its own unit."""
    match target:
        case ast.AvailabilityTarget() | ast.GoodTarget() | ast.KeptTarget():
            share: Fraction = target.percent.share
            return share
        case ast.DowntimeTarget():
            return Fraction(exact_us(target.length))
        case ast.OutagesTarget() | ast.BadTarget() | ast.ValueTarget():
            value: Fraction = target.number.value
            return value
    return None


def _compared(target: Any, judged: Judged) -> Fraction | int | None:
    if isinstance(target, ast.DowntimeTarget):
        return judged.counted
    if isinstance(target, ast.OutagesTarget | ast.BadTarget | ast.ValueTarget):
        return how_many(judged)
    return judged.availability


def how_many(judged: Judged) -> Fraction | int | None:
    """C2: the value that was measured, or how many were bad: runs of bad time, requests, executions."""
    if judged.value is not None:
        return judged.value
    if judged.pieces is None:
        return None
    return judged.counted if judged.runs is None else judged.runs


def asks_for_pieces(row: ast.CreditRow) -> bool:
    """Whether a row needs to know when the time was bad, not only how much of it."""
    by_number = isinstance(row.limits, ast.Limits) and any(isinstance(x.of, ast.Number) for x in row.limits.limits)
    by_run = isinstance(row.accrual, ast.EachDowntime) and row.accrual.scope is ast.DowntimeScope.RUN
    return by_number or by_run or isinstance(row.award, ast.SlotFees)


# -------------------- C3: the awards


@attrs.frozen(slots=True)
class Earned:
    """What a row yields: its rule, the percent where it is one, the sum before rounding, points and days of service."""

    rule: str
    percent: str | None
    amount: Fraction
    points: int | None = None
    days: int | None = None

    def times(self, number: int) -> Earned:
        return attrs.evolve(
            self,
            percent=None,
            amount=self.amount * number,
            points=None if self.points is None else self.points * number,
            days=None if self.days is None else self.days * number,
        )


def award(row: ast.CreditRow, judged: Judged, base: Fraction | None, who: Claimant) -> Earned:
    """C3: what a row yields, for each unit of bad time where it is for those."""
    number = units(row.accrual, judged) if isinstance(row.accrual, ast.EachDowntime) else 1
    if not number:
        return Earned("nothing", None, Fraction(0))
    earned = _award(row.award, judged, base, who)
    if isinstance(row.accrual, ast.EachDowntime):
        who.land.seen.add(f"C3-units-{row.accrual.scope.name.lower()}-{row.accrual.part.name.lower()}")
        if row.accrual.allowance:
            who.land.seen.add("C3-allowance")
        earned = earned.times(number)
    if earned.points is not None and who.repeated:
        repeats = body(who.credit, ast.Repeats)
        if repeats is not None:
            who.land.seen.add("C3-repeat")
            earned = attrs.evolve(earned, points=int(earned.points * repeats.number.value))
    return earned


def _award(rule: ast.Award, judged: Judged, base: Fraction | None, who: Claimant) -> Earned:
    match rule:
        case ast.FlatAward(sum_):
            return Earned("flat", None, sum_.number.value)
        case ast.PercentAward(percent):
            return Earned("percent", percent.digits, percent.share * needed(base))
        case ast.ParameterAward(parameter):
            value = who.contract.value(parameter.text)
            if who.contract.is_amount(parameter.text):
                return Earned("parameter_sum", None, value)
            return Earned("percent", digits(value * 100), value * needed(base))
        case ast.UnavailableShare():
            return Earned("unavailable_share", None, (1 - judged.availability) * needed(base))
        case ast.Shortfall():
            return Earned("shortfall", None, ((edge_of(who.target) or Fraction(0)) - judged.availability) * needed(base))
        case ast.TimeLost(times):
            span = length_of(who, base_time(who))
            return Earned("time_lost", None, times.value * needed(base) * Fraction(bad_time(judged)) / span)
        case ast.SlotFees():
            return Earned("slot_fees", None, slot_fees(rule, judged, needed(base), who))
        case ast.ServiceDays(number):
            count = int(number.value)
            return Earned("service_days", None, count * day_fee(who, needed(base)), days=count)
        case ast.Points(number):
            return Earned("points", None, Fraction(0), points=int(number.value))
    raise TypeError(rule)


def needed(base: Fraction | None) -> Fraction:
    if base is None:
        raise MissingError("charges")
    return base


def needs_base(row: ast.CreditRow, judged: Judged, who: Claimant) -> bool:
    """Whether an award is a part of the base; where no unit counts, nothing is asked of one."""
    award = row.award
    if isinstance(row.accrual, ast.EachDowntime) and not units(row.accrual, judged):
        return False
    if isinstance(award, ast.ParameterAward):
        return not who.contract.is_amount(award.parameter.text)
    return not isinstance(award, ast.FlatAward | ast.Points)


# -------------------- C3: units of bad time, fees of hours and days


def bad_time(judged: Judged) -> Fraction | int:
    """C3: the bad time of the verdict's own period, by which fees go."""
    return judged.counted if judged.own is None else judged.own


def units(rule: ast.EachDowntime, judged: Judged) -> int:
    """C3: how many units the bad time of the period makes, or that of each run of it, after the allowance."""
    allowance = Fraction(exact_us(rule.allowance.length)) if rule.allowance else Fraction(0)
    size = exact_us(rule.length)
    if rule.scope is ast.DowntimeScope.PERIOD:
        return _units_in(Fraction(bad_time(judged)) - allowance, size, rule.part)
    lengths = [sum((p.weighed for p in run), Fraction(0)) for run in stretches(judged.pieces or ())]
    return sum(_units_in(length - allowance, size, rule.part) for length in lengths)


def stretches(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """C1, C3: the maximal stretches of counted time; hours, coverage and exclusions part them."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.start):
        if found and found[-1][-1].end == piece.start:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _units_in(length: Fraction, size: int, part: ast.PartRule) -> int:
    """The least number of units that is not below a length (begun), or the greatest that is not above it (completed)."""
    if length <= 0:
        return 0
    whole = int(length // size)
    return whole + 1 if part is ast.PartRule.BEGUN and whole * size < length else whole


def slot_fees(rule: ast.SlotFees, judged: Judged, base: Fraction, who: Claimant) -> Fraction:
    """C3: the fee of each clock hour or day with so much bad time; its part in the period is judged, and paid."""
    limit, total = exact_us(rule.length), Fraction(0)
    passes: Callable[[Fraction], bool] = (
        (lambda bad: bad >= limit) if rule.comparison is ast.Comparison.AT_LEAST else (lambda bad: bad > limit)
    )
    for start, end in slots(rule.slot, judged.pieces or (), who):
        inside = [p for p in judged.pieces or () if p.start < end and start < p.end]
        bad = sum((p.weight * (min(p.end, end) - max(p.start, start)) for p in inside), Fraction(0))
        if passes(bad):
            who.land.seen.add(f"C3-slot-{rule.slot.name.lower()}")
            total += _slot_fee(rule.slot, start, end, base, who)
    return total * (rule.times.value if rule.times else 1)


def _slot_fee(kind: ast.FeeSlot, start: int, end: int, base: Fraction, who: Claimant) -> Fraction:
    """C3: of a day the fee of one, cut as the day is; of an hour its share of the base's time."""
    time = Period("", start, end, who.period.first_day, who.period.last_day)
    if kind is ast.FeeSlot.DAY:
        return day_fee(who, base) * days_in(who, time)
    return base * Fraction(length_of(who, time), length_of(who, base_time(who)))


def slots(kind: ast.FeeSlot, pieces: tuple[Piece, ...], who: Claimant) -> list[tuple[int, int]]:
    """The clock hours or civil days of the policy's zone that hold bad time, as far as they lie in the period."""
    zone, found = who.land.zone, set()
    for piece in pieces:
        at = piece.start
        while at < piece.end:
            if kind is ast.FeeSlot.DAY:
                day = zone.day_of(at)
                start, end = zone.midnight(day), zone.midnight(day + timedelta(days=1))
            else:
                wall = zone.local(at)
                start = at - ((wall.minute * 60 + wall.second) * 1_000_000 + wall.microsecond)
                end = start + HOUR
            found.add((max(start, who.period.start), min(end, who.period.end)))
            at = end
    return sorted(found)
