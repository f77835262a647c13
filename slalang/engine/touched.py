"""Which periods get a verdict: those that the subscription or events touch and that have begun (T8)."""

from __future__ import annotations

from collections.abc import Iterable

from slalang.engine.customers import Customer, ends_known, touches
from slalang.semantics.policy import Policy
from slalang.time.periods import Period, PeriodRule, Rolling, periods_touching
from slalang.values.intervals import Interval


def touched_periods(rule: PeriodRule, customer: Customer, spans: Iterable[Interval]) -> tuple[Period, ...]:
    """The periods that the spans touch and that have begun, in order; a span of no length touches by its instant."""
    found: dict[int, Period] = {}
    tiled = not isinstance(rule, Rolling)
    last: Period | None = None
    for start, end in sorted(spans):
        if tiled and last is not None and last.start_at <= start and end < last.end_at:
            continue
        # A period that starts after the evaluation's instant has no verdict.
        until = max(start, min(end, customer.as_of + 1))
        for period in periods_touching(rule, start, until, customer.context()):
            if period.start_at <= customer.as_of:
                last = found[period.start_at] = period
    return tuple(found[start] for start in sorted(found))


def named_spans(customer: Customer, span: Interval | None, asked: tuple[Period, ...]) -> list[Interval]:
    """What is to be judged whatever happens: subscriptions that have begun, or without any the span that was named.

    A period `asked` for in another zone is the one that holds its middle, or the present while that is still to come.
    """
    spans = [(c.start, c.end) for c in customer.subscriptions if c.start <= customer.as_of]
    middles = {min((p.start_at + p.end_at) // 2, customer.as_of) for p in asked}
    spans += [(at, at) for at in middles]
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
    spans += [(m.start_at, ends_known(m.end_at, customer.as_of)) for m in customer.maintenances]
    return [(start, end) for start, end in spans if start <= customer.as_of]
