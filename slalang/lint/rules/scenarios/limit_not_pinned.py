"""A limit for which the scenarios do not stand on both sides.

## What it finds

Where a policy has scenarios: a target of a commitment, a share or a clock that no scenario finds met, or none finds missed; and
a limit in the table of a credit below which, or above which, no scenario expects the credit of any figure before the next
limit. The scenarios are run. Only what they compare counts: of a target the status, of a table what is earned, and nothing of a
scenario that fails.

Only noted, not warned of: how much a policy is tried is asked with `slalang test`, which tells the same as coverage, with what
else nothing tries.

## Why it costs money

A slip of a digit in a limit that nothing pins passes every test, and is found when the first invoice is disputed.

## Example

Before: one scenario, on one side.

    scenario "Met":
      given outage of web from 2025-04-07 10:00 to 2025-04-07 10:43;
      expect uptime in 2025-04: met.

After: a minute later it is missed.

    scenario "Missed":
      given outage of web from 2025-04-07 10:00 to 2025-04-07 10:44;
      expect uptime in 2025-04: breached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from slalang.engine.scenario.coverage.coverage import Covered
    from slalang.engine.scenario.coverage.item import Item
    from slalang.engine.scenario.scenarios import ScenarioResult

SEVERITY = Severity.NOTE

_SIDES = {"met": "met", "breached": "missed", "below it": "below", "above it": "above"}
"""The sides of a limit as coverage names them, and as the title does."""


def in_scenarios(subject: Subject, results: Iterable[ScenarioResult]) -> Iterator[Diagnostic]:
    """The limits of the text as it governs of which a side is not tried, each with all its sides (P4)."""
    # What runs scenarios loads the engine, which a policy without any does not need.
    from slalang.engine.scenario.coverage.coverage import coverage
    from slalang.engine.scenario.coverage.item import Tried

    tried = [Tried(s, r) for s, r in zip(subject.rules(ast.Scenario), results, strict=True)]
    sides: dict[tuple[str, str, int], list[Covered]] = {}
    for covered in coverage(subject.compiled, tried).items:
        item = covered.item
        if item.way in _SIDES and not item.rule.startswith("duty "):
            sides.setdefault((item.rule, item.phrase, item.span.start), []).append(covered)
    for found in sides.values():
        missing = [covered.item for covered in found if covered.by is None]
        if missing:
            yield _unpinned(missing, [covered for covered in found if covered.by is not None])


def _unpinned(missing: list[Item], there: list[Covered]) -> Diagnostic:
    one = missing[0]
    noun, _, name = one.rule.rpartition(" ")
    other = f'; "{there[0].by}" stands on the other side' if there else ""
    sides, limit = " or ".join(_SIDES[item.way] for item in missing), one.phrase.removeprefix("limit ")
    title = f"no scenario expects what {name} earns {sides} {limit}" if noun == "credit for" else (
        f"no scenario expects {name} to be {sides}: {limit}"
    )  # fmt: skip
    return Diagnostic(
        title,
        one.span,
        clause=heading_of(noun, name, one.clauses),
        case=", and ".join(_untried(item) for item in missing) + other,
        hint="add a scenario just on that side of the limit, or see `slalang test` for one",
    )


def _untried(item: Item) -> str:
    """What no scenario of the policy looks at."""
    limit = item.phrase.removeprefix("limit ")
    match item.way:
        case "met":
            return "nothing that is expected meets it"
        case "breached":
            return "nothing that is expected misses it"
        case "below it":
            return f"the credit of no figure below {limit} is expected, down to the next limit"
        case _:
            return f"the credit of no figure above {limit} is expected, up to the next limit"
