"""Tickets that are excluded: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import WORD, Turn

TURNS = (
    Turn(
        "caused by",
        r"(?:(?:but\s+)?not|except(?:\s+(?:those|where|if|when))?|unless|other\s+than)\b",
        "an exclusion names what is excluded, never what is not",
        "list the causes that are excluded, as in `caused by customer or force_majeure`",
    ),
    Turn(
        "labelled",
        r"caused\s+by\b",
        "an exclusion names what is excluded, never what is not",
        "list the causes that are excluded, as in `tickets caused by customer or force_majeure`",
        "not",
    ),
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
