"""A scenario that would pass whatever figure the policy promised.

## What it finds

A scenario that passes and expects of commitments which are watched by outages only that they are met, or that no credit is
owed, in periods in which it gives no outage. Whoever changes a target, an exclusion or a row of a credit is not told by it.

A scenario that gives a subscription or resources is left alone: it may pin what a period covers. So is one that expects
anything else, of times, findings or other rules.

## Why it costs money

It counts as a test and tests nothing. Mostly the outage was meant to lie in the month that is asked for.

## Example

Before: the outage lies in April, and May is asked for.

    scenario "Three quarters of an hour":
      given outage of web from 2025-04-07 10:00 to 2025-04-07 10:43;
      expect uptime in 2025-05: met.

After:

    scenario "Three quarters of an hour":
      given outage of web from 2025-04-07 10:00 to 2025-04-07 10:43;
      expect uptime in 2025-04: met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Commitment
from slalang.syntax import ast
from slalang.time.periods import named_range
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.intervals import Interval
from slalang.values.verdicts import CreditState, Status

if TYPE_CHECKING:
    from slalang.engine.scenario.scenarios import ScenarioResult

SEVERITY = Severity.WARNING

_Idle = (
    ast.OutageEvent
    | ast.MaintenanceEvent
    | ast.ChargeEvent
    | ast.ParameterEvent
    | ast.FactEvent
    | ast.ClaimEvent
    | ast.SettlementEvent
    | ast.TicketEvent
)
"""What makes no downtime, but for outages."""


def in_scenarios(subject: Subject, results: Iterable[ScenarioResult]) -> Iterator[Diagnostic]:
    """The scenarios of the text whose expectations no promise could fail (P4)."""
    passed = {result.span for result in results if result.passed}
    watched = {one.name: one for one in subject.policy.commitments if _by_outages(one)}
    for rule in subject.rules(ast.Scenario):
        if rule.span not in passed:
            continue
        asked = list(_asked(rule, watched, subject.policy.zone))
        outages = list(_outages(rule))
        if not asked or any(span is None or _touched(span, outages, subject.policy.zone) for _, span in asked):
            continue
        first = asked[0][0].subject
        assert isinstance(first, ast.CommitmentSubject)
        yield Diagnostic(
            "whatever figure the policy promised, this scenario would pass",
            asked[0][0].span,
            clause=heading_of("scenario", f'"{rule.title}"', rule.qualifiers.clauses),
            label="nothing is down then",
            labels=tuple(Label(outage.span, "lies in another period") for outage in outages[:1]),
            case=f"nothing is down in {first.period}, so {first.commitment.text} would be met there at "
            "`available at least 100%` too",
            hint="give an outage in the period that is asked for, on either side of a limit; or leave the scenario out",
        )


def _by_outages(commitment: Commitment) -> bool:
    others = (commitment.probes, commitment.probe_slots, commitment.counts, commitment.measure, commitment.judged_over)
    return commitment.outages is not None and commitment.resources is None and all(one is None for one in others)


def _outages(rule: ast.Scenario) -> Iterator[ast.OutageEvent]:
    for phrase in rule.phrases:
        if isinstance(phrase.body, ast.GivenEvent) and isinstance(phrase.body.event, ast.OutageEvent):
            yield phrase.body.event


def _asked(rule: ast.Scenario, watched: Mapping[str, Commitment], zone: Zone) -> Iterator[tuple[ast.Expect, Interval | None]]:
    """Each expectation with the span of its period; None where it could fail, or where that is not known."""
    for phrase in rule.phrases:
        match phrase.body:
            case ast.GivenEvent(event) if not isinstance(event, _Idle):
                return
            case ast.Expect(ast.CommitmentSubject(name, period=period), outcomes) if name.text in watched:
                yield phrase.body, named_range(period, zone) if all(map(_quiet, outcomes)) else None
            case ast.Expect():
                yield phrase.body, None
            case _:
                pass


def _quiet(outcome: ast.Outcome) -> bool:
    match outcome:
        case ast.StatusOutcome(status):
            return status == Status.MET
        case ast.StateOutcome(state):
            return state == CreditState.NONE
        case _:
            return False


def _touched(span: Interval, outages: Iterable[ast.OutageEvent], zone: Zone) -> bool:
    from slalang.engine.scenario.times import instant_of

    for outage in outages:
        end = None if outage.end is None else instant_of(outage.end, zone)
        if instant_of(outage.start, zone) < span[1] and (end is None or end > span[0]):
            return True
    return False
