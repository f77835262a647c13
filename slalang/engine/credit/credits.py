"""What a verdict earns: its row, the award within its bounds, rounded to the minor unit (C2-C5, S6)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from slalang.engine.credit.awards import Award, accrued, counted, plain
from slalang.engine.credit.ceilings import bounded
from slalang.engine.credit.charges import Base
from slalang.engine.credit.rows import Hole, Judgement, applies, hole, standing_rows
from slalang.engine.terms import Missing, Terms
from slalang.semantics.policy import (
    Credit,
    EachDay,
    EachUnit,
    LeastPayable,
    OverlapWinner,
    ParameterAward,
    ParameterBase,
    ParameterSum,
    Row,
    Scale,
)
from slalang.values.money import Rounding, to_decimal
from slalang.values.verdicts import Status, Step

UNITS = {Scale.SHARE: "share", Scale.TIME: "us", Scale.NUMBER: ""}
"""What an explanation measures a figure of each scale in."""


@attrs.frozen(slots=True)
class Earned:
    """What the rows yield, before any claim. `amount` None: undetermined, for want of `missing`; `row` None: none applies.

    `hole` is the hole that what was measured fell into.
    """

    amount: Decimal | None
    row: Row | None = None
    percent: str | None = None
    rule: str | None = None
    base: Fraction | None = None
    missing: tuple[str, ...] = ()
    hole: Hole | None = None
    steps: tuple[Step, ...] = ()
    points: int | None = None
    days: int | None = None
    open: bool = False
    """Whether what accrues could still grow (S6)."""
    exact: Fraction = Fraction(0)
    """The award before caps and rounding, which says which of several rows is the highest."""

    def same(self, other: Earned) -> bool:
        """Whether another award would show the same credit."""
        return (self.amount, self.percent, self.rule, self.points, self.days) == (
            other.amount,
            other.percent,
            other.rule,
            other.points,
            other.days,
        )


def earn(credit: Credit, case: Judgement) -> Earned:
    """The credit that a verdict earns, whatever becomes of it (C2-C5)."""
    rows = standing_rows(credit, case)
    if isinstance(rows, Missing):
        return Earned(None, missing=rows.names)
    matching = [row for row in rows if applies(row, credit, case)]
    if not matching:
        named = hole(rows, case) if case.status is Status.BREACHED else None
        return Earned(nothing(case.currency), hole=named, steps=(_no_row_step(credit, rows, case, named),))
    if credit.overlap is not OverlapWinner.HIGHEST or len(matching) == 1:
        return _award(credit, matching[0], case)
    earned = [_award(credit, row, case) for row in matching]
    undetermined = [e for e in earned if e.amount is None]
    return undetermined[0] if undetermined else max(earned, key=lambda e: (e.exact, e.points or 0))


def needed_parameters(credit: Credit, terms: Terms) -> tuple[str, ...]:
    """The parameters that the credit needs and nobody supplies: it is undetermined then, whatever was measured (P2)."""
    missing: list[str] = []
    names: list[str] = []
    own_rates = credit.accruing is not None and credit.accruing.daily_rate
    for row in credit.rows:
        if own_rates and isinstance(row.accrual, EachDay):
            continue  # what it needs is asked on each day
        held = terms.holds(row.guard)
        if isinstance(held, Missing):
            missing += held.names
        elif held and isinstance(row.award, ParameterAward):
            names.append(row.award.parameter)
        if held is True and isinstance(row.accrual, EachUnit):
            length = terms.length(row.accrual.length)
            missing += length.names if isinstance(length, Missing) else ()
    if isinstance(credit.base, ParameterBase):
        names.append(credit.base.parameter)
    names += [bound.at.parameter for bound in (*credit.caps, *credit.floors) if isinstance(bound.at, ParameterSum)]
    missing += [name for name in names if isinstance(terms.value(name), Missing)]
    return tuple(dict.fromkeys(missing))


def brackets(credit: Credit | None) -> tuple[tuple[str, Fraction], ...]:
    """The limits of all rows that are shares, as written, with their shares (V1)."""
    if credit is None:
        return ()
    limits = (limit for row in credit.rows for limit in row.limits or ())
    return tuple((limit.figure, limit.at) for limit in limits if limit.scale is Scale.SHARE and limit.at is not None)


def nothing(currency: str) -> Decimal:
    """Zero in the currency's minor digits."""
    return to_decimal(Fraction(0), currency, Rounding.DOWN)


# ---------------------------------------------------------------------------------------------- one row


def _award(credit: Credit, row: Row, case: Judgement) -> Earned:
    """One row's amount: award, floors, caps, rounding, least payable (C3-C5)."""
    scale = row.limits[0].scale if row.limits else Scale.SHARE
    steps = [
        Step(
            "C2",
            "row",
            clauses=row.cited.clauses or credit.cited.clauses,
            before=_figure(scale, case),
            unit=UNITS[scale],
            limit=row.cited.written,
            reason=row.cited.reason,
        )
    ]
    if row.accrual is None:
        return _settled(credit, row, case, plain(credit, row, case, steps), steps)
    units = counted(credit, row.accrual, case)
    steps += units.steps
    days = None if units.days is None else units.number
    if units.missing or not units.number:
        amount = None if units.missing else nothing(case.currency)
        return Earned(amount, missing=units.missing, steps=tuple(steps), days=days, open=units.open)
    earned = _settled(credit, row, case, accrued(credit, row, case, units, steps), steps)
    return attrs.evolve(earned, days=earned.days if days is None else days, open=units.open)


def _settled(credit: Credit, row: Row, case: Judgement, award: Award, steps: list[Step]) -> Earned:
    """An award within floors and caps, rounded, and tested against the least payable sum (C4, C5)."""
    if award.points is not None:
        return Earned(nothing(case.currency), row, rule=award.rule, steps=tuple(steps), points=award.points)
    base = award.base.amount if isinstance(award.base, Base) else None
    within = award if isinstance(award.amount, Missing) else bounded(credit, award, case, steps)
    if isinstance(within.amount, Missing):
        return Earned(None, row, award.percent, award.rule, base, within.amount.names, steps=tuple(steps))
    exact = Fraction(0) if isinstance(award.amount, Missing) else award.amount
    rounded = to_decimal(within.amount, case.currency, credit.rounding)
    steps.append(rounding_step(within.amount, rounded, credit.rounding))
    least = credit.least_payable
    if least is not None and not reaches(least, rounded):
        steps.append(least_step(least, rounded))
        return Earned(nothing(case.currency), steps=tuple(steps))
    if rounded < 0:
        steps.append(Step("C4", "below_zero", before=Fraction(rounded), unit="money"))
    if rounded <= 0:
        return Earned(nothing(case.currency), steps=tuple(steps), exact=exact)
    return Earned(rounded, row, award.percent, award.rule, base, steps=tuple(steps), days=within.days, exact=exact)


def reaches(least: LeastPayable, rounded: Decimal) -> bool:
    """Whether a rounded sum is one from which, or above which, anything is owed (C5)."""
    return rounded > least.money.amount if least.above else rounded >= least.money.amount


# ---------------------------------------------------------------------------------------------- explanation


def rounding_step(before: Fraction, rounded: Decimal, rounding: Rounding) -> Step:
    """The rounding to the minor unit (C4)."""
    return Step("C4", "rounded_money", before=before, after=Fraction(rounded), unit="money", detail=rounding.value)


def least_step(least: LeastPayable, rounded: Decimal) -> Step:
    """A sum that is too small to be owed (C5)."""
    return Step(
        "C5",
        "least_payable",
        clauses=least.cited.clauses,
        before=Fraction(rounded),
        after=Fraction(0),
        unit="money",
        limit=least.cited.written,
        reason=least.cited.reason,
    )


def _no_row_step(credit: Credit, rows: tuple[Row, ...], case: Judgement, named: Hole | None) -> Step:
    limits = [row.limits for row in rows if row.limits]
    scale = limits[0][0].scale if limits else Scale.SHARE
    return Step(
        "C2",
        "hole" if named else "no_row",
        clauses=credit.cited.clauses,
        before=_figure(scale, case),
        unit=UNITS[scale],
        limit=named.limits if named else None,
    )


def _figure(scale: Scale, case: Judgement) -> int | Fraction | None:
    return None if case.measured is None else case.measured.on(scale)
