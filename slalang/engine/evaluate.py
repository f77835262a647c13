"""Policy and events in, verdicts out: every customer, every commitment, clock, duty and share, under every reading (V, P6)."""

from __future__ import annotations

import attrs

from slalang.engine.readings import concerned_rules
from slalang.engine.verdicts import in_order, verdicts_of
from slalang.engine.views import Tenure, view
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, PolicyError, Severity
from slalang.values.events import Event
from slalang.values.intervals import Interval
from slalang.values.streams import last_instant
from slalang.values.verdicts import Verdict


@attrs.frozen(slots=True)
class Evaluation:
    """What came of an evaluation: the verdicts in order, and errors and notes about the events."""

    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics for which nothing could be judged."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)


def evaluate_policy(
    compiled: Compiled,
    events: tuple[Event, ...],
    *,
    as_of: int | None = None,
    span: Interval | None = None,
) -> Evaluation:
    """Judge a stream under the governing policy and under each reading.

    `as_of` is an instant in microseconds UTC, by default the last that any event gives; `span` [start, end) names the periods
    of customers without a subscription. With an error among the diagnostics there are no verdicts.
    """
    stand = last_instant(events, compiled.policy.zone.day_start) if as_of is None else as_of
    if stand is None:
        return Evaluation(())
    try:
        return _evaluate(compiled, events, stand, span, until=None)
    except PolicyError as error:
        return Evaluation((), error.diagnostics)


def _evaluate(
    compiled: Compiled, events: tuple[Event, ...], as_of: int, span: Interval | None, until: int | None
) -> Evaluation:
    """The verdicts of this version and of those that it replaces, for what starts before `until` (C7)."""
    policy = compiled.policy
    tenure = Tenure(policy.in_force_at if compiled.replaces is not None else None, until)
    governing = view(policy, events, as_of, span, tenure)
    errors = tuple(d for d in governing.diagnostics if d.severity is Severity.ERROR)
    if errors:
        return Evaluation((), errors)
    variants = {
        r.name: governing if r.policy == policy else view(r.policy, events, as_of, span, tenure, governing.asked)
        for r in compiled.readings
    }
    concerned = concerned_rules(compiled)
    verdicts = [v for name in governing.customers for v in verdicts_of(compiled, governing, variants, concerned, name, tenure)]
    if compiled.replaces is not None and tenure.since is not None:
        change = tenure.since if until is None else min(tenure.since, until)
        earlier = _evaluate(compiled.replaces, events, as_of, span, change)
        if earlier.errors:
            raise PolicyError(earlier.errors)
        verdicts += earlier.verdicts
    return Evaluation(in_order(verdicts), governing.diagnostics)
