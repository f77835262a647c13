"""What is open of exclusions, parameters and readings (X, P)."""

from __future__ import annotations

from slalang.semantics.choices.choice import Choice

BREACH = Choice(
    "consequence",
    "X3",
    "exclusion, with each condition",
    "what happens where the condition is not kept",
    (
        ("otherwise void", "no part of the window is forgiven"),
        ("otherwise the excess counts", "time within the limit is forgiven, the rest of the window counts"),
        ("otherwise the breach is noted", "the whole window is forgiven, and the verdict carries a finding"),
    ),
    "condition-without-effect",
)
BREACH_OF_NOTICE = Choice(
    "consequence of notice",
    "X3",
    "exclusion, with a notice or an approval",
    "what happens where the notice or the approval is missing",
    (
        ("otherwise void", "no part of the window is forgiven"),
        ("otherwise the breach is noted", "the whole window is forgiven, and the verdict carries a finding"),
    ),
    "condition-without-effect",
)
DEFAULT = Choice(
    "default",
    "P2",
    "parameter",
    "what holds for a customer whose contract does not say it",
    (
        ('default "monthly"', "this value"),
        ("no default", "what needs the parameter is `undetermined`, naming it"),
    ),
)
GOVERNS = Choice(
    "governs",
    "P6",
    "ambiguity",
    "which reading governs",
    (('reading literal governs because "..."', "the verdict follows it; the others stand beside"),),
)
