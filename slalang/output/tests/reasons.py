"""Why a verdict is not the one that was expected: what decided it, and what stood in the way of another."""

from __future__ import annotations

from slalang.output.explanation.prose import explain
from slalang.output.explanation.sentences import step_sentence
from slalang.output.explanation.wording import finding_sentence
from slalang.output.visible import visible
from slalang.time.zones import Zone
from slalang.values.verdicts import Verdict

_DECIDING = frozenset({
    "outage_excluded", "clock_excluded", "outage_not_counted", "too_short", "window_void", "window_limited", "covenant_broken",
    "row", "hole", "cap", "joint_cap", "floor", "least_payable", "claim_late", "claim_lacking", "claim_barred", "suspended",
    "used_downtime", "clock_target", "clock_paused", "clock_not_due", "clock_not_started", "clock_called_off", "duty_late",
    "duty_incomplete", "duty_earlier", "duty_lifted", "miss_without_notice", "not_in_force",
})  # fmt: skip
"""Steps that bring a figure about, or say what would have had to be otherwise: in time, complete, within a limit."""


def reasons(verdict: Verdict, zone: Zone, *, every_step: bool = False) -> tuple[str, ...]:
    """Sentences: what was measured and judged, then the steps that decided it, and findings; with `every_step` all steps."""
    if every_step:
        return tuple(paragraph for section in explain(verdict, zone) for paragraph in section.paragraphs)
    opening = explain(verdict, zone)[0].paragraphs[0]
    # The finding says of a hole what the step says, and that the target was missed.
    found = any(finding.kind == "bracket_hole" for finding in verdict.findings)
    deciding = _DECIDING - {"hole"} if found else _DECIDING
    steps = (step_sentence(step, verdict, zone) for step in verdict.because if step.what in deciding)
    said = (opening, *steps, *(finding_sentence(finding) for finding in verdict.findings))
    return tuple(dict.fromkeys(visible(text) for text in said if text))
