"""Which periods get a verdict: those that the subscription or events touch and that have begun (T8)."""

from __future__ import annotations

from collections.abc import Iterable

from slalang.engine.customers import Customer, ends_known, touches
from slalang.semantics.policy import Policy
from slalang.time.periods import Period, PeriodRule, Rolling, periods_touching
from slalang.values.instants import DAY
from slalang.values.intervals import Interval


def touched_periods(
    rule: PeriodRule, customer: Customer, spans: Iterable[Interval], asked: Iterable[Period] = ()
) -> tuple[Period, ...]:
    """The periods that the spans touch and that have begun, in order; a span of no length touches by its instant.

    Beside them stands the one period that answers to each `asked` for under another reading, perhaps in another zone.
    """
    found = {period.start_at: period for period in _answering(rule, customer, asked)}
    tiled = not isinstance(rule, Rolling)
    last: Period | None = None
    for start, end in _joined(rule, spans) if isinstance(rule, Rolling) else sorted(spans):
        if tiled and last is not None and last.start_at <= start and end < last.end_at:
            continue
        # A period that starts after the evaluation's instant has no verdict.
        until = max(start, min(end, customer.as_of + 1))
        for period in periods_touching(rule, start, until, customer.context()):
            if period.start_at <= customer.as_of:
                last = found[period.start_at] = period
    return tuple(found[start] for start in sorted(found))


def _joined(rule: Rolling, spans: Iterable[Interval]) -> list[Interval]:
    """The spans of rolling periods, those joined between which no whole period has room: they touch the same periods."""
    room = max(28 * rule.months + rule.days - 1, 0) * DAY
    joined: list[Interval] = []
    for start, instant_or_end in sorted(spans):
        end = max(instant_or_end, start + 1)  # an instant lies in the periods that hold it, also at their start
        if joined and start - joined[-1][1] < room:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _answering(rule: PeriodRule, customer: Customer, asked: Iterable[Period]) -> Iterable[Period]:
    """For each period the one that holds its middle, or the present while that is still to come.

    Of rolling periods several do: the one that begins nearest to it is meant.
    """
    for period in asked:
        at = min((period.start_at + period.end_at) // 2, customer.as_of)
        begun = [p for p in periods_touching(rule, at, at, customer.context()) if p.start_at <= customer.as_of]
        if begun:
            yield min(begun, key=lambda p: (abs(p.start_at - period.start_at), p.start_at))


def named_spans(customer: Customer, span: Interval | None) -> list[Interval]:
    """What is to be judged whatever happens: subscriptions that have begun, or without any the span that was named."""
    spans = [(c.start, c.end) for c in customer.subscriptions if c.start <= customer.as_of]
    if span is not None and not customer.subscriptions and span[0] <= customer.as_of:
        spans.append(span)
    return spans


def event_spans(policy: Policy, customer: Customer) -> list[Interval]:
    """The own time of what was observed: not an announcement, claim, charge or recording."""
    spans = [
        (o.start_at, ends_known(o.end_at, customer.as_of))
        for o in customer.outages
        if any(touches(s, o) for s in policy.services)
    ]
    spans += [(p.at, p.at) for p in customer.probes]
    spans += [(e.at, e.at) for e in customer.executions]
    spans += [(m.at, m.at) for m in customer.measures]
    spans += [(c.start_at, ends_known(c.end_at, customer.as_of)) for c in customer.counts]
    spans += [(m.start_at, ends_known(m.end_at, customer.as_of)) for m in customer.maintenances]
    return [(start, end) for start, end in spans if start <= customer.as_of]
