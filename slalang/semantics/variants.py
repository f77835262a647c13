"""Whether the readings of a text are declared and used as they must be (P6)."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.semantics.choices import GOVERNS, listed
from slalang.semantics.findings import Findings, heading_of
from slalang.semantics.readings import ambiguities, phrases_of, reading_over
from slalang.semantics.services import first_of_each
from slalang.syntax import ast

MOST_READINGS = 40
MOST_WORK = 20_000
"""Rules times readings: each reading is resolved with all the rules."""


def check_ambiguities(findings: Findings, tree: ast.Policy) -> None:
    """Each ambiguity has readings, of which one governs; what stands under a reading names one of them."""
    declared = ambiguities(tree)
    first_of_each(findings, "ambiguity", ((a.name.text, a.name.span, a) for a in declared))
    readings = [reading for ambiguity in declared for reading in ambiguity.readings]
    known = first_of_each(findings, "reading", ((r.name.text, r.name.span, r) for r in readings))
    for ambiguity in declared:
        _check(findings, ambiguity)
    for name, heading in _taken(tree):
        if name.text not in known:
            findings.under(heading).unknown(
                "reading",
                name.text,
                name.span,
                known,
                declare=f"declare it: `ambiguity ...: reading {name.text} because ...; reading ... governs because ....`",
                code="unknown-reading",
            )
    if len(readings) > MOST_READINGS or len(readings) * len(tree.rules) > MOST_WORK:
        findings.error(
            "too-much",
            f"{len(readings)} readings of {len(tree.rules)} rules are too many",
            readings[-1].span,
            hint="split the policy",
        )


def _check(findings: Findings, ambiguity: ast.Ambiguity) -> None:
    here = findings.under(_heading(ambiguity))
    name = ambiguity.name.text
    if ambiguity.qualifiers.reading is not None:
        here.error(
            "ambiguity-under-reading",
            f"ambiguity {name} stands under a reading",
            ambiguity.qualifiers.reading.span,
            hint="readings are told apart one by one, each with the others as they govern: leave it out",
        )
    if len(ambiguity.readings) < 2:
        here.error(
            "one-reading",
            f"ambiguity {name} has only one reading",
            ambiguity.name.span,
            hint='add the other one: `reading ... because "..."`',
        )
    governing = [reading for reading in ambiguity.readings if reading.governs]
    if not governing:
        here.error(
            "choice-missing",
            f"ambiguity {name} does not say {GOVERNS.question}",
            ambiguity.name.span,
            label="each of them might",
            hint=listed(GOVERNS)
            + "; the readings are "
            + ", ".join(f"`{reading.name.text}`" for reading in ambiguity.readings),
        )
    for again in governing[1:]:
        here.twice(
            f"ambiguity {name} says which reading governs",
            governing[0].span,
            again.span,
            "exactly one reading governs: leave `governs` out of the other",
        )


def _heading(ambiguity: ast.Ambiguity) -> str:
    return heading_of("ambiguity", ambiguity.name.text, ambiguity.qualifiers.clauses)


def _taken(tree: ast.Policy) -> Iterator[tuple[ast.Name, str]]:
    """Every reading under which something stands, with the rule's name for messages."""
    for rule in tree.rules:
        own = getattr(rule, "name", None) or getattr(rule, "commitment", None)
        heading = heading_of(type(rule).__name__.lower(), own.text if own is not None else "", None)
        over = reading_over(rule)
        if over is not None:
            yield over, heading
        for phrase in phrases_of(rule):
            if phrase.qualifiers.reading is not None:
                yield phrase.qualifiers.reading, heading
