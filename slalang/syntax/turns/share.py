"""Share targets: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FOR_PLANS, PERIODS, Turn, one_for_each

TURNS = (
    one_for_each("share"),
    Turn(
        "",
        r"(?:available|met|kept|reached)\b[^;\d]*(\d[\d.]*)\s*%",
        "a share target says how much is kept",
        r"write `at least \1% kept`",
    ),
    Turn("", r"(\d[\d.]*)\s*%", "a share target says how much is kept", r"write `at least \1% kept`, or `more than \1% kept`"),
    Turn(
        "target",
        r"(?:less|fewer)\s+than\b",
        "the least share is said with `at least`",
        "write `at least` instead of `no less than`",
    ),
    Turn("kept", r"(?:met|reached|fulfilled)\b", "what is met is kept", "write `kept`", "as"),
    Turn(
        "kept",
        r"(?:of\s+(?:the\s+)?[\w ]+?(?:\s+(?:kept|met|within\s+target|in\s+time|on\s+time))?|met|within\s+(?:the\s+)?target"
        r"|in\s+time|on\s+time|[;.]|$)(?=\s*(?:[;.(]|where\b|$))",
        "a share is of all that the clock or the duty judged in the period",
        "write `kept` after the percentage, and no more",
    ),
    Turn(
        "any",
        r"(?:tickets?|runs?|occasions?|events?)\b",
        "a period without anything to keep is said with `any`",
        "write `any`",
    ),
    Turn(
        "",
        r"(?:an?|the)\s+(?:empty|month|week|quarter|year)\b|no\s+tickets\b|(?:if|where)\s+there\b|without\b",
        "a period in which there was nothing to keep is a phrase of its own",
        "write `a period without any` and what it is: `counts as kept`, `counts as missed` or `is not judged`",
    ),
    Turn(
        "period without",
        r"(?:month|week|quarter|year|empty)\b",
        "a period in which there was nothing to keep is a phrase of its own",
        "write `a period without any` and what it is: `counts as kept`, `counts as missed` or `is not judged`",
    ),
    *PERIODS,
    *FOR_PLANS,
)
