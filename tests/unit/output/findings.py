"""A report in which everything occurs that formats have to write."""

from __future__ import annotations

import attrs

from slalang.output.fingerprints import with_fingerprints
from slalang.output.report import Report, RulePage, Waiver
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Label, Severity
from slalang.values.places import Span

MAIN = "agreement “Größe”:\n  zone UTC.\nservice 🛰web: no components. [waive flat-credit: it is so]\n"
HOUSE = "causes: customer.\n"
FILE, OTHER = "policies/my policy.sla", "policies/house.sla"
TEXTS = {FILE: MAIN, OTHER: HOUSE}
PATHS = {FILE: "contracts/policies/my policy.sla", OTHER: "contracts/policies/house.sla"}

PAGE = """A hole, 100% {0} [see](1).

## What it finds

A stretch
for which no row stands.

## Why it costs money

Nobody knows what is owed.
"""
RULES = (
    RulePage("bracket-gap", "brackets", Severity.WARNING, PAGE),
    RulePage("flat-credit", "brackets", Severity.NOTE, "The same credit.\n"),
)


def at(text: str, words: str, file: str = FILE) -> Span:
    """The place of words in a text."""
    start = text.index(words)
    return Span(file, start, start + len(words), text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


GAP = Diagnostic(
    "a hole, 100%: between\r\nrows",
    at(MAIN, "web"),
    "bracket-gap",
    "begins here",
    "service web (clause 1)",
    "It explains.",
    "close it, then ask",
    severity=Severity.WARNING,
    labels=(Label(at(MAIN, "zone UTC"), "as {this} says"), Label(at(HOUSE, "customer", OTHER), "and the house")),
    case="an outage of 44 minutes",
    fix=Fix("rename both", (Edit(at(MAIN, "web"), "portal"), Edit(at(MAIN, "no components"), "components: a")), safe=False),
)
ERROR = Diagnostic("`Größe`:\n is <nothing> & \x1b[31m\u202e", at(MAIN, "“Größe”:\n  zone"), "unknown-name")
NOWHERE = Diagnostic("the policy promises nothing", None, "commitment-missing")
NOTE = Diagnostic("the same credit", at(HOUSE, "causes", OTHER), "flat-credit", severity=Severity.NOTE)
WAIVED = Diagnostic("the same credit", at(MAIN, "service"), "flat-credit", severity=Severity.NOTE)


def findings() -> Report:
    """One of each kind, in a repository whose folder `contracts` holds the policies."""
    found = [(diagnostic, FILE) for diagnostic in (GAP, ERROR, NOWHERE, NOTE)]
    (waived,) = with_fingerprints([(WAIVED, FILE)], TEXTS, PATHS)
    reason = Waiver("it is so", at(MAIN, "[waive flat-credit: it is so]"))
    return Report(
        with_fingerprints(found, TEXTS, PATHS),
        (FILE, "policies/clean.sla"),
        TEXTS,
        {**PATHS, "policies/clean.sla": "contracts/policies/clean.sla"},
        RULES,
        "1.2.3",
        waived=(attrs.evolve(waived, waiver=reason),),
    )


def nothing() -> Report:
    """A file in which nothing is found."""
    return Report((), (FILE,), TEXTS, PATHS, RULES, "1.2.3")
