"""A parameter that a contract may leave open: what is undetermined then.

## What it finds

Each parameter with `no default` that a rule asks for, and the first verdict that is left open for a customer whose contract is
silent about it.

Only noted, not warned of: that nothing is guessed is what `no default` is for.

## Why it costs money

A credit that is undetermined is neither paid nor refused. For every customer whose contract is silent somebody has to look it
up, and until then no report says what is owed.

## Example

Before: for whom the contract says nothing the penalty is open.

    parameter penalty: a percentage; no default.

After: where the agreement names what is usual.

    parameter penalty: a percentage; default 5%.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY
from slalang.values.verdicts import Status, Verdict

SEVERITY = Severity.NOTE

_MOST_TRIED = 5
"""For more parameters, or kinds of tickets, no case is worked out."""

_LONG = 100 * DAY

_ASKING = ast.ParameterIs | ast.ParameterAward | ast.ParameterBase | ast.ParameterAmount


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """The parameters without default that some rule asks for (P2)."""
    open_ones = [rule for rule in subject.rules(ast.Parameter) if rule.default.value is None]
    if not open_ones:
        return
    asked = {node.parameter.text for node in walk(subject.tree) if isinstance(node, _ASKING)}
    for number, rule in enumerate(rule for rule in open_ones if rule.name.text in asked):
        name = rule.name.text
        yield Diagnostic(
            f"without {name} in the contract something stays open",
            rule.name.span,
            clause=heading_of("parameter", name, rule.qualifiers.clauses),
            case=_case(subject.compiled, name) if number < _MOST_TRIED else "",
            hint=f"see that every contract says what {name} is, or give it a default where the agreement names one",
        )


def _case(compiled: Compiled, name: str) -> str:
    """The least that leaves something open without the parameter: in a period, else of a ticket."""
    return _in_a_period(compiled, name) or _of_a_ticket(compiled, name)


def _in_a_period(compiled: Compiled, name: str) -> str:
    """A period in which nothing happens, or one that is just missed."""
    from slalang.time.periods import PeriodNeeds
    from slalang.trials.least import least_downtime, with_downtime
    from slalang.trials.stream import Case, first_period, tried
    from slalang.trials.words import in_words

    for commitment in compiled.policy.commitments:
        try:
            period = first_period(compiled.policy, commitment.period)
            streams = [with_downtime(compiled, commitment, period, 0).given]
            least = least_downtime(compiled, commitment, lambda verdict: verdict.status is Status.BREACHED)
            streams += [least.given] if least is not None else []
            for stream in streams:
                given = tuple(e for e in stream if not (isinstance(e, ast.ParameterEvent) and e.parameter.text == name))
                for verdict in tried(compiled, given, (period.start_at, period.end_at)).verdicts:
                    if verdict.commitment == commitment.name and _lacks(verdict, name):
                        return in_words(Case(given, verdict))
        except (PeriodNeeds, ValueError):
            continue
    return ""


def _of_a_ticket(compiled: Compiled, name: str) -> str:
    """A ticket that is opened and looked at a day later, or when every deadline is long past."""
    from slalang.engine.scenario.times import spoken_instant
    from slalang.lint.analysis.kinds import kinds
    from slalang.lint.analysis.least_cases import setting_of
    from slalang.lint.analysis.openings import begins_at
    from slalang.lint.analysis.waiting_tickets import said_by
    from slalang.trials.waiting import in_words, left_waiting
    from slalang.trials.words import outcome

    start = begins_at(compiled.policy)
    for clock in compiled.policy.clocks:
        those = (kinds(compiled.policy, [target.guard for target in clock.targets]) or ())[:_MOST_TRIED]
        for wait, kind in product((DAY, _LONG), those):
            try:
                found = left_waiting(compiled, clock, (start, start + wait), said_by(kind), setting_of(kind), name)
            except ValueError:
                continue
            if found is not None and _lacks(found.verdict, name):
                until = spoken_instant(start + wait, compiled.policy.zone)
                return f"{in_words(found)}, and nothing more until {until}: {outcome(found.verdict)}"
    return ""


def _lacks(verdict: Verdict, name: str) -> bool:
    return name in (*verdict.missing, *verdict.credit.missing)
