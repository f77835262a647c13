"""What each step of an explanation says: one short function for each code of `Step.what`.

A code without a function gets a sentence made of whatever the step holds, so that nothing is left out.
"""

from __future__ import annotations

from slalang.output.explanation.sentences import clock, counts, credit, duty, joint, right, share, target, time
from slalang.output.explanation.sentences.told import Told
from slalang.output.explanation.wording import because_of, quoted, sentence_of
from slalang.time.zones import Zone
from slalang.values.verdicts import Step, Verdict

SAYINGS = (
    time.SAYINGS
    | counts.SAYINGS
    | target.SAYINGS
    | credit.SAYINGS
    | joint.SAYINGS
    | right.SAYINGS
    | clock.SAYINGS
    | duty.SAYINGS
    | share.SAYINGS
)
"""How each code is said. What readings give (`reading`) is told in a section of its own."""


def step_sentence(step: Step, verdict: Verdict, zone: Zone) -> str:
    """What one step says, as one or a few sentences with clause and the author's reason (V3, P6)."""
    told = Told(step, verdict, zone)
    return sentence_of(SAYINGS.get(step.what, _anything)(told)) + because_of(step.reason)


def _anything(told: Told) -> str:
    step = told.step
    parts = [step.what.replace("_", " ")]
    if step.name:
        parts.append(f"by {told.name}")
    if step.limit:
        parts.append(f"({step.limit})")
    if step.events:
        parts.append(f"for {told.events}")
    if step.intervals:
        parts.append(f"{told.when}, {told.length} together")
    if step.before is not None and step.after is not None:
        parts.append(f"from {told.before} to {told.after}")
    elif step.before is not None or step.after is not None:
        parts.append(f"figure: {told.before or told.after}")
    if step.also:
        parts.append(f"also {quoted(step.also)}")
    return " ".join(parts) + told.tail() + told.cited
