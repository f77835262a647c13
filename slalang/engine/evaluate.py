"""Policy and events in, verdicts out: every customer, every commitment, clock, duty and share, under every reading (V, P6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from slalang.engine.given import NOTHING_GIVEN, Given
from slalang.engine.readings import concerned_rules
from slalang.engine.verdicts import in_order, right_verdict, verdicts_of
from slalang.engine.versions import Version, given_by, judged_rights
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
        versions, diagnostics = _versions(compiled, events, stand, span, until=None)
        if any(d.severity is Severity.ERROR for d in diagnostics):
            return Evaluation((), diagnostics)
        return Evaluation(_verdicts(versions, stand), diagnostics)
    except PolicyError as error:
        return Evaluation((), error.diagnostics)


def _verdicts(versions: Sequence[Version], as_of: int) -> tuple[Verdict, ...]:
    """The verdicts of every version on what starts while it is in force, and those on rights, each once (C7, R1)."""
    found: list[Verdict] = []
    for version in versions:
        compiled, governing = version.compiled, version.governing
        concerned = concerned_rules(compiled)
        for name in governing.customers:
            found += verdicts_of(compiled, governing, version.variants, concerned, name, version.tenure)
    for name in versions[-1].governing.customers:
        found += (right_verdict(judged, name) for judged in judged_rights(versions, name, as_of))
    return in_order(found)


def _versions(
    compiled: Compiled, events: tuple[Event, ...], as_of: int, span: Interval | None, until: int | None
) -> tuple[tuple[Version, ...], tuple[Diagnostic, ...]]:
    """This version and those that it replaces, the earliest first, for what starts before `until`, with what is wrong (C7)."""
    policy = compiled.policy
    tenure = Tenure(policy.in_force_at if compiled.replaces is not None else None, until)
    before: tuple[Version, ...] = ()
    if compiled.replaces is not None and tenure.since is not None:
        change = tenure.since if until is None else min(tenure.since, until)
        before, diagnostics = _versions(compiled.replaces, events, as_of, span, change)
        if any(d.severity is Severity.ERROR for d in diagnostics):
            return before, diagnostics
    earlier = _given(before)
    governing = view(policy, events, as_of, span, tenure, earlier=earlier)
    if any(d.severity is Severity.ERROR for d in governing.diagnostics):
        return before, tuple(d for d in governing.diagnostics if d.severity is Severity.ERROR)
    variants = {
        r.name: governing if r.policy == policy else view(r.policy, events, as_of, span, tenure, governing.asked, earlier)
        for r in compiled.readings
    }
    return (*before, Version(compiled, tenure, governing, variants)), governing.diagnostics


def _given(versions: Sequence[Version]) -> Mapping[str | None, Given]:
    """What all versions so far have given each customer."""
    found: dict[str | None, Given] = {}
    for version in versions:
        for name in version.governing.customers:
            found[name] = given_by(version.governing, version.tenure, name, found.get(name, NOTHING_GIVEN))
    return found
