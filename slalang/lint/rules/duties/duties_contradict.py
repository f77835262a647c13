"""Two duties of which the one cannot be kept without breaking the other.

## What it finds

On the same occasion, or on occasions of which the one holds the other, one duty requires what another forbids until a later
date.

## Why it costs money

One of the two is breached whatever the provider does, and whatever follows from a breach is owed each time. The agreement
contradicts itself, and a court will have to say which of the two was meant.

## Example

Before: a raise must be told within ten days, and must not be told for thirty.

    duty tell: for each fact "price_set"; requires the fact "price_told" about the same within 10 days after it.
    duty embargo: for each fact "price_set"; forbids the fact "price_told" about the same within 30 days after it.

After:

    duty tell: for each fact "price_set"; requires the fact "price_told" about the same within 60 days after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.analysis.lengths import longer
from slalang.lint.analysis.openings import begins_at, spoken_at
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    Compiled,
    Duty,
    EventPattern,
    FactPattern,
    MaintenancePattern,
    OutagePattern,
    Policy,
    Reference,
    TicketPattern,
    WithinAfter,
)
from slalang.syntax import ast
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange
from slalang.time.lengths import Length, add_length
from slalang.time.periods import PeriodRule
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_MOST_DUTIES = 200
"""So many duties are compared with each other."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every duty that requires what another forbids for as long or longer."""
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Duty)}
    duties = compiled.policy.duties[:_MOST_DUTIES]
    for ban in (one for one in duties if one.forbidden and not one.liftings):
        for duty in duties:
            if not duty.forbidden and _contradict(duty, ban):
                rule = written[ban.name]
                yield Diagnostic(
                    f"{duty.name} requires what {ban.name} forbids",
                    rule.name.span,
                    clause=heading_of("duty", ban.name, rule.qualifiers.clauses),
                    labels=(
                        Label(duty.answer_cited.span, "required here"),
                        Label(ban.answer_cited.span, "forbidden here"),
                    ),
                    case=_case(duty, ban, compiled.policy),
                    hint="let the ban end before the time for the other duty does, or let a fact lift one of the two",
                )


def _contradict(duty: Duty, ban: Duty) -> bool:
    """Whether all that fulfils the one falls under the other, on every occasion of one of them."""
    mine, theirs = duty.limit, ban.limit
    if not isinstance(mine, WithinAfter) or not isinstance(theirs, WithinAfter) or duty.earlier_counts:
        return False
    # What is owed after the end of something may come before, while it lasts; a ban begins with the end.
    if mine.after is not theirs.after or mine.after is Reference.END or not _no_longer(mine, theirs):
        return False
    if isinstance(duty.occasion, PeriodRule) or isinstance(ban.occasion, PeriodRule):
        return False
    same_service = None in (ban.service, duty.service) or ban.service == duty.service
    together = _holds(ban.occasion, duty.occasion) or _holds(duty.occasion, ban.occasion)
    return same_service and together and _holds(ban.answer, duty.answer)


def _no_longer(duty: WithinAfter, ban: WithinAfter) -> bool:
    if not isinstance(duty.length, Length) or not isinstance(ban.length, Length):
        return False
    return duty.length == ban.length or longer(ban.length, duty.length)


def _holds(wide: EventPattern, narrow: EventPattern) -> bool:
    """Whether every event of the one pattern is one of the other."""
    match wide, narrow:
        case FactPattern(name, about), FactPattern(other_name, other_about):
            return name == other_name and about in (None, other_about)
        case OutagePattern(severities, causes), OutagePattern(other_severities, other_causes):
            return _among(severities, other_severities) and _below(causes, other_causes)
        case TicketPattern(action, severities), TicketPattern(other_action, other_severities):
            return action is other_action and _among(severities, other_severities)
        case MaintenancePattern(kinds), MaintenancePattern(other_kinds):
            return _among(kinds, other_kinds)
        case _:
            return wide == narrow


def _among(wide: tuple[object, ...] | None, narrow: tuple[object, ...] | None) -> bool:
    return wide is None or (narrow is not None and set(narrow) <= set(wide))


def _below(wide: tuple[str, ...] | None, narrow: tuple[str, ...] | None) -> bool:
    if wide is None or narrow is None:
        return wide is None
    return all(any(cause == one or cause.startswith(f"{one}.") for one in wide) for cause in narrow)


def _case(duty: Duty, ban: Duty, policy: Policy) -> str:
    """An occasion as the policy begins: by when the one is owed, and until when the other forbids it."""
    at = begins_at(policy)
    ends = [_ends(one, at, policy) for one in (duty, ban)]
    due, over = (spoken_at(end, policy.zone) if end is not None else None for end in ends)
    if due is None or over is None:
        return ""
    occasion = spoken_at(at, policy.zone)
    return f"of an occasion at {occasion}, {duty.name} asks for it by {due}, and {ban.name} forbids it up to {over}"


def _ends(duty: Duty, at: int, policy: Policy) -> int | None:
    limit = duty.limit
    try:
        return (
            add_length(at, limit.length, policy.zone)
            if isinstance(limit, WithinAfter) and isinstance(limit.length, Length)
            else None
        )
    except (NeverOpen, OutOfRange):
        return None
