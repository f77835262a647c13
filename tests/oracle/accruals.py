"""Credits on clocks and duties: flat, or for each day or unit past the deadline (S6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import Event
from tests.oracle import credits
from tests.oracle.awards import Earned, award
from tests.oracle.calendars import after, business_measure, open_time, reached
from tests.oracle.civil import is_exact
from tests.oracle.claimants import Claimant, Judged, Promise, nothing, undetermined
from tests.oracle.claims import given
from tests.oracle.clocks import Outcome, World
from tests.oracle.periods import Period, holding
from tests.oracle.policy import Contract, MissingError, bodies, body

BREACH = Judged(Fraction(0), 0, breached=True)


@attrs.frozen(slots=True)
class Paid:
    """A run's credit, the claim that decided it, and whether more may still accrue."""

    credit: dict[str, Any]
    period: Period | None
    used: tuple[str, ...] = ()
    accruing: bool = False


class Accruals:
    """The credit rule of one clock or duty, for one customer."""

    def __init__(self, of: World, promise: Promise, rule: ast.Credit, events: Sequence[Event], currency: str) -> None:
        self.of, self.promise, self.rule, self.events, self.currency = of, promise, rule, events, currency
        self.seen = of.seen
        counting = {True: ast.Counting.COUNTS}
        first, last = body(rule, ast.FirstDay), body(rule, ast.LastDay)
        self.first_counts = first is None or first.counting is counting[True]
        self.last_counts = last is None or last.counting is counting[True]
        most = body(rule, ast.AccruesAtMost)
        self.most = int(most.number.value) if most else None
        several = body(rule, ast.SeveralAtOnce)
        self.once = several is not None and several.rule is ast.SeveralRule.ONCE
        rate = body(rule, ast.RateOf)
        self.each_day = rate is not None and rate.day is ast.RateDay.EACH_DAY
        self.carried: dict[date, Outcome] = {}

    def pay(self, outcomes: list[Outcome], belonging: ast.Belonging | None) -> list[Paid]:
        """What each run earns; a day that several share is carried by the one first due, then by ticket, then by start."""
        if self.once:
            late = [o for o in outcomes if o.status == "breached" and o.due_at is not None]
            for outcome in sorted(late, key=lambda o: (o.due_at, o.ticket or "", o.start_at)):
                if any(isinstance(row.accrual, ast.EachDay) for row in self._rows(outcome, self.period_of(outcome, belonging))):
                    for day in self._days(outcome)[0]:
                        self.carried.setdefault(day, outcome)
        return [self._pay(o, self.period_of(o, belonging)) for o in outcomes]

    def period_of(self, outcome: Outcome, belonging: ast.Belonging | None) -> Period | None:
        """S6: the period in which a run starts, is due or stops."""
        rule = body(self.rule, ast.CommitmentPeriod)
        at = belongs_at(outcome, belonging)
        if at is None and outcome.status == "breached" and belonging is ast.Belonging.STOPS:
            # Were it to stop now, it would belong there.
            at = outcome.end_at
        if rule is None or at is None:
            return None
        return holding(self.of.land, rule.period, self.of.subscriptions, at)

    def _contract(self, period: Period, outcome: Outcome) -> Contract:
        return Contract(self.of.tree, self.of.land, self.of.subscriptions, period, outcome.traits)

    def _accrues(self, row: ast.CreditRow, outcome: Outcome) -> bool:
        """S6: whether more may come of a row."""
        if isinstance(row.accrual, ast.EachUnit):
            return outcome.running and (self.most is None or self._units(outcome, row.accrual) < self.most)
        return row.accrual is not None and self._days(outcome)[1]

    def _count(self, row: ast.CreditRow, outcome: Outcome) -> int:
        """S6: how many days or units a row counts; one for a flat row."""
        if row.accrual is None:
            return 1
        if isinstance(row.accrual, ast.EachUnit):
            number = self._units(outcome, row.accrual)
            return number if self.most is None else min(number, self.most)
        return len(self._own_days(outcome))

    def _own_days(self, outcome: Outcome) -> list[date]:
        """S6: the days of a run that no other carries."""
        days = self._days(outcome)[0]
        mine = [d for d in days if not self.once or self.carried.get(d) is outcome]
        if len(mine) < len(days):
            self.seen.add("S6-once")
        return mine

    def _rows(self, outcome: Outcome, period: Period | None) -> list[ast.CreditRow]:
        if period is None:
            return []
        contract, found = self._contract(period, outcome), []
        for row in bodies(self.rule, ast.CreditRow):
            try:
                if self.each_day or contract.holds(row.where):
                    found.append(row)
            except MissingError:
                found.append(row)
        return found

    # -------------------- one run

    def _pay(self, outcome: Outcome, period: Period | None) -> Paid:
        empty = nothing(self.currency)
        if outcome.status == "not_applicable":
            return Paid(empty, period)
        if period is None:
            if outcome.status == "undetermined" and outcome.missing:
                return Paid(undetermined(self.currency, outcome.missing), None)
            if outcome.status == "breached":
                self.seen.add("S6-nowhere")
                return Paid(undetermined(self.currency, ["period"]), None)
            return Paid(empty, None)
        who = self._claimant(outcome, period)
        missing = credits.what_is_needed(who, rates=not self.each_day)
        if outcome.status == "undetermined" and outcome.missing:
            return Paid(undetermined(self.currency, [*outcome.missing, *missing]), period)
        if missing:
            accruing = outcome.status == "breached" and any(self._accrues(r, outcome) for r in self._rows(outcome, period))
            return Paid(undetermined(self.currency, missing), period, (), accruing)
        if outcome.status != "breached":
            return Paid(empty, period)
        try:
            credit, accruing = self._earned(outcome, who)
        except MissingError as error:
            accruing = any(self._accrues(row, outcome) for row in self._rows(outcome, period))
            return Paid(undetermined(self.currency, list(error.names)), period, (), accruing)
        stated, used = given(who, credit)
        return Paid(stated, period, used, accruing)

    def _claimant(self, outcome: Outcome, period: Period) -> Claimant:
        of = self.of
        return Claimant(
            of.tree,
            of.land,
            self.rule,
            self.promise,
            self._contract(period, outcome),
            period,
            None,
            (),
            self.events,
            of.subscriptions,
            of.as_of,
            self.currency,
            None,
            outcome.end_at,
            outcome.start_at,
        )

    def _earned(self, outcome: Outcome, who: Claimant) -> tuple[dict[str, Any], bool]:
        rows = [r for r in bodies(self.rule, ast.CreditRow) if self._holds(r, outcome, who)]
        if not any(self._count(row, outcome) for row in rows):
            # Nothing has accrued, so nothing is asked of a base.
            return nothing(self.currency), any(self._accrues(row, outcome) for row in rows)
        if self.each_day:
            for row in rows:  # a parameter that a day's rate needs is named before the charges
                for own in (attrs.evolve(who, contract=self._contract(self._day(d), outcome)) for d in self._own_days(outcome)):
                    if own.contract.holds(row.where):
                        award(row, BREACH, Fraction(0), own)
        base = credits.base_where_needed(who, rows, BREACH)
        found = [self._row(row, outcome, who, base) for row in rows]
        if self.each_day:
            # Each day takes the rows that hold on it; a row that holds on no day has earned nothing.
            found = [f for f in found if f[0].amount or f[0].points or f[1] is None] or found[:1]
        overlap = body(self.rule, ast.OverlapRule)
        best = found[0]
        if overlap is not None and overlap.winner is ast.OverlapWinner.HIGHEST:
            best = max(found, key=lambda f: (f[0].amount, f[0].points or 0))
        earned, days, accruing = best
        credit = credits.owed(who, earned, base)
        if days is not None:
            credit["days"] = days
        return credit, accruing

    def _holds(self, row: ast.CreditRow, outcome: Outcome, who: Claimant) -> bool:
        """S6, C7: whether a row holds for the period, or on one of its own days."""
        if not self.each_day:
            return who.contract.holds(row.where)
        days = [self._contract(self._day(d), outcome) for d in self._own_days(outcome)]
        return any(contract.holds(row.where) for contract in days or [who.contract])

    def _row(
        self, row: ast.CreditRow, outcome: Outcome, who: Claimant, base: Fraction | None
    ) -> tuple[Earned, int | None, bool]:
        """What a row yields; the days that it counts, and whether more may come."""
        if row.accrual is None:
            self.seen.add("S6-flat")
            return award(row, BREACH, base, who), None, False
        if isinstance(row.accrual, ast.EachUnit):
            self.seen.add(f"S6-units-{row.accrual.part.name.lower()}")
            return award(row, BREACH, base, who).times(self._count(row, outcome)), None, self._accrues(row, outcome)
        mine, more = self._own_days(outcome), self._days(outcome)[1]
        self.seen.add("S6-days")
        if not self.each_day:
            return award(row, BREACH, base, who).times(len(mine)), len(mine), more
        self.seen.add("S6-each-day")
        earned: list[Earned] = []
        for day in mine:
            own = attrs.evolve(who, contract=self._contract(self._day(day), outcome))
            if own.contract.holds(row.where):
                earned.append(award(row, BREACH, base, own))
        if not earned:
            return Earned("flat", None, Fraction(0)), 0, more
        amount = sum((e.amount for e in earned), Fraction(0))
        points = sum(e.points or 0 for e in earned) or None
        return attrs.evolve(earned[-1], amount=amount, points=points), len(earned), more

    def _day(self, day: date) -> Period:
        zone = self.of.land.zone
        return Period(day.isoformat(), zone.midnight(day), zone.midnight(day + timedelta(days=1)), day, day)

    # -------------------- how much has accrued

    def _days(self, outcome: Outcome) -> tuple[list[date], bool]:
        """S6: the civil days past the deadline that have ended, and whether more may come."""
        zone, due = self.of.land.zone, outcome.due_at or 0
        first, last = zone.day_of(due - 1), zone.day_of(outcome.end_at - 1)
        days: list[date] = []
        pending = outcome.running
        day = first
        while day <= last:
            start, end = zone.midnight(day), zone.midnight(day + timedelta(days=1))
            counts = (self.first_counts or day != first) and (self.last_counts or day != last)
            # A date that the zone leaves out has no time in which anything could accrue.
            if counts and start < end and not self._paused_throughout(outcome, start, end):
                if end <= self.of.as_of:
                    days.append(day)
                else:
                    pending = True
            day += timedelta(days=1)
        if self.most is not None and len(days) >= self.most:
            self.seen.add("S6-most")
            return days[: self.most], False
        return days, pending

    def _paused_throughout(self, outcome: Outcome, start: int, end: int) -> bool:
        paused = start < end and open_time(self.of.land, None, start, end, outcome.paused) == 0
        if paused:
            self.seen.add("S6-paused-day")
        return paused

    def _units(self, outcome: Outcome, rule: ast.EachUnit) -> int:
        """S6: the greatest n whose end is not after the stop (completed), the least whose end is not before it (begun)."""
        due, stop = outcome.due_at or 0, self._stop(outcome, rule.length)
        land, number = self.of.land, 0
        if stop < due:
            return 0
        while True:
            ends = due
            if number:
                times = attrs.evolve(rule.length, number=ast.Number(str(rule.length.number.value * number)))
                ends = after(land, due, times)
            if rule.part is ast.PartRule.BEGUN and ends >= stop:
                return number
            if rule.part is ast.PartRule.COMPLETED and ends > stop:
                return number - 1
            if self.most is not None and number > self.most:
                return self.most
            number += 1

    def _stop(self, outcome: Outcome, length: ast.Length) -> int:
        """The stop, put forward by the time paused since the deadline, measured as the unit is."""
        due, stop = outcome.due_at or 0, outcome.end_at
        paused = [(max(a, due), stop if b is None else b) for a, b in outcome.paused if b is None or b > due]
        if not paused:
            return stop
        self.seen.add("S6-paused")
        if is_exact(length) or isinstance(length, ast.ExactOrCalendarLength):
            return stop - sum(b - a for a, b in paused)
        left = business_measure(self.of.land, length, due, stop)
        left -= sum(business_measure(self.of.land, length, a, b) for a, b in paused)
        if left <= 0:
            return due
        amount = attrs.evolve(length, number=_number(left))
        at = reached(self.of.land, due, amount, [])
        return stop if at is None else at


def _number(value: Fraction) -> ast.Number:
    return ast.Number(f"{value.numerator}/{value.denominator}")


def belongs_at(outcome: Outcome, belonging: ast.Belonging | None) -> int | None:
    """S6: the instant that places a run in a period."""
    match belonging:
        case ast.Belonging.DUE:
            # A deadline at midnight belongs to the day that it ends.
            return None if outcome.due_at is None else outcome.due_at - 1
        case ast.Belonging.STOPS:
            return outcome.stopped_at
    return outcome.begins_at
