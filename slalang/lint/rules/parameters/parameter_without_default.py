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

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.diagnostics import Diagnostic, Severity

SEVERITY = Severity.NOTE

_MOST_TRIED = 20
"""For more parameters no case is worked out."""

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
    """The least that leaves a commitment's status or credit open without the parameter."""
    from slalang.time.periods import PeriodNeeds
    from slalang.trials.least import least_downtime, with_downtime
    from slalang.trials.stream import Case, first_period, tried
    from slalang.trials.words import in_words
    from slalang.values.verdicts import Status

    for commitment in compiled.policy.commitments:
        try:
            period = first_period(compiled.policy, commitment.period)
            streams = [with_downtime(compiled, commitment, period, 0).given]
            least = least_downtime(compiled, commitment, lambda verdict: verdict.status is Status.BREACHED)
            streams += [least.given] if least is not None else []
            for stream in streams:
                given = tuple(e for e in stream if not (isinstance(e, ast.ParameterEvent) and e.parameter.text == name))
                for verdict in tried(compiled, given, (period.start_at, period.end_at)).verdicts:
                    if verdict.commitment == commitment.name and name in (*verdict.missing, *verdict.credit.missing):
                        return in_words(Case(given, verdict))
        except (PeriodNeeds, ValueError):
            continue
    return ""
