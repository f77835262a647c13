"""Credits that accrue: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FOR_PLANS, PERIODS, Turn

_MONEY = r"((?-i:[A-Z]{3})\s+\d(?:[\d.,]*\d)?|\d[\d.]*\s*%\s+of\s+the\s+base\b)"
_ROW = "a row begins with when it applies"
_CAP = "what limits the money is a cap"
_LIMIT = "a limit of a row is said with `below`, `at most`, `above` or `at least`"
_EACH_DAY = "write `for each day past the deadline`"

TURNS = (
    Turn(
        "", r"((?-i:[A-Z]{3})\s+\d(?:[\d.,]*\d)?)", _ROW, r"write `a missed target earns \1`, and then the rest of the phrase"
    ),
    Turn("", r"(\d[\d.]*%)(?=\s*(?:[;.]|for\b|per\b|$))", _ROW, r"write `a missed target earns \1`"),
    Turn(
        "",
        r"(?:(?:an?|the)\s+)?(?:maximum|max|limit(?:ed)?|cap|up|(?:no|not|never)\s+more|not\s+exceeding)\s*"
        rf"(?:of|to|at|than|is|:)?\s*{_MONEY}",
        _CAP,
        r"write `capped at \1`",
    ),
    Turn("missed target", rf"(?:maximum|max|limit|cap)\s*(?:of|at|is)?\s*{_MONEY}", _CAP, r"write `capped at \1`"),
    Turn("PERCENT", _MONEY, _CAP, r"write `capped at \1` instead of `at most \1`", "most"),
    Turn(
        "below",
        r"(?:under|(?:less|lower|fewer|smaller)\s+than|beneath)\s+(\d[\d.]*%|the\s+target)",
        _LIMIT,
        r"write `below \1`",
    ),
    Turn(
        "below",
        r"(?:over|(?:more|higher|greater)\s+than|exceeding)\s+(\d[\d.]*%|the\s+target)",
        _LIMIT,
        r"write `above \1`",
    ),
    Turn("below", r"(?:no|not)\s+less\s+than\s+(\d[\d.]*%|the\s+target)", _LIMIT, r"write `at least \1`"),
    Turn("below", r"(?:(?:no|not)\s+more\s+than|up\s+to)\s+(\d[\d.]*%|the\s+target)", _LIMIT, r"write `at most \1`"),
    Turn(
        "without a claim",
        r"(?:automatic(?:ally)?|by\s+itself|of\s+its\s+own|on\s+its\s+own)\b",
        "what needs no claim is given without one",
        "write `given without a claim`",
    ),
    Turn("", r"automatic(?:ally)?\b", "what needs no claim is given without one", "write `given without a claim`"),
    Turn(
        "of the period",
        r"(?:per|of|for|in)\s+(?:the\s+|each\s+|a\s+)?(?:calendar\s+)?(?:month|quarter|year|period)\b",
        "which period it is, is a phrase of its own",
        "write `of the charges of the period`, and `per calendar month` as a phrase of its own",
    ),
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
    *FOR_PLANS,
)
