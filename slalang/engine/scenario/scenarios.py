"""Scenarios: the contract's unit tests, which legal-ops write (P4)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from slalang.engine.evaluate import evaluate_policy
from slalang.engine.scenario.events import contract_event, first_period_start, given_events, refused
from slalang.engine.scenario.names import Check, Vocabulary, vocabulary
from slalang.engine.scenario.outcomes import compared, compared_reading
from slalang.engine.scenario.subjects import subject_words, unknown_subject, verdict_of
from slalang.engine.scenario.times import instant_of
from slalang.semantics.policy import Compiled, Policy
from slalang.syntax import ast
from slalang.time.periods import named_range
from slalang.time.zones import Zone
from slalang.values.events import Event
from slalang.values.intervals import Interval
from slalang.values.places import Span
from slalang.values.streams import last_instant
from slalang.values.verdicts import Verdict

__all__ = ["Check", "Expected", "ScenarioResult", "run_scenarios"]


@attrs.frozen(slots=True)
class Expected:
    """What came of one `expect`: its subject in words, the verdict that it names (None: there is none), every outcome in order.

    `reading` is the one that it asks for, None for the text as it governs; `outcomes` are what it expects, as the checks stand.
    """

    about: str
    verdict: Verdict | None
    checks: tuple[Check, ...]
    reading: str | None = None
    outcomes: tuple[ast.Outcome, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the verdict says all of it."""
        return all(check.passed for check in self.checks)


@attrs.frozen(slots=True)
class ScenarioResult:
    """What came of one scenario: every expectation in order, or what is wrong with the scenario itself.

    `verdicts` are those of the governing policy, with all readings, for the scenario's events.
    """

    title: str
    passed: bool
    checks: tuple[Check, ...]
    span: Span
    verdicts: tuple[Verdict, ...] = ()
    expected: tuple[Expected, ...] = ()


def run_scenarios(compiled: Compiled, scenarios: Iterable[ast.Scenario]) -> tuple[ScenarioResult, ...]:
    """Judge the events of each scenario and compare what it expects (P4).

    Civil times and the days of charges are the policy's zone's. Without `as of` the evaluation stands at the
    end of the latest period that an expectation names, or at the last instant of the events if that is later.
    The customer is null. Never raises on a scenario that is wrong: what is wrong is a failed check.
    """
    words = vocabulary(compiled)
    return tuple(_run(compiled, words, scenario) for scenario in scenarios)


def _run(compiled: Compiled, words: Vocabulary, scenario: ast.Scenario) -> ScenarioResult:
    zone = compiled.policy.zone
    bodies = [phrase.body for phrase in scenario.phrases]
    given = tuple(body.event for body in bodies if isinstance(body, ast.GivenEvent))
    expected = [body for body in bodies if isinstance(body, ast.Expect)]
    stands = [body for body in bodies if isinstance(body, ast.AsOf)]
    events, wrong = given_events(given, words, zone)
    wrong = (*_malformed(scenario, len(expected), stands), *wrong)
    if wrong:
        return ScenarioResult(scenario.title, False, wrong, scenario.span)
    named = _named_periods(expected, zone)
    touched = first_period_start(compiled.policy, events, (start for start, _ in named))
    contract = contract_event(given, touched)
    if isinstance(contract, tuple):
        checks = tuple(refused(problem, scenario.span) for problem in contract)
        return ScenarioResult(scenario.title, False, checks, scenario.span)
    if contract is not None:
        events = (*events, contract)
    as_of = instant_of(stands[0].at, zone) if stands else _after_all(events, named, zone)
    span = (min(start for start, _ in named), max(end for _, end in named)) if named else None
    judged = evaluate_policy(compiled, events, as_of=as_of, span=span)
    if judged.errors:
        checks = tuple(refused(problem, scenario.span) for problem in judged.errors)
        return ScenarioResult(scenario.title, False, checks, scenario.span)
    found = tuple(_compared(one, judged.verdicts, words, compiled.policy) for one in expected)
    checks = tuple(check for one in found for check in one.checks)
    return ScenarioResult(scenario.title, all(one.passed for one in found), checks, scenario.span, judged.verdicts, found)


def _malformed(scenario: ast.Scenario, expected: int, stands: list[ast.AsOf]) -> tuple[Check, ...]:
    wrong = []
    if not expected:
        wrong.append(Check("something to compare", "the scenario expects nothing", False, scenario.span))
    if len(stands) > 1:
        wrong.append(Check("one `as of`", f"there are {len(stands)}", False, stands[1].span))
    for qualifiers in (scenario.qualifiers, *(phrase.qualifiers for phrase in scenario.phrases)):
        if qualifiers.reading is not None:
            name = qualifiers.reading
            hint = f"write `read as {name.text}` in the expectation"
            wrong.append(Check("a scenario that holds under every reading", hint, False, name.span))
    return tuple(wrong)


def _named_periods(expected: list[ast.Expect], zone: Zone) -> tuple[Interval, ...]:
    """The spans of the periods that expectations name; one that is no period is left to its own check."""
    spans = []
    for one in expected:
        if isinstance(one.subject, ast.CommitmentSubject | ast.JointSubject):
            try:
                spans.append(named_range(one.subject.period, zone))
            except ValueError:
                continue
    return tuple(spans)


def _after_all(events: tuple[Event, ...], named: tuple[Interval, ...], zone: Zone) -> int | None:
    last = last_instant(events, zone.day_start)
    return max((*(end for _, end in named), *(() if last is None else (last,))), default=None)


def _compared(expect: ast.Expect, verdicts: tuple[Verdict, ...], words: Vocabulary, policy: Policy) -> Expected:
    subject = expect.subject
    about, reading = subject_words(subject), subject.reading.reading.text if subject.reading is not None else None
    wrong = unknown_subject(subject, words)
    if wrong is not None:
        return Expected(about, None, (wrong,), reading)
    verdict = verdict_of(subject, verdicts)
    if isinstance(verdict, Check):
        return Expected(about, None, (verdict,), reading)
    checks = []
    for outcome in expect.outcomes:
        if reading is None:
            check = compared(outcome, verdict, words, policy)
        else:
            check = compared_reading(outcome, verdict, reading, policy)
        checks.append(attrs.evolve(check, expected=f"{about}: {check.expected}"))
    return Expected(about, verdict, tuple(checks), reading, expect.outcomes)
