"""Promises: their targets met, missed and just met; the stretches between the limits of a table; warnings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from slalang.engine.scenario.coverage.compared import Compares, content, counted, earned, status, stretch
from slalang.engine.scenario.coverage.item import Item, Tried, item
from slalang.semantics.policy import (
    Clock,
    Commitment,
    Credit,
    Duty,
    Limit,
    NoTarget,
    Policy,
    Scale,
    Share,
)
from slalang.time.periods import PeriodRule
from slalang.values.verdicts import Status, Verdict

_HIT = ("met", "breached")


def of_promises(policy: Policy) -> Iterator[Item]:
    """Commitments, shares, clocks and duties, in the order of the policy."""
    for commitment in policy.commitments:
        yield from _judged(commitment)
    for share in policy.shares:
        yield from _judged(share)
    for clock in policy.clocks:
        yield from _clock(clock)
    for duty in policy.duties:
        yield from _duty(duty)


def _judged(promise: Commitment | Share) -> Iterator[Item]:
    rule = f"{'share' if isinstance(promise, Share) else 'commitment'} {promise.name}"
    for target in promise.targets:
        if isinstance(target, NoTarget):
            yield item(rule, target.cited, "asked for", partial(_took, promise.name, target.cited.written, None))
            continue
        for way in _HIT:
            yield item(rule, target.cited, way, partial(_took, promise.name, target.cited.written, way))
        yield item(rule, target.cited, "at its limit", partial(_at_target, promise.name, target.cited.written))


def _took(name: str, written: str, way: str | None, tried: Tried) -> bool:
    return any(
        step.limit == written and (way is None or step.after == way)
        for step in tried.steps(name, status, "target", "no_target")
    )


def _at_target(name: str, written: str, tried: Tried) -> bool:
    """Whether what was measured was the target's own figure."""
    for verdict in tried.of(name, status):
        for step in verdict.because:
            if step.what == "target" and step.limit == written and _is_figure(written, step.before, verdict):
                return True
    return False


def _is_figure(written: str, measured: object, verdict: Verdict) -> bool:
    if verdict.availability is not None and verdict.availability.target is not None:
        figure = Fraction(verdict.availability.target)
        return Fraction(verdict.availability.exact) == (figure / 100 if verdict.availability.is_share else figure)
    return any(budget.to == "target" and budget.left == 0 for budget in verdict.budget or ())


# ------------------------------------------------------------------------------------------------- clocks, duties


def _clock(clock: Clock) -> Iterator[Item]:
    rule = f"clock {clock.name}"
    for target in clock.targets:
        written = target.cited.written
        if isinstance(target, NoTarget):
            yield item(rule, target.cited, "asked for", partial(_no_target, clock.name))
            continue
        for way in _HIT:
            yield item(rule, target.cited, way, partial(_timed, clock.name, written, way))
        yield item(rule, target.cited, "at its limit", partial(_at_deadline, clock.name, written))
    if clock.pauses is not None:
        yield item(rule, clock.pauses.cited, "paused", partial(_step_there, clock.name, "clock_paused", counted), "pauses")


def _no_target(name: str, tried: Tried) -> bool:
    return any(tried.steps(name, status, "clock_no_target"))


def _timed(name: str, written: str, way: str, tried: Tried) -> bool:
    return any(
        verdict.status.value == way and any(s.what == "clock_target" and s.limit == written for s in verdict.because)
        for verdict in tried.of(name, status)
    )


def _at_deadline(name: str, written: str | None, tried: Tried) -> bool:
    for verdict in tried.of(name, status):
        governed = written is None or any(s.what == "clock_target" and s.limit == written for s in verdict.because)
        if governed and verdict.due_at is not None and verdict.stopped_at == verdict.due_at:
            return True
    return False


def _step_there(name: str, code: str, compares: Compares, tried: Tried) -> bool:
    return any(tried.steps(name, compares, code))


def _duty(duty: Duty) -> Iterator[Item]:
    rule = f"duty {duty.name}"
    ways = _HIT if duty.limit is not None or isinstance(duty.occasion, PeriodRule) or duty.forbidden else _HIT[:1]
    for way in ways:
        yield item(rule, duty.answer_cited, way, partial(_status, duty.name, Status(way)))
    if duty.limit is not None and not duty.forbidden:
        yield item(rule, duty.answer_cited, "at its limit", partial(_at_deadline, duty.name, None))
    if duty.includes:
        yield item(rule, duty.answer_cited, "incomplete", partial(_step_there, duty.name, "duty_incomplete", content))
    for lifting in duty.liftings:
        yield item(rule, lifting.cited, "lifted", partial(_step_there, duty.name, "duty_lifted", status))


def _status(name: str, expected: Status, tried: Tried) -> bool:
    return any(verdict.status is expected for verdict in tried.of(name, status))


# ------------------------------------------------------------------------------------------------- tables of credits


def of_brackets(credit: Credit) -> Iterator[Item]:
    """Each row, hit; each limit of the table: at the limit itself, and between it and the next one on either side.

    Such a stretch is tried wherever in it a figure lay: inside it every figure fares the same.
    """
    rule = f"credit for {credit.commitment}"
    for row in credit.rows:
        yield item(rule, row.cited, "applies", partial(_row, credit.commitment, row.cited.written))
    limits = [(row, limit) for row in credit.rows for limit in row.limits or () if limit.at is not None]
    figures = sorted({limit.at for _, limit in limits if limit.at is not None})
    named: set[Fraction] = set()
    for row, limit in limits:
        if limit.at is None or limit.at in named:
            continue
        named.add(limit.at)
        below = max((f for f in figures if f < limit.at), default=None)
        above = min((f for f in figures if f > limit.at), default=None)
        for way, low, high in (("below it", below, limit.at), ("at it", limit.at, limit.at), ("above it", limit.at, above)):
            shown = partial(_between, credit.commitment, limit, low, high)
            yield item(rule, row.cited, way, shown, f"limit {limit.figure}")


def _row(name: str, written: str, tried: Tried) -> bool:
    return any(step.limit == written for step in tried.steps(name, earned, "row"))


def _between(name: str, limit: Limit, low: Fraction | None, high: Fraction | None, tried: Tried) -> bool:
    for verdict in tried.of(name, stretch):
        figure = _measured(verdict, limit.scale)
        if figure is None:
            continue
        if low == high:
            if figure == low:
                return True
        elif (low is None or low < figure) and (high is None or figure < high):
            return True
    return False


def _measured(verdict: Verdict, scale: Scale) -> Fraction | None:
    """What a verdict measured, on the scale of a table's limits."""
    if scale is Scale.TIME:
        return None if verdict.time_us is None else Fraction(verdict.time_us.counted)
    if verdict.availability is None:
        return None
    return verdict.availability.exact if verdict.availability.is_share is (scale is Scale.SHARE) else None
