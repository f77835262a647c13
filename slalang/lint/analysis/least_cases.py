"""The smallest case that lands at some figures: a stream that the engine judges, or the figure itself."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from slalang.lint.analysis.kinds import Kind
from slalang.lint.analysis.tables import Table
from slalang.semantics.brackets import Stretch, decimals
from slalang.semantics.gauges import Gauge
from slalang.semantics.policy import Commitment, Compiled, ParameterValue, PercentValue, Scale
from slalang.syntax import ast
from slalang.syntax.ast import Comparison
from slalang.values.money import Money
from slalang.values.verdicts import CreditState, Status, Verdict

if TYPE_CHECKING:
    # What tries a stream loads the engine, which a policy without findings does not need.
    from slalang.trials.stream import Setting

_MOST_PARTS = 100_000
_COUNTED = {
    Gauge.TIME: "down {number} time{s}",
    Gauge.REQUESTS: "{number} failed request{s}",
    Gauge.EXECUTIONS: "{number} bad execution{s}",
}
_PARTS = {
    Gauge.KEPT: ("run", "kept"),
    Gauge.REQUESTS: ("request", "good"),
    Gauge.EXECUTIONS: ("execution", "good"),
}


def case_at(compiled: Compiled, table: Table, stretch: Stretch) -> str | None:
    """The smallest case whose figure lies in a stretch; None where none was found and none is certain.

    Of downtime it is the shortest outage of a period; of what is counted the fewest that give such a share; else the figure.
    """
    whom = f"where {table.kind.words}: " if table.kind.words else ""
    commitment = table.judged if isinstance(table.judged, Commitment) else None
    if commitment is not None and table.of is Gauge.TIME and table.scale is not Scale.NUMBER:
        found = downtime_in(compiled, commitment, table.scale, stretch, setting_of(table.kind))
        if found is not None:
            return whom + found
        if _in_steps(commitment):
            return None
    if table.of in _PARTS and table.scale is Scale.SHARE and not _scored(commitment):
        found = _parts(table.of, stretch)
        if found is not None:
            return whom + found
    return f"{whom}{_nearest(table, stretch)}"


def worst_case(compiled: Compiled, name: str) -> str:
    """A period that is down from its start to its end; nothing where no outages are watched."""
    from slalang.trials.least import failing_part, with_downtime
    from slalang.trials.stream import first_period
    from slalang.trials.words import in_words

    commitment = next((one for one in compiled.policy.commitments if one.name == name), None)
    if commitment is None or commitment.outages is None:
        return ""
    try:
        period = first_period(compiled.policy, commitment.period)
        trial = with_downtime(compiled, commitment, period, period.end_at - period.start_at)
    except ValueError:
        return ""
    found = trial.case(name, failing_part(commitment))
    return in_words(found) if found is not None else ""


def least_miss(compiled: Compiled, commitment: Commitment) -> str:
    """The shortest outage that misses a commitment's target; nothing where no outages are watched."""
    from slalang.trials.least import least_downtime
    from slalang.trials.words import in_words

    found = least_downtime(compiled, commitment, lambda verdict: verdict.status is Status.BREACHED)
    return in_words(found) if found is not None else ""


def setting_of(kind: Kind) -> Setting:
    """A trial for a kind of customer."""
    from slalang.trials.stream import Setting

    return Setting(tuple((name, _written(value)) for name, value in kind.parameters), kind.starts_at)


def downtime_in(
    compiled: Compiled, commitment: Commitment, scale: Scale, stretch: Stretch, setting: Setting, *, missed: bool = False
) -> str | None:
    """The shortest outage whose figure on a scale lies in a stretch; None where none was found.

    `missed`: it must miss the target too, which stands on another scale.
    """
    from slalang.trials.least import least_downtime
    from slalang.trials.words import in_words

    if scale is Scale.TIME and commitment.judged_over is not None:
        return None

    def figure(verdict: Verdict) -> Fraction | None:
        if scale is Scale.TIME:
            time = verdict.time_us
            return None if time is None else Fraction(time.counted if time.weighted is None else time.weighted)
        share = verdict.availability
        return None if share is None else share.exact if share.rounded is None else share.rounded

    def beyond(verdict: Verdict) -> bool:
        at = figure(verdict)
        if at is None or (missed and verdict.status is not Status.BREACHED):
            return False
        if scale is Scale.TIME:
            return at > stretch.low or (at == stretch.low and stretch.low_included)
        return at < stretch.high or (at == stretch.high and stretch.high_included)

    def inside(verdict: Verdict) -> bool:
        at = figure(verdict)
        if at is None or (missed and verdict.credit.state is not CreditState.NONE):
            return False
        return not stretch.common(Stretch(at, True, at, True)).empty

    def expected(length: int) -> Fraction:
        if scale is Scale.TIME:
            return stretch.low if stretch.low_included else stretch.low + 1
        lost = (1 - stretch.high) * length
        return lost if stretch.high_included else floor(lost) + Fraction(1)

    found = least_downtime(compiled, commitment, beyond, inside, setting, expected)
    return in_words(found) if found is not None else None


def _nearest(table: Table, stretch: Stretch) -> str:
    """The best figure of a stretch in words: `21 failed requests`, `a value just above 400`."""
    if stretch.counted:
        number = ceil(stretch.low) if stretch.low_included else floor(stretch.low) + 1
        return _COUNTED[table.of].format(number=f"{number:,}", s="" if number == 1 else "s")
    best, included, side = stretch.low, stretch.low_included, "above"
    if table.target.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN):
        best, included, side = stretch.high, stretch.high_included, "below"
    return f"{table.what} of {'' if included else f'just {side} '}{table.shown(best)}"


def _in_steps(commitment: Commitment) -> bool:
    """Whether the figures come in steps, so that one may lie beyond all that can come about (D5, D6)."""
    return commitment.granularity is not None or commitment.shortest_run is not None


def _scored(commitment: Commitment | None) -> bool:
    return commitment is not None and commitment.measure is not None and bool(commitment.measure.scores)


def _parts(of: Gauge, stretch: Stretch) -> str | None:
    """`49 of 50 requests good`: the fewest whose share lies in a stretch."""
    noun, good = _PARTS[of]
    for number in range(1, _MOST_PARTS):
        low, high = stretch.low * number, stretch.high * number
        most = floor(high) if stretch.high_included else ceil(high) - 1
        if most > low or (most == low and stretch.low_included):
            return f"{most} of {number:,} {noun}{'' if number == 1 else 's'} {good}"
    return None


def _written(value: ParameterValue) -> ast.Value:
    match value:
        case bool():
            return ast.YesNo.YES if value else ast.YesNo.NO
        case str():
            return value
        case PercentValue(digits):
            return ast.Percent(digits)
        case Money(amount, currency):
            return ast.Money(currency, ast.Number(decimals(amount)))
        case _:
            return ast.Number(decimals(value))
