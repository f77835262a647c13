"""Credits: rows, what they are a share of, caps and floors, and how the customer comes to them (C2-C6)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics import choices
from slalang.semantics.accruals import RUNNING, accrual, accruing, check_running_row, credit_period
from slalang.semantics.claims import claims
from slalang.semantics.figures import money, percent
from slalang.semantics.measuring import Measuring
from slalang.semantics.parameters import guard, named_parameter
from slalang.semantics.policy import (
    Award,
    CapOrFloor,
    Ceiling,
    ChargeBase,
    Credit,
    FlatAward,
    LeastPayable,
    Limit,
    ParameterAward,
    ParameterBase,
    ParameterSum,
    PercentAward,
    Row,
    ShareOfBase,
    Shortfall,
    TimeLost,
    UnavailableShare,
)
from slalang.semantics.promises import named_promise
from slalang.semantics.rows import check_first_listed, check_rows
from slalang.semantics.scope import Promise, Said, Scope, said, said_once
from slalang.semantics.services import choice_missing, phrase_needless
from slalang.syntax import ast
from slalang.syntax.ast import Bound, ParameterType
from slalang.values.money import Money

_UPPER = (Bound.BELOW, Bound.AT_MOST)


def resolve_credit(scope: Scope, rule: ast.Credit, throughout: tuple[ast.Phrase, ...]) -> Credit | None:
    """One credit with every choice made; None where something is missing or wrong."""
    here = scope.inside("credit", f"for {rule.commitment.text}", rule.qualifiers)
    before = here.findings.errors
    say = Measuring(rule.phrases, throughout, rule.commitment.span)
    promise = named_promise(here, rule.commitment, ast.Commitment, ast.Share, ast.Clock, ast.Duty)
    written, rows = _rows(here, rule, promise)
    rows_need_miss = _rows_need_miss(here, say, rows, promise)
    every = credit_period(here, rule, promise)
    accrues = accruing(here, say, written, promise)
    overlap = said_once(here, "which row wins", rule.phrases, ast.OverlapRule)
    if len(rows) == len(written):
        check_rows(here, rule, rows, written, overlap is not None, rows_need_miss)
        if overlap is not None and overlap.body.winner is ast.OverlapWinner.FIRST:
            check_first_listed(here, rows, written, accrues)
    rounding = say.chosen(here, choices.ROUNDING, "how money is rounded", ast.MoneyRounding)
    base = said_once(here, "of what it is a share", rule.phrases, ast.Base)
    given, claim_rules, includes = claims(here, rule)
    caps = tuple(_cap_or_floor(here, one) for one in said(rule.phrases, ast.Cap))
    floors = tuple(_cap_or_floor(here, one) for one in said(rule.phrases, ast.Floor))
    _floor_within_cap(here, rule, caps, floors)
    _base_where_needed(here, rule, rows, base is not None)
    _fits_promise(here, rule, promise)
    resolved_base = _base(here, base.body) if base is not None else None
    least = _least_payable(here, rule)
    if rounding is None or given is None or here.findings.errors > before:
        return None
    return Credit(
        commitment=rule.commitment.text,
        rows=rows,
        rows_need_miss=rows_need_miss,
        overlap=overlap.body.winner if overlap is not None else None,
        base=resolved_base,
        rounding=rounding.body.rounding,
        caps=tuple(c for c in caps if c is not None),
        floors=tuple(f for f in floors if f is not None),
        least_payable=least,
        given=given,
        claims=claim_rules,
        claim_includes=includes,
        cited=here.cited(rule.qualifiers, f"credit for {rule.commitment.text}"),
        period=every,
        accruing=accrues,
    )


def _rows(scope: Scope, rule: ast.Credit, promise: Promise | None) -> tuple[tuple[Said[ast.CreditRow], ...], tuple[Row, ...]]:
    """The phrases of the rows, and those rows that are right, each in order."""
    found = list(said(rule.phrases, ast.CreditRow))
    if not found:
        scope.findings.error(
            "rows-missing",
            f"{scope.findings.heading} earns nothing",
            rule.commitment.span,
            hint="add a row, as in `a missed target earns 5%` or `below 99% and at least 95% earns 10%`",
        )
    rows = [_row(scope, one, promise) for one in found]
    return tuple(found), tuple(row for row in rows if row is not None)


def _row(scope: Scope, one: Said[ast.CreditRow], promise: Promise | None) -> Row | None:
    before = scope.findings.errors
    if isinstance(promise, RUNNING):
        check_running_row(scope, one)
    award = _award(scope, one.body.award)
    conditions = guard(scope, one.body.where, of_ticket=promise is None or isinstance(promise, ast.Clock))
    each = accrual(scope, one.body.accrual, promise)
    limits: tuple[Limit, ...] | None = None
    if isinstance(one.body.limits, ast.Limits):
        limits = _limits(scope, one.body.limits)
        if limits is None:
            return None
    if award is None or conditions is None or scope.findings.errors > before:
        return None
    return Row(limits, award, conditions, one.cited(scope), each)


def _limits(scope: Scope, written: ast.Limits) -> tuple[Limit, ...] | None:
    limits: list[Limit] = []
    for one in written.limits:
        if isinstance(one.of, ast.TheTarget):
            limits.append(Limit(one.bound, None))
            continue
        if one.of.share > 1:
            scope.findings.error(
                "percent-out-of-range",
                f"no share is ever {one.of.digits}%",
                one.of.span,
                hint="a limit of a row is a share of availability, or of what is kept: at most 100%",
            )
            return None
        limits.append(Limit(one.bound, one.of.digits))
    sides = [limit.bound in _UPPER for limit in limits]
    if len(limits) == 2 and sides[0] == sides[1]:
        side = "upper" if sides[0] else "lower"
        scope.findings.error(
            "bracket-limits",
            f"a row has two {side} limits: {limits[0].written} and {limits[1].written}",
            written.span,
            hint="keep the one that matters; a row runs from a lower limit to an upper one, as in `below 99% and at least 95%`",
        )
        return None
    return tuple(limits)


def _award(scope: Scope, written: ast.Award) -> Award | None:
    match written:
        case ast.PercentAward(share):
            value = percent(scope, share, "what a row earns", most=None)
            if value is not None and value.share > 1:
                scope.findings.warn(
                    "award-over-100",
                    f"a row earns {share.digits}%, more than the whole of what it is a share of",
                    written.span,
                    hint="check the figure against the agreement",
                )
            return PercentAward(value) if value is not None else None
        case ast.ParameterAward(name):
            known = named_parameter(scope, name, ParameterType.PERCENTAGE, ParameterType.AMOUNT)
            return ParameterAward(name.text) if known is not None else None
        case ast.FlatAward(sum_):
            flat = money(scope, sum_)
            return FlatAward(flat) if flat is not None else None
        case ast.UnavailableShare():
            return UnavailableShare()
        case ast.Shortfall():
            return Shortfall()
        case ast.TimeLost(times):
            factor = times.value
            if not factor:
                scope.findings.error(
                    "number-out-of-range",
                    "0 times the fee is nothing",
                    times.span,
                    hint="write how many times the fee for the time lost is credited, as in `1 times`",
                )
            return TimeLost(factor) if factor else None
        case _:
            assert_never(written)


def _rows_need_miss(scope: Scope, say: Measuring, rows: tuple[Row, ...], promise: Promise | None) -> bool:
    """Whether rows apply only where the target is missed (C2); nothing is open where no row has limits."""
    if isinstance(promise, RUNNING):
        own = say.speaks_of(ast.RowsNeedMiss, ast.RowsStandAlone)
        if own is not None:
            phrase_needless(scope, own.span, "a clock or a duty earns only where it is missed")
        return True
    found: Said[ast.RowsNeedMiss | ast.RowsStandAlone] | None = say.phrase(
        scope, "whether rows need a missed target", ast.RowsNeedMiss, ast.RowsStandAlone
    )
    if found is not None:
        return isinstance(found.body, ast.RowsNeedMiss)
    if any(row.limits is not None for row in rows):
        choice_missing(scope, choices.ROWS, say.at)
    return True


def _fits_promise(scope: Scope, rule: ast.Credit, promise: Promise | None) -> None:
    """What only a commitment has: time that is lost, components that are affected, a last incident (C3, C4, C6)."""
    if promise is None or isinstance(promise, ast.Commitment):
        return
    name = promise.name.text
    for row in said(rule.phrases, ast.CreditRow):
        if isinstance(row.body.award, ast.TimeLost) and isinstance(promise, ast.Share):
            scope.findings.error(
                "award-of-time",
                f"`{name}` is a share of what is kept, in which no time is lost",
                row.body.award.span,
                hint="write a percentage, a sum or a parameter, as in `a missed target earns 5%`",
            )
    for base in said(rule.phrases, ast.Base):
        if isinstance(base.body.of, ast.Charges) and base.body.of.affected_component:
            scope.findings.error(
                "base-of-component",
                f"`{name}` is not judged by component, so none is affected",
                base.body.span,
                hint="leave `for the affected component` out",
            )
    for claim in said(rule.phrases, ast.GivenOnClaim):
        deadline = claim.body.deadline
        if not isinstance(deadline, ast.DeadlineCycle) and isinstance(deadline.anchor, ast.AnchorLastIncident):
            scope.findings.error(
                "anchor-incident",
                f"an incident is an outage, and `{name}` does not count outages",
                deadline.anchor.span,
                hint="let the deadline run from the end of the period or from a fact: `after the end of the period`",
            )


def _base_where_needed(scope: Scope, rule: ast.Credit, rows: tuple[Row, ...], there: bool) -> None:
    capped = [one.body.at for one in said(rule.phrases, ast.Cap)]
    capped += [one.body.at for one in said(rule.phrases, ast.Floor)]
    needs = any(isinstance(ceiling, ast.ShareOfBase) for ceiling in capped) or any(_is_share(scope, row.award) for row in rows)
    if needs and not there:
        scope.findings.error(
            "base-missing",
            f"{scope.findings.heading} is a share, and does not say of what",
            rule.commitment.span,
            hint='add the base, as in `of the charges of the period` or `of the charges of the period in category "recurring"`',
        )


def _is_share(scope: Scope, award: Award) -> bool:
    """Whether an award is a share of the base, not a sum of its own."""
    match award:
        case PercentAward() | UnavailableShare() | Shortfall() | TimeLost():
            return True
        case FlatAward():
            return False
        case ParameterAward(name):
            parameter = scope.parameters.get(name)
            return parameter is not None and parameter.type is ParameterType.PERCENTAGE
        case _:
            assert_never(award)


def _base(scope: Scope, written: ast.Base) -> ChargeBase | ParameterBase | None:
    match written.of:
        case ast.Charges(included, excepted, affected):
            return ChargeBase(
                included.categories if included is not None else None,
                excepted.categories if excepted is not None else (),
                affected,
            )
        case ast.ParameterBase(name):
            known = named_parameter(scope, name, ParameterType.AMOUNT)
            return ParameterBase(name.text) if known is not None else None
        case _:
            assert_never(written.of)


def _cap_or_floor(scope: Scope, one: Said[ast.Cap] | Said[ast.Floor]) -> CapOrFloor | None:
    at = _ceiling(scope, one.body.at)
    return CapOrFloor(at, one.cited(scope)) if at is not None else None


def _floor_within_cap(
    scope: Scope,
    rule: ast.Credit,
    caps: tuple[CapOrFloor | None, ...],
    floors: tuple[CapOrFloor | None, ...],
) -> None:
    for floor, said_floor in zip(floors, said(rule.phrases, ast.Floor), strict=True):
        for cap in caps:
            match floor and floor.at, cap and cap.at:
                case (Money(least), Money(most)) | (ShareOfBase(least), ShareOfBase(most)) if least > most:
                    scope.findings.error(
                        "floor-above-cap",
                        "the least that is credited is more than the most",
                        said_floor.body.span,
                        hint="check `never less than` and `capped at` against the agreement",
                    )


def _ceiling(scope: Scope, written: ast.Ceiling) -> Ceiling | None:
    match written:
        case ast.Money():
            return money(scope, written)
        case ast.ShareOfBase(share):
            value = percent(scope, share, "a share of the base", most=None)
            return ShareOfBase(value.share, value.digits) if value is not None else None
        case ast.ParameterAmount(name):
            known = named_parameter(scope, name, ParameterType.AMOUNT)
            return ParameterSum(name.text) if known is not None else None
        case _:
            assert_never(written)


def _least_payable(scope: Scope, rule: ast.Credit) -> LeastPayable | None:
    found: Said[ast.LeastPayableFrom | ast.LeastPayableAbove] | None = said_once(
        scope,
        "from which sum it is owed",
        rule.phrases,
        ast.LeastPayableFrom,
        ast.LeastPayableAbove,
    )
    if found is None:
        return None
    least = money(scope, found.body.money)
    above = isinstance(found.body, ast.LeastPayableAbove)
    return LeastPayable(least, above, found.cited(scope)) if least is not None else None
