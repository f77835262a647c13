"""Tickets that are excluded: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import WORD, Turn

TURNS = (
    Turn(
        "the fact",
        r"(?:labels?|tags?)\s+" + WORD,
        "labels are said with `labelled`",
        r'write `tickets labelled "\1"`',
        "with",
    ),
    Turn("fact", r"(?:labels?|tags?)\s+" + WORD, "labels are said with `labelled`", r'write `tickets labelled "\1"`', "the"),
    Turn(
        "labelled",
        r"(?:of|in|with|where)\s+(?:the\s+)?(severity|priority|queue)\b",
        "an exclusion asks for causes, labels and facts; the clock itself asks for severity and queue",
        r'write it into the clock: `no target where the severity is "P4"`, or `the queue is "billing"`',
        "tickets",
    ),
)
