"""What credits for clocks and duties have of their own: a period, and awards for each day or unit past the deadline (S6)."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.semantics import choices
from slalang.semantics.earners import Earner
from slalang.semantics.figures import any_length, exact_us, whole_number
from slalang.semantics.measuring import Measuring
from slalang.semantics.periods import period
from slalang.semantics.policy import (
    Accrual,
    Accruing,
    AnyLength,
    ChosenLength,
    Cited,
    EachDay,
    EachDowntime,
    EachUnit,
    PauseEffect,
)
from slalang.semantics.scope import Promise, Said, Scope, said, said_once
from slalang.semantics.services import phrase_needless
from slalang.syntax import ast
from slalang.syntax.ast import Counting, RateDay, SeveralRule
from slalang.time.lengths import BusinessHours, ExactLength
from slalang.time.periods import PeriodRule

_OF_DAYS = (ast.FirstDay, ast.LastDay, ast.SeveralAtOnce, ast.RateOf)
_BY_TIME = (ast.UnavailableShare, ast.Shortfall, ast.TimeLost, ast.SlotFees)
_MOST_TIMES = 1_000_000

_MostTree: TypeAlias = ast.AccruesAtMost | ast.AccruesWithoutLimit


def credit_period(scope: Scope, rule: ast.Credit, promise: Promise | None) -> PeriodRule | None:
    """The period of a credit for a clock or a duty; a commitment and a share have one of their own (S6)."""
    found = said_once(scope, "its period", rule.phrases, ast.CommitmentPeriod)
    if isinstance(promise, ast.Commitment | ast.Share):
        if found is not None:
            scope.findings.error(
                "credit-period",
                f"the periods of the credit are those of `{promise.name.text}`",
                found.body.span,
                hint="leave the phrase out",
            )
        return None
    if found is not None:
        return period(scope, found.body.period)
    if promise is not None:
        scope.findings.error(
            "period-missing",
            f"{scope.findings.heading} does not say for which period it is given",
            rule.commitment.span,
            hint="add a period, as in `per calendar month`: its charges are the base, and a claim for it covers its runs",
        )
    return None


def check_running_row(scope: Scope, one: Said[ast.CreditRow]) -> None:
    """A row of a credit for a clock or a duty: they are kept or missed, there is no share of anything (S6)."""
    if isinstance(one.body.limits, ast.Limits):
        scope.findings.error(
            "row-of-run",
            "a clock or a duty is kept or missed: it has no share that could lie below or above a limit",
            one.body.limits.span,
            hint="write `a missed target earns ...`; limits are for a share, as in `share kept of ...: at least 95% kept`",
        )


def accrual(scope: Scope, row: ast.CreditRow, by: Earner) -> Accrual | None:
    """For what the award is earned anew: past a deadline, or by bad time (C3, S6); None where it is flat, or wrong."""
    written = row.accrual
    if written is None:
        return None
    if isinstance(written, ast.EachDowntime):
        return _each_downtime(scope, row, written, by)
    if isinstance(by.promise, ast.Commitment | ast.Share):
        scope.findings.error(
            "accrual-without-deadline",
            f"`{by.promise.name.text}` has no deadline past which a credit could accrue",
            written.span,
            hint="leave it out; a clock and a duty have deadlines"
            + ("; for bad time write `for each 30 minutes begun of downtime`" if by.of_time else ""),
        )
        return None
    match written:
        case ast.EachDay():
            return EachDay()
        case ast.EachUnit(how_long, part):
            length = any_length(scope, how_long)
            if length is None:
                return None
            _unit_that_pauses(scope, length, how_long, by.promise)
            return EachUnit(length, part)
        case _:
            assert_never(written)


def _each_downtime(scope: Scope, row: ast.CreditRow, written: ast.EachDowntime, by: Earner) -> EachDowntime | None:
    """An award for each so long bad time, after an allowance (C3)."""
    if by.promise is not None and not by.of_time:
        scope.findings.error(
            "accrual-without-downtime",
            f"`{by.promise.name.text}` counts no downtime for which a credit could be earned",
            written.span,
            hint="leave it out; only a commitment that is measured by time has downtime",
        )
        return None
    if isinstance(row.award, _BY_TIME):
        scope.findings.error(
            "accrual-award",
            "what the row earns goes by the bad time already, and cannot be earned for each part of it again",
            row.award.span,
            hint="write a percentage, a sum, days of service or points for each unit; or leave `for each ...` out",
        )
        return None
    us = exact_us(scope, written.length, "a unit of downtime")
    free = exact_us(scope, written.allowance.length, "an allowance") if written.allowance is not None else 0
    return EachDowntime(us, written.part, written.scope, free) if us is not None and free is not None else None


def accruing(
    scope: Scope,
    say: Measuring,
    written: tuple[Said[ast.CreditRow], ...],
    promise: Promise | None,
) -> Accruing | None:
    """How what accrues is counted (S6); None where no row accrues, or where a choice is missing."""
    by_day = any(isinstance(one.body.accrual, ast.EachDay) for one in written)
    if not any(isinstance(one.body.accrual, ast.EachDay | ast.EachUnit) for one in written):
        for phrase in say.own:
            if isinstance(phrase.body, (*_OF_DAYS, ast.AccruesAtMost, ast.AccruesWithoutLimit)):
                phrase_needless(scope, phrase.body.span, "no row accrues past the deadline")
        return None
    if isinstance(promise, ast.Commitment | ast.Share):
        return None  # its rows have been refused: there is no deadline
    before = scope.findings.errors
    most: Said[_MostTree] | None = say.chosen(
        scope, choices.MOST, choices.MOST.question, ast.AccruesAtMost, ast.AccruesWithoutLimit
    )
    times = None
    if most is not None and isinstance(most.body, ast.AccruesAtMost):
        times = whole_number(scope, most.body.number, "the number of times", most=_MOST_TIMES)
    named: dict[str, Cited | None] = {"most": most.cited(scope) if most is not None else None}
    first = last = together = daily = False
    if by_day:
        on_first = say.chosen(scope, choices.FIRST_DAY, choices.FIRST_DAY.question, ast.FirstDay)
        on_last = say.chosen(scope, choices.LAST_DAY, choices.LAST_DAY.question, ast.LastDay)
        several = say.chosen(scope, choices.SEVERAL, choices.SEVERAL.question, ast.SeveralAtOnce)
        rate = say.chosen(scope, choices.RATE, choices.RATE.question, ast.RateOf)
        if on_first is None or on_last is None or several is None or rate is None:
            return None
        first, last = on_first.body.counting is Counting.COUNTS, on_last.body.counting is Counting.COUNTS
        together, daily = several.body.rule is SeveralRule.ONCE, rate.body.day is RateDay.EACH_DAY
        named |= {one: cited.cited(scope) for one, cited in (("first day", on_first), ("last day", on_last))}
        named |= {"several": several.cited(scope), "rate": rate.cited(scope)}
    else:
        for one in said(say.own, *_OF_DAYS):
            phrase_needless(scope, one.body.span, "no row accrues by the day")
    if scope.findings.errors > before:
        return None
    cited = tuple((name, given) for name, given in named.items() if given is not None)
    return Accruing(first, last, times, together, daily, cited)


def _unit_that_pauses(scope: Scope, length: AnyLength, written: ast.Length, promise: Promise | None) -> None:
    """Where a pause stops the accrual, what is left is measured, and only an exact unit or business hours measure it (S6)."""
    clock = scope.clocks.get(promise.name.text) if isinstance(promise, ast.Clock) else None
    if clock is None or clock.pauses is None or clock.pauses.effect is PauseEffect.DEADLINE:
        return
    lengths = [one for _, one in length.options] if isinstance(length, ChosenLength) else [length]
    if not all(isinstance(one, ExactLength | BusinessHours) for one in lengths):
        scope.findings.error(
            "accrual-unit",
            f"a pause of {clock.name} stops the accrual, and days of this kind cannot be counted around a pause",
            written.span,
            hint="write the unit in hours or business hours, or `for each day past the deadline`; "
            "or let a pause only move the deadline: `which moves the deadline`",
        )
