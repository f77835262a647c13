"""What contracts say in other words than the language: for each noun the patterns, and the words to write instead."""

from __future__ import annotations

from slalang.syntax.turns import calendar, clock, commitment, credit, duty, exclusion, joint, right, scenario, service, share
from slalang.syntax.turns.turn import Turn as Turn

TURNS: dict[str, tuple[Turn, ...]] = {
    "calendar": calendar.TURNS,
    "service": service.TURNS,
    "throughout": commitment.THROUGHOUT,
    "commitment": commitment.TURNS,
    "exclusion": exclusion.TURNS,
    "clock": clock.TURNS,
    "duty": duty.TURNS,
    "share": share.TURNS,
    "credit": credit.TURNS,
    "joint": joint.TURNS,
    "right": right.TURNS,
    "scenario": scenario.TURNS,
}
"""By noun; the first that fits is said."""
