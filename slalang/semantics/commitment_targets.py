"""What commitments promise: a share, a length, how often, or a value, as fits what is measured (C1)."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.semantics.figures import exact_us, whole_number
from slalang.semantics.gauges import Gauge
from slalang.semantics.limits import MOST_NUMBER
from slalang.semantics.parameters import guard
from slalang.semantics.policy import CountOf, CountTarget, DowntimeTarget, Guard, Promised, Target, ValueTarget
from slalang.semantics.scope import Said, Scope, said
from slalang.semantics.targets import Promising, in_order, no_target, share_target
from slalang.syntax import ast
from slalang.syntax.ast import Comparison
from slalang.values.places import Span

_TargetTree: TypeAlias = Promising | ast.NoTarget
_FITS: dict[Gauge, tuple[type[Promising], ...]] = {
    Gauge.TIME: (ast.AvailabilityTarget, ast.DowntimeTarget, ast.OutagesTarget),
    Gauge.REQUESTS: (ast.GoodTarget, ast.BadTarget),
    Gauge.SLOTS: (ast.GoodTarget,),
    Gauge.EXECUTIONS: (ast.GoodTarget, ast.BadTarget),
    Gauge.VALUES: (ast.ValueTarget,),
}
_WAYS = {
    Gauge.TIME: "`available at least 99.9%`, `down at most 4 hours` or `down at most 3 times`",
    Gauge.REQUESTS: "`good at least 99.9%` or `bad at most 10 times`",
    Gauge.SLOTS: "`good at least 99.9%`",
    Gauge.EXECUTIONS: "`good at least 99.9%` or `bad at most 10 times`",
    Gauge.VALUES: "`value at most 200`",
}
_SAID = {
    ast.AvailabilityTarget: "`available` speaks of time",
    ast.DowntimeTarget: "`down` speaks of time",
    ast.OutagesTarget: "`down` speaks of time",
    ast.GoodTarget: "`good` speaks of requests or executions",
    ast.BadTarget: "`bad` speaks of requests or executions",
    ast.ValueTarget: "`value` speaks of measured values",
}


def targets(scope: Scope, rule: ast.Commitment, of: Gauge) -> tuple[Target, ...] | None:
    """The targets in order, each for whom it holds; None where there is none, or one is wrong."""
    found: list[Said[_TargetTree]] = list(
        said(
            rule.phrases,
            ast.AvailabilityTarget,
            ast.DowntimeTarget,
            ast.OutagesTarget,
            ast.GoodTarget,
            ast.BadTarget,
            ast.ValueTarget,
            ast.NoTarget,
        )
    )
    if not found:
        ways = "`available at least 99.9%` or `down at most 4 hours`" if of is Gauge.TIME else _WAYS[of]
        scope.findings.error(
            "target-missing",
            f"{scope.findings.heading} promises nothing",
            rule.name.span,
            hint=f"add a target, as in {ways}; for customers without one, `no target where ...`",
        )
        return None
    resolved = [_target(scope, one, of) for one in found]
    in_order(scope, found)
    known = tuple(t for t in resolved if t is not None)
    return known if len(known) == len(resolved) else None


def _target(scope: Scope, one: Said[_TargetTree], of: Gauge) -> Target | None:
    if isinstance(one.body, ast.NoTarget):
        return no_target(scope, Said(one.body, one.qualifiers))
    if not isinstance(one.body, _FITS[of]):
        if isinstance(one.body, ast.BadTarget) and of is Gauge.SLOTS:
            title = "the mean of slots has no number of bad ones"
        else:
            title = f"{_SAID[type(one.body)]}, and {scope.findings.heading} is measured by {of.value}"
        scope.findings.error(
            "target-measure",
            title,
            one.body.span,
            hint=f"write {_WAYS[of]}; or leave out `measured by ...`" if of is not Gauge.TIME else _by_time(one.body),
        )
        return None
    return _promised(scope, Said(one.body, one.qualifiers))


def _by_time(written: Promising) -> str:
    measure = "the 95th percentile of ..." if isinstance(written, ast.ValueTarget) else "good requests"
    return f"write {_WAYS[Gauge.TIME]}; or say what is measured instead, as in `measured by {measure}`"


def _promised(scope: Scope, one: Said[Promising]) -> Promised | None:
    match one.body:
        case ast.AvailabilityTarget():
            return share_target(scope, Said(one.body, one.qualifiers))
        case ast.GoodTarget():
            return share_target(scope, Said(one.body, one.qualifiers))
        case ast.DowntimeTarget(comparison, length, when):
            conditions = guard(scope, when)
            us = exact_us(scope, length, "a downtime target")
            if us is None or conditions is None:
                return None
            return DowntimeTarget(comparison, us, conditions, one.cited(scope))
        case ast.OutagesTarget(comparison, number, when):
            return _count(scope, one, comparison, number, CountOf.OUTAGES, guard(scope, when))
        case ast.BadTarget(comparison, number, when):
            return _count(scope, one, comparison, number, CountOf.BAD, guard(scope, when))
        case ast.ValueTarget(comparison, number, when):
            conditions = guard(scope, when)
            if not _in_range(scope, number, number.span) or conditions is None:
                return None
            return ValueTarget(comparison, number.value, number.digits, conditions, one.cited(scope))
        case _:
            assert_never(one.body)


def _count(
    scope: Scope,
    one: Said[Promising],
    comparison: Comparison,
    number: ast.Number,
    of: CountOf,
    conditions: Guard | None,
) -> CountTarget | None:
    # Nothing ever happens less than 0 times.
    least = 1 if comparison is Comparison.LESS_THAN else 0
    so_often = whole_number(scope, number, "how often it may happen", least, MOST_NUMBER)
    if so_often is None or conditions is None:
        return None
    return CountTarget(comparison, so_often, of, conditions, one.cited(scope))


def _in_range(scope: Scope, number: ast.Number, span: Span) -> bool:
    if abs(number.value) <= MOST_NUMBER:
        return True
    scope.findings.error(
        "number-out-of-range",
        f"a target is at most {MOST_NUMBER:,}, not {number.digits}",
        span,
        hint="check the figure against the agreement",
    )
    return False
