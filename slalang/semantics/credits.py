"""Credits: rows, what they are a share of, caps and floors, and how the customer comes to them (C2-C6)."""

from __future__ import annotations

from fractions import Fraction

import attrs

from slalang.semantics import choices
from slalang.semantics.accruals import accrual, accruing, check_running_row, credit_period
from slalang.semantics.awards import award, is_share
from slalang.semantics.bases import base, base_missing, caps_and_floors, least_payable, needs_base
from slalang.semantics.claim_steps import preconditions, steps, used_downtime
from slalang.semantics.claims import claims
from slalang.semantics.earners import RUNNING, Earner, earner
from slalang.semantics.figures import whole_number
from slalang.semantics.limits import limits
from slalang.semantics.measuring import Measuring
from slalang.semantics.parameters import guard
from slalang.semantics.policy import (
    Cited,
    ClaimRule,
    ClaimStep,
    Credit,
    Given,
    Limit,
    Points,
    Precondition,
    Row,
    ServiceDays,
    SlotFees,
)
from slalang.semantics.promises import named_promise
from slalang.semantics.rows import check_rows
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import choice_missing, phrase_needless
from slalang.syntax import ast
from slalang.values.money import Rounding

_OF_MONEY = (ast.Base, ast.MoneyRounding, ast.Cap, ast.Floor, ast.LeastPayableFrom, ast.LeastPayableAbove)
_MOST_REPEAT = 1_000
_MOST_DAYS = 366


@attrs.frozen(slots=True)
class _Claimed:
    """How the customer comes to a credit (C6)."""

    given: Given
    rules: tuple[ClaimRule, ...]
    includes: tuple[str, ...]
    steps: tuple[ClaimStep, ...]
    preconditions: tuple[Precondition, ...]
    used_downtime: Cited | None


def resolve_credit(scope: Scope, rule: ast.Credit, throughout: tuple[ast.Phrase, ...]) -> Credit | None:
    """One credit with every choice made; None where something is missing or wrong."""
    here = scope.inside("credit", f"for {rule.commitment.text}", rule.qualifiers)
    before = here.findings.errors
    say = Measuring(rule.phrases, throughout, rule.commitment.span)
    promise = named_promise(
        here, rule.commitment, ast.Commitment, ast.Share, ast.Clock, ast.Duty, code="remedy-without-commitment"
    )
    by = earner(here, promise)
    here = attrs.evolve(here, attributes=by.attributes)
    every = credit_period(here, rule, promise)
    by = attrs.evolve(by, every=every or by.every)
    written, rows = _rows(here, rule, by)
    rows_need_miss = _rows_need_miss(here, say, rows, by)
    accrues = accruing(here, say, written, promise)
    overlap = said_once(here, "which row wins", rule.phrases, ast.OverlapRule)
    if len(rows) == len(written):
        check_rows(here, rule, rows, written, overlap is not None, rows_need_miss)
    points = _all_points(here, written)
    rounding = None if points else say.chosen(here, choices.ROUNDING, "how money is rounded", ast.MoneyRounding)
    if points:
        say.needless(here, "the rows earn points, which a joint rule turns into money", *_OF_MONEY)
    share_of = said_once(here, "of what it is a share", rule.phrases, ast.Base)
    claimed = _claimed(here, rule, by)
    caps, floors = caps_and_floors(here, rule, by)
    bounds = _bounds(rule)
    if share_of is None and (any(map(needs_base, bounds)) or any(is_share(here, row.award) for row in rows)):
        base_missing(here, rule.commitment)
    of = base(here, share_of.body, by) if share_of is not None else None
    least = least_payable(here, rule.phrases)
    day_over, repeat = _day_over(here, rule, rows), _repeat(here, rule, rows, by)
    if claimed is None or here.findings.errors > before:
        return None
    return Credit(
        commitment=rule.commitment.text,
        rows=rows,
        rows_need_miss=rows_need_miss,
        overlap=overlap.body.winner if overlap is not None else None,
        base=of,
        # Points are no money: nothing of them is rounded.
        rounding=rounding.body.rounding if rounding is not None else Rounding.HALF_UP,
        caps=caps,
        floors=floors,
        least_payable=least,
        given=claimed.given,
        claims=claimed.rules,
        claim_includes=claimed.includes,
        cited=here.cited(rule.qualifiers, f"credit for {rule.commitment.text}", rule.commitment.span),
        period=every,
        accruing=accrues,
        steps=claimed.steps,
        preconditions=claimed.preconditions,
        used_downtime=claimed.used_downtime,
        day_over=day_over,
        repeat=repeat,
    )


def _claimed(scope: Scope, rule: ast.Credit, by: Earner) -> _Claimed | None:
    """How the customer comes to the credit; None where it does not say so."""
    given, rules, includes = claims(scope, rule)
    in_steps, barred = steps(scope, rule, by), preconditions(scope, rule, given)
    used = used_downtime(scope, rule, by, given)
    _incidents(scope, rule, by)
    return _Claimed(given, rules, includes, in_steps, barred, used) if given is not None else None


def _rows(scope: Scope, rule: ast.Credit, by: Earner) -> tuple[tuple[Said[ast.CreditRow], ...], tuple[Row, ...]]:
    """The phrases of the rows, and those rows that are right, each in order."""
    found = list(said(rule.phrases, ast.CreditRow))
    if not found:
        scope.findings.error(
            "rows-missing",
            f"{scope.findings.heading} earns nothing",
            rule.commitment.span,
            hint="add a row, as in `a missed target earns 5%` or `below 99% and at least 95% earns 10%`",
        )
    rows = [_row(scope, one, by) for one in found]
    return tuple(found), tuple(row for row in rows if row is not None)


def _row(scope: Scope, one: Said[ast.CreditRow], by: Earner) -> Row | None:
    before = scope.findings.errors
    if isinstance(by.promise, RUNNING):
        check_running_row(scope, one)
    earned = award(scope, one.body.award, by)
    conditions = guard(scope, one.body.where, of_ticket=by.promise is None or isinstance(by.promise, ast.Clock))
    each = accrual(scope, one.body, by)
    between: tuple[Limit, ...] | None = None
    if isinstance(one.body.limits, ast.Limits):
        between = limits(scope, one.body.limits, by.gauge, by.scales)
        if between is None:
            return None
    if earned is None or conditions is None or scope.findings.errors > before:
        return None
    return Row(between, earned, conditions, one.cited(scope), each)


def _rows_need_miss(scope: Scope, say: Measuring, rows: tuple[Row, ...], by: Earner) -> bool:
    """Whether rows apply only where the target is missed (C2); nothing is open where no row has limits."""
    if isinstance(by.promise, RUNNING):
        say.needless(scope, "a clock or a duty earns only where it is missed", ast.RowsNeedMiss, ast.RowsStandAlone)
        return True
    found: Said[ast.RowsNeedMiss | ast.RowsStandAlone] | None = say.phrase(
        scope, "whether rows need a missed target", ast.RowsNeedMiss, ast.RowsStandAlone
    )
    if found is not None:
        return isinstance(found.body, ast.RowsNeedMiss)
    if any(row.limits is not None for row in rows):
        choice_missing(scope, choices.ROWS, say.at)
    return True


def _incidents(scope: Scope, rule: ast.Credit, by: Earner) -> None:
    """Only what measures time has a last incident from which a deadline could run (C6)."""
    if by.promise is None or by.of_time:
        return
    on_claim: list[Said[ast.GivenOnClaim | ast.ClaimStep]] = list(said(rule.phrases, ast.GivenOnClaim, ast.ClaimStep))
    for claim in on_claim:
        until = claim.body.deadline
        if not isinstance(until, ast.DeadlineCycle) and isinstance(until.anchor, ast.AnchorLastIncident):
            scope.findings.error(
                "anchor-incident",
                f"an incident is an outage, and `{by.promise.name.text}` does not count outages",
                until.anchor.span,
                hint="let the deadline run from the end of the period or from a fact: `after the end of the period`",
            )


def _all_points(scope: Scope, written: tuple[Said[ast.CreditRow], ...]) -> bool:
    """Whether the rows earn points and no money; one credit does not give both (C3)."""
    of_points = [isinstance(one.body.award, ast.Points) for one in written]
    if any(of_points) and not all(of_points):
        first = of_points.index(not of_points[0])
        scope.findings.error(
            "points-mixed",
            f"{scope.findings.heading} earns points in one row and money in another",
            written[first].body.award.span,
            hint="let every row earn points, which `each point is worth ...` in a joint rule turns into money; or none",
        )
    return bool(of_points) and all(of_points)


def _bounds(rule: ast.Credit) -> list[ast.Ceiling]:
    found: list[Said[ast.Cap | ast.Floor]] = list(said(rule.phrases, ast.Cap, ast.Floor))
    return [one.body.at for one in found]


def _day_over(scope: Scope, rule: ast.Credit, rows: tuple[Row, ...]) -> int | None:
    """Over how many days the base is spread for the fee of one; None for those of the period (C3)."""
    found = said_once(scope, "what a day of service is", rule.phrases, ast.ServiceDay)
    if found is None:
        return None
    by_day = any(isinstance(row.award, ServiceDays) or _of_days(row) for row in rows)
    if not by_day and not any(isinstance(at, ast.ServiceDays) for at in _bounds(rule)):
        phrase_needless(scope, found.body.span, "nothing is credited or capped by the day")
    return whole_number(scope, found.body.number, "the number of days", most=_MOST_DAYS)


def _of_days(row: Row) -> bool:
    return isinstance(row.award, SlotFees) and row.award.slot is ast.FeeSlot.DAY


def _repeat(scope: Scope, rule: ast.Credit, rows: tuple[Row, ...], by: Earner) -> Fraction | None:
    """What multiplies the points after a breached preceding period (C3)."""
    found = said_once(scope, "what a repeat does", rule.phrases, ast.Repeats)
    if found is None:
        return None
    number = found.body.number
    points = [row.award.number for row in rows if isinstance(row.award, Points)]
    if rows and not points:
        phrase_needless(scope, found.body.span, "no row earns points")
    elif isinstance(by.promise, RUNNING):
        phrase_needless(scope, found.body.span, "a clock or a duty is judged run by run, and no period precedes a run")
    elif not 0 < number.value <= _MOST_REPEAT or number.value == 1:
        scope.findings.error(
            "number-out-of-range",
            f"a repeat multiplies the points by more than 0, up to {_MOST_REPEAT:,}, and not by {number.digits}",
            number.span,
            hint="write it as in `a repeat multiplies the points by 2`",
        )
    elif any((one * number.value).denominator != 1 for one in points):
        scope.findings.error(
            "points-not-whole",
            f"points multiplied by {number.digits} are not whole",
            number.span,
            hint="check the points of each row against the agreement: a verdict shows whole points",
        )
    return number.value
