"""Commitments: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns import observation, parts
from slalang.syntax.turns.turn import COMPARISONS, FOR_PLANS, LIMITS, Turn, one_for_each

_OFTEN = r"(?:outages?|incidents?|interruptions?|failures?|errors?|events?|occasions?|executions?|requests?|runs?|jobs?)"
_AT_MOST = r"(?:at\s+most|(?:no|not)\s+more\s+than|up\s+to|a\s+maximum\s+of)\s+(\d+)"
_VALUE = "what is measured, and what it may be, are two phrases"
_VALUE_HINT = 'write `measured by the 95th percentile of "latency"`, and `value at most 200` as a phrase of its own'

TURNS = (
    one_for_each("commitment"),
    Turn(
        "times",
        rf"(?:bad\s+|failed\s+)?{_OFTEN}\b(?:\s+in\s+[\w ]+?(?=[;.]))?",
        "how often it may happen is said with `times`",
        "write `{last} times`",
    ),
    Turn(
        "business",
        rf"(?:times|(?:bad\s+|failed\s+)?{_OFTEN})\b",
        "a limit on how many is a number alone",
        "write `{last}`, and no more",
    ),
    Turn(
        "",
        _AT_MOST + r"\s+(?:outages?|incidents?|interruptions?)\b",
        "how often it may be down is said with `down`",
        r"write `down at most \1 times`",
    ),
    Turn(
        "",
        _AT_MOST + rf"\s+(?:bad\s+|failed\s+)?{_OFTEN}\b",
        "how many may be bad is said with `bad`",
        r"write `bad at most \1 times`",
    ),
    Turn(
        "",
        r"(?:the\s+)?(?:success(?:ful|es)?(?:\s+\w+)?|requests?|executions?)\s+(?:of\s+|is\s+)?(at\s+least|more\s+than)\s+(\d[\d.]*%)",
        "a share of what went well is said with `good`",
        r"write `good \1 \2`, and `measured by good requests` or `measured by good executions` as a phrase of its own",
    ),
    Turn(
        "at least",
        r"(requests|executions)\b",
        "what is good is said where it is measured",
        r"take it out, and write `measured by good \1` as a phrase of its own",
        "good",
    ),
    Turn(
        "target",
        rf"more\s+than\s+(\d+)\s+{_OFTEN}\b",
        "how often it may be down is said with `down`",
        r"write `down at most \1 times`; of requests and executions, `bad at most \1 times`",
        "no",
    ),
    Turn(
        "most",
        r"(\d+(?:\.\d+)?\s*%?)",
        "which side of the limit is meant?",
        r"write `below \1`, `at most \1`, `above \1` or `at least \1`",
        "at",
    ),
    Turn(
        "where",
        r"(?:ms|milliseconds?|us|microseconds?|secs?|seconds?|s|minutes?|%|percent)(?=\s*[;.(]|\s+where\b)",
        "a value is in the unit in which events give it",
        "write `{last}` alone",
    ),
    Turn(
        "",
        r"(?:the\s+)?(?:p\d+\s+|mean\s+|average\s+|median\s+)?(?:\w+\s+)?(?:latency|response\s+times?|loss|jitter|delay|throughput)\b",
        _VALUE,
        _VALUE_HINT,
    ),
    *LIMITS,
    *COMPARISONS,
    *observation.TURNS,
    *parts.TURNS,
    *FOR_PLANS,
)

THROUGHOUT = (*observation.TURNS, *parts.TURNS)
"""What may also be said for all commitments at once."""
