"""A cause that may be given for an outage, and that no rule treats in any way.

## What it finds

A declared cause that no exclusion and no duty names, nor a kind of it, nor what it is a kind of. An outage that is put down to
it counts like one without a cause.

Only noted, not warned of: a cause of the provider's own is declared so that events may name it, and rightly has no effect.
Causes that a used file declares for several policies are left alone.

## Why it costs money

If the agreement lets the provider off for this cause, the exclusion was forgotten, and credits are paid that nobody owes.

## Example

Before: outages by force majeure are told apart, and count.

    causes: customer, force_majeure.
    exclusion not_ours: outages caused by customer.

After:

    causes: customer, force_majeure.
    exclusion not_ours: outages caused by customer or force_majeure.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.subject import Subject
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.verdicts import Status

SEVERITY = Severity.NOTE


_MOST_SHOWN = 5
"""For more causes no case is worked out."""


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """The causes of the checked file that no rule names, under every reading; a parent speaks for its kinds."""
    named: set[str] = set()
    for rule in subject.tree.rules:
        if isinstance(rule, ast.Exclusion | ast.Duty):
            named.update(name.text for node in walk(rule) if isinstance(node, ast.CausedBy) for name in node.causes)
    parents = {".".join(path.split(".")[: depth + 1]) for path in named for depth in range(path.count(".") + 1)}
    own = [cause for rule in subject.rules(ast.Causes) if rule.span.file == subject.file for cause in rule.causes]
    idle = [found for cause in own for found in _idle(cause, "", named, parents)]
    shown = _cases(subject.compiled, [path for path, _ in idle[:_MOST_SHOWN]])
    for path, cause in idle:
        yield Diagnostic(
            f"no exclusion names the cause {path}: what it brings about counts",
            cause.name.span,
            clause="causes",
            case=shown.get(path, ""),
            hint=f"exclude it (`outages caused by {path}`) where the agreement says so; "
            "leave it where the provider answers for it",
        )


def _idle(cause: ast.Cause, above: str, named: set[str], parents: set[str]) -> Iterator[tuple[str, ast.Cause]]:
    path = f"{above}.{cause.name.text}" if above else cause.name.text
    if path in named:
        return
    if path not in parents:
        yield path, cause
        return
    for kind in cause.kinds or ():
        yield from _idle(kind, path, named, parents)


def _cases(compiled: Compiled, causes: list[str]) -> dict[str, str]:
    """For each cause the least outage with it that misses a commitment; nothing where none is watched by outages."""
    if not causes:
        return {}
    from slalang.trials.least import least_downtime
    from slalang.trials.stream import first_period, tried
    from slalang.trials.words import in_words

    for commitment in compiled.policy.commitments:
        least = least_downtime(compiled, commitment, lambda verdict: verdict.status is Status.BREACHED)
        if least is None:
            continue
        period = first_period(compiled.policy, commitment.period)
        shown: dict[str, str] = {}
        for cause in causes:
            by = ast.ByCause(ast.Name(cause))
            given = tuple(attrs.evolve(e, cause=by) if isinstance(e, ast.OutageEvent) else e for e in least.given)
            found = tried(compiled, given, (period.start_at, period.end_at)).case(commitment.name, least.verdict.component)
            if found is not None:
                shown[cause] = in_words(found)
        return shown
    return {}
