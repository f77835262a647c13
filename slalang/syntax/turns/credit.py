"""Credits that accrue: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import PERIODS, Turn

_EACH_DAY = "write `for each day past the deadline`"

TURNS = (
    Turn(
        "for",
        r"(?:for\s+)?(?:per|a|an|each|every)\s+(?:calendar\s+)?days?\b(?:\s+(?:late|overdue|of\s+delay|past\s+\w+))?",
        "what is earned for each day is said with the deadline",
        _EACH_DAY,
    ),
    Turn(
        "for",
        r"(?:for\s+)?(?:per|an?|each|every)\s+((?:business\s+)?(?:minute|hour|week|month))s?\b(?:\s+(?:late|overdue|of\s+delay))?",
        "what is earned for each unit is said with the deadline",
        r"write `for each 1 \1 begun past the deadline`, or `completed` where only whole ones count",
    ),
    Turn(
        "day past",
        r"(business|working)\s+days?\b",
        "`for each day` counts civil days",
        "write `for each 1 business day of` a calendar `begun past the deadline`, or `completed` for whole ones",
    ),
    Turn(
        "day past",
        r"(minute|hour|week|month)s?\b",
        "a unit is a length: how many?",
        r"write `1 \1 begun past the deadline`, or `completed` where only whole ones count",
    ),
    Turn(
        "past the deadline",
        r"(?:late|overdue|after|beyond|of\s+delay|too\s+late)\b[\w ]*?(?=\s*(?:[;.(]|where\b|because\b|$))",
        "what accrues does so past the deadline",
        "write `past the deadline`",
    ),
    Turn(
        "begun past",
        r"or\s+(?:any\s+)?parts?\s+(?:thereof|of\s+(?:it|one|them))\b|started\b|commenced\b",
        "a unit that has begun is said so",
        "write `begun`",
    ),
    Turn("begun past", r"(?:full|complete|whole)\b", "a unit that is over is said so", "write `completed`"),
    Turn(
        "begun past",
        r"(?:past|late|after|overdue)\b",
        "does a unit count when it begins, or when it is over?",
        "write `begun past the deadline` or `completed past the deadline`",
    ),
    Turn(
        "",
        r"(?:earns?|(?:each|every|any)\s+(?:missed|late|breached)\b[^;]*?\bearns?)\s+([A-Z]{3}\s+\d(?:[\d.,]*\d)?|\d[\d.]*%|\w+)",
        "a row begins with when it applies",
        r"write `a missed target earns \1`",
    ),
    Turn("", r"(first|last)\s+day\b", "a small word is missing", r"write `the \1 day`"),
    Turn(
        "counts",
        r"is\s+(not\s+)?(?:counted|included|excluded)\b",
        "a day counts, or does not count",
        "write `counts` or `does not count`",
    ),
    Turn(
        "NUMBER",
        r"([A-Z]{3})\s*(\d(?:[\d.,]*\d)?)",
        "what limits the money is a cap",
        r"write `capped at \1 \2` instead of the phrase",
    ),
    Turn(
        "period",
        r"(?<=rate of the )day\b",
        "whose rate is meant?",
        "write `at the rate of each day`, or `at the rate of the period`",
    ),
    Turn(
        "PERCENT",
        r"(\d+)\s+(?:times|units)\b",
        "how much may accrue is said with `accrues`",
        r"write `accrues at most \1 times`",
        "most",
    ),
    *PERIODS,
)
