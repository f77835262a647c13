"""A promise whose miss leads to nothing.

## What it finds

A commitment, clock, duty or share that no credit, no share, no joint rule and no right mentions. A duty without a date can
never be missed, which is `duty-without-deadline`.

## Why it costs money

A service level without a consequence is a statement of intent: the customer measures a miss and has nothing to ask for but
damages, which most agreements exclude elsewhere.

## Example

Before: nothing follows from a month below 99.9%.

    commitment uptime of web: available at least 99.9%; per calendar month; ...

After:

    credit for uptime: a missed target earns 5%; of the charges of the period; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.kinds import kinds
from slalang.lint.analysis.least_cases import least_miss, setting_of
from slalang.lint.analysis.never_due import never_due
from slalang.lint.analysis.openings import begins_at
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Clock, Compiled, Duty
from slalang.syntax import ast
from slalang.syntax.walk import children, walk
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import DAY

SEVERITY = Severity.WARNING

_LONG = 366 * DAY

_Promise = ast.Commitment | ast.Clock | ast.Duty | ast.Share
_Remedy = ast.Credit | ast.Joint | ast.Right | ast.Share


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The promises of a reading that none of its remedies names."""
    tree = subject.read_as(compiled)
    named = {
        node.text
        for rule in tree.rules
        if isinstance(rule, _Remedy)
        for part in children(rule)
        if part is not getattr(rule, "name", None)
        for node in walk(part)
        if isinstance(node, ast.Name)
    }
    undated = {duty.name for duty in compiled.policy.duties if never_due(duty)}
    for rule in tree.rules:
        if isinstance(rule, _Promise) and rule.name.text not in named | undated:
            yield Diagnostic(
                f"nothing follows when {rule.name.text} is missed",
                rule.name.span,
                clause=heading_of(type(rule).__name__.lower(), rule.name.text, rule.qualifiers.clauses),
                case=_case(compiled, rule.name.text),
                hint="add a credit or a right that names it; leave it where the agreement promises it and says no more",
            )


def _case(compiled: Compiled, name: str) -> str:
    """The least downtime that misses it; a ticket or an occasion that nothing answers."""
    policy = compiled.policy
    commitment = next((one for one in policy.commitments if one.name == name), None)
    if commitment is not None:
        return least_miss(compiled, commitment)
    clock = next((one for one in policy.clocks if one.name == name), None)
    duty = next((one for one in policy.duties if one.name == name), None)
    try:
        return _of_ticket(compiled, clock) if clock is not None else _of_duty(compiled, duty) if duty is not None else ""
    except ValueError:
        return ""


def _of_ticket(compiled: Compiled, clock: Clock) -> str:
    """A ticket with a target that nobody touches until its deadline has passed."""
    from slalang.lint.analysis.waiting_tickets import said_by
    from slalang.trials.waiting import in_words, left_waiting
    from slalang.trials.words import outcome

    start = begins_at(compiled.policy)
    for kind in kinds(compiled.policy, [target.guard for target in clock.targets]) or ():
        found = left_waiting(compiled, clock, (start, start + _LONG), said_by(kind), setting_of(kind))
        if found is not None and found.verdict.due_at is not None:
            ended = left_waiting(compiled, clock, (start, found.verdict.due_at + 1), said_by(kind), setting_of(kind))
            return f"{in_words(ended)}, and nothing more until it is due: {outcome(ended.verdict)}" if ended else ""
    return ""


def _of_duty(compiled: Compiled, duty: Duty) -> str:
    from slalang.trials.occasions import in_words, unanswered
    from slalang.trials.words import outcome

    found = unanswered(compiled, duty, begins_at(compiled.policy))
    return f"{in_words(found)}: {outcome(found.verdict)}" if found is not None else ""
